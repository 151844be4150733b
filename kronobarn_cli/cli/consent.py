"""`kronobarn consent`: who may know what today; giving a consent, and taking it back."""

from typing import Annotated

import typer

from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import Answers, AsJson, Code
from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.i18n import _, language

Text = str | None


def consent(
    context: typer.Context,
    code: Code = None,
    give: Annotated[bool, typer.Option("--give", help=_("Write down a consent."))] = False,
    withdraw: Annotated[bool, typer.Option("--withdraw", help=_("Take a consent back."))] = False,
    by: Annotated[
        Text, typer.Option("--by", metavar=_("WHO"), help=_("Who takes it back."), show_default=False)
    ] = None,
    to: Annotated[
        Text,
        typer.Option("--to", metavar=_("SERVICE"), help=_("From which service; from all without."), show_default=False),
    ] = None,
    on: Annotated[
        Text, typer.Option("--on", metavar=_("DAY"), help=_("From which day; today without."), show_default=False)
    ] = None,
    answers: Answers = None,
    as_json: AsJson = False,
) -> None:
    """See who may know what, write down a consent, or take one back."""
    from kronobarn_cli.cli import consent_screen, conversing
    from kronobarn_cli.work import consenting

    app: AppContext = context.obj
    found = app.code(code)
    if give:
        conversing.hold(app, found, answers, "consent")
        return
    if withdraw:
        _withdraw(app, found, by, (to or "", on or ""))
    elif by or to or on:
        sentence = _("--by, --to and --on say which consent is taken back. They need --withdraw.")
        raise UsageTrouble(sentence, f"kronobarn consent {found} --withdraw")
    if as_json or not withdraw:
        seen = consenting.show(app.folder.load(found).plan, app.terms, language(), app.today)
        consent_screen.show(seen, as_json=as_json)


def _withdraw(app: AppContext, code: str, by: str | None, asked: tuple[str, str]) -> None:
    from kronobarn_cli.cli import consent_screen
    from kronobarn_cli.work import consenting

    plan = app.folder.load(code).plan
    words = consenting.words_for(plan, app.terms, language(), app.today)
    service, day = asked
    who = _giver(app, code, consenting.who_may_withdraw(plan, words, app.today)) if by is None else by
    if app.can_ask and not service:
        service = consent_screen.pick_service(consenting.taken_from(plan, who, day, words, app.today))
    order = consenting.withdrawal(app.folder, code, (who, service, day), words, app.today)
    consent_screen.meaning(order)
    if app.can_ask and not consent_screen.confirm():
        consent_screen.unchanged(code)
        return
    consenting.save(app.folder, order)
    consent_screen.withdrawn(order)


def _giver(app: AppContext, code: str, names: dict[str, str]) -> str:
    if not app.can_ask:
        sentence = _("Say who takes the consent back: {names}.").format(names=", ".join(names.values()))
        raise UsageTrouble(sentence, f"kronobarn consent {code}")
    from kronobarn_cli.cli.terminal_asker import pick

    return pick(_("Who takes the consent back?"), names)
