"""Drafts: what was answered comes back, whatever happened to the last line."""

import zlib
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kronobarn_cli.store.drafts import Drafts, replay

NOW = datetime(2026, 4, 27, 14, 32)


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    made = Drafts(tmp_path / "drafts")
    made.begin("k7mtr", "new-plan", 0, NOW)
    return made


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
    drafts.forget("k7mtr", 0, "b")
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
