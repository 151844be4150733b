"""The interview as data: which questions follow from the terms file and from what has been answered. Pure.

The order is the terms file's. A run of questions with `*` in their ids is a block about one item (a guardian, a
voice, a consent); it comes again while its `more.` question is answered yes. Inside the wheel a second `*` runs
through the areas that were picked.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count, takewhile
from typing import Any, NamedTuple

from kronobarn_cli.interview.answers import Answers
from kronobarn_cli.interview.asked import Asked
from kronobarn_cli.interview.blanks import Blanks
from kronobarn_cli.model.area import AREAS
from kronobarn_cli.model.terms import Question, Terms

_ROOTS = {
    "people": "guardian-",
    "notices": "n",
    "voices": "v",
    "wheel": "w",
    "consents": "c",
    "meetings": "m",
}
_STEERING = ("more", "pick", "pause", "fact")


class Suggestions(NamedTuple):
    """What an empty answer means where the settings say so."""

    today: date
    meeting_minutes: int = 60
    consent_months: int = 6


class Script:
    """All questions of an interview, given the terms, what is known, and what is suggested.

    `only` limits it to one block and one item in it, e.g. `("wheel", "w3")`.
    """

    def __init__(self, terms: Terms, suggestions: Suggestions, only: tuple[str, str] | None = None) -> None:
        self._terms = terms
        self._suggestions = suggestions
        self._only = only
        self._blocks = tuple(_blocks(terms.questions))

    def questions(self, answers: Answers) -> Iterator[Asked]:
        """The questions in order, each with its blanks filled in, as they follow from the answers so far."""
        for root, block in self._blocks:
            for item in self._items(root, block, answers):
                yield from self._block(block, item, answers)

    def _items(self, root: str, block: Sequence[Question], answers: Answers) -> Iterator[str]:
        if self._only is not None:
            yield from (self._only[1],) if root == self._only[0] else ()
            return
        if not root:
            yield ""
            return
        more = next((question.id for question in block if question.id.startswith("more.")), None)
        known = answers.items(root, _ROOTS[root])
        for number in count(1):
            wanted = more and answers.get(_fill(more, f"{_ROOTS[root]}{number - 1}")) is True
            if number > max(known, 1) and not wanted:
                return
            yield f"{_ROOTS[root]}{number}"

    def _block(self, block: Sequence[Question], item: str, answers: Answers) -> Iterator[Asked]:
        place = 0
        while place < len(block):
            inner = list(takewhile(_has_area, block[place:]))
            if inner:
                yield from self._areas(inner, item, answers)
                place += len(inner)
            else:
                yield from self._one(block[place], item, "", answers)
                place += 1

    def _areas(self, inner: Sequence[Question], item: str, answers: Answers) -> Iterator[Asked]:
        picked = answers.get(f"pick.areas.{item}") or ()
        for area in AREAS:
            if area in picked:
                for question in inner:
                    yield from self._one(question, item, area, answers)

    def _one(self, question: Question, item: str, area: str, answers: Answers) -> Iterator[Asked]:
        if self._only and question.id.startswith(("more.", "pause.")):
            return
        blanks = Blanks(self._terms, answers, self._suggestions.today, item, area)
        if self._wanted(question, item, area, answers) and not blanks.pointless(question):
            yield Asked(
                blanks.place(_fill(question.id, item, area)),
                question,
                blanks.text(question),
                blanks.help(question),
                blanks.choices(question),
                self._default(question, blanks, answers),
            )

    def _wanted(self, question: Question, item: str, area: str, answers: Answers) -> bool:
        if self._only and question.when and question.when.startswith("pick."):
            return True
        return answers.holds(_fill(question.when, item, area) if question.when else None)

    def _default(self, question: Question, blanks: Blanks, answers: Answers) -> Any:
        today = self._suggestions.today
        defaults = {
            "notices.*.day": today.isoformat(),
            "wheel.*.day": today.isoformat(),
            "decision.day": today.isoformat(),
            "consents.*.from": today.isoformat(),
            "consents.*.until": blanks.months_on(self._suggestions.consent_months),
            "meetings.*.minutes": self._suggestions.meeting_minutes,
            "roles.responsible": blanks.responsible(),
            "people.responsible.role": blanks.role(),
            "notices.*.by": answers.get("roles.responsible"),
        }
        return defaults.get(question.id)


def _blocks(questions: Sequence[Question]) -> Iterator[tuple[str, list[Question]]]:
    """Runs of questions about one kind of item, with the list they fill; others stand alone under an empty name."""
    block: list[Question] = []
    root = ""
    for place, question in enumerate(questions):
        starts = _root(question)
        if root and (starts not in ("", root) or not _goes_on(questions[place:], root)):
            yield root, block
            root, block = "", []
        if not root and not starts:
            yield "", [question]
            continue
        root = root or starts
        block.append(question)
        if question.id.startswith("more."):
            yield root, block
            root, block = "", []
    if block:
        yield root, block


def _goes_on(rest: Sequence[Question], root: str) -> bool:
    """Whether a block reaches past here: a pause may stand inside it, but nothing else without `*`."""
    following = next((question for question in rest if not question.id.startswith("pause.")), None)
    return following is not None and "*" in following.id and _root(following) in ("", root)


def _root(question: Question) -> str:
    first = question.id.split(".")[0]
    return first if "*" in question.id and first not in _STEERING else ""


def _has_area(question: Question) -> bool:
    return question.id.count("*") > 1


def _fill(pattern: str, item: str, area: str = "") -> str:
    """An id or a condition with the item in place of the first `*` of each part and the area in place of the second."""
    token = item.removeprefix("guardian-") if "guardian" in pattern else item
    return " and ".join(part.replace("*", token, 1).replace("*", area, 1) for part in pattern.split(" and "))
