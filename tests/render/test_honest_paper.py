"""Paper that is true on its day: consents, who is called what, what is private, what stays out of the room."""

import re
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from kronobarn_cli.model.area import AREAS
from kronobarn_cli.model.plan import (
    Action,
    ActionStatus,
    Consent,
    HandOver,
    HandOverKind,
    Meeting,
    Person,
    PersonKind,
    Plan,
    Roles,
    Tried,
    Voice,
)
from kronobarn_cli.model.view import Audience, AudienceKind, audiences, find_audience, view
from kronobarn_cli.render.context import build
from kronobarn_cli.render.documents import DOCUMENTS, Style, find, fits, render
from kronobarn_cli.render.words import Words
from tests.render.samples import EMPTY, LANGUAGES, TODAY, example, full, terms

CHAIR = Audience(kind=AudienceKind.CHAIR)
MEETING_DAY = date(2026, 4, 16)
MUM, DAD = (Person(id=f"guardian-{n}", kind=PersonKind.GUARDIAN, name=name) for n, name in ((1, "mamma"), (2, "pappa")))
CHILD = Person(id="child", kind=PersonKind.CHILD)
SCHOOL = Person(id="school", kind=PersonKind.SERVICE, role="rektor", service="Skogsskolan")
BUP = Person(id="bup", kind=PersonKind.SERVICE, role="behandlare")
GRANDMA = Person(id="grandma", kind=PersonKind.OTHER, name="mormor")
ASKED = Plan(
    code="k7mtr",
    child=replace(EMPTY.child, name="Mio"),
    people=(CHILD, MUM, DAD, SCHOOL, BUP, GRANDMA),
    roles=Roles(responsible="school", coordinator="school", chair="school"),
    meetings=(Meeting(id="m1", day=MEETING_DAY, asks=("Hur blir morgnarna lugnare?",),
                      invited=("child", "guardian-1", "bup", "grandma")),),
)  # fmt: skip


def _consent(by: str, until: date = date(2026, 9, 1)) -> Consent:
    return Consent(id=f"c-{by}", by=by, to=("bup",), areas=AREAS, from_=date(2026, 1, 1), until=until)


def _page(plan: Plan, document: str, audience: str, form: str = "txt", language: str = "sv") -> str:
    found, reader = find(document), find_audience(plan, audience)
    assert found is not None
    assert reader is not None
    return render(found, view(plan, reader, TODAY), reader, form, Style(terms(language), language, TODAY)).text


BOTH = (_consent("guardian-1"), _consent("guardian-2"))


@pytest.mark.parametrize(
    ("consents", "told"),
    [
        (BOTH, True),
        (BOTH[:1], False),
        ((BOTH[0], _consent("guardian-2", date(2026, 4, 15))), False),
        ((*BOTH, _consent("grandma", date(2026, 4, 15))), False),
    ],
    ids=["both", "one of two", "one that ends the day before", "one more that ends the day before"],
)
def test_a_service_is_told_of_a_consent_only_if_it_is_whole_on_the_day_of_the_meeting(
    consents: tuple[Consent, ...], told: bool
) -> None:
    plan = replace(ASKED, consents=consents)
    page = _page(plan, "invitation", "bup")
    assert ("Det finns samtycke till att du är med" in page) == told
    assert ("Vi frågar familjen om samtycke innan vi ses" in page) == (not told)
    english = _page(plan, "invitation", "bup", language="en")
    assert ("There is consent" in english) == told
    assert ("We will ask the family for consent before we meet" in english) == (not told)


def test_a_service_that_holds_the_plan_is_told_of_no_consent() -> None:
    plan = replace(ASKED, consents=BOTH[:1], meetings=(replace(ASKED.meetings[0], invited=("school", "bup")),))
    page = _page(plan, "invitation", "school")
    assert "samtycke" not in page
    assert "det som familjen har sagt ja till" in page


def test_the_chair_is_told_which_guardian_has_consented_and_which_to_ask() -> None:
    notes = build(replace(ASKED, consents=BOTH[:1]), terms("sv"), "sv", TODAY, CHAIR)["consent_notes"]
    assert notes == ["Mamma har gett samtycke till behandlare (BUP), men inte pappa. Fråga pappa."]


def _called(*services: Person, protected: bool = False, language: str = "sv") -> list[str]:
    plan = replace(EMPTY, people=services, child=replace(EMPTY.child, protected=protected))
    seen = view(plan, CHAIR, TODAY)
    return [Words(seen, terms(language), language).who(one.id) for one in services]


