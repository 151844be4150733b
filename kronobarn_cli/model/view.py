"""The only gate to what may be told: a plan, an audience and a day in, a new plan with only that in it out.

Laws: a view holds no text that is not in the plan; changing what an audience may not know leaves its view
equal; a view of a view is that view. Filtering happens here, before any template, so a template cannot leak.
Whoever is refused gets an empty plan: the gate fails closed. Who knows what:

| Audience | Knows |
|---|---|
| archive, chair | everything, also what must not be raised and the three questions after a meeting |
| note-taker; the service that is responsible or coordinates | as the chair, but neither the three questions, what must not be raised, the fingerprints of others' copies nor what has been written in two ways |
| family | as the note-taker, but nothing marked private, no guardian's contact, and no reason for a question left about either |
| guardian | as the family, and the own private words and contact |
| child | own words (at follow-ups too, but not what must not be raised) and wheel, goals, actions and how they went without the words of how it is known, meetings without notes, people by function, fallback, that it was closed, how it went and who tells the child (not why or what the family says) |
| service | see `service_view` |
| other (a relative, a friend) | the meetings ahead it is asked to, by function who else is, and the child's name; nothing of how the child has it |

A fingerprint tells whoever guesses what a copy says that the guess is right, so others' are kept from a reader.
What must not be raised is the one thing that its own writer is not shown either: it stands on no page but the chair's
and the archive's. An explained word is seen by everyone whose view holds a text that it stands in. Whoever is given
the coordination or the responsibility has no other right than its consents give until it has accepted.

With protected identity no view at all holds a name, a service's name, a place, a contact, who is asked to, was at
or tells the child of a meeting (a reader is told of being asked) or what has been written in two ways, and only archive and chair get a view unless the person at the
keyboard said otherwise for this one document.
"""

# ruff: noqa: E501 who knows what is a table

from collections.abc import Callable
from datetime import date
from enum import StrEnum

from msgspec.structs import asdict, replace

from kronobarn_cli.model.base import Id, Value
from kronobarn_cli.model.consent import consented
from kronobarn_cli.model.explained import explained_in
from kronobarn_cli.model.meeting import held
from kronobarn_cli.model.plan import Child, Closing, Meeting, Person, PersonKind, Plan, Review, Roles, Skipped, Tried
from kronobarn_cli.model.service_view import service_view


class AudienceKind(StrEnum):
    """For whom a document is made."""

    FAMILY = "family"
    CHILD = "child"
    GUARDIAN = "guardian"
    SERVICE = "service"
    ARCHIVE = "archive"
    CHAIR = "chair"
    NOTE_TAKER = "note-taker"
    OTHER = "other"


class Audience(Value):
    """The kind of reader; `who` is the person's id for a guardian, a service or somebody else."""

    kind: AudienceKind
    who: Id | None = None

    @property
    def name(self) -> str:
        """How the audience is named in commands and file names: `family`, `guardian-1`, `bup`."""
        return self.who or self.kind.value


class RefusalCode(StrEnum):
    """Why an audience may be shown nothing."""

    UNKNOWN = "unknown"
    PROTECTED = "protected"
    NO_CONSENT = "no-consent"


class Refusal(Value):
    """One reason, and the person it concerns."""

    code: RefusalCode
    who: Id | None = None


_PERSONAL = {
    PersonKind.GUARDIAN: AudienceKind.GUARDIAN,
    PersonKind.SERVICE: AudienceKind.SERVICE,
    PersonKind.OTHER: AudienceKind.OTHER,
}
KNOW_ALL = frozenset({AudienceKind.ARCHIVE, AudienceKind.CHAIR})
"""Those whose copies hold everything, and stay in the office."""


def audiences(plan: Plan) -> tuple[Audience, ...]:
    """Everyone a document about this plan can be made for, in the order they are offered."""
    general = (Audience(kind=kind) for kind in AudienceKind if kind not in _PERSONAL.values())
    personal = (Audience(kind=_PERSONAL[p.kind], who=p.id) for p in plan.people if p.kind in _PERSONAL)
    return (*general, *personal)


def find_audience(plan: Plan, name: str) -> Audience | None:
    """The audience called `family`, `guardian-1` or a service's id in this plan; None when two are called that."""
    found = [audience for audience in audiences(plan) if audience.name == name]
    return found[0] if len(found) == 1 else None


