"""Which days people in Sweden are at work. The days are known from almanacs, not from the library."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kronobarn_cli import i18n
from kronobarn_cli.text.working_days import holiday, is_working_day, proposed_day, working_day_before


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 1, 6), "Trettondedag jul"),
        (date(2026, 4, 3), "Långfredagen"),
        (date(2026, 4, 6), "Annandag påsk"),
        (date(2026, 5, 14), "Kristi himmelsfärdsdag"),
        (date(2026, 6, 6), "Nationaldagen"),
        (date(2026, 6, 19), "Midsommarafton"),
        (date(2026, 6, 20), "Midsommardagen"),
        (date(2026, 10, 31), "Alla helgons dag"),
        (date(2026, 12, 24), "Julafton"),
        (date(2026, 12, 31), "Nyårsafton"),
        (date(2027, 6, 25), "Midsommarafton"),
    ],
)
def test_holidays_and_the_eves_kept_as_such_have_names(day: date, name: str) -> None:
    assert holiday(day) == name
    assert not is_working_day(day)


@pytest.mark.parametrize("day", [date(2026, 4, 27), date(2026, 4, 30), date(2026, 5, 15), date(2026, 1, 5)])
def test_a_day_before_or_between_holidays_is_a_working_day(day: date) -> None:
    assert holiday(day) is None
    assert is_working_day(day)


def test_an_ordinary_sunday_is_no_holiday_and_no_working_day() -> None:
    assert holiday(date(2026, 4, 26)) is None
    assert not is_working_day(date(2026, 4, 26))


def test_the_names_follow_the_language() -> None:
    i18n.start("en")
    assert holiday(date(2026, 6, 19)) == "Midsummer Eve"


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 4, 27), date(2026, 4, 27)),
        (date(2026, 4, 26), date(2026, 4, 24)),
        (date(2026, 4, 6), date(2026, 4, 2)),  # Easter Monday: back over Good Friday
        (date(2027, 1, 1), date(2026, 12, 30)),
        (date(2026, 12, 27), date(2026, 12, 23)),
    ],
)
def test_the_nearest_working_day_before(day: date, before: date) -> None:
    assert working_day_before(day) == before


FIRST, LAST = date(2026, 1, 10), date(2026, 6, 14)


@pytest.mark.parametrize(
    ("today", "proposed"),
    [
        (date(2026, 1, 2), date(2026, 3, 27)),
        (date(2026, 3, 26), date(2026, 3, 27)),
        (date(2026, 3, 27), date(2026, 6, 12)),
        (date(2026, 6, 11), date(2026, 6, 12)),
        (date(2026, 6, 12), None),
    ],
)
def test_a_day_in_the_middle_is_proposed_and_later_the_last(today: date, proposed: date | None) -> None:
    assert proposed_day(FIRST, LAST, today) == proposed


@given(first=st.dates(date(2024, 1, 1), date(2032, 1, 1)), length=st.integers(0, 200), ahead=st.integers(-250, 50))
def test_a_proposed_day_is_a_working_day_ahead_inside_the_span(first: date, length: int, ahead: int) -> None:
    last, today = first + timedelta(days=length), first + timedelta(days=-ahead)
    found = proposed_day(first, last, today)
    assert found is None or (first <= found <= last and today < found and is_working_day(found))
