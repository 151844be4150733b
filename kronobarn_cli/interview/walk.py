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
from kronobarn_cli.interview.replies import Day, Refused
from kronobarn_cli.interview.script import Script
from kronobarn_cli.model.terms import Kind, Skip, Stage, Terms

HELP, BACK, LEAVE, SKIP = "?", "b", ":q", "-"


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


class Walk:
    """One walk through a script. `answers.given` grows as the person answers; `unfinished` holds lines from a draft."""

    def __init__(self, terms: Terms, script: Script, asker: Asker, keeper: Keeper, day: Day) -> None:
        self._script = script
        self._asker = asker
        self._keeper = keeper
        self._day = day
        self._stages = {one.id: one for one in terms.stages}
        self._stage: Stage | None = None
        self._paused: set[str] = set()
        self._before: dict[str, Any] = {}
        self._again: str | None = None
        self._leaving = False

    def go(self, answers: Answers, unfinished: dict[str, list[str]]) -> bool:
        """Ask until nothing is left; True when the end was reached, False when the person left with `:q`."""
        while (asked := self._next(answers)) is not None:
            self._announce(asked)
            try:
                self._answer(asked, answers, unfinished.pop(asked.id, []))
            except _Back:
                self._step_back(asked, answers)
            except Left:
                return False
        return True

    def _next(self, answers: Answers) -> Asked | None:
        """The question to go back to, one that the plan cannot do without, or the first after the last that is done."""
        following: Asked | None = None
        for asked in self._script.questions(answers):
            if asked.id == self._again:
                return asked
            if asked.id in self._paused or answers.known(asked.id):
                following = None
            elif _needed(asked):
                return following or asked
            else:
                following = following or asked
        return following

    def _announce(self, asked: Asked) -> None:
        if asked.question.stage is not self._stage:
            self._stage = asked.question.stage
            term = self._stages[self._stage]
            self._asker.heading(term.name, term.meaning)

    def _answer(self, asked: Asked, answers: Answers, lines: list[str]) -> None:
        before = self._before.get(asked.id, answers.get(asked.id))
        if before is not None:
            asked = asked._replace(default=before)
        value = self._value(asked, lines)
        self._again = None
        if asked.question.kind is Kind.PAUSE:
            self._paused.add(asked.id)
            return
        self._keeper.keep(asked.id, value)
        answers.given[asked.id] = value
        if self._leaving:
            raise Left
        if asked.question.kind is Kind.DATE and value:
            self._asker.show(in_words(date.fromisoformat(value), self._day.language).capitalize() + ".")

    def _value(self, asked: Asked, lines: list[str]) -> Any:
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
            if isinstance(value, Refused):
                self._asker.refuse(asked, value.sentence)
            else:
                return self._skip(asked) if value is False and asked.question.skip is Skip.REASON else value

    def _reply(self, asked: Asked) -> str:
        """One line as typed, with the words that steer the walk taken care of."""
        while True:
            reply = self._steered(self._asker.reply(asked))
            if reply != HELP:
                return reply
            self._explain(asked)

    def _steered(self, reply: str) -> str:
        word = reply.strip()
        if word == LEAVE:
            raise Left
        if word == BACK:
            raise _Back
        return word if word in ("", HELP, SKIP) else reply

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
            word = line.strip()
            if word == LEAVE:
                self._leaving = True
                break
            if word == BACK:
                self._before[asked.id] = "\n".join(kept) or None
                raise _Back
            if word == HELP:
                self._explain(asked)
            elif refusal := replies.refusal(line):
                self._asker.refuse(asked, refusal)
            else:
                self._keeper.keep_line(asked.id, line)
                kept.append(line)
            line = self._asker.more(asked)
        return "\n".join(kept)

    def _explain(self, asked: Asked) -> None:
        self._asker.show(asked.help or _("There is nothing more to say about this question."))

    def _step_back(self, asked: Asked, answers: Answers) -> None:
        """Ask the question before this one again, whenever it was answered, with the old answer as suggestion."""
        earlier = takewhile(lambda one: one.id != asked.id, self._script.questions(answers))
        before = [one for one in earlier if one.question.kind is not Kind.PAUSE]
        if not before:
            self._asker.show(_("This is the first question."))
            return
        self._again = before[-1].id
        if self._again in answers.given:
            value = answers.given.pop(self._again)
            self._before[self._again] = None if isinstance(value, dict) else value
            self._keeper.forget(self._again)


def _needed(asked: Asked) -> bool:
    """Whether the plan cannot do without an answer; what only steers the walk is never needed afterwards."""
    return asked.question.skip is not Skip.FREE and not asked.id.startswith(("more.", "pick.", "pause."))
