"""What two have written differently, and nobody has chosen, is told wherever somebody could go on without knowing."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from kronobarn_cli.cli import cautions_screen, screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.errors import ExitCode, NotShared
from kronobarn_cli.model.plan import OpenPoint
from kronobarn_cli.text.plan_text import read
from kronobarn_cli.work.joined import short_name
from kronobarn_cli.work.rendering import Order
from tests.conftest import Program

CODE, OTHER = "k7mtr", "Mormor möter Mio."
CHOOSE = f"kronobarn merge {CODE}"
FAMILY, CHAIR = Order("plan", "family", "html"), Order("agenda", "chair", "html")


@pytest.fixture
def plan(examples: Path, kronobarn: Program) -> Path:
    """A plan with two wordings of what is to be done."""
    path = examples / "plans" / f"{CODE}.yaml"
    copy = path.with_name(f"{CODE}-DATOR.yaml")
    copy.write_text(re.sub(r"(?m)^    what: .*$", f"    what: {OTHER}", path.read_text("utf8"), count=1), "utf8")
    assert kronobarn("merge", CODE, "--no-input").code == ExitCode.CHECK_FOUND_ERRORS
    return path


@pytest.fixture
def app(plan: Path, monkeypatch: pytest.MonkeyPatch) -> AppContext:
    """A facilitator at a terminal."""
    monkeypatch.setattr(screen, "interactive", lambda: True)
    app = AppContext()
    app.folder_given = plan.parents[1]
    return app


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """What the facilitator types when asked."""
    return lambda reply: monkeypatch.setattr(screen, "prompt", lambda _text: reply)


def hold_back(app: AppContext, *orders: Order) -> None:
    cautions_screen.hold_back(app, app.folder.load(CODE).plan, orders)


def test_copies_that_leave_the_office_wait_until_somebody_has_said_so(
    app: AppContext, says: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    says("")
    with pytest.raises(NotShared) as refused:
        hold_back(app, CHAIR, FAMILY)
    assert refused.value.hint == CHOOSE
    told = capsys.readouterr().err
    assert CHOOSE in told
    assert "Insats 1" in told
    assert OTHER not in told
    says("ja")
    hold_back(app, FAMILY)


def test_of_very_many_places_the_first_are_named(app: AppContext, capsys: pytest.CaptureFixture[str]) -> None:
    app.no_input = True
    found = app.folder.load(CODE).plan
    points = tuple(OpenPoint(at=f"actions.a{number}.what") for number in (1, 2, 3, 4, 5, 6))
    cautions_screen.hold_back(app, replace(found, open_points=points), [FAMILY])
    told = capsys.readouterr().err
    assert "Insats 5" in told
    assert "Insats 6" not in told
    assert "Och 1 till." in told


def test_copies_for_the_office_are_made_without_a_question(app: AppContext, capsys: pytest.CaptureFixture[str]) -> None:
    hold_back(app, CHAIR)
    assert capsys.readouterr().err == ""


def test_where_nobody_can_be_asked_it_is_told_and_the_copies_are_made(
    app: AppContext, capsys: pytest.CaptureFixture[str]
) -> None:
    app.no_input = True
    hold_back(app, FAMILY)
    assert CHOOSE in capsys.readouterr().err


def test_with_protected_identity_no_place_is_named(app: AppContext, capsys: pytest.CaptureFixture[str]) -> None:
    app.no_input = True
    path = app.folder.path(CODE)
    path.write_text(path.read_text("utf8").replace("  protected: false\n", "  protected: true\n", 1), "utf8")
    hold_back(app, FAMILY)
    told = capsys.readouterr().err
    assert CHOOSE in told
    assert "Insats 1" not in told


def test_the_command_asks_before_anything_is_made(
    plan: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, made = plan.read_bytes(), sorted(plan.parents[1].glob("utskrifter/*"))
    monkeypatch.setattr(screen, "interactive", lambda: True)
    for words in (("child",), ("plan", "--for", "family"), ("--all",)):
        ran = kronobarn("render", CODE, *words, typed="\n")
        assert (ran.code, f"Prova: {CHOOSE}" in ran.err) == (ExitCode.NOT_SHARED, True), ran.all
    assert plan.read_bytes() == before
    assert sorted(plan.parents[1].glob("utskrifter/*")) == made
    ran = kronobarn("render", CODE, "child", "--no-input")
    assert (ran.code, CHOOSE in ran.err) == (0, True)


def test_list_and_due_name_the_plans_where_there_is_something_to_choose(plan: Path, kronobarn: Program) -> None:
    for command in ("list", "due"):
        ran = kronobarn(command)
        assert CHOOSE in ran.err, command
        assert "p3wdh" not in ran.err, command
    assert CHOOSE in kronobarn("due", CODE).err
    assert CHOOSE not in kronobarn("due", "p3wdh").err
    assert "open-points" not in json.loads(kronobarn("list", "--json").out)["plans"][0]


def test_of_very_many_plans_the_first_are_named(folder: Path, kronobarn: Program, plan: Path) -> None:
    text = plan.read_text("utf8")
    for number in range(12):
        code = f"b{number + 10}cc"
        plan.with_name(f"{code}.yaml").write_text(text.replace(f"code: {CODE}", f"code: {code}"), "utf8")
    ran = kronobarn("list", "--folder", plan.parents[1])
    assert "b18cc och 4 till" in ran.err
    assert "kronobarn merge b10cc" in ran.err


def test_the_menu_says_what_it_takes(plan: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "interactive", lambda: True)
    ran = kronobarn("merge", CODE, typed="?\n\n")
    assert "Ctrl-C" in ran.out
    assert "Välj med en siffra" not in ran.out.split("Ctrl-C")[0]
    assert "Ctrl-C" not in kronobarn("merge", CODE, typed="b\n\n").out
    assert kronobarn("merge", CODE, typed="?\n2\n").code == 0
    assert read(plan.read_text("utf8")).plan.open_points == ()


def test_a_name_of_a_thousand_letters_is_cut_when_it_is_kept_and_when_it_is_shown(
    plan: Path, kronobarn: Program
) -> None:
    assert short_name("Eva Lind") == "Eva Lind"
    assert short_name("E" * 1000) == "E" * 60 + "…"
    plan.write_text(plan.read_text("utf8").replace(f"{CODE}-DATOR.yaml", "E" * 1000), "utf8")
    told = kronobarn("merge", CODE, "--no-input").out
    assert "E" * 60 + "…" in told
    assert "E" * 61 not in told
