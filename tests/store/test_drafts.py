"""Drafts: what was answered comes back, whatever happened to the last line."""

import time
import zlib
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kronobarn_cli.errors import ChangedOnDisk, NotFound
from kronobarn_cli.store.drafts import Drafts, Ground, replay

NOW = datetime(2026, 4, 27, 14, 32)


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    made = Drafts(tmp_path / "drafts")
    made.begin("k7mtr", "new-plan", Ground(0), NOW)
    return made


def forget(drafts: Drafts, question: str) -> None:
    """Take an answer back, as older versions wrote it."""
    path = next(drafts._folder.glob("*.draft"))
    path.write_bytes(path.read_bytes() + _line(b'{"rev":0,"q":"%s","back":true}' % question.encode()))


def test_answers_come_back_in_order(drafts: Drafts) -> None:
    drafts.keep("k7mtr", 0, "child.name", "Mio")
    drafts.keep("k7mtr", 0, "child.needs", ["tolk", "paus"])
    found = drafts.find("k7mtr")
    assert found is not None
    assert list(found.answers.items()) == [("child.name", "Mio"), ("child.needs", ["tolk", "paus"])]
    assert found.started == "2026-04-27T14:32"


def test_the_last_answer_counts_and_an_answer_taken_back_is_gone(drafts: Drafts) -> None:
    drafts.keep("k7mtr", 0, "a", "1")
    drafts.keep("k7mtr", 0, "b", "2")
    drafts.keep("k7mtr", 0, "a", "3")
    forget(drafts, "b")
    found = drafts.find("k7mtr")
    assert found is not None
    assert found.answers == {"a": "3"}


def test_lines_of_an_unfinished_answer_come_back(drafts: Drafts) -> None:
    drafts.keep_line("k7mtr", 0, "n", "rad ett")
    drafts.keep_line("k7mtr", 0, "n", "rad två")
    found = drafts.find("k7mtr")
    assert found is not None
    assert found.unfinished == {"n": ["rad ett", "rad två"]}
    drafts.keep("k7mtr", 0, "n", "rad ett\nrad två")
    found = drafts.find("k7mtr")
    assert found is not None
    assert found.unfinished == {}


def test_a_draft_says_on_which_revision_it_was_made(drafts: Drafts) -> None:
    drafts.keep("k7mtr", 0, "a", "1")
    drafts.keep("k7mtr", 4, "b", "1")
    found = drafts.find("k7mtr")
    assert found is not None
    assert found.revision == 4


