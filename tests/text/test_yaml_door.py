"""The one door to YAML: bytes to text, text to a tree where every node knows its place."""

import string
from typing import Any

import pytest
import yaml

from kronobarn_cli.text import yaml_door
from kronobarn_cli.text.problem import Problem, Troubled
from kronobarn_cli.text.yaml_door import (
    MAX_BYTES,
    MAX_DEPTH,
    Mapping,
    Node,
    Scalar,
    Sequence,
    cut_off,
    decode,
    parse,
    place,
    plain_ends,
)


def refused(call: Any, given: Any) -> tuple[Problem, ...]:
    with pytest.raises(Troubled) as caught:
        call(given)
    return caught.value.problems


def faults(text: str) -> list[tuple[str, int, int]]:
    """Code, line and column of each fault that left the structure readable."""
    return [problem[:3] for problem in parse(text)[1]]


def test_bytes_are_utf_8_with_or_without_its_mark() -> None:
    assert decode("åäö\n".encode()) == decode("åäö\n".encode("utf-8-sig")) == "åäö\n"
    assert decode(b"") == ""


def test_a_file_of_a_single_sign_holds_that_sign() -> None:
    assert [decode(one.encode()) for one in string.printable] == [*string.printable]


def test_a_zero_behind_two_letters_is_a_letter_that_no_one_types_and_no_other_encoding() -> None:
    assert refused(parse, decode(b"a:\x00 b\n")) == (Problem("K002", 1, 3),)


@pytest.mark.parametrize(
    "data",
    ["a: å".encode("utf-16-be"), "a: å".encode("utf-16"), "\ufeffa: å".encode("utf-16-be"), "a: å".encode("utf-16-le")],
)
def test_a_file_saved_as_utf_16_is_named_so(data: bytes) -> None:
    assert refused(decode, data) == (Problem("K001", 1, 1, facts={"encoding": "UTF-16"}),)


def test_a_file_saved_as_windows_1252_is_named_so_with_the_line_of_its_first_letter() -> None:
    assert refused(decode, b"a: b\nc: d\ne: \xe5\n") == (Problem("K001", 3, 1, facts={"encoding": "Windows-1252"}),)


def test_a_file_may_be_as_large_as_the_limit_and_no_larger() -> None:
    assert len(decode(b"#" * MAX_BYTES)) == MAX_BYTES
    assert refused(decode, b"#" * (MAX_BYTES + 1024)) == (Problem("K003", 1, 1, facts={"size": "257"}),)
    assert refused(decode, b"#" * (MAX_BYTES + 1))[0].code == "K003"


@pytest.mark.parametrize(
    ("offset", "where"), [(0, (1, 1)), (1, (1, 2)), (2, (1, 3)), (3, (2, 1)), (4, (3, 1)), (5, (3, 2))]
)
def test_places_count_from_one_and_a_line_end_belongs_to_its_line(offset: int, where: tuple[int, int]) -> None:
    assert place("ab\n\nc", offset) == where


def test_every_node_knows_where_it_stands() -> None:
    text = 'a: ord  # x\nb:\n- [x, "y"]\n- c: {d: 1}\n  e: >\n    vikt\n    text\n\nf: []\n'
    root, found = parse(text)
    assert found == ()
    assert isinstance(root, Mapping)
    shown: dict[str, Any] = {}
    _show(text, root, "", shown)
    assert shown == {
        "": (False, 1, 1, text.rstrip("\n")),
        "a": (True, 1, 4, "ord", "ord"),
        "b": (False, 3, 1, text[text.index("- [") : text.index("\n\nf")]),
        "b.0": (True, 3, 3, '[x, "y"]'),
        "b.0.0": (True, 3, 4, "x", "x"),
        "b.0.1": (False, 3, 7, '"y"', "y"),
        "b.1": (False, 4, 3, text[text.index("c: {") : text.index("\n\nf")]),
        "b.1.c": (True, 4, 6, "{d: 1}"),
        "b.1.c.d": (True, 4, 10, "1", "1"),
        "b.1.e": (False, 5, 6, ">\n    vikt\n    text", "vikt text"),
        "f": (True, 9, 4, "[]"),
    }


def _show(text: str, node: Node, path: str, into: dict[str, Any]) -> None:
    """Form (plain or flow), line, column, the text from start to end, and the value of a scalar, by path."""
    inside = text[node.start : node.end]
    if isinstance(node, Scalar):
        into[path] = (node.plain, node.line, node.column, inside, node.text)
        return
    into[path] = (node.flow, node.line, node.column, inside)
    below = [(key.text, value) for key, value in node.entries] if isinstance(node, Mapping) else enumerate(node.items)
    for name, value in below:
        _show(text, value, f"{path}.{name}".lstrip("."), into)


