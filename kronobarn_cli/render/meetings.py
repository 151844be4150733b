"""Meetings in plain values: the one at hand, all of them, and the parts of the one at hand on the clock.

Law: what happened is told as it was written; the three questions after a meeting are numbers and never names.
"""

from datetime import date
from typing import Any

from kronobarn_cli.model.agenda import clock, minutes
from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.meeting import held
from kronobarn_cli.model.plan import After, Meeting, Notes, Plan
from kronobarn_cli.model.terms import Part
from kronobarn_cli.model.view import Audience, AudienceKind
from kronobarn_cli.render.words import Words

_USUAL_MINUTES = 60
_PROMPTS_OF = {AudienceKind.FAMILY: "guardian", AudienceKind.OTHER: "guardian", AudienceKind.ARCHIVE: "chair"}


def at_hand(meetings: tuple[Meeting, ...], today: date) -> Meeting | None:
    """The next meeting; when none is to come, the latest; one without a date is still to come."""
    coming = [meeting for meeting in meetings if meeting.day is None or meeting.day >= today]
    if coming:
        return min(coming, key=lambda meeting: (held(meeting), meeting.day or date.max))
    return max(meetings, key=lambda meeting: meeting.day or date.min, default=None)


def in_order(meetings: tuple[Meeting, ...]) -> list[Meeting]:
    """All meetings in order of time, those without a date last."""
    return sorted(meetings, key=lambda one: one.day or date.max)


def meeting(words: Words, one: Meeting | None) -> dict[str, Any]:
    """One meeting in words; with nothing in it when there is none."""
    found = one or Meeting(id="none")
    why = {asked.who: asked.why or "" for asked in found.why_invited}
    return {
        "day": words.day(found.day),
        "at": found.at or "",
        "place": found.place or "",
        "minutes": found.minutes or 0,
        "asks": list(found.asks),
        "interpreter": found.interpreter or "",
        "breaks": found.breaks or "",
        "invited": words.all(found.invited),
        "why": [{"who": words.who(who), "why": why.get(who, "")} for who in found.invited],
        "started": found.started or "",
        "ended": found.ended or "",
        "present": words.all(found.present),
        "absent": [{"who": words.who(absent.who), "why": absent.why or ""} for absent in found.absent],
        "tells_child": words.who(found.tells_child),
        "notes": _notes(words, found.notes or Notes()),
        "after": _after(words, found.after or After()),
        "held": held(found),
        "is_follow_up": one is not None and _comes_after_another(words.plan, one),
    }


def agenda(words: Words, one: Meeting | None, audience: Audience) -> list[dict[str, Any]]:
    """The parts of a meeting on the clock, each with the reader's own prompts."""
    parts = words.terms.agenda
    at = one.at if one else None
    lengths = minutes(parts, (one and one.minutes) or _USUAL_MINUTES) if parts else ()
    phrase = "clock" if at else "offset"
    return [
        {
            "name": part.name,
            "minutes": length,
            "clock": words.say(phrase, start=start, end=end),
            "prompts": _prompts(words, part, audience),
        }
        for part, length, (start, end) in zip(parts, lengths, clock(at, lengths), strict=True)
    ]


def _comes_after_another(plan: Plan, one: Meeting) -> bool:
    """Whether a meeting or a follow-up was held before this one."""
    before = one.day or date.max
    met = (other.day for other in plan.meetings if other.id != one.id and held(other))
    days = (*met, *(review.day for review in plan.reviews))
    return any(day is None or day < before for day in days)


def _notes(words: Words, notes: Notes) -> list[dict[str, Any]]:
    """What was written at each part of the meeting, under the part's name."""
    names = {part.id.value: part.name for part in words.terms.agenda}
    written = ((part, getattr(notes, part)) for part in Notes.__struct_fields__)
    return [{"part": names.get(part, ""), "text": text} for part, text in written if text]


def _after(words: Words, after: After) -> list[dict[str, Any]]:
    """How many answered what to the three questions, as a line for each question that was asked."""
    counted = ((name, getattr(after, name)) for name in After.__struct_fields__)
    return [
        {"question": words.say(f"after-{name}"), "answers": words.say("counts", yes=one[0], no=one[1], unsure=one[2])}
        for name, numbers in counted
        if any(numbers) and (one := (*numbers, 0, 0, 0))
    ]


def _prompts(words: Words, part: Part, audience: Audience) -> list[str]:
    """The reader's own prompts; before birth those that are worded for it, where there are any."""
    reader = _PROMPTS_OF.get(audience.kind, audience.kind.value).replace("-", "_")
    before_birth = getattr(part.unborn, reader) if words.plan.child.stage is ChildStage.UNBORN else ()
    return list(before_birth or getattr(part.prompts, reader))
