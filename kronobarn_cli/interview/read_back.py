"""What is read out at the end of a meeting: all that was decided, and nothing else, in sentences. Pure.

The fingerprint kept with the answers (`model.decided`) covers exactly what is said here.
"""

from collections.abc import Callable, Iterator

from kronobarn_cli.i18n import _
from kronobarn_cli.interview.dates import in_words
from kronobarn_cli.model.decided import Decided, decided
from kronobarn_cli.model.plan import Action, Disagreement, Goal, Plan

Called = Callable[[str], str]


def text(plan: Plan, called: Called, language: str) -> str:
    """All that was decided, to be read aloud; `called` gives what a person is called."""
    found = decided(plan)
    lines = [
        line for part in (_goals, _actions, _not_doing, _disagreements, _ends) for line in part(found, called, language)
    ]
    return "\n".join((_("This is what we have decided."), *(lines or [_("Nothing has been decided yet.")])))


def _goals(found: Decided, called: Called, _language: str) -> Iterator[str]:
    yield from (_goal(goal, called) for goal in found.goals if goal.text)


def _goal(goal: Goal, called: Called) -> str:
    kind = _("In the long run: {goal}") if goal.long else _("A goal: {goal}")
    said = kind.format(goal=_stopped(goal.text))
    if not goal.words_of:
        return said
    whose = _("The words are from {who}.")
    return f"{said} {whose.format(who=called(goal.words_of))}"


def _actions(found: Decided, called: Called, language: str) -> Iterator[str]:
    for number, action in enumerate((one for one in found.actions if one.what), start=1):
        yield f"{number}. " + " ".join(_action(action, called, language))


def _action(action: Action, called: Called, language: str) -> Iterator[str]:
    yield _stopped(action.what)
    yield _("Done by: {who}.").format(who=called(action.who) if action.who else _("nobody yet"))
    yield _("At the latest: {day}.").format(day=in_words(action.by, language) if action.by else _("no day yet"))
    if action.often:
        yield _("How often: {often}").format(often=_stopped(action.often))
    if action.sign:
        yield _("So we know that it helps: {sign}").format(sign=_stopped(action.sign))


def _not_doing(found: Decided, called: Called, _language: str) -> Iterator[str]:
    for one in found.not_doing:
        if one.what:
            yield _("Not done by {who}: {what}").format(who=called(one.who or ""), what=_stopped(one.what))


def _disagreements(found: Decided, called: Called, _language: str) -> Iterator[str]:
    yield from (_disagreement(one, called) for one in found.disagreements if one.about)


def _disagreement(one: Disagreement, called: Called) -> str:
    about = _("We do not agree about this: {about}").format(about=_stopped(one.about))
    views = (
        _("{who} says: {what}").format(who=called(view.of), what=_stopped(view.says)) for view in one.views if view.says
    )
    return " ".join((about, *(said[:1].upper() + said[1:] for said in views)))


def _ends(found: Decided, called: Called, _language: str) -> Iterator[str]:
    if found.fallback and found.fallback.ring:
        yield _("If it does not work: get in touch with {who}.").format(who=called(found.fallback.ring))
    if found.fallback and found.fallback.say:
        yield _stopped(found.fallback.say)
    if found.coordinator:
        yield _("The plan is held together by {who}.").format(who=called(found.coordinator))


def _stopped(words: str | None) -> str:
    """What somebody wrote as a sentence that ends."""
    said = " ".join((words or "").split())
    return said if said.endswith((".", "?", "!")) else f"{said}."
