"""What a plan came of that git put together line by line is found again."""

from datetime import date
from pathlib import Path

import pytest

from kronobarn_cli.store.git import origins, repository
from kronobarn_cli.store.git.compared import Author
from kronobarn_cli.store.git.origins import Origins
from tests.store.git.colleagues import commit, git, repo, write

PLAN = "plans/k7mtr.yaml"
ANNA = Author("Anna", date(2026, 4, 20))


def is_torn(data: bytes) -> bool:
    return b"<<<<<<<" in data


def recorded(folder: Path) -> Origins | None:
    return origins.recorded(repository.opened(folder), "HEAD", "k7mtr", is_torn)


def unfinished(folder: Path) -> Origins | None:
    return origins.unfinished(repository.opened(folder), "k7mtr")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two lines, `main` and `annat`, that have changed one line of a plan."""
    root = repo(tmp_path, "anna")
    for line, words in (("annat", "tva\n"), ("main", "tre\n")):
        git(root, "switch", "--quiet", *(() if line == "main" else ("-c",)), line)
        write(root, PLAN, words)
        commit(root)
    return root


def test_a_merge_that_is_not_finished_has_three_versions_and_who_wrote_them(folder: Path) -> None:
    assert unfinished(folder) is None
    git(folder, "merge", "annat", well=False)
    assert unfinished(folder) == Origins(b"en\n", b"tre\n", b"tva\n", (ANNA, ANNA))
    git(folder, "add", PLAN)
    assert unfinished(folder) is None


def test_where_git_does_not_say_whose_it_is_nobody_is_named(folder: Path) -> None:
    git(folder, "merge", "annat", well=False)
    (folder / ".git" / "MERGE_HEAD").unlink()
    assert unfinished(folder) == Origins(b"en\n", b"tre\n", b"tva\n")


def test_a_plan_that_both_have_made_comes_of_nothing(folder: Path) -> None:
    git(folder, "switch", "--quiet", "--orphan", "eget")
    write(folder, PLAN, "eget\n")
    commit(folder)
    git(folder, "merge", "--allow-unrelated-histories", "main", well=False)
    assert unfinished(folder) == Origins(None, b"eget\n", b"tre\n")
    commit(folder)
    assert recorded(folder) == Origins(None, b"eget\n", b"tre\n")


@pytest.mark.parametrize("head", ["CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD"])
def test_what_is_put_together_is_known_by_gits_own_word_and_not_by_a_file_called_so(folder: Path, head: str) -> None:
    """Also where one has begun to pick, take back or move a change."""
    write(folder, "MERGE_HEAD", "en fil\n")
    git(folder, "merge", "annat", well=False)
    (folder / ".git" / "MERGE_HEAD").rename(folder / ".git" / head)
    assert unfinished(folder) == Origins(b"en\n", b"tre\n", b"tva\n", (ANNA, ANNA))


@pytest.mark.parametrize(("line", "ours", "theirs"), [("main", b"", b"tva\n"), ("annat", b"tva\n", b"")])
def test_a_version_that_is_empty_is_empty(folder: Path, line: str, ours: bytes, theirs: bytes) -> None:
    write(folder, PLAN, "")
    commit(folder)
    git(folder, "switch", "--quiet", line)
    git(folder, "merge", "annat" if line == "main" else "main", well=False)
    assert unfinished(folder) == Origins(b"en\n", ours, theirs, (ANNA, ANNA))


def test_another_plan_that_is_put_together_too_is_another_plan(folder: Path) -> None:
    for line in ("annat", "main"):
        git(folder, "switch", "--quiet", line)
        write(folder, "plans/v5xjc.yaml", line)
        commit(folder)
    git(folder, "merge", "annat", well=False)
    assert unfinished(folder) == Origins(b"en\n", b"tre\n", b"tva\n", (ANNA, ANNA))


def test_what_one_removed_is_not_put_together(folder: Path) -> None:
    git(folder, "rm", "--quiet", PLAN)
    commit(folder)
    git(folder, "merge", "annat", well=False)
    assert unfinished(folder) is None


def test_the_act_that_brought_the_marks_says_what_it_was_made_of(folder: Path) -> None:
    assert recorded(folder) is None
    git(folder, "merge", "annat", well=False)
    commit(folder)
    found = Origins(b"en\n", b"tre\n", b"tva\n", (ANNA, ANNA))
    assert recorded(folder) == found
    write(folder, PLAN, (folder / PLAN).read_text() + "mer\n")
    commit(folder)
    assert recorded(folder) == found
    assert origins.recorded(repository.opened(folder), "HEAD~2", "k7mtr", is_torn) is None, "it was not torn yet"


def test_a_later_merge_of_what_was_torn_already_is_not_taken_for_the_origin(folder: Path) -> None:
    git(folder, "merge", "annat", well=False)
    commit(folder)
    first = recorded(folder)
    text = (folder / PLAN).read_text()
    git(folder, "switch", "--quiet", "-c", "sedan")
    write(folder, PLAN, f"{text}sist\n")
    commit(folder)
    git(folder, "switch", "--quiet", "main")
    write(folder, PLAN, f"först\n{text}")
    commit(folder)
    git(folder, "merge", "--quiet", "sedan")
    assert recorded(folder) == first


def test_a_later_merge_of_what_was_torn_and_what_was_whole_is_not_taken_for_the_origin(folder: Path) -> None:
    git(folder, "merge", "annat", well=False)
    torn = commit(folder)
    first = recorded(folder)
    text = (folder / PLAN).read_text()
    git(folder, "switch", "--quiet", "-c", "hel", "HEAD^1")
    write(folder, PLAN, "fyra\n")
    commit(folder)
    git(folder, "merge", torn, well=False)
    write(folder, PLAN, f"{text}sist\n")
    commit(folder)
    assert recorded(folder) == first


def test_marks_that_somebody_recorded_without_a_merge_come_of_nothing_known(folder: Path) -> None:
    write(folder, PLAN, "<<<<<<< HEAD\nen\n=======\ntva\n>>>>>>> annat\n")
    commit(folder)
    assert recorded(folder) is None


def test_in_a_subfolder_it_is_the_plan_there(tmp_path: Path) -> None:
    top = repo(tmp_path, "allt")
    inner = top / "barn" / "planer"
    for line, words in (("main", "en\n"), ("annat", "tva\n"), ("main", "tre\n")):
        git(top, "switch", "--quiet", *(("-c",) if line == "annat" else ()), line)
        write(inner, PLAN, words)
        commit(top)
    git(top, "merge", "annat", well=False)
    found = Origins(b"en\n", b"tre\n", b"tva\n", (ANNA, ANNA))
    assert unfinished(inner) == found
    commit(top)
    assert recorded(inner) == found
