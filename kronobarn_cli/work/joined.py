"""One plan in which two have written apart from each other, as one; and two plans that chanced on one code, as two.

Laws: the same two give the same bytes, whoever puts them together, and so does what came of them put together with one
of them again; two plans without a common past may be of two children, and are never put together.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from kronobarn_cli.model.merge import Told
from kronobarn_cli.model.open_points import KEY, find, laid, steps
from kronobarn_cli.store.folder import read
from kronobarn_cli.store.git.compared import Author
from kronobarn_cli.text import plan_text
from kronobarn_cli.text.merged_text import Written, merge_texts, whole, with_tree, written
from kronobarn_cli.text.plan_text import PlanText
from kronobarn_cli.text.problem import Problem, Troubled
from kronobarn_cli.text.yaml_door import Scalar
from kronobarn_cli.work.new_plan import new_code

_LONGEST_NAME = 60


class Side(NamedTuple):
    """What one of the two has, and who wrote it last, as far as that is known."""

    data: bytes
    author: Author | None = None


class Joined(NamedTuple):
    """The bytes of both, what is open since then, and what is told."""

    data: bytes
    opened: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()


def joined(code: str, base: bytes | None, ours: Side, theirs: Side) -> Joined:
    """The plan of both; raises Troubled when one of them cannot be read, or was written by a newer kronobarn."""
    one, other = _written(code, ours), _written(code, theirs)
    found = merge_texts(_base(code, base), one, other)
    for text, side in ((one.source.text, ours), (other.source.text, theirs)):
        if found.text == text:
            return Joined(side.data, found.merged.opened, found.merged.told)
    source = read(code, found.text.encode())
    raised = plan_text.write(replace(source.plan, revision=source.plan.revision + 1), source)
    return Joined(raised.encode(), found.merged.opened, found.merged.told)


def beside(code: str, before: bytes, after: bytes, opened: Iterable[str]) -> bytes:
    """What the plan was before, as if what is now left to choose had been said all along.

    Where two wordings stand beside each other nothing was written over, so between this and `after` that does not
    show. Raises Troubled when one of them cannot be read.
    """
    one, other = read(code, before), read(code, after)
    tree, now = whole(one), whole(other)
    for place in map(steps, opened):
        there, kept = find(now, place), find(tree, place)
        if there and kept and place:
            laid_ = laid(tree, place, there.value)
            tree = laid_ if isinstance(laid_, dict) else tree
    points = now.get(KEY)
    tree = {key: value for key, value in tree.items() if key != KEY} | ({KEY: points} if points else {})
    return with_tree(one, tree).encode()


def short_name(name: str) -> str:
    """Whoever wrote something, or the file it came from, cut where no name is longer."""
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


def renumbered(code: str, data: bytes, taken: Mapping[str, bytes]) -> tuple[str, bytes]:
    """The plan under a code that no other has, always the same one; `taken` are codes with what they stand for.

    Raises Troubled when it cannot be read.
    """
    source, refused = read(code, data), set[str]()
    while True:
        new = new_code(refused, _always(data + bytes(len(refused))))
        text = plan_text.write(replace(source.plan, code=new), source).encode()
        if taken.get(new, text) == text:
            return new, text
        refused.add(new)


def _always(data: bytes) -> Callable[[str], str]:
    """A choice of characters that looks like chance and comes out alike for the same bytes."""
    numbers = iter(hashlib.shake_256(data).digest(1000))
    return lambda characters: characters[next(numbers) % len(characters)]


def _written(code: str, side: Side) -> Written:
    source = read(code, side.data)
    if source.newer:
        said = source.root.get("kronobarn")
        raise Troubled((Problem("K014", 1, 1, facts={"version": said.text if isinstance(said, Scalar) else ""}),))
    by, day = side.author or (None, None)
    return written(source, by and short_name(by), day)


def _base(code: str, data: bytes | None) -> PlanText | None:
    """What both come from; one that cannot be read in full is as good as none, for then nothing is taken away."""
    try:
        source = None if data is None else read(code, data)
    except Troubled:
        return None
    return None if source is None or source.newer else source
