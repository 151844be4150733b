"""`kronobarn wheel`: describe and score areas for one voice, or look at the wheel."""

from pathlib import Path
from typing import Annotated

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import Answers, AsJson, Code, Force
from kronobarn_cli.i18n import _, language

Areas = list[str] | None


def wheel(
    context: typer.Context,
    code: Code = None,
    voice: Annotated[
        str | None,
        typer.Option(
            "--voice",
            metavar=_("WHO"),
            help=_("Whose voice: child, guardian-1 or a service."),
            show_default=False,
        ),
    ] = None,
    score: Annotated[
        Areas, typer.Option("--set", metavar=_("AREA=NUMBER"), help=_("Score an area."), show_default=False)
    ] = None,
    works: Annotated[
        Areas,
        typer.Option("--works", metavar=_("AREA=TEXT"), help=_("What works in an area."), show_default=False),
    ] = None,
    hard: Annotated[
        Areas,
        typer.Option("--hard", metavar=_("AREA=TEXT"), help=_("What is hard in an area."), show_default=False),
    ] = None,
    need: Annotated[
        Areas,
        typer.Option(
            "--need",
            metavar=_("AREA=yes/no/unsure"),
            help=_("Whether support is needed."),
            show_default=False,
        ),
    ] = None,
    show: Annotated[bool, typer.Option("--show", help=_("Show the wheel and ask nothing."))] = False,
    over_time: Annotated[
        bool, typer.Option("--over-time", help=_("Show all that each voice has said, day by day."))
    ] = False,
    svg: Annotated[
        Path | None,
        typer.Option("--svg", metavar=_("FILE"), help=_("Draw the wheel as a picture."), show_default=False),
    ] = None,
    answers: Answers = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Fill in the wheel, or look at it."""
    from kronobarn_cli.cli import wheel_screen
    from kronobarn_cli.cli.words import tell_unused
    from kronobarn_cli.work import over_time as over_time_work
    from kronobarn_cli.work import showing
    from kronobarn_cli.work import wheel as work

    app: AppContext = context.obj
    found = app.code(code)
    given = {
        "set": tuple(score or ()),
        "works": tuple(works or ()),
        "hard": tuple(hard or ()),
        "need": tuple(need or ()),
    }
    asker = app.asker(answers, "kronobarn questions --for wheel --to yaml")
    only_looks = (show or over_time or svg or as_json) and not any(given.values())
    if any(given.values()):
        work.set_areas(app.room(asker), found, voice or "child", given)
    elif not only_looks:
        work.wheel(app.room(asker), found, voice or app.pick_voice(found))
        tell_unused(asker)
    if not only_looks:
        screen.aside(_("The wheel of plan {code} is saved.").format(code=found))
    plan = app.folder.load(found).plan
    if over_time:
        wheel_screen.show_over_time(over_time_work.wheel(app.folder, found, app.style(language())), as_json=as_json)
    elif show or as_json:
        wheel_screen.show(showing.wheel(plan, app.style(language())), as_json=as_json)
    if svg:
        showing.draw(plan, app.style(language()), svg, force=force)
        screen.aside(_("The picture lies at {path}").format(path=svg))
