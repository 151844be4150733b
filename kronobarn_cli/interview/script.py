"""The conversations as data: which questions follow from the terms file and from what has been answered. Pure.

The order is the terms file's. A run of questions with `*` in their ids is a block about one item (a guardian, a
voice, an action); it comes again while its `more.` question is answered yes. Inside the wheel a second `*` runs
through the areas that were picked; `@` runs through people. After an answer that holds a hard word comes a
question about that word, once.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from kronobarn_cli.interview import lists
from kronobarn_cli.interview.answers import Answers
from kronobarn_cli.interview.asked import Asked
from kronobarn_cli.interview.blanks import Blanks, Spot
from kronobarn_cli.interview.defaults import Suggestions, default
from kronobarn_cli.interview.hard_words import Unexplained
from kronobarn_cli.model.area import AREAS
from kronobarn_cli.model.hard_words import hard_words
from kronobarn_cli.model.items import PREFIXES
from kronobarn_cli.model.terms import Conversation, PartId, Question, Terms

HARD_WORD = "explained.*.means"
_STEERING = ("more", "pick", "pause", "fact")
_OF_THE_INTERVIEW = ("decision.outcome ", "pick.wheel ")
"""Conditions that only steer the first interview: whoever holds another conversation has decided already."""
_NEVER_BEGUN_HERE = {"tried", "other-plans"}
"""Lists whose items are there before the conversation asks about them."""
_BRANCHING = {Conversation.INTERVIEW, Conversation.CONSULT}


class Scope(NamedTuple):
    """Which conversation is held, and the number at which its own items of a list begin."""

    conversation: Conversation = Conversation.INTERVIEW
    first: Mapping[str, int] = {}


WHOLE = Scope()


class Place(NamedTuple):
    """A question about one thing, before its blanks are filled in."""

    id: str
    question: Question
    spot: Spot
    part: PartId | None = None


class Script:
    """All questions of a conversation, given the terms, what is known, and what is suggested."""

    def __init__(self, terms: Terms, suggestions: Suggestions, scope: Scope = WHOLE) -> None:
        self._terms = terms
        self._suggestions = suggestions
        self._scope = scope
        asked = [one for one in terms.questions if scope.conversation in one.conversations]
        self._hard_word = next((one for one in asked if one.id == HARD_WORD), None)
        # Each answer is looked through once, however often the way is walked.
        self._hard_words = cache(lambda text: hard_words(text, terms))
        self._blocks = tuple(_blocks([one for one in asked if one.id != HARD_WORD]))

    def places(self, answers: Answers) -> Iterator[Place]:
        """The questions in order, as they follow from the answers so far."""
        unexplained = Unexplained(self._hard_words, answers)
        for root, block in self._blocks:
            for item in self._items(root, block, answers):
                for place in self._block(block, item, answers):
                    yield place
                    if self._hard_word:
                        yield from self._about(self._hard_word, place, unexplained)

    @property
    def goes_on_after_the_last(self) -> bool:
        """Whether what was left open before the last answer stays open: so it is in the first interview."""
        return self._scope.conversation in _BRANCHING

    def filled(self, place: Place, answers: Answers) -> Asked:
        """The question at a place with its blanks filled in."""
        blanks = self._blanks(place.spot, answers)
        return Asked(
            place.id,
            place.question,
            blanks.text(place.question),
            blanks.help(place.question),
            blanks.choices(place.question),
            default(place.question.id, place.spot, blanks, answers, self._suggestions),
            _leads_to(place, answers),
        )

    def _blanks(self, spot: Spot, answers: Answers) -> Blanks:
        alone = self._scope.conversation is Conversation.CONSENT
        return Blanks(self._terms, answers, self._suggestions.today, spot, any_service=alone)

    def _items(self, root: str, block: Sequence[Question], answers: Answers) -> Iterator[str]:
        if not root:
            yield ""
            return
        if root == "other-plans":
            yield from answers.get("pick.other-plans") or ()
            return
        if self._is_left_out(root, answers):
            return
        first = self._scope.first.get(root, 1)
        known = [number for number in answers.items(root) if number >= first]
        if root in _NEVER_BEGUN_HERE:
            yield from (f"{PREFIXES[root]}{number}" for number in known)
            return
        begun = known or [self._scope.first.get(root) or answers.after(root, 0)]
        yield from self._numbered(root, block, begun, answers)

    def _numbered(self, root: str, block: Sequence[Question], known: list[int], answers: Answers) -> Iterator[str]:
        more = next((question.id for question in block if question.id.startswith("more.")), None)
        prefix = PREFIXES[root]
        yield from (f"{prefix}{number}" for number in known)
        last = known[-1]
        while more and answers.get(_fill(more, Spot(f"{prefix}{last}"))) is True:
            last = answers.after(root, last)
            yield f"{prefix}{last}"

    def _is_left_out(self, root: str, answers: Answers) -> bool:
        again = self._scope.conversation is Conversation.FOLLOW_UP and root == "wheel"
        return again and answers.get("pick.wheel-again") is not True

    def _block(self, block: Sequence[Question], item: str, answers: Answers) -> Iterator[Place]:
        at = 0
        while at < len(block):
            inner = list(takewhile(_has_area, block[at:]))
            if inner:
                yield from self._areas(inner, item, answers)
                at += len(inner)
            else:
                yield from self._each(block[at], item, answers)
                at += 1

    def _areas(self, inner: Sequence[Question], item: str, answers: Answers) -> Iterator[Place]:
        picked = answers.get(f"pick.areas.{item}") or ()
        for area in AREAS:
            if area in picked:
                for question in inner:
                    yield from self._one(question, Spot(item, area), answers)

    def _each(self, question: Question, item: str, answers: Answers) -> Iterator[Place]:
        for who in answers.at_meeting(question.each) if question.each else ("",):
            yield from self._one(question, Spot(item, who=who), answers)

    def _one(self, question: Question, spot: Spot, answers: Answers) -> Iterator[Place]:
        if not answers.holds(self._when(question, spot)):
            return
        blanks = self._blanks(spot, answers)
        id_ = blanks.place(_fill(question.id, spot))
        if not answers.known(id_) and blanks.pointless(question):
            return
        in_meeting = self._scope.conversation is Conversation.MEETING
        yield Place(id_, question, spot, question.part if in_meeting else None)

    def _when(self, question: Question, spot: Spot) -> str | None:
        if not question.when:
            return None
        parts = question.when.split(" and ")
        if self._scope.conversation not in _BRANCHING:
            parts = [part for part in parts if not f"{part} ".startswith(_OF_THE_INTERVIEW)]
        return " and ".join(_fill(part, spot) for part in parts) or None

    @staticmethod
    def _about(question: Question, place: Place, unexplained: Unexplained) -> Iterator[Place]:
        """The question about each hard word in the answer just given."""
        for item, word in unexplained.after(place.id, place.question):
            yield Place(_fill(question.id, Spot(item)), question, Spot(item, word=word), place.part)


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
    inside = following is not None and "*" in f"{following.id} {following.when or ''}"
    return following is not None and inside and _root(following) in ("", root)


def _root(question: Question) -> str:
    first = question.id.split(".")[0]
    return first if "*" in question.id and first not in _STEERING else ""


def _leads_to(place: Place, answers: Answers) -> str:
    """The place of the item that a yes to this question begins; empty for one that begins none."""
    root = lists.LIST_OF_MORE.get(place.question.id)
    if root is None:
        return ""
    return f"{root}.{PREFIXES[root]}{answers.after(root, lists.number_of(root, place.spot.item))}"


def _has_area(question: Question) -> bool:
    return question.id.count("*") > 1


@cache
def _fill(pattern: str, spot: Spot) -> str:
    """An id or a condition with the item for its first `*`, the area for the second, and the person for `@`."""
    token = spot.item.removeprefix("guardian-") if "guardian" in pattern else spot.item
    return pattern.replace("*", token, 1).replace("*", spot.area, 1).replace("@", spot.who)
