"""Markdown to text that reads well aloud, and to a page that fetches nothing."""

from datetime import date

import pytest

from kronobarn_cli.errors import Unreadable
from kronobarn_cli.model.view import Audience, AudienceKind, view
from kronobarn_cli.render.documents import Style, find, render
from kronobarn_cli.render.formats import convert
from kronobarn_cli.render.forms.page import Page
from tests.render.samples import TODAY, full, terms

DAY = date(2026, 3, 19)
PAGE = Page("sv", "Prov", "ÖVNING", 'k7mtr · för "alla" </style><script>', DAY)


def html(markdown: str, page: Page = PAGE, pictures: dict[str, str] | None = None) -> str:
    return convert(markdown, "html", page, pictures or {}).decode()


def txt(markdown: str, pictures: dict[str, str] | None = None) -> str:
    return convert(markdown, "txt", PAGE, pictures or {}).decode()


def test_a_table_is_read_as_sentences() -> None:
    table = "| Vem | Vad |\n| --- | --- |\n| skolan | ringer |\n| mamma | Kommer! |\n\nefter\n"
    assert txt(table) == "Vem: skolan. Vad: ringer.\n\nVem: mamma. Vad: Kommer!\n\nefter\n"


def test_lists_and_headings_are_plain() -> None:
    lists = "# A\n\n- ett\n- två\n\n  - tre\n\n1. fyra\n2. fem\n\n"
    text = lists + "> sex\n\n![bild](x.svg)\n\n**sju** `åtta`\\\nnio\n"
    assert (
        txt(text, {"x.svg": "<svg></svg>"}) == "A\n\n- ett\n- två\n  - tre\n\n1. fyra\n2. fem\n\nsex\n\nsju åtta\nnio\n"
    )


def test_a_table_has_headings_for_columns_and_can_be_scrolled_by_keyboard() -> None:
    page = html("| a |\n| --- |\n| b |\n")
    assert '<th scope="col">a</th>' in page
    assert 'role="group" tabindex="0" aria-label="Tabell' in page


@pytest.mark.parametrize("source", ["http://spion/p.png", "data:image/png;base64,AA", "../x.svg", "javascript:x"])
def test_only_our_own_picture_is_shown(source: str) -> None:
    page = html(f"![orden <b>]({source})\n\n![hjulet](k7mtr-wheel.svg)\n", PAGE, {"k7mtr-wheel.svg": "<svg></svg>"})
    body = page.partition("<main>")[2]
    assert "<img" not in body
    assert "<svg></svg>" in body
    assert "src=" not in body


def test_raw_html_and_odd_links_stay_text() -> None:
    body = html("<script>a</script>\n\n[x](javascript:alert(1))\n\n<b>c</b>\n").partition("<main>")[2]
    assert "<script" not in body
    assert "<b>" not in body
    assert "href" not in body


@pytest.mark.parametrize("form", ["html", "md", "txt"])
def test_the_footer_is_seen_text_too(form: str) -> None:
    reader, document = Audience(kind=AudienceKind.ARCHIVE), find("plan")
    assert document is not None
    style = Style(terms("sv"), "sv", TODAY, municipality="för \u202eannan \ud800")
    text = render(document, view(full(), reader, TODAY), reader, form, style).text
    assert "\u202e" not in text
    assert "för \\u202eannan \\ud800" in text.replace("\\\\", "\\")


def test_a_page_is_whole_and_says_whose_it_is() -> None:
    page = html("# Prov\n")
    assert page.startswith('<!doctype html>\n<html lang="sv">')
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in page
    assert "<script" not in page
    assert page.count("</style>") == 1
    assert "\\000020f\\0000f6r\\000020" in page  # the footer of every printed page, as CSS spells it
    assert "ÖVNING" in page.partition("<body>")[2]


@pytest.mark.parametrize("form", ["html", "txt", "docx", "pdf"])
@pytest.mark.parametrize("text", ["## first\n", "# one\n\n### three\n", "# one\n\n## two\n\n#### four\n"])
def test_headings_that_skip_a_level_are_refused_in_every_form(form: str, text: str) -> None:
    with pytest.raises(Unreadable, match="#"):
        convert(text, form, PAGE, {})


@pytest.mark.parametrize("text", ["no heading\n", "# one\n\n## two\n\n### three\n\n# one\n"])
def test_headings_in_order_are_well(text: str) -> None:
    assert convert(text, "pdf", PAGE, {}).startswith(b"%PDF")
