"""Recording what is saved, and what git would not take: that is kept in mind, told once, and tried again.

Laws: the plan is safe before anything here is done, so nothing here is ever a failure of the save; what was refused is
recorded with the next save that git takes, or by `doctor --mend`.
"""

from contextlib import suppress
from pathlib import Path

from kronobarn_cli.errors import CannotWrite, NotFound
from kronobarn_cli.store import files
from kronobarn_cli.store.git import refusals, repository
from kronobarn_cli.store.git.refusals import Refusal, Told

_MOST_AT_ONCE = 5
"""With one save so many others are tried again; whoever waits for the save must not wait for all of them."""


class Recorder:
    """Records the saves of one plan folder. `late` is the file, on this computer, of what is still to be recorded."""

    def __init__(self, folder: Path, late: Path) -> None:
        self._folder = folder
        self._late = late
        self._refused: dict[str, repository.Recorded] = {}

    @property
    def told(self) -> Told | None:
        """What is to be said of the saves that are not in the history; None when all of them are."""
        if not self._refused:
            return None
        last = next(reversed(self._refused.values()))
        return refusals.told(tuple(self._refused), last.why or Refusal.SAID, last.said, self._folder)

    def record(self, path: Path, change: str) -> None:
        """Record a plan that was saved, as `CODE: change`; then what is late, as long as git takes it."""
        code = path.stem
        recorded = repository.record(self._folder, (path,), f"{code}: {change}")
        if recorded.why is Refusal.NOWHERE:
            return
        self._refused.pop(code, None)
        late = self.late()
        if not recorded.done:
            self._refused[code] = recorded
            self._remember({**late, code: change})
        elif late:
            self._remember(self._tried_again(path, {one: late[one] for one in late if one != code}))

    def late(self) -> dict[str, str]:
        """The plans whose last saves are not in the history, each with what kind of change it was."""
        with suppress(NotFound):
            lines = files.text(self._late).splitlines()
            return {code: change for code, mark, change in (line.partition(": ") for line in lines) if mark}
        return {}

    def _tried_again(self, beside: Path, late: dict[str, str]) -> dict[str, str]:
        """Record what is late; what is left of it. A plan that is gone is nobody's to record."""
        left = dict(late)
        for code, change in tuple(late.items())[:_MOST_AT_ONCE]:
            path = beside.with_stem(code)
            if path.exists() and not repository.record(self._folder, (path,), f"{code}: {change}").done:
                break
            del left[code]
        return left

    def _remember(self, late: dict[str, str]) -> None:
        """A disk that refuses this too keeps nobody from working: `doctor` finds by git itself what is not recorded."""
        with suppress(CannotWrite):
            if late:
                files.make_folder(self._late.parent)
                files.replace(self._late, "".join(f"{code}: {change}\n" for code, change in late.items()).encode())
            else:
                files.remove(self._late)
