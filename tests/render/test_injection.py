"""Whatever somebody writes, a document keeps the structure that it has with a harmless word in the same place.

Some 2,600 attacks of nine families. Structure is everything but words: the tokens of Markdown, the elements of a web
page, every element of every part of a Word file, the tags of a PDF, the components of a calendar.
"""

import re
from datetime import date, datetime
from functools import cache
from pathlib import Path
from unicodedata import category

import icalendar
import lxml.html  # type: ignore[import-untyped]
import msgspec
import pytest

from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.view import Audience, AudienceKind, view
from kronobarn_cli.render.calendar import Event, calendar, follow_up_event, meeting_event
from kronobarn_cli.render.documents import Style, find, render
from kronobarn_cli.render.formats import convert
from kronobarn_cli.render.forms.page import Page
from kronobarn_cli.text import plan_text
from kronobarn_cli.text.clean import clean
from tests.conftest import Program
from tests.render.answers import same
from tests.render.injections import FAMILIES, vectors
from tests.render.read_back import Page as Shown
from tests.render.read_back import Paper, markdown_skeleton, word_parts, word_skeleton
from tests.render.samples import FULL_DATA, TODAY, _texts, terms
from tests.render.test_text_in_text_out import PLACES

PAGE = Page("sv", "Prov", "", "fot", date(2026, 3, 19))
ARCHIVE = Audience(kind=AudienceKind.ARCHIVE)
BATCH = 400
ACTS = re.compile(r"^(on.*|src|srcset|href|action|formaction|data|background|poster|ping|srcdoc|xlink:href)$")
_HALF = re.compile("[\ud800-\udfff]")  # no file can hold half a character
_OWN = re.compile(r'"(?:[0-9A-Za-z]|\\[0-9a-f]{6})*"')


@cache
def _vectors() -> tuple[str, ...]:
    return tuple(text for text in vectors() if same(text))


def test_there_are_as_many_as_we_say() -> None:
    assert len(_vectors()) >= 2500
    assert all(len(list(family())) >= 70 for family in FAMILIES.values())


def _acting(text: str) -> set[str]:
    """Characters that a screen would obey instead of showing, by what Unicode says of them."""
    return {one for one in text if one not in "\n\t\u200c\u200d" and category(one) in {"Cc", "Cf", "Zl", "Zp", "Cs"}}


def _harmless(text: str) -> str:
    """A word on each line that the text has: line breaks and paragraphs are kept where a template keeps them."""
    return "\n".join("ord" if line.strip() else "" for line in clean(text).split("\n"))


def _document(texts: tuple[str, ...], turn: int) -> str:
    return "# Prov\n\n" + "".join(
        f"ord\n\n{PLACES[(number + turn) % len(PLACES)][0](text)}\n\n" for number, text in enumerate(texts)
    )


def _pairs(turn: int) -> list[tuple[str, str]]:
    """Documents of many attacks, each beside the same document of harmless words."""
    batches = [_vectors()[start : start + BATCH] for start in range(0, len(_vectors()), BATCH)]
    return [(_document(one, turn), _document(tuple(map(_harmless, one)), turn)) for one in batches]


@pytest.mark.parametrize("turn", range(len(PLACES)))
def test_markdown_keeps_its_structure_in_every_place(turn: int) -> None:
    for attack, model in _pairs(turn):
        assert markdown_skeleton(attack) == markdown_skeleton(model)
        assert _acting(attack) == set()


@pytest.mark.parametrize("turn", range(len(PLACES)))
def test_a_web_page_keeps_its_structure_in_every_place(turn: int) -> None:
    for attack, model in _pairs(turn):
        page, harmless = (convert(source, "html", PAGE, {}).decode() for source in (attack, model))
        assert Shown(page).tags == Shown(harmless).tags
        assert _elements(page) == _elements(harmless)


@pytest.mark.parametrize("turn", range(len(PLACES)))
def test_plain_text_keeps_its_lines_and_acts_on_no_screen(turn: int) -> None:
    for attack, model in _pairs(turn):
        text, harmless = (convert(source, "txt", PAGE, {}).decode() for source in (attack, model))
        assert [bool(line) for line in text.split("\n")] == [bool(line) for line in harmless.split("\n")]
        assert _acting(text) == set()


def test_a_word_file_keeps_the_structure_of_every_part() -> None:
    for attack, model in _pairs(0):
        # Pandoc says of East Asian signs that they want another typeface; that is no part of what we build.
        latin = attack.replace("＜script＞", "ord")
        made, harmless = (convert(source, "docx", PAGE, {}) for source in (latin, model))
        assert word_skeleton(made) == word_skeleton(harmless)
        assert b"External" not in b"".join(part for name, part in word_parts(made).items() if name.endswith(".rels"))


def test_a_pdf_keeps_its_tags_and_can_do_nothing() -> None:
    for attack, model in _pairs(4):
        paper, harmless = (Paper(convert(source, "pdf", PAGE, {})) for source in (attack, model))
        assert _tags(paper) == _tags(harmless)
        assert paper.acts() == set()


