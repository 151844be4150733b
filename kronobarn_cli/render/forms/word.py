"""The only importer of pypandoc: a document as a Word file, on the shipped letterhead or a municipality's own.

Laws: pandoc gets the document as data and may read no file but the letterhead; the file tells neither a name nor a
moment, and the same document gives the same bytes.
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

from kronobarn_cli.render.forms.blocks import Blocks
from kronobarn_cli.render.forms.letterhead import FOOTER, NUMBER, STAMP, damaged, paper, with_edges
from kronobarn_cli.render.forms.page import Page
from kronobarn_cli.render.forms.pandoc_tree import Drawn, tree
from kronobarn_cli.render.forms.typesetting import missing_extra, png
from kronobarn_cli.render.forms.wide_tables import parted
from kronobarn_cli.render.forms.word_pages import kept_together
from kronobarn_cli.render.pictures.lettering import is_low

_LOCALES = {"sv": "sv-SE", "en": "en-GB"}
_WIDTH, _WHOLE_WIDTH = "10.5cm", "16.5cm"
_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
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
    drawn = {name: _drawn(svg) for name, svg in pictures.items()}
    meta = {"lang": _LOCALES[page.language]}
    made = _convert(json.encode(tree(parted(blocks), drawn, meta)).decode(), paper(page.letterhead))
    return _packed(dict(_signed_parts(made, page)))


def _drawn(svg: str) -> Drawn:
    address = f"data:image/png;base64,{b64encode(png(svg)).decode()}"
    return Drawn(address, _WHOLE_WIDTH if is_low(svg) else _WIDTH)


def _convert(source: str, letterhead: Path | Traversable) -> bytes:
    try:
        from pypandoc import convert_text
    except ImportError:
        raise missing_extra() from None
    with as_file(letterhead) as reference:
        try:
            made = convert_text(
                source,
                to="docx",
                format="json",
                outputfile="-",
                extra_args=[f"--reference-doc={reference}"],
                verify_format=False,
                sandbox=True,
            )
        except (RuntimeError, OSError):
            # Pandoc's own words could hold the document's.
            raise damaged(str(letterhead)) from None
    return bytes(made)


def _signed_parts(made: bytes, page: Page) -> Iterator[tuple[str, bytes]]:
    """Every part of the file, with stamp and footer in place and nothing that tells of anybody."""
    try:
        with ZipFile(BytesIO(made)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    except BadZipFile:
        raise damaged(page.letterhead) from None
    for name, data in with_edges(parts, page).items():
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
    return data


def _larger(style: re.Match[str]) -> str:
    """A style with larger letters that stand closer, so that the page stays one; header and footer stay as they are."""
    if any(f'"{own}"' in style[0] for own in (STAMP, FOOTER, NUMBER)):
        return style[0]
    larger = _SIZE.sub(lambda found: f"{found[1]}{round(int(found[2]) * _LARGER)}", style[0])
    return _SPACE.sub(lambda found: f"{found[1]}{round(int(found[2]) * _CLOSER)}", larger)


def _packed(parts: Mapping[str, bytes]) -> bytes:
    whole = BytesIO()
    with ZipFile(whole, "w") as package:
        for name, data in parts.items():
            about = ZipInfo(name, _FIRST_MOMENT)
            about.compress_type = ZIP_DEFLATED
            package.writestr(about, data)
    return whole.getvalue()
