"""Every rule, both sides: the plan it speaks about and the same plan mended.

`BOTH_SIDES` is the documentation: what is wrong, and the smallest change that makes the rule silent.
"""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from msgspec.structs import replace

from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.decided import agreement_of
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
    Disagreement,
    Fallback,
    FollowUp,
    Goal,
    HandOver,
    HandOverKind,
    Meeting,
    NotDoing,
    Notes,
    Notice,
    OpenPoint,
    Outcome,
    Person,
    PersonKind,
    Plan,
    Reading,
    Roles,
    Then,
    Tried,
    Voice,
    WhyInvited,
)
from kronobarn_cli.model.rules import RULES, check, practice_mixed
from kronobarn_cli.model.stage import ended, is_planning, stage
from kronobarn_cli.model.terms import Stage
from tests.model.life_sides import LIFE_SIDES, MEETING_SIDES
from tests.model.made_up import AGREED, CONSENT, FRAMED, OTHER_CONSENT, PEOPLE, TODAY, skip
from tests.model.promise_sides import PROMISE_SIDES, promised
from tests.model.test_stage import PLANNED
from tests.strategies import plans

INVITING = replace(
    AGREED, meetings=(Meeting(id="m1", day=date(2026, 4, 20), asks=("Hur?",), invited=("bup", "school")),)
)
HOSTED = replace(AGREED, meetings=(Meeting(id="m1", day=date(2026, 3, 10), asks=("Hur?",), invited=("school",)),))
HANDED_OVER = HandOver(id="h1", kind=HandOverKind.RESPONSIBLE, from_="school", to="bup", accepted=date(2026, 3, 10))
PROTECTED = replace(
    FRAMED,
    child=Child(born="2017", stage=ChildStage.SCHOOL, protected=True),
    people=(Person(id="child", kind=PersonKind.CHILD), Person(id="guardian-1", kind=PersonKind.GUARDIAN)),
    meetings=(),
)
ASKING = Plan(code="k7mtr", consultation=True)
GOALS = tuple(Goal(id=f"g{number}") for number in range(1, 6))


def _with(plan: Plan, **changed: Any) -> Plan:
    return replace(plan, **changed)


def _reading(answer: AreaReading, voice: str = "school") -> tuple[Reading, ...]:
    return (Reading(id="w1", voice=voice, areas=Areas(larande=answer)),)


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
    ("K102", _with(FRAMED, roles=Roles()), _with(FRAMED, roles=Roles(), skipped=skip("roles.responsible"))),
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
    *(
        ("K105", _with(PROTECTED, meetings=(meeting,)), _with(FRAMED, meetings=(meeting,)))
        for meeting in (
            Meeting(id="m1", invited=("child",)),
            Meeting(id="m1", present=("child",)),
            Meeting(id="m1", absent=(Absence(who="child"),)),
            Meeting(id="m1", why_invited=(WhyInvited(who="bup"),)),
            Meeting(id="m1", place="Skolan"),
        )
    ),
    (
        "K105",
        _with(PROTECTED, meetings=(Meeting(id="m1", invited=("child",)),)),
        _with(PROTECTED, meetings=(Meeting(id="m1", started="14:30", day=TODAY, notes=Notes(opening="x")),)),
    ),
    *(
        ("K106", _with(ASKING, **named), _with(ASKING, consultation=False, **named))
        for named in (
            {"child": Child(name="Mio")},
            {"child": Child(born="2017")},
            {"people": (Person(id="school", kind=PersonKind.SERVICE, service="Skogsskolan"),)},
            {"people": (Person(id="guardian-1", kind=PersonKind.GUARDIAN, name="Eva"),)},
            {"people": (Person(id="guardian-1", kind=PersonKind.GUARDIAN, contact="0701"),)},
            {"meetings": (Meeting(id="m1", place="Skolan"),)},
            {"consents": (Consent(id="c1", by="child"),)},
        )
    ),
    (
        "K106",
        _with(ASKING, child=Child(name="Mio")),
        _with(
            ASKING,
            child=Child(stage=ChildStage.SCHOOL),
            people=(Person(id="school", kind=PersonKind.SERVICE, role="rektor"),),
        ),
    ),
    ("K104", _with(FRAMED, people=()), _with(FRAMED, people=(), skipped=skip("people.guardian-1.name"))),
    ("K104", _with(FRAMED, people=()), Plan(code="k7mtr", child=FRAMED.child)),
    (
        "K110",
        _with(FRAMED, notices=(Notice(id="n1"),)),
        _with(FRAMED, notices=(), skipped=skip("notices.n1.seen")),
    ),
    ("K110", _with(FRAMED, notices=()), Plan(code="k7mtr", child=FRAMED.child, notices=(Notice(id="n1"),))),
    (
        "K111",
        _with(FRAMED, notices=(Notice(id="n1", day=date(2026, 4, 2), seen="x"),)),
        _with(FRAMED, notices=(Notice(id="n1", day=TODAY, seen="x"),)),
    ),
    ("K120", _with(FRAMED, wheel=()), _with(FRAMED, wheel=(), skipped=skip("pick.wheel"))),
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
    (
        "K140",
        _with(HOSTED, roles=Roles(responsible="bup")),
        _with(HOSTED, roles=Roles(responsible="bup"), hand_overs=(HANDED_OVER,)),
    ),
    (
        "K140",
        _with(HOSTED, roles=Roles(responsible="bup"), hand_overs=(replace(HANDED_OVER, accepted=date(2026, 3, 9)),)),
        HOSTED,
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
        _with(FRAMED, consents=_consents(purpose=None), skipped=skip("consents.c1.purpose")),
    ),
    (
        "K150",
        _with(FRAMED, meetings=(Meeting(id="m1"),)),
        _with(FRAMED, meetings=(Meeting(id="m1"),), skipped=skip("meetings.m1.asks")),
    ),
    (
        "K150",
        _with(FRAMED, meetings=(Meeting(id="m1"),), skipped=skip("meetings.m2.asks")),
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
    ("K164", _with(FRAMED, voices=()), _with(FRAMED, voices=(), skipped=skip("pick.voices"))),
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
    (
        "K170",
        _with(FRAMED, tried=(Tried(id="t1", action="a9"),)),
        _with(FRAMED, tried=(Tried(id="t1", action="a1"),)),
    ),
    ("K171", _with(FRAMED, goals=(GOALS[0], GOALS[0])), _with(FRAMED, goals=GOALS[:2])),
    (
        "K171",
        _with(FRAMED, not_doing=(NotDoing(id="x1"), NotDoing(id="x1"))),
        _with(FRAMED, not_doing=(NotDoing(id="x1"), NotDoing(id="x2"))),
    ),
    ("K173", _with(FRAMED, open_points=(OpenPoint(at="goals.g1.text"),)), FRAMED),
    *MEETING_SIDES,
    *LIFE_SIDES,
    *PROMISE_SIDES,
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
        actions=(PLANNED.actions[0], Action(id="a2", goal="g9", sign="x")),
        not_doing=(NotDoing(id="x1", who="school", what="x"), NotDoing(id="x2", who="nobody", what="x")),
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
        ("not-doing", "x2", "who"),
        ("follow-up", "day"),
        ("follow-up", "convener"),
    ]


