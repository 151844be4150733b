"""`kronobarn merge`: take in copies of a plan, and choose where two have written differently."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import AsJson, Code
from kronobarn_cli.errors import ExitCode, NotFound, Unreadable
from kronobarn_cli.i18n import _, language

if TYPE_CHECKING:
    from kronobarn_cli.work.merging import Taken


def merge(
    context: typer.Context,
    code: Code = None,
    with_: Annotated[
        Path | None,
        typer.Option("--with", metavar=_("FILE"), help=_("A copy that lies elsewhere."), show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Take in copies of a plan, and choose where two have written differently."""
    from kronobarn_cli.cli import merge_screen
    from kronobarn_cli.work import merging

    app: AppContext = context.obj
    found = app.folder.find(code) if code else _waiting(app, asked=not (with_ or as_json))
    if not found:
        return
    copies, more = ((with_,), 0) if with_ else merging.beside(app.folder, found)
    taken, refused = _taken(app, found, copies, shown=not as_json)
    if with_ and refused:
        raise refused[0]
    if app.can_ask and not as_json:
        _choose(app, found)
    left = merging.open_points(app.folder.load(found).plan)
    if as_json:
        data = {"version": 1, "code": found, "copies": [one.as_data() for one in taken]}
        screen.data({**data, "open-points": merging.as_data(left)})
    else:
        merge_screen.left(found, left, copies=bool(copies or taken))
        if not app.can_ask:
            merge_screen.list_points(app.folder.load(found), left, app.terms, language())
        merge_screen.more(found, more, refused=bool(refused))
    if refused:
        raise merging.refused(found, refused)
    if left:
        raise typer.Exit(ExitCode.CHECK_FOUND_ERRORS)


def _waiting(app: AppContext, *, asked: bool) -> str:
    """The one plan in which something waits to be taken in or chosen, or the one that is picked; empty for none."""
    from kronobarn_cli.work import listing

    codes = listing.waiting(app.folder) if asked else app.folder.codes()
    if not codes and app.folder.codes():
        screen.say(_("No plan has copies, and nothing in any of them is written in two ways."))
        return ""
    found = app.pick(codes)
    if asked and len(codes) == 1:
        screen.say(_("Plan {code}:").format(code=found))
    return found


def _taken(
    app: AppContext, code: str, copies: tuple[Path, ...], *, shown: bool
) -> tuple[list["Taken"], list[Unreadable | NotFound]]:
    """What came of the plan's own file, if git has left two versions in it, and of each copy; and what was refused."""
    from kronobarn_cli.cli import merge_screen
    from kronobarn_cli.work import merging, torn

    taken: list[Taken] = []
    refused: list[Unreadable | NotFound] = []
    if whole := torn.mend(app.folder, app.drafts, code):
        taken.append(whole)
        if shown:
            merge_screen.mended(app.folder.load(code), whole, app.terms, language())
    app.folder.load(code)
    for copy in copies:
        try:
            one = merging.take(app.folder, app.drafts, code, copy)
        except (Unreadable, NotFound) as failure:
            # One copy that cannot be read must not keep the others, or what is left to choose, from the person.
            refused.append(failure)
            continue
        taken.append(one)
        if shown:
            merge_screen.taken(app.folder.load(code), one, app.terms, language())
    return taken, refused


def _choose(app: AppContext, code: str) -> None:
    """Ask about each open point; each choice is saved before the next question."""
    from kronobarn_cli.cli import merge_screen
    from kronobarn_cli.work import merging

    for point in merging.open_points(app.folder.load(code).plan):
        loaded = app.folder.load(code)
        if choice := merge_screen.choose(loaded, point, app.terms, language()):
            merging.settle(app.folder, app.drafts, code, point.at, choice)
            screen.say(_("That is saved in plan {code}.").format(code=code))
