"""Dates, times and birth months as people write them, in Swedish or English.

Law: nothing is guessed. A phrase is understood as a whole or the answer is None, and an impossible date
(31 april) is None too. Slashes and dots are read in Swedish order, day before month, in both languages.
Pure: today is handed in.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

_WEEK = timedelta(weeks=1)
_LEAP_GAP = 8  # the longest wait for a 29 February, across a year such as 2100


@dataclass(frozen=True)
class _Words:
    """The words of one language; names are listed in order, units are (days, months)."""

    months: str
    short_months: str
    weekdays: str
    short_weekdays: str
    more_weekdays: dict[str, int]
    near: dict[str, int]
    numbers: str
    more_numbers: dict[str, int]
    units: dict[str, tuple[int, int]]
    half_year: str


@dataclass(frozen=True)
class _Said:
    """What a phrase held: the numbers behind its words, None where it said nothing."""

    day: int | None
    month: int | None
    year: int | None
    week: int | None
    weekday: int | None
    near: int | None
    amount: tuple[int, int] | None


_Reader = Callable[[_Said, date, bool], date | None]

_LANGUAGES = {
    "sv": _Words(
        months="januari februari mars april maj juni juli augusti september oktober november december",
        short_months="jan feb mar apr maj jun jul aug sep okt nov dec",
        weekdays="måndag tisdag onsdag torsdag fredag lördag söndag",
        short_weekdays="mån tis ons tors fre lör sön",
        more_weekdays={"tor": 3},
        near={
            "i dag": 0,
            "idag": 0,
            "i morgon": 1,
            "imorgon": 1,
            "i övermorgon": 2,
            "övermorgon": 2,
            "i går": -1,
            "igår": -1,
            "i förrgår": -2,
            "förrgår": -2,
        },
        numbers="ett två tre fyra fem sex sju åtta nio tio elva tolv",
        more_numbers={"en": 1, "fjorton": 14},
        units={
            "dag": (1, 0),
            "dagar": (1, 0),
            "dygn": (1, 0),
            "vecka": (7, 0),
            "veckor": (7, 0),
            "månad": (0, 1),
            "månader": (0, 1),
            "halvår": (0, 6),
            "år": (0, 12),
        },
        half_year="ett halvt år",
    ),
    "en": _Words(
        months="January February March April May June July August September October November December",
        short_months="jan feb mar apr may jun jul aug sep oct nov dec",
        weekdays="Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        short_weekdays="mon tue wed thu fri sat sun",
        more_weekdays={"tues": 1, "thur": 3, "thurs": 3},
        near={
            "today": 0,
            "tomorrow": 1,
            "the day after tomorrow": 2,
            "yesterday": -1,
            "the day before yesterday": -2,
        },
        numbers="one two three four five six seven eight nine ten eleven twelve",
        more_numbers={"a": 1, "fourteen": 14},
        units={
            "day": (1, 0),
            "days": (1, 0),
            "week": (7, 0),
            "weeks": (7, 0),
            "fortnight": (14, 0),
            "month": (0, 1),
            "months": (0, 1),
            "year": (0, 12),
            "years": (0, 12),
        },
        half_year="half a year",
    ),
}


def read_date(text: str, today: date, language: str = "sv", *, past: bool = False) -> date | None:
    """Read the date a phrase in `language` (`sv` or `en`) means when said on `today`, None when not certain.

    A day, a week or a bare weekday without a year lies ahead, or behind when `past`; today's own date and
    this week count as both.
    """
    phrase = _plain(text)
    for pattern, reader in _rules(language):
        if found := pattern.fullmatch(phrase):
            try:
                return reader(_said(found.groupdict(), _LANGUAGES[language]), today, past)
            except (ValueError, OverflowError):
                return None
    return None


def in_words(day: date, language: str) -> str:
    """Write a date out with its weekday, as `read_date` reads it back: torsdag 5 mars 2026."""
    words = _LANGUAGES[language]
    month, weekday = words.months.split()[day.month - 1], words.weekdays.split()[day.weekday()]
    return f"{weekday} {day.day} {month} {day.year:04}"


def add_months(day: date, n: int) -> date:
    """Go `n` months on (back when negative) to the same day, or to the last of a shorter month.

    Raises ValueError outside the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    first = date(year, month + 1, 1)
    return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))


def read_time(text: str) -> str | None:
    """Read a time by the 24-hour clock as HH:MM: 14:30, 14.30, 1430, 9, kl 9, kl. 9.15; else None."""
    parted, whole = r"([01]?\d|2[0-3])(?:[:.]([0-5]\d))?", r"([01]\d|2[0-3])([0-5]\d)"
    found = re.fullmatch(rf"(?:(?:kl\.?|klockan) ?)?(?:{parted}|{whole})", _plain(text), re.ASCII)
    return f"{int(found[1] or found[3]):02}:{found[2] or found[4] or '00'}" if found else None


