"""The meeting: five parts, jumps, the clock, the remark at once, the hard word, the read-back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import msgspec
import pytest

from kronobarn_cli.i18n import _
from kronobarn_cli.interview.answers import Answers
from kronobarn_cli.interview.asked import Asked
from kronobarn_cli.interview.defaults import Suggestions
from kronobarn_cli.interview.fold import fold
from kronobarn_cli.interview.meeting_clock import Clock
from kronobarn_cli.interview.script import Script
from kronobarn_cli.interview.walk import Walk
from kronobarn_cli.model.decided import changed_since_read
from kronobarn_cli.model.issue import Issue
from kronobarn_cli.model.plan import Action, Agreed, Agreement, Child, Goal, Meeting, Person, PersonKind, Plan, Roles
from kronobarn_cli.model.terms import Kind, PartId, Terms
from kronobarn_cli.work import talks, terms

TODAY = date(2026, 4, 27)
HALF_PAST_TWO = datetime(2026, 4, 27, 14, 30)
FIRST = Plan(
    code="k7mtr",
    child=Child(name="Mio", protected=False),
    people=(
        Person(id="child", kind=PersonKind.CHILD),
        Person(id="guardian-1", kind=PersonKind.GUARDIAN, name="mamma"),
        Person(id="school", kind=PersonKind.SERVICE, role="rektor"),
        Person(id="bup", kind=PersonKind.SERVICE),
    ),
    roles=Roles(responsible="school"),
    meetings=(Meeting(id="m1", day=TODAY, at="14:30", minutes=60, invited=("child", "guardian-1", "school", "bup")),),
)


@pytest.fixture(scope="module")
def words() -> Terms:
    return terms.load("", "sv")


class NoteTaker:
    """Types what `replies` says for a question, one line after the other; an empty line for everything else."""

    def __init__(self, replies: Mapping[str, Any]) -> None:
        self.replies = {key: [value] if isinstance(value, str) else list(value) for key, value in replies.items()}
        self.asked: list[str] = []
        self.headings: list[str] = []
        self.told: list[str] = []
        self.remarks: list[str] = []
        self.blanked = 0
        self._at = ""

    def show(self, text: str) -> None:
        self.told.append(text)

    def heading(self, title: str, text: str) -> None:
        self.headings.append(title)
        self.told.append(text)

    def remark(self, issue: Issue) -> None:
        self.remarks.append(issue.code)

    def blank(self) -> None:
        self.blanked += 1

    def reply(self, asked: Asked) -> str:
        self.asked.append(asked.id)
        self._at = asked.id
        if asked.question.kind is Kind.PAUSE:
            self.told.append(asked.ask)
        return self._next()

    def more(self, asked: Asked) -> str:
        self._at = asked.id
        return self._next()

    def reason(self, asked: Asked) -> str:
        return "Ett skäl."

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

    def _next(self) -> str:
        lines = self.replies.get(self._at, [])
        line = lines.pop(0) if lines else ""
        if line == "stop":
            raise EOFError
        return line


class Memory:
    """A draft in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}
        self.lines: dict[str, list[str]] = {}

    def keep(self, question: str, value: Any) -> None:
        self.kept[question] = value
        self.lines.pop(question, None)

    def keep_line(self, question: str, line: str) -> None:
        self.lines.setdefault(question, []).append(line)

    def forget(self, question: str) -> None:
        self.kept.pop(question, None)


def usual(now: datetime = HALF_PAST_TWO) -> Suggestions:
    return Suggestions(TODAY, lambda: now)


def met(
    words: Terms, plan: Plan, replies: Mapping[str, Any], memory: Memory | None = None, part: PartId | None = None
) -> tuple[Plan, NoteTaker]:
    """The plan after a meeting, and the one who typed."""
    memory = memory or Memory()
    talk = replace(talks.meeting(plan, usual()), part=part)
    answers = talk.answers(plan, memory.kept)
    typist = NoteTaker(replies)
    script = Script(words, talk.suggestions(usual()), talk.scope)
    walk = Walk(script, answers, typist, memory, talk.guide(words, usual(), "sv"))
    walk.go(dict(memory.lines), talk.part)
    return talk.settle(fold(plan, answers.given), answers.given), typist


def test_five_parts_in_order_and_the_child_first_in_every_round(words: Terms) -> None:
    plan, typist = met(words, FIRST, {"meetings.m1.present": "1,2,3", "agreement.answers.child.says": "ja"})
    assert [title.split(": ")[1] for title in typist.headings] == [part.name for part in words.agenda]
    rounds = [one for one in typist.asked if one.startswith("agreement.answers.")]
    assert rounds == [f"agreement.answers.{who}.says" for who in ("child", "guardian-1", "school")]
    assert "meetings.m1.absent.bup.why" in typist.asked
    assert "meetings.m1.absent.school.why" not in typist.asked
    assert plan.agreement is not None
    assert [one.of for one in plan.agreement.answers] == ["child"]


