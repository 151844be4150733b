"""The repository that keeps a plan folder's history: what state it is in, how it begins, how a change is recorded.

Laws: the plan file is the truth and git is its history, so nothing here is ever needed to save; a message holds a code
and what kind of change it was, never a name or a word of the plan; no hook is passed by; what is recorded is on the
disk, where git can do that, before it counts as recorded.
"""

import os
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from kronobarn_cli.errors import NoHistory
from kronobarn_cli.i18n import _
from kronobarn_cli.store import files, places
from kronobarn_cli.store.git import program, refusals
from kronobarn_cli.store.git.program import Ran
from kronobarn_cli.store.git.refusals import Refusal

NOBODY, ADDRESS = "kronobarn", "kronobarn@localhost"
"""The author where nobody has said who they are; an address alone is no name."""
_DURABLE = (2, 36)
"""The first git that can be told to flush all that it writes."""
_ALL, _OBJECTS_ONLY = ("-c", "core.fsync=all"), ("-c", "core.fsyncObjectFiles=true")
"""An older git leaves its references unflushed, every git the index of a commit: we flush those after it."""
_OBJECTS_BEGIN = 2
"""So many letters of an object's number name the folder it lies in."""
_TICK = 20_000_000
"""So many nanoseconds may pass before a file system tells two moments apart."""
_HOOKS_SECONDS = 120
"""So long the hooks of a folder may take."""
_NOT_ADDED = 1
"""How `git add`, which has no hooks, ends when the folder's own rules leave a file out."""
_NAMES = ("--pathspec-from-file=-", "--pathspec-file-nul")
_PLAIN = re.compile(r"[\w./-]+")
"""A branch that stands as it is in what can be typed."""
_LOCK_SECONDS = 10
"""A lock that is older is of no git that will soon be done."""
_WAITS = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8)


class State(StrEnum):
    """Whether there is a history here, and if not, why."""

    READY = "ready"
    NO_GIT = "no-git"
    SLOW = "slow"
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
    """Whether a change is in the history; if not, what git or a hook said of it, and why as far as known."""

    done: bool
    said: str = ""
    why: Refusal | None = None


def state(folder: Path) -> State:
    """What state the history of a plan folder is in."""
    return _looked(folder)[0]


def opened(folder: Path) -> Repository:
    """The repository of a plan folder; raises NoHistory with what stands in the way."""
    found, lines = _looked(folder)
    if found is not State.READY:
        sentence, hint = _words()[found]
        raise NoHistory(sentence, hint or refusals.hint(Refusal.NOT_OURS, folder))
    _inside, prefix, git, _common = lines
    return Repository(folder, prefix, Path(git), branch(folder))


def branch(folder: Path, environ: Mapping[str, str] | None = None) -> str | None:
    """The branch that is checked out, also one that git cannot read; None where none is."""
    # Not git's short name, which is another one where a tag is called like the branch.
    head = program.text(folder, "symbolic-ref", "HEAD", environ=environ) or _head(folder, environ)
    return head.removeprefix("refs/heads/") if head else None


def _head(folder: Path, environ: Mapping[str, str] | None) -> str:
    place = program.text(folder, "rev-parse", "--git-path", "HEAD", environ=environ)
    return files.text(folder / place).strip().partition("ref: ")[2] if place else ""


def way_back(folder: Path) -> str:
    """What can be typed, step by step, to stand on a branch again; what was recorded beside it is on it then."""
    before = program.text(folder, "check-ref-format", "--branch", "@{-1}")
    if not before or not program.run(folder, "show-ref", "--verify", f"refs/heads/{before}").well:
        before = "main"
    whole = f"refs/heads/{before}"
    apart = (program.text(folder, "rev-list", "--left-right", "--count", f"{whole}...HEAD") or "0 0").split()
    only_there, only_here = (one != "0" for one in apart)
    step = "merge" if only_there and only_here else "switch -C" if only_here else "switch"
    if step == "merge":
        before = program.text(folder, "rev-parse", "--abbrev-ref", whole) or before
    name = before if _PLAIN.fullmatch(before) else refusals.pasted(before)
    # Where nobody has said who they are git puts nothing together.
    who = identity(folder) if step == "merge" else ()
    return " ".join(("git", "-C", refusals.pasted(folder.as_posix()), *who, step, name))


