"""What a template can do with a value after `|`: plain functions on plain values.

Laws: nothing grows unmeasured; no filter can put a value twice into a list, so that nothing can double itself; a
refusal holds no value.
"""

from collections.abc import Callable, Collection
from math import log2
from typing import Any

from kronobarn_cli.i18n import _
from kronobarn_cli.render.escaping import Markdown, block, quote
from kronobarn_cli.render.templating import budget
from kronobarn_cli.render.templating.budget import Refused, current, joined, number, text

_LONGEST_NUMBER = 15


def _items(value: Any) -> list[Any]:
    """A list of what is in a list, a text or a mapping; raises Refused for anything else."""
    if not isinstance(value, Collection):
        raise Refused(_("only a list can be gone through here"))
    return list(value)


def _of(one: Any, attribute: Any) -> Any:
    """What stands under a key, `a.b` for a key in a key; the value itself when no key is named."""
    for key in [] if attribute is None else text(attribute).split("."):
        if not isinstance(one, dict) or key not in one:
            raise Refused(_("there is no value of that name here"))
        one = one[key]
    return one


def plain(value: Any) -> Any:
    """A text or a number; raises Refused for a list: a list in a list could hold it twice, and double at every step."""
    if not isinstance(value, str | int | float):
        raise Refused(_("only texts and numbers can be compared or listed here"))
    return value


def _recased(change: Callable[[str], str]) -> Callable[[Any], str]:
    def recase(value: Any) -> str:
        # A letter becomes three at the most.
        current().make(3 * len(text(value)))
        return change(text(value))

    return recase


def _ordered(value: Any, attribute: Any) -> list[tuple[Any, Any]]:
    """Each item with what it is ordered by; the work of ordering is taken from the budget."""
    pairs = [(plain(_of(one, attribute)), one) for one in _items(value)]
    work = sum(budget.shallow(key) for key, _one in pairs)
    current().step(int(work * log2(len(pairs) + 1)))
    return pairs


def _folded(pair: tuple[Any, Any]) -> Any:
    return pair[0].casefold() if isinstance(pair[0], str) else pair[0]


def _sort(value: Any, reverse: bool = False, attribute: Any = None) -> list[Any]:
    return [one for _key, one in sorted(_ordered(value, attribute), key=_folded, reverse=reverse is True)]


def _groupby(value: Any, attribute: Any) -> list[tuple[Any, list[Any]]]:
    groups: dict[Any, list[Any]] = {}
    for key, one in sorted(_ordered(value, attribute), key=_folded):
        groups.setdefault(key, []).append(one)
    return list(groups.items())


def _unique(value: Any, attribute: Any = None) -> list[Any]:
    seen: dict[Any, Any] = {}
    for key, one in _ordered(value, attribute):
        seen.setdefault(key, one)
    return list(seen.values())


def _first(value: Any) -> Any:
    return _end(_items(value)[:1])


def _last(value: Any) -> Any:
    return _end(_items(value)[-1:])


def _end(found: list[Any]) -> Any:
    if not found:
        raise Refused(_("the list is empty, so it has no first and no last"))
    return found[0]


def _largest(value: Any, attribute: Any = None) -> Any:
    return _end([one for _key, one in sorted(_ordered(value, attribute), key=_folded)][-1:])


def _smallest(value: Any, attribute: Any = None) -> Any:
    return _end([one for _key, one in sorted(_ordered(value, attribute), key=_folded)][:1])


def _join(value: Any, between: Any = "", attribute: Any = None) -> str:
    return joined([_of(one, attribute) for one in _items(value)], text(between))


def _mapped(value: Any, attribute: Any) -> list[Any]:
    return [_of(one, attribute) for one in _items(value)]


def _chosen(value: Any, attribute: Any, test: Any, other: Any, wanted: bool) -> list[Any]:
    if test not in {None, "equalto"}:
        raise Refused(_("here only equalto can be asked"))
    found = []
    for one in _items(value):
        held = _of(one, attribute)
        met = bool(held) if test is None else plain(held) == plain(other)
        found += [one] if met == wanted else []
    current().step(budget.shallow(other) * len(found))
    return found


def _select(value: Any) -> list[Any]:
    return _chosen(value, None, None, None, True)


def _reject(value: Any) -> list[Any]:
    return _chosen(value, None, None, None, False)


def _selectattr(value: Any, attribute: Any, test: Any = None, other: Any = None) -> list[Any]:
    return _chosen(value, attribute, test, other, True)


def _rejectattr(value: Any, attribute: Any, test: Any = None, other: Any = None) -> list[Any]:
    return _chosen(value, attribute, test, other, False)


def _replace(value: Any, old: Any, new: Any) -> str:
    before, wanted, instead = text(value), text(old), text(new)
    current().make(len(before) + before.count(wanted) * len(instead))
    return before.replace(wanted, instead)


def _reverse(value: Any) -> Any:
    current().make(len(value) if isinstance(value, str) else 0)
    return value[::-1] if isinstance(value, str) else _items(value)[::-1]


def _truncate(value: Any, length: Any = 255, end: Any = "…") -> str:
    whole, limit = text(value), max(int(number(length)), 0)
    if len(whole) <= limit:
        return whole
    kept = whole[: max(limit - len(text(end)), 0)]
    return joined((kept.rpartition(" ")[0].rstrip() or kept, text(end)))


def _trim(value: Any) -> str:
    current().make(len(text(value)))
    return text(value).strip()


def _string(value: Any) -> str:
    current().make(len(text(value)))
    return str(text(value))


def _length(value: Any) -> int:
    if not isinstance(value, Collection):
        raise Refused(_("only a list or a text has a length"))
    return len(value)


def _whole(value: Any, otherwise: Any = 0) -> Any:
    try:
        return int(value) if isinstance(value, int | float) else int(text(value)[:_LONGEST_NUMBER])
    except (ValueError, OverflowError):
        return number(otherwise)


def _rounded(value: Any, digits: Any = 0) -> float:
    return round(float(number(value)), max(min(int(number(digits)), 9), 0))


def _total(value: Any, attribute: Any = None) -> int | float:
    return sum(number(_of(one, attribute)) for one in _items(value))


def _upfirst(value: Any) -> str:
    """A capital first letter, the rest as it was."""
    current().make(len(text(value)))
    return text(value)[:1].upper() + text(value)[1:]


def _block(value: Any, indent: Any = 0) -> Markdown:
    _room(value)
    return block(text(value), int(number(indent)))


def _quote(value: Any) -> Markdown:
    _room(value)
    return quote(text(value))


def _room(value: Any) -> None:
    """Every character may be escaped, and every line stand further in."""
    current().make(2 * len(text(value)) + 16 * text(value).count("\n"))


FILTERS: dict[str, Callable[..., Any]] = {
    "block": _block,
    "capitalize": _recased(str.capitalize),
    "count": _length,
    "first": _first,
    "groupby": _groupby,
    "int": _whole,
    "join": _join,
    "last": _last,
    "length": _length,
    "list": _items,
    "lower": _recased(str.lower),
    "map": _mapped,
    "max": _largest,
    "min": _smallest,
    "quote": _quote,
    "reject": _reject,
    "rejectattr": _rejectattr,
    "replace": _replace,
    "reverse": _reverse,
    "round": _rounded,
    "select": _select,
    "selectattr": _selectattr,
    "sort": _sort,
    "string": _string,
    "sum": _total,
    "trim": _trim,
    "truncate": _truncate,
    "unique": _unique,
    "upfirst": _upfirst,
    "upper": _recased(str.upper),
}
