"""Where an open point stands and what its wordings mean: places are read back, found and settled, local ones too."""

from datetime import date
from typing import Any

import pytest

from kronobarn_cli.model.issue import Place
from kronobarn_cli.model.open_points import (
    Found,
    dotted,
    find,
    joined,
    settled,
    settled_read_back,
    spelled,
    steps,
    value_of,
    wording,
)
from kronobarn_cli.model.shapes import Shape, Way, at
from tests.model.test_merge import plan

LOCAL: Any = plan(local={"boxes": [{"id": "b1", "holds": "x"}, {"id": "b2"}], "rows": ["1"]}, child={"needs": ["paus"]})


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("actions.a1.what", ("actions", "a1", "what")),
        (r"skipped.pick\.areas\.w1.why", ("skipped", "pick.areas.w1", "why")),
        (r"a\\.b", ("a\\", "b")),
        ("a\nb", ("a\nb",)),
        ("", ("",)),
        ("a.", ("a", "")),
    ],
)
def test_a_place_reads_as_it_is_written(written: str, place: Place) -> None:
    assert steps(written) == place
    assert dotted(place) == written


def test_a_backslash_takes_the_meaning_from_whatever_follows_even_a_line_end() -> None:
    assert steps("a\\\nb") == ("a\nb",)
    assert steps("\\a.b") == ("a", "b")


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ((), Found(LOCAL, Shape(Way.PART))),
        (("local", "boxes", "b1", "holds"), Found("x", Shape(Way.LEAF))),
        (("local", "boxes", "b2", "holds"), Found(None, Shape(Way.PART))),
        (("local", "boxes", "b3"), None),
        (("local", "rows"), Found(["1"], Shape(Way.ELEMENTS))),
        (("nowhere", "at", "all"), None),
        # An element of a set is no place: it is there or not.
        (("child", "needs", "'paus'"), None),
        (("child", "needs", "paus"), None),
    ],
)
def test_what_stands_in_a_place_is_found_and_its_shape(place: Place, found: Found | None) -> None:
    here = find(LOCAL, place, Shape(Way.PART))
    assert here == found


def test_what_is_not_asked_yet_has_a_place_in_the_part_that_is_there() -> None:
    shape = at(("child", "name"))
    assert shape is not None
    assert find(LOCAL, ("child", "name")) == Found(None, shape)
    assert find(plan(), ("child", "name")) is None


def test_a_choice_in_a_local_list_is_laid_where_it_belongs_and_nothing_else_is_touched() -> None:
    chosen = settled(LOCAL, "local.boxes.b1.holds", "y")
    assert chosen == {**LOCAL, "local": {**LOCAL["local"], "boxes": [{"id": "b1", "holds": "y"}, {"id": "b2"}]}}
    none = settled(LOCAL, "local.boxes.b1.holds", None)
    assert none == {**LOCAL, "local": {**LOCAL["local"], "boxes": [{"id": "b1"}, {"id": "b2"}]}}


@pytest.mark.parametrize("points", [None, [], "local words", ["local words"]])
def test_settling_leaves_no_list_of_open_points_that_holds_none(points: Any) -> None:
    tree = LOCAL if points is None else {**LOCAL, "open-points": points}
    assert settled(tree, "child.name", "Mio") == {**LOCAL, "child": {"needs": ["paus"], "name": "Mio"}}


def test_the_other_points_stay_open() -> None:
    points: Any = [{"at": "child.name", "wordings": [{"says": "Mio"}]}, {"at": "child.stage"}]
    assert settled({**LOCAL, "open-points": points}, "child.name", None)["open-points"] == points[1:]


@pytest.mark.parametrize(
    ("place", "says", "value"),
    [
        (("child", "stage"), "school", "school"),
        (("child", "protected"), "true", True),
        (("child", "protected"), "false", False),
        (("goals", "g1", "area"), "halsa", "halsa"),
        (("consents", "c1", "areas"), "halsa, hemmet", ["halsa", "hemmet"]),
        (("consents", "c1", "areas"), "", []),
        (("meetings", "m1", "after", "heard"), "3, 0, 1", [3, 0, 1]),
        (("meetings", "m1", "minutes"), "45", 45),
        (("actions", "a1", "by"), "2026-03-19", date(2026, 3, 19)),
    ],
)
def test_a_wording_means_what_would_stand_in_the_file(place: Place, says: str, value: Any) -> None:
    """Texts of a closed set are plain texts there, and no members of it."""
    shape = at(place)
    assert shape is not None
    found: Any = value_of(says, shape)
    assert found == value
    each = zip(found, value, strict=True) if isinstance(value, list) else [(found, value)]
    assert all(type(one) is type(other) for one, other in each)
    assert spelled(value) == says


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (None, None),
        (["å", date(2026, 3, 19)], '["å", "2026-03-19"]'),
        ({"å": "1"}, '{"å": "1"}'),
        ([], ""),
        (7, "7"),
    ],
)
def test_any_value_can_be_put_into_words(value: Any, says: str | None) -> None:
    assert spelled(value) == says
    assert wording(value) == ({} if says is None else {"says": says})


def test_who_said_it_first_stays_with_a_wording_that_comes_again_without_a_name() -> None:
    named: Any = {"says": "Mio", "by": "Anna", "day": date(2026, 3, 19)}
    assert joined([named], [{"says": "Mio"}]) == joined([named], [{"says": "Mio", "by": "DATOR"}]) == [named]


CHILD: Any = {"of": "child", "says": "yes"}
READ: Any = plan(
    **{
        "agreement": {"day": date(2026, 3, 19), "read": ["goals:1"], "answers": [CHILD], "own": {"a": "1", "b": ["x"]}},
        "open-points": [{"at": "agreement.day"}, {"at": "child.name"}],
    }
)


def test_of_two_read_backs_one_can_hold_an_answer_of_somebody_whom_the_other_does_not_have() -> None:
    chosen: Any = {
        "agreement.day": date(2026, 5, 7),
        "agreement.answers.child.of": None,
        "agreement.answers.child.says": None,
        "agreement.answers.school.of": "school",
        "agreement.answers.school.says": "no",
    }
    found = settled_read_back(READ, chosen)
    answers = [{"of": "school", "says": "no"}]
    assert found["agreement"] == {**READ["agreement"], "day": date(2026, 5, 7), "answers": answers}
    assert found["open-points"] == [{"at": "child.name"}]


def test_no_read_back_can_be_chosen_too() -> None:
    one = plan(agreement={"day": date(2026, 3, 19)})
    assert settled_read_back(one, {"agreement.day": None}) == plan()
    assert settled_read_back(plan(), {"agreement": "local", "agreement.day": None}) == plan()
