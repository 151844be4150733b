"""Every rule, both sides: the plan it speaks about and the same plan mended.

`BOTH_SIDES` is the documentation: what is wrong, and the smallest change that makes the rule silent.
"""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from msgspec.structs import replace

from kronobarn_cli.model.area import Area
from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.issue import Issue, Severity
from kronobarn_cli.model.plan import (
    Absence,
    Action,
    AreaReading,
    Areas,
    Child,
    Closing,
    Consent,
    Decision,
    Fallback,
    FollowUp,
    Goal,
    Meeting,
    NotDoing,
    Notice,
    Outcome,
    Person,
    PersonKind,
    Plan,
    Reading,
    Roles,
    Skipped,
    Voice,
)
from kronobarn_cli.model.rules import RULES, check, practice_mixed
from kronobarn_cli.model.stage import in_force, is_planning, stage
from kronobarn_cli.model.terms import Stage
from tests.model.test_stage import PLANNED
from tests.strategies import plans

TODAY = date(2026, 4, 1)
PEOPLE = (
    *PLANNED.people,
    Person(id="guardian-2", kind=PersonKind.GUARDIAN, name="pappa"),
    Person(id="bup", kind=PersonKind.SERVICE, service="Mottagningen"),
)
FRAMED = replace(PLANNED, people=PEOPLE)
CONSENT = Consent(
    id="c1",
    by="guardian-1",
    to=("bup",),
    areas=(Area.HALSA,),
    purpose="att hjälpas åt",
    from_=date(2026, 3, 1),
    until=date(2026, 9, 1),
)
OTHER_CONSENT = replace(CONSENT, id="c2", by="guardian-2")
AGREED = replace(FRAMED, consents=(CONSENT, OTHER_CONSENT))
INVITING = replace(
    AGREED, meetings=(Meeting(id="m1", day=date(2026, 4, 20), asks=("Hur?",), invited=("bup", "school")),)
)
GOALS = tuple(Goal(id=f"g{number}") for number in range(1, 6))


def _with(plan: Plan, **changed: Any) -> Plan:
    return replace(plan, **changed)


def _reading(answer: AreaReading, voice: str = "school") -> tuple[Reading, ...]:
    return (Reading(id="w1", voice=voice, areas=Areas(larande=answer)),)


def _skip(what: str) -> tuple[Skipped, ...]:
    return (Skipped(what=what, why="Det har vi talat om."),)


def _consents(**changed: Any) -> tuple[Consent, ...]:
    return (replace(CONSENT, **changed), OTHER_CONSENT)


def _born(born: str, at: ChildStage = ChildStage.SCHOOL) -> Plan:
    return _with(FRAMED, child=Child(born=born, stage=at, protected=False))


