"""LIX, and which sentences of adults a reader is warned about."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kronobarn_cli.model.plan import (
    Action,
    Explained,
    Fallback,
    Goal,
    Meeting,
    NotDoing,
    Person,
    PersonKind,
    Plan,
    Review,
    Tried,
    Voice,
)
from kronobarn_cli.model.reading_ease import MOST, hard_sentences, lix
from kronobarn_cli.model.view import AudienceKind

HARD = "Individanpassad studiehandledning erbjuds kontinuerligt."
EASY = "Mamma läser en saga varje kväll."
CHILD = Person(id="child", kind=PersonKind.CHILD)
PLAN = Plan(code="k7mtr", people=(CHILD,))
MOST_FOR_CHILD = MOST[AudienceKind.CHILD]


def _places(plan: Plan) -> list[str]:
    return ["/".join(one.path) for one in hard_sentences(plan, MOST_FOR_CHILD)]


def test_lix_is_words_in_a_sentence_and_the_share_of_long_words() -> None:
    assert lix("Vi ses på torsdag. Du får rita.") == pytest.approx(7 / 2 + 100 / 7)
    assert lix("sex sex sex sex sex sex") == 6
    assert lix("bokstav") == 101
    assert lix("") == lix(" . ? ") == 0


@given(st.text())
def test_lix_of_anything_is_a_number(text: str) -> None:
    assert 0 <= lix(text) <= len(text) + 100


def test_a_hard_sentence_is_found_with_its_place_and_an_easy_one_is_not() -> None:
    plan = replace(PLAN, actions=(Action(id="a1", what=f"{EASY} {HARD}", sign=EASY),))
    (found,) = hard_sentences(plan, MOST_FOR_CHILD)
    assert (found.path, found.text) == (("actions", "a1", "what"), HARD)
    assert found.lix > MOST_FOR_CHILD + 10


def test_every_text_that_adults_wrote_for_others_is_measured() -> None:
    for plan, place in (
        (replace(PLAN, goals=(Goal(id="g1", text=HARD),)), "goals/g1/text"),
        (replace(PLAN, goals=(Goal(id="g1", text=HARD, words_of="guardian-1"),)), "goals/g1/text"),
        (replace(PLAN, actions=(Action(id="a1", often=HARD),)), "actions/a1/often"),
        (replace(PLAN, actions=(Action(id="a1", sign=HARD),)), "actions/a1/sign"),
        (replace(PLAN, fallback=Fallback(say=HARD)), "fallback/say"),
        (replace(PLAN, explained=(Explained(id="e1", word="x", means=HARD),)), "explained/e1/means"),
        (replace(PLAN, meetings=(Meeting(id="m1", asks=(EASY, HARD)),)), "meetings/m1/asks/2"),
    ):
        assert _places(plan) == [place]


def test_the_childs_own_words_are_never_measured() -> None:
    said = replace(
        PLAN,
        voices=(Voice(id="v1", of="child", important=HARD, wish=HARD),),
        goals=(Goal(id="g1", text=HARD, words_of="child"),),
        reviews=(Review(id="r1", day=date(2026, 5, 7), child_says=HARD),),
    )
    assert hard_sentences(said, 0) == ()


def test_the_three_hardest_come_hardest_first_and_none_twice() -> None:
    harder = "Individanpassad studiehandledning erbjuds kontinuerligt modersmålsundervisande elevhälsopersonal."
    texts = (HARD, harder, HARD, "Kontinuerlig samverkansplanering genomförs.", "Regelbundna avstämningar genomförs.")
    plan = replace(PLAN, actions=tuple(Action(id=f"a{n}", what=text) for n, text in enumerate(texts, 1)))
    found = hard_sentences(plan, MOST_FOR_CHILD)
    assert [one.text for one in found] == [harder, HARD, texts[3]]
    assert [one.lix for one in found] == sorted((one.lix for one in found), reverse=True)


@pytest.mark.parametrize("short", ["En ny hörselkontroll.", "Fotboll", "Varje skoldag.", "Kuratorn ringer Mio.", "..."])
def test_one_long_word_in_a_short_sentence_is_no_fault(short: str) -> None:
    assert _places(replace(PLAN, actions=(Action(id="a1", what=short),))) == []


def test_an_ask_of_a_meeting_that_was_held_is_met_by_nobody() -> None:
    meeting = Meeting(id="m1", asks=(HARD,), present=("child",))
    assert _places(replace(PLAN, meetings=(meeting,))) == []


def test_guardians_are_promised_somewhat_less_than_a_child() -> None:
    sentence = "Kuratorn pratar med läraren och mamma när morgnarna känns svåra."
    plan = replace(PLAN, actions=(Action(id="a1", what=sentence),))
    assert hard_sentences(plan, MOST_FOR_CHILD)
    assert not hard_sentences(plan, MOST[AudienceKind.GUARDIAN])
    assert MOST[AudienceKind.GUARDIAN] == MOST[AudienceKind.FAMILY] == 35


def test_exactly_ten_over_is_not_more_than_ten() -> None:
    ten_words = "Vi ses på en bro i en by vid sjön."
    plan = replace(PLAN, actions=(Action(id="a1", what=ten_words),))
    assert hard_sentences(plan, 0) == ()
    assert [one.lix for one in hard_sentences(plan, -1)] == [10]


def test_a_place_is_told_as_it_stands_in_the_file() -> None:
    plan = replace(PLAN, tried=(Tried(id="t1", known_by=HARD),), not_doing=(NotDoing(id="x1", what=f"{HARD} Nu."),))
    assert _places(plan) == ["not-doing/x1/what"]
    assert _places(replace(plan, not_doing=())) == ["tried/t1/known-by"]
