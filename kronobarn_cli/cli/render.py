"""`kronobarn render`: a document for somebody, on disk or on the screen."""

from pathlib import Path
from typing import Annotated

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import Force
from kronobarn_cli.i18n import _, language


def render(
    context: typer.Context,
    code: Annotated[
        str | None,
        typer.Argument(metavar=_("[CODE]"), help=_("The plan's code, or how it begins."), show_default=False),
    ] = None,
    document: Annotated[
        str | None,
        typer.Argument(metavar=_("[DOCUMENT]"), help=_("agenda, plan or wheel."), show_default=False),
    ] = None,
    audience: Annotated[
        str,
        typer.Option(
            "--for",
            metavar=_("WHO"),
            help=_("For whom: chair, family, guardian-1, a service …"),
            show_default=False,
        ),
    ] = "",
    kind: Annotated[str, typer.Option("--to", metavar="FORMAT", help=_("The form: html, md or txt."))] = "html",
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar=_("FILE"), help=_("Where to, or - for the screen."), show_default=False),
    ] = None,
    routine_followed: Annotated[
        bool,
        typer.Option(
            "--routine-followed",
            help=_("Print although an identity is protected: the routine has been followed."),
        ),
    ] = False,
    force: Force = False,
) -> None:
    """Make a document to print."""
    from kronobarn_cli.work import rendering

    app: AppContext = context.obj
    code, document = rendering.names(code, document)
    order = rendering.Order(document, audience, kind, routine_followed)
    plan = app.folder.load(app.code(code)).plan
    rendered = rendering.render(plan, order, app.style(language()))
    app.tell_unsaved(plan.code)
    if str(out) == "-":
        screen.raw(rendered.text)
        return
    if out is None:
        path = rendering.write(plan, rendered, app.printouts)
    else:
        path = rendering.write_to(out, plan, rendered, force=force)
    screen.say(_("The document lies at {path}").format(path=path))
