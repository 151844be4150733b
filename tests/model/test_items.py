"""An id is never given again: what a plan keeps in mind of the ids that it no longer has."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kronobarn_cli.model.base import Id
from kronobarn_cli.model.changes import changes
from kronobarn_cli.model.consent import withdraw
from kronobarn_cli.model.items import PREFIXES, last_number, past_ids
from kronobarn_cli.model.left_out import left_out
from kronobarn_cli.model.merge import Merged, Side, merge
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.references import references
from kronobarn_cli.model.shapes import Shape, Way, at
from kronobarn_cli.model.view import KNOW_ALL, audiences, view
from tests.model.made_up import AGREED, CONSENT

Tree = dict[str, Any]


def plan(*ids: str, past: tuple[str, ...] = ()) -> Tree:
    """A plan with readings, goals and people that have these ids."""
    roots = {"w": "wheel", "g": "goals"}
    found: Tree = {"past-ids": list(past)} if past else {}
    for one in ids:
        found.setdefault(roots.get(one[0] if one[1:].isdecimal() else "", "people"), []).append({"id": one})
    return found


@pytest.mark.parametrize(
    ("now", "before", "past"),
    [
        (plan("w1", "w2"), [plan("w1")], []),
        (plan("w1"), [plan("w1", "w2")], ["w2"]),
        (plan(), [plan("w1", "w2", "g1")], ["g1", "w2"]),
        (plan("w1", "w3"), [plan("w1", "w2", "w3")], []),
        (plan("w10"), [plan("w9")], []),
        (plan("w1", past=("w4",)), [plan("w1", past=("w3",))], ["w4"]),
        (plan("w1"), [plan("w1", past=("w3",))], ["w3"]),
        (plan("w3"), [plan("w1", past=("w3",))], []),
        (plan(past=("w2",)), [], ["w2"]),
        (plan(), [plan("w1"), plan("w2")], ["w2"]),
        (plan(), [plan("w06")], ["w6"]),
        (plan("guardian-1", "child"), [plan("guardian-1", "guardian-2", "other-1", "bup")], ["guardian-2", "other-1"]),
        (plan(), [plan("kvalm")], []),
    ],
)
def test_of_each_list_the_highest_that_is_gone_is_kept_where_nothing_higher_stands(
    now: Tree, before: list[Tree], past: list[str]
) -> None:
    assert sorted(map(str, past_ids(now, *before))) == past


def test_what_is_counted_in_no_list_is_left_as_it_is() -> None:
    """A newer program may count in more lists."""
    assert past_ids(plan("w1", past=("z4",)), plan(past=("z3", "w1"))) == ["z3", "z4"]


def test_a_plan_that_is_no_plan_yet_has_none() -> None:
    assert past_ids({"wheel": "nej"}, {"wheel": [{"voice": "child"}, "w4"], "past-ids": "w7"}) == []


@pytest.mark.parametrize(("ids", "last"), [((), 0), (("a2", "a10", "b11"), 10), (("a", "ax", "a-3"), 0)])
def test_only_ids_with_a_number_after_the_letter_are_counted(ids: tuple[str, ...], last: int) -> None:
    assert last_number("a", ids) == last


STEPS = st.lists(st.tuples(st.sampled_from(["add", "add", "undo", "remove", "merge"]), st.integers(0, 9)), max_size=30)


@given(STEPS, st.sampled_from(sorted(PREFIXES)))
def test_no_id_ever_means_two_things(steps: list[tuple[str, int]], root: str) -> None:
    """Things are added, taken away and brought back in any order; `meant` is what each id was first given to."""
    prefix = PREFIXES[root]
    versions: list[Tree] = [{}]
    meant: dict[str, str] = {}
    for number, (step, where) in enumerate(steps):
        now, older = versions[-1], versions[-1 - where % len(versions)]
        if step == "add":
            ids = (*(one["id"] for one in now.get(root, [])), *now.get("past-ids", []))
            new = {"id": f"{prefix}{last_number(prefix, ids) + 1}", "text": str(number)}
            after = {**now, root: [*now.get(root, []), new]}
        elif step == "undo":
            after = older
        elif step == "remove":
            things = now.get(root, [])
            after = {**now, root: [one for place, one in enumerate(things) if place != where % max(1, len(things))]}
        else:
            there = {one["id"]: one for one in (*now.get(root, []), *older.get(root, []))}
            after = {**now, root: list(there.values())}
        past = past_ids(after, now)
        versions.append({root: after.get(root, []), "past-ids": past})
        for one in versions[-1][root]:
            assert meant.setdefault(one["id"], one["text"]) == one["text"]


@given(st.lists(st.integers(1, 9)), st.lists(st.integers(1, 9)))
def test_undoing_what_was_undone_leaves_nothing_behind(first: list[int], more: list[int]) -> None:
    before = plan(*(f"w{one}" for one in sorted({*first})))
    after = plan(*(f"w{one}" for one in sorted({*first, *more})))
    undone = {**before, "past-ids": past_ids(before, after)}
    assert past_ids(after, undone) == []


def both(base: Tree | None, ours: Tree, theirs: Tree) -> Merged:
    whole = ({**one, "kronobarn": 1, "code": "k7mtr"} for one in (base or {}, ours, theirs))
    first, *sides = whole
    found = merge(first if base is not None else None, *map(Side, sides))
    assert merge(first if base is not None else None, *map(Side, sides[::-1])).tree == found.tree
    return found


@pytest.mark.parametrize("base", [None, plan("w1", past=("w2",))])
def test_two_who_have_lost_different_things_are_put_together_without_a_word(base: Tree | None) -> None:
    ours, theirs = plan("w1", past=("g3", "w2")) | {"revision": 3}, plan("w1", past=("w4",)) | {"revision": 2}
    found = both(base, ours, theirs)
    assert found.tree.get("past-ids") == ["w4", "g3"]
    assert (found.opened, found.told) == ((), ())


@pytest.mark.parametrize("theirs", [plan("w1", "w2", "w3", "g1"), plan("w1", "g1")])
def test_what_is_put_together_keeps_in_mind_what_went_on_the_way(theirs: Tree) -> None:
    """Somebody took w3 away by hand, or both did, so that no save saw it go."""
    base = plan("w1", "w2", "w3")
    assert both(base, plan("w1", "w2"), theirs).tree.get("past-ids") == ["w3"]


def test_what_came_back_on_one_side_is_no_more_in_mind() -> None:
    base, theirs = plan("w1", past=("w2",)), plan("w1", "g1", past=("w2",))
    assert "past-ids" not in both(base, plan("w1", "w2"), theirs).tree


def test_of_two_new_things_with_one_id_the_second_gets_one_that_has_not_been() -> None:
    base, texts = plan(past=("g6",)), ("Sova hela natten.", "Leka ute.")
    ours, theirs = ({**base, "goals": [{"id": "g2", "text": text}]} for text in texts)
    found = both(base, ours, theirs)
    tree: Any = found.tree
    assert sorted(one["id"] for one in tree["goals"]) == ["g2", "g7"]
    assert [one.new for one in found.told] == ["g7"]


def test_an_id_that_nothing_has_any_more_is_never_a_change() -> None:
    assert changes(plan("w1", past=("g3",)), plan("w1", past=("g4", "w2"))) == ()
    assert changes(plan("w1"), plan("w1", past=("g4",))) == ()


def test_it_points_at_nothing() -> None:
    assert at(("past-ids",)) == Shape(Way.ELEMENTS, kind=Id)
    assert list(references(Plan(code="k7mtr", past_ids=("guardian-2", "g1")))) == []


def test_the_part_of_a_consent_that_is_taken_back_gets_an_id_that_has_not_been() -> None:
    wide = replace(CONSENT, to=("bup", "school"))
    before = replace(AGREED, consents=(wide,), past_ids=("c6", "g9"))
    after = withdraw(before, "guardian-1", "bup", date(2026, 4, 1))
    assert [one.id for one in after.consents] == ["c1", "c7"]


def test_only_chair_and_archive_know_that_anything_has_been() -> None:
    whole = replace(AGREED, past_ids=("w6",))
    for reader in audiences(whole):
        seen = view(whole, reader, date(2026, 4, 1))
        assert (seen.past_ids == ("w6",)) is (reader.kind in KNOW_ALL), reader
        assert left_out(whole, seen) == left_out(AGREED, view(AGREED, reader, date(2026, 4, 1))), reader
