"""The turnings ahead of a child: what is told when, how sure it is, and when to prepare."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.plan import Child, Closing, HandOver, HandOverKind, Plan
from kronobarn_cli.model.transitions import Transition, TransitionKind, transitions

K = TransitionKind


def _plan(born: str | None, stage: ChildStage | None) -> Plan:
    return Plan(code="k7mtr", child=Child(born=born, stage=stage))


def _found(born: str | None, stage: ChildStage | None, today: date) -> list[TransitionKind]:
    return [one.kind for one in transitions(_plan(born, stage), today)]


@pytest.mark.parametrize(
    ("born", "stage", "kinds", "first"),
    [
        ("2026-05", ChildStage.UNBORN, [K.BIRTH], date(2026, 5, 1)),
        ("2020", ChildStage.PRESCHOOL, [K.SCHOOL_START], date(2026, 8, 1)),
        ("2016-02", ChildStage.SCHOOL, [K.MIDDLE_SCHOOL], date(2026, 8, 1)),
        ("2013", ChildStage.SCHOOL, [K.SENIOR_SCHOOL], date(2026, 8, 1)),
        ("2011-09", ChildStage.SCHOOL, [K.FIFTEEN], date(2026, 9, 1)),
        ("2010-01", ChildStage.SCHOOL, [K.UPPER_SECONDARY, K.OUTSIDE_SCHOOL], date(2026, 8, 1)),
        ("2008-12", ChildStage.UPPER_SECONDARY, [K.ADULT], date(2026, 12, 1)),
        ("2006-08", ChildStage.OUTSIDE_SCHOOL, [K.ADULT, K.ACTIVITIES_END], date(2024, 8, 1)),
        ("2006-08", ChildStage.ADULT, [K.ACTIVITIES_END], date(2026, 8, 1)),
        ("2017", ChildStage.SCHOOL, [], None),
        (None, ChildStage.SCHOOL, [], None),
    ],
)
def test_each_turning_is_told_to_whom_it_concerns(born: str, stage: ChildStage, kinds: list[K], first: date) -> None:
    found = transitions(_plan(born, stage), date(2026, 4, 27))
    assert [one.kind for one in found] == kinds
    assert [one.first for one in found[:1]] == ([first] if first else [])


@pytest.mark.parametrize(
    ("born", "told"),
    [
        ("2009-07", date(2027, 1, 1)),  # July belongs to the autumn to come: the term before is spring
        ("2009-08", date(2027, 1, 1)),
        ("2009-12", date(2027, 1, 1)),
        ("2009-01", date(2026, 8, 1)),
        ("2009-06", date(2026, 8, 1)),
        ("2009", date(2026, 8, 1)),  # it may be in January
    ],
)
def test_a_turning_is_told_from_the_start_of_the_term_before(born: str, told: date) -> None:
    assert _found(born, ChildStage.UPPER_SECONDARY, told - timedelta(days=1)) == []
    [found] = transitions(_plan(born, ChildStage.UPPER_SECONDARY), told)
    assert (found.kind, found.told) == (K.ADULT, told)


@given(
    born=st.builds("{:04}-{:02}".format, st.integers(2000, 2030), st.integers(1, 12))
    | st.integers(2000, 2030).map(str),
    stage=st.none() | st.sampled_from(list(ChildStage)),
    today=st.dates(date(2020, 1, 1), date(2050, 1, 1)),
)
def test_a_hand_over_is_prepared_before_it_comes_and_never_in_the_summer(
    born: str, stage: ChildStage, today: date
) -> None:
    for one in transitions(_plan(born, stage), today):
        assert one.told is not None
        assert one.first is not None
        assert one.last is not None
        assert one.first <= one.last
        if one.prepare_from is None or one.prepare_by is None:
            assert one.kind is K.FIFTEEN
            continue
        assert one.told <= one.prepare_from < one.prepare_by < one.first
        summer = (date(one.prepare_by.year, 6, 15), date(one.prepare_by.year, 8, 15))
        assert one.prepare_by < summer[0] or one.prepare_from > summer[1]


def test_a_birth_without_a_day_is_told_as_such() -> None:
    [found] = transitions(_plan(None, ChildStage.UNBORN), date(2026, 4, 27))
    assert found == Transition(K.BIRTH, None, None, sure=True, to=ChildStage.PRESCHOOL)


def test_only_what_may_not_happen_is_called_unsure() -> None:
    found = {
        one.kind: one.sure for age in range(21) for one in transitions(_plan(str(2026 - age), None), date(2026, 1, 1))
    }
    assert {kind for kind, sure in found.items() if not sure} == {
        K.MIDDLE_SCHOOL,
        K.SENIOR_SCHOOL,
        K.UPPER_SECONDARY,
        K.OUTSIDE_SCHOOL,
    }
    assert set(found) == set(TransitionKind)


def test_what_decides_who_is_responsible_is_told_until_the_stage_is_changed() -> None:
    later = date(2027, 2, 1)
    assert _found("2020", ChildStage.PRESCHOOL, later) == [K.SCHOOL_START]
    assert _found("2020", ChildStage.SCHOOL, later) == []
    assert _found("2013", ChildStage.SCHOOL, later) == []
    assert _found("2020", None, later) == []


def test_an_accepted_hand_over_answers_the_turning_but_eighteen_is_more_than_that() -> None:
    day = date(2026, 4, 27)
    taken = HandOver(id="h1", kind=HandOverKind.RESPONSIBLE, accepted=date(2026, 3, 1))
    start, adult = _plan("2020", ChildStage.PRESCHOOL), _plan("2008-09", ChildStage.UPPER_SECONDARY)
    assert transitions(replace(start, hand_overs=(taken,)), day) == ()
    assert len(transitions(replace(start, hand_overs=(replace(taken, accepted=None),)), day)) == 1
    assert len(transitions(replace(start, hand_overs=(replace(taken, accepted=date(2025, 12, 1)),)), day)) == 1
    assert len(transitions(replace(start, hand_overs=(replace(taken, kind=HandOverKind.COORDINATION),)), day)) == 1
    assert len(transitions(replace(adult, hand_overs=(taken,)), day)) == 1


def test_a_closed_plan_has_no_turnings() -> None:
    assert transitions(replace(_plan("2020", ChildStage.PRESCHOOL), closing=Closing()), date(2026, 4, 27)) == ()


def test_a_turning_says_all_that_is_known_of_it() -> None:
    spring = transitions(_plan("2020", ChildStage.PRESCHOOL), date(2026, 4, 27))
    assert spring == (
        Transition(
            K.SCHOOL_START,
            date(2026, 8, 1),
            date(2026, 8, 1),
            sure=True,
            to=ChildStage.SCHOOL,
            told=date(2026, 1, 1),
            prepare_from=date(2026, 1, 10),
            prepare_by=date(2026, 6, 14),
        ),
    )
    (autumn,) = transitions(_plan("2008-03", ChildStage.UPPER_SECONDARY), date(2025, 9, 1))
    assert (autumn.first, autumn.last, autumn.to) == (date(2026, 3, 1), date(2026, 3, 31), ChildStage.ADULT)
    assert (autumn.prepare_from, autumn.prepare_by) == (date(2025, 8, 16), date(2025, 12, 15))


def test_fifteen_is_handed_over_to_nobody() -> None:
    (found,) = transitions(_plan("2011-09", ChildStage.SCHOOL), date(2026, 4, 27))
    assert (found.kind, found.to, found.prepare_from, found.prepare_by) == (K.FIFTEEN, None, None, None)


def test_a_turning_is_told_through_its_last_day() -> None:
    assert _found("2016", ChildStage.SCHOOL, date(2026, 8, 1)) == [K.MIDDLE_SCHOOL]
    assert _found("2016", ChildStage.SCHOOL, date(2026, 8, 2)) == []


def test_who_took_over_the_very_day_it_was_told_has_answered_it() -> None:
    plan = _plan("2020", ChildStage.PRESCHOOL)
    taken = HandOver(id="h1", kind=HandOverKind.RESPONSIBLE, accepted=date(2026, 1, 1))
    assert transitions(replace(plan, hand_overs=(taken,)), date(2026, 4, 27)) == ()
    late = replace(taken, accepted=date(2025, 12, 31))
    assert len(transitions(replace(plan, hand_overs=(late,)), date(2026, 4, 27))) == 1
