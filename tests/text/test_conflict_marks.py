"""Two versions in one text, with git's marks between them: each is found again to the letter."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kronobarn_cli.text.conflict_marks import Sides, sides

TORN = "a\n<<<<<<< HEAD\nmin\n=======\ndin\n>>>>>>> annas\nz\n"
LINES = st.lists(st.sampled_from(["a", "b", "åäö", "  - x: 1", "", "==", "<<<<<<"]), max_size=8)


def test_each_side_is_found_to_the_letter() -> None:
    assert sides(TORN) == Sides(None, "a\nmin\nz\n", "a\ndin\nz\n")
    assert sides(TORN.replace("\n", "\r\n")) == sides(TORN)


def test_what_both_come_from_is_found_where_git_wrote_it_everywhere() -> None:
    with_base = TORN.replace("=======", "||||||| 1a2b\nförr\n=======")
    assert sides(with_base) == Sides("a\nförr\nz\n", "a\nmin\nz\n", "a\ndin\nz\n")
    found = sides(with_base + TORN)
    assert found is not None
    assert found.base is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n",
        "=======\n",
        TORN.replace("=======\n", ""),
        TORN.replace(">>>>>>> annas\n", ""),
        TORN.replace("<<<<<<< HEAD\n", ""),
        TORN.replace("=======", "<<<<<<< HEAD"),
        TORN.replace("=======", "=======\n======="),
        TORN.replace("=======", "=======\n||||||| 1a2b"),
    ],
)
def test_marks_that_do_not_fit_are_no_two_versions(text: str) -> None:
    assert sides(text) is None


def test_what_only_looks_like_a_mark_is_text() -> None:
    text = TORN.replace("min", "<<<<<<<min\n  <<<<<<< min\n========")
    assert sides(text) == Sides(None, "a\n<<<<<<<min\n  <<<<<<< min\n========\nz\n", "a\ndin\nz\n")


@given(base=LINES, ours=LINES, theirs=LINES)
def test_what_git_itself_has_put_together_comes_apart_again(
    tmp_path_factory: pytest.TempPathFactory, base: list[str], ours: list[str], theirs: list[str]
) -> None:
    folder: Path = tmp_path_factory.mktemp("git")
    paths = [folder / name for name in ("ours", "base", "theirs")]
    for path, lines in zip(paths, (ours, base, theirs), strict=True):
        path.write_bytes("".join(f"{line}\n" for line in lines).encode())

    def put_together(*how: str) -> str:
        return subprocess.run(
            ["git", "merge-file", "-p", *how, *paths], capture_output=True, check=False
        ).stdout.decode()

    made = put_together()
    expected = Sides(None, put_together("--ours"), put_together("--theirs"))
    assert sides(made) == (expected if "\n<<<<<<< " in f"\n{made}" else None)
