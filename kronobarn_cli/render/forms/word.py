"""The only importer of pypandoc: a document as a Word file, on the shipped letterhead or a municipality's own.

Laws: pandoc gets the document as data and may read no file but the letterhead; the stamp and the footer stand in the
letterhead's own paragraphs, found by their style, and a letterhead without them is refused, but for an empty header
or footer that Word made for first or even pages; the file tells neither a name nor a moment, and the same document
gives the same bytes.
"""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from html import escape
from importlib.resources import as_file
from importlib.resources.abc import Traversable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo, is_zipfile

from msgspec import json

from kronobarn_cli.errors import KronobarnError, Unreadable
from kronobarn_cli.i18n import _
from kronobarn_cli.render.forms.blocks import Blocks
from kronobarn_cli.render.forms.page import LETTERHEAD, Page
from kronobarn_cli.render.forms.pandoc_tree import tree
from kronobarn_cli.render.forms.typesetting import missing_extra, png
from kronobarn_cli.render.forms.wide_tables import parted
from kronobarn_cli.render.forms.word_pages import kept_together
from kronobarn_cli.render.phrases import PHRASES
from kronobarn_cli.text.resources import missing, shipped

FOOTER, STAMP, NUMBER = "KronobarnFooter", "KronobarnStamp", "KronobarnNumber"
# What a person meets in Word's list of styles; the id is what the program looks for.
SHOWN = {FOOTER: "Kronobarn sidfot", NUMBER: "Kronobarn sidnummer", STAMP: "Kronobarn stämpel"}
_WANTED = {"header": (STAMP,), "footer": (FOOTER, NUMBER)}
_LOCALES = {"sv": "sv-SE", "en": "en-GB"}
_ANEW = "kronobarn templates copy letterhead ~/brevmall"
_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
_EDGE = re.compile(r"word/(header|footer)\d*\.xml")
_REFERENCE = re.compile(r"<w:(?:header|footer)Reference\b[^>]*>")
_RELATION = re.compile(r"<Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_FILLED = re.compile(r"<w:(?:t|drawing|pict|object|instrText|fldSimple)\b")
_ADDRESS = re.compile(r'descr="data:[^"]*"')
_LOOSE_ROW = re.compile(r"<w:tr>(?!\s*<w:trPr>)")
_SIZE = re.compile(r'(<w:sz(?:Cs)? w:val=")(\d+)')
_STYLE = re.compile(r"<w:style .*?</w:style>", re.DOTALL)
_SPACE = re.compile(r'(w:(?:before|after)=")(\d+)')
_LINES = re.compile(r'w:line="\d+" w:lineRule="auto"')
_SINGLE = 'w:line="240" w:lineRule="auto"'
_LARGER, _CLOSER = 1.18, 0.65
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:language>{locale}</dc:language>'
    "</cp:coreProperties>"
)
_APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>kronobarn</Application></Properties>"
)


def docx(blocks: Blocks, page: Page, pictures: Mapping[str, str]) -> bytes:
    """The document as a Word file; `pictures` holds the SVG for each picture name.

    Raises NotFound without the extra, Unreadable when the letterhead cannot be used.
    """
    drawn = {name: f"data:image/png;base64,{b64encode(png(svg)).decode()}" for name, svg in pictures.items()}
    meta = {"lang": _LOCALES[page.language]}
    made = _convert(json.encode(tree(parted(blocks), drawn, meta)).decode(), _paper(page.letterhead))
    return _packed(dict(_signed_parts(made, page)))


def _paper(own: str) -> Path | Traversable:
    """The letterhead; raises Unreadable where a municipality's own is no Word file, NotFound where ours is gone."""
    if own:
        file = Path(own)
        if file.is_symlink() or not file.is_file() or not is_zipfile(file):
            raise _damaged(own)
        return file
    resource = shipped("templates").joinpath(LETTERHEAD)
    if not resource.is_file():
        raise missing(resource)
    return resource


def _convert(source: str, letterhead: Path | Traversable) -> bytes:
    try:
        from pypandoc import convert_text
    except ImportError:
        raise missing_extra() from None
    with as_file(letterhead) as paper:
        try:
            made = convert_text(
                source,
                to="docx",
                format="json",
                outputfile="-",
                extra_args=[f"--reference-doc={paper}"],
                verify_format=False,
                sandbox=True,
            )
        except (RuntimeError, OSError):
            # Pandoc's own words could hold the document's.
            raise _damaged(str(letterhead)) from None
    return bytes(made)


