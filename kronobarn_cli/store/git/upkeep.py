"""Keeping a repository in order: plans are put together by kronobarn, and what is half done is found.

Laws: the clone is told how plans are put together before a file says that they are; what puts two plans together ends
in git's ordinary way wherever it cannot be run; nothing is taken away or put right here but what was asked for.
"""

import re
import shlex
import sys
import time
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from kronobarn_cli.errors import NotFound
from kronobarn_cli.store import files, places
from kronobarn_cli.store.git import program, refusals, repository

ATTRIBUTES = f"{places.PLANS}/*.yaml text eol=lf merge=kronobarn\n"
"""How git is to treat plans: one kind of line ends, and put together by meaning."""
_FILE = ".gitattributes"
_A_PLAN = f"{places.PLANS}/aaaaa.yaml"
_DRIVER = "merge.kronobarn."
_FSCK = ("fsck", "--connectivity-only", "--no-reflogs", "--no-dangling", "--no-progress")
_FSCK_SECONDS = 600
_MOST_CONFLICTS = 127
"""So git counts what it could not put together; a higher number is a failure."""
_LEFT_SECONDS = 60
"""A lock that is older was left behind: no git of ours works for so long."""


class Unfinished(StrEnum):
    """What somebody who uses git by hand has begun here and not ended."""

    MERGE = "MERGE_HEAD"
    PICK = "CHERRY_PICK_HEAD"
    REVERT = "REVERT_HEAD"
    REBASE = "rebase-merge"
    APPLY = "rebase-apply"
    BISECT = "BISECT_LOG"


_ENDS = {
    Unfinished.MERGE: "commit --no-edit",
    Unfinished.PICK: "-c core.editor=true cherry-pick --continue",
    Unfinished.REVERT: "-c core.editor=true revert --continue",
    Unfinished.REBASE: "-c core.editor=true rebase --continue",
    Unfinished.APPLY: "-c core.editor=true rebase --continue",
    Unfinished.BISECT: "bisect reset",
}
"""What git is told so that it ends what was begun, and asks for no words on the way."""


class Damage(StrEnum):
    """What of a history cannot be read.

    Only what is prepared for the next version; only which version is the newest; or what was recorded.
    """

    INDEX = "index"
    BRANCH = "branch"
    HISTORY = "history"


def driver() -> str:
    """The line by which git has two plans put together, for a shell, as git has one on Windows too.

    Ends with 1 when that cannot be done. Where we left no text, because this Python or kronobarn is no longer there,
    git's own way is taken: otherwise the work tree would hold the one side alone, and the other would seem taken in.
    """
    ours = f"{shlex.quote(Path(sys.executable).as_posix())} -P -m kronobarn_cli merge-files %O %A %B %P"
    # 8 is the exit code of `merge-files` after it has left git's ordinary conflict.
    return f"{ours} || {{ test $? = 8 || git merge-file -L ours -L base -L theirs %A %O %B; exit 1; }}"


def settings() -> dict[str, str]:
    """What a clone is told. Ancestors of ancestors are not put together: a base is never made up."""
    return {
        f"{_DRIVER}name": "two versions of a plan, put together by kronobarn",
        f"{_DRIVER}recursive": "binary",
        f"{_DRIVER}driver": driver(),
    }


def is_configured(folder: Path) -> bool:
    """Whether this clone knows how plans are put together, by the kronobarn that asks."""
    known = program.settings(folder, "--get-regexp", rf"^{re.escape(_DRIVER)}")
    return all(known.get(key) == value for key, value in settings().items())


def has_attributes(folder: Path) -> bool:
    """Whether git has plans put together by kronobarn, and gives them one kind of line ends."""
    said = program.run(folder, "check-attr", "-z", "merge", "eol", "--", _A_PLAN).out.split(b"\0")
    return said[2::3] == [b"kronobarn", b"lf"]


def prepare(folder: Path) -> bool:
    """Tell the clone, and then the folder, how plans are put together; False when git refuses the first.

    Raises CannotWrite, and OSError when the disk does not confirm it.
    """
    if not is_configured(folder) and not _configure(folder):
        return False
    if not has_attributes(folder):
        add_attributes(folder)
    return True


