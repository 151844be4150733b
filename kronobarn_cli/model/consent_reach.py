"""Whether a consent that came of two allows more than either of them did.

The law it keeps: nobody has consented to what only stands together because two texts were put together.
"""

from kronobarn_cli.model.base import Part
from kronobarn_cli.model.shapes import named


def allows_no_more(merged: Part, newer: Part, older: Part) -> bool:
    """Whether each service is told of each area at no time that neither side's consent allows."""
    return all(
        any(_allows(side, service, area, merged) for side in (newer, older))
        for service in named(merged.get("to"), "")
        for area in named(merged.get("areas"), "")
    )


def _allows(side: Part, service: str, area: str, merged: Part) -> bool:
    covers = service in named(side.get("to"), "") and area in named(side.get("areas"), "")
    return covers and side.get("by") == merged.get("by") and _is_within(merged, side)


def _is_within(inner: Part, outer: Part) -> bool:
    """Whether the days of one consent are all days of another; without a first and a last day it has none."""
    if not ("from" in inner and "until" in inner):
        return True
    if not ("from" in outer and "until" in outer):
        return False
    ends = str(inner.get("withdrawn", "9")), str(outer.get("withdrawn", "9"))
    in_time = ends[0] <= ends[1] or str(inner["until"]) < ends[1]
    return str(outer["from"]) <= str(inner["from"]) and str(inner["until"]) <= str(outer["until"]) and in_time
