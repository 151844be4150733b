"""Answers on a plan that somebody else changed meanwhile: nothing that anyone wrote is dropped."""

from datetime import date

from msgspec.structs import replace

from kronobarn_cli.interview.fold import fold
from kronobarn_cli.interview.rebase import clashes, moved
from kronobarn_cli.model.plan import Child, Meeting, Notice, Plan, Reading

PLAN = Plan(
    code="k7mtr",
    child=Child(name="Mio"),
    notices=(Notice(id="n1", seen="Deras ord"),),
    wheel=(Reading(id="w1", voice="school"),),
)


def test_the_same_answers_again_clash_with_nothing() -> None:
    """Killed between the save and the dropping of the draft: replay changes nothing and asks nothing."""
    given = {"child.name": "Mio", "notices.n1.seen": "Deras ord", "wheel.w1.voice": "school", "more.notice.n1": False}
    assert clashes(given, PLAN) == ()
    assert moved(given, PLAN) == given
    assert fold(PLAN, given).notices == PLAN.notices


def test_two_items_under_one_id_become_two() -> None:
    given = {"wheel.w1.voice": "child", "pick.areas.w1": ["larande"], "wheel.w1.areas.larande.works": "Matte"}
    answers = moved(given, PLAN)
    assert answers == {"wheel.w2.voice": "child", "pick.areas.w2": ["larande"], "wheel.w2.areas.larande.works": "Matte"}
    assert [one.voice for one in fold(PLAN, answers).wheel] == ["school", "child"]


def test_one_question_answered_twice_is_for_a_person_to_settle() -> None:
    (clash,) = clashes({"child.name": "M", "child.born": "2017", "child.needs": None}, PLAN)
    assert clash == ("child.name", "Mio", "M")


def test_a_notice_of_ours_beside_theirs_keeps_both() -> None:
    answers = moved({"notices.n1.seen": "Våra ord"}, PLAN)
    assert [one.seen for one in fold(PLAN, answers).notices] == ["Deras ord", "Våra ord"]


BEGUN = Plan(code="k7mtr", meetings=(Meeting(id="m1", day=date(2026, 5, 12)),), child=Child(name="M"))
"""What a meeting was begun on; it is held on another day than it was planned for."""
HELD = {"meetings.m1.day": "2026-04-27", "meetings.m1.started": "13:05"}


def test_what_was_there_when_it_began_is_the_same_thing_still() -> None:
    """A meeting that is moved to today and gone on with after somebody else has saved is not two meetings."""
    now = replace(BEGUN, revision=2, wheel=(Reading(id="w1", voice="school"),))
    assert moved(HELD, now, BEGUN) == HELD
    assert clashes(HELD, now, BEGUN) == ()


def test_only_what_somebody_has_changed_since_is_for_a_person_to_settle() -> None:
    now = replace(BEGUN, revision=2, child=Child(name="Mio"))
    (clash,) = clashes({**HELD, "child.name": "Mi"}, now, BEGUN)
    assert clash == ("child.name", "Mio", "Mi")


def test_what_both_began_since_becomes_two_also_when_it_is_known_what_was_there() -> None:
    now = replace(BEGUN, revision=2, wheel=(Reading(id="w1", voice="school"),))
    assert moved({"wheel.w1.voice": "child"}, now, BEGUN) == {"wheel.w2.voice": "child"}
