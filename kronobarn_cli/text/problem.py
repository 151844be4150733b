"""What is wrong with a file, as a value: a stable code, a place, and facts for the sentence."""

from collections.abc import Mapping
from typing import NamedTuple


class Problem(NamedTuple):
    """One fault in a file. `line` and `column` count from 1; `path` is keys and list places from the top.

    The codes K001 to K028 are explained by `kronobarn check --explain CODE`.
    """

    code: str
    line: int
    column: int
    path: tuple[str, ...] = ()
    facts: Mapping[str, str] = {}


class Troubled(Exception):
    """A text that cannot be taken for what it should be; carries every problem that was found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems
