"""`kronobarn check`: what is wrong or unfinished in plans."""

from typing import Annotated

import typer

from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import AsJson
from kronobarn_cli.errors import ExitCode
from kronobarn_cli.i18n import _


def check(
    context: typer.Context,
    codes: Annotated[
        list[str] | None,
        typer.Argument(metavar=_("[CODE]..."), help=_("Plans to check; all when none is named."), show_default=False),
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option("--explain", metavar="K101", help=_("Explain one check."), show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check plans against the rules."""
    from kronobarn_cli.cli import check_screen
    from kronobarn_cli.work import checking

    app: AppContext = context.obj
    if explain:
        check_screen.explain(explain)
        return
    found = tuple(app.folder.find(code) for code in codes) if codes else app.folder.codes()
    measure = checking.Measure(app.today, app.terms, app.settings.flag("practice"))
    reports = checking.check_plans(app.folder, found, measure, everything=not codes)
    check_screen.show(reports, as_json=as_json)
    for one in found if codes else ():
        app.tell_unsaved(one)
    if any(report.errors for report in reports):
        raise typer.Exit(ExitCode.CHECK_FOUND_ERRORS)
