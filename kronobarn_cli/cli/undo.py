"""`kronobarn undo`: take back one change of a plan."""

from typing import TYPE_CHECKING, Annotated

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import FROM_ONE, Code
from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.i18n import _, later, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kronobarn_cli.work.undoing import Undoing

_STAYS = {
    "kept": later("It was changed again after that, so it stays: {place}"),
    "needed": later("Something else needs it, so it stays: {place}"),
    "renamed": later("{place} was two different things. One of them is now called {new}."),
}
"""Why something stays, by `model.merge.Telling`, which is not loaded for the sake of a help text."""


def undo(
    context: typer.Context,
    code: Code = None,
    change: Annotated[
        int,
        typer.Option(
            "--change",
            click_type=FROM_ONE,
            metavar=_("NUMBER"),
            help=_("Which change, as `history` numbers them."),
        ),
    ] = 1,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do it without asking, for scripts."))] = False,
) -> None:
    """Take back one change of a plan, the last one unless you say which."""
    from kronobarn_cli.cli import history_screen
    from kronobarn_cli.work import history, undoing

    app: AppContext = context.obj
    if code is None and not app.can_ask:
        hint = "kronobarn history" if app.folder.codes() else "kronobarn new-plan"
        raise UsageTrouble(_("Say in which plan."), hint)
    found = history.find(app.folder, code) if code else history.last_changed(app.folder)
    foreseen = undoing.foresee(app.folder, found, change, history_screen.teller(app))
    _tell(found, foreseen)
    if not foreseen.sentences:
        screen.say(_("There is nothing left of it to undo. Nothing has been changed."))
        return
    if not yes and not _sure(app, found, change):
        screen.say(_("Nothing has been changed."))
        return
    plan = undoing.undo(app.folder, app.drafts, found, foreseen)
    screen.say(_("That is undone. Plan {code} is now version {revision}.").format(code=found, revision=plan.revision))
    if app.folder.unrecorded or foreseen.entry.at is None:
        words = _("What stood there before is kept on this computer: {command}")
        screen.say(words.format(command=f"kronobarn restore {found}"))
    else:
        screen.say(_("Nothing is lost: {command}").format(command=f"kronobarn history {found}"))


def _tell(code: str, foreseen: "Undoing") -> None:
    """Say what the change was, and what undoing it does."""
    from kronobarn_cli.cli import history_screen

    screen.say(_("This is what was changed in plan {code}:").format(code=code))
    screen.say(f"  {history_screen.head(foreseen.entry)}")
    for sentence in foreseen.entry.sentences:
        screen.say(f"    {sentence}")
    if foreseen.sentences:
        screen.say()
        screen.say(_("If you undo it, this happens:"))
    for sentence in foreseen.sentences:
        screen.say(f"    {sentence}")
    for line in _on_the_way(code, foreseen):
        screen.say(line)


def _on_the_way(code: str, foreseen: "Undoing") -> "Iterator[str]":
    """What has been written on since the change, and so stays or is for a person to choose."""
    for what, place, new in foreseen.kept:
        yield "  " + _(_STAYS[what]).format(place=place, new=new)
    if foreseen.opened:
        words = ngettext(
            "In one place you have written something else since. Both are kept until you choose: {command}",
            "In {count} places you have written something else since. All of it is kept until you choose: {command}",
            foreseen.opened,
        )
        yield words.format(count=foreseen.opened, command=f"kronobarn merge {code}")


def _sure(app: AppContext, code: str, change: int) -> bool:
    from kronobarn_cli.cli.terminal_asker import confirm

    if not app.can_ask:
        again = f"kronobarn undo {code}" + (f" --change {change}" if change > 1 else "") + " --yes"
        raise UsageTrouble(_("To undo it without being asked, say --yes."), again)
    return confirm(_("Shall I undo it?"), usual=False)
