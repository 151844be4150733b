"""What the consent ledger allows, day by day."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kronobarn_cli.model.area import Area
from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.consent import (
    Standing,
    State,
    consented,
    covered_areas,
    ended,
    endings,
    givers,
    grid,
    lapsed,
    missing_guardians,
    receivers,
    rows,
    standing,
    valid,
    withdraw,
)
from kronobarn_cli.model.consent_rules import ends_soon, says_what
from kronobarn_cli.model.plan import Child, Consent, Person, PersonKind, Plan, Roles, Skipped

DAY = date(2026, 4, 1)
MOTHER = Consent(
    id="c1",
    by="guardian-1",
    to=("bup",),
    areas=(Area.HALSA, Area.LARANDE),
    from_=date(2026, 3, 1),
    until=date(2026, 5, 1),
)
FATHER = replace(MOTHER, id="c2", by="guardian-2", areas=(Area.HALSA, Area.HEMMET))
PEOPLE = (
    Person(id="child", kind=PersonKind.CHILD),
    Person(id="guardian-1", kind=PersonKind.GUARDIAN),
    Person(id="guardian-2", kind=PersonKind.GUARDIAN),
)


def _plan(*consents: Consent, at: ChildStage | None = None) -> Plan:
    return Plan(code="k7mtr", child=Child(stage=at), people=PEOPLE, consents=consents)


@pytest.mark.parametrize(
    ("changed", "holds"),
    [
        ({}, True),
        ({"from_": DAY}, True),
        ({"from_": date(2026, 4, 2)}, False),
        ({"from_": None}, False),
        ({"until": DAY}, True),
        ({"until": date(2026, 3, 31)}, False),
        ({"until": None}, False),
        ({"withdrawn": date(2026, 4, 2)}, True),
        ({"withdrawn": DAY}, False),
        ({"until": date(2026, 2, 1)}, False),
    ],
)
def test_a_consent_holds_from_its_first_day_to_its_last_unless_withdrawn(changed: Any, holds: Any) -> None:
    assert valid(replace(MOTHER, **changed), DAY) is holds


def test_only_what_everyone_agrees_on_is_covered() -> None:
    assert covered_areas(_plan(MOTHER), "bup", DAY) == {Area.HALSA, Area.LARANDE}
    assert covered_areas(_plan(MOTHER, FATHER), "bup", DAY) == {Area.HALSA}


def test_two_consents_from_the_same_person_add_up() -> None:
    more = replace(MOTHER, id="c3", areas=(Area.HEMMET,))
    assert covered_areas(_plan(MOTHER, more), "bup", DAY) == {Area.HALSA, Area.LARANDE, Area.HEMMET}


def test_nothing_is_covered_without_consent_or_for_another_service() -> None:
    assert covered_areas(_plan(), "bup", DAY) == frozenset()
    assert covered_areas(_plan(MOTHER), "police", DAY) == frozenset()


@pytest.mark.parametrize("ended", [{"withdrawn": DAY}, {"until": date(2026, 3, 31)}])
def test_a_consent_that_ends_closes_the_service_until_a_new_one_is_given(ended: Any) -> None:
    plan = _plan(MOTHER, replace(FATHER, **ended))
    assert givers(plan, "bup", DAY) == ("guardian-1",)
    assert lapsed(plan, "bup", DAY) == ("guardian-2",)
    assert not consented(plan, "bup", DAY)
    assert covered_areas(plan, "bup", DAY) == frozenset()
    renewed = replace(plan, consents=(*plan.consents, replace(FATHER, id="c3", from_=DAY)))
    assert covered_areas(renewed, "bup", DAY) == {Area.HALSA}


def test_a_consent_that_has_not_begun_closes_nothing() -> None:
    assert consented(_plan(MOTHER, replace(FATHER, from_=date(2026, 4, 2))), "bup", DAY)


@pytest.mark.parametrize(
    "over",
    [
        {"from_": None, "withdrawn": DAY},
        {"from_": date(2026, 4, 2), "withdrawn": DAY},
        {"from_": None, "until": date(2026, 3, 31)},
    ],
)
def test_a_consent_that_is_over_closes_also_when_its_first_day_is_not_known_or_did_not_come(over: Any) -> None:
    plan = _plan(MOTHER, replace(FATHER, **over))
    assert lapsed(plan, "bup", DAY) == ("guardian-2",)
    assert not consented(plan, "bup", DAY)


def test_the_guardians_still_to_ask_are_named() -> None:
    assert missing_guardians(_plan(MOTHER), "bup", DAY) == ("guardian-2",)
    assert missing_guardians(_plan(MOTHER, FATHER), "bup", DAY) == ()
    assert missing_guardians(_plan(), "bup", DAY) == ("guardian-1", "guardian-2")


def test_guardians_have_no_say_for_an_adult() -> None:
    own = replace(MOTHER, id="c3", by="child")
    assert not consented(_plan(MOTHER, FATHER, at=ChildStage.ADULT), "bup", DAY)
    assert missing_guardians(_plan(MOTHER, at=ChildStage.ADULT), "bup", DAY) == ()
    assert covered_areas(_plan(FATHER, own, at=ChildStage.ADULT), "bup", DAY) == {Area.HALSA, Area.LARANDE}


_days = st.dates(date(2026, 3, 1), date(2026, 5, 1))
_ledger = st.lists(
    st.builds(
        Consent,
        id=st.sampled_from(["c1", "c2", "c3", "c4"]),
        by=st.sampled_from(["child", "guardian-1", "guardian-2"]),
        to=st.just(("bup",)),
        areas=st.lists(st.sampled_from(list(Area)), unique=True).map(tuple),
        from_=_days,
        until=_days,
        withdrawn=st.none() | _days,
    ),
    min_size=1,
    max_size=4,
)


@given(ledger=_ledger, day=_days, data=st.data())
def test_withdrawing_never_widens_what_is_shared(ledger: Any, day: Any, data: Any) -> None:
    before = _plan(*ledger)
    at = data.draw(st.integers(0, len(ledger) - 1))
    earlier = min(filter(None, (day, ledger[at].withdrawn)))
    after = _plan(*ledger[:at], replace(ledger[at], withdrawn=earlier), *ledger[at + 1 :])
    assert covered_areas(after, "bup", day) <= covered_areas(before, "bup", day)


@given(ledger=_ledger, day=_days, later=_days)
def test_time_alone_never_widens_what_is_shared_between_two_givings(ledger: Any, day: Any, later: Any) -> None:
    day, later = sorted((day, later))
    if not any(day < consent.from_ <= later for consent in ledger):
        assert covered_areas(_plan(*ledger), "bup", later) <= covered_areas(_plan(*ledger), "bup", day)


SERVICES = ("school", "bup", "habilitation")
WITH_SERVICES = (*PEOPLE, *(Person(id=one, kind=PersonKind.SERVICE) for one in SERVICES))


def _states(plan: Plan, service: str) -> dict[Area, State]:
    return dict(dict(grid(plan, DAY))[service])


def test_the_grid_has_every_service_that_needs_consent_and_all_seven_areas() -> None:
    plan = replace(_plan(MOTHER), people=WITH_SERVICES, roles=Roles(responsible="school"))
    assert receivers(plan) == ("bup", "habilitation")
    assert [[area for area, _state in areas] for _service, areas in grid(plan, DAY)] == [list(Area)] * 2
    assert set(_states(plan, "habilitation").values()) == {State.NO}


def test_a_service_with_consent_that_is_nobody_in_people_is_still_shown() -> None:
    assert receivers(_plan(replace(MOTHER, to=("police",)))) == ("police",)


def test_one_guardian_of_two_is_shown_as_such() -> None:
    one = _states(_plan(MOTHER), "bup")
    both = _states(_plan(MOTHER, FATHER), "bup")
    assert (one[Area.HALSA], one[Area.HEMMET]) == (State.PARTLY, State.NO)
    assert (both[Area.HALSA], both[Area.LARANDE]) == (State.YES, State.NO)


def test_a_row_is_one_giver_and_one_service() -> None:
    wide = replace(MOTHER, to=("bup", "school"))
    assert [(row.consent.by, row.to) for row in rows(_plan(wide, FATHER))] == [
        ("guardian-1", "bup"),
        ("guardian-1", "school"),
        ("guardian-2", "bup"),
    ]


@pytest.mark.parametrize(
    ("changed", "at", "stands"),
    [
        ({}, None, Standing.HOLDS),
        ({"from_": date(2026, 4, 2)}, None, Standing.AHEAD),
        ({"until": date(2026, 3, 31)}, None, Standing.RUN_OUT),
        ({"withdrawn": DAY}, None, Standing.WITHDRAWN),
        ({"withdrawn": date(2026, 4, 2)}, None, Standing.HOLDS),
        ({"until": None}, None, Standing.NO_DAYS),
        ({"from_": None}, None, Standing.NO_DAYS),
        ({}, ChildStage.ADULT, Standing.NO_SAY),
    ],
)
def test_where_a_consent_stands(changed: Any, at: Any, stands: Any) -> None:
    consent = replace(MOTHER, **changed)
    assert standing(_plan(consent, at=at), consent, DAY) is stands


@pytest.mark.parametrize(("days", "told"), [(29, False), (30, True), (31, True)])
def test_an_end_is_told_when_it_is_near_enough(days: int, told: bool) -> None:
    found = endings(_plan(MOTHER), DAY, timedelta(days=days))
    assert [(one.consent.id, one.services, one.left) for one in found] == ([("c1", ("bup",), 30)] if told else [])


def test_a_renewed_consent_does_not_end_and_a_coming_withdrawal_does() -> None:
    renewed = replace(MOTHER, id="c3", from_=date(2026, 5, 2), until=date(2026, 9, 1))
    assert endings(_plan(MOTHER, renewed), DAY, timedelta(days=40)) == ()
    [end] = endings(_plan(replace(MOTHER, withdrawn=date(2026, 4, 4))), DAY, timedelta(days=7))
    assert (end.last, end.left) == (date(2026, 4, 3), 2)


def test_taking_back_from_one_service_splits_the_row_and_leaves_the_rest_as_it_stood() -> None:
    wide = replace(MOTHER, to=("bup", "school", "habilitation"), except_="separationen")
    after = withdraw(_plan(wide, FATHER), "guardian-1", "bup", DAY)
    assert after.consents == (
        replace(wide, to=("school", "habilitation")),
        replace(wide, id="c3", to=("bup",), withdrawn=DAY),
        FATHER,
    )


def test_taking_back_from_all_marks_every_row_that_has_not_ended() -> None:
    over = replace(MOTHER, id="c3", until=date(2026, 3, 15))
    gone = replace(MOTHER, id="c4", withdrawn=date(2026, 3, 20))
    coming = replace(MOTHER, id="c5", from_=date(2026, 4, 20))
    endless = replace(MOTHER, id="c6", until=None)
    after = withdraw(_plan(MOTHER, FATHER, over, gone, coming, endless), "guardian-1", None, DAY)
    assert [one.withdrawn for one in after.consents] == [DAY, None, None, date(2026, 3, 20), DAY, DAY]


def test_what_was_taken_back_that_day_already_is_left_alone() -> None:
    plan = _plan(replace(MOTHER, to=("bup", "school"), withdrawn=DAY))
    assert withdraw(plan, "guardian-1", "bup", DAY) == plan


def test_a_split_row_keeps_the_reasons_given_for_what_was_skipped() -> None:
    wide = replace(MOTHER, id="c2", to=("bup", "school"))
    old = replace(MOTHER, id="c4", withdrawn=DAY)
    why, other = (
        Skipped(what="consents.c2.purpose", why="hon minns inte"),
        Skipped(what="consents.c20.purpose", why="annat"),
    )
    before = replace(_plan(wide, old), skipped=(why, other))
    after = withdraw(before, "guardian-1", "bup", DAY)
    assert [one.id for one in after.consents] == ["c2", "c5", "c4"]
    assert after.skipped == (why, replace(why, what="consents.c5.purpose"), other)
    assert withdraw(before, "guardian-1", None, DAY).skipped == before.skipped


@pytest.mark.parametrize(
    ("changed", "warns"),
    [
        ({}, True),
        ({"from_": date(2026, 4, 2)}, True),
        ({"withdrawn": DAY}, False),
        ({"until": date(2026, 3, 31)}, False),
    ],
)
def test_what_a_consent_is_for_is_asked_only_while_it_can_still_hold(changed: Any, warns: bool) -> None:
    found = [issue.facts["missing"] for issue in says_what(_plan(replace(MOTHER, **changed)), DAY)]
    assert found == (["purpose"] if warns else [])


def test_a_consent_without_a_last_day_in_this_world_has_no_end_to_tell() -> None:
    plan = _plan(replace(MOTHER, until=date.max))
    assert endings(plan, DAY, timedelta(days=30)) == ()
    assert list(ends_soon(plan, DAY)) == []


def test_a_service_to_which_every_consent_is_over_is_told_apart_from_one_never_asked_about() -> None:
    gone, out = replace(MOTHER, withdrawn=DAY), replace(FATHER, to=("police",), until=date(2026, 3, 31))
    coming = replace(FATHER, id="c3", to=("habilitation",), from_=date(2026, 4, 20))
    plan = replace(_plan(gone, out, coming), people=WITH_SERVICES)
    assert ended(plan, DAY) == ("bup", "police")
    assert ended(replace(plan, consents=(gone, FATHER)), DAY) == ()
    assert ended(plan, date(2026, 3, 15)) == ()


_wide_ledger = st.lists(
    st.builds(
        Consent,
        id=st.sampled_from([f"c{number}" for number in range(1, 30)]),
        by=st.sampled_from(["child", "guardian-1", "guardian-2"]),
        to=st.lists(st.sampled_from(SERVICES), min_size=1, unique=True).map(tuple),
        areas=st.lists(st.sampled_from(list(Area)), unique=True).map(tuple),
        from_=_days,
        until=st.none() | _days,
        withdrawn=st.none() | _days,
    ),
    max_size=5,
    unique_by=lambda one: one.id,
)


@given(
    ledger=_wide_ledger,
    by=st.sampled_from(["child", "guardian-1"]),
    service=st.none() | st.sampled_from(SERVICES),
    day=_days,
)
def test_what_is_taken_back_is_taken_back_and_nothing_else(
    ledger: Any, by: str, service: str | None, day: date
) -> None:
    before = replace(_plan(*ledger), people=WITH_SERVICES)
    after = withdraw(before, by, service, day)
    assert replace(after, consents=()) == replace(before, consents=())
    assert len({one.id for one in after.consents}) == len(after.consents)
    for one, when in product(
        SERVICES, (day - timedelta(days=9), day - timedelta(days=1), day, day + timedelta(days=9))
    ):
        taken = when >= day and service in {None, one}
        assert taken or covered_areas(after, one, when) == covered_areas(before, one, when)
        assert covered_areas(after, one, when) <= covered_areas(before, one, when)
        assert givers(after, one, when) == tuple(g for g in givers(before, one, when) if not (taken and g == by))
    assert withdraw(after, by, service, day) == after


@given(ledger=_wide_ledger, day=_days)
def test_the_grid_says_yes_only_to_what_may_be_shared(ledger: Any, day: date) -> None:
    plan = replace(_plan(*ledger), people=WITH_SERVICES)
    for service, areas in grid(plan, day):
        told = {area for area, state in areas if state is not State.NO}
        assert told == covered_areas(plan, service, day)
        assert all(
            (state is State.PARTLY) == bool(missing_guardians(plan, service, day))
            for area, state in areas
            if area in told
        )


def test_endings_come_soonest_first_whatever_the_order_of_the_ledger() -> None:
    sooner = replace(FATHER, until=date(2026, 4, 20))
    found = endings(_plan(MOTHER, sooner), DAY, timedelta(days=60))
    assert [(one.consent.id, one.left) for one in found] == [("c2", 19), ("c1", 30)]


def test_a_service_that_nobody_was_asked_about_has_no_consents_that_are_over() -> None:
    every_way = (replace(MOTHER, withdrawn=DAY), replace(FATHER, until=date(2026, 3, 31)))
    plan = replace(_plan(*every_way), people=WITH_SERVICES)
    assert ended(plan, DAY) == ("bup",)


def test_taking_back_leaves_the_rows_before_and_after_as_they_stood() -> None:
    wide = replace(MOTHER, id="c3", to=("bup", "school"))
    after = withdraw(_plan(FATHER, wide, replace(FATHER, id="c4")), "guardian-1", "bup", DAY)
    assert [one.id for one in after.consents] == ["c2", "c3", "c5", "c4"]


def test_a_consent_is_taken_back_on_its_last_day_too() -> None:
    last = replace(MOTHER, until=DAY)
    assert withdraw(_plan(last), "guardian-1", "bup", DAY).consents == (replace(last, withdrawn=DAY),)


@pytest.mark.parametrize(("named", "free"), [("consent-9", "c1"), ("x9", "c1"), ("c", "c1"), ("c9", "c10")])
def test_the_next_free_id_follows_the_numbers_that_are_taken(named: str, free: str) -> None:
    wide = replace(MOTHER, id=named, to=("bup", "school"))
    assert [one.id for one in withdraw(_plan(wide), "guardian-1", "bup", DAY).consents] == [named, free]


def test_a_reason_about_a_part_of_a_split_row_is_told_of_the_same_part() -> None:
    wide = replace(MOTHER, to=("bup", "school"))
    deep = Skipped(what="consents.c1.to.school", why="hon ville inte säga")
    after = withdraw(replace(_plan(wide), skipped=(deep,)), "guardian-1", "bup", DAY)
    assert after.skipped == (deep, replace(deep, what="consents.c2.to.school"))


def test_a_consent_holds_from_its_first_day_on() -> None:
    assert standing(_plan(MOTHER), MOTHER, date(2026, 3, 1)) is Standing.HOLDS
    assert standing(_plan(MOTHER), MOTHER, date(2026, 2, 28)) is Standing.AHEAD


def test_a_consent_whose_first_day_is_not_known_has_not_lapsed_before_its_last_day_is_over() -> None:
    plan = _plan(replace(MOTHER, from_=None))
    assert lapsed(plan, "bup", date(2026, 5, 1)) == ()
    assert lapsed(plan, "bup", date(2026, 5, 2)) == ("guardian-1",)
