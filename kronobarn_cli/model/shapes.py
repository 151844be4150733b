"""What the schema says about each place of a plan's tree: a part with keys, a list of things, a set, a row or a leaf.

The law it keeps: nothing is listed that the declarations already tell; a field that is declared tomorrow has its
shape from that day. Where the schema is silent, a local addition, the tree itself tells.
"""

from collections.abc import Iterator, Mapping
from enum import Enum, StrEnum
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin

from msgspec.structs import FieldInfo, fields

from kronobarn_cli.model.base import Id, Part, Tree, Value
from kronobarn_cli.model.issue import Place
from kronobarn_cli.model.items import key_of
from kronobarn_cli.model.plan import OpenPoint, Plan, Shared, Skipped
from kronobarn_cli.model.references import Target, points, target_of

_ROOTS = {Target.PERSON: "people", Target.GOAL: "goals", Target.ACTION: "actions"}
_NAMED_BY: Mapping[Any, str] = {Skipped: "what", OpenPoint: "at"}


class Way(Enum):
    """How a place holds what it holds; the numbers of a row only mean something together."""

    PART = "part"
    ITEMS = "items"
    ELEMENTS = "elements"
    ROW = "row"
    LEAF = "leaf"


class Shape(NamedTuple):
    """One place: its way, the shapes of its keys, what names its items, which list its ids are from, its type."""

    way: Way
    inside: Mapping[str, "Shape"] = MappingProxyType({})
    key: str = ""
    root: str = ""
    kind: Any = None
    required: frozenset[str] = frozenset()

    @property
    def is_text(self) -> bool:
        """Whether people write freely here."""
        return self.kind is str and not self.root

    @property
    def item(self) -> "Shape":
        """The shape of each item of a list."""
        return Shape(Way.PART, self.inside, required=self.required)


@cache
def of_plan() -> Shape:
    """The shape of a whole plan."""
    return Shape(Way.PART, _inside(Plan))


def found_in(*trees: Tree | None) -> Shape:
    """The shape of a place that the schema does not know, from all that has been written there."""
    there = [one for one in trees if one is not None]
    if all(isinstance(one, dict) for one in there):
        return Shape(Way.PART)
    if not all(isinstance(one, list) for one in there):
        return Shape(Way.LEAF)
    items = [item for one in there if isinstance(one, list) for item in one]
    named = all(isinstance(item, dict) and isinstance(item.get("id"), str) for item in items)
    return Shape(Way.ITEMS, key="id") if named else Shape(Way.ELEMENTS)


def inside(shape: Shape, key: str, *trees: Tree | None) -> Shape:
    """The shape of a key in a part, declared or not."""
    return shape.inside.get(key) or found_in(*trees)


def at(place: Place) -> Shape | None:
    """The shape declared for a place such as `("actions", "a1", "what")`; None where the schema does not know it."""
    shape: Shape | None = of_plan()
    for step in place:
        if shape is None or shape.way not in (Way.PART, Way.ITEMS):
            return None
        shape = shape.item if shape.way is Way.ITEMS else shape.inside.get(step)
    return shape


def named(items: Tree | None, key: str) -> dict[str, Tree]:
    """The items of a list by what names them; a name that stands twice is told apart by its place."""
    found: dict[str, Tree] = {}
    for item in items if isinstance(items, list) else ():
        name = str(item[key]) if key and isinstance(item, dict) and key in item else frozen(item)
        place, first = 2, name
        while name in found:
            name, place = f"{first}#{place}", place + 1
        found[name] = item
    return found


def frozen(tree: Tree) -> str:
    """All that a tree says as one text: the same for two trees that say the same."""
    if isinstance(tree, dict):
        return "{" + ",".join(f"{key!r}:{frozen(tree[key])}" for key in sorted(tree)) + "}"
    if isinstance(tree, list):
        return "[" + ",".join(map(frozen, tree)) + "]"
    return repr(str(tree))


def leaves(shape: Shape, tree: Tree, place: Place = ()) -> Iterator[tuple[Place, Tree]]:
    """Every leaf of a tree with its place; a set is one leaf."""
    if shape.way is Way.PART and isinstance(tree, dict):
        for key, value in tree.items():
            yield from leaves(inside(shape, key, value), value, (*place, key))
    elif shape.way is Way.ITEMS:
        for name, item in named(tree, shape.key).items():
            yield from leaves(shape.item, item, (*place, name))
    else:
        yield place, tree


def references(shape: Shape, tree: Tree) -> Iterator[tuple[str, str]]:
    """Every id that points at something, as `("people", "bup")`."""
    if shape.root:
        yield from ((shape.root, str(one)) for one in (tree if isinstance(tree, list) else [tree]))
    elif isinstance(tree, dict):
        for key, value in tree.items():
            if key in shape.inside:
                yield from references(shape.inside[key], value)
    elif shape.way is Way.ITEMS and isinstance(tree, list):
        for item in tree:
            yield from references(shape.item, item)


def part(tree: Tree | None) -> Part:
    """A tree that is a part; an empty one where there is none."""
    return tree if isinstance(tree, dict) else {}


@cache
def _inside(kind: type[Value]) -> Mapping[str, Shape]:
    return MappingProxyType({one.encode_name: _shape(kind, one) for one in fields(kind)})


def _shape(owner: type[Value], one: FieldInfo) -> Shape:
    kind = _without_none(one.type)
    root = _ROOTS[target_of(one)] if points(one) else ""
    if (owner, one.name) == (Shared, "for_"):
        root = "people"
    if get_origin(kind) is tuple:
        return _list(get_args(kind)[0], root)
    if isinstance(kind, type) and issubclass(kind, Value):
        return Shape(Way.PART, _inside(kind))
    return Shape(Way.LEAF, root=root, kind=kind)


def _list(kind: Any, root: str) -> Shape:
    if isinstance(kind, type) and issubclass(kind, Value):
        key = key_of(kind) or _NAMED_BY.get(kind, "")
        required = frozenset(one.encode_name for one in fields(kind) if one.required) - {"id"}
        return Shape(Way.ITEMS if key else Way.ELEMENTS, _inside(kind), key, required=required)
    texts = kind in (str, Id) or (isinstance(kind, type) and issubclass(kind, StrEnum))
    return Shape(Way.ELEMENTS if texts else Way.ROW, root=root, kind=kind)


def _without_none(kind: Any) -> Any:
    if get_origin(kind) in (Union, UnionType):
        return next(one for one in get_args(kind) if one is not NoneType)
    return kind
