"""Words for what click could not understand, and the line that was typed with what it lacked.

The law it keeps: what a person has typed is not to be typed again from memory.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import click
from click.core import ParameterSource

from kronobarn_cli.i18n import _
from kronobarn_cli.store.git.refusals import pasted

_PASSWORD = re.compile(r"://[^/\s]*@")
_PLAIN = re.compile(r"[\w./:=@,+-]+")


def words(failure: click.ClickException) -> tuple[str, tuple[str, ...], str]:
    """The sentence, no details, and the hint for a usage error."""
    context = getattr(failure, "ctx", None)
    path = context.command_path if context is not None else "kronobarn"
    return failure.format_message() or _("That cannot be understood."), (), f"{path} --help"


def again(code: str, *lacking: str, folder: Path | None = None) -> str:
    """The command line that is being carried out, with a plan's code in it and with the words that it lacked.

    `folder` is the plan folder if one was named.
    """
    context = click.get_current_context(silent=True)
    if context is None:
        return f"kronobarn show {code}"
    return " ".join((context.command_path, code, *_typed(context, code), *_where(folder), *lacking))


def once_more(context: click.Context, folder: Path | None) -> str:
    """The command line that was being carried out; only its help where there is a password in it."""
    line = " ".join((context.command_path, *_typed(context, ""), *_where(folder)))
    return f"{context.command_path} --help" if _PASSWORD.search(line) else line


def _where(folder: Path | None) -> tuple[str, ...]:
    return ("--folder", *_words(folder)) if folder else ()


def _typed(context: click.Context, code: str) -> Iterator[str]:
    """The words after the command but for the code: first those that stand alone, then the options with theirs."""
    typed = [one for one in context.command.params if _was_typed(context, one)]
    for one in typed:
        value = context.params.get(one.name or "")
        if not isinstance(one, click.Option) and not (one.name == "code" and code.startswith(str(value).lower())):
            yield from _words(value)
    for one in typed:
        if isinstance(one, click.Option):
            yield from _option(one, context.params[one.name or ""])


def _was_typed(context: click.Context, parameter: click.Parameter) -> bool:
    name = parameter.name or ""
    return name in context.params and context.get_parameter_source(name) is ParameterSource.COMMANDLINE


def _option(option: click.Option, value: object) -> Iterator[str]:
    if option.is_flag:
        yield (option.opts if value else option.secondary_opts)[-1]
        return
    for word in _words(value):
        yield from (option.opts[-1], word)


def _words(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list | tuple) else (value,):
        text = str(one)
        yield text if _PLAIN.fullmatch(text) else pasted(text)
