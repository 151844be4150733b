"""An interview while somebody else saves the same plan: both sides' words are in the plan afterwards."""

import io
import json
import os
import zlib
from datetime import datetime
from pathlib import Path

import pytest

from kronobarn_cli.errors import ExitCode
from kronobarn_cli.interview.fitting import fitting
from kronobarn_cli.model.plan import Meeting, Plan
from kronobarn_cli.store.drafts import Drafts, Ground
from kronobarn_cli.store.folder import Folder
from tests.conftest import Program

FRAME = "n\nMio\n3\n2017\n\nmamma\nn\n\n\n\n"


def only_code(folder: Path) -> str:
    (code,) = Folder(folder).codes()
    return code


def test_answers_survive_that_the_plan_was_saved_by_somebody_else(folder: Path, kronobarn: Program) -> None:
    assert kronobarn("new-plan", typed=FRAME + ":q\n").code == 0
    code = only_code(folder)
    assert kronobarn("continue", code, typed="Borta 11 dagar.\n\n").code == 130
    assert kronobarn("wheel", code, "--voice", "guardian-1", "--works", "larande=Läser hemma.").code == 0
    ended = kronobarn("continue", code, typed=":q\n")
    assert ended.code == 0
    plan = Folder(folder).load(code).plan
    assert plan.notices[0].seen == "Borta 11 dagar."
    assert plan.wheel[0].areas.larande is not None
    assert Drafts(Folder(folder).state / "drafts").find(code) is None


def test_where_both_answered_the_person_decides(folder: Path, kronobarn: Program) -> None:
    assert kronobarn("new-plan", typed="n\n:q\n").code == 0
    code = only_code(folder)
    assert kronobarn("continue", code, typed="Mio\n").code == 130
    path = folder / "plans" / f"{code}.yaml"
    path.write_text(
        path.read_text().replace("child:\n", "child:\n  name: Emil\n").replace("revision: 1", "revision: 2")
    )
    ended = kronobarn("continue", code, typed="j\n:q\n")
    assert "Någon annan har svarat: Emil" in ended.out
    assert Folder(folder).load(code).plan.child.name == "Mio"


def test_leaving_before_the_first_answer_leaves_nothing(folder: Path, kronobarn: Program) -> None:
    assert kronobarn("new-plan", typed=":q\n").code == 130
    assert Folder(folder).codes() == ()
    assert "Det finns inga planer här än." in kronobarn("list").out


def test_two_windows_cannot_ask_about_the_same_plan(folder: Path, kronobarn: Program) -> None:
    assert kronobarn("new-plan", typed="n\n:q\n").code == 0
    code = only_code(folder)
    with Drafts(Folder(folder).state / "drafts").session(code):
        other = kronobarn("continue", code, typed="Mio\n:q\n")
    assert other.code == 6
    assert "öppen i ett annat fönster" in other.err


def test_a_complete_plan_has_nothing_to_ask_and_is_not_written(examples: Path, kronobarn: Program) -> None:
    before = (examples / "plans" / "k7mtr.yaml").read_bytes()
    ran = kronobarn("continue", "k7mtr")
    assert ran.code == 0, ran.all
    assert "Det finns inget mer att fråga" in ran.out
    assert (examples / "plans" / "k7mtr.yaml").read_bytes() == before


@pytest.mark.parametrize("letters", [10_001, 300_000])
def test_an_answer_that_would_make_the_plan_unreadable_is_refused(
    examples: Path, kronobarn: Program, letters: int
) -> None:
    before = (examples / "plans" / "k7mtr.yaml").read_bytes()
    assert kronobarn("wheel", "k7mtr", "--voice", "child", "--works", f"larande={'a' * letters}").code == 2
    assert (examples / "plans" / "k7mtr.yaml").read_bytes() == before


def test_unsaved_answers_are_told_to_whoever_prints_or_checks(folder: Path, kronobarn: Program) -> None:
    assert kronobarn("new-plan", typed=FRAME + ":q\n").code == 0
    code = only_code(folder)
    assert kronobarn("continue", code, typed="Borta 11 dagar.\n\n").code == 130
    assert "1 osparat svar är inte med" in kronobarn("check", code).err
    assert "1 osparat svar är inte med" in kronobarn("render", code, "agenda", "--out", "-").err


