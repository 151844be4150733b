"""What must not be lost when the coordination or the role goes on: who has it now, the child first, what works, who knows."""

import re
from datetime import date
from itertools import pairwise

import pytest
from msgspec.structs import replace

from kronobarn_cli.errors import NotShared, UsageTrouble
from kronobarn_cli.model.area import AREAS
from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.plan import (
    AreaReading,
    Areas,
    Consent,
    HandOver,
    HandOverKind,
    Meeting,
    Person,
    PersonKind,
    Plan,
    Reading,
    Roles,
    Voice,
)
from kronobarn_cli.model.reading_ease import MOST, lix
from kronobarn_cli.model.view import Audience, AudienceKind, find_audience, view
from kronobarn_cli.render.documents import Style, find, fits, render
from kronobarn_cli.render.handed_over import meant
from kronobarn_cli.work.rendering import Order
from kronobarn_cli.work.rendering import render as order
from tests.render.samples import EMPTY, LANGUAGES, SAMPLES, TODAY, example, full, terms

DAY = date(2026, 4, 27)
COORDINATION, ROLE = HandOverKind.COORDINATION, HandOverKind.RESPONSIBLE
OFFERED = HandOver(
    id="h1", kind=COORDINATION, from_="school", to="bup", why="De är mest med Mio.", proposed=date(2026, 4, 20)
)
RECEIVED = replace(OFFERED, accepted=date(2026, 4, 24))
REFUSED = replace(OFFERED, declined=date(2026, 4, 24), declined_why="Vi har ingen tid.")
CONSENT = Consent(id="c1", by="mum", to=("bup",), areas=AREAS, from_=date(2026, 1, 1), until=date(2026, 9, 1))
PLAN = replace(
    EMPTY,
    child=replace(EMPTY.child, name="Mio"),
    people=(
        Person(id="child", kind=PersonKind.CHILD),
        Person(id="mum", kind=PersonKind.GUARDIAN, name="mamma"),
        Person(id="school", kind=PersonKind.SERVICE, role="rektor", service="Skogsskolan"),
        Person(id="bup", kind=PersonKind.SERVICE, role="behandlare"),
        Person(id="clinic", kind=PersonKind.SERVICE, role="logoped", service="mottagningen"),
    ),
    roles=Roles(responsible="school", coordinator="school"),
    consents=(CONSENT,),
    hand_overs=(OFFERED,),
)
READERS = ("bup", "family", "archive", "chair")


def _page(plan: Plan, who: str, language: str = "sv", form: str = "txt") -> str:
    document, reader = find("hand-over"), find_audience(plan, who)
    assert document is not None
    assert reader is not None
    return render(document, view(plan, reader, DAY), reader, form, Style(terms(language), language, DAY)).text


def _handed(*hand_overs: HandOver, **changed: object) -> Plan:
    return replace(PLAN, hand_overs=hand_overs, **changed)


@pytest.mark.parametrize("who", READERS)
def test_until_it_is_accepted_the_one_who_has_it_keeps_it(who: str) -> None:
    page = _page(PLAN, who)
    assert "- Från: rektor (Skogsskolan)\n- Till: behandlare (BUP)\n- Varför: De är mest med Mio." in page
    assert "- Föreslogs: 20 april 2026\n- Läget: väntar på svar" in page
    assert "Rektor (Skogsskolan) håller ihop planen tills behandlare (BUP) har sagt ja." in page
    assert ("Svara rektor (Skogsskolan), med ja eller nej." in page) == (who == "bup")


@pytest.mark.parametrize("who", READERS)
def test_an_accepted_one_says_who_has_it_now(who: str) -> None:
    page = _page(_handed(RECEIVED, roles=Roles(responsible="school", coordinator="bup")), who)
    assert "- Togs emot: 24 april 2026" in page
    assert "Behandlare (BUP) håller ihop planen.\n" in page
    assert "tills" not in page
    assert "väntar" not in page


@pytest.mark.parametrize("who", ["family", "archive", "chair"])
def test_a_declined_one_is_told_with_the_reason_and_nothing_has_changed(who: str) -> None:
    page = _page(_handed(REFUSED), who)
    assert "- Avböjdes: 24 april 2026\n- Varför inte: Vi har ingen tid." in page
    assert "Rektor (Skogsskolan) håller ihop planen.\n" in page


