"""Every Word file opens in a real word processor with the same text, and tells of nobody outside its text."""

import os
import re
import zipfile
from io import BytesIO
from itertools import groupby, pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from docx import Document

from kronobarn_cli import i18n
from kronobarn_cli.errors import Unreadable
from kronobarn_cli.render.documents import Style, find, render
from kronobarn_cli.render.forms import markdown
from kronobarn_cli.render.forms.blocks import Block, Blocks, Heading, Items, Paragraph, Quote, Table, words
from kronobarn_cli.render.forms.page import LETTERHEAD
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
    return _agenda(folder)


def _agenda(folder: Path) -> bytes:
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
    ("part", "before", "after", "place", "style"),
    [
        ("word/footer1.xml", "KronobarnFooter", "Footer", "footer", "Kronobarn sidfot"),
        ("word/footer1.xml", "KronobarnNumber", "Footer", "footer", "Kronobarn sidnummer"),
        ("word/header1.xml", "KronobarnStamp", "Header", "header", "Kronobarn stämpel"),
    ],
)
def test_what_a_letterhead_lacks_is_named_as_word_shows_it(
    tmp_path: Path, part: str, before: str, after: str, place: str, style: str
) -> None:
    with pytest.raises(Unreadable) as caught:
        _with_letterhead(tmp_path / "mallar", _changed(part, before, after))
    [said] = caught.value.details
    assert said == _lacks(f"the {place}", style)


def _lacks(place: str, style: str) -> str:
    return i18n._("{place} lacks a paragraph with the style {style}").format(place=i18n._(place), style=style)


@pytest.mark.parametrize(
    "data",
    [b"", b"not a zip file", _changed("word/document.xml", "<w:body>", "<w:bod>")],
    ids=["empty", "no-zip", "broken"],
)
def test_a_letterhead_that_is_no_word_file_is_told_of(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        _with_letterhead(tmp_path / "mallar", data)
    assert str(tmp_path / "mallar" / LETTERHEAD) in caught.value.sentence
    assert "Kronobarn" not in caught.value.sentence


def test_a_letterhead_that_is_a_folder_or_a_link_is_not_passed_over(tmp_path: Path) -> None:
    """A page of ours in its place would look like theirs, without their name on it."""
    for name in ("mapp", "länk"):
        place = tmp_path / name / LETTERHEAD
        place.parent.mkdir(parents=True)
        if name == "mapp":
            place.mkdir()
        elif os.name != "nt":
            place.symlink_to(letterhead.TARGET)
        else:
            continue
        with pytest.raises(Unreadable):
            _agenda(tmp_path / name)


def _with_other_first_page(header: str) -> bytes:
    """The letterhead as Word leaves it when "different first page" is ticked, with this in the first page's header."""
    document = Document(str(letterhead.TARGET))
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = header
    section.first_page_footer.paragraphs[0].text = ""
    whole = BytesIO()
    document.save(whole)
    return whole.getvalue()


def test_an_empty_first_page_gets_stamp_and_footer_too(tmp_path: Path) -> None:
    made = Document(BytesIO(_with_letterhead(tmp_path / "mallar", _with_other_first_page(""))))
    [section] = made.sections
    assert section.different_first_page_header_footer
    for header, footer in (
        (section.header, section.footer),
        (section.first_page_header, section.first_page_footer),
    ):
        assert "ÖVNING" in "".join(one.text for one in header.paragraphs)
        assert "k7mtr · version 7" in "".join(one.text for one in footer.paragraphs)


def test_a_first_page_with_words_of_its_own_is_asked_to_leave_room(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        _with_letterhead(tmp_path / "mallar", _with_other_first_page("Skogsby kommun"))
    assert caught.value.details == (_lacks("the header of the first page", "Kronobarn stämpel"),)


def test_a_title_cannot_break_out() -> None:
    """Only the footer holds what a settings file may say: here the municipality."""
    making = next(one for one in makings("k7mtr") if one.document.name == "agenda")
    style = Style(terms("sv"), "sv", TODAY, municipality='</w:t></w:r><w:p>"&<')
    parts = _parts(render(making.document, making.plan, making.audience, "docx", style).data)
    footer = ET.fromstring(parts["word/footer1.xml"])
    assert "".join(one.text or "" for one in footer.iter(f"{W}t")).startswith('</w:t></w:r><w:p>"&< · barnets plan')


def test_what_belongs_together_stays_on_a_page() -> None:
    led = 0
    for making in _one_of_each("k7mtr"):
        document = ET.fromstring(_parts(making.made("docx").data)["word/document.xml"])
        [body] = document
        for before, after in pairwise(body):
            if before.tag == f"{W}p" and _deep(before) < _deep(after):
                assert before.find(f"{W}pPr/{W}keepNext") is not None, (making.name, "".join(before.itertext()))
                led += 1
        for table in body.iter(f"{W}tbl"):
            *rows, last = table.iter(f"{W}tr")
            assert all(one.find(f"{W}pPr/{W}keepNext") is not None for row in rows for one in row.iter(f"{W}p"))
            assert not list(last.iter(f"{W}keepNext")), making.name
    assert led > 20


def _deep(part: ET.Element) -> int:
    """How deep in a list a paragraph stands: -1 outside one."""
    level = part.find(f"{W}pPr/{W}numPr/{W}ilvl")
    return int(level.get(f"{W}val") or 0) if level is not None else -1


def test_lines_to_write_on_are_lines_of_their_own() -> None:
    """Word draws one frame around paragraphs with the same border, unless there is one between them."""
    styles = ET.fromstring(_parts(letterhead.TARGET.read_bytes())["word/styles.xml"])
    [line] = [one for one in styles.iter(f"{W}style") if one.get(f"{W}styleId") == "KronobarnWritingLine"]
    assert {one.tag for one in line.iterfind(f"{W}pPr/{W}pBdr/*")} == {f"{W}bottom", f"{W}between"}
