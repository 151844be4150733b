"""Folds answers into a plan. Pure: the same answers on the same plan always give the same new plan."""

from collections.abc import Mapping
from typing import Any

import msgspec

from kronobarn_cli.interview.answers import SKIP, Answers, as_tree
from kronobarn_cli.model.plan import Person, PersonKind, Plan, Skipped

_STEERING = ("more.", "pick.", "pause.")
_LISTS = frozenset(field.name for field in msgspec.structs.fields(Plan) if isinstance(field.default, tuple))


def fold(plan: Plan, given: Mapping[str, Any]) -> Plan:
    """The plan with every answer in its place and the people that answers name; what only steers adds nothing."""
    people = _with_people(Answers(plan, dict(given)))
    tree = as_tree(msgspec.structs.replace(plan, people=people))
    for question, value in given.items():
        if value is not None and not question.startswith(_STEERING) and not _is_skip(value):
            _put(tree, question.split("."), value)
    reasons = [Skipped(what=_what(question), why=value[SKIP]) for question, value in given.items() if _is_skip(value)]
    folded = msgspec.convert(tree, Plan, strict=False)
    return msgspec.structs.replace(folded, skipped=_joined(plan.skipped, reasons))


def _with_people(answers: Answers) -> tuple[Person, ...]:
    known = {one.id: one for one in answers.plan.people}
    people = [known.get(one) or Person(id=one, kind=PersonKind(kind)) for one, kind in answers.people()]
    if len(people) == 1 and not answers.given:
        return answers.plan.people
    strangers = [one for one in answers.plan.people if one not in people]
    return (*people, *strangers)


def _put(tree: dict[str, Any], steps: list[str], value: Any) -> None:
    inside: Any = tree
    for step in steps[:-1]:
        inside = (
            _item(inside, step)
            if isinstance(inside, list)
            else inside.setdefault(step, [] if inside is tree and step in _LISTS else {})
        )
    inside[steps[-1]] = value


def _item(items: list[dict[str, Any]], name: str) -> dict[str, Any]:
    for one in items:
        if one["id"] == name:
            return one
    items.append({"id": name})
    return items[-1]


def _is_skip(value: Any) -> bool:
    return isinstance(value, dict) and SKIP in value


def _what(question: str) -> str:
    return question.removeprefix("pick.")


def _joined(before: tuple[Skipped, ...], new: list[Skipped]) -> tuple[Skipped, ...]:
    """Reasons from before and now; a new reason for the same question takes the old one's place."""
    joined = {one.what: one for one in (*before, *new)}
    return tuple(joined.values())
