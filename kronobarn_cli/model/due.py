"""What is due around a child: promises, meetings, consents that end, answers that are awaited, turnings ahead.

Laws: overdue first, then by day; a closed plan awaits nothing but that the child is told; the facts are ids, days and
numbers, and an action's own words unless an identity is protected. What is done again and again and has begun is not
late (`since.is_late`). A turning is told a term ahead, however short a time is asked about.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from kronobarn_cli.model.action import is_late, is_over
from kronobarn_cli.model.base import Id
from kronobarn_cli.model.consent import endings
from kronobarn_cli.model.issue import Fact, Place
from kronobarn_cli.model.meeting import held
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.stage import read_back
from kronobarn_cli.model.transitions import Transition, transitions

SOON, VERY_SOON = timedelta(days=30), timedelta(days=7)


class DueKind(StrEnum):
    """What sort of thing is due."""

    ACTION = "action"
    MEETING = "meeting"
    FOLLOW_UP = "follow-up"
    READ_BACK = "read-back"
    CONSENT = "consent"
    HAND_OVER = "hand-over"
    TRANSITION = "transition"
    CHILD_TOLD = "child-told"


class Due(NamedTuple):
    """Something due: the day (None: not known), who is to do it, its place in the file, facts, whom else it concerns.

    `transition` is there for a turning ahead only; `day` is then the first day it may come.
    """

    kind: DueKind
    day: date | None
    who: Id | None
    path: Place
    facts: Mapping[str, Fact]
    concerns: tuple[Id, ...] = ()
    transition: Transition | None = None

    def late(self, today: date) -> int:
        """Days that have passed since it should have been done; 0 when none have."""
        last = self.transition.last if self.transition else self.day
        return max(0, (today - last).days) if last else 0

    def rank(self, today: date) -> tuple[bool, date]:
        """What puts the overdue first and then the soonest; what has no day comes last."""
        return not self.late(today), self.day or date.max


def due(plan: Plan, today: date, within: timedelta = SOON) -> tuple[Due, ...]:
    """What is due up to and including that long from today, overdue first."""
    found = _awaited(plan, today, within) if plan.closing is None else _child_told(plan, today)
    near = (one for one in found if one.transition or one.day is None or one.day <= today + within)
    return tuple(sorted(near, key=lambda one: one.rank(today)))


def _awaited(plan: Plan, today: date, within: timedelta) -> Iterator[Due]:
    yield from _actions(plan, today)
    yield from _meetings(plan)
    yield from _follow_up(plan)
    yield from _read_back(plan, today)
    yield from _consents(plan, today, within)
    yield from _hand_overs(plan)
    yield from _turnings(plan, today)


def _actions(plan: Plan, today: date) -> Iterator[Due]:
    for one in plan.actions:
        begun = one.by is not None and one.by < today and not is_late(one, today)
        if one.by is None or is_over(one) or begun:
            continue
        what = one.what if not plan.child.protected else None
        facts: dict[str, Fact] = {"what": what} if what else {}
        yield Due(DueKind.ACTION, one.by, one.who, ("actions", one.id), facts)


def _meetings(plan: Plan) -> Iterator[Due]:
    for one in plan.meetings:
        if one.day is not None and not held(one):
            facts: dict[str, Fact] = {"at": one.at} if one.at else {}
            yield Due(DueKind.MEETING, one.day, _calls(plan), ("meetings", one.id), facts, one.invited)


def _follow_up(plan: Plan) -> Iterator[Due]:
    """The next follow-up, unless it has been held or a meeting of that day tells of it already."""
    day = plan.follow_up.day if plan.follow_up else None
    convener = plan.follow_up.convener if plan.follow_up else None
    reviewed = any(one.day and day and one.day >= day for one in plan.reviews)
    met = any(one.day and day and (one.day == day or (one.day > day and held(one))) for one in plan.meetings)
    if day is not None and not reviewed and not met:
        yield Due(DueKind.FOLLOW_UP, day, convener, ("follow-up", "day"), {"convener": convener is not None})


def _read_back(plan: Plan, today: date) -> Iterator[Due]:
    """What was decided at a held meeting and has not been read back, counted from the latest such meeting."""
    days = [one.day for one in plan.meetings if held(one) and one.day is not None and one.day <= today]
    read = plan.agreement.day if plan.agreement and read_back(plan) else None
    decided = bool(plan.goals or plan.actions)
    if days and decided and (read is None or read < max(days)):
        yield Due(DueKind.READ_BACK, max(days), _calls(plan), ("agreement",), {})


def _consents(plan: Plan, today: date, within: timedelta) -> Iterator[Due]:
    for one in endings(plan, today, within):
        facts: dict[str, Fact] = {"left": one.left, "soon": timedelta(one.left) <= VERY_SOON}
        place = ("consents", one.consent.id, "until")
        yield Due(DueKind.CONSENT, one.last, one.consent.by, place, facts, one.services)


def _hand_overs(plan: Plan) -> Iterator[Due]:
    for one in plan.hand_overs:
        if one.proposed is not None and one.accepted is None and one.declined is None:
            concerns = (one.from_,) if one.from_ else ()
            yield Due(DueKind.HAND_OVER, one.proposed, one.to, ("hand-overs", one.id), {"kind": one.kind}, concerns)


def _turnings(plan: Plan, today: date) -> Iterator[Due]:
    for one in transitions(plan, today):
        facts: dict[str, Fact] = {"turning": one.kind, "sure": one.sure}
        yield Due(DueKind.TRANSITION, one.first, plan.roles.responsible, ("child", "born"), facts, (), one)


def _child_told(plan: Plan, today: date) -> Iterator[Due]:
    day = plan.closing.child_told_day if plan.closing else None
    if plan.closing and day and day >= today:
        yield Due(DueKind.CHILD_TOLD, day, plan.closing.child_told_by, ("closing", "child-told-day"), {})


def _calls(plan: Plan) -> Id | None:
    return plan.roles.convener or plan.roles.responsible
