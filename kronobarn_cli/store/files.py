"""The only writer of files.

Laws: a file is replaced whole or not at all (new bytes beside it, flushed to the disk, then put in its place, then
the folder flushed); nothing is ever deleted to make room; what is written is readable by its owner only; a disk
that refuses is `CannotWrite` with a sentence, and the old file stands untouched.
"""

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kronobarn_cli.errors import CannotWrite, NotFound
from kronobarn_cli.i18n import _

TEMPORARY_ENDING = ".kbtmp"
# Windows says so while a virus scanner, an indexer or a sync client holds the file for a moment.
_HELD_ON_WINDOWS = {5, 32, 33}
_TRIES = 8
# File systems without folder flushing answer so; there is nothing more to do on them.
_NO_FOLDER_FLUSH = {errno.EINVAL, errno.ENOTSUP, errno.EBADF}


def fingerprint(data: bytes) -> str:
    """What names exactly these bytes: `sha256:` and 64 hexadecimal digits."""
    import hashlib

    return "sha256:" + hashlib.sha256(data).hexdigest()


def read(path: Path) -> bytes:
    """The bytes of an ordinary file; raises NotFound when it is missing, cannot be read or is something else."""
    try:
        if path.is_symlink() or not path.is_file():
            raise NotFound(_("There is no ordinary file at {path}.").format(path=path), "kronobarn list")
        return path.read_bytes()
    except OSError as error:
        raise NotFound(
            _("The file {path} cannot be read: {why}.").format(path=path, why=_why(error)), "kronobarn doctor"
        ) from None


def replace(path: Path, data: bytes) -> None:
    """Put these bytes at this path, whole or not at all; durable when it returns. Raises CannotWrite."""
    with _refusals(path):
        temporary = path.with_name(f".{os.urandom(8).hex()}{TEMPORARY_ENDING}")
        try:
            _write_new(temporary, data)
            _put_in_place(temporary, path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        _flush_folder(path.parent)


def append(path: Path, data: bytes) -> None:
    """Add these bytes last in a file, made if missing; durable when it returns. Raises CannotWrite."""
    with _refusals(path):
        new = not path.exists()
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            _write_all(descriptor, data)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if new:
            _flush_folder(path.parent)


def remove(path: Path) -> None:
    """Take a file away, if it is there; durable when it returns. Raises CannotWrite."""
    with _refusals(path):
        if path.exists():
            path.unlink()
            _flush_folder(path.parent)


def make_folder(path: Path) -> None:
    """Make a folder and those above it, for the owner only where they are new. Raises CannotWrite."""
    with _refusals(path):
        for folder in reversed((path, *path.parents)):
            if not folder.is_dir():
                folder.mkdir(mode=0o700, exist_ok=True)
                _flush_folder(folder.parent)


def writable(folder: Path) -> bool:
    """Whether a file can really be made in this folder right now; leaves nothing behind."""
    trial = folder / f".{os.urandom(8).hex()}{TEMPORARY_ENDING}"
    try:
        replace(trial, b"")
        remove(trial)
    except CannotWrite:
        return False
    return True


def _write_new(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        _write_all(descriptor, data)
        os.fsync(descriptor)
    finally:
        # Windows cannot rename an open file.
        os.close(descriptor)


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _put_in_place(temporary: Path, path: Path) -> None:
    for attempt in range(_TRIES):
        try:
            temporary.replace(path)
        except OSError as error:
            held = getattr(error, "winerror", None) in _HELD_ON_WINDOWS
            if not held or attempt == _TRIES - 1:
                raise
            time.sleep(min(0.05 * 2**attempt, 1))
        else:
            return


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_FLUSH:
            raise
    finally:
        os.close(descriptor)


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        sentence = _("{path} cannot be written: {why}. What was there before is untouched.")
        raise CannotWrite(sentence.format(path=path, why=_why(error)), "kronobarn doctor") from error


def _why(error: OSError) -> str:
    return {
        errno.ENOSPC: _("the disk is full"),
        errno.EDQUOT: _("your share of the disk is full"),
        errno.EROFS: _("the disk is read-only"),
        errno.EACCES: _("you have no right to it"),
        errno.EPERM: _("you have no right to it"),
        errno.ENOENT: _("the folder is not there"),
        errno.ENOTDIR: _("part of the path is not a folder"),
        errno.EIO: _("the disk gave an error"),
    }.get(error.errno or 0, _("the system said no"))
