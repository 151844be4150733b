"""What is read back has one fingerprint: it moves with what is read, and with nothing else."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kronobarn_cli.model.action import is_over
from kronobarn_cli.model.area import Area
from kronobarn_cli.model.decided import Decided, agreement_of, changed_since_read, decided, removed_since_read, things
from kronobarn_cli.model.plan import (
    Action,
    ActionStatus,
    Agreed,
    Agreement,
    Disagreement,
    Fallback,
    FollowUp,
    Goal,
    NotDoing,
    Person,
    PersonKind,
    Plan,
    Review,
    Roles,
    Tried,
    View,
    YesNoUnsure,
)
from tests.strategies import plans

DAY = date(2026, 3, 19)
PLAN = Plan(
    code="k7mtr",
    people=(Person(id="school", kind=PersonKind.SERVICE, service="Skogsskolan"),),
    roles=Roles(responsible="school", coordinator="school"),
    goals=(Goal(id="g1", text="Åka buss utan att det gör ont.", words_of="child", long=True),),
    actions=(
        Action(id="a1", what="Möter bussen.", who="school", by=DAY, often="varje dag", sign="Mio går själv in."),
        Action(id="a2", what="Ringer.", who="school", by=DAY),
    ),
    not_doing=(NotDoing(id="x1", who="school", what="Inga läxor."),),
    disagreements=(Disagreement(id="o1", about="Bup", views=(View(of="child", says="Kanske."),)),),
    fallback=Fallback(ring="school", say="Säg att det gäller planen."),
)


def _action(**changed: Any) -> dict[str, Any]:
    return {"actions": (replace(PLAN.actions[0], **changed), *PLAN.actions[1:])}


def _goal(**changed: Any) -> dict[str, Any]:
    return {"goals": (replace(PLAN.goals[0], **changed),)}


NOT_READ: dict[str, dict[str, Any]] = {
    "result": _action(result="Det gick."),
    "what goal and area an action is under": _action(goal="g1", area=Area.TRYGGHET),
    "the area of a goal": _goal(area=Area.TRYGGHET),
    "follow-up": {"follow_up": FollowUp(day=DAY, convener="school")},
    "what somebody is called": {"people": (replace(PLAN.people[0], service="Granskolan", role="rektor"),)},
    "who is responsible": {"roles": Roles(responsible="bvc", coordinator="school", chair="school")},
    "what was tried": {"tried": (Tried(id="t1", action="a1"),), "reviews": (Review(id="r1"),)},
    "the order of the actions": {"actions": PLAN.actions[::-1]},
    "revision": {"revision": 9},
}
READ: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "what": (_action(what="Möter."), ("actions", "a1")),
    "who": (_action(who="guardian-1"), ("actions", "a1")),
    "by": (_action(by=date(2026, 3, 20)), ("actions", "a1")),
    "often": (_action(often=None), ("actions", "a1")),
    "sign": (_action(sign="Annat."), ("actions", "a1")),
    "goal": (_goal(text="Åka buss."), ("goals", "g1")),
    "whose words": (_goal(words_of=None), ("goals", "g1")),
    "long or short": (_goal(long=False), ("goals", "g1")),
    "not doing": ({"not_doing": (replace(PLAN.not_doing[0], what="Läxor."),)}, ("not-doing", "x1")),
    "a view": (
        {"disagreements": (replace(PLAN.disagreements[0], views=(View(of="child", says="Nej."),)),)},
        ("disagreements", "o1"),
    ),
    "fallback": ({"fallback": Fallback(ring="bvc")}, ("fallback",)),
    "coordinator": ({"roles": Roles(coordinator="bvc")}, ("roles", "coordinator")),
    "a new action": ({"actions": (*PLAN.actions, Action(id="a3"))}, ("actions", "a3")),
}


def _read(plan: Plan) -> Plan:
    return replace(plan, agreement=agreement_of(plan, DAY))


def _mark(plan: Plan) -> str | None:
    return agreement_of(plan, DAY).fingerprint


@pytest.mark.parametrize("what", NOT_READ)
def test_what_is_not_read_changes_nothing(what: Any) -> None:
    after = replace(_read(PLAN), **NOT_READ[what])
    assert _mark(after) == _mark(PLAN)
    assert changed_since_read(after) == ()
    assert removed_since_read(after) == 0


def test_an_action_that_is_over_is_not_read_again_and_has_not_changed() -> None:
    after = replace(_read(PLAN), **_action(status=ActionStatus.DONE))
    assert changed_since_read(after) == ()
    assert removed_since_read(after) == 0
    assert ("actions", "a1") not in [thing.place for thing in things(after)]


@pytest.mark.parametrize("what", READ)
def test_what_is_read_changes_the_fingerprint_and_is_pointed_at(what: Any) -> None:
    change, place = READ[what]
    after = replace(_read(PLAN), **change)
    assert _mark(after) != _mark(PLAN)
    assert changed_since_read(after) == (place,)
    assert removed_since_read(after) == 0


def test_an_empty_fallback_is_none_at_all() -> None:
    assert decided(Plan(code="k7mtr", fallback=Fallback())) == Decided()


@pytest.mark.parametrize("key", ["goals", "actions", "not_doing", "disagreements"])
def test_what_is_gone_is_counted_and_not_taken_for_a_change(key: Any) -> None:
    after = replace(_read(PLAN), **{key: ()})
    assert _mark(after) != _mark(PLAN)
    assert changed_since_read(after) == ()
    assert removed_since_read(after) == len(getattr(PLAN, key))


def test_one_gone_and_one_new_are_told_apart() -> None:
    after = replace(_read(PLAN), actions=(PLAN.actions[0], Action(id="a3", what="Ringer.", who="school", by=DAY)))
    assert changed_since_read(after) == (("actions", "a3"),)
    assert removed_since_read(after) == 1


def test_without_a_read_back_thing_by_thing_nothing_is_changed() -> None:
    old = replace(PLAN, agreement=Agreement(day=DAY, fingerprint=_mark(PLAN)))
    assert changed_since_read(PLAN) == changed_since_read(old) == ()
    assert removed_since_read(PLAN) == removed_since_read(old) == 0


def test_the_record_has_its_day_its_answers_and_marks_that_never_change() -> None:
    """A plan that was read back last year must still be as read: these marks are for ever."""
    answers = (Agreed(of="child", says=YesNoUnsure.YES),)
    record = agreement_of(PLAN, DAY, answers)
    assert (record.day, record.answers) == (DAY, answers)
    assert record.fingerprint == "sha256:b49179530149c0f69ccc551217eb1f60d5407d100b8d8cb75fc723c0d144b572"
    assert record.read[0] == "dcnjjfbmmckh"
    assert len(record.read) == len(things(PLAN))


@given(plan=plans)
def test_the_same_things_read_have_the_same_fingerprint(plan: Any) -> None:
    read = _read(plan)
    assert read.agreement == agreement_of(read, DAY)
    assert all(one.isalpha() for one in read.agreement.read), "no mark looks like a number of a person"
    assert changed_since_read(read) == ()
    assert removed_since_read(read) == 0


@given(plan=plans, other=plans)
def test_the_fingerprint_moves_exactly_when_something_read_does(plan: Any, other: Any) -> None:
    read = replace(other, agreement=agreement_of(plan, DAY))
    same = sorted(map(repr, things(plan))) == sorted(map(repr, things(other)))
    assert (_mark(plan) == _mark(other)) is same
    if things(plan):
        assert (changed_since_read(read) == () and removed_since_read(read) == 0) is same


@given(plan=plans, data=st.data())
def test_a_read_back_does_not_see_status_result_follow_up_or_names(plan: Any, data: Any) -> None:
    status = data.draw(st.sampled_from([None, *ActionStatus]))
    after = replace(
        _read(plan),
        actions=tuple(replace(one, status=status, result="Det gick.") for one in plan.actions),
        people=tuple(replace(one, name="Någon", role="rektor") for one in plan.people),
        follow_up=FollowUp(day=DAY),
    )
    open_before = all(not is_over(one) for one in plan.actions)
    if open_before:
        assert changed_since_read(after) == ()
        assert removed_since_read(after) == 0
