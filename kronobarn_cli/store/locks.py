"""The only door to filelock: one program at a time on this computer, and a sign for those on other computers.

Laws: the system frees the lock of a killed program; a sign that another computer put up is never taken down by its
age, but one that names nobody, as a power cut can leave it, is; where no sign can be put up, the work goes on, for the
fingerprint of what was opened is the law.
"""

import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kronobarn_cli.errors import ChangedOnDisk, NotFound
from kronobarn_cli.store import files, places

if TYPE_CHECKING:
    from filelock import BaseFileLock, SoftFileLock


# Long enough for a sign that was just made to get its name; both in seconds.
_A_MOMENT, _OFTEN = 0.1, 0.01
_LARGEST_SIGN = 1024


@contextmanager
def held(path: Path, seconds: float, sentence: str, hint: str) -> Iterator[None]:
    """Hold a lock while the block runs; raises ChangedOnDisk with these words when it is not free within the time."""
    from filelock import FileLock, Timeout

    files.make_folder(path.parent)
    lock = FileLock(path, timeout=seconds, mode=0o600)
    with files.refusals(path):
        try:
            lock.acquire()
        except Timeout:
            raise ChangedOnDisk(sentence, hint) from None
    try:
        yield
    finally:
        _let_go(lock)


@contextmanager
def sign(path: Path, seconds: float) -> Iterator[str | None]:
    """Put up a sign that others see while the block runs; yields the computer whose sign hangs there, else None.

    Waits so many seconds for another's sign to be taken down. Whoever calls holds the lock on this computer.
    """
    from filelock import SoftFileLock

    lock = SoftFileLock(path, poll_interval=_OFTEN, mode=0o600)
    other = _put_up(lock, path, seconds)
    try:
        yield other or None
    finally:
        _let_go(lock)


def _let_go(lock: "BaseFileLock") -> None:
    """Release a lock; a disk that refuses even that must not spoil what was done under it."""
    with suppress(OSError):
        lock.release()


def _put_up(lock: "SoftFileLock", path: Path, seconds: float) -> str:
    """The computer whose sign hangs there already, or nothing where ours does, or none can."""
    from filelock import Timeout

    # A folder that is gone must not come back empty.
    if not places.is_folder(path.parent) or _is_none_of_ours(path):
        return ""
    for patience in (_A_MOMENT, seconds):
        try:
            lock.acquire(timeout=patience)
        except Timeout:
            other = whose(path)
            if not other:
                lock.break_lock()
        except OSError:
            # A folder that takes no sign takes no plan either, and says so itself.
            return ""
        else:
            return ""
    return other


def whose(path: Path) -> str:
    """The computer that a sign names, or nothing where it names none."""
    with suppress(NotFound, IndexError):
        return files.text(path).splitlines()[1]
    return ""


def _is_none_of_ours(path: Path) -> bool:
    """Whether something lies there that no program put up as a sign: a pipe, a link, a folder, a file without end."""
    with suppress(OSError):
        found = path.lstat()
        return not stat.S_ISREG(found.st_mode) or found.st_size > _LARGEST_SIGN
    return False
