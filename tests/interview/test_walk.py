"""The walk: forward, back, explained, skipped with a reason, left, gone on with."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import pytest

from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.interview.answers import Answers
from kronobarn_cli.interview.asked import Asked
from kronobarn_cli.interview.defaults import Suggestions
from kronobarn_cli.interview.fold import fold
from kronobarn_cli.interview.guide import StageGuide
from kronobarn_cli.interview.replies import Day
from kronobarn_cli.interview.script import Script
from kronobarn_cli.interview.scripted import ScriptedAsker
from kronobarn_cli.interview.walk import Left, Walk
from kronobarn_cli.model.issue import Issue
from kronobarn_cli.model.plan import Outcome, Plan
from kronobarn_cli.model.stage import ended
from kronobarn_cli.model.terms import Stage, Terms
from kronobarn_cli.work import terms

TODAY = date(2026, 4, 27)
EMPTY = Plan(code="k7mtr")
USUAL = Suggestions(TODAY, lambda: datetime(2026, 4, 27, 14, 30))


@pytest.fixture(scope="module")
def words() -> Terms:
    return terms.load("", "sv")


class Typist:
    """A person who types these lines, one for each prompt, and remembers what was asked and said."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = iter(lines)
        self.asked: list[str] = []
        self.told: list[str] = []

    def _next(self) -> str:
        try:
            return next(self.lines)
        except StopIteration:
            raise EOFError from None

    def show(self, text: str) -> None:
        self.told.append(text)

    def heading(self, title: str, text: str) -> None:
        self.told.append(title)

    def remark(self, issue: Issue) -> None:
        self.told.append(issue.code)

    def blank(self) -> None:
        self.told.append("blank")

    def reply(self, asked: Asked) -> str:
        self.asked.append(asked.id)
        return self._next()

    def more(self, asked: Asked) -> str:
        return self._next()

    def reason(self, asked: Asked) -> str:
        return self._next()

    def refuse(self, asked: Asked, sentence: str) -> None:
        self.told.append(sentence)

    def confirm(self, sentence: str) -> bool:
        return True

    def is_person(self) -> bool:
        return True

    def answered(self) -> bool:
        return True

    def unused(self) -> tuple[str, ...]:
        return ()


class Memory:
    """A draft in memory, with every step in order."""

    def __init__(self) -> None:
        self.steps: list[tuple[str, str, Any]] = []

    def keep(self, question: str, value: Any) -> None:
        self.steps.append(("keep", question, value))

    def keep_line(self, question: str, line: str) -> None:
        self.steps.append(("line", question, line))

    def forget(self, question: str) -> None:
        self.steps.append(("forget", question, None))


def walk(
    words: Terms,
    asker: Any,
    answers: Answers,
    memory: Memory | None = None,
    unfinished: dict[str, list[str]] | None = None,
) -> bool:
    guide = StageGuide(words, Day(TODAY, "sv"))
    return Walk(Script(words, USUAL), answers, asker, memory or Memory(), guide).go(unfinished or {})


def questions(words: Terms, answers: Answers) -> list[Asked]:
    """Every question of the interview, filled in."""
    script = Script(words, USUAL)
    return [script.filled(place, answers) for place in script.places(answers)]


def test_own_service_is_enough_ends_soon_and_well(words: Terms) -> None:
    """Proportional: the simple case is some twenty short answers, most of them an empty line."""
    answers = {
        "child.protected": "nej",
        "child.name": "M",
        "child.stage": "school",
        "notices.n1.seen": "Ensam på två raster i veckan.",
        "questions.in-the-way": "Vet inte vad de leker.",
        "questions.others": "Nej, vi klarar det.",
        "pick.wheel.why": "Det behövs inte nu.",
        "pick.wheel": "nej",
        "decision.outcome": "own",
        "decision.why": "Fritidsledaren startar lekar.",
    }
    given = Answers(EMPTY)
    assert walk(words, ScriptedAsker(answers, "kronobarn questions --to yaml"), given)
    plan = fold(EMPTY, given.given)
    assert plan.decision is not None
    assert plan.decision.outcome is Outcome.OWN
    assert ended(plan, Stage.DECIDE)
    assert not any(question.startswith(("consents", "meetings", "voices")) for question in given.given)


def test_back_offers_the_old_answer(words: Terms) -> None:
    typist = Typist(["n", "Mio", "b", "", "3"])
    answers, memory = Answers(EMPTY), Memory()
    with pytest.raises(EOFError):
        walk(words, typist, answers, memory)
    assert typist.asked[:4] == ["child.protected", "child.name", "child.stage", "child.name"]
    assert answers.given["child.name"] == "Mio"