def _service(name: str, role: str | None = None, service: str | None = None) -> Person:
    return Person(id=name, kind=PersonKind.SERVICE, role=role, service=service)


def test_a_role_does_not_drive_out_the_service() -> None:
    assert _called(
        _service("bup", "behandlare"),
        _service("bup-2", "behandlare"),
        _service("school", "rektor"),
        _service("school-health", "kurator"),
        _service("habilitation", "kurator"),
        _service("bvc", "BVC-sjuksköterska"),
        _service("police", "polis"),
        _service("school-2", "rektor", "Skogsskolan"),
    ) == [
        "behandlare (BUP)",
        "behandlare (BUP 2)",
        "rektor (skola)",
        "kurator (elevhälsa)",
        "kurator (habilitering)",
        "BVC-sjuksköterska",
        "polis",
        "rektor (Skogsskolan)",
    ]
    assert _called(_service("school", "rektor", "Skogsskolan"), protected=True) == ["rektor (skola)"]
    assert _called(_service("school", "headmaster"), language="en") == ["headmaster (school)"]


def test_two_services_are_never_called_the_same() -> None:
    for pair in (
        (_service("choir", "ledare"), _service("scouts", "ledare")),
        (_service("bup"), _service("bup-2")),
        (_service("police", "polis"), _service("police-2", "polis")),
        (_service("school", "rektor", "Skogsskolan"), _service("school-2", "rektor", "Skogsskolan")),
    ):
        for protected in (False, True):
            one, other = _called(*pair, protected=protected)
            assert one != other
            assert not re.search(r"\d", one)
            assert other.rstrip(")").endswith(" 2")


def test_an_invited_relative_has_an_invitation_that_holds_the_meeting_and_nothing_else() -> None:
    plan = replace(full(), meetings=tuple(replace(one, present=(), absent=(), notes=None, started=None, ended=None,
                                                  after=None) for one in full().meetings), reviews=(), tried=())  # fmt: skip
    aunt = find_audience(plan, "aunt")
    assert aunt is not None
    assert [one.name for one in DOCUMENTS if fits(one, plan, aunt)] == ["invitation"]
    for language in LANGUAGES:
        told = set(re.findall(r"[Oo]rd (T\d+)", _page(plan, "invitation", "aunt", language=language)))
        assert {"T0", "T11", "T38", "T39"} <= told <= {"T0", "T3", "T6", "T7", "T10", "T11", "T38", "T39", "T65", "T66"}
    seen = view(plan, aunt, TODAY)
    assert (seen.wheel, seen.voices, seen.consents, seen.goals, seen.notices, seen.decision) == (
        (),
        (),
        (),
        (),
        (),
        None,
    )
    assert {one.contact for one in seen.people} == {None}


def test_a_relative_who_was_not_asked_has_no_page() -> None:
    plan = replace(ASKED, meetings=(replace(ASKED.meetings[0], invited=("child", "bup")),))
    for reader in audiences(plan):
        if reader.who == "grandma":
            assert not [one.name for one in DOCUMENTS if fits(one, plan, reader)]


def test_a_relative_who_was_asked_to_the_first_of_two_meetings_is_invited_to_that_one() -> None:
    plan = replace(ASKED, meetings=(*ASKED.meetings, Meeting(id="m2", day=date(2026, 6, 1), invited=("child", "bup"))))
    grandma, invitation = find_audience(plan, "grandma"), find("invitation")
    assert grandma is not None
    assert invitation is not None
    assert fits(invitation, plan, grandma)
    page = _page(plan, "invitation", "grandma")
    assert "16 april 2026" in page
    assert "Familjen bestämmer vad du får veta" in page


def test_paper_says_who_is_responsible_and_who_holds_the_plan_together() -> None:
    plan = replace(ASKED, roles=Roles(responsible="school", coordinator="bup"))
    page = _page(plan, "plan", "family")
    assert "Barnetsbästa-ansvarig: rektor (Skogsskolan)." in page
    assert "Håller ihop planen: behandlare (BUP)." in page
    english = _page(plan, "plan", "family", language="en")
    assert "Responsible for the child's best (barnetsbästa-ansvarig): rektor (Skogsskolan)." in english
    assert "Holds the plan together: behandlare (BUP)." in english


