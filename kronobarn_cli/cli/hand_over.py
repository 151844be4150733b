"""`kronobarn hand-over`: proposes a hand-over, or answers one."""

from typing import Annotated

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import Answers, Code
from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.i18n import _


def hand_over(
    context: typer.Context,
    code: Code = None,
    accept: Annotated[bool, typer.Option("--accept", help=_("The one who was asked has accepted."))] = False,
    decline: Annotated[bool, typer.Option("--decline", help=_("The one who was asked has declined."))] = False,
    why: Annotated[
        str, typer.Option("--why", metavar=_("TEXT"), help=_("Why it was declined."), show_default=False)
    ] = "",
    on: Annotated[
        str,
        typer.Option("--on", metavar=_("DAY"), help=_("The day of the answer; otherwise today."), show_default=False),
    ] = "",
    answers: Answers = None,
) -> None:
    """Hand over the coordination or the role as responsible."""
    from kronobarn_cli.cli import conversing
    from kronobarn_cli.cli.words import show_held
    from kronobarn_cli.work import handing_over

    app: AppContext = context.obj
    found = app.code(code)
    if accept and decline:
        raise UsageTrouble(_("Accepted or declined? Choose one of the two."), f"kronobarn hand-over {found} --accept")
    if decline and not why and app.can_ask:
        screen.say(_("Why was it declined? A few words are enough."))
        why = screen.prompt("> ")
    if accept or decline:
        show_held(handing_over.answer(app.room(app.nobody()), found, handing_over.Answer(accept, why, on)), app.terms)
        return
    conversing.hold(app, found, answers, "hand-over")
