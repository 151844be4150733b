"""What differs between two versions of a plan, place by place: by key and by id, as `merge` puts plans together. Pure.

Laws: a plan and itself differ in nothing; every leaf that differs is in exactly one change, but where one id has become
another person's words: they are gone, and the others new; the other way round the same changes are told backwards, what
was added is removed. `revision` is a count and never a change, nor is an id that
nothing has any more: what had it is.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from kronobarn_cli.model.base import Part, Tree
from kronobarn_cli.model.issue import Place
from kronobarn_cli.model.items import PAST
from kronobarn_cli.model.shapes import Shape, Way, frozen, inside, named, of_plan
from kronobarn_cli.model.whose import is_anothers

_ACT = ("agreement",)
"""One act: half of one read-back and half of another was never read to anybody."""
_NEVER = (("revision",), (PAST,))


class ChangeKind(StrEnum):
    """What has become of a place."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


class Change(NamedTuple):
    """One place that differs, with what stood there and what stands there now; None for nothing.

    What is new or gone, a person, a goal, a part, is one change with all of it. A set is one change with all of its
    elements. `moved` is a list in another order: of things with ids `before` and `after` are the ids in their order.
    """

    kind: ChangeKind
    place: Place
    before: Tree | None
    after: Tree | None


def changes(before: Part | None, after: Part | None) -> tuple[Change, ...]:
    """Every change from one tree of a plan to another, in the order of the plan; None where there was no plan."""
    if before is None or after is None:
        return () if before is after else (_whole(before, after, ()),)
    return tuple(_in_part(of_plan(), before, after, ()))


def _in_place(shape: Shape, before: Tree | None, after: Tree | None, place: Place) -> Iterator[Change]:
    if before == after or place in _NEVER:
        return
    if isinstance(before, dict) and isinstance(after, dict) and shape.way is Way.PART and place != _ACT:
        yield from _in_part(shape, before, after, place)
    elif shape.way is Way.ITEMS and (before or after):
        yield from _in_items(shape, named(before, shape.key), named(after, shape.key), place)
    elif shape.way is Way.ELEMENTS and _same_elements(before, after):
        yield Change(ChangeKind.MOVED, place, before, after)
    else:
        yield _whole(before, after, place)


def _in_part(shape: Shape, before: Part, after: Part, place: Place) -> Iterator[Change]:
    for key in dict.fromkeys((*shape.inside, *after, *before)):
        one, other = before.get(key), after.get(key)
        yield from _in_place(inside(shape, key, one, other), one, other, (*place, key))


def _in_items(shape: Shape, before: Mapping[str, Tree], after: Mapping[str, Tree], place: Place) -> Iterator[Change]:
    for name in dict.fromkeys((*after, *before)):
        one, other, here = before.get(name), after.get(name), (*place, name)
        if is_anothers(place[0], one, other):
            yield from (_whole(one, None, here), _whole(None, other, here))
        else:
            yield from _in_place(shape.item, one, other, here)
    orders = [one for one in before if one in after], [one for one in after if one in before]
    if orders[0] != orders[1]:
        yield Change(ChangeKind.MOVED, place, *map(_names, orders))


def _names(order: list[str]) -> list[Tree]:
    return list(order)


def _same_elements(before: Tree | None, after: Tree | None) -> bool:
    if not (isinstance(before, list) and isinstance(after, list)):
        return False
    return sorted(map(frozen, before)) == sorted(map(frozen, after))


def _whole(before: Tree | None, after: Tree | None, place: Place) -> Change:
    kind = ChangeKind.ADDED if before is None else ChangeKind.REMOVED if after is None else ChangeKind.CHANGED
    return Change(kind, place, before, after)
