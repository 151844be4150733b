"""Whose words they are: what one voice has said is never another's, and one voice has one reading of a day."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kronobarn_cli.model.apart import CALLED_BY_NUMBER, same_numbers
from kronobarn_cli.model.changes import Change, ChangeKind, changes
from kronobarn_cli.model.merge import Telling, Told
from kronobarn_cli.model.whose import Known, is_anothers, known, met
from kronobarn_cli.render.thing_words import TITLES
from tests.model.test_merge import Tree, both, newer, plan

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
numbers = st.integers(1, 4)
voices = st.sampled_from(["child", "guardian-1", "guardian-2"])
days = st.sampled_from([MONDAY, TUESDAY, None])


def reading(id_: str, voice: str, said: str, day: date | None = MONDAY, **more: Any) -> Tree:
    return {"id": id_, "voice": voice, **({"day": day} if day else {}), "areas": {"larande": {"works": said}}, **more}


def wheel(*readings: Tree, revision: int = 8) -> Tree:
    return plan(wheel=[*readings]) | {"revision": revision}


def said(tree: Tree) -> set[tuple[str, str, str]]:
    """Everything that stands in the wheel: whose, of what day, and the words, also those that are open."""
    held = {one["id"]: one for one in tree.get("wheel", [])}
    found = {(one, text) for one, found in held.items() for text in [found["areas"]["larande"]["works"]]}
    for point in tree.get("open-points", []):
        _root, one, *_rest = point["at"].split(".")
        found |= {(one, wording["says"]) for wording in point["wordings"]}
    return {(held[one]["voice"], str(held[one].get("day")), text) for one, text in found}


@st.composite
def three(draw: st.DrawFn) -> tuple[Tree | None, Tree, Tree]:
    """A past and two wheels: every reading has words of its own; a side may have given a number of the past anew."""
    counter = iter(range(100))

    def side(past: Tree) -> Tree:
        kept = [one for one in past["wheel"] if draw(st.booleans())]
        gone = [one["id"] for one in past["wheel"] if one not in kept]
        free = [f"w{number}" for number in range(1, 7) if f"w{number}" not in {one["id"] for one in kept}]
        ids = draw(st.lists(st.sampled_from(free), unique=True, max_size=3))
        whose = draw(st.lists(st.tuples(voices, days), unique=True, min_size=len(ids), max_size=len(ids)))
        new = [reading(id_, who, f"ord {next(counter)}", day) for id_, (who, day) in zip(ids, whose, strict=True)]
        known = {one["id"]: one["voice"] for one in past["wheel"] if one["id"] in gone}
        # The same number and voice is the same reading put right, which is another matter.
        new = [one for one in new if known.get(one["id"]) != one["voice"]]
        return wheel(*kept, *new, revision=draw(st.integers(8, 9)))

    past = wheel(
        *(reading(f"w{number}", draw(voices), f"ord {next(counter)}", draw(days)) for number in range(1, draw(numbers)))
    )
    past["revision"] = 7
    ours, theirs = side(past), side(past)
    return past if draw(st.booleans()) else None, ours, theirs


@settings(max_examples=120, deadline=None)
@given(three())
def test_nobody_gets_anothers_words_and_nothing_that_is_new_is_lost(sides: tuple[Tree | None, Tree, Tree]) -> None:
    base, ours, theirs = sides
    tree = both(*sides).tree
    found, known = said(tree), said(base or plan())
    assert found <= said(ours) | said(theirs)
    assert (said(ours) | said(theirs)) - known <= found
    assert both(base, theirs, ours).tree == tree
    for side in (ours, theirs):
        assert both(base, tree, side).tree == both(base, side, tree).tree == tree


def test_one_voice_that_two_write_down_on_one_day_is_one_reading_whatever_its_number() -> None:
    """The numbers had got out of step: one had written the child's wheel first, the other had not."""
    child, hers, other = (
        reading("w1", "child", "a"),
        reading("w2", "guardian-1", "Bra."),
        reading("w1", "guardian-1", "Så där."),
    )
    for ours, theirs in (
        (wheel(child, hers, revision=9), wheel(other)),
        (wheel(child, hers), wheel(other, revision=9)),
    ):
        found = both(plan(), ours, theirs)
        assert {one["id"]: one["voice"] for one in found.tree["wheel"]} == {"w1": "child", "w2": "guardian-1"}
        assert found.opened == ("wheel.w2.areas.larande.works",)
        assert {one["says"] for one in found.tree["open-points"][0]["wordings"]} == {"Bra.", "Så där."}
        assert found.told == ()


