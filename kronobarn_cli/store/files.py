"""The only writer of files.

Laws: a file is replaced whole or not at all (new bytes beside it, flushed to the disk, then put in its place, then
the folder flushed); nothing is ever deleted to make room; what is written is readable by its owner only; only ordinary
files are read or added to; a disk that refuses is `CannotWrite` with a sentence, and the old file stands untouched.
"""

import errno
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from kronobarn_cli.errors import CannotWrite, NotFound
from kronobarn_cli.i18n import _

TEMPORARY_ENDING = ".kbtmp"
RESCUED = ".rescued-"
MOST = 16 * 1024 * 1024
"""The largest file that is read, in bytes: many times what a plan, a draft or a list of words can be."""
# Windows says so while a virus scanner, an indexer or a sync client holds the file for a moment.
_HELD_ON_WINDOWS = {5, 32, 33}
_TRIES = 8
# A full disk still takes a file without anything in it.
_PAGE = 4096
# File systems without folder flushing answer so; there is nothing more to do on them.
_NO_FOLDER_FLUSH = {errno.EINVAL, errno.ENOTSUP, errno.EBADF}
# Windows has none of these: there a link needs rights that users lack, and pipes do not lie in folders.
_BINARY = getattr(os, "O_BINARY", 0)
_AS_IT_IS = _BINARY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_T = TypeVar("_T")


def fingerprint(data: bytes) -> str:
    """What names exactly these bytes: `sha256:` and 64 hexadecimal digits."""
    import hashlib

    return "sha256:" + hashlib.sha256(data).hexdigest()


def read(path: Path) -> bytes:
    """The bytes of an ordinary file; raises NotFound when it is missing, too large, unreadable or something else.

    What the system refused is its cause, where there is a file.
    """
    try:
        return _patiently(lambda: _bytes_of(path))
    except OSError as error:
        raise NotFound(
            _("The file {path} cannot be read: {why}.").format(path=path, why=why(error)), "kronobarn doctor"
        ) from error


def text(path: Path) -> str:
    """An ordinary file to be read by its words, what is no text in it as U+FFFD; raises as `read`."""
    return read(path).decode(errors="replace")


