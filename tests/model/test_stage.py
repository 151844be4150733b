"""The stage is computed: each gate is shown closed and open, one change apart.

`GATES` holds a whole plan back by one thing missing, `TABLE` carries a plan over each gate of its life and shows both
sides of it, and `STEPS` walks one plan from its code to its second closing.
"""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.meeting import held
from kronobarn_cli.model.plan import (
    Action,
    Agreed,
    Agreement,
    AreaReading,
    Areas,
    Child,
    Closing,
    Decision,
    FollowUp,
    Goal,
    HandOver,
    HandOverKind,
    Meeting,
    Notes,
    Notice,
    Outcome,
    Person,
    PersonKind,
    Plan,
    Questions,
    Reading,
    Review,
    Roles,
    Skipped,
    Voice,
    YesNoUnsure,
)
from kronobarn_cli.model.rules import check
from kronobarn_cli.model.stage import (
    age,
    birthday,
    child_heard,
    ended,
    has_reason,
    is_planning,
    next_follow_up,
    stage,
    went_past,
)
from kronobarn_cli.model.terms import Stage

TODAY = date(2026, 4, 1)
PLANNED = Plan(
    code="k7mtr",
    child=Child(name="Mio", born="2017", stage=ChildStage.SCHOOL, protected=False),
    people=(
        Person(id="child", kind=PersonKind.CHILD),
        Person(id="guardian-1", kind=PersonKind.GUARDIAN),
        Person(id="school", kind=PersonKind.SERVICE, role="rektor"),
    ),
    roles=Roles(responsible="school"),
    notices=(Notice(id="n1", day=date(2026, 3, 3), seen="Borta elva dagar."),),
    wheel=(Reading(id="w1", voice="school", areas=Areas(larande=AreaReading(works="Matte"))),),
    decision=Decision(outcome=Outcome.COLLABORATE, why="Det räcker inte."),
    voices=(Voice(id="v1", of="child", important="Bussen."),),
    meetings=(Meeting(id="m1", day=date(2026, 3, 19), asks=("Hur?",), present=("child", "school")),),
    actions=(Action(id="a1", what="Möter bussen.", who="school", by=date(2026, 4, 16), sign="Mio går själv in."),),
    follow_up=FollowUp(day=date(2026, 5, 7), convener="school"),
    agreement=Agreement(day=date(2026, 3, 19), answers=(Agreed(of="child", says=YesNoUnsure.YES),)),
)
WALKED = (Stage.FRAME, Stage.NOTICE, Stage.INFORM, Stage.DECIDE, Stage.COLLABORATE, Stage.PLAN)


def _why(what: str, why: str = "Barnet ville inte.") -> dict[str, tuple[Skipped, ...]]:
    return {"skipped": (Skipped(what=what, why=why),)}


