"""Moments in an order that is known for certain, told by clocks that are not. Pure.

The law it keeps: the order is never changed for the sake of a clock; a moment that does not fit among those around it
is not believed.
"""

from bisect import bisect_right
from collections.abc import Sequence


def believed(moments: Sequence[int]) -> list[bool]:
    """For moments that came one after another, the first one first: which of them can be right, as many as can be."""
    ends: list[int] = []
    best: list[int] = []
    came_from: list[int] = []
    for place, moment in enumerate(moments):
        length = bisect_right(ends, moment)
        came_from.append(best[length - 1] if length else -1)
        ends[length : length + 1] = [moment]
        best[length : length + 1] = [place]
    found = [False] * len(moments)
    place = best[-1] if best else -1
    while place >= 0:
        found[place] = True
        place = came_from[place]
    return found


def far_off(moments: Sequence[int], slack: int) -> list[bool]:
    """For moments in their order: which are not believed, and lie more than `slack` outside those around them."""
    right = believed(moments)
    earliest, latest = list(moments), list(moments)
    for places, bounds in ((range(len(moments)), earliest), (reversed(range(len(moments))), latest)):
        bound = None
        for place in places:
            bound = moments[place] if right[place] else bound
            bounds[place] = moments[place] if bound is None else bound
    around = zip(earliest, moments, latest, strict=True)
    return [not low - slack <= moment <= high + slack for low, moment, high in around]


def standing(moments: Sequence[int], then: float) -> int | None:
    """Which of the things that were made at these moments, in this order, was the last at `then`; None before all.

    What has a moment that is not believed was made right after the one before it.
    """
    if list(moments) == sorted(moments):
        count = bisect_right(moments, then)
        return count - 1 if count else None
    last = None
    for place, (moment, right) in enumerate(zip(moments, believed(moments), strict=True)):
        if right and moment > then:
            break
        if right or last is not None:
            last = place
    return last
