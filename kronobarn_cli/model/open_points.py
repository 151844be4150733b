"""What has been written in two ways: how it is kept in the plan until a person has chosen.

The law it keeps: a wording is never dropped but by the person who settles it, and the same wording never stands twice.
"""

import json
import re
from collections.abc import Container, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

import msgspec

from kronobarn_cli.model.base import Part, Tree
from kronobarn_cli.model.issue import Place
from kronobarn_cli.model.shapes import Shape, Way, inside, leaves, named, of_plan, part

KEY = "open-points"
_READ_BACK = "agreement"
_STEP = re.compile(r"(?:[^.\\]|\\.)*", re.DOTALL)
_WHO_AND_WHEN = {"by", "day"}


class NotThat(Exception):
    """What was chosen cannot stand in that place."""


class Found(NamedTuple):
    """What stands in a place, None for nothing, and the shape of the place."""

    value: Tree | None
    shape: Shape


def wording(says: Tree | None, by: str | None = None, day: date | None = None) -> Part:
    """One of the ways something was written, and who wrote it when, as far as that is known."""
    given = {"says": spelled(says), "by": by, "day": day}
    return {key: value for key, value in given.items() if value is not None}


def joined(one: Iterable[Tree], other: Iterable[Tree]) -> list[Tree]:
    """The wordings of two open points about one place, each once; who and when are those of the first to say so."""
    found: list[Part] = []
    for said in (*one, *other):
        if isinstance(said, dict):
            same = next((place for place, known in enumerate(found) if _is_the_same(known, said)), None)
            if same is None:
                found.append(said)
            else:
                found[same] = said | found[same]
    return list(found)


def dotted(place: Place) -> str:
    """A place as it is written in `at`: `actions.a1.what`; a dot that is part of a name has a backslash before it."""
    return ".".join(re.sub(r"([.\\])", r"\\\1", step) for step in place)


def steps(at: str) -> Place:
    """The place that an `at` means."""
    found, start = [], 0
    while start <= len(at):
        step = _STEP.match(at, start)
        end = step.end() if step else len(at)
        found.append(re.sub(r"\\(.)", r"\1", at[start:end], flags=re.DOTALL))
        start = end + 1
    return tuple(found)


def spelled(tree: Tree | None) -> str | None:
    """A value in a wording's words; None for nothing at all."""
    if tree is None or isinstance(tree, str):
        return None if tree is None else str(tree)
    if isinstance(tree, bool):
        return "true" if tree else "false"
    if isinstance(tree, list) and all(isinstance(one, str | int) for one in tree):
        return ", ".join(map(str, tree))
    return json.dumps(tree, ensure_ascii=False, default=str) if isinstance(tree, dict | list) else str(tree)


def value_of(says: str | None, shape: Shape) -> Tree | None:
    """What a wording means in its place, None for nothing; raises NotThat when it cannot stand there."""
    if says is None or shape.kind is None:
        return says
    try:
        if shape.way in (Way.ELEMENTS, Way.ROW):
            return [_read(one, shape.kind) for one in says.split(", ") if one]
        return _read(says, shape.kind)
    except msgspec.ValidationError:
        raise NotThat from None


def find(tree: Tree, place: Place, shape: Shape | None = None) -> Found | None:
    """What stands in a place of a plan's tree; None where the part that it belongs to is gone."""
    here = shape or of_plan()
    if not place:
        return Found(tree, here)
    first, *rest = place
    if isinstance(tree, dict) and (first in tree or not rest):
        below = inside(here, first, tree.get(first))
        return find(tree[first], tuple(rest), below) if first in tree else Found(None, below)
    if isinstance(tree, list) and here.way is Way.ITEMS:
        item = named(tree, here.key).get(first)
        return None if item is None else find(item, tuple(rest), here.item)
    return None


def laid(tree: Tree, place: Place, value: Tree | None, shape: Shape | None = None) -> Tree:
    """The tree with a value in a place that `find` finds; None takes away what stands there."""
    here, (first, *rest) = shape or of_plan(), place
    if isinstance(tree, dict):
        below = inside(here, first, tree.get(first))
        new = laid(tree[first], tuple(rest), value, below) if rest else value
        return {key: one for key, one in {**tree, first: new}.items() if one is not None}
    assert isinstance(tree, list)  # noqa: S101 - what `find` has found
    items = named(tree, here.key)
    return list({**items, first: laid(items[first], tuple(rest), value, here.item)}.values())


def settled(tree: Part, at: str, value: Tree | None) -> Part:
    """The plan's tree with one open point gone and this value, None for nothing, in its place."""
    place = steps(at)
    chosen = laid(tree, place, value) if find(tree, place) else tree
    return _closed(part(chosen), {at})


def settled_read_back(tree: Part, chosen: Mapping[str, Tree | None]) -> Part:
    """The plan's tree with these open points gone and one whole read-back: what was chosen, and the rest of it.

    Of two read-backs one may hold the answer of somebody whom the other does not have at all.
    """
    shape = of_plan().inside[_READ_BACK]
    held = dict(leaves(shape, part(tree.get(_READ_BACK)), (_READ_BACK,)))
    said = held | {steps(at): value for at, value in chosen.items()}
    grown = _grown(shape, {place[1:]: value for place, value in said.items() if value is not None and place[1:]})
    rest = {key: one for key, one in tree.items() if key != _READ_BACK}
    return _closed({**rest, _READ_BACK: grown} if grown else rest, chosen)


def _grown(shape: Shape, leaves_: Mapping[Place, Tree]) -> Part:
    """A part from its leaves, as `leaves` finds them."""
    found: Part = {}
    for key in dict.fromkeys(place[0] for place in leaves_):
        below = {place[1:]: value for place, value in leaves_.items() if place[0] == key}
        here = inside(shape, key)
        if () in below:
            found[key] = below[()]
        elif here.way is Way.ITEMS:
            names = dict.fromkeys(place[0] for place in below)
            items = ({place[1:]: value for place, value in below.items() if place[0] == name} for name in names)
            found[key] = [_grown(here.item, one) for one in items]
        else:
            found[key] = _grown(here, below)
    return found


def _closed(tree: Part, settled_: Container[str]) -> Part:
    """The tree without these open points, and without the list of them once it is empty."""
    points = [one for one in _points(tree) if one.get("at") not in settled_]
    rest = {key: one for key, one in tree.items() if key != KEY}
    return {**rest, KEY: list(points)} if points else rest


def _points(tree: Part) -> list[Part]:
    found = tree.get(KEY)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _read(says: str, kind: Any) -> Tree:
    value = msgspec.convert(says, kind, strict=False)
    plain: Tree = str(value) if isinstance(value, StrEnum) else value
    return plain


def _is_the_same(one: Part, other: Part) -> bool:
    shared = one.keys() & other.keys() - _WHO_AND_WHEN
    return one.get("says") == other.get("says") and all(one[key] == other[key] for key in shared)
