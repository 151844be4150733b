"""What is left where git itself no longer knows its own repository, and what of that is safe to put right.

Laws: git cannot be asked here, so its files are read as they lie; nothing is guessed where there is more than one
answer; what is written over is kept beside it.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kronobarn_cli.errors import NotFound
from kronobarn_cli.store import files, places
from kronobarn_cli.store.git import program, repository

_GIT = ".git"
_STANDS = re.compile(r"(?:ref: refs/\S+|[0-9a-f]{40,64})\n?")
_A_BRANCH = re.compile(r"([0-9a-f]{40,64}) (refs/heads/\S+)")
_ORIGIN = re.compile(r'^\[remote "origin"\][^\[]*?^\s*url\s*=\s*(\S.*)$', re.MULTILINE)


def holds_nothing(folder: Path) -> bool:
    """Whether git has a place in this folder, and nothing that was ever recorded lies there."""
    home = folder / _GIT
    objects = os.walk(home / "objects", onerror=_unless_gone)
    with suppress(OSError):
        return places.is_folder(home) and not any(names for _place, _folders, names in objects)
    return False


def begin_again(folder: Path) -> None:
    """Take away the place of git's in which nothing lies. Raises CannotWrite."""
    files.remove_folder(folder / _GIT)


def lost_branch(folder: Path) -> str:
    """The branch, `refs/heads/main`, that a repository stood on which no longer says where; empty where it says so.

    It is the only one there is, or the only one that is as git's log of its own steps says that it last was.
    """
    home = folder / _GIT
    if _STANDS.fullmatch(_read(home / "HEAD")):
        return ""
    branches = dict(_branches(home))
    newest = _read(home / "logs" / "HEAD").rpartition("\n")[0].rpartition("\n")[2].split()[1:2]
    as_logged = [branch for branch, version in branches.items() if [version] == newest]
    return next((some[0] for some in ([*branches], as_logged) if len(some) == 1), "")


def stand_on(folder: Path, branch: str) -> bool:
    """Say again on which branch a repository stands; False when git does not know it again. Raises CannotWrite."""
    files.replace(folder / _GIT / "HEAD", f"ref: {branch}\n".encode())
    return program.run(folder, "rev-parse", "--git-dir").well


def settings_are_broken(folder: Path) -> bool:
    """Whether git cannot read its own settings for this folder."""
    path = folder / _GIT / "config"
    # Asked from elsewhere: where they lie git does not even begin.
    return places.is_file(path) and not program.run(Path(path.anchor), "config", "--file", str(path), "--list").well


def renew_settings(folder: Path) -> bool:
    """Keep settings that git cannot read beside new ones, which git itself writes. Raises NotFound, CannotWrite."""
    path = folder / _GIT / "config"
    files.replace(path.with_name("config-old"), files.read(path))
    files.remove(path)
    done = program.run(folder, "init").well
    repository.flush(folder)
    return done


def place_written(folder: Path) -> str:
    """The shared place as the settings of the repository name it, also where git reads none; else empty."""
    found = _ORIGIN.search(_read(folder / _GIT / "config"))
    return found[1].strip() if found else ""


def _unless_gone(error: OSError) -> None:
    """What may not be looked into can hold anything."""
    if not isinstance(error, FileNotFoundError):
        raise error


def _branches(home: Path) -> Iterator[tuple[str, str]]:
    """Each branch and the name of its newest version: those that git has packed, and then those that lie alone."""
    yield from ((name, version) for version, name in _A_BRANCH.findall(_read(home / "packed-refs")))
    for path in sorted((home / "refs" / "heads").rglob("*")):
        if found := _A_BRANCH.fullmatch(f"{_read(path).strip()} {path.relative_to(home).as_posix()}"):
            yield found[2], found[1]


def _read(path: Path) -> str:
    with suppress(NotFound):
        return files.text(path)
    return ""
