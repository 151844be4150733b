"""The hand-over that a document is about, in plain values: which kind, whose answer is waited for, what must go on.

Laws: the one who has it keeps it until the other has accepted; whoever said no is not handed anything; what was
said in private is not handed on.
"""

from datetime import date
from typing import Any

from kronobarn_cli.model.consent import consented
from kronobarn_cli.model.hand_over import holder
from kronobarn_cli.model.plan import HandOver, HandOverKind, Plan
from kronobarn_cli.model.view import Audience, AudienceKind
from kronobarn_cli.model.wheel import latest_per_voice, rows
from kronobarn_cli.render.words import Words


def meant(plan: Plan, audience: Audience) -> HandOver | None:
    """The latest that waits, else the latest accepted, else the latest declined; a service's own, unless declined."""
    service = audience.kind is AudienceKind.SERVICE
    ours = [one for one in plan.hand_overs if not service or one.to == audience.who]
    waiting = [one for one in ours if _waits(one)]
    accepted = sorted((one for one in ours if _received(one)), key=lambda one: one.accepted or date.min)
    declined = sorted((one for one in ours if one.declined and not service), key=lambda one: one.declined or date.min)
    return next(reversed(waiting or accepted or declined), None)


def handed_over(words: Words, audience: Audience, today: date) -> dict[str, Any]:
    """The hand-over and what must go on; everything is empty when there is none for this reader."""
    one = meant(words.plan, audience)
    return {
        "kind": words.enum(one.kind) if one else "",
        "of_role": one is not None and one.kind is HandOverKind.RESPONSIBLE,
        "from": words.who(_giver(words.plan, one)) if one else "",
        "to": words.who(one.to) if one else "",
        "now": words.who(holder(words.plan, one.kind)) if one else "",
        "why": (one and one.why) or "",
        "proposed": words.day(one.proposed) if one else "",
        "accepted": words.day(one.accepted) if one and _received(one) else "",
        "declined": words.day(one.declined) if one else "",
        "declined_why": (one and one.declined_why) or "",
        "state": words.say(_state(one)) if one else "",
        "waits": one is not None and _waits(one),
        "needs_consent": one is not None and _needs_consent(words.plan, one, today),
        "works": _works(words) if one else [],
    }


def _waits(one: HandOver) -> bool:
    return one.accepted is None and one.declined is None


def _received(one: HandOver) -> bool:
    """Accepted, and not declined as well: then nobody knows which (K193)."""
    return one.accepted is not None and one.declined is None


def _state(one: HandOver) -> str:
    return "hand-over-waits" if _waits(one) else "hand-over-accepted" if _received(one) else "hand-over-declined"


def _giver(plan: Plan, one: HandOver) -> str | None:
    """Who hands over: who is written, else who has it until somebody accepts."""
    return one.from_ or (None if _received(one) else holder(plan, one.kind))


def _needs_consent(plan: Plan, one: HandOver, today: date) -> bool:
    """Whether the one who is asked may not be told yet: no consent that day, and does not hold the plan already."""
    holders = {plan.roles.responsible, plan.roles.coordinator}
    return _waits(one) and one.to is not None and one.to not in holders and not consented(plan, one.to, today)


def _works(words: Words) -> list[dict[str, str]]:
    """What works, by whom it was said: the latest of each voice in the wheel, then what was noticed."""
    latest = latest_per_voice([one for one in words.plan.wheel if not one.private])
    wheel = [
        {"area": words.area(row.area), "who": words.who(cell.voice), "text": cell.works}
        for row in rows(latest)
        for cell in row.cells
        if cell and cell.works
    ]
    noticed = [{"area": "", "who": words.who(one.by), "text": one.works} for one in words.plan.notices if one.works]
    return wheel + noticed