GATES = [
    # what is missing, where the plan then stands, what opens the gate again
    (
        "protected identity",
        {"child": Child(born="2017")},
        Stage.FRAME,
        {"child": Child(born="2017", protected=True)},
    ),
    (
        "age",
        {"child": Child(protected=False)},
        Stage.FRAME,
        {"child": Child(protected=False, stage=ChildStage.UNBORN)},
    ),
    ("age", {"child": Child(protected=False)}, Stage.FRAME, _why("child.born")),
    ("responsible", {"roles": Roles()}, Stage.FRAME, {"roles": Roles(responsible="school")}),
    ("responsible", {"roles": Roles()}, Stage.FRAME, _why("roles.responsible")),
    ("a notice", {"notices": ()}, Stage.NOTICE, _why("notices.n1.seen")),
    (
        "what was seen",
        {"notices": (Notice(id="n1"),)},
        Stage.NOTICE,
        {"notices": (Notice(id="n1", seen="Ja."),)},
    ),
    ("an area", {"wheel": ()}, Stage.INFORM, _why("wheel")),
    ("an area", {"wheel": ()}, Stage.INFORM, _why("pick.wheel")),
    (
        "an answer in the area",
        {"wheel": (Reading(id="w1", voice="school", areas=Areas(halsa=AreaReading())),)},
        Stage.INFORM,
        {"wheel": (Reading(id="w1", voice="school", areas=Areas(halsa=AreaReading(skipped="Inte nu."))),)},
    ),
    ("a decision", {"decision": None}, Stage.DECIDE, {"decision": Decision(outcome=Outcome.COLLABORATE)}),
    (
        "an outcome",
        {"decision": Decision(why="?")},
        Stage.DECIDE,
        {"decision": Decision(outcome=Outcome.COLLABORATE)},
    ),
    (
        "a held meeting",
        {"meetings": (Meeting(id="m1", invited=("child",)),)},
        Stage.COLLABORATE,
        {"meetings": (Meeting(id="m1", present=("school",)),)},
    ),
    ("something to do", {"actions": ()}, Stage.PLAN, {"actions": PLANNED.actions}),
    (
        "who",
        {"actions": (Action(id="a1", by=TODAY),)},
        Stage.PLAN,
        {"actions": (Action(id="a1", by=TODAY, who="school"),)},
    ),
    (
        "by when",
        {"actions": (Action(id="a1", who="school"),)},
        Stage.PLAN,
        {"actions": (Action(id="a1", by=TODAY, who="school"),)},
    ),
    ("a follow-up", {"follow_up": None}, Stage.PLAN, {"follow_up": PLANNED.follow_up}),
    ("its day", {"follow_up": FollowUp(convener="school")}, Stage.PLAN, {"follow_up": PLANNED.follow_up}),
    ("its convener", {"follow_up": FollowUp(day=TODAY)}, Stage.PLAN, {"follow_up": PLANNED.follow_up}),
    ("the child's voice", {"voices": ()}, Stage.PLAN, _why("voices")),
    (
        "the child's own voice",
        {"voices": (Voice(id="v1", of="guardian-1", wish="Lugn."),)},
        Stage.PLAN,
        {"voices": (Voice(id="v1", of="child", wish="Lugn."),)},
    ),
    ("a read-back", {"agreement": None}, Stage.PLAN, {"agreement": PLANNED.agreement}),
    ("its answers", {"agreement": Agreement(day=TODAY)}, Stage.PLAN, {"agreement": PLANNED.agreement}),
]


@pytest.mark.parametrize(("what", "missing", "at", "given"), GATES, ids=[gate[0] for gate in GATES])
def test_a_gate_holds_the_plan_at_its_stage_and_opens(what: Any, missing: Any, at: Any, given: Any) -> None:
    without = replace(PLANNED, **missing)
    assert stage(without) is at
    assert all(ended(without, one) for one in WALKED[: WALKED.index(at)])
    assert stage(replace(without, **given)) is Stage.FOLLOW_UP


def _of(**changed: Any) -> Plan:
    return replace(PLANNED, **changed)


def _outcome(outcome: Outcome) -> Plan:
    return _of(decision=Decision(outcome=outcome), meetings=(), goals=(), actions=(), follow_up=None, agreement=None)


ONLY = Plan(code="k7mtr")
FRAMED = replace(ONLY, child=PLANNED.child, roles=PLANNED.roles)
NOTICED = replace(FRAMED, notices=PLANNED.notices)
INFORMED = replace(NOTICED, wheel=PLANNED.wheel)
UNDECIDED = replace(INFORMED, decision=Decision(why="Vi har pratat."))
CALLED = replace(_outcome(Outcome.COLLABORATE), meetings=(Meeting(id="m1", invited=("child", "school")),))
MET = replace(_outcome(Outcome.COLLABORATE), meetings=PLANNED.meetings)
PROTECTED = replace(CALLED, child=replace(PLANNED.child, name=None, protected=True), meetings=(Meeting(id="m1"),))
WAITING = HandOver(id="h1", kind=HandOverKind.COORDINATION, to="bup", proposed=TODAY)
ASKING = Plan(code="k7mtr", consultation=True)
ASKED = replace(ASKING, notices=(Notice(id="n1", seen="Ett barn sitter ensamt."),))
CLOSED = Closing(day=TODAY, why="Målen är nådda.")
REOPENED = Closing(day=TODAY, why="Målen är nådda.", reopened=TODAY, reopened_why="Familjen ringde.")


def _in_protected(**clock: Any) -> Plan:
    return replace(PROTECTED, meetings=(Meeting(id="m1", **clock),))


