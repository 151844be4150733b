"""Keeps apart what two have made under one id: the second gets a new id, and all that means it moves along.

The laws it keeps: an id is never used again; nothing but ids and what points at them is changed; what has been moved
once already is known again, so that the same two plans are never put together into a third thing; of two numbers that
one reading of the wheel has the higher holds, so that it is the same one whoever asks, and however often.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import count
from typing import NamedTuple

from kronobarn_cli.model.base import Id, Part, Tree
from kronobarn_cli.model.items import PAST, PREFIXES, is_numbered
from kronobarn_cli.model.open_points import KEY, dotted, steps
from kronobarn_cli.model.shapes import Shape, Way, at, frozen, leaves, named, of_plan, references
from kronobarn_cli.model.whose import is_anothers, known, met

_ORDER = ("people", "goals", "actions", *(root for root in PREFIXES if root not in {"people", "goals", "actions"}))
"""What is pointed at first, so that those who point at it are compared with the ids it has now."""
CALLED_BY_NUMBER = frozenset({"notices", "goals", "actions", "not-doing", "disagreements"})
"""Lists whose things people know by their number: only there is another number something to hear of."""
_WHEEL = "wheel"
_WITH_VOICES = (_WHEEL, "voices")


class Moved(NamedTuple):
    """A thing in a list that got another id."""

    root: str
    id: Id
    new: Id


class Apart(NamedTuple):
    """Two trees in which one id means one thing, and what people know by its number and has another for it."""

    newer: Part
    older: Part
    moved: tuple[Moved, ...]


def apart(base: Part, newer: Part, older: Part) -> Apart:
    """Two trees with no id that they have given to different new things."""
    moved: list[Moved] = []
    for root in _WITH_VOICES:
        newer = _with_new_ids_for_others(root, base, newer, older)
        older = _with_new_ids_for_others(root, base, older, newer)
    newer, older = _one_number_for_a_reading(base, newer, older)
    for root in _ORDER:
        older, out_of_the_way = _met_again(root, base, newer, older)
        moved += out_of_the_way
        for one in _clashes(root, base, newer, older):
            before, ours, theirs = (_by_id(tree, root) for tree in (base, newer, older))
            if twin := _twin(ours[one], theirs, before | ours):
                newer = _renamed(newer, root, {one: twin})
            else:
                new = _free(root, base, newer, older)
                older = _renamed(older, root, {one: new})
                moved.append(Moved(root, one, new))
    return Apart(newer, older, tuple(one for one in moved if one.root in CALLED_BY_NUMBER))


def same_numbers(before: Part, after: Part) -> Part:
    """The earlier of two trees of one plan, with the later's ids for the readings of the wheel that both have."""
    one, other = (_by_id(tree, _WHEEL) for tree in (before, after))
    old, new = ([known(*pair) for pair in tree.items()] for tree in (one, other))
    ids = {old[there].id: new[here].id for here, there in met(old, new).items()}
    ids = {id_: new_id for id_, new_id in ids.items() if id_ != new_id}
    wanted = set(ids.values()) - ids.keys()
    free = _free_ones(_WHEEL, before, after)
    return _renamed(before, _WHEEL, ids | {id_: next(free) for id_ in one if id_ in wanted}) if ids else before


def is_same_thing(root: str, one: Tree, other: Tree) -> bool:
    """Whether two that have the same id and no known past are the same thing, written on by two.

    A reading of the wheel is when it is of the same voice and day. All else when what it must have is the same, and
    they share a text, or most of its words; without a text in both, when they agree on half of what both say.
    """
    shape = of_plan().inside[root].item
    ours, theirs = dict(leaves(shape, one)), dict(leaves(shape, other))
    both = [place for place in ours if place in theirs and place != ("id",)]
    if any(ours[place] != theirs[place] for place in both if place[0] in shape.required):
        return False
    if root == _WHEEL and ("day",) in both:
        return ours["day",] == theirs["day",]
    rest = [place for place in both if place[0] not in shape.required]
    texts = [place for place in rest if _is_text(shape, place)]
    if texts:
        return any(_alike(str(ours[place]), str(theirs[place])) for place in texts)
    return sum(ours[place] == theirs[place] for place in rest) * 2 >= len(rest)


