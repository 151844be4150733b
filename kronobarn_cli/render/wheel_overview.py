"""The whole wheel for the one who keeps the plan: every voice and every date side by side.

Laws: voices are never averaged; what was not asked says so; a change is told for one and the same voice only.
"""

from datetime import date
from typing import NamedTuple

from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.terms import Terms
from kronobarn_cli.model.wheel import Cell, by_date, changes, rows
from kronobarn_cli.render.pictures import wheel_picture
from kronobarn_cli.render.wheel_words import short, wheel
from kronobarn_cli.render.words import Words


class Shown(NamedTuple):
    """One voice's word about one area on one day; `score` is None when there is no number."""

    short: str
    works: str
    hard: str
    score: int | None
    asked: bool


class Line(NamedTuple):
    """One area with a cell for each reading."""

    area: str
    cells: tuple[Shown, ...]


class Overview(NamedTuple):
    """Readings by voice and date, lines in the wheel's order, and sentences that say the same."""

    readings: tuple[str, ...]
    lines: tuple[Line, ...]
    most: int
    sentence: str
    differences: tuple[str, ...]
    changes: tuple[str, ...]


def overview(plan: Plan, terms: Terms, language: str) -> Overview:
    """A plan's wheel in words."""
    words = Words(plan, terms, language)
    voices = dict.fromkeys(one.voice for one in plan.wheel)
    readings = tuple(one for voice in voices for one in by_date(plan.wheel, voice))
    latest = wheel(words, plan.wheel, "")
    return Overview(
        tuple(_named(words, one.voice, one.day) for one in readings),
        tuple(Line(words.area(row.area), tuple(_shown(words, cell) for cell in row.cells)) for row in rows(readings)),
        latest["most"],
        latest["sentence"],
        tuple(latest["differences"]),
        tuple(sentence for voice in voices for sentence in _changes(words, voice)),
    )


def picture(plan: Plan, terms: Terms, language: str) -> str:
    """The latest word of each voice as SVG."""
    return wheel_picture.draw(wheel(Words(plan, terms, language), plan.wheel, "wheel"), language)


def _named(words: Words, voice: str, day: date | None) -> str:
    return f"{words.voice(voice)} {words.day(day)}".strip()


def _shown(words: Words, cell: Cell | None) -> Shown:
    if cell is None:
        return Shown(words.say("not-asked"), "", "", None, asked=False)
    return Shown(short(words, cell), cell.works or "", cell.hard or "", cell.score, asked=True)


def _changes(words: Words, voice: str) -> list[str]:
    return [
        words.say(
            "changed",
            area=words.area(one.area),
            voice=words.voice(voice),
            before=short(words, one.before),
            before_day=words.day(one.before.day),
            after=short(words, one.after),
            after_day=words.day(one.after.day),
        )
        for one in changes(words.plan.wheel, voice)
    ]
