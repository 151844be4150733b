"""What each voice has said in the wheel over time, gathered from all versions of a plan. Pure.

Laws: a reading that was corrected counts as it was last written, and one whose number has moved is the same; one that
is no longer in the plan is told as such; one without a day is of the day on which it was first written so.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from kronobarn_cli.model.area import AREAS
from kronobarn_cli.model.plan import AreaReading, Areas, Reading
from kronobarn_cli.model.whose import Known, met


class Spoken(NamedTuple):
    """A reading with its day, and whether it is still in the plan."""

    reading: Reading
    stands: bool


class _Thread(NamedTuple):
    """One reading through the versions: what it is known by now, and what it has said."""

    known: Known
    said: tuple[Reading, ...]


def over_time(versions: Iterable[tuple[date, Sequence[Reading]]]) -> tuple[Spoken, ...]:
    """All readings of a plan's versions, the oldest version first with the day it was made; by day."""
    threads: list[_Thread] = []
    standing: set[int] = set()
    for made, readings in versions:
        now = [Known(one.id, one.voice, one.day.isoformat() if one.day else "") for one in readings]
        same = met([one.known for one in threads], now)
        standing = set()
        for here, one in enumerate(readings):
            place = same.get(here, len(threads))
            before = threads[place].said if here in same else ()
            threads[place : place + 1] = [_Thread(now[here], _said(before, one, made))]
            standing.add(place)
    spoken = [Spoken(one, place in standing) for place, thread in enumerate(threads) for one in thread.said]
    return tuple(sorted(spoken, key=lambda one: one.reading.day or date.min))


def _said(before: tuple[Reading, ...], now: Reading, made: date) -> tuple[Reading, ...]:
    """What a reading has said; an undated one from that day on also what it says anew."""
    if now.day is not None:
        return (now,)
    known: dict[str, AreaReading | None] = {}
    for one in before:
        known |= {area: said for area in AREAS if (said := getattr(one.areas, area)) is not None}
    new = {area: said for area in AREAS if (said := getattr(now.areas, area)) not in (None, known.get(area))}
    return (*before, replace(now, day=made, areas=Areas(**new))) if new else before
