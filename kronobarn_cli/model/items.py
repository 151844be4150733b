"""How things in a plan's lists are told from each other: by their id, or by whom or what they are about.

The law it keeps: an id is never given again. What has been taken away may still be meant, in a colleague's plan or in
the history, and words put under its id there would become another's.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from msgspec.structs import fields

from kronobarn_cli.model.base import Id, Part, Tree, Value

PREFIXES: Mapping[str, str] = {
    "people": "guardian-",
    "notices": "n",
    "voices": "v",
    "wheel": "w",
    "consents": "c",
    "meetings": "m",
    "goals": "g",
    "actions": "a",
    "not-doing": "x",
    "disagreements": "o",
    "reviews": "r",
    "tried": "t",
    "hand-overs": "h",
    "explained": "e",
}
"""Lists whose items are numbered, with what comes before the number."""
KEYS = ("id", "who", "of", "kind")
"""The keys that can name an item, the first that is there."""
PAST = "past-ids"
"""The key of a plan that keeps the ids that may not be given again, though nothing there has them."""
_COUNTED = (*PREFIXES.items(), ("people", "other-"))
"""Every list that is counted in, with what comes before the number; among people two kinds are counted."""


@cache
def key_of(kind: type[Value]) -> str | None:
    """The key that names an item of this kind; None for records, which are told apart by all they say."""
    names = {field.encode_name for field in fields(kind)}
    return next((key for key in KEYS if key in names), None)


def is_numbered(root: str, item: str) -> bool:
    """Whether an item's id is one that conversations count with; somebody may have written another by hand."""
    return item.startswith(PREFIXES[root]) and item.removeprefix(PREFIXES[root]).isdecimal()


def last_number(prefix: str, ids: Iterable[Id]) -> int:
    """The highest number in ids such as `a4` that begin with `a`; 0 where none does."""
    return max((_number(prefix, one) for one in ids), default=0)


def past_ids(now: Part, *before: Part) -> list[Tree]:
    """The ids that a plan has to keep in mind, being what it is now and having been all this before.

    Numbers are given upwards, so that of each list the highest is enough, and none where a higher one stands there.
    """
    past = sorted({str(one) for tree in (now, *before) for one in _listed(tree, PAST)})
    found: list[Tree] = [one for one in past if not any(_number(prefix, one) for _root, prefix in _COUNTED)]
    for root, prefix in _COUNTED:
        last = last_number(prefix, (*past, *(one for tree in before for one in _ids(tree, root))))
        if last > last_number(prefix, _ids(now, root)):
            found.append(f"{prefix}{last}")
    return found


def _number(prefix: str, item: Id) -> int:
    number = item.removeprefix(prefix)
    return int(number) if item.startswith(prefix) and number.isdecimal() else 0


def _ids(tree: Part, root: str) -> Iterator[Id]:
    return (str(one["id"]) for one in _listed(tree, root) if isinstance(one, dict) and "id" in one)


def _listed(tree: Part, key: str) -> list[Tree]:
    found = tree.get(key)
    return found if isinstance(found, list) else []
