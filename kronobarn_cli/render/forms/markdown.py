"""The only importer of markdown_it: a document's Markdown, read once, for every form that it is written in.

Laws: CommonMark and pipe tables, nothing else; raw HTML stays text; a link goes where a person would expect one to
go, else it is its words; a picture that we did not make is its words too.
"""

import re
from collections.abc import Callable, Collection, Iterator

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

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
    Rule,
    Strong,
    Table,
    Text,
)

_SAFE_LINK = re.compile(r"^(https?:|mailto:|tel:)", re.IGNORECASE)


def read(markdown: str, pictures: Collection[str] = ()) -> Blocks:
    """The document as blocks; `pictures` are the names of those we have made."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.validateLink = lambda url: bool(_SAFE_LINK.match(url) or url in pictures)  # type: ignore[method-assign]
    return _blocks(SyntaxTreeNode(parser.parse(markdown)))


def _blocks(parent: SyntaxTreeNode) -> Blocks:
    return tuple(_BLOCKS[node.type](node) for node in parent.children)


def _heading(node: SyntaxTreeNode) -> Block:
    return Heading(int(node.tag[1:]), _line(node))


def _paragraph(node: SyntaxTreeNode) -> Block:
    return Paragraph(_line(node), tight=node.hidden)


def _numbered(node: SyntaxTreeNode) -> Block:
    return Items(int(node.attrs.get("start", 1)), tuple(map(_blocks, node.children)))


def _unnumbered(node: SyntaxTreeNode) -> Block:
    return Items(None, tuple(map(_blocks, node.children)))


def _quote(node: SyntaxTreeNode) -> Block:
    return Quote(_blocks(node))


def _table(node: SyntaxTreeNode) -> Block:
    head, *rows = (row for part in node.children for row in part.children)
    return Table(_cells(head), tuple(map(_cells, rows)))


def _cells(row: SyntaxTreeNode) -> tuple[Line, ...]:
    return tuple(map(_line, row.children))


def _rule(node: SyntaxTreeNode) -> Block:
    """A line of hyphens to write on; one of stars begins a new printed page."""
    return NewPage() if node.markup.startswith("*") else Rule()


def _code(node: SyntaxTreeNode) -> Block:
    return Paragraph((Text(node.content),))


def _line(node: SyntaxTreeNode) -> Line:
    return tuple(part for inline in node.children for child in inline.children for part in _inline(child))


def _inline(node: SyntaxTreeNode) -> Iterator[Inline]:
    parts = tuple(part for child in node.children for part in _inline(child))
    match node.type:
        case "hardbreak":
            yield Break()
        case "softbreak":
            yield Text("\n")
        case "strong":
            yield Strong(parts)
        case "em":
            yield Emphasis(parts)
        case "link":
            yield Link(str(node.attrs["href"]), parts)
        case "image":
            yield Picture(str(node.attrs["src"]), node.content)
        case _:
            yield Text(node.content)


_BLOCKS: dict[str, Callable[[SyntaxTreeNode], Block]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "ordered_list": _numbered,
    "bullet_list": _unnumbered,
    "blockquote": _quote,
    "table": _table,
    "hr": _rule,
    "code_block": _code,
    "fence": _code,
}
