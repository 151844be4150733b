"""Both sides of the rules on the meeting and on what comes after it (K153 to K157, K168, K169, K192 to K201)."""

from datetime import date
from typing import Any

from msgspec.structs import replace

from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.decided import agreement_of
from kronobarn_cli.model.plan import (
    Absence,
    ActionStatus,
    Agreed,
    Agreement,
    Child,
    Closing,
    FollowUp,
    Goal,
    HandOver,
    HandOverKind,
    Meeting,
    Person,
    PersonKind,
    Plan,
    Review,
    Roles,
    Then,
    Tried,
    WhyInvited,
    YesNoUnsure,
)
from tests.model.made_up import AGREED, FRAMED, PEOPLE, TODAY, skip
from tests.model.test_stage import PLANNED

HELD = PLANNED.meetings[0]
SERVICES = tuple(f"leisure-{number}" for number in range(1, 8))
GRANDMA = Person(id="other-1", kind=PersonKind.OTHER, name="farmor")
MANY = (*PEOPLE, GRANDMA, *(Person(id=one, kind=PersonKind.SERVICE, role="ledare") for one in SERVICES))
GIVEN = HandOver(id="h1", kind=HandOverKind.COORDINATION, from_="school", to="bup", proposed=date(2026, 3, 20))
DONE = (replace(PLANNED.actions[0], status=ActionStatus.DONE),)
CLOSED = Closing(
    day=TODAY, why="Klart.", child_told_by="school", child_told_day=date(2026, 4, 3), archived_at="elevakten"
)
READ = replace(FRAMED, agreement=replace(agreement_of(FRAMED, TODAY), answers=(Agreed(of="child"),)))
TRIED = Tried(id="t1", action="a1", then=Then.CHANGE)


def _with(**changed: Any) -> Plan:
    return replace(AGREED, **changed)


def _meetings(*meetings: Meeting) -> Plan:
    return replace(AGREED, meetings=meetings)


def _calling(*invited: str, **changed: Any) -> Plan:
    meeting = Meeting(id="m1", day=date(2026, 4, 20), asks=("Hur?",), invited=invited, minutes=60)
    return replace(AGREED, people=MANY, meetings=(replace(meeting, **changed),))


def _held(**changed: Any) -> Plan:
    return _meetings(replace(HELD, **changed))


def _giving(**changed: Any) -> Plan:
    return _with(hand_overs=(replace(GIVEN, **changed),), roles=Roles(responsible="school", coordinator="school"))


def _closed(**changed: Any) -> Plan:
    return _with(closing=replace(CLOSED, **changed), actions=DONE)


def _answered(says: YesNoUnsure | None) -> Plan:
    return _with(agreement=Agreement(day=TODAY, answers=(Agreed(of="guardian-2", says=says),)))


def _born(born: str | None, stage: ChildStage, **changed: Any) -> Plan:
    return replace(_calling("child", "guardian-1", **changed), child=Child(born=born, stage=stage, protected=False))


