"""A service's extract for its own records: short, its own, and nothing that others said."""

import re
from datetime import date

import pytest
from msgspec.structs import replace

from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.model.area import AREAS
from kronobarn_cli.model.plan import (
    Action,
    ActionStatus,
    Agreement,
    AreaReading,
    Areas,
    Consent,
    ConsentForm,
    Decision,
    Done,
    FollowUp,
    Meeting,
    NotDoing,
    Notice,
    Outcome,
    Person,
    PersonKind,
    Plan,
    Reading,
    Review,
    Roles,
    Tried,
    Voice,
    YesNoUnsure,
)
from kronobarn_cli.model.view import find_audience, may_share, view
from kronobarn_cli.render.documents import Style, find, fits, render
from tests.render.samples import EMPTY, LANGUAGES, SAMPLES, example, full, terms

DAY = date(2026, 4, 27)
MEETING = Meeting(
    id="m1", day=date(2026, 3, 19), asks=("Hur blir morgnarna lugnare?",),
    invited=("child", "mum", "school", "bup"), present=("child", "school", "bup"),
)  # fmt: skip
PLAN = replace(
    EMPTY,
    revision=4,
    child=replace(EMPTY.child, name="Mio"),
    people=(
        Person(id="child", kind=PersonKind.CHILD),
        Person(id="mum", kind=PersonKind.GUARDIAN, name="mamma"),
        Person(id="school", kind=PersonKind.SERVICE, role="rektor", service="Skogsskolan"),
        Person(id="bup", kind=PersonKind.SERVICE, role="behandlare"),
    ),
    roles=Roles(responsible="school"),
    consents=(Consent(id="c1", by="mum", to=("bup",), areas=AREAS, from_=date(2026, 1, 1), until=date(2026, 9, 1)),),
    meetings=(MEETING,),
)


def _page(plan: Plan, who: str, language: str = "sv", form: str = "txt") -> str:
    document, reader = find("journal"), find_audience(plan, who)
    assert document is not None
    assert reader is not None
    return render(document, view(plan, reader, DAY), reader, form, Style(terms(language), language, DAY)).text


def test_the_extract_in_full_as_it_is_pasted() -> None:
    """Short lines in an order that reads well aloud; no table, no sign that draws a line."""
    plan = replace(
        PLAN,
        notices=(Notice(id="n1", day=date(2026, 3, 3), by="bup", seen="Mio sov dåligt.", child_says="Jag är trött."),),
        voices=(Voice(id="v1", of="child", day=date(2026, 3, 5), important="Att någon möter mig."),),
        wheel=(
            Reading(id="w1", voice="bup", day=date(2026, 3, 5), areas=Areas(halsa=AreaReading(hard="Sömnen.", score=2))),
        ),
        actions=(
            Action(id="a1", what="Ett samtal", who="bup", by=date(2026, 5, 4), often="varje vecka",
                   sign="Mio sover.", status=ActionStatus.ONGOING),
        ),
        not_doing=(NotDoing(id="x1", who="bup", what="Vi gör ingen utredning nu."),),
        follow_up=FollowUp(day=date(2026, 5, 7), convener="school"),
    )  # fmt: skip
    assert _page(plan, "bup").splitlines()[:-2] == [
        "Utdrag till journal eller akt",
        "",
        "Barnets plan (Kronobarnsmodellen) för Mio. Utdrag för behandlare (BUP), 27 april 2026.",
        "",
        "Planen ersätter inte er journal eller akt: den som för den avgör vad av det här som hör hemma där.",
        "",
        "Mötet den 19 mars 2026",
        "",
        "- Mötets fråga: Hur blir morgnarna lugnare?",
        "- Med var: Mio, rektor (Skogsskolan), behandlare (BUP)",
        "",
        "Barnets ord",
        "",
        "Mio berättade den 5 mars 2026:",
        "",
        "Att någon möter mig.",
        "",
        "Det här såg och sa vi själva",
        "",
        "- 3 mars 2026: Mio sov dåligt.",
        "- Barnet sa till oss: Jag är trött.",
        "- Hälsa: 2 av 5",
        "  - Svårt: Sömnen.",
        "",
        "Det här har vi lovat",
        "",
        "- Ett samtal",
        "  - Senast: 4 maj 2026",
        "  - Hur ofta: varje vecka",
        "  - Så vet vi att det hjälper: Mio sover.",
        "  - Läget: pågår",
        "",
        "Det här gör vi inte",
        "",
        "- Vi gör ingen utredning nu.",
        "",
        "Samtycke till oss",
        "",
        "- Vårdnadshavare: Hälsa, Utveckling, Lärande, Omsorg, Hemmet, Relationer, Trygghet",
        "  - Till och med: 1 september 2026",
        "",
        "Nästa gång, och var planen finns",
        "",
        "- Uppföljning: 7 maj 2026",
        "- Kallar: rektor (Skogsskolan)",
        "- Planen finns hos: rektor (Skogsskolan)",
        "- Planens kod: b2345",
        "- Fråga om planen: rektor (Skogsskolan)",
    ]


