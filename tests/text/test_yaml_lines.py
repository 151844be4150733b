"""Canonical YAML: one way to write each value, that no reader can take for anything else."""

from datetime import date

import pytest
import yaml

from kronobarn_cli.model.base import Tree
from kronobarn_cli.text.yaml_lines import Ids, Verbatim, after_key, entry, item, scalar


@pytest.mark.parametrize(
    "text",
    ["Skogsskolan", "Mio är 9 år", "åka buss", "a-b", "a, b", "kl 14:30", "x=y", "Å", "minus - tecken"],
)
def test_words_stand_as_they_are(text: str) -> None:
    assert scalar(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "", " ", " a", "a ", "9 år", "-", "- a", "?", "a: b", "a:", "a #b", "#a", "a'b", 'a"b', "[a]", "a]", "{a}", "&a", "*a", "!a",
        "|a", "a>b", "100 %", "@a", "`a", "a\\b", "~", "12:30", "0701234567", "1e3", "2026-03-03", "<<", "=", "...", "---",
        "yes", "No", "ON", "off", "true", "False", "NULL", "y", "N",
    ],
)  # fmt: skip
def test_what_a_reader_might_take_for_something_else_stands_in_quotes(text: str) -> None:
    shown = scalar(text)
    assert shown.startswith('"')
    assert yaml.safe_load(shown) == text
    assert shown[1:-1].replace("\\\\", "\\").replace('\\"', '"') == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb", r'"a\nb"'),
        ("a\tb", r'"a\tb"'),
        ("a\rb", r'"a\rb"'),
        ("\x00", r'"\u0000"'),
        ("\x1b[31m", r'"\u001b[31m"'),
        ("\x7f", r'"\u007f"'),
        ("\x85", r'"\u0085"'),
        ("a\xa0b", r'"a\u00a0b"'),
        ("\u2028", r'"\u2028"'),
        ("\u2029", r'"\u2029"'),
        ("\ufeff", r'"\ufeff"'),
        ("\ud800", r'"\ud800"'),
        ("\ufffe", r'"\ufffe"'),
        ('\\"', r'"\\\""'),
    ],
)
def test_what_cannot_be_seen_is_written_out(text: str, shown: str) -> None:
    assert scalar(text) == shown


def test_other_values_are_plain_and_somebody_elses_are_left_alone() -> None:
    assert [scalar(one) for one in (True, False, 0, 17, date(2026, 3, 9))] == ["true", "false", "0", "17", "2026-03-09"]
    assert scalar(Verbatim("'it''s' ")) == "'it''s' "
    assert entry("a", Verbatim("'x'"), 0) == "a: 'x'\n"


def test_a_key_that_could_be_misread_is_quoted_too() -> None:
    assert entry("y", "x", 0) == '"y": x\n'
    assert entry("no-raise", "no", 2) == '  no-raise: "no"\n'


TREE: dict[str, Tree] = {
    "a": {"b": "x", "c": {"d": 1}},
    "e": Ids(["x", "y-1"]),
    "f": ["ett", "två rader\nhär"],
    "g": [{"id": "n1", "h": ["z"]}, {"id": "n2"}, {}, []],
    "i": {},
    "j": [],
    "k": Ids(),
    "l": "ett\n\n  två",
    "m": [["x"], "y"],
}
TEXT = """\
a:
  b: x
  c:
    d: 1
e: [x, y-1]
f:
  - ett
  - |-
    två rader
    här
g:
  - id: n1
    h:
      - z
  - id: n2
  - {}
  - []
i: {}
j: []
k: []
l: |-
  ett

    två
m:
  -
    - x
  - "y"
"""


def test_everything_has_its_place() -> None:
    assert "".join(entry(key, value, 0) for key, value in TREE.items()) == TEXT
    assert yaml.safe_load(TEXT) == TREE


def test_deeper_is_the_same_further_in() -> None:
    deep = "".join(entry(key, value, 4) for key, value in TREE.items())
    assert deep == "".join(f"    {line}\n" if line else "\n" for line in TEXT.splitlines())


def test_an_item_stands_at_its_dash() -> None:
    assert item({"id": "n1", "b": {"c": "x"}}, 2) == "  - id: n1\n    b:\n      c: x\n"
    assert item("x", 4) == "    - x\n"
    assert item({}, 0) == "- {}\n"


@pytest.mark.parametrize(
    "text", ["a\n", "\na", " a\nb", "a\n \nb", "a\nb\x07", "a\n\u2028b", "a\n\tb\x85", "\ta\nb", "a\nb\n\n", "a\n   "]
)
def test_several_lines_that_a_block_would_change_stand_in_quotes(text: str) -> None:
    assert after_key(text, 0) == " " + scalar(text)
    assert scalar(text).startswith('"')
    assert yaml.safe_load("k:" + after_key(text, 0))["k"] == text


@pytest.mark.parametrize("text", ["a\nb", "a\n\nb", "a\n  b", "a \nb", "- a\n# b", "yes\nno", "a: b\n..."])
def test_several_lines_stand_as_they_are_in_a_block(text: str) -> None:
    shown = after_key(text, 2)
    assert shown.startswith(" |-\n    ")
    assert yaml.safe_load("k:" + shown)["k"] == text