def may_share(plan: Plan, audience: Audience, today: date) -> tuple[Refusal, ...]:
    """Every reason why this audience may be shown nothing today; an empty answer means it may."""
    refusals = []
    if audience not in audiences(plan):
        refusals.append(Refusal(code=RefusalCode.UNKNOWN, who=audience.who))
    if plan.child.protected and audience.kind not in KNOW_ALL:
        refusals.append(Refusal(code=RefusalCode.PROTECTED))
    if _needs_consent(plan, audience) and not consented(plan, audience.who or "", today):
        refusals.append(Refusal(code=RefusalCode.NO_CONSENT, who=audience.who))
    return tuple(refusals)


def view(plan: Plan, audience: Audience, today: date, despite_protected: bool = False) -> Plan:
    """A new plan with only what the audience may know today; empty when `may_share` gives a reason.

    `despite_protected` lifts the refusal for protected identity, for a document that a person has read first.
    """
    refused = {refusal.code for refusal in may_share(plan, audience, today)}
    if refused - ({RefusalCode.PROTECTED} if despite_protected else set()):
        return Plan(code=plan.code, practice=plan.practice, child=Child(protected=plan.child.protected))
    told = _without_places(plan, audience) if plan.child.protected else plan
    seen = _VIEWS[audience.kind](told, audience, today)
    return seen if audience.kind in KNOW_ALL else replace(seen, explained=explained_in(seen))


def _needs_consent(plan: Plan, audience: Audience) -> bool:
    return audience.kind is AudienceKind.SERVICE and not _owns(plan, audience)


def _owns(plan: Plan, audience: Audience) -> bool:
    """The responsible service and the coordinating one hold the plan: nobody has to share it with them."""
    return audience.who in {plan.roles.responsible, plan.roles.coordinator}


def _everything(plan: Plan, _audience: Audience, _today: date) -> Plan:
    return plan


def _note_taker(plan: Plan, audience: Audience, _today: date) -> Plan:
    return replace(
        plan,
        meetings=tuple(replace(meeting, after=None) for meeting in plan.meetings),
        voices=tuple(replace(voice, not_raise=None) for voice in plan.voices),
        skipped=tuple(one for one in plan.skipped if not one.what.endswith(".not-raise")),
        shared=tuple(one if one.for_ == audience.name else replace(one, fingerprint=None) for one in plan.shared),
        open_points=(),
        past_ids=(),
    )


def _guardian(plan: Plan, audience: Audience, today: date) -> Plan:
    """Also the family's view: then nobody is `who` and nothing private is anyone's own."""
    raised = _note_taker(plan, audience, today)
    open_ = replace(
        raised,
        people=tuple(p if p.id == audience.who else _without_guardian_contact(p) for p in plan.people),
        voices=tuple(v for v in raised.voices if not v.private or v.of == audience.who),
        wheel=tuple(r for r in raised.wheel if not r.private or r.voice == audience.who),
    )
    return replace(open_, skipped=tuple(one for one in open_.skipped if _is_about_seen(one, open_)))


def _is_about_seen(skipped: Skipped, seen: Plan) -> bool:
    """Whether a question left (`voices.v1.wish`, `pick.areas.w2`) is about something that is seen, or about no voice."""
    root, *rest = skipped.what.removeprefix("pick.").split(".")
    readings = {reading.id for reading in seen.wheel}
    told = {"voices": {voice.id for voice in seen.voices}, "wheel": readings, "areas": readings}
    return not rest or root not in told or rest[0] in told[root]


def _without_guardian_contact(person: Person) -> Person:
    return replace(person, contact=None) if person.kind is PersonKind.GUARDIAN else person


def _child(plan: Plan, _audience: Audience, _today: date) -> Plan:
    children = {p.id for p in plan.people if p.kind is PersonKind.CHILD}
    return Plan(
        code=plan.code,
        revision=plan.revision,
        practice=plan.practice,
        consultation=plan.consultation,
        child=plan.child,
        people=tuple(_by_function(p) for p in plan.people),
        roles=plan.roles,
        voices=tuple(replace(v, not_raise=None) for v in plan.voices if v.of in children),
        wheel=tuple(r for r in plan.wheel if r.voice in children),
        meetings=tuple(_without_notes(m) for m in plan.meetings),
        goals=plan.goals,
        actions=tuple(replace(one, result=None) for one in plan.actions),
        fallback=plan.fallback,
        follow_up=plan.follow_up,
        reviews=tuple(Review(id=one.id, day=one.day, child_says=one.child_says) for one in plan.reviews),
        tried=tuple(_how_it_went(one) for one in plan.tried),
        explained=plan.explained,
        closing=_ending(plan.closing, bool(plan.child.protected)) if plan.closing else None,
    )


