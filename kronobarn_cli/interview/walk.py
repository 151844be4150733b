"""The walk: one question after another, forward, back, explained, skipped, or left for later.

Laws: an answer is kept before the next question is shown; a reply that cannot be taken costs nothing but another
try; a pause stores nothing; the same walk serves a person, a file of answers and the tests.
"""

from datetime import date
from itertools import takewhile
from typing import Any, Protocol

from kronobarn_cli.i18n import _
from kronobarn_cli.interview import replies
from kronobarn_cli.interview.answers import Answers, skipped
from kronobarn_cli.interview.asked import Asked, Asker
from kronobarn_cli.interview.dates import in_words
from kronobarn_cli.interview.guide import Guide
from kronobarn_cli.interview.objections import objection
from kronobarn_cli.interview.replies import Refused
from kronobarn_cli.interview.script import Place, Script
from kronobarn_cli.model.terms import Kind, PartId, Skip

HELP, BACK, LEAVE, SKIP = "?", "b", ":q", "-"
BLANK = (":blank", ":tom")
TIME = (":tid", ":time")
EXPLAIN = (":ord ", ":word ")


PUTS_IN_FORCE = {"actions.*.who", "actions.*.by", "follow-up.day", "follow-up.convener"}
"""What a plan must have to hold: left open before a meeting ended, it is asked for again when one comes back."""


class Keeper(Protocol):
    """Where answers go before the next question is shown."""

    def keep(self, question: str, value: Any) -> None:
        """Keep an answer for good."""

    def keep_line(self, question: str, line: str) -> None:
        """Keep a line of an answer that is not finished."""

    def forget(self, question: str) -> None:
        """Take an answer back."""


class Left(Exception):
    """The person saves and leaves."""


class _Back(Exception):
    """The person wants the question before."""


class _Jump(Exception):
    """The person wants another part of the meeting."""


