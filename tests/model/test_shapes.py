"""What the schema says about each place of a plan; each test works the shapes out anew, for they are kept once made."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from kronobarn_cli.model import shapes
from kronobarn_cli.model.area import Area
from kronobarn_cli.model.base import ChildStage, Count, Id
from kronobarn_cli.model.issue import Place
from kronobarn_cli.model.shapes import Shape, Way, at, found_in, frozen, leaves, named, of_plan, references


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """Nothing worked out before this test, nothing of it left after."""
    for one in (shapes.of_plan, shapes._inside):
        one.cache_clear()
    yield
    for one in (shapes.of_plan, shapes._inside):
        one.cache_clear()


LEAVES = [
    (("child", "name"), str, ""),
    (("child", "protected"), bool, ""),
    (("child", "stage"), ChildStage, ""),
    (("fallback", "say"), str, ""),
    (("fallback", "ring"), Id, "people"),
    (("actions", "a1", "goal"), Id, "goals"),
    (("tried", "t1", "action"), Id, "actions"),
    (("goals", "g1", "id"), Id, ""),
    (("consents", "c1", "from"), date, ""),
]


@pytest.mark.parametrize(("place", "kind", "root"), LEAVES)
def test_a_leaf_knows_its_type_and_whose_id_it_holds(place: Place, kind: Any, root: str) -> None:
    assert at(place) == Shape(Way.LEAF, root=root, kind=kind)


@pytest.mark.parametrize(
    ("place", "way", "root", "kind"),
    [
        (("child", "needs"), Way.ELEMENTS, "", str),
        (("consents", "c1", "to"), Way.ELEMENTS, "people", Id),
        (("consents", "c1", "areas"), Way.ELEMENTS, "", Area),
        (("meetings", "m1", "after", "heard"), Way.ROW, "", Count),
    ],
)
def test_texts_and_ids_are_a_set_and_numbers_are_a_row(place: Place, way: Way, root: str, kind: Any) -> None:
    assert at(place) == Shape(way, root=root, kind=kind)


@pytest.mark.parametrize(
    ("place", "way", "key", "required"),
    [
        (("people",), Way.ITEMS, "id", {"kind"}),
        (("goals",), Way.ITEMS, "id", set()),
        (("other-plans",), Way.ITEMS, "kind", {"kind"}),
        (("meetings", "m1", "absent"), Way.ITEMS, "who", {"who"}),
        (("agreement", "answers"), Way.ITEMS, "of", {"of"}),
        (("skipped",), Way.ITEMS, "what", {"what", "why"}),
        (("open-points",), Way.ITEMS, "at", {"at"}),
        (("shared",), Way.ELEMENTS, "", {"day", "document", "for"}),
        (("earlier-closings",), Way.ELEMENTS, "", set()),
    ],
)
def test_things_are_known_by_what_names_them_and_records_by_all_they_say(
    place: Place, way: Way, key: str, required: set[str]
) -> None:
    found = at(place)
    assert found is not None
    assert (found.way, found.key, set(found.required)) == (way, key, required)
    assert set(found.item.required) == required
    assert found.inside.keys() == found.item.inside.keys() != set()


@pytest.mark.parametrize("place", [("fallback",), ("child",), ("meetings", "m1", "notes"), ("wheel", "w1", "areas")])
def test_a_part_has_the_keys_of_its_declaration(place: Place) -> None:
    found = at(place)
    assert found is not None
    assert (found.way, found.key, found.root, found.kind) == (Way.PART, "", "", None)
    assert found.inside


def test_a_print_out_is_for_somebody_among_people() -> None:
    inside = of_plan().inside["shared"].inside
    assert {key: one.root for key, one in inside.items()} == {
        "day": "",
        "document": "",
        "for": "people",
        "fingerprint": "",
    }


def test_free_words_are_text_and_an_id_is_none() -> None:
    words, person = at(("fallback", "say")), at(("fallback", "ring"))
    assert words is not None
    assert person is not None
    assert (words.is_text, person.is_text) == (True, False)


@pytest.mark.parametrize(
    ("trees", "shape"),
    [
        (({"a": "1"}, {"b": ["2"]}), Shape(Way.PART)),
        (({"a": "1"}, "2"), Shape(Way.LEAF)),
        (("1", None), Shape(Way.LEAF)),
        (([{"id": "a"}], None, [{"id": "b", "x": "1"}]), Shape(Way.ITEMS, key="id")),
        (([{"id": "a"}], [{"x": "1"}]), Shape(Way.ELEMENTS)),
        (([{"id": ["a"]}],), Shape(Way.ELEMENTS)),
        ((["id"],), Shape(Way.ELEMENTS)),
    ],
)
def test_where_the_schema_is_silent_the_trees_tell(trees: tuple[Any, ...], shape: Shape) -> None:
    assert found_in(*trees) == shape


def test_every_leaf_of_a_local_addition_has_its_place() -> None:
    tree: Any = {"local": {"boxes": [{"id": "b1", "holds": ["x", "y"]}, {"id": "b2"}], "rows": [["1"], ["2"]]}}
    assert dict(leaves(of_plan(), tree)) == {
        ("local", "boxes", "b1", "id"): "b1",
        ("local", "boxes", "b1", "holds"): ["x", "y"],
        ("local", "boxes", "b2", "id"): "b2",
        ("local", "rows"): [["1"], ["2"]],
    }


def test_all_that_points_at_something_is_found_one_id_at_a_time() -> None:
    tree: Any = {
        "roles": {"chair": "school", "local": "bup"},
        "actions": [{"id": "a1", "goal": "g1", "who": "school", "what": "bup"}],
        "consents": [{"id": "c1", "by": "guardian-1", "to": ["bup", "soc"]}],
        "shared": [{"day": date(2026, 3, 19), "document": "plan", "for": "guardian-2"}],
    }
    assert sorted(references(of_plan(), tree)) == [
        ("goals", "g1"),
        ("people", "bup"),
        ("people", "guardian-1"),
        ("people", "school"),
        ("people", "school"),
        ("people", "soc"),
    ]


def test_what_stands_several_times_is_told_apart_by_a_number() -> None:
    assert [*named(["a", "a", "b", "a"], "")] == ["'a'", "'a'#2", "'b'", "'a'#3"]
    assert [*named([{"id": "x"}, {"id": "x"}, {"id": "x"}], "id")] == ["x", "x#2", "x#3"]


def test_all_that_a_tree_says_is_one_text_with_its_keys_in_order() -> None:
    assert frozen({"b": ["1", {"c": 2}], "a": {}}) == "{'a':{},'b':['1',{'c':'2'}]}"