def test_the_two_kinds_are_told_apart() -> None:
    roles = Roles(responsible="school", coordinator="clinic")
    coordination, role = (
        _page(_handed(replace(OFFERED, kind=kind, from_=None), roles=roles), "chair") for kind in (COORDINATION, ROLE)
    )
    assert "Det här gäller samordningen av planen. Uppdraget som barnetsbästa-ansvarig är en annan sak." in coordination
    assert "Det ligger hos rektor (Skogsskolan)." in coordination
    assert "Logoped (mottagningen) håller ihop planen tills" in coordination
    assert "Det här gäller uppdraget som barnetsbästa-ansvarig. Samordningen av planen är en annan sak." in role
    assert "Den ligger hos logoped (mottagningen)." in role
    assert "Rektor (Skogsskolan) är barnetsbästa-ansvarig tills" in role


def test_the_family_reads_it_in_words_to_them() -> None:
    page = _page(PLAN, "family")
    assert page.startswith("Så här lämnar vi över\n")
    assert "Det här handlar om vem som håller ihop planen." in page
    assert "Ett ja till rektor (Skogsskolan) är inte ett ja till behandlare (BUP)." in page


@pytest.mark.parametrize("who", READERS)
def test_the_child_first_then_what_works_what_was_tried_and_so_on(who: str) -> None:
    plan = replace(full(), hand_overs=(replace(RECEIVED, to="bup"),))
    heads = [line for line in _page(plan, who, form="md").splitlines() if line.startswith("## ")]
    assert heads == [
        "## Ord T0 berättar",
        "## Ord T0 säger vid uppföljningen",
        "## För att kunna vara med",
        "## Det här är viktigt för de vuxna",
        "## Det här fungerar och ska fortsätta",
        "## Det här har vi prövat",
        "## Det här vill vi nå, och det här görs nu",
        "## Det här gör vi inte",
        "## Samtycken",
        "## Det här är vi inte överens om",
        "## Det här väntar",
        "## De här är med",
        "## Om det inte fungerar",
        "## Andra planer",
        "## Ord som kan vara svåra",
    ]


@pytest.mark.parametrize("who", READERS)
def test_what_was_said_in_private_or_is_not_to_be_raised_is_not_handed_on(who: str) -> None:
    secret = AreaReading(works="I enrum.")
    plan = replace(
        PLAN,
        roles=Roles(responsible="school", coordinator="bup"),
        hand_overs=(RECEIVED,),
        voices=(
            Voice(id="v1", of="child", important="Öppet.", takes_part="Öppet.", not_raise="Hemligt."),
            Voice(id="v2", of="child", important="I enrum.", takes_part="I enrum.", private=True),
            Voice(id="v3", of="mum", wish="I enrum.", private=True),
        ),
        wheel=(
            Reading(id="w1", voice="mum", day=DAY, areas=Areas(halsa=secret), private=True),
            Reading(id="w2", voice="mum", areas=Areas(halsa=AreaReading(works="Sover gott."))),
        ),
    )
    page = _page(plan, who)
    assert "Öppet." in page
    assert "- Hälsa, mamma" in page
    assert "enrum" not in page
    assert "Hemligt" not in page


def test_a_receiver_who_leans_on_consent_is_told_that_more_may_be_missing() -> None:
    assert "Här står bara det som samtycket till dig täcker." in _page(PLAN, "bup")
    holding = _handed(RECEIVED, roles=Roles(responsible="school", coordinator="bup"))
    assert "samtycket till dig" not in _page(holding, "bup")
    assert "samtycket till dig" not in _page(PLAN, "chair")


def test_without_a_consent_the_receiver_gets_nothing_and_the_others_are_told_to_ask() -> None:
    over = replace(CONSENT, until=date(2026, 4, 1))
    plan = replace(PLAN, consents=(over, replace(CONSENT, id="c2", to=("school",))))
    assert "Det finns inget samtycke till behandlare (BUP) som gäller i dag." in _page(plan, "chair")
    assert "Vi berättar inget för behandlare (BUP) förrän ni har sagt ja till det." in _page(plan, "family")
    with pytest.raises(NotShared):
        order(plan, Order("hand-over", "bup", "txt"), Style(terms("sv"), "sv", DAY))
    for there_is_one in (PLAN, replace(plan, roles=Roles(responsible="school", coordinator="bup"))):
        assert "Det finns inget samtycke" not in _page(there_is_one, "chair")


