"""git is asked, never trusted: missing, silent or angry, it is an answer and no failure."""

from pathlib import Path

import pytest

from kronobarn_cli.store.git import program
from kronobarn_cli.store.git.program import Ran


def test_git_says_which_it_is(tmp_path: Path) -> None:
    assert (program.version() or ()) >= program.OLDEST
    assert (
        program.run(tmp_path, "hash-object", "--stdin", given=b"a").text == "2e65efe2a145dda7ee51d1741299f848e5bf752e"
    )


def test_a_git_that_is_not_there_is_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert program.run(tmp_path, "version") == Ran(program.MISSING)
    assert program.version() is None
    assert program.text(tmp_path, "version") is None


def test_a_git_that_does_not_answer_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    silent = tmp_path / "git"
    silent.write_text("#!/bin/sh\nexec sleep 60\n")
    silent.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    assert program.run(tmp_path, "version", seconds=0.2) == Ran(program.TOO_LONG)


def test_the_repository_is_that_of_the_folder_whatever_a_shell_has_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a plan would be recorded in somebody else's history, which may be shared with anybody."""
    for name in ("planer", "annan"):
        (tmp_path / name).mkdir()
        assert program.run(tmp_path / name, "init", "--quiet").well
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "annan" / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path))
    assert program.text(tmp_path / "planer", "rev-parse", "--absolute-git-dir") == str(tmp_path / "planer" / ".git")
    # In a hook it is git itself that says so.
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "annan" / ".git" / "index"))
    assert program.text(tmp_path / "planer", "rev-parse", "--absolute-git-dir") == str(tmp_path / "annan" / ".git")


def test_what_git_says_of_its_trouble_is_kept_in_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "sv_SE.UTF-8")
    ran = program.run(tmp_path, "rev-parse", "HEAD")
    assert not ran.well
    assert "not a git repository" in ran.said
