"""What a history holds beside the plans: all of it, as it was written, wherever git finds it."""

import os
import shutil
from pathlib import Path

import pytest

from kronobarn_cli.store.git import program, staged, written
from kronobarn_cli.store.git.staged import Entry
from tests.store.git.test_staged import git, put


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan folder with two acts in its history."""
    root = tmp_path / "planer"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    git(root, "config", "user.name", "Eva Lind")
    git(root, "config", "user.email", "eva@kommun.se")
    for text in ("en\n", "två\n"):
        put(root / "plans" / "k7mtr.yaml", text)
        git(root, "add", ".")
        git(root, "commit", "-q", "-m", text)
    return root


def test_in_a_hook_the_repository_is_the_one_that_the_hook_says(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`git --git-dir` has git work where nothing in the folder leads to it."""
    git(tmp_path, "clone", "-q", "--depth", "1", folder.as_uri(), "kopia")
    copy, home = tmp_path / "kopia", tmp_path / "gömd"
    for key, value in (("user.name", "Åsa"), ("user.email", "asa@kommun.se"), ("core.commentChar", ";")):
        git(copy, "config", key, value)
    put(copy / "plans" / "k7mtr.yaml", "tre\n")
    git(copy, "commit", "-q", "-a", "-m", "tre")
    (copy / ".git").rename(home)
    monkeypatch.chdir(copy)
    for name, place in (("GIT_DIR", home), ("GIT_WORK_TREE", copy), ("GIT_INDEX_FILE", home / "index")):
        monkeypatch.setenv(name, str(place))
    seat = staged.seat(Path())
    newest, shared = (git(copy, "rev-parse", name) for name in ("HEAD", "HEAD~1"))
    assert staged.branch(seat) == "main"
    assert staged.author(seat) == ("Åsa <asa@kommun.se",)
    assert staged.message(seat, put(tmp_path / "m", "# rad\n; git\n")) == "# rad\n"
    assert staged.cut_short(seat) == {shared}
    assert staged.since(seat, "HEAD~1") == (Entry("plans/k7mtr.yaml", b"tre\n"),)
    assert [one.commit for one in written.written(seat, staged.span(seat, "HEAD~1"))] == [newest]
    assert [one.name for one in written.references(seat)] == ["main", "origin/HEAD", "origin/main"]
    assert written.only_here(seat) == {newest}


def test_a_file_called_like_a_version_is_not_taken_for_it(folder: Path) -> None:
    put(folder / "HEAD")
    seat = staged.seat(folder)
    assert len([*written.written(seat, "HEAD")]) == 2
    assert staged.since(seat, "HEAD~1") == (Entry("plans/k7mtr.yaml", "två\n".encode()),)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_what_a_name_or_a_text_begins_with_belongs_to_it(folder: Path) -> None:
    for name in (" å.txt", "X.txt"):
        put(folder / name)
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "tre")
    for name, text in (("a", " Mio"), ("b", "Xerxes")):
        git(folder, "tag", "-a", "--cleanup=verbatim", "-m", text, name)
    seat = staged.seat(folder)
    assert next(written.written(seat, None)).paths == (" å.txt", "X.txt")
    assert [one.message.rstrip("\n") for one in written.references(seat) if one.tag] == [" Mio", "Xerxes"]


def test_a_long_look_is_waited_for(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole history can be long, on a disk far away."""
    put(folder / "plans" / "k7mtr.yaml", "tre\n")
    git(folder, "add", ".")
    seat = staged.seat(folder)
    slow = put(tmp_path / "slow" / "git", f'#!/bin/sh\nsleep 0.15\nexec "{shutil.which("git")}" "$@"\n')
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}:{os.environ['PATH']}")
    monkeypatch.setattr(program, "_SECONDS", 0.05)
    assert program.run(folder, "version").code == program.TOO_LONG
    assert staged.staged(seat) == (Entry("plans/k7mtr.yaml", b"tre\n"),)
    assert len([*written.written(seat, None)]) == 2
    assert len(written.references(seat)) == 1
    assert len(written.only_here(seat)) == 2
