"""The options that every command has: where, in which language, and whether anybody can be asked."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import click
from typer.core import TyperCommand, TyperGroup

from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.errors import ReaderLeft
from kronobarn_cli.i18n import LANGUAGES, _


class Command(TyperCommand):
    """A command with the shared options last in its help."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.params += shared_options()
        self.options_metavar = _("[OPTIONS]")

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What is left of the words after the options; a word that is not understood tells whose it is."""
        with _whose(ctx):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Carry it out; whoever stops it is told how to go on with it."""
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, EOFError, click.Abort) as stopped:
            from kronobarn_cli.cli import screen, usage

            app = ctx.ensure_object(AppContext)
            app.stopped = usage.once_more(ctx, app.folder_given)
            if not isinstance(stopped, EOFError):
                raise
            # Typer would begin a new line itself, and fail where the window is closed.
            with suppress(EOFError, ReaderLeft):
                screen.aside("")
            raise click.Abort from None


class Group(TyperGroup):
    """A group of commands that takes the shared options as well, before the command's name."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.params += shared_options()
        self.options_metavar = _("[OPTIONS]")
        self.subcommand_metavar = _("COMMAND ...")

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """All parameters; typer's own words for these two cannot be translated, so ours take their place."""
        words = {
            "install_completion": _("Let your shell fill in commands with the Tab key."),
            "show_completion": _("Show what fills in commands, to copy it."),
        }
        parameters = super().get_params(ctx)
        for parameter in parameters:
            if isinstance(parameter, click.Option) and parameter.name in words:
                parameter.help = words[parameter.name]
        return parameters

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order a facilitator meets them."""
        del ctx
        return list(self.commands)


@contextmanager
def _whose(context: click.Context) -> Iterator[None]:
    """An option without its value is told by click without the command, so its help could not be named."""
    try:
        yield
    except click.UsageError as failure:
        failure.ctx = failure.ctx or context
        raise


def shared_options() -> list[click.Parameter]:
    """New `--folder`, `--lang` and `--no-input` options that write to the AppContext."""
    return [
        click.Option(
            ["--folder"],
            type=click.Path(path_type=Path),
            metavar=_("DIR"),
            expose_value=False,
            callback=_remember("folder_given"),
            help=_("The plan folder to work in."),
        ),
        click.Option(["--lang"], type=click.Choice(LANGUAGES), expose_value=False, help=_("The language of texts.")),
        click.Option(
            ["--no-input"],
            is_flag=True,
            expose_value=False,
            callback=_remember("no_input"),
            help=_("Never wait for an answer."),
        ),
    ]


def _remember(name: str) -> Any:
    def keep(context: click.Context, _parameter: click.Parameter, value: Any) -> Any:
        if value:
            setattr(context.ensure_object(AppContext), name, value)
        return value

    return keep
