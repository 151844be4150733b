"""A table with many columns is readable on paper: in parts that fit, with nothing lost and nothing said twice."""

from io import BytesIO
from itertools import pairwise

import pypdfium2
import pytest
from docx import Document

from kronobarn_cli.render.formats import convert
from kronobarn_cli.render.forms import markdown
from kronobarn_cli.render.forms.blocks import Table, words
from kronobarn_cli.render.forms.page import Page
from kronobarn_cli.render.forms.wide_tables import parted
from tests.render.samples import TODAY

PAGE = Page("sv", "Prov", "", "Sidfot", TODAY)
MOST = 7


def _wide(count: int) -> str:
    """A table of so many columns and two rows."""
    names = [f"Elevhälsomottagning{number}" for number in range(count)]
    rows = [[f"r{row}c{number}." for number in range(count)] for row in range(2)]
    return "# Prov\n\n" + "\n".join(f"| {' | '.join(row)} |" for row in (names, ["---"] * count, *rows)) + "\n"


def _tables(count: int) -> list[Table]:
    return [one for one in parted(markdown.read(_wide(count), {})) if isinstance(one, Table)]


@pytest.mark.parametrize("count", range(1, 40))
def test_every_cell_is_kept_once_beside_its_row(count: int) -> None:
    tables = _tables(count)
    for row in range(3):
        lines = [(table.head, *table.rows)[row] for table in tables]
        assert {words(line[0]) for line in lines} == {words(lines[0][0])}
        said = [words(cell) for line in lines for cell in line[1:]]
        start = "Elevhälsomottagning{}" if row == 0 else f"r{row - 1}c{{}}."
        assert said == [start.format(number) for number in range(1, count)]


@pytest.mark.parametrize("count", range(1, 40))
def test_parts_fit_a_page_and_are_alike(count: int) -> None:
    sizes = [len(table.head) for table in _tables(count)]
    assert max(sizes) <= MOST
    assert max(sizes) - min(sizes) <= 1
    assert len(sizes) == 1 or count > MOST


def test_a_table_in_a_list_or_a_quotation_is_parted_too() -> None:
    deep = "\n".join(f"> {line}" for line in _wide(12).splitlines()[2:])
    [quote] = parted(markdown.read(deep, {}))
    assert len(quote.blocks) == 2  # type: ignore[union-attr]


def test_words_in_a_table_of_sixteen_voices_do_not_run_into_each_other() -> None:
    [page, *_] = pypdfium2.PdfDocument(convert(_wide(17), "pdf", PAGE, {}))
    text = page.get_textpage()
    searched = [text.search(f"r0c{number}.").get_next() for number in range(1, 17)]
    boxes = [text.get_charbox(found[0]) for found in searched if found]
    assert len(boxes) == 16
    for (left, bottom, *_rest), (next_left, next_bottom, *_more) in pairwise(boxes):
        assert next_left - left > 45 or bottom - next_bottom > 20  # room for a word, or the next table


def test_word_gets_the_same_parts() -> None:
    tables = Document(BytesIO(convert(_wide(17), "docx", PAGE, {}))).tables
    assert [len(table.columns) for table in tables] == [6, 6, 7]
