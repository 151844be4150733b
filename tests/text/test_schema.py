"""Values to trees and back: every fault is told with its place, and one fault does not hide the next."""

from datetime import date
from typing import Any

import pytest

from kronobarn_cli.model.area import Area
from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.plan import Child, Consent, HandOver, HandOverKind, Meeting, Person, PersonKind, Plan, Voice
from kronobarn_cli.text.problem import Problem
from kronobarn_cli.text.schema import Reader, fields, json_schema, to_tree
from kronobarn_cli.text.yaml_door import Mapping, parse
from kronobarn_cli.text.yaml_lines import Ids


def reading(text: str, kind: Any) -> tuple[Any, list[Problem]]:
    """The value, and every problem on the way."""
    root, faults = parse(text)
    assert isinstance(root, Mapping)
    assert faults == ()
    reader = Reader()
    return reader.to_value(root, kind), reader.problems


def test_what_was_not_asked_is_not_written_and_what_is_always_written_is() -> None:
    assert to_tree(Plan(code="k7mtr")) == {"kronobarn": 1, "code": "k7mtr", "revision": 0}
    assert to_tree(Child(protected=False, needs=("x",))) == {"protected": False, "needs": ["x"]}


def test_keys_are_in_kebab_case_in_the_order_of_the_schema_and_values_are_plain() -> None:
    day = date(2026, 3, 19)
    consent = Consent(until=day, except_="x", id="c1", by="guardian-1", to=("bup", "soc"), areas=(Area.HALSA,))
    tree = to_tree(consent)
    assert list(tree.items()) == [
        ("id", "c1"), ("by", "guardian-1"), ("to", ["bup", "soc"]), ("areas", ["halsa"]), ("except", "x"), ("until", day),
    ]  # fmt: skip
    assert type(tree["by"]) is str
    assert [type(one) for one in (tree["areas"] if isinstance(tree["areas"], list) else ())] == [str]


def test_lists_of_ids_stand_on_one_line_and_lists_of_words_do_not() -> None:
    tree = to_tree(Consent(id="c1", by="child", to=("bup",), areas=(Area.HALSA,)))
    assert isinstance(tree["to"], Ids)
    assert isinstance(tree["areas"], Ids)
    assert not isinstance(to_tree(Child(needs=("lugn och ro",)))["needs"], Ids)
    assert not isinstance(to_tree(Plan(code="k7mtr", voices=(Voice(id="v1", of="child"),)))["voices"], Ids)


def test_a_key_with_nothing_after_it_is_noted_by_its_name() -> None:
    child, [noted] = reading("name:\nborn: '2017'\n", Child)
    assert child == Child(born="2017")
    assert (noted.code, noted.path, noted.facts) == ("K027", ("name",), {"key": "name"})


def test_yes_and_no_are_told_apart() -> None:
    assert reading("protected: true\n", Child) == (Child(protected=True), [])
    assert reading("protected: false\n", Child) == (Child(protected=False), [])


def test_a_mapping_is_read_whole() -> None:
    text = "id: h1\nkind: coordination\nfrom: school\nto: ~\nwhy: null\nproposed: 2026-03-19\n"
    assert reading(text, HandOver) == (
        HandOver(id="h1", kind=HandOverKind.COORDINATION, from_="school", proposed=date(2026, 3, 19)),
        [],
    )


@pytest.mark.parametrize(
    ("text", "kind", "line", "column", "path", "expected"),
    [
        ("code: k7mtr\ngoals: att må bra\n", Plan, 2, 8, ("goals",), "list"),
        ("code: k7mtr\nchild:\n  needs: {a: b}\n", Plan, 3, 10, ("child", "needs"), "list"),
        ("code: k7mtr\nchild: [a]\n", Plan, 2, 8, ("child",), "mapping"),
        ("code: k7mtr\ngoals:\n- a\n", Plan, 3, 3, ("goals", "1"), "mapping"),
        ("stage: school\nname: [a]\n", Child, 2, 7, ("name",), "text"),
        ("id: m1\nday: [a]\n", Meeting, 2, 6, ("day",), "text"),
        ("id: m1\nday: i mars\n", Meeting, 2, 6, ("day",), "date"),
        ("id: m1\nday: 2026-02-30\n", Meeting, 2, 6, ("day",), "date"),
        ("id: m1\nday: 2026-2-3\n", Meeting, 2, 6, ("day",), "date"),
        ("id: m1\nday: 20260203\n", Meeting, 2, 6, ("day",), "date"),
        ("id: m1\nday: 2026-02-03T10:00\n", Meeting, 2, 6, ("day",), "date"),
        ("id: m1\nat: '25:00'\n", Meeting, 2, 5, ("at",), "time"),
        ("id: m1\ninvited: [child, 'En Två']\n", Meeting, 2, 18, ("invited", "2"), "id"),
        ("id: m1\nminutes: 0\n", Meeting, 2, 10, ("minutes",), "number"),
        ("id: m1\nminutes: 481\n", Meeting, 2, 10, ("minutes",), "number"),
        ("id: m1\nminutes: sextio\n", Meeting, 2, 10, ("minutes",), "number"),
        ("id: m1\nminutes: 060\n", Meeting, 2, 10, ("minutes",), "number"),
        ("id: m1\nminutes: +60\n", Meeting, 2, 10, ("minutes",), "number"),
        ("id: m1\nminutes: 60.0\n", Meeting, 2, 10, ("minutes",), "number"),
        ("code: k7mtr\nrevision: 1234567890\n", Plan, 2, 11, ("revision",), "number"),
        ("stage: school\nborn: i våras\n", Child, 2, 7, ("born",), "year"),
        ("code: K7MTR\nrevision: 1\n", Plan, 1, 7, ("code",), "code"),
    ],
)  # fmt: skip
def test_what_does_not_fit_says_what_would(
    text: str, kind: Any, line: int, column: int, path: tuple[str, ...], expected: str
) -> None:
    _, problems = reading(text, kind)
    assert problems == [Problem("K017", line, column, path, {"expected": expected})]


