"""Every text of the program stands where the catalogue is gathered from: one within an f-string is never found."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import kronobarn_cli

_MARKS = {"_", "later", "ngettext"}
MODULES = sorted(Path(kronobarn_cli.__file__).parent.rglob("*.py"))


def hidden(source: str) -> Iterator[int]:
    """The lines on which a text for the catalogue stands within an f-string."""
    for outer in ast.walk(ast.parse(source)):
        if isinstance(outer, ast.JoinedStr):
            yield from (one.lineno for one in ast.walk(outer) if isinstance(one, ast.Call) and _is_text(one))


def _is_text(call: ast.Call) -> bool:
    """Whether a text itself is marked here; one that has a name was marked where it got it."""
    marked = isinstance(call.func, ast.Name) and call.func.id in _MARKS
    return marked and any(isinstance(one, ast.Constant) for one in call.args)


def test_no_text_hides_within_an_f_string() -> None:
    assert len(MODULES) > 100
    assert [f"{one.name}:{line}" for one in MODULES for line in hidden(one.read_text("utf8"))] == []


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("""f"{_('gone')}" """, [1]),
        ("""x = 1\nf"a {ngettext('a', 'b', x)} b" """, [2]),
        ("f'{_(words)}'", []),
        ("_(f'{x}')", []),
        ("f'{x}' + _('a')", []),
        ("f'{plain(x)} {x._(y)}'", []),
    ],
)
def test_the_rule_sees_what_it_is_for(source: str, lines: list[int]) -> None:
    assert list(hidden(source)) == lines
