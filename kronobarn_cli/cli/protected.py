"""Before copies are made of a plan with protected identity: the routine is followed, and no name stands in the texts.

Laws: it is never said that a page names nobody, for what somebody has written stands on it as it is; of private words
that name somebody it is told that they are there, never what they are, for others may sit beside the screen.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.errors import NotShared
from kronobarn_cli.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kronobarn_cli.model.plan import Plan
    from kronobarn_cli.work.rendering import Order

_MOST = 5


def confirmed(app: AppContext, plan: "Plan", order: "Order", again: str) -> "Order":
    """The order, with the person's word that the routine is followed where an identity is protected.

    Raises NotShared, with `again` to try once more, when the plan's code is not typed.
    """
    from kronobarn_cli.work import rendering

    if not (plan.child.protected and app.can_ask and rendering.must_confirm(plan, order, app.today)):
        return order
    screen.say(_("Somebody in the family has protected identity. A file that goes astray can lead to the child."))
    screen.say(_("Rather print on paper and hand it over yourself."))
    screen.say(
        _(
            "Names and places that have fields of their own are left out. "
            "What somebody has written stands as it is, so read it through first."
        )
    )
    screen.say(_("Have you followed your routine? Then type the plan's code, {code}.").format(code=plan.code))
    if screen.prompt("> ").strip().lower() != plan.code:
        sentence = _("That was not the plan's code, so nothing has been made.")
        raise NotShared(sentence, again)
    return replace(order, despite_protected=True)


def warn_of_names(app: AppContext, plan: "Plan", orders: "Iterable[Order]") -> None:
    """Show the sentences that name somebody in copies made despite protected identity, and ask whether to go on.

    Raises NotShared when the person says no; where nobody can be asked, the copies are made and the sentences told.
    """
    from kronobarn_cli.cli.terminal_asker import confirm
    from kronobarn_cli.work import cautions

    found = cautions.names_left(plan, orders, app.today)
    if not found.total:
        return
    screen.aside(_("Names or places stand in what somebody has written, and may stand on the page:"))
    for text in found.shown[:_MOST]:
        screen.aside(f"  {text}")
    more = found.total - len(found.shown[:_MOST])
    if more:
        screen.aside(
            "  " + ngettext("and {count} more sentence", "and {count} more sentences", more).format(count=more)
        )
    if app.can_ask and not confirm(_("Make it all the same?"), usual=False):
        sentence = _("Nothing has been made. Take the names out of the texts first.")
        raise NotShared(sentence, f"kronobarn edit {plan.code}")
