"""`kronobarn glossary`: the shared words and what they mean here."""

from typing import Annotated

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import AsJson
from kronobarn_cli.i18n import _


def glossary(
    context: typer.Context,
    word: Annotated[
        str | None, typer.Argument(metavar=_("[WORD]"), help=_("A word, or part of one."), show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Explain the words of the model."""
    from kronobarn_cli.work import glossary as work

    app: AppContext = context.obj
    found = work.find(app.terms, word)
    if as_json:
        screen.data({"version": 1, "words": {one.word: one.meaning for one in found}})
        return
    for one in found:
        screen.say(f"{one.word}: {one.meaning}")
