"""From what a person types to a value, and the kind sentence when it cannot be one. Pure; asks and shows nothing."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from kronobarn_cli.i18n import _
from kronobarn_cli.interview.asked import Asked
from kronobarn_cli.interview.dates import read_born, read_date, read_time
from kronobarn_cli.model.terms import Kind
from kronobarn_cli.text import personal_number
from kronobarn_cli.text.clean import clean

_YES = {"j", "ja", "jo", "y", "yes", "true", "1"}
_NO = {"n", "nej", "no", "false", "2"}
_UNSURE = {"vet inte", "vet-inte", "v", "unsure", "3"}
_ALL = {"alla", "all", "*"}
_LONGEST_MEETING = 480
_LONGEST_ANSWER = 10_000
_LOOKS_BACK = {"notices", "decision", "wheel", "reviews", "hand-overs"}
_NEEDED_OR_NOT = {"meetings.*.interpreter", "meetings.*.breaks"}
_MOST_COUNTED = 99
_COUNTS = 3
_A_PAIR = 2


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a reply cannot be taken, and what would do."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Day:
    """What a date is read against."""

    today: date
    language: str


def read(asked: Asked, text: str, day: Day) -> Any | Refused:
    """The value of a reply to a question, ready to be kept; Refused when it cannot be one."""
    text = tidy(text)
    if sentence := refusal(text):
        return Refused(sentence)
    return _READERS[asked.question.kind](asked, text, day)


def refusal(text: str) -> str | None:
    """Why a text may not stand in a plan at all, or None."""
    if len(text) > _LONGEST_ANSWER:
        return _("That is more than {most} letters. Shorten it, please.").format(most=_LONGEST_ANSWER)
    if "\ufffd" in text:
        return _("Some letters could not be read. Write the answer again, please.")
    if not personal_number.find(text):
        return None
    return _(
        "That looks like a personal identity number. It must not stand in a plan. Write initials or a year instead."
    )


def tidy(text: str) -> str:
    """Typed text without control characters, half characters and space at its ends."""
    kept = clean(text.encode("utf-8", "replace").decode("utf-8"))
    return "\n".join(line.rstrip() for line in kept.strip().split("\n"))


def _yes_no(_asked: Asked, text: str, _day: Day) -> bool | Refused:
    if text.lower() in _YES | _NO:
        return text.lower() in _YES
    return Refused(_("Answer 1 for yes or 2 for no."))


def _yes_no_unsure(_asked: Asked, text: str, _day: Day) -> str | Refused:
    for words, value in ((_YES, "yes"), (_NO, "no"), (_UNSURE, "unsure")):
        if text.lower() in words:
            return value
    return Refused(_("Answer 1 for yes, 2 for no or 3 for not sure."))


def _one(asked: Asked, text: str, _day: Day) -> Any | Refused:
    found = _pick(asked, text)
    if found is not None:
        return int(found) if asked.question.kind is Kind.SCORE else found
    several = _picked(asked, text) if asked.question.kind is Kind.PERSON else []
    if len(several) > 1 and None not in several:
        return Refused(_("Choose one. Where two share, each has a row of its own."))
    return Refused(which_number(len(asked.choices)))


def which_number(last: int) -> str:
    """The sentence that says which numbers can be chosen."""
    if last == _A_PAIR:
        return _("Answer 1 or 2.")
    return _("Choose one of the numbers 1 to {last}.").format(last=last) if last > 1 else _("Choose number 1.")


def _several(asked: Asked, text: str, _day: Day) -> list[str] | Refused:
    if text.lower() in _ALL:
        return [choice.id for choice in asked.choices]
    picked = _picked(asked, text)
    if picked and None not in picked:
        return [choice.id for choice in asked.choices if choice.id in picked]
    return Refused(
        _("Choose one or more of the numbers 1 to {last}, for example: 1, 3. You can also write alla.").format(
            last=len(asked.choices)
        )
    )


def _picked(asked: Asked, text: str) -> list[str | None]:
    return [_pick(asked, word) for word in re.split(r"[,;\s]+", text) if word]


def _pick(asked: Asked, text: str) -> str | None:
    if text.isascii() and text.isdigit():
        place = int(text)
        return asked.choices[place - 1].id if 1 <= place <= len(asked.choices) else None
    word = text.lower()
    exact = [choice.id for choice in asked.choices if word in (choice.id, choice.text.lower())]
    begun = [choice.id for choice in asked.choices if word and choice.text.lower().startswith(word)]
    found = exact or begun
    return found[0] if exact or len(begun) == 1 else None


def _line(asked: Asked, text: str, _day: Day) -> str | None:
    said = " ".join(text.split())
    nothing = asked.question.id in _NEEDED_OR_NOT and said.rstrip(".").lower() in _NO
    return None if nothing else said


def _lines(_asked: Asked, text: str, _day: Day) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _long(_asked: Asked, text: str, _day: Day) -> str | Refused:
    return text or Refused(_("Write a few words, or an empty line to skip."))


def _date(asked: Asked, text: str, day: Day) -> str | Refused:
    past = asked.id.split(".")[0] in _LOOKS_BACK
    found = read_date(text, day.today, day.language, past=past)
    if found is not None:
        return found.isoformat()
    return Refused(_("I do not understand that date. Write for example 3 mars, på torsdag, om 6 veckor or 2026-03-03."))


def _time(_asked: Asked, text: str, _day: Day) -> str | Refused:
    return read_time(text) or Refused(_("I do not understand that time. Write for example 14:30."))


def _born(_asked: Asked, text: str, _day: Day) -> str | Refused:
    return read_born(text) or Refused(_("Write a year, or a year and a month, for example 2017 or 2017-05."))


def _minutes(_asked: Asked, text: str, _day: Day) -> int | Refused:
    number = text.split(maxsplit=1)[0] if text.split() else ""
    if number.isascii() and number.isdigit() and int(number) == 0:
        return Refused(_("A meeting takes a while. Write its length in minutes, for example 60."))
    if number.isascii() and number.isdigit() and 1 <= int(number) <= _LONGEST_MEETING:
        return int(number)
    return Refused(_("Write the length in minutes, for example 60."))


def _counts(_asked: Asked, text: str, _day: Day) -> list[int] | Refused:
    words = re.split(r"[,;/\s]+", text)
    if len(words) == _COUNTS and all(
        word.isascii() and word.isdigit() and int(word) <= _MOST_COUNTED for word in words
    ):
        return [int(word) for word in words]
    return Refused(_("Write three numbers: how many say yes, no and not sure. For example: 4 0 1."))


def _pause(_asked: Asked, _text: str, _day: Day) -> None:
    return None


_READERS: dict[Kind, Callable[[Asked, str, Day], Any]] = {
    Kind.YES_NO: _yes_no,
    Kind.YES_NO_UNSURE: _yes_no_unsure,
    Kind.CHOICE: _one,
    Kind.PERSON: _one,
    Kind.SERVICE: _one,
    Kind.SCORE: _one,
    Kind.AREA: _one,
    Kind.GOAL: _one,
    Kind.CHOICES: _several,
    Kind.COUNTS: _counts,
    Kind.PEOPLE: _several,
    Kind.SERVICES: _several,
    Kind.AREAS: _several,
    Kind.LINE: _line,
    Kind.LINES: _lines,
    Kind.LONG: _long,
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.BORN: _born,
    Kind.MINUTES: _minutes,
    Kind.PAUSE: _pause,
}