def test_a_reason_is_something_said_and_is_saved(folder: Path, kronobarn: Program) -> None:
    """The wheel was left with a reason, and then the person left: the reason is in the plan."""
    told = "n\nMio\n3\n2017\n\nmamma\nn\n\n\n\nBorta.\n\n\n\n\n\n\n\nn\nBussen.\n\n\n\n\nNej.\n\n:q\n"
    assert kronobarn("new-plan", typed=told).code == 0
    code = only_code(folder)
    assert kronobarn("continue", code, typed="n\nHinner inte i dag.\n:q\n").code == 0
    assert [(one.what, one.why) for one in Folder(folder).load(code).plan.skipped] == [("wheel", "Hinner inte i dag.")]


def test_a_second_window_leaves_the_draft_of_the_first_alone(folder: Path, kronobarn: Program) -> None:
    assert kronobarn("new-plan", typed="n\n:q\n").code == 0
    code = only_code(folder)
    drafts = Drafts(Folder(folder).state / "drafts")
    with drafts.session(code):
        assert kronobarn("wheel", code, "--voice", "child", typed=":q\n").code == 6
    assert drafts.find(code) is None


def test_a_disk_that_refuses_an_answer_is_tried_again_and_nothing_is_typed_anew(
    folder: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write
    refused: list[int] = []

    def refuses_twice(descriptor: int, data: bytes) -> int:
        if b"Hillevi-Ann" in bytes(data) and len(refused) < 2:
            refused.append(descriptor)
            raise OSError(28, "No space left on device")
        return real(descriptor, data)

    monkeypatch.setattr(os, "write", refuses_twice)
    ran = kronobarn("new-plan", typed="n\nHillevi-Ann\nj\nj\n3\n:q\n")
    assert ran.out.count("Ska jag försöka igen?") == 2
    assert "disken är full" in ran.out
    assert Folder(folder).load(only_code(folder)).plan.child.name == "Hillevi-Ann"


def test_an_answer_that_cannot_be_kept_ends_in_words_when_the_person_gives_up(
    folder: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuses)
    ran = kronobarn("new-plan", typed="n\nn\nn\nn\n")
    assert ran.code == 9
    assert "disken är full" in ran.err
    assert "finns kvar" not in ran.all


def test_a_folder_that_goes_away_in_the_middle_leaves_the_answers_here(folder: Path, kronobarn: Program) -> None:
    """The interview goes on into the draft; one calm line tells it, and `continue` saves when the folder is back."""
    assert kronobarn("new-plan", typed="n\n:q\n").code == 0
    code = only_code(folder)

    class Away(io.StringIO):
        def readline(self, *_size: int) -> str:  # type: ignore[override]
            line = super().readline()
            if line == "Mio\n":
                folder.joinpath("plans").rename(folder / "borta")
            return line

    ran = kronobarn("continue", code, stdin=Away("Mio\n3\n:q\n"))
    assert ran.code == 9
    assert "går inte att nå just nu. Dina svar finns kvar på den här datorn" in ran.err
    assert f"Prova: kronobarn continue {code}" in ran.err
    (folder / "borta").rename(folder / "plans")
    # The system knows when a program has ended, and then its sign says nothing; here it is the same one.
    (folder / "plans" / f".{code}.open").unlink()
    assert kronobarn("continue", code, typed=":q\n").code == 0
    assert Folder(folder).load(code).plan.child.name == "Mio"


def test_a_plan_that_is_open_on_another_computer_is_the_persons_choice(folder: Path, kronobarn: Program) -> None:
    assert kronobarn("new-plan", typed="n\n:q\n").code == 0
    code = only_code(folder)
    sign = folder / "plans" / f".{code}.open"
    sign.write_text("1\nANNAS-PC\n")
    stopped = kronobarn("continue", code, typed="n\n")
    assert stopped.code == 6
    assert "öppen på datorn ANNAS-PC" in stopped.out
    assert kronobarn("continue", code, typed="j\nMio\n:q\n").code == 0
    assert Folder(folder).load(code).plan.child.name == "Mio"
    assert sign.read_text() == "1\nANNAS-PC\n"


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("child.stage", 12),
        ("child.name", ["x"]),
        ("child.name", {"a": 1}),
        ("notices.n1.seen.x.y", "x"),
        ("wheel", "x"),
        ("pick.services", [1, None, "bup"]),
        ("code", "../../x"),
        ("revision", 99),
        ("wheel.w1.areas.finnsinte.works", "x"),
    ],
)
def test_an_answer_that_no_longer_fits_is_told_and_locks_nothing(
    folder: Path, kronobarn: Program, question: str, value: object
) -> None:
    """A draft of another version of the program, or one that somebody has written in."""
    assert kronobarn("new-plan", typed="n\n:q\n").code == 0
    code = only_code(folder)
    drafts = Drafts(Folder(folder).state / "drafts")
    drafts.begin(code, "new-plan", Ground(1), datetime(2026, 4, 27, 13, 0))
    drafts.keep(code, 1, "child.born", "2017")
    drafts.keep(code, 1, question, value)
    ran = kronobarn("continue", code, typed="Mio\n:q\n")
    assert ran.code == 0, ran.all
    assert f"Frågan: {question}" in ran.out
    plan = Folder(folder).load(code).plan
    assert (plan.child.name, plan.child.born, plan.revision) == ("Mio", "2017", 2)