class Walk:
    """One walk through a script. `answers.given` grows as the person answers; `unfinished` holds lines from a draft."""

    def __init__(self, script: Script, answers: Answers, asker: Asker, keeper: Keeper, guide: Guide) -> None:
        self._script = script
        self._answers = answers
        self._asker = asker
        self._keeper = keeper
        self._guide = guide
        self._day = guide.day
        self._paused: set[str] = set()
        self._reopened: set[str] = set()
        self._lines: dict[str, list[str]] = {}
        self._before: dict[str, Any] = {}
        self._again: str | None = None
        self._part: PartId | None = None
        self._leaving = False

    def go(self, unfinished: dict[str, list[str]], part: PartId | None = None) -> bool:
        """Ask until nothing is left; True when the end was reached, False when the person left with `:q`.

        `part` is the part of the meeting to begin with.
        """
        self._pick_up(unfinished)
        if part is not None:
            self._jump(part)
        while (place := self._next()) is not None:
            try:
                self._meet(place)
            except _Back:
                self._step_back(place)
            except _Jump as jump:
                self._jump(PartId(jump.args[0]))
            except Left:
                return False
        return True

    def _pick_up(self, unfinished: dict[str, list[str]]) -> None:
        """Lines of an answer that was not finished; an earlier answer they were added to comes before them."""
        for question, lines in unfinished.items():
            earlier = self._answers.get(question)
            self._lines[question] = [*(earlier.split("\n") if isinstance(earlier, str) else []), *lines]
            self._reopened.add(question)

    def _next(self) -> Place | None:
        """The question to go back to, or the next of the part at hand, or of the first part that has one.

        In each part that is the first after the last that is done, or one that the plan cannot do without.
        """
        found: dict[PartId | None, Place] = {}
        settled: set[PartId | None] = set()
        for place in self._script.places(self._answers):
            if place.id == self._again:
                return place
            if place.part in settled:
                continue
            if self._is_done(place):
                if self._leaves_behind(place, found.get(place.part)):
                    found.pop(place.part, None)
                continue
            found.setdefault(place.part, place)
            if place.id in self._reopened or _needed(place):
                settled.add(place.part)
        return found.get(self._part) or next(iter(found.values()), None)

    def _is_done(self, place: Place) -> bool:
        if place.id in self._reopened:
            return False
        return place.id in self._paused or self._answers.known(place.id)

    def _leaves_behind(self, place: Place, found: Place | None) -> bool:
        """Whether a place that is done shows that an open one before it was left on purpose.

        The first interview goes on after its last answer. Elsewhere the plan holds much from before, which says nothing
        about how far one has come, and more may be added in the middle. A pause is met once, though it leaves no trace.
        """
        if self._script.goes_on_after_the_last:
            return place.question.kind is not Kind.PAUSE
        if found is not None and found.question.id in PUTS_IN_FORCE:
            return False
        of_the_meeting = place.part is not None and place.id.startswith(f"meetings.{self._answers.meeting}.")
        saved = of_the_meeting and place.id not in self._answers.given
        return saved or (found is not None and found.question.kind is Kind.PAUSE)

    def _meet(self, place: Place) -> None:
        if place.part:
            self._part = place.part
        if news := self._guide.announced(place, self._answers):
            self._asker.heading(*news)
        self._answer(place, self._script.filled(place, self._answers))

    def _answer(self, place: Place, asked: Asked) -> None:
        before = self._before.get(asked.id, self._answers.get(asked.id))
        # A day that has come is no suggestion for the next one.
        if before is not None and not (asked.question.kind is Kind.DATE and self._answers.is_fresh(asked.id)):
            asked = asked._replace(default=before)
        value = self._value(place, asked, self._lines.pop(asked.id, []))
        self._again = None
        self._reopened.discard(asked.id)
        if asked.question.kind is Kind.PAUSE:
            self._paused.add(asked.id)
        else:
            self._keep(asked.id, value)
        for question, learned in self._guide.learned(place, self._answers).items():
            self._keep(question, learned)
        if self._leaving:
            raise Left
        self._comment(place, value)

    def _keep(self, question: str, value: Any) -> None:
        self._keeper.keep(question, value)
        self._answers.given[question] = value

    def _comment(self, place: Place, value: Any) -> None:
        if place.question.kind is Kind.DATE and isinstance(value, str):
            self._asker.show(in_words(date.fromisoformat(value), self._day.language).capitalize() + ".")
        for issue in self._guide.remarks(place, self._answers):
            self._asker.remark(issue)

    def _value(self, place: Place, asked: Asked, lines: list[str]) -> Any:
        """The value of the first reply that can be taken."""
        while True:
            reply = "" if lines else self._reply(asked)
            if not lines and reply in ("", SKIP):
                if reply == "" and asked.default is not None:
                    return asked.default
                if asked.question.skip is not Skip.NEVER:
                    return self._skip(asked)
                self._asker.refuse(asked, _("This question needs an answer."))
                continue
            value = replies.read(asked, self._whole(asked, reply, lines), self._day)
            lines = []
            refused = self._refusal(place, value)
            if refused:
                self._asker.refuse(asked, refused)
            else:
                return self._skip(asked) if value is False and asked.question.skip is Skip.REASON else value

    def _refusal(self, place: Place, value: Any) -> str | None:
        if isinstance(value, Refused):
            return value.sentence
        return objection(place.question.id, place.spot.item, value, self._answers, self._day.language)

    def _reply(self, asked: Asked) -> str:
        """One line as typed, with the words that steer the walk taken care of."""
        while True:
            reply = self._steered(self._asker.reply(asked))
            if not self._told(asked, reply):
                return reply

    def _steered(self, reply: str) -> str:
        word = reply.strip()
        if word == LEAVE:
            raise Left
        if word == BACK:
            raise _Back
        if part := self._guide.part(word):
            raise _Jump(part)
        return word if word in ("", HELP, SKIP, *BLANK, *TIME) else reply

    def _told(self, asked: Asked, reply: str) -> bool:
        """Whether a reply asked for something to be told or done, and that is now done."""
        word = reply.strip()
        if word == HELP:
            self._asker.show(asked.help or _("There is nothing more to say about this question."))
        elif word.startswith(EXPLAIN):
            self._asker.show(self._guide.meaning(word.partition(" ")[2].strip()))
        elif word in TIME:
            self._asker.show(self._guide.time(self._answers))
        elif word in BLANK:
            self._asker.blank()
        else:
            return False
        return True

    def _skip(self, asked: Asked) -> Any:
        """The answer that stands for a question left: nothing, or the reason where one is needed."""
        if asked.question.skip is not Skip.REASON:
            return None
        while True:
            why = replies.tidy(self._steered(self._asker.reason(asked)))
            refusal = replies.refusal(why) if why else _("Write a few words about why.")
            if refusal is None:
                return skipped(why)
            self._asker.refuse(asked, refusal)

    def _whole(self, asked: Asked, first: str, lines: list[str]) -> str:
        """A reply with its further lines, each kept as it comes."""
        if asked.question.kind not in (Kind.LONG, Kind.LINES) or "\n" in first:
            return first
        if lines:
            self._asker.show("\n".join((_("You had written this:"), *lines)))
        kept = list(lines)
        line = first or self._asker.more(asked)
        while line:
            if line.strip() == LEAVE:
                self._leaving = True
                break
            if line.strip() == BACK or self._guide.part(line.strip()):
                self._before[asked.id] = "\n".join(kept) or None
                self._steered(line)
            if self._told(asked, line):
                pass
            elif refusal := replies.refusal(line):
                self._asker.refuse(asked, refusal)
            else:
                self._keeper.keep_line(asked.id, line)
                kept.append(line)
            line = self._asker.more(asked)
        return "\n".join(kept)

    def _jump(self, part: PartId) -> None:
        """Go to a part: what is not answered there, its notes to go on with, and whether there is more to add."""
        self._part, self._again = part, None
        for place in self._script.places(self._answers):
            if place.part is not part:
                continue
            if ".notes." in place.id and (notes := self._answers.get(place.id)):
                self._lines[place.id] = str(notes).split("\n")
            if self._opens_again(place):
                self._reopened.add(place.id)
            self._paused.discard(place.id)

    def _opens_again(self, place: Place) -> bool:
        """Whether coming back to a part asks this anew: notes, whether there is more, what keeps a plan from holding."""
        value = self._answers.get(place.id)
        no_more = place.id.startswith("more.") and value is False
        still_needed = value is None and place.question.id in PUTS_IN_FORCE
        return no_more or still_needed or place.id in self._lines or place.id.startswith("agreement.answers.")

    def _step_back(self, at: Place) -> None:
        """Ask the question before this one again, whenever it was answered, with the old answer as suggestion."""
        earlier = takewhile(lambda one: one.id != at.id, self._script.places(self._answers))
        before = [one for one in earlier if one.question.kind is not Kind.PAUSE]
        if not before:
            self._asker.show(_("This is the first question."))
            return
        self._again = before[-1].id
        if self._again in self._answers.given:
            value = self._answers.given.pop(self._again)
            self._before[self._again] = None if isinstance(value, dict) else value
            self._keeper.forget(self._again)


def _needed(place: Place) -> bool:
    """Whether the plan cannot do without an answer; what only steers the walk is never needed afterwards."""
    return place.question.skip is not Skip.FREE and not place.id.startswith(("more.", "pick.", "pause."))