@pytest.mark.parametrize("text", ["a:\n", "a: ~\n", "a: null\n", "a: Null\n", "a: NULL\n"])
def test_nothing_is_nothing_however_it_is_written(text: str) -> None:
    root, _ = parse(text)
    assert isinstance(root, Mapping)
    found = root.get("a")
    assert isinstance(found, Scalar)
    assert found.empty


@pytest.mark.parametrize("text", ['a: ""\n', 'a: "null"\n', "a: nULL\n", "a: |-\n  null\n"])
def test_words_in_quotes_and_other_words_are_words(text: str) -> None:
    root, _ = parse(text)
    assert isinstance(root, Mapping)
    found = root.get("a")
    assert isinstance(found, Scalar)
    assert not found.empty


def test_a_key_that_is_not_there_has_no_value() -> None:
    root, _ = parse("a: 1\nb: 2\n")
    assert isinstance(root, Mapping)
    assert root.get("c") is None
    assert isinstance(found := root.get("b"), Scalar)
    assert found.text == "2"


@pytest.mark.parametrize("text", ["", "# bara en kommentar\n", "---\n...\n"])
def test_an_empty_text_has_no_tree_or_an_empty_one(text: str) -> None:
    root, found = parse(text)
    assert root is None or (isinstance(root, Scalar) and root.empty)
    assert found == ()


@pytest.mark.parametrize(
    "letter",
    ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x84", "\x85", "\x9f", "\u2028", "\u2029", "\ud800", "\ufffe", "\uffff"],
)
def test_letters_that_no_one_types_are_refused_at_their_place(letter: str) -> None:
    assert refused(parse, f"a: b\nc: d{letter}\n") == (Problem("K002", 2, 5),)


@pytest.mark.parametrize("letter", ["\t", "\xa0", "å", "\u200d", "😀"])
def test_letters_that_someone_may_type_are_read(letter: str) -> None:
    root, found = parse(f'a: "x{letter}y"\n')
    assert found == ()
    assert isinstance(root, Mapping)


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "<<<<<<<", ">>>>>>> min"])
def test_two_peoples_changes_side_by_side_are_told_as_such(mark: str) -> None:
    assert refused(parse, f"a: b\n{mark}\n") == (Problem("K012", 2, 1),)
    assert faults(f'a: "{mark}"\n') == []


def test_every_fault_that_leaves_the_structure_readable_is_told_with_its_place() -> None:
    assert faults("a: &x 1\nb: *x\n") == [("K007", 1, 4), ("K007", 2, 4)]
    assert faults("a: !!str 1\nb: !x [1]\nc: &y {d: 1}\n") == [("K008", 1, 4), ("K008", 2, 4), ("K007", 3, 4)]
    assert faults("<<: {a: b}\n") == [("K009", 1, 1)]
    assert faults('"<<": {a: b}\n') == []
    assert faults("a: 1\n---\nb: 1\n---\nc: 1\n") == [("K010", 2, 1)]
    assert faults("? [a, b]\n: 1\n? [c, d]\n: 2\n") == [("K022", 1, 3), ("K022", 3, 3)]


def test_a_key_that_stands_twice_points_at_the_first() -> None:
    root, found = parse("a: 1\nb: 2\na: 3\na: 4\n")
    assert found == (
        Problem("K006", 3, 1, ("a",), {"key": "a", "first_line": "1"}),
        Problem("K006", 4, 1, ("a",), {"key": "a", "first_line": "1"}),
    )
    assert isinstance(root, Mapping)
    assert [value.text for _, value in root.entries if isinstance(value, Scalar)] == ["1", "2", "3", "4"]


def test_an_alias_is_nothing_and_not_what_it_points_at() -> None:
    root, _ = parse("a: &x 1\nb: *x\n")
    assert isinstance(root, Mapping)
    assert root.get("b") == Scalar("", True, 11, 13, 2, 4)


@pytest.mark.parametrize("text", ["och X ", "och X"])
def test_of_a_block_of_text_only_the_last_line_end_is_left_out(text: str) -> None:
    root, _faults = parse(f"a: |\n  {text}\n")
    assert isinstance(root, Mapping)
    [(_key, block)] = root.entries
    assert isinstance(block, Scalar)
    assert block.text == text