def test_one_voice_on_one_day_is_one_reading_however_it_is_worded() -> None:
    found = both(
        None, wheel(reading("w1", "child", "Ett två tre.")), wheel(reading("w1", "child", "Något annat."), revision=9)
    )
    assert found.opened == ("wheel.w1.areas.larande.works",)


def test_one_voice_on_two_days_is_two_readings() -> None:
    sides = wheel(reading("w1", "child", "Bra.")), wheel(reading("w1", "child", "Bra.", TUESDAY), revision=9)
    assert len(both(None, *sides).tree["wheel"]) == 2


def test_what_has_no_day_is_known_by_its_words() -> None:
    words = "Det är bra i skolan", "Det är bra i skolan nu", "Nej"
    one, alike, other = (wheel(reading("w1", "child", said, None)) for said in words)
    assert len(both(None, newer(one), alike).tree["wheel"]) == 1
    assert len(both(None, newer(one), other).tree["wheel"]) == 2


def test_a_reading_without_a_day_that_has_to_move_is_the_same_one_the_next_time() -> None:
    ours = wheel(reading("w2", "child", "Ord.", None), reading("w3", "guardian-1", "a"))
    theirs = wheel(reading("w2", "guardian-1", "b"), reading("w4", "child", "Ord.", None), revision=9)
    once = both(None, ours, theirs).tree
    assert {(one["id"], one["voice"]) for one in once["wheel"]} == {("w4", "child"), ("w3", "guardian-1")}
    assert both(None, once, ours).tree == once


def test_two_readings_that_want_one_number_get_two() -> None:
    ours = wheel(reading("w1", "child", "a"), reading("w2", "school", "b"))
    theirs = wheel(reading("w1", "school", "b"), reading("w2", "child", "a"), revision=9)
    once = both(None, ours, theirs).tree
    assert sorted((one["id"], one["voice"]) for one in once["wheel"]) == [("w2", "child"), ("w3", "school")]
    assert both(None, once, ours).tree == both(None, once, theirs).tree == once


@pytest.mark.parametrize("made_up", ["hjul", "yttre-hjulet"])
def test_a_number_made_up_by_hand_gives_way_to_one_that_is_counted_with(made_up: str) -> None:
    ours, theirs = wheel(reading(made_up, "child", "Bra.")), wheel(reading("w1", "child", "Bra."), revision=9)
    assert [one["id"] for one in both(None, ours, theirs).tree["wheel"]] == ["w1"]


def test_ten_is_more_than_nine_and_who_has_the_number_in_the_newest_plan_keeps_it() -> None:
    nine, ten = wheel(reading("w9", "child", "a")), wheel(reading("w10", "child", "a"))
    assert [one["id"] for one in both(None, newer(nine), ten).tree["wheel"]] == ["w10"]
    ours = wheel(reading("w9", "child", "a"), reading("w10", "school", "b"))
    theirs = wheel(reading("w10", "child", "a"), reading("w3", "school", "b"))
    found = both(None, newer(ours), theirs).tree["wheel"]
    assert sorted((one["id"], one["voice"]) for one in found) == [("w10", "school"), ("w11", "child")]


Sides = tuple[dict[str, str], dict[str, str], dict[str, str]]
GIVES_WAY: list[tuple[Sides, str]] = [
    # Two readings want w2.
    (({}, {"w1": "child", "w2": "school"}, {"w1": "school", "w2": "child"}), "school"),
    # The number was another's.
    (({"w6": "guardian-2"}, {"w6": "guardian-2"}, {"w6": "child"}), "child"),
    (({"w6": "guardian-2"}, {"w6": "child"}, {"w6": "guardian-2"}), "child"),
]


@pytest.mark.parametrize("where", range(3))
@pytest.mark.parametrize(("sides", "gives_way"), GIVES_WAY)
def test_what_gives_way_gets_a_number_that_no_side_and_no_past_has_had(
    sides: Sides, gives_way: str, where: int
) -> None:
    """Else another's words would stand under a number that somebody still means."""
    had = [{**side, "w9": "other-1"} if place == where else side for place, side in enumerate(sides)]
    base, ours, theirs = (wheel(*(reading(one, who, who) for one, who in side.items())) for side in had)
    tree = both(base, newer(ours), newer(newer(theirs))).tree
    assert [one["id"] for one in tree["wheel"] if one["voice"] == gives_way] == ["w10"]


