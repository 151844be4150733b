"""The only importer of icalendar: a meeting or a follow-up as an entry that any calendar can take in.

Laws: of a plan only its code, its version, a day, a time and a length go in, never a name, a place or a word
that somebody wrote; nobody is invited through it; the same entries give the same bytes. A calendar is read by
more eyes than a plan is. Why it looks as it does: `docs/decisions/0016-calendar-files.md`.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import icalendar

from kronobarn_cli.i18n import _
from kronobarn_cli.model.plan import Meeting, Plan

_ZONE = "Europe/Stockholm"
_USUAL_MINUTES = 60
_WINTER, _SUMMER = timedelta(hours=1), timedelta(hours=2)
# Outlook reads a yearly rule and nothing else. Both have been so since 1996.
_CHANGES = (
    (icalendar.TimezoneDaylight, "CEST", _WINTER, _SUMMER, datetime(1996, 3, 31, 2), 3),  # noqa: DTZ001 - local by law
    (icalendar.TimezoneStandard, "CET", _SUMMER, _WINTER, datetime(1996, 10, 27, 3), 10),  # noqa: DTZ001
)


class Event(NamedTuple):
    """An entry: the whole day when `at` is None; `minutes` of None is an hour; `sequence` grows with each change."""

    uid: str
    title: str
    day: date
    at: str | None
    minutes: int | None
    sequence: int
    text: str


def meeting_event(plan: Plan, meeting: Meeting) -> Event | None:
    """The entry of a meeting, None when it has no day; it says nothing but that there is one."""
    if meeting.day is None:
        return None
    title, text = _("Meeting {code}"), _("The place and the question are in the invitation.")
    uid = _uid(plan, meeting.id)
    return Event(uid, _title(plan, title), meeting.day, meeting.at, meeting.minutes, plan.revision, text)


def follow_up_event(plan: Plan) -> Event | None:
    """The entry of the next follow-up, a whole day; None when no day is set."""
    if plan.follow_up is None or plan.follow_up.day is None:
        return None
    title, text = _("Follow-up {code}"), _("Whoever calls you together tells the time and the place.")
    uid = _uid(plan, "follow-up")
    return Event(uid, _title(plan, title), plan.follow_up.day, None, None, plan.revision, text)


def calendar(events: Iterable[Event], now: datetime) -> bytes:
    """The entries as an iCalendar file (RFC 5545); `now` without a zone is the time in Sweden."""
    made = icalendar.Calendar()
    made.add("VERSION", "2.0")
    made.add("PRODID", "-//kronobarn//kronobarn//SV")
    made.add("METHOD", "PUBLISH")
    made.add_component(_zone())
    stamp = (now if now.tzinfo else now.replace(tzinfo=ZoneInfo(_ZONE))).astimezone(UTC)
    for event in events:
        made.add_component(_component(event, stamp))
    whole: bytes = made.to_ical()
    return whole


def _title(plan: Plan, title: str) -> str:
    named = title.format(code=plan.code)
    return _("PRACTICE {title}").format(title=named) if plan.practice else named


def _uid(plan: Plan, item: str) -> str:
    return f"{plan.code}-{item}@kronobarn"


def _component(event: Event, stamp: datetime) -> icalendar.Event:
    made = icalendar.Event()
    made.add("UID", event.uid)
    made.add("DTSTAMP", stamp)
    made.add("SEQUENCE", event.sequence)
    made.add("SUMMARY", event.title)
    made.add("DESCRIPTION", event.text)
    made.add("CLASS", "PRIVATE")
    if event.at is None:
        made.add("DTSTART", event.day)
        made.add("DURATION", timedelta(days=1))
        made.add("TRANSP", "TRANSPARENT")
    else:
        made.add("DTSTART", datetime.combine(event.day, time.fromisoformat(event.at), ZoneInfo(_ZONE)))
        # Not an end: on the night the clocks go back it could come before the beginning.
        made.add("DURATION", timedelta(minutes=event.minutes or _USUAL_MINUTES))
    return made


def _zone() -> icalendar.Timezone:
    zone = icalendar.Timezone()
    zone.add("TZID", _ZONE)
    for kind, name, before, after, first, month in _CHANGES:
        change = kind()
        change.add("DTSTART", first)
        change.add("RRULE", {"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"})
        change.add("TZNAME", name)
        change.TZOFFSETFROM = before
        change.TZOFFSETTO = after
        zone.add_component(change)
    return zone
