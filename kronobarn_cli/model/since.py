"""What has happened since last time: facts taken from the plan, the sentences are made elsewhere.

Laws: last time is the latest meeting or follow-up held before the day that is asked about; a score is compared with the
same voice's own and never averaged; nothing is judged. Give it a view to keep what a reader may not know out of it.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from kronobarn_cli.model.action import is_late
from kronobarn_cli.model.area import AREAS, Area
from kronobarn_cli.model.base import Id
from kronobarn_cli.model.consent import givers
from kronobarn_cli.model.meeting import held
from kronobarn_cli.model.plan import Action, ActionStatus, Consent, Done, PersonKind, Plan, Reading, Then
from kronobarn_cli.model.stage import age
from kronobarn_cli.model.wheel import latest_per_voice


class Move(NamedTuple):
    """One voice's score of an area last time and now; both are scores of that voice."""

    voice: Id
    before: int
    after: int


class Moved(NamedTuple):
    """An area whose score has moved: one voice (the child's, if it moved), those who moved the same way, the rest."""

    area: Area
    move: Move
    same: tuple[Move, ...]
    otherwise: tuple[Move, ...]


class Since(NamedTuple):
    """What has happened since `day`, as ids, moves and ages; empty throughout when there was no last time."""

    day: date | None = None
    done: tuple[Id, ...] = ()
    late: tuple[Id, ...] = ()
    moved: tuple[Moved, ...] = ()
    consents_new: tuple[Id, ...] = ()
    consents_run_out: tuple[Id, ...] = ()
    consents_withdrawn: tuple[Id, ...] = ()
    accepted: tuple[Id, ...] = ()
    declined: tuple[Id, ...] = ()
    turned: tuple[int, ...] = ()


def since(plan: Plan, today: date) -> Since:
    """What has happened after last time, up to and including today."""
    last = last_time(plan, today)
    if last is None:
        return Since()

    def new(day: date | None) -> bool:
        return day is not None and last < day <= today

    return Since(
        day=last,
        done=tuple(one.id for one in plan.actions if _done(plan, one, last)),
        late=tuple(one.id for one in plan.actions if is_late(one, today)),
        moved=tuple(_moved(plan, last, today)),
        consents_new=tuple(one.id for one in plan.consents if new(one.from_)),
        consents_run_out=tuple(one.id for one in plan.consents if _ran_out(plan, one, last, today)),
        consents_withdrawn=tuple(one.id for one in plan.consents if new(one.withdrawn)),
        accepted=tuple(one.id for one in plan.hand_overs if new(one.accepted)),
        declined=tuple(one.id for one in plan.hand_overs if new(one.declined)),
        turned=_turned(plan, last, today),
    )


def last_time(plan: Plan, today: date) -> date | None:
    """Day of the latest meeting or follow-up that was held before today."""
    days = (*(one.day for one in plan.meetings if held(one)), *(one.day for one in plan.reviews))
    return max((day for day in days if day is not None and day < today), default=None)


def _done(plan: Plan, action: Action, last: date) -> bool:
    """Done, and not told as done last time or earlier: an action keeps no day of its own for that."""
    told = [one for one in plan.tried if one.action == action.id and one.done is Done.YES]
    if any(one.day is not None and one.day <= last for one in told):
        return False
    goes_on = any(one.then in {Then.KEEP, Then.CHANGE} for one in told)
    return action.status is ActionStatus.DONE or (bool(told) and not goes_on)


def _ran_out(plan: Plan, consent: Consent, last: date, today: date) -> bool:
    if consent.until is None or not last <= consent.until < today or consent.withdrawn is not None:
        return False
    return any(consent.by not in givers(plan, service, today) for service in consent.to)


def _turned(plan: Plan, last: date, today: date) -> tuple[int, ...]:
    """Whole years the child has surely reached since last time."""
    before, now = age(plan.child, last), age(plan.child, today)
    return () if before is None or now is None else tuple(range(before + 1, now + 1))


def _moved(plan: Plan, last: date, today: date) -> Iterator[Moved]:
    earlier = _scores(one for one in plan.wheel if one.day is None or one.day <= last)
    newer = _scores(one for one in plan.wheel if one.day is not None and last < one.day <= today)
    for area in AREAS:
        both = [voice for voice in _child_first(plan, newer) if (voice, area) in earlier and (voice, area) in newer]
        moves = [Move(voice, earlier[voice, area], newer[voice, area]) for voice in both]
        lead = next((one for one in moves if one.before != one.after), None)
        if lead:
            rest = [one for one in moves if one is not lead]
            same = tuple(one for one in rest if _way(one) == _way(lead))
            yield Moved(area, lead, same, tuple(one for one in rest if one not in same))


def _scores(readings: Iterator[Reading]) -> dict[tuple[Id, Area], int]:
    """Each voice's latest score of each area among these readings."""
    scored = [
        (one.voice, area, getattr(one.areas, area)) for one in latest_per_voice(tuple(readings)) for area in AREAS
    ]
    return {(voice, area): said.score for voice, area, said in scored if said is not None and said.score is not None}


def _child_first(plan: Plan, scores: dict[tuple[Id, Area], int]) -> list[Id]:
    children = {one.id for one in plan.people if one.kind is PersonKind.CHILD}
    return sorted(dict.fromkeys(voice for voice, _area in scores), key=lambda voice: voice not in children)


def _way(move: Move) -> int:
    return (move.after > move.before) - (move.after < move.before)
