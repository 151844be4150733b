"""What a plan came of that git has put together line by line: two versions of it, and what both come from.

Laws: read only; only an act that made such a text of two whole ones counts, and of several the newest; where git does
not know what both come from, nothing is put in its place.
"""

from collections.abc import Callable
from typing import NamedTuple

from kronobarn_cli.store import places
from kronobarn_cli.store.git import blobs, compared, past, program
from kronobarn_cli.store.git.compared import Author
from kronobarn_cli.store.git.repository import Repository

_THEIRS = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD")
"""What git calls the version that somebody is putting together with the one here."""


class Origins(NamedTuple):
    """Two versions of a plan's file, what both come from (None for nothing), and who wrote each, as far as known."""

    base: bytes | None
    ours: bytes
    theirs: bytes
    authors: tuple[Author | None, Author | None] = (None, None)


def unfinished(repository: Repository, code: str) -> Origins | None:
    """What git has been told to put together by hand and could not; None when there is no such thing for this plan."""
    said = program.run(repository.folder, "ls-files", "--unmerged", "-z", "--", places.way_to(code)).out.decode()
    names = {words[2]: words[1].encode() for words in (one.split() for one in said.split("\0") if one)}
    if not {"2", "3"} <= names.keys():
        return None
    held = blobs.contents(repository.folder, names.values())
    theirs = next((one for one in _THEIRS if _is_there(repository, one)), None)
    authors = _authors(repository, code, "HEAD", theirs) if theirs else (None, None)
    return Origins(held[names.get("1", blobs.ABSENT)], held[names["2"]] or b"", held[names["3"]] or b"", authors)


def recorded(repository: Repository, version: str, code: str, is_torn: Callable[[bytes], bool]) -> Origins | None:
    """What the plan in a version was put together of, there or in one that it comes from; None when nobody knows.

    `is_torn` says whether bytes are such a text. Raises NoHistory.
    """
    for one in past.versions_of(repository, code, until=version):
        match one.data, one.before, one.others:
            case bytes(made), bytes(ours), (bytes(theirs),) if is_torn(made) and not (is_torn(ours) or is_torn(theirs)):
                lines = f"{one.head.commit}^1", f"{one.head.commit}^2"
                base = _held(repository, compared.common(repository, *lines), code)
                return Origins(base, ours, theirs, _authors(repository, code, *lines))
    return None


def _held(repository: Repository, version: str | None, code: str) -> bytes | None:
    """A plan's file as it was in a version; None where it was not."""
    name = version and program.text(
        repository.folder, "rev-parse", "--verify", f"{version}:{repository.prefix}{places.way_to(code)}"
    )
    return blobs.contents(repository.folder, [name.encode()])[name.encode()] if name else None


def _authors(repository: Repository, code: str, ours: str, theirs: str) -> tuple[Author | None, Author | None]:
    """Who wrote the plan last on each side."""
    base, path = compared.common(repository, ours, theirs), repository.prefix + places.way_to(code)
    if base is None:
        return None, None
    here, there = (compared.authors(repository, base, side).get(path) for side in (ours, theirs))
    return here, there


def _is_there(repository: Repository, version: str) -> bool:
    return program.run(repository.folder, "rev-parse", "--verify", version).well
