"""Who holds what, and what an accepted hand-over changes. Pure.

The law it keeps: the old holder stays until the new one has accepted. The two kinds are never mixed: handing over the
coordination leaves the responsible one in place (Region Kronoberg, Medarbetare).
"""

from msgspec.structs import replace

from kronobarn_cli.model.base import Id
from kronobarn_cli.model.plan import HandOver, HandOverKind, Plan


def holder(plan: Plan, kind: HandOverKind) -> Id | None:
    """Who holds it now; the coordination lies with the responsible one until it is handed over."""
    if kind is HandOverKind.COORDINATION and plan.roles.coordinator:
        return plan.roles.coordinator
    return plan.roles.responsible


def waiting(plan: Plan) -> HandOver | None:
    """The hand-over that has not been answered, the latest of them; None when all are."""
    open_ = [one for one in plan.hand_overs if one.accepted is None and one.declined is None]
    return open_[-1] if open_ else None


def settled(plan: Plan, hand_over: Id) -> Plan:
    """The plan with that hand-over's old holder filled in, and the new one in the role if it was accepted."""
    found = next((one for one in plan.hand_overs if one.id == hand_over), None)
    if found is None:
        return plan
    filled = found if found.from_ else replace(found, from_=holder(plan, found.kind))
    handed = replace(plan, hand_overs=tuple(filled if one.id == hand_over else one for one in plan.hand_overs))
    if filled.accepted is None or filled.to is None:
        return handed
    role = "responsible" if filled.kind is HandOverKind.RESPONSIBLE else "coordinator"
    return replace(handed, roles=replace(plan.roles, **{role: filled.to}))
