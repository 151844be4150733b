"""What a service may know of a plan: only what valid consents cover, and what it said or does itself.

The law it keeps: where the consents are silent, the answer is no. What a service sees:

| Part of the plan | When |
|---|---|
| child's name, stage and needs | with any valid consent |
| guardians | role only, never name or contact |
| services | itself whole; those with a role in the plan or invited with it, without name or contact |
| wheel | its own reading; others' readings that are not private, in covered areas |
| goals | in covered areas |
| actions | in covered areas (the action's, else its goal's), and its own |
| how actions went at follow-ups | in covered areas as the action itself, with whoever did it then if known here; otherwise what it did itself of its own actions; none that is no longer in the plan |
| meetings | those it is invited to, with why it is asked, without notes and others' reasons for absence |
| consents | those that name it, without what they except and where the original lies |
| notices, what is not done, hand-overs, prints | its own |
| the read-back | its day, the own answer, and what tells whether a thing it sees whole is as it was read; a thing it sees in part counts as read |
| other plans | that they exist |
| child's `important`, `wish`, `takes-part` | when all seven areas are covered, and not private |
| meeting notes, why others are asked, what others do not do, disagreements, fallback | when all seven areas are covered |
| follow-ups: the day | with any valid consent |
| follow-ups: the child's word, whether consents and responsibility are right | when all seven areas are covered |
| explained words | when all seven areas are covered |
| the five questions, the decision, skipped questions, what must not be raised, why the plan closed | never |
| the three questions after a meeting, earlier closings | never |

What `except` says in words no program can sort out: whoever shares must read the page first.
"""

# ruff: noqa: E501 what a service may know is a table

from collections.abc import Callable
from datetime import date
from typing import NamedTuple, TypeVar

from msgspec.structs import asdict, replace

from kronobarn_cli.model.area import AREAS, Area
from kronobarn_cli.model.base import Id
from kronobarn_cli.model.consent import covered_areas
from kronobarn_cli.model.decided import agreement_of, things
from kronobarn_cli.model.issue import Place
from kronobarn_cli.model.plan import (
    Action,
    Agreement,
    Areas,
    Child,
    Closing,
    Consent,
    Disagreement,
    Fallback,
    FollowUp,
    Goal,
    HandOver,
    Meeting,
    OtherPlan,
    Person,
    PersonKind,
    Plan,
    Reading,
    Review,
    Roles,
    Tried,
    Voice,
)

_Item = TypeVar("_Item")


class _Sight(NamedTuple):
    """How far a service sees: itself, the areas it may know of, the people it may know of."""

    own: Id
    areas: frozenset[Area]
    people: frozenset[Id]

    @property
    def full(self) -> bool:
        return self.areas == frozenset(AREAS)

    def known(self, person: Id | None) -> Id | None:
        return person if person in self.people else None

    def known_of(self, people: tuple[Id, ...]) -> tuple[Id, ...]:
        return tuple(person for person in people if person in self.people)


def service_view(plan: Plan, service: Id, today: date) -> Plan:
    """A new plan with only what this service may know today; the table above is the whole rule."""
    sight = _Sight(service, covered_areas(plan, service, today), _people_known(plan, service))
    seen = _seen(plan, service, sight)
    return replace(seen, agreement=_agreement(plan, seen, sight))


def _seen(plan: Plan, service: Id, sight: _Sight) -> Plan:
    actions = _only(plan.actions, lambda action: _action(action, plan, sight))
    return Plan(
        code=plan.code,
        revision=plan.revision,
        practice=plan.practice,
        consultation=plan.consultation,
        child=Child(
            name=plan.child.name,
            stage=plan.child.stage,
            protected=plan.child.protected,
            needs=plan.child.needs,
        ),
        people=tuple(_person(p, sight) for p in plan.people if p.id in sight.people),
        roles=Roles(**{role: sight.known(who) for role, who in asdict(plan.roles).items()}),
        notices=tuple(notice for notice in plan.notices if notice.by == service),
        voices=_only(plan.voices, lambda voice: _voice(voice, plan, sight)),
        wheel=_only(plan.wheel, lambda reading: _reading(reading, sight)),
        consents=tuple(_consent(c, sight) for c in plan.consents if service in c.to),
        meetings=tuple(_meeting(m, sight) for m in plan.meetings if service in m.invited),
        goals=tuple(_goal(g, sight) for g in plan.goals if g.area in sight.areas),
        actions=actions,
        not_doing=tuple(n for n in plan.not_doing if n.who == service or (sight.full and n.who in sight.people)),
        disagreements=tuple(_disagreement(d, sight) for d in plan.disagreements if sight.full),
        fallback=_fallback(plan.fallback, sight),
        other_plans=tuple(OtherPlan(kind=other.kind, exists=other.exists) for other in plan.other_plans),
        follow_up=_follow_up(plan.follow_up, sight),
        reviews=tuple(one if sight.full else Review(id=one.id, day=one.day) for one in plan.reviews),
        tried=_tried(plan, actions, sight),
        hand_overs=tuple(_hand_over(h, sight) for h in plan.hand_overs if service in {h.from_, h.to}),
        explained=plan.explained if sight.full else (),
        shared=tuple(shared for shared in plan.shared if shared.for_ == service),
        closing=Closing(day=plan.closing.day) if plan.closing else None,
    )


