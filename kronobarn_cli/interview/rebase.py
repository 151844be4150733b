"""Answers given on one plan, laid on what has become of it meanwhile. Pure; nothing that anyone wrote is dropped.

An item that both made under the same id (two new readings called w3) becomes two items, also where the other one has
been taken away again. Where both answered the same question differently, a person decides.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from msgspec.structs import replace

from kronobarn_cli.interview import lists
from kronobarn_cli.interview.answers import Answers
from kronobarn_cli.model.items import PREFIXES, is_numbered
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.whose import Known, met

_NUMBERED = {root: prefix for root, prefix in PREFIXES.items() if root != "people"}


class Clash(NamedTuple):
    """A question that was answered here and, otherwise, in the plan as it now stands."""

    question: str
    theirs: Any
    ours: Any


def followed(given: Mapping[str, Any], plan: Plan, base: Plan) -> tuple[dict[str, Any], Plan]:
    """The answers, and the plan that they were given on, with the numbers that its readings have in the plan now.

    Putting two plans together can exchange them; a reading is known by its voice and its day.
    """
    before, after = ([Known(one.id, one.voice, str(one.day or "")) for one in each.wheel] for each in (base, plan))
    numbers = {before[there].id: after[here].id for here, there in met(before, after).items()}
    # What is not there any more gives up its number: another may have it.
    numbers = {one.id: numbers.get(one.id, f"{one.id}-") for one in before}
    wheel = tuple(replace(one, id=numbers[one.id]) for one in base.wheel)
    new = {key.split(".")[1] for key in given if key.startswith("wheel.")} - numbers.keys()
    free = Answers(plan, dict(given)).next_item("wheel")
    in_the_way = sorted(new & set(numbers.values()), key=_by_number)
    numbers |= {one: f"{PREFIXES['wheel']}{free + place}" for place, one in enumerate(in_the_way)}
    return {_exchanged(key, numbers): value for key, value in given.items()}, replace(base, wheel=wheel)


def moved(given: Mapping[str, Any], plan: Plan, base: Plan | None = None) -> dict[str, Any]:
    """The answers with an id of its own for each item that the plan holds as another one, or has held.

    `base` is the plan that they were given on: an item that was there already is the same. They keep their order.
    """
    answers, was = dict(given), Answers(base or Plan(code=plan.code))
    for root, prefix in _NUMBERED.items():
        both = [one.question for one in clashes(answers, plan, base) if one.question.startswith(f"{root}.")]
        items = {question.split(".")[1] for question in both}
        taken = {item for item in items if not was.is_in_plan(f"{root}.{item}")}
        for item in sorted(taken | _gone(root, answers, plan), key=_by_number):
            free = f"{prefix}{Answers(plan, answers).next_item(root)}"
            answers = {
                _renamed(key, root, item, free): free if (value, key.rpartition(".")[2]) == (item, "goal") else value
                for key, value in answers.items()
            }
    return answers


def clashes(given: Mapping[str, Any], plan: Plan, base: Plan | None = None) -> tuple[Clash, ...]:
    """Every question where the plan now says something else than these answers, and than `base` did."""
    now, was = Answers(plan), Answers(base or Plan(code=plan.code))
    found = ((question, now.get(question), ours) for question, ours in given.items() if _lands(question, ours))
    return tuple(
        Clash(*one) for one in found if one[1] not in (None, [], {}) and one[1] != one[2] and one[1] != was.get(one[0])
    )


def _exchanged(key: str, numbers: Mapping[str, str]) -> str:
    steps = key.split(".")
    about = steps[0] in ("wheel", "pick", "more")
    return ".".join(numbers.get(step, step).rstrip("-") for step in steps) if about else key


def _lands(question: str, value: Any) -> bool:
    return value is not None and not isinstance(value, dict) and not question.startswith(("more.", "pick.", "pause."))


def _gone(root: str, given: Mapping[str, Any], plan: Plan) -> set[str]:
    """The items answered about that are not in the plan, and whose numbers have been given there."""
    now = Answers(plan)
    items = {key.split(".")[1] for key in given if key.startswith(f"{root}.")}
    new = {one for one in items if is_numbered(root, one) and not now.is_in_plan(f"{root}.{one}")}
    return {one for one in new if lists.number_of(root, one) < now.next_item(root)}


def _by_number(item: str) -> tuple[int, str]:
    return len(item), item


def _renamed(key: str, root: str, item: str, free: str) -> str:
    steps = key.split(".")
    if steps[0] == root or steps[0] in ("pick", "more"):
        steps = [free if step == item else step for step in steps]
    return ".".join(steps)
