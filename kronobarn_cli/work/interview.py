"""Holds a conversation about one plan: resume, ask, fold, save. The shared road of all conversations.

Laws: every answer is in the draft before the next question, and where no disk takes it the person decides how to go
on; the draft is dropped only after the plan is saved, with the lines in it that were never finished; whoever is
interrupted is told how to go on.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from kronobarn_cli.errors import CannotWrite, ChangedOnDisk, Interrupted, KronobarnError, UsageTrouble
from kronobarn_cli.i18n import _, ngettext
from kronobarn_cli.interview.answers import Answers
from kronobarn_cli.interview.asked import Asker
from kronobarn_cli.interview.dates import in_words
from kronobarn_cli.interview.defaults import Suggestions
from kronobarn_cli.interview.fitting import finished as with_lines
from kronobarn_cli.interview.fold import fold
from kronobarn_cli.interview.script import Script
from kronobarn_cli.interview.walk import Left, Walk
from kronobarn_cli.model.issue import Issue
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.terms import Terms
from kronobarn_cli.store.drafts import Draft, Drafts, Ground
from kronobarn_cli.store.folder import Folder, Loaded
from kronobarn_cli.work import checking
from kronobarn_cli.work.talks import INTERVIEWS, TALKS, Talk
from kronobarn_cli.work.unsaved import tell_left_out, that_fits, unfinished, unsaved


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
    """Keeps what a person answers. `late` is what no disk has taken yet, in order; `alone` when that is known."""

    room: Room
    plan: Plan
    before: Loaded | None
    talk: Talk
    begun: bool
    late: list[Callable[[], None]] = field(default_factory=list)
    alone: bool = False

    def keep(self, question: str, value: Any) -> None:
        code, revision, of = self.plan.code, self.plan.revision, self.talk.command
        self._really(lambda: self.room.drafts.keep(code, revision, question, value, of))

    def keep_line(self, question: str, line: str) -> None:
        code, revision, of = self.plan.code, self.plan.revision, self.talk.command
        self._really(lambda: self.room.drafts.keep_line(code, revision, question, line, of))

    def _really(self, keep: Callable[[], None]) -> None:
        """Keep it, again for as long as a disk refuses and the person wants to try: the line must not be typed anew.

        Raises Left when the person would rather save the plan and stop than go on with what is kept nowhere.
        """
        self.late.append(keep)
        while (failure := self.refusal()) and not self.alone:
            again = _("The answer you just gave is not kept yet. Shall I try again?")
            if self.room.asker.confirm(f"{failure.sentence} {again}"):
                continue
            on = _("Shall we go on all the same? What you answer is then kept first when the plan is saved.")
            if not self.room.asker.confirm(on):
                raise Left
            self.alone = True

    def refusal(self) -> CannotWrite | None:
        """Keep what is late; why a disk refuses, or None when all of it is kept."""
        if not self.late:
            return None
        try:
            self._begin()
            while self.late:
                self.late[0]()
                del self.late[0]
        except CannotWrite as failure:
            return failure
        self.alone = False
        return None

    def _begin(self) -> None:
        """A conversation without an answer leaves no trace."""
        if self.begun:
            return
        code, revision, of = self.plan.code, self.plan.revision, self.talk.command
        if self.before:
            # What becomes of the plan meanwhile can only be told from what it was.
            self.room.folder.versions.keep(code, revision, self.before.data)
        on = Ground(revision, self.before.fingerprint if self.before else "")
        self.room.drafts.begin(code, of, on, self.room.now(), self.talk.said)
        self.begun = True


class _FileKeeper:
    """Keeps nothing: answers in a file are on the disk, and a failed run must leave a person's draft as it was."""

    def refusal(self) -> None:
        """None: there is nothing to keep."""

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
    if before is None:
        return go_on(room, plan, None, talk, that_fits(room.drafts, room.asker, plan))
    draft = unsaved(room.folder, room.drafts, room.terms, room.asker, before)
    return go_on(room, plan, before, talk, draft)


