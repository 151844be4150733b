"""What whoever leads must not forget: consents that end or are missing, turnings ahead, and the rules of SIP.

Laws: only chair and archive are told how the consents stand; the program says what it sees and decides nothing.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from kronobarn_cli.model.action import is_over
from kronobarn_cli.model.consent import consented, endings, givers, lapsed, missing_guardians
from kronobarn_cli.model.due import SOON, VERY_SOON
from kronobarn_cli.model.plan import Meeting, PersonKind
from kronobarn_cli.model.terms import Sector
from kronobarn_cli.model.transitions import Transition, transitions
from kronobarn_cli.model.view import Audience, AudienceKind
from kronobarn_cli.render.words import Words, begun_large

_TOLD = {AudienceKind.CHAIR, AudienceKind.ARCHIVE}
_SIP = {Sector.HEALTH, Sector.SOCIAL}
_SIP_CONTENTS = ("sip-what", "sip-who", "sip-others", "sip-lead")
_NUMBERED = re.compile(r"-\d+$")


def reminders(words: Words, meeting: Meeting | None, audience: Audience, today: date) -> dict[str, Any]:
    """`consent_notes` with the meeting at hand in mind, `transitions`, `sip` and its four contents."""
    told = audience.kind in _TOLD
    sip = _gives_sip(words)
    return {
        "consent_notes": list(_consent_notes(words, meeting, today)) if told else [],
        "transitions": [_turning(words, one) for one in transitions(words.plan, today)] if told else [],
        "sip": sip,
        "sip_contents": [words.say(one) for one in _SIP_CONTENTS] if sip else [],
    }


def _consent_notes(words: Words, meeting: Meeting | None, today: date) -> Iterator[str]:
    for one in endings(words.plan, today, SOON):
        phrase = "consent-ends-soon" if one.last - today <= VERY_SOON else "consent-ends"
        to = words.joined(words.all(one.services))
        yield words.say(phrase, who=words.who(one.consent.by), to=to, day=words.day(one.last))
    for service in _asked_services(words, meeting):
        yield from _about(words, service, today)


def _about(words: Words, service: str, today: date) -> Iterator[str]:
    to, over = words.who(service), lapsed(words.plan, service, today)
    for who in over:
        yield words.say("consent-over", who=words.who(who), to=to)
    if not over and not consented(words.plan, service, today):
        yield words.say("consent-none", to=to)
        return
    given = words.joined(words.all(givers(words.plan, service, today)))
    for who in missing_guardians(words.plan, service, today):
        if who not in over:
            phrase = "consent-partly" if given else "consent-not-asked"
            yield begun_large(words.say(phrase, given=given, who=words.who(who), to=to))


def _asked_services(words: Words, meeting: Meeting | None) -> Iterator[str]:
    """Services asked to the meeting that need consent: not those who hold the plan."""
    plan = words.plan
    holders = {plan.roles.responsible, plan.roles.coordinator}
    services = {person.id for person in plan.people if person.kind is PersonKind.SERVICE}
    return (who for who in (meeting.invited if meeting else ()) if who in services - holders)


def _turning(words: Words, one: Transition) -> str:
    """One turning, and when to meet whoever takes over."""
    role = next((stage.role for stage in words.terms.child_stages if stage.id is one.to), "")
    year = one.first.year if one.first else ""
    names = {"child": words.child(), "role": role, "responsible": words.term("responsible")}
    told = words.say(f"transition-{one.kind.value}", year=year, **names)
    told = begun_large(told)
    if one.prepare_from is None or one.prepare_by is None:
        return told
    first, last = words.day(one.prepare_from), words.day(one.prepare_by)
    return f"{told} {words.say('transition-prepare', first=first, last=last)}"


def _gives_sip(words: Words) -> bool:
    """Whether both health care and social services give something in this plan that is not over."""
    sectors = {term.id: term.sector for term in words.terms.services}
    giving = (action.who for action in words.plan.actions if action.who and not is_over(action))
    return {sectors.get(_NUMBERED.sub("", who)) for who in giving} >= _SIP
