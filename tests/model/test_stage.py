"""The stage is computed: each gate is shown closed and open, one change apart."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.plan import (
    Action,
    Agreed,
    Agreement,
    AreaReading,
    Areas,
    Child,
    Closing,
    Decision,
    FollowUp,
    HandOver,
    HandOverKind,
    Meeting,
    Notice,
    Outcome,
    Person,
    PersonKind,
    Plan,
    Reading,
    Roles,
    Skipped,
    Voice,
    YesNoUnsure,
)
from kronobarn_cli.model.stage import age, birthday, in_force, passed, stage, went_past
from kronobarn_cli.model.terms import Stage

TODAY = date(2026, 4, 1)
PLANNED = Plan(
    code="k7mtr",
    child=Child(name="Mio", born="2017", stage=ChildStage.SCHOOL, protected=False),
    people=(
        Person(id="child", kind=PersonKind.CHILD),
        Person(id="guardian-1", kind=PersonKind.GUARDIAN),
        Person(id="school", kind=PersonKind.SERVICE),
    ),
    roles=Roles(responsible="school"),
    notices=(Notice(id="n1", day=date(2026, 3, 3), seen="Borta elva dagar."),),
    wheel=(Reading(id="w1", voice="school", areas=Areas(larande=AreaReading(works="Matte"))),),
    decision=Decision(outcome=Outcome.COLLABORATE, why="Det räcker inte."),
    voices=(Voice(id="v1", of="child", important="Bussen."),),
    meetings=(Meeting(id="m1", day=date(2026, 3, 19), asks=("Hur?",), present=("child", "school")),),
    actions=(Action(id="a1", what="Möter bussen.", who="school", by=date(2026, 4, 16)),),
    follow_up=FollowUp(day=date(2026, 5, 7), convener="school"),
    agreement=Agreement(day=date(2026, 3, 19), answers=(Agreed(of="child", says=YesNoUnsure.YES),)),
)
WALKED = (Stage.FRAME, Stage.NOTICE, Stage.INFORM, Stage.DECIDE, Stage.COLLABORATE, Stage.PLAN)


def _why(what: str, why: str = "Barnet ville inte.") -> dict[str, tuple[Skipped, ...]]:
    return {"skipped": (Skipped(what=what, why=why),)}


GATES = [
    # what is missing, where the plan then stands, what opens the gate again
    (
        "protected identity",
        {"child": Child(born="2017")},
        Stage.FRAME,
        {"child": Child(born="2017", protected=True)},
    ),
    (
        "age",
        {"child": Child(protected=False)},
        Stage.FRAME,
        {"child": Child(protected=False, stage=ChildStage.UNBORN)},
    ),
    ("age", {"child": Child(protected=False)}, Stage.FRAME, _why("child.born")),
    ("responsible", {"roles": Roles()}, Stage.FRAME, {"roles": Roles(responsible="school")}),
    ("responsible", {"roles": Roles()}, Stage.FRAME, _why("roles.responsible")),
    ("a notice", {"notices": ()}, Stage.NOTICE, _why("notices.n1.seen")),
    (
        "what was seen",
        {"notices": (Notice(id="n1"),)},
        Stage.NOTICE,
        {"notices": (Notice(id="n1", seen="Ja."),)},
    ),
    ("an area", {"wheel": ()}, Stage.INFORM, _why("wheel")),
    ("an area", {"wheel": ()}, Stage.INFORM, _why("pick.wheel")),
    (
        "an answer in the area",
        {"wheel": (Reading(id="w1", voice="school", areas=Areas(halsa=AreaReading())),)},
        Stage.INFORM,
        {"wheel": (Reading(id="w1", voice="school", areas=Areas(halsa=AreaReading(skipped="Inte nu."))),)},
    ),
    ("a decision", {"decision": None}, Stage.DECIDE, {"decision": Decision(outcome=Outcome.COLLABORATE)}),
    (
        "an outcome",
        {"decision": Decision(why="?")},
        Stage.DECIDE,
        {"decision": Decision(outcome=Outcome.COLLABORATE)},
    ),
    (
        "a held meeting",
        {"meetings": (Meeting(id="m1", invited=("child",)),)},
        Stage.COLLABORATE,
        {"meetings": (Meeting(id="m1", present=("school",)),)},
    ),
    ("something to do", {"actions": ()}, Stage.PLAN, {"actions": PLANNED.actions}),
    (
        "who",
        {"actions": (Action(id="a1", by=TODAY),)},
        Stage.PLAN,
        {"actions": (Action(id="a1", by=TODAY, who="school"),)},
    ),
    (
        "by when",
        {"actions": (Action(id="a1", who="school"),)},
        Stage.PLAN,
        {"actions": (Action(id="a1", by=TODAY, who="school"),)},
    ),
    ("a follow-up", {"follow_up": None}, Stage.PLAN, {"follow_up": PLANNED.follow_up}),
    ("its day", {"follow_up": FollowUp(convener="school")}, Stage.PLAN, {"follow_up": PLANNED.follow_up}),
    ("its convener", {"follow_up": FollowUp(day=TODAY)}, Stage.PLAN, {"follow_up": PLANNED.follow_up}),
    ("the child's voice", {"voices": ()}, Stage.PLAN, _why("voices")),
    (
        "the child's own voice",
        {"voices": (Voice(id="v1", of="guardian-1", wish="Lugn."),)},
        Stage.PLAN,
        {"voices": (Voice(id="v1", of="child", wish="Lugn."),)},
    ),
    ("a read-back", {"agreement": None}, Stage.PLAN, {"agreement": PLANNED.agreement}),
    ("its answers", {"agreement": Agreement(day=TODAY)}, Stage.PLAN, {"agreement": PLANNED.agreement}),
]


@pytest.mark.parametrize(("what", "missing", "at", "given"), GATES, ids=[gate[0] for gate in GATES])
def test_a_gate_holds_the_plan_at_its_stage_and_opens(what: Any, missing: Any, at: Any, given: Any) -> None:
    without = replace(PLANNED, **missing)
    assert stage(without) is at
    assert passed(without) == WALKED[: WALKED.index(at)]
    assert stage(replace(without, **given)) is Stage.FOLLOW_UP


def test_a_skip_without_words_opens_nothing() -> None:
    assert stage(replace(PLANNED, wheel=(), **_why("wheel", why="  "))) is Stage.INFORM


def test_the_child_may_speak_through_the_wheel() -> None:
    shown = Reading(id="w2", voice="child", areas=Areas(hemmet=AreaReading(score=2)))
    assert in_force(replace(PLANNED, voices=(), wheel=(shown,)))


def test_a_new_plan_stands_at_the_frame() -> None:
    assert stage(Plan(code="k7mtr")) is Stage.FRAME
    assert passed(Plan(code="k7mtr")) == ()


def test_a_plan_with_every_gate_open_is_in_force_and_waits_for_its_follow_up() -> None:
    assert in_force(PLANNED)
    assert stage(PLANNED) is Stage.FOLLOW_UP
    assert passed(PLANNED) == WALKED


@pytest.mark.parametrize("outcome", [Outcome.OWN, Outcome.OTHER])
def test_own_service_or_anothers_matter_ends_the_walk_with_the_decision(outcome: Any) -> None:
    over = replace(PLANNED, decision=Decision(outcome=outcome), meetings=(), actions=())
    assert stage(over) is Stage.DECIDE
    assert passed(over) == (Stage.FRAME, Stage.NOTICE, Stage.INFORM, Stage.DECIDE)
    assert not in_force(over)


def test_a_hand_over_holds_the_plan_until_it_is_answered() -> None:
    waiting = HandOver(id="h1", kind=HandOverKind.COORDINATION, to="bup", proposed=TODAY)
    assert stage(replace(PLANNED, hand_overs=(waiting,))) is Stage.HAND_OVER
    assert stage(replace(PLANNED, hand_overs=(replace(waiting, accepted=TODAY),))) is Stage.FOLLOW_UP
    assert stage(replace(PLANNED, hand_overs=(replace(waiting, declined=TODAY),))) is Stage.FOLLOW_UP


def test_a_hand_over_does_not_hide_what_is_left_to_ask() -> None:
    waiting = HandOver(id="h1", kind=HandOverKind.RESPONSIBLE, to="school", proposed=TODAY)
    assert stage(replace(PLANNED, wheel=(), hand_overs=(waiting,))) is Stage.INFORM


def test_closing_outranks_everything_and_reopening_goes_back() -> None:
    closed = replace(PLANNED, closing=Closing(day=TODAY))
    assert stage(closed) is Stage.CLOSE
    assert passed(closed) == (*WALKED, Stage.FOLLOW_UP, Stage.CLOSE)
    assert not in_force(closed)
    assert stage(replace(closed, closing=None)) is Stage.FOLLOW_UP


def test_a_plan_may_be_closed_early() -> None:
    early = replace(PLANNED, decision=None, closing=Closing(day=TODAY, why="Familjen ville inte."))
    assert stage(early) is Stage.CLOSE
    assert passed(early) == (Stage.FRAME, Stage.NOTICE, Stage.INFORM, Stage.CLOSE)


def test_a_stage_is_left_behind_once_something_later_is_in_the_plan() -> None:
    noticed = Plan(code="k7mtr", notices=(Notice(id="n1"),))
    assert went_past(noticed, Stage.FRAME)
    assert not went_past(noticed, Stage.NOTICE)


@pytest.mark.parametrize(
    ("born", "today", "years"),
    [
        ("2017-05", date(2026, 4, 30), 8),
        ("2017-05", date(2026, 5, 1), 8),
        ("2017-05", date(2026, 5, 31), 9),
        ("2017-05", date(2026, 6, 1), 9),
        ("2017-12", date(2026, 12, 30), 8),
        ("2017-12", date(2026, 12, 31), 9),
        ("2016-02", date(2020, 2, 28), 3),
        ("2016-02", date(2020, 2, 29), 4),
        ("2017", date(2026, 1, 1), 8),
        ("2017", date(2026, 12, 30), 8),
        ("2017", date(2026, 12, 31), 9),
        ("2026-03", date(2026, 4, 1), 0),
        ("2026", date(2026, 4, 1), 0),
        ("2026-08", date(2026, 4, 1), None),
        ("0000", date(2026, 4, 1), None),
        (None, date(2026, 4, 1), None),
    ],
)
def test_age_is_what_the_child_has_surely_reached(born: Any, today: Any, years: Any) -> None:
    assert age(Child(born=born), today) == years


def test_a_birthday_is_as_wide_as_what_is_known() -> None:
    assert birthday(Child(born="2008-02"), 18) == (date(2026, 2, 1), date(2026, 2, 28))
    assert birthday(Child(born="2008"), 18) == (date(2026, 1, 1), date(2026, 12, 31))
    assert birthday(Child(), 18) is None