def _ending(closing: Closing, protected: bool) -> Closing:
    """When it ended, how it turned out, and who tells the child; of a protected child nobody is told who."""
    return Closing(
        day=closing.day,
        goals_met=closing.goals_met,
        child_told_by=None if protected else closing.child_told_by,
        child_told_day=closing.child_told_day,
    )


def _how_it_went(tried: Tried) -> Tried:
    return Tried(
        id=tried.id,
        action=tried.action,
        day=tried.day,
        what=tried.what,
        who=tried.who,
        often=tried.often,
        sign=tried.sign,
        done=tried.done,
        helped=tried.helped,
        then=tried.then,
    )


def _by_function(person: Person) -> Person:
    """A guardian keeps what the child calls her; a service is known by its function and where to ring it."""
    named = person.kind in {PersonKind.CHILD, PersonKind.GUARDIAN}
    reached = person.kind is PersonKind.SERVICE
    return replace(person, name=person.name if named else None, contact=person.contact if reached else None)


def _without_notes(meeting: Meeting) -> Meeting:
    return replace(meeting, notes=None, after=None, absent=tuple(replace(a, why=None) for a in meeting.absent))


def _service(plan: Plan, audience: Audience, today: date) -> Plan:
    if audience.who is None or _owns(plan, audience):
        return _note_taker(plan, audience, today)
    return service_view(plan, audience.who, today)


def _other(plan: Plan, audience: Audience, _today: date) -> Plan:
    asked = tuple(m for m in plan.meetings if audience.who in m.invited and not held(m))
    roles = Roles(
        responsible=plan.roles.responsible,
        chair=plan.roles.chair,
        note_taker=plan.roles.note_taker,
        convener=plan.roles.convener,
    )
    met = {*asdict(roles).values(), audience.who, *(who for m in asked for who in m.invited)}
    return Plan(
        code=plan.code,
        revision=plan.revision,
        practice=plan.practice,
        consultation=plan.consultation,
        child=Child(name=plan.child.name, stage=plan.child.stage, protected=plan.child.protected),
        people=tuple(_at_the_table(p, audience) for p in plan.people if p.kind is PersonKind.CHILD or p.id in met),
        roles=roles,
        meetings=tuple(_as_asked(m, audience) for m in asked),
        explained=plan.explained,
    )


def _at_the_table(person: Person, audience: Audience) -> Person:
    name = person.name if person.id == audience.who else _by_function(person).name
    return Person(id=person.id, kind=person.kind, name=name, service=person.service, role=person.role)


def _as_asked(meeting: Meeting, audience: Audience) -> Meeting:
    return Meeting(
        id=meeting.id,
        day=meeting.day,
        at=meeting.at,
        place=meeting.place,
        minutes=meeting.minutes,
        asks=meeting.asks,
        interpreter=meeting.interpreter,
        breaks=meeting.breaks,
        invited=meeting.invited,
        why_invited=tuple(one for one in meeting.why_invited if one.who == audience.who),
    )


def _without_places(plan: Plan, audience: Audience) -> Plan:
    return replace(
        plan,
        child=replace(plan.child, name=None),
        people=tuple(replace(p, name=None, service=None, contact=None) for p in plan.people),
        consents=tuple(replace(c, original=None) for c in plan.consents),
        meetings=tuple(_without_those_asked(m, audience) for m in plan.meetings),
        closing=_without_archive(plan.closing) if plan.closing else None,
        earlier_closings=tuple(map(_without_archive, plan.earlier_closings)),
        open_points=(),
    )


def _without_those_asked(meeting: Meeting, audience: Audience) -> Meeting:
    """Nobody is told who takes part; a reader may know of being asked."""
    asked = tuple(who for who in meeting.invited if who == audience.who)
    return replace(meeting, place=None, invited=asked, why_invited=(), present=(), absent=(), tells_child=None)


def _without_archive(closing: Closing) -> Closing:
    return replace(closing, archived_at=None)


_VIEWS: dict[AudienceKind, Callable[[Plan, Audience, date], Plan]] = {
    AudienceKind.FAMILY: _guardian,
    AudienceKind.CHILD: _child,
    AudienceKind.GUARDIAN: _guardian,
    AudienceKind.SERVICE: _service,
    AudienceKind.ARCHIVE: _everything,
    AudienceKind.CHAIR: _everything,
    AudienceKind.NOTE_TAKER: _note_taker,
    AudienceKind.OTHER: _other,
}