def _with_new_ids_for_others(root: str, base: Part, mine: Part, other: Part) -> Part:
    """One side, in which an id of the common past that now holds another person's words is given to nobody else.

    They get the id that the other side has for the same, if it has.
    """
    past, ours, theirs = (_by_id(tree, root) for tree in (base, mine, other))
    ids: dict[Id, Id] = {}
    free = _free_ones(root, base, mine, other)
    for one in (one for one in ours if is_anothers(root, past.get(one), ours[one])):
        taken = {*past, *ours, *ids.values()}
        ids[one] = _same_among(root, ours[one], theirs, taken) or next(free)
    return _renamed(mine, root, ids) if ids else mine


def _same_among(root: str, thing: Tree, there: Mapping[str, Tree], here: Container[Id]) -> Id | None:
    """The id under which the same thing, or the same reading, stands among the others."""
    mine = known("", thing).words_of_a_day if root == _WHEEL else None
    alike = (
        one for one, other in there.items() if mine and one not in here and known("", other).words_of_a_day == mine
    )
    return _twin(thing, there, here) or next(alike, None)


def _one_number_for_a_reading(base: Part, newer: Part, older: Part) -> tuple[Part, Part]:
    """Both sides, with one id for each new reading of the wheel that both have: the higher of the two."""
    past, *sides = (_by_id(tree, _WHEEL) for tree in (base, newer, older))
    ours, theirs = ({one: thing for one, thing in side.items() if one not in past} for side in sides)
    pairs = _pairs(ours, theirs)
    if all(one == other for one, other in pairs):
        return newer, older
    free, given = _free_ones(_WHEEL, base, newer, older), set[Id]()
    here, there = dict[Id, Id](), dict[Id, Id]()
    for one, other in sorted(pairs, key=lambda pair: pair[0] != max(pair, key=_number)):
        wanted = max(one, other, key=_number)
        here[one] = there[other] = next(free) if wanted in given else wanted
        given.add(wanted)
    for one in sorted(given):
        new = next(free)
        for side, ids in ((ours, here), (theirs, there)):
            if one in side and one not in ids:
                ids[one] = new
    return _renamed(newer, _WHEEL, here), _renamed(older, _WHEEL, there)


def _pairs(ours: Mapping[str, Tree], theirs: Mapping[str, Tree]) -> list[tuple[Id, Id]]:
    """The ids of each reading that both have, by voice and day; those without a day by all that they say."""
    mine, others = ([known(*pair) for pair in side.items()] for side in (ours, theirs))
    pairs = {mine[here].id: others[there].id for here, there in met(others, mine, corrected=False).items()}
    paired = set(pairs.values())
    alike = {frozen(_without_id(thing)): one for one, thing in reversed([*theirs.items()]) if one not in paired}
    for one in [one for one in ours if one not in pairs]:
        twin = alike.pop(frozen(_without_id(ours[one])), None)
        same = theirs.get(one)
        found = twin or (one if same and is_same_thing(_WHEEL, ours[one], same) else None)
        if found and found not in paired:
            pairs[one] = found
            paired.add(found)
    return list(pairs.items())


def _number(one: Id) -> tuple[int, Id]:
    return int(one.removeprefix(PREFIXES[_WHEEL])) if is_numbered(_WHEEL, one) else -1, one


