"""`kronobarn list`: the plans in the folder."""

from typing import TYPE_CHECKING, Annotated

import typer

from kronobarn_cli.cli import choices_screen, screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import AsJson
from kronobarn_cli.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kronobarn_cli.work.listing import Row


def list_plans(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help=_("Closed plans too."))] = False,
    as_json: AsJson = False,
) -> None:
    """List the plans in the folder."""
    from kronobarn_cli.work import listing

    app: AppContext = context.obj
    found = listing.rows(app.folder, app.drafts, app.today)
    rows = found if everything else tuple(row for row in found if not row.closed or row.unsaved)
    if as_json:
        screen.data({"version": 1, "plans": [row.as_data() for row in rows]})
        return
    if not found:
        screen.say(_("There are no plans here yet."))
        screen.say(_("Next: kronobarn new-plan"))
        return
    if rows:
        _table(rows, app)
    choices_screen.tell(row.code for row in rows if row.to_choose)
    choices_screen.tell_copies(row.code for row in rows if row.copies)
    for row in rows:
        if row.gone:
            failure = app.folder.gone(row.code)
            screen.aside(failure.sentence)
            screen.aside(_("Try: {command}").format(command=failure.hint))
    closed = len(found) - len(rows)
    if closed:
        words = ngettext("{count} closed plan is not shown.", "{count} closed plans are not shown.", closed)
        screen.aside(words.format(count=closed))
        screen.aside(_("To see all: kronobarn list --all"))


def _table(rows: "tuple[Row, ...]", app: AppContext) -> None:
    from kronobarn_cli.cli.words import stage_name

    headers = (_("Code"), _("Stage"), _("Follow-up"), _("Unsaved answers"), "")
    screen.table(
        headers,
        [
            (
                row.code,
                stage_name(row.stage, app.terms),
                str(row.follow_up or ""),
                str(row.unsaved or ""),
                ", ".join(_marks(row)),
            )
            for row in rows
        ],
    )


def _marks(row: "Row") -> "Iterator[str]":
    if row.practice:
        yield _("PRACTICE")
    if row.to_choose:
        yield _("to choose")
    if row.copies:
        yield _("copies")
