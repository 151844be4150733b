"""`kronobarn reopen`: a closed plan goes on where it stood."""

from typing import Annotated

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import Code
from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.i18n import _


def reopen(
    context: typer.Context,
    code: Code = None,
    why: Annotated[
        str | None, typer.Option("--why", metavar=_("TEXT"), help=_("Why it is opened again."), show_default=False)
    ] = None,
) -> None:
    """Open a closed plan again."""
    from kronobarn_cli.cli.words import stage_name
    from kronobarn_cli.model.stage import stage
    from kronobarn_cli.work import reopening

    app: AppContext = context.obj
    found = app.code(code)
    before = reopening.closed(app.folder, found)
    if why is None and not app.can_ask:
        raise UsageTrouble(_("Say why the plan is opened again."), reopening.hint(found))
    if why is None:
        screen.say(_("Why is the plan opened again? A few words are enough."))
        why = screen.prompt("> ")
        while sentence := reopening.will_not_do(why):
            screen.say(sentence)
            why = screen.prompt("> ")
    plan = reopening.reopen(app.folder, before, why, app.today)
    screen.say(
        _("Plan {code} is open again. Stage: {stage}").format(code=found, stage=stage_name(stage(plan), app.terms))
    )
    screen.say(_("Next: {command}").format(command=f"kronobarn follow-up {found}"))
