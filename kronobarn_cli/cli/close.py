"""`kronobarn close`: ends a plan, with a word to the child about what came of it."""

import typer

from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import Answers, Code


def close(context: typer.Context, code: Code = None, answers: Answers = None) -> None:
    """Close a plan."""
    from kronobarn_cli.cli import conversing

    app: AppContext = context.obj
    conversing.hold(app, app.code(code), answers, "close")