TABLE: list[tuple[str, Plan, Stage, Plan, Stage]] = [
    # what is between them, just before, where it stands, just after, where it stands
    ("frame: protected", replace(FRAMED, child=Child(born="2017")), Stage.FRAME, FRAMED, Stage.NOTICE),
    ("frame: age", replace(FRAMED, child=Child(protected=False)), Stage.FRAME, FRAMED, Stage.NOTICE),
    ("frame: responsible", replace(FRAMED, roles=Roles()), Stage.FRAME, FRAMED, Stage.NOTICE),
    ("notice: seen", replace(FRAMED, notices=(Notice(id="n1"),)), Stage.NOTICE, NOTICED, Stage.INFORM),
    ("inform: an area", NOTICED, Stage.INFORM, INFORMED, Stage.DECIDE),
    ("decide: together", UNDECIDED, Stage.DECIDE, _outcome(Outcome.COLLABORATE), Stage.COLLABORATE),
    ("decide: own service", UNDECIDED, Stage.DECIDE, _outcome(Outcome.OWN), Stage.DECIDE),
    ("decide: another's", UNDECIDED, Stage.DECIDE, _outcome(Outcome.OTHER), Stage.DECIDE),
    ("decide: together after all", _outcome(Outcome.OWN), Stage.DECIDE, MET, Stage.PLAN),
    ("collaborate: present", CALLED, Stage.COLLABORATE, MET, Stage.PLAN),
    ("collaborate: began", PROTECTED, Stage.COLLABORATE, _in_protected(started="14:30"), Stage.PLAN),
    ("collaborate: ended", PROTECTED, Stage.COLLABORATE, _in_protected(ended="15:30"), Stage.PLAN),
    ("collaborate: notes", PROTECTED, Stage.COLLABORATE, _in_protected(notes=Notes(needs="Lugn.")), Stage.PLAN),
    (
        "collaborate: no notes yet",
        PROTECTED,
        Stage.COLLABORATE,
        _in_protected(notes=Notes(), at="14:30", minutes=60),
        Stage.COLLABORATE,
    ),
    ("plan: something to do", _of(actions=()), Stage.PLAN, PLANNED, Stage.FOLLOW_UP),
    ("follow-up: held", PLANNED, Stage.FOLLOW_UP, _of(reviews=(Review(id="r1", day=TODAY),)), Stage.FOLLOW_UP),
    (
        "follow-up: a new promise without a day",
        PLANNED,
        Stage.FOLLOW_UP,
        _of(reviews=(Review(id="r1", day=TODAY),), actions=(*PLANNED.actions, Action(id="a2", who="school"))),
        Stage.PLAN,
    ),
    ("hand-over: proposed", PLANNED, Stage.FOLLOW_UP, _of(hand_overs=(WAITING,)), Stage.HAND_OVER),
    (
        "hand-over: accepted",
        _of(hand_overs=(WAITING,)),
        Stage.HAND_OVER,
        _of(hand_overs=(replace(WAITING, accepted=TODAY),)),
        Stage.FOLLOW_UP,
    ),
    (
        "hand-over: declined",
        _of(hand_overs=(WAITING,)),
        Stage.HAND_OVER,
        _of(hand_overs=(replace(WAITING, declined=TODAY),)),
        Stage.FOLLOW_UP,
    ),
    (
        "hand-over: when the own service was enough",
        _outcome(Outcome.OWN),
        Stage.DECIDE,
        replace(_outcome(Outcome.OWN), hand_overs=(WAITING,)),
        Stage.HAND_OVER,
    ),
    ("close", PLANNED, Stage.FOLLOW_UP, _of(closing=CLOSED), Stage.CLOSE),
    ("close: early", NOTICED, Stage.INFORM, replace(NOTICED, closing=CLOSED), Stage.CLOSE),
    ("close: a hand-over waits", _of(hand_overs=(WAITING,)), Stage.HAND_OVER, _of(closing=CLOSED), Stage.CLOSE),
    ("reopen", _of(closing=CLOSED), Stage.CLOSE, _of(earlier_closings=(REOPENED,)), Stage.FOLLOW_UP),
    (
        "reopen: early",
        replace(NOTICED, closing=CLOSED),
        Stage.CLOSE,
        replace(NOTICED, earlier_closings=(REOPENED,)),
        Stage.INFORM,
    ),
    (
        "close again",
        _of(earlier_closings=(REOPENED,)),
        Stage.FOLLOW_UP,
        _of(earlier_closings=(REOPENED,), closing=CLOSED),
        Stage.CLOSE,
    ),
    ("consult: no frame", ONLY, Stage.FRAME, ASKING, Stage.NOTICE),
    ("consult: seen", ASKING, Stage.NOTICE, ASKED, Stage.INFORM),
    ("consult: questions", ASKED, Stage.INFORM, replace(ASKED, questions=Questions(i_can="Fråga.")), Stage.DECIDE),
    (
        "consult: never past the decision",
        replace(ASKED, questions=Questions(i_can="Fråga.")),
        Stage.DECIDE,
        _of(consultation=True, questions=Questions(i_can="Fråga.")),
        Stage.DECIDE,
    ),
]


