"""`kronobarn templates`: the documents' Markdown, for a municipality to change."""

from pathlib import Path
from typing import Annotated

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import Force
from kronobarn_cli.completion_table import COMMANDS
from kronobarn_cli.errors import ExitCode
from kronobarn_cli.i18n import LANGUAGES, _

# The table behind Tab holds their names and costs nothing to load; what makes the documents does.
COPIED = COMMANDS["templates copy"][2][0][1]


def copy_template(
    context: typer.Context,
    template: Annotated[
        str,
        typer.Argument(
            metavar=_("DOCUMENT"),
            help=_("One of {names}. The last is the page around a Word file.").format(names=", ".join(COPIED)),
            show_default=False,
        ),
    ],
    target: Annotated[
        Path, typer.Argument(metavar=_("[DIR]"), help=_("Your folder of templates."), show_default=False)
    ] = Path(),
    force: Force = False,
) -> None:
    """Copy a document's templates out, to change them."""
    from kronobarn_cli.work import templates

    copied = templates.copy(template, target, force=force)
    laid = _("The letterhead lies at {path}") if template == templates.LETTERHEAD else _("A template lies at {path}")
    for path in copied.laid:
        screen.say(laid.format(path=path))
    for path in copied.kept:
        screen.say(_("Was there already and is left as it is: {path}").format(path=path))
    screen.say(_("When you have changed it: kronobarn templates check {path}").format(path=target))
    screen.say(_("To use it: kronobarn config set templates {path}").format(path=target.resolve()))


def check_templates(
    context: typer.Context,
    target: Annotated[
        Path | None,
        typer.Argument(
            metavar=_("[DIR]"),
            help=_("Your folder of templates; the one in use when none is named."),
            show_default=False,
        ),
    ] = None,
) -> None:
    """Render every document for every example and tell what fails."""
    from kronobarn_cli.work import templates

    app: AppContext = context.obj
    if screen.interactive():
        screen.aside(_("Every document is made for every reader. It takes a few seconds."))
    faults = templates.check(tuple(app.style(language, target) for language in LANGUAGES))
    for fault in faults:
        screen.say(fault.heading)
        for detail in fault.details:
            screen.say(f"  {detail}")
    if faults:
        raise typer.Exit(ExitCode.CHECK_FOUND_ERRORS)
    screen.say(_("All documents can be made for all examples, in all languages."))
