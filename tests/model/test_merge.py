"""Two plans put together: nothing that anyone wrote is lost, nothing is invented, and a person chooses.

Plans are made up and changed by `tests/crash/merges.py`, whose judge knows nothing of how it is done.
"""

from copy import deepcopy
from datetime import date
from random import Random
from typing import Any, NamedTuple

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kronobarn_cli.model.area import AREAS
from kronobarn_cli.model.consent import valid
from kronobarn_cli.model.merge import Merged, Side, Telling, Told, merge
from kronobarn_cli.model.open_points import NotThat, dotted, find, joined, settled, spelled, steps, value_of
from kronobarn_cli.model.plan import Consent, Plan
from kronobarn_cli.model.shapes import at, frozen, leaves, of_plan
from kronobarn_cli.text.schema import to_tree
from tests.crash.merges import Triple, flat, judged, measure, triple
from tests.strategies import plans

Tree = dict[str, Any]
seeds = st.integers(0, 10**9)
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def plan(**parts: Any) -> Tree:
    return {"kronobarn": 1, "code": "k7mtr", "revision": 7, **parts}


class Together(NamedTuple):
    """A `Merged` whose tree can be looked into without more ado."""

    tree: Any
    opened: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()


def both(base: Tree | None, ours: Tree, theirs: Tree) -> Together:
    return Together(*merge(base, Side(ours), Side(theirs))[:3])


def newer(tree: Tree, **parts: Any) -> Tree:
    return {**deepcopy(tree), "revision": tree["revision"] + 1, **parts}


@pytest.mark.parametrize("seed", range(5))
def test_of_all_that_two_people_do_to_a_plan_nothing_is_lost(seed: int) -> None:
    found = measure(100, seed)
    assert found.well, found.told
    assert found.counts["open"] > 0


@SLOW
@given(seeds)
def test_who_has_changed_nothing_takes_all_from_the_other(seed: int) -> None:
    base, ours, _ = triple(Random(seed))
    if base is None:
        return
    assert both(base, ours, deepcopy(base)).tree == ours
    assert both(base, deepcopy(base), ours).tree == ours
    assert both(base, ours, deepcopy(ours)) == Together(ours)
    assert both(None, ours, deepcopy(ours)) == Together(ours)


@SLOW
@given(seeds)
def test_putting_the_same_together_again_changes_nothing(seed: int) -> None:
    three = triple(Random(seed))
    once = both(*three).tree
    for side in (three.ours, three.theirs):
        assert both(three.base, once, side).tree == once
        assert both(three.base, side, once).tree == once


@SLOW
@given(seeds)
def test_it_is_a_plan_with_every_id_once(seed: int) -> None:
    tree = both(*triple(Random(seed))).tree
    merged = msgspec.convert(tree, Plan)
    for name in Plan.__struct_fields__:
        items = getattr(merged, name)
        ids = [one.id for one in items if hasattr(one, "id")] if isinstance(items, tuple) else []
        assert len(ids) == len(set(ids))


@SLOW
@given(plans, plans, st.booleans())
def test_it_is_a_plan_whatever_the_two_are(one: Plan, other: Plan, past: bool) -> None:
    other = replace(other, code=one.code)
    ours, theirs = to_tree(one), to_tree(other)
    merged = both({"kronobarn": 1, "code": one.code} if past else None, ours, theirs)
    assert msgspec.convert(merged.tree, Plan)
    assert both(None, theirs, ours).tree == both(None, ours, theirs).tree
    said = {spelled(value) for _, value in leaves(of_plan(), merged.tree)}
    said |= {one.get("says") for point in merged.tree.get("open-points", []) for one in point.get("wordings", [])}
    for side in (ours, theirs):
        texts = {value for _, value in leaves(of_plan(), side) if isinstance(value, str) and len(value) > 20}
        assert texts <= said


@SLOW
@given(seeds)
def test_no_service_is_told_more_than_one_of_the_two_allows(seed: int) -> None:
    three = triple(Random(seed))
    one, other, merged = (_allowed(tree) for tree in (three.ours, three.theirs, both(*three).tree))
    assert merged <= one | other


def _allowed(tree: Tree) -> set[tuple[str, ...]]:
    """Who lets whom know of what when; a consent is known by what it says besides, for its id may be new."""
    found: set[tuple[str, ...]] = set()
    for consent in msgspec.convert(tree.get("consents", []), tuple[Consent, ...]):
        days = [one for one in DAYS if valid(consent, one)]
        found |= {(consent.by, to, area, str(day)) for to in consent.to for area in consent.areas for day in days}
    return found


