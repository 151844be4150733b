"""Holds a conversation about one plan: resume, ask, fold, save. The shared road of all conversations.

Laws: every answer is in the draft before the next question; the draft is dropped only after the plan is saved;
whoever is interrupted is told how to go on.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from kronobarn_cli.errors import CannotWrite, ChangedOnDisk, Interrupted, KronobarnError, UsageTrouble
from kronobarn_cli.i18n import _, ngettext
from kronobarn_cli.interview.answers import Answers
from kronobarn_cli.interview.asked import Asker
from kronobarn_cli.interview.dates import in_words
from kronobarn_cli.interview.defaults import Suggestions
from kronobarn_cli.interview.fitting import fitting
from kronobarn_cli.interview.fold import fold
from kronobarn_cli.interview.rebase import Clash, clashes, moved
from kronobarn_cli.interview.script import Script
from kronobarn_cli.interview.walk import Keeper, Walk
from kronobarn_cli.model.issue import Issue
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.terms import Terms
from kronobarn_cli.store.drafts import Draft, Drafts
from kronobarn_cli.store.folder import Folder, Loaded
from kronobarn_cli.work import checking
from kronobarn_cli.work.talks import TALKS, Talk


@dataclass(frozen=True, slots=True)
class Room:
    """What a conversation needs around it."""

    folder: Folder
    drafts: Drafts
    terms: Terms
    asker: Asker
    language: str
    suggestions: Suggestions
    practice: bool = False

    @property
    def today(self) -> date:
        """The day the interview counts from."""
        return self.suggestions.today

    def now(self) -> datetime:
        """This moment; an hour may pass between two uses."""
        return self.suggestions.now()


@dataclass(frozen=True, slots=True)
class Held:
    """What came of an interview: the plan as it stands, whether the end was reached, what the rules say.

    `saved` is False when there was nothing left to ask and nothing was written.
    """

    loaded: Loaded
    finished: bool
    issues: tuple[Issue, ...]
    command: str
    today: date
    saved: bool = True


@dataclass(slots=True)
class _Keeper:
    room: Room
    plan: Plan
    talk: Talk
    begun: bool

    def keep(self, question: str, value: Any) -> None:
        self._really(lambda: self.room.drafts.keep(self.plan.code, self.plan.revision, question, value))

    def keep_line(self, question: str, line: str) -> None:
        self._really(lambda: self.room.drafts.keep_line(self.plan.code, self.plan.revision, question, line))

    def _really(self, keep: Callable[[], None]) -> None:
        """Keep it, again for as long as a disk refuses and the person wants to try: the line must not be typed anew."""
        while True:
            try:
                self._begin()
                keep()
            except CannotWrite as failure:
                question = _("The answer you just gave is not kept yet. Shall I try again?")
                if not self.room.asker.confirm(f"{failure.sentence} {question}"):
                    raise
            else:
                return

    def _begin(self) -> None:
        """A conversation without an answer leaves no trace."""
        if self.begun:
            return
        self.room.drafts.begin(self.plan.code, self.talk.command, self.plan.revision, self.room.now())
        for question, value in self.talk.said.items():
            self.room.drafts.keep(self.plan.code, self.plan.revision, question, value)
        self.begun = True


class _FileKeeper:
    """Keeps nothing: answers in a file are on the disk, and a failed run must leave a person's draft as it was."""

    def keep(self, question: str, value: Any) -> None:
        """Nothing."""

    def keep_line(self, question: str, line: str) -> None:
        """Nothing."""


@contextmanager
def alone(room: Room, code: str) -> Iterator[None]:
    """Alone with a plan for a conversation; raises ChangedOnDisk where another window, or a colleague, has it open.

    A colleague on another computer is told of; the person decides.
    """
    with room.drafts.session(code), room.folder.opened(code) as other:
        if other:
            sentence = _("The plan {code} is open on the computer {computer}.").format(code=code, computer=other)
            both = _("What you both write is kept, but ask them first if you can. Shall we go on?")
            if not room.asker.confirm(f"{sentence} {both}"):
                raise ChangedOnDisk(sentence, f"kronobarn show {code}")
        yield