def read_born(text: str) -> str | None:
    """Read a birth year, or year and month, as YYYY or YYYY-MM: 2017, 2017-05, maj 2017; else None.

    A whole birth date is None as well: the plan keeps no more than year and month.
    """
    phrase = _plain(text)
    if re.fullmatch(r"(19|20)[0-9]{2}(-(0[1-9]|1[0-2]))?", phrase):
        return phrase
    name, _, year = phrase.rpartition(" ")
    month = next((m[name] for m in map(_months, _LANGUAGES.values()) if name in m), None)
    return f"{year}-{month:02}" if month and re.fullmatch(r"(19|20)[0-9]{2}", year) else None


def _coming(said: _Said, today: date, _past: bool = False) -> date:
    """Find the next such weekday, never today."""
    return today + timedelta(days=((said.weekday or 0) - today.weekday() - 1) % 7 + 1)


def _latest(said: _Said, today: date, _past: bool = True) -> date:
    """Find the last such weekday, never today."""
    return today - timedelta(days=(today.weekday() - (said.weekday or 0) - 1) % 7 + 1)


def _weekday(said: _Said, today: date, past: bool) -> date:
    return _latest(said, today) if past else _coming(said, today)


def _next_week(said: _Said, today: date, _past: bool) -> date:
    return today - timedelta(days=today.weekday()) + _WEEK + timedelta(days=said.weekday or 0)


def _last_week(said: _Said, today: date, past: bool) -> date:
    return _next_week(said, today, past) - 2 * _WEEK


def _later(said: _Said, today: date, _past: bool) -> date:
    days, months = said.amount or (0, 0)
    return add_months(today + timedelta(days=said.near or 0), months) + timedelta(days=days)


def _earlier(said: _Said, today: date, _past: bool) -> date:
    days, months = said.amount or (0, 0)
    return add_months(today, -months) - timedelta(days=days)


def _coming_later(said: _Said, today: date, past: bool) -> date | None:
    """Count on from the coming weekday; only whole weeks lead to that weekday again."""
    day = _later(said, _coming(said, today), past)
    return day if day.weekday() == said.weekday else None


def _week(said: _Said, today: date, past: bool) -> date:
    """Find the Monday, or the weekday said, of an ISO week; this week counts as ahead and as behind."""
    now, week = today.isocalendar(), said.week or 0
    nearest = now.year - (week > now.week) if past else now.year + (week < now.week)
    return date.fromisocalendar(nearest if said.year is None else said.year, week, (said.weekday or 0) + 1)


def _on(said: _Said, today: date, past: bool) -> date | None:
    """Find a day of a month; a weekday said with it must be the right one."""
    day = _dated(said.year, said) if said.year is not None else _nearest(said, today, past)
    return day if day and said.weekday in {None, day.weekday()} else None


def _nearest(said: _Said, today: date, past: bool) -> date | None:
    years = range(today.year, today.year - _LEAP_GAP - 1, -1) if past else range(today.year, today.year + _LEAP_GAP + 1)
    days = (day for year in years if (day := _dated(year, said)))
    return next((day for day in days if (day <= today if past else day >= today)), None)


def _dated(year: int, said: _Said) -> date | None:
    try:
        return date(year, said.month or 0, said.day or 0)
    except ValueError:
        return None