def go_on(room: Room, plan: Plan, before: Loaded | None, talk: Talk, draft: Draft | None) -> Held:
    """Go on with what is unsaved, as `hold` does."""
    _same_talk(draft, talk, plan.code)
    answers = talk.answers(plan, draft.answers if draft else {})
    _tell_damage(room.asker, draft)
    if talk.moved:
        moved = _("The meeting was planned for {day}. Now it is written down as held today.")
        room.asker.show(moved.format(day=in_words(talk.moved, room.language)))
    person = room.asker.is_person()
    keeper = _Keeper(room, plan, before, talk, begun=draft is not None) if person else _FileKeeper()
    finished = _asked(room, talk, keeper, answers, draft)
    if before is not None and finished and answers.given == talk.said:
        return _unchanged(room, before, talk, finished=True)
    if not room.asker.answered():
        raise _nobody_answered(room, talk)
    if not _says_something(answers, talk) or (talk.whole and not finished):
        raise keeper.refusal() or _stopped(room, answers, talk)
    settled = talk.settle(fold(plan, answers.given), answers.given)
    if before is not None and settled == plan:
        return _unchanged(room, before, talk, finished=finished)
    loaded = _saved(room, settled, before, talk.command, keeper)
    return Held(loaded, finished, checking.told(loaded.plan, room.today, room.terms), talk.command, room.today)


def _unchanged(room: Room, before: Loaded, talk: Talk, *, finished: bool) -> Held:
    room.drafts.drop(before.plan.code)
    return Held(
        before, finished, checking.told(before.plan, room.today, room.terms), talk.command, room.today, saved=False
    )


def _same_talk(draft: Draft | None, talk: Talk, code: str) -> None:
    """Two conversations never share a draft: what was said in one is finished first."""
    if draft is None:
        return
    known = draft.command in TALKS or draft.command in INTERVIEWS
    other_command = known and _kind(draft.command) != _kind(talk.command)
    other_voice = any(
        draft.answers.get(key, value) != value for key, value in talk.said.items() if key.endswith(".voice")
    )
    if other_command or other_voice:
        raise unfinished(code)


def _kind(command: str) -> str:
    return command if command in TALKS else "interview"


def _asked(room: Room, talk: Talk, keeper: _Keeper | _FileKeeper, answers: Answers, draft: Draft | None) -> bool:
    script = Script(room.terms, talk.suggestions(room.suggestions), talk.scope)
    guide = talk.guide(room.terms, room.suggestions, room.language)
    walk = Walk(script, answers, room.asker, keeper, guide)
    try:
        finished = walk.go(dict(draft.unfinished) if draft else {}, talk.part)
    except (KeyboardInterrupt, EOFError):
        if not keeper.refusal():
            raise _stopped(room, answers, talk) from None
        # Nothing but the plan can take it.
        finished = False
    whole = with_lines(answers.plan, answers.given, walk.unfinished)
    for question in walk.unfinished.keys() - whole.keys():
        tell_left_out(room.asker, question, "\n".join(walk.unfinished[question]))
    answers.given.update(whole)
    return finished


def _stopped(room: Room, answers: Answers, talk: Talk) -> Interrupted:
    """The failure that says how many answers are kept and how to go on; nothing said leaves nothing behind."""
    code = answers.plan.code
    draft = room.drafts.find(code)
    if draft is None or not (_says_something(answers, talk) or draft.unfinished):
        room.drafts.drop(code)
        return Interrupted(_("You stopped before the first answer. Nothing has been saved."), "kronobarn list")
    kept = ngettext("You stopped. {count} answer is kept.", "You stopped. {count} answers are kept.", draft.count)
    return Interrupted(kept.format(count=draft.count), f"kronobarn continue {code}")


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
        draft.count,
    )
    return room.asker.confirm(words.format(at=draft.started.replace("T", " "), count=draft.count))


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


def _saved(room: Room, plan: Plan, before: Loaded | None, command: str, keeper: _Keeper | _FileKeeper) -> Loaded:
    """The plan as it was saved, the draft dropped; a disk that refuses what no draft holds is tried again if wished."""
    try:
        loaded = room.folder.save(plan, before, command if before else "new plan")
    except (CannotWrite, ChangedOnDisk) as failure:
        question = _("What you have answered is kept nowhere else yet. Shall I try again?")
        late = isinstance(failure, CannotWrite) and keeper.refusal() is not None
        if late and room.asker.confirm(f"{failure.sentence} {question}"):
            return _saved(room, plan, before, command, keeper)
        raise _kept_here(room, plan.code, failure, keeper) from None
    # What outlives its save is harmless, and the plan is what was to be saved.
    with suppress(CannotWrite):
        room.drafts.drop(plan.code)
    return loaded


def _kept_here(room: Room, code: str, failure: KronobarnError, keeper: _Keeper | _FileKeeper) -> KronobarnError:
    """The failure to save, with the calm line that nothing is lost; a file of answers is its own safety."""
    if room.drafts.find(code) is None or keeper.refusal():
        return failure
    kept = _("Your answers are kept on this computer, and can be saved later.")
    return type(failure)(f"{failure.sentence} {kept}", f"kronobarn continue {code}")
