"""What a program does to files, written down while it does it: the log that crash states are made from.

Laws: every call of the operating system that can change a watched folder is in the log or raises `NotModelled`; what
went past these calls is found by `Log.trees`: the log played to its end must be the tree on the disk. Files of the
lock library hold no bytes and no promise, and are left out.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

EDITORS = "~"
"""Ends the names of files that only an editor writes."""
Tree = Mapping[str, bytes | None]
"""Paths, each with the bytes of a file, or None for a folder."""


class NotModelled(AssertionError):
    """The program did something to its files that the model knows nothing of."""


class Made(NamedTuple):
    """A name for a new, empty file; `file` numbers files through renames."""

    path: str
    file: int


class Folder(NamedTuple):
    """A new folder."""

    path: str


class Wrote(NamedTuple):
    """Bytes at a place in a file."""

    file: int
    at: int
    data: bytes


class Cut(NamedTuple):
    """A file made this long."""

    file: int
    size: int


class Flushed(NamedTuple):
    """All of a file's bytes are on the disk; its name may not be."""

    file: int


class FlushedFolder(NamedTuple):
    """All names in a folder are on the disk."""

    path: str


class Moved(NamedTuple):
    """A file's name changed in one step, over whatever had that name."""

    source: str
    target: str
    file: int


class Gone(NamedTuple):
    """A name taken away."""

    path: str


class Acknowledged(NamedTuple):
    """A promise: the next question reached the person, so this answer can no longer be lost."""

    question: str
    value: Any


Operation = Made | Folder | Wrote | Cut | Flushed | FlushedFolder | Moved | Gone | Acknowledged


@dataclass
class Log:
    """What happened under the watched folders, in order, and the tree from before it.

    `locks` are the lock library's files, `signs` those of them that said something before they were taken away.
    """

    roots: tuple[str, ...]
    before: dict[str, bytes | None]
    done: list[Operation] = field(default_factory=list)
    locks: set[str] = field(default_factory=set)
    signs: dict[str, bytes] = field(default_factory=dict)

    def acknowledge(self, question: str, value: Any) -> None:
        """Write down a promise."""
        self.done.append(Acknowledged(question, value))

    def on_disk(self) -> dict[str, bytes | None]:
        """The tree as it now lies there, without the lock library's files."""
        return {path: data for path, data in tree(self.roots).items() if path not in self.locks}


def tree(roots: tuple[str, ...]) -> dict[str, bytes | None]:
    """All files and folders under (and with) these folders."""
    found: dict[str, bytes | None] = {}
    for root in roots:
        for folder, _folders, names in os.walk(root):
            found[folder] = None
            found |= {f"{folder}/{name}": Path(folder, name).read_bytes() for name in names}
    return found


@contextmanager
def recorded(*roots: Path, locks: Iterable[str] = ()) -> Iterator[Log]:
    """The log of everything done under these folders meanwhile; `locks` are the lock library's files already there."""
    names = tuple(str(root.resolve()) for root in roots)
    log = Log(names, {}, locks=set(locks))
    log.before = log.on_disk()
    recorder = _Recorder(log)
    with mock.patch.multiple(os, **recorder.wrapped()):
        yield log


_CHANGING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# A file that came past the log; the tree at the end tells of it.
_NOBODYS = -1
_REFUSED = ("link", "symlink", "rmdir", "truncate", "ftruncate", "pwrite", "writev", "mkfifo", "mknod", "removedirs")


@dataclass
class _Opened:
    """What a descriptor stands for: a folder has no file number."""

    path: str
    file: int | None
    flags: int
    same: tuple[int, int]
    at: int = 0


def _same(descriptor: int) -> tuple[int, int]:
    status = os.fstat(descriptor)
    return status.st_dev, status.st_ino


