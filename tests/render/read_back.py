"""Documents read back: what text each form holds, and of what parts it is built, told without our own code.

A skeleton is everything in a file but its words: two documents with the same skeleton differ in nothing but text.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import ZipFile

import pikepdf
from lxml import etree  # type: ignore[import-untyped]
from markdown_it import MarkdownIt
from markdown_it.token import Token

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_APART = {"/P", "/LI", "/LBody", "/TD", "/TH", "/H1", "/H2", "/H3", "/BlockQuote", "/Table", "/L"}
_HEX = re.compile(r"<([0-9A-Fa-f\s]*)>")
_CHARS = re.compile(r"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(r"beginbfrange(.*?)endbfrange", re.DOTALL)


class Page(HTMLParser):
    """A web page as a browser reads it: the words, and the tags with the names of their attributes and all values but text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(" ".join([tag, *(f"{name}={value}" for name, value in attrs)]))

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.tags.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.tags.append("decl")

    def handle_pi(self, data: str) -> None:
        self.tags.append("instruction")

    def unknown_decl(self, data: str) -> None:
        self.tags.append("unknown")


def tokens(markdown: str) -> list[Token]:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(markdown)


def markdown_text(markdown: str) -> str:
    parts = [
        child for token in tokens(markdown) for child in [*(token.children or []), *([] if token.children else [token])]
    ]
    return "".join("\n" if part.type in {"softbreak", "hardbreak"} or part.nesting else part.content for part in parts)


def markdown_skeleton(markdown: str) -> list[str]:
    """The tokens of Markdown at its most willing: HTML, tables and strike-through are read too."""
    flat = [part for token in tokens(markdown) for part in (token, *(token.children or []))]
    return [
        f"{part.type} {part.tag} {part.attrs}"
        for part in flat
        if part.type not in {"text", "softbreak", "text_special"}
    ]


def word_parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def word_paragraphs(data: bytes) -> list[str]:
    """The text of each paragraph in the body, in order."""
    root = etree.fromstring(word_parts(data)["word/document.xml"])
    return [_word_line(paragraph) for paragraph in root.iter(f"{WORD}p")]


