"""`kronobarn restore`: a plan as it was before."""

from typing import TYPE_CHECKING, Annotated

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import FROM_ONE, AsJson, Code
from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.i18n import _

if TYPE_CHECKING:
    from kronobarn_cli.work.restoring import Kept


def restore(
    context: typer.Context,
    code: Code = None,
    revision: Annotated[
        int | None,
        typer.Option(
            "--revision",
            click_type=FROM_ONE,
            metavar=_("NUMBER"),
            help=_("Which version shall come back."),
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Bring back a plan as it was before."""
    from kronobarn_cli.work import restoring

    app: AppContext = context.obj
    found = restoring.find(app.folder, code) if code else app.pick(app.folder.versions.codes() or app.folder.codes())
    if as_json:
        versions = restoring.kept(app.folder, found)
        screen.data({"version": 1, "code": found, "versions": [one.as_data() for one in versions]})
        return
    there = app.folder.path(found).exists()
    chosen, others = _chosen(app, found, revision)
    if chosen is None or (app.can_ask and not _sure(app, found, chosen)):
        screen.say(_("Nothing has been changed."))
        return
    plan = restoring.restore(app.folder, app.drafts, found, chosen)
    words = _("Plan {code} is as it was in version {before}. It is now version {now}.")
    screen.say(words.format(code=found, before=chosen.revision, now=plan.revision))
    if others:
        words = _("Several versions have that number. This was the newest, from {when}.")
        screen.say(words.format(when=f"{chosen.at:%Y-%m-%d %H:%M}"))
    if there:
        screen.say(_("What stood there before is kept, and can be brought back in the same way."))
    screen.say(_("Next: {command}").format(command=f"kronobarn show {found}"))


def _chosen(app: AppContext, code: str, revision: int | None) -> "tuple[Kept | None, int]":
    """The version that was named, or is picked now, and how many others have the number that was named."""
    from kronobarn_cli.work import restoring

    if revision is not None:
        return restoring.choose(app.folder, code, revision)
    return _asked(app, code, restoring.kept(app.folder, code)), 0


def _asked(app: AppContext, code: str, versions: "tuple[Kept, ...]") -> "Kept | None":
    """The version that the person picks, None when they change their mind."""
    from kronobarn_cli.interview.replies import which_number

    if not app.can_ask:
        raise UsageTrouble(
            _("Say which version shall come back."), f"kronobarn restore {code} --revision {versions[0].revision}"
        )
    screen.say(_("Earlier versions of {code} on this computer, the newest first:").format(code=code))
    _table(app, versions)
    screen.say(_("Which one shall come back? (Enter: none)"))
    while reply := screen.prompt("> ").strip():
        if reply.isascii() and reply.isdigit() and 1 <= int(reply) <= len(versions):
            return versions[int(reply) - 1]
        screen.say(which_number(len(versions)))
    return None


def _sure(app: AppContext, code: str, chosen: "Kept") -> bool:
    """Whether the person wants it when they have read what it does, all that goes as well."""
    from kronobarn_cli.cli import history_screen
    from kronobarn_cli.cli.terminal_asker import confirm
    from kronobarn_cli.work import restoring

    if sentences := restoring.foresee(app.folder, code, chosen, history_screen.teller(app)):
        screen.say(_("If you bring it back, this happens:"))
    for sentence in sentences:
        screen.say(f"    {sentence}")
    question = _("The plan comes back as it was in version {revision}. Go on?")
    if app.folder.path(code).exists():
        question = _("The plan becomes as it was in version {revision}. What stands there now is kept. Go on?")
    return confirm(question.format(revision=chosen.revision), usual=False)


def _table(app: AppContext, versions: "tuple[Kept, ...]") -> None:
    from kronobarn_cli.cli.words import stage_name
    from kronobarn_cli.model.stage import stage

    screen.table(
        ("", _("Version"), _("Saved here"), _("Stage"), _("Actions")),
        [
            (
                f"{place})",
                str(one.revision),
                f"{one.at:%Y-%m-%d %H:%M}",
                stage_name(stage(one.plan), app.terms),
                str(len(one.plan.actions)),
            )
            for place, one in enumerate(versions, start=1)
        ],
    )
