"""`kronobarn list`: the plans in the folder."""

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import AsJson
from kronobarn_cli.i18n import _


def list_plans(context: typer.Context, as_json: AsJson = False) -> None:
    """List the plans in the folder."""
    from kronobarn_cli.cli.words import stage_name
    from kronobarn_cli.work import listing

    app: AppContext = context.obj
    rows = listing.rows(app.folder, app.drafts, app.today)
    if as_json:
        screen.data({"version": 1, "plans": [row.as_data() for row in rows]})
        return
    if not rows:
        screen.say(_("There are no plans here yet."))
        screen.say(_("Next: kronobarn new-plan"))
        return
    headers = (_("Code"), _("Stage"), _("Follow-up"), _("Unsaved answers"), "")
    screen.table(
        headers,
        [
            (
                row.code,
                stage_name(row.stage, app.terms),
                str(row.follow_up or ""),
                str(row.unsaved or ""),
                _("PRACTICE") if row.practice else "",
            )
            for row in rows
        ],
    )
