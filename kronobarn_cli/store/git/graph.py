"""The table that lets git find the versions of one file without walking through all others'.

Laws: it is made from the history and can be made again at any time, so whatever goes wrong with it is nobody's
trouble; it is looked at only where the history was slow to read.
"""

import struct
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kronobarn_cli.errors import NotFound
from kronobarn_cli.store import files
from kronobarn_cli.store.git import program
from kronobarn_cli.store.git.repository import Repository

MANY = 2_000
"""So many commits outside the table can be felt."""
_PATIENCE = 3600.0
_MARK, _FILTERS, _COUNTS = b"CGPH", b"BIDX", b"OIDF"
_HEAD, _ROW = 8, 12
_COUNTS_LENGTH = 256 * 4


def lags(repository: Repository) -> bool:
    """Whether the table is missing, lacks what tells files apart, or is far behind."""
    there = program.text(repository.folder, "rev-list", "--count", "HEAD")
    return int(there or 0) - sum(_held(repository)) > MANY


def write(repository: Repository) -> bool:
    """Make the table, or what it lacks; False when git could not."""
    fresh = "--split" if sum(_held(repository)) else "--split=replace"
    ran = program.run(
        repository.folder, "commit-graph", "write", "--reachable", "--changed-paths", fresh, seconds=_PATIENCE
    )
    return ran.well


def _held(repository: Repository) -> Iterator[int]:
    """How many commits each file of the table holds with what tells files apart."""
    place = program.text(repository.folder, "rev-parse", "--git-path", "objects/info")
    if place is None:
        return
    home = repository.folder / place
    parts = [home / "commit-graph"]
    with suppress(NotFound):
        names = program.readable(files.read(home / "commit-graphs" / "commit-graph-chain")).split()
        parts += [home / "commit-graphs" / f"graph-{name}.graph" for name in names]
    for part in parts:
        yield _commits(part)


def _commits(path: Path) -> int:
    """How many commits one file of the table holds; 0 when it does not tell files apart or is none."""
    try:
        with path.open("rb") as opened:
            head = opened.read(_HEAD)
            rows = opened.read(_ROW * head[6])
            places = {
                rows[at : at + 4]: struct.unpack(">Q", rows[at + 4 : at + _ROW])[0] for at in range(0, len(rows), _ROW)
            }
            if head[:4] != _MARK or _FILTERS not in places or _COUNTS not in places:
                return 0
            opened.seek(places[_COUNTS] + _COUNTS_LENGTH - 4)
            return int.from_bytes(opened.read(4))
    except (OSError, ValueError, OverflowError, struct.error, IndexError):
        return 0
