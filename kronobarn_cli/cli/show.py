"""`kronobarn show`: one plan on the screen."""

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import AsJson, Code
from kronobarn_cli.i18n import language


def show(context: typer.Context, code: Code = None, as_json: AsJson = False) -> None:
    """Show a plan on the screen."""
    from kronobarn_cli.work import showing

    app: AppContext = context.obj
    loaded = app.folder.load(app.code(code))
    if as_json:
        screen.data({"version": 1, "plan": showing.as_data(loaded.plan)})
        return
    screen.say(showing.as_text(loaded.plan, app.terms, language(), app.today))
