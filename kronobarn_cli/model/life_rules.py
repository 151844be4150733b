"""Rules K168, K169 and K192 to K201: what happens to a plan after the meeting, until it is closed.

The law they keep: a hand-over, a follow-up and a closing are answered for by somebody, and the child hears of it.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from kronobarn_cli.model import consent as ledger
from kronobarn_cli.model import decided
from kronobarn_cli.model import stage as walk
from kronobarn_cli.model.base import ChildStage, Id
from kronobarn_cli.model.issue import Fact, Issue, Severity
from kronobarn_cli.model.meeting import held
from kronobarn_cli.model.plan import Disagreement, Fallback, Goal, HandOver, HandOverKind, Plan, Then, YesNoUnsure
from kronobarn_cli.model.promise_rules import open_actions
from kronobarn_cli.model.references import called

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
LONG_WAIT = timedelta(days=30)


def as_read(plan: Plan, _: date) -> Iterator[Issue]:
    """K168: the plan says what was read back; each change and each addition is told, and how much is gone."""
    if plan.closing is not None:
        return
    contents = {thing.place: thing.content for thing in decided.things(plan)}
    for place in decided.changed_since_read(plan):
        facts: dict[str, Fact] = {"gone": False, "thing": _title(plan, contents[place]) or place[-1]}
        if place[0] == "roles":
            facts = {"coordinates": True, "thing": facts["thing"]}
        yield Issue("K168", NOTE, place, facts)
    if gone := decided.removed_since_read(plan):
        yield Issue("K168", NOTE, ("agreement",), {"gone": True, "count": gone})


def all_agreed(plan: Plan, _: date) -> Iterator[Issue]:
    """K169: nobody answered no or unsure when the plan was read back."""
    answers = plan.agreement.answers if plan.agreement and plan.closing is None else ()
    for number, one in enumerate(answers, start=1):
        if one.says in {YesNoUnsure.NO, YesNoUnsure.UNSURE}:
            facts = {"who": called(plan, one.of), "says": str(one.says)}
            yield Issue("K169", NOTE, ("agreement", "answers", str(number)), facts)


def to_another(plan: Plan, _: date) -> Iterator[Issue]:
    """K192: a hand-over goes to another than the one who has it."""
    for one in plan.hand_overs:
        giver = one.from_ or (_holder(plan, one.kind) if _waiting(one) else None)
        if one.to and one.to == giver:
            yield Issue("K192", ERROR, ("hand-overs", one.id, "to"), {"to": called(plan, one.to)})


def answered_once(plan: Plan, _: date) -> Iterator[Issue]:
    """K193: a hand-over has one answer, and not before it was proposed."""
    for one in plan.hand_overs:
        answers = {"accepted": one.accepted, "declined": one.declined}
        if all(answers.values()):
            yield Issue("K193", ERROR, ("hand-overs", one.id, "declined"), {"both": True})
        for key, day in answers.items():
            if day and one.proposed and day < one.proposed:
                facts: dict[str, Fact] = {"both": False, "on": str(day), "proposed": str(one.proposed)}
                yield Issue("K193", ERROR, ("hand-overs", one.id, key), facts)


def receiver_with_consent(plan: Plan, today: date) -> Iterator[Issue]:
    """K194: whoever is asked to receive has a consent today; the responsible service needs none."""
    for one in _proposals(plan):
        if one.to and one.to != plan.roles.responsible and not ledger.consented(plan, one.to, today):
            yield Issue("K194", WARNING, ("hand-overs", one.id, "to"), {"to": called(plan, one.to)})


def answered_in_time(plan: Plan, today: date) -> Iterator[Issue]:
    """K195: a hand-over is answered within 30 days."""
    for one in _proposals(plan):
        if one.proposed and today - one.proposed > LONG_WAIT:
            facts = {"to": called(plan, one.to) if one.to else one.id, "on": str(one.proposed)}
            yield Issue("K195", WARNING, ("hand-overs", one.id), facts)


def received_means_held(plan: Plan, _: date) -> Iterator[Issue]:
    """K196: whoever last accepted a hand-over is the one who has it in the plan."""
    for kind in HandOverKind:
        accepted = [one for one in plan.hand_overs if one.kind is kind and one.accepted and not one.declined]
        last = max(reversed(accepted), key=lambda one: one.accepted or date.min, default=None)
        if last and last.to and last.to != _holder(plan, kind):
            facts = {"to": called(plan, last.to), "role": str(kind)}
            place = ("roles", "coordinator" if kind is HandOverKind.COORDINATION else "responsible")
            yield Issue("K196", WARNING, place, facts)


def child_told(plan: Plan, _: date) -> Iterator[Issue]:
    """K197: at the closing somebody tells the child what came of its words, on a set day."""
    closing, unborn = plan.closing, plan.child.stage is ChildStage.UNBORN
    if closing is None or unborn or plan.consultation or walk.has_reason(plan, "told"):
        return
    if closing.child_told_by is None:
        yield Issue("K197", WARNING, ("closing", "child-told-by"), {"missing": "told-by"})
    elif closing.child_told_day is None:
        yield Issue("K197", WARNING, ("closing", "child-told-day"), {"missing": "told-day"})


def archived(plan: Plan, _: date) -> Iterator[Issue]:
    """K198: a closed plan says where the original is kept."""
    if plan.closing and not plan.closing.archived_at and not plan.consultation:
        yield Issue("K198", WARNING, ("closing", "archived-at"))


def nothing_left(plan: Plan, _: date) -> Iterator[Issue]:
    """K199: when the plan is closed nothing is left to do."""
    left = open_actions(plan) if plan.closing else ()
    if left:
        yield Issue("K199", NOTE, ("actions", left[0].id), {"count": len(left)})


def followed_up(plan: Plan, today: date) -> Iterator[Issue]:
    """K200: the day of the follow-up does not pass without one."""
    day = plan.follow_up.day if plan.follow_up and plan.closing is None else None
    days = (*(one.day for one in plan.reviews), *(one.day for one in plan.meetings if held(one)))
    if day and day < today and not any(one and one >= day for one in days):
        yield Issue("K200", WARNING, ("follow-up", "day"), {"on": str(day)})


def changed_to_something(plan: Plan, _: date) -> Iterator[Issue]:
    """K201: an action that was to be changed says to what, or to which day."""
    for one in plan.tried:
        if one.then is Then.CHANGE and not one.new_what and not one.new_by:
            yield Issue("K201", WARNING, ("tried", one.id, "new-what"), {"action": one.what or one.id})


def _title(plan: Plan, content: object) -> str | None:
    """What one says about a thing that was decided, in its own words."""
    match content:
        case Goal():
            return content.text
        case Disagreement():
            return content.about
        case Fallback():
            return content.say
        case str():
            return called(plan, content)
        case _:
            return getattr(content, "what", None)


def _waiting(one: HandOver) -> bool:
    return one.accepted is None and one.declined is None


def _proposals(plan: Plan) -> Iterator[HandOver]:
    return (one for one in plan.hand_overs if _waiting(one) and plan.closing is None)


def _holder(plan: Plan, kind: HandOverKind) -> Id | None:
    """Who has what is handed over: the plan itself, or being responsible for the child's best."""
    return plan.roles.coordinator if kind is HandOverKind.COORDINATION else plan.roles.responsible
