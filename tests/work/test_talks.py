"""Which meeting, follow-up or hand-over a conversation is about, also in a plan that somebody wrote by hand."""

from datetime import date, datetime

import pytest

from kronobarn_cli.interview.defaults import Suggestions
from kronobarn_cli.model.plan import HandOver, HandOverKind, Meeting, Plan, Review, Tried
from kronobarn_cli.work import talks

TODAY = date(2026, 4, 27)
USUAL = Suggestions(TODAY, lambda: datetime(2026, 4, 27, 14, 30))
BY_HAND = Plan(
    code="k7mtr",
    meetings=(Meeting(id="vinter"), Meeting(id="vecka-9", day=TODAY, present=("child",))),
    reviews=(Review(id="april", day=TODAY),),
    tried=(Tried(id="bussen", day=TODAY),),
    hand_overs=(HandOver(id="till-bup", kind=HandOverKind.COORDINATION),),
)


@pytest.mark.parametrize("name", talks.TALKS)
def test_ids_that_somebody_wrote_by_hand_stop_no_conversation(name: str) -> None:
    talk = talks.TALKS[name](BY_HAND, USUAL)
    assert set(talk.scope.first.values()) <= {1}


def test_the_planned_meeting_comes_before_a_new_one() -> None:
    held = Meeting(id="m1", day=date(2026, 3, 19), present=("child",))
    plan = Plan(code="k7mtr", meetings=(held, Meeting(id="m4", day=date(2026, 5, 12))))
    assert talks.meeting(plan, USUAL).meeting == "m4"
    assert talks.meeting(plan, USUAL).moved == date(2026, 5, 12)
    assert talks.prepare(plan, USUAL).meeting == "m4"


def test_todays_meeting_is_gone_on_with_although_it_has_ended() -> None:
    today = Meeting(id="m1", day=TODAY, started="13:00", ended="14:00")
    talk = talks.meeting(Plan(code="k7mtr", meetings=(today,)), USUAL)
    assert (talk.meeting, talk.said) == ("m1", {})
