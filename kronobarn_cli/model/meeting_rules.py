"""Rules K150 to K157: the meeting, before it and after it.

The law they keep: what is worded as a load on the child or the family only suggests; the family and the one who
calls decide.
"""

from collections.abc import Iterator
from datetime import date

from kronobarn_cli.model import stage as walk
from kronobarn_cli.model.base import ChildStage, Id
from kronobarn_cli.model.issue import Fact, Issue, Severity
from kronobarn_cli.model.meeting import held
from kronobarn_cli.model.plan import Meeting, PersonKind, Plan
from kronobarn_cli.model.references import called, strangers

WARNING, NOTE = Severity.WARNING, Severity.NOTE
MOST_SERVICES, MOST_TO_ONE_OF_FAMILY, FEW_SERVICES, MOST_QUESTIONS = 6, 2, 2, 3
LONG_SITTING, YOUNG = 60, 12


def meeting_question(plan: Plan, _: date) -> Iterator[Issue]:
    """K150: a meeting has a question."""
    for meeting in plan.meetings:
        if not meeting.asks and not walk.has_reason(plan, "asks", meeting.id):
            yield Issue("K150", WARNING, ("meetings", meeting.id, "asks"), {"meeting": _when(meeting)})


def meeting_people(plan: Plan, _: date) -> Iterator[Issue]:
    """K151: those invited, present or absent are in people."""
    return strangers(plan, "K151", lambda key: key == "meetings")


def child_takes_part(plan: Plan, _: date) -> Iterator[Issue]:
    """K152: a child who is invited has said how to take part."""
    answered = (v for v in plan.voices if v.takes_part or walk.has_reason(plan, "takes part", v.id))
    said = {voice.of for voice in answered}
    for child in _children(plan) - said:
        meeting = next((one for one in plan.meetings if child in one.invited), None)
        if meeting and not walk.has_reason(plan, "child's voice"):
            yield Issue("K152", NOTE, ("meetings", meeting.id, "invited"), {"meeting": _when(meeting)})


def in_time_order(plan: Plan, _: date) -> Iterator[Issue]:
    """K153: neither a meeting nor the follow-up is dated before the last meeting that was held."""
    last: date | None = None
    for meeting in plan.meetings:
        if meeting.day and last and meeting.day < last:
            facts = {"on": str(meeting.day), "last": str(last)}
            yield Issue("K153", WARNING, ("meetings", meeting.id, "day"), facts)
        if meeting.day and held(meeting):
            last = max(last or meeting.day, meeting.day)
    day = plan.follow_up.day if plan.follow_up and plan.closing is None else None
    if day and last and day < last:
        yield Issue("K153", WARNING, ("follow-up", "day"), {"on": str(day), "last": str(last)})


def invited_for_a_reason(plan: Plan, _: date) -> Iterator[Issue]:
    """K154: the family can read why each service is invited; the responsible one is the host."""
    for meeting in _to_come(plan):
        told = {one.who for one in meeting.why_invited if one.why} | {plan.roles.responsible}
        left = [called(plan, who) for who in meeting.invited if who in _of(plan, PersonKind.SERVICE) - told]
        if left:
            facts = {"meeting": _when(meeting), "services": ", ".join(left)}
            yield Issue("K154", NOTE, ("meetings", meeting.id, "invited"), facts)


def there_or_not(plan: Plan, _: date) -> Iterator[Issue]:
    """K155: nobody is both present and absent; who came without being invited is told."""
    for meeting in plan.meetings:
        absent, place = {one.who for one in meeting.absent}, ("meetings", meeting.id, "present")
        for who in dict.fromkeys(meeting.present):
            facts: dict[str, Fact] = {"who": called(plan, who), "meeting": _when(meeting)}
            if who in absent:
                yield Issue("K155", WARNING, place, facts | {"both": True})
            elif meeting.invited and who not in meeting.invited:
                yield Issue("K155", NOTE, place, facts | {"both": False})


def light_to_carry(plan: Plan, today: date) -> Iterator[Issue]:
    """K156: a meeting that may be much for the child: many services, a long sitting, many questions."""
    for meeting in _to_come(plan):
        for key, load, count in _loads(plan, meeting, meeting.day or today):
            yield Issue("K156", NOTE, ("meetings", meeting.id, key), {"load": load, "count": count})


def child_is_told(plan: Plan, _: date) -> Iterator[Issue]:
    """K157: when the child was not at the meeting, somebody tells the child what came of it."""
    born = walk.birthday(plan.child, 0)
    for meeting in plan.meetings if plan.child.stage is not ChildStage.UNBORN else ():
        if born and meeting.day and meeting.day <= born[1]:
            continue
        told = meeting.tells_child or walk.has_reason(plan, "tells child", meeting.id)
        if _children_away(plan, meeting) and not told:
            yield Issue("K157", WARNING, ("meetings", meeting.id, "tells-child"), {"meeting": _when(meeting)})


def _when(meeting: Meeting) -> str:
    """What a meeting is called: its day, or its id as long as it has none."""
    return str(meeting.day or meeting.id)


def _of(plan: Plan, kind: PersonKind) -> set[Id | None]:
    return {person.id for person in plan.people if person.kind is kind}


def _children(plan: Plan) -> set[Id]:
    return {person.id for person in plan.people if person.kind is PersonKind.CHILD}


def _to_come(plan: Plan) -> Iterator[Meeting]:
    """Meetings that are being prepared."""
    return (one for one in plan.meetings if plan.closing is None and not held(one))


def _children_away(plan: Plan, meeting: Meeting) -> bool:
    """Whether it is known that the child was not there; nothing is known where nobody's presence is kept."""
    children, absent = _children(plan), {one.who for one in meeting.absent}
    return bool(children & absent or (meeting.present and children)) and not children & {*meeting.present}


def _loads(plan: Plan, meeting: Meeting, day: date) -> Iterator[tuple[str, str, int]]:
    """Where the load stands, what it is, and how much: services, minutes or questions."""
    invited = {*meeting.invited}
    services = len(invited & _of(plan, PersonKind.SERVICE))
    family = len(invited) - services
    if services > MOST_SERVICES or services > max(FEW_SERVICES, MOST_TO_ONE_OF_FAMILY * family):
        yield "invited", "services", services
    sits = bool(invited & _children(plan)) and _is_young(plan, day) and not meeting.breaks
    if meeting.minutes and meeting.minutes > LONG_SITTING and sits:
        yield "minutes", "minutes", meeting.minutes
    if len(meeting.asks) > MOST_QUESTIONS:
        yield "asks", "questions", len(meeting.asks)


def _is_young(plan: Plan, day: date) -> bool:
    years = walk.age(plan.child, day)
    return plan.child.stage is ChildStage.PRESCHOOL if years is None else years < YOUNG