@pytest.mark.parametrize("where", range(2))
def test_what_gives_way_in_an_earlier_version_gets_a_number_that_neither_version_has(where: int) -> None:
    versions = [[reading("w1", "guardian-1", "a"), reading("w2", "school", "b")], [reading("w2", "guardian-1", "a")]]
    versions[where].append(reading("w9", "child", "c"))
    same: Any = same_numbers(*(wheel(*one) for one in versions))
    assert [one["id"] for one in same["wheel"] if one["voice"] != "child"] == ["w2", "w10"]


UNDATED = reading("w1", "child", "Det är bra.", None)


@pytest.mark.parametrize(
    ("ours", "theirs", "held"),
    [
        # Each has counted for itself: a number that both have given is no sign that they mean the same.
        (
            [UNDATED, reading("w2", "school", "Nej.")],
            [{**UNDATED, "id": "w2"}],
            [("w2", "child", None), ("w3", "school", MONDAY)],
        ),
        (
            [{**UNDATED, "id": "w2"}],
            [UNDATED, reading("w2", "child", "Det är bra.", TUESDAY)],
            [("w2", "child", None), ("w3", "child", TUESDAY)],
        ),
        # What has got its day, and a word more, since the other wrote it.
        (
            [UNDATED, reading("w2", "child", "Det är bra. Nu.")],
            [{**UNDATED, "id": "w2"}],
            [("w1", "child", None), ("w2", "child", MONDAY)],
        ),
        # Whatever a voice has said on no day is not one thing because it has no day.
        (
            [UNDATED],
            [reading("w2", "child", "Nej.", None)],
            [("w1", "child", None), ("w2", "child", None)],
        ),
    ],
)
def test_what_has_no_day_keeps_to_its_words_and_gets_the_number_that_holds(
    ours: list[Tree], theirs: list[Tree], held: list[tuple[str, str, date | None]]
) -> None:
    once = both(None, newer(wheel(*ours)), wheel(*theirs))
    assert sorted((one["id"], one["voice"], one.get("day")) for one in once.tree["wheel"]) == held
    assert once.opened == ()
    for side in (ours, theirs):
        assert both(None, once.tree, wheel(*side)).tree == once.tree


def test_whose_voice_had_got_the_number_keeps_it_though_another_spoke_on_that_day() -> None:
    before, after, other = (
        {"id": "v6", "of": "guardian-2", "wish": "Lugn."},
        {"id": "v6", "of": "child", "wish": "Fotboll.", "day": MONDAY},
        {"id": "v7", "of": "guardian-1", "wish": "Ro.", "day": MONDAY},
    )
    base = plan(voices=[before])
    found = both(base, newer(newer(base, voices=[after])), newer(base, voices=[before, other]))
    assert {one["id"]: one["of"] for one in found.tree["voices"]} == {"v7": "guardian-1", "v8": "child"}


REUSED = [
    (
        "wheel",
        reading("w6", "guardian-2", "Sådär."),
        reading("w6", "guardian-2", "Jag är orolig."),
        reading("w6", "child", "Bra."),
    ),
    (
        "voices",
        {"id": "v6", "of": "guardian-2", "wish": "Lugn."},
        {"id": "v6", "of": "guardian-2", "wish": "Lugn och ro."},
        {"id": "v6", "of": "child", "wish": "Fotboll."},
    ),
]


@pytest.mark.parametrize(("root", "before", "written_on", "new"), REUSED)
def test_words_under_a_number_that_was_anothers_are_never_mixed_with_theirs(
    root: str, before: Tree, written_on: Tree, new: Tree
) -> None:
    base: Tree = plan(**{root: [before]})
    ours, theirs = newer(base, **{root: [new]}), newer(base, **{root: [written_on]})
    number = before["id"][:1] + "7"
    for found in (both(base, newer(ours), theirs), both(base, ours, newer(theirs))):
        assert sorted(found.tree[root], key=lambda one: one["id"]) == [written_on, {**new, "id": number}]
        assert found.told == (Told(Telling.KEPT, (root, before["id"])),)
    alike = both(base, ours, newer(base, **{root: [new]}, practice=True))
    assert alike.tree[root] == [{**new, "id": number}]
    once = both(base, ours, theirs).tree
    assert both(base, once, ours).tree == both(base, once, newer(ours)).tree | {"revision": 8} == once


