"""`consent --give`, `meeting`, `follow-up`, `hand-over`, `close`: holds one conversation about a plan that is there."""

from collections.abc import Callable

from kronobarn_cli.interview.defaults import Suggestions
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.work.interview import Held, Room, hold
from kronobarn_cli.work.talks import Talk


def converse(room: Room, code: str, talk: Callable[[Plan, Suggestions], Talk]) -> Held:
    """Hold the conversation, or go on with it where it was left; raises as `interview.hold`."""
    with room.drafts.session(code):
        before = room.folder.load(code)
        return hold(room, before.plan, before, talk(before.plan, room.suggestions))
