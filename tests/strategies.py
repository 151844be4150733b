"""Plans, trees and texts made up by Hypothesis from the declarations themselves."""

import string
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, get_args, get_origin

from hypothesis import strategies as st

from kronobarn_cli.model.base import Born, Clock, Code, Count, Id, Minutes, Score, Value
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.text import personal_number
from kronobarn_cli.text.schema import _without_none, fields

_LETTERS = "bcdfghjkmnpqrstvwxz"
nasty = st.sampled_from(
    ["no", "yes", "NO", "~", "null", "12:30", "0701234567", "1e3", "0x1f", "2026-03-03", "- a", "# x", "a # b", "a: b", "...",
     "---", "[x]", "{x}", "*a", "&a", "!a", "'", '"', "\\", "| x", "> x", "%a", "@a", "`a`", "a\n\nb", "a\n  b\nc", "  a", "a\tb",
     "\ttab", "å\u2028b", "\x85", "\x00", "\x1b[31m", "\ufeff", "😀", "a:", "a,b", "a, b", "?", "? a", "<<", "=", ".inf", "\n", "a\n", "<<<<<<< HEAD"]
)  # fmt: skip
texts = st.one_of(nasty, st.text(max_size=40), st.text("ab :#-\n\"'åö.", max_size=30)).filter(
    lambda text: not personal_number.find(text) and not any("\ud800" <= one <= "\udfff" for one in text)
)
dates = st.dates(date(2000, 1, 1), date(2060, 1, 1))
ids = st.from_regex(r"\A[a-z][a-z0-9]{0,3}(-[0-9])?\Z")
codes = st.builds("".join, st.tuples(st.sampled_from(_LETTERS), st.text(_LETTERS + "23456789", min_size=4, max_size=4)))

_NAMED: tuple[tuple[Any, st.SearchStrategy[Any]], ...] = (
    (Code, codes),
    (Id, ids),
    (Clock, st.from_regex(r"\A([01][0-9]|2[0-3]):[0-5][0-9]\Z")),
    (Born, st.from_regex(r"\A(19|20)[0-9]{2}(-(0[1-9]|1[0-2]))?\Z")),
    (Minutes, st.integers(1, 480)),
    (Count, st.integers(0, 99)),
    (Score, st.integers(1, 10)),
)


def of(kind: Any) -> st.SearchStrategy[Any]:
    """Values of any type that a plan is declared with."""
    kind = _without_none(kind)
    for named, strategy in _NAMED:
        if kind == named:
            return strategy
    if get_origin(kind) is tuple:
        return items(get_args(kind)[0])
    if get_origin(kind) is Literal:
        return st.sampled_from(get_args(kind))
    if get_origin(kind) is Annotated:
        return st.integers(0, 999)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return st.sampled_from(list(kind))
    if isinstance(kind, type) and issubclass(kind, Value):
        return st.deferred(lambda: value(kind))
    return {str: texts, date: dates, bool: st.booleans()}[kind]


def items(kind: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    """Short tuples; where the items have ids, no id stands twice."""
    unique = (
        (lambda one: one.id)
        if isinstance(kind, type) and issubclass(kind, Value) and "id" in kind.__struct_fields__
        else None
    )
    return st.lists(of(kind), max_size=3, unique_by=unique).map(tuple)


def value(kind: type[Value]) -> st.SearchStrategy[Any]:
    """Values of one declared kind, each optional field sometimes left out."""
    required = {field.name: of(field.type) for field in fields(kind) if field.required}
    optional = {
        field.name: of(field.type) for field in fields(kind) if not field.required and field.name != "kronobarn"
    }
    return st.fixed_dictionaries(required, optional=optional).map(lambda given: kind(**given))


plans: st.SearchStrategy[Plan] = value(Plan)
words = st.text(string.ascii_letters + "åäö", min_size=1, max_size=8)
