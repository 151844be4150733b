"""What differs between two versions of a plan: every leaf in one change, and the other way round the same backwards."""

from collections import Counter
from copy import deepcopy
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kronobarn_cli.model.changes import Change, ChangeKind, changes
from kronobarn_cli.model.shapes import frozen, leaves, of_plan
from kronobarn_cli.text.schema import to_tree
from tests.crash.merges import triple
from tests.strategies import plans

Tree = dict[str, Any]
ADDED, REMOVED, CHANGED, MOVED = ChangeKind
BACKWARDS = {ADDED: REMOVED, REMOVED: ADDED}
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
seeds = st.integers(0, 10**9)
ACTION: Tree = {"id": "a1", "what": "Skolan ringer.", "status": "ongoing"}


def plan(**parts: Any) -> Tree:
    return {"kronobarn": 1, "code": "k7mtr", "revision": 7, **parts}


def sides(seed: int) -> tuple[Tree, Tree]:
    """Two versions of a plan that two people have come to."""
    three = triple(Random(seed))
    return three.ours, three.theirs


def differing(before: Tree, after: Tree) -> set[tuple[str, ...]]:
    one, other = (dict(leaves(of_plan(), tree)) for tree in (before, after))
    return {place for place in one.keys() | other.keys() if one.get(place) != other.get(place)} - {("revision",)}


def canon(change: Change) -> tuple[str, ...]:
    return (change.kind, *change.place, "", *(frozen(one or "") for one in (change.before, change.after)))


@SLOW
@given(plans)
def test_a_plan_and_itself_differ_in_nothing(made: Any) -> None:
    tree = to_tree(made)
    assert changes(tree, deepcopy(tree)) == ()
    assert changes(tree, {**deepcopy(tree), "revision": 1000}) == ()


@SLOW
@given(seeds)
def test_every_leaf_that_differs_is_in_exactly_one_change(seed: int) -> None:
    before, after = sides(seed)
    # Where one number has become another person's words, they are gone and the others new: two changes of one place.
    leaves_ = differing(before, after)
    told = {one.place for one in changes(before, after) if one.kind is not MOVED or one.place in leaves_}
    for leaf in leaves_:
        assert sum(leaf[: len(place)] == place for place in told) == 1, leaf
    for one in changes(before, after):
        assert one.before != one.after


@SLOW
@given(seeds)
def test_a_change_holds_what_stood_there_and_what_stands_there(seed: int) -> None:
    before, after = sides(seed)
    one, other = dict(leaves(of_plan(), before)), dict(leaves(of_plan(), after))
    found = changes(before, after)
    twice = {place for place, times in Counter(change.place for change in found).items() if times > 1}
    for change in found:
        for side, leaf in ((change.before, one), (change.after, other)):
            if side is None and change.place in twice:
                continue
            held = {place: value for place, value in leaf.items() if place[: len(change.place)] == change.place}
            if change.kind is not MOVED and change.place in held:
                assert held == {change.place: side}
            elif change.kind is not MOVED:
                assert sorted(map(frozen, held.values())) == sorted(map(frozen, _values(side)))


def _values(tree: Any) -> list[Any]:
    """The leaves of what one change holds: a thing with what is in it."""
    if isinstance(tree, dict):
        return [leaf for one in tree.values() for leaf in _values(one)]
    if isinstance(tree, list) and tree and all(isinstance(one, dict) for one in tree):
        named = [key for key in ("id", "who", "of", "kind", "what", "at") if all(key in one for one in tree)]
        return [leaf for one in tree for leaf in _values(one)] if named else [tree]
    return [] if tree is None else [tree]


@SLOW
@given(seeds)
def test_the_other_way_round_it_is_told_backwards(seed: int) -> None:
    before, after = sides(seed)
    back = [
        Change(BACKWARDS.get(one.kind, one.kind), one.place, one.after, one.before) for one in changes(after, before)
    ]
    assert Counter(map(canon, back)) == Counter(map(canon, changes(before, after)))


def test_a_plan_that_began_or_is_gone_is_one_change() -> None:
    assert changes(None, plan()) == (Change(ADDED, (), None, plan()),)
    assert changes(plan(), None) == (Change(REMOVED, (), plan(), None),)
    assert changes(None, None) == ()


def test_a_leaf_tells_what_stood_there_and_what_stands_there() -> None:
    done = {**ACTION, "status": "done"}
    assert changes(plan(actions=[ACTION]), plan(actions=[done])) == (
        Change(CHANGED, ("actions", "a1", "status"), "ongoing", "done"),
    )
    shorter = {"id": "a1", "status": "ongoing"}
    assert changes(plan(actions=[ACTION]), plan(actions=[shorter])) == (
        Change(REMOVED, ("actions", "a1", "what"), "Skolan ringer.", None),
    )