def start(folder: Path) -> bool:
    """Make the folder a repository of its own, also inside another; False when git is missing or refuses.

    Plans must never end up in somebody else's history, which may be pushed anywhere.
    """
    if (folder / ".git").exists():
        return True
    begun = program.run(folder, "-c", "init.defaultBranch=main", "init").well
    if begun:
        flush(folder)
    return begun


def homes(folder: Path) -> set[Path]:
    """Where git keeps what it knows of this folder: one place, in a linked work tree two; none without a repository."""
    found, lines = _looked(folder)
    return _homes(folder, lines) if found in {State.READY, State.TOO_OLD} else set()


def flush(folder: Path) -> None:
    """Make all that git knows of this folder survive a power cut; raises OSError."""
    _flush_since(homes(folder), {})
    files.flush_folder(folder)


def record(folder: Path, paths: tuple[Path, ...], message: str) -> Recorded:
    """One commit of exactly these files in the folder, on the disk when it is done; the files are never touched.

    What the history holds already counts as recorded. Another git that is at work is waited for, for some seconds.
    """
    found, lines = _looked(folder)
    if found not in {State.READY, State.TOO_OLD}:
        return Recorded(done=False, said=lines[0], why=_WHY_NOT[found])
    where = _homes(folder, lines)
    before = _changed_when(where)
    names = program.told("\0".join(path.relative_to(folder).as_posix() for path in paths))
    words = ("--literal-pathspecs", "-c", "core.quotepath=off", *flushing())
    ran = added = _patiently(folder, names, *words, "add", *_NAMES)
    if added.well:
        words = (*words, *identity(folder))
        ran = _patiently(folder, names, *words, "commit", "--quiet", "--only", "--message", message, *_NAMES)
    if not ran.well and not _is_there(folder, names):
        why = Refusal.LEFT_OUT if added.code == _NOT_ADDED else refusals.of(ran)
        return Recorded(done=False, said=ran.said or ran.text, why=why)
    try:
        _flush_since(where, before)
    except OSError as error:
        return Recorded(done=False, said=files.why(error), why=Refusal.NOT_FLUSHED)
    return Recorded(done=True)


def end_merge(folder: Path) -> bool:
    """Have git record a merge in which nothing is left to settle, hooks and all; whether it did."""
    words = (*flushing(), *identity(folder), "commit", "--quiet", "--no-edit")
    ended = program.run(folder, *words, seconds=_HOOKS_SECONDS).well
    if ended:
        flush(folder)
    return ended


def identity(folder: Path) -> tuple[str, ...]:
    """What git must be told so that it can commit where nobody has said who they are."""
    known = program.settings(folder, "--get-regexp", r"^user\.(name|email)$")
    wanted = {"user.name": NOBODY, "user.email": ADDRESS}
    missing = (f"{key}={value}" for key, value in wanted.items() if not known.get(key))
    return tuple(word for one in missing for word in ("-c", one))


def flushing() -> tuple[str, ...]:
    """What git must be told so that all it writes is flushed to the disk."""
    return _ALL if (program.version() or ()) >= _DURABLE else _OBJECTS_ONLY


def _patiently(folder: Path, names: bytes, *arguments: str) -> Ran:
    """Run it, again while another git that has only just begun holds the lock."""
    for wait in _WAITS:
        ran = program.run(folder, *arguments, given=names, seconds=_HOOKS_SECONDS)
        held = refusals.LOCK.search(ran.said)
        if ran.well or held is None or _age(Path(held[1])) > _LOCK_SECONDS:
            return ran
        time.sleep(wait)
    return program.run(folder, *arguments, given=names, seconds=_HOOKS_SECONDS)


def _age(path: Path) -> float:
    """How many seconds ago a file was made; 0 when it is gone again."""
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0