_NUMERIC: tuple[tuple[str, _Reader], ...] = (
    (r"{year}-{m}-{day}", _on),
    (r"{year}{mm}{dd}", _on),
    (r"{lead}{day}/{m}([ /-]{year})?", _on),
    (r"{lead}{day}/{m} ?-{yy}", _on),
    (r"{lead}{day}\. ?{m}\. ?{year}", _on),
)
_PHRASES: dict[str, tuple[tuple[str, _Reader], ...]] = {
    "sv": (
        (r"{lead}{day}(:?[ea])? {month}\.?( {year})?", _on),
        (r"{near}", _later),
        (r"({near} )?om {amount}", _later),
        (r"för {amount} (sedan|sen)", _earlier),
        (r"{weekday}", _weekday),
        (r"(nu på|på|kommande) {weekday}", _coming),
        (r"i {weekday_name}s", _latest),
        (r"(på )?{weekday} om {amount}", _coming_later),
        (r"nästa (vecka|{weekday})", _next_week),
        (r"(på )?{weekday} (i )?nästa vecka", _next_week),
        (r"förra veckan", _last_week),
        (r"{weekday}(en)? (i )?förra veckan", _last_week),
        (r"((på )?{weekday} (i )?)?(v\.?|vecka) ?{week}( {year})?", _week),
    ),
    "en": (
        (r"{lead}{day}(st|nd|rd|th)?( of)? {month}\.?,?( {year})?", _on),
        (r"((on )?{weekday},? )?{month}\.? {day}(st|nd|rd|th)?(,? {year})?", _on),
        (r"{near}", _later),
        (r"in {amount}", _later),
        (r"{amount} from ({near}|now)", _later),
        (r"{amount} ago", _earlier),
        (r"{weekday}", _weekday),
        (r"(on|this|coming) {weekday}", _coming),
        (r"last {weekday}", _latest),
        (r"(on )?{weekday} in {amount}", _coming_later),
        (r"{amount} on {weekday}", _coming_later),
        (r"next (week|{weekday})", _next_week),
        (r"(on )?{weekday} next week", _next_week),
        (r"last week", _last_week),
        (r"{weekday} (of )?last week", _last_week),
        (r"((on )?{weekday} (of |in )?)?(w|week) ?{week}(,? {year})?", _week),
    ),
}
_LEAD = {"sv": r"((på )?{weekday}(en)?,? )?(den )?", "en": r"((on )?{weekday},? )?(the )?"}


@cache
def _rules(language: str) -> tuple[tuple[re.Pattern[str], _Reader], ...]:
    """Compile every phrase of a language, with the reader that gives it its meaning."""
    words = _LANGUAGES[language]
    slots = {
        "year": r"(?P<year>\d{4})",
        "yy": r"(?P<yy>\d\d)",
        "m": r"(?P<m>\d\d?)",
        "mm": r"(?P<m>\d\d)",
        "day": r"(?P<day>\d\d?)",
        "dd": r"(?P<day>\d\d)",
        "week": r"(?P<week>\d\d?)",
        "month": _one_of("month", _months(words)),
        "weekday": _one_of("weekday", _weekdays(words)),
        "weekday_name": _one_of("weekday", _numbered(words.weekdays, 0)),
        "near": _one_of("near", words.near),
    }
    slots["amount"] = rf"(?:(?P<n>\d{{1,4}}|{'|'.join(_numbers(words))}) {_one_of('unit', words.units)}"
    slots["amount"] += rf"|(?P<half_year>{words.half_year}))"
    slots["lead"] = _LEAD[language].format(**slots)
    return tuple((re.compile(_filled(row, slots), re.ASCII), read) for row, read in _NUMERIC + _PHRASES[language])


def _filled(phrase: str, slots: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda slot: slots[slot[1]], phrase)


def _one_of(slot: str, names: dict[str, Any]) -> str:
    return f"(?P<{slot}>{'|'.join(names)})"


def _months(words: _Words) -> dict[str, int]:
    return _numbered(words.months, 1) | _numbered(words.short_months, 1) | {"sept": 9}


def _weekdays(words: _Words) -> dict[str, int]:
    return _numbered(words.weekdays, 0) | _numbered(words.short_weekdays, 0) | words.more_weekdays


def _numbers(words: _Words) -> dict[str, int]:
    return _numbered(words.numbers, 1) | words.more_numbers


def _numbered(names: str, first: int) -> dict[str, int]:
    return {name: number for number, name in enumerate(names.casefold().split(), first)}


def _said(parts: dict[str, str | None], words: _Words) -> _Said:
    """Turn the words a pattern found into numbers."""

    def number(slot: str) -> int | None:
        return int(text) if (text := parts.get(slot)) else None

    def named(slot: str, names: dict[str, int]) -> int | None:
        return names[text] if (text := parts.get(slot)) else None

    month, short_year = named("month", _months(words)), number("yy")
    return _Said(
        day=number("day"),
        month=number("m") if month is None else month,
        year=number("year") if short_year is None else 2000 + short_year,
        week=number("week"),
        weekday=named("weekday", _weekdays(words)),
        near=named("near", words.near),
        amount=_amount(parts, words),
    )


def _amount(parts: dict[str, str | None], words: _Words) -> tuple[int, int] | None:
    """Count how long, in (days, months)."""
    n, unit = parts.get("n"), parts.get("unit")
    if n and unit:
        times = int(n) if n.isdecimal() else _numbers(words)[n]
        days, months = words.units[unit]
        return times * days, times * months
    return (0, 6) if parts.get("half_year") else None


def _plain(text: str) -> str:
    """Fold to small composed letters, single spaces, plain hyphens, and no full stop at the end."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    dashed = "".join("-" if unicodedata.category(c) == "Pd" else c for c in folded)
    return " ".join(dashed.split()).rstrip(" .,")