def hold(room: Room, plan: Plan, before: Loaded | None, talk: Talk) -> Held:
    """Ask what is left to ask about a plan and save it; raises Interrupted with the answers kept.

    Whoever calls holds the draft's session, so that no other window asks about the same plan. Raises UsageTrouble
    when the unsaved answers belong to another conversation.
    """
    draft = unsaved(room, plan)
    _same_talk(draft, talk, plan.code)
    answers = talk.answers(plan, draft.answers if draft else {})
    _tell_damage(room.asker, draft)
    if talk.moved:
        moved = _("The meeting was planned for {day}. Now it is written down as held today.")
        room.asker.show(moved.format(day=in_words(talk.moved, room.language)))
    person = room.asker.is_person()
    keeper = _Keeper(room, plan, talk, begun=draft is not None) if person else _FileKeeper()
    finished = _asked(room, talk, keeper, answers, draft)
    if before is not None and finished and answers.given == talk.said:
        return _unchanged(room, before, talk, finished=True)
    if not room.asker.answered():
        raise _nobody_answered(room, talk)
    if not _says_something(answers, talk) or (talk.whole and not finished):
        raise _stopped(room, answers, talk)
    settled = talk.settle(fold(plan, answers.given), answers.given)
    if before is not None and settled == plan:
        return _unchanged(room, before, talk, finished=finished)
    return _saved(room, settled, before, talk, finished=finished)


def _unchanged(room: Room, before: Loaded, talk: Talk, *, finished: bool) -> Held:
    room.drafts.drop(before.plan.code)
    return Held(
        before, finished, checking.told(before.plan, room.today, room.terms), talk.command, room.today, saved=False
    )


def _same_talk(draft: Draft | None, talk: Talk, code: str) -> None:
    """Two conversations never share a draft: what was said in one is finished first."""
    if draft is None:
        return
    other_command = _kind(draft.command) != _kind(talk.command)
    other_voice = any(
        draft.answers.get(key, value) != value for key, value in talk.said.items() if key.endswith(".voice")
    )
    if other_command or other_voice:
        sentence = _("There are unsaved answers for this plan. Finish them first, so that nothing is lost.")
        raise UsageTrouble(sentence, f"kronobarn continue {code}")


def _kind(command: str) -> str:
    return command if command in TALKS else "interview"


def _asked(room: Room, talk: Talk, keeper: Keeper, answers: Answers, draft: Draft | None) -> bool:
    script = Script(room.terms, talk.suggestions(room.suggestions), talk.scope)
    guide = talk.guide(room.terms, room.suggestions, room.language)
    walk = Walk(script, answers, room.asker, keeper, guide)
    try:
        return walk.go(dict(draft.unfinished) if draft else {}, talk.part)
    except (KeyboardInterrupt, EOFError):
        raise _stopped(room, answers, talk) from None


def unsaved(room: Room, plan: Plan) -> Draft | None:
    """The unsaved answers about a plan, laid on the plan as it now stands, or None.

    Where somebody else has answered the same question otherwise meanwhile, the person is asked which is to stand.
    """
    draft = _that_fits(room, plan)
    if draft is None or draft.revision >= plan.revision:
        return draft
    if not draft.unfinished and fold(plan, draft.answers) == plan:
        # The plan was saved, and then the power went before the draft was taken away.
        room.drafts.drop(plan.code)
        return None
    answers = moved(draft.answers, plan)
    for clash in clashes(answers, plan):
        if not room.asker.confirm(_clash_in_words(room.terms, clash)):
            del answers[clash.question]
    for question, value in answers.items():
        room.drafts.keep(plan.code, plan.revision, question, value)
    for question in draft.answers.keys() - answers.keys():
        room.drafts.forget(plan.code, plan.revision, question)
    return _that_fits(room, plan)