DAYS = [date(2025, 10, 1), date(2026, 1, 15), date(2026, 3, 19), date(2026, 5, 7), date(2026, 12, 31)]


# What is judged must be able to fail.

BROKEN = {
    "a text is gone": lambda tree: tree["goals"][0].pop("text"),
    "a thing is gone": lambda tree: tree["goals"].pop(),
    "an open point is gone": lambda tree: tree.pop("open-points"),
    "a wording is gone": lambda tree: tree["open-points"][0]["wordings"].pop(),
    "an own key is gone": lambda tree: tree["goals"][0].pop("own"),
    "a thing means another": lambda tree: tree["actions"][0].update(goal="g2"),
    "a text from nowhere": lambda tree: tree["goals"][0].update(text="text 99"),
    "a new thing from nowhere": lambda tree: tree["goals"].append({"id": "g9", "text": "text 98"}),
    "what was removed is back": lambda tree: tree.update(fallback={"say": "text 3"}),
    "an element is gone": lambda tree: tree["child"]["needs"].pop(),
}


@pytest.mark.parametrize("how", BROKEN)
def test_the_judge_sees_every_kind_of_fault(how: str) -> None:
    base = plan(child={"needs": ["text 1"]}, goals=[{"id": "g1", "text": "text 2"}], fallback={"say": "text 3"})
    ours = newer(base, goals=[{"id": "g1", "text": "text 4", "own": "text 5"}, {"id": "g2", "text": "text 6"}])
    del ours["fallback"]
    theirs = newer(base, goals=[{"id": "g1", "text": "text 7"}, {"id": "g2", "text": "text 8"}])
    theirs["actions"] = [{"id": "a1", "goal": "g2", "what": "text 9"}]
    theirs["child"] = {"needs": ["text 1", "text 10"]}
    three, good = Triple(base, ours, theirs), both(base, ours, theirs)
    if good.tree["actions"][0]["goal"] == "g2":
        three = Triple(base, theirs, ours)
        good = both(*three)
    assert list(judged(three, Merged(*good))) == []
    broken = deepcopy(good.tree)
    if how == "a thing means another" and broken["actions"][0]["goal"] == "g2":
        broken["actions"][0]["goal"] = "g3"
    else:
        BROKEN[how](broken)
    assert [kind for kind, _ in judged(three, Merged(broken, *good[1:]))]


# One rule after the other.


def test_both_changed_keeps_both_and_the_newest_stands_meanwhile() -> None:
    base = plan(actions=[{"id": "a1", "what": "Skolan ringer."}])
    ours = newer(base, actions=[{"id": "a1", "what": "Skolan ringer på måndag."}])
    theirs = newer(ours, actions=[{"id": "a1", "what": "Mamma ringer."}])
    merged = merge(base, Side(ours, "Anna"), Side(theirs, "DATOR", date(2026, 5, 2)))
    assert merged.tree["actions"] == theirs["actions"]
    assert merged.opened == ("actions.a1.what",)
    assert merged.tree["revision"] == 9
    assert merged.tree["open-points"] == [
        {
            "at": "actions.a1.what",
            "wordings": [
                {"says": "Mamma ringer.", "by": "DATOR", "day": date(2026, 5, 2)},
                {"says": "Skolan ringer på måndag.", "by": "Anna"},
            ],
        }
    ]


def test_what_each_has_changed_for_itself_stands_together_and_nobody_is_asked() -> None:
    base = plan(actions=[{"id": "a1", "what": "Ring.", "often": "ibland", "sign": "lugn"}], practice=True)
    ours = newer(base, actions=[{"id": "a1", "what": "Ring.", "often": "varje dag", "sign": "lugn"}])
    theirs = newer(base, actions=[{"id": "a1", "what": "Ring.", "often": "ibland", "status": "done"}])
    merged = both(base, ours, theirs)
    assert merged.tree["actions"] == [{"id": "a1", "what": "Ring.", "often": "varje dag", "status": "done"}]
    assert merged.tree["practice"] is True
    assert (merged.opened, merged.told) == ((), ())


def test_removed_and_changed_keeps_the_change_and_tells_it() -> None:
    base = plan(goals=[{"id": "g1", "text": "Sova."}, {"id": "g2", "text": "Äta."}])
    ours = newer(base, goals=[{"id": "g2", "text": "Äta."}])
    theirs = newer(base, goals=[{"id": "g1", "text": "Sova gott."}, {"id": "g2", "text": "Äta."}])
    merged = both(base, ours, theirs)
    assert merged.tree["goals"] == theirs["goals"]
    assert merged.told == (Told(Telling.KEPT, ("goals", "g1")),)