def _signed_parts(made: bytes, page: Page) -> Iterator[tuple[str, bytes]]:
    """Every part of the file, with stamp and footer in place and nothing that tells of anybody."""
    try:
        with ZipFile(BytesIO(made)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    except BadZipFile:
        raise _damaged(page.letterhead) from None
    edges = {name: data.decode() for name, data in parts.items() if _EDGE.fullmatch(name)}
    pages = _pages(parts)
    edges = {name: _completed(text, pages.get(name, "")) for name, text in edges.items()}
    _must_have_places(edges, pages)
    for name, data in (parts | {name: text.encode() for name, text in edges.items()}).items():
        yield name, _part(name, data, page)


def _pages(parts: Mapping[str, bytes]) -> dict[str, str]:
    """For which pages each header and footer is: `default`, `first` or `even`."""
    relations = (dict(_ATTRIBUTE.findall(one)) for one in _tags(_RELATION, parts, "word/_rels/document.xml.rels"))
    names = {one["Id"]: "word/" + one["Target"].removeprefix("/word/") for one in relations}
    references = (dict(_ATTRIBUTE.findall(one)) for one in _tags(_REFERENCE, parts, "word/document.xml"))
    return {names[one["r:id"]]: one["w:type"] for one in references if one.get("r:id") in names}


def _tags(pattern: re.Pattern[str], parts: Mapping[str, bytes], name: str) -> list[str]:
    return pattern.findall(parts.get(name, b"").decode())


def _completed(text: str, pages: str) -> str:
    """A header or footer that Word left empty for first or even pages gets our paragraphs; others stay as they are."""
    if pages not in {"first", "even"} or _FILLED.search(text) or '<w:pStyle w:val="Kronobarn' in text:
        return text
    kind, end = ("header", "</w:hdr>") if "</w:hdr>" in text else ("footer", "</w:ftr>")
    ours = "".join(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p>' for style in _WANTED[kind])
    return text.replace(end, ours + end)


def _must_have_places(edges: Mapping[str, str], pages: Mapping[str, str]) -> None:
    """Raise Unreadable with every header and footer that lacks a paragraph for the stamp, the footer or the number."""
    lacking = []
    for kind, styles in _WANTED.items():
        texts = {name: text for name, text in edges.items() if f"/{kind}" in name} or {"": ""}
        for name, text in texts.items():
            place = _place(kind, pages.get(name, ""))
            lacking += [(place, SHOWN[style]) for style in styles if not _styled(style).search(text)]
    if lacking:
        sentence = _("{place} lacks a paragraph with the style {style}")
        details = tuple(sentence.format(place=place, style=style) for place, style in dict.fromkeys(lacking))
        raise Unreadable(_("The Word letterhead cannot be used."), _ANEW, details)


def _place(kind: str, pages: str) -> str:
    """Which header or footer it is, as Word calls it."""
    if kind == "header":
        named = {"first": _("the header of the first page"), "even": _("the header of even pages")}
        return named.get(pages, _("the header"))
    named = {"first": _("the footer of the first page"), "even": _("the footer of even pages")}
    return named.get(pages, _("the footer"))


def _part(name: str, data: bytes, page: Page) -> bytes:
    if name == "docProps/core.xml":
        return (_XML + _CORE.format(title=escape(page.title), locale=_LOCALES[page.language])).encode()
    if name == "docProps/app.xml":
        return (_XML + _APP).encode()
    if name == "word/document.xml":
        # Pandoc gives a picture's whole address as its second description, and lets a row be split by a page's end.
        named = _ADDRESS.sub('descr=""', data.decode())
        return _LOOSE_ROW.sub(r"\g<0><w:trPr><w:cantSplit/></w:trPr>", kept_together(named)).encode()
    if name == "word/styles.xml" and page.large:
        return _LINES.sub(_SINGLE, _STYLE.sub(_larger, data.decode())).encode()
    edge = _EDGE.fullmatch(name)
    return _with_edge(edge[1], data.decode(), page).encode() if edge else data


def _larger(style: re.Match[str]) -> str:
    """A style with larger letters that stand closer, so that the page stays one; header and footer stay as they are."""
    if any(f'"{own}"' in style[0] for own in (STAMP, FOOTER, NUMBER)):
        return style[0]
    larger = _SIZE.sub(lambda found: f"{found[1]}{round(int(found[2]) * _LARGER)}", style[0])
    return _SPACE.sub(lambda found: f"{found[1]}{round(int(found[2]) * _CLOSER)}", larger)


def _with_edge(edge: str, text: str, page: Page) -> str:
    """The header with the stamp in it, or the footer with whose copy it is and the page's number."""
    words = PHRASES[page.language]
    number = f"{_run(words['page'] + ' ')}{_field('PAGE')}{_run(' ' + words['of-pages'] + ' ')}{_field('NUMPAGES')}"
    if edge == "header":
        return _with(text, STAMP, _run(page.stamp))
    return _with(_with(text, FOOTER, _run(page.footer)), NUMBER, number)


def _with(text: str, style: str, runs: str) -> str:
    return _styled(style).sub(lambda found: f"{found[1]}{runs}{found[2]}", text)


def _styled(style: str) -> re.Pattern[str]:
    """A paragraph of this style: its opening with properties, what stands in it, its end."""
    inside = r"(?:(?!</w:p>).)*"
    opening = rf'<w:p[ >](?:(?!<w:p[ >]|</w:p>).)*<w:pStyle w:val="{style}"\s*/>(?:(?!</w:p>).)*?</w:pPr>'
    return re.compile(rf"({opening}){inside}(</w:p>)", re.DOTALL)


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr="{name}">{_run("1")}</w:fldSimple>'


def _packed(parts: Mapping[str, bytes]) -> bytes:
    whole = BytesIO()
    with ZipFile(whole, "w") as package:
        for name, data in parts.items():
            about = ZipInfo(name, _FIRST_MOMENT)
            about.compress_type = ZIP_DEFLATED
            package.writestr(about, data)
    return whole.getvalue()


def _damaged(letterhead: str) -> KronobarnError:
    """What is said of a letterhead that pandoc cannot read: one of theirs, or the shipped one."""
    if str(shipped("templates").joinpath(LETTERHEAD)) == letterhead or not letterhead:
        return missing(Path(letterhead or LETTERHEAD))
    sentence = _("The Word letterhead {path} is not a Word file, or it is damaged.")
    return Unreadable(sentence.format(path=letterhead), _ANEW)
