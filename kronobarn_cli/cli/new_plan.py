"""`kronobarn new-plan`: the interview, from the first worry."""

from typing import Annotated

import typer

from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import Answers
from kronobarn_cli.i18n import _


def new_plan(
    context: typer.Context,
    consultation: Annotated[
        bool, typer.Option("--consultation", help=_("Think together about a child whom nobody names."))
    ] = False,
    answers: Answers = None,
) -> None:
    """Begin a new plan."""
    from kronobarn_cli.cli.words import show_held
    from kronobarn_cli.work import new_plan as work

    app: AppContext = context.obj
    asker = app.asker(answers, "kronobarn questions --to yaml")
    held = work.new_plan(app.room(asker), app.choose, consultation=consultation)
    show_held(held, app.terms, asker)
