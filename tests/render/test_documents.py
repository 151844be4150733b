"""Every document for every audience, language and format: whole, honest, alike in both languages."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import jinja2
import jinja2.nodes
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.model.plan import Plan, Skipped
from kronobarn_cli.model.view import Audience, AudienceKind, audiences, find_audience, may_share, view
from kronobarn_cli.render.documents import DOCUMENTS, Document, Rendered, Style, find, fits, render
from kronobarn_cli.render.formats import FORMATS
from kronobarn_cli.text.clean import clean
from tests.render.samples import EMPTY, LANGUAGES, ROOT, TODAY, example, full, terms
from tests.render.test_escaping import NASTY, _Shown

EXAMPLES = ("k7mtr", "p3wdh", "t8qzg", "v5xjc")
ARCHIVE = Audience(kind=AudienceKind.ARCHIVE)


def _pairs(plan: Plan) -> Iterator[tuple[Document, Audience]]:
    for document in DOCUMENTS:
        for audience in audiences(plan):
            if fits(document, plan, audience) and not may_share(plan, audience, TODAY):
                yield document, audience


def _render(plan: Plan, document: Document, audience: Audience, language: str, form: str) -> Rendered:
    seen = view(plan, audience, TODAY)
    return render(document, seen, audience, form, Style(terms(language), language, TODAY))


def _archive(plan: Plan, form: str, name: str = "plan") -> str:
    document = find(name)
    assert document is not None
    return _render(plan, document, ARCHIVE, "sv", form).text


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("plan", [EMPTY, full(), *map(example, EXAMPLES)], ids=["empty", "full", *EXAMPLES])
def test_every_document_is_made_with_stamp_and_footer(plan: Plan, language: str, form: str) -> None:
    stamp = {"sv": "ÖVNING", "en": "PRACTICE"}[language]
    for document, audience in _pairs(plan):
        made = _render(plan, document, audience, language, form)
        assert made.name_suffix == f"{document.name}-{audience.name}.{form}"
        assert plan.code in made.text
        assert (stamp in made.text) == plan.practice
        assert "None" not in made.text
        assert "{{" not in made.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_heading_is_empty_and_none_is_skipped(language: str) -> None:
    for plan in (EMPTY, full(), *map(example, EXAMPLES)):
        for document, audience in _pairs(plan):
            text = _render(plan, document, audience, language, "html").text
            levels = [int(level) for level in re.findall(r"<h(\d)", text)]
            assert levels[0] == 1
            assert levels.count(1) == 1
            assert all(after - before <= 1 for before, after in pairwise(levels))
            assert not re.search(r"</h\d>\s*<(h[12]|/main|footer)", text.replace("</h1>\n<h2", "</h1>\n<x"))


def test_the_archive_holds_every_word() -> None:
    plan = full()
    plain = _archive(plan, "txt") + _archive(plan, "txt", "wheel")
    missing = [number for number in range(65) if f"ord T{number}" not in plain.replace("Ord T", "ord T")]
    assert missing == []


@settings(deadline=None)
@given(st.sampled_from(NASTY), st.sampled_from(DOCUMENTS))
def test_nasty_text_changes_no_shape(nasty: str, document: Document) -> None:
    shown = " ".join(clean(nasty).split())
    if not shown:
        return
    audience = ARCHIVE if AudienceKind.ARCHIVE in document.audiences else Audience(kind=AudienceKind.CHAIR)
    page = _Shown(_render(full(nasty), document, audience, "sv", "html").text)
    model = _Shown(_render(full("x"), document, audience, "sv", "html").text)
    assert _skeleton(page.tags) == _skeleton(model.tags)
    assert shown in " ".join(page.text.split()).replace(shown.upper(), shown)


def _skeleton(tags: list[str]) -> list[str]:
    """Tags that text could bring about; paragraphs and breaks may be more, labels in the picture wrap."""
    return [tag for tag in tags if tag.split()[0] not in {"p", "br", "text"}]


@pytest.mark.parametrize("document", DOCUMENTS, ids=[document.name for document in DOCUMENTS])
def test_both_languages_use_the_same_values(document: Document) -> None:
    one, other = (_used(language, f"{document.name}.md.j2") for language in LANGUAGES)
    assert one == other


def _used(language: str, name: str) -> list[str]:
    """Every value a template touches, in order, with those of the templates it includes."""
    folder = ROOT / "templates/documents" / language
    tree = jinja2.Environment(autoescape=True).parse((folder / name).read_text("utf8"))
    found = []
    for node in tree.find_all((jinja2.nodes.Getattr, jinja2.nodes.Name, jinja2.nodes.Include, jinja2.nodes.Filter)):
        if isinstance(node, jinja2.nodes.Include) and isinstance(node.template, jinja2.nodes.Const):
            found += _used(language, Path(node.template.value).name)
        elif isinstance(node, jinja2.nodes.Getattr):
            found.append(node.attr)
        elif isinstance(node, (jinja2.nodes.Name, jinja2.nodes.Filter)):
            found.append(node.name)
    return found


def test_a_pair_that_is_not_offered_says_which_are() -> None:
    plan, document = full(), find("plan")
    assert document is not None
    chair = Audience(kind=AudienceKind.CHAIR)
    with pytest.raises(UsageTrouble) as caught:
        render(document, plan, chair, "md", Style(terms("sv"), "sv", TODAY))
    assert "family" in caught.value.details[0]
    with pytest.raises(UsageTrouble) as caught:
        render(document, plan, ARCHIVE, "docx", Style(terms("sv"), "sv", TODAY))
    assert "html" in caught.value.details[0]


def test_a_child_who_is_not_born_has_no_agenda_to_read_and_the_parents_prompts_say_so() -> None:
    plan, agenda = example("p3wdh"), find("agenda")
    assert agenda is not None
    with pytest.raises(UsageTrouble) as caught:
        _render(plan, agenda, Audience(kind=AudienceKind.CHILD), "sv", "md")
    assert caught.value.hint == "kronobarn render p3wdh agenda --for guardian-1"
    for language, words in (("sv", ("barnet först", "Låt barnet")), ("en", ("the child first", "Let the child"))):
        chair = _render(plan, agenda, Audience(kind=AudienceKind.CHAIR), language, "md").text
        assert [one for one in words if one in chair] == []


def test_private_words_are_marked_in_the_archive() -> None:
    assert "Kim, 16 april 2026 (privat)" in _archive(example("v5xjc"), "txt")


def test_only_those_with_something_to_do_now_stand_first() -> None:
    first, _heading, rest = _archive(example("v5xjc"), "md").partition("## Det här är viktigt")
    assert "Samordnare (kommunens aktivitetsansvar)" in first
    assert "Rektor (Tallgymnasiet)" not in first
    assert "## Andra runt Kim" in rest
    assert "- Rektor (Tallgymnasiet): Kims förra skola" in rest


def test_what_was_left_out_is_said_in_the_words_of_the_question() -> None:
    skipped = (
        Skipped(what="voices", why="Inte född."),
        Skipped(what="voices.v2.important", why="Ville rita."),
        Skipped(what="roles.responsible", why="Vet inte."),
        Skipped(what="q9", why="Glömt."),
        Skipped(what="egna ord här", why="Så blev det."),
    )
    text = _archive(msgspec.structs.replace(example("k7mtr"), skipped=skipped), "txt")
    for line in (
        "- Barnets röst\n  - Skäl: Inte född.",
        "- Mamma. Vad är viktigt för dig?\n  - Skäl: Ville rita.",
        "- Vilken verksamhet är barnetsbästa-ansvarig?\n  - Skäl: Vet inte.",
        "- En fråga\n  - Skäl: Glömt.",
        "- Egna ord här\n  - Skäl: Så blev det.",
    ):
        assert line in text


def test_a_municipality_changes_one_file_for_all_formats(tmp_path: Path) -> None:
    own = tmp_path / "documents/sv/wheel.md.j2"
    own.parent.mkdir(parents=True)
    own.write_text("# Vårt hjul\n\n{{ child.name }}\n", "utf8")
    wheel = find("wheel")
    assert wheel is not None
    for form in FORMATS:
        made = render(wheel, full(), ARCHIVE, form, Style(terms("sv"), "sv", TODAY, tmp_path))
        assert "Vårt hjul" in made.text
        assert "ÖVNING" in made.text
        assert "arbetskopia" in made.text


def test_a_title_and_a_file_name_hold_no_name() -> None:
    plan = example("k7mtr")
    for document, audience in _pairs(plan):
        made = _render(plan, document, audience, "sv", "html")
        title = re.search("<title>(.*?)</title>", made.text)
        assert title is not None
        assert "Mio" not in title[1] + made.name_suffix


def test_the_service_page_holds_none_of_what_others_keep() -> None:
    plan = example("k7mtr")
    bup, document = find_audience(plan, "bup"), find("plan")
    assert bup is not None
    assert document is not None
    text = _render(plan, document, bup, "sv", "txt").text
    for hidden in ("separation", "elevakten", "mamma", "Omsorg", "Det som ropades"):
        assert hidden not in text