def test_a_thing_that_is_new_or_gone_is_one_change_with_all_of_it() -> None:
    other: Tree = {"id": "a2", "what": "BUP träffar Mio."}
    assert changes(plan(), plan(actions=[ACTION, other])) == (
        Change(ADDED, ("actions", "a1"), None, ACTION),
        Change(ADDED, ("actions", "a2"), None, other),
    )
    assert changes(plan(actions=[ACTION, other]), plan(actions=[other])) == (
        Change(REMOVED, ("actions", "a1"), ACTION, None),
    )
    closing: Tree = {"day": "2026-06-01", "why": "Målen är nådda."}
    assert changes(plan(), plan(closing=closing)) == (Change(ADDED, ("closing",), None, closing),)


def test_a_list_in_another_order_is_a_move() -> None:
    one: Tree
    other: Tree
    third: Tree
    one, other, third = {"id": "g1"}, {"id": "g2"}, {"id": "g3"}
    assert changes(plan(goals=[one, other]), plan(goals=[other, third, one])) == (
        Change(ADDED, ("goals", "g3"), None, third),
        Change(MOVED, ("goals",), ["g1", "g2"], ["g2", "g1"]),
    )
    needs: Any = [["paus", "tolk"], ["tolk", "paus"]]
    assert changes(plan(child={"needs": needs[0]}), plan(child={"needs": needs[1]})) == (
        Change(MOVED, ("child", "needs"), *needs),
    )


def test_a_set_that_is_new_or_gone_has_not_moved() -> None:
    needs: Any = ["paus", "tolk"]
    without, with_ = plan(child={"name": "Mio"}), plan(child={"name": "Mio", "needs": needs})
    assert changes(without, with_) == (Change(ADDED, ("child", "needs"), None, needs),)
    assert changes(with_, without) == (Change(REMOVED, ("child", "needs"), needs, None),)


def test_a_set_and_a_row_of_numbers_are_one_change() -> None:
    asked: Any = [{"id": "m1", "invited": ["child", "bup"], "after": {"heard": [1, 0, 2]}}]
    other = [{"id": "m1", "invited": ["child", "school"], "after": {"heard": [2, 0, 1]}}]
    assert changes(plan(meetings=asked), plan(meetings=other)) == (
        Change(CHANGED, ("meetings", "m1", "invited"), ["child", "bup"], ["child", "school"]),
        Change(CHANGED, ("meetings", "m1", "after", "heard"), [1, 0, 2], [2, 0, 1]),
    )


def test_a_read_back_is_one_act() -> None:
    one, other = (_read_back(says) for says in ("yes", "no"))
    assert changes(plan(agreement=one), plan(agreement=other)) == (Change(CHANGED, ("agreement",), one, other),)


def _read_back(says: str) -> Tree:
    return {"day": "2026-03-19", "answers": [{"of": "child", "says": says}]}


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("1", "2", [Change(CHANGED, ("own",), "1", "2")]),
        ({"a": "1"}, {"a": "2", "b": "3"}, [Change(CHANGED, ("own", "a"), "1", "2"), Change(ADDED, ("own", "b"), None, "3")]),
        ([{"id": "x", "a": "1"}], [{"id": "x"}], [Change(REMOVED, ("own", "x", "a"), "1", None)]),
        (["1"], ["1", "2"], [Change(CHANGED, ("own",), ["1"], ["1", "2"])]),
        ({"a": "1"}, ["1"], [Change(CHANGED, ("own",), {"a": "1"}, ["1"])]),
        ({"a": "1"}, [{"id": "x"}], [Change(CHANGED, ("own",), {"a": "1"}, [{"id": "x"}])]),
        ([{"id": "x"}], {"a": "1"}, [Change(CHANGED, ("own",), [{"id": "x"}], {"a": "1"})]),
    ],
)  # fmt: skip
def test_what_the_schema_does_not_know_is_told_of_too(before: Any, after: Any, found: list[Change]) -> None:
    assert list(changes(plan(own=before), plan(own=after))) == found


def test_an_empty_list_of_ones_own_is_not_nothing() -> None:
    assert changes(plan(), plan(own=[])) == (Change(ADDED, ("own",), None, []),)


def test_changes_stand_in_the_order_of_the_plan() -> None:
    after = plan(own="x", closing={"day": "2026-06-01"}, actions=[ACTION], child={"name": "Mio"})
    assert [one.place[0] for one in changes(plan(), after)] == ["child", "actions", "closing", "own"]