def test_presence_and_the_reason_why_someone_is_not_there(words: Terms) -> None:
    plan, _typist = met(words, FIRST, {"meetings.m1.present": "1,2", "meetings.m1.absent.bup.why": "Sjuk i dag."})
    [meeting] = plan.meetings
    assert meeting.present == ("child", "guardian-1")
    assert [(one.who, one.why) for one in meeting.absent] == [("bup", "Sjuk i dag.")]
    assert meeting.started == "14:30"


def test_an_empty_line_goes_through_the_whole_meeting(words: Terms) -> None:
    """Nobody is kept at a question while others talk."""
    plan, typist = met(words, FIRST, {})
    assert len(typist.asked) < 45
    assert plan.meetings[0].ended == "14:30"


def test_a_jump_and_back_to_what_was_left(words: Terms) -> None:
    plan, typist = met(
        words,
        FIRST,
        {"meetings.m1.notes.situation": [":5"], "meetings.m1.notes.closing": "Vi ses.", "goals.g1.text": "Ett mål."},
    )
    parts = [title.split(": ")[1] for title in typist.headings]
    assert parts == ["Inledning", "Aktuell situation", "Avslutning", "Aktuell situation", "Behov", "Sammanfattning"]
    assert plan.goals[0].text == "Ett mål."
    assert plan.meetings[0].notes is not None
    assert plan.meetings[0].notes.closing == "Vi ses."


def test_notes_go_on_where_they_were_when_one_comes_back_to_a_part(words: Terms) -> None:
    replies = {
        "meetings.m1.notes.situation": ["Bussen är svår.", "", "Mamma höll med.", ""],
        "meetings.m1.notes.needs": [":2", ""],
    }
    plan, _typist = met(words, FIRST, replies)
    assert plan.meetings[0].notes is not None
    assert plan.meetings[0].notes.situation == "Bussen är svår.\nMamma höll med."


@pytest.mark.parametrize("steering", ["b", ":3", ":1"])
def test_half_a_note_is_gone_on_with_when_one_comes_back_to_it(words: Terms, steering: str) -> None:
    """Wherever the person went meanwhile, the lines stand there, and what is written now comes after them."""
    note = "meetings.m1.notes.opening"
    replies = {note: ["Rummet var varmt.", steering, "Kim kom först.", ""]}
    plan, typist = met(words, FIRST, replies)
    assert plan.meetings[0].notes is not None
    assert plan.meetings[0].notes.opening == "Rummet var varmt.\nKim kom först."
    assert any(told.endswith("\nRummet var varmt.") for told in typist.told)


def test_a_note_that_is_being_replaced_is_not_until_it_is_finished(words: Terms) -> None:
    """Killed there, the old lines come before the new ones; so they do for whoever goes elsewhere."""
    note, after = "meetings.m1.notes.situation", "meetings.m1.notes.needs"
    replies = {note: ["Bussen.", "", "Magen.", "b", ""], after: ["b", ""]}
    plan, _typist = met(words, FIRST, replies)
    assert plan.meetings[0].notes is not None
    assert plan.meetings[0].notes.situation == "Bussen.\nMagen."


def test_more_actions_can_be_added_when_one_comes_back_to_a_part(words: Terms) -> None:
    replies = {
        "actions.a1.what": "Möta vid bussen",
        "more.action.a1": ["", "j"],
        "meetings.m1.notes.summary": [":3", ""],
        "actions.a2.what": "Ringa hem",
    }
    plan, _typist = met(words, FIRST, replies)
    assert [one.what for one in plan.actions] == ["Möta vid bussen", "Ringa hem"]


def test_the_screen_is_cleared_and_the_same_question_comes_again(words: Terms) -> None:
    plan, typist = met(words, FIRST, {"goals.g1.text": [":blank", "Ett mål."]})
    assert typist.blanked == 1
    assert typist.asked.count("goals.g1.text") == 2
    assert plan.goals[0].text == "Ett mål."


@pytest.mark.parametrize("word", [":blank", ":tid", ":ord SIP", "?"])
def test_words_that_steer_never_land_in_the_notes(words: Terms, word: str) -> None:
    plan, _typist = met(words, FIRST, {"meetings.m1.notes.opening": ["Hej.", word, "Alla kom.", ""]})
    assert plan.meetings[0].notes is not None
    assert plan.meetings[0].notes.opening == "Hej.\nAlla kom."


