"""What a layer of the harness found: counts, how to run it again, and the first things that went wrong."""

from collections.abc import Mapping
from dataclasses import dataclass

_TOLD = 10
"""Of the same trouble a thousand times, so many lines are enough."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one run of one layer; `trouble` says what went wrong and how to see it again."""

    layer: str
    counts: Mapping[str, int]
    seed: int
    trouble: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The run in one line: `kills=5000 acked=94640 lost=0 seed=7`."""
        return " ".join((*(f"{name}={count}" for name, count in self.counts.items()), f"seed={self.seed}"))

    @property
    def well(self) -> bool:
        """Whether nothing went wrong."""
        return not self.trouble

    @property
    def told(self) -> str:
        """The line, and the first of what went wrong."""
        more = len(self.trouble) - _TOLD
        rest = (f"... and {more} more",) if more > 0 else ()
        return "\n".join((f"{self.layer}: {self.line}", *self.trouble[:_TOLD], *rest))
