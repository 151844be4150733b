"""From what people wrote to Markdown that shows exactly that: the only place where `Markdown` is made.

Law: whatever the text, the document parsed back shows `clean` of it with white space collapsed, and no text
can start a heading, a list, a table, a link, a picture or HTML. It holds at the start of a line, inside a
line, in a list and in a table cell alike: a template may put `{{ text }}` anywhere but inside a link or code.
"""

import re

from kronobarn_cli.text.clean import clean

# A # after a space could close a heading; an & could begin a named character.
_ANYWHERE = re.compile(r"[\\`*_\[\]<|~$]|(?<= )#|&(?=[#A-Za-z])")
_AT_START = re.compile(r"^(?:([#+\-=>]|:(?=-))|(\d+)([.)]))")
_SPACE = re.compile(r"\s+")
_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


class Markdown(str):
    """Text that is Markdown already; anything done to it gives an ordinary text, which is escaped again."""

    __slots__ = ()


def inline(text: str) -> Markdown:
    """One line of Markdown that shows the text; line breaks and runs of white space become one space."""
    return Markdown(_line(clean(text)))


def block(text: str, indent: int = 0) -> Markdown:
    """Keep paragraphs and line breaks; later lines stand `indent` steps in, to stay in a list item."""
    return _lines(text, " " * min(indent, 12))


def quote(text: str) -> Markdown:
    """The text as a quotation: every line, empty ones too, begins with `>`."""
    return Markdown("> " + _lines(text, "> "))


def _lines(text: str, margin: str) -> Markdown:
    paragraphs = _BLANK_LINES.split(clean(text).strip())
    shown = [f"\\\n{margin}".join(filter(None, map(_line, part.split("\n")))) for part in paragraphs]
    return Markdown(f"\n{margin.rstrip()}\n{margin}".join(filter(None, shown)))


def _line(cleaned: str) -> str:
    escaped = _ANYWHERE.sub(r"\\\g<0>", _SPACE.sub(" ", cleaned).strip())
    return _AT_START.sub(lambda found: f"{found[2] or ''}\\{found[1] or found[3]}", escaped)
