"""The clock of the five parts: how much time is left in this part and in all, in words. Pure; the time is handed in.

Running over is said calmly and as a fact: nobody is hurried.
"""

from typing import NamedTuple

from kronobarn_cli.i18n import _, ngettext
from kronobarn_cli.model.agenda import minutes
from kronobarn_cli.model.terms import Part, PartId

_DAY = 24 * 60
_HALF_A_DAY = _DAY // 2


class Clock(NamedTuple):
    """When the meeting began (`14:30`), its length in minutes, and its parts."""

    parts: tuple[Part, ...]
    total: int
    began: str

    def left(self, part: PartId, now: str) -> tuple[int, int]:
        """Whole minutes left in a part and in the whole meeting at a time of day; below nothing means over time."""
        gone = (_minute(now) - _minute(self.began) + _HALF_A_DAY) % _DAY - _HALF_A_DAY
        return self._ends(part) - gone, self.total - gone

    def line(self, part: PartId, now: str) -> str:
        """How the time stands, as two sentences."""
        here, whole = self.left(part, now)
        name = next(one.name for one in self.parts if one.id is part)
        meeting = _left(_("The meeting"), self._at(self.total), whole)
        return f"{_left(name, self._at(self._ends(part)), here)} {meeting}"

    def _ends(self, part: PartId) -> int:
        place = [one.id for one in self.parts].index(part)
        return sum(minutes(self.parts, self.total)[: place + 1])

    def _at(self, minute: int) -> str:
        at = (_minute(self.began) + minute) % _DAY
        return f"{at // 60:02}:{at % 60:02}"


def _left(what: str, end: str, left: int) -> str:
    if left >= 0:
        words = ngettext("{what} until {end}, {count} minute left.", "{what} until {end}, {count} minutes left.", left)
    else:
        words = ngettext(
            "{what} was to end at {end}, {count} minute ago.", "{what} was to end at {end}, {count} minutes ago.", -left
        )
    return words.format(what=what, end=end, count=abs(left))


def _minute(at: str) -> int:
    hours, past = at.split(":")
    return int(hours) * 60 + int(past)
