"""What stands in a plan while a person has not chosen yet: both wordings to choose from, and one that holds meanwhile."""

from datetime import date
from typing import Any

import pytest

from kronobarn_cli.model.merge import Side, merge
from tests.model.test_merge import Together, Tree, both, newer, plan

SPRING, SUMMER, AUTUMN = date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1)
CONSENT = {"id": "c1", "by": "guardian-1", "to": ["bup"], "areas": ["halsa"], "from": SPRING, "until": AUTUMN}
READ: Tree = {"day": SUMMER, "fingerprint": "sha256:1"}


def open_in(found: Together) -> dict[str, list[str | None]]:
    """What is open in each place, the newest wording first."""
    return {one["at"]: [said.get("says") for said in one["wordings"]] for one in found.tree["open-points"]}


def test_of_a_consent_that_two_have_widened_every_wording_is_kept() -> None:
    base = plan(consents=[CONSENT])
    ours = newer(newer(base), consents=[{**CONSENT, "to": ["bup", "soc"], "until": SUMMER}])
    theirs = newer(base, consents=[{**CONSENT, "areas": ["halsa", "hemmet"], "from": date(2026, 1, 1)}])
    found = both(base, ours, theirs)
    assert found.tree["consents"] == [{**CONSENT, "until": SUMMER}]
    assert open_in(found) == {
        "consents.c1.to": ["bup, soc", "bup"],
        "consents.c1.areas": ["halsa", "halsa, hemmet"],
        "consents.c1.from": ["2026-03-01", "2026-01-01"],
        "consents.c1.until": ["2026-06-01", "2026-09-01"],
    }


@pytest.mark.parametrize(
    ("ours", "theirs", "held"),
    [
        ({"until": SUMMER}, {}, {"until": SUMMER}),
        ({}, {"until": SUMMER}, {"until": SUMMER}),
        ({"withdrawn": SUMMER}, {}, {"withdrawn": SUMMER}),
        ({}, {"withdrawn": SUMMER}, {"withdrawn": SUMMER}),
        ({"withdrawn": SPRING}, {"withdrawn": SUMMER}, {"withdrawn": SPRING}),
    ],
)
def test_the_days_of_a_consent_are_meanwhile_those_that_both_allow(ours: Tree, theirs: Tree, held: Tree) -> None:
    """Each side has also let somebody know more, so that neither consent can stand as it is."""
    one, other = ({**CONSENT, "areas": ["halsa", "hemmet"], **ours}, {**CONSENT, "to": ["bup", "soc"], **theirs})
    found = both(plan(consents=[CONSENT]), newer(newer(plan(consents=[one]))), newer(plan(consents=[other])))
    assert found.tree["consents"] == [{**CONSENT, **held}]


@pytest.mark.parametrize(
    ("ours", "theirs", "leads"),
    [
        (READ, {**READ, "day": SPRING}, True),
        ({**READ, "day": SPRING}, READ, False),
        (READ, {**READ, "fingerprint": "sha256:2"}, True),
        ({**READ, "fingerprint": "sha256:2"}, READ, True),
        (READ, {"fingerprint": "sha256:2"}, True),
        ({"fingerprint": "sha256:2"}, READ, False),
    ],
)
def test_of_two_read_backs_the_later_holds_and_of_one_day_the_newest(ours: Tree, theirs: Tree, leads: bool) -> None:
    found = both(plan(), newer(newer(plan(agreement=ours))), newer(plan(agreement=theirs)))
    assert found.tree["agreement"] == (ours if leads else theirs)
    said = [str(one[key]) if key in one else None for key in ("day", "fingerprint") for one in (ours, theirs)]
    differing = {"agreement.day": said[:2], "agreement.fingerprint": said[2:]}
    assert open_in(found) == {at: both_ for at, both_ in differing.items() if both_[0] != both_[1]}


def test_a_read_back_that_is_open_is_not_decided_anew() -> None:
    """Which of two is the newer can turn round, where their revisions are the same, once they have been put together."""
    base = plan(child={"needs": ["z", "b"]})
    ours = newer(base, agreement=READ)
    theirs = newer(base, child={"needs": ["b"]}, agreement={**READ, "fingerprint": "sha256:2"})
    once = both(base, ours, theirs)
    assert once.tree["agreement"] == READ
    for side in (ours, theirs):
        assert both(base, once.tree, side).tree == both(base, side, once.tree).tree == once.tree


def test_what_is_open_stands_as_it_is_while_one_goes_on_with_a_wording_known_already() -> None:
    base = plan(child={"name": "Kim"})
    ours, theirs = newer(newer(base), child={"name": "Mio"}), newer(base, child={"name": "M"})
    once = both(base, ours, theirs).tree
    later: Any = {**theirs, "revision": 12, "practice": True}
    for found in (both(base, once, later), both(base, later, once)):
        assert found.tree["child"] == {"name": "Mio"}
        assert found.opened == ()
    other: Any = {**later, "child": {"name": "Millan"}}
    found = both(base, once, other)
    assert found.tree["child"] == {"name": "Millan"}
    assert open_in(found) == {"child.name": ["Mio", "M", "Millan"]}


