"""What is said on the screen when copies are made and before they are handed out.

Laws: it is said on stderr, to the facilitator; none of it stands on a page. What two have written differently, and
nobody has chosen between, is no word for a family or a child: copies that leave the office wait until it is settled, or
until the facilitator says that they shall be made all the same.
"""

from typing import TYPE_CHECKING

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.errors import NotShared
from kronobarn_cli.i18n import _, language, ngettext

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from kronobarn_cli.model.plan import OpenPoint, Plan
    from kronobarn_cli.work.rendering import Order

_MOST_PLACES = 5


def tell(app: AppContext, plan: "Plan", orders: "Sequence[Order]", services: "Collection[str] | None" = None) -> None:
    """Say which consents end soon, to one of these services or to any, what they except, and what is hard to read."""
    _consents(plan, app.today, services)
    _excepted(app, plan, orders)
    _hard_words(app, plan, orders)


def hold_back(app: AppContext, plan: "Plan", orders: "Sequence[Order]") -> None:
    """Say what is written in two ways before copies that leave the office are made, and ask whether to go on.

    Raises NotShared when the person says no; where nobody can be asked, the copies are made and it is told.
    """
    from kronobarn_cli.cli.terminal_asker import confirm
    from kronobarn_cli.work import cautions

    found = cautions.undecided(plan, orders)
    if not found:
        return
    told = ngettext(
        "In one place you have written differently and nobody has chosen yet. The page shows one of the wordings.",
        "In {count} places you have written differently and nobody has chosen yet. The page shows one of the wordings.",
        len(found),
    )
    screen.aside(told.format(count=len(found)))
    # With protected identity others may not read over a shoulder what a place is called.
    if not plan.child.protected:
        _places(app, plan, found)
    choose = f"kronobarn merge {plan.code}"
    screen.aside(_("To choose: {command}").format(command=choose))
    if app.can_ask and not confirm(_("Make it all the same?"), usual=False):
        raise NotShared(_("Nothing has been made. Choose first, then make it again."), choose)


def _places(app: AppContext, plan: "Plan", found: "Sequence[OpenPoint]") -> None:
    """Name the first of the places that are written in two ways."""
    from kronobarn_cli.cli.merge_screen import title
    from kronobarn_cli.work.consenting import words_for

    words = words_for(plan, app.terms, language(), app.today)
    for point in found[:_MOST_PLACES]:
        screen.aside(f"  {title(words, point)}")
    if len(found) > _MOST_PLACES:
        screen.aside("  " + _("And {count} more.").format(count=len(found) - _MOST_PLACES))


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
