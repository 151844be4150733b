"""What has happened since last time, as facts."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from kronobarn_cli.model.action import is_late
from kronobarn_cli.model.area import Area
from kronobarn_cli.model.plan import (
    Action,
    ActionStatus,
    AreaReading,
    Areas,
    Child,
    Consent,
    Done,
    HandOver,
    HandOverKind,
    Meeting,
    Person,
    PersonKind,
    Plan,
    Reading,
    Review,
    Then,
    Tried,
)
from kronobarn_cli.model.since import Move, Moved, Since, last_time, since

LAST, TODAY = date(2026, 3, 19), date(2026, 5, 7)
PLAN = Plan(
    code="k7mtr",
    people=(Person(id="child", kind=PersonKind.CHILD), Person(id="guardian-1", kind=PersonKind.GUARDIAN)),
    meetings=(Meeting(id="m1", day=LAST, present=("child",)), Meeting(id="m2", day=TODAY)),
)


def _reading(voice: str, day: date, **scores: int) -> Reading:
    areas = {area: AreaReading(score=score) for area, score in scores.items()}
    return Reading(id=f"w-{voice}-{day:%m%d}", voice=voice, day=day, areas=Areas(**areas))


def test_last_time_is_the_latest_that_was_held_before_today() -> None:
    assert last_time(PLAN, TODAY) == LAST
    assert last_time(PLAN, LAST) is None
    assert last_time(replace(PLAN, reviews=(Review(id="r1", day=date(2026, 4, 9)),)), TODAY) == date(2026, 4, 9)
    assert last_time(replace(PLAN, reviews=(Review(id="r1", day=TODAY),)), TODAY) == LAST
    assert last_time(replace(PLAN, meetings=(Meeting(id="m1", day=LAST),)), TODAY) is None


def test_without_a_last_time_nothing_is_told() -> None:
    plan = replace(PLAN, meetings=(), actions=(Action(id="a1", status=ActionStatus.DONE),))
    assert since(plan, TODAY) == Since()


def test_actions_are_done_or_late() -> None:
    plan = replace(
        PLAN,
        actions=(
            Action(id="a1", status=ActionStatus.DONE),
            Action(id="a2", status=ActionStatus.DONE),
            Action(id="a3", status=ActionStatus.ONGOING),
            Action(id="a4", by=date(2026, 5, 6), who="habilitation"),
            Action(id="a5", by=TODAY),
        ),
        tried=(
            Tried(id="t1", action="a2", day=LAST, done=Done.YES),
            Tried(id="t2", action="a3", day=TODAY, done=Done.YES),
        ),
    )
    found = since(plan, TODAY)
    assert found.done == ("a1", "a3")
    assert found.late == ("a4",)


@pytest.mark.parametrize(
    ("changed", "late"),
    [
        ({}, True),
        ({"by": TODAY}, False),
        ({"by": None}, False),
        ({"status": ActionStatus.DONE}, False),
        ({"status": ActionStatus.ENDED}, False),
        ({"status": ActionStatus.ONGOING}, True),
        ({"often": "varje dag"}, True),
        ({"status": ActionStatus.ONGOING, "often": "varje dag"}, False),
    ],
)
def test_a_promise_is_late_when_its_day_has_passed_unless_it_goes_on_and_on(changed: Any, late: bool) -> None:
    assert is_late(replace(Action(id="a1", by=LAST), **changed), TODAY) is late


def test_a_score_is_compared_with_the_same_voice_and_others_stand_beside_it() -> None:
    plan = replace(
        PLAN,
        wheel=(
            _reading("guardian-1", LAST, larande=2, halsa=3),
            _reading("school", LAST, larande=4),
            _reading("bup", LAST, larande=1),
            _reading("child", LAST, larande=2, halsa=3, hemmet=1),
            _reading("guardian-1", TODAY, larande=3, halsa=2),
            _reading("school", TODAY, larande=4),
            _reading("child", date(2026, 4, 20), larande=1),
            _reading("child", TODAY, larande=4, halsa=3, trygghet=5),
        ),
    )
    assert since(plan, TODAY).moved == (
        Moved(Area.HALSA, Move("guardian-1", 3, 2), (), (Move("child", 3, 3),)),
        Moved(Area.LARANDE, Move("child", 2, 4), (Move("guardian-1", 2, 3),), (Move("school", 4, 4),)),
    )


def test_consents_are_new_run_out_or_taken_back() -> None:
    one = Consent(id="c1", by="child", to=("bup",), from_=date(2026, 1, 1), until=date(2026, 9, 1))
    plan = replace(
        PLAN,
        consents=(
            one,
            replace(one, id="c2", to=("school",), from_=date(2026, 4, 1)),
            replace(one, id="c3", to=("kaa",), until=date(2026, 4, 30)),
            replace(one, id="c4", until=date(2026, 4, 30)),  # renewed: c1 holds
            replace(one, id="c5", to=("umo",), withdrawn=date(2026, 4, 2)),
            replace(one, id="c6", to=("mvc",), until=date(2026, 3, 1)),  # before last time
        ),
    )
    found = since(plan, TODAY)
    assert (found.consents_new, found.consents_run_out, found.consents_withdrawn) == (("c2",), ("c3",), ("c5",))


def test_hand_overs_are_accepted_or_declined() -> None:
    one = HandOver(id="h1", kind=HandOverKind.COORDINATION)
    plan = replace(
        PLAN,
        hand_overs=(
            replace(one, accepted=LAST),
            replace(one, id="h2", accepted=TODAY),
            replace(one, id="h3", declined=date(2026, 4, 1)),
            replace(one, id="h4", proposed=TODAY),
        ),
    )
    assert (since(plan, TODAY).accepted, since(plan, TODAY).declined) == (("h2",), ("h3",))


@pytest.mark.parametrize(
    ("born", "turned"), [("2016-04", (10,)), ("2016-05", ()), ("2016-02", ()), ("2016", ()), (None, ())]
)
def test_a_birthday_is_told_when_it_has_surely_been(born: Any, turned: tuple[int, ...]) -> None:
    assert since(replace(PLAN, child=Child(born=born)), TODAY).turned == turned


def test_it_is_told_since_when() -> None:
    assert since(PLAN, TODAY) == Since(day=LAST)


@pytest.mark.parametrize(("then", "done"), [(None, True), (Then.END, True), (Then.KEEP, False), (Then.CHANGE, False)])
def test_what_was_done_and_goes_on_is_not_told_as_done(then: Then | None, done: bool) -> None:
    tried = (Tried(id="t1", action="a1", day=TODAY, done=Done.YES, then=then),)
    plan = replace(PLAN, actions=(Action(id="a1", status=ActionStatus.ONGOING),), tried=tried)
    assert since(plan, TODAY).done == (("a1",) if done else ())


@pytest.mark.parametrize(
    ("until", "told"), [(date(2026, 3, 18), False), (LAST, True), (date(2026, 5, 6), True), (TODAY, False)]
)
def test_a_consent_has_run_out_when_its_last_day_has_passed_since_the_day_we_met(until: date, told: bool) -> None:
    one = Consent(id="c1", by="child", to=("bup",), from_=date(2026, 1, 1), until=until)
    assert since(replace(PLAN, consents=(one,)), TODAY).consents_run_out == (("c1",) if told else ())


def test_the_child_leads_and_who_moved_the_other_way_stands_apart() -> None:
    plan = replace(
        PLAN,
        wheel=(
            _reading("bup", LAST, halsa=2),
            _reading("child", LAST, halsa=2),
            _reading("school", LAST, halsa=4),
            _reading("bup", TODAY, halsa=4),
            _reading("child", TODAY, halsa=3),
            _reading("school", TODAY, halsa=1),
        ),
    )
    assert since(plan, TODAY).moved == (
        Moved(Area.HALSA, Move("child", 2, 3), (Move("bup", 2, 4),), (Move("school", 4, 1),)),
    )


def test_a_consent_that_never_began_and_ends_today_has_not_run_out() -> None:
    one = Consent(id="c1", by="child", to=("bup",), until=TODAY)
    assert since(replace(PLAN, consents=(one,)), TODAY).consents_run_out == ()
