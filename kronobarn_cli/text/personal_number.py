"""Swedish personal numbers in running text: where they stand, so that they can be refused.

Law: a plan never holds a personnummer or samordningsnummer. What has the form of one (a hyphen or plus before
the last four, or twelve digits) counts even when its last digit is wrong, for it may be mistyped. Ten digits
without that sign may be a telephone number, so they count only when the last digit is right.
The only door to the personnummer library.
"""

import re
import unicodedata
from datetime import date
from typing import NamedTuple

_COORDINATION = 60  # added to the day of birth in a samordningsnummer
_FINGERPRINT = 20  # with this many hexadecimal digits around it, it is a checksum and nothing someone typed
_CENTURIES = range(1800, 2100)
_HEXADECIMAL = re.compile(r"[0-9a-f]*", re.IGNORECASE)
_CANDIDATE = re.compile(
    r"(?<!\d)(?:(?P<year>\d{4}|\d{2})(?P<month>\d{2})(?P<day>\d{2})(?P<sign>[-+ ]?)"
    r"|(?P<iso_year>\d{4})-(?P<iso_month>\d{2})-(?P<iso_day>\d{2})(?P<iso_sign>[-+]))(?P<last>\d{4})(?!\d)",
    re.ASCII,
)
# Ten digits of any script with little between them: without that there is nothing to look closer at.
_LIKELY = re.compile(r"\d(?:\W{0,4}\d){9}")


class Span(NamedTuple):
    """Where a number stands in the text: `text[start:end]`."""

    start: int
    end: int


def find(text: str) -> tuple[Span, ...]:
    """Find every personnummer and samordningsnummer in a text, in order."""
    if not _LIKELY.search(text):
        return ()
    plain, places = _plain(text)
    found = (match for match in _CANDIDATE.finditer(plain) if _is_one(match))
    return tuple(Span(places[match.start()], places[match.end() - 1] + 1) for match in found)


def _is_one(found: re.Match[str]) -> bool:
    year, month, day = (found[part] or found[f"iso_{part}"] for part in ("year", "month", "day"))
    if not _is_date(year, month, day) or _in_fingerprint(found):
        return False
    by_form = found["sign"] in {"-", "+"} or len(year) == len("2017")
    return by_form or _is_valid(year + month + day + found["last"])


def _is_date(year: str, month: str, day: str) -> bool:
    """Tell whether the year has such a day; 00 is read as 2000, for 1900 was no leap year."""
    born, of_birth = int(year), int(day) - _COORDINATION if int(day) > _COORDINATION else int(day)
    if len(year) == len("17"):
        born += 2000
    try:
        return born in _CENTURIES and bool(date(born, int(month), of_birth))
    except ValueError:
        return False


def _is_valid(ten_digits: str) -> bool:
    from personnummer import personnummer  # type: ignore[import-untyped]

    return bool(personnummer.valid(ten_digits))


def _in_fingerprint(found: re.Match[str]) -> bool:
    """Tell whether bare digits stand within a long hexadecimal run, such as sha256 or a git revision."""
    start, end = found.span()
    before = _HEXADECIMAL.match(found.string[max(0, start - _FINGERPRINT) : start][::-1])
    after = _HEXADECIMAL.match(found.string[end : end + _FINGERPRINT])
    glued = sum(side.end() for side in (before, after) if side)
    return found["sign"] == "" and glued >= _FINGERPRINT


def _plain(text: str) -> tuple[str, list[int]]:
    """Make digits, dashes and spaces of any script plain, each with its place in the text."""
    kept = [(_plain_character(c), place) for place, c in enumerate(text) if unicodedata.category(c) != "Cf"]
    return "".join(c for c, _ in kept), [place for _, place in kept]


def _plain_character(character: str) -> str:
    """Make one character plain; a raised footnote figure is no digit, it would hide the number before it."""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    folded = unicodedata.normalize("NFKC", character)
    kind = unicodedata.category(folded) if len(folded) == 1 else ""
    if kind == "Pd" or folded == "\N{MINUS SIGN}":
        return "-"
    return " " if kind == "Zs" else "+" if folded == "+" else character
