"""A document as one web page that is whole in itself.

Laws: everything is escaped; the only picture is one we drew, set in as SVG; nothing is fetched from anywhere; a
table has headings for its columns and can be scrolled from the keyboard.
"""

import re
from collections.abc import Mapping
from html import escape
from typing import NamedTuple

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
)
from kronobarn_cli.render.forms.page import Page
from kronobarn_cli.render.phrases import PHRASES
from kronobarn_cli.render.templating.engine import fill_frame

_ROOM_ON_PAPER = 7  # as many columns as can be 22 mm wide
_NOT_PLAIN = re.compile(r"[^0-9A-Za-z]")


def html(blocks: Blocks, page: Page, pictures: Mapping[str, str]) -> str:
    """The page; `pictures` holds the SVG for each picture name in the document."""
    words = PHRASES[page.language]
    ready = {
        "body": _blocks(blocks, _Setting(pictures, words["table"])),
        "css_footer": f'"{_css(page.footer)}"',
        "css_stamp": f'"{_css(page.stamp)}"',
        "css_number": f'"{_css(words["page"])} " counter(page) " {_css(words["of-pages"])} " counter(pages)',
    }
    return fill_frame("frames/page.html.j2", {"page": page._asdict()}, ready)


class _Setting(NamedTuple):
    """SVG by picture name, and what a table is called for those who hear it."""

    pictures: Mapping[str, str]
    table: str


def _css(text: str) -> str:
    """The text inside a CSS string: all but letters and figures as numbers, so nothing can end it."""
    return _NOT_PLAIN.sub(lambda found: f"\\{ord(found[0]):06x}", text)


def _blocks(blocks: Blocks, setting: _Setting) -> str:
    return "".join(_block(block, setting) for block in blocks)


def _block(block: Block, setting: _Setting) -> str:
    match block:
        case Heading(level, parts):
            made = f"<h{level}>{_line(parts, setting)}</h{level}>\n"
        case Paragraph(parts, tight=True):
            made = _line(parts, setting)
        case Paragraph(parts):
            made = f"<p>{_line(parts, setting)}</p>\n"
        case Quote(blocks):
            made = f"<blockquote>\n{_blocks(blocks, setting)}</blockquote>\n"
        case Items():
            made = _items(block, setting)
        case Table():
            made = _table(block, setting)
        case _:
            made = '<hr class="page">\n' if isinstance(block, NewPage) else "<hr>\n"
    return made


def _items(block: Items, setting: _Setting) -> str:
    name = "ul" if block.first is None else "ol"
    start = f' start="{block.first}"' if block.first not in {None, 1} else ""
    items = "".join(f"<li>{_blocks(item, setting)}</li>\n" for item in block.items)
    return f"<{name}{start}>\n{items}</{name}>\n"


def _table(block: Table, setting: _Setting) -> str:
    head = "".join(f'<th scope="col">{_line(cell, setting)}</th>' for cell in block.head)
    rows = "".join(f"<tr>{_cells(row, setting)}</tr>\n" for row in block.rows)
    kind = "table many" if len(block.head) > _ROOM_ON_PAPER else "table"
    opening = f'<div class="{kind}" role="group" tabindex="0" aria-label="{escape(setting.table)}"><table>\n'
    return f"{opening}<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n"


def _cells(row: tuple[Line, ...], setting: _Setting) -> str:
    return "".join(f"<td>{_line(cell, setting)}</td>" for cell in row)


def _line(line: Line, setting: _Setting) -> str:
    return "".join(_part(part, setting) for part in line)


def _part(part: Inline, setting: _Setting) -> str:
    match part:
        case Text(text):
            return escape(text)
        case Break():
            return "<br>\n"
        case Strong(parts):
            return f"<strong>{_line(parts, setting)}</strong>"
        case Emphasis(parts):
            return f"<em>{_line(parts, setting)}</em>"
        case Link(address, parts):
            return f'<a href="{escape(address)}">{_line(parts, setting)}</a>'
        case Picture(name, shows):
            return setting.pictures.get(name) or escape(shows)
