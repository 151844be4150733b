"""A document's blocks as the tree that pandoc reads, for Word.

Law: text goes in as text; the only raw part is our own page break. The shapes follow pandoc's types, API 1.23.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from kronobarn_cli.render.forms.blocks import (
    Block,
    Blocks,
    Break,
    Emphasis,
    Heading,
    Inline,
    Items,
    Line,
    Link,
    NewPage,
    Paragraph,
    Picture,
    Quote,
    Strong,
    Table,
    Text,
    words,
)

Tree = dict[str, Any]


class Drawn(NamedTuple):
    """A picture for Word: its address, and its width on the paper, as `10.5cm`."""

    address: str
    width: str


Pictures = Mapping[str, Drawn]

API = [1, 23, 1]
WRITING_LINE = "Kronobarn Writing Line"
_PLAIN: list[Any] = ["", [], []]
# In letters: a column with more to say than the widest gets no wider, so that the others have room.
_NARROWEST, _WIDEST, _AROUND = 6, 14, 4
_PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def tree(blocks: Blocks, pictures: Pictures, meta: Mapping[str, str]) -> Tree:
    """The whole document; `pictures` holds each picture by its name, `meta` what the file says of itself."""
    said = {name: {"t": "MetaString", "c": value} for name, value in meta.items()}
    return {"pandoc-api-version": API, "meta": said, "blocks": _blocks(blocks, pictures)}


def _blocks(blocks: Blocks, pictures: Pictures) -> list[Tree]:
    return [_block(block, pictures) for block in blocks]


def _block(block: Block, pictures: Pictures) -> Tree:
    match block:
        case Heading(level, parts):
            made = _node("Header", [level, _PLAIN, _line(parts, pictures)])
        case Paragraph(parts, tight):
            made = _node("Plain" if tight else "Para", _line(parts, pictures))
        case Quote(blocks):
            made = _node("BlockQuote", _blocks(blocks, pictures))
        case Items():
            made = _items(block, pictures)
        case Table():
            made = _table(block, pictures)
        case NewPage():
            made = _node("RawBlock", ["openxml", _PAGE_BREAK])
        case _:
            style = ["", [], [["custom-style", WRITING_LINE]]]
            made = _node("Div", [style, [_node("Para", [_node("Str", "\u00a0")])]])
    return made


def _items(block: Items, pictures: Pictures) -> Tree:
    items = [_blocks(item, pictures) for item in block.items]
    if block.first is None:
        return _node("BulletList", items)
    return _node("OrderedList", [[block.first, {"t": "Decimal"}, {"t": "Period"}], items])


def _table(block: Table, pictures: Pictures) -> Tree:
    columns = [[{"t": "AlignLeft"}, {"t": "ColWidth", "c": width}] for width in _widths(block)]
    head = [_PLAIN, [_row(tuple((Strong(cell),) for cell in block.head), pictures)]]
    body = [_PLAIN, 0, [], [_row(row, pictures) for row in block.rows]]
    return _node("Table", [_PLAIN, [None, []], columns, head, [body], [_PLAIN, []]])


def _widths(block: Table) -> list[float]:
    """Each column's part of the paper's width, after the longest that stands in it."""
    columns = zip(block.head, *block.rows, strict=True)
    longest = [max(_NARROWEST, *(len(words(cell)) for cell in column)) for column in columns]
    letters = [_AROUND + min(_WIDEST, one) for one in longest]
    return [one / sum(letters) for one in letters]


def _row(cells: tuple[Line, ...], pictures: Pictures) -> list[Any]:
    return [_PLAIN, [_cell(cell, pictures) for cell in cells]]


def _cell(cell: Line, pictures: Pictures) -> list[Any]:
    return [_PLAIN, {"t": "AlignDefault"}, 1, 1, [_node("Plain", _line(cell, pictures))]]


def _line(line: Line, pictures: Pictures) -> list[Tree]:
    return [made for part in line for made in _inline(part, pictures)]


def _inline(part: Inline, pictures: Pictures) -> list[Tree]:
    match part:
        case Text(text):
            return [_node("Str", text.replace("\n", " "))]
        case Break():
            return [{"t": "LineBreak"}]
        case Strong(parts):
            return [_node("Strong", _line(parts, pictures))]
        case Emphasis(parts):
            return [_node("Emph", _line(parts, pictures))]
        case Link(address, parts):
            return [_node("Link", [_PLAIN, _line(parts, pictures), [address, ""]])]
        case Picture(name, shows):
            words = [_node("Str", shows)]
            drawn = pictures.get(name)
            return [_node("Image", [_wide(drawn.width), words, [drawn.address, ""]])] if drawn else words


def _wide(width: str) -> list[Any]:
    return ["", [], [["width", width]]]


def _node(kind: str, content: Any) -> Tree:
    return {"t": kind, "c": content}
