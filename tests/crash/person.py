"""A made-up person who answers every question of a conversation, and says which answers they were promised are kept.

Laws: the same seed gives the same answer to the same question, whatever was asked before, so that whoever is killed
and comes back answers as before; an answer counts as promised (`acknowledge`) when the next question reaches the
person, and not a moment earlier. What is promised is told as the plan or the draft would hold it.
"""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from kronobarn_cli.interview.asked import Asked
from kronobarn_cli.model.issue import Issue
from kronobarn_cli.model.terms import Kind, Skip

Acknowledge = Callable[[str, Any], None]
LINE = "+"
"""Ends the id of a question of which one line, not the whole answer, is promised."""

_WORDS = (
    *("Borta elva dagar", "kl 12:30 # inte", "ont i magen", "- kanske", "ja: nej", '"citat"', "it's", "åäö ÅÄÖ"),
    *("matten på morgonen", "hos mormor", "{x: 1}", "[en lista", "*stjärna", "&ankare", "!tagg", "% procent", "@ vi"),
    *("null", "true och no", "1e3 gånger", "~ ungefär", "tab\there", "slut.", "? osäkert", "| streck", "> större"),
)
_LISTS = {Kind.PEOPLE, Kind.SERVICES, Kind.AREAS, Kind.CHOICES}
_CHOICES = {Kind.CHOICE, Kind.PERSON, Kind.SERVICE, Kind.AREA, Kind.GOAL, Kind.SCORE}
_TRIES = 6
_NEVER_EMPTY = {"consents.*.by"}
"""Questions that are the whole point: left empty, nothing at all is said."""


