"""The only door to filelock: one program at a time, on this computer. The system frees the lock of a killed program."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kronobarn_cli.errors import ChangedOnDisk
from kronobarn_cli.store import files


@contextmanager
def held(path: Path, seconds: float, sentence: str, hint: str) -> Iterator[None]:
    """Hold a lock while the block runs; raises ChangedOnDisk with these words when it is not free within the time."""
    from filelock import FileLock, Timeout

    files.make_folder(path.parent)
    lock = FileLock(path, timeout=seconds, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise ChangedOnDisk(sentence, hint) from None
    try:
        yield
    finally:
        lock.release()
