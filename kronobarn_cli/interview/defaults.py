"""What an empty answer means where something is usual. Pure: the clock is handed in."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NamedTuple

from kronobarn_cli.interview.answers import Answers
from kronobarn_cli.interview.blanks import Blanks, Spot
from kronobarn_cli.interview.dates import add_months
from kronobarn_cli.model.area import AREAS

_TODAY = {
    "notices.*.day",
    "wheel.*.day",
    "decision.day",
    "consents.*.from",
    "reviews.*.day",
    "hand-overs.*.proposed",
    "hand-overs.*.accepted",
    "hand-overs.*.declined",
    "closing.day",
}
_NOW = {"meetings.*.started", "meetings.*.ended"}
_RESPONSIBLE = {"notices.*.by", "consents.*.obtained-by", "roles.coordinator", "follow-up.convener"}


class Suggestions(NamedTuple):
    """What an empty answer means where the settings say so."""

    today: date
    now: Callable[[], datetime]
    meeting_minutes: int = 60
    consent_months: int = 6
    follow_up_weeks: int = 6
    follow_up: date | None = None


_NO_MORE = {"more.goal.*", "more.action.*", "more.not-doing.*", "more.disagreement.*"}
"""At a meeting an empty line goes on; nobody should have to type no while others talk."""


def default(question: str, spot: Spot, blanks: Blanks, answers: Answers, usual: Suggestions) -> Any:
    """What an empty answer to a question (by its id in the terms file) means, or None."""
    if question in _TODAY:
        return usual.today.isoformat()
    if question in _NO_MORE:
        return False
    if question in _NOW:
        return usual.now().strftime("%H:%M")
    if question in _RESPONSIBLE:
        return answers.get("roles.responsible")
    return _OTHERS[question](spot, blanks, answers, usual) if question in _OTHERS else None


def _areas_in_need(spot: Spot, _blanks: Blanks, answers: Answers, _usual: Suggestions) -> list[str] | None:
    """The areas where this voice last saw a need of support, or was unsure."""
    voice = answers.get(f"wheel.{spot.item}.voice")
    before = [reading.areas for reading in answers.plan.wheel if reading.voice == voice]
    need = [
        area for area in AREAS for one in before[-1:] if (at := getattr(one, area)) and at.need in ("yes", "unsure")
    ]
    return [str(area) for area in need] or None


def _last_day_of_consent(spot: Spot, _blanks: Blanks, answers: Answers, usual: Suggestions) -> str:
    """So many months after the day from which the consent holds, which may lie ahead."""
    begins = answers.get(f"consents.{spot.item}.from") or usual.today.isoformat()
    return add_months(date.fromisoformat(begins), usual.consent_months).isoformat()


_OTHERS: dict[str, Callable[[Spot, Blanks, Answers, Suggestions], Any]] = {
    "consents.*.until": _last_day_of_consent,
    "meetings.*.minutes": lambda _spot, _blanks, _answers, usual: usual.meeting_minutes,
    "meetings.*.present": lambda spot, _blanks, answers, _usual: answers.get(f"meetings.{spot.item}.invited"),
    "roles.responsible": lambda _spot, blanks, _answers, _usual: blanks.responsible(),
    "people.responsible.role": lambda _spot, blanks, _answers, _usual: blanks.role(),
    "follow-up.day": lambda _spot, _blanks, _answers, usual: usual.follow_up and usual.follow_up.isoformat(),
    "pick.areas.*": _areas_in_need,
    "pick.other-plans": lambda _spot, _blanks, answers, _usual: (
        [one.kind for one in answers.plan.other_plans if one.exists] or None
    ),
    "explained.*.means": lambda _spot, blanks, _answers, _usual: blanks.meaning(),
}