def add_attributes(folder: Path) -> None:
    """Say last in the folder's attributes how plans are treated; what stands there stays. Raises CannotWrite."""
    path = folder / _FILE
    try:
        before = files.read(path)
    except NotFound:
        before = b""
    gap = b"" if not before or before.endswith(b"\n") else b"\n"
    files.replace(path, before + gap + ATTRIBUTES.encode())


def _configure(folder: Path) -> bool:
    said = [program.run(folder, "config", "--local", *pair).well for pair in settings().items()]
    if all(said):
        repository.flush(folder)
    return all(said)


def ordinary(base: Path, ours: Path, theirs: Path) -> bytes | None:
    """Three versions of a file put together line by line, with what cannot be marked in it; None when git cannot."""
    labels = (word for label in ("ours", "base", "theirs") for word in ("-L", label))
    names = (str(one.resolve()) for one in (ours, base, theirs))
    ran = program.run(ours.resolve().parent, "merge-file", "-p", *labels, *names)
    # A git that is not there, or was stopped, has said nothing or the half: that is no text of both.
    done = 0 <= ran.code <= _MOST_CONFLICTS and (ran.well or ran.out)
    return ran.out if done else None


def locks(folder: Path) -> dict[Path, float]:
    """The locks in the repository of a folder, and when each was made, in seconds since 1970."""
    found = {}
    for home in repository.homes(folder):
        for path in (*home.glob("*.lock"), *(home / "refs").rglob("*.lock")):
            with suppress(FileNotFoundError):  # its git was done
                found[path] = path.stat().st_mtime
    return found


def locks_left(folder: Path) -> tuple[Path, ...]:
    """Locks that a git which was interrupted has left, and that keep every other one out."""
    return tuple(sorted(path for path, made in locks(folder).items() if time.time() - made > _LEFT_SECONDS))


def unfinished(folder: Path) -> Unfinished | None:
    """What was begun here with git by hand and not ended."""
    homes = repository.homes(folder)
    return next((one for one in Unfinished if any((home / one).exists() for home in homes)), None)


def ending(folder: Path) -> str:
    """What can be typed to end what was begun here with git by hand; while two versions are left in a file, to see it.

    Empty where nothing was begun.
    """
    begun = unfinished(folder)
    if begun is None:
        return ""
    return refusals.to_git(folder, "status" if disputed(folder) else _ENDS[begun])


def unrecorded(folder: Path, names: tuple[str, ...]) -> tuple[Path, ...]:
    """Those of these files, named from the folder, that are there but not in the history as they are.

    What git could not put together is not among them: that is no finished text.
    """
    known = program.run(folder, "ls-files", "-z")
    left_out = {*_split(known.out)}.difference(_not_as_recorded(folder, names)).union(disputed(folder))
    late = (name for name in names if name not in left_out)
    return tuple(folder / name for name in late if (folder / name).is_file())


def is_named(folder: Path) -> bool:
    """Whether git has been told what whoever saves here is called; what it would make up is no name."""
    ours = ("-c", f"user.email={repository.ADDRESS}", "-c", "user.useConfigOnly=true")
    return program.run(folder, *ours, "var", "GIT_AUTHOR_IDENT").well


def disputed(folder: Path) -> tuple[str, ...]:
    """The files that git could not put together, named from the folder."""
    said = program.run(folder, "ls-files", "-z", "--unmerged")
    return tuple(dict.fromkeys(one.partition("\t")[2] for one in _split(said.out)))


def damage(folder: Path, *, thoroughly: bool) -> Damage | None:
    """What cannot be read in the history; None when all is well, as far as was looked.

    Usually at what is prepared, and at all that the newest version needs; thoroughly at the whole, which takes time.
    """
    if not _is_unborn(folder) and not _names_a_version(folder):
        return Damage.BRANCH if _newest_known(folder) else Damage.HISTORY
    if not (index_is_whole(folder) and program.run(folder, "ls-files").well):
        return Damage.INDEX if _newest_is_whole(folder) else Damage.HISTORY
    if not _newest_is_whole(folder):
        return Damage.HISTORY
    looked = program.run(folder, *_FSCK, seconds=_FSCK_SECONDS) if thoroughly else None
    return Damage.HISTORY if looked and not looked.well and looked.code != program.TOO_LONG else None