@pytest.mark.parametrize(("what", "before", "at", "after", "then"), TABLE, ids=[row[0] for row in TABLE])
def test_both_sides_of_every_gate(what: Any, before: Any, at: Any, after: Any, then: Any) -> None:
    assert (stage(before), stage(after)) == (at, then)


def test_every_stage_is_reached_and_left_in_the_table() -> None:
    assert {at for _, _, at, _, then in TABLE if at is not then} == set(Stage)
    assert {then for _, _, at, _, then in TABLE if at is not then} == set(Stage) - {Stage.FRAME}


PLAN_GATES: list[tuple[str, dict[str, Any]]] = [
    ("K160", {"actions": (replace(PLANNED.actions[0], who=None),)}),
    ("K161", {"actions": (replace(PLANNED.actions[0], by=None),)}),
    ("K162", {"follow_up": FollowUp(convener="school")}),
    ("K163", {"follow_up": FollowUp(day=date(2026, 5, 7))}),
    ("K164", {"voices": ()}),
    ("K165", {"agreement": None}),
]


@pytest.mark.parametrize(("code", "missing"), PLAN_GATES, ids=[code for code, _ in PLAN_GATES])
def test_each_gate_of_the_plan_alone_holds_it_and_says_so(code: Any, missing: Any) -> None:
    without = replace(PLANNED, **missing)
    assert stage(without) is Stage.PLAN
    assert not ended(without, Stage.PLAN)
    assert [issue.code for issue in check(without, TODAY) if issue.severity == "error"] == [code]
    assert stage(PLANNED) is Stage.FOLLOW_UP
    assert check(PLANNED, TODAY) == ()


STEPS: list[tuple[dict[str, Any], Stage]] = [
    # what is put into the plan, and where it then stands
    ({}, Stage.FRAME),
    ({"child": PLANNED.child, "people": PLANNED.people}, Stage.FRAME),
    ({"roles": PLANNED.roles}, Stage.NOTICE),
    ({"notices": PLANNED.notices}, Stage.INFORM),
    ({"wheel": PLANNED.wheel}, Stage.DECIDE),
    ({"decision": PLANNED.decision}, Stage.COLLABORATE),
    ({"voices": PLANNED.voices}, Stage.COLLABORATE),
    ({"meetings": (replace(PLANNED.meetings[0], present=()),)}, Stage.COLLABORATE),
    ({"meetings": PLANNED.meetings}, Stage.PLAN),
    ({"actions": PLANNED.actions}, Stage.PLAN),
    ({"follow_up": PLANNED.follow_up}, Stage.PLAN),
    ({"agreement": PLANNED.agreement}, Stage.FOLLOW_UP),
    ({"hand_overs": (WAITING,)}, Stage.HAND_OVER),
    ({"hand_overs": (replace(WAITING, accepted=TODAY),)}, Stage.FOLLOW_UP),
    ({"reviews": (Review(id="r1", day=date(2026, 5, 7)),)}, Stage.FOLLOW_UP),
    ({"closing": CLOSED}, Stage.CLOSE),
    ({"closing": None, "earlier_closings": (REOPENED,)}, Stage.FOLLOW_UP),
    ({"closing": CLOSED}, Stage.CLOSE),
]


def test_one_plan_from_its_code_to_its_second_closing() -> None:
    plan = ONLY
    for change, stands in STEPS:
        plan = replace(plan, **change)
        assert stage(plan) is stands, change


