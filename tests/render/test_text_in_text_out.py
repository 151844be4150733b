"""Text in is text out, in every form: 10,000 answers and the naughty strings, each read back by another's reader.

The same text means `clean` of it with white space collapsed. A PDF promises a little less, and says so:
- a letter that no font on the computer has, or of private use, is written out by its number, as `clean` would;
- text that runs from the right stands in the order of the paper, which a reader turns round: its letters are all there;
- a joiner has no width and may be left out;
- a letter whose mark the font sets apart, as ǩ, may be read out once for each mark: typst writes it so.
"""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from importlib.util import find_spec
from typing import Any
from unicodedata import bidirectional, category, mirrored, normalize

import lxml.html  # type: ignore[import-untyped]
import msgspec
import pypdfium2
import pytest

from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.view import Audience, AudienceKind, view
from kronobarn_cli.render.documents import Style, find, render
from kronobarn_cli.render.escaping import block, inline, quote
from kronobarn_cli.render.formats import FORMATS, convert
from kronobarn_cli.render.forms.page import Page
from kronobarn_cli.text.clean import UNSEEN
from tests.render.answers import answers, same
from tests.render.read_back import Paper, markdown_text, word_paragraphs
from tests.render.samples import FULL_DATA, TODAY, _texts, terms

PAGE = Page("sv", "Prov", "", "fot", date(2026, 3, 19))
BATCH = 500
COUNT = 10_000
ARCHIVE = Audience(kind=AudienceKind.ARCHIVE)
# How a template can show a text, and what is told of it: in most forms, and in plain text.
PLACES: tuple[tuple[Callable[[str], str], str, str], ...] = (
    (inline, "{}", "{}"),
    (block, "{}", "{}"),
    (quote, "{}", "{}"),
    (lambda text: f"- {inline(text)}", "{}", "- {}"),
    (lambda text: f"- {block(text, 2)}", "{}", "- {}"),
    (lambda text: f"1. {inline(text)}", "{}", "1. {}"),
    (lambda text: f"## {inline(text)}", "{}", "{}"),
    (lambda text: f"**{inline('före')}:** {inline(text)}. Slut.", "före: {}. Slut.", "före: {}. Slut."),
    (lambda text: f"| a | b |\n| --- | --- |\n| {inline(text)} | slut |", "a b {} slut", "a: {}. b: slut."),
)
_MARK = re.compile(r"¤(\d+)¤")
_REPEATED = re.compile(r"(.)\1+")
_NUMBER = re.compile(r"\\u([0-9a-f]{4})|\\U([0-9a-f]{8})")


def _document(texts: list[str]) -> str:
    return (
        "# Prov\n\n"
        + "".join(f"¤{n}¤\n\n{PLACES[n % len(PLACES)][0](text)}\n\n" for n, text in enumerate(texts))
        + f"¤{len(texts)}¤\n"
    )


def _told(whole: str) -> list[str]:
    """What stands between the marks, with white space collapsed."""
    return [" ".join(part.split()) for part in _MARK.split(whole)[2:-1:2]]


def _html(data: bytes) -> str:
    main = lxml.html.fromstring(data.decode()).find(".//main")
    return "".join(f" {part}" if at else part for parts in _leaves(main) for at, part in enumerate(["", parts]))


def _leaves(node: Any) -> Iterator[str]:
    """The text of every element that holds words itself."""
    inside = [child for child in node if child.tag not in {"br", "strong", "em"}]
    if not inside:
        yield "".join(
            f"{part.text or ''}{part.tail or ''}" if part is not node else part.text or "" for part in node.iter()
        )
        return
    yield node.text or ""
    for child in inside:
        yield from _leaves(child)


READERS: dict[str, Callable[[bytes], str]] = {
    "md": lambda data: markdown_text(data.decode()),
    "txt": bytes.decode,
    "html": _html,
    "docx": lambda data: "\n".join(word_paragraphs(data)),
    "pdf": lambda data: Paper(data).text(),
}


