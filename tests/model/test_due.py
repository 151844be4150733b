"""What is due in a plan, both sides of every day."""

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec import to_builtins
from msgspec.structs import replace

from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.due import Due, DueKind, due
from kronobarn_cli.model.plan import (
    Action,
    ActionStatus,
    Agreed,
    Agreement,
    Child,
    Closing,
    Consent,
    FollowUp,
    HandOver,
    HandOverKind,
    Meeting,
    Plan,
    Review,
    Roles,
    YesNoUnsure,
)

TODAY = date(2026, 4, 27)
PLAN = Plan(code="k7mtr", roles=Roles(responsible="school", convener="school-health"))
ACTION = Action(id="a1", what="ringa Mio", who="bup", by=TODAY)


def _day(days: int) -> date:
    return TODAY + timedelta(days=days)


def _due(**changed: Any) -> tuple[Due, ...]:
    return due(replace(PLAN, **changed), TODAY)


@pytest.mark.parametrize(
    ("days", "told", "late"), [(-9, True, 9), (-1, True, 1), (0, True, 0), (30, True, 0), (31, False, 0)]
)
def test_a_promise_is_due_up_to_the_last_day_asked_about(days: int, told: bool, late: int) -> None:
    found = _due(actions=(replace(ACTION, by=_day(days)),))
    assert [one.late(TODAY) for one in found] == ([late] if told else [])


def test_a_promise_says_who_and_what_and_where() -> None:
    assert _due(actions=(ACTION,)) == (Due(DueKind.ACTION, TODAY, "bup", ("actions", "a1"), {"what": "ringa Mio"}),)


@pytest.mark.parametrize(
    "changed",
    [
        {"by": None},
        {"status": ActionStatus.DONE},
        {"by": _day(-3), "status": ActionStatus.ONGOING, "often": "varje dag"},
    ],
)
def test_what_is_done_or_under_way_is_not_due(changed: Any) -> None:
    assert _due(actions=(replace(ACTION, **changed),)) == ()


def test_the_overdue_come_first_and_then_the_days_in_order() -> None:
    days = [3, -1, 0, -8, 20]
    found = _due(actions=tuple(replace(ACTION, id=f"a{at}", by=_day(one)) for at, one in enumerate(days)))
    assert [one.day for one in found] == [_day(one) for one in sorted(days)]
    turning = _due(child=Child(stage=ChildStage.UNBORN), actions=(ACTION, replace(ACTION, id="a2", by=_day(-1))))
    assert [one.kind for one in turning] == [DueKind.ACTION, DueKind.ACTION, DueKind.TRANSITION]


def test_a_meeting_is_due_until_something_tells_that_it_was_held() -> None:
    meeting = Meeting(id="m1", day=_day(-2), at="14:30", invited=("child", "bup"))
    [found] = _due(meetings=(meeting,))
    assert found == Due(
        DueKind.MEETING, _day(-2), "school-health", ("meetings", "m1"), {"at": "14:30"}, ("child", "bup")
    )
    assert _due(meetings=(replace(meeting, present=("child",)),)) == ()
    assert _due(meetings=(replace(meeting, started="14:32"),)) == ()


FOLLOW_UP = FollowUp(day=_day(5), convener="school")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, True),
        ({"reviews": (Review(id="r1", day=_day(5)),)}, False),
        ({"reviews": (Review(id="r1", day=_day(4)),)}, True),
        ({"meetings": (Meeting(id="m2", day=_day(5)),)}, False),  # the meeting tells of it
        ({"meetings": (Meeting(id="m2", day=_day(6)),)}, True),
        ({"meetings": (Meeting(id="m2", day=_day(6), present=("child",)),)}, False),
    ],
)
def test_a_follow_up_is_due_until_it_is_held(changed: Any, told: bool) -> None:
    kinds = [one.kind for one in _due(follow_up=FOLLOW_UP, **changed)]
    assert (DueKind.FOLLOW_UP in kinds) is told


def test_a_follow_up_that_nobody_calls_to_says_so() -> None:
    assert [one.facts["convener"] for one in _due(follow_up=FOLLOW_UP)] == [True]
    assert [one.facts["convener"] for one in _due(follow_up=replace(FOLLOW_UP, convener=None))] == [False]


READ = Agreement(day=_day(-7), answers=(Agreed(of="child", says=YesNoUnsure.YES),))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, True),
        ({"agreement": READ}, False),
        ({"agreement": replace(READ, answers=())}, True),
        ({"agreement": replace(READ, day=_day(-8))}, True),
        ({"actions": ()}, False),
        ({"meetings": (Meeting(id="m1", day=_day(-7)),)}, False),
    ],
)
def test_what_was_decided_at_a_held_meeting_is_to_be_read_back(changed: Any, told: bool) -> None:
    meeting = Meeting(id="m1", day=_day(-7), present=("child",))
    found = _due(**{"meetings": (meeting,), "actions": (replace(ACTION, by=_day(60)),)} | changed)
    assert [(one.day, one.late(TODAY)) for one in found if one.kind is DueKind.READ_BACK] == (
        [(_day(-7), 7)] if told else []
    )