def test_removed_and_left_alone_is_removed() -> None:
    base = plan(goals=[{"id": "g1", "text": "Sova."}], child={"needs": ["paus", "tolk"]})
    without_goals = {key: value for key, value in base.items() if key != "goals"}
    merged = both(base, newer(without_goals), newer(base, child={"needs": ["tolk"]}))
    assert "goals" not in merged.tree
    assert merged.tree["child"] == {"needs": ["tolk"]}


def test_whoever_is_needed_by_the_other_comes_back_with_a_word() -> None:
    base = plan(people=[{"id": "bup", "kind": "service"}, {"id": "soc", "kind": "service"}])
    ours = newer(base, people=[{"id": "soc", "kind": "service"}])
    theirs = newer(base, actions=[{"id": "a1", "who": "bup"}])
    merged = both(base, ours, theirs)
    assert {one["id"] for one in merged.tree["people"]} == {"bup", "soc"}
    assert merged.told == (Told(Telling.NEEDED, ("people", "bup")),)


def test_without_a_known_past_nothing_is_taken_away() -> None:
    ours = plan(goals=[{"id": "g1", "text": "Sova."}], child={"needs": ["paus"]})
    theirs = plan(goals=[{"id": "g2", "text": "Äta."}], child={"needs": ["tolk"], "name": "Mio"})
    merged = both(None, ours, theirs)
    assert {one["id"] for one in merged.tree["goals"]} == {"g1", "g2"}
    assert set(merged.tree["child"]["needs"]) == {"paus", "tolk"}
    assert merged.tree["child"]["name"] == "Mio"


def test_one_id_for_two_new_things_becomes_two_and_what_means_them_moves_along() -> None:
    base = plan(people=[{"id": "school", "kind": "service"}], goals=[{"id": "g1", "text": "Sova."}])
    ours = newer(base, goals=[*base["goals"], {"id": "g2", "text": "Äta frukost."}])
    ours["actions"] = [{"id": "a1", "goal": "g2", "what": "Mamma dukar."}]
    theirs = newer(base, goals=[*base["goals"], {"id": "g2", "text": "Cykla till skolan."}])
    theirs["actions"] = [{"id": "a1", "goal": "g2", "what": "Pappa lagar cykeln."}]
    theirs["tried"] = [{"id": "t1", "action": "a1"}]
    theirs["skipped"] = [{"what": "goals.g2.area", "why": "vet inte"}]
    theirs["open-points"] = [{"at": "actions.a1.goal", "wordings": [{"says": "g1"}, {"says": "g2"}]}]
    tree = both(base, newer(ours), theirs).tree
    goals = {one["text"]: one["id"] for one in tree["goals"]}
    actions = {one["what"]: one for one in tree["actions"]}
    assert goals == {"Sova.": "g1", "Äta frukost.": "g2", "Cykla till skolan.": "g3"}
    assert actions["Mamma dukar."] == {"id": "a1", "goal": "g2", "what": "Mamma dukar."}
    assert actions["Pappa lagar cykeln."] == {"id": "a2", "goal": "g3", "what": "Pappa lagar cykeln."}
    assert tree["tried"] == [{"id": "t1", "action": "a2"}]
    assert tree["skipped"] == [{"what": "goals.g3.area", "why": "vet inte"}]
    assert tree["open-points"] == [{"at": "actions.a2.goal", "wordings": [{"says": "g1"}, {"says": "g3"}]}]


def test_a_new_guardian_is_another_one_but_a_service_is_called_by_its_name() -> None:
    ours = plan(people=[{"id": "guardian-1", "kind": "guardian", "name": "mamma"}, {"id": "bup", "kind": "service"}])
    theirs = plan(
        people=[
            {"id": "guardian-1", "kind": "guardian", "name": "pappa"},
            {"id": "bup", "kind": "service", "service": "BUP Växjö"},
        ],
        consents=[{"id": "c1", "by": "guardian-1"}],
        shared=[{"day": date(2026, 3, 19), "document": "plan", "for": "guardian-1"}],
    )
    tree = both(None, newer(ours), theirs).tree
    assert {one["id"]: one.get("name") for one in tree["people"]} == {
        "guardian-1": "mamma",
        "guardian-2": "pappa",
        "bup": None,
    }
    assert tree["consents"][0]["by"] == tree["shared"][0]["for"] == "guardian-2"


