"""What is about to be recorded, or came since a revision: git's own bytes, never those of the work tree.

Laws: one `git diff --raw -z` and one `git cat-file --batch`, however many files; only files that may hold a plan are
fetched; what a merge brings was recorded by others, and is theirs to put right; inside a hook of this very repository
git is asked from where it stands, with the index it names (a hook of `commit --only` has one of its own), and paths are
cut to the plan folder's afterwards.
"""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import NamedTuple

from kronobarn_cli.errors import NoHistory, NotFound
from kronobarn_cli.i18n import _
from kronobarn_cli.store import files, places
from kronobarn_cli.store.git import blobs, program, refusals, repository

_DIFF = ("--literal-pathspecs", "diff", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-color", "--no-ext-diff")
_NOTHING_YET = re.compile("0+")
_MAY_HOLD_A_PLAN = (".yaml", ".yml")
_CUT_HERE = re.compile(r"^.{0,3} ?-{8,} >8 -{8,}$.*", re.MULTILINE | re.DOTALL)
_LONG = 600
"""So many seconds a look at a whole history may take."""


class Seat(NamedTuple):
    """Where git stands: the folder that its paths count from, and the way from there to the plan folder (`"a/"`).

    `merges` are the versions of others that are about to be put together with what is here; `hook` is what git says of
    its own work where this is a hook of its.
    """

    top: Path
    prefix: str
    merges: tuple[str, ...] = ()
    hook: Mapping[str, str] = MappingProxyType({})


class Entry(NamedTuple):
    """A file that is new or changed: its path from the plan folder, and its bytes where it may hold a plan.

    `merged` is False for one that git has put together and nobody has settled.
    """

    path: str
    data: bytes | None
    merged: bool = True


def seat(folder: Path) -> Seat:
    """Where git stands for a plan folder; raises NoHistory with what stands in the way."""
    hook = program.of_hook()
    if hook and _is_of_another(folder, hook):
        hook = {}
    # A hook is started at the top, with places of git's that count from there.
    start = Path.cwd() if hook else folder
    asked = program.run(start, "rev-parse", "--show-toplevel", "--git-path", "MERGE_HEAD", environ=hook)
    top, merging = (Path(one) for one in os.fsdecode(asked.out).split("\n")[:2]) if asked.well else (None, None)
    if top is None or merging is None or not folder.resolve().is_relative_to(top.resolve()):
        repository.opened(folder)
        raise NoHistory(_("No history is kept in this plan folder."), "kronobarn doctor")
    way = folder.resolve().relative_to(top.resolve()).as_posix()
    merges = files.read(start / merging).decode().split() if places.is_file(start / merging) else ()
    return Seat(top, "" if way == "." else f"{way}/", tuple(merges), hook)


def _is_of_another(folder: Path, hook: Mapping[str, str]) -> bool:
    """Whether the git that started this process is at work in another repository than the folder's."""
    theirs, ours = (_home(start, said) for start, said in ((Path.cwd(), hook), (folder, {})))
    return theirs is not None and ours is not None and theirs != ours


def _home(start: Path, hook: Mapping[str, str]) -> Path | None:
    """Where git keeps what all work trees of a repository share; None where it cannot say."""
    asked = program.run(start, "rev-parse", "--git-common-dir", environ=hook)
    return (start / os.fsdecode(asked.out).rstrip("\n")).resolve() if asked.well else None


def staged(seat: Seat) -> tuple[Entry, ...]:
    """What is about to be recorded in the plan folder; a file that is taken away is nothing to look at."""
    listed = _differing(seat, "--cached")
    for other in seat.merges:
        theirs = _differing(seat, "--cached", other)
        listed = {path: sha for path, sha in listed.items() if path in theirs}
    return _entries(seat, listed)


def since(seat: Seat, revision: str) -> tuple[Entry, ...]:
    """What differs now from a revision, as it is recorded; raises NotFound for a revision that is not there."""
    return _entries(seat, _differing(seat, _tree(seat, revision), "HEAD"))


def span(seat: Seat, revision: str) -> str:
    """What git calls all that came after a revision; raises NotFound for one that is not there."""
    return "HEAD" if _NOTHING_YET.fullmatch(revision) else f"{_verified(seat, revision)}..HEAD"


def cut_short(seat: Seat) -> frozenset[str]:
    """The commits whose past this copy of the history does not hold; none where the copy is whole."""
    said = program.text(seat.top, "rev-parse", "--git-path", "shallow", environ=seat.hook)
    cut = seat.top / said if said else None
    return frozenset(files.read(cut).decode().split() if cut and places.is_file(cut) else ())


def whole(seat: Seat) -> str:
    """What can be typed to have all of the history."""
    return f"git -C {refusals.pasted(seat.top.as_posix())} fetch --unshallow"


def author(seat: Seat) -> tuple[str, ...]:
    """Who is about to record, with address: as author and as the one who records."""
    names = (f"GIT_{one}_IDENT" for one in ("AUTHOR", "COMMITTER"))
    asked = (program.text(seat.top, "var", name, environ=seat.hook) or "" for name in names)
    return tuple(dict.fromkeys(one.rpartition(">")[0] for one in asked if one))


def branch(seat: Seat) -> str:
    """The branch that is recorded on; empty where none is checked out."""
    return repository.branch(seat.top, seat.hook) or ""


def message(seat: Seat, path: Path) -> str:
    """The message that is about to be recorded, without what git itself has put there to read. Raises NotFound."""
    text = files.text(path).replace("\r\n", "\n")
    # Git says so when nobody is asked to write: then every line is the message.
    if os.environ.get("GIT_EDITOR") == ":":
        return text
    written = _CUT_HERE.sub("", text)
    ran = program.run(seat.top, "stripspace", "--strip-comments", given=written.encode(), environ=seat.hook)
    return program.readable(ran.out)


def _tree(seat: Seat, revision: str) -> str:
    if _NOTHING_YET.fullmatch(revision):
        return blobs.nothing(seat.top)
    return _verified(seat, revision)


def _verified(seat: Seat, revision: str) -> str:
    if not revision.strip():
        sentence = _("No revision is given: what stands after --since is empty.")
        raise NotFound(sentence, "kronobarn check --since HEAD~1")
    words = ("rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    found = program.run(seat.top, *words, environ=seat.hook)
    if not found.well:
        sentence = _("The revision {revision} is not in this copy of the history. It may be cut short (fetch-depth).")
        hint = whole(seat) if cut_short(seat) else "kronobarn check --since HEAD~1"
        raise NotFound(sentence.format(revision=revision), hint)
    return found.text


def _differing(seat: Seat, *between: str) -> dict[str, str]:
    """The files of the plan folder that differ, and what git calls their bytes."""
    asked = program.run(seat.top, *_DIFF, *between, "--", seat.prefix or ".", seconds=_LONG, environ=seat.hook)
    if not asked.well:
        repository.opened(seat.top)
        raise refusals.unreadable(asked.said)
    return {path.removeprefix(seat.prefix): sha for path, sha in _listed(asked.out.split(b"\0"))}


def _entries(seat: Seat, mine: dict[str, str]) -> tuple[Entry, ...]:
    wanted = (sha.encode() for path, sha in mine.items() if _may_hold_a_plan(path))
    held = blobs.contents(seat.top, wanted, seat.hook)
    return tuple(Entry(path, held.get(sha.encode()), merged=bool(sha)) for path, sha in mine.items())


def _listed(fields: list[bytes]) -> Iterator[tuple[str, str]]:
    """Each path and what git calls its bytes; empty for one that is not settled."""
    for told, path in zip(fields[::2], fields[1::2], strict=False):
        _was, mode, _old, new, kind = told.decode().split()
        if kind == "U":
            yield os.fsdecode(path), ""
        elif kind != "D" and mode != "160000":
            yield os.fsdecode(path), new


def _may_hold_a_plan(path: str) -> bool:
    return PurePosixPath(path).name.lower().endswith(_MAY_HOLD_A_PLAN)