def index_is_whole(folder: Path) -> bool:
    """Whether git's list of files ends with the sum of what stands before: git itself reads also one that was cut.

    One that there is none of, or that is too large to look at, is whole as far as is known.
    """
    import hashlib

    place = program.text(folder, "rev-parse", "--git-path", "index")
    try:
        data = files.read(folder / (place or ""))
    except NotFound:
        return True
    # Whoever has told git to be quick has no sum there.
    sums = (hashlib.sha1(data[:-20], usedforsecurity=False).digest(), hashlib.sha256(data[:-32]).digest(), bytes(20))
    return data.endswith(sums)


def renew_index(folder: Path) -> bool:
    """Make what is prepared anew from the newest version; the files in the folder are not touched."""
    index = program.text(folder, "rev-parse", "--git-path", "index")
    if index is None:
        return False
    files.remove(folder / index)
    return _is_unborn(folder) or program.run(folder, "read-tree", "HEAD").well


def renew_branch(folder: Path) -> bool:
    """Say anew which version is the newest, by git's own log of it: what said it holds nothing that can be read."""
    newest, branch = _newest_known(folder), _branch(folder)
    if not (newest and branch):
        return False
    for home in repository.homes(folder):
        files.remove(home / branch)
    done = program.run(folder, "update-ref", branch, newest).well
    repository.flush(folder)
    return done


def has_branch(folder: Path) -> bool:
    """Whether what is recorded is found again by a name: git can stand beside every branch."""
    return bool(_branch(folder))


def _newest_known(folder: Path) -> str | None:
    """The newest version that git's log of its own steps names and that is whole."""
    steps = reversed(_of_git(folder, "logs/HEAD").splitlines())
    found = (words[1] for words in (step.split() for step in steps) if len(words) > 1)
    return next((one for one in found if _is_whole(folder, one)), None)


def _of_git(folder: Path, name: str) -> str:
    """A file of this work tree's own git folder; empty when there is none."""
    place = program.text(folder, "rev-parse", "--git-path", name)
    with suppress(NotFound):
        return files.text(folder / place) if place else ""
    return ""


def _newest_is_whole(folder: Path) -> bool:
    return _is_unborn(folder) or _is_whole(folder, "HEAD")


def _is_whole(folder: Path, version: str) -> bool:
    """Whether all that a version needs is there, whatever else git says of its work."""
    listed = program.run(folder, "ls-tree", "-r", "-z", "--full-tree", version, seconds=_FSCK_SECONDS)
    wanted = [name for _mode, kind, name, *_path in map(str.split, _split(listed.out)) if kind == "blob"]
    given = "".join(f"{one}\n" for one in wanted).encode()
    there = program.run(folder, "cat-file", "--batch-check", given=given, seconds=_FSCK_SECONDS)
    return listed.well and there.well and b" missing" not in there.out


def _names_a_version(folder: Path) -> bool:
    """Whether git knows which version is the newest."""
    return program.run(folder, "rev-parse", "--verify", "HEAD").well


def _is_unborn(folder: Path) -> bool:
    """Whether nothing was ever recorded on this branch; a branch that is there but cannot be read is another thing."""
    if _names_a_version(folder):
        return False
    branch = _branch(folder)
    return branch != "" and not any((home / branch).exists() for home in repository.homes(folder))


def _branch(folder: Path) -> str:
    """What HEAD names, `refs/heads/main`; empty where it names no branch."""
    branch = repository.branch(folder)
    return f"refs/heads/{branch}" if branch else ""


def _not_as_recorded(folder: Path, names: tuple[str, ...]) -> list[str]:
    prefix = program.heard(program.run(folder, "rev-parse", "--show-prefix").out).rstrip("\n")
    said = program.run(folder, "status", "-z", "--no-renames", "--", *_beside(names))
    return [one[3:].removeprefix(prefix) for one in _split(said.out)]


def _beside(names: tuple[str, ...]) -> list[str]:
    """Where these files lie: thousands of plans are more than a command line takes."""
    return sorted({name.rpartition("/")[0] or name for name in names})


def _split(said: bytes) -> list[str]:
    return [one for one in program.heard(said).split("\0") if one]
