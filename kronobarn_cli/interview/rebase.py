"""Answers given on one plan, laid on what has become of it meanwhile. Pure; nothing that anyone wrote is dropped.

An item that both made under the same id (two new readings called w3) becomes two items. Where both answered the
same question differently, a person decides.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from kronobarn_cli.interview.answers import Answers
from kronobarn_cli.model.items import PREFIXES
from kronobarn_cli.model.plan import Plan

_NUMBERED = {root: prefix for root, prefix in PREFIXES.items() if root != "people"}


class Clash(NamedTuple):
    """A question that was answered here and, otherwise, in the plan as it now stands."""

    question: str
    theirs: Any
    ours: Any


def moved(given: Mapping[str, Any], plan: Plan) -> dict[str, Any]:
    """The answers with an id of its own for each item that the plan now holds as another one."""
    answers = dict(given)
    for root, prefix in _NUMBERED.items():
        taken = {
            clash.question.split(".")[1] for clash in clashes(answers, plan) if clash.question.startswith(f"{root}.")
        }
        for item in sorted(taken):
            free = f"{prefix}{Answers(plan, answers).next_item(root)}"
            answers = {
                _renamed(key, root, item, free): free if (value, key.rpartition(".")[2]) == (item, "goal") else value
                for key, value in answers.items()
            }
    return answers


def clashes(given: Mapping[str, Any], plan: Plan) -> tuple[Clash, ...]:
    """Every question where the plan now says something else than these answers."""
    now = Answers(plan)
    found = ((question, now.get(question), ours) for question, ours in given.items() if _lands(question, ours))
    return tuple(Clash(*one) for one in found if one[1] not in (None, [], {}) and one[1] != one[2])


def _lands(question: str, value: Any) -> bool:
    return value is not None and not isinstance(value, dict) and not question.startswith(("more.", "pick.", "pause."))


def _renamed(key: str, root: str, item: str, free: str) -> str:
    steps = key.split(".")
    if steps[0] == root or steps[0] in ("pick", "more"):
        steps = [free if step == item else step for step in steps]
    return ".".join(steps)
