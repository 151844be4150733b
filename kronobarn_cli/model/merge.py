"""Two plans that have gone separate ways, put together: by key and by id, never by place, with text as a leaf. Pure.

The laws it keeps: what either side wrote is in the result or in an open point; what both wrote differently is for a
person to settle, and the plan meanwhile holds what the newest revision says; what two have settled differently a
person settles again; what one side removed and the other changed is kept, and told; whoever puts the same two together
gets the same; nobody is told more than the consents of one of the two allow: of two consents, or two answers about
protected identity, the closer one holds meanwhile.

It works on the tree of a file and not on a `Plan`, so that what the schema does not know lives on; the schema tells
what each place is (`shapes`). With a base of None no common past is known: nothing is ever taken away then.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from kronobarn_cli.model.apart import apart
from kronobarn_cli.model.base import Id, Part, Tree
from kronobarn_cli.model.consent_reach import allows_no_more
from kronobarn_cli.model.issue import Place
from kronobarn_cli.model.items import PAST, past_ids
from kronobarn_cli.model.open_points import KEY, dotted, find, joined, laid, spelled, steps, wording
from kronobarn_cli.model.shapes import Shape, Way, inside, leaves, named, of_plan, part, references

_POINTED_AT = ("people", "goals", "actions")
_ACT = ("agreement",)
"""One act with a fingerprint over all of it: half of one and half of another was never read to anybody."""
_REACH = ("by", "to", "areas", "from", "until", "withdrawn")
_REACH_LISTS = ("to", "areas")
_LISTS = (Way.ITEMS, Way.ELEMENTS)
_NEITHER = "\0"
"""What no plan can say."""
_CLOSER: Mapping[Place, Callable[[Tree, Tree], Tree]] = {
    ("child", "protected"): lambda one, other: bool(one or other),
    ("consents", "*", "from"): lambda one, other: max(one, other, key=str),
    ("consents", "*", "until"): lambda one, other: min(one, other, key=str),
    ("consents", "*", "withdrawn"): lambda one, other: min(one, other, key=str),
}
"""Where the plan meanwhile holds the one that tells less, whichever is newer."""


class Side(NamedTuple):
    """One of the two: its tree, and who wrote it when, as far as that is known."""

    tree: Part
    by: str | None = None
    day: date | None = None


class Telling(StrEnum):
    """What a person has to hear of what was done."""

    KEPT = "kept"
    NEEDED = "needed"
    RENAMED = "renamed"


class Told(NamedTuple):
    """One thing to hear of.

    `kept` was removed by one and changed by the other, `needed` was removed by one and is pointed at by the other,
    `renamed` is another thing than the one with the same id and is now called `new`.
    """

    what: Telling
    path: Place
    new: Id | None = None


class Merged(NamedTuple):
    """The tree of both, its revision the higher of the two; the places that are open since now; what is told.

    `ours_leads` says whose text it follows where both are as good: the newest revision's.
    """

    tree: Part
    opened: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    ours_leads: bool = True


class _Three(NamedTuple):
    """What stands in one place of the common past and of the two sides; None for nothing."""

    base: Tree | None
    newer: Tree | None
    older: Tree | None

    def below(self, key: str) -> "_Three":
        """The same of one key of a part."""
        return _Three(*(part(one).get(key) for one in self))


class _Standing(NamedTuple):
    """A place that one side has open already, with what is said there, so that it is not decided anew."""

    newer: bool
    says: frozenset[str | None]


def merge(base: Part | None, ours: Side, theirs: Side) -> Merged:
    """Put two plans of one code together; `base` is what both come from, None when that is not known for certain."""
    if theirs.tree in (base, ours.tree):
        return Merged(ours.tree)
    if ours.tree == base:
        return Merged(theirs.tree, ours_leads=False)
    leads = _leads(ours.tree, theirs.tree)
    newer, older = (ours, theirs) if leads else (theirs, ours)
    trees = apart(base or {}, newer.tree, older.tree)
    work = _Work(newer._replace(tree=trees.newer), older._replace(tree=trees.older))
    tree = work.plan(base or {})
    renamed = tuple(Told(Telling.RENAMED, (one.root, one.id), one.new) for one in trees.moved)
    return Merged(tree, tuple(work.points), (*renamed, *work.told), leads)


def _leads(one: Part, other: Part) -> bool:
    """Whether this is the newest revision; of two as new it is always the same one, whoever asks."""
    ours, theirs = _revision(one), _revision(other)
    return ours > theirs or (ours == theirs and repr(one) >= repr(other))


def _revision(tree: Part) -> int:
    found = tree.get("revision")
    return found if isinstance(found, int) else 0


class _Work:
    """One merge under way, and what it found out besides the tree."""

    def __init__(self, newer: Side, older: Side) -> None:
        self.newer, self.older = newer, older
        self.points: dict[str, list[Tree]] = {}
        self.told: list[Told] = []
        self.standing: dict[str, _Standing] = {}
        self.contested: frozenset[Place] = frozenset()

    def plan(self, base: Part) -> Part:
        """The tree of both, with its open points and the higher revision, in the order of the file."""
        newer, older = self.newer.tree, self.older.tree
        self.standing = _standing(base, newer, older)
        rewritten = [place for place in map(steps, named(base.get(KEY), "at")) if _rewritten(place, base, newer, older)]
        self.contested = frozenset(place for place in rewritten if dotted(place) not in self.standing)
        apart_from = (KEY, PAST)
        past = _unsettled(base, rewritten)
        content = _Three(
            *({key: one for key, one in tree.items() if key not in apart_from} for tree in (past, newer, older))
        )
        tree = self.needed(self.part(of_plan(), content, ()), base)
        tree["revision"] = max(_revision(newer), _revision(older))
        if gone := past_ids(tree, base, newer, older):
            tree[PAST] = gone
        if points := _points(base, newer, older, self.points):
            tree[KEY] = points
        order = dict.fromkeys((*of_plan().inside, *tree))
        return {key: tree[key] for key in order if key in tree}

    def part(self, shape: Shape, three: _Three, place: Place) -> Part:
        """A part by its keys, in the order of the schema and then of the newer side."""
        newer, older = part(three.newer), part(three.older)
        found: Part = {}
        for key in dict.fromkeys((*shape.inside, *newer, *older)):
            if key in newer or key in older:
                below = three.below(key)
                value = self.value(inside(shape, key, below.newer, below.older), below, (*place, key))
                if value is not None:
                    found[key] = value
        return found

    def value(self, shape: Shape, three: _Three, place: Place) -> Tree | None:
        """What stands in a place after the merge; None for nothing."""
        base, newer, older = three
        standing = self.standing.get(dotted(place)) if self.standing else None
        if standing and spelled(older if standing.newer else newer) in standing.says:
            return newer if standing.newer else older
        if place in self.contested:
            return self.again(place, newer, older)
        if newer in (older, base) or older == base or place == ("revision",):
            return older if newer == base else newer
        if shape.way in _LISTS:
            return self.things(shape, three, place) or None
        return self.differing(shape, three, place)

    def differing(self, shape: Shape, three: _Three, place: Place) -> Tree | None:
        """A part or a leaf that both sides have changed, each in its own way."""
        _base, newer, older = three
        if newer is None or older is None:
            self.told.append(Told(Telling.KEPT, place))
            return older if newer is None else newer
        if isinstance(newer, dict) and isinstance(older, dict):
            return self.act(shape, newer, older, place) if place == _ACT else self.part(shape, three, place)
        return self.open(place, newer, older)

    def things(self, shape: Shape, three: _Three, place: Place) -> list[Tree]:
        """The items of a list, each merged with its own; the elements of a set, each there or not."""
        sides = [named(one, shape.key) for one in three]
        if _is_reach(place) and three.base is None and three.newer and three.older:
            return self.shared(place, sides[1], sides[2])
        found = (
            self.item(shape, _Three(*(side.get(name) for side in sides)), (*place, name)) for name in _order(*sides)
        )
        return [one for one in found if one is not None]

    def item(self, shape: Shape, three: _Three, place: Place) -> Tree | None:
        """One item of a list, or None where it is removed."""
        value = self.value(shape.item, three, place)
        if place[:-1] == ("consents",) and isinstance(three.newer, dict) and isinstance(three.older, dict):
            return self.closer(part(value), three.newer, three.older, place)
        return value

    def open(self, place: Place, newer: Tree | None, older: Tree | None) -> Tree | None:
        """Two wordings for a person to choose from; meanwhile the newer, or the one that tells less."""
        said = (wording(newer, self.newer.by, self.newer.day), wording(older, self.older.by, self.older.day))
        self.points[dotted(place)] = joined(said[:1], said[1:])
        closer = _CLOSER.get((place[0], "*", *place[2:]) if place[0] == "consents" else place)
        return closer(newer, older) if closer and newer is not None and older is not None else newer

    def again(self, place: Place, newer: Tree | None, older: Tree | None) -> Tree | None:
        """What two have settled differently, once more for a person to choose."""
        if _is_reach(place):
            return self.shared(place, named(newer, ""), named(older, "")) or None
        return self.open(place, newer, older)

    def shared(self, place: Place, newer: Mapping[str, Tree], older: Mapping[str, Tree]) -> list[Tree]:
        """Of two lists of whom or what a consent covers: only what both say, until a person has chosen."""
        if newer.keys() != older.keys():
            self.open(place, list(newer.values()), list(older.values()))
        return [one for name, one in newer.items() if name in older]

    def closer(self, merged: Part, newer: Part, older: Part, place: Place) -> Part:
        """A consent that allows nothing that neither side's did: otherwise what both allow, and the rest is open."""
        if allows_no_more(merged, newer, older):
            return merged
        held = dict(merged)
        for key in _REACH:
            ours, theirs = newer.get(key), older.get(key)
            if ours == theirs:
                continue
            self.open((*place, key), ours, theirs)
            if key in _REACH_LISTS:
                held[key] = self.shared((*place, key), named(ours, ""), named(theirs, ""))
            elif pick := _CLOSER.get(("consents", "*", key)):
                held[key] = pick(ours or theirs or "", theirs or ours or "")
        return {key: one for key, one in held.items() if one != []}

    def act(self, shape: Shape, newer: Part, older: Part, place: Place) -> Part:
        """One of two acts as a whole, the later by its day; where they differ both are kept to choose from."""
        ours, theirs = dict(leaves(shape, newer, place)), dict(leaves(shape, older, place))
        for one in dict.fromkeys((*ours, *theirs)):
            if ours.get(one) != theirs.get(one):
                self.open(one, ours.get(one), theirs.get(one))
        open_ = [one.newer for at, one in self.standing.items() if at.startswith(f"{dotted(place)}.")]
        if open_:
            return newer if all(open_) else older
        return older if str(older.get("day", "")) > str(newer.get("day", "")) else newer

    def needed(self, tree: Part, base: Part) -> Part:
        """The tree with what one side removed while the other came to point at it."""
        gone = {
            (root, name): thing
            for root in _POINTED_AT
            for name, thing in named(base.get(root), "id").items()
            if name not in named(tree.get(root), "id")
        }
        while gone:
            wanted = set(references(of_plan(), tree)) & gone.keys()
            back = sorted(one for one in wanted if not self.means_no_more(*one))
            if not back:
                break
            for root, name in back:
                self.told.append(Told(Telling.NEEDED, (root, name)))
                there = tree.get(root)
                tree = {**tree, root: [*(there if isinstance(there, list) else ()), gone.pop((root, name))]}
        return tree

    def means_no_more(self, root: str, name: Id) -> bool:
        """Whether one who removed this points at it all the same: then it was not the other who came to need it."""
        removers = (one.tree for one in (self.newer, self.older) if name not in named(one.tree.get(root), "id"))
        return any((root, name) in set(references(of_plan(), one)) for one in removers)


