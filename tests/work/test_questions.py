"""`questions`: every conversation as a form on paper, and as a file that `--answers` takes."""

import re
from datetime import date
from pathlib import Path

import pytest

from kronobarn_cli.cli.questions import Talk
from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.interview.answers import Answers
from kronobarn_cli.interview.asked import Asked
from kronobarn_cli.interview.blanks import Blanks, Spot
from kronobarn_cli.interview.replies import Day, Refused, read
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.terms import Conversation, Kind, Question, Terms
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.work.answers_file import read_answers, to_yaml
from kronobarn_cli.work.paper_form import to_markdown
from kronobarn_cli.work.terms import load
from tests.conftest import Program

TODAY = date(2026, 4, 27)
SENSIBLE = {
    Kind.YES_NO: "nej",
    Kind.YES_NO_UNSURE: "vet inte",
    Kind.CHOICE: "",
    Kind.CHOICES: "[sip, lss]",
    Kind.LINE: "en rad",
    Kind.LINES: "[en rad, en till]",
    Kind.LONG: "flera rader",
    Kind.DATE: "2026-05-04",
    Kind.TIME: '"14:30"',
    Kind.BORN: "2017",
    Kind.MINUTES: "60",
    Kind.PERSON: "bup",
    Kind.PEOPLE: "[bup, school]",
    Kind.SERVICE: "bup",
    Kind.SERVICES: "[bup, school]",
    Kind.AREA: "larande",
    Kind.AREAS: "[larande]",
    Kind.GOAL: "g1",
    Kind.COUNTS: "[5, 0, 1]",
    Kind.SCORE: "3",
}
AROUND_THE_CHILD = {
    "child.born": "2017",
    "more.guardian.1": False,
    "pick.services": ["bup", "school"],
    "goals.g1.text": "Vara med på rasten.",
    "wheel.w1.voice": "guardian-1",
}


@pytest.fixture(scope="module", params=["sv", "en"])
def terms(request: pytest.FixtureRequest) -> Terms:
    """The shipped terms, in one language after the other."""
    return load("", request.param)


def printed(form: str) -> list[str]:
    """The ids in a file form, in order."""
    return [line.removesuffix(":") for line in form.splitlines() if not line.startswith("#")]


def asks(question: Question, id_: str) -> bool:
    """Whether an id is one of a question's, step by step; an item, an area, a person may be called anything."""
    steps, wanted = id_.split("."), question.id.split(".")
    stands_in = question.id.startswith("people.") and "*" not in question.id
    return len(steps) == len(wanted) and all(
        bool(re.fullmatch(want.replace("*", "[a-z0-9-]+").replace("@", "[a-z0-9-]+"), step)) or (stands_in and at == 1)
        for at, (step, want) in enumerate(zip(steps, wanted, strict=True))
    )


def of(terms: Terms, conversation: Conversation) -> list[Question]:
    """The questions of a conversation that take an answer."""
    return [one for one in terms.questions if conversation in one.conversations and one.kind is not Kind.PAUSE]


def value(question: Question) -> str:
    """A sensible answer, as it stands in a file."""
    return question.choices[0].id if question.kind is Kind.CHOICE else SENSIBLE[question.kind]


@pytest.mark.parametrize("conversation", Conversation)
def test_the_file_form_asks_each_question_once_under_an_id_of_its_own(terms: Terms, conversation: Conversation) -> None:
    found = printed(to_yaml(terms, conversation))
    asked = of(terms, conversation)
    assert [asks(question, id_) for question, id_ in zip(asked, found, strict=True)] == [True] * len(asked)
    assert len(set(found)) == len(found)
    assert [one for one in found if "*" in one or "@" in one] == []


@pytest.mark.parametrize("conversation", Conversation)
def test_a_filled_file_form_is_read_back_whole(terms: Terms, conversation: Conversation, tmp_path: Path) -> None:
    form = to_yaml(terms, conversation)
    filled = form
    for question, id_ in zip(of(terms, conversation), printed(form), strict=True):
        filled = re.sub(rf"^{re.escape(id_)}:$", f"{id_}: {value(question)}", filled, flags=re.MULTILINE)
    path = tmp_path / "svar.yaml"
    path.write_text(filled, encoding="utf-8")
    assert list(read_answers(path, terms)) == printed(form)


