"""Where a plan stands in the praxismodell, and how old the child is: computed from what is in the plan.

The law it keeps: a stage is never typed. Each stage ends on what it leaves behind, and a skipped question
counts only with its reason. A closing outranks everything; take it away (reopen) and the plan stands where it
stood: earlier closings are history. A consultation is about a child nobody names, so it goes from what was noticed
to what to do next, and no further.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from fnmatch import fnmatchcase

from kronobarn_cli.model.action import is_over
from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.meeting import held
from kronobarn_cli.model.plan import (
    Action,
    AreaReading,
    Areas,
    Child,
    Outcome,
    PersonKind,
    Plan,
    Questions,
    Voice,
)
from kronobarn_cli.model.terms import Stage

WALK = (Stage.FRAME, Stage.NOTICE, Stage.INFORM, Stage.DECIDE, Stage.COLLABORATE, Stage.PLAN)
"""The stages one walks through in order. Follow-up goes round; hand-over and close are doors at its side."""

REASONS: Mapping[str, tuple[str, ...]] = {
    "age": ("child.born", "child.stage"),
    "guardians": ("people", "people.guardian-*", "more.guardian*"),
    "responsible": ("roles.responsible", "people.responsible.service"),
    "seen": ("notices", "notices.*.seen"),
    "wheel": ("wheel", "pick.wheel", "pick.areas*", "wheel.*.areas.*"),
    "why": ("decision.why",),
    "child's voice": ("voices", "pick.voices"),
    "own words": ("voices.*.important", "voices.*.wish"),
    "takes part": ("voices.*.takes-part",),
    "purpose": ("consents.*.purpose",),
    "asks": ("meetings.*.asks",),
    "tells child": ("meetings.*.tells-child",),
    "role": ("people.doer.role", "people.*.role"),
    "told": ("closing.child-told-by", "closing.child-told-day"),
}
"""The questions that, skipped with a reason, stand in for an answer; the first `*` is the item."""


def stage(plan: Plan) -> Stage:
    """Where the plan stands: at the first stage of its walk that has not ended."""
    if plan.closing is not None:
        return Stage.CLOSE
    for one in _walk(plan):
        if not ended(plan, one):
            return one
    if not ended(plan, Stage.HAND_OVER):
        return Stage.HAND_OVER
    return Stage.FOLLOW_UP if _collaborates(plan) else Stage.DECIDE


def ended(plan: Plan, one: Stage) -> bool:
    """Whether what ends that stage is in the plan, whatever the other stages lack."""
    return _ENDS[one](plan)


def went_past(plan: Plan, one: Stage) -> bool:
    """Whether the plan holds something of a later stage in the walk, so that this one is left behind."""
    return any(_begun(plan, later) for later in WALK[WALK.index(one) + 1 :])


def is_planning(plan: Plan) -> bool:
    """Whether the gates of the plan stage are up: a meeting was held or planning begun, and no end."""
    if plan.closing is not None or not _collaborates(plan):
        return False
    return _begun(plan, Stage.PLAN) or _met(plan)


def has_reason(plan: Plan, question: str, item: str = "*") -> bool:
    """Whether one of the questions named in REASONS was skipped with a reason, for that item or any."""
    given = [skip.what for skip in plan.skipped if skip.why.strip()]
    patterns = [pattern.replace("*", item, 1) for pattern in REASONS[question]]
    return any(fnmatchcase(what, pattern) for what in given for pattern in patterns)


def responsible_known(plan: Plan) -> bool:
    """Whether it is said who is responsible, or why not."""
    return plan.roles.responsible is not None or has_reason(plan, "responsible")


def noticed(plan: Plan) -> bool:
    """Whether something seen or heard is written down, or why not."""
    return any(notice.seen for notice in plan.notices) or has_reason(plan, "seen")


def described(plan: Plan) -> bool:
    """Whether at least one area is described by someone, or skipped with a reason.

    A consultation has no wheel: there the questions stand in for it.
    """
    if plan.consultation:
        return plan.questions != Questions()
    return any(_answered(reading.areas) for reading in plan.wheel) or has_reason(plan, "wheel")


def child_heard(plan: Plan) -> bool:
    """Whether the child's own voice is in the plan, in words or in the wheel, or a written reason why not.

    A child that is not born yet has none to hear.
    """
    if plan.child.stage is ChildStage.UNBORN:
        return True
    children = {person.id for person in plan.people if person.kind is PersonKind.CHILD}
    spoken = any(voice.of in children and _says_something(plan, voice) for voice in plan.voices)
    shown = any(reading.voice in children and _answered(reading.areas) for reading in plan.wheel)
    return spoken or shown or has_reason(plan, "child's voice")


def read_back(plan: Plan) -> bool:
    """Whether a read-back is recorded: a day, and someone's answer."""
    agreement = plan.agreement
    return agreement is not None and agreement.day is not None and bool(agreement.answers)


