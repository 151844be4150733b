"""`kronobarn edit`: the plan file in an editor."""

import click
import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import Code
from kronobarn_cli.i18n import _


def edit(context: typer.Context, code: Code = None) -> None:
    """Open a plan file in your editor."""
    from kronobarn_cli.work import editing

    app: AppContext = context.obj
    found_code = app.code(code)
    if app.no_input:
        raise editing.nobody_writes(found_code)
    with editing.alone(app.folder, found_code):
        _edit(app, found_code)


def _edit(app: AppContext, code: str) -> None:
    """Until the plan is saved, or the person leaves the edit for another time."""
    from kronobarn_cli.cli import plan_screen, problems
    from kronobarn_cli.cli.terminal_asker import confirm
    from kronobarn_cli.work import editing

    opened = editing.open_copy(app.folder, code)
    if opened.kept:
        screen.say(_("Your edit from before is still here."))
    while True:
        editor = app.settings.text("editor")
        try:
            click.edit(filename=str(opened.copy), editor=editor or None)
        except click.ClickException:
            raise editing.no_editor(app.folder, opened, editor) from None
        found = editing.take_back(app.folder, opened)
        if not found:
            screen.say(_("Plan {code} is saved.").format(code=opened.code))
            plan_screen.open_points(opened.code, len(app.folder.load(opened.code).plan.open_points))
            return
        for line in problems.lines(found):
            screen.say(line)
        if not app.can_ask or not confirm(_("The plan is not saved. Open the editor again?")):
            raise editing.not_saved(opened)
