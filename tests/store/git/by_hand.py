"""git as somebody types it, who knows it; and as it was left by somebody who was interrupted."""

import os
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from kronobarn_cli.store.git import program

NAMED = ("-c", "user.name=A", "-c", "user.email=a@b.se")


def git(folder: Path, *arguments: str, well: bool = True) -> str:
    """What git gives; it must go well unless said otherwise."""
    done = subprocess.run(["git", *NAMED, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert not well or done.returncode == 0, done.stderr
    return done.stdout


def settings_in(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this person's own settings of git lie from now on: `.gitconfig` in this folder, for git before 2.32 too."""
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / ".gitconfig"))
    return home / ".gitconfig"


def hook(folder: Path, name: str, *lines: str) -> Path:
    """A hook of the folder with these lines of shell."""
    path = folder / ".git" / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(("#!/bin/sh", *lines, "")))
    path.chmod(0o755)
    return path


def slow_git(home: Path, monkeypatch: pytest.MonkeyPatch, first: str = "") -> None:
    """A git that sleeps, as one does whose disk does, and that is not waited for long; with what it does before."""
    path = home / "slow" / "git"
    path.parent.mkdir()
    path.write_text(f"#!/bin/sh\n{first}\nexec sleep 20\n")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{path.parent}:{os.environ['PATH']}")
    monkeypatch.setattr(program, "_SECONDS", 0.3)


def age(path: Path, seconds: float) -> Path:
    """The file as if it had been made so long ago."""
    then = time.time() - seconds
    os.utime(path, (then, then))
    return path


def merge_that_stops(folder: Path, name: str) -> None:
    """Leave a merge of two branches unfinished, with a file that git could not put together."""
    for branch in ("one", "other"):
        git(folder, "checkout", "-q", "-b", branch, "main")
        (folder / name).write_text(f"{branch}\n")
        git(folder, "add", name)
        git(folder, "commit", "-q", "-m", branch)
    git(folder, "merge", "one", well=False)
    assert (folder / ".git" / "MERGE_HEAD").exists()


def knows_owners() -> bool:
    """Whether this git asks whose a repository is: 2.30.3, 2.31.2 and so on do, and all from 2.35.2."""
    with tempfile.TemporaryDirectory() as place:
        git(Path(place), "init", "-q")
        theirs = {**os.environ, "GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}
        return (
            subprocess.run(["git", "status"], cwd=place, env=theirs, capture_output=True, check=False).returncode != 0
        )
