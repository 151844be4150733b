"""The walk: one question after another, forward, back, explained, skipped, or left for later.

Laws: an answer is kept before the next question is shown; the lines of a longer answer are there until it is finished,
wherever the person goes meanwhile; a reply that cannot be taken costs nothing but another try; a pause stores nothing;
the same walk serves a person, a file of answers and the tests.
"""

from datetime import date
from typing import Any, Protocol

from kronobarn_cli.i18n import _
from kronobarn_cli.interview import replies
from kronobarn_cli.interview.answers import Answers, skipped
from kronobarn_cli.interview.asked import Asked, Asker
from kronobarn_cli.interview.dates import in_words
from kronobarn_cli.interview.guide import Guide
from kronobarn_cli.interview.objections import far_away, objection
from kronobarn_cli.interview.replies import Refused
from kronobarn_cli.interview.route import Route
from kronobarn_cli.interview.script import Place, Script
from kronobarn_cli.model.terms import Kind, PartId, Skip
from kronobarn_cli.text.working_days import holiday

HELP, BACK, LEAVE, SKIP = "?", "b", ":q", "-"
BLANK = (":blank", ":tom")
TIME = (":tid", ":time")
EXPLAIN = (":ord ", ":word ")
_MEETS = {"meetings.*.day", "follow-up.day"}