def test_a_practice_plan_and_a_real_folder_do_not_mix() -> None:
    real, made_up = Plan(code="k7mtr"), Plan(code="k7mtr", practice=True)
    assert [i.code for i in practice_mixed(made_up, in_practice_folder=False)] == ["K172"]
    assert list(practice_mixed(real, in_practice_folder=True)) == [
        Issue("K172", Severity.ERROR, ("practice",), {"practice": False})
    ]
    assert not [
        *practice_mixed(real, in_practice_folder=False),
        *practice_mixed(made_up, in_practice_folder=True),
    ]


GATES = {"K160", "K161", "K162", "K163", "K164", "K165"}


@given(plan=plans)
def test_the_end_of_the_plan_stage_and_the_gates_say_the_same(plan: Any) -> None:
    if is_planning(plan):
        something = bool(plan.goals or plan.actions)
        assert ended(plan, Stage.PLAN) is (something and not GATES & _codes(plan))


@given(plan=plans)
def test_no_plan_brings_the_rules_down(plan: Any) -> None:
    found = check(plan, TODAY)
    assert all(isinstance(issue, Issue) and issue.path for issue in found)


def _found(plan: Plan, code: str) -> list[Issue]:
    return [issue for issue in check(plan, TODAY) if issue.code == code]


def test_both_there_and_not_there_weighs_more_than_coming_uninvited() -> None:
    meeting = Meeting(id="m1", invited=("child",), present=("school", "bup"), absent=(Absence(who="bup"),))
    found = _found(_with(FRAMED, meetings=(meeting,)), "K155")
    assert [(i.severity, i.facts) for i in found] == [
        (Severity.NOTE, {"who": "rektor", "meeting": "m1", "both": False}),
        (Severity.WARNING, {"who": "Mottagningen", "meeting": "m1", "both": True}),
    ]


def test_each_load_of_a_meeting_is_told_apart_and_only_suggests() -> None:
    meeting = Meeting(id="m1", minutes=90, asks=("a", "b", "c", "d"), invited=("child", "school", "bup", "school-2"))
    extra = Person(id="school-2", kind=PersonKind.SERVICE)
    found = _found(_with(AGREED, people=(*PEOPLE, extra), meetings=(meeting,)), "K156")
    assert [(i.path[-1], i.facts) for i in found] == [
        ("minutes", {"load": "minutes", "count": 90}),
        ("asks", {"load": "questions", "count": 4}),
        ("invited", {"load": "services", "count": 3}),
    ]
    assert {i.severity for i in found} == {Severity.NOTE}


