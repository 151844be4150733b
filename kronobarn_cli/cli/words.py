"""Words that several screens share: stages, weights, and where a plan stands after an interview."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kronobarn_cli.cli import screen
from kronobarn_cli.i18n import _, ngettext
from kronobarn_cli.model.issue import Issue, Severity
from kronobarn_cli.model.plan import Outcome, Plan
from kronobarn_cli.model.stage import stage
from kronobarn_cli.model.terms import Stage, Terms

if TYPE_CHECKING:
    from kronobarn_cli.interview.asked import Asker
    from kronobarn_cli.work.interview import Held

_MOST_SHOWN = 5


def stage_name(found: Stage | None, terms: Terms) -> str:
    """A stage's name in the terms' words."""
    return next((one.name for one in terms.stages if one.id == found), _("unreadable"))


def severity(weight: Severity) -> str:
    """The word for how much a finding weighs."""
    return {Severity.ERROR: _("error"), Severity.WARNING: _("warning"), Severity.NOTE: _("note")}[weight]


def show_issues(issues: Iterable[Issue]) -> None:
    """Show the first findings after an interview, worst first, and how to see them all."""
    from kronobarn_cli.cli import wordings

    order = list(Severity)
    found = sorted(
        (one for one in issues if one.severity is not Severity.NOTE),
        key=lambda one: order.index(one.severity),
    )
    for issue in found[:_MOST_SHOWN]:
        screen.say(f"  {issue.code}  {wordings.sentence(issue)}")
    if len(found) > _MOST_SHOWN:
        rest = len(found) - _MOST_SHOWN
        screen.say(
            "  "
            + ngettext("and {count} more: kronobarn check", "and {count} more: kronobarn check", rest).format(
                count=rest
            )
        )


def saved_or_complete(held: "Held", code: str) -> str:
    """Whether answers were saved, or there was nothing left to ask."""
    if held.saved:
        return _("Plan {code} is saved.").format(code=code)
    return _("There is nothing more to ask about plan {code}.").format(code=code)


def show_held(held: "Held", terms: Terms, asker: "Asker") -> None:
    """Show where a plan stands after an interview, what is still open, and what to do next."""
    plan = held.loaded.plan
    screen.say(_("Stage: {stage}").format(stage=stage_name(stage(plan), terms)))
    for question in asker.unused():
        screen.aside(_("The answer to {question} was not asked for.").format(question=question))
    if not held.finished:
        screen.say(_("To go on: kronobarn continue {code}").format(code=plan.code))
        return
    show_issues(held.issues)
    if plan.decision is not None and plan.decision.outcome is Outcome.OWN:
        screen.say(_("Your own service is enough. No meeting is needed, and you can stop here."))
    screen.say(_("Next: {command}").format(command=_next_command(plan)))


def _next_command(plan: Plan) -> str:
    if plan.decision is not None and plan.decision.outcome is Outcome.COLLABORATE:
        return f"kronobarn render {plan.code} agenda"
    return f"kronobarn show {plan.code}"