def _batches() -> Iterator[list[str]]:
    """Plain letters first: a PDF of those is made at the first attempt."""
    ordered = sorted(
        answers(COUNT),
        key=lambda text: [
            len(UNSEEN.sub("", text).encode("latin-1", "ignore")) < len(UNSEEN.sub("", text)),
            _marked(text),
        ],
    )
    yield from (ordered[start : start + BATCH] for start in range(0, COUNT, BATCH))


@pytest.mark.parametrize("form", READERS)
def test_every_answer_comes_out_as_it_went_in(form: str) -> None:
    for texts in _batches():
        source = _document(texts)
        made = source.encode() if form == "md" else convert(source, form, PAGE, {})
        told = _told(READERS[form](made))
        for number, (text, got) in enumerate(zip(texts, told, strict=True)):
            expected = _expected(text, number, form)
            assert _alike(form, expected, got), (number % len(PLACES), text, expected, got)


def _expected(text: str, number: int, form: str) -> str:
    _, usual, plain = PLACES[number % len(PLACES)]
    shown, pattern = same(text), plain if form == "txt" else usual
    if form == "txt" and pattern.startswith("a: ") and shown[-1] in ".!?":
        pattern = pattern.replace("{}.", "{}")
    return pattern.replace("{}", shown)


def _alike(form: str, expected: str, got: str) -> bool:
    if form != "pdf":
        return expected == got
    wanted, found = _numbers_read(expected), _numbers_read(got)
    if any(bidirectional(letter) in {"R", "AL", "AN"} for letter in wanted):
        wanted, found = (_unordered(text) for text in (wanted, found))
    if _marked(wanted):
        return set(wanted) == set(found)
    if any(letter > "\xff" and len(normalize("NFD", letter)) > 1 for letter in wanted):
        wanted, found = (_REPEATED.sub(r"\1", text) for text in (wanted, found))
    return wanted == found


def _marked(text: str) -> bool:
    return any(category(letter) in {"Mn", "Mc"} for letter in same(text))


def _numbers_read(text: str) -> str:
    text = text.replace("\u200c", "").replace("\u200d", "")
    return _NUMBER.sub(lambda found: chr(min(int(found[1] or found[2], 16), 0x10FFFF)), text)


def _unordered(text: str) -> str:
    return "".join(sorted(letter for letter in text if not mirrored(letter) and not letter.isspace()))


def test_what_a_pdf_cannot_show_is_written_out_and_it_keeps_the_standards() -> None:
    for odd in ("\ufdd0", "\ue000", "\U0010ffff", "\u722c\u1df4", "\ufdd0\u0301 \u300b"):
        made = convert(f"# Prov\n\n{inline(odd)}\n", "pdf", PAGE, {})
        assert b"pdfuaid" in made
        assert _numbers_read(Paper(made).text()).split() == ["Prov", *_numbers_read(same(odd)).split()]


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("place", ["{}", "> {}", "- {}", "## {}", "| a | b |\n| --- | --- |\n| {} | slut |"])
def test_a_word_without_end_stays_on_the_paper(place: str, large: bool) -> None:
    for word in ("Å" * 5000, "a-b@" * 300, "specialpedagog" * 40):
        source = "# Prov\n\n" + place.replace("{}", inline(word)) + "\n"
        made = convert(source, "pdf", PAGE._replace(large=large), {})
        assert _off_the_paper(made) == 0
        assert word in "".join(Paper(made).text().split())


def test_a_table_longer_than_a_page_goes_on() -> None:
    row = "| " + " | ".join("ord och mer " * 60 for _ in "abcd") + " |\n"
    made = convert("# Prov\n\n| a | b | c | d |\n| --- | --- | --- | --- |\n" + row * 4, "pdf", PAGE, {})
    assert _off_the_paper(made) == 0
    assert len(pypdfium2.PdfDocument(made)) > 1