@settings(deadline=None)
@given(
    st.dictionaries(st.text("abc.", min_size=1, max_size=5), st.text(max_size=10), min_size=1, max_size=5),
    st.data(),
)
def test_a_torn_end_costs_at_most_the_last_answer(answers: dict[str, str], data: st.DataObject) -> None:
    """Cut anywhere: all whole lines before the cut are read, and nothing else is."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        drafts = Drafts(Path(folder))
        for question, value in answers.items():
            drafts.keep("k7mtr", 0, question, value)
        text = (Path(folder) / "k7mtr.draft").read_bytes()
        cut = data.draw(st.integers(0, len(text)))
        drafts_after = replay("k7mtr", text[:cut])
        kept = list(drafts_after.answers.items()) if drafts_after else []
        assert kept == list(answers.items())[: len(kept)]
        whole = sum(1 for record in text[:cut].split(b"\n\n") if record) - 1
        assert len(kept) >= whole


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 7))
def test_no_flipped_bit_is_read_as_another_answer(place: int, bit: int) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        drafts = Drafts(Path(folder))
        drafts.keep("k7mtr", 0, "child.name", "Mio")
        drafts.keep("k7mtr", 0, "child.born", "2017")
        text = bytearray((Path(folder) / "k7mtr.draft").read_bytes())
        text[place % len(text)] ^= 1 << bit
        found = replay("k7mtr", bytes(text))
        for question, value in (found.answers if found else {}).items():
            assert {"child.name": "Mio", "child.born": "2017"}[question] == value


def test_a_draft_is_of_the_conversation_that_was_begun_first(drafts: Drafts) -> None:
    """Going on with it begins nothing anew, whatever the command is called that does."""
    drafts.begin("k7mtr", "continue", Ground(0), datetime(2026, 5, 2, 9, 15))
    drafts.keep("k7mtr", 0, "child.name", "Mio")
    found = drafts.find("k7mtr")
    assert found is not None
    assert (found.command, found.started, found.revision) == ("new-plan", "2026-04-27T14:32", 0)


def test_a_draft_that_was_begun_and_holds_no_answer_is_none(drafts: Drafts) -> None:
    assert drafts.find("k7mtr") is None
    drafts.keep("k7mtr", 0, "child.name", "Mio")
    forget(drafts, "child.name")
    assert drafts.find("k7mtr") is None


def test_answers_without_a_beginning_are_of_no_conversation(drafts: Drafts) -> None:
    for keep, code in ((drafts.keep, "b2222"), (drafts.keep_line, "c2222")):
        keep(code, 2, "child.name", "Mio")
        found = drafts.find(code)
        assert found is not None
        assert (found.command, found.started, found.on) == ("", "", "")


def test_a_line_says_itself_what_it_is(drafts: Drafts, tmp_path: Path) -> None:
    """So that a person who looks into the file sees what was answered, and in which conversation."""
    drafts.keep("k7mtr", 3, "child.name", "Mio", of="new-plan")
    drafts.keep_line("k7mtr", 3, "n", "rad ett", of="new-plan")
    drafts.begin("k7mtr", "new-plan", Ground(3), NOW, {"child.born": "2017"})
    lines = (tmp_path / "drafts" / "k7mtr.draft").read_bytes().split(b"\n")
    assert [line.partition(b" ")[2] for line in lines if line] == [
        b'{"rev":0,"command":"new-plan","at":"2026-04-27T14:32"}',
        b'{"rev":3,"q":"child.name","v":"Mio","of":"new-plan"}',
        b'{"rev":3,"q":"n","line":"rad ett","of":"new-plan"}',
        b'{"rev":3,"command":"new-plan","at":"2026-04-27T14:32"}',
        b'{"rev":3,"q":"child.born","v":"2017","known":true,"of":"new-plan"}',
    ]


def test_what_was_not_damaged_is_not_counted_and_what_was_is(drafts: Drafts, tmp_path: Path) -> None:
    drafts.keep("k7mtr", 0, "child.name", "Mio")
    found = drafts.find("k7mtr")
    assert found is not None
    assert found.damaged == 0
    path = tmp_path / "drafts" / "k7mtr.draft"
    path.write_bytes(b"skr\xe4p\n" + path.read_bytes() + b"0bad 1\n00000000")
    found = drafts.find("k7mtr")
    assert found is not None
    assert (found.answers, found.damaged) == ({"child.name": "Mio"}, 3)


def test_who_is_in_another_windows_way_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def waits(_seconds: float) -> None:
        pytest.fail("nobody waits for a conversation to end")

    monkeypatch.setattr(time, "sleep", waits)
    with (
        Drafts(tmp_path).session("k7mtr"),
        pytest.raises(ChangedOnDisk),
        Drafts(tmp_path).session("k7mtr"),
    ):
        pass


SENSELESS = (
    b"{",
    b"[]",
    b"1",
    b'{"rev":3,"q":"ch\xff"}',
    b'{"rev":"x","q":"a","v":1}',
    b'{"q":"a","v":1}',
    b'{"rev":1,"line":3}',
    b"[" * 100_000,
)


@pytest.mark.parametrize("body", SENSELESS, ids=range(len(SENSELESS)))
def test_a_whole_line_that_says_nothing_sensible_is_a_damaged_one(body: bytes) -> None:
    """Its checksum is right: somebody wrote it by hand, or another program did."""
    found = replay("k7mtr", b"".join(_line(one) for one in (body, b'{"rev":0,"q":"child.name","v":"Mio"}')))
    assert found is not None
    assert (found.answers, found.damaged) == ({"child.name": "Mio"}, 1)


def _line(body: bytes) -> bytes:
    return b"%08x %s\n" % (zlib.crc32(body), body)


def test_which_conversation_it_is_outlives_a_damaged_first_line(drafts: Drafts, tmp_path: Path) -> None:
    drafts.begin("t8qzg", "meeting", Ground(3), NOW)
    drafts.keep_line("t8qzg", 3, "n", "rad ett", of="meeting")
    path = tmp_path / "drafts" / "t8qzg.draft"
    path.write_bytes(path.read_bytes().replace(b'"meeting","at"', b'"meetinf","at"'))
    found = drafts.find("t8qzg")
    assert found is not None
    assert (found.command, found.damaged, found.unfinished) == ("meeting", 1, {"n": ["rad ett"]})


def test_what_was_known_beforehand_is_no_answer_of_anybodys(drafts: Drafts) -> None:
    """Two answers are two, wherever they are counted."""
    drafts.begin("t8qzg", "wheel", Ground(3), NOW, {"wheel.w1.voice": "child", "wheel.w1.day": "2026-04-27"})
    assert drafts.glance("t8qzg") is not None
    drafts.keep("t8qzg", 3, "wheel.w1.day", "2026-04-26", "wheel")
    drafts.keep("t8qzg", 3, "n", "rad ett", "wheel")
    drafts.keep_line("t8qzg", 3, "n", "rad två", "wheel")
    found = drafts.find("t8qzg")
    assert found is not None
    assert (found.count, set(found.known)) == (2, {"wheel.w1.voice"})


def test_a_draft_laid_anew_is_the_same_draft_line_by_line(drafts: Drafts, tmp_path: Path) -> None:
    path = tmp_path / "drafts" / "t8qzg.draft"
    drafts.begin("t8qzg", "wheel", Ground(3, "sha256:1f"), NOW, {"wheel.w1.voice": "child"})
    drafts.keep("t8qzg", 3, "n", "rad ett", "wheel")
    drafts.keep_line("t8qzg", 3, "n", "rad två", "wheel")
    before = drafts.find("t8qzg")
    assert before is not None
    assert before.on == "sha256:1f"
    lines = path.read_bytes()
    drafts.lay_anew(before)
    assert path.read_bytes() == lines
    assert drafts.find("t8qzg") == before


def test_what_is_no_draft_is_not_taken_for_one(drafts: Drafts, tmp_path: Path) -> None:
    """Folders, links, and files with names that no plan has."""
    place = tmp_path / "drafts"
    drafts.keep("k7mtr", 0, "child.name", "Mio")
    (place / "dir00.draft").mkdir()
    (place / "lnk00.draft").symlink_to(place / "k7mtr.draft")
    for name in ("abc.draft", "-rf00.draft", "K7MTR.draft", "k7mtr2.draft", "k7mtr.txt"):
        (place / name).write_bytes((place / "k7mtr.draft").read_bytes())
    assert drafts.codes() == ("k7mtr",)
    assert drafts.find("dir00") is None


def test_a_draft_that_is_too_large_stops_only_whoever_asks_for_it(drafts: Drafts, tmp_path: Path) -> None:
    with (tmp_path / "drafts" / "b2345.draft").open("wb") as huge:
        huge.truncate(1 << 30)
    assert drafts.codes() == ("b2345", "k7mtr")
    assert drafts.glance("b2345") is None
    with pytest.raises(NotFound, match="b2345"):
        drafts.find("b2345")
