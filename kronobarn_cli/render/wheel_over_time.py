"""The wheel over time in words: for each voice and area what was said on which day.

Laws: voices are never averaged or put side by side here; a change is told for one and the same voice only.
"""

from collections.abc import Iterator
from typing import NamedTuple

from kronobarn_cli.model.over_time import Spoken
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.terms import Terms
from kronobarn_cli.model.wheel import rows
from kronobarn_cli.render.wheel_overview import overview
from kronobarn_cli.render.wheel_words import most, short
from kronobarn_cli.render.words import Words


class Point(NamedTuple):
    """What was said about an area on a day: `score` is None without a number, `stands` False for what is gone."""

    area: str
    day: str
    score: int | None
    short: str
    stands: bool


class VoiceOverTime(NamedTuple):
    """One voice and all it has said, area by area in the wheel's order, the oldest first."""

    voice: str
    points: tuple[Point, ...]


class OverTime(NamedTuple):
    """All voices, the highest step of any scale, and in sentences what has moved."""

    voices: tuple[VoiceOverTime, ...]
    most: int
    changes: tuple[str, ...]


def told(plan: Plan, spoken: tuple[Spoken, ...], terms: Terms, language: str) -> OverTime:
    """The readings of a plan, which `spoken` are, in words."""
    words = Words(plan, terms, language)
    voices = dict.fromkeys(one.reading.voice for one in spoken)
    return OverTime(
        tuple(VoiceOverTime(words.voice(voice), tuple(_points(words, spoken, voice))) for voice in voices),
        most(words),
        overview(plan, terms, language).changes,
    )


def _points(words: Words, spoken: tuple[Spoken, ...], voice: str) -> Iterator[Point]:
    own = [one for one in spoken if one.reading.voice == voice]
    for row in rows([one.reading for one in own]):
        for one, cell in zip(own, row.cells, strict=True):
            if cell:
                yield Point(words.area(row.area), words.day(cell.day), cell.score, short(words, cell), one.stands)
