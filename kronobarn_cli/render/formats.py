"""The only importer of markdown_it: one Markdown text becomes plain text or a web page.

Laws: raw HTML in Markdown stays text; the only picture a page holds is one we made, handed in by name; a page
is whole in itself and fetches nothing. Plain text reads well aloud: a table row is a sentence, no lines are
drawn.
"""

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from kronobarn_cli.render.engine import fill_frame
from kronobarn_cli.render.phrases import PHRASES
from kronobarn_cli.text.clean import clean

FORMATS = ("md", "txt", "html")
_SAFE_LINK = re.compile(r"^(https?:|mailto:|tel:|#)", re.IGNORECASE)
_NOT_PLAIN = re.compile(r"[^0-9A-Za-z]")


class Page(NamedTuple):
    """What stands around a document: language, a title without names, the practice stamp, the footer."""

    language: str
    title: str
    stamp: str
    footer: str


def html(markdown: str, page: Page, pictures: Mapping[str, str]) -> str:
    """One accessible page; `pictures` holds the SVG for each picture name in the Markdown."""
    words, shown = PHRASES[page.language], Page(*map(clean, page))
    ready = {
        "body": _parser(page.language, pictures).render(markdown),
        "css_footer": f'"{_css(shown.footer)}"',
        "css_stamp": f'"{_css(shown.stamp)}"',
        "css_number": f'"{_css(words["page"])} " counter(page) " {_css(words["of-pages"])} " counter(pages)',
    }
    return fill_frame("frames/page.html.j2", {"page": shown._asdict()}, ready)


def txt(markdown: str) -> str:
    """Plain text for a screen reader or a mail: headings, `- ` lists and one sentence for each table cell."""
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(markdown)
    return "\n\n".join(_Plain().blocks(tokens)).strip() + "\n"


def _css(text: str) -> str:
    """The text inside a CSS string: all but letters and figures as numbers, so nothing can end it."""
    return _NOT_PLAIN.sub(lambda found: f"\\{ord(found[0]):06x}", text)


def _parser(language: str, pictures: Mapping[str, str]) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).enable("table")
    parser.validateLink = lambda url: bool(_SAFE_LINK.match(url) or url in pictures)  # type: ignore[method-assign]
    parser.renderer.pictures = pictures  # type: ignore[attr-defined]
    parser.renderer.table_label = PHRASES[language]["table"]  # type: ignore[attr-defined]
    return parser


class _Renderer(RendererHTML):
    """Tables that can be read and scrolled, pictures only from us, a new page where a document asks for one."""

    pictures: Mapping[str, str] = {}
    table_label = ""

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Our own SVG in place; any other picture is only its description."""
        token = tokens[idx]
        made = self.pictures.get(str(token.attrs.get("src", "")))
        return made or escape(token.content)

    def hr(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A line to write on; one of stars begins a new printed page."""
        return '<hr class="page" />\n' if tokens[idx].markup.startswith("*") else "<hr />\n"

    def table_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A wide table scrolls by itself, also from the keyboard."""
        label = escape(self.table_label)
        return f'<div class="table" role="group" tabindex="0" aria-label="{label}"><table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """The end of both."""
        return "</table></div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Every heading cell says that it is a column's."""
        return '<th scope="col">'


class _Plain:
    """Walks the tokens of a document and gathers its blocks as text."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._markers: list[list[Any]] = []  # one for each open list: its kind and the next number
        self._fresh = False  # whether the next text begins a list item
        self._follows_item = False  # whether the last block ends with a list item
        self._in_table = False
        self._heads: list[str] = []
        self._cells: list[str] = []

    def blocks(self, tokens: Sequence[Token]) -> list[str]:
        """The blocks in order; a table row is a block of sentences."""
        for token in tokens:
            step = getattr(self, f"_{token.type}", None)
            if step:
                step(token)
        return self._done

    def _bullet_list_open(self, token: Token) -> None:
        self._follows_item = self._follows_item and bool(self._markers)
        self._markers.append(["-", 0])

    def _ordered_list_open(self, token: Token) -> None:
        self._follows_item = self._follows_item and bool(self._markers)
        self._markers.append(["1", int(token.attrs.get("start", 1))])

    def _list_item_open(self, token: Token) -> None:
        self._fresh = True

    def _bullet_list_close(self, token: Token) -> None:
        self._markers.pop()

    _ordered_list_close = _bullet_list_close

    def _table_open(self, token: Token) -> None:
        self._in_table = True

    def _tr_open(self, token: Token) -> None:
        self._cells = []

    def _thead_close(self, token: Token) -> None:
        self._heads = self._cells

    def _tr_close(self, token: Token) -> None:
        if self._heads:
            self._follows_item = False
            self._done.append(" ".join(map(_cell_sentence, self._heads, self._cells)).strip())

    def _table_close(self, token: Token) -> None:
        self._heads, self._in_table = [], False

    def _inline(self, token: Token) -> None:
        text = _inline_text(token.children or [])
        self._cells.append(text)
        if not self._in_table:
            self._add(text)

    def _add(self, text: str) -> None:
        if not text:
            return
        margin = "  " * len(self._markers)
        if self._markers and self._fresh:
            margin = margin[:-2] + self._marker()
            item = text.replace("\n", "\n" + " " * len(margin))
            self._join(margin + item)
        else:
            self._done.append(margin + text.replace("\n", "\n" + margin))
        self._follows_item = bool(self._markers) and self._fresh
        self._fresh = False

    def _marker(self) -> str:
        kind, number = self._markers[-1]
        self._markers[-1][1] += 1
        return "- " if kind == "-" else f"{number}. "

    def _join(self, item: str) -> None:
        """Items of one list stand on lines of their own, without a blank line between."""
        if self._follows_item:
            self._done[-1] += "\n" + item
        else:
            self._done.append(item)


def _cell_sentence(head: str, cell: str) -> str:
    if not cell:
        return ""
    sentence = f"{head}: {cell}" if head else cell
    return sentence if sentence[-1] in ".!?" else sentence + "."


def _inline_text(children: Sequence[Token]) -> str:
    """The words of a line; a picture has its sentences elsewhere in the document."""
    parts = {"softbreak": "\n", "hardbreak": "\n", "image": ""}
    return "".join(parts.get(child.type, child.content) for child in children).strip()