def test_a_question_mark_in_a_note_is_a_note(words: Terms) -> None:
    plan, _typist = met(words, FIRST, {"meetings.m1.notes.opening": ["? oklart om bussen går", ""]})
    assert plan.meetings[0].notes is not None
    assert plan.meetings[0].notes.opening == "? oklart om bussen går"


@pytest.mark.parametrize(
    ("promise", "code"),
    [
        ({"actions.a1.what": "Ringa snarast", "actions.a1.who": "2", "actions.a1.by": "1 juni"}, "K187"),
        ({"actions.a1.what": "Ringa hem", "actions.a1.by": "1 juni"}, "K160"),
        ({"actions.a1.what": "Ringa hem", "actions.a1.who": "2"}, "K161"),
        ({"actions.a1.what": "Träffa Mio", "actions.a1.who": "4", "actions.a1.by": "1 juni"}, "K185"),
        ({"goals.g1.text": "Mio ska sluta komma sent"}, "K188"),
    ],
)
def test_a_promise_that_is_hard_to_keep_is_told_at_once(words: Terms, promise: dict[str, str], code: str) -> None:
    _plan, typist = met(words, FIRST, promise)
    assert code in typist.remarks


def test_a_promise_that_holds_is_left_in_peace(words: Terms) -> None:
    promise = {"actions.a1.what": "Möta vid bussen", "actions.a1.who": "3", "actions.a1.by": "1 juni"}
    _plan, typist = met(words, FIRST, promise)
    assert typist.remarks == []


def test_two_cannot_have_one_promise(words: Terms) -> None:
    plan, typist = met(words, FIRST, {"actions.a1.what": "Ringa", "actions.a1.who": ["2, 3", "2"]})
    assert any(_("Choose one. Where two share, each has a row of its own.") in one for one in typist.told)
    assert plan.actions[0].who == "guardian-1"


def test_who_there_does_it_is_asked_of_a_service_without_a_function(words: Terms) -> None:
    plan, typist = met(
        words, FIRST, {"actions.a1.what": "Samtal", "actions.a1.who": "4", "people.bup.role": "psykolog"}
    )
    assert typist.asked[typist.asked.index("actions.a1.who") + 1] == "people.bup.role"
    assert next(one for one in plan.people if one.id == "bup").role == "psykolog"
    _plan, typist = met(words, FIRST, {"actions.a1.what": "Samtal", "actions.a1.who": "3"})
    assert "people.school.role" not in typist.asked


def test_a_hard_word_is_asked_about_once(words: Terms) -> None:
    replies = {
        "goals.g1.text": "Klar NPF-utredning",
        "explained.e1.means": "hur hjärnan fungerar",
        "actions.a1.what": "Boka NPF-utredning",
    }
    plan, typist = met(words, FIRST, replies)
    asked = [one for one in typist.asked if one.startswith("explained.")]
    assert len(asked) == len(set(asked))
    assert ("NPF", "hur hjärnan fungerar") in {(one.word, one.means) for one in plan.explained}
    _plan, typist = met(words, msgspec.structs.replace(FIRST, explained=plan.explained), replies)
    assert not [one for one in typist.asked if one.startswith("explained.")]


def test_a_hard_word_left_without_a_meaning_is_not_asked_about_again(words: Terms) -> None:
    plan, _typist = met(words, FIRST, {"goals.g1.text": "Klar XYZ", "explained.e1.means": "-"})
    assert [(one.word, one.means) for one in plan.explained] == [("XYZ", None)]
    _plan, typist = met(words, msgspec.structs.replace(FIRST, explained=plan.explained), {"goals.g1.text": "Klar XYZ"})
    assert not [one for one in typist.asked if one.startswith("explained.")]


def test_what_is_read_back_is_what_was_decided(words: Terms) -> None:
    replies = {
        "goals.g1.text": "Åka till skolan.",
        "goals.g1.words-of": "1",
        "actions.a1.what": "Möta vid bussen",
        "actions.a1.who": "3",
        "actions.a1.by": "1 juni",
        "not-doing.x1.who": "1",
        "not-doing.x1.what": "Ingen läxa",
        "agreement.answers.child.says": "ja",
    }
    plan, typist = met(words, FIRST, replies)
    [read] = [one for one in typist.told if "1. Möta vid bussen" in one]
    for said in ("Åka till skolan.", "Mio", "rektor", "1 juni 2026", "Ingen läxa"):
        assert said in read
    assert plan.agreement is not None
    assert plan.agreement.day == TODAY
    assert changed_since_read(plan) == ()
    moved = msgspec.structs.replace(plan.actions[0], by=date(2026, 7, 1))
    assert changed_since_read(msgspec.structs.replace(plan, actions=(moved,))) == (("actions", "a1"),)


