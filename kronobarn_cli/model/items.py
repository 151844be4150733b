"""How things in a plan's lists are told from each other: by their id, or by whom or what they are about."""

from collections.abc import Mapping
from functools import cache

from msgspec.structs import fields

from kronobarn_cli.model.base import Value

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


@cache
def key_of(kind: type[Value]) -> str | None:
    """The key that names an item of this kind; None for records, which are told apart by all they say."""
    names = {field.encode_name for field in fields(kind)}
    return next((key for key in KEYS if key in names), None)


def is_numbered(root: str, item: str) -> bool:
    """Whether an item's id is one that conversations count with; somebody may have written another by hand."""
    return item.startswith(PREFIXES[root]) and item.removeprefix(PREFIXES[root]).isdecimal()
