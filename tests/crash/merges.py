"""Two people change one plan, each without the other: made up by the thousand, put together, and judged.

The law of the judge: it knows nothing of how plans are put together. It lays out each plan as places and values with a
table of its own, and asks of the result: is everything there that either wrote, is nothing there that nobody wrote, is
that gone which one took away and the other left alone, and does every id still mean the thing it meant?
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import product
from random import Random
from typing import Any, NamedTuple

from kronobarn_cli.model import shapes
from kronobarn_cli.model.items import PREFIXES
from kronobarn_cli.model.merge import Merged, Side, merge
from kronobarn_cli.model.shapes import Shape, Way
from kronobarn_cli.text.schema import to_tree
from tests.crash.figures import Figures
from tests.model.plausible import other_leaf, plan_from

Tree = dict[str, Any]
Place = tuple[str, ...]
Flat = dict[Place, Any]

# The judge's own table: what names the items of a list, wherever it stands. All other lists are sets.
_NAMED_BY = {
    "skipped": "what",
    "other-plans": "kind",
    "why-invited": "who",
    "absent": "who",
    "views": "of",
    "answers": "of",
}
# What holds somebody's words is another thing when it holds another's.
_WHOSE = {"wheel": "voice", "voices": "of"}
_RECORDS = {"shared", "earlier-closings"}
_ROWS = {"heard", "knows-next", "knows-who"}
# Kept by the program itself: nobody writes there.
_NOT_WRITTEN = {"revision", "open-points", "past-ids"}
_POINTS_AT = {"goal": "goals", "action": "actions"}
_PEOPLE = """
responsible coordinator chair note-taker convener by of voice to obtained-by who invited present tells-child words-of
ring owner from child-told-by for
"""
_POINTS_AT |= dict.fromkeys(_PEOPLE.split(), "people")
_TEXTS = (("goals", "text"), ("actions", "what"), ("notices", "seen"))
_MEANT = ("people", "goals", "actions")
_BASES = 60
_PARTS = 14


class Triple(NamedTuple):
    """A common past, None when it is not known, and the two that came of it."""

    base: Tree | None
    ours: Tree
    theirs: Tree


def measure(count: int, seed: int) -> Figures:
    """So many triples put together, each judged; `lost` counts those where something that was written is gone."""
    trouble: list[str] = []
    counts = {"triples": count, "lost": 0, "invented": 0, "uneven": 0, "open": 0}
    for number in range(count):
        three = triple(Random(f"{seed}/{number}"))
        merged = merge(three.base, Side(three.ours), Side(three.theirs))
        counts["open"] += bool(merged.opened)
        for kind, what in judged(three, merged):
            counts[kind] += 1
            trouble.append(f"triple {number} of seed {seed}: {kind} {what}")
    return Figures("merge", counts, seed, tuple(trouble))


def judged(three: Triple, merged: Merged) -> Iterator[tuple[str, str]]:
    """What is wrong with a result: what is lost, what nobody wrote, and whether the other way round gives another."""
    back = merge(three.base, Side(three.theirs), Side(three.ours))
    yield from (("lost", f"{at}: a choice of two") for at in _choices_lost(three, _said(merged.tree)))
    differing, result = _where_they_differ(three, merged.tree)
    laid = (_laid_out(side, differing, result, _said(merged.tree)) for side in (differing.ours, differing.theirs))
    found = [list(_content(both, flat(differing.base or {}), flat(result), merged)) for both in product(*laid)]
    yield from min(found, key=len)
    if back.tree != merged.tree:
        yield "uneven", "the other way round gives another plan"


def _content(sides: tuple[Flat, ...], base: Flat, result: Flat, merged: Merged) -> Iterator[tuple[str, str]]:
    """What is lost of the two sides, and what is in the result that neither wrote."""
    said = _said(merged.tree)
    for mine, other in (sides, sides[::-1]):
        yield from (("lost", f"{place}: {value!r}") for place, value in _lost(mine, base, result, said))
        yield from (("invented", f"{place}: removed, and back") for place in _back(mine, other, base, result, merged))
    for place, value in result.items():
        if not any(_holds(side, place, value) for side in sides):
            yield "invented", f"{place}: {value!r}"


def _choices_lost(three: Triple, said: dict[str, set[str]]) -> Iterator[str]:
    """Open points of the past that each side has settled in its own way, and that nobody is asked about again."""
    ours, theirs = _said(three.ours), _said(three.theirs)
    for at in _said(three.base or {}):
        if at not in ours and at not in theirs:
            both = [str(value) for side in three[1:] for place, value in flat(side).items() if _written(place) == at]
            if len(set(both)) > 1 and not set(both) <= said.get(at, set()):
                yield at


def _where_they_differ(three: Triple, result: Tree) -> tuple[Triple, Tree]:
    """Without what all four say alike: of that there is nothing to judge."""
    trees = [tree for tree in (*three, result) if tree is not None]
    keys = {key for tree in trees for key in tree if any(one.get(key) != tree[key] for one in trees)}
    base, ours, theirs, merged = (tree and {key: tree[key] for key in tree if key in keys} for tree in (*three, result))
    return Triple(base, ours or {}, theirs or {}), merged or {}


def flat(tree: Any, place: Place = ()) -> Flat:
    """Every value by its place; of a set each element is a place, and of a row the whole is the value."""
    found: Flat = {}
    for key, value in tree.items():
        if place or key not in _NOT_WRITTEN:
            _lay(key, value, (*place, key), found)
    return found


def _lay(key: str, value: Any, place: Place, found: Flat) -> None:
    if isinstance(value, dict):
        found.update(flat(value, place))
    elif isinstance(value, list) and key not in _ROWS:
        times: dict[str, int] = {}
        for one in value:
            name = _name(key, one)
            times[name] = times.get(name, 0) + 1
            below = (*place, name if times[name] == 1 else f"{name}#{times[name]}")
            if isinstance(one, dict) and key not in _RECORDS:
                found.update(flat(one, below))
            else:
                found[below] = one
    else:
        found[place] = value


def _name(key: str, one: Any) -> str:
    return str(one[_NAMED_BY.get(key, "id")]) if isinstance(one, dict) and key not in _RECORDS else repr(one)


def _said(tree: Tree) -> dict[str, set[str]]:
    """What the open points say, by place as it is written there."""
    return {
        one["at"]: {str(said.get("says", "")) for said in one.get("wordings", [])}
        for one in tree.get("open-points", [])
    }


def _lost(mine: Flat, base: Flat, result: Flat, said: dict[str, set[str]]) -> Iterator[tuple[Place, Any]]:
    for place, value in mine.items():
        if base.get(place) != value and not _holds(result, place, value) and not _stands_open(place, value, said):
            yield place, value


def _holds(found: Flat, place: Place, value: Any) -> bool:
    """Whether a value is there; of several with one name in a list, in any of them: one can go, and another move up."""
    name = _unnumbered(place)
    return found.get(place) == value or any(there == value and _unnumbered(one) == name for one, there in found.items())


def _unnumbered(place: Place) -> Place:
    return tuple(step.partition("#")[0] for step in place)


def _stands_open(place: Place, value: Any, said: dict[str, set[str]]) -> bool:
    text = {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    if isinstance(value, list):
        text = ", ".join(map(str, value))
    if text in said.get(_written(place), ()):
        return True
    return any(text in one.split(", ") for one in said.get(_written(place[:-1]), ()))


def _written(place: Place) -> str:
    return ".".join(step.replace("\\", "\\\\").replace(".", "\\.") for step in place)


def _back(mine: Flat, other: Flat, base: Flat, result: Flat, merged: Merged) -> Iterator[Place]:
    """What one took away and the other left as it was, and nobody is told that it is back, or asked."""
    told, asked = [one.path for one in merged.told], _said(merged.tree)
    for place, value in base.items():
        removed = place not in mine and other.get(place) == value and place[0] not in {"agreement", "consents"}
        known = any(_unnumbered(place[: len(path)]) == _unnumbered(path) for path in told) or _written(place) in asked
        if removed and place in result and not known:
            yield place


def _laid_out(side: Tree, three: Triple, result: Tree, said: dict[str, set[str]]) -> tuple[Flat, ...]:
    """A side with the ids that its new things have in the result, found by what only they say; and with its own.

    Two that say little can be taken for each other: a result is well when it is so with either.
    """
    new: dict[tuple[str, str], str] = {}
    for root in (*_MEANT, *(one for one in PREFIXES if one not in _MEANT)):
        before = {(one["id"], one.get(_WHOSE.get(root))) for one in (three.base or {}).get(root, [])}
        things = _with_ids(side.get(root, []), new, "", root) if new else side.get(root, [])
        mine, there = (
            {one["id"]: flat(one) for one in some if (one["id"], one.get(_WHOSE.get(root))) not in before}
            for some in (things, result.get(root, []))
        )
        new |= {(root, one): found for one, found in _pairs(root, mine, there, said) if one != found}
    return (flat(_with_ids(side, new, "", "")), flat(side)) if new else (flat(side),)


def _pairs(
    root: str, mine: dict[str, Flat], there: dict[str, Flat], said: dict[str, set[str]]
) -> Iterator[tuple[str, str]]:
    """Each new thing with the id it has in the result: those that say most alike first, the own id where that is as much."""
    mine, there = dict(mine), dict(there)
    while mine and there:
        one, found = max(
            ((one, other) for one in mine for other in there),
            key=lambda two: (*_alike(mine[two[0]], there[two[1]], (root, two[1]), said), two[0] == two[1]),
        )
        yield one, found
        del mine[one], there[found]


def _alike(mine: Flat, found: Flat, at: Place, said: dict[str, set[str]]) -> tuple[int, bool]:
    """How much of a thing stands in another, or is open there; and whether they are the same."""
    places = [place for place in mine if place != ("id",)]
    same = sum(found.get(place) == mine[place] for place in places)
    open_ = sum(found.get(place) != mine[place] and _stands_open((*at, *place), mine[place], said) for place in places)
    return same + open_, len(found) == len(mine) == same + 1


def _with_ids(tree: Any, new: dict[tuple[str, str], str], root: str, key: str) -> Any:
    if isinstance(tree, dict):
        return {below: _with_ids(value, new, root or below, below) for below, value in tree.items()}
    if isinstance(tree, list):
        return [_with_ids(one, new, root, key) for one in tree]
    if key == "id":
        return new.get((root, tree), tree)
    if root == "skipped" and key == "what":
        return ".".join(_step(tree.split("."), new))
    return new.get((_POINTS_AT[key], tree), tree) if key in _POINTS_AT and isinstance(tree, str) else tree


def _step(steps: list[str], new: dict[tuple[str, str], str]) -> list[str]:
    first = 1 if steps[0] == "pick" else 0
    if len(steps) > first + 1:
        root = "wheel" if steps[first] == "areas" else steps[first]
        steps[first + 1] = new.get((root, steps[first + 1]), steps[first + 1])
    return steps


def triple(chance: Random) -> Triple:
    """A plan, and what two have made of it; now and then nobody knows what they come from."""
    before, shared = _base(chance.randrange(_BASES)), chance.random()
    open_ = _opened(before, chance) if chance.random() < 0.2 else None
    ours, theirs = (_changed(before, Random(chance.random()), shared, chance) for _ in range(2))
    if open_:
        before = {**before, **open_}
        ours, theirs = (_settled({**one, **open_}, chance) for one in (ours, theirs))
    base = None if chance.random() < 0.2 else before
    return Triple(base, ours, theirs)


def _opened(before: Tree, chance: Random) -> Tree | None:
    """An open point about a text of the plan; None where the plan has no such text."""
    texts = [(root, one["id"], key) for root, key in _TEXTS for one in before.get(root, []) if key in one]
    if not texts:
        return None
    root, one, key = chance.choice(texts)
    return {"open-points": [{"at": f"{root}.{one}.{key}", "wordings": [{"says": f"text {n}"} for n in "abc"]}]}


def _settled(tree: Tree, chance: Random) -> Tree:
    """A plan in which one has chosen, now and then what stands there already; or has left it for later."""
    [point] = tree["open-points"]
    root, one, key = point["at"].split(".")
    choice = chance.choice(("later", "kept", *(said["says"] for said in point["wordings"])))
    if choice == "later":
        return tree
    settled = {name: value for name, value in tree.items() if name != "open-points"}
    if choice != "kept" and root in settled:
        settled[root] = [{**thing, key: choice} if thing["id"] == one else thing for thing in settled[root]]
    return settled


@cache
def _whole(number: int) -> Tree:
    return to_tree(plan_from(number))


@cache
def _base(number: int) -> Tree:
    whole = _whole(number)
    droppable = [key for key in whole if key not in {"kronobarn", "code", "revision", "people"}]
    dropped = set(Random(number).sample(droppable, max(0, len(droppable) - _PARTS)))
    return {key: value for key, value in whole.items() if key not in dropped}


def _changed(before: Tree, own: Random, shared: float, chance: Random) -> Tree:
    """A plan with one to six changes; one in five is made by both."""
    tree = dict(before)
    for number in range(chance.randrange(1, 7)):
        change(tree, Random(f"{shared}/{number}") if chance.random() < 0.2 else own)
    tree["revision"] = before["revision"] + chance.randrange(1, 3)
    return tree


def change(tree: Tree, chance: Random) -> None:
    """One thing that a person does to a plan: writes, takes away, adds, or leaves a key of their own."""
    kind = chance.choice(("write", "write", "write", "remove", "add", "add", "drop", "set", "own"))
    if kind == "add":
        _add(tree, chance)
        return
    key = chance.choice([one for one in tree if one not in {"kronobarn", "code", *_NOT_WRITTEN}])
    tree[key] = _touched(shapes.of_plan().inside.get(key, Shape(Way.LEAF)), tree[key], kind, chance)
    if tree[key] is None or tree[key] == []:
        del tree[key]


def _touched(shape: Shape, value: Any, kind: str, chance: Random) -> Any:
    """The value changed somewhere inside; None when it is gone."""
    if isinstance(value, dict):
        return _touched_part(shape, dict(value), kind, chance)
    if isinstance(value, list) and shape.way is Way.ITEMS and value:
        place = chance.randrange(len(value))
        item = None if kind == "drop" else _touched_part(shape.item, dict(value[place]), kind, chance)
        return [*value[:place], *([item] if item else []), *value[place + 1 :]]
    if isinstance(value, list) and shape.way is Way.ELEMENTS and shape.kind is not None:
        if kind in {"remove", "drop"}:
            return value[1:]
        new = _leaf(shape.kind, chance)
        return [*value, new] if new not in value else value
    if kind in {"remove", "drop"} or shape.kind is None:
        return None
    if shape.way is Way.ROW:
        return [chance.randrange(9) for _ in range(3)]
    return _leaf(shape.kind, chance)


def _leaf(kind: Any, chance: Random) -> Any:
    value = other_leaf(kind, chance.randrange(10**6))
    return date.fromisoformat(value) if kind is date and value else value


def _touched_part(shape: Shape, part: Tree, kind: str, chance: Random) -> Any:
    if kind == "own":
        part[f"own-{chance.randrange(3)}"] = f"text 8{chance.randrange(10**6)}"
        return part
    free = [key for key in shape.inside if key not in {"id", *shape.required} and key != shape.key]
    there = [key for key in free if key in part]
    if not free:
        return part
    if not there or (kind == "set" and free):
        key = chance.choice(free)
        below = shape.inside[key]
        part[key] = part.get(key) or _touched(below, {} if below.way is Way.PART else [], "write", chance)
    else:
        key = chance.choice(there)
        part[key] = _touched(shape.inside[key], part[key], kind, chance)
    return {name: value for name, value in part.items() if value is not None and value != []}


def _add(tree: Tree, chance: Random) -> None:
    """A new thing at the end of a list, with the next number, as a conversation gives it."""
    plan = _whole(chance.randrange(_BASES))
    root = chance.choice([one for one in PREFIXES if plan.get(one)])
    thing = dict(chance.choice(plan[root]))
    prefix = PREFIXES[root]
    numbers = [int(one["id"][len(prefix) :]) for one in tree.get(root, []) if one["id"][len(prefix) :].isdigit()]
    tree[root] = [*tree.get(root, []), {**_marked(thing, chance), "id": f"{prefix}{max(numbers, default=0) + 1}"}]


def _marked(value: Any, chance: Random) -> Any:
    """The same with texts of its own, in letters that nobody takes for a personal number: no two new things are one."""
    if isinstance(value, dict):
        return {key: _marked(one, chance) for key, one in value.items()}
    is_mark = isinstance(value, str) and value.startswith("text")
    return f"text {''.join(chance.choices('abcdefghij', k=9))}" if is_mark else value