def _that_fits(room: Room, plan: Plan) -> Draft | None:
    """The draft without what the plan has no place for, which is told and can be written down again by hand."""
    draft = room.drafts.find(plan.code)
    if draft is None:
        return None
    answers = fitting(plan, draft.answers)
    words = _("An answer no longer fits in the plan and is left out. The question: {question}. The answer: {value}")
    for question in draft.answers.keys() - answers.keys():
        room.asker.show(words.format(question=question, value=draft.answers[question]))
    return replace(draft, answers=answers)


def _clash_in_words(terms: Terms, clash: Clash) -> str:
    ask = next((one.ask for one in terms.questions if one.id == clash.question), clash.question)
    words = _("{ask}\nSomebody else has answered: {theirs}\nYou answered: {ours}\nShall your answer stand?")
    return words.format(ask=ask, theirs=clash.theirs, ours=clash.ours)


def _stopped(room: Room, answers: Answers, talk: Talk) -> Interrupted:
    """The failure that says how many answers are kept and how to go on; nothing said leaves nothing behind."""
    code = answers.plan.code
    draft = room.drafts.find(code)
    if draft is None or not (_says_something(answers, talk) or draft.unfinished):
        room.drafts.drop(code)
        return Interrupted(_("You stopped before the first answer. Nothing has been saved."), "kronobarn list")
    count = len(draft.answers.keys() - talk.said.keys()) + len(draft.unfinished)
    kept = ngettext("You stopped. {count} answer is kept.", "You stopped. {count} answers are kept.", count)
    return Interrupted(kept.format(count=count), f"kronobarn continue {code}")


def _nobody_answered(room: Room, talk: Talk) -> UsageTrouble:
    """The failure where neither a person nor a file had an answer: what is usual alone must not become a meeting."""
    conversation = talk.scope.conversation
    sentence = _("None of the questions got an answer, so nothing has been saved.")
    not_asked = _("The answer to {question} was not asked for.")
    details = tuple(not_asked.format(question=one) for one in room.asker.unused())
    return UsageTrouble(sentence, f"kronobarn questions --for {conversation} --to yaml", details)


def found_draft(room: Room, draft: Draft) -> bool:
    """Whether the person wants to go on with a conversation that was not saved."""
    words = ngettext(
        "Unsaved conversation from {at}, {count} answer. Go on?",
        "Unsaved conversation from {at}, {count} answers. Go on?",
        len(draft.answers),
    )
    return room.asker.confirm(words.format(at=draft.started.replace("T", " "), count=len(draft.answers)))


def _says_something(answers: Answers, talk: Talk) -> bool:
    """Whether anything was said beyond whose voice it is and what to ask about; a reason for a skip is."""
    said = (pair for pair in answers.given.items() if pair[0] not in talk.said)
    return any(isinstance(value, dict) or not _steers(question) for question, value in said)


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


def _saved(room: Room, plan: Plan, before: Loaded | None, talk: Talk, *, finished: bool) -> Held:
    try:
        loaded = room.folder.save(plan, before, talk.command if before else "new plan")
    except (CannotWrite, ChangedOnDisk) as failure:
        raise _kept_here(room, plan.code, failure) from None
    room.drafts.drop(plan.code)
    return Held(loaded, finished, checking.told(loaded.plan, room.today, room.terms), talk.command, room.today)


def _kept_here(room: Room, code: str, failure: KronobarnError) -> KronobarnError:
    """The failure to save, with the calm line that nothing is lost; a file of answers is its own safety."""
    if room.drafts.find(code) is None:
        return failure
    kept = _("Your answers are kept on this computer, and can be saved later.")
    return type(failure)(f"{failure.sentence} {kept}", f"kronobarn continue {code}")