def test_going_back_takes_nothing_away_before_there_is_something_new(words: Terms) -> None:
    """Killed at the question one has gone back to, the old answer is still on the disk."""
    typist = Typist(["n", "Mio", "b"])
    answers, memory = Answers(EMPTY), Memory()
    with pytest.raises(EOFError):
        walk(words, typist, answers, memory)
    assert answers.given["child.name"] == "Mio"
    assert memory.steps[-1] == ("keep", "child.name", "Mio")


def test_back_at_the_first_question_says_so(words: Terms) -> None:
    typist = Typist(["b", "n"])
    with pytest.raises(EOFError):
        walk(words, typist, Answers(EMPTY))
    assert typist.asked[:2] == ["child.protected", "child.protected"]


def test_a_question_mark_explains_and_asks_again(words: Terms) -> None:
    typist = Typist(["?", "n"])
    with pytest.raises(EOFError):
        walk(words, typist, Answers(EMPTY))
    assert any("sekretessmarkering" in told for told in typist.told)


def test_a_skip_needs_its_reason(words: Terms) -> None:
    answers = Answers(
        EMPTY,
        {
            "child.protected": False,
            "child.stage": "school",
            "roles.responsible": "school",
            "people.school.role": None,
        },
    )
    with pytest.raises(EOFError):
        walk(words, Typist(["", "", "Vi var inte där."]), answers)
    assert answers.given["notices.n1.seen"] == {"skip": "Vi var inte där."}
    assert fold(EMPTY, answers.given).skipped[0].why == "Vi var inte där."


def test_every_answer_is_kept_before_the_next_question(words: Terms) -> None:
    memory = Memory()
    typist = Typist(["n", "Mio", "3"])

    class Watching(Typist):
        def reply(self, asked: Asked) -> str:
            kept = [question for step, question, _ in memory.steps if step == "keep"]
            assert kept == self.asked
            return super().reply(asked)

    watching = Watching(typist.lines)
    with pytest.raises(EOFError):
        walk(words, watching, Answers(EMPTY), memory)
    assert len(watching.asked) == 4


def test_each_line_of_a_long_answer_is_kept_as_it_comes(words: Terms) -> None:
    answers = Answers(
        EMPTY,
        {
            "child.protected": False,
            "child.stage": "school",
            "people.school.role": None,
            "roles.responsible": "school",
        },
    )
    memory = Memory()
    with pytest.raises(EOFError):
        walk(words, Typist(["rad ett", "rad två"]), answers, memory)
    assert memory.steps == [("line", "notices.n1.seen", "rad ett"), ("line", "notices.n1.seen", "rad två")]
    resumed = Answers(EMPTY, dict(answers.given))
    with pytest.raises(EOFError):
        walk(words, Typist(["rad tre", ""]), resumed, unfinished={"notices.n1.seen": ["rad ett", "rad två"]})
    assert resumed.given["notices.n1.seen"] == "rad ett\nrad två\nrad tre"


def test_leaving_in_the_middle_of_a_long_answer_keeps_what_was_written(words: Terms) -> None:
    known = {
        "child.protected": False,
        "child.stage": "school",
        "people.school.role": None,
        "roles.responsible": "school",
    }
    answers = Answers(EMPTY, known)
    assert not walk(words, Typist(["rad ett", "rad två", ":q"]), answers)
    assert answers.given["notices.n1.seen"] == "rad ett\nrad två"


def test_a_pause_is_shown_and_stores_nothing(words: Terms) -> None:
    asker = ScriptedAsker(
        {"child.protected": "ja", "child.stage": "school", "notices.n1.seen": "x"}, "kronobarn questions --to yaml"
    )
    answers, memory = Answers(EMPTY), Memory()
    with pytest.raises(UsageTrouble):
        walk(words, asker, answers, memory)
    assert "child.protected" in answers.given
    assert not any(question.startswith("pause.") for _, question, _ in memory.steps)


def test_protected_identity_asks_for_no_name_and_no_place(words: Terms) -> None:
    typist = Typist(["j", "", "3", "2017", "", "n", "", "", ""])
    with pytest.raises(EOFError):
        walk(words, typist, Answers(EMPTY))
    assert "child.name" not in typist.asked
    assert "people.guardian-1.name" not in typist.asked
    assert "people.school.service" not in typist.asked


