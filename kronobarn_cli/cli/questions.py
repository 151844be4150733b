"""`kronobarn questions`: the questions of a conversation as a form."""

from enum import StrEnum
from typing import Annotated

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.i18n import _


class Form(StrEnum):
    """A form on paper, or a file to fill for `--answers`."""

    MD = "md"
    YAML = "yaml"


class Talk(StrEnum):
    """The conversations of the terms file, named here so that help needs no terms."""

    INTERVIEW = "interview"
    CONSULT = "consult"
    WHEEL = "wheel"
    CONSENT = "consent"
    PREPARE = "prepare"
    MEETING = "meeting"
    FOLLOW_UP = "follow-up"
    HAND_OVER = "hand-over"
    CLOSE = "close"


def questions(
    context: typer.Context,
    talk: Annotated[Talk, typer.Option("--for", help=_("Which conversation."))] = Talk.INTERVIEW,
    form: Annotated[Form, typer.Option("--to", help=_("md for paper, yaml to fill and give to --answers."))] = Form.MD,
) -> None:
    """Show the questions of a conversation as a form."""
    from kronobarn_cli.model.terms import Conversation
    from kronobarn_cli.work.answers_file import to_yaml
    from kronobarn_cli.work.paper_form import to_markdown

    app: AppContext = context.obj
    write = to_markdown if form is Form.MD else to_yaml
    screen.raw(write(app.terms, Conversation(talk.value)))
