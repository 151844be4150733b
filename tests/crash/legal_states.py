"""Every state a disk may legally be in after a power cut, from a log of what was done to it.

What POSIX, ext4, XFS and NTFS have in common, and no more: bytes flushed with their file are there; names flushed with
their folder are there; a rename is done or not done. Everything else may have happened or not, in any order: each name
on its own, and of bytes none, some, or a file's new length with nothing but zeros in it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, combinations, product
from pathlib import PurePosixPath
from typing import NamedTuple

from tests.crash.operations import (
    Acknowledged,
    Cut,
    Flushed,
    FlushedFolder,
    Folder,
    Gone,
    Log,
    Made,
    Moved,
    Operation,
    Wrote,
)

_FOLDER = -2
_NOTHING = -3
# With more names than this in the balance, only the last ones are tried in every combination.
_MOST_AT_ONCE = 10


class State(NamedTuple):
    """A tree the disk may hold after the first `step` operations, when `promises` answers had been acknowledged."""

    step: int
    promises: int
    tree: tuple[tuple[str, bytes | None], ...]


@dataclass
class _File:
    safe: bytes = b""
    loose: list[Wrote | Cut] = field(default_factory=list)


class _Names(NamedTuple):
    """A change of names in one folder, done whole or not at all."""

    folder: str
    becomes: tuple[tuple[str, int], ...]


class Disk:
    """What is safe on a disk, and what may or may not be there."""

    def __init__(self, before: Mapping[str, bytes | None], roots: tuple[str, ...]) -> None:
        self._roots = roots
        files = [path for path, data in before.items() if data is not None]
        self._safe = {path: _FOLDER for path, data in before.items() if data is None}
        self._safe |= {path: number for number, path in enumerate(files)}
        self._files = {number: _File(before[path] or b"") for number, path in enumerate(files)}
        self._loose: list[_Names] = []

    def do(self, one: Operation) -> None:
        """Carry out one operation."""
        match one:
            case Made(path, number):
                self._files[number] = _File()
                self._name(path, (path, number))
            case Folder(path):
                self._name(path, (path, _FOLDER))
            case Moved(source, target, number):
                self._name(target, (source, _NOTHING), (target, number))
            case Gone(path):
                self._name(path, (path, _NOTHING))
            case Wrote() | Cut():
                self._files.setdefault(one.file, _File()).loose.append(one)
            case Flushed(number):
                self._files[number] = _File(_whole(self._files.setdefault(number, _File())))
            case FlushedFolder(path):
                for names in self._loose:
                    if names.folder == path:
                        _rename(self._safe, names)
                self._loose = [names for names in self._loose if names.folder != path]

    def now(self) -> dict[str, bytes | None]:
        """The tree as a running program sees it."""
        names = dict(self._safe)
        for one in self._loose:
            _rename(names, one)
        return {path: _whole(self._files[number]) if number >= 0 else None for path, number in names.items()}

    def states(self) -> set[tuple[tuple[str, bytes | None], ...]]:
        """Every tree that a power cut now may leave."""
        return set(chain.from_iterable(self._with_contents(names) for names in self._named()))

    def _name(self, path: str, *becomes: tuple[str, int]) -> None:
        self._loose.append(_Names(str(PurePosixPath(path).parent), becomes))

    def _named(self) -> list[dict[str, int]]:
        """Every legal set of names, each once, without what lies in folders that are not there."""
        found = {}
        for chosen in _choices(self._loose):
            names = dict(self._safe)
            for one in chosen:
                _rename(names, one)
            names = _reachable(names, self._roots)
            found[tuple(sorted(names.items()))] = names
        return list(found.values())

    def _with_contents(self, names: Mapping[str, int]) -> Iterator[tuple[tuple[str, bytes | None], ...]]:
        loose = sorted({number for number in names.values() if number >= 0 and self._files[number].loose})
        for contents in product(*(_contents(self._files[number]) for number in loose)):
            chosen = dict(zip(loose, contents, strict=True))
            yield tuple(
                (path, None if number < 0 else chosen.get(number, self._files[number].safe))
                for path, number in sorted(names.items())
            )


def legal_states(log: Log) -> Iterator[State]:
    """Every state after every operation of a log; a state that stays possible is told again with each new promise."""
    disk, promises = Disk(log.before, log.roots), 0
    trees = disk.states()
    yield from (State(0, 0, tree) for tree in trees)
    for step, one in enumerate(log.done, 1):
        disk.do(one)
        if isinstance(one, Acknowledged):
            promises += 1
        else:
            before, trees = trees, disk.states()
            yield from (State(step, promises, tree) for tree in trees - before)
            continue
        yield from (State(step, promises, tree) for tree in trees)


def _choices(loose: list[_Names]) -> Iterator[tuple[_Names, ...]]:
    """Which of the loose changes have happened: every choice, or where they are many the likeliest of the older."""
    old, new = loose[:-_MOST_AT_ONCE], loose[-_MOST_AT_ONCE:]
    # Older ones: the first few of them, or all but one.
    starts = [tuple(old[:count]) for count in range(len(old) + 1)]
    starts += [tuple(old[:out] + old[out + 1 :]) for out in range(len(old) - 1)]
    for start in starts:
        for count in range(len(new) + 1):
            yield from ((*start, *chosen) for chosen in combinations(new, count))


def _rename(names: dict[str, int], one: _Names) -> None:
    for path, number in one.becomes:
        if number == _NOTHING:
            names.pop(path, None)
        else:
            names[path] = number


def _reachable(names: dict[str, int], roots: tuple[str, ...]) -> dict[str, int]:
    """The names without those in folders that are not there."""
    found: dict[str, int] = {}
    for path, number in sorted(names.items()):
        if path in roots or found.get(str(PurePosixPath(path).parent)) == _FOLDER:
            found[path] = number
    return found


def _contents(file: _File) -> set[bytes]:
    """Everything a file may hold when its last writes were never flushed."""
    found = {file.safe}
    for count, one in enumerate(file.loose):
        start = _applied(file.safe, file.loose[:count])
        found |= {_apply(start, part) for part in _parts(one)}
        # Later bytes may be there without these.
        found.add(_applied(file.safe, file.loose[:count] + file.loose[count + 1 :]))
    return found


def _parts(one: Wrote | Cut) -> Iterator[Wrote | Cut]:
    """A write as it may have come to the disk: whole, its beginning, its length without its bytes."""
    yield one
    if isinstance(one, Cut):
        return
    size = len(one.data)
    for cut in sorted({0, 1, size // 2, size - 1, min(4096, size)}):
        yield one._replace(data=one.data[:cut])
        yield one._replace(data=one.data[:cut] + bytes(size - cut))
        yield one._replace(data=bytes(cut) + one.data[cut:])


def _whole(file: _File) -> bytes:
    return _applied(file.safe, file.loose)


def _applied(data: bytes, writes: list[Wrote | Cut]) -> bytes:
    for one in writes:
        data = _apply(data, one)
    return data


def _apply(data: bytes, one: Wrote | Cut) -> bytes:
    if isinstance(one, Cut):
        return data[: one.size] + bytes(max(0, one.size - len(data)))
    if not one.data:
        return data
    return data[: one.at] + bytes(max(0, one.at - len(data))) + one.data + data[one.at + len(one.data) :]