def _is_there(folder: Path, names: bytes) -> bool:
    """Whether the history holds these files as they are: git counts it as a failure to have nothing to do."""
    listed = program.heard(names).split("\0")
    tracked = program.run(folder, "--literal-pathspecs", "ls-files", "--error-unmatch", "--", *listed).well
    return tracked and program.run(folder, "--literal-pathspecs", "diff", "--quiet", "HEAD", "--", *listed).well


def _homes(folder: Path, lines: list[str]) -> set[Path]:
    return {(folder / one).resolve() for one in lines[2:]}


def _changed_when(where: set[Path]) -> dict[Path, int]:
    """Every folder of git's own and every file but the many objects, which git flushes, and when it was changed."""
    found = {}
    for place in (place for home in where for place in _places(home)):
        with suppress(FileNotFoundError):  # git tidies up when it likes
            found[place] = place.stat().st_mtime_ns
    return found


def _places(home: Path) -> Iterator[Path]:
    for one, _folders, names in os.walk(home):
        folder = Path(one)
        yield folder
        if folder.parent.name != "objects" or len(folder.name) > _OBJECTS_BEGIN:
            yield from (folder / name for name in names)


def _flush_since(where: set[Path], before: dict[Path, int]) -> None:
    """Flush what changed: a file that is on the disk without its name is as lost as one that is not."""
    unsure = max(before.values(), default=0) - _TICK
    for place, when in _changed_when(where).items():
        if before.get(place) != when or when >= unsure:
            with suppress(FileNotFoundError):
                files.flush_folder(place)


def _looked(folder: Path) -> tuple[State, list[str]]:
    """What state it is in, and whether inside, the way here, and git's folders; or else the one line that git says."""
    asked = program.run(
        folder, "rev-parse", "--is-inside-work-tree", "--show-prefix", "--absolute-git-dir", "--git-common-dir"
    )
    if asked.code in _NO_ANSWER:
        return _NO_ANSWER[asked.code], [""]
    if asked.well:
        lines = program.heard(asked.out).split("\n")[:4]
        return (_usable() if lines[0] == "true" else State.NONE), lines
    if "safe.directory" in asked.said:
        return State.NOT_OURS, [asked.said]
    none = "not a git repository" in asked.said and not _has_been_one(folder)
    return (State.NONE if none else State.BROKEN), [asked.said]


def _usable() -> State:
    version = program.version()
    return (State.READY if version >= program.OLDEST else State.TOO_OLD) if version else State.SLOW


def _has_been_one(folder: Path) -> bool:
    """Whether git's folder is there all the same: without a whole HEAD git does not know it again.

    One further up that may not be looked into is somebody else's, and not of this folder.
    """
    return (folder / ".git").exists() or any(
        places.is_folder(one / ".git" / "objects") for one in folder.resolve().parents
    )


_NO_ANSWER = {program.MISSING: State.NO_GIT, program.TOO_LONG: State.SLOW}
_WHY_NOT = {
    State.NO_GIT: Refusal.NOWHERE,
    State.SLOW: Refusal.TOO_LONG,
    State.NONE: Refusal.NOWHERE,
    State.NOT_OURS: Refusal.NOT_OURS,
    State.BROKEN: Refusal.BROKEN,
}


def _words() -> dict[State, tuple[str, str]]:
    """What is said of a history that cannot be used; the hint for one that is not ours only git knows."""
    return {
        State.NO_GIT: (
            _("There is no history here, for git is not installed. Everything else works."),
            "kronobarn doctor",
        ),
        State.SLOW: (
            _("git does not answer in time. Everything else works. Try again in a while."),
            "kronobarn doctor --mend",
        ),
        State.TOO_OLD: (_("This git is too old for the history. Everything else works."), "kronobarn doctor"),
        State.NONE: (_("No history is kept in this plan folder."), "kronobarn doctor --mend"),
        State.NOT_OURS: (
            _("The plan folder belongs to somebody else on this computer, so git does not read its history."),
            "",
        ),
        State.BROKEN: (_("The history of this folder cannot be read. The plans are untouched."), "kronobarn doctor"),
    }