class Keeper(Protocol):
    """Where answers go before the next question is shown. Raises Left when the person would rather save and leave."""

    def keep(self, question: str, value: Any) -> None:
        """Keep an answer for good."""

    def keep_line(self, question: str, line: str) -> None:
        """Keep a line of an answer that is not finished."""


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
        self._route = Route(script, answers)
        self._lines: dict[str, list[str]] = {}
        self._leaving = False

    @property
    def unfinished(self) -> dict[str, list[str]]:
        """The lines of longer answers that were begun and have not been finished."""
        return {question: lines for question, lines in self._lines.items() if lines != self._said(question)}

    def go(self, unfinished: dict[str, list[str]], part: PartId | None = None) -> bool:
        """Ask until nothing is left; True when the end was reached, False when the person left with `:q`.

        `part` is the part of the meeting to begin with.
        """
        self._pick_up(unfinished)
        if part is not None:
            self._jump(part)
        while (place := self._route.next()) is not None:
            try:
                self._meet(place)
            except _Back:
                if not self._route.back(place):
                    self._asker.show(_("This is the first question."))
            except _Jump as jump:
                self._jump(PartId(jump.args[0]))
            except Left:
                return False
        return True

    def _pick_up(self, unfinished: dict[str, list[str]]) -> None:
        """Lines of an answer that was not finished; an earlier answer they were added to comes before them."""
        for question, lines in unfinished.items():
            self._lines[question] = [*self._said(question), *lines]
            self._route.reopened.add(question)

    def _said(self, question: str) -> list[str]:
        """The lines of an answer that is finished."""
        said = self._answers.get(question)
        found = said.split("\n") if isinstance(said, str) else said if isinstance(said, list) else []
        return [line for line in found if isinstance(line, str)]

    def _meet(self, place: Place) -> None:
        self._route.arrive(place)
        if news := self._guide.announced(place, self._answers):
            self._asker.heading(*news)
        if place.id in self._route.reopened and (about := self._about(place)):
            self._asker.show(about)
        self._answer(place, self._script.filled(place, self._answers))

    def _answer(self, place: Place, asked: Asked) -> None:
        before = self._answers.get(asked.id)
        # A day that has come is no suggestion for the next one.
        if before is not None and not (self._answers.is_fresh(asked.id) and str(before) <= str(self._day.today)):
            asked = asked._replace(default=before)
        value = self._value(place, asked)
        self._lines.pop(asked.id, None)
        self._route.leave(place)
        said = dict(self._guide.learned(place, value, self._answers))
        if asked.question.kind is not Kind.PAUSE:
            said[asked.id] = value
        # What cannot be kept before the plan is saved is known here all the same.
        self._answers.given.update(said)
        for question, one in said.items():
            self._keeper.keep(question, one)
        if self._leaving:
            raise Left
        self._comment(place, value)

    def _day_in_words(self, place: Place, day: date) -> str:
        """The day written out; where people are to meet, also that it is a holiday."""
        said = in_words(day, self._day.language).capitalize() + "."
        name = holiday(day) if place.question.id in _MEETS else None
        note = _("It is a holiday: {name}.")
        return f"{said} {note.format(name=name)}" if name else said

    def _about(self, place: Place) -> str:
        """What an item already says, for whoever comes back to it from elsewhere."""
        item = f"{place.question.id.partition('.')[0]}.{place.spot.item}"
        words = (self._answers.get(f"{item}.{key}") for key in ("what", "text", "about") if place.spot.item)
        return next((f"\n{said}" for said in words if isinstance(said, str)), "")

    def _comment(self, place: Place, value: Any) -> None:
        if place.question.kind is Kind.DATE and isinstance(value, str):
            self._asker.show(self._day_in_words(place, date.fromisoformat(value)))
        for issue in self._guide.remarks(place, self._answers):
            self._asker.remark(issue)

    def _value(self, place: Place, asked: Asked) -> Any:
        """The value of the first reply that can be taken."""
        while True:
            begun = bool(self._lines.get(asked.id))
            reply = "" if begun else self._reply(asked)
            if not begun and reply in ("", SKIP):
                if reply == "" and asked.default is not None:
                    return asked.default
                if asked.question.skip is not Skip.NEVER:
                    return self._skip(asked)
                self._asker.refuse(asked, _("This question needs an answer."))
                continue
            value = replies.read(asked, self._whole(asked, reply), self._day)
            self._lines.pop(asked.id, None)
            refused = self._refusal(place, value)
            if refused:
                self._asker.refuse(asked, refused)
            else:
                return self._skip(asked) if value is False and asked.question.skip is Skip.REASON else value

    def _refusal(self, place: Place, value: Any) -> str | None:
        if isinstance(value, Refused):
            return value.sentence
        far = far_away(date.fromisoformat(value), self._day) if place.question.kind is Kind.DATE else None
        return far or objection(place.question.id, place.spot.item, value, self._answers, self._day.language)

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
        elif word.startswith(":") and word[1:2].isalnum():
            known = _("{word} is not known here. There are :q and, at a meeting, :1 to :5, :time, :blank and :word.")
            self._asker.show(known.format(word=word))
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

    def _whole(self, asked: Asked, first: str) -> str:
        """A reply with its further lines, each kept as it comes."""
        if asked.question.kind not in (Kind.LONG, Kind.LINES) or "\n" in first:
            return first
        lines = self._lines.setdefault(asked.id, [])
        if lines:
            self._asker.show("\n".join(("", _("You had written this:"), *lines)))
        self._route.reopened.add(asked.id)
        line = first or self._asker.more(asked)
        while line:
            if line.strip() == LEAVE:
                self._leaving = True
                break
            if line.strip() == BACK or self._guide.part(line.strip()):
                # Whoever goes elsewhere before it is finished has not replaced what was said earlier.
                said = self._said(asked.id)
                lines[:0] = said if lines[: len(said)] != said else []
                self._steered(line)
            if self._told(asked, line):
                pass
            elif refusal := replies.refusal("\n".join((*lines, line))):
                self._asker.refuse(asked, refusal)
            else:
                lines.append(line)
                self._keeper.keep_line(asked.id, line)
            line = self._asker.more(asked)
        return "\n".join(lines)

    def _jump(self, part: PartId) -> None:
        """Go to a part of the meeting; its notes go on where they were."""
        self._guide.leave()
        for question, notes in self._route.jump(part).items():
            self._lines.setdefault(question, notes.split("\n"))
