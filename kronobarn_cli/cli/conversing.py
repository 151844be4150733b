"""What the commands that hold a conversation share: who answers, and what is shown when it is over."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.i18n import _, language

if TYPE_CHECKING:
    from kronobarn_cli.model.plan import Plan
    from kronobarn_cli.model.terms import PartId


def tell_since(app: AppContext, code: str) -> None:
    """Say in sentences what has happened since last time; nothing before there was one, nor of a closed plan."""
    from kronobarn_cli.work.glance import at_a_glance

    plan = app.folder.load(code).plan
    sentences = at_a_glance(plan, app.terms, language(), app.today)["since"] if plan.closing is None else []
    if sentences:
        screen.heading(_("Since last time"))
    for sentence in sentences:
        screen.say(sentence)


def hold(
    app: AppContext,
    code: str,
    answers: Path | None,
    talk: str,
    part: "PartId | None" = None,
    papers: "Callable[[Plan], None] | None" = None,
) -> None:
    """Hold a conversation by its name, show where the plan stands then, make its papers, and say what comes next."""
    from kronobarn_cli.cli.words import show_next, show_standing
    from kronobarn_cli.work.conversing import converse

    asker = app.asker(answers, f"kronobarn questions --for {talk} --to yaml")
    held = converse(app.room(asker), code, talk, part)
    show_standing(held, app.terms, asker)
    if papers and held.finished:
        papers(held.loaded.plan)
    show_next(held)
