"""What a document consists of: a small tree of blocks and words, which every form is written from.

Law: text is text. Nothing in the tree is markup in any language, so what a person wrote cannot become a heading, a
command or a link on its way to paper. The names stand in `templates/frames/page.typ` too, which reads the tree as
JSON: each node is an object with a `kind`.
"""

from msgspec import Struct


class Node(Struct, frozen=True, tag_field="kind", tag=str.lower):
    """A part of a document."""


class Text(Node, frozen=True):
    """Words in a line."""

    text: str


class Break(Node, frozen=True):
    """A new line in the same paragraph."""


class Strong(Node, frozen=True):
    """Words that stand out."""

    parts: "tuple[Inline, ...]"


class Emphasis(Node, frozen=True):
    """Words said with weight."""

    parts: "tuple[Inline, ...]"


class Link(Node, frozen=True):
    """Words that lead somewhere; only a template can hold one, never what a person typed."""

    address: str
    parts: "tuple[Inline, ...]"


class Picture(Node, frozen=True):
    """One of our own pictures by its file name, and what it shows, in words."""

    name: str
    shows: str


Inline = Text | Break | Strong | Emphasis | Link | Picture
Line = tuple[Inline, ...]


class Heading(Node, frozen=True):
    """A heading, of level 1 to 6."""

    level: int
    parts: Line


class Paragraph(Node, frozen=True):
    """Running text; `tight` in a list whose items stand close together."""

    parts: Line
    tight: bool = False


class Items(Node, frozen=True):
    """A list; `first` is the number it begins with, or None for a list without numbers."""

    first: int | None
    items: "tuple[tuple[Block, ...], ...]"


class Quote(Node, frozen=True):
    """Somebody's own words."""

    blocks: "tuple[Block, ...]"


class Table(Node, frozen=True):
    """A row of headings, and rows with as many cells."""

    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]


class Rule(Node, frozen=True):
    """A line to write on, or between two parts."""


class NewPage(Node, frozen=True):
    """What follows begins on a new printed page."""


Block = Heading | Paragraph | Items | Quote | Table | Rule | NewPage
Blocks = tuple[Block, ...]


def words(line: Line) -> str:
    """The words of a line; a picture has its sentences elsewhere in the document."""
    return "".join(_said(part) for part in line).strip()


def _said(part: Inline) -> str:
    match part:
        case Text():
            return part.text
        case Break():
            return "\n"
        case Picture():
            return ""
        case _:
            return "".join(map(_said, part.parts))