def test_long_words_in_narrow_columns_do_not_run_into_each_other() -> None:
    words = ["samordningsansvarsfördelning", "anna.andersson@kronoberg.example", "barnhälsovårdssjuksköterskan"] * 2
    made = convert(
        "# Prov\n\n" + "| a " * 6 + "|\n" + "| --- " * 6 + "|\n| " + " | ".join(words) + " |\n", "pdf", PAGE, {}
    )
    assert Paper(made).text().split() == ["Prov", *"aaaaaa", *words]
    page = pypdfium2.PdfDocument(made)[0].get_textpage()
    boxes = [page.get_charbox(at) for at in range(page.count_chars()) if page.get_text_range(at, 1).isalpha()]
    for at, (left, bottom, right, top) in enumerate(boxes):
        for left2, bottom2, right2, top2 in boxes[at + 1 :]:
            across = min(right, right2) - max(left, left2)
            assert across < 2 or min(top, top2) - max(bottom, bottom2) < 2


def _off_the_paper(made: bytes) -> int:
    """How many letters stand outside the margins, or nearer than 5 mm to an edge of the paper."""
    count = 0
    for page in pypdfium2.PdfDocument(made):
        letters, (width, height) = page.get_textpage(), page.get_size()
        boxes = (letters.get_charbox(at) for at in range(letters.count_chars()))
        count += sum(
            left < 45 or right > width - 45 or bottom < 14 or top > height - 14 for left, bottom, right, top in boxes
        )
    return count


@pytest.mark.parametrize("form", READERS)
def test_an_answer_of_100_000_letters_comes_out_whole(form: str) -> None:
    text = (" ".join(text for text in answers(4000) if text.isascii()) * 4)[:100_000]
    assert len(text) == 100_000
    source = f"# Prov\n\n{block(text)}\n"
    told = READERS[form](source.encode() if form == "md" else convert(source, form, PAGE, {}))
    assert told.split() == ["Prov", *same(text).split()]


@pytest.mark.parametrize("form", FORMATS)
def test_a_plan_tells_every_answer_in_every_place(form: str) -> None:
    """Ten times another answer in each of the eighty places of a plan."""
    pool = [text for text in answers(2500) if text.isprintable() and (form != "pdf" or text.isascii())][-800:]
    for start in range(0, 800, 80):
        texts = pool[start : start + 80]
        plan = msgspec.convert(_texts(FULL_DATA, lambda own, texts=texts: texts[int(own[1:])]), Plan)
        whole = _folded(_plan_in(plan, "plan", form) + _plan_in(plan, "wheel", form))
        missing = [text for text in texts if _folded(text) not in whole]
        assert missing == []


def _plan_in(plan: Plan, name: str, form: str) -> str:
    document = find(name)
    assert document is not None
    made = render(document, view(plan, ARCHIVE, TODAY), ARCHIVE, form, Style(terms("sv"), "sv", TODAY)).data
    if form == "json":
        return "\n".join(_leaves_of(json.loads(made)))
    return READERS[form](made)


def _leaves_of(data: Any) -> Iterator[str]:
    for one in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _leaves_of(one)
    if isinstance(data, str):
        yield data


def _folded(text: str) -> str:
    """A sentence may begin with a capital and needs one full stop, so neither is compared."""
    return " ".join(same(text).casefold().split()).rstrip(" .!?:;,")


@pytest.mark.browser
def test_chromium_shows_what_was_written() -> None:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None or find_spec("playwright") is None:
        reason = "Chromium or playwright is not installed: no page was opened"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    texts = [text for at, text in enumerate(answers(COUNT)) if at < 700 or at % 20 == 0]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        page = opened.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: asked.append(dialog.message))
        page.set_content(convert(_document(texts), "html", PAGE, {}).decode())
        told = _told(page.evaluate("document.querySelector('main').innerText"))
        assert asked == []
        opened.close()
    for number, (text, got) in enumerate(zip(texts, told, strict=True)):
        assert got == _expected(text, number, "html")
