"""When a document has nothing to say to a reader, as the plan stands: a sentence, and what to do instead.

Law: the same plan gives the same answer on any day; what is to come is what has not been held.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from kronobarn_cli.i18n import _
from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.meeting import held
from kronobarn_cli.model.plan import Meeting, PersonKind, Plan
from kronobarn_cli.model.view import Audience, AudienceKind
from kronobarn_cli.render.handed_over import meant

_TO_READ = {"invitation", "preparation", "agenda", "child", "follow-up", "role-card"}
_GUESTS = {AudienceKind.SERVICE, AudienceKind.OTHER}


class Unfit(NamedTuple):
    """Why a document is not made, and what can be typed instead."""

    sentence: str
    hint: str


def unfit(document: str, plan: Plan, audience: Audience) -> Unfit | None:
    """Why this document is not made for this reader now; None when it is."""
    if audience.kind is AudienceKind.CHILD and plan.child.stage is ChildStage.UNBORN and document in _TO_READ:
        return _not_born(document, plan)
    return _WHY_NOT.get(document, _always)(plan, audience)


def _not_born(document: str, plan: Plan) -> Unfit:
    parent = next((one.id for one in plan.people if one.kind is PersonKind.GUARDIAN), "guardian-1")
    if document == "child":
        sentence = _("The child is not born yet and needs no page of its own. The parents have the plan.")
        return Unfit(sentence, f"kronobarn render {plan.code} plan --for {parent}")
    sentence = _("The child is not born yet, so there is nothing here for the child to read. The parents have one.")
    return Unfit(sentence, f"kronobarn render {plan.code} {document} --for {parent}")


def _no_page(plan: Plan, _audience: Audience) -> Unfit | None:
    if not plan.consultation:
        return None
    sentence = _("This is a consultation, and nobody is to know who the child is. Therefore there is no child's page.")
    return Unfit(sentence, f"kronobarn render {plan.code} agenda --for chair")


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


def _no_journal(plan: Plan, audience: Audience) -> Unfit | None:
    own = (
        *(one.by for one in plan.notices),
        *(one.voice for one in plan.wheel),
        *(one.who for one in plan.actions),
        *(one.who for one in plan.not_doing),
    )
    if audience.who in own or any(held(meeting) for meeting in _seen(plan, audience)):
        return None
    sentence = _(
        "No meeting with {audience} has been held, and nothing in the plan is its own. "
        "There is nothing for its records yet."
    )
    return Unfit(sentence.format(audience=audience.name), f"kronobarn meeting {plan.code}")


def _no_hand_over(plan: Plan, audience: Audience) -> Unfit | None:
    if meant(plan, audience):
        return None
    hint = f"kronobarn hand-over {plan.code}"
    if audience.kind is not AudienceKind.SERVICE:
        return Unfit(_("Nobody has been asked to take anything over, so there is no hand-over to write."), hint)
    if any(one.to == audience.who for one in plan.hand_overs):
        return Unfit(_("{audience} said no to the hand-over.").format(audience=audience.name), hint)
    sentence = _("{audience} is not the one who takes over.").format(audience=audience.name)
    other = meant(plan, Audience(kind=AudienceKind.CHAIR))
    asked = other.to if other and not other.declined else None
    return Unfit(sentence, f"kronobarn render {plan.code} hand-over --for {asked}" if asked else hint)


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


_WHY_NOT: Mapping[str, Callable[[Plan, Audience], Unfit | None]] = {
    "child": _no_page,
    "invitation": _no_invitation,
    "follow-up": _no_follow_up,
    "journal": _no_journal,
    "hand-over": _no_hand_over,
    "role-card": _no_role_card,
}