def _people_known(plan: Plan, service: Id) -> frozenset[Id]:
    together = {who for meeting in plan.meetings if service in meeting.invited for who in meeting.invited}
    named = together | set(asdict(plan.roles).values()) | {service}
    always = {PersonKind.CHILD, PersonKind.GUARDIAN}
    return frozenset(p.id for p in plan.people if p.kind in always or (p.kind is PersonKind.SERVICE and p.id in named))


def _person(person: Person, sight: _Sight) -> Person:
    if person.id == sight.own:
        return person
    if person.kind is PersonKind.SERVICE:
        return replace(person, name=None, contact=None)
    name = person.name if person.kind is PersonKind.CHILD else None
    return Person(id=person.id, kind=person.kind, name=name, role=person.role)


def _voice(voice: Voice, plan: Plan, sight: _Sight) -> Voice | None:
    if voice.of == sight.own:
        return replace(voice, not_raise=None)
    of_child = any(p.id == voice.of and p.kind is PersonKind.CHILD for p in plan.people)
    if voice.private or not (of_child and sight.full):
        return None
    return Voice(
        id=voice.id,
        of=voice.of,
        day=voice.day,
        important=voice.important,
        wish=voice.wish,
        takes_part=voice.takes_part,
    )


def _reading(reading: Reading, sight: _Sight) -> Reading | None:
    if reading.voice == sight.own:
        return reading
    if reading.private or reading.voice not in sight.people:
        return None
    areas = Areas(**{area: one for area, one in asdict(reading.areas).items() if Area(area) in sight.areas})
    return replace(reading, areas=areas) if areas != Areas() else None


def _consent(consent: Consent, sight: _Sight) -> Consent:
    return replace(
        consent,
        to=sight.known_of(consent.to),
        obtained_by=sight.known(consent.obtained_by),
        except_=None,
        original=None,
    )


def _meeting(meeting: Meeting, sight: _Sight) -> Meeting:
    return replace(
        meeting,
        invited=sight.known_of(meeting.invited),
        present=sight.known_of(meeting.present),
        absent=tuple(
            a if a.who == sight.own else replace(a, why=None) for a in meeting.absent if a.who in sight.people
        ),
        why_invited=tuple(
            one for one in meeting.why_invited if one.who == sight.own or (sight.full and one.who in sight.people)
        ),
        tells_child=sight.known(meeting.tells_child),
        notes=meeting.notes if sight.full else None,
        after=None,
    )


def _goal(goal: Goal, sight: _Sight) -> Goal:
    return replace(goal, words_of=sight.known(goal.words_of))


def _action(action: Action, plan: Plan, sight: _Sight) -> Action | None:
    if action.who != sight.own and _area(action, plan) not in sight.areas:
        return None
    return replace(
        action,
        who=sight.known(action.who),
        goal=action.goal if _goal_area(action, plan) in sight.areas else None,
        area=action.area if action.area in sight.areas else None,
    )


def _area(action: Action, plan: Plan) -> Area | None:
    return action.area or _goal_area(action, plan)


def _goal_area(action: Action, plan: Plan) -> Area | None:
    return next((goal.area for goal in plan.goals if goal.id == action.goal), None)


def _disagreement(disagreement: Disagreement, sight: _Sight) -> Disagreement:
    return replace(disagreement, views=tuple(view for view in disagreement.views if view.of in sight.people))


def _fallback(fallback: Fallback | None, sight: _Sight) -> Fallback | None:
    if fallback is None or not sight.full:
        return None
    return replace(fallback, ring=sight.known(fallback.ring))


def _follow_up(follow_up: FollowUp | None, sight: _Sight) -> FollowUp | None:
    return replace(follow_up, convener=sight.known(follow_up.convener)) if follow_up else None


def _hand_over(hand_over: HandOver, sight: _Sight) -> HandOver:
    return replace(hand_over, from_=sight.known(hand_over.from_), to=sight.known(hand_over.to))


def _tried(plan: Plan, seen: tuple[Action, ...], sight: _Sight) -> tuple[Tried, ...]:
    """An own action that somebody else had before tells nothing of that outside covered areas."""
    actions = {action.id for action in seen}
    covered = {action.id for action in plan.actions if _area(action, plan) in sight.areas}
    return tuple(
        replace(one, who=sight.known(one.who))
        for one in plan.tried
        if one.action in actions and (one.action in covered or one.who == sight.own)
    )


def _agreement(plan: Plan, seen: Plan, sight: _Sight) -> Agreement | None:
    """The own answer, and digests of what is seen and stands as it was read; nothing tells of the rest.

    Of a thing that is seen in part it is not told whether it was changed: the change may be in the other part.
    """
    if plan.agreement is None:
        return None
    before, whole = plan.agreement.read, dict(_digests(plan))
    read = tuple(digest for place, digest in _digests(seen) if before and (digest != whole[place] or digest in before))
    answers = tuple(answer for answer in plan.agreement.answers if answer.of == sight.own)
    return Agreement(day=plan.agreement.day, read=read, answers=answers)


def _digests(plan: Plan) -> tuple[tuple[Place, str], ...]:
    places = (one.place for one in things(plan))
    return tuple(zip(places, agreement_of(plan, date.min).read, strict=True))


def _only(items: tuple[_Item, ...], seen: Callable[[_Item], _Item | None]) -> tuple[_Item, ...]:
    return tuple(kept for item in items if (kept := seen(item)) is not None)