def test_only_the_first_document_is_read() -> None:
    root, _ = parse("a: 1\n---\nb: &x 2\n")
    assert isinstance(root, Mapping)
    assert [key.text for key, _ in root.entries] == ["a"]
    assert faults("a: 1\n---\nb: &x 2\n") == [("K010", 2, 1)]


def test_nesting_goes_as_deep_as_the_limit_and_no_deeper() -> None:
    assert parse("[" * MAX_DEPTH + "]" * MAX_DEPTH)[1] == ()
    assert refused(parse, "[" * (MAX_DEPTH + 1)) == (Problem("K004", 1, MAX_DEPTH + 1),)


def test_what_was_wrong_before_a_break_is_told_with_it() -> None:
    assert [one[:3] for one in refused(parse, "a: &x 1\nb: [\n")] == [("K007", 1, 4), ("K005", 3, 1)]
    assert [one[:3] for one in refused(parse, "a: &x " + "[" * (MAX_DEPTH + 1))] == [
        ("K007", 1, 4),
        ("K004", 1, 6 + MAX_DEPTH),
    ]


@pytest.mark.parametrize(
    ("error", "where"),
    [
        (yaml.scanner.ScannerError("c", yaml.Mark("", 0, 4, 2, None, 0), "p", yaml.Mark("", 0, 6, 1, None, 0)), (7, 2)),
        (yaml.scanner.ScannerError("c", yaml.Mark("", 0, 4, 2, None, 0), "p", None), (5, 3)),
        (yaml.MarkedYAMLError(), (1, 1)),
        (yaml.reader.ReaderError("", 0, 0, "utf-8", "?"), (1, 1)),
    ],
)
def test_whatever_the_library_says_is_a_fault_at_a_place(
    error: yaml.YAMLError, where: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its two parsers and its versions do not name places alike; none of its errors may come out as it is."""

    class Failing:
        def __init__(self, text: str) -> None:
            self.text = text

        def get_event(self) -> None:
            raise error

        def dispose(self) -> None:
            self.text = ""

    monkeypatch.setattr(yaml_door, "_Parser", Failing)
    assert refused(parse, "a: b\n") == (Problem("K005", *where),)


def test_with_the_slow_parser_all_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: [1, {b: c}]\nd:\n  - |\n    två\n    rader\n\ne: x\n"
    fast = parse(text)
    assert yaml_door.has_fast_parser() is hasattr(yaml, "CSafeLoader")
    monkeypatch.setattr(yaml_door, "_Parser", yaml.SafeLoader)
    assert not yaml_door.has_fast_parser()
    assert parse(text) == fast
    assert isinstance(fast[0], Mapping)
    assert isinstance(fast[0].get("d"), Sequence)


def test_a_file_cut_in_the_middle_of_a_letter_is_a_file_that_was_cut() -> None:
    assert refused(decode, "a: b\nc: å".encode()[:-1]) == (Problem("K011", 2, 1),)
    assert refused(decode, "a: å".encode()[:-1] + b"\n")[0].code == "K001"


@pytest.mark.parametrize("text", ["a: b\n...\n", "a: b\n...\n\n  \n", "", " \n"])
def test_a_whole_file_ends_as_ours_do_and_an_empty_one_is_another_matter(text: str) -> None:
    assert cut_off(text) == ()


@pytest.mark.parametrize(
    ("text", "line"), [("a: b\n", 2), ("a: b", 1), ("a: b...\n", 2), ("a\nb\n..", 3), ("...\na\n", 3)]
)
def test_a_file_without_its_last_line_was_cut(text: str, line: int) -> None:
    assert cut_off(text) == (Problem("K011", line, 1),)


@pytest.mark.parametrize(
    ("text", "offset", "where"),
    [("", 0, (1, 1)), ("ab\ncd", 4, (2, 2)), ("\nab", 0, (1, 1)), ("\nab", 1, (2, 1)), ("\nab", 2, (2, 2))],
)
def test_a_place_is_told_by_line_and_column_from_one(text: str, offset: int, where: tuple[int, int]) -> None:
    assert place(text, offset) == where


def test_every_way_to_end_a_line_is_the_same_line_end() -> None:
    assert plain_ends("a\r\nb\rc\n\r\n") == "a\nb\nc\n\n"


def test_nothing_but_the_zeros_of_a_power_cut_is_an_empty_file_and_no_language() -> None:
    with pytest.raises(Troubled) as caught:
        decode(bytes(700))
    assert caught.value.problems == (Problem("K015", 1, 1, facts={"empty": "yes"}),)
    with pytest.raises(Troubled) as caught:
        decode(b"\x00k")
    assert caught.value.problems[0].code == "K001"