def test_the_same_thing_reworded_without_a_known_past_is_one_thing_with_two_wordings() -> None:
    ours = plan(actions=[{"id": "a1", "what": "Skolan ringer varje måndag"}])
    theirs = plan(actions=[{"id": "a1", "what": "Skolan ringer mamma varje måndag"}])
    assert both(None, ours, theirs).opened == ("actions.a1.what",)
    assert len(both(None, ours, theirs).tree["actions"]) == 1


def test_the_closer_of_two_consents_holds_until_a_person_has_chosen() -> None:
    consent = {"id": "c1", "by": "guardian-1", "purpose": "planen", "from": date(2026, 1, 1), "until": date(2026, 9, 1)}
    base = plan(consents=[{**consent, "to": ["bup"], "areas": ["halsa"]}])
    more_services = newer(base, consents=[{**consent, "to": ["bup", "soc"], "areas": ["halsa"]}])
    more_areas = newer(base, consents=[{**consent, "to": ["bup"], "areas": ["halsa", "hemmet"]}])
    merged = both(base, more_services, more_areas)
    assert merged.tree["consents"] == base["consents"]
    assert set(merged.opened) == {"consents.c1.to", "consents.c1.areas"}
    unknown = both(None, more_services, base)
    assert unknown.tree["consents"] == base["consents"]
    assert unknown.opened == ("consents.c1.to",)


def test_a_consent_taken_back_by_one_is_taken_back() -> None:
    consent = {"id": "c1", "by": "guardian-1", "to": ["bup"], "areas": [*AREAS], "from": date(2026, 1, 1)}
    base = plan(consents=[{**consent, "until": date(2026, 9, 1)}])
    ours = newer(base, consents=[{**consent, "until": date(2026, 9, 1), "withdrawn": date(2026, 4, 1)}])
    theirs = newer(base, consents=[{**consent, "until": date(2026, 12, 1)}])
    assert both(base, ours, theirs).tree["consents"][0]["withdrawn"] == date(2026, 4, 1)
    assert both(None, ours, theirs).tree["consents"][0]["until"] == date(2026, 9, 1)


def test_of_two_answers_about_protected_identity_yes_holds() -> None:
    ours, theirs = plan(child={"protected": True}), newer(plan(child={"protected": False}))
    assert both(None, ours, theirs).tree["child"] == {"protected": True}
    assert both(None, theirs, ours).opened == ("child.protected",)


def test_a_read_back_is_one_act_and_never_half_of_two() -> None:
    one = {"day": date(2026, 3, 19), "fingerprint": "sha256:1", "answers": [{"of": "child", "says": "yes"}]}
    other = {"day": date(2026, 5, 7), "fingerprint": "sha256:2", "answers": [{"of": "school", "says": "yes"}]}
    merged = both(plan(), newer(newer(plan(agreement=one))), newer(plan(agreement=other)))
    assert merged.tree["agreement"] == other
    assert merged.opened == (
        "agreement.day",
        "agreement.fingerprint",
        "agreement.answers.child.of",
        "agreement.answers.child.says",
        "agreement.answers.school.of",
        "agreement.answers.school.says",
    )


def test_what_one_has_settled_is_settled() -> None:
    point = {"at": "child.name", "wordings": [{"says": "Mio"}, {"says": "M"}]}
    base = plan(**{"child": {"name": "Mio"}, "open-points": [point]})
    ours = settled(newer(base), "child.name", "M")
    merged = both(base, ours, newer(base, practice=True))
    assert merged.tree["child"] == {"name": "M"}
    assert "open-points" not in merged.tree


def test_a_third_wording_joins_the_two_that_are_open() -> None:
    point = {"at": "child.name", "wordings": [{"says": "Mio"}, {"says": "M"}]}
    ours = plan(**{"child": {"name": "Mio"}, "open-points": [point]})
    tree = both(None, ours, newer(plan(child={"name": "Millan"}))).tree
    assert {one["says"] for one in tree["open-points"][0]["wordings"]} == {"Mio", "M", "Millan"}


