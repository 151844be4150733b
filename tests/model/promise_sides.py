"""Both sides of the rules on what was promised (K180 to K186): the plan they speak about, and the same plan mended."""

from datetime import date
from typing import Any

from msgspec.structs import replace

from kronobarn_cli.model.plan import ActionStatus, Closing, FollowUp, Person, PersonKind, Plan, Roles
from tests.model.made_up import AGREED, CONSENT, FRAMED, PEOPLE, TODAY, skip
from tests.model.test_stage import PLANNED

PROMISE = PLANNED.actions[0]
NAMELESS = (*PEOPLE[:-1], Person(id="bup", kind=PersonKind.SERVICE, service="Mottagningen"))
CLOSED = Closing(day=TODAY)


def promised(*who: str, plan: Plan = AGREED, **changed: Any) -> Plan:
    """The plan with one action for each of those."""
    actions = (replace(PROMISE, id=f"a{n}", who=one, **changed) for n, one in enumerate(who, start=1))
    return replace(plan, actions=tuple(actions))


PROMISE_SIDES: list[tuple[str, Plan, Plan]] = [
    ("K180", promised("bup", plan=replace(AGREED, people=NAMELESS)), promised("bup")),
    (
        "K180",
        promised("bup", plan=replace(AGREED, people=NAMELESS)),
        promised("bup", plan=replace(AGREED, people=NAMELESS, skipped=skip("people.bup.role"))),
    ),
    ("K180", promised("bup", plan=replace(AGREED, people=NAMELESS)), replace(AGREED, people=NAMELESS)),
    ("K181", promised(*["school"] * 4), promised(*["school"] * 3)),
    (
        "K181",
        promised(*["school"] * 4),
        promised(*["school"] * 4, status=ActionStatus.DONE),
    ),
    ("K182", promised("guardian-1", "guardian-1", "child", "school"), promised("guardian-1", "child", "school")),
    (
        "K182",
        promised("guardian-1", "guardian-2", "guardian-2", "school", "bup"),
        promised("guardian-1", "guardian-2", "guardian-2", "school", "bup", "bup"),
    ),
    ("K183", promised("school", by=date(2026, 3, 31)), promised("school", by=TODAY)),
    (
        "K183",
        promised("school", by=date(2026, 3, 31), status=ActionStatus.ONGOING),
        promised("school", by=date(2026, 3, 31), status=ActionStatus.ONGOING, often="varje dag"),
    ),
    (
        "K183",
        promised("school", by=date(2026, 3, 31), status=ActionStatus.PLANNED, often="varje dag"),
        promised("school", by=date(2026, 3, 31), status=ActionStatus.ENDED),
    ),
    (
        "K183",
        promised("school", by=date(2026, 3, 31)),
        replace(promised("school", by=date(2026, 3, 31)), closing=CLOSED),
    ),
    ("K184", promised("school", by=date(2026, 5, 8)), promised("school", by=date(2026, 5, 7))),
    (
        "K184",
        promised("school", by=date(2026, 5, 8)),
        replace(promised("school", by=date(2026, 5, 8)), follow_up=FollowUp(day=date(2026, 3, 31))),
    ),
    ("K185", promised("bup", plan=FRAMED), promised("bup")),
    (
        "K185",
        promised("bup", plan=FRAMED),
        promised("bup", plan=replace(FRAMED, roles=Roles(responsible="school", coordinator="bup"))),
    ),
    (
        "K185",
        promised("bup", plan=replace(FRAMED, consents=(replace(CONSENT, from_=date(2026, 5, 8)),))),
        promised("bup", plan=replace(FRAMED, consents=(replace(CONSENT, from_=date(2026, 5, 7)),))),
    ),
    (
        "K185",
        promised("bup", plan=replace(FRAMED, consents=(replace(CONSENT, until=date(2026, 3, 31)),))),
        promised("bup", plan=replace(FRAMED, consents=(replace(CONSENT, until=TODAY),))),
    ),
    ("K186", promised("school", sign=None), promised("school")),
    ("K186", promised("school", sign=None), promised("school", sign=None, status=ActionStatus.DONE)),
]
