"""`hand-over --accept` and `--decline`: the answer of the one who was asked, in one line."""

from dataclasses import dataclass, replace

from kronobarn_cli.errors import NotFound
from kronobarn_cli.i18n import _
from kronobarn_cli.interview.scripted import ScriptedAsker
from kronobarn_cli.model.hand_over import waiting
from kronobarn_cli.work.conversing import converse
from kronobarn_cli.work.interview import Held, Room


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether it was accepted, why not, and on which day (as typed; empty: today)."""

    accepted: bool
    why: str = ""
    day: str = ""


def answer(room: Room, code: str, given: Answer) -> Held:
    """Write the answer to the hand-over that waits; raises NotFound when none does, UsageTrouble on a bad day."""
    found = waiting(room.folder.load(code).plan)
    if found is None:
        sentence = _("No hand-over of plan {code} waits for an answer.").format(code=code)
        raise NotFound(sentence, f"kronobarn hand-over {code}")
    place = f"hand-overs.{found.id}"
    if given.accepted:
        said = {f"pick.answered.{found.id}": "accepted", f"{place}.accepted": given.day}
    else:
        why = {f"{place}.declined-why": given.why} if given.why else {f"{place}.declined-why.why": _("no reason given")}
        said = {f"pick.answered.{found.id}": "declined", f"{place}.declined": given.day, **why}
    return converse(replace(room, asker=ScriptedAsker(said, f"kronobarn hand-over {code}")), code, "hand-over")
