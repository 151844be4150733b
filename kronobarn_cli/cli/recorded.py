"""The other half of `kronobarn check`: not the plans as they lie in the folder, but what git holds or is about to."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.errors import ExitCode, UsageTrouble
from kronobarn_cli.i18n import _

if TYPE_CHECKING:
    from kronobarn_cli.work.staged_check import Looked


class Wish(NamedTuple):
    """What to look at; one of the first four."""

    staged: bool
    since: str | None
    history: bool
    message: Path | None
    unfinished: bool

    @property
    def wanted(self) -> int:
        """How many of them were asked for."""
        return sum((self.staged, self.since is not None, self.history, self.message is not None))


def check(app: AppContext, wish: Wish, *, alone: bool, as_json: bool) -> None:
    """Look, show, and leave with 1 where something must be put right; raises UsageTrouble for two at once."""
    from kronobarn_cli.cli import recorded_screen
    from kronobarn_cli.store.git import program

    if wish.wanted > 1 or not alone:
        sentence = _("Say one of --staged, --since, --history and --message, and no plans beside it.")
        raise UsageTrouble(sentence, "kronobarn check --staged")
    with screen.patience(_("The history is being read. It can take a while.")):
        looked = _looked(app, wish)
    recorded_screen.show(looked, app.root, as_json=as_json, quiet=program.in_hook())
    if looked.errors:
        raise typer.Exit(ExitCode.CHECK_FOUND_ERRORS)


def _looked(app: AppContext, wish: Wish) -> "Looked":
    from kronobarn_cli.work import checking, staged_check

    if wish.history:
        return staged_check.history(app.folder)
    if wish.message is not None:
        return staged_check.message(app.folder, wish.message)
    practice = app.settings.flag("practice")
    measure = None if wish.unfinished else checking.Measure(app.today, app.terms, practice)
    if wish.since is not None:
        return staged_check.since(app.folder, wish.since, measure)
    return staged_check.staged(app.folder, measure)
