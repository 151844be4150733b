"""Every Word file opens in a real word processor with the same text, and tells of nobody outside its text."""

import re
import zipfile
from io import BytesIO
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from kronobarn_cli.errors import Unreadable
from kronobarn_cli.render import markdown
from kronobarn_cli.render.blocks import Block, Blocks, Heading, Items, Paragraph, Quote, Table, words
from kronobarn_cli.render.documents import Style, find, render
from kronobarn_cli.render.page import LETTERHEAD
from tests.house import letterhead
from tests.render.made import Making, makings
from tests.render.office import opened
from tests.render.samples import TODAY, example, terms

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LOCALES = {"sv": "sv-SE", "en": "en-GB"}
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def _one_of_each(sample: str) -> list[Making]:
    """Each document in each language, for the first who may have it."""
    ordered = sorted(makings(sample), key=lambda making: (making.document.name, making.language))
    return [next(group) for _, group in groupby(ordered, key=lambda making: (making.document.name, making.language))]


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: package.read(name) for name in package.namelist()}


def _said(blocks: Blocks) -> list[str]:
    """Every word of the blocks, in reading order."""
    return [word for block in blocks for word in _words_of(block)]


def _words_of(block: Block) -> list[str]:
    match block:
        case Heading() | Paragraph():
            return words(block.parts).split()
        case Quote():
            return _said(block.blocks)
        case Items():
            return [word for item in block.items for word in _said(item)]
        case Table():
            lines = [*block.head, *(cell for row in block.rows for cell in row)]
            return [word for line in lines for word in words(line).split()]
        case _:
            return []


def _body(making: Making) -> Blocks:
    """What stands between stamp and footer, as blocks."""
    text = making.made("md")
    blocks = markdown.read(text.text, dict(text.pictures))
    return blocks[1 if making.plan.practice else 0 : -2]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Making, bytes, ET.Element]]:
    """What we made, and what LibreOffice made of it."""
    place = tmp_path_factory.mktemp("office")
    made = {
        making.name: (making, making.made("docx").data) for name in ("full", "k7mtr") for making in _one_of_each(name)
    }
    for name, (_, data) in made.items():
        (place / f"{name}.docx").write_bytes(data)
    files = opened([place / f"{name}.docx" for name in made], "fodt", place)
    return {file.stem: (*made[file.stem], ET.fromstring(file.read_bytes())) for file in files}


def test_a_real_word_processor_finds_the_same_text(office: dict[str, tuple[Making, bytes, ET.Element]]) -> None:
    for name, (making, _, understood) in office.items():
        body = understood.find(f"{OFFICE}body/{OFFICE}text")
        assert body is not None
        texts = (_visible(one) for one in body.iter() if one.tag in {f"{TEXT}p", f"{TEXT}h"})
        assert [word for text in texts for word in text.split()] == _said(_body(making)), name


