"""`kronobarn sync`: exchanges with colleagues through the shared place."""

from typing import Annotated

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import AsJson
from kronobarn_cli.errors import ExitCode, UsageTrouble
from kronobarn_cli.i18n import _


def sync(
    context: typer.Context,
    with_: Annotated[
        str | None,
        typer.Option(
            "--with",
            metavar=_("PLACE"),
            help=_("The shared place, the first time: a folder on a share, an https or an ssh address."),
            show_default=False,
        ),
    ] = None,
    with_open_points: Annotated[
        bool, typer.Option("--with-open-points", help=_("Send also what is written in two ways and not chosen yet."))
    ] = False,
    with_removed: Annotated[
        bool, typer.Option("--with-removed", help=_("Plans that are gone from the folder are gone for all."))
    ] = False,
    instead: Annotated[
        bool, typer.Option("--instead", help=_("The place in --with counts instead of the one so far."))
    ] = False,
    even_if_public: Annotated[
        bool, typer.Option("--even-if-public", help=_("Send also to a place that everybody can read."))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Exchange with your colleagues through the shared place."""
    from kronobarn_cli.cli import sync_screen
    from kronobarn_cli.work import syncing

    app: AppContext = context.obj
    if instead and with_ is None:
        raise UsageTrouble(_("Say where the shared place is."), "kronobarn sync --help")
    ask = app.can_ask and not as_json
    if with_ is not None and not instead and ask and (known := syncing.other_place(app.folder, with_)):
        if not _instead(known):
            screen.say(_("Nothing has been changed."))
            return
        instead = True
    wish = syncing.Wish(with_, with_open_points, with_removed, even_if_public, instead)
    with screen.patience(_("The plans are being fetched and sent. It can take a while.")) as found_out:

        def agree(place: str) -> bool:
            found_out()
            return ask and sync_screen.may_be_open(place)

        done = syncing.sync(app.folder, app.drafts, app.today, wish, agree)
    if as_json:
        screen.data({"version": 1, **done.as_data()})
    else:
        sync_screen.show(app, done)
    if done.sent is None:
        raise typer.Exit(ExitCode.CHECK_FOUND_ERRORS)


def _instead(known: str) -> bool:
    """Whether a person says yes to another shared place than the one so far."""
    from kronobarn_cli.cli.terminal_asker import confirm

    screen.say(_("This folder has a shared place already: {place}").format(place=known))
    return confirm(_("Shall the new one count instead?"), usual=False)
