"""Words that several screens share: stages, weights, and where a plan stands after an interview."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kronobarn_cli.cli import screen
from kronobarn_cli.i18n import _, ngettext
from kronobarn_cli.model.issue import Issue, Severity
from kronobarn_cli.model.plan import Outcome
from kronobarn_cli.model.stage import next_follow_up, stage
from kronobarn_cli.model.terms import Stage, Terms

if TYPE_CHECKING:
    from kronobarn_cli.interview.asked import Asker
    from kronobarn_cli.work.interview import Held

_MOST_SHOWN = 5
_SUGGESTED: dict[str, frozenset[str]] = {
    "prepare": frozenset({"K152", "K154", "K156"}),
    "meeting": frozenset({"K155", "K157", "K169", "K184", "K190"}),
    "follow-up": frozenset({"K184", "K190", "K195"}),
    "close": frozenset({"K199"}),
}
"""Notes that are worth a thought right after a conversation; elsewhere only `check` tells them."""


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


def show_held(held: "Held", terms: Terms, asker: "Asker | None" = None) -> None:
    """Show where a plan stands after a conversation, what is still open, and what to do next."""
    show_standing(held, terms, asker)
    show_next(held)


def show_next(held: "Held") -> None:
    """Show what to do next, or how to go on."""
    code = held.loaded.plan.code
    if held.finished:
        screen.say(_("Next: {command}").format(command=_next_command(held)))
    else:
        screen.say(_("To go on: {command}").format(command=_same_again(held.command, code)))


def show_standing(held: "Held", terms: Terms, asker: "Asker | None" = None) -> None:
    """Show where a plan stands after a conversation, and what is still open."""
    plan = held.loaded.plan
    screen.say()
    screen.say(_saved_or_complete(held).format(code=plan.code))
    screen.say(_("Stage: {stage}").format(stage=stage_name(stage(plan), terms)))
    tell_unused(asker)
    if not held.finished:
        return
    show_issues(held.issues)
    _suggest(held)
    if plan.decision is not None and plan.decision.outcome is Outcome.OWN:
        screen.say(_("Your own service is enough. No meeting is needed, and you can stop here."))


def tell_unused(asker: "Asker | None") -> None:
    """Name each answer of a file that no question asked for: nothing a person wrote disappears in silence."""
    for question in asker.unused() if asker else ():
        screen.aside(_("The answer to {question} was not asked for.").format(question=question))


def _suggest(held: "Held") -> None:
    """Say what might be thought of once more; it only suggests."""
    from kronobarn_cli.cli import wordings

    worth = _SUGGESTED.get(held.command, frozenset())
    notes = [one for one in held.issues if one.severity is Severity.NOTE and one.code in worth]
    if notes:
        screen.say(_("To think of:"))
    for issue in notes[:_MOST_SHOWN]:
        screen.say(f"  {wordings.sentence(issue)}")


def _saved_or_complete(held: "Held") -> str:
    if held.saved:
        return _("Plan {code} is saved.")
    if held.command == "new-plan":
        return _("There is nothing more to ask about plan {code}.")
    return _("Nothing is changed in plan {code}.")


def _same_again(command: str, code: str) -> str:
    """What goes on with a conversation that was left and saved."""
    again = {
        "wheel": "wheel {code}",
        "consent": "consent {code} --give",
        "prepare": "meeting {code} --prepare",
        "meeting": "meeting {code}",
        "follow-up": "follow-up {code}",
        "hand-over": "hand-over {code}",
        "close": "close {code}",
    }
    return "kronobarn " + again.get(command, "continue {code}").format(code=code)


def _next_command(held: "Held") -> str:
    """What usually comes after this conversation."""
    plan = held.loaded.plan
    following = {
        "consent": "consent {code}",
        "prepare": "meeting {code}",
        "meeting": "render {code} --all",
        "follow-up": "render {code} --all" if next_follow_up(plan, held.today) else "close {code}",
        "hand-over": "due {code}",
        "close": "render {code} plan --for archive",
    }
    at_stage = {
        Stage.COLLABORATE: "meeting {code} --prepare",
        Stage.PLAN: "meeting {code}",
        Stage.FOLLOW_UP: "follow-up {code}",
        Stage.HAND_OVER: "hand-over {code}",
    }
    usual = at_stage.get(stage(plan), "show {code}")
    return "kronobarn " + following.get(held.command, usual).format(code=plan.code)
