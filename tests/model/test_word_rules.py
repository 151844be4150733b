"""Rules that read the words of a plan, and the words they look for: both sides, with a small terms file."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kronobarn_cli.model.hard_words import hard_words, lack_first, unexplained, vague_words
from kronobarn_cli.model.issue import Issue
from kronobarn_cli.model.plan import (
    Action,
    ActionStatus,
    Child,
    Closing,
    Disagreement,
    Explained,
    Fallback,
    Goal,
    NotDoing,
    OtherPlan,
    Person,
    PersonKind,
    Plan,
)
from kronobarn_cli.model.rules import RULES, WORD_RULES, check
from kronobarn_cli.model.terms import Jargon, Sector, ServiceTerm, Terms, Vague
from tests.model.made_up import FRAMED, TODAY
from tests.strategies import plans

TERMS = Terms(
    terms=1,
    language="sv",
    names=(),
    areas=(),
    stages=(),
    child_stages=(),
    services=(
        ServiceTerm(id="bup", name="Bup", role="behandlare", sector=Sector.HEALTH),
        ServiceTerm(id="social-services", name="Socialtjänsten", role="handläggare", sector=Sector.SOCIAL),
        ServiceTerm(id="school", name="Skolan", role="rektor", sector=Sector.SCHOOL),
    ),
    scales=(),
    agenda=(),
    consent=(),
    duty=(),
    vague=(
        Vague(word="snarast", instead="Vilken dag?"),
        Vague(word="vid behov", instead="När är det, och vem märker det?"),
        Vague(word="behov", instead="Av vad?"),
    ),
    lacks=(Vague(word="sluta", instead="Vad gör de vuxna?"), Vague(word="saknar", instead="Vad behövs?")),
    jargon=(Jargon(word="insats"), Jargon(word="öppen insats"), Jargon(word="Signs of Safety")),
    questions=(),
    glossary=(),
)
PEOPLE = (
    *FRAMED.people,
    Person(id="social-services-2", kind=PersonKind.SERVICE, role="handläggare"),
)
DOING = replace(FRAMED, people=PEOPLE)


def _doing(*who: str, **changed: Any) -> Plan:
    changed = {"by": TODAY, "sign": "x", **changed}
    actions = (Action(id=f"a{n}", who=one, **changed) for n, one in enumerate(who, start=1))
    return replace(DOING, actions=tuple(actions))


def _goal(text: str, words_of: str | None = None) -> Plan:
    return replace(FRAMED, goals=(Goal(id="g1", text=text, words_of=words_of),))


def _explained(plan: Plan, *words: str) -> Plan:
    return replace(plan, explained=tuple(Explained(id=f"e{n}", word=one) for n, one in enumerate(words, start=1)))


WORD_SIDES: list[tuple[str, Plan, Plan]] = [
    ("K187", _doing("school", what="Ringer snarast."), _doing("school", what="Ringer på tisdag.")),
    ("K187", _doing("school", often="Vid  behov"), _doing("school", often="varje dag")),
    ("K187", _doing("school", what="Ringer snarast."), _doing("school", what="x", status=ActionStatus.DONE)),
    (
        "K187",
        _doing("school", what="Ringer snarast."),
        replace(_doing("school", what="Ringer snarast."), closing=Closing(day=TODAY)),
    ),
    ("K188", _goal("Mio ska sluta gå hem."), _goal("Mio ska sluta gå hem.", words_of="child")),
    ("K188", _goal("Saknar vänner."), _goal("Mio vet vem han kan ringa när han saknar vänner.")),
    ("K188", _goal("Saknar vänner.", words_of="guardian-1"), _goal("Har vänner.", words_of="guardian-1")),
    ("K189", _goal("Ett möte med HVB."), _explained(_goal("Ett möte med HVB."), "hvb")),
    ("K189", _goal("En Insats i veckan."), _goal("En insatsstyrka.")),
    ("K189", _doing("school", sign="BBIC klar."), _doing("school", sign="Klart.")),
    (
        "K189",
        replace(FRAMED, not_doing=(NotDoing(id="x1", what="Ingen LSS nu."),)),
        replace(FRAMED, not_doing=(NotDoing(id="x1", what="Inget nu."),)),
    ),
    (
        "K189",
        replace(FRAMED, disagreements=(Disagreement(id="o1", about="Om HVB."),)),
        replace(FRAMED, disagreements=(Disagreement(id="o1"),)),
    ),
    (
        "K189",
        replace(FRAMED, fallback=Fallback(say="Fråga efter JOUR.")),
        replace(FRAMED, fallback=Fallback(say="FRÅGA EFTER JOUREN.")),
    ),
    (
        "K189",
        _goal("MK åker buss."),
        replace(_goal("MK åker buss."), child=replace(FRAMED.child, name="MK")),
    ),
    ("K190", _doing("bup", "social-services-2"), _doing("bup", "school")),
    ("K190", _doing("bup", "social-services-2"), _doing("social-services-2", "school")),
    ("K190", _doing("bup", "social-services-2"), _doing("bup", "social-services-2", status=ActionStatus.ENDED)),
    (
        "K190",
        replace(_doing("bup", "social-services-2"), other_plans=(OtherPlan(kind="sip"),)),
        replace(_doing("bup", "social-services-2"), other_plans=(OtherPlan(kind="sip", exists=True),)),
    ),
    (
        "K190",
        _doing("bup", "social-services-2"),
        replace(_doing("bup", "social-services-2"), closing=Closing(day=TODAY)),
    ),
]


def _codes(plan: Plan) -> set[str]:
    return {issue.code for issue in check(plan, TODAY, TERMS)}


@pytest.mark.parametrize(
    ("code", "wrong", "mended"), WORD_SIDES, ids=[f"{c}-{n}" for n, (c, *_) in enumerate(WORD_SIDES)]
)
def test_a_rule_of_words_speaks_about_the_one_and_not_about_the_other(code: Any, wrong: Any, mended: Any) -> None:
    assert code in _codes(wrong)
    assert code not in _codes(mended)


def test_every_rule_of_words_is_shown_above_and_yields_its_own_code() -> None:
    for code, rule in WORD_RULES.items():
        assert {issue.code for _, wrong, _ in WORD_SIDES for issue in rule(wrong, TERMS)} == {code}
    assert {code for code, *_ in WORD_SIDES} == set(WORD_RULES)


def test_a_code_belongs_to_one_rule_and_the_tables_are_in_order() -> None:
    assert not set(RULES) & set(WORD_RULES)
    assert list(RULES) == sorted(RULES)
    assert list(WORD_RULES) == sorted(WORD_RULES)


def test_without_terms_nothing_is_said_of_words() -> None:
    assert not [issue for _, wrong, _ in WORD_SIDES for issue in check(wrong, TODAY) if issue.code in WORD_RULES]


def test_each_vague_word_is_told_with_what_to_ask_instead() -> None:
    found = [i for i in check(_doing("school", what="Snarast, vid behov."), TODAY, TERMS) if i.code == "K187"]
    assert [(issue.path, issue.facts) for issue in found] == [
        (("actions", "a1", "what"), {"word": "snarast", "instead": "Vilken dag?"}),
        (("actions", "a1", "what"), {"word": "vid behov", "instead": "När är det, och vem märker det?"}),
    ]


def test_a_hard_word_is_told_once_where_it_stands_first() -> None:
    plan = replace(_goal("Ett HVB."), actions=(replace(FRAMED.actions[0], what="Besöker HVB. Söker insats."),))
    found = [(i.path, i.facts["word"]) for i in check(plan, TODAY, TERMS) if i.code == "K189"]
    assert found == [(("goals", "g1", "text"), "HVB"), (("actions", "a1", "what"), "insats")]


def test_both_services_are_named_when_the_rules_of_sip_apply() -> None:
    (found,) = (i for i in check(_doing("bup", "social-services-2"), TODAY, TERMS) if i.code == "K190")
    assert found.facts == {"health": "Mottagningen", "social": "handläggare"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("Vi ringer på tisdag.", ()),
        ("Ett SIP-möte med BUP:s enhet och BUP.", ("SIP", "BUP")),
        ("En öppen insats, sedan en INSATS till.", ("öppen insats", "insats")),
        ("Insatserna är slut.", ("insats",)),
        ("En insatsstyrka kom.", ()),
        ("signs  of\nsafety", ("Signs of Safety",)),
        ("NEJ. Vi ringer BVC.", ("BVC",)),
        ("VI SKA SES SNART! Sedan ringer EMI.", ("EMI",)),
        ("Åker till ÅÄÖ och ABCDEFG", ("ÅÄÖ",)),
        ("Ett TV-spel, ett sms och ett SMS.", ()),
        ("Klass F3 och X2000 på AB1", ()),
        ("En SIP, två sip", ("SIP",)),
        ("Efter HVB en insats", ("HVB", "insats")),
        ("En ınsats med en prick för lite", ()),
    ],
)
def test_hard_words_are_whole_words_each_once_and_in_order(text: Any, found: Any) -> None:
    assert hard_words(text, TERMS) == found


def test_a_word_that_was_asked_about_is_not_hard_any_more() -> None:
    plan = Plan(code="k7mtr", child=Child(name="AK"), explained=(Explained(id="e1", word="Sip"),))
    assert unexplained(plan, "AK får en SIP av BUP.", TERMS) == ("BUP",)


def test_a_persons_name_is_no_hard_word_but_what_a_service_is_called_is() -> None:
    people = (
        Person(id="guardian-1", kind=PersonKind.GUARDIAN, name="Ann EK"),
        Person(id="bup", kind=PersonKind.SERVICE, name="BUP"),
    )
    assert unexplained(Plan(code="k7mtr", people=people), "EK ringer BUP.", TERMS) == ("BUP",)


def test_the_longest_vague_word_wins() -> None:
    assert [one.word for one in vague_words("Vid behov, och snarast. Snarast.", TERMS)] == ["vid behov", "snarast"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Sluta slåss.", "sluta"),
        ("Mio ska sluta slåss.", "sluta"),
        ("Mio ska inte sluta leka.", None),
        ("Mio slutar tidigt.", None),
        ("", None),
    ],
)
def test_a_lack_counts_when_the_goal_begins_with_it(text: Any, word: Any) -> None:
    found = lack_first(text, TERMS)
    assert (found.word if found else None) == word


def test_looking_for_hard_words_is_quick_enough_while_someone_types() -> None:
    many = replace(TERMS, jargon=tuple(Jargon(word=f"fackord{number}") for number in range(500)))
    text = "Skolan ringer BUP om en insats och fackord77 på tisdag. " * 20
    hard_words(text, many)
    began = time.perf_counter()
    assert hard_words(text, many) == ("BUP", "fackord77")
    assert time.perf_counter() - began < 0.05


@given(text=st.text())
def test_no_text_brings_the_search_down(text: Any) -> None:
    assert all(word for word in hard_words(text, TERMS))
    assert len(set(vague_words(text, TERMS))) == len(vague_words(text, TERMS))
    lack_first(text, TERMS)


@given(plan=plans)
def test_no_plan_brings_the_rules_of_words_down(plan: Any) -> None:
    assert all(isinstance(issue, Issue) and issue.path for issue in check(plan, TODAY, TERMS))
