"""Options and arguments that several commands share, declared once."""

from pathlib import Path
from typing import Annotated

import typer

from kronobarn_cli.i18n import _

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
