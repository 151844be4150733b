"""Every `--json` answers with the keys that docs/json.md shows, and with nothing but JSON on stdout."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kronobarn_cli.model.consent import Standing, State
from kronobarn_cli.model.due import DueKind
from kronobarn_cli.model.issue import Severity
from kronobarn_cli.model.terms import Stage
from tests.conftest import TODAY, Program
from tests.house.surface import ROOT, surface
from tests.recorded import git, put

PAGE = (ROOT / "docs" / "json.md").read_text("utf8")
EXAMPLES = {
    name: json.loads(text)
    for name, text in re.findall(r"^## `(.+?)`\n\n```json\n(.+?)```", PAGE, re.MULTILINE | re.DOTALL)
}
LINES = {
    "list": ("list",),
    "show": ("show", "k7mtr"),
    "check": ("check", "t8qzg"),
    "wheel": ("wheel", "k7mtr"),
    "consent": ("consent", "k7mtr"),
    "due": ("due",),
    "config list": ("config", "list"),
    "glossary": ("glossary", "hjulet"),
    "merge": ("merge", "k7mtr"),
    "history": ("history", "k7mtr"),
    "changes": ("changes", "k7mtr", "--since", "2026-01-01"),
    "sync": ("sync",),
    "restore": ("restore", "k7mtr"),
    "doctor": ("doctor",),
}
# These hold names or words as keys, so that only what stands under them is compared.
BY_NAME = {"settings", "words", "services.areas"}
# These hold parts of a plan, which has a page and a test of its own, or what differs with the kind.
OF_THE_PLAN = {"plan", "readings", "due.facts"}
DAYS = {"consent": "2026-08-10"}
"""Days other than that of the examples, on which there is something to show."""
BEFORE = {"restore": ("wheel", "k7mtr", "--voice", "child", "--set", "larande=3")}
"""What is done first, so that there is something to show."""


@pytest.fixture
def on_the_day_of(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes it the day on which the page shows a command."""

    def turn(name: str) -> None:
        monkeypatch.setenv("KRONOBARN_TODAY", DAYS.get(name, TODAY))

    return turn


def keys(value: Any, name: str = "") -> Iterator[str]:
    """Every key of an answer with its way from the top, `plans.code`; parts of a plan are left to its own page."""
    if isinstance(value, list):
        for one in value:
            yield from keys(one, name)
    elif isinstance(value, dict) and name not in OF_THE_PLAN:
        for key, inside in value.items():
            way = f"{name}.{'*' if name in BY_NAME else key}".strip(".")
            yield way
            yield from keys(inside, way)


def answer(kronobarn: Program, *line: str) -> Any:
    ran = kronobarn(*line, "--json")
    assert ran.err == ""
    return json.loads(ran.out)


def two_have_written(ours: Path, kronobarn: Program) -> None:
    """A colleague has shared another wording of what is written differently here."""
    shared, theirs = ours.parent / "delat.git", ours.parent / "kollegan"
    git(ours, "init", "--quiet")
    put(ours)
    assert kronobarn("sync", "--folder", ours, "--with", shared).code == 0
    assert kronobarn("init", "--from", shared, theirs).code == 0
    for root, words in ((theirs, "Mormor möter"), (ours, "Morfar möter")):
        plan = root / "plans" / "k7mtr.yaml"
        plan.write_text(plan.read_text("utf8").replace("Fritidspedagogen möter", words), "utf8")
    assert kronobarn("sync", "--folder", theirs).code == 0


def test_the_page_shows_every_command_that_has_it() -> None:
    having = {" ".join(one.path) for one in surface() if any("--json" in two.names for two in one.parameters)}
    assert set(EXAMPLES) == having == set(LINES)


@pytest.mark.parametrize("name", LINES)
def test_the_keys_are_those_of_the_page(
    name: str, examples: Path, kronobarn: Program, on_the_day_of: Callable[[str], None]
) -> None:
    on_the_day_of(name)
    if name == "merge":
        plan = examples / "plans" / "k7mtr.yaml"
        copy = plan.read_text("utf8").replace("    what: Fritids", "    what: Snart möter fritids")
        plan.with_name("k7mtr-DATOR.yaml").write_text(copy, "utf8")
    if name in {"history", "changes"}:
        git(examples, "init", "--quiet")
        put(examples)
    if name == "sync":
        two_have_written(examples, kronobarn)
    if name in BEFORE:
        assert kronobarn(*BEFORE[name]).code == 0
    real = answer(kronobarn, *LINES[name])
    assert real["version"] == EXAMPLES[name]["version"] == 1
    assert set(keys(real)) == set(keys(EXAMPLES[name]))


def test_a_finding_stands_just_as_on_the_page(examples: Path, kronobarn: Program) -> None:
    [told] = EXAMPLES["check"]["plans"][0]["findings"]
    assert told in answer(kronobarn, "check", "t8qzg")["plans"][0]["findings"]


def test_the_plan_of_the_page_is_part_of_the_real_one(examples: Path, kronobarn: Program) -> None:
    real, told = answer(kronobarn, "show", "k7mtr")["plan"], EXAMPLES["show"]["plan"]
    assert told == {
        key: {inner: real[key][inner] for inner in inside} if isinstance(inside, dict) else real[key]
        for key, inside in told.items()
    }


def test_the_reading_of_the_page_has_keys_of_a_real_one(examples: Path, kronobarn: Program) -> None:
    readings = answer(kronobarn, "wheel", "k7mtr")["readings"]
    [told] = EXAMPLES["wheel"]["readings"]
    real = next(one for one in readings if one["id"] == told["id"])
    assert {key: real[key] for key in ("voice", "day")} == {key: told[key] for key in ("voice", "day")}
    assert set(told) <= set(real)
    assert set(told["areas"]["larande"]) <= set(real["areas"]["larande"])


def test_list_answers_with_the_row_of_the_page(examples: Path, kronobarn: Program) -> None:
    assert EXAMPLES["list"]["plans"][0] in answer(kronobarn, "list")["plans"]


def test_the_ledger_of_the_page_is_part_of_the_real_one(
    examples: Path, kronobarn: Program, on_the_day_of: Callable[[str], None]
) -> None:
    on_the_day_of("consent")
    real, told = answer(kronobarn, "consent", "k7mtr"), EXAMPLES["consent"]
    assert real["day"] == told["day"]
    [service] = told["services"]
    areas = next(one for one in real["services"] if one["service"] == service["service"])["areas"]
    assert service["areas"].items() <= areas.items()
    assert told["rows"][0] in real["rows"]
    assert told["ending"][0] in real["ending"]


def test_what_is_due_on_the_page_is_due(examples: Path, kronobarn: Program) -> None:
    assert EXAMPLES["due"]["due"][0] in answer(kronobarn, "due")["due"]


def test_a_file_that_cannot_be_read_has_no_stage(examples: Path, kronobarn: Program) -> None:
    (examples / "plans" / "k7mtr.yaml").write_text("kronobarn: 1\n", "utf8")
    rows = {one["code"]: one for one in answer(kronobarn, "list")["plans"]}
    assert rows["k7mtr"]["stage"] is None


def test_a_folder_without_plans_answers_too(folder: Path, kronobarn: Program) -> None:
    assert answer(kronobarn, "list") == {"version": 1, "plans": []}
    assert answer(kronobarn, "check") == {"version": 1, "plans": []}


def test_every_value_of_a_closed_set_is_on_the_page() -> None:
    closed = (*Stage, *Severity, *State, *Standing, *DueKind)
    assert [one for one in closed if f"`{one}`" not in PAGE] == []
