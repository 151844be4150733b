"""`kronobarn meeting`: prepares a meeting, or holds it."""

from functools import partial
from typing import Annotated

import typer

from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import Answers, Code
from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.i18n import _


def meeting(
    context: typer.Context,
    code: Code = None,
    prepare: Annotated[
        bool, typer.Option("--prepare", help=_("Prepare the meeting: question, people, papers."))
    ] = False,
    part: Annotated[
        int, typer.Option("--part", metavar=_("NUMBER"), help=_("Begin with this part of the meeting."))
    ] = 1,
    answers: Answers = None,
) -> None:
    """Prepare or hold a meeting."""
    from kronobarn_cli.cli import conversing
    from kronobarn_cli.cli.render import make_copies
    from kronobarn_cli.work import copies

    app: AppContext = context.obj
    found = app.code(code)
    if prepare:
        # Nobody has said that papers from a file of answers are handed out.
        handed_out = None if answers is None and app.can_ask else False
        papers = partial(make_copies, app, pick=copies.before, handed_out=handed_out)
        conversing.hold(app, found, answers, "prepare", papers=papers)
        return
    conversing.tell_since(app, found)
    parts = app.terms.agenda
    if not 1 <= part <= len(parts):
        sentence = _("A meeting has {count} parts.").format(count=len(parts))
        raise UsageTrouble(sentence, f"kronobarn meeting {found} --part {len(parts)}")
    chosen = parts[part - 1].id if part > 1 else None
    conversing.hold(app, found, answers, "meeting", chosen)
