"""`kronobarn render`: a document for somebody, or all copies of a meeting, on disk or on the screen."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import Force
from kronobarn_cli.errors import NotShared, UsageTrouble
from kronobarn_cli.i18n import _, language, ngettext

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from kronobarn_cli.model.plan import Plan
    from kronobarn_cli.work.copies import Copies, Pick
    from kronobarn_cli.work.rendering import Order


def render(
    context: typer.Context,
    code: Annotated[
        str | None,
        typer.Argument(metavar=_("[CODE]"), help=_("The plan's code, or how it begins."), show_default=False),
    ] = None,
    document: Annotated[
        str | None,
        typer.Argument(metavar=_("[DOCUMENT]"), help=_("agenda, plan, invitation, wheel …"), show_default=False),
    ] = None,
    audience: Annotated[
        str,
        typer.Option(
            "--for",
            metavar=_("WHO"),
            help=_("For whom: chair, family, guardian-1, a service …"),
            show_default=False,
        ),
    ] = "",
    kind: Annotated[
        str, typer.Option("--to", metavar="FORMAT", help=_("The form: html, md or txt; ics for a calendar."))
    ] = "html",
    everything: Annotated[
        bool, typer.Option("--all", help=_("All copies that are needed now, before or after a meeting."))
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar=_("FILE"), help=_("Where to, or - for the screen."), show_default=False),
    ] = None,
    routine_followed: Annotated[
        bool,
        typer.Option(
            "--routine-followed",
            help=_("Print although an identity is protected: the routine has been followed."),
        ),
    ] = False,
    force: Force = False,
) -> None:
    """Make a document to print."""
    from kronobarn_cli.work import copies, rendering

    app: AppContext = context.obj
    if everything:
        _must_stand_alone(code, document, audience, out)
        plan = app.folder.load(app.code(code)).plan
        make_copies(app, plan, copies.orders_now, kind, routine_followed=routine_followed)
        return
    code, document = rendering.names(code, document)
    plan = app.folder.load(app.code(code)).plan
    order = rendering.Order(document, audience, kind, routine_followed)
    again = f"kronobarn render {plan.code} {document}" + (f" --for {audience}" if audience else "")
    _make_one(app, plan, _confirmed(app, plan, order, again), out, force=force)


def make_copies(
    app: AppContext, plan: "Plan", pick: "Pick", kind: str = "html", *, routine_followed: bool = False
) -> None:
    """Make the copies that `pick` names and tell of them; raises NotShared when none of them may be made."""
    from kronobarn_cli.work import copies
    from kronobarn_cli.work.rendering import Order

    whole = _confirmed(
        app, plan, Order("plan", "family", kind, routine_followed), f"kronobarn render {plan.code} --all"
    )
    orders = pick(plan, app.today, kind, despite_protected=whole.despite_protected)
    app.tell_unsaved(plan.code)
    show_copies(plan, copies.copies(plan, orders, app.style(language()), app.printouts), app.printouts)
    tell_consents(plan, app.today)


def show_copies(plan: "Plan", made: "Copies", folder: Path) -> None:
    """Tell which copies lie where, and which were not made and why; raises NotShared when none could be made."""
    why = tuple(
        _("{document} for {audience}: {reason}").format(document=one.document, audience=one.audience, reason=one.reason)
        for one in made.withheld
    )
    if why and not made.made:
        way = "render {code} --all --routine-followed" if plan.child.protected else "consent {code}"
        raise NotShared(_("No copy may be made."), f"kronobarn {way.format(code=plan.code)}", why)
    count = len(made.made)
    words = ngettext("{count} document lies in {path}:", "{count} documents lie in {path}:", count)
    screen.say(words.format(count=count, path=folder))
    for path in made.made:
        screen.say(f"  {path.name}")
    if why:
        screen.say(_("Not made:"))
    for line in why:
        screen.say(f"  {line}")


def tell_consents(plan: "Plan", today: "date", services: "Collection[str] | None" = None) -> None:
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


def _must_stand_alone(code: str | None, document: str | None, audience: str, out: Path | None) -> None:
    if document or audience or out:
        sentence = _("--all makes every copy for each reader. Leave out the document, --for and --out.")
        raise UsageTrouble(sentence, f"kronobarn render {code or ''} --all".replace("  ", " "))


def _make_one(app: AppContext, plan: "Plan", order: "Order", out: Path | None, *, force: bool) -> None:
    from kronobarn_cli.work import rendering

    rendered = rendering.render(plan, order, app.style(language()))
    app.tell_unsaved(plan.code)
    if str(out) == "-":
        screen.raw(rendered.text)
    elif out is None:
        _tell_where(rendering.write(plan, rendered, app.printouts))
    else:
        _tell_where(rendering.write_to(out, plan, rendered, force=force))
    tell_consents(plan, app.today, {order.audience})


def _tell_where(path: Path) -> None:
    screen.say(_("The document lies at {path}").format(path=path))


def _confirmed(app: AppContext, plan: "Plan", order: "Order", again: str) -> "Order":
    """The order, with the person's word that the routine is followed where an identity is protected.

    Raises NotShared, with `again` to try once more, when the plan's code is not typed.
    """
    from kronobarn_cli.work import rendering

    if not (plan.child.protected and app.can_ask and rendering.must_confirm(plan, order, app.today)):
        return order
    screen.say(_("Somebody in the family has protected identity. A file that goes astray can lead to the child."))
    screen.say(_("Rather print on paper and hand it over yourself. The page names nobody, but read it through first."))
    screen.say(_("Have you followed your routine? Then type the plan's code, {code}.").format(code=plan.code))
    if screen.prompt("> ").strip().lower() != plan.code:
        sentence = _("That was not the plan's code, so nothing has been made.")
        raise NotShared(sentence, again)
    return replace(order, despite_protected=True)
