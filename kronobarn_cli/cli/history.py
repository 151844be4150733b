"""`kronobarn history`: what has been changed, when and by whom."""

from typing import Annotated

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import FROM_ONE, AsJson, Code
from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.i18n import _

_USUAL = 20
_ALL = 1_000_000


def history(
    context: typer.Context,
    code: Code = None,
    count: Annotated[
        int,
        typer.Option("--count", click_type=FROM_ONE, metavar=_("COUNT"), help=_("How many changes to show.")),
    ] = _USUAL,
    every: Annotated[bool, typer.Option("--all", help=_("Show every change of the plan."))] = False,
    as_json: AsJson = False,
) -> None:
    """Show what has been changed, when and by whom."""
    from kronobarn_cli.cli import history_screen
    from kronobarn_cli.work import history as work

    app: AppContext = context.obj
    teller = history_screen.teller(app)
    if every and code is None:
        raise UsageTrouble(_("Say of which plan you want to see everything."), "kronobarn history --count 100")
    most = _ALL if every else count
    with history_screen.quickened(app):
        found = work.find(app.folder, code) if code else None
        of_plan = work.of_plan(app.folder, found, teller, most + 1) if found else None
        entries = work.of_folder(app.folder, teller, most + 1) if of_plan is None else of_plan
        if as_json:
            changes = [one.as_data() for one in entries[:most]]
            screen.data({"version": 1, "code": found, "changes": changes, "more": len(entries) > most})
        else:
            history_screen.show(found, entries[:most], more=len(entries) > most)
