"""git is asked, never trusted: whatever it answers, the plan file stands."""

import subprocess
from pathlib import Path

import pytest

from kronobarn_cli.store import git


def _log(folder: Path, form: str) -> list[str]:
    done = subprocess.run(
        ["git", "log", f"--format={form}", "--name-only"], cwd=folder, capture_output=True, text=True, check=True
    )
    return [line for line in done.stdout.splitlines() if line]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    assert git.start(tmp_path)
    return tmp_path


def test_git_says_who_it_is() -> None:
    assert git.installed()
    assert (git.version() or "").startswith("git version ")


def test_without_git_nothing_is_there_and_nothing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not git.installed()
    assert git.version() is None
    assert not git.is_repository(tmp_path)
    assert not git.start(tmp_path)
    assert not git.commit(tmp_path, (tmp_path / "a",), "x")


def test_a_git_that_does_not_answer_is_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "git"
    program.write_text("#!/bin/sh\nexec sleep 60\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setattr(git, "_SECONDS", 0.2)
    assert git.version() is None


def test_a_folder_becomes_a_repository_of_its_own_once(tmp_path: Path) -> None:
    assert not git.is_repository(tmp_path)
    assert git.start(tmp_path)
    assert git.is_repository(tmp_path)
    assert (tmp_path / ".git" / "HEAD").read_text() == "ref: refs/heads/main\n"
    inside = tmp_path / "planer"
    inside.mkdir()
    assert git.start(inside)
    assert (inside / ".git").is_dir()
    assert git.start(inside)


def test_a_commit_holds_exactly_these_files_and_is_by_nobody(repository: Path) -> None:
    for name in ("å.yaml", "b.yaml", "c.yaml"):
        (repository / name).write_text("x")
    subprocess.run(["git", "add", "c.yaml"], cwd=repository, check=True)
    assert git.commit(repository, (repository / "å.yaml", repository / "b.yaml"), "k7mtr: ändrad")
    assert _log(repository, "%s|%an|%ae")[0] == "k7mtr: ändrad|kronobarn|kronobarn@localhost"
    assert "c.yaml" not in _log(repository, "")
    assert len(_log(repository, "")) == 2


def test_who_has_an_own_name_in_git_commits_in_it(repository: Path) -> None:
    for key, value in (("user.email", "a@b.se"), ("user.name", "A")):
        subprocess.run(["git", "config", key, value], cwd=repository, check=True)
    (repository / "b.yaml").write_text("x")
    assert git.commit(repository, (repository / "b.yaml",), "m")
    assert _log(repository, "%an %ae")[0] == "A a@b.se"


def test_what_cannot_be_committed_is_told(repository: Path) -> None:
    assert not git.commit(repository, (repository / "nothing.yaml",), "m")
    (repository / "b.yaml").write_text("x")
    assert git.commit(repository, (repository / "b.yaml",), "m")
    assert not git.commit(repository, (repository / "b.yaml",), "again")
