"""`kronobarn practice`: made-up cases in a folder of its own, alone or in a workshop."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.i18n import _, language, later

if TYPE_CHECKING:
    from kronobarn_cli.store.folder import Folder
    from kronobarn_cli.work.practice import Practised

# Each step on a made-up child that has come that far.
_THE_WHOLE_WAY = (
    (later("from the first worry"), "kronobarn new-plan"),
    (later("prepare a meeting"), "kronobarn meeting v5xjc --prepare"),
    (later("hold a meeting"), "kronobarn meeting v5xjc"),
    (later("follow up"), "kronobarn follow-up k7mtr"),
    (later("hand over"), "kronobarn hand-over p3wdh"),
    (later("close"), "kronobarn close k7mtr"),
)


def practice(
    context: typer.Context,
    target: Annotated[
        Path | None, typer.Argument(metavar=_("[DIR]"), help=_("The practice folder."), show_default=False)
    ] = None,
    cards: Annotated[
        bool, typer.Option("--cards", help=_("Make role cards for a workshop, one for each person of a case."))
    ] = False,
    case: Annotated[
        str,
        typer.Option("--case", metavar=_("CODE"), help=_("Which of the made-up children."), show_default=False),
    ] = "",
) -> None:
    """Practise on made-up children."""
    from kronobarn_cli.work import practice as work

    app: AppContext = context.obj
    folder = work.prepare(target or work.place(app.folder_given, Path.cwd(), language()), language())
    app.folder_given = folder.root
    if cards:
        _tell_workshop(app, work.render_cards(folder, case or work.EXAMPLE, app.style(language())))
    elif app.no_input or case:
        _tell_documents(work.render_example(folder, case or work.EXAMPLE, app.style(language())))
        _tell_the_way(folder)
    else:
        _interview(app)


def _tell_documents(practised: "Practised") -> None:
    screen.say(_("Practice with {code}, a made-up child. The documents lie here:").format(code=practised.code))
    for path in practised.documents:
        screen.say(f"  {path}")
    screen.say(_("Open one in your browser and print it. To be asked yourself: kronobarn practice"))


def _tell_the_way(folder: "Folder") -> None:
    """Which command practises which step, and on whom."""
    screen.say()
    screen.say(_("The whole way can be practised. Go to the folder first: cd {folder}").format(folder=folder.root))
    width = max(len(command) for words, command in _THE_WHOLE_WAY)
    for words, command in _THE_WHOLE_WAY:
        screen.say(f"  {command.ljust(width)}  {_(words)}")


def _tell_workshop(app: AppContext, practised: "Practised") -> None:
    """Where the cards lie, and how an hour with them goes."""
    from kronobarn_cli.interview.dates import in_words

    screen.say(_("Role cards for {code}, a made-up child. Print one for each of you:").format(code=practised.code))
    for path in practised.documents:
        screen.say(f"  {path}")
    command = f"kronobarn {'meeting' if practised.meets else 'follow-up'} {practised.code} --folder {practised.folder}"
    lines = (
        _("In practice it is {day}.").format(day=in_words(app.today, language())),
        _("1. Hand out a card each. Read only your own, and take five minutes to think as that person."),
        _("2. One of you leads. Another one types: {command}").format(command=command),
        _("3. Let the child speak first in every round. Nobody has to play more than the card says."),
        _("4. Read out what you decided. Then lay the cards aside and talk about it."),
    )
    screen.say()
    for line in lines:
        screen.say(line)


def _interview(app: AppContext) -> None:
    from kronobarn_cli.cli.words import show_held
    from kronobarn_cli.interview.dates import in_words
    from kronobarn_cli.work import new_plan

    screen.say(_("This is practice. Make somebody up; every page is stamped as practice."))
    screen.say(_("In practice it is {day}.").format(day=in_words(app.today, language())))
    asker = app.asker(None, "kronobarn practice")
    held = new_plan.new_plan(app.room(asker), app.choose)
    show_held(held, app.terms, asker)
