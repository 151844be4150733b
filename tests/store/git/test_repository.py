"""git is asked, never trusted: whatever it answers, the plan file stands."""

import subprocess
from pathlib import Path

import pytest

from kronobarn_cli.store.git import repository
from kronobarn_cli.store.git.repository import State


def _log(folder: Path, form: str) -> list[str]:
    done = subprocess.run(
        ["git", "log", f"--format={form}", "--name-only"], cwd=folder, capture_output=True, text=True, check=True
    )
    return [line for line in done.stdout.splitlines() if line]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert repository.start(tmp_path)
    return tmp_path


def test_a_folder_becomes_a_repository_of_its_own_once(tmp_path: Path) -> None:
    assert repository.state(tmp_path) is not State.READY
    assert repository.start(tmp_path)
    assert repository.state(tmp_path) is State.READY
    assert (tmp_path / ".git" / "HEAD").read_text() == "ref: refs/heads/main\n"
    inside = tmp_path / "planer"
    inside.mkdir()
    assert repository.start(inside)
    assert (inside / ".git").is_dir()
    assert repository.start(inside)


def test_a_commit_holds_exactly_these_files_and_is_by_nobody(folder: Path) -> None:
    for name in ("å.yaml", "b.yaml", "c.yaml"):
        (folder / name).write_text("x")
    subprocess.run(["git", "add", "c.yaml"], cwd=folder, check=True)
    assert repository.record(folder, (folder / "å.yaml", folder / "b.yaml"), "k7mtr: ändrad").done
    assert _log(folder, "%s|%an|%ae")[0] == "k7mtr: ändrad|kronobarn|kronobarn@localhost"
    assert "c.yaml" not in _log(folder, "")
    assert len(_log(folder, "")) == 2


def test_who_has_an_own_name_in_git_commits_in_it(folder: Path) -> None:
    for key, value in (("user.email", "a@b.se"), ("user.name", "A")):
        subprocess.run(["git", "config", key, value], cwd=folder, check=True)
    (folder / "b.yaml").write_text("x")
    assert repository.record(folder, (folder / "b.yaml",), "m").done
    assert _log(folder, "%an %ae")[0] == "A a@b.se"


def test_what_cannot_be_committed_is_told(folder: Path) -> None:
    assert not repository.record(folder, (folder / "nothing.yaml",), "m").done
    (folder / "b.yaml").write_text("x")
    assert repository.record(folder, (folder / "b.yaml",), "m").done
    assert not repository.record(folder, (folder / "b.yaml",), "again").done
