"""Rules of meetings, plans, promises and what comes after, one by one: of what they are silent, and how they name it."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.decided import agreement_of
from kronobarn_cli.model.issue import Issue
from kronobarn_cli.model.plan import (
    Action,
    Child,
    Closing,
    Decision,
    Disagreement,
    Fallback,
    FollowUp,
    Goal,
    HandOver,
    HandOverKind,
    Meeting,
    NotDoing,
    Outcome,
    Person,
    PersonKind,
    Plan,
    Reading,
    Roles,
    Voice,
)
from kronobarn_cli.model.rules import RULES, WORD_RULES
from tests.model.made_up import FRAMED, TODAY, skip
from tests.model.test_word_rules import TERMS

AWAY = Meeting(id="m1", day=date(2026, 3, 19), present=("school",))
SECOND_CHILD = Person(id="child-2", kind=PersonKind.CHILD)
OTHER_DECISION = Decision(outcome=Outcome.OTHER, why="Det är redan på gång.")


def found(code: str, plan: Plan) -> list[Issue]:
    return list(RULES[code](plan, TODAY))


def test_a_reason_holds_for_the_one_it_was_given_for() -> None:
    """Two of each, with a reason for the first: the second is told of all the same."""
    two = (Meeting(id="m1", invited=("child", "child-2")), replace(AWAY, id="m2"), replace(AWAY, id="m3"))
    voices = (Voice(id="v1", of="child"), Voice(id="v2", of="child-2"))
    plan = replace(FRAMED, people=(*FRAMED.people, SECOND_CHILD), meetings=two, voices=voices)
    told = found("K157", replace(plan, skipped=skip("meetings.m2.tells-child")))
    assert [issue.path for issue in told] == [("meetings", "m3", "tells-child")]
    assert len(found("K152", plan)) == 2
    assert len(found("K152", replace(plan, skipped=skip("voices.v1.takes-part")))) == 1

    bare = tuple(Person(id=one, kind=PersonKind.SERVICE) for one in ("bup", "soc"))
    actions = tuple(Action(id=f"a{n}", who=one.id) for n, one in enumerate(bare, start=1))
    plan = replace(FRAMED, people=(*FRAMED.people[:-1], *bare), actions=actions)
    assert len(found("K180", plan)) == 2
    told = found("K180", replace(plan, skipped=skip("people.bup.role")))
    assert [issue.path for issue in told] == [("people", "soc", "role")]


def test_all_services_without_a_reason_are_named_in_one_sentence() -> None:
    people = (*FRAMED.people, Person(id="soc", kind=PersonKind.SERVICE, service="Socialtjänsten"))
    plan = replace(FRAMED, people=people, meetings=(Meeting(id="m2", invited=("bup", "soc")),))
    (issue,) = found("K154", plan)
    assert issue.facts == {"meeting": "m2", "services": "Mottagningen, Socialtjänsten"}


@pytest.mark.parametrize(("day", "told"), [(date(2026, 3, 31), 0), (date(2026, 4, 1), 1)])
def test_nobody_tells_a_child_what_came_of_a_meeting_before_its_birth(day: date, told: int) -> None:
    """Born some day in March: until the last of March it may not have been born; later meetings count."""
    child = replace(FRAMED.child, born="2026-03", stage=ChildStage.PRESCHOOL)
    plan = replace(FRAMED, child=child, meetings=(replace(AWAY, day=day),))
    assert len(found("K157", plan)) == told
    both = replace(plan, meetings=(replace(AWAY, day=day), replace(AWAY, id="m2", day=date(2026, 4, 2))))
    assert len(found("K157", both)) == told + 1


@pytest.mark.parametrize("code", ["K160", "K161"])
@pytest.mark.parametrize("changed", [{"closing": Closing(day=TODAY)}, {"decision": OTHER_DECISION}])
def test_an_action_is_only_asked_about_while_a_plan_is_being_made(code: str, changed: dict[str, Any]) -> None:
    plan = replace(FRAMED, actions=(Action(id="a1", what="Möter bussen."),))
    assert len(found(code, plan)) == 1
    assert found(code, replace(plan, **changed)) == []


@pytest.mark.parametrize(
    ("child", "told"),
    [
        (Child(born="2008-05", stage=ChildStage.SCHOOL), True),
        # Whoever surely has turned 18 today turns nothing before the follow-up.
        (Child(born="2008-04", stage=ChildStage.SCHOOL), False),
        # Whoever is an adult already turns nothing that matters, whatever year stands there.
        (Child(born="2008-05", stage=ChildStage.ADULT), False),
        (Child(born="2008-06", stage=ChildStage.SCHOOL), False),
    ],
)
def test_only_a_birthday_that_may_lie_between_today_and_the_follow_up_is_told(child: Child, told: bool) -> None:
    plan = replace(FRAMED, child=child, follow_up=FollowUp(day=date(2026, 5, 31)))
    today = date(2026, 4, 30)
    assert bool(list(RULES["K167"](plan, today))) is told
    assert list(RULES["K167"](replace(plan, follow_up=None), today)) == []


def test_a_stranger_in_the_wheel_or_at_a_meeting_is_told_once_by_their_own_rules() -> None:
    plan = replace(
        FRAMED,
        wheel=(Reading(id="w1", voice="nobody"),),
        meetings=(Meeting(id="m1", invited=("nobody",)),),
        roles=Roles(responsible="school", chair="nobody"),
    )
    assert [issue.path for issue in found("K170", plan)] == [("roles", "chair")]
    assert [issue.path[0] for code in ("K122", "K151") for issue in found(code, plan)] == ["wheel", "meetings"]


def test_without_a_follow_up_nothing_is_too_late_for_it() -> None:
    plan = replace(FRAMED, actions=(Action(id="a1", by=date(2026, 6, 1)),))
    assert len(found("K184", plan)) == 1
    assert found("K184", replace(plan, follow_up=None)) == []


def test_a_last_resort_without_words_that_has_changed_is_told_by_its_place() -> None:
    before = replace(FRAMED, fallback=Fallback(ring="school"))
    after = replace(before, agreement=agreement_of(before, TODAY), fallback=Fallback(ring="bup"))
    (issue,) = found("K168", after)
    assert (issue.path, issue.facts) == (("fallback",), {"gone": False, "thing": "fallback"})


@pytest.mark.parametrize(
    ("kind", "to", "told"),
    [
        (HandOverKind.RESPONSIBLE, "school", True),
        (HandOverKind.RESPONSIBLE, "bup", False),
        (HandOverKind.COORDINATION, "bup", True),
        (HandOverKind.COORDINATION, "school", False),
    ],
)
def test_each_of_the_two_hand_overs_has_its_own_holder(kind: HandOverKind, to: str, told: bool) -> None:
    plan = replace(FRAMED, roles=Roles(responsible="school", coordinator="bup"))
    plan = replace(plan, hand_overs=(HandOver(id="h1", kind=kind, to=to),))
    assert bool(found("K192", plan)) is told
    accepted = replace(plan, hand_overs=(HandOver(id="h1", kind=kind, to=to, accepted=TODAY),))
    assert bool(found("K196", accepted)) is not told


@pytest.mark.parametrize("key", ["what", "often", "sign"])
def test_hard_words_are_looked_for_in_all_that_an_action_promises(key: str) -> None:
    plan = replace(FRAMED, actions=(replace(Action(id="a1"), **{key: "Efter HVB."}),))
    assert [issue.path for issue in WORD_RULES["K189"](plan, TERMS)] == [("actions", "a1", key)]


def test_a_goal_of_a_closed_plan_is_left_in_its_own_words() -> None:
    plan = replace(FRAMED, goals=(Goal(id="g1", text="Mio ska sluta gå hem."),))
    assert len(list(WORD_RULES["K188"](plan, TERMS))) == 1
    assert list(WORD_RULES["K188"](replace(plan, closing=Closing(day=TODAY)), TERMS)) == []


def test_where_nothing_is_written_no_word_is_hard() -> None:
    plan = replace(
        FRAMED,
        goals=(Goal(id="g1"),),
        actions=(Action(id="a1"),),
        not_doing=(NotDoing(id="x1"),),
        disagreements=(Disagreement(id="o1"),),
    )
    assert [issue for rule in WORD_RULES.values() for issue in rule(plan, TERMS)] == []
