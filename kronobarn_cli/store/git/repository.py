"""The repository that keeps a plan folder's history: what state it is in, how it begins, how a change is recorded.

Laws: the plan file is the truth and git is its history, so nothing here is ever needed to save; a message holds a code
and what kind of change it was, never a name or a word of the plan; no hook is passed by; what is recorded is on the
disk, where git can do that, before it counts as recorded.
"""

import os
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from kronobarn_cli.errors import NoHistory
from kronobarn_cli.i18n import _
from kronobarn_cli.store import files
from kronobarn_cli.store.git import program

_NOBODY = ("-c", "user.name=kronobarn", "-c", "user.email=kronobarn@localhost")
_DURABLE = (2, 36)
"""The first git that can be told to flush all that it writes."""


class State(StrEnum):
    """Whether there is a history here, and if not, why."""

    READY = "ready"
    NO_GIT = "no-git"
    TOO_OLD = "too-old"
    NONE = "none"
    NOT_OURS = "not-ours"
    BROKEN = "broken"


class Repository(NamedTuple):
    """A repository that can be used.

    The plan folder, the way to it from the work tree's top (`"a/b/"` or `""`), git's own folder, and the branch that is
    checked out (None: none is).
    """

    folder: Path
    prefix: str
    git: Path
    branch: str | None


class Recorded(NamedTuple):
    """Whether a change was recorded; if not, what git or a hook of the folder said of it."""

    done: bool
    said: str = ""


def state(folder: Path) -> State:
    """What state the history of a plan folder is in."""
    return _looked(folder)[0]


def opened(folder: Path) -> Repository:
    """The repository of a plan folder; raises NoHistory with what stands in the way."""
    found, lines = _looked(folder)
    if found is not State.READY:
        sentence, hint = _words(folder)[found]
        raise NoHistory(sentence, hint)
    _inside, prefix, git = lines
    branch = program.text(folder, "symbolic-ref", "--quiet", "--short", "HEAD")
    return Repository(folder, prefix, Path(git), branch)


def start(folder: Path) -> bool:
    """Make the folder a repository of its own, also inside another; False when git is missing or refuses.

    Plans must never end up in somebody else's history, which may be pushed anywhere.
    """
    own = (folder / ".git").exists()
    return own or program.run(folder, "-c", "init.defaultBranch=main", "init", "--quiet").well


def record(folder: Path, paths: tuple[Path, ...], message: str) -> Recorded:
    """One commit of exactly these files in the folder, on the disk when it is done; the files are never touched."""
    names = [str(path.relative_to(folder)) for path in paths]
    before = _changed_when(folder)
    added = program.run(folder, "add", "--", *names)
    if not added.well:
        return Recorded(done=False, said=added.said)
    words = ("-c", "core.quotepath=off", *flushing(), *identity(folder))
    done = program.run(folder, *words, "commit", "--quiet", "--only", "--message", message, "--", *names)
    if not done.well:
        return Recorded(done=False, said=done.said)
    try:
        _flush_since(folder, before)
    except OSError as error:
        return Recorded(done=False, said=files.why(error))
    return Recorded(done=True)


def identity(folder: Path) -> tuple[str, ...]:
    """What git must be told so that it can commit where nobody has said who they are."""
    return () if program.text(folder, "config", "user.email") else _NOBODY


def flushing() -> tuple[str, ...]:
    """What git must be told so that all it writes is flushed to the disk."""
    return ("-c", "core.fsync=all") if (program.version() or ()) >= _DURABLE else ("-c", "core.fsyncObjectFiles=true")


def _changed_when(folder: Path) -> dict[Path, int]:
    """Every folder of git's own, and when it was changed."""
    said = program.text(folder, "rev-parse", "--git-dir", "--git-common-dir") or ""
    homes = {(folder / one).resolve() for one in said.splitlines()}
    found = {}
    for place in (Path(place) for home in homes for place, _folders, _files in os.walk(home)):
        with suppress(FileNotFoundError):  # git tidies up when it likes
            found[place] = place.stat().st_mtime_ns
    return found


def _flush_since(folder: Path, before: dict[Path, int]) -> None:
    """Flush what changed: a file that is on the disk without its name is as lost as one that is not."""
    for place, when in _changed_when(folder).items():
        if before.get(place) != when:
            with suppress(FileNotFoundError):
                files.flush_folder(place)


def _looked(folder: Path) -> tuple[State, list[str]]:
    asked = program.run(folder, "rev-parse", "--is-inside-work-tree", "--show-prefix", "--absolute-git-dir")
    if asked.code in (program.MISSING, program.TOO_LONG):
        return State.NO_GIT, []
    if asked.well:
        lines = asked.out.decode("utf-8", "surrogateescape").split("\n")[:3]
        ready = lines[0] == "true" and (program.version() or ()) >= program.OLDEST
        return (State.READY if ready else State.TOO_OLD if lines[0] == "true" else State.NONE), lines
    if "not a git repository" in asked.said:
        return State.NONE, []
    return (State.NOT_OURS if "ownership" in asked.said or "safe.directory" in asked.said else State.BROKEN), []


def _words(folder: Path) -> dict[State, tuple[str, str]]:
    return {
        State.NO_GIT: (
            _("There is no history here, for git is not installed. Everything else works."),
            "kronobarn doctor",
        ),
        State.TOO_OLD: (_("This git is too old for the history. Everything else works."), "kronobarn doctor"),
        State.NONE: (_("No history is kept in this plan folder."), "kronobarn doctor --mend"),
        State.NOT_OURS: (
            _("The plan folder belongs to somebody else on this computer, so git does not read its history."),
            f"git config --global --add safe.directory {folder.as_posix()}",
        ),
        State.BROKEN: (_("The history of this folder cannot be read. The plans are untouched."), "kronobarn doctor"),
    }
