"""What can be typed and what comes back: the commands, their parameters, and any line tried on them.

Everything happens in a process of its own, since the language is fixed once when the commands are imported.
`python -m tests.house.surface` prints the surface as JSON; the functions above it are what tests call.
"""

import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
NONSENSE = "finns-inte"


class Parameter(NamedTuple):
    """One option or argument of a command, as far as a test needs to know it."""

    kind: str  # "option" or "argument"
    names: tuple[str, ...]
    takes_value: bool
    required: bool
    many: bool
    picky: bool  # refuses nonsense by its type: a choice, a number, an existing file
    choices: tuple[str, ...]


class Command(NamedTuple):
    """One command or group with the words that lead to it."""

    path: tuple[str, ...]
    group: bool
    parameters: tuple[Parameter, ...]


class Said(NamedTuple):
    """What one typed line gave back."""

    line: tuple[str, ...]
    code: int
    out: str
    err: str


def clean_environment(home: Path, **more: str) -> dict[str, str]:
    """An environment with no wishes in it: no language, no settings, no person's home."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KRONOBARN", "LC_", "COV"))}
    for name in ("LANGUAGE", "CI", "NO_COLOR", "FORCE_COLOR"):
        kept.pop(name, None)
    places = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME"), str(home))
    return kept | places | {"LANG": "C.UTF-8", "PYTHONPATH": str(ROOT), "COLUMNS": "100"} | more


@cache
def surface() -> tuple[Command, ...]:
    """Every command of the program, groups included, the program itself first."""
    with tempfile.TemporaryDirectory() as home:
        answer = _ask([], Path(home))
    commands = json.loads(answer)
    return tuple(
        Command(tuple(path), group, tuple(Parameter(*map(_frozen, values)) for values in parameters))
        for path, group, parameters in commands
    )


def tried(lines: list[tuple[str, ...]]) -> tuple[Said, ...]:
    """What each line gives back, in Swedish, in an empty folder; all in one process."""
    with tempfile.TemporaryDirectory() as home:
        answer = _ask([json.dumps(lines)], Path(home))
    return tuple(Said(tuple(line), code, out, err) for line, code, out, err in json.loads(answer))


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _ask(arguments: list[str], home: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.house.surface", *arguments],
        cwd=home,
        env=clean_environment(home),
        capture_output=True,
        encoding="utf8",
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


# Below: inside that process.


def _walk() -> Iterator[Command]:
    import click
    import typer.main

    from kronobarn_cli.cli.app import app

    def under(command: click.Command, path: tuple[str, ...]) -> Iterator[Command]:
        parameters = tuple(_described(parameter) for parameter in command.params)
        yield Command(path, isinstance(command, click.Group), parameters)
        if isinstance(command, click.Group):
            for name, child in command.commands.items():
                yield from under(child, (*path, name))

    def _described(parameter: click.Parameter) -> Parameter:
        kind, flag = parameter.type, getattr(parameter, "is_flag", False)
        picky = isinstance(kind, click.types.IntParamType | click.types.FloatParamType | click.DateTime)
        exists = isinstance(kind, click.Path) and kind.exists
        choices = tuple(str(choice) for choice in kind.choices) if isinstance(kind, click.Choice) else ()
        return Parameter(
            "argument" if isinstance(parameter, click.Argument) else "option",
            (*parameter.opts, *parameter.secondary_opts),
            takes_value=not flag and not getattr(parameter, "count", False),
            required=parameter.required,
            many=parameter.nargs != 1,
            picky=picky or exists or bool(choices),
            choices=choices,
        )

    return under(typer.main.get_command(app), ())


def _try(line: list[str]) -> Said:
    from kronobarn_cli.main import main

    kept = (io.BytesIO(), io.BytesIO())
    out, err = (io.TextIOWrapper(stream, "utf8", write_through=True) for stream in kept)
    sys.argv = ["kronobarn", *line]
    code: object = 0
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as leaving:
            code = leaving.code
    texts = [stream.getvalue().decode() for stream in kept]
    return Said(tuple(line), code if isinstance(code, int) else 0, *texts)


if __name__ == "__main__":
    if sys.argv[1:]:
        found: list[Said] | list[Command] = [_try(line) for line in json.loads(sys.argv[1])]
    else:
        found = list(_walk())
    sys.__stdout__.write(json.dumps(found))  # type: ignore[union-attr]