class Person:
    """One who answers after a seed; counts days from `today`. `finished` says that the program has come to its end."""

    def __init__(self, acknowledge: Acknowledge, seed: int, today: date) -> None:
        self._acknowledge = acknowledge
        self._seed = seed
        self._today = today
        self._typed: tuple[str, Any] | None = None
        self._asked = ""
        self._tries = 0
        self._confirmed = 0
        self._shown: list[str] = []
        self._lines: list[str] = []
        self._gone_back: set[str] = set()
        self._answered: set[str] = set()

    def show(self, text: str) -> None:
        """Read what is told: the lines that were written before a kill stand there."""
        self._shown = text.split("\n")

    def heading(self, title: str, text: str) -> None:
        """Nothing."""

    def remark(self, issue: Issue) -> None:
        """Nothing."""

    def blank(self) -> None:
        """Nothing."""

    def reply(self, asked: Asked) -> str:
        """What is typed at the prompt."""
        self._promised()
        if asked.id != self._asked:
            self._asked, self._tries = asked.id, 0
        chance = random.Random(f"{self._seed}:{asked.id}:steers")
        if self._tries == 0 and asked.id not in self._gone_back and chance.random() < 0.03:
            self._gone_back.add(asked.id)
            return chance.choice("?b")
        text, value = self._again(asked) if asked.id in self._answered else self._answer(asked)
        # A pause holds nothing that could be kept.
        self._typed = (asked.id, value) if asked.question.kind is not Kind.PAUSE else None
        if self._lines and asked.question.kind in (Kind.LONG, Kind.LINES):
            self._typed = (asked.id + LINE, self._lines[0])
            self._lines = self._lines[1:]
        return text

    def more(self, asked: Asked) -> str:
        """The next line of a longer answer; whoever was killed in the middle goes on after the lines shown."""
        self._promised()
        if asked.id != self._asked:
            self._asked, self._tries = asked.id, 0
            self._lines = [line for line in self._long(asked) if line not in self._shown]
        half = 0 < len(self._lines) < len(self._long(asked))
        if half and asked.id not in self._gone_back and random.Random(f"{self._seed}:{asked.id}:half").random() < 0.1:
            # Something else comes first; the lines are there when one comes back.
            self._gone_back.add(asked.id)
            self._asked, self._lines = "", []
            return "b"
        if self._lines:
            line, *self._lines = self._lines
            self._typed = (asked.id + LINE, line)
            return line
        said = self._long(asked)
        self._typed = (asked.id, said if asked.question.kind is Kind.LINES else "\n".join(said))
        return ""

    def reason(self, asked: Asked) -> str:
        """Why a question is left."""
        self._typed = None
        why = self._text(f"{asked.id}.why")
        self._typed = (asked.id, {"skip": why})
        return why

    def refuse(self, asked: Asked, sentence: str) -> None:
        """Try something else."""
        self._typed = None
        self._lines = []
        self._tries += 1
        assert self._tries < _TRIES, f"{asked.id}: {sentence}"

    def confirm(self, sentence: str) -> bool:
        """Yes: go on, one's own answer stands, try again; but nobody tries again for ever."""
        self._confirmed += 1
        return self._confirmed < _TRIES

    def is_person(self) -> bool:
        """Yes, so that every answer is kept as it comes."""
        return True

    def answered(self) -> bool:
        """Yes."""
        return True

    def unused(self) -> tuple[str, ...]:
        """Nothing."""
        return ()

    def finished(self) -> None:
        """The program has come to its end: what was typed last is promised too."""
        self._promised()

    def _promised(self) -> None:
        self._confirmed = 0
        if self._typed is not None:
            self._answered.add(self._typed[0])
            self._acknowledge(*self._typed)
            self._typed = None

    def _again(self, asked: Asked) -> tuple[str, Any]:
        """To a question one has gone back to: what was said stands."""
        return ("", asked.default) if asked.default is not None else self._answer(asked)

    def _answer(self, asked: Asked) -> tuple[str, Any]:
        """What is typed and what it means."""
        chance = random.Random(f"{self._seed}:{asked.id}:{self._tries}")
        kind, skip = asked.question.kind, asked.question.skip
        if kind is Kind.PAUSE:
            return "", None
        if asked.default is not None and chance.random() < 0.3:
            return "", asked.default
        may_skip = skip is Skip.FREE and asked.question.id not in _NEVER_EMPTY
        if may_skip and asked.default is None and chance.random() < 0.15:
            return "", None
        if kind in _CHOICES | _LISTS:
            return self._chosen(asked, chance)
        if kind in (Kind.LONG, Kind.LINES):
            said = self._long(asked)
            whole = said if kind is Kind.LINES else "\n".join(said)
            if asked.default == whole:
                # Gone back to what was written before a kill: it stands there, and is not written once more.
                return "", whole
            self._lines = said
            return said[0], None
        return self._other(asked, chance)

    def _other(self, asked: Asked, chance: random.Random) -> tuple[str, Any]:
        match asked.question.kind:
            case Kind.YES_NO:
                yes = chance.random() < (0.4 if asked.id.startswith("more.") else 0.7)
                return ("j", True) if yes else ("n", False)
            case Kind.YES_NO_UNSURE:
                return chance.choice((("1", "yes"), ("2", "no"), ("3", "unsure")))
            case Kind.DATE:
                day = self._today + timedelta(days=chance.randint(1, 60) + 60 * self._tries)
                return day.isoformat(), day.isoformat()
            case Kind.TIME:
                time = f"{chance.randint(8, 17):02}:{chance.choice(('00', '15', '30'))}"
                return time, time
            case Kind.BORN:
                return ("2012-05", "2012-05")
            case Kind.MINUTES:
                minutes = chance.randint(30, 90)
                return str(minutes), minutes
            case Kind.COUNTS:
                return "1 0 0", [1, 0, 0]
            case _:
                text = self._text(f"{asked.id}:{self._tries}")
                return text, text

    def _chosen(self, asked: Asked, chance: random.Random) -> tuple[str, Any]:
        ids = [choice.id for choice in asked.choices]
        if not ids:
            return "", asked.default
        if asked.question.kind in _LISTS:
            some = sorted(chance.sample(range(len(ids)), chance.randint(1, min(3, len(ids)))))
            return ", ".join(str(one + 1) for one in some), [ids[one] for one in some]
        place = (chance.randrange(len(ids)) + self._tries) % len(ids)
        return str(place + 1), int(ids[place]) if asked.question.kind is Kind.SCORE else ids[place]

    def _long(self, asked: Asked) -> list[str]:
        chance = random.Random(f"{self._seed}:{asked.id}:long")
        return [self._text(f"{asked.id}:{line}") for line in range(chance.randint(1, 4))]

    def _text(self, about: str) -> str:
        """A line that nobody writes about anything else, with what YAML and terminals stumble over."""
        chance = random.Random(f"{self._seed}:{about}")
        mark = "".join(chance.choices("bcdfghjklmnpqrstvwxz", k=6))
        return " ".join("".join((chance.choice(_WORDS), " ", mark, " ", chance.choice(_WORDS))).split())