def _met_again(root: str, base: Part, newer: Part, older: Part) -> tuple[Part, list[Moved]]:
    """The older side with the newer's ids for new things that both have, each under another id.

    Whatever else has such an id there gets a new one, and is told of.
    """
    past, ours, theirs = (_by_id(tree, root) for tree in (base, newer, older))
    wanted: dict[Id, Id] = {}
    for one, thing in theirs.items():
        is_twice = one in ours and _is_new(root, one, past) and thing != ours[one]
        if is_twice and (twin := _twin(thing, ours, {*past, *wanted.values()})):
            wanted[one] = twin
    if not wanted:
        return older, []
    clashing = set(_clashes(root, base, newer, older))
    while blocked := [one for one, two in wanted.items() if two in theirs and two not in wanted.keys() | clashing]:
        for one in blocked:
            del wanted[one]
    free = _free_ones(root, base, newer, older)
    moves = [Moved(root, one, next(free)) for one in wanted.values() if one in theirs and one not in wanted]
    return _renamed(older, root, wanted | {one.id: one.new for one in moves}), moves


def _is_new(root: str, one: Id, past: Mapping[str, Tree]) -> bool:
    """Whether the id was given since the common past; a service is called by its name, not by a number."""
    return one not in past and (root != "people" or is_numbered(root, one))


def _clashes(root: str, base: Part, newer: Part, older: Part) -> list[Id]:
    if newer.get(root) == older.get(root):
        return []
    past, ours, theirs = (_by_id(tree, root) for tree in (base, newer, older))
    return [
        one
        for one, thing in theirs.items()
        if one in ours
        and _is_new(root, one, past)
        and thing != ours[one]
        and (not is_same_thing(root, thing, ours[one]) or _twin(ours[one], theirs, past | ours))
    ]


def _by_id(tree: Part, root: str) -> dict[str, Tree]:
    """The first thing with each id: that one side gave an id twice itself is for `check` to tell."""
    things = tree.get(root)
    found = (one for one in (things if isinstance(things, list) else ()) if isinstance(one, dict) and "id" in one)
    return {str(one["id"]): one for one in reversed([*found])}


def _twin(thing: Tree, there: Mapping[str, Tree], here: Container[Id]) -> Id | None:
    """The id under which the same thing already stands among the others."""
    content = _without_id(thing)
    return next((one for one, other in there.items() if one not in here and _without_id(other) == content), None)


def _without_id(thing: Tree) -> Tree:
    return {key: value for key, value in thing.items() if key != "id"} if isinstance(thing, dict) else thing


def _free(root: str, *trees: Part) -> Id:
    """An id that nothing has and nothing means: also what is gone may still be meant somewhere."""
    return next(_free_ones(root, *trees))


def _free_ones(root: str, *trees: Part) -> Iterator[Id]:
    """Ids that are free, one after the other; nothing is looked for until the first is asked for."""
    ids = {one for tree in trees for one in _used(tree, root)}
    prefix = PREFIXES[root]
    numbers = (int(one.removeprefix(prefix)) for one in ids if is_numbered(root, one))
    yield from (f"{prefix}{number}" for number in count(max(numbers, default=0) + 1))


def _used(tree: Part, root: str) -> Iterator[str]:
    past = tree.get(PAST)
    yield from (*_by_id(tree, root), *(map(str, past) if isinstance(past, list) else ()))
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


def _renamed(tree: Part, root: str, ids: Mapping[Id, Id]) -> Part:
    """The tree with new ids for old ones, all at once: two things may change places."""
    found = _Renamer(root, ids).tree(of_plan(), tree, ())
    assert isinstance(found, dict)  # noqa: S101 - for the type checker
    return found


class _Renamer(NamedTuple):
    root: str
    ids: Mapping[Id, Id]

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
        return self.ids.get(tree, tree) if mine and isinstance(tree, str) else tree

    def _steps(self, steps_: Iterable[str]) -> list[str]:
        """The steps of a question or a place, such as `pick.areas.w2`, with the id exchanged."""
        found = list(steps_)
        if found[:1] == ["skipped"]:
            return [found[0], *(".".join(self._steps(one.split("."))) for one in found[1:])]
        about = {self.root, "areas"} if self.root == "wheel" else {self.root}
        first = 1 if found[:1] == ["pick"] else 0
        if len(found) > first + 1 and found[first] in about:
            found[first + 1] = self.ids.get(found[first + 1], found[first + 1])
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
        return {**wording, "says": ", ".join(self.ids.get(one, one) for one in says.split(", "))}