@pytest.mark.parametrize("conversation", Conversation)
def test_an_empty_file_form_answers_nothing(terms: Terms, conversation: Conversation, tmp_path: Path) -> None:
    path = tmp_path / "svar.yaml"
    path.write_text(to_yaml(terms, conversation), encoding="utf-8")
    assert read_answers(path, terms) == {}


@pytest.mark.parametrize("conversation", Conversation)
def test_every_word_that_the_file_form_allows_is_taken(terms: Terms, conversation: Conversation) -> None:
    blocks = re.findall(r"((?:^#.*\n)+)^[^#\n]+:\n", to_yaml(terms, conversation), flags=re.MULTILINE)
    for question, block in zip(of(terms, conversation), blocks, strict=True):
        blanks = Blanks(terms, Answers(Plan(code="k7mtr"), AROUND_THE_CHILD), TODAY, Spot("w1", "larande"))
        asked = Asked(question.id, question, question.ask, choices=blanks.choices(question))
        for word in re.findall(r"^#   ([^:]+): ", block, flags=re.MULTILINE):
            if question.kind is Kind.SCORE:
                assert word in [choice.id for choice in asked.choices]
            else:
                assert not isinstance(read(asked, word.strip("[]"), Day(TODAY, "sv")), Refused), (question.id, word)


@pytest.mark.parametrize("conversation", Conversation)
def test_no_blank_is_left_in_a_form(terms: Terms, conversation: Conversation) -> None:
    for form in (to_markdown(terms, conversation), to_yaml(terms, conversation)):
        assert "{" not in form
        assert "}" not in form


@pytest.mark.parametrize("conversation", Conversation)
def test_every_question_is_on_paper(terms: Terms, conversation: Conversation) -> None:
    paper = to_markdown(terms, conversation)
    asked = [one for one in of(terms, conversation) if "{" not in one.ask and not one.id.startswith("more.")]
    assert [one.id for one in asked if one.ask not in paper] == []


def test_every_conversation_can_be_named() -> None:
    assert [one.value for one in Talk] == [one.value for one in Conversation]


@pytest.mark.parametrize(
    "id_",
    [
        "actions.a2.what",
        "actions.*.what",
        "tried.t3.new-by",
        "meetings.m2.absent.guardian-1.why",
        "meetings.*.absent.@.why",
        "disagreements.o1.views.social-services.says",
        "wheel.w2.areas.hemmet.works",
        "more.guardian.2",
        "more.voice-words.v1",
        "more.not-doing.x2",
        "pick.areas.w1",
        "pick.answered.h1",
        "people.guardian-2.name",
        "people.school.role",
        "people.responsible.role",
        "people.doer.role",
        "people.giver.role",
        "people.other-1.role",
        "other-plans.sip.owner",
        "notices.n1.seen.why",
        "closing.why",
        "closing.child-told-by.why",
    ],
)
def test_an_id_of_any_conversation_is_known(id_: str, tmp_path: Path) -> None:
    path = tmp_path / "svar.yaml"
    path.write_text(f"{id_}: x\n")
    assert read_answers(path, load("", "sv")) == {id_: "x"}


@pytest.mark.parametrize(
    "id_",
    [
        "actions.g1.what",
        "actions.a.what",
        "actions.a1.whta",
        "goals.1.text",
        "wheel.w1.areas.skolan.works",
        "more.guardian.guardian-1",
        "people.school.phone",
        "meetings.m1.absent.why",
        "closing.why.why.why",
    ],
)
def test_an_id_that_nobody_asks_for_is_refused(id_: str, tmp_path: Path) -> None:
    path = tmp_path / "svar.yaml"
    path.write_text(f"{id_}: x\n")
    with pytest.raises(UsageTrouble, match=re.escape(id_)):
        read_answers(path, load("", "sv"))


