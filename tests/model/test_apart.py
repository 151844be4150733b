"""One id for two things becomes two ids: what counts as two, which id the second gets, and all that moves along."""

from datetime import date
from typing import Any

import pytest

from kronobarn_cli.model.merge import Telling, Told
from tests.model.test_merge import Tree, both, newer, plan

MOTHER, FATHER = ({"id": "guardian-1", "kind": "guardian", "name": name} for name in ("mamma", "pappa"))


def moved(**parts: Any) -> Any:
    """What becomes of the older of two plans whose first guardian is another person than the newer's."""
    return both(None, newer(plan(people=[MOTHER])), plan(people=[FATHER], **parts)).tree


@pytest.mark.parametrize(
    ("one", "other", "things"),
    [
        # Without words in both: the same when they agree on half of what both say.
        ({"area": "halsa", "long": True, "words-of": "child"}, {"area": "halsa", "long": False, "words-of": "bup"}, 2),
        ({"area": "halsa", "long": True}, {"area": "halsa", "long": False}, 1),
    ],
)
def test_goals_without_words_are_one_when_they_agree_on_half(one: Tree, other: Tree, things: int) -> None:
    ours, theirs = ({"id": "g1", **changes} for changes in (one, other))
    assert len(both(None, plan(goals=[ours]), plan(goals=[theirs])).tree["goals"]) == things


def test_words_further_in_count_as_much_as_words_at_the_top() -> None:
    """Two disagreements about which one voice says two things are two, though it is the same voice."""
    ours, theirs = ([{"id": "o1", "views": [{"of": "child", "says": says}]}] for says in ("Nej.", "Ja, gärna hemma."))
    assert len(both(None, newer(plan(disagreements=ours)), plan(disagreements=theirs)).tree["disagreements"]) == 2


def test_a_service_is_the_same_service_however_it_is_worded() -> None:
    ours, theirs = ([{"id": "bup", "kind": "service", "service": name}] for name in ("BUP Växjö", "Barnmottagningen"))
    found = both(None, newer(plan(people=ours)), plan(people=theirs))
    assert found.tree["people"] == ours
    assert found.opened == ("people.bup.service",)


def test_an_id_chosen_by_hand_can_clash_too_and_the_second_gets_the_first_number() -> None:
    ours, theirs = ([{"id": "lek", "text": text}] for text in ("Leka ute varje rast.", "Sova hela natten."))
    found = both(plan(), newer(newer(plan(goals=ours))), newer(plan(goals=theirs)))
    assert {one["id"]: one["text"] for one in found.tree["goals"]} == {
        "lek": "Leka ute varje rast.",
        "g1": "Sova hela natten.",
    }


@pytest.mark.parametrize("highest", range(3), ids=["base", "newer", "older"])
def test_what_has_the_number_of_a_thing_that_is_met_again_gets_one_that_nobody_has_had(highest: int) -> None:
    """Both have written down the same, each in its turn; the older's other goal must not become the newer's."""
    sides: tuple[list[tuple[str, str]], ...] = (
        [],
        [("g1", "Ringa varje kväll."), ("g2", "Träffa farmor.")],
        [("g1", "Träffa farmor."), ("g2", "Sova hela natten.")],
    )
    sides[highest].append(("g9", "Leka ute varje rast."))
    base, ours, theirs = (plan(goals=[{"id": id_, "text": text} for id_, text in side]) for side in sides)
    found = both(base, newer(ours), theirs)
    kept = {"g9": "Leka ute varje rast."} if highest else {}
    assert {one["id"]: one["text"] for one in found.tree["goals"]} == {
        "g1": "Ringa varje kväll.",
        "g2": "Träffa farmor.",
        "g10": "Sova hela natten.",
        **kept,
    }


@pytest.mark.parametrize(
    "meant",
    [
        {"skipped": [{"what": "pick.areas.w3", "why": "vet inte"}]},
        {"skipped": [{"what": "wheel.w3.day", "why": "vet inte"}]},
        {"open-points": [{"at": "wheel.w3", "wordings": [{"says": "a"}]}]},
        {"open-points": [{"at": "wheel.w3.day", "wordings": [{"says": "a"}]}]},
    ],
)
def test_a_number_that_a_question_or_an_open_point_still_means_is_not_given_again(meant: Tree) -> None:
    ours, theirs = ([{"id": "w1", "voice": who}] for who in ("child", "school"))
    found = both(plan(**meant), newer(plan(wheel=ours, **meant)), newer(plan(wheel=theirs, **meant)))
    assert {one["id"] for one in found.tree["wheel"]} == {"w1", "w4"}


