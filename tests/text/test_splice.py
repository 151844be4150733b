"""An edit in a file that somebody else wrote: all that was changed is changed, and nothing else is touched."""

from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import fields, replace

from kronobarn_cli.model.base import Value
from kronobarn_cli.model.plan import (
    Absence,
    Child,
    Closing,
    Goal,
    Meeting,
    Notice,
    Person,
    PersonKind,
    Plan,
    Reading,
    Roles,
    Skipped,
)
from kronobarn_cli.text import plan_text
from kronobarn_cli.text.schema import to_tree
from kronobarn_cli.text.splice import comments, splice
from kronobarn_cli.text.yaml_door import Mapping, Node, Scalar, Sequence
from tests.model.plausible import plan_from
from tests.text.hand_written import COMMENT, LOCAL, written

numbers = st.integers(0, 2**32)
slow = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
COMMENT_LINE = "# alias\n"
HEAD = "kronobarn: 1\ncode: k7mtr\nrevision: 1\n"


def spliced(before: plan_text.PlanText, plan: Plan) -> str:
    """The text after the edit alone, without the way out for texts that no edit fits in."""
    return splice(before.text, before.root, to_tree(before.plan), to_tree(plan))


@slow
@given(numbers)
def test_whatever_hand_a_plan_is_written_in_it_is_the_same_plan(seed: int) -> None:
    plan = plan_from(seed)
    text = written(plan, seed)
    read = plan_text.read(text)
    assert read.plan == plan
    assert plan_text.write(plan, read) == text
    assert spliced(read, plan) == text


@slow
@example(359400, 124624118)
@given(numbers, numbers)
def test_an_edit_in_any_hand_is_that_edit_and_loses_neither_comments_nor_unknown_keys(seed: int, other: int) -> None:
    before = plan_text.read(written(plan_from(seed), seed))
    edited = mixed(before.plan, plan_from(other), Random(other))
    text = spliced(before, edited)
    assert plan_text.read(text).plan == edited
    assert sorted(COMMENT.findall(text)) == sorted(COMMENT.findall(before.text))
    assert set(still_there(before.root, edited)) <= set(LOCAL.findall(text))
    assert plan_text.write(edited, before) == text


@slow
@given(numbers)
def test_a_new_revision_touches_one_line(seed: int) -> None:
    before = plan_text.read(written(plan_from(seed), seed))
    text = spliced(before, replace(before.plan, revision=8))
    gone = Counter(before.text.split("\n")) - Counter(text.split("\n"))
    assert sum(gone.values()) <= 2  # a value may stand on the line after its key


def mixed(one: Any, other: Any, chance: Random, deep: int = 0) -> Any:
    """A value with some of its fields as they are in another; what both lists have stands in the order of the first."""
    if type(one) is not type(other) or chance.random() < 0.05 * deep:
        return other if type(one) is not type(other) and chance.random() < 0.5 else one
    if isinstance(one, Value):
        kept = {"id", "kronobarn", "code"}
        names = [field.name for field in fields(type(one)) if field.name not in kept]
        return replace(one, **{n: mixed(getattr(one, n), getattr(other, n), chance, deep + 1) for n in names})
    if isinstance(one, tuple):
        return _mixed_items(one, other, chance, deep)
    return other if chance.random() < 0.2 else one


def _mixed_items(one: tuple[Any, ...], other: tuple[Any, ...], chance: Random, deep: int) -> tuple[Any, ...]:
    others = {getattr(item, "id", None): item for item in other}
    known = {getattr(item, "id", item) for item in one}
    kept = [
        mixed(item, others.get(getattr(item, "id", 0), item), chance, deep + 1) for item in one if chance.random() < 0.9
    ]
    for item in other:
        if getattr(item, "id", item) not in known and chance.random() < 0.3:
            kept.insert(chance.randrange(len(kept) + 1), item)
    return tuple(kept)


def still_there(node: Node, value: Any) -> Iterator[str]:
    """The unknown keys of a file that stand in something that an edited plan still has."""
    if isinstance(node, Mapping) and isinstance(value, Value):
        names = {field.encode_name: field.name for field in fields(type(value))}
        for key, inside in node.entries:
            if LOCAL.fullmatch(key.text):
                yield key.text
            elif key.text in names:
                yield from still_there(inside, getattr(value, names[key.text]))
    if isinstance(node, Sequence) and isinstance(value, tuple):
        written_as = [_name(item, value) for item in node.items]
        called = [str(getattr(item, fields(type(item))[0].name)) for item in value if isinstance(item, Value)]
        for item, name in zip(node.items, written_as, strict=True):
            # An item that does not say which it is cannot be known again.
            if name is not None and written_as.count(name) == called.count(name) == 1:
                yield from still_there(item, value[called.index(name)])


def _name(item: Node, among: tuple[Any, ...]) -> str | None:
    """What an item begins with in the schema: its id, or whom, what or when it is about."""
    if not (isinstance(item, Mapping) and among and isinstance(among[0], Value)):
        return None
    found = item.get(fields(type(among[0]))[0].encode_name)
    return found.text if isinstance(found, Scalar) else None


