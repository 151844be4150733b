"""`kronobarn show`: one plan on the screen."""

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import AsJson, Code
from kronobarn_cli.i18n import language


def show(context: typer.Context, code: Code = None, as_json: AsJson = False) -> None:
    """Show a plan on the screen."""
    from kronobarn_cli.cli import plan_screen
    from kronobarn_cli.cli.words import stage_name
    from kronobarn_cli.model.stage import stage
    from kronobarn_cli.work import glance

    app: AppContext = context.obj
    plan = app.folder.load(app.code(code)).plan
    if as_json:
        screen.data({"version": 1, "plan": glance.as_data(plan)})
        return
    plan_screen.show(glance.at_a_glance(plan, app.terms, language(), app.today), stage_name(stage(plan), app.terms))
    plan_screen.open_points(plan.code, len(plan.open_points))
