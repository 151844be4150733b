"""Every document for every audience, language and format: whole, honest, alike in both languages."""

import hashlib
import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

import jinja2
import jinja2.nodes
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.model.plan import Meeting, Plan, Skipped
from kronobarn_cli.model.view import Audience, AudienceKind, audiences, find_audience, may_share, view
from kronobarn_cli.render import one_page
from kronobarn_cli.render.documents import DOCUMENTS, Document, Rendered, Style, find, fits, render
from kronobarn_cli.render.formats import FORMATS
from kronobarn_cli.text.clean import clean
from tests.render.made import printed
from tests.render.samples import LANGUAGES, ROOT, SAMPLES, TODAY, changed_later, example, full, terms, to_come
from tests.render.test_escaping import NASTY, _Shown

ARCHIVE = Audience(kind=AudienceKind.ARCHIVE)
# What a PDF and a Word file hold is read in tests of their own.
AS_TEXT = ("html", "md", "txt", "json")


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


@pytest.mark.parametrize("form", AS_TEXT)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("plan", SAMPLES.values(), ids=SAMPLES)
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
@pytest.mark.parametrize("plan", SAMPLES.values(), ids=SAMPLES)
def test_no_heading_is_empty_and_none_is_skipped(plan: Plan, language: str) -> None:
    for document, audience in _pairs(plan):
        text = _render(plan, document, audience, language, "html").text
        levels = [int(level) for level in re.findall(r"<h(\d)", text)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        for deep, rest in re.findall(r"</h(\d)>\s*<(h\d|/main|footer)", text.replace("</h1>\n<h2", "</h1>\n<x")):
            assert rest.startswith("h"), (document.name, audience.name)
            assert rest[1] > deep, (document.name, audience.name)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("plan", SAMPLES.values(), ids=SAMPLES)
def test_the_text_is_set_with_care(plan: Plan, language: str) -> None:
    """One space between words, none at the end of a line, one full stop, nothing empty where a text should be."""
    for document, audience in _pairs(plan):
        for form in ("md", "txt"):
            lines = _render(plan, document, audience, language, form).text.splitlines()
            faults = [line for line in lines if re.search(r"\S {2}| $|[.]{2}|[.]:|^ *-$|\(\)|: *[.,]", line)]
            assert faults == [], (document.name, audience.name)


def test_the_archive_holds_every_word() -> None:
    plan = full()
    plain = _archive(plan, "txt") + _archive(plan, "txt", "wheel")
    missing = [number for number in range(80) if f"ord T{number}" not in plain.replace("Ord T", "ord T")]
    assert missing == []


@settings(deadline=None)
@given(st.sampled_from(NASTY), st.sampled_from(DOCUMENTS))
def test_nasty_text_changes_no_shape(nasty: str, document: Document) -> None:
    shown = " ".join(clean(nasty).split())
    if not shown:
        return
    when: Callable[[Plan], Plan] = to_come if document.name == "invitation" else lambda plan: plan
    readers = [ARCHIVE, *audiences(full("x"))]
    audience = next(one for one in readers if fits(document, when(full("x")), one))
    with patch.object(one_page, "ROOM", 1000.0):  # what gives way on the child's page depends on how long it is
        page = _Shown(_render(when(full(nasty)), document, audience, "sv", "html").text)
        model = _Shown(_render(when(full("x")), document, audience, "sv", "html").text)
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
        render(document, plan, ARCHIVE, "odt", Style(terms("sv"), "sv", TODAY))
    assert "html" in caught.value.details[0]


def _named(plan: Plan, document: str, audience: str, language: str = "sv", form: str = "txt") -> str:
    found, reader = find(document), find_audience(plan, audience)
    assert found is not None
    assert reader is not None
    return _render(plan, found, reader, language, form).text


def _refused(plan: Plan, document: str, audience: str) -> str:
    with pytest.raises(UsageTrouble) as caught:
        _named(plan, document, audience)
    assert not fits(find(document) or DOCUMENTS[0], plan, find_audience(plan, audience) or ARCHIVE)
    return f"{caught.value.sentence} {caught.value.hint}"


def test_nobody_is_invited_to_a_meeting_that_was_held_and_none_but_the_invited() -> None:
    assert "kronobarn meeting k7mtr --prepare" in _refused(example("k7mtr"), "invitation", "guardian-1")
    assert "kronobarn meeting b2345 --prepare" in _refused(SAMPLES["empty"], "invitation", "family")
    meetings = tuple(replace(one, invited=("guardian-2", "kaa")) for one in example("v5xjc").meetings)
    assert "guardian-1" in _refused(replace(example("v5xjc"), meetings=meetings), "invitation", "guardian-1")


def test_there_is_no_follow_up_before_a_meeting_and_no_role_card_for_a_real_child() -> None:
    assert "kronobarn meeting v5xjc" in _refused(example("v5xjc"), "follow-up", "family")
    assert "kronobarn practice" in _refused(replace(example("k7mtr"), practice=False), "role-card", "guardian-1")


def test_an_invitation_holds_nothing_sensitive() -> None:
    """Of all that was written it tells the question, the place, why each comes, and what makes it possible to come."""
    plan = to_come(full())
    allowed = {"T0", "T3", "T6", "T7", "T10", "T11", "T28", "T38", "T39", "T65", "T66", "T67"}
    for audience in ("family", "child", "guardian-1", "bup", "school"):
        told = set(re.findall(r"[Oo]rd (T\d+)", _named(plan, "invitation", audience)))
        assert told <= allowed, audience
        assert "T39" in told


def test_how_the_child_takes_part_is_told_only_if_the_child_shares_it() -> None:
    plan = to_come(full())
    kept = replace(plan, voices=tuple(replace(one, private=True) for one in plan.voices))
    assert "ord T28" in _named(plan, "invitation", "guardian-1")
    assert "ord T28" not in _named(kept, "invitation", "guardian-1")
    assert "ord T28" not in _named(
        kept, "invitation", "school"
    )  # who holds the plan knows it, and prints it for nobody


def test_a_role_card_holds_only_what_is_ones_own() -> None:
    plan, own = full(), {"guardian-1": {"T3", "T21", "T22"}, "child": {"T0", "T25", "T26", "T29", "T30", "T34"}}
    for audience, words in own.items():
        told = set(re.findall(r"[Oo]rd (T\d+)", _named(plan, "role-card", audience)))
        assert words <= told <= words | {"T0"}, audience
    told = set(re.findall(r"[Oo]rd (T\d+)", _named(plan, "role-card", "school")))  # the one that sees everything
    assert told == {"T0", "T6", "T7", "T8", "T12", "T13", "T14", "T48", "T53"}


def test_preparation_is_asked_in_the_words_of_the_age() -> None:
    young = _named(example("k7mtr"), "preparation", "child")
    older = _named(example("v5xjc"), "preparation", "child")
    parents = _named(example("p3wdh"), "preparation", "guardian-1")
    assert "När är du glad?" in young
    assert "om ett år" in older
    assert "när det har kommit" in parents
    for sheet in (young, older, parents):
        assert "inte vill att vi tar upp" in sheet


@pytest.mark.parametrize("plan", [full(), example("k7mtr")], ids=["full", "k7mtr"])
def test_the_last_line_of_the_archive_can_be_checked_by_anyone(plan: Plan) -> None:
    for name in ("plan", "wheel", "follow-up"):
        text = _named(plan, name, "archive", form="md")
        above, line, _below = text.partition("Fingeravtryck av allt ovanför den här raden")
        digest = hashlib.sha256(f"{above.strip()}\n".encode()).hexdigest()
        assert line
        assert digest in text
        assert all(digest in _named(plan, name, "archive", form=form) for form in ("txt", "html"))
        assert digest not in _named(replace(plan, practice=False), name, "archive", form="md")
    assert "sha256" not in _named(plan, "plan", "family")


def test_a_consultation_is_stamped() -> None:
    plan = replace(SAMPLES["empty"], consultation=True)
    for form in FORMATS:
        made = _render(plan, find("plan") or DOCUMENTS[0], ARCHIVE, "sv", form)
        assert "Samråd om ett barn utan namn" in printed(made), form
    both = _named(replace(plan, practice=True), "plan", "archive")
    assert "ÖVNING" in both
    assert "Samråd" in both


def test_what_was_changed_after_the_meeting_says_so_and_nothing_else_does() -> None:
    before, after = (
        _named(example("k7mtr"), "plan", "family"),
        _named(changed_later(example("k7mtr")), "plan", "family"),
    )
    assert "Ändrat efter mötet" not in before
    assert after.count("Ändrat efter mötet") == 1
    assert "Senast: 1 juni 2026\n  - Ändrat efter mötet." in after
    assert "ändrats efter uppläsningen" in after


def test_the_childs_word_comes_first_at_a_follow_up() -> None:
    text = _named(full(), "follow-up", "family")
    assert text.index("ord T68") < text.index("rd T48") < text.index("rd T69")


def test_last_times_promises_come_first_on_the_agenda_of_a_follow_up_meeting() -> None:
    again = Meeting(id="m2", day=date(2026, 5, 7), invited=("child", "bup"), asks=("Hur har det gått?",))
    plan = replace(example("k7mtr"), meetings=(*example("k7mtr").meetings, again))
    for audience in ("chair", "child", "guardian-1"):
        text = _named(plan, "agenda", audience)
        assert text.index("Fritidspedagogen möter Mio") < text.index("Hur har det gått?")
        assert "Pappa åker med på bussen" not in text  # it is done
    assert "Fritidspedagogen" not in _named(example("k7mtr"), "agenda", "chair")


def test_only_the_chair_reads_on_the_agenda_how_the_consents_stand() -> None:
    late = date(2026, 8, 30)
    agenda, told = find("agenda"), "gäller bara till och med 4 september 2026"
    assert agenda is not None
    plan = example("k7mtr")
    for audience in audiences(plan):
        if fits(agenda, plan, audience) and not may_share(plan, audience, late):
            seen = view(plan, audience, late)
            text = render(agenda, seen, audience, "txt", Style(terms("sv"), "sv", late)).text
            assert (told in text) == (audience.kind is AudienceKind.CHAIR), audience.name


def test_a_protected_plan_lists_nobody() -> None:
    plan = replace(full(), child=replace(full().child, protected=True))
    for audience in (
        ARCHIVE,
        Audience(kind=AudienceKind.FAMILY),
        Audience(kind=AudienceKind.GUARDIAN, who="guardian-1"),
    ):
        seen = view(plan, audience, TODAY, despite_protected=True)
        for document in DOCUMENTS:
            if fits(document, seen, audience):
                text = render(document, seen, audience, "txt", Style(terms("sv"), "sv", TODAY)).text
                for hidden in ("T0", "T3", "T4", "T5", "T6", "T9", "T10", "T37", "T38", "T40", "T64", "T67", "T78"):
                    assert f"ord {hidden}\n" not in f"{text.replace('.', chr(10))}\n", (document.name, hidden)
                assert "Vi som är med" not in text
                assert "Inbjud" not in text.replace("Inbjudan", "")


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
    text = _archive(replace(example("k7mtr"), skipped=skipped), "txt")
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
    for form in (*AS_TEXT[:3], "docx", "pdf"):
        text = printed(render(wheel, full(), ARCHIVE, form, Style(terms("sv"), "sv", TODAY, tmp_path)))
        assert "Vårt hjul" in text, form
        assert "ÖVNING" in text, form
        assert "arbetskopia" in text, form


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_anything_is_decided_the_plan_says_so(language: str) -> None:
    whole, family = example("k7mtr"), Audience(kind=AudienceKind.FAMILY)
    bare = Plan(code="k7mtr", people=whole.people, roles=whole.roles)
    document, said = find("plan"), {"sv": "Inget är bestämt än.", "en": "Nothing is decided yet."}[language]
    assert document
    assert f"\n\n{said}\n\n" in _render(bare, document, family, language, "md").text
    for one in ("goals", "actions", "voices", "wheel", "meetings"):
        begun = replace(bare, **{one: getattr(whole, one)})
        assert said not in _render(begun, document, family, language, "md").text
    planned = replace(bare, meetings=(Meeting(id="m1", day=TODAY),))
    assert said in _render(planned, document, family, language, "md").text