def test_who_wrote_what_when_is_told_of_both_sides() -> None:
    base = plan(child={"name": "Kim"})
    ours, theirs = newer(base, child={"name": "Mio"}), newer(newer(base), child={"name": "M"})
    found: Any = merge(base, Side(ours, "Anna", SPRING), Side(theirs, "DATOR", SUMMER)).tree
    assert found["open-points"][0]["wordings"] == [
        {"says": "M", "by": "DATOR", "day": SUMMER},
        {"says": "Mio", "by": "Anna", "day": SPRING},
    ]


def test_a_new_wording_of_the_older_joins_those_that_are_open() -> None:
    base = plan(child={"name": "Kim"})
    once = both(base, newer(newer(base), child={"name": "Mio"}), newer(base, child={"name": "M"})).tree
    found = both(base, {**once, "revision": 12}, newer(base, child={"name": "Millan"}))
    assert found.tree["child"] == {"name": "Mio"}
    assert {*open_in(found)["child.name"]} == {"Mio", "M", "Millan"}


def test_without_a_known_past_a_consent_covers_what_both_say() -> None:
    one, other = ({**CONSENT, "areas": areas} for areas in (["halsa", "hemmet"], ["halsa", "larande"]))
    found = both(None, newer(plan(consents=[one])), plan(consents=[other]))
    assert found.tree["consents"] == [CONSENT]
    assert open_in(found) == {"consents.c1.areas": ["halsa, hemmet", "halsa, larande"]}


@pytest.mark.parametrize("other", ["ord", {"a": "1"}])
def test_a_local_list_on_one_side_and_something_else_on_the_other_is_open(other: Any) -> None:
    lists, rest = plan(local=["x"]), plan(local=other)
    for found in (both(None, newer(lists), rest), both(None, lists, newer(rest))):
        assert found.opened == ("local",)
        assert len(open_in(found)["local"]) == 2


@pytest.mark.parametrize(
    ("ours", "theirs", "merged"),
    [
        ("a b c n", "a o b c", "a o b c n"),
        ("a n b", "a o b", "a n o b"),
        ("a n m b", "a o p b", "a n m o p b"),
        ("a b n", "o a p b q", "o a p b n q"),
    ],
)
def test_what_is_new_stands_after_what_it_was_written_after(ours: str, theirs: str, merged: str) -> None:
    base = plan(child={"needs": [one for one in ours.split() if one in "abc"]})
    one, other = (newer(base, child={"needs": words.split()}) for words in (ours, theirs))
    assert both(base, newer(one), other).tree["child"]["needs"] == merged.split()


def test_whose_text_leads_is_told_also_where_only_one_has_changed_something() -> None:
    base = plan()
    assert merge(base, Side(base), Side(newer(base))).ours_leads is False
    assert merge(base, Side(newer(base)), Side(base)).ours_leads is True


def test_a_plan_without_a_revision_has_the_lowest() -> None:
    sides = ({"kronobarn": 1, "code": "k7mtr", "child": {"name": name}} for name in ("Mio", "Kim"))
    assert both(None, *sides).tree["revision"] == 0


def test_what_both_have_open_already_is_opened_with_all_that_both_say() -> None:
    point = {"at": "child.name", "wordings": [{"says": "Mio"}, {"says": "M"}]}
    ours, theirs = (plan(**{"child": {"name": name}, "open-points": [point]}) for name in ("Mio", "M"))
    found = both(plan(), newer(ours), theirs)
    assert found.tree["child"] == {"name": "Mio"}
    assert found.opened == ("child.name",)


# What two settle, each without the other.


def opened(at: str, *says: str | None, **parts: Any) -> Any:
    """A plan in which something is open, with who said what when."""
    wordings = [{"by": f"{number}", **({"says": one} if one is not None else {})} for number, one in enumerate(says)]
    return plan(**parts, **{"open-points": [{"at": at, "wordings": wordings}]})


def settle(base: Any, **parts: Any) -> Any:
    return {key: one for key, one in newer(base, **parts).items() if key != "open-points"}


@pytest.mark.parametrize("by", [None, "Anna"])
@pytest.mark.parametrize("names", [("Mio", "M"), ("M", "Mio"), ("Mio", "Millan")])
def test_one_open_point_settled_in_two_ways_is_open_again(names: tuple[str, str], by: str | None) -> None:
    """Who keeps what stands there changes nothing but the open point itself."""
    base = opened("child.name", "Mio", "M", child={"name": "Mio"})
    ours, theirs = (settle(base, child={"name": name}) for name in names)
    found = Together(*merge(base, Side(newer(ours), by), Side(theirs, by))[:3])
    assert found.tree["child"] == {"name": names[0]}
    assert set(open_in(found)["child.name"]) == set(names)
    assert found.opened == ("child.name",)
    for side in (newer(ours), theirs):
        assert both(base, found.tree, side).tree == both(base, side, found.tree).tree == found.tree