@pytest.mark.parametrize("reply", ["20170101-2384", "Hon heter Eva, 201701012384"])
def test_a_personal_number_is_refused_in_every_text(words: Terms, reply: str) -> None:
    typist = Typist(["n", reply])
    answers = Answers(EMPTY)
    with pytest.raises(EOFError):
        walk(words, typist, answers)
    assert "child.name" not in answers.given


def test_the_under_fives_are_never_asked_for_a_number(words: Terms) -> None:
    known = {
        "child.protected": False,
        "child.stage": "preschool",
        "child.born": "2022",
        "wheel.w1.voice": "child",
        "pick.wheel": True,
        "pick.areas.w1": ["larande"],
    }
    asked = [one.id for one in questions(words, Answers(EMPTY, known))]
    assert "wheel.w1.areas.larande.works" in asked
    assert "wheel.w1.areas.larande.score" not in asked


@pytest.mark.parametrize(("born", "steps"), [("2020", 2), ("2017", 3), ("2012", 5)])
def test_the_child_gets_the_scale_of_its_age(words: Terms, born: str, steps: int) -> None:
    known = {
        "child.protected": False,
        "child.born": born,
        "wheel.w1.voice": "child",
        "pick.wheel": True,
        "pick.areas.w1": ["larande"],
    }
    asked = {one.id: one for one in questions(words, Answers(EMPTY, known))}
    assert len(asked["wheel.w1.areas.larande.score"].choices) == steps


def test_strengths_are_asked_before_what_is_hard(words: Terms) -> None:
    known = {"pick.wheel": True, "wheel.w1.voice": "child", "pick.areas.w1": ["larande", "halsa"]}
    asked = [
        one.id for one in questions(words, Answers(EMPTY, known)) if ".areas." in one.id and one.id.startswith("wheel")
    ]
    assert asked[:2] == ["wheel.w1.areas.halsa.works", "wheel.w1.areas.halsa.hard"]
    assert asked.index("wheel.w1.areas.larande.works") < asked.index("wheel.w1.areas.larande.hard")


def test_the_duty_to_report_is_shown_with_its_law(words: Terms) -> None:
    asked = {one.id: one for one in questions(words, Answers(EMPTY))}
    assert "19 kap. 1 §" in asked["pause.duty.notice"].ask


def test_going_on_begins_after_the_last_answer(words: Terms) -> None:
    plan = fold(
        EMPTY,
        {"child.protected": False, "child.name": "M", "child.stage": "school", "roles.responsible": "school"},
    )
    typist = Typist([])
    with pytest.raises(EOFError):
        walk(words, typist, Answers(plan))
    assert typist.asked == ["people.school.service"]


def test_what_the_plan_cannot_do_without_is_asked_even_when_something_later_is_known(words: Terms) -> None:
    """Somebody filled in the wheel before the frame was done: the frame is not skipped for good."""
    plan = fold(EMPTY, {"child.protected": False, "child.name": "M", "wheel.w1.voice": "child"})
    typist = Typist(["3", "2017", "", "", "n"])
    with pytest.raises(EOFError):
        walk(words, typist, Answers(plan))
    assert typist.asked[0] == "child.stage"
    assert "roles.responsible" in typist.asked


def test_back_reaches_answers_from_an_earlier_day(words: Terms) -> None:
    plan = fold(EMPTY, {"child.protected": False, "child.name": "M"})
    typist = Typist(["b", "Mio"])
    answers = Answers(plan)
    with pytest.raises(EOFError):
        walk(words, typist, answers)
    assert typist.asked == ["child.stage", "child.name", "child.stage"]
    assert fold(plan, answers.given).child.name == "Mio"


def test_words_that_steer_never_land_in_a_long_answer(words: Terms) -> None:
    known = {
        "child.protected": False,
        "child.stage": "school",
        "people.school.role": None,
        "roles.responsible": "school",
    }
    answers = Answers(EMPTY, known)
    typist = Typist(["rad ett", "?", "rad två", "b", "rektor", ""])
    with pytest.raises(EOFError):
        walk(words, typist, answers)
    assert any("utan att tolka" in told for told in typist.told)
    assert answers.given["people.school.role"] == "rektor"
    assert answers.given["notices.n1.seen"] == "rad ett\nrad två"


@pytest.mark.parametrize("steering", ["b", "?", ":q"])
def test_a_file_of_answers_cannot_steer(words: Terms, steering: str) -> None:
    with pytest.raises(UsageTrouble):
        walk(
            words,
            ScriptedAsker({"child.protected": "nej", "child.name": steering}, "kronobarn questions --to yaml"),
            Answers(EMPTY),
        )


