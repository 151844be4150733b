"""The checks that git starts before anything is recorded: two small scripts that call this very program.

Laws: opt-in; what somebody else has put there is never written over, nor a place that several folders share or that is
recorded itself; a program that is gone stops the recording with words, for a guard that falls silent guards nothing.
"""

import re
import shlex
import sys
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from kronobarn_cli.errors import NotFound
from kronobarn_cli.i18n import _
from kronobarn_cli.store import files, places
from kronobarn_cli.store.git import program, refusals, repository, staged

NAMES = {"pre-commit": "check --staged --unfinished", "commit-msg": 'check --message "$1"'}
"""What git calls them, and what each of them runs."""
_OWN = ("new plan", "wheel", "consent", "prepare", "meeting", "follow-up", "hand-over", "close", "reopened", "edit")
_KINDS = (*_OWN, "restore", "merge", "undo", "handed out", "recorded")
"""What stands after the code in messages that the program writes itself: nobody's name, so nothing to look at."""
_LETTERS = "bcdfghjklmnpqrstvwxz"
_SKIPS = f"""\
letter='[{_LETTERS}]' sign='[{_LETTERS}23456789]' said=$(cat "$1")
case $said in
    'plans: sync' | 'new folder') exit 0 ;;
    $letter$sign$sign$sign$sign': '*)
        case ${{said#*: }} in
            {"|".join(one.replace(" ", "' '") for one in _KINDS)}) exit 0 ;;
        esac ;;
esac"""
_THAT = '"$python"'
_BEGIN = """\
import sys
try:
    from kronobarn_cli.main import main
except ModuleNotFoundError:
    sys.exit(sys.argv[1])
main(sys.argv[2:])"""
"""Starts the program, or says what is lost, which comes first; in one go, for git waits for it with every save."""
_OURS = f"# Made by `{refusals.MAKE_ANEW}`, which also makes it anew."
_PROGRAM = "kronobarn"
_A_PYTHON = re.compile(r"^python=(.+)$", re.MULTILINE)


class State(StrEnum):
    """What became of a hook: it is there, it was made, or it is left to somebody else."""

    THERE = "there"
    MADE = "made"
    OTHERS = "others"
    SHARED = "shared"


class Fault(StrEnum):
    """Why a check is made no more: git looks for it elsewhere, or the Python that makes it is gone."""

    PASSED_BY = "passed-by"
    GONE = "gone"


class Hook(NamedTuple):
    """A hook: what became of it, where it lies, and the line that somebody else's hook would need."""

    state: State
    path: Path
    line: str


def look(folder: Path) -> tuple[Hook, ...]:
    """The hooks of a plan folder as they are: THERE, OTHERS, SHARED, or MADE for one that could be made."""
    return tuple(_hook(folder, name) for name in NAMES)


def put(folder: Path) -> tuple[Hook, ...]:
    """Make the hooks of a plan folder that can be made, and tell of all. Raises NoHistory, CannotWrite."""
    found = look(folder)
    for name, hook in zip(NAMES, found, strict=True):
        if hook.state is State.MADE:
            files.make_folder(hook.path.parent)
            files.replace(hook.path, program.told(_script(_inside(folder), name)))
            files.make_runnable(hook.path)
    return found


def fault(folder: Path) -> Fault | None:
    """Why checks that were made for this plan folder are made no more; None where they are, or never were.

    Raises NoHistory.
    """
    used, home = _folder(folder), _home(staged.seat(folder).top) / "hooks"
    made = [text for text in (_text(home / name) for name in NAMES) if _is_ours(text, _inside(folder))]
    if not made:
        return None
    # Whoever has put our line there has seen to it.
    if not any(_PROGRAM in _text(used / name) for name in NAMES):
        return Fault.PASSED_BY
    pythons = [shlex.split(found[1]) for text in made if (found := _A_PYTHON.search(text))]
    return None if all(places.is_file(Path(*one)) for one in pythons) else Fault.GONE


def _text(path: Path) -> str:
    """What stands in a hook; empty without one."""
    with suppress(NotFound):
        return program.heard(files.read(path))
    return ""


def _hook(folder: Path, name: str) -> Hook:
    path = _folder(folder) / name
    line = f"{_command(_inside(folder), name)} || exit 1"
    if not _is_of_this_repository(folder, path):
        return Hook(State.SHARED, path, line)
    if not path.exists() and not path.is_symlink():
        return Hook(State.MADE, path, line)
    there = _text(path)
    if there == _script(_inside(folder), name):
        return Hook(State.THERE, path, line)
    return Hook(State.MADE if _is_ours(there, _inside(folder)) else State.OTHERS, path, line)


def _is_ours(script: str, inside: str) -> bool:
    """Whether we made it, and for this plan folder: a repository may hold more than one."""
    return _OURS in script.splitlines() and _only_here(inside) in script.splitlines()


def _is_of_this_repository(folder: Path, path: Path) -> bool:
    return path.parent.resolve().is_relative_to(_home(staged.seat(folder).top))


def _home(top: Path) -> Path:
    """Where git keeps what all work trees of a repository share."""
    return (top / (program.text(top, "rev-parse", "--git-common-dir") or "")).resolve()


def _folder(folder: Path) -> Path:
    """Where git looks for hooks, by `core.hooksPath` or its own place."""
    repository.opened(folder)
    top = staged.seat(folder).top
    return top / (program.text(top, "rev-parse", "--git-path", "hooks") or "")


def _inside(folder: Path) -> str:
    """The way to the plan folder from where git starts its hooks."""
    return staged.seat(folder).prefix.rstrip("/") or "."


def _script(inside: str, name: str) -> str:
    gone = _("The check cannot be made: its Python is gone. To put it right: kronobarn init --hooks")
    lost = _("The check cannot be made: kronobarn is gone from its Python. To put it right: kronobarn init --hooks")
    lines = (
        "#!/bin/sh",
        _OURS,
        _only_here(inside),
        *((_SKIPS,) if name == "commit-msg" else ()),
        f"python={_quoted(_python())}",
        'if test ! -x "$python"; then',
        f"    echo {_quoted(gone)} >&2",
        "    exit 1",
        "fi",
        f"exec {_THAT} -P -c {_quoted(_BEGIN)} {_quoted(lost)} {_words(inside, name)}",
    )
    return "\n".join((*lines, ""))


def _only_here(inside: str) -> str:
    return f"test -f {_quoted(f'{inside}/{places.FOLDER_MARK}')} || exit 0"


def _command(inside: str, name: str) -> str:
    # -P: what lies in the plan folder, which others may write to, is never taken for a part of Python.
    return f"{_quoted(_python())} -P -m kronobarn_cli {_words(inside, name)}"


def _words(inside: str, name: str) -> str:
    return f"{NAMES[name]} --folder {_quoted(inside)}"


def _python() -> str:
    """This very Python, as the sh that comes with git reads it on every system."""
    return Path(sys.executable).as_posix()


def _quoted(text: str) -> str:
    return shlex.quote(text)
