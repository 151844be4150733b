"""Plan folders with a history that tests lay out with git itself, by Anna, at moments of their own."""

import os
import subprocess
from pathlib import Path

NOON = 1_777_284_000
"""12.00 in Sweden on 27 April 2026, the day of the tests."""
ANNA = {
    "GIT_AUTHOR_NAME": "Anna",
    "GIT_AUTHOR_EMAIL": "a@b.se",
    "GIT_COMMITTER_NAME": "Anna",
    "GIT_COMMITTER_EMAIL": "a@b.se",
}


def git(folder: Path, *arguments: str, when: int = 0, **environ: str) -> str:
    """What git says, so many seconds after noon; `environ` says who does it."""
    clock = {"GIT_AUTHOR_DATE": f"{NOON + when} +0200", "GIT_COMMITTER_DATE": f"{NOON + when} +0200"}
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env={**os.environ, **ANNA, **clock, **environ}, capture_output=True, check=True
    )
    return done.stdout.decode("utf-8", "replace").strip()


def put(folder: Path, message: str = "m", *, when: int = 0, by: str = "Anna", **plans: str | None) -> None:
    """Lay plan files with these contents (None: take it away) and record them."""
    for code, text in plans.items():
        path = folder / "plans" / f"{code}.yaml"
        path.parent.mkdir(exist_ok=True)
        if text is None:
            path.unlink()
        else:
            path.write_text(text, "utf8", newline="\n")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", message, when=when, GIT_AUTHOR_NAME=by)