def _visible(paragraph: ET.Element) -> str:
    """The words of a paragraph; tabs, breaks and runs of spaces are elements of their own, a picture's words are not here."""
    gaps = {f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break"}
    found = paragraph.text or ""
    for child in paragraph:
        inside = " " if child.tag in gaps else _visible(child) if child.tag.startswith(TEXT) else ""
        found += inside + (child.tail or "")
    return found


def test_heading_rows_are_heading_rows_there_too(office: dict[str, tuple[Making, bytes, ET.Element]]) -> None:
    seen = 0
    for name, (making, _, understood) in office.items():
        tables = list(understood.iter(f"{TABLE}table"))
        expected = [block for block in _body(making) if isinstance(block, Table)]
        assert len(tables) == len(expected), name
        for table in tables:
            assert len(table.findall(f"{TABLE}table-header-rows/{TABLE}table-row")) == 1, name
        seen += len(tables)
    assert seen > 4


def test_language_heading_rows_and_words_for_pictures_stand_in_the_file() -> None:
    pictures = 0
    for making in (*_one_of_each("k7mtr"), *_one_of_each("full")):
        parts = _parts(making.made("docx").data)
        styles, document = ET.fromstring(parts["word/styles.xml"]), ET.fromstring(parts["word/document.xml"])
        assert {one.get(f"{W}val") for one in styles.iter(f"{W}lang")} == {LOCALES[making.language]}, making.name
        for table in document.iter(f"{W}tbl"):
            [head] = [row for row in table.iter(f"{W}tr") if row.find(f"{W}trPr/{W}tblHeader") is not None]
            assert head is table.find(f"{W}tr"), making.name
        shown = re.findall(r"^!\[(.+)\]\(", making.made("md").text, re.MULTILINE)
        described = re.findall(r'<wp:docPr [^>]*descr="([^"]*)"', parts["word/document.xml"].decode())
        assert described == shown, making.name
        assert b'descr="data:' not in parts["word/document.xml"]
        pictures += len(shown)
    assert pictures >= 4


def test_the_file_tells_of_nobody_and_is_the_same_each_time() -> None:
    for making in _one_of_each("full"):
        first, second = making.made("docx").data, making.made("docx").data
        assert first == second, making.name
        parts = _parts(first)
        core = parts["docProps/core.xml"].decode()
        assert re.sub(r"<[^>]*>", " ", core).split() == [
            *re.findall(r"<dc:title>(.*)</dc:title>", core)[0].split(),
            LOCALES[making.language],
        ]
        assert "ord T" not in core
        assert re.sub(rb"<[^>]*>", b"", parts["docProps/app.xml"]).strip() == b"kronobarn"
        assert re.sub(rb"<[^>]*>", b"", parts["docProps/custom.xml"]).strip() == b""
        assert re.sub(rb"<[^>]*>", b"", parts["word/comments.xml"]).strip() == b""
        assert b"rsidRoot" not in parts["word/settings.xml"] or b"ord T" not in parts["word/settings.xml"]


def test_stamp_and_footer_stand_in_header_and_footer() -> None:
    for making in _one_of_each("k7mtr"):
        parts = _parts(making.made("docx").data)
        header, footer = (
            re.sub(rb"<[^>]*>", b"", parts[f"word/{edge}1.xml"]).decode() for edge in ("header", "footer")
        )
        assert {"sv": "ÖVNING", "en": "PRACTICE"}[making.language] in header
        assert "k7mtr · version 7" in footer
        assert b'w:instr="PAGE"' in parts["word/footer1.xml"]


def test_the_childs_page_has_larger_letters() -> None:
    def normal(making: Making) -> int:
        styles = ET.fromstring(_parts(making.made("docx").data)["word/styles.xml"])
        [style] = [one for one in styles.iter(f"{W}style") if one.get(f"{W}styleId") == "BodyText"]
        size = style.find(f"{W}rPr/{W}sz")
        assert size is not None
        return int(size.get(f"{W}val") or 0)

    sizes = {making.document.name: normal(making) for making in _one_of_each("k7mtr")}
    assert sizes["child"] > sizes["plan"] == sizes["agenda"]


def test_the_letterhead_is_the_one_its_recipe_makes() -> None:
    """Made anew with `python -m tests.house.letterhead`."""

    def told(data: bytes) -> dict[str, bytes]:
        return {name: part for name, part in _parts(data).items() if name.startswith("word/")}

    assert told(letterhead.TARGET.read_bytes()) == told(letterhead.made())


def _with_letterhead(folder: Path, data: bytes) -> bytes:
    (folder / "frames").mkdir(parents=True)
    (folder / LETTERHEAD).write_bytes(data)
    plan = example("k7mtr")
    document = find("agenda")
    assert document is not None
    making = next(one for one in makings("k7mtr") if one.document.name == "agenda")
    return render(document, plan, making.audience, "docx", Style(terms("sv"), "sv", TODAY, folder)).data


def _changed(part: str, before: str, after: str) -> bytes:
    whole = BytesIO()
    with zipfile.ZipFile(letterhead.TARGET) as source, zipfile.ZipFile(whole, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(before.encode(), after.encode()) if name == part else data)
    return whole.getvalue()


def test_a_municipality_has_its_own_letterhead(tmp_path: Path) -> None:
    own = _changed("word/header1.xml", "</w:hdr>", "<w:p><w:r><w:t>Skogsby kommun</w:t></w:r></w:p></w:hdr>")
    header = _parts(_with_letterhead(tmp_path / "mallar", own))["word/header1.xml"].decode()
    assert "Skogsby kommun" in header
    assert "ÖVNING" in header


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a zip file",
        _changed("word/footer1.xml", "KronobarnFooter", "Footer"),
        _changed("word/header1.xml", "KronobarnStamp", "Header"),
        _changed("word/document.xml", "<w:body>", "<w:bod>"),
    ],
    ids=["empty", "no-zip", "no-footer", "no-stamp", "broken"],
)
def test_a_letterhead_that_cannot_be_used_is_told_of(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(Unreadable, match="KronobarnStamp"):
        _with_letterhead(tmp_path / "mallar", data)


def test_a_title_cannot_break_out() -> None:
    """Only the footer holds what a settings file may say: here the municipality."""
    making = next(one for one in makings("k7mtr") if one.document.name == "agenda")
    style = Style(terms("sv"), "sv", TODAY, municipality='</w:t></w:r><w:p>"&<')
    parts = _parts(render(making.document, making.plan, making.audience, "docx", style).data)
    footer = ET.fromstring(parts["word/footer1.xml"])
    assert "".join(one.text or "" for one in footer.iter(f"{W}t")).startswith('</w:t></w:r><w:p>"&< · barnets plan')
