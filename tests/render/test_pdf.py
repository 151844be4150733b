"""Every PDF is tagged, says what language it is in, and tells nothing of anybody outside its text.

`pdfua` looks at the part of PDF/UA-1 that a program from the package index can look at; the rest of the standard
(and all of PDF/A) is refused by the typesetter itself when it is broken. Neither is a full conformance check.
"""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
import pypdfium2
import pytest

from tests.render.made import Making, makings
from tests.render.samples import SAMPLES

LANGUAGES = {"sv": "sv", "en": "en"}


def _faults(path: Path) -> list[Any]:
    """What the checker of PDF/UA finds."""
    return [finding for outcome in pdfua.validate(str(path)).outcomes for finding in outcome.findings]


def _tags(node: Any) -> Iterator[Any]:
    """Every element of the structure, from the top and in reading order."""
    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from _tags(one)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        if "/K" in node:
            yield from _tags(node["/K"])


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_document_is_tagged_and_whole(sample: str, tmp_path: Path) -> None:
    read = 0
    for making in makings(sample):
        path = tmp_path / f"{making.name}.pdf"
        path.write_bytes(making.made("pdf").data)
        assert _faults(path) == [], making.name
        with pikepdf.open(path) as file:
            _tells_of_nobody(file, making)
            _is_tagged(file, making)
            _has_headings_in_order(file, making)
            _has_tables_with_scope(file, making)
            _has_words_for_pictures(file, making)
            _runs_nothing(file, making)
        read += 1
    assert read >= 8


def _is_tagged(file: Any, making: Making) -> None:
    root = file.Root
    assert root.MarkInfo.Marked is True, making.name
    assert str(root.Lang) == LANGUAGES[making.language], making.name
    assert root.ViewerPreferences.DisplayDocTitle is True, making.name
    assert str(next(_tags(root.StructTreeRoot.K))["/S"]) == "/Document"
    with file.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1", making.name
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A"), making.name


def _has_headings_in_order(file: Any, making: Making) -> None:
    levels = [
        int(found[1]) for tag in _tags(file.Root.StructTreeRoot.K) if (found := re.match(r"/H(\d)", str(tag["/S"])))
    ]
    assert levels[:1] == [1], making.name
    assert levels.count(1) == 1, making.name
    assert all(after <= before + 1 for before, after in pairwise(levels)), (making.name, levels)


def _has_tables_with_scope(file: Any, making: Making) -> None:
    text = making.made("md").text
    tables = [tag for tag in _tags(file.Root.StructTreeRoot.K) if tag["/S"] == "/Table"]
    assert len(tables) == len(re.findall(r"^\| --- ", text, re.MULTILINE)), making.name
    for table in tables:
        heads = [tag for tag in _tags(table) if tag["/S"] == "/TH"]
        assert heads
        assert all(any(one.get("/Scope") == "/Column" for one in head["/A"]) for head in heads), making.name


def _has_words_for_pictures(file: Any, making: Making) -> None:
    figures = [tag for tag in _tags(file.Root.StructTreeRoot.K) if tag["/S"] == "/Figure"]
    pictures = re.findall(r"^!\[(.+)\]\(", making.made("md").text, re.MULTILINE)
    assert [str(figure["/Alt"]) for figure in figures] == pictures, making.name


def _tells_of_nobody(file: Any, making: Making) -> None:
    said = {str(key): str(value) for key, value in file.docinfo.items()}
    assert set(said) == {"/Title", "/Creator", "/CreationDate", "/ModDate"}
    assert re.fullmatch(rf".+ {making.plan.code}", said["/Title"])
    assert making.plan.child.name is None or making.plan.child.name not in said["/Title"]
    assert re.fullmatch(r"Typst [\d.]+", said["/Creator"])
    assert "/EmbeddedFiles" not in file.Root.get("/Names", {})


def _runs_nothing(file: Any, making: Making) -> None:
    for found in file.objects:
        if isinstance(found, pikepdf.Dictionary):
            assert not {"/JS", "/JavaScript", "/OpenAction", "/AA", "/Launch", "/URI"} & set(found.keys()), making.name


def test_the_same_document_on_the_same_day_is_the_same_to_the_byte() -> None:
    for _, group in groupby(makings("full"), key=lambda making: making.document.name):
        making = next(group)
        assert making.made("pdf").data == making.made("pdf").data, making.name


def test_the_stamp_and_the_footer_are_on_every_page() -> None:
    for making in makings("k7mtr"):
        document = pypdfium2.PdfDocument(making.made("pdf").data)
        pages = [page.get_textpage().get_text_bounded() for page in document]
        stamp = {"sv": "ÖVNING", "en": "PRACTICE"}[making.language]
        for number, text in enumerate(pages, 1):
            assert stamp in text, making.name
            assert "k7mtr · version 7" in text, making.name
            assert re.search(rf"(Sida|Page) {number} (av|of) {len(pages)}", text), making.name
