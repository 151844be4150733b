"""`kronobarn due`: what is due, in one plan or in the whole folder."""

from pathlib import Path
from typing import Annotated

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import AsJson, Code, Force
from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.i18n import _, language


def due(
    context: typer.Context,
    code: Code = None,
    within: Annotated[str, typer.Option("--within", metavar=_("TIME"), help=_("How long ahead: 30d, 6w, 2m."))] = "30d",
    who: Annotated[
        str,
        typer.Option(
            "--for", metavar=_("WHO"), help=_("Only for a person or a service, or how they begin."), show_default=False
        ),
    ] = "",
    kind: Annotated[
        str | None,
        typer.Option("--to", metavar="FORMAT", help=_("ics: as a calendar, without names."), show_default=False),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar=_("FILE"), help=_("Where to, or - for the screen."), show_default=False),
    ] = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Show what is due, overdue first."""
    from kronobarn_cli.cli import due_screen
    from kronobarn_cli.work import due as work

    app: AppContext = context.obj
    if (kind or "ics") != "ics" or (out and not kind):
        raise UsageTrouble(_("Only a calendar can be written: --to ics."), "kronobarn due --to ics --out kalender.ics")
    asked = work.Asked(work.read_within(within, app.today), who, app.terms, language(), app.today)
    told = work.in_plan(app.folder, app.folder.find(code), asked) if code else work.in_folder(app.folder, asked)
    if kind is None:
        due_screen.show(told, asked, as_json=as_json)
        return
    due_screen.unreadable(told)
    if out is None or str(out) == "-":
        screen.raw(work.calendar(told, app.now()).decode())
        return
    path = work.write_calendar(told, out, app.now(), force=force)
    screen.say(_("The calendar lies at {path}").format(path=path))