def test_what_has_changed_since_the_read_back_is_named_in_its_own_words() -> None:
    before = _with(
        FRAMED,
        roles=Roles(responsible="school", coordinator="school"),
        goals=(Goal(id="g1", text="Åka buss."),),
        disagreements=(Disagreement(id="o1", about="Bup"),),
        fallback=Fallback(ring="school"),
        not_doing=(NotDoing(id="x1", what="Läxor."),),
    )
    after = _with(
        before,
        agreement=agreement_of(before, TODAY),
        roles=Roles(responsible="school", coordinator="bup"),
        goals=(Goal(id="g1", text="Åka tåg."), Goal(id="g2")),
        actions=(Action(id="a1", what="Ringer.", who="school", by=TODAY, sign="x"),),
        disagreements=(Disagreement(id="o1", about="Bup nu"),),
        fallback=Fallback(ring="bup", say="Ring."),
        not_doing=(),
    )
    assert [(i.path, i.facts) for i in _found(after, "K168")] == [
        (("roles", "coordinator"), {"coordinates": True, "thing": "Mottagningen"}),
        (("goals", "g1"), {"gone": False, "thing": "Åka tåg."}),
        (("goals", "g2"), {"gone": False, "thing": "g2"}),
        (("actions", "a1"), {"gone": False, "thing": "Ringer."}),
        (("disagreements", "o1"), {"gone": False, "thing": "Bup nu"}),
        (("fallback",), {"gone": False, "thing": "Ring."}),
        (("agreement",), {"gone": True, "count": 1}),
    ]


def test_a_consultation_is_not_asked_for_what_only_a_named_child_has() -> None:
    asked = _with(
        ASKING,
        notices=(Notice(id="n1", seen="Ett barn sitter ensamt."),),
        decision=Decision(outcome=Outcome.OWN, why="Vi prövar en sak till."),
    )
    assert check(asked, TODAY) == ()
    assert {"K101", "K102", "K104", "K120"} <= _codes(_with(asked, consultation=False))


def test_a_plan_with_much_open_says_each_thing_once() -> None:
    """Four actions of one service without a role or a consent: three findings, not twelve."""
    bare = Person(id="bup", kind=PersonKind.SERVICE)
    plan = promised(*["bup"] * 4, plan=_with(FRAMED, people=(*PEOPLE[:-1], bare)))
    assert [(i.code, i.path) for i in check(plan, TODAY)] == [
        ("K180", ("people", "bup", "role")),
        ("K181", ("actions", "a1", "who")),
        ("K185", ("actions", "a1", "who")),
    ]


def test_a_promise_is_told_by_what_it_says_and_by_its_id_when_it_says_nothing() -> None:
    late = promised("school", by=date(2026, 3, 31), sign=None)
    later = promised("school", by=date(2026, 5, 8), sign=None)
    silent = [promised("school", by=day, sign=None, what=None) for day in (date(2026, 3, 31), date(2026, 5, 8))]
    told = [
        (i.code, i.facts["action"])
        for plan in (late, later, *silent)
        for i in check(plan, TODAY)
        if "action" in i.facts
    ]
    assert told == [
        ("K186", "Möter bussen."),
        ("K183", "Möter bussen."),
        ("K186", "Möter bussen."),
        ("K184", "Möter bussen."),
        ("K186", "a1"),
        ("K183", "a1"),
        ("K186", "a1"),
        ("K184", "a1"),
    ]


def test_a_hand_over_that_was_accepted_points_at_the_role_it_was_about() -> None:
    given_over = HandOver(id="h1", kind=HandOverKind.COORDINATION, to="bup", accepted=TODAY)
    also = HandOver(id="h2", kind=HandOverKind.RESPONSIBLE, to="bup", accepted=TODAY)
    found = _found(_with(AGREED, hand_overs=(given_over, also)), "K196")
    assert [(i.path, i.facts["role"]) for i in found] == [
        (("roles", "responsible"), "responsible"),
        (("roles", "coordinator"), "coordination"),
    ]


def test_what_has_no_words_is_told_by_its_id() -> None:
    waiting = HandOver(id="h1", kind=HandOverKind.COORDINATION, proposed=date(2026, 1, 1))
    tried = (Tried(id="t1", then=Then.CHANGE), Tried(id="t2", then=Then.CHANGE, what="Ringer."))
    plan = _with(AGREED, hand_overs=(waiting,), tried=tried)
    assert [i.facts["to"] for i in _found(plan, "K195")] == ["h1"]
    assert [i.facts["to"] for i in _found(_with(plan, hand_overs=(replace(waiting, to="bup"),)), "K195")] == [
        "Mottagningen"
    ]
    assert [i.facts["action"] for i in _found(plan, "K201")] == ["t1", "Ringer."]


def test_whoever_has_to_be_quick_asks_for_some_rules_only() -> None:
    plan = replace(ASKING, consultation=False, notices=(Notice(id="n1"),), goals=GOALS)
    assert len(_codes(plan)) > 2
    (one, *_) = sorted(_codes(plan))
    assert {issue.code for issue in check(plan, TODAY, only={one, "K999"})} == {one}
    assert check(plan, TODAY, only=()) == ()
