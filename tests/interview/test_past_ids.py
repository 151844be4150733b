"""What a conversation counts with: no number that has meant something in the plan is given again."""

from typing import Any

import pytest
from msgspec.structs import replace

from kronobarn_cli.interview.answers import Answers
from kronobarn_cli.interview.blanks import Blanks
from kronobarn_cli.interview.fold import fold
from kronobarn_cli.interview.lists import LIST_OF_MORE
from kronobarn_cli.interview.rebase import moved
from kronobarn_cli.interview.script import Script
from kronobarn_cli.interview.scripted import ScriptedAsker
from kronobarn_cli.model.items import PREFIXES
from kronobarn_cli.model.plan import Goal, Person, PersonKind, Plan, Reading
from kronobarn_cli.model.terms import Terms
from kronobarn_cli.work import talks
from kronobarn_cli.work import terms as terms_files
from tests.interview.test_meeting import FIRST, TODAY, met, usual

EMPTY = Plan(code="k7mtr")
TALKS = (talks.wheel, talks.consent, talks.prepare, talks.meeting, talks.follow_up, talks.hand_over)
GONE = replace(FIRST, past_ids=("w6", "g4", "a5", "m2", "x3", "o7", "c9", "e2", "t8", "r3", "h2", "v4", "guardian-2"))


@pytest.fixture(scope="module")
def words() -> Terms:
    return terms_files.load("", "sv")


@pytest.mark.parametrize("root", PREFIXES)
def test_the_next_of_every_list_comes_after_what_has_been(root: str) -> None:
    prefix = PREFIXES[root]
    assert Answers(replace(EMPTY, past_ids=(f"{prefix}6",))).next_item(root) == 7
    assert Answers(replace(EMPTY, past_ids=("z6",))).next_item(root) == 1
    given = {f"{root}.{prefix}9.what": "x"}
    assert Answers(replace(EMPTY, past_ids=(f"{prefix}6",)), given).next_item(root) == 10


def test_the_first_of_a_list_gets_no_number_that_has_been(words: Terms) -> None:
    """The interview begins lists where the plan has none."""
    gone = replace(EMPTY, past_ids=("n1", "w2", "guardian-1"))
    known = Answers(gone, {"child.protected": False, "pick.wheel": True, "more.guardian.2": True})
    begun = {".".join(one.id.split(".")[:2]) for one in Script(words, usual()).places(known)}
    items = {one for one in begun if one.startswith(("notices.", "people.guardian", "wheel."))}
    assert items == {"notices.n2", "people.guardian-2", "people.guardian-3", "wheel.w3"}


@pytest.mark.parametrize("talk", TALKS, ids=lambda one: one.__name__)
def test_no_conversation_begins_anything_under_a_number_that_has_been(words: Terms, talk: Any) -> None:
    plan = replace(GONE, meetings=())
    held = talk(plan, usual())
    known = held.answers(plan, {"pick.wheel-again": True, "pick.voices": True})
    script = Script(words, usual(), held.scope)
    begun = {tuple(one.id.split(".")[:2]) for one in script.places(known) if one.id.split(".")[0] in PREFIXES}
    begun -= {("people", one.id) for one in plan.people}
    assert begun
    taken = {(root, f"{prefix}{number}") for root, prefix in PREFIXES.items() for number in range(1, 3)}
    assert not begun & taken
    for root, item in begun:
        number = next((one for one in GONE.past_ids if one.startswith(PREFIXES[root]) and one[1].isdecimal()), None)
        assert number is None or int(item[1:]) > int(number[1:]), item


def test_at_a_meeting_goals_and_actions_come_after_what_has_been(words: Terms) -> None:
    replies = {"goals.g5.text": "A", "more.goal.g5": "j", "goals.g6.text": "B", "actions.a6.what": "C"}
    plan, _typist = met(words, GONE, replies | {"disagreements.o8.about": "D"})
    assert [one.id for one in plan.goals] == ["g5", "g6"]
    assert [one.id for one in plan.actions] == ["a6"]
    assert [one.id for one in plan.disagreements] == ["o8"]
    assert plan.past_ids == GONE.past_ids, "to forget is for who saves"


