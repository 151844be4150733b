"""`consent --give`, `meeting`, `follow-up`, `hand-over`, `close`: holds one conversation about a plan that is there."""

from dataclasses import replace

from kronobarn_cli.model.terms import PartId
from kronobarn_cli.work.interview import Held, Room, hold
from kronobarn_cli.work.talks import TALKS


def converse(room: Room, code: str, talk: str, part: PartId | None = None) -> Held:
    """Hold the conversation of that name, or go on with it where it was left; raises as `interview.hold`.

    `part` is the part of the meeting to begin with.
    """
    with room.drafts.session(code):
        before = room.folder.load(code)
        chosen = TALKS[talk](before.plan, room.suggestions)
        return hold(room, before.plan, before, replace(chosen, part=part))
