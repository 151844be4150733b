"""What the consent ledger allows on a given day: who has consented, to whom, about which areas.

The law it keeps: ending a consent never widens what is shared. Whoever has once consented to a service and
whose consent has run out or been withdrawn closes that service until a new consent is given. The program
decides nothing in law: a guardian who has never been asked does not close it, rule K144 says whom to ask.
"""

from datetime import date

from kronobarn_cli.model.area import Area
from kronobarn_cli.model.base import ChildStage, Id
from kronobarn_cli.model.plan import Consent, PersonKind, Plan


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
    begun = (c.by for c in _to(plan, service) if c.from_ is not None and c.from_ <= day)
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


def _to(plan: Plan, service: Id) -> tuple[Consent, ...]:
    return tuple(c for c in plan.consents if service in c.to and _has_standing(plan, c.by))


def _has_standing(plan: Plan, giver: Id) -> bool:
    """Guardians speak for a child, not for an adult, who gives her consents anew."""
    guardian = any(p.id == giver and p.kind is PersonKind.GUARDIAN for p in plan.people)
    return not (guardian and plan.child.stage is ChildStage.ADULT)


def _areas_of(plan: Plan, giver: Id, service: Id, day: date) -> frozenset[Area]:
    return frozenset(a for c in _to(plan, service) if c.by == giver and valid(c, day) for a in c.areas)
