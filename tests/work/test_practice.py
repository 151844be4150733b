"""Practice: a folder of its own, its own day, and role cards to play a meeting with."""

from pathlib import Path

import pytest

from kronobarn_cli.errors import ExitCode
from kronobarn_cli.model.view import audiences
from kronobarn_cli.render.documents import find, fits
from kronobarn_cli.work.practice import PRACTICE_DAY
from tests.conftest import TODAY, Program
from tests.render.samples import example

CODES = ("k7mtr", "p3wdh", "t8qzg", "v5xjc")
# Kim's school of before: its consent is withdrawn, and it is not part of the meeting.
WITHOUT_CARD = {"v5xjc": {"school"}}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_practice_day_of_the_tests_is_that_of_the_folder(kronobarn: Program) -> None:
    assert PRACTICE_DAY == TODAY
    assert kronobarn("practice", "--no-input").code == 0
    assert f'practice-day = "{PRACTICE_DAY}"' in Path("kronobarn-ovning/kronobarn.toml").read_text("utf8")


def test_every_command_in_the_folder_takes_the_practice_day_for_today(
    kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Years later a consent of 2026 still holds in practice, so that the whole way can be walked."""
    assert kronobarn("practice", "--no-input").code == 0
    monkeypatch.delenv("KRONOBARN_TODAY")
    monkeypatch.chdir("kronobarn-ovning")
    shown = kronobarn("render", "k7", "plan", "--for", "bup", "--to", "txt", "--out", "-")
    assert shown.code == 0
    assert "27 april 2026" in shown.out


@pytest.mark.parametrize("code", CODES)
def test_there_is_a_role_card_for_each_person_of_the_case(kronobarn: Program, code: str) -> None:
    ran = kronobarn("practice", "--cards", "--case", code)
    assert ran.code == 0, ran.all
    plan, cards = example(code), find("role-card")
    assert cards is not None
    readers = {one.name for one in audiences(plan) if fits(cards, plan, one)} - WITHOUT_CARD.get(code, set())
    made = {path.name for path in Path("kronobarn-ovning/utskrifter").glob("*role-card*")}
    assert made == {f"{code}-role-card-{reader}.html" for reader in readers}
    people = {one.id for one in plan.people if one.kind in {"guardian", "service"}}
    assert people - readers == WITHOUT_CARD.get(code, set())
    assert all(name in ran.out for name in made)


@pytest.mark.parametrize(("code", "command"), [("v5xjc", "meeting"), ("k7mtr", "follow-up")])
def test_the_workshop_is_told_what_to_play(kronobarn: Program, code: str, command: str) -> None:
    """A meeting where one lies ahead, else a follow-up."""
    ran = kronobarn("practice", "--cards", "--case", code)
    assert f"kronobarn {command} {code} --folder kronobarn-ovning" in ran.out
    assert "I övningen är det" in ran.out


def test_cards_need_no_case_and_ask_nothing(kronobarn: Program) -> None:
    assert "k7mtr-role-card-bup.html" in kronobarn("practice", "--cards").out


def test_a_case_that_is_not_there(kronobarn: Program) -> None:
    assert kronobarn("practice", "--cards", "--case", "zzzzz").code == ExitCode.NOT_FOUND


@pytest.mark.parametrize("inside", [".", "plans"])
def test_in_a_practice_folder_that_folder_is_used(
    kronobarn: Program, monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    """No practice folder inside the practice folder, also when one has gone further down."""
    assert kronobarn("practice", "--no-input").code == 0
    root = Path("kronobarn-ovning").resolve()
    monkeypatch.chdir(root / inside)
    assert kronobarn("practice", "--cards").code == 0
    assert (root / "utskrifter" / "k7mtr-role-card-bup.html").exists()
    assert list(root.rglob("kronobarn-ovning")) == []


def test_beside_real_plans_practice_has_a_folder_of_its_own(folder: Path, kronobarn: Program) -> None:
    assert kronobarn("practice", "--cards").code == 0
    assert (folder / "kronobarn-ovning" / "utskrifter" / "k7mtr-role-card-bup.html").exists()
    assert not list((folder / "plans").glob("k7*"))


def test_cards_are_stamped(kronobarn: Program) -> None:
    assert kronobarn("practice", "--cards").code == 0
    for path in Path("kronobarn-ovning/utskrifter").glob("*role-card*"):
        assert "ÖVNING" in path.read_text("utf8")


def test_the_way_that_is_told_goes_over_children_that_are_there(kronobarn: Program) -> None:
    ran = kronobarn("practice", "--no-input")
    told = [line.split() for line in ran.out.splitlines() if line.startswith("  kronobarn ")]
    assert [words[1] for words in told] == ["new-plan", "meeting", "meeting", "follow-up", "hand-over", "close"]
    assert {words[2] for words in told if words[1] != "new-plan"} <= set(CODES)


def test_real_plans_are_never_practised_on(folder: Path, kronobarn: Program) -> None:
    assert kronobarn("practice", folder, "--cards").code == ExitCode.USAGE
    assert not list((folder / "plans").glob("k7*"))