def test_own_keys_live_on_wherever_they_stand() -> None:
    base = plan(goals=[{"id": "g1", "text": "Sova."}])
    ours = newer(base, goals=[{"id": "g1", "text": "Sova.", "ours": "1"}], local={"a": ["x"], "b": "1"})
    theirs = newer(base, goals=[{"id": "g1", "text": "Sova.", "theirs": "2"}], local={"a": ["y"], "b": "2"})
    merged = both(base, ours, theirs)
    assert merged.tree["goals"] == [{"id": "g1", "text": "Sova.", "ours": "1", "theirs": "2"}]
    assert sorted(merged.tree["local"]["a"]) == ["x", "y"]
    assert merged.opened == ("local.b",)


@pytest.mark.parametrize(("one", "other"), [(1, "1"), (True, "True"), ({"a": 1}, {"a": "1"})])
def test_an_element_that_is_spelled_as_another_is_there(one: Tree, other: Tree) -> None:
    assert both(None, newer(plan(own=[one])), plan(own=[other])).tree["own"] == [one]


def test_an_own_key_with_text_on_one_side_and_parts_on_the_other_is_open() -> None:
    ours, theirs = newer(plan(local={"a": "1"})), plan(local="2")
    for found in (both(None, ours, theirs), both(None, theirs, ours)):
        assert found.tree["local"] == {"a": "1"}
        assert found.tree["open-points"] == [{"at": "local", "wordings": [{"says": '{"a": "1"}'}, {"says": "2"}]}]


def test_reasons_for_questions_left_about_a_reading_move_along() -> None:
    ours, theirs = (
        plan(
            wheel=[{"id": "w1", "voice": who}],
            skipped=[
                {"what": "pick.areas.w1", "why": f"{who} ville inte"},
                {"what": "wheel.w1.day", "why": f"{who} minns inte"},
                {"what": "voices.w1.wish", "why": f"{who} vet inte"},
            ],
        )
        for who in ("child", "school")
    )
    skipped = {one["why"]: one["what"] for one in both(None, newer(ours), theirs).tree["skipped"]}
    assert skipped["school ville inte"] == "pick.areas.w2"
    assert skipped["school minns inte"] == "wheel.w2.day"
    assert skipped["child ville inte"] == "pick.areas.w1"


def test_numbers_that_belong_together_are_never_mixed() -> None:
    meeting = {"id": "m1", "place": "skolan"}
    base = plan(meetings=[meeting])
    ours = newer(base, meetings=[{**meeting, "after": {"heard": [3, 0, 1]}}])
    theirs = newer(base, meetings=[{**meeting, "after": {"heard": [2, 1, 1]}}])
    merged = both(base, newer(ours), theirs)
    assert merged.tree["meetings"][0]["after"] == {"heard": [3, 0, 1]}
    assert {one["says"] for one in merged.tree["open-points"][0]["wordings"]} == {"3, 0, 1", "2, 1, 1"}


@given(st.lists(st.text(max_size=6), min_size=1, max_size=4).map(tuple))
def test_a_place_is_written_so_that_it_reads_back(place: tuple[str, ...]) -> None:
    assert steps(dotted(place)) == place


@SLOW
@given(plans)
def test_every_leaf_can_be_opened_and_settled_with_what_it_said(one: Plan) -> None:
    tree = to_tree(one)
    for place, value in list(leaves(of_plan(), tree))[:40]:
        if place[0] == "open-points" or value in ([], {}):
            continue
        found = find(tree, place)
        assert found is not None
        assert found.value == value
        if isinstance(value, str) or found.shape.kind not in (None, str):
            assert value_of(spelled(value), found.shape) == value
        assert settled(tree, dotted(place), value) == {k: v for k, v in tree.items() if k != "open-points" or v}


def test_what_cannot_stand_there_is_refused() -> None:
    found = find(plan(actions=[{"id": "a1", "by": date(2026, 5, 7)}]), ("actions", "a1", "by"))
    assert found is not None
    with pytest.raises(NotThat):
        value_of("nästa vecka", found.shape)


def test_a_place_that_is_gone_is_settled_by_dropping_the_point() -> None:
    tree = plan(**{"open-points": [{"at": "goals.g9.text", "wordings": [{"says": "a"}]}]})
    assert settled(tree, "goals.g9.text", "a") == plan()


def test_a_wording_that_both_have_stands_once_with_who_wrote_it() -> None:
    one: Tree = {"says": "Mio"}
    other: Tree = {"says": "Mio", "by": "Anna"}
    assert joined([one], [other]) == [other]
    assert joined([other], [{"says": "M", "by": "Anna"}]) == [other, {"says": "M", "by": "Anna"}]
    assert joined([{**one, "own": "1"}], [{**one, "own": "2"}]) == [{**one, "own": "1"}, {**one, "own": "2"}]


