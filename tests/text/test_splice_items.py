"""Edits among the items of a list and at the edges of a text, and the small things that every edit is made of."""

from typing import Any

import pytest
from msgspec.structs import replace

from kronobarn_cli.model.plan import Child, Goal, Notice, Person, PersonKind, Skipped
from kronobarn_cli.text import plan_text
from kronobarn_cli.text.schema import to_tree
from kronobarn_cli.text.splice import as_written, comment_in, lines, scalars, splice
from kronobarn_cli.text.yaml_door import Mapping, parse
from kronobarn_cli.text.yaml_lines import Verbatim

HEAD = "kronobarn: 1\ncode: k7mtr\nrevision: 1\n"
G1, G2, G3 = (Goal(id=f"g{number}", text=str(number)) for number in (1, 2, 3))


def edited(text: str, changed: dict[str, Any]) -> str:
    """The text after the edit alone, without the way out for texts that no edit fits in."""
    before = plan_text.read(text)
    after = splice(before.text, before.root, to_tree(before.plan), to_tree(replace(before.plan, **changed)))
    assert plan_text.read(after).plan == replace(before.plan, **changed)
    return after


EDITS: list[tuple[str, str, dict[str, Any], str]] = [
    (
        "an item that is moved brings what only the file knows of it",
        "goals:\n  - id: g1\n    text: '1'\n    local: x\n  - id: g2\n    text: '2'\n  - id: g3\n    text: '3'\n",
        {"goals": (G2, G3, replace(G1, text="ett"))},
        "goals:\n  - id: g2\n    text: '2'\n  - id: g3\n    text: '3'\n  - id: g1\n    text: ett\n    local: x\n",
    ),
    (
        "and so does one that is moved to the top",
        "goals:\n  - id: g1\n    text: '1'\n  - id: g2\n    text: '2'\n  - id: g3\n    text: '3'\n    local: x\n",
        {"goals": (replace(G3, text="tre"), G1, G2)},
        "goals:\n  - id: g3\n    text: tre\n    local: x\n  - id: g1\n    text: '1'\n  - id: g2\n    text: '2'\n",
    ),
    (
        "one that is written again is not given what the first one has",
        "skipped:\n  - what: a\n    why: b\n    local: x\n",
        {"skipped": (Skipped(what="a", why="b"),) * 2},
        "skipped:\n  - what: a\n    why: b\n    local: x\n  - what: a\n    why: b\n",
    ),
    (
        "of two with one id each keeps its own",
        "goals:\n  - id: g1\n    text: ett\n    local: x\n  - id: g1\n    text: två\n    local: z\n",
        {"goals": (Goal(id="g1", text="tre"), Goal(id="g1", text="två"))},
        "goals:\n  - id: g1\n    text: tre\n    local: x\n  - id: g1\n    text: två\n    local: z\n",
    ),
    (
        "what stood beside the dash goes and the next comes there",
        "people:\n  - name: Mio\n    id: child\n    kind: child\n",
        {"people": (Person(id="child", kind=PersonKind.CHILD),)},
        "people:\n  - id: child\n    kind: child\n",
    ),
    (
        "comments of what stood beside the dash stand above the next, which comes there",
        "people:\n  - name:  # ett\n      # två\n      Mio\n    id: child\n    kind: child\n",
        {"people": (Person(id="child", kind=PersonKind.CHILD),)},
        "people:\n  - # ett\n    # två\n    id: child\n    kind: child\n",
    ),
    (
        "a key of the file's own comes beside the dash with all its letters",
        "people:\n  - name: Mio\n    Xtra: z\n    id: child\n    kind: child\n",
        {"people": (Person(id="child", kind=PersonKind.CHILD),)},
        "people:\n  - Xtra: z\n    id: child\n    kind: child\n",
    ),
    (
        "new keys at one place stand in the order of the schema",
        "child:\n  needs:\n    - lugn\n",
        {"child": Child(name="M", born="2017", needs=("lugn",))},
        'child:\n  name: M\n  born: "2017"\n  needs:\n    - lugn\n',
    ),
    (
        "a first key goes before a value that stands on the next line",
        "child:\n  born:\n    '2017'\n",
        {"child": Child(name="M", born="2017")},
        "child:\n  name: M\n  born:\n    '2017'\n",
    ),
    (
        "a dash with an empty line after it goes with its item",
        "goals:\n-\n\n  id: g1\n  text: '1'\n- id: g2\n  text: '2'\n",
        {"goals": (G2,)},
        "goals:\n- id: g2\n  text: '2'\n",
    ),
    (
        "space after a comment or a value that is moved is nothing",
        "notices:\n  - id: n1\n    seen: Borta.   # igår  \n    works: x   \n",
        {"notices": (Notice(id="n1", seen="Borta.\nHemma.", works="x\nz"),)},
        "notices:\n  - id: n1\n    # igår\n    seen: |-\n      Borta.\n      Hemma.\n    works: |-\n      x\n      z\n",
    ),
    (
        "several lines take the place of several, and one line that of nothing",
        "notices:\n  - id: n1\n    seen: |\n      Borta.\n      Hemma.\n    works:\n",
        {"notices": (Notice(id="n1", seen="Ute.\nInne.", works="x"),)},
        "notices:\n  - id: n1\n    seen: |-\n      Ute.\n      Inne.\n    works: x\n",
    ),
]


