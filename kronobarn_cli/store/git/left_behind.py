"""What an exchange that was killed has left in the repository: locks, which keep every other git out.

The law it keeps: only what came to be after that exchange began, and that nobody has taken away for a while, is taken
for its own; what lies in the shared place may be anybody's, and is left alone.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kronobarn_cli.store import files
from kronobarn_cli.store.git import upkeep
from kronobarn_cli.store.git.repository import Repository

_A_WHILE = 2.0
"""Longer than git holds a lock for anything but a person, in seconds."""
_TICK = 1.0


@contextmanager
def marked(marker: Path, repo: Repository) -> Iterator[None]:
    """Put up a marker while the block runs; one that stands there is of an exchange that was killed."""
    if marker.exists():
        _tidy(repo, marker.stat().st_mtime - _TICK)
    files.make_folder(marker.parent)
    files.replace(marker, b"")
    try:
        yield
    finally:
        files.remove(marker)


def _tidy(repo: Repository, since: float) -> None:
    before = {path: when for path, when in upkeep.locks(repo.folder).items() if when >= since}
    if before:
        time.sleep(_A_WHILE)
    for path, when in upkeep.locks(repo.folder).items():
        if before.get(path) == when:
            files.remove(path)