def _standing(base: Part, newer: Part, older: Part) -> dict[str, _Standing]:
    """What one side has opened since the common past, or said more of, and the other has not."""
    known, ours, theirs = (named(tree.get(KEY), "at") for tree in (base, newer, older))
    found: dict[str, _Standing] = {}
    for at in {**theirs, **ours}:
        mine, others = (side.get(at) not in (None, known.get(at)) for side in (ours, theirs))
        if mine != others:
            point = part((ours if mine else theirs)[at])
            found[at] = _Standing(mine, frozenset(_says(one) for one in _wordings(point)))
    return found


def _rewritten(place: Place, base: Part, newer: Part, older: Part) -> bool:
    """Whether both sides have decided on what was open in the common past, each in its own way.

    To keep what stands there changes nothing but the open point itself, so that its being gone is the sign.
    """
    past, *sides = (find(tree, place) for tree in (base, newer, older))
    known, *points = (named(tree.get(KEY), "at").get(dotted(place)) for tree in (base, newer, older))
    said = [one.value for one in sides if one]
    decided = (point != known or one != past for point, one in zip(points, sides, strict=True))
    return len(said) == len(sides) and said[0] != said[1] and all(decided)


def _unsettled(base: Part, places: Iterable[Place]) -> Part:
    """The common past as if those places had held what neither side says."""
    found: Tree = base
    for place in places:
        if find(found, place):
            found = laid(found, place, _NEITHER)
    return part(found)