BOTH_SIDES: list[tuple[str, Plan, Plan]] = [
    (
        "K101",
        Plan(code="k7mtr", child=Child(name="Mio")),
        Plan(code="k7mtr", child=Child(name="Mio", protected=False)),
    ),
    ("K101", _with(FRAMED, child=Child()), Plan(code="k7mtr", revision=3, practice=True)),
    ("K102", _with(FRAMED, roles=Roles()), FRAMED),
    ("K102", _with(FRAMED, roles=Roles()), _with(FRAMED, roles=Roles(), skipped=_skip("roles.responsible"))),
    ("K102", _with(FRAMED, roles=Roles()), Plan(code="k7mtr", child=FRAMED.child)),
    ("K103", _with(FRAMED, roles=Roles(responsible="bup")), FRAMED),
    (
        "K103",
        _born("2021", ChildStage.PRESCHOOL),
        _with(_born("2021", ChildStage.PRESCHOOL), roles=Roles(responsible="bvc-2")),
    ),
    ("K103", _born("2008", ChildStage.OUTSIDE_SCHOOL), _born("2008", ChildStage.UPPER_SECONDARY)),
    ("K103", _born("2008", ChildStage.UNBORN), _born("2008", ChildStage.ADULT)),
    ("K104", _with(FRAMED, people=PEOPLE[:1]), FRAMED),
    (
        "K105",
        _with(FRAMED, child=Child(name="M", born="2017", stage=ChildStage.SCHOOL, protected=True)),
        _with(FRAMED, child=Child(name="M", born="2017", stage=ChildStage.SCHOOL, protected=False)),
    ),
    ("K104", _with(FRAMED, people=()), _with(FRAMED, people=(), skipped=_skip("people.guardian-1.name"))),
    ("K104", _with(FRAMED, people=()), Plan(code="k7mtr", child=FRAMED.child)),
    (
        "K110",
        _with(FRAMED, notices=(Notice(id="n1"),)),
        _with(FRAMED, notices=(), skipped=_skip("notices.n1.seen")),
    ),
    ("K110", _with(FRAMED, notices=()), Plan(code="k7mtr", child=FRAMED.child, notices=(Notice(id="n1"),))),
    (
        "K111",
        _with(FRAMED, notices=(Notice(id="n1", day=date(2026, 4, 2), seen="x"),)),
        _with(FRAMED, notices=(Notice(id="n1", day=TODAY, seen="x"),)),
    ),
    ("K120", _with(FRAMED, wheel=()), _with(FRAMED, wheel=(), skipped=_skip("pick.wheel"))),
    ("K120", _with(FRAMED, wheel=()), Plan(code="k7mtr", child=FRAMED.child, notices=FRAMED.notices)),
    (
        "K121",
        _with(FRAMED, wheel=_reading(AreaReading(score=2))),
        _with(FRAMED, wheel=_reading(AreaReading(score=2, step="Lugn."))),
    ),
    ("K122", _with(FRAMED, wheel=_reading(AreaReading(works="x"), "nobody")), FRAMED),
    ("K130", _with(FRAMED, decision=Decision(outcome=Outcome.OWN)), FRAMED),
    ("K130", _with(FRAMED, decision=Decision(outcome=Outcome.OWN)), _with(FRAMED, decision=Decision())),
    (
        "K131",
        _with(FRAMED, decision=Decision(outcome=Outcome.OTHER, why="x")),
        _with(FRAMED, decision=Decision(outcome=Outcome.OTHER, why="x", to="bup")),
    ),
    (
        "K131",
        _with(FRAMED, decision=Decision(outcome=Outcome.OTHER, why="x")),
        _with(FRAMED, decision=Decision(outcome=Outcome.OWN)),
    ),
    ("K140", _with(INVITING, consents=()), INVITING),
    ("K140", _with(INVITING, consents=(replace(CONSENT, until=date(2026, 4, 19)),)), INVITING),
    (
        "K140",
        _with(INVITING, consents=_consents(withdrawn=date(2026, 4, 20))),
        _with(INVITING, consents=_consents(withdrawn=date(2026, 4, 21))),
    ),
    (
        "K140",
        _with(INVITING, consents=()),
        _with(
            INVITING,
            consents=(),
            roles=Roles(responsible="bup"),
            meetings=(Meeting(id="m1", day=TODAY, invited=("bup",)),),
        ),
    ),
    ("K141", _with(FRAMED, consents=_consents(until=None)), AGREED),
    (
        "K142",
        _with(FRAMED, consents=_consents(until=date(2026, 2, 28))),
        _with(FRAMED, consents=_consents(until=date(2026, 3, 1))),
    ),
    (
        "K143",
        _with(FRAMED, consents=_consents(until=date(2026, 5, 6))),
        _with(FRAMED, consents=_consents(until=date(2026, 5, 7))),
    ),
    (
        "K143",
        _with(FRAMED, consents=_consents(until=date(2026, 4, 20))),
        _with(
            FRAMED,
            consents=(
                *_consents(until=date(2026, 4, 20)),
                replace(CONSENT, id="c3", from_=date(2026, 4, 20)),
            ),
        ),
    ),
    (
        "K143",
        _with(FRAMED, consents=_consents(until=date(2026, 3, 15))),
        _with(FRAMED, consents=_consents(until=date(2026, 3, 15)), follow_up=FollowUp(day=date(2026, 3, 20))),
    ),
    ("K144", _with(FRAMED, consents=(CONSENT,)), AGREED),
    ("K144", _with(FRAMED, consents=(CONSENT,)), _with(FRAMED, consents=())),
    (
        "K145",
        _with(FRAMED, consents=_consents(until=TODAY + timedelta(days=30))),
        _with(FRAMED, consents=_consents(until=TODAY + timedelta(days=31))),
    ),
    (
        "K145",
        _with(FRAMED, consents=_consents(until=TODAY)),
        _with(FRAMED, consents=_consents(until=TODAY - timedelta(days=1))),
    ),
    (
        "K145",
        _with(FRAMED, consents=_consents(until=TODAY)),
        _with(FRAMED, consents=(*_consents(until=TODAY), replace(CONSENT, id="c3", from_=TODAY))),
    ),
    ("K146", _with(FRAMED, consents=_consents(areas=())), AGREED),
    ("K146", _with(FRAMED, consents=_consents(to=())), AGREED),
    (
        "K146",
        _with(FRAMED, consents=_consents(purpose=None)),
        _with(FRAMED, consents=_consents(purpose=None), skipped=_skip("consents.c1.purpose")),
    ),
    (
        "K150",
        _with(FRAMED, meetings=(Meeting(id="m1"),)),
        _with(FRAMED, meetings=(Meeting(id="m1"),), skipped=_skip("meetings.m1.asks")),
    ),
    (
        "K150",
        _with(FRAMED, meetings=(Meeting(id="m1"),), skipped=_skip("meetings.m2.asks")),
        _with(FRAMED, meetings=(Meeting(id="m1", asks=("Hur?",)),)),
    ),
    (
        "K151",
        _with(FRAMED, meetings=(Meeting(id="m1", invited=("nobody",)),)),
        _with(FRAMED, meetings=(Meeting(id="m1", invited=("bup",)),)),
    ),
    ("K151", _with(FRAMED, meetings=(Meeting(id="m1", present=("nobody",)),)), FRAMED),
    ("K151", _with(FRAMED, meetings=(Meeting(id="m1", absent=(Absence(who="nobody"),)),)), FRAMED),
    (
        "K152",
        _with(FRAMED, meetings=(Meeting(id="m1", invited=("child",)),)),
        _with(
            FRAMED,
            meetings=(Meeting(id="m1", invited=("child",)),),
            voices=(Voice(id="v1", of="child", takes_part="En kvart."),),
        ),
    ),
    ("K152", _with(FRAMED, meetings=(Meeting(id="m1", invited=("child",)),)), FRAMED),
    ("K160", _with(FRAMED, actions=(Action(id="a1", by=TODAY),)), FRAMED),
    ("K161", _with(FRAMED, actions=(Action(id="a1", who="school"),)), FRAMED),
    ("K162", _with(FRAMED, follow_up=FollowUp(convener="school")), FRAMED),
    ("K162", _with(FRAMED, follow_up=None), Plan(code="k7mtr", child=FRAMED.child, notices=FRAMED.notices)),
    ("K162", _with(FRAMED, follow_up=None), _with(FRAMED, follow_up=None, closing=Closing(day=TODAY))),
    (
        "K162",
        _with(FRAMED, follow_up=None),
        _with(FRAMED, follow_up=None, decision=Decision(outcome=Outcome.OWN, why="x")),
    ),
    ("K163", _with(FRAMED, follow_up=FollowUp(day=TODAY)), FRAMED),
    ("K164", _with(FRAMED, voices=()), _with(FRAMED, voices=(), skipped=_skip("pick.voices"))),
    ("K164", _with(FRAMED, voices=()), Plan(code="k7mtr", child=FRAMED.child, wheel=FRAMED.wheel)),
    ("K165", _with(FRAMED, agreement=None), FRAMED),
    ("K165", _with(FRAMED, agreement=None), _with(FRAMED, agreement=None, closing=Closing(day=TODAY))),
    ("K166", _with(FRAMED, goals=GOALS), _with(FRAMED, goals=GOALS[:4])),
    ("K167", _born("2008-05"), _born("2008-06")),
    ("K167", _born("2008"), _born("2009")),
    ("K167", _born("2008-04"), _born("2008-03")),
    ("K167", _born("2006-05", ChildStage.OUTSIDE_SCHOOL), _born("2006-05", ChildStage.UPPER_SECONDARY)),
    (
        "K167",
        _born("2008-05"),
        _with(_born("2008-05"), follow_up=FollowUp(day=date(2026, 3, 1), convener="school")),
    ),
    (
        "K167",
        _with(_born("2020", ChildStage.PRESCHOOL), follow_up=FollowUp(day=date(2026, 8, 1))),
        _with(_born("2020", ChildStage.PRESCHOOL), follow_up=FollowUp(day=date(2026, 7, 31))),
    ),
    (
        "K167",
        _with(_born("2020", ChildStage.PRESCHOOL), follow_up=FollowUp(day=date(2026, 9, 1))),
        _with(_born("2020", ChildStage.SCHOOL), follow_up=FollowUp(day=date(2026, 9, 1))),
    ),
    ("K170", _with(FRAMED, actions=(Action(id="a1", who="nobody", by=TODAY),)), FRAMED),
    ("K170", _with(FRAMED, actions=(Action(id="a1", who="school", by=TODAY, goal="g9"),)), FRAMED),
    ("K170", _with(FRAMED, roles=Roles(responsible="school", note_taker="nobody")), FRAMED),
    (
        "K170",
        _with(FRAMED, actions=(Action(id="a1", who="school", by=TODAY, goal="school"),)),
        _with(FRAMED, goals=GOALS[:1], actions=(Action(id="a1", who="school", by=TODAY, goal="g1"),)),
    ),
    (
        "K170",
        _with(FRAMED, fallback=Fallback(ring="nobody")),
        _with(FRAMED, fallback=Fallback(ring="school")),
    ),
    ("K171", _with(FRAMED, goals=(GOALS[0], GOALS[0])), _with(FRAMED, goals=GOALS[:2])),
]