MEETING_SIDES: list[tuple[str, Plan, Plan]] = [
    (
        "K153",
        _meetings(HELD, Meeting(id="m2", day=date(2026, 3, 18), asks=("Hur?",))),
        _meetings(HELD, Meeting(id="m2", day=date(2026, 3, 19), asks=("Hur?",))),
    ),
    (
        "K153",
        _meetings(HELD, Meeting(id="m2", day=date(2026, 3, 18), asks=("Hur?",))),
        _meetings(replace(HELD, present=()), Meeting(id="m2", day=date(2026, 3, 18), asks=("Hur?",))),
    ),
    ("K153", _with(follow_up=FollowUp(day=date(2026, 3, 18))), _with(follow_up=FollowUp(day=date(2026, 3, 19)))),
    ("K153", _with(follow_up=FollowUp(day=date(2026, 3, 18))), _with(meetings=(), follow_up=FollowUp(day=TODAY))),
    (
        "K154",
        _calling("child", "school", "bup"),
        _calling("child", "school", "bup", why_invited=(WhyInvited(who="bup", why="Mio går dit på tisdagar."),)),
    ),
    (
        "K154",
        _calling("school", "bup", why_invited=(WhyInvited(who="bup"),)),
        _calling("child", "school", "guardian-1"),
    ),
    ("K154", _calling("bup"), _calling("bup", present=("child", "bup"))),
    (
        "K155",
        _held(absent=(Absence(who="school"),)),
        _held(absent=(Absence(who="bup"),)),
    ),
    ("K155", _held(invited=("child",)), _held(invited=("child", "school"))),
    (
        "K156",
        _calling(*SERVICES, "child", "guardian-1", "guardian-2", "other-1"),
        _calling(*SERVICES[:6], "child", "guardian-1", "guardian-2"),
    ),
    ("K156", _calling(*SERVICES[:3], "child"), _calling(*SERVICES[:2], "child")),
    ("K156", _calling(*SERVICES[:3]), _calling(*SERVICES[:2])),
    (
        "K156",
        _born("2017", ChildStage.SCHOOL, minutes=61),
        _born("2017", ChildStage.SCHOOL, minutes=61, breaks="efter en halvtimme"),
    ),
    ("K156", _born("2014-05", ChildStage.SCHOOL, minutes=61), _born("2014-03", ChildStage.SCHOOL, minutes=61)),
    ("K156", _born(None, ChildStage.PRESCHOOL, minutes=61), _born(None, ChildStage.PRESCHOOL, minutes=60)),
    ("K156", _born("2017", ChildStage.SCHOOL, minutes=61), _calling("guardian-1", minutes=61)),
    ("K156", _calling(asks=("a", "b", "c", "d")), _calling(asks=("a", "b", "c"))),
    ("K157", _held(present=("school",)), _held(present=("school",), tells_child="school")),
    ("K157", _held(present=("school",)), _held()),
    (
        "K157",
        _held(absent=(Absence(who="child", why="Ville inte."),), present=()),
        replace(_held(absent=(Absence(who="child"),), present=()), skipped=skip("meetings.m1.tells-child")),
    ),
    ("K157", _held(present=("school",)), _held(present=(), started="14:30")),
    (
        "K157",
        _held(present=("school",)),
        replace(_held(present=("school",)), child=Child(stage=ChildStage.UNBORN, protected=False)),
    ),
    (
        "K157",
        replace(_held(present=("school",)), child=Child(born="2026-02", stage=ChildStage.PRESCHOOL, protected=False)),
        replace(_held(present=("school",)), child=Child(born="2026-03", stage=ChildStage.PRESCHOOL, protected=False)),
    ),
]
LIFE_SIDES: list[tuple[str, Plan, Plan]] = [
    ("K168", replace(READ, goals=(Goal(id="g1", text="Åka buss."),)), READ),
    ("K168", replace(READ, actions=(replace(PLANNED.actions[0], by=TODAY),)), replace(READ, actions=DONE)),
    ("K168", replace(READ, actions=()), replace(READ, actions=(), closing=CLOSED)),
    ("K168", replace(READ, roles=Roles(responsible="school", coordinator="bup")), FRAMED),
    ("K169", _answered(YesNoUnsure.NO), _answered(YesNoUnsure.YES)),
    ("K169", _answered(YesNoUnsure.UNSURE), _answered(None)),
    ("K192", _giving(to="school"), _giving()),
    ("K192", _giving(to="school", from_=None), _giving(to="school", from_=None, accepted=TODAY)),
    ("K193", _giving(accepted=TODAY, declined=TODAY), _giving(accepted=TODAY)),
    ("K193", _giving(accepted=date(2026, 3, 19)), _giving(accepted=date(2026, 3, 20))),
    ("K193", _giving(declined=date(2026, 3, 19)), _giving(declined=date(2026, 3, 20))),
    ("K194", replace(_giving(), consents=()), _giving()),
    ("K194", replace(_giving(), consents=()), replace(_giving(declined=TODAY), consents=())),
    ("K194", replace(_giving(), consents=()), replace(_giving(), consents=(), roles=Roles(responsible="bup"))),
    ("K195", _giving(proposed=date(2026, 3, 1)), _giving(proposed=date(2026, 3, 2))),
    ("K195", _giving(proposed=date(2026, 3, 1)), _giving(proposed=date(2026, 3, 1), declined=TODAY)),
    (
        "K196",
        _giving(accepted=TODAY),
        replace(_giving(accepted=TODAY), roles=Roles(responsible="school", coordinator="bup")),
    ),
    ("K196", _giving(accepted=TODAY), _giving(declined=TODAY)),
    (
        "K196",
        _giving(accepted=TODAY, kind=HandOverKind.RESPONSIBLE),
        _giving(accepted=TODAY, kind=HandOverKind.RESPONSIBLE, to="school", from_="bup"),
    ),
    (
        "K196",
        _giving(accepted=TODAY),
        _with(
            hand_overs=(
                replace(GIVEN, accepted=date(2026, 3, 21)),
                replace(GIVEN, id="h2", from_="bup", to="school", accepted=TODAY),
            ),
            roles=Roles(responsible="school", coordinator="school"),
        ),
    ),
    (
        "K196",
        _giving(accepted=TODAY),
        _with(
            hand_overs=(
                replace(GIVEN, from_="bup", to="school", accepted=TODAY),
                replace(GIVEN, id="h2", accepted=date(2026, 3, 21)),
            ),
            roles=Roles(responsible="school", coordinator="school"),
        ),
    ),
    ("K197", _closed(child_told_by=None), _closed()),
    (
        "K197",
        _closed(child_told_day=None),
        replace(_closed(child_told_day=None), skipped=skip("closing.child-told-day")),
    ),
    ("K197", _closed(child_told_by=None), replace(_closed(child_told_by=None), skipped=skip("closing.child-told-by"))),
    (
        "K197",
        _closed(child_told_by=None),
        replace(_closed(child_told_by=None), child=Child(stage=ChildStage.UNBORN, protected=False)),
    ),
    ("K197", _closed(child_told_by=None), replace(_closed(child_told_by=None), consultation=True)),
    ("K198", _closed(archived_at=None), _closed()),
    ("K198", _closed(archived_at=None), replace(_closed(archived_at=None), consultation=True)),
    ("K199", replace(_closed(), actions=PLANNED.actions), _closed()),
    ("K199", replace(_closed(), actions=PLANNED.actions), AGREED),
    ("K200", _with(follow_up=FollowUp(day=date(2026, 3, 31))), _with(follow_up=FollowUp(day=TODAY))),
    (
        "K200",
        _with(follow_up=FollowUp(day=date(2026, 3, 31)), reviews=(Review(id="r1", day=date(2026, 3, 30)),)),
        _with(follow_up=FollowUp(day=date(2026, 3, 31)), reviews=(Review(id="r1", day=date(2026, 3, 31)),)),
    ),
    (
        "K200",
        replace(_held(), follow_up=FollowUp(day=date(2026, 3, 20))),
        replace(_held(day=date(2026, 3, 20)), follow_up=FollowUp(day=date(2026, 3, 20))),
    ),
    ("K200", _with(follow_up=FollowUp(day=date(2026, 3, 31))), replace(_closed(), follow_up=FollowUp(day=TODAY))),
    ("K201", _with(tried=(TRIED,)), _with(tried=(replace(TRIED, new_what="Möter vid grinden."),))),
    ("K201", _with(tried=(TRIED,)), _with(tried=(replace(TRIED, new_by=TODAY),))),
    ("K201", _with(tried=(TRIED,)), _with(tried=(replace(TRIED, then=Then.END),))),
]
