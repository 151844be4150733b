"""Canonical YAML: one way to write every value, readable by a person and by any YAML 1.1 or 1.2 reader.

Laws: block style with two spaces, flow only for lists of ids (`Ids`) and empty collections; text stands without
quotes only where no reader could take it for anything else; several lines stand as a literal block.
"""

import re
from datetime import date

from kronobarn_cli.model.base import Tree


class Ids(list["Tree"]):
    """A list of plain ids, written on one line."""


class Always(dict[str, "Tree"]):
    """A mapping that is there even when it says nothing; then it is not written."""


class Verbatim(str):
    """A scalar of somebody else's, already in YAML and kept to the letter."""

    __slots__ = ()


# YAML 1.1 takes these for true, false or nothing.
_MISREAD = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
_SPECIAL = re.compile(r"""[#"'{}\[\]&*!|>%@`\\]|:(?!\w)""")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_LOUD = re.compile('[\\\\"\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]')


def scalar(value: str | int | bool | date) -> str:
    """One value on one line."""
    if isinstance(value, Verbatim):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return value if _plain(value) else _quoted(value)


def entry(key: str, value: Tree, indent: int) -> str:
    """A key with its value as whole lines, indented by `indent` spaces."""
    return f"{' ' * indent}{scalar(key)}:{after_key(value, indent)}\n"


def item(value: Tree, indent: int) -> str:
    """A list item as whole lines, its dash at column `indent`."""
    if isinstance(value, dict) and value:
        inner = "".join(entry(key, inside, indent + 2) for key, inside in value.items())
        return f"{' ' * indent}- {inner[indent + 2 :]}"
    return f"{' ' * indent}-{after_key(value, indent)}\n"


def after_key(value: Tree, indent: int) -> str:
    """What follows `key:` or `-`: a space and one line, or a line end and deeper lines, without the last line end."""
    if isinstance(value, Ids) or value in ({}, []):
        return " " + _flow(value)
    if isinstance(value, dict):
        return "\n" + "".join(entry(key, inside, indent + 2) for key, inside in value.items()).removesuffix("\n")
    if isinstance(value, list):
        return "\n" + "".join(item(inside, indent + 2) for inside in value).removesuffix("\n")
    if isinstance(value, str) and not isinstance(value, Verbatim) and _literal(value):
        lines = (" " * (indent + 2) + line if line else "" for line in value.split("\n"))
        return " |-\n" + "\n".join(lines)
    return " " + scalar(value)


def _flow(value: Tree) -> str:
    if isinstance(value, dict):
        return "{}"
    assert isinstance(value, list)  # noqa: S101 - for the type checker
    return "[" + ", ".join(scalar(one) for one in value if not isinstance(one, dict | list)) + "]"


def _plain(text: str) -> bool:
    return (
        text[:1].isalpha()
        and text.isprintable()
        and not text.endswith(" ")
        and text.lower() not in _MISREAD
        and not _SPECIAL.search(text)
    )


def _literal(text: str) -> bool:
    lines = text.split("\n")
    return len(lines) > 1 and lines[0][:1].strip() != "" and lines[-1] != "" and all(map(_literal_line, lines))


def _literal_line(line: str) -> bool:
    return line.isprintable() and not line.isspace()


def _quoted(text: str) -> str:
    return '"' + _LOUD.sub(lambda found: _ESCAPES.get(found[0], f"\\u{ord(found[0]):04x}"), text) + '"'
