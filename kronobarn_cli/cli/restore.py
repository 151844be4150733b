"""`kronobarn restore`: a plan as it was before."""

from typing import TYPE_CHECKING, Annotated

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import AsJson, Code
from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.i18n import _

if TYPE_CHECKING:
    from kronobarn_cli.work.restoring import Kept


def restore(
    context: typer.Context,
    code: Code = None,
    revision: Annotated[
        int | None, typer.Option("--revision", help=_("Which version shall come back."), show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Bring back a plan as it was before."""
    from kronobarn_cli.work import restoring

    app: AppContext = context.obj
    found = restoring.find(app.folder, code) if code else app.pick(app.folder.versions.codes())
    versions = restoring.kept(app.folder, found)
    if as_json:
        screen.data({"version": 1, "code": found, "versions": [one.as_data() for one in versions]})
        return
    chosen = restoring.choose(versions, found, revision) if revision is not None else _asked(app, found, versions)
    if chosen is None:
        screen.say(_("Nothing has been changed."))
        return
    plan = restoring.restore(app.folder, app.drafts, found, chosen)
    words = _("Plan {code} is as it was in version {before}. It is now version {now}.")
    screen.say(words.format(code=found, before=chosen.revision, now=plan.revision))
    screen.say(_("What stood there before is kept, and can be brought back in the same way."))
    screen.say(_("Next: {command}").format(command=f"kronobarn show {found}"))


def _asked(app: AppContext, code: str, versions: "tuple[Kept, ...]") -> "Kept | None":
    """The version that the person picks, None when they change their mind."""
    from kronobarn_cli.cli.terminal_asker import confirm
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
            sentence = _("The plan becomes as it was in version {revision}. What stands there now is kept. Go on?")
            chosen = versions[int(reply) - 1]
            return chosen if confirm(sentence.format(revision=chosen.revision), usual=False) else None
        screen.say(which_number(len(versions)))
    return None


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
