"""What growing older changes around a child: who is responsible, whose word counts, and when to prepare for it.

Laws: only year and month of birth are known, so a day is a span; what may not happen at all says `sure=False`; a
turning is told from the start of the school term before it (the terms are August to December and January to June). What
a stage of childhood means, and where the sources are silent, stands in the terms file: `to` names that entry.

| Turning | Source |
|---|---|
| birth, förskoleklass, 18, not in upper secondary | Region Kronoberg's text on who is responsible by age |
| change of school at about 10 and 13, upper secondary at 16 | how Swedish schools are commonly parted: possible only |
| 15 | the model says nothing; in matters of the social services one then speaks for oneself |
| 20 | skollagen (2010:800) 29 kap. 9 §: the municipality's responsibility for activities ends |
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.plan import HandOverKind, Plan
from kronobarn_cli.model.stage import birthday

AUTUMN, SPRING = 8, 1


class TransitionKind(StrEnum):
    """What happens."""

    BIRTH = "birth"
    SCHOOL_START = "school-start"
    MIDDLE_SCHOOL = "middle-school"
    SENIOR_SCHOOL = "senior-school"
    FIFTEEN = "fifteen"
    UPPER_SECONDARY = "upper-secondary"
    OUTSIDE_SCHOOL = "outside-school"
    ADULT = "adult"
    ACTIVITIES_END = "activities-end"


class Transition(NamedTuple):
    """A turning ahead.

    `first` and `last` are the span of its day, None when no date is known. It is told from `told`. Who is
    responsible meets the next between `prepare_from` and `prepare_by`, in the term before; None when there is
    nobody to hand over to. `to` is the stretch of childhood that begins, None when the sources are silent or none does.
    """

    kind: TransitionKind
    first: date | None
    last: date | None
    sure: bool
    to: ChildStage | None = None
    told: date | None = None
    prepare_from: date | None = None
    prepare_by: date | None = None


class _Turning(NamedTuple):
    """`years` old; at the start of the autumn term of that year (`autumn`), or on the birthday."""

    kind: TransitionKind
    years: int
    autumn: bool
    sure: bool
    stages: frozenset[ChildStage]
    to: ChildStage | None = None
    hands_over: bool = True
    stays: bool = False


_S = ChildStage
_PUPIL = frozenset({_S.SCHOOL})
_YOUNG = frozenset({_S.SCHOOL, _S.UPPER_SECONDARY, _S.OUTSIDE_SCHOOL})
_KAA = frozenset({_S.OUTSIDE_SCHOOL, _S.ADULT})
_K = TransitionKind
_TURNINGS = (
    _Turning(_K.BIRTH, 0, autumn=False, sure=True, stages=frozenset({_S.UNBORN}), to=_S.PRESCHOOL, stays=True),
    _Turning(_K.SCHOOL_START, 6, autumn=True, sure=True, stages=frozenset({_S.PRESCHOOL}), to=_S.SCHOOL, stays=True),
    _Turning(_K.MIDDLE_SCHOOL, 10, autumn=True, sure=False, stages=_PUPIL, to=_S.SCHOOL),
    _Turning(_K.SENIOR_SCHOOL, 13, autumn=True, sure=False, stages=_PUPIL, to=_S.SCHOOL),
    _Turning(_K.FIFTEEN, 15, autumn=False, sure=True, stages=_YOUNG, hands_over=False),
    _Turning(_K.UPPER_SECONDARY, 16, autumn=True, sure=False, stages=_PUPIL, to=_S.UPPER_SECONDARY),
    _Turning(_K.OUTSIDE_SCHOOL, 16, autumn=True, sure=False, stages=_PUPIL, to=_S.OUTSIDE_SCHOOL),
    _Turning(_K.ADULT, 18, autumn=False, sure=True, stages=_YOUNG, to=_S.ADULT, stays=True),
    _Turning(_K.ACTIVITIES_END, 20, autumn=False, sure=True, stages=_KAA),
)


def transitions(plan: Plan, today: date) -> tuple[Transition, ...]:
    """Turnings to tell of today, soonest first; none when the plan is closed.

    One that decides who is responsible is told until the child's stage is changed, or until somebody else has
    taken over as responsible after it was first told. Without year of birth only a birth is told, without a day.
    """
    if plan.closing is not None:
        return ()
    found = (_ahead(plan, one, today) for one in _TURNINGS if _fits(plan, one))
    return tuple(sorted((one for one in found if one), key=lambda one: one.first or date.max))


def _fits(plan: Plan, one: _Turning) -> bool:
    return plan.child.stage is None or plan.child.stage in one.stages


def _ahead(plan: Plan, one: _Turning, today: date) -> Transition | None:
    span = birthday(plan.child, one.years)
    if span is None:
        unborn = plan.child.stage is ChildStage.UNBORN and not plan.child.born and not _handed_over(plan, one, date.min)
        return Transition(one.kind, None, None, one.sure, one.to) if unborn else None
    first, last = (date(span[0].year, AUTUMN, 1),) * 2 if one.autumn else span
    told = _term_before(first)
    over = last < today and not (one.stays and plan.child.stage is not None)
    if today < told or over or _handed_over(plan, one, told):
        return None
    window = _window(told) if one.hands_over else (None, None)
    return Transition(one.kind, first, last, one.sure, one.to, told, *window)


def _handed_over(plan: Plan, one: _Turning, told: date) -> bool:
    """Whether somebody has taken over as responsible since it was told; being 18 is more than that."""
    taken = (h.accepted for h in plan.hand_overs if h.kind is HandOverKind.RESPONSIBLE)
    return one.hands_over and one.kind is not _K.ADULT and any(day and told <= day for day in taken)


def _term_before(day: date) -> date:
    """First day of the school term before the one that the day lies in; July belongs to the autumn to come."""
    autumn_to_come = day.month >= AUTUMN - 1
    return date(day.year, SPRING, 1) if autumn_to_come else date(day.year - 1, AUTUMN, 1)


def _window(term: date) -> tuple[date, date]:
    """First and last day in a term for a hand-over meeting: clear of Christmas and of 15 June to 15 August."""
    if term.month == SPRING:
        return date(term.year, SPRING, 10), date(term.year, 6, 14)
    return date(term.year, AUTUMN, 16), date(term.year, 12, 15)