FULL = replace(full(), roles=replace(full().roles, coordinator="school"))
TO_ALL = {0, 6, 7}  # the child's name, and who holds the plan
MEETING_WORDS = {39}  # the question; nobody's reason for not being there
CHILDS_WORDS = {25, 26, 68}


@pytest.mark.parametrize(
    ("who", "own"),
    [
        ("bup", {10}),
        ("school", {3, 10, 12, 13, 14, 20, 48, 49, 50, 51, 53}),
    ],
    ids=["a service with consent", "the service that holds the plan"],
)
def test_nothing_of_others_is_in_it(who: str, own: set[int]) -> None:
    """Of others: the meeting's question, who was there and the child's open words; of the plan no more than its code."""
    found = {int(number) for number in re.findall(r"ord T(\d+)", _page(FULL, who).replace("Ord T", "ord T"))}
    assert found <= TO_ALL | MEETING_WORDS | CHILDS_WORDS | own
    assert found >= MEETING_WORDS | CHILDS_WORDS | (own - {3, 10})


def test_what_was_said_in_private_or_is_not_to_be_raised_is_not_for_the_records() -> None:
    open_ = Voice(id="v1", of="child", important="Öppet.", not_raise="Hemligt.")
    private = Voice(id="v2", of="child", day=DAY, important="I enrum.", wish="Också i enrum.", private=True)
    page = _page(replace(PLAN, voices=(open_, private)), "school")
    assert "Öppet." in page
    assert "Hemligt." not in page
    assert "enrum" not in page


def test_the_child_is_heard_as_it_last_spoke() -> None:
    voices = tuple(Voice(id=f"v{n}", of="child", day=date(2026, n, 5), wish=f"Önskan {n}.") for n in (3, 4, 1))
    reviews = (Review(id="r1", day=date(2026, 4, 20), child_says="Det går bättre."),)
    page = _page(replace(PLAN, voices=voices, reviews=reviews), "bup")
    assert re.findall(r"Önskan \d", page) == ["Önskan 4"]
    assert "Vid uppföljningen den 20 april 2026 sa Mio:\n\nDet går bättre." in page


def test_a_consent_to_some_areas_gives_the_service_no_word_of_the_child() -> None:
    narrow = replace(PLAN.consents[0], areas=AREAS[:2])
    page = _page(replace(PLAN, voices=(Voice(id="v1", of="child", wish="Min önskan."),), consents=(narrow,)), "bup")
    assert "Barnets ord" not in page
    assert "Min önskan" not in page


def test_only_consents_that_hold_and_name_the_service_and_those_alike_told_together() -> None:
    first = replace(PLAN.consents[0], areas=AREAS[:1], form=ConsentForm.WRITTEN)
    consents = (
        first,
        replace(first, id="c2", by="child"),
        replace(first, id="c3", areas=AREAS[1:2], form=ConsentForm.ORAL),
        replace(first, id="c4", areas=AREAS[2:3], until=date(2026, 2, 1)),
        replace(first, id="c5", areas=AREAS[3:4], to=("school",)),
    )
    page = _page(replace(PLAN, consents=consents), "bup")
    told = page.partition("Samtycke till oss\n\n")[2].partition("\n\n")[0]
    assert told.splitlines() == [
        "- Vårdnadshavare och Mio: Hälsa",
        "  - Till och med: 1 september 2026",
        "  - Gavs: skriftligt",
        "- Vårdnadshavare: Utveckling",
        "  - Till och med: 1 september 2026",
        "  - Gavs: muntligt",
    ]
    holding = _page(replace(PLAN, consents=consents, roles=Roles(responsible="bup")), "bup")
    assert told.replace("Vårdnadshavare", "Mamma") in holding
    assert "Omsorg" not in holding


def test_the_decision_is_for_whoever_took_it_or_is_to_act_on_it() -> None:
    decision = Decision(day=date(2026, 3, 5), outcome=Outcome.OTHER, why="Mio behöver prata.", to="bup")
    coordinating = replace(PLAN, roles=Roles(responsible="school", coordinator="bup"))
    assert "5 mars 2026: det är en annan verksamhets sak.\n\nMio behöver prata." in _page(
        replace(PLAN, decision=decision), "school"
    )
    assert "Mio behöver prata." in _page(replace(coordinating, decision=decision), "bup")
    assert "Beslutet" not in _page(replace(coordinating, decision=replace(decision, to=None)), "bup")


