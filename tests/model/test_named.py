"""What is found of names in texts, where protected identity takes only whole fields away."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from kronobarn_cli.model.named import named_in
from kronobarn_cli.model.plan import Action, Child, Meeting, Person, PersonKind, Plan, Shared, Skipped
from kronobarn_cli.model.view import Audience, AudienceKind, view

TODAY = date(2026, 4, 27)
PLAN = Plan(
    code="k7mtr",
    child=Child(name="Mio", protected=True),
    people=(
        Person(id="guardian-1", kind=PersonKind.GUARDIAN, name="Anna Svensson", contact="070-123 45 67"),
        Person(id="guardian-2", kind=PersonKind.GUARDIAN, name="mamma"),
        Person(id="school", kind=PersonKind.SERVICE, service="Skogsskolan i Alvesta"),
    ),
    meetings=(Meeting(id="m1", place="Ekgården"),),
    shared=(Shared(day=TODAY, document="Mio", for_="family"),),
)


def _found(*texts: str) -> list[str]:
    actions = tuple(Action(id=f"a{number}", what=text) for number, text in enumerate(texts))
    plan = Plan(**{one: getattr(PLAN, one) for one in PLAN.__struct_fields__} | {"actions": actions})
    seen = view(plan, Audience(kind=AudienceKind.FAMILY), TODAY, despite_protected=True)
    return [one.text for one in named_in(plan, seen)]


@pytest.mark.parametrize(
    "text",
    [
        "Fritidspedagogen möter Mio.",
        "Vi hämtar Mios väska.",
        "mio sover",
        "Fråga Anna.",
        "Fru Svensson ringer.",
        "Ring 070-123 45 67.",
        "Han går på Skogsskolan.",
        "Bussen till Alvesta.",
        "Vi ses på ekgården.",
    ],
)
def test_a_name_in_a_text_is_found_as_a_word_of_its_own(text: str) -> None:
    assert _found(text) == [text]


@pytest.mark.parametrize("text", ["Vi möter barnet.", "Mionett.", "Mamma ringer.", "Alla är med i kören."])
def test_other_words_are_left_alone(text: str) -> None:
    assert _found(text) == []


def test_only_the_sentence_that_names_is_told_and_once() -> None:
    assert _found("Vi börjar i maj. Mio är med! Sedan ses vi.", "Mio är med!") == ["Mio är med!"]


def test_without_names_in_the_plan_nothing_can_be_found() -> None:
    assert named_in(Plan(code="k7mtr"), Plan(code="k7mtr", actions=(Action(id="a1", what="Möter Mio."),))) == ()


def _found_with(text: str, **changed: Any) -> list[str]:
    plan = replace(PLAN, actions=(Action(id="a1", what=text),), **changed)
    seen = view(plan, Audience(kind=AudienceKind.FAMILY), TODAY, despite_protected=True)
    return [one.text for one in named_in(plan, seen)]


def test_a_name_with_a_full_stop_in_it_is_found_in_the_whole_text() -> None:
    reached = (Person(id="bup", kind=PersonKind.SERVICE, contact="070.123 45 67"),)
    text = "Vi ses. Ring 070.123 45 67 i maj."
    assert _found_with(text, people=reached) == [text]


def test_a_name_of_two_letters_is_a_name_and_one_letter_is_none() -> None:
    assert _found_with("Bo ringer.", people=(Person(id="aunt", kind=PersonKind.OTHER, name="Bo"),)) == ["Bo ringer."]
    assert _found_with("B ringer.", people=(Person(id="aunt", kind=PersonKind.OTHER, name="B"),)) == []


@pytest.mark.parametrize(("text", "found"), [("Vid Moen.", True), ("Vid torget.", False), ("En Vik.", False)])
def test_of_a_place_the_words_with_a_capital_and_four_letters_are_names(text: str, found: bool) -> None:
    place = (Person(id="bup", kind=PersonKind.SERVICE, service="Familjens hus Moen vid torget i Vik"),)
    assert bool(_found_with(text, people=place)) is found


def test_why_a_question_was_left_is_not_looked_through() -> None:
    assert _found_with("Inget.", skipped=(Skipped(what="notices", why="Mio vill inte."),)) == []
