"""`show`: what the chair sees of a plan at a glance."""

from datetime import date

import pytest
from msgspec.structs import replace

from kronobarn_cli import i18n
from kronobarn_cli.cli import plan_screen
from kronobarn_cli.model.plan import Action, Closing, Goal, HandOver, HandOverKind, Plan, Review, Roles, Tried
from kronobarn_cli.work.glance import at_a_glance
from tests.render.samples import TODAY, changed_later, full, terms
from tests.render.test_honest_paper import ASKED

FIRST = date(2026, 3, 5)


def _shown(plan: Plan, capsys: pytest.CaptureFixture[str]) -> str:
    i18n.start("en")
    plan_screen.show(at_a_glance(plan, terms("en"), "en", TODAY), "plan")
    return capsys.readouterr().out


def test_actions_without_a_goal_stand_by_themselves(capsys: pytest.CaptureFixture[str]) -> None:
    actions = (Action(id="a1", goal="g1", what="Read"), Action(id="a2", what="Ring"))
    both = replace(ASKED, goals=(Goal(id="g1", text="Learn"),), actions=actions)
    assert "Learn\n  Read\nMore that we do\n  Ring\n" in _shown(both, capsys)
    assert "More that we do" not in _shown(replace(both, goals=()), capsys)


def test_roles_hand_overs_follow_ups_and_the_closing_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    plan = replace(
        ASKED,
        roles=Roles(responsible="school", coordinator="bup"),
        hand_overs=(
            HandOver(id="h1", kind=HandOverKind.COORDINATION, to="school", proposed=FIRST),
            HandOver(id="h2", kind=HandOverKind.COORDINATION, to="bup", proposed=FIRST, declined=FIRST),
        ),
        reviews=(Review(id="r1", day=FIRST),),
        tried=(Tried(id="t1", day=FIRST),),
        closing=Closing(day=TODAY, child_told_by="school", child_told_day=TODAY),
    )
    told = _shown(plan, capsys)
    assert told.index("Closed 19 March 2026") < told.index("Around the child")
    assert "Holds the plan together: behandlare (BUP)" in told
    assert told.count("Waiting for an answer: the coordination of the plan, to rektor (Skogsskolan)") == 1
    assert "proposed 5 March 2026" in told
    assert "Last follow-up: 5 March 2026" in told
    assert "Tells the child: rektor (Skogsskolan), 19 March 2026" in told


def test_nothing_is_told_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    told = _shown(ASKED, capsys)
    for absent in ("Closed", "Holds the plan", "Waiting", "Last follow-up", "Tells the child", "Changed", "Reopened"):
        assert absent not in told


def test_what_was_changed_after_the_meeting_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert "changed after the meeting" in _shown(changed_later(full()), capsys)


def test_a_consultation_is_said_at_the_top(capsys: pytest.CaptureFixture[str]) -> None:
    assert _shown(replace(ASKED, consultation=True), capsys).startswith("Consultation about a child without a name.")