def _says(said: Tree) -> str | None:
    found = part(said).get("says")
    return found if isinstance(found, str) else None


def _points(base: Part, newer: Part, older: Part, opened: Mapping[str, list[Tree]]) -> list[Tree]:
    """Open points of both sides, less those that one of them has settled, and the new ones."""
    known, ours, theirs = (named(tree.get(KEY), "at") for tree in (base, newer, older))
    found: dict[str, Part] = {}
    for at in dict.fromkeys((*ours, *theirs)):
        one, other, before = (part(points.get(at)) for points in (ours, theirs, known))
        if one and other and before in (one, other):
            found[at] = other if one == before else one
        elif one and other:
            found[at] = {**other, **one, "wordings": joined(_wordings(one), _wordings(other))}
        elif (one or other) != before:
            found[at] = one or other
    for at, wordings in opened.items():
        before = found.get(at, {"at": at})
        found[at] = {**before, "wordings": joined(_wordings(before), wordings)}
        if found[at] == known.get(at):
            # Opened anew after both had settled it: it must not pass for the one of the past, which is settled.
            found[at]["wordings"] = _wordings(found[at])[::-1]
    return list(found.values())


def _wordings(point: Part) -> list[Tree]:
    found = point.get("wordings")
    return found if isinstance(found, list) else []


def _order(base: Mapping[str, Tree], newer: Mapping[str, Tree], older: Mapping[str, Tree]) -> list[str]:
    """The names of both in the newer's order, unless only the older has moved something; new ones come last."""
    lead, other = (older, newer) if _moved(base, older) and not _moved(base, newer) else (newer, older)
    order, at = list(lead), 0
    for name in other:
        if name in lead:
            at = order.index(name) + 1
            continue
        while at < len(order) and order[at] not in other and order[at] not in base:
            at += 1
        order.insert(at, name)
        at += 1
    return order


def _moved(base: Mapping[str, Tree], side: Mapping[str, Tree]) -> bool:
    return [one for one in side if one in base] != [one for one in base if one in side]


def _is_reach(place: Place) -> bool:
    return place[0] == "consents" and place[2:] in {("to",), ("areas",)}
