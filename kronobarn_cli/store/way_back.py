"""What can be typed to have a plan as it was before: from what is kept on this computer, or else from the history."""

from contextlib import suppress
from functools import cached_property
from pathlib import Path

from kronobarn_cli.errors import NoHistory
from kronobarn_cli.store.git import past, repository
from kronobarn_cli.store.versions import Versions
from kronobarn_cli.text.problem import Troubled

_CUT_OFF, _TORN = "K011", "K012"
_CLOSED_TO_EDITORS = {"K001", "K003"}


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

    def out_of(self, code: str, data: bytes, trouble: Troubled) -> str:
        """What can be typed about a plan with this trouble in its file."""
        found = {one.code for one in trouble.problems}
        if _TORN in found:
            return f"kronobarn merge {code}"
        # A file that does not even hold its own code, also in two bytes a letter, has nothing to put right by hand.
        if (_CUT_OFF in found or code.encode() not in data.replace(b"\0", b"")) and (back := self.to(code)):
            return back
        closed = sorted(found & _CLOSED_TO_EDITORS)
        return f"kronobarn check --explain {closed[0]}" if closed else f"kronobarn edit {code}"

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
