"""A document's blocks as the tree that pandoc reads, for Word.

Law: text goes in as text; the only raw part is our own page break. The shapes follow pandoc's types, API 1.23.
"""

from collections.abc import Mapping
from typing import Any

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

API = [1, 23, 1]
WRITING_LINE = "Kronobarn Writing Line"
_PLAIN: list[Any] = ["", [], []]
_FACES = "-faces-"
_WIDTH = ["", [], [["width", "10.5cm"]]]
_WHOLE_WIDTH = ["", [], [["width", "16.5cm"]]]  # a row of faces is low and wide
# In letters: a column with more to say than the widest gets no wider, so that the others have room.
_NARROWEST, _WIDEST, _AROUND = 6, 14, 4
_PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def tree(blocks: Blocks, pictures: Mapping[str, str], meta: Mapping[str, str]) -> Tree:
    """The whole document; `pictures` holds an address for each picture name, `meta` what the file says of itself."""
    said = {name: {"t": "MetaString", "c": value} for name, value in meta.items()}
    return {"pandoc-api-version": API, "meta": said, "blocks": _blocks(blocks, pictures)}


def _blocks(blocks: Blocks, pictures: Mapping[str, str]) -> list[Tree]:
    return [_block(block, pictures) for block in blocks]


def _block(block: Block, pictures: Mapping[str, str]) -> Tree:
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


def _items(block: Items, pictures: Mapping[str, str]) -> Tree:
    items = [_blocks(item, pictures) for item in block.items]
    if block.first is None:
        return _node("BulletList", items)
    return _node("OrderedList", [[block.first, {"t": "Decimal"}, {"t": "Period"}], items])


def _table(block: Table, pictures: Mapping[str, str]) -> Tree:
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


def _row(cells: tuple[Line, ...], pictures: Mapping[str, str]) -> list[Any]:
    return [_PLAIN, [_cell(cell, pictures) for cell in cells]]


def _cell(cell: Line, pictures: Mapping[str, str]) -> list[Any]:
    return [_PLAIN, {"t": "AlignDefault"}, 1, 1, [_node("Plain", _line(cell, pictures))]]


def _line(line: Line, pictures: Mapping[str, str]) -> list[Tree]:
    return [made for part in line for made in _inline(part, pictures)]


def _inline(part: Inline, pictures: Mapping[str, str]) -> list[Tree]:
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
            width = _WHOLE_WIDTH if _FACES in name else _WIDTH
            return [_node("Image", [width, words, [pictures[name], ""]])] if name in pictures else words


def _node(kind: str, content: Any) -> Tree:
    return {"t": kind, "c": content}
