"""`kronobarn new-plan`: the interview, from the first worry."""

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import Answers
from kronobarn_cli.i18n import _


def new_plan(context: typer.Context, answers: Answers = None) -> None:
    """Begin a new plan."""
    from kronobarn_cli.cli.words import show_held
    from kronobarn_cli.work import new_plan as work

    app: AppContext = context.obj
    asker = app.asker(answers, "kronobarn questions --to yaml")
    held = work.new_plan(app.room(asker), app.choose)
    screen.say()
    screen.say(_("Plan {code} is saved.").format(code=held.loaded.plan.code))
    show_held(held, app.terms, asker)
