"""Answers from a draft that have a place in the plan: another version of the program may have asked otherwise. Pure."""

from collections.abc import Mapping
from typing import Any

from kronobarn_cli.interview import replies
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


def finished(plan: Plan, given: Mapping[str, Any], lines: Mapping[str, list[str]]) -> dict[str, Any]:
    """The answers, with lines that were never finished as answers too; lines that the plan cannot hold are left out."""
    answers = dict(given)
    for question, written in lines.items():
        text = replies.tidy("\n".join(written))
        several: list[str] = text.split("\n")
        fit = (one for one in (text, several) if text and _fits(plan, {**answers, question: one}))
        if not replies.refusal(text) and (value := next(fit, None)) is not None:
            answers[question] = value
    return answers


def ends_with(said: Any, lines: list[str]) -> bool:
    """Whether an answer ends with these lines."""
    text = "\n".join(map(str, said)) if isinstance(said, list) else said
    return text is not None and f"\n{text}".endswith("\n" + replies.tidy("\n".join(lines)))


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
