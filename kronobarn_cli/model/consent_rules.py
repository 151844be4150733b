"""Rules K140 to K146: the consent ledger.

The law they keep: they tell what the ledger holds and whom to ask, and decide nothing in law.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from kronobarn_cli.model import consent as ledger
from kronobarn_cli.model.base import Id
from kronobarn_cli.model.issue import Fact, Issue, Severity
from kronobarn_cli.model.plan import Consent, HandOverKind, PersonKind, Plan
from kronobarn_cli.model.references import called
from kronobarn_cli.model.stage import has_reason, next_follow_up

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
SOON, VERY_SOON, A_DAY = timedelta(days=30), timedelta(days=7), timedelta(days=1)


def invited_with_consent(plan: Plan, _: date) -> Iterator[Issue]:
    """K140: an invited service has a consent on the day of the meeting; the one responsible then needs none."""
    services = {person.id for person in plan.people if person.kind is PersonKind.SERVICE}
    for meeting in plan.meetings:
        for who in sorted({*meeting.invited} & services - {_responsible_on(plan, meeting.day)}):
            if meeting.day and not ledger.consented(plan, who, meeting.day):
                facts = {"service": called(plan, who), "on": str(meeting.day)}
                yield Issue("K140", ERROR, ("meetings", meeting.id, "invited"), facts)


def has_end(plan: Plan, _: date) -> Iterator[Issue]:
    """K141: a consent has a last day."""
    for consent in plan.consents:
        if consent.until is None and consent.withdrawn is None:
            yield Issue("K141", ERROR, ("consents", consent.id, "until"), {"by": called(plan, consent.by)})


def ends_after_start(plan: Plan, _: date) -> Iterator[Issue]:
    """K142: a consent does not end before it begins."""
    for consent in plan.consents:
        if consent.from_ and consent.until and consent.until < consent.from_:
            facts = {"by": called(plan, consent.by), "from": str(consent.from_), "until": str(consent.until)}
            yield Issue("K142", ERROR, ("consents", consent.id, "until"), facts)


def reaches_follow_up(plan: Plan, today: date) -> Iterator[Issue]:
    """K143: a consent lasts until the next follow-up."""
    day = next_follow_up(plan, today)
    for consent in plan.consents:
        stands = consent.until if consent.withdrawn is None else None
        if day and stands and stands < day and _unrenewed(plan, consent, day):
            facts = {"by": called(plan, consent.by), "until": str(consent.until), "follow_up": str(day)}
            yield Issue("K143", WARNING, ("consents", consent.id, "until"), facts)


def every_guardian(plan: Plan, today: date) -> Iterator[Issue]:
    """K144: when someone consents to a service, every guardian has been asked."""
    for service in dict.fromkeys(who for consent in plan.consents for who in consent.to):
        missing = ledger.missing_guardians(plan, service, today)
        if missing and ledger.givers(plan, service, today) and plan.closing is None:
            ask = ", ".join(called(plan, who) for who in missing)
            yield Issue("K144", WARNING, ("consents",), {"service": called(plan, service), "ask": ask})


def ends_soon(plan: Plan, today: date) -> Iterator[Issue]:
    """K145: a consent that ends within 30 days is told, within 7 more loudly."""
    for consent in plan.consents if plan.closing is None else ():
        left = consent.until - today if consent.until and ledger.valid(consent, today) else None
        if left is None or left > SOON or not _unrenewed(plan, consent, today + left + A_DAY):
            continue
        facts: dict[str, Fact] = {
            "by": called(plan, consent.by),
            "until": str(consent.until),
            "days": left.days,
        }
        severity = WARNING if left <= VERY_SOON else NOTE
        yield Issue("K145", severity, ("consents", consent.id, "until"), facts)


def says_what(plan: Plan, today: date) -> Iterator[Issue]:
    """K146: a consent says to whom, about what and for what; of one that is over nobody is asked."""
    for consent in (one for one in plan.consents if ledger.standing(plan, one, today) not in ledger.OVER):
        purpose = consent.purpose or has_reason(plan, "purpose", consent.id)
        for key, given in (("to", consent.to), ("areas", consent.areas), ("purpose", purpose)):
            if not given:
                facts = {"by": called(plan, consent.by), "missing": key}
                yield Issue("K146", WARNING, ("consents", consent.id, key), facts)


def _unrenewed(plan: Plan, consent: Consent, day: date) -> bool:
    """Whether some service is left without a consent from the same giver on that later day."""
    return any(consent.by not in ledger.givers(plan, service, day) for service in consent.to)


def _responsible_on(plan: Plan, day: date | None) -> Id | None:
    """Who was responsible on a day, as the hand-overs tell; on the very day of one still the one who hands over."""
    handed = (one for one in plan.hand_overs if one.kind is HandOverKind.RESPONSIBLE)
    later = [(one.accepted, one.from_) for one in handed if day and one.accepted and one.accepted >= day]
    return min(later, key=lambda one: one[0])[1] if later else plan.roles.responsible