def next_follow_up(plan: Plan, today: date) -> date | None:
    """When the follow-up is, if it lies ahead and the plan is not closed."""
    day = plan.follow_up.day if plan.follow_up else None
    return day if day and day >= today and plan.closing is None else None


def age(child: Child, today: date) -> int | None:
    """Age in whole years that the child has surely reached; None when it is not known or not yet born.

    The day of birth is never kept, so a child born 2017-05 is eight until the last day of May 2026, and
    one born 2017 until the last day of 2026. `birthday` gives both ends of that uncertainty.
    """
    born = birthday(child, 0)
    if born is None or born[0] > today:
        return None
    this_year = birthday(child, today.year - born[0].year)
    had_it = this_year is not None and this_year[1] <= today
    return max(0, today.year - born[0].year - (not had_it))


def birthday(child: Child, years: int) -> tuple[date, date] | None:
    """First and last day on which the child may turn that many years; None without year of birth."""
    year, month = (int(child.born[:4]) + years, int(child.born[5:] or 0)) if child.born else (0, 0)
    if not date.min.year <= year < date.max.year:
        return None
    return date(year, month or 1, 1), _end_of_month(year, month or 12)


def _walk(plan: Plan) -> tuple[Stage, ...]:
    begins = WALK.index(Stage.NOTICE) if plan.consultation else 0
    return WALK if _collaborates(plan) else WALK[begins : WALK.index(Stage.DECIDE) + 1]


def _collaborates(plan: Plan) -> bool:
    """Whether the walk goes on past the decision: not a consultation's, nor when a service acts alone."""
    outcome = plan.decision.outcome if plan.decision else None
    return not plan.consultation and outcome not in {Outcome.OWN, Outcome.OTHER}


def _begun(plan: Plan, one: Stage) -> bool:
    return {
        Stage.NOTICE: bool(plan.notices),
        Stage.INFORM: plan.questions != Questions() or bool(plan.wheel),
        Stage.DECIDE: plan.decision is not None,
        Stage.COLLABORATE: bool(plan.meetings),
        Stage.PLAN: bool(plan.goals or plan.actions or plan.follow_up or plan.agreement),
    }[one]


def _frame_known(plan: Plan) -> bool:
    """Guardians are asked for here too, but a child may have none to list: that only warns (K104)."""
    age_known = plan.child.born is not None or plan.child.stage is not None or has_reason(plan, "age")
    return plan.child.protected is not None and age_known and responsible_known(plan)


def _met(plan: Plan) -> bool:
    return any(map(held, plan.meetings))


def _gates_hold(plan: Plan) -> bool:
    something = bool(plan.goals or plan.actions)
    date_set = plan.follow_up is not None and None not in {plan.follow_up.day, plan.follow_up.convener}
    complete = all(map(_who_and_when, plan.actions))
    return something and complete and date_set and child_heard(plan) and read_back(plan)


def _who_and_when(action: Action) -> bool:
    return is_over(action) or (action.who is not None and action.by is not None)


def _answered(areas: Areas) -> bool:
    inside = (getattr(areas, name) for name in areas.__struct_fields__)
    return any(one not in {None, AreaReading()} for one in inside)


def _says_something(plan: Plan, voice: Voice) -> bool:
    words = (voice.important, voice.wish, voice.not_raise)
    return any(words) or has_reason(plan, "own words", voice.id)


def _end_of_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _decided(plan: Plan) -> bool:
    return plan.decision is not None and plan.decision.outcome is not None


def _handed_over(plan: Plan) -> bool:
    return all(one.accepted or one.declined for one in plan.hand_overs)


def _closed(plan: Plan) -> bool:
    return plan.closing is not None


_ENDS: Mapping[Stage, Callable[[Plan], bool]] = {
    Stage.FRAME: _frame_known,
    Stage.NOTICE: noticed,
    Stage.INFORM: described,
    Stage.DECIDE: _decided,
    Stage.COLLABORATE: _met,
    Stage.PLAN: _gates_hold,
    Stage.FOLLOW_UP: _closed,
    Stage.HAND_OVER: _handed_over,
    Stage.CLOSE: _closed,
}
