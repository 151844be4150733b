"""`kronobarn render`: a document for somebody, or all copies of a meeting, on disk or on the screen."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kronobarn_cli.cli import cautions_screen, handing_out, protected, screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import Force
from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kronobarn_cli.model.plan import Plan
    from kronobarn_cli.work.copies import Pick
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
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            metavar="FORMAT",
            help=_("The form: html, pdf, docx, md, txt or json; ics for a calendar. Can be given several times."),
            show_default="html",
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help=_("All copies that are needed now, before or after a meeting."))
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar=_("FILE"), help=_("Where to, or - for the screen."), show_default=False),
    ] = None,
    handed_out: Annotated[
        bool | None,
        typer.Option(
            "--handed-out/--not-handed-out",
            help=_("Whether it is handed out today; then that is written up in the plan."),
            show_default=False,
        ),
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
        make_copies(app, plan, copies.orders_now, to or (), routine_followed=routine_followed, handed_out=handed_out)
        return
    code, document = rendering.names(code, document)
    plan = app.folder.load(app.code(code)).plan
    again = f"kronobarn render {plan.code} {document}" + (f" --for {audience}" if audience else "")
    forms = rendering.formats(tuple(to or ()), None if str(out) == "-" else out, f"{again} --to html")
    order = rendering.settled(plan, rendering.Order(document, audience, forms[0], routine_followed))
    if out is not None:
        _takes_one(forms, out, again)
    order = protected.confirmed(app, plan, order, again)
    protected.warn_of_names(app, plan, [order])
    cautions_screen.hold_back(app, plan, [order])
    if out is None or str(out) == "-":
        made = _make_one(app, plan, order, forms, out)
    else:
        made = _make_at(app, plan, order, out, f"{again} --out {out} --force", force=force)
    if made:
        cautions_screen.tell(app, plan, [order], {order.audience})
    if made and (str(out) != "-" or handed_out):
        again = f"kronobarn render {plan.code} {document} --for {order.audience}"
        handing_out.settle(app, plan, made, handed_out, again)


def make_copies(
    app: AppContext,
    plan: "Plan",
    pick: "Pick",
    to: "Sequence[str]" = (),
    *,
    routine_followed: bool = False,
    handed_out: bool | None = None,
) -> None:
    """Make the copies that `pick` names, tell of them, and ask once whether they are handed out.

    Raises NotShared when none of them may be made.
    """
    from kronobarn_cli.cli import copies_screen
    from kronobarn_cli.work import copies, rendering

    again = f"kronobarn render {plan.code} --all"
    forms = rendering.formats(tuple(to), None, again)
    whole = protected.confirmed(app, plan, rendering.Order("plan", "family", forms[0], routine_followed), again)
    orders = pick(plan, app.today, forms, despite_protected=whole.despite_protected)
    protected.warn_of_names(app, plan, orders)
    cautions_screen.hold_back(app, plan, orders)
    app.tell_unsaved(plan.code)
    made = copies.copies(plan, orders, app.style(language()), app.printouts)
    copies_screen.show(app, plan, made)
    cautions_screen.tell(app, plan, [copy.order for copy in made.made])
    handing_out.settle(app, plan, [(copy.order, copy.fingerprint) for copy in made.made], handed_out, again)


def _must_stand_alone(code: str | None, document: str | None, audience: str, out: Path | None) -> None:
    if document or audience or out:
        sentence = _("--all makes every copy for each reader. Leave out the document, --for and --out.")
        raise UsageTrouble(sentence, f"kronobarn render {code or ''} --all".replace("  ", " "))


def _takes_one(forms: "Sequence[str]", out: Path, again: str) -> None:
    """Raise UsageTrouble for several forms in one place, and for bytes on a screen."""
    from kronobarn_cli.work import rendering

    if len(forms) > 1:
        raise UsageTrouble(_("--out names one place, so it takes one --to at a time."), f"{again} --to {forms[0]}")
    if str(out) == "-" and forms[0] in rendering.BYTES and screen.shows():
        sentence = _("A document in the form {format} cannot be shown on the screen.")
        raise UsageTrouble(sentence.format(format=forms[0]), f"{again} --to {forms[0]}")


def _make_one(
    app: AppContext, plan: "Plan", order: "Order", forms: "Sequence[str]", out: Path | None
) -> "list[tuple[Order, str]]":
    """Make one document in these forms among the printouts, or send it on; each order with its text's fingerprint."""
    from kronobarn_cli.work import copies, rendering

    if out is None:
        made = copies.forms_of(plan, order, forms, app.style(language()), app.printouts)
        app.tell_unsaved(plan.code)
        for copy in made:
            _tell_where(copy.path)
        return [(copy.order, copy.fingerprint) for copy in made]
    rendered = rendering.render(plan, order, app.style(language()))
    app.tell_unsaved(plan.code)
    screen.raw(rendered.data if order.format in rendering.BYTES else rendered.text)
    return [(order, rendered.fingerprint)]


def _make_at(
    app: AppContext, plan: "Plan", order: "Order", out: Path, forced: str, *, force: bool
) -> "list[tuple[Order, str]]":
    """Make one document in a file of the person's choice; nothing when what lies there is to stay.

    Raises UsageTrouble where nobody can be asked about that, with `forced` to type.
    """
    from kronobarn_cli.cli.terminal_asker import confirm
    from kronobarn_cli.work import rendering
    from kronobarn_cli.work.output import taken

    rendered = rendering.render(plan, order, app.style(language()))
    if rendering.lies_there(out, plan, order) and not force:
        if not app.can_ask:
            raise taken(out, forced)
        if not confirm(_("{path} is there already. Write over it?").format(path=out), usual=False):
            screen.aside(_("Nothing has been changed."))
            return []
        force = True
    app.tell_unsaved(plan.code)
    _tell_where(rendering.write_to(out, plan, order, rendered, force=force))
    return [(order, rendered.fingerprint)]


def _tell_where(path: Path) -> None:
    screen.say(_("The document lies at {path}").format(path=path))