def test_a_score_in_a_file_is_its_value_and_not_its_place_in_a_menu(words: Terms) -> None:
    """A child of nine chooses among three steps, 1, 3 and 5: the 3 in a file is the middle one."""
    file = {
        "child.protected": "nej",
        "child.stage": "school",
        "child.born": "2017",
        "notices.n1.seen": "x",
        "questions.in-the-way": "x",
        "questions.others": "x",
        "pick.wheel": "ja",
        "wheel.w1.voice": "child",
        "pick.areas.w1": ["larande"],
        "wheel.w1.areas.larande.score": "3",
        "decision.outcome": "own",
        "decision.why": "x",
        "people.responsible.service": "Skogsskolan",
    }
    answers = Answers(EMPTY)
    assert walk(words, ScriptedAsker(file, "kronobarn questions --to yaml"), answers)
    plan = fold(EMPTY, answers.given)
    assert plan.wheel[0].areas.larande is not None
    assert plan.wheel[0].areas.larande.score == 3
    assert next(one for one in plan.people if one.id == "school").service == "Skogsskolan"


def test_a_child_that_is_not_born_is_asked_for_no_words_and_no_year(words: Terms) -> None:
    known = {"child.protected": False, "child.stage": "unborn", "pick.wheel": True, "decision.outcome": "collaborate"}
    known |= {"people.guardian-1.name": "mamma"}
    asked = {one.id: one for one in questions(words, Answers(EMPTY, known))}
    assert not asked.keys() & {"child.born", "notices.n1.child-says", "pick.voices"}
    assert "child" not in [choice.id for choice in asked["wheel.w1.voice"].choices]


def test_nobody_has_to_consent_before_the_meeting_can_be_prepared(words: Terms) -> None:
    known = {"child.protected": False, "decision.outcome": "collaborate", "voices.v1.of": None, "consents.c1.by": None}
    asked = [one.id for one in questions(words, Answers(EMPTY, known))]
    assert "consents.c1.to" not in asked
    assert "voices.v1.important" not in asked
    assert "meetings.m1.asks" in asked


FRAMED = {
    "child.protected": False,
    "child.stage": "school",
    "people.school.role": None,
    "roles.responsible": "school",
}


@pytest.mark.parametrize("lines", [["rad ett", "b", ":q"], ["rad ett", "rad två", "b", "b", ":q"]])
def test_lines_that_were_left_are_told_of_when_the_person_leaves(words: Terms, lines: list[str]) -> None:
    """Whoever saves knows of them: they are in no answer."""
    answers = Answers(EMPTY, dict(FRAMED))
    left = Walk(Script(words, USUAL), answers, Typist(lines), Memory(), StageGuide(words, Day(TODAY, "sv")))
    assert not left.go({})
    assert left.unfinished == {"notices.n1.seen": [line for line in lines if line.startswith("rad")]}


def test_several_things_half_told_come_after_those_that_were_told(words: Terms) -> None:
    """A list keeps what it had, as a text does."""
    known = {"child.name": "M", "child.stage": "school", "child.born": None, "child.grade": None}
    answers = Answers(EMPTY, {"child.protected": False, **known, "child.needs": ["tolk"]})
    with pytest.raises(EOFError):
        walk(words, Typist(["paus", ""]), answers, unfinished={"child.needs": ["bilder"]})
    assert answers.given["child.needs"] == ["tolk", "bilder", "paus"]


def test_a_line_that_makes_an_answer_too_long_is_refused_and_the_others_stand(words: Terms) -> None:
    answers = Answers(EMPTY, dict(FRAMED))
    typist = Typist(["a" * 6_000, "b" * 6_000, "c", ""])
    with pytest.raises(EOFError):
        walk(words, typist, answers)
    assert answers.given["notices.n1.seen"] == "a" * 6_000 + "\nc"
    assert any("10000" in told for told in typist.told)


def test_the_person_can_leave_where_no_disk_takes_the_answer(words: Terms) -> None:
    """What was just answered is known all the same: the plan may take it."""

    class Full(Memory):
        def keep(self, question: str, value: Any) -> None:
            if question == "child.name":
                raise Left
            super().keep(question, value)

    answers = Answers(EMPTY)
    assert not walk(words, Typist(["n", "Mio", "3"]), answers, Full())
    assert answers.given == {"child.protected": False, "child.name": "Mio"}
