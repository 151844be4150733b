"""The last good versions of each plan, on this computer and outside the folder that is shared or synced.

Laws: what is kept has been read as a whole plan; the order is that of the revisions, never of the clock; a disk that
refuses costs a version and never a save; what is set aside is never taken away by the program.
"""

import re
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from kronobarn_cli.errors import CannotWrite
from kronobarn_cli.store import files, places

MOST = 10
"""How many versions of a plan are kept."""
_NAME = re.compile(r"(\d{8})-[0-9a-f]{8}\.yaml")
_ASIDE = "set-aside"


class Version(NamedTuple):
    """A plan file as it once was: its revision and where it lies now."""

    revision: int
    path: Path


class Versions:
    """The kept versions of the plans of one folder, in `folder` on the local disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def codes(self) -> tuple[str, ...]:
        """The codes of all plans that have kept versions, in order."""
        return (
            tuple(sorted(one.name for one in self._folder.iterdir() if one.is_dir())) if self._folder.is_dir() else ()
        )

    def of(self, code: str) -> tuple[Version, ...]:
        """The kept versions of a plan, the newest first."""
        place = self._folder / code
        if not place.is_dir():
            return ()
        found = ((_NAME.fullmatch(path.name), path) for path in place.iterdir())
        return tuple(sorted((Version(int(name[1]), path) for name, path in found if name), reverse=True))

    def put(self, code: str, revision: int, data: bytes) -> None:
        """Keep the bytes of a plan file, also the only ones of their kind; raises CannotWrite."""
        path = self._folder / code / f"{revision:08d}-{_short(data)}.yaml"
        if not places.is_file(path):
            files.make_folder(path.parent)
            files.replace(path, data)

    def keep(self, code: str, revision: int, data: bytes) -> None:
        """Keep the bytes of a plan file if the disk takes them, and let go of the oldest when there are too many."""
        with suppress(CannotWrite, OSError):
            self.put(code, revision, data)
            for old in self.of(code)[MOST:]:
                files.remove(old.path)

    def all_aside(self, code: str) -> None:
        """Set all kept versions of a code aside: they are of another plan than the one that has the code now."""
        for one in self.of(code):
            self.set_aside(code, files.read(one.path))
            files.remove(one.path)

    def set_aside(self, code: str, data: bytes) -> Path:
        """Lay bytes that are no version of the plan where a person can find them; raises CannotWrite."""
        path = self._folder / code / _ASIDE / f"{_short(data)}.yaml"
        files.make_folder(path.parent)
        files.replace(path, data)
        return path


def _short(data: bytes) -> str:
    return files.fingerprint(data).removeprefix("sha256:")[:8]
