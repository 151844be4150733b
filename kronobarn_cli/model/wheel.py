"""The wheel as rows for showing: the seven areas in order, the voices side by side.

The law it keeps: what was not asked is None and never 0; voices are never averaged, summed or ranked; a score
is followed over time for one and the same voice only. These are facts: who shows them makes the sentences.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import combinations, pairwise
from typing import NamedTuple

from msgspec.structs import replace

from kronobarn_cli.model.area import AREAS, Area
from kronobarn_cli.model.base import Id
from kronobarn_cli.model.plan import AreaReading, Areas, Reading, YesNoUnsure


class Cell(NamedTuple):
    """What one voice said about one area on one day; every part that was not asked is None."""

    voice: Id
    day: date | None
    works: str | None = None
    hard: str | None = None
    need: YesNoUnsure | None = None
    score: int | None = None
    why: str | None = None
    step: str | None = None
    skipped: str | None = None


class Row(NamedTuple):
    """One area: a cell for each reading, in the readings' order, None where that voice was not asked."""

    area: Area
    cells: tuple[Cell | None, ...]


class Difference(NamedTuple):
    """An area where two voices last answered differently in need or score: something to talk about."""

    area: Area
    one: Cell
    other: Cell


class Change(NamedTuple):
    """What the same voice said about the same area before and after, where need or score moved."""

    area: Area
    before: Cell
    after: Cell


def rows(readings: Sequence[Reading], areas: Collection[Area] = AREAS) -> tuple[Row, ...]:
    """Rows for those areas in the wheel's own order; columns are the readings as they are given."""
    return tuple(Row(area, tuple(_cell(one, area) for one in readings)) for area in AREAS if area in areas)


def by_date(readings: Sequence[Reading], voice: Id) -> tuple[Reading, ...]:
    """One voice's readings, oldest first; undated ones come before all others."""
    return tuple(sorted((one for one in readings if one.voice == voice), key=lambda one: one.day or date.min))


def latest_per_voice(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Each voice's latest word on each area, as one reading dated by its last day; voices as they first appear.

    A later reading of a few areas hides nothing that was said before about the others.
    """
    return tuple(_joined(by_date(readings, voice)) for voice in _voices(readings))


def days(readings: Sequence[Reading], voice: Id) -> tuple[date, ...]:
    """The days, oldest first, on which a voice said what `latest_per_voice` holds."""
    spoken = [cells[-1].day for area in AREAS if (cells := _said(readings, voice, area))]
    return tuple(sorted({day for day in spoken if day is not None}))


def differences(readings: Sequence[Reading]) -> tuple[Difference, ...]:
    """Where voices differ: each pair of voices, by what each said last about the area."""
    found: list[Difference] = []
    for area in AREAS:
        latest = [cells[-1] for voice in _voices(readings) if (cells := _history(readings, voice, area))]
        found.extend(Difference(area, a, b) for a, b in combinations(latest, 2) if _differ(a, b))
    return tuple(found)


def changes(readings: Sequence[Reading], voice: Id) -> tuple[Change, ...]:
    """How one voice's answers moved, area by area and oldest first."""
    return tuple(
        Change(area, before, after)
        for area in AREAS
        for before, after in pairwise(_history(readings, voice, area))
        if _differ(before, after)
    )


def _voices(readings: Sequence[Reading]) -> Iterator[Id]:
    return iter(dict.fromkeys(one.voice for one in readings))


def _joined(readings: tuple[Reading, ...]) -> Reading:
    answers: dict[str, AreaReading] = {}
    for reading in readings:
        for area in AREAS:
            answer = getattr(reading.areas, area)
            if answer is not None and answer != AreaReading():
                answers[area] = answer
    return replace(readings[-1], areas=Areas(**answers))


def _said(readings: Sequence[Reading], voice: Id, area: Area) -> tuple[Cell, ...]:
    """All a voice has said about an area over time, skipping it included."""
    cells = (_cell(one, area) for one in by_date(readings, voice))
    return tuple(cell for cell in cells if cell is not None)


def _history(readings: Sequence[Reading], voice: Id, area: Area) -> tuple[Cell, ...]:
    """All a voice has said about an area over time; a day it was not asked or skipped it says nothing."""
    return tuple(cell for cell in _said(readings, voice, area) if cell.skipped is None)


def _cell(reading: Reading, area: Area) -> Cell | None:
    answer: AreaReading | None = getattr(reading.areas, area)
    if answer is None or answer == AreaReading():
        return None
    return Cell(
        voice=reading.voice,
        day=reading.day,
        works=answer.works,
        hard=answer.hard,
        need=answer.need,
        score=answer.score,
        why=answer.why,
        step=answer.step,
        skipped=answer.skipped,
    )


def _differ(one: Cell, other: Cell) -> bool:
    """Whether both were asked and answered differently: what only one was asked is no difference."""
    pairs = ((one.need, other.need), (one.score, other.score))
    return any(None not in {a, b} and a != b for a, b in pairs)