def test_killed_anywhere_it_goes_on_with_the_same_question(words: Terms) -> None:
    replies = {
        "meetings.m1.present": "1,2,3",
        "meetings.m1.notes.situation": ["Bussen.", "Magen.", ""],
        "goals.g1.text": "Åka med i XYZ",
        "actions.a1.what": "Möta",
        "actions.a1.who": "3",
        "agreement.answers.child.says": "ja",
    }
    whole, typist = met(words, FIRST, replies)
    places = list(dict.fromkeys(typist.asked))
    for place in places[1:]:
        memory = Memory()
        with pytest.raises(EOFError):
            met(words, FIRST, {**replies, place: ["stop"]}, memory)
        again, goes_on = met(words, FIRST, replies, memory)
        assert goes_on.asked[0] == place or place.startswith("pause.") or goes_on.asked[0].startswith("pause."), place
        assert again == whole, place


def test_half_a_note_is_there_after_a_kill(words: Terms) -> None:
    memory = Memory()
    with pytest.raises(EOFError):
        met(words, FIRST, {"meetings.m1.notes.situation": ["Bussen.", "stop"]}, memory)
    plan, _typist = met(words, FIRST, {"meetings.m1.notes.situation": ["Magen.", ""]}, memory)
    assert plan.meetings[0].notes is not None
    assert plan.meetings[0].notes.situation == "Bussen.\nMagen."


def test_last_times_actions_come_first_in_the_next_meeting(words: Terms) -> None:
    before = msgspec.structs.replace(
        FIRST,
        meetings=(Meeting(id="m1", day=date(2026, 3, 19), present=("child",)),),
        agreement=Agreement(day=date(2026, 3, 19), answers=(Agreed(of="child"),)),
        goals=(Goal(id="g1", text="Ett mål."),),
        actions=(Action(id="a1", what="Möta vid bussen", who="school", by=date(2026, 4, 1)),),
    )
    plan, typist = met(words, before, {"tried.t1.done": "1", "tried.t1.then": "3", "meetings.m2.present": "1,2"})
    [situation] = [at for at, one in enumerate(typist.asked) if one == "meetings.m2.notes.situation"]
    assert typist.asked.index("tried.t1.done") < situation
    [tried] = plan.tried
    assert (tried.action, tried.what, tried.day) == ("a1", "Möta vid bussen", TODAY)
    assert plan.actions[0].status == "done"
    assert plan.meetings[1].day == TODAY


def test_a_follow_up_day_before_the_last_meeting_is_refused_kindly(words: Terms) -> None:
    before = msgspec.structs.replace(FIRST, meetings=(Meeting(id="m1", day=date(2026, 3, 19), present=("child",)),))
    plan, typist = met(words, before, {"follow-up.day": ["2026-03-01", "2026-06-01"]})
    assert any("19 mars 2026" in one for one in typist.told)
    assert plan.follow_up is not None
    assert plan.follow_up.day == date(2026, 6, 1)


def test_the_clock_tells_what_is_left_and_what_went_over_calmly(words: Terms) -> None:
    clock = Clock(words.agenda, 60, "14:30")
    assert clock.left(PartId.OPENING, "14:30") == (8, 60)
    assert clock.left(PartId.SITUATION, "14:40") == (10, 50)
    assert clock.left(PartId.OPENING, "14:45") == (-7, 45)
    assert clock.left(PartId.CLOSING, "15:35") == (-5, -5)
    assert Clock(words.agenda, 60, "23:50").left(PartId.CLOSING, "00:10") == (40, 40)


def test_before_it_is_known_when_the_meeting_began_there_is_no_clock(words: Terms) -> None:
    _plan, typist = met(words, FIRST, {"meetings.m1.started": [":tid", "14.30"]})
    assert not any("minut" in one for one in typist.told[:2])


def test_the_meeting_can_begin_with_a_later_part(words: Terms) -> None:
    _plan, typist = met(words, FIRST, {}, part=PartId.SUMMARY)
    assert typist.asked[0] == "roles.coordinator"


def test_a_protected_plan_lists_nobody_who_came(words: Terms) -> None:
    protected = msgspec.structs.replace(FIRST, child=Child(protected=True))
    plan, typist = met(words, protected, {})
    assert "meetings.m1.present" not in typist.asked
    assert plan.meetings[0].present == ()


