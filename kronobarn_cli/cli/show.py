"""`kronobarn show`: one plan on the screen."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import AsJson, Code
from kronobarn_cli.i18n import _, language

if TYPE_CHECKING:
    from kronobarn_cli.model.plan import Plan


def show(
    context: typer.Context,
    code: Code = None,
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            metavar=_("DAY/VERSION/last-meeting"),
            help=_("As the plan was on a day (also yesterday, or a week as w8), in a version (8) or then."),
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show a plan on the screen."""
    from kronobarn_cli.cli import plan_screen
    from kronobarn_cli.cli.words import stage_name
    from kronobarn_cli.model.stage import stage
    from kronobarn_cli.work import glance

    app: AppContext = context.obj
    plan = _then(app, code, at) if at else app.folder.load(app.code(code)).plan
    if as_json:
        screen.data({"version": 1, "plan": glance.as_data(plan)})
        return
    plan_screen.show(glance.at_a_glance(plan, app.terms, language(), app.today), stage_name(stage(plan), app.terms))
    plan_screen.open_points(plan.code, len(plan.open_points))


def _then(app: AppContext, beginning: str | None, at: str) -> "Plan":
    """The plan as it was then, with the identity protected if it is so now."""
    from kronobarn_cli.cli import history_screen
    from kronobarn_cli.work import history

    code = history.find(app.folder, beginning) if beginning else app.pick(app.folder.codes())
    if history_screen.is_last_meeting(at):
        moment: date | int = history_screen.last_meeting(app, code)
    else:
        moment = history_screen.moment(app, at, f"show {code} --at")
    with history_screen.quickened(app):
        asked = history.which(app.folder, code, moment)
        found = history.plan_of(app.folder, asked)
    screen.aside(_("This is the plan as it was then, not as it is now."))
    words = _("It is version {revision}, {origin}.")
    screen.aside(words.format(revision=found.revision, origin=history_screen.origin(asked)))
    if isinstance(moment, int):
        history_screen.tell_others(asked)
    return found