def _codes(plan: Plan) -> set[str]:
    return {issue.code for issue in check(plan, TODAY)}


@pytest.mark.parametrize(
    ("code", "wrong", "mended"), BOTH_SIDES, ids=[f"{c}-{n}" for n, (c, *_) in enumerate(BOTH_SIDES)]
)
def test_a_rule_speaks_about_the_one_and_not_about_the_other(code: Any, wrong: Any, mended: Any) -> None:
    assert code in _codes(wrong)
    assert code not in _codes(mended)


def test_every_rule_is_shown_above() -> None:
    assert {code for code, *_ in BOTH_SIDES} == set(RULES)


@pytest.mark.parametrize("code", RULES)
def test_a_rule_yields_only_its_own_code(code: Any) -> None:
    found = {issue.code for _, wrong, _ in BOTH_SIDES for issue in RULES[code](wrong, TODAY)}
    assert found == {code}


def test_a_plan_with_nothing_wrong_is_met_with_silence() -> None:
    assert check(PLANNED, TODAY) == ()
    assert check(Plan(code="k7mtr"), TODAY) == ()


def test_a_plan_at_notice_is_not_wrong_for_what_comes_later() -> None:
    noticing = Plan(code="k7mtr", child=PLANNED.child, people=PEOPLE, roles=PLANNED.roles, notices=PLANNED.notices)
    assert stage(noticing) is Stage.INFORM
    assert check(noticing, TODAY) == ()


