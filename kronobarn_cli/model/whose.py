"""Whose words a thing in a list holds, and which reading of the wheel is which in two versions of a plan. Pure.

Laws: what one voice has said is never taken for another's, whatever number it has; a reading is known by its voice and
its day, as `wheel` finds the one to go on with, so that a number may move and a day may be put right.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import NamedTuple

from kronobarn_cli.model.base import Id, Tree
from kronobarn_cli.model.shapes import part

_WHOSE: Mapping[str, str] = {"wheel": "voice", "voices": "of"}
"""Lists that hold what somebody has said, with the key that tells who."""


class Known(NamedTuple):
    """What a reading is known by; without a day the day is empty."""

    id: Id
    voice: Id
    day: str

    @property
    def words_of_a_day(self) -> tuple[Id, str] | None:
        """Whose it is and of what day; None without a day, for then it can be any."""
        return (self.voice, self.day) if self.day else None


def known(id_: Id, reading: Tree) -> Known:
    """What a reading in a plan's tree is known by, under this id."""
    return Known(id_, str(part(reading).get("voice", "")), str(part(reading).get("day", "")))


def is_anothers(root: str, one: Tree | None, other: Tree | None) -> bool:
    """Whether two that have one id are the words of two people: then they are two things."""
    key = _WHOSE.get(root)
    both = isinstance(one, dict) and isinstance(other, dict)
    return bool(key and both and part(one).get(key) != part(other).get(key))


def met(before: Sequence[Known], after: Sequence[Known], *, corrected: bool = True) -> dict[int, int]:
    """For each place in `after` the place in `before` of the same reading; what is new has none.

    `corrected` when the one came of the other: then the same number and voice is the same also with another day.
    """
    found: dict[int, int] = {}
    for key in (_whole, _without_number, _without_day) if corrected else (_whole, _without_number):
        _meet(before, after, key, found)
    return found


def _whole(one: Known) -> Hashable:
    return one


def _without_number(one: Known) -> Hashable:
    return one.words_of_a_day


def _without_day(one: Known) -> Hashable:
    return one.id, one.voice


def _meet(
    before: Sequence[Known], after: Sequence[Known], key: Callable[[Known], Hashable], found: dict[int, int]
) -> None:
    """Pair what is alike and not yet paired, in order."""
    left: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    taken = set(found.values())
    for place, one in enumerate(before):
        if place not in taken and key(one) is not None:
            left[key(one)].append(place)
    for place, one in enumerate(after):
        if place not in found and (same := left.get(key(one))):
            found[place] = same.popleft()
