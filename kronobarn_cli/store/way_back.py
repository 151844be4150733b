"""What can be typed to have a plan as it was before: from what is kept on this computer, or else from the history."""

from contextlib import suppress
from functools import cached_property
from pathlib import Path

from kronobarn_cli.errors import NoHistory
from kronobarn_cli.store.git import past, repository
from kronobarn_cli.store.versions import Versions


class WayBack:
    """How the plans of one folder come back. `recorded` says whether a history is kept there."""

    def __init__(self, root: Path, versions: Versions, *, recorded: bool) -> None:
        self._root = root
        self._versions = versions
        self._recorded = recorded

    def to(self, code: str) -> str | None:
        """What can be typed to bring a plan back; None where nothing of it is known."""
        with suppress(OSError):
            if self._versions.of(code):
                return f"kronobarn restore {code}"
        return f"kronobarn history {code}" if code in self._in_history else None

    def find(self, beginning: str) -> str | None:
        """The one code that begins so, of a plan that is kept here, or the whole code of one in the history."""
        with suppress(OSError):
            kept = [one for one in self._versions.codes() if one.startswith(beginning) and self._versions.of(one)]
            if len(kept) == 1:
                return kept[0]
        return beginning if beginning in self._in_history else None

    @cached_property
    def _in_history(self) -> frozenset[str]:
        """The codes of the plans that the history knows now; asked for once, for git takes a moment."""
        if not self._recorded:
            return frozenset()
        try:
            return past.codes(repository.opened(self._root))
        except NoHistory:
            return frozenset()
