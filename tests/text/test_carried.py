"""Comments, one by one: where each was written, and where it stands in a text that somebody else has laid out."""

from pathlib import Path

import pytest

from kronobarn_cli.text.carried import Comment, carried, comments
from kronobarn_cli.text.plan_text import read

HEAD = "kronobarn: 1\ncode: k7mtr\nrevision: 7\n"
GOALS = "goals:\n  - id: g1\n    text: ett\n  - id: g2\n    text: två\n"


def found_in(text: str) -> list[Comment]:
    source = read(text)
    return list(comments(source.text, source.root))


def into(lead: str, other: str) -> str:
    """The first text with the comments of the other."""
    ours, theirs = read(f"{HEAD}{lead}...\n"), read(f"{HEAD}{other}...\n")
    return carried(ours.text, ours, theirs, None).removeprefix(HEAD).removesuffix("...\n")


def test_each_comment_is_found_with_what_it_was_written_at() -> None:
    text = (
        "#överst\n# två   \nkronobarn: 1 # version\ncode: k7mtr\nrevision: 7\n"
        "child:   # barnet\n  #\n  needs:\n    - lugn # ett\n    - 'inget # här'\n    - Xbox#2\n    # tre\n    - \"paus\"\n"
        "goals: # målen\n  - # tomt\n    id: g1\n    text: |- # block\n      ord # inget\n    # efter\n\n# sist\n...\n"
    )
    assert found_in(text) == [
        Comment("#överst", ("kronobarn",)),
        Comment("# två", ("kronobarn",)),
        Comment("# version", ("kronobarn",)),
        Comment("# barnet", ("child",)),
        Comment("#", ("child", "needs")),
        Comment("# ett", ("child", "needs", "1")),
        Comment("# tre", ("child", "needs", "4")),
        Comment("# målen", ("goals",)),
        Comment("# tomt", ("goals", "g1")),
        Comment("# block", ("goals", "g1", "text")),
        Comment("# efter", ()),
        Comment("# sist", ()),
    ]


def test_a_comment_is_found_behind_the_sign_of_a_block_that_stands_first_in_its_line() -> None:
    text = "kronobarn: 1\ncode: k7mtr\nlocal:\n| # varför\n  ord # inget\nrevision: 7\n...\n"
    assert found_in(text) == [Comment("# varför", ("revision",))]


@pytest.mark.parametrize(
    ("lead", "other", "after"),
    [
        # What has a name is known by it, wherever it stands in its list.
        (
            "goals:\n  - id: g2\n    text: två\n  - id: g1\n    text: ett\n",
            GOALS.replace("två", "två # nytt"),
            "goals:\n  - id: g2\n    # nytt\n    text: två\n  - id: g1\n    text: ett\n",
        ),
        (
            "skipped:\n  - what: b\n    why: b\n  - what: a\n    why: a\n",
            "skipped:\n  - what: a\n    why: a\n  # om b\n  - what: b\n    why: b\n",
            "skipped:\n  # om b\n  - what: b\n    why: b\n  - what: a\n    why: a\n",
        ),
        (
            "local:\n  - id: y\n  - id: x\n    z: 1\n",
            "local:\n  - id: x\n    z: 1 # om x\n  - id: y\n",
            "local:\n  - id: y\n  - id: x\n    # om x\n    z: 1\n",
        ),
        # What has none is known by its place.
        (
            "child:\n  needs:\n    - lugn\n    - paus\n    - tolk\n",
            "child:\n  needs:\n    - lugn\n    - paus # ofta\n    - tolk\n",
            "child:\n  needs:\n    - lugn\n    # ofta\n    - paus\n    - tolk\n",
        ),
        # What is not there any more is spoken of where it would be: at its thing, or else at its list.
        (
            GOALS,
            GOALS.replace("två\n", "två\n    long: true # så\n"),
            GOALS.replace("  - id: g2", "  # så\n  - id: g2"),
        ),
        (
            GOALS,
            GOALS + "  - id: g3\n    text: tre\n    long: true # så\n",
            GOALS.replace("goals:", "# så\ngoals:"),
        ),
        (GOALS, GOALS + "fallback:\n  say: Ring. # när\n", GOALS + "# när\n"),
    ],
)
def test_a_comment_stands_before_what_it_was_written_at(lead: str, other: str, after: str) -> None:
    assert into(lead, other) == after


def test_an_empty_line_at_the_top_stays_at_the_top() -> None:
    ours, theirs = read(f"\n{HEAD}...\n"), read(f"# vem\n{HEAD}...\n")
    assert carried(ours.text, ours, theirs, None) == f"\n# vem\n{HEAD}...\n"


def test_comments_that_would_end_up_in_somebodys_words_stand_on_top() -> None:
    """The line on which `born` begins here is still a line of the name."""
    lead = 'child: {name: "Mio\n    Bo", born: "2017"}\n'
    other = 'child:\n  name: Mio Bo\n  # året\n  # ungefär\n  born: "2017"\n'
    ours, theirs = read(f"{HEAD}{lead}...\n"), read(f"{HEAD}{other}...\n")
    found = carried(ours.text, ours, theirs, None)
    assert found == f"# året\n# ungefär\n{HEAD}{lead}...\n"
    assert read(found).plan == ours.plan


@pytest.mark.parametrize("path", sorted((Path(__file__).resolve().parents[2] / "examples").glob("?????.yaml")))
def test_a_text_whose_comments_are_all_there_comes_back_to_the_letter(path: Path) -> None:
    source = read(path.read_text("utf8"))
    assert carried(source.text, source, source, None) == source.text
