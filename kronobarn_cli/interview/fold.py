"""Folds answers into a plan. Pure: the same answers on the same plan always give the same new plan."""

from collections.abc import Mapping
from typing import Any

import msgspec

from kronobarn_cli.interview import lists
from kronobarn_cli.interview.answers import SKIP, Answers, as_tree
from kronobarn_cli.model.items import key_of
from kronobarn_cli.model.plan import Person, PersonKind, Plan, Skipped

_STEERING = ("more.", "pick.", "pause.")


def fold(plan: Plan, given: Mapping[str, Any]) -> Plan:
    """The plan with every answer in its place and the people that answers name; what only steers adds nothing."""
    people = _with_people(Answers(plan, dict(given)))
    tree = as_tree(msgspec.structs.replace(plan, people=people))
    for question, value in given.items():
        if value is not None and not question.startswith(_STEERING) and not _is_skip(value):
            _put(tree, tuple(question.split(".")), value)
    for kind in given.get("pick.other-plans") or ():
        _put(tree, ("other-plans", kind, "exists"), True)
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


def _put(tree: dict[str, Any], steps: tuple[str, ...], value: Any) -> None:
    inside: Any = tree
    for place, step in enumerate(steps[:-1]):
        kind = lists.item_kind(steps[: place + 1])
        if isinstance(inside, list):
            inside = _item(inside, steps[: place + 1])
        else:
            inside = inside.setdefault(step, [] if kind else {})
    inside[steps[-1]] = value


def _item(items: list[dict[str, Any]], steps: tuple[str, ...]) -> dict[str, Any]:
    found = lists.find(items, steps[-1])
    if found is not None:
        return found
    kind = lists.item_kind(steps[:-1])
    items.append({(key_of(kind) if kind else None) or "id": steps[-1]})
    return items[-1]


def _is_skip(value: Any) -> bool:
    return isinstance(value, dict) and SKIP in value


def _what(question: str) -> str:
    return question.removeprefix("pick.")


def _joined(before: tuple[Skipped, ...], new: list[Skipped]) -> tuple[Skipped, ...]:
    """Reasons from before and now; a new reason for the same question takes the old one's place."""
    joined = {one.what: one for one in (*before, *new)}
    return tuple(joined.values())
