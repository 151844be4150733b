"""What `doctor` finds: one thing looked at, and what puts it right."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from kronobarn_cli.store import files


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: its name, whether it is well, a sentence, and what can be typed (may be empty).

    `mend` is what puts it right after `question` was answered with yes, where the program can.
    """

    name: str
    well: bool
    sentence: str
    hint: str = ""
    question: str = ""
    mend: Callable[[], None] | None = None

    def as_data(self) -> dict[str, str | bool]:
        """The finding as JSON holds it."""
        return {"name": self.name, "well": self.well, "sentence": self.sentence, "hint": self.hint}


def take_away(paths: Iterable[Path]) -> None:
    """Mend by taking files away; raises CannotWrite."""
    for path in paths:
        files.remove(path)
