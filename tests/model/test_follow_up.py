"""What a follow-up's answers make of the actions they are about."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kronobarn_cli.model.follow_up import apply_tried
from kronobarn_cli.model.plan import Action, ActionStatus, Done, Plan, Then, Tried

DAY = date(2026, 5, 7)
ACTION = Action(id="a1", what="ringa varje fredag", who="school", by=date(2026, 5, 1), status=ActionStatus.PLANNED)
OTHER = replace(ACTION, id="a2", what="möta vid bussen")
TRIED = Tried(id="t1", action="a1")


def _plan(*tried: Tried) -> Plan:
    return Plan(code="k7mtr", actions=(ACTION, OTHER), tried=tried)


@pytest.mark.parametrize(
    ("done", "then", "status"),
    [
        (Done.YES, None, ActionStatus.DONE),
        (Done.YES, Then.END, ActionStatus.DONE),
        (Done.PARTLY, Then.END, ActionStatus.ENDED),
        (Done.NO, Then.END, ActionStatus.ENDED),
        (None, Then.END, ActionStatus.ENDED),
        (Done.YES, Then.KEEP, ActionStatus.ONGOING),
        (Done.NO, Then.KEEP, ActionStatus.PLANNED),
        (Done.NO, Then.CHANGE, ActionStatus.ONGOING),
        (Done.PARTLY, None, ActionStatus.ONGOING),
        (Done.NO, None, ActionStatus.PLANNED),
        (None, None, ActionStatus.PLANNED),
    ],
)
def test_what_was_said_decides_how_far_the_action_has_come(done: Any, then: Any, status: ActionStatus) -> None:
    after = apply_tried(_plan(replace(TRIED, done=done, then=then)), ["t1"], DAY)
    assert after.actions == (replace(ACTION, status=status), OTHER)


def test_what_was_tried_stays_as_it_stood_though_the_action_changes() -> None:
    row = replace(TRIED, then=Then.CHANGE, known_by="han somnar", new_what="ringa på måndagar", new_by=date(2026, 6, 1))
    after = apply_tried(_plan(row), ["t1"], DAY)
    stood = replace(row, day=DAY, what="ringa varje fredag", who=ACTION.who, by=date(2026, 5, 1))
    assert after.tried == (replace(stood, often=ACTION.often, sign=ACTION.sign),)
    changed = replace(
        ACTION,
        what="ringa på måndagar",
        by=date(2026, 6, 1),
        often=None,
        sign=None,
        status=ActionStatus.ONGOING,
        result=None,
    )
    assert after.actions == (changed, OTHER)


def test_a_new_day_counts_when_it_goes_on_and_not_when_it_ends() -> None:
    row = replace(TRIED, new_by=date(2026, 6, 1), new_what="annat")
    kept = apply_tried(_plan(replace(row, then=Then.KEEP)), ["t1"], DAY).actions[0]
    ended = apply_tried(_plan(replace(row, then=Then.END)), ["t1"], DAY).actions[0]
    assert (kept.what, kept.by) == ("ringa varje fredag", date(2026, 6, 1))
    assert (ended.what, ended.by) == ("ringa varje fredag", date(2026, 5, 1))


def test_only_the_rows_that_are_named_count() -> None:
    plan = _plan(replace(TRIED, done=Done.YES), Tried(id="t2", action="a9", done=Done.YES))
    assert apply_tried(plan, [], DAY) == plan
    assert apply_tried(plan, ["t2"], DAY) == plan


_maybe_words = st.none() | st.sampled_from(["ringa varje fredag", "möta vid bussen", "skriva en lapp"])
_maybe_day = st.none() | st.dates(date(2026, 5, 1), date(2026, 5, 4))
_actions = st.builds(
    Action,
    id=st.sampled_from(["a1", "a2", "a3"]),
    what=_maybe_words,
    by=_maybe_day,
    status=st.none() | st.sampled_from(list(ActionStatus)),
    result=_maybe_words,
)
_tried = st.builds(
    Tried,
    id=st.sampled_from(["t1", "t2", "t3"]),
    action=st.sampled_from(["a1", "a2", "a3", "a9"]),
    day=_maybe_day,
    what=_maybe_words,
    by=_maybe_day,
    done=st.none() | st.sampled_from(list(Done)),
    known_by=_maybe_words,
    then=st.none() | st.sampled_from(list(Then)),
    new_what=_maybe_words,
    new_by=_maybe_day,
)


@given(
    actions=st.lists(_actions, unique_by=lambda one: one.id).map(tuple),
    tried=st.lists(_tried, unique_by=(lambda one: one.id, lambda one: one.action)).map(tuple),
)
def test_doing_it_twice_changes_nothing_more_and_touches_nothing_else(actions: Any, tried: Any) -> None:
    before = Plan(code="k7mtr", actions=actions, tried=tried)
    once = apply_tried(before, ["t1", "t2"], DAY)
    assert apply_tried(once, ["t1", "t2"], date(2026, 5, 20)) == once
    assert replace(once, actions=(), tried=()) == replace(before, actions=(), tried=())
    about = {one.action for one in tried if one.id != "t3"}
    assert [one for one in once.actions if one.id not in about] == [one for one in actions if one.id not in about]
    assert [one for one in once.tried if one.id == "t3"] == [one for one in tried if one.id == "t3"]


WHOLE = replace(ACTION, often="varje fredag", sign="han somnar", result="bättre")


def _after(row: Tried) -> Plan:
    return apply_tried(Plan(code="k7mtr", actions=(WHOLE,), tried=(row,)), ["t1"], DAY)


def test_all_that_was_promised_stands_in_the_row() -> None:
    (row,) = _after(replace(TRIED, done=Done.YES)).tried
    assert (row.day, row.what, row.who, row.by) == (DAY, WHOLE.what, WHOLE.who, WHOLE.by)
    assert (row.often, row.sign) == ("varje fredag", "han somnar")


def test_new_words_are_a_new_promise_and_the_same_words_are_not() -> None:
    changed = replace(TRIED, then=Then.CHANGE, new_what="ringa på måndagar")
    (new,) = _after(changed).actions
    assert (new.what, new.often, new.sign, new.result) == ("ringa på måndagar", None, None, None)
    (same,) = _after(replace(changed, new_what=WHOLE.what)).actions
    assert same == replace(WHOLE, status=ActionStatus.ONGOING)


@pytest.mark.parametrize(("known_by", "result"), [("läraren såg", "läraren såg"), (None, "bättre")])
def test_how_it_is_known_becomes_the_result_and_silence_takes_none_away(known_by: str | None, result: str) -> None:
    (action,) = _after(replace(TRIED, done=Done.PARTLY, known_by=known_by)).actions
    assert action.result == result
