"""Options and arguments that several commands share, declared once."""

from pathlib import Path
from typing import Annotated

import click
import typer

from kronobarn_cli.i18n import _

_MOST_DIGITS = 9


class Counted(click.ParamType[int]):
    """A whole number from 1 up, and a sentence for anything else."""

    name = "integer"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number that was typed."""
        text = str(value)
        if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS and int(text):
            return int(text)
        return self.fail(_("{given} is no number from 1 up.").format(given=text), param, ctx)


FROM_ONE = Counted()
"""Instead of `min=1`, whose help shows `x>=1`."""

Code = Annotated[
    str | None,
    typer.Argument(metavar=_("[CODE]"), help=_("The plan's code, or how it begins."), show_default=False),
]
AsJson = Annotated[bool, typer.Option("--json", help=_("Answer as JSON, for scripts."))]
Answers = Annotated[
    Path | None,
    typer.Option("--answers", metavar=_("FILE"), help=_("Take the answers from a file."), show_default=False),
]
Force = Annotated[bool, typer.Option("--force", help=_("Write over what is there."))]