def test_who_has_written_the_same_anew_under_another_number_has_the_same() -> None:
    base = wheel(reading("w1", "guardian-1", "a"))
    ours, theirs = (
        wheel(reading("w1", "child", "b")),
        wheel(reading("w1", "guardian-1", "a"), reading("w2", "child", "c")),
    )
    found = both(base, newer(ours), newer(theirs))
    assert [(one["id"], one["voice"]) for one in found.tree["wheel"]] == [("w2", "child")]
    assert len(found.tree["open-points"]) == 1


def test_a_number_that_was_anothers_is_gone_and_new_in_what_has_changed() -> None:
    one, other = reading("w6", "guardian-2", "Sådär."), reading("w6", "child", "Bra.")
    assert changes(wheel(one), wheel(other)) == (
        Change(ChangeKind.REMOVED, ("wheel", "w6"), one, None),
        Change(ChangeKind.ADDED, ("wheel", "w6"), None, other),
    )
    assert not is_anothers("wheel", one, None)
    assert not is_anothers("goals", one, other)


def test_a_number_that_has_moved_is_no_change() -> None:
    """And what means the reading moves along; what stood in the way there is another thing."""
    hers, childs = reading("w1", "guardian-1", "a"), reading("w2", "child", "b")
    gone = reading("w3", "school", "c")
    before = wheel(hers, childs, gone) | {"skipped": [{"what": "pick.areas.w1", "why": "trött"}]}
    after = wheel(childs | {"id": "w1"}, hers | {"id": "w3"}) | {"skipped": [{"what": "pick.areas.w3", "why": "trött"}]}
    same: Any = same_numbers(before, after)
    assert [one["id"] for one in same["wheel"]] == ["w3", "w1", "w4"]
    assert [(one.kind, one.place) for one in changes(same, after)] == [
        (ChangeKind.REMOVED, ("wheel", "w4")),
        (ChangeKind.MOVED, ("wheel",)),
    ]
    assert same_numbers(after, after) is after


def test_what_is_known_by_its_number_is_what_people_see_the_number_of() -> None:
    assert TITLES.keys() == CALLED_BY_NUMBER


def test_people_whose_number_moves_are_called_what_they_were_called_and_nothing_is_told() -> None:
    ours, theirs = (plan(people=[{"id": "guardian-1", "kind": "guardian", "name": name}]) for name in ("Mio", "Kim"))
    assert both(None, newer(ours), theirs).told == ()


A, B = Known("w1", "child", "2026-03-02"), Known("w2", "child", "2026-03-03")


@pytest.mark.parametrize(
    ("before", "after", "corrected", "pairs"),
    [
        ([A, B], [B, A], True, {0: 1, 1: 0}),
        ([A], [A._replace(id="w9")], False, {0: 0}),
        ([A], [A._replace(day="2026-03-04")], True, {0: 0}),
        ([A], [A._replace(day="2026-03-04")], False, {}),
        ([A], [A._replace(day="")], True, {0: 0}),
        ([A._replace(day="")], [A._replace(id="w9", day="")], True, {}),
        ([A], [A._replace(voice="school")], True, {}),
        ([A], [A._replace(id="w8"), A], True, {1: 0}),
        ([A, A._replace(id="w8")], [A._replace(id="w8"), A._replace(id="w9")], True, {0: 1, 1: 0}),
        # Whose number and day are known goes before whose day was put right.
        ([A, B], [A._replace(day="2026-03-03")], True, {0: 1}),
    ],
)
def test_a_reading_is_known_by_voice_and_day_then_by_number(
    before: list[Known], after: list[Known], corrected: bool, pairs: dict[int, int]
) -> None:
    assert met(before, after, corrected=corrected) == pairs
    if corrected:
        assert met(before, after) == pairs


def test_what_a_reading_does_not_say_it_is_not_known_by() -> None:
    assert known("w1", {"voice": "child", "day": MONDAY}) == A
    assert known("w1", {}) == Known("w1", "", "")
    assert known("w1", {"voice": "child"}).words_of_a_day is None
