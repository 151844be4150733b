"""Words for what is wrong in a file: place, code, sentence."""

from kronobarn_cli.cli import wordings
from kronobarn_cli.errors import KronobarnError
from kronobarn_cli.i18n import _
from kronobarn_cli.text.problem import Problem, Troubled

_MOST = 20
"""Of the problems of one file so many are told; a broken file can have tens of thousands."""


def lines(found: tuple[Problem, ...]) -> tuple[str, ...]:
    """The problems in a file, each as a line: place, code, sentence; of many only the first, and how many more."""
    more = len(found[_MOST:])
    said = tuple(f"{one.line}:{one.column}  {one.code}  {wordings.sentence(one)}" for one in found[:_MOST])
    return (*said, _("And {count} more.").format(count=more)) if more else said


def details(failure: KronobarnError) -> tuple[str, ...]:
    """The lines under a failure: its own, or those of the file's problems that caused it."""
    return lines(failure.__cause__.problems) if isinstance(failure.__cause__, Troubled) else failure.details
