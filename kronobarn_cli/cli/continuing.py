"""`kronobarn continue`: goes on where a plan stands."""

import typer

from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import Answers, Code


def continue_plan(context: typer.Context, code: Code = None, answers: Answers = None) -> None:
    """Go on with a plan."""
    from kronobarn_cli.cli.words import show_held
    from kronobarn_cli.work import continuing as work

    app: AppContext = context.obj
    found = work.find(app.folder, app.drafts, code) if code else app.pick(work.waiting(app.folder, app.drafts))
    asker = app.asker(answers, "kronobarn questions --to yaml")
    held = work.continue_plan(app.room(asker), found)
    show_held(held, app.terms, asker)
