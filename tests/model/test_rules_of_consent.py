"""Rules of the consent ledger, one by one: of what they are silent, and whose days they count."""

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from kronobarn_cli.model.issue import Issue
from kronobarn_cli.model.plan import Closing, FollowUp, HandOver, HandOverKind, Meeting, Person, PersonKind, Plan
from kronobarn_cli.model.rules import RULES
from tests.model.made_up import AGREED, CONSENT, FRAMED, OTHER_CONSENT, TODAY, skip

MEETING_AGAIN = date(2026, 5, 7)
SOON = TODAY + timedelta(days=3)


def found(code: str, plan: Plan) -> list[Issue]:
    return list(RULES[code](plan, TODAY))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"until": MEETING_AGAIN - timedelta(days=1)}, True),
        ({"until": MEETING_AGAIN}, False),
        # What was taken back or never began is no consent that could have lasted longer.
        ({"until": MEETING_AGAIN - timedelta(days=1), "withdrawn": date(2026, 3, 20)}, False),
        ({"until": MEETING_AGAIN, "from_": None}, False),
    ],
)
def test_only_a_consent_that_ends_before_the_follow_up_is_told(changed: dict[str, Any], told: bool) -> None:
    plan = replace(FRAMED, consents=(replace(CONSENT, **changed),))
    assert bool(found("K143", plan)) is told


@pytest.mark.parametrize("changed", [{"follow_up": None}, {"follow_up": FollowUp(day=TODAY - timedelta(days=1))}])
def test_without_a_follow_up_ahead_no_consent_is_too_short_for_it(changed: dict[str, Any]) -> None:
    plan = replace(FRAMED, consents=(replace(CONSENT, until=SOON),))
    assert found("K143", plan) != []
    assert found("K143", replace(plan, **changed)) == []


def test_all_who_have_not_been_asked_are_named_in_one_sentence() -> None:
    third = Person(id="guardian-3", kind=PersonKind.GUARDIAN, name="farmor")
    (issue,) = found("K144", replace(FRAMED, people=(*FRAMED.people, third), consents=(CONSENT,)))
    assert issue.facts["ask"] == "pappa, farmor"


def test_each_consent_that_ends_soon_is_told_and_none_of_a_closed_plan() -> None:
    first, second = CONSENT, replace(OTHER_CONSENT, until=SOON)
    plan = replace(FRAMED, consents=(first, second))
    assert [issue.path for issue in found("K145", plan)] == [("consents", "c2", "until")]
    assert found("K145", replace(plan, closing=Closing(day=TODAY))) == []


def test_a_reason_for_leaving_the_purpose_holds_for_that_consent_alone() -> None:
    plan = replace(AGREED, consents=(replace(CONSENT, purpose=None), replace(OTHER_CONSENT, purpose=None)))
    plan = replace(plan, skipped=skip("consents.c1.purpose"))
    assert [issue.path for issue in found("K146", plan)] == [("consents", "c2", "purpose")]


def test_of_two_hand_overs_on_one_day_the_first_tells_who_was_responsible_until_then() -> None:
    day = date(2026, 3, 10)
    moves = (
        HandOver(id="h1", kind=HandOverKind.RESPONSIBLE, from_="school", to="bup", accepted=day),
        HandOver(id="h2", kind=HandOverKind.RESPONSIBLE, from_="bup", to="soc", accepted=day),
    )
    meeting = Meeting(id="m1", day=day, invited=("school", "bup"))
    plan = replace(FRAMED, hand_overs=moves, meetings=(meeting,), consents=())
    assert [issue.facts["service"] for issue in found("K140", plan)] == ["Mottagningen"]
