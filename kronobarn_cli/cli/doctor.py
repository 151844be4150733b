"""`kronobarn doctor`: what is wrong with this set-up, and what can be put right at once."""

from typing import TYPE_CHECKING, Annotated

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import AsJson
from kronobarn_cli.errors import ExitCode, KronobarnError
from kronobarn_cli.i18n import _

if TYPE_CHECKING:
    from kronobarn_cli.work.finding import Finding


def doctor(
    context: typer.Context,
    mend: Annotated[bool, typer.Option("--mend", help=_("Ask about what can be put right at once."))] = False,
    as_json: AsJson = False,
) -> None:
    """Look over this computer and the plan folder."""
    from kronobarn_cli.work import doctor as work

    app: AppContext = context.obj
    with screen.patience(_("The plans and the history are being looked over. It can take a while.")):
        findings = tuple(work.examine(app.root_if_any, thoroughly=mend))
    if as_json:
        screen.data({"version": 1, "findings": [one.as_data() for one in findings]})
    else:
        findings = tuple(one for one in findings if not _told(one, app, mend=mend))
    if not all(one.well for one in findings):
        raise typer.Exit(ExitCode.CHECK_FOUND_ERRORS)


def _told(finding: "Finding", app: AppContext, *, mend: bool) -> bool:
    """Tell of one thing; whether it was put right, which is done only after a yes."""
    from kronobarn_cli.cli.terminal_asker import confirm

    line = _("well: {sentence}") if finding.well else _("look: {sentence}")
    screen.say(line.format(sentence=finding.sentence))
    if mend and finding.mend and not app.can_ask:
        words = _(
            "I can put this right, but I ask first. Type it in a window where you can answer, without --no-input."
        )
        screen.say(f"  {words}")
        return False
    if mend and finding.mend and confirm(finding.question, usual=False):
        try:
            finding.mend()
        except KronobarnError as failure:
            # One thing that cannot be put right must not keep the others from being.
            screen.failure(failure.sentence, failure.details, failure.hint)
            return False
        screen.say(_("Done."))
        return True
    if finding.hint:
        screen.say("  " + _("Try: {hint}").format(hint=finding.hint))
    return False