EDITS: list[tuple[str, str, dict[str, Any], str]] = [
    (
        "the comment of what stood beside the dash",
        "people:\n  - name: Mio  # alias\n    # not\n    id: child\n    kind: child\n",
        {"people": (Person(id="child", kind=PersonKind.CHILD),)},
        "people:\n  - # alias\n    # not\n    id: child\n    kind: child\n",
    ),
    (
        "what stays takes the place of what stood beside the dash, over more that goes and empty lines",
        "people:\n  -   role: x\n      name: |\n        Mio\n\n      id: child\n      kind: child\n",
        {"people": (Person(id="child", kind=PersonKind.CHILD),)},
        "people:\n  -   id: child\n      kind: child\n",
    ),
    (
        "a comment that moves above a dash stands no deeper than that",
        "notices:\n  - id: n1\n    works: |\n     Ofta.\n  -   seen: |  # efter\n        Borta.\n      id: n2\n",
        {"notices": (Notice(id="n1", works="Ofta."), Notice(id="n2", seen="Hemma."))},
        "notices:\n  - id: n1\n    works: |\n     Ofta.\n  # efter\n  -   seen: Hemma.\n      id: n2\n",
    ),
    (
        "the comment after the sign of a block",
        "notices:\n  - id: n1\n    seen: |  # efter samtalet\n      Borta.\n",
        {"notices": (Notice(id="n1", seen="Hemma."),)},
        "notices:\n  - id: n1\n    # efter samtalet\n    seen: Hemma.\n",
    ),
    (
        "a comment that moves stays with its key when another comes before that",
        "notices:\n  - id: n1\n    works: |  # efter samtalet\n      Ofta.\n",
        {"notices": (Notice(id="n1", seen="Hemma.", works="Ibland."),)},
        "notices:\n  - id: n1\n    seen: Hemma.\n    # efter samtalet\n    works: Ibland.\n",
    ),
    (
        "what only the file knows of a part that says nothing any more",
        "child:\n  # om\n  name: Mio  # alias\n  local: x\n",
        {"child": Child()},
        "child:\n  # om\n  # alias\n  local: x\n",
    ),
    (
        "the same in brackets",
        "roles: {chair: school, local: [x, {a: 'b'}]}  # vem\n",
        {"roles": Roles()},
        "# vem\nroles:\n  local:\n    - x\n    - a: 'b'\n",
    ),
    ("a part that says nothing and holds nothing else is not written", "child:\n  name: Mio\n", {"child": Child()}, ""),
    (
        "what only the file knows of an item without an id",
        "meetings:\n  - id: m1\n    absent:\n      - who: soc\n        local: x\n        why: sjuk\n      - who: bup\n",
        {"meetings": (Meeting(id="m1", absent=(Absence(who="soc", why="ledig"), Absence(who="bup"))),)},
        "meetings:\n  - id: m1\n    absent:\n      - who: soc\n        local: x\n        why: ledig\n      - who: bup\n",
    ),
    (
        "two items that begin alike are told apart by all they hold",
        "skipped:\n  - what: a\n    why: ett\n    local: 1\n  - what: a\n    why: två\n    local: 2\n",
        {"skipped": (Skipped(what="a", why="två"),)},
        "skipped:\n  - what: a\n    why: två\n    local: 2\n",
    ),
    (
        "an item may hold nothing at all",
        "earlier-closings:\n  - day: 2026-01-01\n    why: x  # så\n",
        {"earlier_closings": (Closing(), Closing())},
        "earlier-closings:\n  - {}\n  - {}\n  # så\n",
    ),
    (
        "a dash on a line of its own goes with its item",
        "goals:\n  -\n    id: g1\n    text: ett\n  - # två\n    id: g2\n",
        {"goals": (Goal(id="g2"),)},
        "goals:\n  - # två\n    id: g2\n",
    ),
    (
        "and what is new comes before it",
        "goals:\n  -\n    id: g1\n",
        {"goals": (Goal(id="g0"), Goal(id="g1"))},
        "goals:\n  - id: g0\n  -\n    id: g1\n",
    ),
    (
        "an item in brackets is written out where it stands",
        "people:\n  # om Mio\n  - {id: child, kind: child, shoe: 33}  # vid\n  - {id: bup, kind: service}\n",
        {
            "people": (
                Person(id="child", kind=PersonKind.CHILD, name="Mio"),
                Person(id="bup", kind=PersonKind.SERVICE),
            )
        },
        "people:\n  # om Mio\n  # vid\n  - id: child\n    kind: child\n    name: Mio\n    shoe: 33\n  - {id: bup, kind: service}\n",
    ),
    (
        "a value on its line leaves the comment where it is",
        "child:\n  name: Mio   # alias\n  born:\n    '2017'\n",
        {"child": Child(name="M", born="2018")},
        'child:\n  name: M   # alias\n  born: "2018"\n',
    ),
    (
        "the space before a colon stays",
        "child:\n  name : Mio\n  born\t: '2017'\n",
        {"child": Child(name="M", born="2018")},
        'child:\n  name : M\n  born\t: "2018"\n',
    ),
    (
        "what was nothing becomes something",
        "child:   # här\n  name:   # ingen\n  stage: ~  # ännu\n",
        {"child": Child(name="M")},
        "child:   # här\n  name: M   # ingen\n  stage: ~  # ännu\n",
    ),
    (
        "a first key goes first and a last one last",
        "child:\n  # om\n  born: '2017'\n",
        {"child": Child(name="M", born="2017", needs=("lugn",))},
        "child:\n  # om\n  name: M\n  born: '2017'\n  needs:\n    - lugn\n",
    ),
    (
        "a comment between a key and its value stands above both when the value grows",
        "notices:\n  - id: n1\n    seen:  # varför\n      Borta.\n",
        {"notices": (Notice(id="n1", seen="Borta.\nHemma."),)},
        "notices:\n  - id: n1\n    # varför\n    seen: |-\n      Borta.\n      Hemma.\n",
    ),
    (
        "what only the file knows deep in brackets, in a part that says nothing any more",
        "wheel: [{id: w1, voice: child, areas: {local: x, halsa: {works: a}}}]\n",
        {"wheel": (Reading(id="w1", voice="child", private=True),)},
        "wheel:\n  - id: w1\n    voice: child\n    private: true\n    areas:\n      local: x\n",
    ),
    (
        "several lines take the place of one",
        "notices:\n  - id: n1\n    seen: Borta.  # igår\n    works: x\n",
        {"notices": (Notice(id="n1", seen="Borta.\nHemma.", works="x"),)},
        "notices:\n  - id: n1\n    # igår\n    seen: |-\n      Borta.\n      Hemma.\n    works: x\n",
    ),
]


