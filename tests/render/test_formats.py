"""Markdown to text that reads well aloud, and to a page that fetches nothing."""

import pytest

from kronobarn_cli.render.formats import Page, html, txt

PAGE = Page("sv", "Prov", "ÖVNING", 'k7mtr · för "alla" </style><script>')


def test_a_table_is_read_as_sentences() -> None:
    table = "| Vem | Vad |\n| --- | --- |\n| skolan | ringer |\n| mamma | Kommer! |\n\nefter\n"
    assert txt(table) == "Vem: skolan. Vad: ringer.\n\nVem: mamma. Vad: Kommer!\n\nefter\n"


def test_lists_and_headings_are_plain() -> None:
    lists = "# A\n\n- ett\n- två\n\n  - tre\n\n1. fyra\n2. fem\n\n"
    text = lists + "> sex\n\n![bild](x.svg)\n\n**sju** `åtta`\\\nnio\n"
    assert txt(text) == "A\n\n- ett\n- två\n  - tre\n\n1. fyra\n2. fem\n\nsex\n\nsju åtta\nnio\n"


def test_a_table_has_headings_for_columns_and_can_be_scrolled_by_keyboard() -> None:
    page = html("| a |\n| --- |\n| b |\n", PAGE, {})
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
    body = html("<script>a</script>\n\n[x](javascript:alert(1))\n\n<b>c</b>\n", PAGE, {}).partition("<main>")[2]
    assert "<script" not in body
    assert "<b>" not in body
    assert "href" not in body


def test_the_footer_is_seen_text_too() -> None:
    page = html("# Prov\n", Page("sv", "Prov", "", "för \u202eannan \ud800"), {})
    assert "\u202e" not in page
    assert "för \\u202eannan \\ud800" in page
    assert page.encode("utf8")


def test_a_page_is_whole_and_says_whose_it_is() -> None:
    page = html("# Prov\n", PAGE, {})
    assert page.startswith('<!doctype html>\n<html lang="sv">')
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in page
    assert "<script" not in page
    assert page.count("</style>") == 1
    assert "\\000020f\\0000f6r\\000020" in page  # the footer of every printed page, as CSS spells it
    assert "ÖVNING" in page.partition("<body>")[2]