def test_nothing_is_asked_twice(words: Terms) -> None:
    _plan, typist = met(words, FIRST, {"goals.g1.text": "A", "actions.a1.what": "B", "disagreements.o1.about": "C"})
    assert len(typist.asked) == len(set(typist.asked))


def test_the_answers_know_the_numbers_of_items() -> None:
    assert Answers(FIRST, {"actions.a4.what": "x"}).next_item("actions") == 5


@pytest.mark.parametrize("word", [":ord", ":9", ":tdi"])
def test_a_word_that_steers_and_is_misspelt_never_lands_in_the_notes(words: Terms, word: str) -> None:
    plan, typist = met(words, FIRST, {"meetings.m1.notes.opening": ["Hej.", word, ""]})
    assert plan.meetings[0].notes is not None
    assert plan.meetings[0].notes.opening == "Hej."
    assert any(word in one for one in typist.told)


def test_a_colon_with_a_face_is_a_note(words: Terms) -> None:
    plan, _typist = met(words, FIRST, {"meetings.m1.notes.opening": [":)", ""]})
    assert plan.meetings[0].notes is not None
    assert plan.meetings[0].notes.opening == ":)"


def test_a_meeting_taken_up_again_asks_for_what_is_missing_and_offers_no_new_goal_by_itself(words: Terms) -> None:
    before = msgspec.structs.replace(
        FIRST,
        meetings=(msgspec.structs.replace(FIRST.meetings[0], started="14:30", present=("child", "guardian-1")),),
        goals=(Goal(id="g1", text="Ett mål."),),
        actions=(Action(id="a1", what="Ringa", who="guardian-1"), Action(id="a2", what="Skriva", by=TODAY)),
    )
    plan, typist = met(words, before, {"actions.a1.by": "1 juni", "actions.a2.who": "2"})
    assert {"actions.a1.by", "actions.a2.who", "more.goal.g1", "more.action.a2"} <= set(typist.asked)
    assert not {"goals.g2.text", "actions.a3.what", "actions.a1.often", "more.action.a1"} & set(typist.asked)
    assert [(one.who, one.by) for one in plan.actions] == [("guardian-1", date(2026, 6, 1)), ("guardian-1", TODAY)]


def test_whoever_comes_back_to_an_action_is_told_which(words: Terms) -> None:
    replies = {
        "actions.a1.what": "Möta vid bussen",
        "actions.a1.who": "3",
        "meetings.m1.notes.summary": [":3", ""],
        "actions.a1.by": ["", "1 juni"],
    }
    plan, typist = met(words, FIRST, replies)
    assert any("Möta vid bussen" in one for one in typist.told)
    assert plan.actions[0].by == date(2026, 6, 1)


def test_no_more_answers_are_counted_than_there_were_people(words: Terms) -> None:
    replies = {"meetings.m1.present": "1,2,3", "meetings.m1.after.heard": ["10 0 0", "2 0 1"]}
    plan, typist = met(words, FIRST, replies)
    assert plan.meetings[0].after is not None
    assert plan.meetings[0].after.heard == (2, 0, 1)
    assert typist.asked.count("meetings.m1.after.heard") == 2


@pytest.mark.parametrize("day", ["1900-01-01", "9999-12-31"])
def test_a_day_that_cannot_be_meant_is_asked_for_again(words: Terms, day: str) -> None:
    plan, typist = met(words, FIRST, {"actions.a1.what": "Ringa", "actions.a1.by": [day, "1 juni"]})
    assert plan.actions[0].by == date(2026, 6, 1)
    assert typist.asked.count("actions.a1.by") == 2


def test_a_holiday_is_told_where_people_are_to_meet(words: Terms) -> None:
    _plan, typist = met(words, FIRST, {"follow-up.day": "6 juni"})
    assert any("nationaldag" in one.lower() for one in typist.told)


def test_a_read_back_that_nobody_answers_agrees_to_nothing(words: Terms) -> None:
    plan, _typist = met(words, FIRST, {"actions.a1.what": "Ringa"})
    assert plan.agreement is None


def test_an_open_meeting_without_a_read_back_is_gone_on_with_another_day(words: Terms) -> None:
    yesterday = msgspec.structs.replace(FIRST.meetings[0], day=date(2026, 4, 26), present=("child",))
    plan, typist = met(words, msgspec.structs.replace(FIRST, meetings=(yesterday,)), {}, part=PartId.SUMMARY)
    assert typist.asked[0] == "roles.coordinator"
    assert [(one.id, one.day) for one in plan.meetings] == [("m1", date(2026, 4, 26))]