def test_whoever_is_moved_is_moved_in_every_list() -> None:
    tree = moved(
        meetings=[{"id": "m1", "invited": ["guardian-1", "school"], "absent": [{"who": "guardian-1"}]}],
        consents=[{"id": "c1", "by": "guardian-1", "to": ["school", "guardian-1"]}],
        shared=[{"day": date(2026, 3, 19), "document": "plan", "for": "guardian-1"}],
        local={"by": "guardian-1"},
    )
    assert [one["id"] for one in tree["people"]] == ["guardian-1", "guardian-2"]
    assert tree["meetings"] == [{"id": "m1", "invited": ["guardian-2", "school"], "absent": [{"who": "guardian-2"}]}]
    assert tree["consents"] == [{"id": "c1", "by": "guardian-2", "to": ["school", "guardian-2"]}]
    assert tree["shared"][0]["for"] == "guardian-2"
    assert tree["local"] == {"by": "guardian-1"}


@pytest.mark.parametrize(
    ("point", "after"),
    [
        (
            {"at": "meetings.m1.invited", "wordings": [{"says": "guardian-1, school"}, {"says": "school"}]},
            {"at": "meetings.m1.invited", "wordings": [{"says": "guardian-2, school"}, {"says": "school"}]},
        ),
        ({"at": "people.guardian-1.name"}, {"at": "people.guardian-2.name"}),
        ({"at": "consents.c1.by"}, {"at": "consents.c1.by"}),
        (
            {"at": "people.guardian-1.name", "wordings": [{"says": "guardian-1"}]},
            {"at": "people.guardian-2.name", "wordings": [{"says": "guardian-1"}]},
        ),
    ],
)
def test_an_open_point_moves_along_and_nothing_else_of_it_changes(point: Tree, after: Tree) -> None:
    assert moved(**{"open-points": [point]})["open-points"] == [after]


def test_a_question_about_a_reading_does_not_move_with_a_goal_of_the_same_id() -> None:
    goals = ([{"id": "lek", "text": text}] for text in ("Leka ute varje rast.", "Sova hela natten."))
    ours, theirs = (plan(goals=one, skipped=[{"what": "pick.areas.lek", "why": "trött"}]) for one in goals)
    assert both(plan(), newer(newer(ours)), newer(theirs)).tree["skipped"] == ours["skipped"]


@pytest.mark.parametrize("where", ["base", "ours", "theirs"])
def test_no_side_and_no_past_has_ever_had_the_new_id(where: str) -> None:
    used = [{"id": "g5", "text": "Leka."}]
    goals = ([{"id": "g1", "text": text}] for text in ("Sova hela natten.", "Cykla till skolan."))
    ours, theirs = (
        newer(plan(goals=[*one, *(used if where == side else [])]))
        for side, one in zip(("ours", "theirs"), goals, strict=True)
    )
    found = both(plan(goals=used) if where == "base" else plan(), newer(ours), theirs)
    assert found.told == (Told(Telling.RENAMED, ("goals", "g1"), "g6"),)
    assert {one["id"]: one["text"] for one in found.tree["goals"]}["g6"] == "Cykla till skolan."


def test_the_same_thing_twice_on_one_side_is_not_two_under_one_id() -> None:
    words = "Sova hela natten.", "Cykla till skolan.", "Leka ute varje rast."
    ours = [{"id": f"g{number}", "text": text} for number, text in enumerate(words, start=1)]
    theirs = [{"id": one, "text": words[2]} for one in ("g1", "g2")]
    found = both(plan(), newer(newer(plan(goals=ours))), newer(plan(goals=theirs)))
    ids = [one["id"] for one in found.tree["goals"]]
    assert len(ids) == len({*ids}) == 4
    assert [one for one in found.tree["goals"] if one["id"] != "g4"] == ours


def test_an_open_reason_for_a_skipped_question_moves_with_what_it_is_about() -> None:
    def side(who: str, **more: Any) -> Any:
        skipped = [{"what": "pick.areas.w1", "why": f"{who} ville inte"}]
        return plan(wheel=[{"id": "w1", "voice": who}], skipped=skipped, **more)

    point = {"at": r"skipped.pick\.areas\.w1.why", "wordings": [{"says": "a"}, {"says": "school ville inte"}]}
    found = both(None, newer(side("child")), side("school", **{"open-points": [point]}))
    [moved] = [one["at"] for one in found.tree["open-points"] if {"says": "a"} in one["wordings"]]
    assert moved == r"skipped.pick\.areas\.w2.why"


def test_an_id_that_only_an_open_reason_still_means_is_not_given_again() -> None:
    point = {"at": r"skipped.pick\.areas\.w2.why", "wordings": [{"says": "a"}, {"says": "b"}]}
    ours = plan(wheel=[{"id": "w1", "voice": "child"}], **{"open-points": [point]})
    found = both(None, newer(ours), plan(wheel=[{"id": "w1", "voice": "school"}]))
    assert {one["id"] for one in found.tree["wheel"]} == {"w1", "w3"}
