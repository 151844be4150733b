"""Answers that cannot be right beside what is known already, each with a kind sentence. Pure."""

from collections.abc import Callable
from datetime import date
from typing import Any

from kronobarn_cli.i18n import _
from kronobarn_cli.interview.answers import Answers
from kronobarn_cli.interview.dates import in_words
from kronobarn_cli.interview.replies import Day
from kronobarn_cli.model.meeting import held
from kronobarn_cli.model.plan import HandOverKind


def objection(question: str, item: str, value: Any, answers: Answers, language: str) -> str | None:
    """Why an answer to a question (by its id in the terms file) cannot be right, or None."""
    found = _OBJECTIONS.get(question)
    return found(item, value, answers, language) if found and value is not None else None


def far_away(day: date, against: Day) -> str | None:
    """Why a day cannot be meant, as a slip of the year would have it, or None."""
    if abs(day.year - against.today.year) <= _YEARS_AHEAD_OR_BACK:
        return None
    return _("{day} is far away. Write the day again, with the right year.").format(day=in_words(day, against.language))


def _more_than_were_there(_item: str, value: list[int], answers: Answers, _language: str) -> str | None:
    there = len(answers.get(f"meetings.{answers.meeting}.present") or ())
    if not there or sum(value) <= there:
        return None
    sentence = _("That is more answers than there were people: {count}. Write three numbers again.")
    return sentence.format(count=there)


def _ends_before_it_begins(item: str, value: str, answers: Answers, language: str) -> str | None:
    begins = answers.get(f"consents.{item}.from")
    if not begins or value >= begins:
        return None
    sentence = _("The consent begins on {day}. Its last day cannot be before that.")
    return sentence.format(day=in_words(date.fromisoformat(begins), language))


def _before_the_last_meeting(item: str, value: str, answers: Answers, language: str) -> str | None:
    days = [one.day for one in answers.plan.meetings if one.day and one.id != item and held(one)]
    if not days or value > max(days).isoformat():
        return None
    sentence = _("The last meeting was on {day}. Write a later day.")
    return sentence.format(day=in_words(max(days), language))


def _to_oneself(item: str, value: str, answers: Answers, _language: str) -> str | None:
    kind = answers.get(f"hand-overs.{item}.kind")
    holder = answers.get("roles.responsible")
    if kind == HandOverKind.COORDINATION:
        holder = answers.get("roles.coordinator") or holder
    if value != holder:
        return None
    return _("This service has it already. Choose the one who takes over.")


def _before_it_was_proposed(item: str, value: str, answers: Answers, language: str) -> str | None:
    proposed = answers.get(f"hand-overs.{item}.proposed")
    if not proposed or value >= proposed:
        return None
    sentence = _("It was proposed on {day}. The answer cannot have come before that.")
    return sentence.format(day=in_words(date.fromisoformat(proposed), language))


_YEARS_AHEAD_OR_BACK = 20
_OBJECTIONS: dict[str, Callable[[str, Any, Answers, str], str | None]] = {
    "consents.*.until": _ends_before_it_begins,
    "meetings.*.day": _before_the_last_meeting,
    "follow-up.day": _before_the_last_meeting,
    "hand-overs.*.to": _to_oneself,
    "hand-overs.*.accepted": _before_it_was_proposed,
    "hand-overs.*.declined": _before_it_was_proposed,
    "meetings.*.after.heard": _more_than_were_there,
    "meetings.*.after.knows-next": _more_than_were_there,
    "meetings.*.after.knows-who": _more_than_were_there,
}