def test_a_number_is_digits_and_nothing_else() -> None:
    assert reading("code: k7mtr\nrevision: 123456789\n", Plan)[0].revision == 123456789
    assert reading("code: k7mtr\nrevision: 0\n", Plan)[0].revision == 0


@pytest.mark.parametrize(
    ("text", "kind", "path", "allowed"),
    [
        ("stage: scool\n", Child, ("stage",), ", ".join(ChildStage)),
        ("protected: ja\n", Child, ("protected",), "true, false"),
        ("protected: TRUE\n", Child, ("protected",), "true, false"),
        ("code: k7mtr\nkronobarn: 7\n", Plan, ("kronobarn",), "1"),
    ],
)
def test_a_word_outside_a_closed_set_is_told_with_the_set(
    text: str, kind: Any, path: tuple[str, ...], allowed: str
) -> None:
    _, problems = reading(text, kind)
    assert [(one.code, one.path, one.facts) for one in problems] == [("K018", path, {"allowed": allowed})]


@pytest.mark.parametrize(("word", "value"), [("true", True), ("false", False), ("~", None)])
def test_yes_and_no_are_the_words_of_the_file(word: str, value: bool | None) -> None:
    assert reading(f"protected: {word}\nname: x\n", Child) == (Child(protected=value, name="x"), [])


def test_a_required_key_that_is_missing_or_empty_or_wrong_leaves_no_value() -> None:
    gone = Problem("K016", 1, 1, ("people", "1"), {"key": "id"})
    reader = Reader()
    root, _ = parse("kind: child\nid:\n")
    assert isinstance(root, Mapping)
    assert reader.to_value(root, Person, ("people", "1")) is None
    assert reader.problems == [gone]
    assert reading("id: child\nkind: barn\n", Person)[0] is None
    assert [one.code for one in reading("name: x\n", Person)[1]] == ["K016", "K016"]


def test_a_part_that_cannot_be_read_is_left_out_and_its_neighbours_are_read() -> None:
    plan, problems = reading(
        "code: k7mtr\npeople:\n- {kind: child}\n- {id: bup, kind: service}\nchild: {born: x, name: M}\n", Plan
    )
    assert plan == Plan(code="k7mtr", people=(Person(id="bup", kind=PersonKind.SERVICE),), child=Child(name="M"))
    assert [(one.code, one.path) for one in problems] == [("K016", ("people", "1")), ("K017", ("child", "born"))]


def test_an_item_is_named_by_its_id_or_by_its_place_from_one() -> None:
    text = "code: k7mtr\nnotices:\n- {id: n7, day: x}\n- {id: [n], seen: y}\n- {seen: y}\n"
    assert [one.path for one in reading(text, Plan)[1]] == [
        ("notices", "n7", "day"),
        ("notices", "2", "id"),
        ("notices", "3"),
    ]


def test_a_key_that_nobody_knows_is_noted_where_it_stands() -> None:
    child, problems = reading("name: x\nshoe-size: {a: 1}\n", Child)
    assert child == Child(name="x")
    assert problems == [Problem("K020", 2, 1, ("shoe-size",), {"key": "shoe-size"})]
    assert reading("except_: x\nid: c1\nby: child\n", Consent)[1][0].code == "K020"


def test_the_json_schema_has_the_words_of_draft_07() -> None:
    schema = json_schema(Child)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert "$defs" not in schema
    assert set(schema["definitions"]) == {"Child", "ChildStage"}
    assert schema["$ref"] == "#/definitions/Child"
    assert "$defs" not in str(schema)


def test_fields_come_in_the_order_they_are_written() -> None:
    assert [field.encode_name for field in fields(HandOver)][:4] == ["id", "kind", "from", "to"]
