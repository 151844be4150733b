"""Rules K160 to K173: what puts a plan in force, the turnings of age, and the order of the file.

The law they keep: K160 to K165 find nothing exactly when a plan that is being made is in force.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from kronobarn_cli.model import stage as walk
from kronobarn_cli.model.action import is_over
from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.issue import Fact, Issue, Severity
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.references import Target, references, strangers

ERROR, WARNING = Severity.ERROR, Severity.WARNING
MOST_GOALS = 4
ADULT_AT, KAA_ENDS_AT, SCHOOL_AT, SCHOOL_MONTH = 18, 20, 6, 8


def action_who(plan: Plan, _: date) -> Iterator[Issue]:
    """K160: an action has exactly one who."""
    for action in plan.actions if walk.is_planning(plan) else ():
        if action.who is None and not is_over(action):
            yield Issue("K160", ERROR, ("actions", action.id, "who"), {"action": action.what or action.id})


def action_by(plan: Plan, _: date) -> Iterator[Issue]:
    """K161: an action has a by when."""
    for action in plan.actions if walk.is_planning(plan) else ():
        if action.by is None and not is_over(action):
            yield Issue("K161", ERROR, ("actions", action.id, "by"), {"action": action.what or action.id})


def follow_up_date(plan: Plan, _: date) -> Iterator[Issue]:
    """K162: a day for the follow-up is set."""
    if walk.is_planning(plan) and (plan.follow_up is None or plan.follow_up.day is None):
        yield Issue("K162", ERROR, ("follow-up", "day"))


def follow_up_convener(plan: Plan, _: date) -> Iterator[Issue]:
    """K163: someone calls to the follow-up."""
    if walk.is_planning(plan) and (plan.follow_up is None or plan.follow_up.convener is None):
        yield Issue("K163", ERROR, ("follow-up", "convener"))


def child_heard(plan: Plan, _: date) -> Iterator[Issue]:
    """K164: the child's voice is there, or the reason why not."""
    if walk.is_planning(plan) and not walk.child_heard(plan):
        yield Issue("K164", ERROR, ("voices",))


def read_back(plan: Plan, _: date) -> Iterator[Issue]:
    """K165: the plan has been read back."""
    if walk.is_planning(plan) and not walk.read_back(plan):
        yield Issue("K165", ERROR, ("agreement",))


def few_goals(plan: Plan, _: date) -> Iterator[Issue]:
    """K166: the goals are at most about four."""
    if len(plan.goals) > MOST_GOALS:
        yield Issue("K166", WARNING, ("goals",), {"count": len(plan.goals), "most": MOST_GOALS})


def turning(plan: Plan, today: date) -> Iterator[Issue]:
    """K167: no birthday or school start that changes who is responsible comes before the follow-up."""
    day = walk.next_follow_up(plan, today)
    for years in _turnings(plan):
        span = walk.birthday(plan.child, years)
        if years == SCHOOL_AT and span:
            span = (date(span[0].year, SCHOOL_MONTH, 1),) * 2
        if day and span and span[0] <= day and span[1] > today:
            sure = span[0] > today and span[1] <= day
            facts: dict[str, Fact] = {"years": years, "sure": sure, "follow_up": str(day)}
            yield Issue("K167", WARNING, ("follow-up", "day"), facts)


def references_found(plan: Plan, _: date) -> Iterator[Issue]:
    """K170: every other reference finds its person, its goal or its action."""
    yield from strangers(plan, "K170", lambda key: key not in {"wheel", "meetings"})
    there = {Target.GOAL: {goal.id for goal in plan.goals}, Target.ACTION: {action.id for action in plan.actions}}
    for one in references(plan):
        if one.target in there and one.id not in there[one.target]:
            yield Issue("K170", ERROR, one.path, {"id": one.id, "target": str(one.target)})


def ids_once(plan: Plan, _: date) -> Iterator[Issue]:
    """K171: an id is used once in its list."""
    for key in plan.__struct_encode_fields__:
        items = getattr(plan, key.replace("-", "_"))
        items = items if isinstance(items, tuple) else ()
        used = Counter(item.id for item in items if hasattr(item, "id"))
        for one in (one for one, times in used.items() if times > 1):
            yield Issue("K171", ERROR, (key, one), {"id": one, "list": key})


def one_wording(plan: Plan, _: date) -> Iterator[Issue]:
    """K173: nothing is written in two ways that nobody has chosen between."""
    for number, point in enumerate(plan.open_points, start=1):
        yield Issue("K173", ERROR, ("open-points", str(number)), {"place": point.at, "count": len(point.wordings)})


def _turnings(plan: Plan) -> tuple[int, ...]:
    """Ages that matter: förskoleklass the autumn one turns 6, 18, and 20 where KAA is responsible."""
    match plan.child.stage:
        case ChildStage.ADULT:
            return ()
        case ChildStage.PRESCHOOL:
            return (SCHOOL_AT,)
        case ChildStage.OUTSIDE_SCHOOL:
            return (ADULT_AT, KAA_ENDS_AT)
        case _:
            return (ADULT_AT,)