@pytest.mark.parametrize(("law", "before", "changed", "after"), EDITS, ids=[one[0] for one in EDITS])
def test_what_an_edit_does(law: str, before: str, changed: dict[str, Any], after: str) -> None:
    read = plan_text.read(f"{HEAD}{before}...\n")
    edited = replace(read.plan, **changed)
    assert spliced(read, edited) == f"{HEAD}{after}...\n"
    assert plan_text.read(f"{HEAD}{after}...\n").plan == edited


def test_a_file_without_its_last_line_end_is_edited_as_any_other() -> None:
    before = plan_text.read(f"{HEAD}...")
    assert spliced(before, replace(before.plan, practice=True)) == f"{HEAD}practice: true\n..."


def test_a_file_in_brackets_is_written_anew_with_all_that_only_it_knows() -> None:
    before = plan_text.read("# överst\n{kronobarn: 1, code: k7mtr, revision: 1, local: {a: [b]}}  # vid\n...\n")
    after = "# överst\n# vid\nkronobarn: 1\ncode: k7mtr\nrevision: 2\nlocal:\n  a:\n    - b\n...\n"
    assert spliced(before, replace(before.plan, revision=2)) == after
    assert plan_text.write(replace(before.plan, revision=2), before) == after


def test_a_comment_is_told_from_the_first_sign_of_the_file_on() -> None:
    read = plan_text.read(f"# överst\n{HEAD}# sist\n...\n")
    assert comments(read.text, read.root) == "# överst\n# sist\n"


@pytest.mark.parametrize(
    "child",
    [Child(born="2017"), Child(name="M", born="2017"), Child(name="Mio", born="2017", needs=("lugn",))],
    ids=["gone", "changed", "added"],
)
def test_a_layout_that_no_edit_fits_in_is_written_anew(child: Child) -> None:
    """A key after a question mark is YAML, though no person writes it."""
    before = plan_text.read(f"{HEAD}child:\n  ? name  # alias\n  : Mio\n  born: '2017'\n  local: x\n...\n")
    plan = replace(before.plan, child=child)
    text = plan_text.write(plan, before)
    assert plan_text.read(text).plan == plan
    assert COMMENT_LINE in text
    assert "local: x" in text


@pytest.mark.parametrize("rest", ["", "  born: '2017'\n", "  needs: [lugn]\n  # sist\n"], ids=["last", "first", "more"])
@pytest.mark.parametrize("name", ["Mio", "Mio\nM", None])
def test_so_is_one_where_a_key_has_no_colon(rest: str, name: str | None) -> None:
    before = plan_text.read(f"{HEAD}child:\n  ? name  # alias\n{rest}...\n")
    plan = replace(before.plan, child=replace(before.plan.child, name=name, protected=True))
    text = plan_text.write(plan, before)
    assert plan_text.read(text).plan == plan
    assert COMMENT_LINE in text


@pytest.mark.parametrize(
    "edited", ["kronobarn: [", f"{HEAD}child:\n  name: M\n...\n"], ids=["broken", "something else"]
)
def test_an_edit_that_does_not_say_the_plan_is_never_taken(edited: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = plan_text.read(f"{HEAD}child:\n  name: Mio  # alias\n...\n")
    monkeypatch.setattr("kronobarn_cli.text.splice.splice", lambda *_: edited)
    plan = replace(before.plan, practice=True)
    text = plan_text.write(plan, before)
    assert plan_text.read(text).plan == plan
    assert COMMENT_LINE in text
