"""An interview while somebody else saves the same plan: both sides' words are in the plan afterwards."""

from pathlib import Path

import pytest

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
