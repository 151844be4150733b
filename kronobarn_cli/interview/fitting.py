"""Answers from a draft that have a place in the plan: another version of the program may have asked otherwise. Pure."""

from collections.abc import Mapping
from typing import Any

from kronobarn_cli.interview.answers import SKIP
from kronobarn_cli.interview.fold import fold
from kronobarn_cli.model.plan import Plan


def fitting(plan: Plan, given: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that the plan can hold, in the order given; an answer that cannot be one spoils no other."""
    if _fits(plan, given):
        return dict(given)
    kept: dict[str, Any] = {}
    for question, value in given.items():
        if _fits(plan, {**kept, question: value}):
            kept[question] = value
    return kept


def _fits(plan: Plan, given: Mapping[str, Any]) -> bool:
    if not all(_is_answer(value) for value in given.values()):
        return False
    try:
        folded = fold(plan, given)
    except Exception:  # noqa: BLE001 - a draft can hold anything at any place, and must never lock its plan
        return False
    return (folded.code, folded.revision, folded.practice) == (plan.code, plan.revision, plan.practice)


def _is_answer(value: Any) -> bool:
    """Whether it is of a kind that some question takes: nothing, words, numbers, several of them, or why it is left."""
    if isinstance(value, dict):
        return value.keys() == {SKIP} and isinstance(value[SKIP], str)
    if isinstance(value, list):
        return all(isinstance(one, str | int) for one in value)
    return value is None or isinstance(value, str | int)
