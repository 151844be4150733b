"""What an exchange tells of places where both have written: neither reads that what they wrote is written over."""

from pathlib import Path

import pytest

from kronobarn_cli.text.plan_text import read, write
from kronobarn_cli.work.joined import beside
from tests.conftest import Program
from tests.store.git.colleagues import commit, git

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "k7mtr.yaml"
WHAT = "Fritidspedagogen möter Mio vid bussen och går med honom in."


@pytest.fixture
def anna(tmp_path: Path, kronobarn: Program) -> Path:
    root = tmp_path / "anna"
    assert kronobarn("init", root, "--no-input").code == 0
    (root / "plans" / "k7mtr.yaml").write_bytes(EXAMPLE.read_bytes())
    assert kronobarn("sync", "--folder", root, "--with", tmp_path / "delat.git").code == 0
    return root


@pytest.fixture
def bo(tmp_path: Path, anna: Path, kronobarn: Program) -> Path:
    assert kronobarn("init", "--from", tmp_path / "delat.git", tmp_path / "bo").code == 0
    return tmp_path / "bo"


def write_in(root: Path, old: str, new: str) -> None:
    path = root / "plans" / "k7mtr.yaml"
    path.write_text(path.read_text("utf8").replace(old, new, 1), "utf8")


def test_what_is_left_to_choose_is_not_told_as_written_over(anna: Path, bo: Path, kronobarn: Program) -> None:
    write_in(anna, WHAT, "Mormor möter Mio.")
    write_in(anna, "få veta i förväg vilka som kommer", "veta vilka som kommer")
    write_in(bo, WHAT, "Bo möter Mio.")
    assert kronobarn("sync", "--folder", anna).code == 0
    ran = kronobarn("sync", "--folder", bo)
    assert "kronobarn merge k7mtr" in ran.out
    assert "Bo möter Mio." not in ran.out
    assert "Mormor möter Mio." not in ran.out
    assert "veta vilka som kommer" in ran.out


def test_of_a_plan_that_says_the_same_but_for_what_is_open_nothing_differs() -> None:
    data = EXAMPLE.read_bytes()
    ours, theirs = (data.replace(WHAT.encode(), words) for words in (b"Bo.", b"Mormor."))
    assert read(beside("k7mtr", ours, theirs, ["actions.a1.what"]).decode()).plan == read(theirs.decode()).plan
    assert read(beside("k7mtr", ours, theirs, []).decode()).plan == read(ours.decode()).plan
    gone = ["actions.finns-inte.what", "actions.a1.finns-inte.alls"]
    assert read(beside("k7mtr", ours, theirs, gone).decode()).plan == read(ours.decode()).plan


def test_what_is_left_to_choose_is_no_news_either() -> None:
    data = EXAMPLE.read_text("utf8")
    points = "open-points:\n  - at: actions.a1.what\n    wordings:\n      - says: Bo.\n      - says: Mormor.\n"
    after = data.replace("...\n", points + "...\n") if data.rstrip().endswith("...") else data + points
    whole = read(after)
    assert whole.plan.open_points
    found = read(beside("k7mtr", data.encode(), write(whole.plan, whole).encode(), ["actions.a1.what"]).decode())
    assert found.plan.open_points == whole.plan.open_points


def test_a_file_that_both_have_written_in_is_named_and_what_to_do_is_said(
    anna: Path, bo: Path, kronobarn: Program
) -> None:
    for root, words in ((anna, "Annas"), (bo, "Bos")):
        (root / "LAS-MIG.txt").write_text(f"{words} rad\n", "utf8")
        git(root, "add", "LAS-MIG.txt")
        commit(root, "fil")
    assert kronobarn("sync", "--folder", anna).code == 0
    ran = kronobarn("sync", "--folder", bo)
    assert " LAS-MIG.txt" in ran.out
    [line] = [one for one in ran.out.splitlines() if "set-aside" in one]
    assert Path(line.split(": ", 1)[1]).read_text("utf8") == "Annas rad\n"
    assert (bo / "LAS-MIG.txt").read_text("utf8") == "Bos rad\n"
    assert "kronobarn sync" in ran.out.splitlines()[ran.out.splitlines().index(line) + 1]
