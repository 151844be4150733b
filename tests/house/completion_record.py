"""The table behind Tab, made from the commands as typer knows them.

`python -m tests.house.completion_record` rewrites `kronobarn_cli/completion_table.py`; with `--print` it only
shows what would be written. It is a process of its own: help texts are kept as message ids, so the commands
have to be loaded in English.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import typer.main

from kronobarn_cli import completion, i18n
from kronobarn_cli.completion_table import Argument, Command, Commands, Option
from kronobarn_cli.model.area import AREAS
from kronobarn_cli.model.view import AudienceKind
from kronobarn_cli.render.documents import DOCUMENTS
from kronobarn_cli.render.formats import FORMATS
from kronobarn_cli.store.settings import SETTINGS
from kronobarn_cli.work.rendering import CALENDAR
from kronobarn_cli.work.templates import LETTERHEAD

TABLE = Path(completion.__file__).with_name("completion_table.py")

HEAD = '''"""What Tab offers, as a table by the words that lead to a command. It stands on nothing.

Made by `python -m tests.house.completion_record`; do not edit. Help texts are message ids.
"""

# fmt: off
# ruff: noqa: E501

# names, help, takes, choices, may be repeated
Option = tuple[tuple[str, ...], str, str, tuple[str, ...], bool]
# takes, choices, takes all the rest
Argument = tuple[str, tuple[str, ...], bool]
# help, options, arguments, the commands below it
Command = tuple[str, tuple[Option, ...], tuple[Argument, ...], tuple[str, ...]]
# the program itself is ""
Commands = dict[str, Command]

COMMANDS: Commands = {
'''


def record(root: click.Command) -> Commands:
    """Every command, hidden ones too: they are not offered, but what follows them is."""
    return dict(_recorded(root, "", None))


def _recorded(command: click.Command, path: str, parent: click.Context | None) -> Iterator[tuple[str, Command]]:
    context = command.make_context(command.name, [], parent, resilient_parsing=True)
    params = command.get_params(context)
    options = tuple(_option(param) for param in params if isinstance(param, click.Option))
    arguments = tuple(_argument(param) for param in params if isinstance(param, click.Argument))
    below = command.commands if isinstance(command, click.Group) else {}
    seen = tuple(name for name, one in below.items() if not one.hidden)
    yield path, (command.short_help or command.help or "", options, arguments, seen)
    for name, one in below.items():
        yield from _recorded(one, f"{path} {name}".strip(), context)


def _option(option: click.Option) -> Option:
    names = (*option.opts, *option.secondary_opts)
    takes, choices = (completion.FLAG, ()) if option.is_flag or option.count else _taken(option)
    return () if option.hidden else names, option.help or "", takes, choices, option.multiple


def _argument(argument: click.Argument) -> Argument:
    return *_taken(argument), argument.nargs == -1


def _taken(param: click.Parameter) -> tuple[str, tuple[str, ...]]:
    if "CODE" in (param.metavar or param.name or "").upper():
        return completion.CODE, ()
    if isinstance(param.type, click.Choice) and param.type.case_sensitive:
        return completion.VALUE, tuple(str(getattr(choice, "value", choice)) for choice in param.type.choices)
    if known := _known(param):
        return completion.VALUE, known
    own = param._custom_shell_complete or param.nargs > 1 or isinstance(param.type, click.Choice)
    return completion.ASK_TYPER if own else completion.VALUE, ()


def _known(param: click.Parameter) -> tuple[str, ...]:
    """Name the words that are fixed though typer is not told, for the command itself says what is wrong."""
    areas = tuple(f"{area}=" for area in AREAS)
    of_persons = {AudienceKind.GUARDIAN, AudienceKind.SERVICE}
    known = {
        "document": tuple(document.name for document in DOCUMENTS),
        "template": (*(document.name for document in DOCUMENTS), LETTERHEAD),
        "--to": (*FORMATS, CALENDAR),
        "--for": tuple(str(kind) for kind in AudienceKind if kind not in of_persons),
        "--voice": ("child",),
        "name": tuple(setting.name for setting in SETTINGS),
        **dict.fromkeys(("--set", "--works", "--hard", "--need"), areas),
    }
    return known.get(param.opts[0], ())


def written(commands: Commands) -> str:
    """The module that holds the table."""
    lines = (line for path, command in commands.items() for line in _lines(path, command))
    return HEAD + "\n".join(lines) + "\n}\n"


def _lines(path: str, command: Command) -> Iterator[str]:
    text, options, arguments, below = command
    yield f"    {_quoted(path)}: ("
    yield f"        {_quoted(text)},"
    for rows in (options, arguments):
        yield "        (" if rows else "        (),"
        yield from (f"            {_quoted(row)}," for row in rows)
        yield from ("        ),",) if rows else ()
    yield f"        {_quoted(below)},"
    yield "    ),"


def _quoted(value: object) -> str:
    """Write a value as Python with double quotes."""
    if isinstance(value, tuple):
        return "(" + ", ".join(map(_quoted, value)) + ("," if len(value) == 1 else "") + ")"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def main() -> None:
    i18n.start("en")
    from kronobarn_cli.cli.app import app

    text = written(record(typer.main.get_command(app)))
    if "--print" in sys.argv:
        sys.stdout.buffer.write(text.encode())
    else:
        TABLE.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
