"""When a document has nothing to say to a reader, as the plan stands: a sentence, and what to do instead.

Law: the same plan gives the same answer on any day; what is to come is what has not been held.
"""

from datetime import date
from typing import NamedTuple

from kronobarn_cli.i18n import _
from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.meeting import held
from kronobarn_cli.model.plan import Meeting, PersonKind, Plan
from kronobarn_cli.model.view import Audience, AudienceKind

_TO_READ = {"invitation", "preparation", "agenda", "follow-up", "role-card"}
_GUESTS = {AudienceKind.SERVICE, AudienceKind.OTHER}


class Unfit(NamedTuple):
    """Why a document is not made, and what can be typed instead."""

    sentence: str
    hint: str


def unfit(document: str, plan: Plan, audience: Audience) -> Unfit | None:
    """Why this document is not made for this reader now; None when it is."""
    if audience.kind is AudienceKind.CHILD and plan.child.stage is ChildStage.UNBORN and document in _TO_READ:
        parent = next((one.id for one in plan.people if one.kind is PersonKind.GUARDIAN), "guardian-1")
        sentence = _("The child is not born yet, so there is nothing here for the child to read. The parents have one.")
        return Unfit(sentence, f"kronobarn render {plan.code} {document} --for {parent}")
    return {"invitation": _no_invitation, "follow-up": _no_follow_up, "role-card": _no_role_card}.get(
        document, _always
    )(plan, audience)


def _no_invitation(plan: Plan, audience: Audience) -> Unfit | None:
    latest = max(_seen(plan, audience), key=lambda meeting: meeting.day or date.max, default=None)
    if latest is None or held(latest):
        sentence = _("No meeting lies ahead, so there is nothing to invite to.")
        return Unfit(sentence, f"kronobarn meeting {plan.code} --prepare")
    if audience.kind is AudienceKind.FAMILY or not latest.invited or set(_ids(plan, audience)) & set(latest.invited):
        return None
    sentence = _("{audience} is not invited to the meeting.").format(audience=audience.name)
    return Unfit(sentence, f"kronobarn meeting {plan.code} --prepare")


def _no_follow_up(plan: Plan, audience: Audience) -> Unfit | None:
    if plan.reviews or any(held(meeting) for meeting in _seen(plan, audience)):
        return None
    sentence = _("No meeting has been held yet, so there is nothing to follow up.")
    return Unfit(sentence, f"kronobarn meeting {plan.code}")


def _no_role_card(plan: Plan, _audience: Audience) -> Unfit | None:
    if plan.practice:
        return None
    sentence = _("Role cards are for practice with made-up children. This plan is about a real child.")
    return Unfit(sentence, "kronobarn practice")


def _always(_plan: Plan, _audience: Audience) -> None:
    return None


def _seen(plan: Plan, audience: Audience) -> list[Meeting]:
    """Meetings the reader may know of: a guest those it is asked to, unless it is a service that holds the plan."""
    holders = {plan.roles.responsible, plan.roles.coordinator}
    knows_all = audience.kind not in _GUESTS or (audience.kind is AudienceKind.SERVICE and audience.who in holders)
    return [meeting for meeting in plan.meetings if knows_all or audience.who in meeting.invited]


def _ids(plan: Plan, audience: Audience) -> tuple[str, ...]:
    """The reader's own id in the plan; a child may have any."""
    if audience.who:
        return (audience.who,)
    return tuple(one.id for one in plan.people if one.kind.value == audience.kind.value)