def test_what_is_open_again_is_not_taken_for_what_was_open_before_it_was_settled() -> None:
    base = plan(
        **{
            "child": {"name": "Mio"},
            "open-points": [{"at": "child.name", "wordings": [{"says": "Mio"}, {"says": "M"}]}],
        }
    )
    ours, theirs = settle(newer(base)), settle(base, child={"name": "M"})
    found = both(base, ours, theirs)
    assert open_in(found)["child.name"] == ["M", "Mio"]
    assert both(base, found.tree, theirs).tree == both(base, theirs, found.tree).tree == found.tree


def test_one_open_point_settled_alike_by_two_is_settled() -> None:
    base = opened("child.name", "Mio", "M", child={"name": "Mio"})
    found = both(base, settle(newer(base), child={"name": "M"}), settle(base, child={"name": "M"}))
    assert found.tree["child"] == {"name": "M"}
    assert "open-points" not in found.tree


def test_nothing_is_a_choice_too() -> None:
    base = opened("child.name", "Mio", None, child={"name": "Mio", "stage": "school"})
    ours, theirs = settle(newer(base)), settle(base, child={"stage": "school"})
    found = both(base, ours, theirs)
    assert open_in(found)["child.name"] == ["Mio", None]


def test_what_one_has_settled_and_the_other_has_written_anew_is_open_again() -> None:
    base = opened("child.name", "Mio", "M", child={"name": "Mio"})
    ours, theirs = settle(newer(base)), newer(base, child={"name": "Millan"})
    found = both(base, ours, theirs)
    assert open_in(found)["child.name"] == ["Mio", "Millan"]
    for side in (ours, theirs):
        assert both(base, found.tree, side).tree == both(base, side, found.tree).tree == found.tree


def test_what_one_has_settled_and_the_other_has_left_open_is_settled() -> None:
    base = opened("child.name", "Mio", "M", child={"name": "Mio"})
    found = both(base, settle(newer(base), child={"name": "M"}), newer(base, practice=True))
    assert found.tree["child"] == {"name": "M"}
    assert "open-points" not in found.tree


def test_what_was_settled_of_something_that_the_other_took_away_is_not_open() -> None:
    base = opened("goals.g1.text", "Sova", "Äta", goals=[{"id": "g1", "text": "Sova"}])
    gone = {key: one for key, one in settle(base).items() if key != "goals"}
    found = both(base, settle(newer(base)), gone)
    assert "open-points" not in found.tree


def test_what_was_open_about_something_that_only_came_later_is_chosen_again_too() -> None:
    base = opened("goals.g1.text", "Sova", "Sova gott")
    ours, theirs = (
        settle(base, goals=[{"id": "g1", "text": text}]) for text in ("Sova hela natten", "Sova hela långa natten")
    )
    assert set(open_in(both(base, newer(ours), theirs))["goals.g1.text"]) == {
        "Sova hela natten",
        "Sova hela långa natten",
    }


def test_whom_a_consent_covers_is_meanwhile_what_both_have_chosen() -> None:
    base = opened("consents.c1.to", "bup, soc", "bup", consents=[CONSENT])
    ours, theirs = settle(newer(base), consents=[{**CONSENT, "to": ["bup", "soc"]}]), settle(base)
    for found in (both(base, ours, theirs), both(base, theirs, ours)):
        assert found.tree["consents"] == [CONSENT]
        assert open_in(found) == {"consents.c1.to": ["bup, soc", "bup"]}
    other = settle(base, consents=[{**CONSENT, "to": ["mvc"]}])
    assert "to" not in both(base, settle(newer(base)), other).tree["consents"][0]


def test_a_read_back_that_two_have_chosen_differently_is_open_again_as_a_whole() -> None:
    other: Tree = {"day": AUTUMN, "fingerprint": "sha256:2"}
    base = opened("agreement.day", str(SUMMER), str(AUTUMN), agreement=READ)
    found = both(base, settle(newer(base)), settle(base, agreement=other))
    assert found.tree["agreement"] == other
    assert set(open_in(found)) == {"agreement.day", "agreement.fingerprint"}


def test_an_open_point_with_more_in_it_stays_also_where_the_other_has_left_it_as_it_was() -> None:
    base = opened("child.name", "Mio", "M", child={"name": "Mio"})
    more = newer(base)
    more["open-points"][0]["wordings"].append({"says": "Millan"})
    for found in (
        both(base, newer(more), newer(base, practice=True)),
        both(base, more, newer(newer(base, practice=True))),
    ):
        assert open_in(found)["child.name"] == ["Mio", "M", "Millan"]
