"""The only importer of pypandoc: a document as a Word file, on the shipped letterhead or a municipality's own.

Laws: pandoc gets the document as data and may read no file but the letterhead; the stamp and the footer stand in the
letterhead's own paragraphs, found by their style, and a letterhead without them is refused; the file tells neither
a name nor a moment, and the same document gives the same bytes.
"""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from html import escape
from importlib.resources import as_file
from importlib.resources.abc import Traversable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from msgspec import json

from kronobarn_cli.errors import Unreadable
from kronobarn_cli.i18n import _
from kronobarn_cli.render.blocks import Blocks
from kronobarn_cli.render.page import LETTERHEAD, Page
from kronobarn_cli.render.pandoc_tree import tree
from kronobarn_cli.render.phrases import PHRASES
from kronobarn_cli.render.typesetting import missing_extra, png
from kronobarn_cli.render.word_pages import kept_together
from kronobarn_cli.text.resources import shipped

FOOTER, STAMP, NUMBER = "KronobarnFooter", "KronobarnStamp", "KronobarnNumber"
_LOCALES = {"sv": "sv-SE", "en": "en-GB"}
_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
_EDGE = re.compile(r"word/(header|footer)\d*\.xml")
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
    paper = Path(page.letterhead) if page.letterhead else shipped("templates").joinpath(LETTERHEAD)
    made = _convert(json.encode(tree(blocks, drawn, meta)).decode(), paper)
    return _packed(dict(_signed_parts(made, page)))


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
            raise _unusable() from None
    return bytes(made)


def _signed_parts(made: bytes, page: Page) -> Iterator[tuple[str, bytes]]:
    """Every part of the file, with stamp and footer in place and nothing that tells of anybody."""
    try:
        with ZipFile(BytesIO(made)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    except BadZipFile:
        raise _unusable() from None
    kinds = {found[1] for name in parts if (found := _EDGE.fullmatch(name))}
    if kinds != {"header", "footer"}:
        raise _unusable()
    for name, data in parts.items():
        yield name, _part(name, data, page)


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
    filled, count = _styled(style).subn(lambda found: f"{found[1]}{runs}{found[2]}", text)
    if count == 0:
        raise _unusable()
    return filled


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


def _unusable() -> Unreadable:
    sentence = _("The Word letterhead cannot be used. Its header and footer need paragraphs with the styles {styles}.")
    return Unreadable(sentence.format(styles=f"{STAMP}, {FOOTER}, {NUMBER}"), "kronobarn templates copy letterhead")
