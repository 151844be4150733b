"""Two texts of one plan put together: comments and own keys of both live on, and it is a plan file like any other."""

from collections import Counter
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kronobarn_cli.model.plan import Plan
from kronobarn_cli.text import carried, merged_text, plan_text
from kronobarn_cli.text.carried import comments
from kronobarn_cli.text.merged_text import canonical, merge_texts, own_value, whole, with_tree, written
from kronobarn_cli.text.plan_text import PlanText, read
from kronobarn_cli.text.schema import to_tree
from kronobarn_cli.text.yaml_lines import Verbatim
from tests.crash.merges import triple
from tests.strategies import plans

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("?????.yaml"))
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
BASE = """\
# yaml-language-server: $schema=kronobarn-plan-1.schema.json
kronobarn: 1
code: k7mtr
revision: 7
child:
  name: Mio # som familjen säger
goals:
  # det långa målet
  - id: g1
    text: Sova gott.
...
"""
OURS = (
    BASE.replace("revision: 7", "revision: 8")
    .replace("Sova gott.", "Sova hela natten. # så säger hon")
    .replace("child:\n", "# barnets egna ord\nchild:\n  local: [1, 2]\n")
)
THEIRS = BASE.replace("...\n", "  - id: g2 # nytt\n    text: Äta frukost.\n    kommunens: x: y\n# sist\n...\n").replace(
    "kommunens: x: y", "kommunens: 007"
)


def together(base: str | None, ours: str, theirs: str) -> str:
    return merge_texts(read(base) if base else None, written(read(ours)), written(read(theirs))).text


def commented(source: PlanText) -> Counter[str]:
    return Counter(one.words for one in comments(source.text, source.root))


def test_the_newer_text_stands_with_what_the_other_adds() -> None:
    assert together(BASE, OURS, THEIRS) == (
        OURS.replace("...\n", "  # nytt\n  - id: g2\n    text: Äta frukost.\n    kommunens: 007\n# sist\n...\n")
    )


def test_it_is_the_same_text_whoever_puts_them_together() -> None:
    assert together(BASE, THEIRS, OURS) == together(BASE, OURS, THEIRS)
    assert together(None, THEIRS, OURS) == together(None, OURS, THEIRS)


def test_where_one_has_changed_nothing_the_others_text_comes_back_to_the_letter() -> None:
    loose = OURS.replace("  name: Mio", '  name:   "Mio"')
    assert together(BASE, loose, BASE) == loose
    assert together(BASE, BASE, loose) == loose


def test_a_comment_that_one_took_away_stays_away() -> None:
    tidied = OURS.replace("  # det långa målet\n", "")
    assert "# det långa målet" not in together(BASE, tidied, THEIRS)
    assert "# det långa målet" in together(None, tidied, THEIRS)


def test_a_comment_that_both_wrote_stands_once() -> None:
    assert together(BASE, OURS, THEIRS.replace("goals:\n", "# barnets egna ord\ngoals:\n")).count("# barnets") == 1


def test_comments_written_at_one_place_keep_their_order() -> None:
    theirs = THEIRS.replace("goals:\n", "# ett\n# två\n# tre\ngoals:\n")
    assert "# ett\n# två\n# tre\ngoals:\n" in together(BASE, OURS, theirs)


def test_a_comment_at_what_is_gone_stands_at_the_nearest_that_is_left() -> None:
    base = THEIRS.replace("# sist\n", "")
    ours = base[: base.index("  - id: g2")] + "...\n"
    theirs = base.replace("    kommunens: 007\n", "    kommunens: 007 # se avtalet\n")
    assert "# se avtalet\ngoals:\n" in together(base, ours.replace("revision: 7", "revision: 8"), theirs)


def test_what_looks_like_a_comment_in_a_text_is_none() -> None:
    theirs = THEIRS.replace("Äta frukost.", '"Äta # frukost."')
    assert together(BASE, OURS, theirs).count("# frukost.") == 1


@SLOW
@given(st.integers(0, 10**9))
def test_the_text_says_what_the_merge_says_with_every_comment(seed: int) -> None:
    chance = Random(seed)
    three = triple(chance)
    base, ours, theirs = (_text(tree, chance) if tree else None for tree in three)
    assert ours
    assert theirs
    found = merge_texts(base, written(ours), written(theirs))
    back = read(found.text)
    assert whole(back) == canonical(found.merged.tree)
    known = commented(base) if base else Counter()
    for side in (ours, theirs):
        assert commented(side) - known <= commented(back)


def _text(tree: dict[str, object], chance: Random) -> PlanText:
    """The tree as a file, own keys and all, with comments here and there."""
    start = plan_text.read("kronobarn: 1\ncode: k7mtr\n...\n")
    rows = with_tree(start, tree).splitlines(keepends=True)  # type: ignore[arg-type]
    for _ in range(chance.randrange(4)):
        place = chance.randrange(len(rows))
        rows.insert(place, f"{' ' * chance.randrange(3)}# nr {chance.randrange(99)}\n")
    return read("".join(rows))


