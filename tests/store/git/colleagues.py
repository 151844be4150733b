"""What the tests of exchanging stand on: a shared place and repositories that share it, made with git alone."""

import os
import subprocess
from pathlib import Path

from kronobarn_cli.store.git import exchange, repository
from kronobarn_cli.store.git.exchange import Shared


def git(folder: Path, *words: str, well: bool = True) -> str:
    """What git says in a folder."""
    names = {f"GIT_{who}_{what}": said for who in ("AUTHOR", "COMMITTER") for what, said in _BY.items()}
    done = subprocess.run(
        ["git", *words], cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, **names}
    )
    assert done.returncode == 0 or not well, done.stderr
    return done.stdout.strip()


_BY = {"NAME": "Anna", "EMAIL": "anna@exempel.se", "DATE": "2026-04-20T10:00:00+02:00"}


def place(home: Path, name: str = "delat.git") -> Path:
    """An empty shared place."""
    git(home, "init", "--quiet", "--bare", "-b", "main", name)
    return home / name


def repo(home: Path, name: str, shared: Path | None = None) -> Path:
    """A repository with one plan, sent to the shared place if there is one."""
    folder = home / name
    folder.mkdir()
    git(folder, "init", "--quiet", "-b", "main")
    write(folder, "plans/k7mtr.yaml", "en\n")
    write(folder, "kronobarn.toml", "\n")
    commit(folder)
    if shared:
        git(folder, "remote", "add", "origin", str(shared))
        git(folder, "push", "--quiet", "--set-upstream", "origin", "main")
    return folder


def copy(home: Path, name: str, shared: Path) -> Path:
    """A colleague's copy of what lies in the shared place."""
    git(home, "clone", "--quiet", str(shared), name)
    return home / name


def write(folder: Path, name: str, text: str) -> Path:
    """A file with this text."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf8")
    return path


def commit(folder: Path, message: str = "m") -> str:
    """All that lies there, recorded; the version."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)
    return git(folder, "rev-parse", "HEAD")


def shared_of(folder: Path) -> Shared:
    """The shared place of a folder."""
    found = exchange.place_of(repository.opened(folder))
    assert found is not None
    return found
