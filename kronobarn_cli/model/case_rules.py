"""Rules K101 to K131: from the frame to the decision, and what a plan that names nobody may not hold.

The law they keep: a gate is silent until the plan has gone past what it guards.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from kronobarn_cli.model import stage as walk
from kronobarn_cli.model.area import AREAS
from kronobarn_cli.model.base import ChildStage, Id
from kronobarn_cli.model.issue import Issue, Place, Severity
from kronobarn_cli.model.plan import AreaReading, Outcome, PersonKind, Plan
from kronobarn_cli.model.references import called, strangers
from kronobarn_cli.model.service_names import service_kind
from kronobarn_cli.model.terms import Stage

ERROR, WARNING = Severity.ERROR, Severity.WARNING

RESPONSIBLE: Mapping[ChildStage, Id] = {
    ChildStage.UNBORN: "mvc",
    ChildStage.PRESCHOOL: "bvc",
    ChildStage.SCHOOL: "school",
    ChildStage.OUTSIDE_SCHOOL: "kaa",
}
"""Who is responsible when (Region Kronoberg, Medarbetare). Silent on upper secondary school and from 18."""


def protection_first(plan: Plan, _: date) -> Iterator[Issue]:
    """K101: whether the child has protected identity is answered before anything else."""
    untouched = Plan(code=plan.code, revision=plan.revision, practice=plan.practice)
    if plan.child.protected is None and plan != untouched and not plan.consultation:
        yield Issue("K101", ERROR, ("child", "protected"))


def responsible(plan: Plan, _: date) -> Iterator[Issue]:
    """K102: someone is responsible once the frame is left."""
    if _left_the_frame(plan) and not walk.responsible_known(plan):
        yield Issue("K102", ERROR, ("roles", "responsible"))


def responsible_by_age(plan: Plan, _: date) -> Iterator[Issue]:
    """K103: the responsible service is the one for where the child is in life."""
    expected = RESPONSIBLE.get(plan.child.stage) if plan.child.stage else None
    who = plan.roles.responsible
    if expected and who and service_kind(who) != expected:
        facts = {"who": called(plan, who), "expected": expected, "stage": str(plan.child.stage)}
        yield Issue("K103", WARNING, ("roles", "responsible"), facts)


def nobody_named(plan: Plan, _: date) -> Iterator[Issue]:
    """K105: with protected identity the file names nobody, no workplace, no place, and not who takes part."""
    if plan.child.protected:
        yield from (Issue("K105", ERROR, place) for place in (*_names(plan), *_takes_part(plan)))


def nobody_known(plan: Plan, _: date) -> Iterator[Issue]:
    """K106: a consultation is about a child nobody names, so it holds nothing that could tell who it is."""
    if not plan.consultation:
        return
    born = (("child", "born"),) if plan.child.born else ()
    consents = (("consents", consent.id) for consent in plan.consents)
    yield from (Issue("K106", ERROR, place) for place in (*born, *_names(plan), *consents))


def guardian(plan: Plan, _: date) -> Iterator[Issue]:
    """K104: a guardian is listed once the frame is left."""
    listed = any(person.kind is PersonKind.GUARDIAN for person in plan.people)
    excused = plan.child.stage is ChildStage.ADULT or walk.has_reason(plan, "guardians")
    if _left_the_frame(plan) and not listed and not excused:
        yield Issue("K104", WARNING, ("people",))


def something_seen(plan: Plan, _: date) -> Iterator[Issue]:
    """K110: something seen or heard is written down, or why not."""
    if walk.went_past(plan, Stage.NOTICE) and not walk.noticed(plan):
        yield Issue("K110", ERROR, ("notices", plan.notices[0].id, "seen") if plan.notices else ("notices",))


def notice_in_future(plan: Plan, today: date) -> Iterator[Issue]:
    """K111: nothing is noticed before it happens."""
    for notice in plan.notices:
        if notice.day and notice.day > today:
            yield Issue("K111", WARNING, ("notices", notice.id, "day"), {"on": str(notice.day)})


def area_described(plan: Plan, _: date) -> Iterator[Issue]:
    """K120: at least one area is described, or skipped with a reason."""
    if walk.went_past(plan, Stage.INFORM) and not walk.described(plan) and not plan.consultation:
        yield Issue("K120", ERROR, ("wheel",))


def score_with_words(plan: Plan, _: date) -> Iterator[Issue]:
    """K121: a score never stands without words."""
    for reading in plan.wheel:
        for area in AREAS:
            answer: AreaReading | None = getattr(reading.areas, area)
            if answer and answer.score and not any((answer.works, answer.hard, answer.why, answer.step)):
                facts = {"area": str(area), "voice": called(plan, reading.voice)}
                yield Issue("K121", WARNING, ("wheel", reading.id, "areas", str(area)), facts)


def voice_known(plan: Plan, _: date) -> Iterator[Issue]:
    """K122: a voice in the wheel is somebody in people."""
    return strangers(plan, "K122", lambda key: key == "wheel")


def decision_why(plan: Plan, _: date) -> Iterator[Issue]:
    """K130: a decision has its why."""
    if plan.decision and plan.decision.outcome and not plan.decision.why and not walk.has_reason(plan, "why"):
        yield Issue("K130", ERROR, ("decision", "why"))


def decision_to(plan: Plan, _: date) -> Iterator[Issue]:
    """K131: another service's matter names the service."""
    if plan.decision and plan.decision.outcome is Outcome.OTHER and not plan.decision.to:
        yield Issue("K131", WARNING, ("decision", "to"))


def _left_the_frame(plan: Plan) -> bool:
    """Whether the plan has gone on from its frame; a consultation has none."""
    return walk.went_past(plan, Stage.FRAME) and not plan.consultation


def _names(plan: Plan) -> Iterator[Place]:
    if plan.child.name:
        yield ("child", "name")
    for person in plan.people:
        yield from (("people", person.id, key) for key in ("name", "service", "contact") if getattr(person, key))
    yield from (("meetings", meeting.id, "place") for meeting in plan.meetings if meeting.place)


def _takes_part(plan: Plan) -> Iterator[Place]:
    for meeting in plan.meetings:
        lists = {"invited": meeting.invited, "why-invited": meeting.why_invited}
        lists |= {"present": meeting.present, "absent": meeting.absent}
        yield from (("meetings", meeting.id, key) for key, inside in lists.items() if inside)