def test_consents_with_their_last_day_and_how_they_stand() -> None:
    withdrawn = replace(CONSENT, id="c2", by="child", withdrawn=date(2026, 4, 2), areas=AREAS[:1], original="akten")
    page = _page(replace(PLAN, consents=(CONSENT, withdrawn)), "archive")
    assert "Ett samtycke till rektor (Skogsskolan) är inte ett samtycke till behandlare (BUP)." in page
    assert "Trygghet\n  - Till och med 1 september 2026, gäller i dag\n" in page
    assert "Hälsa\n  - Till och med 1 september 2026, återkallat 2 april 2026\n  - Originalet finns: akten" in page


def test_the_meeting_ahead_is_told_and_one_that_was_held_is_not() -> None:
    ahead = Meeting(id="m1", day=date(2026, 5, 20), at="14:30", place="biblioteket", invited=("bup",))
    assert "- Nästa möte: 20 maj 2026, klockan 14:30, biblioteket" in _page(replace(PLAN, meetings=(ahead,)), "bup")
    held = replace(ahead, present=("bup",))
    assert "Nästa möte" not in _page(replace(PLAN, meetings=(held,)), "bup")


LATER = replace(OFFERED, id="h2", to="clinic", proposed=date(2026, 4, 1))
EARLIER_YES = replace(RECEIVED, id="h3", accepted=date(2026, 4, 10))


@pytest.mark.parametrize(
    ("hand_overs", "of_all", "of_bup"),
    [
        ((), None, None),
        ((REFUSED,), "h1", None),
        ((REFUSED, EARLIER_YES), "h3", "h3"),
        ((RECEIVED, EARLIER_YES), "h1", "h1"),
        ((OFFERED, LATER), "h2", "h1"),
        ((LATER, RECEIVED), "h2", "h1"),
        ((replace(REFUSED, accepted=date(2026, 4, 25)),), "h1", None),
        ((LATER,), "h2", None),
    ],
    ids=["none", "declined", "accepted before declined", "last accepted", "last waiting", "waiting first",
         "both answers", "another's"],
)  # fmt: skip
def test_which_one_is_meant(hand_overs: tuple[HandOver, ...], of_all: str | None, of_bup: str | None) -> None:
    """A service's is the one it receives; whoever said no is not handed anything."""
    readers = (Audience(kind=AudienceKind.CHAIR), Audience(kind=AudienceKind.SERVICE, who="bup"))
    found = [meant(_handed(*hand_overs), reader) for reader in readers]
    assert [one.id if one else None for one in found] == [of_all, of_bup]


def _why_not(plan: Plan, who: str) -> UsageTrouble:
    with pytest.raises(UsageTrouble) as caught:
        _page(plan, who)
    return caught.value


def test_without_a_hand_over_there_is_none_to_write() -> None:
    for who in ("family", "archive", "chair"):
        trouble = _why_not(_handed(), who)
        assert trouble.hint == "kronobarn hand-over b2345"


@pytest.mark.parametrize(
    ("plan", "who", "hint"),
    [
        (PLAN, "school", "kronobarn render b2345 hand-over --for bup"),
        (_handed(REFUSED), "bup", "kronobarn hand-over b2345"),
        (_handed(), "bup", "kronobarn hand-over b2345"),
        (_handed(REFUSED), "school", "kronobarn hand-over b2345"),
        (_handed(LATER), "bup", "kronobarn hand-over b2345"),
    ],
    ids=["who hands over", "who said no", "nothing to receive", "nobody receives", "another receives"],
)
def test_a_service_gets_it_only_to_receive(plan: Plan, who: str, hint: str) -> None:
    trouble = _why_not(plan, who)
    assert who in trouble.sentence
    assert trouble.hint == hint


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", HandOverKind)
@pytest.mark.parametrize("answer", [{}, {"accepted": DAY}, {"declined": DAY}])
def test_the_least_there_is_makes_a_page_without_a_gap(
    language: str, kind: HandOverKind, answer: dict[str, date]
) -> None:
    plan = replace(EMPTY, hand_overs=(HandOver(id="h1", kind=kind, **answer),))  # type: ignore[arg-type]
    for who in ("family", "archive", "chair"):
        lines = [line for line in _page(plan, who, language, "md").splitlines() if line]
        assert not [one for one, after in pairwise(lines) if one[:2] == "##" and after[:1] == "#"]
        assert not [line for line in lines if re.search(r": *$|^\.|  +\S| [.,]|None|^- *$", line)]
        assert not any("tells us" in line or "berättar" in line for line in lines)


