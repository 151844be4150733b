"""The only door to git's own program.

Laws: arguments go as a list and never through a shell; git never asks for anything; it answers in English, so that its
words can be told apart; what a shell has set leads no plan into another repository; a git that is missing or does not
answer is an answer too, never a failure of ours.
"""

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

OLDEST = (2, 30)
"""The oldest git that all of this is tried with."""
MISSING, TOO_LONG = 127, 124
"""How a git ends that is not there, and one that does not answer in time."""
_SECONDS = 30
_ELSEWHERE = {"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR"}
_QUIET = {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}


class Ran(NamedTuple):
    """How a git command ended (0: well), what it gave, and what it said of it."""

    code: int
    out: bytes = b""
    said: str = ""

    @property
    def well(self) -> bool:
        """Whether it did what it was asked."""
        return self.code == 0

    @property
    def text(self) -> str:
        """What it gave, as a text."""
        return self.out.decode("utf-8", "replace").strip()


def run(
    folder: Path,
    *arguments: str,
    given: bytes | None = None,
    seconds: float | None = None,
    environ: Mapping[str, str] | None = None,
) -> Ran:
    """How a git command ended in a folder, with `given` as its input and at most so many seconds (30); never raises."""
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=folder,
            env={**_surroundings(), **_QUIET, **(environ or {})},
            input=given,
            stdin=subprocess.DEVNULL if given is None else None,
            capture_output=True,
            timeout=seconds or _SECONDS,
            check=False,
        )
    except OSError:
        return Ran(MISSING)
    except subprocess.TimeoutExpired:
        return Ran(TOO_LONG)
    return Ran(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace").strip())


def _surroundings() -> Mapping[str, str]:
    """What git inherits. Which repository it is, the folder says; only a hook's git knows better than that."""
    if "GIT_INDEX_FILE" in os.environ:
        return os.environ
    return {key: value for key, value in os.environ.items() if key not in _ELSEWHERE}


def text(folder: Path, *arguments: str) -> str | None:
    """What git gives, as a text; None when it cannot."""
    done = run(folder, *arguments)
    return done.text if done.well else None


def version() -> tuple[int, ...] | None:
    """Which git this is, as `(2, 39, 5)`; None without git."""
    said = text(Path.cwd(), "version")
    found = re.search(r"\d+(?:\.\d+)+", said or "")
    return tuple(map(int, found[0].split("."))) if found else None
