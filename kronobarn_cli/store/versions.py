"""The last good versions of each plan, on this computer and outside the folder that is shared or synced.

Laws: what is kept has been read as a whole plan; the order is that in which they were kept, by a number of its own,
never by the clock, and not by the revision, which two who work apart can both use; a disk that refuses costs a version
and never a save; what is set aside is never taken away by the program.
"""

import re
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from kronobarn_cli.errors import CannotWrite
from kronobarn_cli.store import files

MOST = 10
"""How many versions of a plan are kept."""
# The number in the middle is missing in the oldest ones.
_NAME = re.compile(r"([0-9]{8,})-(?:([0-9]{8,})-)?[0-9a-f]{8}\.yaml")
_ASIDE = "set-aside"


class Version(NamedTuple):
    """A plan file as it once was: its number among those kept here (0: not known), its revision, where it lies now."""

    number: int
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
        """The kept versions of a plan, the one kept last first."""
        place = self._folder / code
        if not place.is_dir():
            return ()
        named = ((_NAME.fullmatch(path.name), path) for path in place.iterdir())
        found = (Version(int(name[2] or 0), int(name[1]), path) for name, path in named if name)
        return tuple(sorted(found, reverse=True))

    def put(self, code: str, revision: int, data: bytes) -> None:
        """Keep the bytes of a plan file once, as what was kept last; raises CannotWrite."""
        there = self.of(code)
        same = [one for one in there if one.revision == revision and one.path.stem.endswith(_short(data))]
        if same and same[0] is there[0]:
            return
        number = there[0].number + 1 if there else 1
        path = self._folder / code / f"{revision:08d}-{number:08d}-{_short(data)}.yaml"
        files.make_folder(path.parent)
        files.replace(path, data)
        for one in same:
            files.remove(one.path)

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