def test_how_its_own_promise_went_and_not_how_it_went_for_another() -> None:
    promise = Action(id="a1", what="Ett samtal", who="bup")
    ours = Tried(
        id="t1", action="a1", day=DAY, who="bup", done=Done.PARTLY, helped=YesNoUnsure.YES, known_by="Han ler."
    )
    theirs = Tried(id="t2", action="a1", day=date(2026, 4, 28), who="school", known_by="Han sover.")
    page = _page(replace(PLAN, actions=(promise,), tried=(ours, theirs)), "bup")
    assert "\n  - Vid uppföljningen den 27 april 2026:\n    - Blev det gjort: delvis\n" in page
    assert "    - Hjälpte det: ja\n    - Så vet vi det: Han ler." in page
    assert "Han sover." not in page
    holding = _page(replace(PLAN, roles=Roles(responsible="bup"), actions=(promise,), tried=(ours, theirs)), "bup")
    assert "Han ler." in holding
    assert "Han sover." not in holding


def test_the_meeting_is_the_last_that_was_held() -> None:
    ahead = Meeting(id="m2", day=date(2026, 5, 20), asks=("Nästa fråga?",), invited=("bup", "school"))
    page = _page(replace(PLAN, meetings=(ahead, MEETING)), "bup")
    assert "Mötet den 19 mars 2026" in page
    assert "Nästa fråga?" not in page


def test_whoever_holds_the_plan_is_not_told_to_ask_itself() -> None:
    assert "Fråga om planen" not in _page(PLAN, "school")
    two = _page(replace(PLAN, roles=Roles(responsible="school", coordinator="bup")), "school")
    assert "- Planen finns hos: rektor (Skogsskolan)\n- Håller ihop planen: behandlare (BUP)" in two


@pytest.mark.parametrize(
    ("language", "sentence"), [("sv", "Planen ersätter inte er journal"), ("en", "does not replace")]
)
def test_it_says_once_that_the_plan_is_not_the_record(language: str, sentence: str) -> None:
    assert _page(PLAN, "bup", language).count(sentence) == 1


SERVICES = [
    (code, one.id)
    for code, plan in SAMPLES.items()
    for one in plan.people
    if one.kind is PersonKind.SERVICE and not may_share(plan, find_audience(plan, one.id), DAY)  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("code", "who"), SERVICES)
def test_both_languages_have_the_same_parts_and_no_table(code: str, who: str) -> None:
    plan, document = SAMPLES[code], find("journal")
    reader = find_audience(plan, who)
    assert document is not None
    assert reader is not None
    if not fits(document, plan, reader):
        return
    pages = [_page(plan, who, language, "md") for language in LANGUAGES]
    parts = [re.findall(r"^(#+ |> | *- )", page, re.MULTILINE) for page in pages]
    assert parts[0] == parts[1]
    assert all(not line.startswith("|") for page in pages for line in page.splitlines())


@pytest.mark.parametrize(("code", "who"), [("k7mtr", "bup"), ("k7mtr", "school-health"), ("p3wdh", "bvc")])
def test_it_is_short(code: str, who: str) -> None:
    assert len(_page(example(code), who).split()) < 270  # half a page, with stamp and footer


def _why_not(plan: Plan, who: str) -> UsageTrouble:
    with pytest.raises(UsageTrouble) as caught:
        _page(plan, who)
    return caught.value


def test_nothing_is_made_when_there_is_nothing_to_write() -> None:
    """A meeting that has not been held is nothing to record, nor is one that others had."""
    ahead = replace(MEETING, present=())
    others = replace(MEETING, invited=("school",))
    for meetings in ((), (ahead,), (others,)):
        trouble = _why_not(replace(PLAN, meetings=meetings), "bup")
        assert "bup" in trouble.sentence
        assert trouble.hint == "kronobarn meeting b2345"


NONE_HELD = replace(PLAN, meetings=())


@pytest.mark.parametrize(
    "plan",
    [
        replace(NONE_HELD, notices=(Notice(id="n1", by="bup"),)),
        replace(NONE_HELD, wheel=(Reading(id="w1", voice="bup"),)),
        replace(NONE_HELD, actions=(Action(id="a1", who="bup"),)),
        replace(NONE_HELD, not_doing=(NotDoing(id="x1", who="bup", what="Ingen utredning."),)),
        replace(PLAN, meetings=(Meeting(id="m1", invited=("bup",), started="14:30"),), roles=Roles()),
        replace(NONE_HELD, actions=(Action(id="a1", who="bup"),), agreement=Agreement()),
    ],
    ids=["a notice", "the wheel", "a promise", "what it does not do", "a bare meeting", "a bare read-back"],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_least_there_is_makes_a_page_without_an_empty_heading(plan: Plan, language: str) -> None:
    lines = [line for line in _page(plan, "bup", language, "md").splitlines() if line]
    levels = [len(re.match("#*", line)[0]) for line in lines]  # type: ignore[index]
    assert [line for line, one, after in zip(lines, levels, levels[1:], strict=False) if one > 1 and after] == []
    assert not re.search(r": *$|, *$", "\n".join(line for line in lines if line.startswith("-")), re.MULTILINE)
