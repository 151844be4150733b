"""The only door to the holidays library: which days people in Sweden are at work, and a day to propose.

Laws: Saturdays, Sundays, public holidays and the eves that are kept as such (Midsummer, Christmas, New Year) are no
working days; a day is proposed, never decided. The library is loaded when the first day is asked about and not before:
see `docs/decisions/0017-holidays.md`.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from kronobarn_cli.i18n import language

_SATURDAY = 5
_LANGUAGES = {"sv": "sv", "en": "en_US"}
_A_DAY = timedelta(days=1)


def holiday(day: date) -> str | None:
    """Name of the Swedish holiday, in the language of texts, or None; an ordinary Saturday or Sunday has none."""
    return _named(day.year, language()).get(day)


def is_working_day(day: date) -> bool:
    """Whether people are at work: neither Saturday nor Sunday nor a holiday."""
    return day.weekday() < _SATURDAY and holiday(day) is None


def working_day_before(day: date) -> date:
    """The day itself when people are at work, else the nearest day before when they are."""
    while not is_working_day(day):
        day -= _A_DAY
    return day


def proposed_day(first: date, last: date, today: date) -> date | None:
    """A working day for a meeting in the middle of a span, or its last one when the middle is behind; else None.

    The middle leaves time on both sides and stands still, so that the same day is proposed each time it is asked.
    """
    for day in (working_day_before(first + (last - first) // 2), working_day_before(last)):
        if max(first, today + _A_DAY) <= day:
            return day
    return None


@cache
def _named(year: int, chosen: str) -> Mapping[date, str]:
    import holidays

    # Some versions count every Sunday as a holiday unless told; de facto are the eves when nobody is at work.
    return dict(
        holidays.country_holidays(
            "SE", years=year, include_sundays=False, categories=("public", "de_facto"), language=_LANGUAGES[chosen]
        )
    )