@pytest.mark.parametrize(
    ("left", "told", "soon"),
    [(31, False, False), (30, True, False), (8, True, False), (7, True, True), (0, True, True)],
)
def test_a_consent_is_told_thirty_days_ahead_and_more_loudly_seven(left: int, told: bool, soon: bool) -> None:
    consent = Consent(id="c1", by="guardian-1", to=("bup",), from_=_day(-60), until=_day(left))
    expected = Due(
        DueKind.CONSENT, _day(left), "guardian-1", ("consents", "c1", "until"), {"left": left, "soon": soon}, ("bup",)
    )
    assert _due(consents=(consent,)) == ((expected,) if told else ())


def test_a_hand_over_awaits_its_answer() -> None:
    one = HandOver(id="h1", kind=HandOverKind.RESPONSIBLE, from_="bvc", to="school", proposed=_day(-3))
    assert _due(hand_overs=(one,)) == (
        Due(DueKind.HAND_OVER, _day(-3), "school", ("hand-overs", "h1"), {"kind": "responsible"}, ("bvc",)),
    )
    assert _due(hand_overs=(replace(one, accepted=TODAY),)) == ()
    assert _due(hand_overs=(replace(one, declined=TODAY),)) == ()


def test_a_turning_is_told_a_term_ahead_however_short_a_time_is_asked_about() -> None:
    plan = replace(PLAN, child=Child(born="2008-12", stage=ChildStage.UPPER_SECONDARY))
    [found] = due(plan, TODAY, timedelta(days=1))
    assert (found.kind, found.day, found.who) == (DueKind.TRANSITION, date(2026, 12, 1), "school")
    assert found.facts == {"turning": "adult", "sure": True}


def test_a_turning_is_late_only_when_its_whole_span_has_passed() -> None:
    plan = replace(PLAN, child=Child(born="2008", stage=ChildStage.UPPER_SECONDARY))
    assert [one.late(TODAY) for one in due(plan, TODAY)] == [0]
    assert [one.late(date(2027, 1, 2)) for one in due(plan, date(2027, 1, 2))] == [2]


@pytest.mark.parametrize(("days", "told"), [(-1, False), (0, True), (30, True), (31, False)])
def test_a_closed_plan_awaits_only_that_the_child_is_told(days: int, told: bool) -> None:
    closing = Closing(day=_day(-9), child_told_by="school", child_told_day=_day(days))
    found = _due(actions=(ACTION,), follow_up=FOLLOW_UP, closing=closing)
    assert [(one.kind, one.day, one.who) for one in found] == (
        [(DueKind.CHILD_TOLD, _day(days), "school")] if told else []
    )


def test_with_a_protected_identity_nobody_words_are_among_the_facts() -> None:
    found = _due(child=Child(protected=True), actions=(ACTION,))
    assert [dict(one.facts) for one in found] == [{}]
    assert "Mio" not in str(to_builtins(found))


def test_what_comes_sooner_comes_first_whatever_it_is() -> None:
    found = _due(actions=(replace(ACTION, by=_day(5)),), follow_up=replace(FOLLOW_UP, day=_day(1)))
    assert [one.kind for one in found] == [DueKind.FOLLOW_UP, DueKind.ACTION]


def test_an_action_that_is_done_hides_none_after_it() -> None:
    found = _due(actions=(replace(ACTION, id="a0", status=ActionStatus.DONE), ACTION))
    assert [one.path for one in found] == [("actions", "a1")]


def test_each_thing_due_says_who_and_where() -> None:
    held_today = Meeting(id="m1", day=TODAY, present=("child",))
    assert _due(follow_up=FOLLOW_UP) == (
        Due(DueKind.FOLLOW_UP, _day(5), "school", ("follow-up", "day"), {"convener": True}),
    )
    assert _due(meetings=(held_today,), actions=(replace(ACTION, by=_day(60)),)) == (
        Due(DueKind.READ_BACK, TODAY, "school-health", ("agreement",), {}),
    )
    closing = Closing(child_told_by="school", child_told_day=TODAY)
    assert _due(closing=closing) == (Due(DueKind.CHILD_TOLD, TODAY, "school", ("closing", "child-told-day"), {}),)
    (turning,) = _due(child=Child(stage=ChildStage.UNBORN))
    assert turning[:5] == (DueKind.TRANSITION, None, "school", ("child", "born"), {"turning": "birth", "sure": True})


def test_what_was_decided_after_today_cannot_be_read_back_yet() -> None:
    ahead = Meeting(id="m1", day=_day(1), present=("child",))
    assert _due(meetings=(ahead,), actions=(replace(ACTION, by=_day(60)),)) == ()
