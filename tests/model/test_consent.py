"""What the consent ledger allows, day by day."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kronobarn_cli.model.area import Area
from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.consent import consented, covered_areas, givers, lapsed, missing_guardians, valid
from kronobarn_cli.model.plan import Child, Consent, Person, PersonKind, Plan

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
