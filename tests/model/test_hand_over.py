"""Handing over: the old one holds it until the new one has accepted, and the two kinds are never mixed."""

from datetime import date

import pytest
from msgspec.structs import replace

from kronobarn_cli.model.hand_over import holder, settled, waiting
from kronobarn_cli.model.plan import HandOver, HandOverKind, Plan, Roles

DAY = date(2026, 3, 19)
COORDINATION = HandOver(id="h1", kind=HandOverKind.COORDINATION, to="bup", proposed=DAY)
RESPONSIBLE = replace(COORDINATION, kind=HandOverKind.RESPONSIBLE)
OTHER = HandOver(id="h2", kind=HandOverKind.COORDINATION, from_="soc", to="mvc", accepted=DAY)


def _plan(*hand_overs: HandOver, coordinator: str | None = None) -> Plan:
    return Plan(code="k7mtr", roles=Roles(responsible="school", coordinator=coordinator), hand_overs=hand_overs)


@pytest.mark.parametrize(
    ("coordinator", "kind", "holds"),
    [
        (None, HandOverKind.RESPONSIBLE, "school"),
        ("bup", HandOverKind.RESPONSIBLE, "school"),
        ("bup", HandOverKind.COORDINATION, "bup"),
        (None, HandOverKind.COORDINATION, "school"),
    ],
)
def test_the_coordination_lies_with_the_responsible_one_until_it_is_handed_over(
    coordinator: str | None, kind: HandOverKind, holds: str
) -> None:
    assert holder(_plan(coordinator=coordinator), kind) == holds


def test_nobody_holds_what_nobody_was_given() -> None:
    assert holder(Plan(code="k7mtr"), HandOverKind.COORDINATION) is None


def test_the_latest_that_was_not_answered_waits() -> None:
    first, second = COORDINATION, replace(COORDINATION, id="h2")
    assert waiting(_plan(first, second)) == second
    assert waiting(_plan(first, replace(second, accepted=DAY))) == first
    assert waiting(_plan(first, replace(second, declined=DAY))) == first
    assert waiting(_plan(replace(first, declined=DAY), replace(second, accepted=DAY))) is None
    assert waiting(_plan()) is None


def test_who_hands_over_is_filled_in_and_keeps_the_role_until_it_is_accepted() -> None:
    for answered in (COORDINATION, replace(COORDINATION, declined=DAY)):
        plan = _plan(OTHER, answered, coordinator="mvc")
        assert settled(plan, "h1") == replace(plan, hand_overs=(OTHER, replace(answered, from_="mvc")))


def test_who_was_said_to_hand_over_is_left_as_it_was_said() -> None:
    plan = _plan(replace(COORDINATION, from_="soc"), coordinator="mvc")
    assert settled(plan, "h1") == plan


@pytest.mark.parametrize(
    ("accepted", "roles"),
    [
        (replace(COORDINATION, accepted=DAY), Roles(responsible="school", coordinator="bup", chair="school")),
        (replace(RESPONSIBLE, accepted=DAY), Roles(responsible="bup", coordinator="mvc", chair="school")),
    ],
)
def test_an_accepted_one_moves_its_own_role_and_no_other(accepted: HandOver, roles: Roles) -> None:
    plan = replace(_plan(accepted), roles=Roles(responsible="school", coordinator="mvc", chair="school"))
    assert settled(plan, "h1").roles == roles


def test_accepted_by_nobody_in_particular_moves_nothing() -> None:
    plan = _plan(replace(COORDINATION, accepted=DAY, to=None, from_="school"))
    assert settled(plan, "h1") == plan


def test_what_is_not_in_the_plan_changes_nothing() -> None:
    plan = _plan(COORDINATION)
    assert settled(plan, "h9") == plan
