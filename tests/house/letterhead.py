"""The Word letterhead as a recipe: `python -m tests.house.letterhead` makes `templates/frames/page.docx` anew.

A Word file cannot be read in a diff; this can. The names that pandoc gives to its paragraphs stand here.
"""

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from kronobarn_cli.render.forms.letterhead import FOOTER, NUMBER, SHOWN, STAMP
from kronobarn_cli.render.forms.pandoc_tree import WRITING_LINE

TARGET = Path(__file__).parents[2] / "templates" / "frames" / "page.docx"
INK, SOFT, MARK = RGBColor(0x1B, 0x1B, 0x1B), RGBColor(0x4A, 0x4A, 0x4A), "0B4F6C"
TINT, LINE = "F4F2EE", "8A8A8A"
FONT = "Segoe UI"


def made() -> bytes:
    """The letterhead, the same bytes each time."""
    document = Document()
    _page(document)
    _styles(document)
    _edges(document)
    return _steady(document)


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = Mm(20)
    section.bottom_margin = Mm(22)
    section.header_distance = Mm(10)


def _styles(document: Any) -> None:
    styles = document.styles
    for style in [one for one in styles if one.type == WD_STYLE_TYPE.TABLE and one.name != "Normal Table"]:
        style.delete()
    _letters(styles["Normal"], 11)
    _space(styles["Normal"], 0, 6)
    lower = tuple((f"Heading {level}", 11, 10, 3) for level in (4, 5, 6))
    upper = (("Heading 1", 18, 0, 10), ("Heading 2", 14, 16, 6), ("Heading 3", 12, 12, 4))
    for name, size, before, after in (*upper, *lower):
        _letters(styles[name], size, bold=True)
        _space(styles[name], before, after)
        styles[name].paragraph_format.keep_with_next = True
    for name in ("Body Text", "First Paragraph", "Compact", "Block Text", WRITING_LINE):
        style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _letters(style, 11)
        _space(style, 4 if name == "First Paragraph" else 0, 2 if name == "Compact" else 6)
    _edge(styles["Block Text"], "left", 24, MARK)
    shading = _placed(styles["Block Text"].element.get_or_add_pPr(), OxmlElement("w:shd"))
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", TINT)):
        shading.set(qn(f"w:{key}"), value)
    styles["Block Text"].paragraph_format.left_indent = Mm(4)
    # Lines that follow each other would be drawn as one frame; "between" gives each its own.
    _edge(styles[WRITING_LINE], "bottom", 4, LINE)
    _edge(styles[WRITING_LINE], "between", 4, LINE)
    _space(styles[WRITING_LINE], 14, 6)
    _table(styles)


def _letters(style: Any, size: float, *, bold: bool = False, colour: RGBColor = INK) -> None:
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
    style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(kind), None)
    for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(kind), FONT)


def _space(style: Any, before: float, after: float) -> None:
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _edge(style: Any, side: str, width: int, colour: str) -> None:
    properties = style.element.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    borders = _placed(properties, OxmlElement("w:pBdr")) if borders is None else borders
    _added(borders, f"w:{side}", val="single", sz=str(width), space="4", color=colour)


def _placed(properties: Any, element: Any) -> Any:
    """The element where Word's format wants it: before the spacing, which stands there already."""
    properties.insert_element_before(element, "w:spacing", "w:ind", "w:jc")
    return element


def _table(styles: Any) -> None:
    style = styles.add_style("Table", WD_STYLE_TYPE.TABLE)
    properties = _added(style.element, "w:tblPr")
    borders = _added(properties, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _added(borders, f"w:{side}", val="single", sz="4", space="0", color=LINE)
    margins = _added(properties, "w:tblCellMar")
    for side in ("left", "right"):
        _added(margins, f"w:{side}", w="100", type="dxa")
    first = _added(style.element, "w:tblStylePr", type="firstRow")
    _added(_added(first, "w:rPr"), "w:b")
    _added(_added(first, "w:tcPr"), "w:shd", val="clear", color="auto", fill=TINT)


def _edges(document: Any) -> None:
    section = document.sections[0]
    _own(document, STAMP, section.header.paragraphs[0], 9, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER)
    _own(document, FOOTER, section.footer.paragraphs[0], 8, colour=SOFT)
    _own(document, NUMBER, section.footer.add_paragraph(), 8, colour=SOFT, align=WD_ALIGN_PARAGRAPH.RIGHT)


def _own(
    document: Any,
    name: str,
    paragraph: Any,
    size: float,
    *,
    align: Any = None,
    bold: bool = False,
    colour: RGBColor = INK,
) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    _letters(style, size, bold=bold, colour=colour)
    _space(style, 0, 0)
    style.paragraph_format.alignment = align
    style.element.find(qn("w:name")).set(qn("w:val"), SHOWN[name])
    paragraph.style = style


def _added(parent: Any, name: str, **attributes: str) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    parent.append(element)
    return element


def _steady(document: Any) -> bytes:
    """The file without a moment, a name or a picture of itself, packed in a fixed order."""
    core = document.core_properties
    core.author = core.last_modified_by = core.comments = core.title = ""
    first, whole = BytesIO(), BytesIO()
    document.save(first)
    with ZipFile(first) as packed, ZipFile(whole, "w") as steady:
        for name in sorted(packed.namelist()):
            about = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            about.compress_type = ZIP_DEFLATED
            steady.writestr(about, packed.read(name))
    return whole.getvalue()


if __name__ == "__main__":
    TARGET.write_bytes(made())