def test_flat_knows_nothing_of_shapes() -> None:
    assert flat({"goals": [{"id": "g1", "text": "a"}]}) == {("goals", "g1", "id"): "g1", ("goals", "g1", "text"): "a"}


CONSENT = {"id": "c1", "by": "guardian-1", "to": ["bup"], "areas": ["halsa"], "from": date(2026, 1, 1)}
YEAR, SUMMER, SPRING = date(2026, 12, 31), date(2026, 6, 1), date(2026, 3, 1)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        # Each narrows it in its own way: both hold.
        (
            {"areas": ["halsa", "hemmet"], "until": YEAR},
            {"areas": ["halsa"], "until": YEAR},
            {"areas": ["halsa", "hemmet"], "until": SUMMER},
            {"areas": ["halsa"], "until": SUMMER},
        ),
        # Two services more for the same areas and days: each was allowed by one.
        (
            {"until": YEAR},
            {"to": ["bup", "soc"], "until": YEAR},
            {"to": ["bup", "mvc"], "until": YEAR},
            {"to": ["bup", "soc", "mvc"], "until": YEAR},
        ),
        # Taken back by one, while the other wrote where the paper lies.
        (
            {"until": YEAR},
            {"until": YEAR, "withdrawn": SUMMER},
            {"until": YEAR, "original": "pärmen"},
            {"until": YEAR, "withdrawn": SUMMER, "original": "pärmen"},
        ),
    ],
)
def test_changes_of_a_consent_that_allow_no_more_stand_together(
    base: Tree, ours: Tree, theirs: Tree, merged: Tree
) -> None:
    past, one, other, both_ = ({**CONSENT, **changes} for changes in (base, ours, theirs, merged))
    found = both(plan(consents=[past]), newer(plan(consents=[one])), newer(plan(consents=[other])))
    [consent] = found.tree["consents"]
    assert {**consent, "to": sorted(consent["to"])} == {**both_, "to": sorted(both_["to"])}
    assert found.opened == ()


@pytest.mark.parametrize(
    ("ours", "theirs", "held"),
    [
        ({"to": ["bup", "soc"], "until": SPRING}, {"until": YEAR}, {"until": SPRING}),
        ({"to": ["bup", "soc"], "until": None}, {"areas": ["halsa", "hemmet"], "until": None}, {}),
        ({"until": YEAR, "from": date(2025, 1, 1)}, {"until": SUMMER, "areas": ["halsa", "hemmet"]}, {"until": SUMMER}),
        (
            {"until": YEAR, "by": "guardian-2"},
            {"until": YEAR, "to": ["bup", "soc"]},
            {"until": YEAR, "by": "guardian-2"},
        ),
        (
            {"until": YEAR, "withdrawn": SUMMER},
            {"until": YEAR, "withdrawn": date(2026, 5, 1)},
            {"withdrawn": date(2026, 5, 1)},
        ),
    ],
)
def test_changes_of_a_consent_that_would_allow_more_are_asked_about(ours: Tree, theirs: Tree, held: Tree) -> None:
    sides = ({**CONSENT, "until": SPRING}, {**CONSENT, **ours}, {**CONSENT, **theirs})
    past, one, other = (plan(consents=[{key: is_ for key, is_ in side.items() if is_}]) for side in sides)
    found = both(past, newer(one), newer(other))
    [consent] = found.tree["consents"]
    assert held.items() <= consent.items()
    assert (consent["to"], consent["areas"]) == (["bup"], ["halsa"])
    assert found.opened


def test_what_one_has_moved_stays_moved() -> None:
    base = plan(child={"needs": ["a", "b", "c"]})
    ours, theirs = (
        newer(base, child={"needs": ["a", "b", "c", "o"]}),
        newer(base, child={"needs": ["c", "a", "b", "t"]}),
    )
    needs = both(base, newer(ours), theirs).tree["child"]["needs"]
    assert [one for one in needs if one in "abc"] == ["c", "a", "b"]
    assert set(needs) == {"a", "b", "c", "o", "t"}


def test_new_things_of_both_come_after_what_was_there() -> None:
    base = plan(child={"needs": ["a", "b"]})
    ours, theirs = newer(base, child={"needs": ["a", "b", "o"]}), newer(base, child={"needs": ["a", "b", "t", "u"]})
    assert both(base, ours, newer(theirs)).tree["child"]["needs"] == ["a", "b", "t", "u", "o"]
    assert both(base, newer(ours), theirs).tree["child"]["needs"] == ["a", "b", "o", "t", "u"]


