"""`kronobarn templates`: the documents' Markdown, for a municipality to change."""

from pathlib import Path
from typing import Annotated

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import Force
from kronobarn_cli.errors import ExitCode
from kronobarn_cli.i18n import LANGUAGES, _


def copy_template(
    context: typer.Context,
    document: Annotated[
        str, typer.Argument(metavar=_("DOCUMENT"), help=_("agenda, plan or wheel."), show_default=False)
    ],
    target: Annotated[
        Path, typer.Argument(metavar=_("[DIR]"), help=_("Your folder of templates."), show_default=False)
    ] = Path(),
    force: Force = False,
) -> None:
    """Copy a document's templates out, to change them."""
    from kronobarn_cli.work import templates

    for path in templates.copy(document, target, force=force):
        screen.say(_("A template lies at {path}").format(path=path))
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
    faults = templates.check(tuple(app.style(language, target) for language in LANGUAGES))
    for fault in faults:
        screen.say(f"{fault.language}/{fault.document}  {fault.example}  {fault.audience}  {fault.why}")
        for detail in fault.details:
            screen.say(f"  {detail}")
    if faults:
        raise typer.Exit(ExitCode.CHECK_FOUND_ERRORS)
    screen.say(_("All documents can be made for all examples, in all languages."))
