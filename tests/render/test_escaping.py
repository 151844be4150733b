"""Text in is text out: whatever people write, a document shows it and keeps its shape."""

from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kronobarn_cli.render.escaping import block, inline, quote
from kronobarn_cli.render.formats import convert
from kronobarn_cli.render.forms.page import Page
from kronobarn_cli.text.clean import clean
from tests.public_data import naughty_strings

NASTY = [
    *("0\n#", "a #", "a ##", "a \\#"),
    *("# a", "## a", "- a", "+ a", "* a", "1. a", "1) a", "12345678901. a", "> a", ">a", "---", "***", "___", "===", "=", "-", ":-", ":-:", "|-|"),
    *("a | b", "\\|", "\\\\|", "a\\", "\\", "`a`", "``` a", "~~~", "**a**", "_a_", "__a__", "~a~", "~~a~~", "[a](b)", "[a]: b", "![a](http://b/c.png)"),
    *("<b>a</b>", "<script>alert(1)</script>", "<!-- a", "<?a?>", "<http://a.b>", "http://a.b", "a@b.se", "&lt;", "&amp;", "&#65;", "&#x41;", "&", "&&", "a&b"),
    *("{{ 7*7 }}", "{% raw %}", "{# a #}", "${a}", "$a$", "a\nb", "a\n\nb", "a\n# b", "a\n- b", "a\n===", "a\n---", "a  \nb", "    a", "\ta", "a\t|\tb"),
    *("javascript:alert(1)", "[a](javascript:alert(1))", "<img src=x onerror=alert(1)>", "]]>", "\u202ea", "\x00", "\x1b[31m", "\ud800", "å", "Å", "’", "«a»"),
    *("- [ ] a", "[^1]", "[^1]: a", "a^2^", ":smile:", "@a", "#a", "==a==", "Term\n: a", "\u00a0a", "\u3000", "\u2003- a", "\u0661. a", "１. a", "* * *", "+++"),
    *("| a |\n|---|\n| b |", "a\n|-|", "a | b\n- | -", "\n\n\n", " ", "", "a\u200db", "<a", "</p>", "'\"", "`", "``", "*", "_", "[", "]", "(", ")", "!", "!["),
]  # fmt: skip
PAGE = Page("sv", "Prov", "", "fot", date(2026, 3, 19))
SHAPES = {
    "paragraph": "\nFör {}\n\nefter\n",
    "line start": "\n{}\n\nefter\n",
    "second line": "före\n{}\n\nefter\n",
    "list": "- {}\n- efter\n",
    "numbered": "1. {}\n2. efter\n",
    "heading": "# {}\n\nefter\n",
    "label": "Vem: {}. Efter.\n",
    "cell": "| a | b |\n| --- | --- |\n| {} | efter |\n",
    "head": "| {} | b |\n| --- | --- |\n| c | efter |\n",
}
any_text = st.one_of(
    st.text(max_size=40),
    st.text("ab12 \n\t\\`*_[]<>(){}#+-.!|&~=:;\"'$^@/", max_size=24),
    st.lists(st.sampled_from(NASTY), min_size=1, max_size=3).map("".join),
)


def html(markdown: str) -> str:
    return convert(markdown, "html", PAGE, {}).decode()


def txt(markdown: str) -> str:
    return convert(markdown, "txt", PAGE, {}).decode()


class _Shown(HTMLParser):
    """What a browser would show, and the tags around it."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: list[str] = []
        self.feed(text.partition("<main>")[2].partition("</main>")[0])
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag + "".join(f" {name}" for name, _ in attrs))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.tags.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.tags.append("decl")


def _same(text: str) -> str:
    return " ".join(clean(text).split())


def _markdown_text(markdown: str) -> str:
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(markdown)
    children = [child for token in tokens for child in token.children or []]
    return " ".join("".join("\n" if c.type in {"softbreak", "hardbreak"} else c.content for c in children).split())


def _holds(shape: str, text: str) -> None:
    filled, plain = shape.replace("{}", inline(text)), shape.replace("{}", "x")
    expected = _same(text)
    page, model = _Shown(html(filled)), _Shown(html(plain))
    assert page.tags == model.tags
    shown = " ".join(page.text.split())
    assert shown == " ".join(model.text.replace("x", expected).split())
    assert expected in " ".join(txt(filled).split())
    assert expected in _markdown_text(filled)


@pytest.mark.parametrize("shape", SHAPES)
@given(text=any_text)
def test_text_in_is_text_out_and_the_shape_stays(shape: str, text: str) -> None:
    if shape == "heading" or _same(text):
        _holds(SHAPES[shape], text)


@pytest.mark.parametrize("shape", SHAPES)
def test_strings_that_broke_others(shape: str) -> None:
    for text in [*NASTY, *naughty_strings()]:
        if _same(text):
            _holds(SHAPES[shape], text)


def test_a_text_under_a_text_stays_a_paragraph() -> None:
    for above in ["a", *NASTY]:
        for below in ("-", "--", "=", "===", ":-", ":-:", "-|-", "|-|", "- | -", "    a", "# a", "> a", "1. a"):
            page = _Shown(html(f"före {inline(above)}\n{inline(below)}\n"))
            assert page.tags == ["p"], (above, below)


@given(any_text)
def test_a_block_keeps_paragraphs_and_words(text: str) -> None:
    page = _Shown(html(block(text)))
    assert set(page.tags) <= {"p", "br"}
    assert " ".join(page.text.split()) == _same(text)
    assert " ".join(txt(block(text)).split()) == _same(text)


@given(any_text)
def test_a_quotation_is_one_quotation(text: str) -> None:
    page = _Shown(html(quote(text)))
    assert page.tags[:1] == ["blockquote"]
    assert set(page.tags[1:]) <= {"p", "br"}
    assert " ".join(page.text.split()) == _same(text)


@given(any_text)
def test_a_block_in_a_list_stays_in_the_list(text: str) -> None:
    page = _Shown(html(f"- {block(text, 2)}\n- efter\n"))
    assert page.tags[:2] == ["ul", "li"]
    assert page.tags.count("li") == 2
    assert set(page.tags) <= {"ul", "li", "p", "br"}


def test_a_block_shows_line_breaks_and_paragraphs() -> None:
    assert block("ett\ntvå\n\n# tre") == "ett\\\ntvå\n\n\\# tre"
