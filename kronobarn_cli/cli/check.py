"""`kronobarn check`: what is wrong or unfinished in plans."""

from pathlib import Path
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
    staged: Annotated[
        bool, typer.Option("--staged", help=_("For IT: check what is on its way into the history."))
    ] = False,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar=_("VERSION"),
            help=_("For IT: check what came into the history since a version."),
            show_default=False,
        ),
    ] = None,
    history: Annotated[
        bool,
        typer.Option(
            "--history", help=_("For IT: look for names and personal numbers around the plans, in all history.")
        ),
    ] = False,
    message: Annotated[
        Path | None,
        typer.Option(
            "--message",
            metavar=_("FILE"),
            help=_("For IT: look for them in a message that is on its way into the history."),
            show_default=False,
        ),
    ] = None,
    unfinished: Annotated[
        bool,
        typer.Option(
            "--unfinished", help=_("For IT: with --staged or --since, say nothing of what is unfinished in a plan.")
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check plans against the rules."""
    from kronobarn_cli.cli import check_screen, recorded
    from kronobarn_cli.work import checking

    app: AppContext = context.obj
    wish = recorded.Wish(staged, since, history, message, unfinished)
    if wish.wanted:
        recorded.check(app, wish, alone=not codes and not explain, as_json=as_json)
        return
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