@pytest.mark.parametrize(("law", "before", "changed", "after"), EDITS, ids=[one[0] for one in EDITS])
def test_what_an_edit_does(law: str, before: str, changed: dict[str, Any], after: str) -> None:
    assert edited(f"{HEAD}{before}...\n", changed) == f"{HEAD}{after}...\n"


def test_in_a_long_list_that_says_one_thing_often_only_the_changed_lines_are_touched() -> None:
    middle = "".join(f"    - lugn  # {number}\n" for number in range(220))
    text = f"{HEAD}child:\n  needs:\n    - ett\n{middle}    - slut\n...\n"
    changed = Child(needs=("paus", *["lugn"] * 220, "tolk"))
    assert edited(text, {"child": changed}) == text.replace("- ett", "- paus").replace("- slut", "- tolk")


def test_an_empty_line_at_the_top_is_left_alone() -> None:
    top = "\npractice: true\n"
    assert edited(f"{top}{HEAD}...\n", {"practice": False}) == f"\n{HEAD}...\n"


@pytest.mark.parametrize(
    ("text", "start", "end", "found"),
    [
        ("ett\ntvå\n", 0, 8, [(0, "ett"), (4, "två")]),
        ("ett\ntvå", 0, 7, [(0, "ett"), (4, "två")]),
        ("\nett", 0, 4, [(0, ""), (1, "ett")]),
        ("ett\ntvå\ntre\n", 1, 6, [(1, "tt"), (4, "tv")]),
        ("ett", 1, 1, []),
    ],
)
def test_lines_are_cut_at_both_ends(text: str, start: int, end: int, found: list[tuple[int, str]]) -> None:
    assert list(lines(text, start, end)) == found


def test_what_somebody_else_wrote_is_kept_to_the_letter_where_it_stands_on_one_line() -> None:
    text = "a: 0x1F\nb: 'c # d'\ne:\nf: |\ng: >\nh: 'i\n  j'\nk: |\n  l\nm: [n, {o: \"p\"}]\n"
    root, _faults = parse(text)
    assert isinstance(root, Mapping)
    found: Any = as_written(text, root)
    assert found == {
        "a": "0x1F", "b": "'c # d'", "e": "null", "f": "", "g": "", "h": "i j", "k": "l", "m": ["n", {"o": '"p"'}],
    }  # fmt: skip
    assert {key for key, one in found.items() if isinstance(one, Verbatim)} == {"a", "b", "e"}


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("a: b # c", 5),
        ("# c", 0),
        ("a: b#c", None),
        ("a: 'b # c'", None),
        ("a: b # c # d", 5),
        ("a: 'b # c' # d", 11),
        ("a: 'b # c' # d # e", 11),
        ("a: | # b", 5),
        ("a: X # b", 5),
        ("a: # b", 3),
        ("a: [b]# c", 6),
        ("a: 'b'# c", 6),
    ],
)
def test_a_comment_begins_outside_what_is_written(line: str, at: int | None) -> None:
    root, _faults = parse(f"{line}\n")
    assert comment_in(line, 0, sorted(scalars(root)) if root else []) == at


def test_what_a_file_leaves_unsaid_is_not_written_into_it_by_another_edit() -> None:
    """The revision is always written in a new file; an older one may lack it and mean 0."""
    text = "kronobarn: 1\ncode: k7mtr\nchild:\n  name: Mio\n...\n"
    assert edited(text, {"child": Child(name="M")}) == text.replace("Mio", "M")
    assert edited(text, {"revision": 1}) == text.replace("child:", "revision: 1\nchild:")