def _word_line(paragraph: Any) -> str:
    found = paragraph.iter(f"{WORD}t", f"{WORD}br", f"{WORD}tab", f"{WORD}noBreakHyphen", f"{WORD}softHyphen")
    marks = {"br": "\n", "tab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
    return "".join(marks.get(etree.QName(part).localname, part.text or "") for part in found)


def word_skeleton(data: bytes) -> list[str]:
    """Every element of every part with its attributes, without the words."""
    return [line for name, part in word_parts(data).items() for line in (name, *_xml(name, part))]


def _xml(name: str, part: bytes) -> Iterator[str]:
    if not name.endswith((".xml", ".rels")):
        yield str(hash(part))
        return
    for element in etree.fromstring(part).iter():
        # A column is as wide as its words need.
        measured = element.tag in {f"{WORD}gridCol", f"{WORD}tcW"}
        attributes = sorted(element.attrib.items()) if isinstance(element.tag, str) and not measured else []
        # Pandoc gives a run its own `xml:space` when words begin or end with a space.
        yield f"{element.tag} {[pair for pair in attributes if 'space' not in pair[0]]}"


class Paper:
    """A PDF read as the standard says a reader should: by its tags, each letter by the font's own table."""

    def __init__(self, data: bytes) -> None:
        self._pdf = pikepdf.open(BytesIO(data))
        self._fonts: dict[Any, dict[int, str]] = {}
        self._marked = {page.objgen: self._page(page) for page in self._pdf.pages}

    def skeleton(self) -> list[str]:
        """The tags, in order and with their depth."""
        return [f"{depth} {tag}" for depth, tag, _ in self._tags()]

    def texts(self, *tags: str) -> list[str]:
        """The text under each tag of these kinds."""
        found: list[list[str]] = []
        open_at: list[tuple[int, list[str]]] = []
        for depth, tag, text in self._tags():
            open_at = [(level, parts) for level, parts in open_at if level < depth]
            if tag in tags:
                found.append([])
                open_at.append((depth, found[-1]))
            for _, parts in open_at:
                parts.append(text)
        return ["".join(parts) for parts in found]

    def text(self) -> str:
        """All text, blocks apart; neither the marks before items nor hyphens where a line was broken."""
        found: list[str] = []
        label = None
        for depth, tag, text in self._tags():
            label = None if label is not None and depth <= label else label
            label = depth if tag == "/Lbl" else label
            if label is None:
                found.append(" " if tag in _APART else text.replace("\u00ad", ""))
        return "".join(found)

    def acts(self) -> set[str]:
        """Everything in the file that could do something or lead somewhere."""
        names = {"/JS", "/JavaScript", "/URI", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/OpenAction", "/AA", "/GoToR", "/SubmitForm", "/AcroForm", "/RichMedia", "/Filespec"}  # fmt: skip
        found: set[str] = set()
        for thing in self._pdf.objects:
            if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
                found |= names & set(thing.keys())
                found |= {str(value) for value in thing.values() if isinstance(value, pikepdf.Name)} & names
        return found

    def _tags(self) -> Iterator[tuple[int, str, str]]:
        yield from self._under(self._pdf.Root.StructTreeRoot.get("/K"), 0, None)

    def _under(self, kid: Any, depth: int, page: Any) -> Iterator[tuple[int, str, str]]:
        if isinstance(kid, pikepdf.Array):
            for one in kid:
                yield from self._under(one, depth, page)
        elif isinstance(kid, int):
            yield depth, "", self._marked[page].get(kid, "")
        elif isinstance(kid, pikepdf.Dictionary):
            page = kid.Pg.objgen if "/Pg" in kid else page
            if "/MCID" in kid:
                yield depth, "", self._marked[page].get(int(kid.MCID), "")
            elif "/S" in kid:
                yield depth, str(kid.S), ""
                yield from self._under(kid.get("/K"), depth + 1, page)

    def _page(self, page: Any) -> dict[int, str]:
        """The text of each marked part; `ActualText` goes before what is drawn."""
        found: dict[int, str] = {}
        stack: list[_Mark] = []
        letters: dict[int, str] = {}
        for instruction in pikepdf.parse_content_stream(page):
            arguments, name = instruction.operands, str(instruction.operator)
            here = stack[-1] if stack else _Mark()
            if name in {"BDC", "BMC"}:
                stack.append(here.within(arguments))
                if stack[-1].number is not None and stack[-1].actual is not None and here.actual is None:
                    found[stack[-1].number] = found.get(stack[-1].number, "") + stack[-1].actual
            elif name == "EMC":
                stack.pop()
            elif name == "Tf":
                letters = self._font(page.Resources.Font[arguments[0]])
            elif name in {"Tj", "TJ"} and here.number is not None and here.actual is None:
                shown = [letters.get(code, "\ufffd") for code in _codes(arguments[0])]
                found[here.number] = found.get(here.number, "") + "".join(shown[::-1] if here.reversed else shown)
        return found

    def _font(self, font: Any) -> dict[int, str]:
        if font.objgen not in self._fonts:
            self._fonts[font.objgen] = _letters(font.ToUnicode.read_bytes().decode("latin-1"))
        return self._fonts[font.objgen]


class _Mark(NamedTuple):
    """Where a piece of a page belongs: its number in the tags, words that stand for it, whether it runs from the right."""

    number: int | None = None
    actual: str | None = None
    reversed: bool = False

    def within(self, arguments: Any) -> "_Mark":
        about: Any = arguments[1] if len(arguments) > 1 and isinstance(arguments[1], pikepdf.Dictionary) else {}
        number = int(about["/MCID"]) if "/MCID" in about else self.number
        actual = str(about["/ActualText"]) if "/ActualText" in about else self.actual
        return _Mark(number, actual, self.reversed or str(arguments[0]) == "/ReversedChars")


def _codes(shown: Any) -> Iterator[int]:
    for part in list(shown) if isinstance(shown, pikepdf.Array) else [shown]:
        if isinstance(part, pikepdf.String):
            codes = bytes(part)
            yield from (codes[at] * 256 + codes[at + 1] for at in range(0, len(codes) - 1, 2))


def _letters(table: str) -> dict[int, str]:
    found: dict[int, str] = {}
    for part in _CHARS.findall(table):
        codes = _HEX.findall(part)
        found |= {int(code, 16): _utf16(text) for code, text in zip(codes[::2], codes[1::2], strict=True)}
    for part in _RANGES.findall(table):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", part):
            start = _utf16(text)
            for step, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                found[code] = start[:-1] + chr(ord(start[-1]) + step)
    return found


def _utf16(digits: str) -> str:
    return bytes.fromhex("".join(digits.split())).decode("utf-16-be", "surrogatepass")
