"""Words for what click could not understand, in the chosen language, with a line that can be typed."""

import click

from kronobarn_cli.i18n import _


def words(failure: click.ClickException) -> tuple[str, tuple[str, ...], str]:
    """The sentence, no details, and the hint for a usage error."""
    context = getattr(failure, "ctx", None)
    path = context.command_path if context is not None else "kronobarn"
    return failure.format_message() or _("That cannot be understood."), (), f"{path} --help"
