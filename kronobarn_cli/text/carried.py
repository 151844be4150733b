"""Comments of one text carried over into another that holds the same plan.

Laws: a comment that both have stands once; one that was in the common past and that one side took away stays away; what
is carried stands on a line of its own before what it was written at, and changes nothing of what the text says.
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from kronobarn_cli.model.issue import Place
from kronobarn_cli.model.shapes import Shape, Way, of_plan
from kronobarn_cli.text.plan_text import PlanText, read
from kronobarn_cli.text.problem import Troubled
from kronobarn_cli.text.splice import comment_in, lines, scalars
from kronobarn_cli.text.yaml_door import Mapping, Node, Scalar, parse

_MARK = "#"
_UNKNOWN = Shape(Way.PART)


class Comment(NamedTuple):
    """What somebody wrote after `#`, and the place in the plan that it was written at; () is the end."""

    words: str
    place: Place


def carried(text: str, lead: PlanText, other: PlanText, base: PlanText | None) -> str:
    """The text with those comments of `other` that neither it nor the common past has; it came of `lead`."""
    new = new_comments(lead, other, base)
    return _with(text, new) if new else text


def new_comments(lead: PlanText, other: PlanText, base: PlanText | None = None) -> list[Comment]:
    """The comments of `other` that neither `lead` nor the common past has."""
    if _MARK not in other.text:
        return []
    known = _counted(lead.text, lead.root) | (_counted(base.text, base.root) if base else Counter())
    new: list[Comment] = []
    for one in comments(other.text, other.root):
        known[one.words] -= 1
        if known[one.words] < 0:
            new.append(one)
    return new


def comments(text: str, root: Mapping) -> Iterator[Comment]:
    """Every comment in a text, from the top."""
    covered, starts = sorted(scalars(root)), _starts(text, root)
    for start, line in lines(text, 0, len(text)):
        found = comment_in(line, start, covered)
        if found is not None:
            yield Comment(line[found:].rstrip(), next((place for at, place in starts.items() if at >= start), ()))


def _counted(text: str, root: Mapping) -> Counter[str]:
    return Counter(one.words for one in comments(text, root)) if _MARK in text else Counter()


def _with(text: str, new: list[Comment]) -> str:
    """The text with the comments written in; all of them on top should it not be the same plan then."""
    root, _faults = parse(text)
    places = {place: start for start, place in _starts(text, root).items()} if isinstance(root, Mapping) else {}
    end = text.rstrip().rfind("\n") + 1
    written = text
    found = sorted(((_start(one.place, places, end), one.words) for one in new), key=_place)
    for start, words in found[::-1]:
        written = f"{written[:start]}{_indent(written[start:])}{words}\n{written[start:]}"
    return written if _same_plan(written, text) else "".join(f"{one.words}\n" for one in new) + text


def _place(one: tuple[int, str]) -> int:
    return one[0]


def _start(place: Place, places: dict[Place, int], end: int) -> int:
    """Where the line of a place begins, or of the nearest one above it that is still there."""
    while place and place not in places:
        place = place[:-1]
    return places.get(place, end)


def _indent(rest: str) -> str:
    return " " * (len(rest) - len(rest.lstrip(" ")))


def _same_plan(one: str, other: str) -> bool:
    try:
        return read(one).plan == read(other).plan
    except Troubled:
        return False


def _starts(text: str, root: Mapping) -> dict[int, Place]:
    """Where each line begins on which a part does, with the outermost part, from the top."""
    found: dict[int, Place] = {}
    for start, place in sorted(_walk(root, of_plan(), ())):
        found.setdefault(text.rfind("\n", 0, start) + 1, place)
    return found


def _walk(node: Node, shape: Shape, place: Place) -> Iterator[tuple[int, Place]]:
    if isinstance(node, Mapping):
        for key, value in node.entries:
            yield key.start, (*place, key.text)
            yield from _walk(value, shape.inside.get(key.text, _UNKNOWN), (*place, key.text))
    elif not isinstance(node, Scalar):
        for number, one in enumerate(node.items, start=1):
            named = one.get(shape.key or "id") if isinstance(one, Mapping) else None
            below = (*place, named.text if isinstance(named, Scalar) else str(number))
            yield one.start, below
            yield from _walk(one, shape.item, below)
