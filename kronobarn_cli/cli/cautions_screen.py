"""What is said on the screen when copies are made and before they are handed out.

Law: it is said on stderr, to the facilitator; none of it stands on a page.
"""

from typing import TYPE_CHECKING

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from kronobarn_cli.model.plan import Plan
    from kronobarn_cli.work.rendering import Order


def tell(app: AppContext, plan: "Plan", orders: "Sequence[Order]", services: "Collection[str] | None" = None) -> None:
    """Say which consents end soon, to one of these services or to any, what they except, and what is hard to read."""
    _consents(plan, app.today, services)
    _excepted(app, plan, orders)
    _hard_words(app, plan, orders)


def _consents(plan: "Plan", today: "date", services: "Collection[str] | None" = None) -> None:
    """One line for each consent, to one of these services or to any, that ends within 30 days (rule K145)."""
    from kronobarn_cli.cli.wordings import sentence
    from kronobarn_cli.model.issue import Severity
    from kronobarn_cli.model.rules import check

    receivers = {consent.id: consent.to for consent in plan.consents}
    for issue in check(plan, today):
        if issue.code != "K145" or not (services is None or {*services} & {*receivers[issue.path[1]]}):
            continue
        screen.aside(sentence(issue))
        if issue.severity is Severity.WARNING:
            ask = _("Ask now whether it shall be renewed, for then nothing more may be shared: {command}")
            screen.aside("  " + ask.format(command=f"kronobarn consent {plan.code}"))


def _excepted(app: AppContext, plan: "Plan", orders: "Iterable[Order]") -> None:
    """One line for each consent to a service with a copy here that excepts something: no program can leave that out."""
    from kronobarn_cli.work import cautions
    from kronobarn_cli.work.consenting import words_for
    from kronobarn_cli.work.rendering import CALENDAR

    words = words_for(plan, app.terms, language(), app.today)
    readers = {order.audience for order in orders if order.format != CALENDAR}
    for one in cautions.excepted(plan, readers, app.today):
        line = _("The consent of {giver} to {services} excepts: {what}. Read the copy through first.")
        services = words.joined(words.who(service) for service in one.to if service in readers)
        what = (one.except_ or "").strip().rstrip(".")
        screen.aside(line.format(giver=words.who(one.by), services=services, what=what))


def _hard_words(app: AppContext, plan: "Plan", orders: "Sequence[Order]") -> None:
    """Name the hardest sentences that adults typed for readers who are promised easy pages, and a page too long."""
    from kronobarn_cli.work import cautions

    found = dict.fromkeys(one.text for order in orders for one in cautions.hard_to_read(plan, order, app.today))
    if found:
        screen.aside(_("Hard to read for the one it is for. Say it shorter if you can:"))
    for text in list(found)[:3]:
        screen.aside(f"  {text}")
    if cautions.overflows(plan, orders, app.style(language())):
        screen.aside(
            _("The child's page may not fit on one sheet, for the child's own words are long. They are not cut.")
        )
