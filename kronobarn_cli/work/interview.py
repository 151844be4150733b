"""Holds an interview about one plan: resume, ask, fold, save. The shared road of `new-plan`, `continue` and `wheel`.

Laws: every answer is in the draft before the next question; the draft is dropped only after the plan is saved;
whoever is interrupted is told how to go on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kronobarn_cli.errors import Interrupted, UsageTrouble
from kronobarn_cli.i18n import _, ngettext
from kronobarn_cli.interview.answers import Answers
from kronobarn_cli.interview.asked import Asker
from kronobarn_cli.interview.fold import fold
from kronobarn_cli.interview.rebase import Clash, clashes, moved
from kronobarn_cli.interview.replies import Day
from kronobarn_cli.interview.script import Script, Suggestions
from kronobarn_cli.interview.walk import Walk
from kronobarn_cli.model.issue import Issue
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.rules import check
from kronobarn_cli.model.terms import Terms
from kronobarn_cli.store.drafts import Draft, Drafts
from kronobarn_cli.store.folder import Folder, Loaded


@dataclass(frozen=True, slots=True)
class Room:
    """What an interview needs around it. `now` is read once for each use: an hour may pass between."""

    folder: Folder
    drafts: Drafts
    terms: Terms
    asker: Asker
    language: str
    suggestions: Suggestions
    now: Callable[[], datetime]
    practice: bool = False

    @property
    def today(self) -> date:
        """The day the interview counts from."""
        return self.suggestions.today


@dataclass(frozen=True, slots=True)
class Held:
    """What came of an interview: the plan as it stands, whether the end was reached, what the rules say.

    `saved` is False when there was nothing left to ask and nothing was written.
    """

    loaded: Loaded
    finished: bool
    issues: tuple[Issue, ...]
    saved: bool = True


@dataclass(slots=True)
class _Keeper:
    room: Room
    code: str
    revision: int
    command: str
    begun: bool

    def keep(self, question: str, value: Any) -> None:
        self._begin()
        self.room.drafts.keep(self.code, self.revision, question, value)

    def keep_line(self, question: str, line: str) -> None:
        self._begin()
        self.room.drafts.keep_line(self.code, self.revision, question, line)

    def forget(self, question: str) -> None:
        self.room.drafts.forget(self.code, self.revision, question)

    def _begin(self) -> None:
        """A conversation without an answer leaves no trace."""
        if not self.begun:
            self.room.drafts.begin(self.code, self.command, self.revision, self.room.now())
            self.begun = True


def hold(room: Room, plan: Plan, before: Loaded | None, command: str, only: tuple[str, str] | None = None) -> Held:
    """Ask what is left to ask about a plan and save it; raises Interrupted with the answers kept.

    Whoever calls holds the draft's session, so that no other window asks about the same plan.
    """
    draft = unsaved(room, plan)
    answers = Answers(plan, dict(draft.answers) if draft else {})
    _tell_damage(room.asker, draft)
    keeper = _Keeper(room, plan.code, plan.revision, command, begun=draft is not None)
    finished = _asked(room, Script(room.terms, room.suggestions, only), keeper, answers, draft)
    if before is not None and finished and not answers.given:
        return Held(before, finished=True, issues=check(plan, room.today), saved=False)
    if not _says_something(answers):
        raise _stopped(room, answers)
    return _saved(room, fold(plan, answers.given), before, finished=finished)


def _asked(room: Room, script: Script, keeper: _Keeper, answers: Answers, draft: Draft | None) -> bool:
    walk = Walk(room.terms, script, room.asker, keeper, Day(room.today, room.language))
    try:
        return walk.go(answers, dict(draft.unfinished) if draft else {})
    except (KeyboardInterrupt, EOFError):
        raise _stopped(room, answers) from None
    except UsageTrouble:
        # Only a file of answers fails so; the file itself still holds them all.
        if draft is None:
            room.drafts.drop(keeper.code)
        raise


def unsaved(room: Room, plan: Plan) -> Draft | None:
    """The unsaved answers about a plan, laid on the plan as it now stands, or None.

    Where somebody else has answered the same question otherwise meanwhile, the person is asked which is to stand.
    """
    draft = room.drafts.find(plan.code)
    if draft is None or draft.revision >= plan.revision:
        return draft
    answers = moved(draft.answers, plan)
    for clash in clashes(answers, plan):
        if not room.asker.confirm(_clash_in_words(room.terms, clash)):
            del answers[clash.question]
    for question, value in answers.items():
        room.drafts.keep(plan.code, plan.revision, question, value)
    for question in draft.answers.keys() - answers.keys():
        room.drafts.forget(plan.code, plan.revision, question)
    return room.drafts.find(plan.code)


def _clash_in_words(terms: Terms, clash: Clash) -> str:
    ask = next((one.ask for one in terms.questions if one.id == clash.question), clash.question)
    words = _("{ask}\nSomebody else has answered: {theirs}\nYou answered: {ours}\nShall your answer stand?")
    return words.format(ask=ask, theirs=clash.theirs, ours=clash.ours)


def _stopped(room: Room, answers: Answers) -> Interrupted:
    """The failure that says how many answers are kept and how to go on; nothing said leaves nothing behind."""
    code = answers.plan.code
    draft = room.drafts.find(code)
    if draft is None or not (_says_something(answers) or draft.unfinished):
        room.drafts.drop(code)
        return Interrupted(_("You stopped before the first answer. Nothing has been saved."), "kronobarn list")
    count = len(draft.answers) + len(draft.unfinished)
    kept = ngettext("You stopped. {count} answer is kept.", "You stopped. {count} answers are kept.", count)
    return Interrupted(kept.format(count=count), f"kronobarn continue {code}")


def found_draft(room: Room, draft: Draft) -> bool:
    """Whether the person wants to go on with a conversation that was not saved."""
    words = ngettext(
        "Unsaved conversation from {at}, {count} answer. Go on?",
        "Unsaved conversation from {at}, {count} answers. Go on?",
        len(draft.answers),
    )
    return room.asker.confirm(words.format(at=draft.started.replace("T", " "), count=len(draft.answers)))


def _says_something(answers: Answers) -> bool:
    """Whether anything was said beyond whose voice it is and what to ask about; a reason for a skip is."""
    return any(isinstance(value, dict) or not _steers(question) for question, value in answers.given.items())


def _steers(question: str) -> bool:
    return question.startswith(("more.", "pick.", "pause.")) or question.endswith((".voice", ".of"))


def _tell_damage(asker: Asker, draft: Draft | None) -> None:
    if draft and draft.damaged:
        lines = ngettext(
            "{count} line of the draft was damaged and is left out.",
            "{count} lines of the draft were damaged and are left out.",
            draft.damaged,
        )
        asker.show(lines.format(count=draft.damaged))


def _saved(room: Room, plan: Plan, before: Loaded | None, *, finished: bool) -> Held:
    loaded = room.folder.save(plan, before, "interview" if before else "new plan")
    room.drafts.drop(plan.code)
    return Held(loaded, finished, check(loaded.plan, room.today))
