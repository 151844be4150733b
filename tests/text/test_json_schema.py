"""The JSON Schema that editors use says what the reader says: real plans fit, a misspelt word does not."""

import copy
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from tests.conftest import Program

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.yaml"))
NAME = "kronobarn-plan-1.schema.json"


@pytest.fixture
def schema(kronobarn: Program) -> dict[str, Any]:
    ran = kronobarn("schema")
    assert ran.code == 0
    found: dict[str, Any] = json.loads(ran.out)
    return found


def loaded(path: Path) -> Any:
    """A plan as an editor's YAML reader sees it, with days as the text they are in the file."""
    return _as_text(yaml.safe_load(path.read_text("utf8")))


def _as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_text(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_as_text(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def test_the_schema_is_valid_draft_07(schema: dict[str, Any]) -> None:
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(schema)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_fits(schema: dict[str, Any], path: Path) -> None:
    assert [
        f"{'.'.join(map(str, one.path))}: {one.message}" for one in Draft7Validator(schema).iter_errors(loaded(path))
    ] == []


def test_a_minimal_plan_fits(schema: dict[str, Any]) -> None:
    assert list(Draft7Validator(schema).iter_errors({"kronobarn": 1, "code": "k7mtr"})) == []


def test_unknown_keys_are_allowed(schema: dict[str, Any]) -> None:
    """A municipality may add its own; the reader keeps them and the editor must not complain."""
    plan = loaded(EXAMPLES[0]) | {"our-own-key": {"a": 1}}
    assert list(Draft7Validator(schema).iter_errors(plan)) == []


FAULTS: dict[str, Callable[[Any], Any]] = {
    "a misspelt kind": lambda plan: plan["people"][0].update(kind="chilld"),
    "a misspelt stage": lambda plan: plan["child"].update(stage="scool"),
    "a misspelt outcome": lambda plan: plan["decision"].update(outcome="colaborate"),
    "a misspelt area": lambda plan: plan["actions"][0].update(area="hälsa"),
    "a revision in words": lambda plan: plan.update(revision="sju"),
    "a text for a list": lambda plan: plan.update(goals="att må bra"),
    "a list for a text": lambda plan: plan["notices"][0].update(seen=["ett", "två"]),
    "a number for a text": lambda plan: plan["notices"][0].update(seen=7),
    "a code with capitals": lambda plan: plan.update(code="K7MTR"),
    "a code that is too long": lambda plan: plan.update(code="k7mtrx"),
    "a bad time": lambda plan: plan["meetings"][0].update(at="25:00"),
    "a bad year of birth": lambda plan: plan["child"].update(born="i våras"),
    "a bad id": lambda plan: plan["people"][0].update(id="Barnet 1"),
    "a score of none": lambda plan: plan["wheel"][0]["areas"]["halsa"].update(score=0),
    "a meeting of no length": lambda plan: plan["meetings"][0].update(minutes=0),
    "no id": lambda plan: plan["people"][0].pop("id"),
    "no code": lambda plan: plan.pop("code"),
    "a yes of YAML's own": lambda plan: plan["notices"][0].update({"guardian-knows": True}),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_seen(schema: dict[str, Any], fault: str) -> None:
    plan = copy.deepcopy(loaded(next(path for path in EXAMPLES if path.stem == "k7mtr")))
    assert Draft7Validator(schema).is_valid(plan)
    FAULTS[fault](plan)
    assert not Draft7Validator(schema).is_valid(plan)


def test_init_lays_the_same_schema_beside_the_plans(kronobarn: Program, folder: Path) -> None:
    assert (folder / "plans" / NAME).read_text("utf8") == kronobarn("schema").out


def test_line_1_of_a_new_plan_names_the_schema_beside_it(kronobarn: Program, folder: Path) -> None:
    answers = {
        "child.protected": "nej",
        "child.stage": "school",
        "notices.n1.seen": "Ont i magen.",
        "questions.in-the-way": "Vet inte.",
        "questions.others": "Nej.",
        "pick.wheel": "nej",
        "pick.wheel.why": "Inte nu.",
        "decision.outcome": "own",
        "decision.why": "Vi provar själva.",
    }
    (folder / "svar.yaml").write_text(yaml.safe_dump(answers, allow_unicode=True), "utf8")
    ran = kronobarn("new-plan", "--answers", "svar.yaml")
    assert ran.code == 0, ran.all
    [plan] = (folder / "plans").glob("?????.yaml")
    assert plan.read_text("utf8").splitlines()[0] == f"# yaml-language-server: $schema={NAME}"
    assert (plan.parent / NAME).is_file()
