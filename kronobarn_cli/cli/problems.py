"""Words for what is wrong in a file: place, code, sentence."""

from kronobarn_cli.cli import wordings
from kronobarn_cli.errors import KronobarnError
from kronobarn_cli.text.problem import Problem, Troubled


def line(one: Problem) -> str:
    """A problem in a file as a line: place, code, sentence."""
    return f"{one.line}:{one.column}  {one.code}  {wordings.sentence(one)}"


def details(failure: KronobarnError) -> tuple[str, ...]:
    """The lines under a failure: its own, or those of the file's problems that caused it."""
    if isinstance(failure.__cause__, Troubled):
        return tuple(line(one) for one in failure.__cause__.problems)
    return failure.details
