"""`kronobarn follow-up`: the child's word, what was done, whether it helped, and what now."""

import typer

from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import Answers, Code


def follow_up(context: typer.Context, code: Code = None, answers: Answers = None) -> None:
    """Follow up a plan."""
    from kronobarn_cli.cli import conversing

    app: AppContext = context.obj
    found = app.code(code)
    conversing.tell_since(app, found)
    conversing.hold(app, found, answers, "follow-up")