def _everyone() -> list[tuple[str, str]]:
    return [(code, who) for code in SAMPLES for who in ("family", "archive", "chair", "bup", "bvc", "preschool")]


@pytest.mark.parametrize(("code", "who"), _everyone())
def test_both_languages_have_the_same_parts(code: str, who: str) -> None:
    plan, document = SAMPLES[code], find("hand-over")
    reader = find_audience(plan, who)
    assert document is not None
    if reader is None or not fits(document, plan, reader):
        return
    parts = [re.findall(r"^(#+ |> | *- )", _page(plan, who, language, "md"), re.MULTILINE) for language in LANGUAGES]
    assert parts[0] == parts[1]


def test_the_examples_have_one_that_waits_and_one_that_is_accepted() -> None:
    assert "är barnetsbästa-ansvarig tills BVC-sjuksköterska" in _page(example("p3wdh"), "bvc")
    assert "- Togs emot: 24 april 2026" in _page(example("t8qzg"), "preschool")


@pytest.mark.parametrize("kind", HandOverKind)
@pytest.mark.parametrize("consents", [(), full("sol").consents])
def test_the_familys_is_easy_to_read(kind: HandOverKind, consents: tuple[Consent, ...]) -> None:
    """Our own sentences; what people write is here one short word."""
    roles = Roles(responsible="school", coordinator="school")
    plan = replace(full("sol"), roles=roles, consents=consents, hand_overs=(replace(OFFERED, kind=kind, why="sol"),))
    reader, document = find_audience(plan, "family"), find("hand-over")
    assert reader is not None
    assert document is not None
    text = render(document, view(plan, reader, TODAY), reader, "txt", Style(terms("sv"), "sv", TODAY)).text
    sentences = "\n".join(line for line in text.splitlines()[1:-1] if line[-1:] in {".", "?"})
    assert 0 < lix(sentences) <= MOST[AudienceKind.FAMILY]


PRIVATE = "Det som är märkt privat är dina egna ord."


def test_a_guardians_plan_marks_the_own_private_words_and_says_who_can_read_them() -> None:
    """The other guardian's words in private are not there; nor is the sentence when nothing is private."""
    people = (*PLAN.people, Person(id="dad", kind=PersonKind.GUARDIAN, name="pappa"))
    own = Voice(id="v1", of="mum", important="Mitt eget.", private=True)
    others = Voice(id="v2", of="dad", important="Någon annans.", private=True)
    pages = {who: _plan_for(replace(PLAN, people=people, voices=(own, others)), who) for who in ("mum", "dad")}
    assert "Mamma berättar (privat)" in pages["mum"]
    assert "Mitt eget." in pages["mum"]
    assert "Någon annans." not in pages["mum"]
    assert "Mitt eget." not in pages["dad"]
    assert all(PRIVATE in page for page in pages.values())
    assert PRIVATE not in _plan_for(replace(PLAN, people=people, voices=(others,)), "mum")
    assert PRIVATE not in _plan_for(replace(PLAN, voices=(replace(own, important=None),)), "mum")
    assert PRIVATE not in _plan_for(replace(PLAN, voices=(own,)), "archive")


def test_a_guardians_own_wheel_in_private_is_marked() -> None:
    reading = Reading(id="w1", voice="mum", day=DAY, areas=Areas(halsa=AreaReading(works="Mitt eget.")), private=True)
    page = _plan_for(replace(PLAN, wheel=(reading,)), "mum")
    assert "Mamma (privat). Fungerar: Mitt eget." in page
    assert PRIVATE in page
    assert PRIVATE not in _plan_for(replace(PLAN, wheel=(replace(reading, voice="bup"),)), "bup")


def _plan_for(plan: Plan, who: str) -> str:
    document, reader = find("plan"), find_audience(plan, who)
    assert document is not None
    assert reader is not None
    return render(document, view(plan, reader, DAY), reader, "txt", Style(terms("sv"), "sv", DAY)).text


def test_a_child_who_is_not_born_has_no_page_and_the_parents_have_the_plan() -> None:
    plan = replace(PLAN, child=replace(PLAN.child, stage=ChildStage.UNBORN))
    document = find("child")
    assert document is not None
    with pytest.raises(UsageTrouble) as caught:
        render(document, plan, Audience(kind=AudienceKind.CHILD), "txt", Style(terms("sv"), "sv", DAY))
    assert caught.value.hint == "kronobarn render b2345 plan --for mum"
    assert _plan_for(plan, "mum")
