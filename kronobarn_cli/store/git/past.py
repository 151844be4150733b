"""What git has kept of the plans: each version of a plan file, the newest first.

Laws: one process lists and one gives the contents, however many versions there are; the order is that in which one
version was made from another, never a clock's; names are bytes until they are known to be plans'.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

from kronobarn_cli.model.moments import standing
from kronobarn_cli.store.git import blobs, program, refusals
from kronobarn_cli.store.git.repository import NOBODY, Repository
from kronobarn_cli.store.places import PLANS, code_at, way_to

_FORM = "--format=%H%x1f%ad%x1f%P%x1f%aN%x1f%s"
_ORDER = ("--no-color", "--no-show-signature", "--encoding=UTF-8", "--date=raw", "--date-order")
_FILES = ("-z", "--raw", "-c", "--root")
_EACH = ("--no-abbrev", "--no-renames")
_STATUS = ("--porcelain=v2", "-z", "--no-renames", "--untracked-files=all", "--ignore-submodules=all")
_STATES, _UNKNOWN = {b"1 ": (8, 6), b"u ": (10, 8)}, (1, 0)
"""How git begins the line of a file: how many words stand before its path, which is the name of what is recorded."""
# What people have set for their own eyes must not change what is read here.
_AS_IT_COMES = ("-c", "log.follow=false", "-c", "diff.relative=false")
_NOTHING_YET = "does not have any commits yet"
_PATIENCE = 600.0
_FURTHER = 8
_AT_ONCE = 2_000


class Head(NamedTuple):
    """One act of recording: when, by the clock of whoever did it; by whom, None where nobody has said; its message.

    `merged`: it put two lines together.
    """

    commit: str
    at: datetime
    by: str | None
    message: str
    merged: bool = False


class Version(NamedTuple):
    """One version of a plan file: its head, the file after it and before it (None: there was none).

    Where it put lines together, `others` are the files on the other lines.
    """

    head: Head
    code: str
    data: bytes | None
    before: bytes | None
    others: tuple[bytes | None, ...] = ()


class Then(NamedTuple):
    """A plan that is not as it was, and the name of its contents then.

    Where it was not there then, `first` names what it began with, unless it is as yet unknown to the history.
    """

    code: str
    name: bytes
    first: bytes = blobs.ABSENT


class _Entry(NamedTuple):
    """A version by the names of its contents: before, one for each line that it was made from, and after."""

    head: Head
    code: str
    before: tuple[bytes, ...]
    after: bytes


def versions_of(
    repository: Repository, code: str, most: int | None = None, until: str | None = None
) -> tuple[Version, ...]:
    """The versions of one plan, the newest first, at most so many; raises NoHistory when git cannot read them.

    `until` names the act that is the last, if not the newest here.
    """
    entries, _acts = _listed(repository, way_to(code), most, until)
    return _filled(repository, entries)


def latest(repository: Repository, count: int) -> tuple[Version, ...]:
    """The last so many versions of all plans together, the newest first; raises as `versions_of`."""
    most = count
    while True:
        entries, acts = _listed(repository, PLANS, most)
        if len(entries) >= count or acts < most:
            return _filled(repository, entries[:count])
        # Some acts touched no plan, or only put together what others had recorded.
        most *= _FURTHER


def codes(repository: Repository) -> frozenset[str]:
    """The codes of the plans that git has on its list of what is recorded; raises as `versions_of`."""
    out = program.heard(_asked(repository, "ls-files", "-z"))
    return frozenset(code for one in out.split("\0") if (code := code_at(one)))


def not_as(repository: Repository, then: float) -> tuple[Then, ...]:
    """The plans that are not as they were at that moment (seconds since 1970), by code; raises as `versions_of`."""
    stood = (_stood(repository, then) or b"").decode()
    start = stood or blobs.nothing(repository.folder)
    found = _asked(repository, "diff", *_FILES[:2], *_EACH, start, "--", PLANS)
    changed = {_code(repository, name): _names(told)[0][0] for told, name in _told(found)}
    # A file that is as yet unknown differs from nothing that git knows.
    unknown = {one.code: one.name for one in not_recorded(repository) if one.name == blobs.ABSENT}
    first = _first(repository, f"{stood}..HEAD" if stood else "HEAD") if blobs.ABSENT in changed.values() else {}
    every = sorted({**unknown, **changed}.items())
    return tuple(
        Then(code, name, first.get(code, blobs.ABSENT) if name == blobs.ABSENT else blobs.ABSENT)
        for code, name in every
        if code
    )


def _first(repository: Repository, span: str) -> dict[str, bytes]:
    """What each plan was first recorded as among these acts, by code."""
    entries, _acts = _listed(repository, PLANS, None, span)
    return {one.code: one.after for one in entries if one.after != blobs.ABSENT}


def not_recorded(repository: Repository) -> tuple[Then, ...]:
    """The plans whose files are not as they were last recorded, by code; raises as `versions_of`."""
    out = _asked(repository, "status", *_STATUS, "--", PLANS)
    found = []
    for told in out.split(b"\0"):
        # A file that is as yet unknown has no name of contents; one that two lines disagree on has those of all lines.
        way, name = _STATES.get(told[:2], _UNKNOWN)
        *parts, path = told.split(b" ", way)
        if code := _code(repository, path):
            found.append(Then(code, _content(parts[name]) if name else blobs.ABSENT))
    return tuple(found)


def _listed(repository: Repository, path: str, most: int | None, until: str | None = None) -> tuple[list[_Entry], int]:
    """The versions of what lies there, and of how many acts git has told."""
    limits = [*([] if most is None else [f"--max-count={most}"]), *([until] if until else [])]
    out = _asked(repository, "log", *_ORDER, *_FILES, *_EACH, _FORM, *limits, "--", path)
    found: list[_Entry] = []
    heads: list[Head] = []
    for told, name in _told(out):
        if not name:
            heads.append(_head(told))
        elif code := _code(repository, name):
            found.append(_Entry(heads[-1], code, *_names(told)))
    return found, len(heads)


def _filled(repository: Repository, entries: list[_Entry]) -> tuple[Version, ...]:
    """The versions with their contents."""
    found = blobs.contents(repository.folder, (name for one in entries for name in (*one.before, one.after)))
    return tuple(
        Version(
            one.head,
            one.code,
            found[one.after],
            found[one.before[0]],
            tuple(found[name] for name in one.before[1:]),
        )
        for one in entries
    )


def _asked(repository: Repository, *arguments: str) -> bytes:
    """What git gives, nothing while nothing is recorded; raises NoHistory when it cannot."""
    ran = program.run(repository.folder, *_AS_IT_COMES, *arguments, seconds=_PATIENCE)
    if ran.well or _NOTHING_YET in ran.said:
        return ran.out
    raise refusals.unreadable(ran.said)


def _stood(repository: Repository, then: float) -> bytes | None:
    """The act that was the last at a moment; None before all."""
    most = _AT_ONCE
    while True:
        lines = _asked(repository, "log", *_ORDER, "--format=%H %at", f"--max-count={most}").splitlines()[::-1]
        acts = [line.split(b" ") for line in lines]
        place = standing([int(when or 0) for _commit, when in acts], then)
        if place is not None:
            return acts[place][0]
        if len(acts) < most:
            return None
        most *= _FURTHER


def _told(out: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts of git's list: the head of an act and nothing, or what was done to a file and its name."""
    parts = iter(out.split(b"\0"))
    for part in parts:
        told = part.lstrip()
        if told.startswith(b":"):
            yield told, next(parts)
        elif told:
            yield told, b""


def _head(told: bytes) -> Head:
    commit, when, parents, name, message = program.readable(told).split("\x1f", 4)
    by = None if name == NOBODY else name or None
    return Head(commit, moment(when), by, message, merged=" " in parents)


def moment(when: str) -> datetime:
    """`1700000000 +0100` as a moment by that clock; what is none, or beyond all calendars, is the beginning of time."""
    try:
        seconds, zone = when.split()
        ahead = timedelta(hours=int(zone[:-2]), minutes=int(zone[0] + zone[-2:]))
        return datetime.fromtimestamp(int(seconds), timezone(ahead))
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)


def _names(told: bytes) -> tuple[tuple[bytes, ...], bytes]:
    """The names of a file's contents before, one for each line, and after: `:100644 100644 NAME NAME M`."""
    lines = len(told) - len(told.lstrip(b":"))
    *names, _how = told.split()[lines + 1 :]
    *before, after = map(_content, names)
    return tuple(before), after


def _content(name: bytes) -> bytes:
    return name if name.strip(b"0") else blobs.ABSENT


def _code(repository: Repository, name: bytes) -> str:
    """The code of a plan by its name in the repository; nothing for what is no plan."""
    return code_at(program.heard(name).removeprefix(repository.prefix))