def test_a_consultation_is_never_planned() -> None:
    asked = _of(consultation=True, questions=Questions(enough="Nej."))
    assert stage(asked) is Stage.DECIDE
    assert not is_planning(asked)


@pytest.mark.parametrize(
    ("said", "was_held"),
    [
        ({}, False),
        ({"invited": ("child",), "day": TODAY, "at": "14:30"}, False),
        ({"notes": Notes()}, False),
        ({"notes": Notes(opening="Alla presenterade sig.")}, True),
        ({"present": ("child",)}, True),
        ({"started": "14:30"}, True),
        ({"ended": "15:30"}, True),
    ],
)
def test_a_meeting_is_held_when_its_people_its_clock_or_its_notes_say_so(said: Any, was_held: Any) -> None:
    assert held(Meeting(id="m1", **said)) is was_held


def test_a_skip_without_words_opens_nothing() -> None:
    assert stage(replace(PLANNED, wheel=(), **_why("wheel", why="  "))) is Stage.INFORM


def test_the_child_may_speak_through_the_wheel() -> None:
    shown = Reading(id="w2", voice="child", areas=Areas(hemmet=AreaReading(score=2)))
    assert ended(replace(PLANNED, voices=(), wheel=(shown,)), Stage.PLAN)


def test_a_new_plan_stands_at_the_frame() -> None:
    assert stage(Plan(code="k7mtr")) is Stage.FRAME


def test_a_plan_with_every_gate_open_waits_for_its_follow_up() -> None:
    assert stage(PLANNED) is Stage.FOLLOW_UP
    assert all(ended(PLANNED, one) for one in WALKED)


@pytest.mark.parametrize("outcome", [Outcome.OWN, Outcome.OTHER])
def test_own_service_or_anothers_matter_ends_the_walk_with_the_decision(outcome: Any) -> None:
    over = replace(PLANNED, decision=Decision(outcome=outcome), meetings=(), actions=())
    assert stage(over) is Stage.DECIDE
    assert not is_planning(over)


def test_who_acts_alone_has_left_the_frame_only_when_it_is_said_who_is_responsible() -> None:
    alone = replace(PLANNED, decision=Decision(outcome=Outcome.OWN), roles=Roles())
    assert stage(alone) is Stage.FRAME


def test_a_hand_over_holds_the_plan_until_it_is_answered() -> None:
    waiting = HandOver(id="h1", kind=HandOverKind.COORDINATION, to="bup", proposed=TODAY)
    assert stage(replace(PLANNED, hand_overs=(waiting,))) is Stage.HAND_OVER
    assert stage(replace(PLANNED, hand_overs=(replace(waiting, accepted=TODAY),))) is Stage.FOLLOW_UP
    assert stage(replace(PLANNED, hand_overs=(replace(waiting, declined=TODAY),))) is Stage.FOLLOW_UP


def test_a_hand_over_does_not_hide_what_is_left_to_ask() -> None:
    waiting = HandOver(id="h1", kind=HandOverKind.RESPONSIBLE, to="school", proposed=TODAY)
    assert stage(replace(PLANNED, wheel=(), hand_overs=(waiting,))) is Stage.INFORM


def test_closing_outranks_everything_and_reopening_goes_back() -> None:
    closed = replace(PLANNED, closing=Closing(day=TODAY))
    assert stage(closed) is Stage.CLOSE
    assert not is_planning(closed)
    assert stage(replace(closed, closing=None)) is Stage.FOLLOW_UP


def test_a_plan_may_be_closed_early() -> None:
    early = replace(PLANNED, decision=None, closing=Closing(day=TODAY, why="Familjen ville inte."))
    assert stage(early) is Stage.CLOSE


def test_a_stage_is_left_behind_once_something_later_is_in_the_plan() -> None:
    noticed = Plan(code="k7mtr", notices=(Notice(id="n1"),))
    assert went_past(noticed, Stage.FRAME)
    assert not went_past(noticed, Stage.NOTICE)