@SLOW
@given(plans, plans, st.booleans())
def test_whatever_two_plans_say_their_text_can_be_read(one: Plan, other: Plan, past: bool) -> None:
    ours, theirs = (read(plan_text.write(replace(plan, code="k7mtr"))) for plan in (one, other))
    base = read("kronobarn: 1\ncode: k7mtr\n...\n") if past else None
    found = merge_texts(base, written(ours), written(theirs))
    assert whole(read(found.text)) == canonical(found.merged.tree)


@pytest.mark.parametrize(
    ("says", "value"),
    [
        (None, None),
        ("007", "007"),
        ("[1, 2]", "[1, 2]"),
        ("'", "'"),
        ("", ""),
        ("*nobody", "*nobody"),
        ("a\nkey2: b", "a\nkey2: b"),
        ("rad ett\nrad två", "rad ett\nrad två"),
    ],
)
def test_what_was_chosen_for_a_local_key_stands_to_the_letter(says: str | None, value: str | None) -> None:
    assert own_value(says) == value


@pytest.mark.parametrize(
    ("says", "stands"),
    [
        ("ja så", "ja så"),
        ("det heter: så", '"det heter: så"'),
        ("'", '"\'"'),
        ("[1, 2]", "[1, 2]"),
        ("{a: b}", "{a: b}"),
    ],
)
def test_what_was_chosen_for_a_local_key_touches_no_other_line(says: str, stands: str) -> None:
    before = read(OURS.replace("code: k7mtr\n", "code: k7mtr\nlocal: x # vårt eget\n"))
    chosen = own_value(says)
    assert chosen is not None
    text = with_tree(before, {**whole(before), "local": chosen})
    assert text == before.text.replace("local: x ", f"local: {stands} ")


def test_a_number_in_quotes_is_that_number() -> None:
    before = read(BASE)
    assert with_tree(before, {**whole(before), "revision": "8"}) == BASE.replace("revision: 7", "revision: 8")


def test_only_what_reads_as_one_value_is_laid_out_as_it_was_written() -> None:
    assert isinstance(own_value("[1, 2]"), Verbatim)
    for words in ("'", "*nobody", "a\nkey2: b"):
        assert not isinstance(own_value(words), Verbatim)


def test_an_edit_that_cannot_be_read_again_is_no_edit() -> None:
    """Then the whole text is written anew, with every comment and local key."""
    assert not merged_text._says("kronobarn: 1\n", {})
    assert not merged_text._say_the_same("kronobarn: 1\n", BASE)
    assert not carried._same_plan("kronobarn: 1\n", BASE)
    assert carried._same_plan(BASE, BASE)


def test_all_that_a_file_says_is_there_what_the_schema_knows_and_what_only_the_file_knows() -> None:
    assert whole(read(OURS)) == {
        "kronobarn": 1,
        "code": "k7mtr",
        "revision": 8,
        "child": {"name": "Mio", "local": ["1", "2"]},
        "goals": [{"id": "g1", "text": "Sova hela natten."}],
    }
    assert whole(read(THEIRS))["goals"] == [
        {"id": "g1", "text": "Sova gott."},
        {"id": "g2", "text": "Äta frukost.", "kommunens": "007"},
    ]


def test_of_each_wording_the_text_tells_who_wrote_it_and_when() -> None:
    ours = read(BASE.replace("Sova gott.", "Sova länge.").replace("revision: 7", "revision: 8"))
    theirs = read(BASE.replace("Sova gott.", "Sova."))
    found = merge_texts(read(BASE), written(ours, "Anna", date(2026, 3, 1)), written(theirs, "DATOR", date(2026, 5, 2)))
    assert (
        found.text[found.text.index("goals:") :]
        == """\
goals:
  # det långa målet
  - id: g1
    text: Sova länge.
open-points:
  - at: goals.g1.text
    wordings:
      - says: Sova länge.
        by: Anna
        day: 2026-03-01
      - says: Sova.
        by: DATOR
        day: 2026-05-02
...
"""
    )


def test_a_layout_that_no_edit_fits_in_is_written_anew_with_all_that_stands_in_it() -> None:
    """A key after a question mark is YAML, though no person writes it."""
    odd = read("kronobarn: 1\ncode: k7mtr\nrevision: 1\nchild:\n  ? name # som vi säger\n  : Mio\n  local: x\n...\n")
    tree: Any = {**whole(odd), "child": {"name": "M", "local": "x", "theirs": ["ord"]}}
    back = read(with_tree(odd, tree))
    assert whole(back) == tree
    assert [*commented(back)] == ["# som vi säger"]


def test_an_edit_that_says_something_else_when_it_is_read_is_no_edit() -> None:
    """The colon in the comment is not the one before the name."""
    odd = read("kronobarn: 1\ncode: k7mtr\nchild:\n  ? name # alias: se nedan\n  : Mio\n  local: x\n...\n")
    tree: Any = {**whole(odd), "child": {"name": "M", "local": "x"}}
    back = read(with_tree(odd, tree))
    assert whole(back) == tree
    assert [*commented(back)] == ["# alias: se nedan"]


def test_where_a_newer_file_has_items_that_we_cannot_read_no_item_is_taken_for_another() -> None:
    """It can still be looked at: what we know of it is shown."""
    newer = THEIRS.replace("kronobarn: 1", "kronobarn: 2").replace("goals:\n", "goals:\n  - [ett nytt slag]\n")
    assert whole(read(newer))["goals"] == to_tree(read(newer).plan)["goals"]
