"""What each voice has said in the wheel over time, gathered from all versions of a plan. Pure.

Laws: a reading that was corrected counts as it was last written; one that is no longer in the plan is told as such; one
without a day is of the day on which it was first written so.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from kronobarn_cli.model.area import AREAS
from kronobarn_cli.model.base import Id
from kronobarn_cli.model.plan import AreaReading, Areas, Reading


class Spoken(NamedTuple):
    """A reading with its day, and whether it is still in the plan."""

    reading: Reading
    stands: bool


_Key = tuple[Id, Id]


def over_time(versions: Iterable[tuple[date, Sequence[Reading]]]) -> tuple[Spoken, ...]:
    """All readings of a plan's versions, the oldest version first with the day it was made; by day."""
    found: dict[_Key, tuple[Reading, ...]] = {}
    standing: set[_Key] = set()
    for made, readings in versions:
        standing = {(one.id, one.voice) for one in readings}
        for one in readings:
            key = (one.id, one.voice)
            found[key] = _undated(found.get(key, ()), one, made) if one.day is None else (one,)
    spoken = [Spoken(one, key in standing) for key, said in found.items() for one in said]
    return tuple(sorted(spoken, key=lambda one: one.reading.day or date.min))


def _undated(before: tuple[Reading, ...], now: Reading, made: date) -> tuple[Reading, ...]:
    """What an undated reading has said, and from that day on what it says anew."""
    known: dict[str, AreaReading | None] = {}
    for one in before:
        known |= {area: said for area in AREAS if (said := getattr(one.areas, area)) is not None}
    new = {area: said for area in AREAS if (said := getattr(now.areas, area)) not in (None, known.get(area))}
    return (*before, replace(now, day=made, areas=Areas(**new))) if new else before