def test_the_same_thing_made_twice_is_one_and_nothing_is_asked() -> None:
    thing = {"id": "g1", "text": "Sova.", "area": "halsa"}
    base = plan()
    found = both(base, newer(base, goals=[thing]), newer(base, goals=[thing], practice=True))
    assert found.tree["goals"] == [thing]
    assert (found.opened, found.told) == ((), ())


@pytest.mark.parametrize(
    ("one", "other", "things"),
    [
        ({"text": "Sova"}, {"text": "Äta"}, 2),
        ({"text": "Sova hela natten"}, {"text": "Sova hela långa natten"}, 1),
        ({"text": "Sova hela natten"}, {"text": "Sova mitt på dagen"}, 2),
        ({"text": "Sova varje dag"}, {"text": "Leka varje dag"}, 2),
        ({"text": "Sova", "area": "halsa"}, {"text": "Äta", "area": "halsa"}, 2),
        ({"area": "halsa", "long": True}, {"area": "halsa"}, 1),
        ({"area": "halsa"}, {"area": "hemmet"}, 2),
        ({"area": "halsa"}, {"text": "Äta"}, 1),
    ],
)
def test_what_counts_as_one_thing(one: Tree, other: Tree, things: int) -> None:
    ours, theirs = ({"id": "g1", **changes} for changes in (one, other))
    assert len(both(None, plan(goals=[ours]), plan(goals=[theirs])).tree["goals"]) == things


def test_readings_of_two_voices_are_never_one() -> None:
    ours, theirs = ({"id": "w1", "voice": who, "day": SUMMER} for who in ("child", "school"))
    assert len(both(None, plan(wheel=[ours]), plan(wheel=[theirs])).tree["wheel"]) == 2


def test_a_new_id_is_higher_than_any_that_has_been_used() -> None:
    base = plan(goals=[{"id": "g1", "text": "Sova."}, {"id": "g7", "text": "Leka."}])
    left = {"goals": [{"id": "g1", "text": "Sova."}, {"id": "g2", "text": "Cykla."}]}
    found = both(base, newer(base, **left), newer(base, goals=[*base["goals"], {"id": "g2", "text": "Läsa."}]))
    assert {one["id"] for one in found.tree["goals"]} == {"g1", "g2", "g8"}


def test_whom_both_removed_or_whom_the_remover_still_means_stays_away() -> None:
    base = plan(people=[{"id": "bup", "kind": "service"}], fallback={"ring": "bup"})
    ours = {key: value for key, value in newer(base).items() if key != "people"}
    found = both(base, ours, newer(base, practice=True))
    assert "people" not in found.tree
    assert found.told == ()


def test_what_a_removed_person_needs_comes_back_with_it() -> None:
    base = plan(
        people=[{"id": "bup", "kind": "service"}],
        goals=[{"id": "g1", "text": "Sova.", "words-of": "bup"}],
    )
    ours = {key: value for key, value in newer(base).items() if key not in {"people", "goals"}}
    found = both(base, ours, newer(base, actions=[{"id": "a1", "goal": "g1"}]))
    assert found.tree["goals"] == base["goals"]
    assert found.tree["people"] == base["people"]
    assert {one.path for one in found.told} == {("goals", "g1"), ("people", "bup")}


def test_where_both_have_moved_something_the_newest_order_stands() -> None:
    base = plan(child={"needs": ["a", "b", "c"]})
    ours, theirs = newer(base, child={"needs": ["b", "a", "c"]}), newer(base, child={"needs": ["c", "b", "a"]})
    assert both(base, newer(ours), theirs).tree["child"]["needs"] == ["b", "a", "c"]
    assert both(base, ours, newer(theirs)).tree["child"]["needs"] == ["c", "b", "a"]


def test_what_both_have_under_each_others_ids_is_known_again() -> None:
    first, second, third = ({"text": f"{word} varje dag"} for word in ("Sova", "Cykla", "Laga mat"))
    ours = plan(goals=[{"id": "g1", **first}, {"id": "g2", **second}], tried=[{"id": "t1", "done": "yes"}])
    theirs = plan(goals=[{"id": "g1", **second}, {"id": "g2", **first}], actions=[{"id": "a1", "goal": "g1"}])
    for base in (None, plan()):
        found = both(base, newer(ours), theirs)
        assert found.tree["goals"] == ours["goals"]
        assert found.tree["actions"] == [{"id": "a1", "goal": "g2"}]
        assert found.told == ()
    shifted = plan(goals=[{"id": "g1", **third}, {"id": "g2", **first}, {"id": "g3", **second}])
    assert both(None, newer(shifted), ours).tree["goals"] == shifted["goals"]


