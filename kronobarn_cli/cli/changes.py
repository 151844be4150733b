"""`kronobarn changes`: what is new since a day, a version or the last meeting."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import AsJson, Code
from kronobarn_cli.i18n import _, language, ngettext

if TYPE_CHECKING:
    from kronobarn_cli.work.telling import Changed

_MOST = 10
_WEEK = timedelta(weeks=1)
_DAY = timedelta(1)
"""A day that is named is told of as well; a meeting and what was written at it are known."""


def changes(
    context: typer.Context,
    code: Code = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar=_("DAY/VERSION/last-meeting"),
            help=_(
                "Since a day (also yesterday, or a week as w8), a version (8) or the last meeting. "
                "Without it: since the last meeting, or for all plans the last week."
            ),
            show_default=False,
        ),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=_("Show every plan that has changed."))] = False,
    as_json: AsJson = False,
) -> None:
    """Show what is new in a plan, or in all of them, since a day, a version or the last meeting."""
    from kronobarn_cli.cli import history_screen
    from kronobarn_cli.work import history as work

    app: AppContext = context.obj
    teller = history_screen.teller(app)
    met = history_screen.is_last_meeting(since)
    typed = None if met else since
    line = " ".join(filter(None, ("changes", code, "--since")))
    moment = None if typed is None else history_screen.moment(app, typed, line)
    with history_screen.quickened(app):
        if code is None and not met and not isinstance(moment, int):
            moment = moment or app.today - _WEEK
            found, more = work.all_changed_since(app.folder, moment - _DAY, teller, None if every else _MOST)
        else:
            one = work.find(app.folder, code) if code else app.pick(app.folder.codes())
            known = moment - _DAY if isinstance(moment, date) else moment
            known = known or _last_meeting(app, one, usual=since is None)
            moment = moment or known
            found, more = (work.changed_since(app.folder, one, known, teller),), 0
        if as_json:
            day = None if isinstance(moment, int) else moment
            screen.data({"version": 1, "since": day, "plans": [one.as_data() for one in found], "more": more})
        elif code is None and more + len(found) != 1:
            _show(found, moment, more)
        else:
            _show_one(found[0], moment)


def _last_meeting(app: AppContext, code: str, *, usual: bool) -> date:
    """The day of the last meeting; where there was none and nobody asked for it, that of a week ago."""
    from kronobarn_cli.cli import history_screen
    from kronobarn_cli.work import history as work

    if not usual:
        return history_screen.last_meeting(app, code)
    return work.last_meeting(app.folder, code, app.today) or app.today - _WEEK


def _show_one(found: "Changed", moment: date | int) -> None:
    when = _when(moment)
    if found.since and isinstance(moment, int):
        from kronobarn_cli.cli import history_screen

        history_screen.tell_others(found.since)
        when = f"{when} ({history_screen.origin(found.since)})"
    if not found.sentences:
        screen.say(_("Nothing has changed since {when}.").format(when=when))
        return
    screen.say(_("What is new in plan {code} since {when}:").format(code=found.code, when=when))
    for sentence in found.sentences:
        screen.say(f"  {sentence}")


def _when(moment: date | int) -> str:
    from kronobarn_cli.render.phrases import day

    return day(moment, language()) if isinstance(moment, date) else _("version {revision}").format(revision=moment)


def _show(found: "tuple[Changed, ...]", moment: date | int, more: int) -> None:
    when, count = _when(moment), sum(bool(one.sentences) for one in found) + more
    if not count:
        screen.say(_("Nothing has changed since {when}.").format(when=when))
        return
    words = ngettext("{count} plan has changed since {when}.", "{count} plans have changed since {when}.", count)
    screen.say(words.format(count=count, when=when))
    for one in found:
        if one.sentences:
            screen.say()
            screen.say(_("Plan {code}:").format(code=one.code))
        for sentence in one.sentences:
            screen.say(f"  {sentence}")
    if more:
        words = ngettext("And {count} more plan: {command}", "And {count} more plans: {command}", more)
        screen.say()
        screen.say(words.format(count=more, command=f"kronobarn changes --since {moment} --all"))
