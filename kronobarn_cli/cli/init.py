"""`kronobarn init`: makes a plan folder."""

from pathlib import Path
from typing import Annotated

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.i18n import _, language


def init(
    context: typer.Context,
    target: Annotated[
        Path, typer.Argument(metavar=_("[DIR]"), help=_("Where the folder shall be."), show_default=False)
    ] = Path(),
    municipality: Annotated[
        str | None,
        typer.Option("--municipality", metavar=_("NAME"), help=_("The municipality on documents."), show_default=False),
    ] = None,
    no_git: Annotated[bool, typer.Option("--no-git", help=_("Keep no history with git."))] = False,
    from_: Annotated[
        str | None,
        typer.Option(
            "--from", metavar=_("PLACE"), help=_("Begin with what your colleagues share."), show_default=False
        ),
    ] = None,
    hooks: Annotated[
        bool,
        typer.Option("--hooks", help=_("Check what is saved before it is recorded; also for a folder that is there.")),
    ] = False,
) -> None:
    """Make a plan folder."""
    from kronobarn_cli.cli import beginning, hooking
    from kronobarn_cli.work import setting_up

    app: AppContext = context.obj
    if hooks and no_git:
        raise UsageTrouble(_("The check before recording needs git."), "kronobarn init --hooks")
    if hooks and hooking.is_plan_folder(target):
        hooking.put(target)
        return
    setting_up.refuse_place(target, from_, hooks=hooks)
    if from_ is not None:
        beginning.begin(target, from_, hooks=hooks, own=no_git or municipality is not None)
        return
    chosen = language()
    if municipality is None and app.can_ask:
        from kronobarn_cli.cli.terminal_asker import ask_language, ask_municipality
        from kronobarn_cli.store.settings import MUNICIPALITIES

        municipality, chosen = ask_municipality(MUNICIPALITIES), ask_language(chosen)
    values: dict[str, str | bool] = {"municipality": municipality or "", "language": chosen, "git": not no_git}
    made = setting_up.init(target, values, with_git=not no_git)
    screen.say(_("The plan folder is ready: {path}").format(path=made.path.resolve()))
    if not no_git and not made.git:
        screen.say(_("No history is kept: git is missing, or could not begin one. Everything else works."))
    if made.refused:
        screen.failure(*made.refused)
    if made.synced_by:
        screen.say(setting_up.in_cloud(made.synced_by))
    if hooks:
        hooking.put(target)
    screen.say(_("Next: kronobarn new-plan"))