@pytest.mark.parametrize(
    "held_in",
    [
        {"questions": Questions(enough="Nej.")},
        {"wheel": PLANNED.wheel},
        {"decision": Decision()},
        {"meetings": PLANNED.meetings},
        {"goals": (Goal(id="g1"),)},
        {"actions": PLANNED.actions},
        {"follow_up": PLANNED.follow_up},
        {"agreement": PLANNED.agreement},
    ],
)
def test_anything_later_leaves_the_notice_behind(held_in: Any) -> None:
    assert went_past(replace(ONLY, **held_in), Stage.NOTICE)


@pytest.mark.parametrize("begun", [{"goals": (Goal(id="g1"),)}, {"meetings": PLANNED.meetings}])
def test_planning_has_begun_with_a_goal_or_with_the_meeting(begun: Any) -> None:
    assert is_planning(replace(ONLY, **begun))
    assert not is_planning(ONLY)


def test_a_follow_up_today_lies_ahead_and_one_of_yesterday_does_not() -> None:
    day = date(2026, 5, 7)
    assert next_follow_up(PLANNED, day) == day
    assert next_follow_up(PLANNED, date(2026, 5, 8)) is None
    assert next_follow_up(_of(closing=CLOSED), day) is None


@pytest.mark.parametrize(
    ("born", "today", "years"),
    [
        ("2017-05", date(2026, 4, 30), 8),
        ("2017-05", date(2026, 5, 1), 8),
        ("2017-05", date(2026, 5, 31), 9),
        ("2017-05", date(2026, 6, 1), 9),
        ("2017-12", date(2026, 12, 30), 8),
        ("2017-12", date(2026, 12, 31), 9),
        ("2016-02", date(2020, 2, 28), 3),
        ("2016-02", date(2020, 2, 29), 4),
        ("2017", date(2026, 1, 1), 8),
        ("2017", date(2026, 12, 30), 8),
        ("2017", date(2026, 12, 31), 9),
        ("2026-03", date(2026, 4, 1), 0),
        ("2026", date(2026, 4, 1), 0),
        ("2026-08", date(2026, 4, 1), None),
        ("0000", date(2026, 4, 1), None),
        (None, date(2026, 4, 1), None),
    ],
)
def test_age_is_what_the_child_has_surely_reached(born: Any, today: Any, years: Any) -> None:
    assert age(Child(born=born), today) == years


def test_a_birthday_is_as_wide_as_what_is_known() -> None:
    assert birthday(Child(born="2008-02"), 18) == (date(2026, 2, 1), date(2026, 2, 28))
    assert birthday(Child(born="2008"), 18) == (date(2026, 1, 1), date(2026, 12, 31))
    assert birthday(Child(), 18) is None


@pytest.mark.parametrize("one", [Stage.FOLLOW_UP, Stage.CLOSE])
def test_following_up_and_closing_end_with_the_closing(one: Stage) -> None:
    assert not ended(PLANNED, one)
    assert ended(replace(PLANNED, closing=Closing(day=TODAY)), one)


def test_a_skip_is_about_the_item_it_names_and_whatever_in_it() -> None:
    plan = replace(PLANNED, skipped=(Skipped(what="wheel.w1.areas.halsa", why="Inte nu."),))
    assert has_reason(plan, "wheel", "w1")
    assert has_reason(plan, "wheel")
    assert not has_reason(plan, "wheel", "w2")


def test_that_somebody_else_did_not_want_to_speak_is_no_reason_why_the_child_has_not() -> None:
    voices = (Voice(id="v1", of="child"), Voice(id="v2", of="guardian-1"))
    silent = replace(PLANNED, voices=voices, wheel=())
    assert not child_heard(replace(silent, **_why("voices.v2.wish")))
    assert child_heard(replace(silent, **_why("voices.v1.wish")))


def test_a_child_may_be_born_from_the_first_day_of_its_month() -> None:
    born = Child(born="2026-04")
    assert age(born, date(2026, 3, 31)) is None
    assert age(born, date(2026, 4, 1)) == 0


def test_birthdays_are_days_of_the_calendar() -> None:
    assert birthday(Child(born="0001"), 0) == (date(1, 1, 1), date(1, 12, 31))
    assert birthday(Child(born="9998"), 0) == (date(9998, 1, 1), date(9998, 12, 31))
    assert birthday(Child(born="9998"), 1) is None
    assert birthday(Child(born="0000"), 0) is None
