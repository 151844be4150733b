"""Where the walk goes: which question is next, back to the one before, on to another part. Asks and keeps nothing.

Laws: what is done is not asked again unless the person goes back to it; what a plan cannot hold without is never left
behind by accident.
"""

from itertools import takewhile

from kronobarn_cli.interview import lists
from kronobarn_cli.interview.answers import Answers
from kronobarn_cli.interview.script import Place, Script
from kronobarn_cli.model.terms import Kind, PartId, Skip

PUTS_IN_FORCE = {"actions.*.who", "actions.*.by", "follow-up.day", "follow-up.convener"}
"""What a plan must have to hold: left open before a meeting ended, it is asked for again when one comes back."""


class Route:
    """The way through a script. `reopened` holds the questions that are asked again although they have an answer."""

    def __init__(self, script: Script, answers: Answers) -> None:
        self._script = script
        self._answers = answers
        self._paused: set[str] = set()
        self._again: str | None = None
        self._part: PartId | None = None
        self.reopened: set[str] = set()

    def next(self) -> Place | None:
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
            if place.id in self.reopened or _needed(place):
                settled.add(place.part)
        return found.get(self._part) or next(iter(found.values()), None)

    def arrive(self, place: Place) -> None:
        """The question at this place is being asked."""
        self._part = place.part or self._part

    def leave(self, place: Place) -> None:
        """The question at this place is answered; of a pause nothing but this remains."""
        self._again = None
        self.reopened.discard(place.id)
        if place.question.kind is Kind.PAUSE:
            self._paused.add(place.id)

    def back(self, at: Place) -> bool:
        """Go to the question before this one, whenever it was answered; False when this is the first."""
        earlier = takewhile(lambda one: one.id != at.id, self._script.places(self._answers))
        before = [one for one in earlier if one.question.kind is not Kind.PAUSE]
        if before:
            self._again = before[-1].id
        return bool(before)

    def jump(self, part: PartId) -> dict[str, str]:
        """Go to a part: what is open there, and whether there is more to add. Its notes by question, to go on with."""
        self._part, self._again = part, None
        here = [place for place in self._script.places(self._answers) if place.part is part]
        self._paused -= {place.id for place in here}
        said = {place.id: self._answers.get(place.id) for place in here if ".notes." in place.id}
        notes = {question: text for question, text in said.items() if isinstance(text, str)}
        self.reopened |= {place.id for place in here if self._opens_again(place)} | notes.keys()
        return notes

    def _is_done(self, place: Place) -> bool:
        if place.id in self.reopened:
            return False
        return place.id in self._paused or self._answers.known(place.id) or self._is_old(place)

    def _is_old(self, place: Place) -> bool:
        """Whether this was left open about something that was in the plan before, and the plan holds without it."""
        root = lists.LIST_OF_MORE.get(place.question.id) or place.question.id.partition(".")[0]
        if root not in lists.LIST_OF_MORE.values() or place.question.id in PUTS_IN_FORCE:
            return False
        if place.id.startswith("more."):
            return lists.number_of(root, place.spot.item) < max(self._answers.items(root), default=0)
        return self._answers.is_in_plan(f"{root}.{place.spot.item}")

    def _leaves_behind(self, place: Place, found: Place | None) -> bool:
        """Whether a place that is done shows that an open one before it was left on purpose.

        The first interview goes on after its last answer. Elsewhere the plan holds much from before, which says nothing
        about how far one has come, and more may be added in the middle. A pause is met once, though it leaves no trace.
        """
        if self._script.goes_on_after_the_last:
            return place.question.kind is not Kind.PAUSE
        if found is not None and found.question.id in PUTS_IN_FORCE:
            return False
        if place.id in self._answers.given:
            return found is not None and found.question.kind is Kind.PAUSE
        return place.part is not None and place.id.startswith(f"meetings.{self._answers.meeting}.")

    def _opens_again(self, place: Place) -> bool:
        """Whether coming back to a part asks this anew: is there more, what keeps a plan from holding, the answers."""
        value = self._answers.get(place.id)
        no_more = place.id.startswith("more.") and value is False
        still_needed = value is None and place.question.id in PUTS_IN_FORCE
        return no_more or still_needed or place.id.startswith("agreement.answers.")


def _needed(place: Place) -> bool:
    """Whether the plan cannot do without an answer; what only steers the walk is never needed afterwards."""
    return place.question.skip is not Skip.FREE and not place.id.startswith(("more.", "pick.", "pause."))
