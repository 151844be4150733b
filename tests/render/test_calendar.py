"""Calendar files: read back as a calendar would, right on the night the clocks change, and silent about the child."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kronobarn_cli.model.plan import FollowUp, Meeting, Plan
from kronobarn_cli.render.calendar import Event, calendar, follow_up_event, meeting_event
from tests import strategies
from tests.render.samples import ROOT

NOW = datetime(2026, 4, 27, 9, 30)
STOCKHOLM = ZoneInfo("Europe/Stockholm")
SUMMER, WINTER = date(2026, 7, 2), date(2026, 12, 3)
FORWARD, BACK = date(2027, 3, 28), date(2026, 10, 25)


def _event(day: date, at: str | None, minutes: int | None = 60) -> Event:
    return Event("k7mtr-m1@kronobarn", "Möte k7mtr", day, at, minutes, 7, "Platsen och frågan står i inbjudan.")


def _written(plan: Plan, meeting: Meeting) -> bytes:
    events = meeting_event(plan, meeting), follow_up_event(plan)
    assert None not in events
    return calendar([event for event in events if event], NOW)


def _read(data: bytes, part: str = "VEVENT") -> icalendar.Component:
    """What a calendar makes of it, by the time zone in the file and not by that of the computer."""
    text = data.replace(b"Europe/Stockholm", b"Only in this file")
    (found,) = icalendar.Calendar.from_ical(text).walk(part)
    return found


@pytest.mark.parametrize(
    ("day", "at", "begins", "ends"),
    [
        (SUMMER, "14:30", "12:30", "13:30"),
        (WINTER, "14:30", "13:30", "14:30"),
        (FORWARD, "01:30", "00:30", "01:30"),
        (FORWARD, "03:30", "01:30", "02:30"),
        (BACK, "01:30", "23:30", "00:30"),
        (BACK, "03:30", "02:30", "03:30"),
    ],
)
def test_a_meeting_is_at_the_right_moment_whatever_the_clocks_do(day: date, at: str, begins: str, ends: str) -> None:
    start = _read(calendar([_event(day, at)], NOW)).decoded("DTSTART")
    end = start.astimezone(UTC) + _read(calendar([_event(day, at)], NOW)).decoded("DURATION")
    assert f"{start:%H:%M}" == at
    assert (f"{start.astimezone(UTC):%H:%M}", f"{end:%H:%M}") == (begins, ends)


@pytest.mark.parametrize("year", [2026, 2031, 2045])
def test_the_time_zone_in_the_file_is_that_of_sweden_at_every_hour(year: int) -> None:
    zone = _read(calendar([], NOW), "VTIMEZONE")
    assert isinstance(zone, icalendar.Timezone)
    ours = zone.to_tz()
    weeks = [datetime(year, month, 24, tzinfo=UTC) for month in (3, 10)]
    hours = [week + timedelta(hours=hour) for week in weeks for hour in range(8 * 24)]
    hours += [datetime(year, month, 2, 12, tzinfo=UTC) for month in range(1, 13)]
    assert all(hour.astimezone(ours).utcoffset() == hour.astimezone(STOCKHOLM).utcoffset() for hour in hours)


def test_the_time_zone_is_told_by_yearly_rules() -> None:
    (zone,) = icalendar.Calendar.from_ical(calendar([], NOW)).walk("VTIMEZONE")
    assert zone["TZID"] == "Europe/Stockholm"
    assert all("RRULE" in change and "RDATE" not in change for change in zone.subcomponents)


def test_without_a_time_it_is_the_whole_day_and_blocks_nothing() -> None:
    data = calendar([_event(SUMMER, None)], NOW)
    event = _read(data)
    assert b"DTSTART;VALUE=DATE:20260702\r\n" in data
    assert (event.decoded("DURATION"), event["TRANSP"]) == (timedelta(days=1), "TRANSPARENT")


def test_without_a_length_it_is_an_hour_for_a_calendar_must_know_the_end() -> None:
    assert _read(calendar([_event(SUMMER, "09:00", None)], NOW)).decoded("DURATION") == timedelta(hours=1)


def test_the_entry_is_private_invites_nobody_and_follows_the_version_of_the_plan() -> None:
    data = calendar([_event(SUMMER, "14:30")], NOW)
    event = _read(data)
    assert (event["UID"], event["SEQUENCE"], event["CLASS"]) == ("k7mtr-m1@kronobarn", 7, "PRIVATE")
    assert icalendar.Calendar.from_ical(data)["METHOD"] == "PUBLISH"
    assert not {"ATTENDEE", "ORGANIZER", "LOCATION", "CONTACT"} & set(event)


def test_lines_end_as_calendars_want_and_none_is_long() -> None:
    data = calendar([_event(SUMMER, "14:30")._replace(text="å" * 300)], NOW)
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert _read(data)["DESCRIPTION"] == "å" * 300


def test_the_same_entries_give_the_same_bytes() -> None:
    events = [_event(SUMMER, "14:30"), _event(WINTER, None)]
    assert calendar(events, NOW) == calendar(events, NOW)
    assert b"DTSTAMP:20260427T073000Z\r\n" in calendar(events, NOW)


def test_the_same_meeting_keeps_its_name_when_it_is_moved() -> None:
    plan = Plan(code="k7mtr", revision=7)
    first = meeting_event(plan, Meeting(id="m2", day=SUMMER))
    moved = meeting_event(replace(plan, revision=8), Meeting(id="m2", day=WINTER))
    assert first is not None
    assert moved is not None
    assert first.uid == moved.uid == "k7mtr-m2@kronobarn"
    assert (first.sequence, moved.sequence) == (7, 8)


def test_what_has_no_day_has_no_entry() -> None:
    plan = Plan(code="k7mtr")
    assert meeting_event(plan, Meeting(id="m1", at="14:30")) is None
    assert follow_up_event(plan) is None
    assert follow_up_event(replace(plan, follow_up=FollowUp(convener="school"))) is None


def test_a_made_up_child_is_stamped_in_the_calendar_too() -> None:
    plan = Plan(code="k7mtr", practice=True, follow_up=FollowUp(day=SUMMER))
    meeting, follow_up = meeting_event(plan, Meeting(id="m1", day=SUMMER)), follow_up_event(plan)
    assert meeting is not None
    assert follow_up is not None
    assert meeting.title.split()[0] in {"ÖVNING", "PRACTICE"}
    assert follow_up.title.split()[0] in {"ÖVNING", "PRACTICE"}


@settings(deadline=None, max_examples=60)
@given(strategies.plans, strategies.of(Meeting), st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_nothing_of_the_plan_but_code_version_and_time_reaches_the_file(
    plan: Plan, meeting: Meeting, day: date
) -> None:
    """Take every name, place and word away, and the file is the same to the byte."""
    whole, meeting = replace(plan, follow_up=FollowUp(day=day, convener="school")), replace(meeting, day=day)
    bare = Plan(code=plan.code, revision=plan.revision, practice=plan.practice, follow_up=FollowUp(day=day))
    when = Meeting(id=meeting.id, day=day, at=meeting.at, minutes=meeting.minutes)
    assert _written(whole, meeting) == _written(bare, when)


def test_the_library_is_loaded_only_when_a_calendar_is_written() -> None:
    """It takes longer to load than a page takes to make."""
    told = "import sys; from kronobarn_cli.work import rendering; print('icalendar' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