def test_a_meetings_three_numbers_still_fit() -> None:
    plan = Plan(code="k7mtr", meetings=(Meeting(id="m1"),))
    assert fitting(plan, {"meetings.m1.after.heard": [4, 0, 0]}) == {"meetings.m1.after.heard": [4, 0, 0]}


def test_a_plan_that_is_not_there_yet_leaves_no_sign(folder: Path, kronobarn: Program) -> None:
    with Folder(folder).opened("k7mtr"):
        assert [path.name for path in (folder / "plans").iterdir() if path.name.startswith(".")] == []


def test_a_draft_that_outlived_its_save_asks_nothing_again(
    folder: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The power went between the save and the taking away of the draft: all of it stands in the plan already."""
    assert kronobarn("new-plan", typed="n\n:q\n").code == 0
    code = only_code(folder)
    drafts = Drafts(Folder(folder).state / "drafts")
    with monkeypatch.context() as without:
        without.setattr(Drafts, "drop", lambda *_: None)
        assert kronobarn("continue", code, typed="Mio\n3\n:q\n").code == 0
    saved = Folder(folder).load(code).plan
    assert drafts.find(code) is not None
    assert kronobarn("continue", code, typed=":q\n").code == 130
    assert drafts.find(code) is None
    assert Folder(folder).load(code).plan == saved


BEGUN = "13.05\n\nKim kom först.\n"
"""A meeting as far as the first line of its first note; then the terminal is gone."""


def opening(examples: Path) -> str | None:
    """What the plan says of how the meeting began; there is only the one meeting."""
    [meeting] = Folder(examples).load("v5xjc").plan.meetings
    assert meeting.invited
    return meeting.notes.opening if meeting.notes else None


@pytest.mark.parametrize("left", ["b\n:q\n", ":3\n:q\n", ":1\n:5\nb\n:q\n"])
def test_half_a_note_is_in_the_plan_wherever_one_left_it(examples: Path, kronobarn: Program, left: str) -> None:
    assert kronobarn("meeting", "v5xjc", typed=BEGUN + "Sedan pappa.\n" + left).code == 0
    assert opening(examples) == "Kim kom först.\nSedan pappa."
    assert drafts_of(examples).find("v5xjc") is None


@pytest.mark.parametrize("again", [("continue", "v5xjc"), ("meeting", "v5xjc", "--part", "4")])
@pytest.mark.parametrize("left", [":q\n", "b\n:q\n", ":3\n:q\n"])
def test_half_a_note_from_before_is_in_the_plan_whatever_was_gone_on_with(
    examples: Path, kronobarn: Program, again: tuple[str, ...], left: str
) -> None:
    assert kronobarn("meeting", "v5xjc", typed=BEGUN).code == ExitCode.INTERRUPTED
    assert kronobarn(*again, typed=left).code == 0
    assert opening(examples) == "Kim kom först."


def test_half_of_several_things_is_in_a_new_plan(folder: Path, kronobarn: Program) -> None:
    assert kronobarn("new-plan", typed="n\nAda\n1\ntolk\npaus\nb\n:q\n").code == 0
    assert Folder(folder).load(only_code(folder)).plan.child.needs == ("tolk", "paus")


def test_a_meeting_is_one_meeting_though_somebody_else_saves_meanwhile(examples: Path, kronobarn: Program) -> None:
    """It was planned for another day; half a note is offered again, and what the other saved stays."""
    assert kronobarn("meeting", "v5xjc", typed=BEGUN).code == ExitCode.INTERRUPTED
    assert kronobarn("wheel", "v5xjc", "--voice", "child", "--works", "larande=Cyklarna.").code == 0
    going_on = kronobarn("continue", "v5xjc", typed="Sedan pappa.\n\n:q\n")
    assert going_on.code == 0, going_on.all
    assert "Det här hade du skrivit:\nKim kom först." in going_on.out
    assert opening(examples) == "Kim kom först.\nSedan pappa."
    plan = Folder(examples).load("v5xjc").plan
    assert (plan.meetings[0].started, str(plan.meetings[0].day)) == ("13:05", "2026-04-27")
    assert plan.wheel[-1].areas.larande is not None
    assert plan.wheel[-1].areas.larande.works == "Cyklarna."


def test_a_file_of_answers_never_settles_what_a_person_has_not_saved(
    folder: Path, kronobarn: Program, tmp_path: Path
) -> None:
    assert kronobarn("new-plan", typed="n\n:q\n").code == 0
    code = only_code(folder)
    assert kronobarn("continue", code, typed="Mio\n").code == ExitCode.INTERRUPTED
    path = folder / "plans" / f"{code}.yaml"
    path.write_text(
        path.read_text().replace("child:\n", "child:\n  name: Emil\n").replace("revision: 1", "revision: 2")
    )
    answers = tmp_path / "svar.yaml"
    answers.write_text("child.stage: school\n", encoding="utf-8")
    ran = kronobarn("continue", code, "--answers", answers)
    assert (ran.code, f"Prova: kronobarn continue {code}" in ran.err) == (ExitCode.USAGE, True)
    kept = drafts_of(folder).find(code)
    assert kept is not None
    assert kept.answers == {"child.name": "Mio"}


@pytest.mark.parametrize("command", ["continue", "meeting"])
def test_a_meeting_whose_first_line_is_damaged_is_still_a_meeting(
    examples: Path, kronobarn: Program, command: str
) -> None:
    assert kronobarn("meeting", "v5xjc", typed=BEGUN).code == ExitCode.INTERRUPTED
    draft(examples, "v5xjc", b'"command":"meeting"', b'"command":"meetinf"')
    ran = kronobarn(command, "v5xjc", typed="Sedan pappa.\n\n:q\n")
    assert "1 rad" in ran.out
    assert opening(examples) == "Kim kom först.\nSedan pappa."


def test_a_draft_that_does_not_say_what_it_is_of_is_never_saved_by_itself(examples: Path, kronobarn: Program) -> None:
    """As older versions wrote it: only the first line says so, and that is the damaged one."""
    assert kronobarn("meeting", "v5xjc", typed=BEGUN).code == ExitCode.INTERRUPTED
    path = drafts_of(examples)._path("v5xjc")
    records = [line.partition(b" ")[2].replace(b',"of":"meeting"', b"") for line in path.read_bytes().split(b"\n")]
    path.write_bytes(b"".join(b"%08x %s\n" % (zlib.crc32(one), one) for one in records if b"command" not in one))
    before = (examples / "plans" / "v5xjc.yaml").read_bytes(), path.read_bytes()
    ran = kronobarn("continue", "v5xjc", typed=":q\n")
    assert (ran.code, "Prova: kronobarn meeting v5xjc" in ran.err) == (ExitCode.USAGE, True)
    assert ((examples / "plans" / "v5xjc.yaml").read_bytes(), path.read_bytes()) == before
    assert kronobarn("meeting", "v5xjc", typed="\n:q\n").code == 0
    assert opening(examples) == "Kim kom först."


@pytest.mark.parametrize("begun", [("continue",), ("follow-up",)])
def test_answers_about_a_plan_whose_file_is_gone_wait_until_it_is_back(
    folder: Path, kronobarn: Program, begun: tuple[str, ...]
) -> None:
    """Not there yet, or moved: nothing empty takes its place, and the way back is told."""
    assert kronobarn("new-plan", typed=FRAME + ":q\n").code == 0
    code = only_code(folder)
    typed = {"continue": "Borta 11 dagar.\n", "follow-up": "\nDet går bättre.\n"}[begun[0]]
    assert kronobarn(*begun, code, typed=typed).code == ExitCode.INTERRUPTED
    path = folder / "plans" / f"{code}.yaml"
    path.rename(folder / "borta.yaml")
    kept = drafts_of(folder).find(code)
    gone = kronobarn("continue", code, typed="j\n:q\n")
    assert (gone.code, f"Prova: kronobarn restore {code}" in gone.err) == (ExitCode.NOT_FOUND, True)
    assert drafts_of(folder).find(code) == kept
    assert Folder(folder).codes() == ()
    assert "Osparat samtal" not in kronobarn("new-plan", typed=":q\n").out
    (folder / "borta.yaml").rename(path)
    assert kronobarn("continue", code, typed="\n:q\n").code == 0
    plan = Folder(folder).load(code).plan
    assert "Borta 11 dagar." in str(plan.notices) or "Det går bättre." in str(plan.reviews)


@pytest.fixture
def no_drafts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that takes no drafts."""
    real = os.open

    def refuse(path: str, *rest: int) -> int:
        if str(path).endswith(".draft"):
            raise OSError(30, "Read-only file system")
        return real(path, *rest)

    monkeypatch.setattr(os, "open", refuse)


@pytest.mark.usefixtures("no_drafts")
def test_the_answers_are_saved_in_the_plan_where_the_disk_of_the_drafts_takes_none(
    folder: Path, kronobarn: Program
) -> None:
    """A word that is no answer decides nothing; whoever does not try again goes on, and the plan takes it all."""
    ran = kronobarn("new-plan", typed="n\nMio\nn\nj\nMio\n3\n2017\n:q\n")
    assert ran.code == 0, ran.all
    assert ran.out.count("Ska jag försöka igen?") == 1
    child = Folder(folder).load(only_code(folder)).plan.child
    assert (child.name, child.born, child.protected) == ("Mio", "2017", False)


def test_whoever_stops_where_the_disk_of_the_drafts_takes_none_has_it_in_the_plan(
    examples: Path, kronobarn: Program
) -> None:
    """The folder of the drafts goes away in the middle; so does the half-written note, into the plan."""

    class Away(io.StringIO):
        def readline(self, *_size: int) -> str:  # type: ignore[override]
            line = super().readline()
            if line == "Sedan pappa.\n":
                (Folder(examples).state / "drafts").rename(examples / "utkast")
            return line

    ran = kronobarn("meeting", "v5xjc", stdin=Away(BEGUN + "Sedan pappa.\nn\nn\n"))
    assert ran.code == 0, ran.all
    assert opening(examples) == "Kim kom först.\nSedan pappa."


@pytest.mark.usefixtures("no_drafts")
def test_what_means_nothing_by_halves_is_not_saved_where_the_disk_of_the_drafts_takes_none(
    examples: Path, kronobarn: Program
) -> None:
    before = (examples / "plans" / "v5xjc.yaml").read_bytes()
    ran = kronobarn("consent", "v5xjc", "--give", typed="3\nn\nn\n")
    assert (ran.code, "går bara att läsa" in ran.err) == (ExitCode.CANNOT_WRITE, True), ran.all
    assert (examples / "plans" / "v5xjc.yaml").read_bytes() == before


def test_the_plan_is_saved_again_when_nothing_else_holds_the_answers(
    folder: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, refused = os.write, iter([True] * 3)

    def refuses(descriptor: int, data: bytes) -> int:
        if b"Hillevi-Ann" in bytes(data) and next(refused, False):
            raise OSError(28, "No space left on device")
        return real(descriptor, data)

    monkeypatch.setattr(os, "write", refuses)
    # Two tries for the draft and one for the plan are refused.
    ran = kronobarn("new-plan", typed="n\nHillevi-Ann\nn\nn\nj\n")
    assert ran.code == 0, ran.all
    assert Folder(folder).load(only_code(folder)).plan.child.name == "Hillevi-Ann"


def test_answers_are_counted_alike_wherever_they_are_told_of(examples: Path, kronobarn: Program) -> None:
    stopped = kronobarn("meeting", "v5xjc", typed=BEGUN)
    assert "Du avbröt. 3 svar finns kvar." in stopped.err
    assert "3 osparade svar är inte med" in kronobarn("check", "v5xjc").err
    (row,) = (one for one in json.loads(kronobarn("list", "--json").out)["plans"] if one["code"] == "v5xjc")
    assert row["unsaved-answers"] == 3


def test_what_lies_among_the_drafts_stops_neither_a_list_nor_a_new_plan(folder: Path, kronobarn: Program) -> None:
    place = Folder(folder).state / "drafts"
    (place / "dir00.draft").mkdir(parents=True)
    with (place / "big00.draft").open("wb") as huge:
        huge.truncate(1 << 30)
    assert "dir00" not in kronobarn("list").all + kronobarn("doctor").all
    assert "16 MB" in kronobarn("doctor").all
    assert kronobarn("new-plan", typed="n\n:q\n").code == 0
    asked = kronobarn("continue", "big00", typed="n\n:q\n")
    assert (asked.code, "16 MB" in asked.err) == (ExitCode.NOT_FOUND, True), asked.err
    assert kronobarn("continue", "dir00").code == ExitCode.NOT_FOUND


def drafts_of(root: Path) -> Drafts:
    return Drafts(Folder(root).state / "drafts")


def draft(root: Path, code: str, old: bytes, new: bytes) -> None:
    """Damage a draft."""
    path = drafts_of(root)._path(code)
    path.write_bytes(path.read_bytes().replace(old, new))