@pytest.mark.parametrize(
    "meant",
    [
        {"tried": [{"id": "t1", "action": "a3"}]},
        {"skipped": [{"what": "actions.a3.by", "why": "vet inte"}]},
        {"open-points": [{"at": "actions.a3.what", "wordings": [{"says": "a"}]}]},
    ],
)
def test_an_id_that_is_still_meant_somewhere_is_not_given_to_another(meant: Tree) -> None:
    base = plan(**meant)
    ours, theirs = (
        newer(base, actions=[{"id": "a1", "what": "Ring."}]),
        newer(base, actions=[{"id": "a1", "what": "Gå."}]),
    )
    found = both(base, ours, theirs)
    assert {one["id"] for one in found.tree["actions"]} == {"a1", "a4"}
    twice = newer(base, actions=[{"id": "a1", "what": "Gå."}, {"id": "a2", "what": "Ring."}])
    assert {key: both(base, newer(twice), ours).tree[key] for key in meant} == meant


def test_what_stands_whole_under_another_id_is_not_mixed_with_what_has_its_own() -> None:
    whole = {"views": [{"of": "child", "says": "Nej."}]}
    ours = plan(disagreements=[{"id": "o1", **whole}])
    theirs = plan(disagreements=[{"id": "o1", "about": "Läxor"}, {"id": "o2", **whole}])
    for found in (both(None, newer(ours), theirs), both(None, ours, newer(theirs))):
        assert found.tree["disagreements"] == theirs["disagreements"]


def test_a_place_below_a_leaf_is_no_place() -> None:
    assert at(("child", "name", "first")) is None
    assert at(("child", "name")) is not None


def test_two_trees_that_say_the_same_are_the_same_whatever_their_order() -> None:
    assert frozen({"a": ["1", {"b": "2"}], "c": "3"}) == frozen({"c": "3", "a": ["1", {"b": "2"}]})
    assert frozen(["1", "2"]) != frozen(["2", "1"])


def test_a_wording_that_says_nothing_is_no_wording() -> None:
    assert joined(["x"], [{"says": "Kim"}]) == [{"says": "Kim"}]


def test_two_consents_alike_stay_as_they_are_also_without_a_common_past() -> None:
    consent = {"id": "c1", "by": "guardian-1", "to": ["bup", "school"], "areas": ["halsa"], "purpose": "Att hjälpa."}
    one = plan(consents=[consent])
    other = newer(one, consents=[{**consent, "to": ["school", "bup"], "purpose": "Att kunna hjälpa."}])
    found = both(None, one, other)
    assert sorted(found.tree["consents"][0]["to"]) == ["bup", "school"]
    assert found.opened == ("consents.c1.purpose",)


def test_two_that_changed_places_are_known_again_only_where_nothing_else_stands_in_the_way() -> None:
    """The older's a1 is the newer's a2; but a2 stands there too, and means the same to both."""
    first, second = {"what": "Ringer mamma."}, {"what": "Möter vid bussen."}
    base = plan()
    ours = newer(newer(base), actions=[{"id": "a1", **second}, {"id": "a2", **first}])
    theirs = newer(base, actions=[{"id": "a1", **first}, {"id": "a2", **first}])
    found = both(base, ours, theirs)
    assert {one["what"] for one in found.tree["actions"]} == {first["what"], second["what"]}


def test_a_wording_of_nothing_is_nothing() -> None:
    shape = at(("child", "name"))
    assert shape is not None
    assert value_of(None, shape) is None


def test_what_an_open_point_says_of_a_moved_thing_moves_along_and_nothing_else() -> None:
    """A local wording can hold anything."""
    point = {"at": "actions.a1.goal", "wordings": [{"says": "g1"}, {"says": 7}, "local"]}
    base = plan()
    ours = newer(newer(base), goals=[{"id": "g1", "text": "Sova."}])
    theirs = newer(base, goals=[{"id": "g1", "text": "Äta frukost i lugn och ro."}], **{"open-points": [point]})
    found = both(base, ours, theirs)
    assert [one["id"] for one in found.tree["goals"]] == ["g1", "g2"]
    assert found.tree["open-points"][0]["wordings"][0] == {"says": "g2"}
