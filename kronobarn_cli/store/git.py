"""The only door to git, which is optional: the plan file is the truth, git is its history.

Laws: arguments go as a list and never through a shell; git never asks for anything; a message holds a code and
what kind of change it was, never a name or a word of the plan; a git that fails never stops the work.
"""

import os
import subprocess
from pathlib import Path

_SECONDS = 30
_QUIET = {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
_NOBODY = ("-c", "user.name=kronobarn", "-c", "user.email=kronobarn@localhost")


def installed() -> bool:
    """Whether git answers on this machine."""
    return _run(Path.cwd(), "--version") is not None


def version() -> str | None:
    """What git says of itself, or None without git."""
    return _run(Path.cwd(), "--version")


def is_repository(folder: Path) -> bool:
    """Whether the folder lies in a git work tree."""
    return _run(folder, "rev-parse", "--is-inside-work-tree") == "true"


def start(folder: Path) -> bool:
    """Make the folder a repository of its own, also inside another; False when git is missing or refuses.

    Plans must never end up in somebody else's history, which may be pushed anywhere.
    """
    own = (folder / ".git").exists()
    return own or _run(folder, "-c", "init.defaultBranch=main", "init", "--quiet") is not None


def commit(folder: Path, paths: tuple[Path, ...], message: str) -> bool:
    """One commit of exactly these files in the folder; False when nothing could be committed, the files untouched."""
    names = [str(path.relative_to(folder)) for path in paths]
    if _run(folder, "add", "--", *names) is None:
        return False
    identity = () if _run(folder, "config", "user.email") else _NOBODY
    done = _run(
        folder,
        "-c",
        "core.quotepath=off",
        *identity,
        "commit",
        "--quiet",
        "--only",
        "--message",
        message,
        "--",
        *names,
    )
    return done is not None


def _run(folder: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=folder,
            env=os.environ | _QUIET,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
