"""Closed plans: they leave the list, and go on where they stood when they are opened again."""

from datetime import date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from kronobarn_cli.cli import screen
from kronobarn_cli.errors import ExitCode, UsageTrouble
from kronobarn_cli.model.plan import Closing
from kronobarn_cli.model.stage import stage
from kronobarn_cli.store.drafts import Drafts, Ground
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.work import reopening
from tests.conftest import Program

TODAY = date(2026, 4, 27)
CLOSING = Closing(day=date(2026, 4, 20), why="Målen är nådda.", child_told_by="school")


@pytest.fixture
def folder(examples: Path) -> Folder:
    return Folder(examples, commits=False)


def _close(folder: Folder) -> None:
    loaded = folder.load("k7mtr")
    folder.save(replace(loaded.plan, closing=CLOSING), loaded, "test")


def test_a_plan_goes_on_where_it_stood_and_the_closing_is_kept(folder: Folder) -> None:
    stood = stage(folder.load("k7mtr").plan)
    _close(folder)
    reopening.reopen(folder, reopening.closed(folder, "k7mtr"), "  Flyttat\nhem ", TODAY)
    plan = folder.load("k7mtr").plan
    assert stage(plan) is stood
    assert plan.closing is None
    assert plan.earlier_closings == (replace(CLOSING, reopened=TODAY, reopened_why="Flyttat hem"),)


def test_it_may_be_closed_and_opened_again_and_again(folder: Folder) -> None:
    for why in ("ett", "två"):
        _close(folder)
        reopening.reopen(folder, reopening.closed(folder, "k7mtr"), why, TODAY)
    assert [one.reopened_why for one in folder.load("k7mtr").plan.earlier_closings] == ["ett", "två"]


def test_an_open_plan_is_told_kindly(folder: Folder) -> None:
    with pytest.raises(UsageTrouble) as told:
        reopening.closed(folder, "k7mtr")
    assert told.value.hint == "kronobarn show k7mtr"


@pytest.mark.parametrize("why", ["", "  \n", f"{20170523}-{2386} har flyttat"])
def test_a_reason_that_says_nothing_or_must_not_stand_in_a_plan_changes_nothing(why: str, folder: Folder) -> None:
    _close(folder)
    before = folder.path("k7mtr").read_bytes()
    with pytest.raises(UsageTrouble) as told:
        reopening.reopen(folder, reopening.closed(folder, "k7mtr"), why, TODAY)
    assert told.value.hint.startswith("kronobarn reopen k7mtr --why")
    assert folder.path("k7mtr").read_bytes() == before


def test_at_a_terminal_the_reason_is_asked_for_until_it_says_something(
    folder: Folder, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    _close(folder)
    monkeypatch.setattr(screen, "interactive", lambda: True)
    ran = kronobarn("reopen", "k7", typed=f"\n  \n{20170523}-{2386}\nOnt igen.\n")
    assert ran.code == 0
    assert [one.reopened_why for one in folder.load("k7mtr").plan.earlier_closings] == ["Ont igen."]


def test_where_nobody_can_be_asked_the_reason_is_typed_with_the_command(folder: Folder, kronobarn: Program) -> None:
    _close(folder)
    ran = kronobarn("reopen", "k7", "--no-input")
    assert ran.code == ExitCode.USAGE
    assert 'kronobarn reopen k7mtr --why "Det som har hänt"' in ran.err


def test_closed_plans_are_listed_only_when_asked_for(folder: Folder, kronobarn: Program) -> None:
    _close(folder)
    assert "k7mtr" not in kronobarn("list").out
    assert "k7mtr" not in kronobarn("list", "--json").out
    assert "kronobarn list --all" in kronobarn("list").err
    assert "k7mtr" in kronobarn("list", "--all").out
    assert kronobarn("list", "--all").err == ""


def test_a_closed_plan_with_unsaved_answers_is_not_forgotten(folder: Folder, kronobarn: Program) -> None:
    _close(folder)
    drafts = Drafts(folder.state / "drafts")
    drafts.begin("k7mtr", "continue", Ground(8), datetime(2026, 4, 27))
    drafts.keep("k7mtr", 8, "decision.why", "Det behövs.")
    assert "k7mtr" in kronobarn("list").out
