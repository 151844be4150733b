"""The only door to git's own program.

Laws: arguments go as a list and never through a shell; git never asks for anything; it answers in English, so that its
words can be told apart; what a shell or another git has set leads no plan into another repository; a git that is not
there or does not answer is an answer too, never a failure of ours.
"""

import os
import re
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

OLDEST = (2, 30)
"""The oldest git that all of this is tried with."""
MISSING, TOO_LONG = 127, 124
"""How a git ends that is not there, and one that does not answer in time."""
_SECONDS = 30
_GRACE = 2
"""So many seconds a git that took too long has to end by itself."""
_ELSEWHERE = {
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
}
"""What says where a repository lies: https://git-scm.com/docs/git#_environment_variables."""
_OF_ONE_COMMIT = {"GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_AUTHOR_DATE", "GIT_CONFIG_PARAMETERS"}
"""What git tells its hooks and editors of the one commit that they are started for."""
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
        return readable(self.out).strip()


def heard(data: bytes) -> str:
    """Names that git gives, whatever bytes they hold; `told` gives the same bytes again."""
    return data.decode("utf-8", "surrogateescape")


def told(names: str) -> bytes:
    """Names as git takes them, and as it gave them to `heard`."""
    return names.encode("utf-8", "surrogateescape")


def readable(data: bytes) -> str:
    """What git gives to be read: what is no text in it is U+FFFD."""
    return data.decode("utf-8", "replace")


def run(
    folder: Path,
    *arguments: str,
    given: bytes | None = None,
    seconds: float | None = None,
    environ: Mapping[str, str] | None = None,
) -> Ran:
    """How a git command ended in a folder, with `given` as its input and at most so many seconds (30); never raises."""
    try:
        started = subprocess.Popen(
            ["git", *arguments],
            cwd=folder,
            env={**_surroundings(), **_QUIET, **(environ or {})},
            stdin=subprocess.DEVNULL if given is None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    except OSError:
        return Ran(MISSING)
    try:
        out, said = started.communicate(given, seconds or _SECONDS)
    except subprocess.TimeoutExpired:
        _end(started)
        return Ran(TOO_LONG)
    except OSError:
        _end(started)
        return Ran(MISSING)
    except BaseException:
        _end(started)
        raise
    return Ran(started.returncode, out, readable(said).strip())


def _end(started: subprocess.Popen[bytes]) -> None:
    """Have a git end: one that is asked to takes its locks away. What it has started itself is not waited for."""
    for end in (started.terminate, started.kill):
        end()
        with suppress(subprocess.TimeoutExpired, OSError):
            started.wait(_GRACE)


def in_hook() -> bool:
    """Whether git itself has started this process, for a hook or an editor."""
    return "GIT_INDEX_FILE" in os.environ


def of_hook() -> dict[str, str]:
    """What the git that started this process says of its own work; nothing without one."""
    said = _ELSEWHERE | _OF_ONE_COMMIT if in_hook() else set()
    return {key: value for key, value in os.environ.items() if key in said}


def _surroundings() -> Mapping[str, str]:
    """What git inherits: which repository it is, the folder says."""
    theirs = _ELSEWHERE | of_hook().keys()
    return {key: value for key, value in os.environ.items() if key not in theirs}


def text(folder: Path, *arguments: str, environ: Mapping[str, str] | None = None) -> str | None:
    """What git gives, as a text; None when it cannot."""
    done = run(folder, *arguments, environ=environ)
    return done.text if done.well else None


def settings(folder: Path, *asked: str) -> dict[str, str]:
    """What git's settings say, by their names; the last word of those that say more."""
    said = readable(run(folder, "config", "-z", *asked).out)
    return dict(one.partition("\n")[::2] for one in said.split("\0") if one)


def version() -> tuple[int, ...] | None:
    """Which git this is, as `(2, 39, 5)`; None without git, empty when it does not answer in time."""
    ran = run(Path.cwd(), "version")
    found = re.search(r"\d+(?:\.\d+)+", ran.text)
    return tuple(map(int, found[0].split("."))) if found else () if ran.code == TOO_LONG else None
