"""Who walks beside the person: announces what begins, says at once what a rule has to say, keeps the clock.

One guide for most conversations, and one for the meeting, where parts, minutes and a read-back come to it.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol

from kronobarn_cli.i18n import _
from kronobarn_cli.interview.answers import Answers
from kronobarn_cli.interview.fold import fold
from kronobarn_cli.interview.hard_words import meaning
from kronobarn_cli.interview.meeting_clock import Clock
from kronobarn_cli.interview.replies import Day
from kronobarn_cli.interview.script import Place
from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.decided import agreement_of
from kronobarn_cli.model.issue import Issue
from kronobarn_cli.model.rules import check
from kronobarn_cli.model.terms import Part, PartId, Stage, Terms

SAID_AT_ONCE = frozenset(
    {"K153", "K160", "K161", "K166", "K180", "K181", "K182", "K183", "K184", "K185", "K187", "K188", "K190", "K194"}
)
"""Rules whose word is worth most while the promise is being made."""


_WHOSE_WORDS = "K188"
"""Told when it is known whose words a goal is in: a child's own are never questioned."""
_PROMISES = {"goals", "actions", "follow-up", "hand-overs", "meetings"}


class Guide(Protocol):
    """Who walks beside the person."""

    @property
    def day(self) -> Day:
        """What dates are read against, and the language."""

    def announced(self, place: Place, answers: Answers) -> tuple[str, str] | None:
        """Title and text when something new begins at this place, else None."""

    def remarks(self, place: Place, answers: Answers) -> tuple[Issue, ...]:
        """What the rules have to say about the answer just given, each thing once."""

    def learned(self, place: Place, value: Any, answers: Answers) -> Mapping[str, Any]:
        """Further answers that follow from the value just given, to be kept with it."""

    def time(self, answers: Answers) -> str:
        """How the time stands."""

    def leave(self) -> None:
        """The person goes elsewhere: what begins there is told anew."""

    def part(self, word: str) -> PartId | None:
        """The part of the meeting that `:3` means; None for any other word, and where there are no parts."""

    def meaning(self, word: str) -> str:
        """What a word of the trade means."""


class StageGuide:
    """The guide of most conversations: tells which stage begins."""

    def __init__(self, terms: Terms, day: Day) -> None:
        self._terms = terms
        self._day = day
        self._met: set[Stage] = set()
        self._said: set[tuple[str, tuple[str, ...]]] = set()

    @property
    def day(self) -> Day:
        """What dates are read against, and the language."""
        return self._day

    def announced(self, place: Place, answers: Answers) -> tuple[str, str] | None:
        """The stage's name and meaning, the first time it is met."""
        del answers
        if place.question.stage in self._met:
            return None
        self._met.add(place.question.stage)
        term = next(one for one in self._terms.stages if one.id is place.question.stage)
        return term.name, term.meaning

    def remarks(self, place: Place, answers: Answers) -> tuple[Issue, ...]:
        """What the rules have to say about the answer just given, each thing once."""
        return tuple(self._new(place, answers))

    def learned(self, place: Place, value: Any, answers: Answers) -> Mapping[str, Any]:
        """The hard word itself, where its meaning was asked for."""
        del value, answers
        return {f"explained.{place.spot.item}.word": place.spot.word} if place.spot.word else {}

    def time(self, answers: Answers) -> str:
        """There is no clock here."""
        del answers
        return _("There is no clock in this conversation.")

    def leave(self) -> None:
        """There is nowhere else to go."""

    def part(self, word: str) -> PartId | None:
        """There are no parts here."""
        del word
        return None

    def meaning(self, word: str) -> str:
        """What a word of the trade means, as the terms file has it."""
        return meaning(word, self._terms) or _("{word} is not in the glossary.").format(word=word)

    def _new(self, place: Place, answers: Answers) -> Iterator[Issue]:
        steps = tuple(place.id.split("."))
        if steps[0] not in _PROMISES:
            return
        for issue in check(fold(answers.plan, answers.given), self._day.today, self._terms, SAID_AT_ONCE):
            place_to_tell = (*issue.path[:2], "words-of") if issue.code == _WHOSE_WORDS else issue.path
            about = place_to_tell == steps[: len(place_to_tell)]
            if about and (issue.code, issue.path) not in self._said:
                self._said.add((issue.code, issue.path))
                yield issue


class MeetingGuide(StageGuide):
    """The guide at the meeting: the five parts with their prompts and minutes, and the read-back."""

    def __init__(self, terms: Terms, day: Day, now: Callable[[], datetime], usual_minutes: int) -> None:
        super().__init__(terms, day)
        self._now = now
        self._usual = usual_minutes
        self._part: PartId | None = None

    def announced(self, place: Place, answers: Answers) -> tuple[str, str] | None:
        """The part's name, how the time stands, and what the chair may say."""
        if place.part is None or place.part is self._part:
            return None
        self._part = place.part
        parts = self._terms.agenda
        at = [one.id for one in parts].index(place.part)
        title = _("Part {number} of {count}: {part}").format(number=at + 1, count=len(parts), part=parts[at].name)
        said = "\n".join(f"- {one}" for one in self._prompts(parts[at], answers))
        return title, "\n\n".join((self._how_to_steer() if at == 0 else self.time(answers), said))

    def learned(self, place: Place, value: Any, answers: Answers) -> Mapping[str, Any]:
        """With an answer to the read-back the mark of exactly what was read; a question skipped agrees to nothing."""
        if not place.id.startswith("agreement.answers.") or value is None:
            return super().learned(place, value, answers)
        read = agreement_of(fold(answers.plan, answers.given), self._day.today)
        return {
            "agreement.day": self._day.today.isoformat(),
            "agreement.fingerprint": read.fingerprint,
            "agreement.read": list(read.read),
        }

    def time(self, answers: Answers) -> str:
        """How much time is left in this part and in all."""
        meeting = f"meetings.{answers.meeting}"
        began = answers.get(f"{meeting}.started")
        if self._part is None or not began:
            return _("The clock starts when you have said when the meeting began.")
        clock = Clock(self._terms.agenda, answers.get(f"{meeting}.minutes") or self._usual, began)
        return clock.line(self._part, self._now().strftime("%H:%M"))

    def leave(self) -> None:
        """The part that is gone to is told anew, also when it is this one."""
        self._part = None

    def part(self, word: str) -> PartId | None:
        """The part of the meeting that `:3` means."""
        number = word.removeprefix(":")
        parts = [one.id for one in self._terms.agenda]
        if word == number or not (number.isascii() and number.isdigit()) or not 1 <= int(number) <= len(parts):
            return None
        return parts[int(number) - 1]

    @staticmethod
    def _how_to_steer() -> str:
        return _(
            ":1 to :5 goes to a part of the meeting, :time tells the time. "
            "If somebody opens the door, :blank clears the screen. :word SIP explains a word."
        )

    def _prompts(self, part: Part, answers: Answers) -> tuple[str, ...]:
        before_birth = answers.get("child.stage") == ChildStage.UNBORN
        return (before_birth and part.unborn.chair) or part.prompts.chair
