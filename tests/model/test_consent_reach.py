"""Whether a consent put together of two allows more than either: service by service, area by area, day by day."""

from datetime import date
from typing import Any

import pytest

from kronobarn_cli.model.consent_reach import allows_no_more

SPRING, SUMMER, AUTUMN, YEAR = date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1), date(2026, 12, 31)
NO_END = date(9999, 12, 31)
CONSENT: dict[str, Any] = {"by": "guardian-1", "to": ["bup"], "areas": ["halsa"], "from": SPRING, "until": AUTUMN}


def consent(**changes: Any) -> dict[str, Any]:
    """The consent with these changes; None takes a key away."""
    return {key: one for key, one in {**CONSENT, **changes}.items() if one is not None}


@pytest.mark.parametrize(
    ("merged", "side", "within"),
    [
        ({}, {}, True),
        ({"from": SUMMER, "until": SUMMER}, {}, True),
        ({"until": NO_END}, {"until": NO_END}, True),
        ({"until": YEAR}, {}, False),
        ({"from": SPRING}, {"from": SUMMER}, False),
        # Without a first and a last day there is no day on which it allows anything.
        ({"until": None}, {"until": None}, True),
        ({"until": None}, {}, True),
        ({"from": None}, {}, True),
        ({}, {"until": None}, False),
        ({}, {"from": None}, False),
        # Whoever has taken a consent back has not allowed that day, nor any after it.
        ({"withdrawn": SUMMER}, {}, True),
        ({"withdrawn": SUMMER}, {"withdrawn": SUMMER}, True),
        ({"withdrawn": SPRING}, {"withdrawn": SUMMER}, True),
        ({"withdrawn": AUTUMN}, {"withdrawn": SUMMER}, False),
        ({}, {"withdrawn": SUMMER}, False),
        ({}, {"withdrawn": AUTUMN}, False),
        ({"until": SUMMER}, {"withdrawn": AUTUMN}, True),
    ],
)
def test_days_that_a_side_does_not_allow_are_not_allowed(
    merged: dict[str, Any], side: dict[str, Any], within: bool
) -> None:
    nothing = consent(to=None)
    assert allows_no_more(consent(**merged), consent(**side), nothing) is within
    assert allows_no_more(consent(**merged), nothing, consent(**side)) is within


def test_each_service_and_area_must_be_allowed_by_one_side_whole() -> None:
    wide = consent(to=["bup", "soc"], areas=["halsa", "hemmet"])
    services, areas = consent(to=["bup", "soc"]), consent(areas=["halsa", "hemmet"])
    assert not allows_no_more(wide, services, areas)
    assert allows_no_more(wide, wide, consent())
    assert allows_no_more(services, services, areas)


def test_what_another_guardian_has_allowed_is_not_allowed() -> None:
    assert not allows_no_more(consent(by="guardian-2"), consent(), consent())