def test_what_is_planned_has_not_begun() -> None:
    plan = replace(ASKED, actions=(Action(id="a1", what="Läsa", status=ActionStatus.PLANNED),))
    assert "Läget: inte börjat än" in _page(plan, "plan", "family")
    assert "not begun yet" in _page(plan, "plan", "family", language="en")


def _private() -> Plan:
    plan = example("k7mtr")
    wheel = tuple(replace(one, private=one.voice == "guardian-1") for one in plan.wheel)
    voices = tuple(replace(one, private=True) for one in plan.voices if one.of == "child")
    later = Meeting(id="m9", day=date(2026, 5, 1), invited=("child", "school"))
    return replace(plan, wheel=wheel, voices=voices, meetings=(*plan.meetings, later))


@pytest.mark.parametrize(("document", "audience"), [("plan", "school"), ("plan", "archive"), ("wheel", "school")])
def test_a_private_reading_says_so_wherever_it_stands(document: str, audience: str) -> None:
    for form in ("md", "txt", "html"):
        page = _page(_private(), document, audience, form)
        shown = [
            line
            for line in page.splitlines()
            if re.search(r"mamma( \(privat\))?: \d|mamma( \(privat\))? \|", line, re.IGNORECASE)
        ]
        assert shown
        assert not [line for line in shown if not re.search(r"mamma \(privat\)", line, re.IGNORECASE)], form
        assert "(privat) (privat)" not in page
    assert "(privat)" not in _page(example("k7mtr"), document, audience)


def test_how_the_child_takes_part_is_marked_on_the_agenda_when_it_is_private() -> None:
    plan = replace(_private(), voices=(Voice(id="v1", of="child", takes_part="Ritar", private=True),))
    assert "Så är Mio med (privat)" in _page(plan, "agenda", "school")


def test_what_only_the_chair_may_read_is_a_last_page_to_leave_out_of_the_room() -> None:
    for language, heading in (("sv", "Lämna den här sidan utanför rummet"), ("en", "Leave this page out of the room")):
        page = _page(example("k7mtr"), "agenda", "chair", "html", language)
        before, _mark, last = page.partition('<hr class="page">')
        assert heading in last
        assert re.search(r"<hr class=\"page\">\s*<h2>" + heading, page)
        assert "Det som ropades på bussen" in last
        assert "Det som ropades på bussen" not in before
        assert last.count("<h2>") == 1
    assert "hr.page { break-after: page;" in page
    assert 'class="page"' not in _page(example("k7mtr"), "agenda", "guardian-1", "html")


def _since(plan: Plan) -> Any:
    return build(plan, terms("sv"), "sv", date(2026, 5, 7), CHAIR)["since"]


def test_consents_and_hand_overs_since_last_time_stand_in_day_order() -> None:
    held = replace(ASKED.meetings[0], day=date(2026, 3, 19), present=("child",))
    old = replace(_consent("guardian-1"), withdrawn=date(2026, 4, 1))
    new = replace(_consent("guardian-1"), id="c9", from_=date(2026, 4, 10))
    first = HandOver(id="h1", kind=HandOverKind.COORDINATION, to="bup", declined=date(2026, 4, 5))
    second = HandOver(id="h2", kind=HandOverKind.COORDINATION, to="bup", accepted=date(2026, 4, 20))
    plan = replace(ASKED, meetings=(held,), consents=(new, old), hand_overs=(second, first))
    assert _since(plan) == [
        "Mamma har tagit tillbaka samtycket till behandlare (BUP).",
        "Behandlare (BUP) har sagt nej till samordningen av planen.",
        "Mamma har gett samtycke till behandlare (BUP).",
        "Behandlare (BUP) har tagit emot samordningen av planen.",
    ]


def test_what_was_tried_is_told_as_it_then_stood() -> None:
    now = Action(id="a1", what="Läsa", who="school", often="varje dag", sign="läser mer")
    then = Tried(id="t1", action="a1", day=TODAY, who="guardian-1", often="en gång i veckan", sign="läser en sida")
    plan = replace(ASKED, actions=(now,), tried=(then, Tried(id="t2", action="a1", day=TODAY)))
    one, other = build(plan, terms("sv"), "sv", TODAY, CHAIR)["tried"]
    assert (one["who"], one["often"], one["sign"]) == ("mamma", "en gång i veckan", "läser en sida")
    assert (other["who"], other["often"], other["sign"]) == ("rektor (Skogsskolan)", "", "")
    page = _page(plan, "plan", "family")
    assert "Hur ofta: en gång i veckan" in page
    assert "Så skulle vi veta att det hjälper: läser en sida" in page
