"""`kronobarn config`: settings, and where each value comes from."""

from typing import Annotated

import typer

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.options import AsJson
from kronobarn_cli.i18n import _

Name = Annotated[str, typer.Argument(metavar=_("NAME"), help=_("The setting's name."), show_default=False)]


def list_settings(context: typer.Context, as_json: AsJson = False) -> None:
    """List all settings."""
    from kronobarn_cli.store.settings import SETTINGS

    app: AppContext = context.obj
    found = [(setting, app.settings.origin_or_fault(setting.name)) for setting in SETTINGS]
    if as_json:
        screen.data(
            {
                "version": 1,
                "settings": {one.name: {"value": origin.value, "from": origin.place} for one, origin in found},
            }
        )
        return
    places = {
        "default": _("default"),
        "user": _("your own"),
        "folder": _("the folder"),
        "environment": _("the environment"),
    }
    rows = [(one.name, shown(origin.value), places[origin.place], _(one.meaning)) for one, origin in found]
    screen.table((_("Setting"), _("Value"), _("From"), _("Meaning")), rows)


def get_setting(context: typer.Context, name: Name) -> None:
    """Show one setting."""
    app: AppContext = context.obj
    screen.say(shown(app.settings.origin(name).value))


def set_setting(
    context: typer.Context,
    name: Name,
    value: Annotated[str, typer.Argument(metavar=_("VALUE"), help=_("The new value."), show_default=False)],
    user: Annotated[bool, typer.Option("--user", help=_("For all your folders."))] = False,
) -> None:
    """Change a setting."""
    from kronobarn_cli.store.settings import checked, find

    app: AppContext = context.obj
    path = app.settings.change(name, value, for_user=user)
    now = shown(checked(find(name), value))
    screen.say(
        _("{name} is now {value}.").format(name=name, value=now) if now else _("{name} is empty now.").format(name=name)
    )
    screen.say(_("It stands here: {path}").format(path=path))


def shown(value: str | int | bool) -> str:
    """A setting's value in words that `config set` takes."""
    return (_("on") if value else _("off")) if isinstance(value, bool) else str(value)