def _tags(paper: Paper) -> list[str]:
    return [tag for tag in paper.skeleton() if not tag.endswith(" ")]


def _elements(page: str) -> list[tuple[str, tuple[str, ...]]]:
    """Every element as another parser reads the page, after a look that none of them can act."""
    found = [one for one in lxml.html.fromstring(page).iter() if isinstance(one.tag, str)]
    for one in found:
        assert one.tag not in {"script", "iframe", "object", "embed", "base", "link", "img", "form"}
        assert not [name for name in one.attrib if ACTS.match(name)]
    return [(one.tag, tuple(one.attrib)) for one in found]


def test_the_footer_of_a_page_ends_nothing() -> None:
    model = convert("# Prov\n", "html", PAGE._replace(footer="ord", stamp="ord"), {}).decode()
    for text in _vectors():
        shown = clean(text)
        page = convert("# Prov\n", "html", PAGE._replace(footer=shown, stamp=shown), {}).decode()
        assert _elements(page) == _elements(model)
        style, plain = (lxml.html.fromstring(one).findtext(".//style") for one in (page, model))
        assert _OWN.sub('""', style) == _OWN.sub('""', plain)


@pytest.mark.parametrize("start", range(0, 2500, 500))
def test_the_edges_of_a_printed_page_keep_their_structure(start: int) -> None:
    edges = " ".join(same(text) for text in _vectors()[start : start + 500 : 7])
    page, model = PAGE._replace(footer=edges, stamp=edges), PAGE._replace(footer="ord", stamp="ord")
    assert word_skeleton(convert("# Prov\n", "docx", page, {})) == word_skeleton(convert("# Prov\n", "docx", model, {}))
    papers = [Paper(convert("# Prov\n", "pdf", one, {})) for one in (page, model)]
    assert _tags(papers[0]) == _tags(papers[1])
    assert papers[0].acts() == set()


def _plans(attacks: tuple[str, ...] | None = None) -> list[tuple[Plan, Plan]]:
    """Plans with another attack in each of their eighty places, beside the same with harmless words."""
    pairs = []
    attacks = attacks or _vectors()
    for start in range(0, len(attacks), 80):
        texts = (*attacks[start : start + 80], *["slut"] * 80)
        attack, model = _plan(list(texts)), _plan([_named(text, at) for at, text in enumerate(texts)])
        pairs.append((attack, model))
    return pairs


def _plan(texts: list[str]) -> Plan:
    return msgspec.convert(_texts(FULL_DATA, lambda own: texts[int(own[1:])]), Plan)


def _named(text: str, number: int) -> str:
    """A harmless text with the same lines; every place has words of its own, so that none is told to be another's."""
    return _harmless(text).replace("ord", f"ord {number}", 1)


@pytest.mark.parametrize("name", ["plan", "wheel", "hand-over", "follow-up"])
def test_a_real_plan_keeps_its_structure(name: str) -> None:
    for attack, model in _plans():
        page, harmless = (_page(plan, name) for plan in (attack, model))
        assert page == harmless


def _page(plan: Plan, name: str) -> list[tuple[str, tuple[str, ...]]]:
    document = find(name)
    assert document is not None
    style = Style(terms("sv"), "sv", TODAY)
    text = render(document, view(plan, ARCHIVE, TODAY), ARCHIVE, "html", style).text
    # In the picture a long text takes more lines than a short one.
    return [one for one in _elements(text) if one[0] not in {"text", "tspan"}]


def test_a_calendar_says_nothing_that_somebody_wrote() -> None:
    now = datetime(2026, 3, 1, 12)
    said = [calendar(filter(None, [*(meeting_event(plan, one) for one in plan.meetings), follow_up_event(plan)]), now) for pair in _plans() for plan in pair]  # fmt: skip
    assert len(said) > 50
    assert len(set(said)) == 1


def test_a_calendar_entry_stays_one_entry() -> None:
    now, day = datetime(2026, 3, 1, 12), date(2026, 3, 19)
    model = _properties(calendar([Event("x", "ord", day, "14:30", 60, 1, "ord")], now))
    for text in _vectors():
        shown = clean(text)
        assert _properties(calendar([Event("x", shown, day, "14:30", 60, 1, shown)], now)) == model


def _properties(data: bytes) -> list[tuple[str, list[str]]]:
    return [(str(part.name), sorted(part)) for part in icalendar.Calendar.from_ical(data).walk()]


@pytest.mark.parametrize("command", [("show",), ("render", "plan", "--for", "archive", "--to", "txt", "--out", "-"), ("render", "plan", "--for", "archive", "--to", "md", "--out", "-")])  # fmt: skip
def test_nothing_written_acts_on_the_terminal(kronobarn: Program, folder: Path, command: tuple[str, ...]) -> None:
    for plan, _ in _plans(tuple(text for text in _vectors() if not _HALF.search(text))):
        place = Path("plans") / f"{plan.code}.yaml"
        place.write_text(plan_text.write(plan), "utf8", newline="\n")
        ran = kronobarn(command[0], plan.code, *command[1:], "--no-input")
        assert ran.code == 0, ran.all
        assert _acting(ran.all) == set()
