"""`due`: what is due in one plan or in the whole folder, and the same as a calendar.

Laws: a file that cannot be read never stops the others; a calendar holds codes and days, never a name or anybody's
words; a day for a meeting is proposed only for what is shown, for the holidays take a moment to load.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kronobarn_cli.errors import KronobarnError, NotFound, UsageTrouble
from kronobarn_cli.i18n import _, later
from kronobarn_cli.interview.dates import add_months
from kronobarn_cli.model.base import Id
from kronobarn_cli.model.due import Due, DueKind, due
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.terms import Terms
from kronobarn_cli.render.words import Words
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.work.consenting import words_for
from kronobarn_cli.work.output import lay

if TYPE_CHECKING:
    from kronobarn_cli.render.calendar import Event

USUAL = "30d"
_SPAN = re.compile(
    r"(\d{1,4}) ?(|d|dag|dagar|day|days|v|w|vecka|veckor|week|weeks|m|mån|månad|månader|month|months)", re.ASCII
)
_LONGEST = timedelta(days=3660)
_TITLES = {
    DueKind.ACTION: later("Something was promised {code}"),
    DueKind.MEETING: later("Meeting {code}"),
    DueKind.FOLLOW_UP: later("Follow-up {code}"),
    DueKind.READ_BACK: later("Read back what was decided {code}"),
    DueKind.CONSENT: later("A consent ends {code}"),
    DueKind.HAND_OVER: later("A hand-over awaits an answer {code}"),
    DueKind.TRANSITION: later("Prepare for a turning {code}"),
    DueKind.CHILD_TOLD: later("Tell what came of it {code}"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """Something due in a plan, what its people are called, days it is late, and the day proposed for a meeting."""

    plan: Plan
    due: Due
    words: Words
    late: int
    proposed: date | None = None

    @property
    def code(self) -> str:
        """The plan's code."""
        return self.plan.code

    def as_data(self) -> dict[str, Any]:
        """What is due as JSON holds it: ids, days, numbers."""
        turning = self.due.transition
        until = turning.last if turning and turning.last != self.due.day else None
        return {
            "plan": self.code,
            "kind": self.due.kind.value,
            "day": self.due.day.isoformat() if self.due.day else None,
            "until": until.isoformat() if until else None,
            "late": self.late,
            "who": self.due.who,
            "concerns": list(self.due.concerns),
            "path": list(self.due.path),
            "facts": dict(self.due.facts),
            "proposed": self.proposed.isoformat() if self.proposed else None,
        }


@dataclass(frozen=True, slots=True)
class Told:
    """What is due, overdue first, the plans that could not be read, and those where something is left to choose."""

    found: tuple[Found, ...]
    unreadable: tuple[str, ...]
    to_choose: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: how long ahead, for whom as typed (empty: for all), in which words, on which day."""

    within: timedelta
    who: str
    terms: Terms
    language: str
    today: date


def in_plan(folder: Folder, code: str, asked: Asked) -> Told:
    """What is due in one plan; raises Unreadable, and NotFound when nobody there is called as asked."""
    plan = folder.load(code).plan
    return _told([plan], (), asked)


def in_folder(folder: Folder, asked: Asked) -> Told:
    """What is due in all plans; raises NotFound when nobody is called as asked in any of them."""
    plans, unreadable = [], []
    for code in folder.codes():
        try:
            plans.append(folder.load(code).plan)
        except KronobarnError:
            unreadable.append(code)
    return _told(plans, tuple(unreadable), asked)


def read_within(text: str, today: date) -> timedelta:
    """How long ahead: 30d, 6v, 2m or a number of days; raises UsageTrouble for anything else."""
    read = _SPAN.fullmatch(" ".join(text.casefold().split()))
    if read:
        found = _span(int(read[1]), read[2], today)
        if found <= _LONGEST:
            return found
    sentence = _("{text} is not a length of time I can read. Write 30d, 6w or 2m: at most ten years.")
    raise UsageTrouble(sentence.format(text=text), f"kronobarn due --within {USUAL}")


def write_calendar(told: Told, path: Path, now: datetime, *, force: bool) -> Path:
    """Lay what is due as a calendar file; raises as `output.lay`."""
    return lay(path, calendar(told, now), "kronobarn due --to ics --out kalender-2.ics", force=force)


def calendar(told: Told, now: datetime) -> bytes:
    """What is due as an iCalendar file; what has no day is left out."""
    from kronobarn_cli.render import calendar as door

    return door.calendar((event for one in told.found if (event := _event(one))), now)


def _told(plans: list[Plan], unreadable: tuple[str, ...], asked: Asked) -> Told:
    found = [(plan, one) for plan in plans for one in due(plan, asked.today, asked.within)]
    if asked.who:
        meant = {plan.code: ids for plan in plans if (ids := _meant(plan, asked))}
        if not meant:
            raise NotFound(_("Nobody is called {who} in these plans.").format(who=asked.who), "kronobarn due")
        found = [(plan, one) for plan, one in found if {one.who, *one.concerns} & meant.get(plan.code, set())]
    found.sort(key=lambda pair: (pair[1].rank(asked.today), pair[0].code))
    to_choose = tuple(plan.code for plan in plans if plan.open_points)
    return Told(tuple(_found(found, asked)), unreadable, to_choose)


def _found(found: Iterable[tuple[Plan, Due]], asked: Asked) -> Iterator[Found]:
    words: dict[str, Words] = {}
    for plan, one in found:
        if plan.code not in words:
            words[plan.code] = words_for(plan, asked.terms, asked.language, asked.today)
        yield Found(plan, one, words[plan.code], one.late(asked.today), _proposed(one, asked.today))


def _proposed(one: Due, today: date) -> date | None:
    """A working day for the hand-over meeting, where one is to be prepared and there is still time."""
    turning = one.transition
    if turning is None or turning.prepare_from is None or turning.prepare_by is None or turning.prepare_by <= today:
        return None
    from kronobarn_cli.text.working_days import proposed_day

    return proposed_day(turning.prepare_from, turning.prepare_by, today)


def _meant(plan: Plan, asked: Asked) -> set[Id]:
    """The ids in a plan of those whose id, name, service or role begins as typed."""
    word = asked.who.strip().casefold()
    exact = {one.id for one in plan.people if one.id == word}
    names = {one.id: (one.id, one.name, one.service, one.role) for one in plan.people}
    begun = {one for one, called in names.items() if any((name or "").casefold().startswith(word) for name in called)}
    return exact or (begun if word else set())


def _span(count: int, unit: str, today: date) -> timedelta:
    if unit[:1] in {"v", "w"}:
        return timedelta(weeks=count)
    if not unit.startswith("m"):
        return timedelta(days=count)
    try:
        return add_months(today, count) - today
    except ValueError:
        return timedelta.max


def _event(one: Found) -> "Event | None":
    from kronobarn_cli.render.calendar import Event, follow_up_event, meeting_event

    if one.due.kind is DueKind.MEETING:
        return next((meeting_event(one.plan, two) for two in one.plan.meetings if two.id == one.due.path[1]), None)
    if one.due.kind is DueKind.FOLLOW_UP:
        return follow_up_event(one.plan)
    day = one.proposed or one.due.day
    if day is None:
        return None
    title = _(_TITLES[one.due.kind]).format(code=one.code)
    if one.plan.practice:
        title = _("PRACTICE {title}").format(title=title)
    item = one.due.transition.kind.value if one.due.transition else "-".join(one.due.path)
    text = _("To see more: {command}").format(command=f"kronobarn show {one.code}")
    return Event(f"{one.code}-{item}@kronobarn", title, day, None, None, one.plan.revision, text)
