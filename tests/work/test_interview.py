"""An interview while somebody else saves the same plan: both sides' words are in the plan afterwards."""

import io
import os
from datetime import datetime
from pathlib import Path

import pytest

from kronobarn_cli.interview.fitting import fitting
from kronobarn_cli.model.plan import Meeting, Plan
from kronobarn_cli.store.drafts import Drafts
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
    ran = kronobarn("new-plan", typed="n\nn\n")
    assert ran.code == 9
    assert "disken är full" in ran.err


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
    drafts.begin(code, "interview", 1, datetime(2026, 4, 27, 13, 0))
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