def test_the_paper_for_the_meeting_has_five_parts_with_their_minutes_and_what_the_chair_says() -> None:
    terms = load("", "sv")
    paper = to_markdown(terms, Conversation.MEETING)
    headings = re.findall(r"^## (\d)\. ([^,]+), (\d+) ", paper, flags=re.MULTILINE)
    assert [name for _number, name, _minutes in headings] == [part.name for part in terms.agenda]
    assert sum(int(minutes) for _number, _name, minutes in headings) == 60
    assert [line for part in terms.agenda for line in part.prompts.chair if f"- {line}\n" not in paper] == []


def test_the_paper_for_the_meeting_has_room_for_three_actions() -> None:
    paper = to_markdown(load("", "sv"), Conversation.MEETING)
    for ask in ("Vad ska göras?", "Vem gör det?", "Hur märker ni att det hjälper?"):
        assert len(re.findall(rf"^\| {re.escape(ask)} \| [\\_]+ \|$", paper, flags=re.MULTILINE)) == 3


def test_the_wheel_on_paper_asks_about_every_area_in_its_own_words() -> None:
    terms = load("", "sv")
    paper = to_markdown(terms, Conversation.WHEEL)
    assert [one.id for one in terms.areas if one.works not in paper or one.hard not in paper] == []


def test_the_interview_is_what_is_shown_when_nothing_is_named(kronobarn: Program) -> None:
    assert kronobarn("questions").out == kronobarn("questions", "--for", "interview").out
    assert kronobarn("questions").out != kronobarn("questions", "--for", "meeting").out


def test_a_conversation_that_does_not_exist_is_refused(kronobarn: Program) -> None:
    assert kronobarn("questions", "--for", "lunch").code == 2


def test_a_meeting_is_held_from_its_filled_form(folder: Path, kronobarn: Program) -> None:
    typed = "n\nMio\n3\n2017\n\nmamma\nn\n\n\n\n:q\n"
    assert kronobarn("new-plan", typed=typed).code == 0
    form = kronobarn("questions", "--for", "meeting", "--to", "yaml").out
    said = {
        "meetings.m1.started": '"14:30"',
        "meetings.m1.present": "[child, guardian-1, school]",
        "goals.g1.text": "Vara med på rasten.",
        "goals.g1.area": "relationer",
        "actions.a1.what": "Möta Mio vid bussen.",
        "actions.a1.goal": "g1",
        "actions.a1.who": "school",
        "actions.a1.by": "2026-05-04",
        "disagreements.o1.about": "Om bussen.",
        "disagreements.o1.views.child.says": "Jag vill åka bil.",
        "agreement.answers.child.says": "vet inte",
        "meetings.m1.after.heard": "[2, 0, 1]",
    }
    for id_, answer in said.items():
        assert f"\n{id_}:\n" in form
        form = form.replace(f"\n{id_}:\n", f"\n{id_}: {answer}\n")
    Path("svar.yaml").write_text(form, encoding="utf-8")
    (code,) = Folder(folder).codes()
    held = kronobarn("meeting", code, "--answers", "svar.yaml")
    assert held.code == 0, held.all
    assert [id_ for id_ in said if f"{id_} " in held.all] == []
    plan = Folder(folder).load(code).plan
    assert (plan.actions[0].what, plan.actions[0].goal, plan.actions[0].who) == ("Möta Mio vid bussen.", "g1", "school")
    assert plan.disagreements[0].views[0].says == "Jag vill åka bil."


@pytest.mark.parametrize("conversation", Conversation)
def test_what_can_be_chosen_can_be_ticked_on_paper(terms: Terms, conversation: Conversation) -> None:
    paper = to_markdown(terms, conversation)
    asked = of(terms, conversation)
    texts = [choice.text for one in asked for choice in one.choices]
    texts += [one.name for one in terms.areas if any(question.kind is Kind.AREA for question in asked)]
    assert [text for text in texts if f"[ ] {text}" not in paper] == []
