"""`kronobarn practice`: a made-up case in a folder of its own."""

from pathlib import Path
from typing import Annotated

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.i18n import _, language


def practice(
    context: typer.Context,
    target: Annotated[
        Path | None, typer.Argument(metavar=_("[DIR]"), help=_("The practice folder."), show_default=False)
    ] = None,
) -> None:
    """Practise on made-up children."""
    from kronobarn_cli.cli.words import show_held
    from kronobarn_cli.interview.dates import in_words
    from kronobarn_cli.work import new_plan
    from kronobarn_cli.work import practice as work

    app: AppContext = context.obj
    folder = work.prepare(target or Path(work.FOLDERS[language()]), language())
    app.folder_given = folder.root
    if app.no_input:
        practised = work.render_example(folder, work.EXAMPLE, app.style(language()))
        screen.say(_("Practice with {code}, a made-up child. The documents lie here:").format(code=practised.code))
        for path in practised.documents:
            screen.say(f"  {path}")
        screen.say(_("Open one in your browser and print it. To be asked yourself: kronobarn practice"))
        return
    screen.say(_("This is practice. Make somebody up; every page is stamped as practice."))
    screen.say(_("In practice it is {day}.").format(day=in_words(app.today, language())))
    asker = app.asker(None, "kronobarn practice")
    held = new_plan.new_plan(app.room(asker), app.choose)
    screen.say(_("Plan {code} is saved.").format(code=held.loaded.plan.code))
    show_held(held, app.terms, asker)
