"""What the consent ledger allows on a given day: who has consented, to whom, about which areas.

The law it keeps: ending a consent never widens what is shared. Whoever has once consented to a service and
whose consent has run out or been withdrawn closes that service until a new consent is given. The program
decides nothing in law: a guardian who has never been asked does not close it, rule K144 says whom to ask.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from msgspec.structs import replace

from kronobarn_cli.model.area import AREAS, Area
from kronobarn_cli.model.base import ChildStage, Id
from kronobarn_cli.model.items import PREFIXES, last_number
from kronobarn_cli.model.plan import Consent, PersonKind, Plan, Skipped

_A_DAY = timedelta(days=1)


class State(StrEnum):
    """Whether an area may be told to a service: yes, yes though a guardian has not consented, no."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Standing(StrEnum):
    """Where one consent stands on a day; `no-say` is a guardian's for somebody who has become an adult."""

    HOLDS = "holds"
    AHEAD = "ahead"
    RUN_OUT = "run-out"
    WITHDRAWN = "withdrawn"
    NO_DAYS = "no-days"
    NO_SAY = "no-say"


class Row(NamedTuple):
    """One line of the ledger: a consent, and one of the services it is given to."""

    consent: Consent
    to: Id


class Ending(NamedTuple):
    """A consent in force whose last day is near, the services left without one, and the days left."""

    consent: Consent
    services: tuple[Id, ...]
    last: date
    left: int


OVER = frozenset({Standing.RUN_OUT, Standing.WITHDRAWN})
"""Where a consent stands that holds no more and will not hold again."""

Grid = tuple[tuple[Id, tuple[tuple[Area, State], ...]], ...]


def valid(consent: Consent, day: date) -> bool:
    """Whether the consent holds on the day: begun, its last day set and not passed, not withdrawn."""
    if consent.from_ is None or consent.until is None:
        return False
    return consent.from_ <= day <= consent.until and (consent.withdrawn is None or day < consent.withdrawn)


def givers(plan: Plan, service: Id, day: date) -> tuple[Id, ...]:
    """Those whose consent to the service holds on the day, in the order of the ledger."""
    return tuple(dict.fromkeys(c.by for c in _to(plan, service) if valid(c, day)))


def lapsed(plan: Plan, service: Id, day: date) -> tuple[Id, ...]:
    """Those whose consent to the service has run out or been withdrawn, and who have given no new one."""
    now = givers(plan, service, day)
    begun = (c.by for c in _to(plan, service) if _begun(c, day))
    return tuple(by for by in dict.fromkeys(begun) if by not in now)


def consented(plan: Plan, service: Id, day: date) -> bool:
    """Whether anything may be shared with the service that day: someone consents, nobody's has lapsed."""
    return bool(givers(plan, service, day)) and not lapsed(plan, service, day)


def covered_areas(plan: Plan, service: Id, day: date) -> frozenset[Area]:
    """Areas that every giver to the service agrees on that day; empty when nothing may be shared."""
    if not consented(plan, service, day):
        return frozenset()
    return frozenset.intersection(*(_areas_of(plan, by, service, day) for by in givers(plan, service, day)))


def missing_guardians(plan: Plan, service: Id, day: date) -> tuple[Id, ...]:
    """Guardians without a consent to the service that holds on the day; none is asked about an adult."""
    if plan.child.stage is ChildStage.ADULT:
        return ()
    now = givers(plan, service, day)
    return tuple(p.id for p in plan.people if p.kind is PersonKind.GUARDIAN and p.id not in now)


def receivers(plan: Plan) -> tuple[Id, ...]:
    """Services that need consent to know anything: all but those that hold the plan; consented ones always."""
    holders = {plan.roles.responsible, plan.roles.coordinator}
    services = (p.id for p in plan.people if p.kind is PersonKind.SERVICE and p.id not in holders)
    return tuple(dict.fromkeys((*services, *(row.to for row in rows(plan) if row.to not in holders))))


def grid(plan: Plan, day: date) -> Grid:
    """Who may know what that day: for each service a state for each of the seven areas, in the wheel's order."""
    return tuple((service, _states(plan, service, day)) for service in receivers(plan))


def ended(plan: Plan, day: date) -> tuple[Id, ...]:
    """Services to which there have been consents that day, every one of them taken back or run out."""
    stood = {
        service: {standing(plan, one, day) for one in plan.consents if service in one.to} for service in receivers(plan)
    }
    return tuple(service for service, found in stood.items() if found and found <= OVER)


def rows(plan: Plan) -> tuple[Row, ...]:
    """The ledger with one line for each giver and service, in the order of the file."""
    return tuple(Row(consent, service) for consent in plan.consents for service in consent.to)