class _Recorder:
    """The calls of `os` that change files, each done and then written down."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._real = {name: getattr(os, name) for name in (*self._ours(), *_REFUSED)}
        self._files = {
            path: number for number, path in enumerate(p for p, data in log.before.items() if data is not None)
        }
        self._next = len(self._files)
        self._open: dict[int, _Opened] = {}

    def _ours(self) -> dict[str, Callable[..., Any]]:
        return {
            "open": self._opened,
            "close": self._closed,
            "write": self._wrote,
            "lseek": self._sought,
            "fsync": self._flushed,
            "fdatasync": self._flushed,
            "rename": self._moved,
            "replace": self._moved,
            "unlink": self._gone,
            "remove": self._gone,
            "mkdir": self._folder,
        }

    def wrapped(self) -> dict[str, Any]:
        """What to put in the place of the real calls."""
        refused: dict[str, Any] = {name: self._refuse(name) for name in _REFUSED}
        return {name: self._turned(name, done) for name, done in self._ours().items()} | refused

    def _turned(self, name: str, done: Callable[..., Any]) -> Callable[..., Any]:
        real = self._real[name]

        def call(*arguments: Any, **named: Any) -> Any:
            return done(real, *arguments, **named)

        return call

    def _refuse(self, name: str) -> Callable[..., Any]:
        real = self._real[name]

        def call(*arguments: Any, **named: Any) -> Any:
            ours = [one for one in arguments if (isinstance(one, int) and one in self._open) or self._place(one)]
            if ours:
                raise NotModelled(f"os.{name}{arguments}")
            return real(*arguments, **named)

        return call

    def _place(self, path: Any) -> str | None:
        """The whole path, when it lies under a watched folder."""
        if isinstance(path, int):
            return None
        given = Path(os.fsdecode(path))
        # A folder above may be a link; the last part is what the call is about.
        whole = str(given.parent.resolve() / given.name)
        return whole if any(whole == root or whole.startswith(root + "/") for root in self._log.roots) else None

    def _opened(self, real: Callable[..., int], path: Any, flags: int, *rest: Any, **named: Any) -> int:
        place = self._place(path)
        if place is None:
            descriptor = real(path, flags, *rest, **named)
            self._open.pop(descriptor, None)
            return descriptor
        if named.get("dir_fd") is not None:
            raise NotModelled("a path from an open folder")
        self._adopt(place)
        lock = flags & _CHANGING and sys._getframe(2).f_globals["__name__"].startswith("filelock")
        if lock:
            self._log.locks.add(place)
            descriptor = real(path, flags, *rest, **named)
            self._open.pop(descriptor, None)
            return descriptor
        new = not os.path.lexists(place)
        descriptor = real(path, flags, *rest, **named)
        if Path(place).is_dir():
            self._open[descriptor] = _Opened(place, None, flags, _same(descriptor))
            return descriptor
        if new:
            self._files[place], self._next = self._next, self._next + 1
            self._log.done.append(Made(place, self._files[place]))
        elif flags & os.O_TRUNC:
            self._log.done.append(Cut(self._files.get(place, _NOBODYS), 0))
        self._open[descriptor] = _Opened(place, self._files.get(place, _NOBODYS), flags, _same(descriptor))
        return descriptor

    def _opened_as(self, descriptor: int) -> "_Opened | None":
        """What a descriptor is; its number may have been given to something else, past us."""
        opened = self._open.get(descriptor)
        return opened if opened is not None and opened.same == _same(descriptor) else None

    def _adopt(self, place: str) -> None:
        """Write down what an editor, which is another program, has done with its own copy."""
        if not place.endswith(EDITORS) or not Path(place).is_file():
            return
        if place in self._files:
            self._log.done.append(Cut(self._files[place], 0))
        else:
            self._files[place], self._next = self._next, self._next + 1
            self._log.done.append(Made(place, self._files[place]))
        self._log.done.append(Wrote(self._files[place], 0, Path(place).read_bytes()))

    def _closed(self, real: Callable[..., None], descriptor: int) -> None:
        self._open.pop(descriptor, None)
        real(descriptor)

    def _wrote(self, real: Callable[..., int], descriptor: int, data: Any) -> int:
        opened = self._opened_as(descriptor)
        size = os.fstat(descriptor).st_size
        count = real(descriptor, data)
        if opened is not None and opened.file is not None:
            at = size if opened.flags & os.O_APPEND else opened.at
            self._log.done.append(Wrote(opened.file, at, bytes(data)[:count]))
            opened.at = at + count
        return count

    def _sought(self, real: Callable[..., int], descriptor: int, position: int, how: int) -> int:
        found = real(descriptor, position, how)
        if opened := self._opened_as(descriptor):
            opened.at = found
        return found

    def _flushed(self, real: Callable[..., None], descriptor: int) -> None:
        real(descriptor)
        if opened := self._opened_as(descriptor):
            self._log.done.append(FlushedFolder(opened.path) if opened.file is None else Flushed(opened.file))

    def _moved(self, real: Callable[..., None], source: Any, target: Any, **named: Any) -> None:
        old, new = self._place(source), self._place(target)
        folder = Path(source).is_dir()
        real(source, target, **named)
        if old is None and new is None:
            return
        if old in self._log.locks and new is not None:
            self._log.locks.add(new)
            return
        if old is None or new is None or folder or named or Path(old).parent != Path(new).parent:
            raise NotModelled(f"rename {source} {target}")
        self._files[new] = self._files.pop(old)
        self._log.done.append(Moved(old, new, self._files[new]))

    def _gone(self, real: Callable[..., None], path: Any, **named: Any) -> None:
        place = None if named.get("dir_fd") is not None else self._place(path)
        if place in self._log.locks and (said := Path(place).read_bytes()):
            self._log.signs[place] = said
        real(path, **named)
        if place is not None and place not in self._log.locks:
            self._files.pop(place, None)
            self._log.done.append(Gone(place))

    def _folder(self, real: Callable[..., None], path: Any, *rest: Any, **named: Any) -> None:
        real(path, *rest, **named)
        if (place := self._place(path)) is not None:
            self._log.done.append(Folder(place))
