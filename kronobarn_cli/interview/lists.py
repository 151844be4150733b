"""Items of lists in a plan as plain dicts, and which list a question adds to."""

from collections.abc import Mapping
from functools import cache
from typing import Any, get_args, get_origin

from msgspec.structs import fields

from kronobarn_cli.model.base import Value
from kronobarn_cli.model.items import KEYS, PREFIXES
from kronobarn_cli.model.plan import Plan

LIST_OF_MORE: Mapping[str, str] = {
    "more.goal.*": "goals",
    "more.action.*": "actions",
    "more.not-doing.*": "not-doing",
    "more.disagreement.*": "disagreements",
}
"""Which list a question whether there is more adds to, where each meeting adds to what was there before."""


def number_of(root: str, item: str) -> int:
    """The number in an item's id, e.g. 3 of `a3` in actions."""
    return int(item.removeprefix(PREFIXES[root]))


def name_of(item: Mapping[str, Any]) -> Any:
    """What names an item in its list: its id, or whom or what it is about."""
    # Nearly every item has an id, and this is asked many thousand times in an hour's meeting.
    return item["id"] if "id" in item else next((item[key] for key in KEYS if key in item), None)


def find(items: list[dict[str, Any]], name: str) -> dict[str, Any] | None:
    """The item with this name, or None."""
    return next((one for one in items if name_of(one) == name), None)


def item_kind(steps: tuple[str, ...]) -> type[Value] | None:
    """The kind of item in the list at a place such as `("meetings", "m1", "absent")`; None when it is no such list."""
    return _items_of(_type_at(steps))


@cache
def _type_at(steps: tuple[str, ...]) -> Any:
    if not steps:
        return Plan
    above = _type_at(steps[:-1])
    inside = _items_of(above)
    if inside is not None:
        return inside
    if not (isinstance(above, type) and issubclass(above, Value)):
        return None
    return next((_without_none(one.type) for one in fields(above) if one.encode_name == steps[-1]), None)


def _without_none(kind: Any) -> Any:
    inside = [one for one in get_args(kind) if one is not type(None)]
    return inside[0] if len(inside) == 1 and type(None) in get_args(kind) else kind


def _items_of(kind: Any) -> type[Value] | None:
    inside = get_args(kind)[0] if get_origin(kind) is tuple else None
    return inside if isinstance(inside, type) and issubclass(inside, Value) else None
