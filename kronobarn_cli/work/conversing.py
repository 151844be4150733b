"""`consent --give`, `meeting`, `follow-up`, `hand-over`, `close`: holds one conversation about a plan that is there."""

from dataclasses import replace

from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.terms import PartId
from kronobarn_cli.work.interview import Held, Room, alone, hold
from kronobarn_cli.work.reopening import hint
from kronobarn_cli.work.talks import TALKS


def converse(room: Room, code: str, talk: str, part: PartId | None = None) -> Held:
    """Hold the conversation of that name, or go on with it where it was left; raises as `interview.hold`.

    `part` is the part of the meeting to begin with. Raises UsageTrouble about a plan that is closed, or of a child whom
    nobody names.
    """
    with alone(room, code):
        before = room.folder.load_to_change(code)
        _can_be_held(before.plan, talk)
        chosen = TALKS[talk](before.plan, room.suggestions)
        return hold(room, before.plan, before, replace(chosen, part=part))


def _can_be_held(plan: Plan, talk: str) -> None:
    if plan.closing is not None and talk != "close":
        raise UsageTrouble(_("Plan {code} is closed.").format(code=plan.code), hint(plan.code))
    if plan.consultation:
        sentence = _(
            "{code} is a consultation about a child whom nobody names. For a meeting a plan of its own is needed."
        )
        raise UsageTrouble(sentence.format(code=plan.code), "kronobarn new-plan")
