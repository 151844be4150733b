"""What two versions of a folder hold, and what both come from: read only, a few processes however many plans there are.

Laws: names are taken as they are, whatever bytes they hold; of several common pasts it is always the same one, whoever
asks; what git cannot read is NoHistory, never nothing.
"""

import secrets
from datetime import date
from pathlib import Path
from typing import NamedTuple, NoReturn

from kronobarn_cli.errors import CannotWrite
from kronobarn_cli.i18n import _
from kronobarn_cli.store import places
from kronobarn_cli.store.git import blobs, program, refusals
from kronobarn_cli.store.git.past import moment
from kronobarn_cli.store.git.program import Ran
from kronobarn_cli.store.git.refusals import Refusal
from kronobarn_cli.store.git.repository import NOBODY, Repository

FILE, PROGRAM = "100644", "100755"
"""How git marks ordinary files; all else is a link or a repository within."""
LEFT_OUT = "!!"
_SECONDS = 600.0
_AT_ONCE = 200
_AS_IT_COMES = ("--no-color", "--no-show-signature", "--encoding=UTF-8", "--no-renames")


class Entry(NamedTuple):
    """A file in a version: how git marks it, and the name of its contents."""

    mode: str
    name: str

    @property
    def ordinary(self) -> bool:
        """Whether it is a file, and no link."""
        return self.mode in {FILE, PROGRAM}


class Change(NamedTuple):
    """A file in two versions; None where it is not there."""

    before: Entry | None
    after: Entry | None


class Author(NamedTuple):
    """Who last changed something, None where nobody has said, and on which day."""

    by: str | None
    day: date


def newest(repository: Repository) -> str | None:
    """The newest recorded version of this folder; None while nothing is recorded."""
    return program.text(repository.folder, "rev-parse", "--verify", f"refs/heads/{repository.branch}")


def common(repository: Repository, one: str, other: str) -> str | None:
    """The version that both come from; None when they have no past in common."""
    ran = program.run(repository.folder, "merge-base", "--all", one, other, seconds=_SECONDS)
    return min(ran.text.split(), default=None) if ran.code in {0, 1} else broken(ran)


def differences(repository: Repository, one: str, other: str) -> dict[str, Change]:
    """The files that differ between two versions, by their way from the repository's top."""
    out = asked(repository, "diff-tree", "-r", "-z", one, other)
    parts = iter(program.heard(out).split("\0")[:-1])
    found = {}
    for told in parts:
        before_mode, after_mode, before, after, _how = told.removeprefix(":").split()
        found[next(parts)] = Change(_entry(before_mode, before), _entry(after_mode, after))
    return found


def tree(repository: Repository, version: str) -> dict[str, Entry]:
    """All files of a version, by their way from the repository's top."""
    there = differences(repository, blobs.nothing(repository.folder), version)
    return {path: one.after for path, one in there.items() if one.after}


def contents(repository: Repository, entries: list[Entry]) -> dict[Entry, bytes]:
    """What these files hold; raises NoHistory when a part of the history is gone."""
    found = blobs.contents(repository.folder, [one.name.encode() for one in entries])
    data = {one: found[one.name.encode()] for one in entries}
    kept = {one: held for one, held in data.items() if held is not None}
    empty = [one for one, held in kept.items() if not held]
    # A file can be empty; that of a lost one has the same look.
    for one in empty:
        asked(repository, "cat-file", "-e", one.name)
    return kept


def authors(repository: Repository, since: str, until: str) -> dict[str, Author]:
    """Who changed each file last between two versions, by its way from the repository's top."""
    # Nobody can have written this in a name or called a file so.
    begins = secrets.token_hex()
    form = ("-z", "--name-only", "--date=raw", f"--format={begins}%x00%ad%x00%aN%x00")
    out = asked(repository, "log", *_AS_IT_COMES, *form, f"{since}..{until}")
    found: dict[str, Author] = {}
    for act in program.heard(out).split(f"{begins}\0")[1:]:
        when, by, names = act.split("\0", 2)
        author = Author(None if by == NOBODY else by or None, moment(when).date())
        for path in names.lstrip("\0\n").split("\0"):
            found.setdefault(path, author)
    return found


def unrecorded(repository: Repository, *paths: str) -> dict[str, str]:
    """The files at or below these ways from the top that differ from the newest version, and git's two letters.

    Those of a file that a .gitignore leaves out are LEFT_OUT.
    """
    how = ("-z", "--no-renames", "--untracked-files=all", "--ignored")
    words = ("--literal-pathspecs", "status", *how)
    found: dict[str, str] = {}
    for start in range(0, len(paths), _AT_ONCE):
        out = asked(repository, *words, "--", *paths[start : start + _AT_ONCE])
        found.update((line[3:], line[:2]) for line in program.heard(out).split("\0") if line)
    return found


def plan_code(repository: Repository, path: str) -> str | None:
    """The code of the plan whose file this is; None for any other file."""
    here = path.startswith(repository.prefix)
    return (here and places.code_at(path.removeprefix(repository.prefix))) or None


def top(repository: Repository) -> Path:
    """Where the repository's own files begin: the plan folder, or a folder above it."""
    folder = repository.folder.resolve()
    return folder.parents[repository.prefix.count("/") - 1] if repository.prefix else folder


def asked(repository: Repository, *arguments: str) -> bytes:
    """What git gives, asked from the top; raises NoHistory when it cannot."""
    ran = program.run(top(repository), *arguments, seconds=_SECONDS)
    return ran.out if ran.well else broken(ran)


def broken(ran: Ran) -> NoReturn:
    """Raise the failure that says why the history could not be read or written: CannotWrite or NoHistory."""
    failure = refusals.unreadable(ran.said)
    why = refusals.of(ran)
    if why is Refusal.FULL:
        sentence = _("The disk is full. What was saved before is untouched.")
        raise CannotWrite(sentence, "kronobarn doctor", failure.details)
    if why is Refusal.NO_RIGHT:
        sentence = _("You have no right to write in the history of this folder. The plans are untouched.")
        raise CannotWrite(sentence, "kronobarn doctor")
    raise failure


def _entry(mode: str, name: str) -> Entry | None:
    return Entry(mode, name) if name.strip("0") else None
