"""`kronobarn doctor`: what is wrong with this set-up."""

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import AsJson
from kronobarn_cli.errors import ExitCode
from kronobarn_cli.i18n import _


def doctor(context: typer.Context, as_json: AsJson = False) -> None:
    """Look over this computer and the plan folder."""
    from kronobarn_cli.work import doctor as work

    app: AppContext = context.obj
    findings = tuple(work.examine(app.root_if_any))
    if as_json:
        screen.data({"version": 1, "findings": [one.as_data() for one in findings]})
    else:
        for one in findings:
            line = _("well: {sentence}") if one.well else _("look: {sentence}")
            screen.say(line.format(sentence=one.sentence))
            if one.hint:
                screen.say("  " + _("Try: {hint}").format(hint=one.hint))
    if not all(one.well for one in findings):
        raise typer.Exit(ExitCode.CHECK_FOUND_ERRORS)