def test_one_more_after_what_is_there_skips_what_has_been(words: Terms) -> None:
    there = replace(GONE, goals=(Goal(id="g1", text="A"),))
    plan, typist = met(words, there, {"more.goal.g1": "j", "goals.g5.text": "B", "more.goal.g5": "j"})
    assert [one.id for one in plan.goals] == ["g1", "g5"]
    assert [one for one in typist.asked if one.startswith("more.goal.")] == ["more.goal.g1", "more.goal.g5"]
    assert "goals.g6.text" in typist.asked
    assert not [one for one in typist.asked if one.startswith(("goals.g2.", "goals.g3.", "goals.g4."))]


@pytest.mark.parametrize("question", LIST_OF_MORE)
def test_a_yes_leads_to_an_item_that_has_not_been(words: Terms, question: str) -> None:
    root = LIST_OF_MORE[question]
    one, two, three = (f"{PREFIXES[root]}{number}" for number in (1, 5, 6))
    plan = replace(FIRST, past_ids=(f"{PREFIXES[root]}4",))
    held = talks.meeting(plan, usual())
    said = {f"{root}.{item}.{key}": "school" for item in (one, two) for key in ("text", "what", "about", "who")}
    answers, script = held.answers(plan, said), Script(words, usual(), held.scope)
    places = [place for place in script.places(answers) if place.question.id == question]
    assert {place.id: script.filled(place, answers).leads_to for place in places} == {
        question.replace("*", one): f"{root}.{two}",
        question.replace("*", two): f"{root}.{three}",
    }


def test_a_file_of_answers_about_the_next_one_says_that_there_is_more(words: Terms) -> None:
    answers = Answers(GONE, {"goals.g1.text": "x"})
    script = Script(words, usual(), talks.meeting(GONE, usual()).scope)
    asked = script.filled(next(one for one in script.places(answers) if one.id == "more.goal.g1"), answers)
    assert ScriptedAsker({"goals.g5.text": "y"}, "").reply(asked) == "j"
    assert ScriptedAsker({"goals.g2.text": "y"}, "").reply(asked) != "j"
    assert ScriptedAsker({"goals.g50.text": "y"}, "").reply(asked) != "j"


def test_somebody_else_who_consents_is_not_somebody_who_has_been(words: Terms) -> None:
    plan = replace(FIRST, people=(*FIRST.people, Person(id="other-1", kind=PersonKind.OTHER)), past_ids=("other-3",))
    givers = next(one for one in words.questions if one.id == "consents.*.by")
    assert Blanks(words, Answers(plan), TODAY).choices(givers)[-1].id == "other-4"


def test_answers_kept_from_before_get_another_number_when_theirs_has_been_given_meanwhile() -> None:
    """Somebody wrote a reading w1 and took it away again while these waited: they are of another."""
    plan = Plan(code="k7mtr", past_ids=("w1",))
    given = {"wheel.w1.voice": "child", "pick.areas.w1": ["larande"], "wheel.w1.areas.larande.works": "Matte"}
    answers = moved(given, plan)
    assert answers == {"wheel.w2.voice": "child", "pick.areas.w2": ["larande"], "wheel.w2.areas.larande.works": "Matte"}
    assert [one.id for one in fold(plan, answers).wheel] == ["w2"]


def test_many_of_them_keep_their_order() -> None:
    given = {f"actions.a{number}.what": str(number) for number in (9, 10, 11)}
    assert moved(given, Plan(code="k7mtr", past_ids=("a12",))) == {
        f"actions.a{number + 4}.what": str(number) for number in (9, 10, 11)
    }


def test_answers_about_what_is_there_or_new_keep_their_numbers() -> None:
    plan = Plan(code="k7mtr", wheel=(Reading(id="w3", voice="child"),), past_ids=("w4",))
    given = {"wheel.w3.areas.larande.works": "Matte", "wheel.w5.voice": "school", "goals.g1.text": "Sova."}
    assert moved(given, plan) == given
