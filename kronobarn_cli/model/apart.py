"""Keeps apart what two have made under one id: the second gets a new id, and all that means it moves along.

The laws it keeps: an id is never used again; nothing but ids and what points at them is changed; what has been moved
once already is known again, so that the same two plans are never put together into a third thing.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kronobarn_cli.model.base import Id, Part, Tree
from kronobarn_cli.model.items import PREFIXES, is_numbered
from kronobarn_cli.model.open_points import KEY, dotted, steps
from kronobarn_cli.model.shapes import Shape, Way, at, leaves, named, of_plan, references

_ORDER = ("people", "goals", "actions", *(root for root in PREFIXES if root not in {"people", "goals", "actions"}))
"""What is pointed at first, so that those who point at it are compared with the ids it has now."""


class Moved(NamedTuple):
    """A thing in a list that got another id."""

    root: str
    id: Id
    new: Id


class Apart(NamedTuple):
    """Two trees in which one id means one thing, and what was moved for it."""

    newer: Part
    older: Part
    moved: tuple[Moved, ...]


def apart(base: Part, newer: Part, older: Part) -> Apart:
    """Two trees with no id that they have given to different new things."""
    moved: list[Moved] = []
    for root in _ORDER:
        older, out_of_the_way = _met_again(root, base, newer, older)
        moved += out_of_the_way
        for one in _clashes(root, base, newer, older):
            known, ours, theirs = (_by_id(tree, root) for tree in (base, newer, older))
            if twin := _twin(ours[one], theirs, known | ours):
                newer = _renamed(newer, root, one, twin)
            else:
                new = _free(root, base, newer, older)
                older = _renamed(older, root, one, new)
                moved.append(Moved(root, one, new))
    return Apart(newer, older, tuple(moved))


def is_same_thing(one: Tree, other: Tree, shape: Shape) -> bool:
    """Whether two that have the same id and no known past are the same thing, written on by two.

    They are when what they must have is the same, and they share a text, or most of its words; without a text in
    both, when they agree on half of what both say.
    """
    ours, theirs = dict(leaves(shape, one)), dict(leaves(shape, other))
    both = [place for place in ours if place in theirs and place != ("id",)]
    if any(ours[place] != theirs[place] for place in both if place[0] in shape.required):
        return False
    rest = [place for place in both if place[0] not in shape.required]
    texts = [place for place in rest if _is_text(shape, place)]
    if texts:
        return any(_alike(str(ours[place]), str(theirs[place])) for place in texts)
    return sum(ours[place] == theirs[place] for place in rest) * 2 >= len(rest)


def _met_again(root: str, base: Part, newer: Part, older: Part) -> tuple[Part, tuple[Moved, ...]]:
    """The older side with the newer's ids for new things that both have, each under another id.

    Whatever else has such an id there gets a new one, and is told of.
    """
    known, ours, theirs = (_by_id(tree, root) for tree in (base, newer, older))
    wanted: dict[Id, Id] = {}
    for one, thing in theirs.items():
        if one in ours and _is_new(root, one, known) and thing != ours[one]:
            taken = {**known, **dict.fromkeys(wanted.values(), one)}
            if twin := _twin(thing, ours, taken):
                wanted[one] = twin
    clashing = set(_clashes(root, base, newer, older)) if wanted else set()
    while blocked := [one for one, two in wanted.items() if two in theirs and two not in wanted.keys() | clashing]:
        for one in blocked:
            del wanted[one]
    in_the_way = [one for one in wanted.values() if one in theirs and one not in wanted]
    # By way of ids that nobody has, for two things may have changed places.
    moves = [
        Moved(root, one, _free(root, base, newer, older, extra=place))
        for place, one in enumerate((*in_the_way, *wanted))
    ]
    for _root, one, free in moves:
        older = _renamed(older, root, one, free)
    for _root, one, free in moves[len(in_the_way) :]:
        older = _renamed(older, root, free, wanted[one])
    return older, tuple(moves[: len(in_the_way)])


def _is_new(root: str, one: Id, known: dict[str, Tree]) -> bool:
    """Whether the id was given since the common past; a service is called by its name, not by a number."""
    return one not in known and (root != "people" or is_numbered(root, one))


def _clashes(root: str, base: Part, newer: Part, older: Part) -> list[Id]:
    if newer.get(root) == older.get(root):
        return []
    shape = of_plan().inside[root].item
    known, ours, theirs = (_by_id(tree, root) for tree in (base, newer, older))
    return [
        one
        for one, thing in theirs.items()
        if one in ours
        and _is_new(root, one, known)
        and thing != ours[one]
        and (not is_same_thing(thing, ours[one], shape) or _twin(ours[one], theirs, known | ours))
    ]


def _by_id(tree: Part, root: str) -> dict[str, Tree]:
    """The first thing with each id: that one side gave an id twice itself is for `check` to tell."""
    things = tree.get(root)
    found = (one for one in (things if isinstance(things, list) else ()) if isinstance(one, dict) and "id" in one)
    return {str(one["id"]): one for one in reversed([*found])}


def _twin(thing: Tree, there: Mapping[str, Tree], here: Mapping[str, object]) -> Id | None:
    """The id under which the same thing already stands among the others."""
    content = _without_id(thing)
    return next((one for one, other in there.items() if one not in here and _without_id(other) == content), None)


def _without_id(thing: Tree) -> Tree:
    return {key: value for key, value in thing.items() if key != "id"} if isinstance(thing, dict) else thing


def _free(root: str, *trees: Part, extra: int = 0) -> Id:
    """An id that nothing has and nothing means: also what is gone may still be meant somewhere."""
    ids = {one for tree in trees for one in _used(tree, root)}
    prefix = PREFIXES[root]
    numbers = (int(one.removeprefix(prefix)) for one in ids if is_numbered(root, one))
    return f"{prefix}{max(numbers, default=0) + 1 + extra}"


def _used(tree: Part, root: str) -> Iterator[str]:
    yield from _by_id(tree, root)
    yield from (one for found, one in references(of_plan(), tree) if found == root)
    yield from (step for what in named(tree.get("skipped"), "what") for step in what.split("."))
    # A question that was skipped is one step of a place, and has steps of its own.
    yield from (one for place in named(tree.get(KEY), "at") for step in steps(place) for one in step.split("."))


def _is_text(shape: Shape, place: tuple[str, ...]) -> bool:
    here: Shape | None = shape
    for step in place:
        here = None if here is None else here.item if here.way is Way.ITEMS else here.inside.get(step)
    return here is not None and here.is_text and here.way is Way.LEAF


def _alike(one: str, other: str) -> bool:
    ours, theirs = set(one.lower().split()), set(other.lower().split())
    return one == other or len(ours & theirs) * 2 > len(ours | theirs)


def _renamed(tree: Part, root: str, old: Id, new: Id) -> Part:
    found = _Renamer(root, old, new).tree(of_plan(), tree, ())
    assert isinstance(found, dict)  # noqa: S101 - for the type checker
    return found


class _Renamer(NamedTuple):
    root: str
    old: Id
    new: Id

    def tree(self, shape: Shape, tree: Tree, place: tuple[str, ...]) -> Tree:
        if isinstance(tree, dict):
            known = ((key, value, shape.inside.get(key)) for key, value in tree.items())
            moved = {key: self.tree(below, value, (*place, key)) if below else value for key, value, below in known}
            return self._point(moved) if place == (KEY,) else moved
        if isinstance(tree, list) and shape.way in (Way.ITEMS, Way.ELEMENTS):
            return type(tree)(self.tree(shape, one, place) for one in tree)
        return self._leaf(shape, tree, place)

    def _leaf(self, shape: Shape, tree: Tree, place: tuple[str, ...]) -> Tree:
        if place == ("skipped", "what"):
            return ".".join(self._steps(str(tree).split(".")))
        mine = shape.root == self.root or place == (self.root, "id")
        return self.new if mine and tree == self.old else tree

    def _steps(self, steps_: Iterable[str]) -> list[str]:
        """The steps of a question or a place, such as `pick.areas.w2`, with the id exchanged."""
        found = list(steps_)
        if found[:1] == ["skipped"]:
            return [found[0], *(".".join(self._steps(one.split("."))) for one in found[1:])]
        about = {self.root, "areas"} if self.root == "wheel" else {self.root}
        first = 1 if found[:1] == ["pick"] else 0
        if found[first + 1 : first + 2] == [self.old] and found[first] in about:
            found[first + 1] = self.new
        return found

    def _point(self, point: Part) -> Part:
        place = steps(str(point.get("at", "")))
        shape, wordings = at(place), point.get("wordings")
        moved = {**point, "at": dotted(tuple(self._steps(place)))}
        if shape is None or shape.root != self.root or not isinstance(wordings, list):
            return moved
        return {**moved, "wordings": [self._said(one) for one in wordings]}

    def _said(self, wording: Tree) -> Tree:
        says = wording.get("says") if isinstance(wording, dict) else None
        if not isinstance(wording, dict) or not isinstance(says, str):
            return wording
        return {**wording, "says": ", ".join(self.new if one == self.old else one for one in says.split(", "))}
