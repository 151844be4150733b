"""Rules K180 to K186: whether what was promised can be kept.

The law they keep: they look at the promises, never at how anyone keeps them, and only at what is still to be done
in a plan that is not closed.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from kronobarn_cli.model import consent as ledger
from kronobarn_cli.model.action import is_late, is_over
from kronobarn_cli.model.base import Id
from kronobarn_cli.model.issue import Fact, Issue, Severity
from kronobarn_cli.model.plan import Action, Person, PersonKind, Plan
from kronobarn_cli.model.references import called
from kronobarn_cli.model.stage import has_reason, next_follow_up

WARNING, NOTE = Severity.WARNING, Severity.NOTE
MANY_ON_ONE, MANY_ON_THE_FAMILY = 4, 3
FAMILY = {PersonKind.CHILD, PersonKind.GUARDIAN}


def open_actions(plan: Plan) -> tuple[Action, ...]:
    """Actions that are still somebody's to do: neither done nor ended."""
    return tuple(one for one in plan.actions if not is_over(one))


def somebody_to_ring(plan: Plan, _: date) -> Iterator[Issue]:
    """K180: a service that does something has a role, so that there is somebody to ring."""
    for service in _doing(plan):
        if not service.role and not has_reason(plan, "role", service.id):
            yield Issue("K180", WARNING, ("people", service.id, "role"), {"service": called(plan, service.id)})


def not_too_much_on_one(plan: Plan, _: date) -> Iterator[Issue]:
    """K181: nobody has four open actions or more."""
    for who, count in Counter(action.who for action in _promises(plan)).items():
        if who and count >= MANY_ON_ONE:
            facts: dict[str, Fact] = {"who": called(plan, who), "count": count}
            yield Issue("K181", NOTE, ("actions", _first(plan, who), "who"), facts)


def not_too_much_on_the_family(plan: Plan, _: date) -> Iterator[Issue]:
    """K182: the family does not carry more than half of what is to be done, where that is three or more."""
    family = {person.id for person in plan.people if person.kind in FAMILY}
    promises = _promises(plan)
    count = sum(action.who in family for action in promises)
    if count >= MANY_ON_THE_FAMILY and count * 2 > len(promises):
        yield Issue("K182", NOTE, ("actions",), {"count": count, "of": len(promises)})


def in_time(plan: Plan, today: date) -> Iterator[Issue]:
    """K183: the day of an action has not passed without it being done, or begun where it goes on regularly."""
    for action in _promises(plan):
        if is_late(action, today):
            facts = {"action": action.what or action.id, "by": str(action.by)}
            yield Issue("K183", WARNING, ("actions", action.id, "by"), facts)


def before_the_follow_up(plan: Plan, today: date) -> Iterator[Issue]:
    """K184: an action is done by the follow-up, where somebody sees it."""
    day = next_follow_up(plan, today)
    for action in _promises(plan):
        if day and action.by and action.by > day:
            facts = {"action": action.what or action.id, "by": str(action.by), "follow_up": str(day)}
            yield Issue("K184", NOTE, ("actions", action.id, "by"), facts)


def doer_with_consent(plan: Plan, today: date) -> Iterator[Issue]:
    """K185: a service that does something has a consent today, or on the day of the follow-up."""
    days = {today, next_follow_up(plan, today) or today}
    excepted = {plan.roles.responsible, plan.roles.coordinator}
    for service in _doing(plan):
        if service.id not in excepted and not any(ledger.consented(plan, service.id, day) for day in days):
            place = ("actions", _first(plan, service.id), "who")
            yield Issue("K185", WARNING, place, {"service": called(plan, service.id)})


def how_we_will_know(plan: Plan, _: date) -> Iterator[Issue]:
    """K186: an action says how you will know that it helped."""
    for action in _promises(plan):
        if not action.sign:
            yield Issue("K186", NOTE, ("actions", action.id), {"action": action.what or action.id})


def _promises(plan: Plan) -> tuple[Action, ...]:
    return open_actions(plan) if plan.closing is None else ()


def _doing(plan: Plan) -> Iterator[Person]:
    """Services that have something open to do."""
    who = {action.who for action in _promises(plan)}
    return (one for one in plan.people if one.kind is PersonKind.SERVICE and one.id in who)


def _first(plan: Plan, who: Id) -> Id:
    return next(action.id for action in _promises(plan) if action.who == who)
