"""`kronobarn terms`: the editable words."""

from pathlib import Path
from typing import Annotated

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import Force
from kronobarn_cli.errors import ExitCode
from kronobarn_cli.i18n import _, language


def show_terms(context: typer.Context) -> None:
    """Show areas, stages and roles, and whose words they are."""
    from kronobarn_cli.cli import terms_screen

    app: AppContext = context.obj
    terms_screen.show(app.terms)


def copy_terms(
    context: typer.Context,
    target: Annotated[
        Path, typer.Argument(metavar=_("[DIR]"), help=_("Where the copy shall be."), show_default=False)
    ] = Path(),
    force: Force = False,
) -> None:
    """Copy the terms file out, to change it."""
    from kronobarn_cli.work import terms_file

    path = terms_file.copy(target, language(), force=force)
    screen.say(_("The terms file lies at {path}").format(path=path))
    screen.say(_("When you have changed it: kronobarn terms check {path}").format(path=path))
    screen.say(_("To use it: kronobarn config set terms {path}").format(path=path.resolve()))


def check_terms(
    context: typer.Context,
    path: Annotated[
        Path | None,
        typer.Argument(metavar=_("[FILE]"), help=_("The file; the one in use when none is named."), show_default=False),
    ] = None,
) -> None:
    """Check a terms file."""
    from kronobarn_cli.cli import problems
    from kronobarn_cli.work import terms_file

    app: AppContext = context.obj
    checked = terms_file.check(str(path) if path else app.settings.text("terms"), language())
    for line in problems.lines(checked.problems):
        screen.say(line)
    if checked.problems:
        raise typer.Exit(ExitCode.CHECK_FOUND_ERRORS)
    screen.say(_("{name} is well.").format(name=checked.path))
