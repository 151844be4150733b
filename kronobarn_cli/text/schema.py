"""Between a tree of text and typed values, led by the declarations in `model`: the schema is stated only there.

Laws: `to_tree` leaves out what is not asked; `to_value` reports every fault with its place and goes on; what the
schema does not know is noted (K020), never refused and never lost; a key with nothing after it is noted (K027).
"""

import re
from collections.abc import Mapping as Facts
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin

import msgspec
from msgspec.structs import FieldInfo

from kronobarn_cli.model.base import Born, Clock, Code, Id, Tree, Value
from kronobarn_cli.text.problem import Problem
from kronobarn_cli.text.yaml_door import Mapping, Node, Scalar, Sequence
from kronobarn_cli.text.yaml_lines import Always, Ids

V = TypeVar("V", bound=Value)

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"0|[1-9]\d{0,8}")
_NAMED_PATTERNS: tuple[tuple[Any, str], ...] = ((Code, "code"), (Id, "id"), (Clock, "time"), (Born, "year"))


@cache
def fields(kind: type[Value]) -> tuple[FieldInfo, ...]:
    """The fields of a declared value, in the order they are written."""
    return msgspec.structs.fields(kind)


def to_tree(value: Value) -> dict[str, Tree]:
    """A value as a tree for writing: canonical key order, nothing that was not asked."""
    tree: dict[str, Tree] = {}
    for field in fields(type(value)):
        inside = getattr(value, field.name)
        if field.required or field.encode_name in value.always_written or inside != field.default:
            always_there = isinstance(field.default, Value)
            tree[field.encode_name] = Always(to_tree(inside)) if always_there else _branch(inside, field.type)
    return tree


def _branch(value: Any, kind: Any) -> Tree:
    if isinstance(value, Value):
        return to_tree(value)
    if isinstance(value, tuple):
        inner = get_args(_without_none(kind))[0]
        items = [_branch(one, inner) for one in value]
        return Ids(items) if _is_id(inner) else items
    if isinstance(value, StrEnum):
        return str(value)
    plain: Tree = value
    return plain


def _is_id(kind: Any) -> bool:
    return kind == Id or (isinstance(kind, type) and issubclass(kind, StrEnum))


def _without_none(kind: Any) -> Any:
    if get_origin(kind) in (Union, UnionType):
        return next(one for one in get_args(kind) if one is not NoneType)
    return kind


class Reader:
    """Turns nodes into values and gathers what is wrong on the way."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def to_value(self, node: Mapping, kind: type[V], path: tuple[str, ...] = ()) -> V | None:
        """A declared value from a mapping, or None when a required key is missing or wrong."""
        known = {field.encode_name: field for field in fields(kind)}
        given: dict[str, Any] = {}
        for key, inside in node.entries:
            if key.text not in known:
                self._note("K020", key, (*path, key.text), {"key": key.text})
            elif isinstance(inside, Scalar) and inside.empty:
                if not (inside.text or known[key.text].required):
                    self._note("K027", inside, (*path, key.text), {"key": key.text})
            else:
                field = known[key.text]
                given[field.name] = self._read(inside, field.type, (*path, key.text))
        missing = [field for field in known.values() if field.required and field.name not in given]
        for field in missing:
            self._note("K016", node, path, {"key": field.encode_name})
        if missing or any(given.get(field.name) is None for field in known.values() if field.required):
            return None
        return kind(**{name: inside for name, inside in given.items() if inside is not None})

    def _read(self, node: Node, kind: Any, path: tuple[str, ...]) -> Any:
        form = _form(kind)
        if form.items is not None:
            return self._read_items(node, form.items, path)
        if form.value is not None:
            if isinstance(node, Mapping):
                return self.to_value(node, form.value, path)
            self._wrong(node, "mapping", path)
        elif isinstance(node, Scalar):
            return self._read_scalar(node, form, path)
        else:
            self._wrong(node, "text", path)
        return None

    def _read_items(self, node: Node, kind: Any, path: tuple[str, ...]) -> tuple[Any, ...] | None:
        if not isinstance(node, Sequence):
            self._wrong(node, "list", path)
            return None
        items = [self._read(one, kind, (*path, _name(one, place))) for place, one in enumerate(node.items)]
        return tuple(one for one in items if one is not None)

    def _read_scalar(self, node: Scalar, form: "_Form", path: tuple[str, ...]) -> Any:
        if form.plain is str:
            return node.text
        if form.plain is date:
            found = _iso_date(node.text)
            if found is None:
                self._wrong(node, "date", path)
            return found
        if form.choices is None:
            return self._read_constrained(node, form.plain, path)
        if node.text not in form.choices:
            self._note("K018", node, path, {"allowed": ", ".join(form.choices)})
        return form.choices.get(node.text)

    def _read_constrained(self, node: Scalar, kind: Any, path: tuple[str, ...]) -> Any:
        base = get_args(kind)[0] if get_origin(kind) is Annotated else kind
        try:
            if base is not int or _NUMBER.fullmatch(node.text):
                return msgspec.convert(node.text, kind, strict=False)
        except msgspec.ValidationError:
            pass
        self._wrong(node, next((name for pattern, name in _NAMED_PATTERNS if pattern == kind), "number"), path)
        return None

    def _wrong(self, node: Node, expected: str, path: tuple[str, ...]) -> None:
        self._note("K017", node, path, {"expected": expected})

    def _note(self, code: str, node: Node, path: tuple[str, ...], facts: Facts[str, str]) -> None:
        self.problems.append(Problem(code, node.line, node.column, path, facts))


def _name(node: Node, place: int) -> str:
    named = node.get("id") if isinstance(node, Mapping) else None
    return named.text if isinstance(named, Scalar) else str(place + 1)


class _Form(NamedTuple):
    """What a declared type asks for: a list of `items`, a mapping for `value`, one of `choices`, or `plain` text."""

    items: Any = None
    value: type[Value] | None = None
    choices: dict[str, Any] | None = None
    plain: Any = None


@cache
def _form(kind: Any) -> _Form:
    kind = _without_none(kind)
    if get_origin(kind) is tuple:
        return _Form(items=get_args(kind)[0])
    if isinstance(kind, type) and issubclass(kind, Value):
        return _Form(value=kind)
    return _Form(choices=_choices(kind), plain=kind)


def _choices(kind: Any) -> dict[str, Any] | None:
    """The texts of a closed set with their values, or None for a type that is open."""
    if kind is bool:
        return {"true": True, "false": False}
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return {str(one): one for one in kind}
    return {str(one): one for one in get_args(kind)} if get_origin(kind) is Literal else None


def _iso_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


def json_schema(kind: type[Value]) -> dict[str, Any]:
    """The JSON Schema of a declared value, with the words that draft-07 readers know."""
    text = msgspec.json.encode(msgspec.json.schema(kind)).decode().replace("#/$defs/", "#/definitions/")
    schema: dict[str, Any] = msgspec.json.decode(text)
    schema["definitions"] = schema.pop("$defs")
    return {"$schema": "http://json-schema.org/draft-07/schema#", **schema}