def replace(path: Path, data: bytes, last_look: Callable[[], None] | None = None) -> None:
    """Put these bytes at this path, whole or not at all; durable when it returns. Raises CannotWrite.

    `last_look` is called when nothing is left to do but the putting in place; what it raises stops it.
    """
    with refusals(path):
        temporary = _temporary(path.parent)
        try:
            _write_new(temporary, data)
            if last_look:
                last_look()
            _put_in_place(temporary, path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
    try:
        flush_folder(path.parent)
    except OSError as error:
        sentence = _("{path} is written, but the disk did not confirm it: {why}. Look at it after the next start.")
        raise CannotWrite(sentence.format(path=path, why=why(error)), "kronobarn doctor") from error


def append(path: Path, data: bytes) -> None:
    """Add these bytes last in a file, made if missing; durable when it returns. Raises CannotWrite."""
    with refusals(path):
        new = not path.exists()
        descriptor = _ordinary(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        try:
            _no_other_name(descriptor)
            _write_all(descriptor, data)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if new:
            flush_folder(path.parent)


def remove(path: Path) -> None:
    """Take a file away, if it is there; durable when it returns. Raises CannotWrite."""
    with refusals(path):
        if os.path.lexists(path):
            _patiently(path.unlink)
            flush_folder(path.parent)


def make_runnable(path: Path) -> None:
    """Let the owner run a file as a program, where the system asks for leave to. Raises CannotWrite."""
    with refusals(path):
        path.chmod(0o700)


def remove_folder(path: Path) -> None:
    """Take away a folder that the program itself has made, with all that is in it. Raises CannotWrite."""
    import shutil

    with refusals(path):
        if os.path.lexists(path):
            shutil.rmtree(path, onerror=_as_owner)
            flush_folder(path.parent)


def make_folder(path: Path) -> None:
    """Make a folder and those above it, for the owner only where they are new. Raises CannotWrite."""
    with refusals(path):
        for folder in reversed((path, *path.parents)):
            if not folder.is_dir():
                folder.mkdir(mode=0o700, exist_ok=True)
                flush_folder(folder.parent)


def writable(folder: Path) -> bool:
    """Whether a file of a page can really be made in this folder right now; leaves nothing behind."""
    trial = _temporary(folder)
    try:
        replace(trial, b"\n" * _PAGE)
        remove(trial)
    except CannotWrite:
        return False
    return True


def left_behind(folder: Path) -> tuple[Path, ...]:
    """What an interrupted write left in a folder: never the only place where anything stands."""
    if not folder.is_dir():
        return ()
    return tuple(sorted(path for path in folder.glob(f".*{TEMPORARY_ENDING}") if not path.is_dir()))


def _temporary(folder: Path) -> Path:
    return folder / f".{os.urandom(8).hex()}{TEMPORARY_ENDING}"


def _as_owner(act: Callable[[str], object], path: str, failure: tuple[type, BaseException, object]) -> None:
    """Try again with the right to it: Windows keeps what git has marked as read only."""
    if act not in (os.unlink, os.rmdir):
        raise failure[1]
    Path(path).chmod(0o700)
    act(path)


def _bytes_of(path: Path) -> bytes:
    if path.is_symlink() or not path.is_file():
        raise NotFound(_("There is no ordinary file at {path}.").format(path=path), "kronobarn list")
    descriptor = _ordinary(path, os.O_RDONLY)
    with os.fdopen(descriptor, "rb") as opened:
        data = opened.read(MOST + 1)
    if len(data) > MOST:
        raise _refusal(errno.EFBIG)
    return data


def _refusal(number: int) -> OSError:
    """What we refuse, as the system would have refused it."""
    return OSError(number, os.strerror(number))


def _ordinary(path: Path, how: int) -> int:
    """A descriptor of an ordinary file, never of what it links to; raises OSError for anything else."""
    descriptor = os.open(path, how | _AS_IT_IS, 0o600)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise _refusal(errno.ELOOP)
    return descriptor


def _no_other_name(descriptor: int) -> None:
    """Raises OSError for a file that also has another name: what is added here would be added there."""
    if os.fstat(descriptor).st_nlink > 1:
        raise _refusal(errno.EMLINK)


def _write_new(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
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
    try:
        _patiently(lambda: temporary.replace(path))
    except OSError as error:
        if not _is_held(error):
            raise
        rescued = path.with_name(f"{path.stem}{RESCUED}{os.urandom(4).hex()}{path.suffix}")
        temporary.replace(rescued)
        flush_folder(path.parent)
        sentence = _("Another program holds {path}. What was to be saved lies beside it, as {rescued}.")
        raise CannotWrite(sentence.format(path=path, rescued=rescued.name), "kronobarn doctor") from None


def _patiently(act: Callable[[], _T]) -> _T:
    """Do it, again for some seconds while another program on Windows holds the file."""
    for attempt in range(_TRIES - 1):
        try:
            return act()
        except OSError as error:
            if not _is_held(error):
                raise
            time.sleep(min(0.05 * 2**attempt, 1))
    return act()


def _is_held(error: OSError) -> bool:
    return getattr(error, "winerror", None) in _HELD_ON_WINDOWS


def flush_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut, where the system can promise that; raises OSError."""
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
def refusals(path: Path) -> Iterator[None]:
    """Raise CannotWrite, with a sentence about this path, for what the system refuses while the block runs."""
    try:
        yield
    except OSError as error:
        sentence = _("{path} cannot be written: {why}. What was there before is untouched.")
        raise CannotWrite(sentence.format(path=path, why=why(error)), "kronobarn doctor") from error


def why(error: OSError) -> str:
    """Why the system refused, in words that go after a colon."""
    return {
        errno.ENOSPC: _("the disk is full"),
        errno.EDQUOT: _("your share of the disk is full"),
        errno.EROFS: _("the disk is read-only"),
        errno.EACCES: _("you have no right to it"),
        errno.EPERM: _("you have no right to it"),
        errno.ENOENT: _("the folder is not there"),
        errno.ENOTDIR: _("part of the path is not a folder"),
        errno.EEXIST: _("part of the path is not a folder"),
        errno.EIO: _("the disk gave an error"),
        errno.EFBIG: _("it is larger than {megabytes} MB").format(megabytes=MOST // 1024**2),
        errno.EMLINK: _("it has another name elsewhere"),
        errno.ELOOP: _("it is not an ordinary file"),
        errno.ENXIO: _("it is not an ordinary file"),
    }.get(error.errno or 0, _("the system said no"))