def test_a_consent_that_ends_within_a_week_weighs_more() -> None:
    def weight(days: int) -> list[Severity]:
        plan = _with(FRAMED, consents=_consents(until=TODAY + timedelta(days=days)), follow_up=None)
        return [issue.severity for issue in check(plan, TODAY) if issue.code == "K145"]

    assert weight(8) == [Severity.NOTE]
    assert weight(7) == [Severity.WARNING]


def test_a_birthday_that_is_only_possible_says_so() -> None:
    sure = {
        born: next(i.facts["sure"] for i in check(_born(born), TODAY) if i.code == "K167")
        for born in ("2008-04", "2008")
    }
    assert sure == {"2008-04": False, "2008": False}
    later = _with(_born("2008-05"), follow_up=FollowUp(day=date(2026, 6, 1), convener="school"))
    assert next(i.facts["sure"] for i in check(later, TODAY) if i.code == "K167") is True


def test_whom_to_ask_is_named_as_the_plan_names_them() -> None:
    (found,) = (i for i in check(_with(FRAMED, consents=(CONSENT,)), TODAY) if i.code == "K144")
    assert found.facts == {"service": "Mottagningen", "ask": "pappa"}


def test_issues_come_in_the_order_of_the_file() -> None:
    broken = _with(
        FRAMED,
        goals=(*GOALS, GOALS[0]),
        actions=(Action(id="a1", who="school", by=TODAY), Action(id="a2", goal="g9")),
        not_doing=(NotDoing(who="school", what="x"), NotDoing(who="nobody", what="x")),
        roles=Roles(responsible="school", chair="nobody"),
        follow_up=None,
    )
    assert [issue.path for issue in check(broken, TODAY)] == [
        ("roles", "chair"),
        ("goals",),
        ("goals", "g1"),
        ("actions", "a2", "goal"),
        ("actions", "a2", "who"),
        ("actions", "a2", "by"),
        ("not-doing", "2", "who"),
        ("follow-up", "day"),
        ("follow-up", "convener"),
    ]


def test_a_practice_plan_and_a_real_folder_do_not_mix() -> None:
    real, made_up = Plan(code="k7mtr"), Plan(code="k7mtr", practice=True)
    assert [i.code for i in practice_mixed(made_up, in_practice_folder=False)] == ["K172"]
    assert [i.code for i in practice_mixed(real, in_practice_folder=True)] == ["K172"]
    assert not [
        *practice_mixed(real, in_practice_folder=False),
        *practice_mixed(made_up, in_practice_folder=True),
    ]


GATES = {"K160", "K161", "K162", "K163", "K164", "K165"}


@given(plan=plans)
def test_in_force_and_the_gates_say_the_same(plan: Any) -> None:
    if is_planning(plan) and (plan.goals or plan.actions):
        assert in_force(plan) is not bool(GATES & _codes(plan))
    else:
        assert not in_force(plan)


@given(plan=plans)
def test_no_plan_brings_the_rules_down(plan: Any) -> None:
    found = check(plan, TODAY)
    assert all(isinstance(issue, Issue) and issue.path for issue in found)