def standing(plan: Plan, consent: Consent, day: date) -> Standing:
    """Where a consent stands on a day."""
    if not _has_standing(plan, consent.by):
        return Standing.NO_SAY
    if consent.withdrawn is not None and consent.withdrawn <= day:
        return Standing.WITHDRAWN
    if consent.from_ is None or consent.until is None:
        return Standing.NO_DAYS
    if consent.until < day:
        return Standing.RUN_OUT
    return Standing.AHEAD if day < consent.from_ else Standing.HOLDS


def endings(plan: Plan, day: date, within: timedelta) -> tuple[Ending, ...]:
    """Consents that hold that day, end within the time and are not renewed, soonest first."""
    found = (_ending(plan, consent, day) for consent in plan.consents if _holds(plan, consent, day))
    near = (one for one in found if one.services and one.last - day <= within)
    return tuple(sorted(near, key=lambda one: one.last))


def withdraw(plan: Plan, by: Id, service: Id | None, day: date) -> Plan:
    """The plan with what a giver consented to taken back from a day on, for one service or for all.

    A consent to several services is split, and the part taken back gets the next free id and stands beside the
    rest, so that what was given to the others stands as it did. A reason for a question left about it is told of both.
    What has run out or been taken back is left alone.
    """
    consents: list[Consent] = []
    split: dict[Id, Id] = {}
    for consent in plan.consents:
        if consent.by != by or not _can_end(consent, day) or service not in {None, *consent.to}:
            consents.append(consent)
            continue
        ended = replace(consent, withdrawn=day)
        others = tuple(one for one in consent.to if one != service)
        if service is None or not others:
            consents.append(ended)
        else:
            split[consent.id] = free = _next_id(plan, consents)
            consents += [replace(consent, to=others), replace(ended, id=free, to=(service,))]
    return replace(plan, consents=tuple(consents), skipped=_told_of_both(plan.skipped, split))


def _states(plan: Plan, service: Id, day: date) -> tuple[tuple[Area, State], ...]:
    covered = covered_areas(plan, service, day)
    told = State.PARTLY if missing_guardians(plan, service, day) else State.YES
    return tuple((area, told if area in covered else State.NO) for area in AREAS)


def _holds(plan: Plan, consent: Consent, day: date) -> bool:
    return standing(plan, consent, day) is Standing.HOLDS


def _ending(plan: Plan, consent: Consent, day: date) -> Ending:
    ends = (consent.until, consent.withdrawn - _A_DAY if consent.withdrawn else None)
    last = min(end for end in ends if end is not None)
    after = min(last, date.max - _A_DAY) + _A_DAY
    left_out = tuple(one for one in consent.to if consent.by not in givers(plan, one, after))
    return Ending(consent, left_out, last, (last - day).days)


def _can_end(consent: Consent, day: date) -> bool:
    over = consent.until is not None and consent.until < day
    return not over and (consent.withdrawn is None or day < consent.withdrawn)


def _next_id(plan: Plan, split: list[Consent]) -> Id:
    prefix = PREFIXES["consents"]
    ids = (*(one.id for one in (*plan.consents, *split)), *plan.past_ids)
    return f"{prefix}{last_number(prefix, ids) + 1}"


def _told_of_both(skipped: tuple[Skipped, ...], split: dict[Id, Id]) -> tuple[Skipped, ...]:
    """Reasons about a consent, each followed by the same one about the part that was split off."""
    found: list[Skipped] = []
    for one in skipped:
        found.append(one)
        root, _, rest = one.what.partition(".")
        item, _, key = rest.partition(".")
        if root == "consents" and item in split:
            found.append(replace(one, what=f"{root}.{split[item]}.{key}"))
    return tuple(found)


def _to(plan: Plan, service: Id) -> tuple[Consent, ...]:
    return tuple(c for c in plan.consents if service in c.to and _has_standing(plan, c.by))


def _has_standing(plan: Plan, giver: Id) -> bool:
    """Guardians speak for a child, not for an adult, who gives her consents anew."""
    guardian = any(p.id == giver and p.kind is PersonKind.GUARDIAN for p in plan.people)
    return not (guardian and plan.child.stage is ChildStage.ADULT)


def _begun(consent: Consent, day: date) -> bool:
    """Whether the consent has begun, or is over though its first day is not known or never came."""
    past = consent.until is not None and consent.until < day
    return past or any(one is not None and one <= day for one in (consent.from_, consent.withdrawn))


def _areas_of(plan: Plan, giver: Id, service: Id, day: date) -> frozenset[Area]:
    return frozenset(a for c in _to(plan, service) if c.by == giver and valid(c, day) for a in c.areas)
