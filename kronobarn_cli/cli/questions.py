"""`kronobarn questions`: the interview as a form."""

from enum import StrEnum
from typing import Annotated

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.i18n import _


class Form(StrEnum):
    """A form on paper, or a file to fill for `--answers`."""

    MD = "md"
    YAML = "yaml"


def questions(
    context: typer.Context,
    form: Annotated[Form, typer.Option("--to", help=_("md for paper, yaml to fill and give to --answers."))] = Form.MD,
) -> None:
    """Show the questions of the interview as a form."""
    from kronobarn_cli.work import questions as work

    app: AppContext = context.obj
    screen.raw(work.to_markdown(app.terms) if form is Form.MD else work.to_yaml(app.terms))
