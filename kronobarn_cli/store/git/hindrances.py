"""Why nothing could be exchanged with the shared place: what git, ssh and a server say, in words.

Laws: every sentence is about what a person can do next, and fits what was typed; what a server's own rules say is
theirs, and is shown as it stands, but for a password in an address.
"""

import os
import re
import stat
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from kronobarn_cli.errors import NotSynced
from kronobarn_cli.i18n import _, later
from kronobarn_cli.store import places
from kronobarn_cli.store.git import addresses, causes, program, refusals
from kronobarn_cli.store.git.causes import Hindrance
from kronobarn_cli.store.git.program import Ran

_FROM_THERE = re.compile(r"(?m)^remote: ?(.*)$")


class Typed(NamedTuple):
    """What was typed, so that it can be typed again, and whether it begins: then there are no plans here yet."""

    command: str
    begins: bool = False


SYNC = Typed("kronobarn sync")
_SENTENCES: Mapping[Hindrance, str] = {
    Hindrance.LOCKED: later(
        "Another program is writing in the history right now, or was interrupted and left this behind: {lock}"
    ),
    Hindrance.RACE: later("Your colleagues are sending all the time. What you have written is saved here. Try again."),
    Hindrance.HOST_CHANGED: later(
        "{host} is not the computer it was before. It may have been replaced, or somebody stands in between. "
        "Nothing has been sent. Ask your IT unit before you go on."
    ),
    Hindrance.HOST_UNKNOWN: later(
        "This computer does not know {host} yet. Ask your IT unit what it is to show, and sign in once by hand."
    ),
    Hindrance.NOT_SURE: later(
        "It cannot be made sure that {place} is what it says it is, so nothing has been sent. Ask your IT unit."
    ),
    Hindrance.NOT_OURS: later("{place} belongs to somebody else, so git does not open it before you have allowed it."),
    Hindrance.FULL: later("The disk is full where {place} is, or here. What you have written is saved here."),
    Hindrance.IN_USE: later(
        "Somebody works in {place}. A shared place must be a folder of its own, in which nobody works."
    ),
    Hindrance.SHALLOW: later("A part of the history is missing, so nothing can be put together."),
    Hindrance.REFUSED_THERE: later("{place} does not take what you have written. It is saved here. It says:"),
    Hindrance.SIGN_IN: later("{place} asks who you are. Sign in once by hand, then this works."),
    Hindrance.NO_RIGHT: later(
        "You have no right to {place}, or may only read. Ask whoever looks after it. Your plans are saved here."
    ),
    Hindrance.NO_SUCH_WAY: later("{place} cannot be reached in that way. It can be a folder, https or ssh."),
    Hindrance.NOT_THERE: later("There is no shared place at {place}, or you may not see it."),
    Hindrance.GONE: later("The folder {place} is not there. Is the shared disk connected? Your plans are saved here."),
    Hindrance.NO_PLACE: later(
        "{place} is there, but it is no shared place. One is made in a folder that is new or empty."
    ),
    Hindrance.A_FILE: later("{place} is a file. A shared place is a folder."),
    Hindrance.DAMAGED: later(
        "{place} is damaged: something that lay there is gone. Ask whoever looks after it. Your plans are saved here. "
        "If it cannot be put right, send them to a new place, and tell your colleagues where it is."
    ),
    Hindrance.NO_KEY: later(
        "{host} does not know the key of this computer. Unlock your key if you have one, else ask your IT unit for one."
    ),
    Hindrance.NOT_KEPT: later(
        "{place} asks who you are, and git does not remember it on this computer. Let git remember it first."
    ),
    Hindrance.OFFLINE: later("{place} cannot be reached right now. Your plans are saved here. Try again later."),
    Hindrance.REFUSED_HERE: later("A check in this folder stopped it. What you have written is saved here. It says:"),
    Hindrance.OTHER: later("The exchange with {place} did not work. What you have written is saved here. git says:"),
}
_BEGINNING: Mapping[Hindrance, str] = {
    Hindrance.FULL: later("The disk is full where {place} is, or here."),
    Hindrance.NO_RIGHT: later("You have no right to {place}. Ask whoever looks after it."),
    Hindrance.GONE: later("The folder {place} is not there. Is the shared disk connected?"),
    Hindrance.NO_PLACE: later("{place} is there, but it is no shared place. Ask your colleagues for the right one."),
    Hindrance.DAMAGED: later("{place} is damaged: something that lay there is gone. Ask whoever looks after it."),
    Hindrance.OFFLINE: later("{place} cannot be reached right now. Try again later."),
    Hindrance.OTHER: later("Nothing could be fetched from {place}. git says:"),
}
"""The same to somebody who has no plans here yet."""
_KEEPER = {"win32": "manager", "darwin": "osxkeychain"}
_A_DAY = '"cache --timeout=28800"'
"""On other systems git has nothing safer than to remember a password for a working day."""
_NO_WAYS = ("ftp://", "ftps://")
"""Git fetches in these ways at times, and never sends."""
_TELLS = {Hindrance.REFUSED_THERE, Hindrance.REFUSED_HERE, Hindrance.OTHER}


def failure(ran: Ran, address: str, folder: Path, typed: Typed = SYNC) -> NotSynced:
    """The failure that tells of it, with what can be typed in this plan folder."""
    why = _closer(causes.of(ran, address), address, folder, typed)
    lock = _lock(ran, address)
    words = _BEGINNING.get(why, _SENTENCES[why]) if typed.begins else _SENTENCES[why]
    sentence = _(words).format(place=addresses.shown(address), host=addresses.host(address), lock=lock)
    details = _own_words(ran) if why in _TELLS else ()
    there = why is Hindrance.LOCKED and bool(address) and lock.startswith(address)
    allowing = refusals.allowing(ran.said) if why is Hindrance.NOT_OURS else None
    hint = _taking_away(lock) if there else _hint(why, address, folder, typed)
    return NotSynced(sentence, allowing or hint, details)


def in_use(address: str, hint: str) -> NotSynced:
    """The failure that tells of a folder in which somebody works."""
    return NotSynced(_(_SENTENCES[Hindrance.IN_USE]).format(place=addresses.shown(address)), hint)


def damaged(address: str, folder: Path, typed: Typed) -> NotSynced:
    """The failure that tells of a place in which something is gone that lay there."""
    sentence = _((_BEGINNING if typed.begins else _SENTENCES)[Hindrance.DAMAGED])
    return NotSynced(sentence.format(place=addresses.shown(address)), _hint(Hindrance.DAMAGED, address, folder, typed))


def no_right(address: str, typed: Typed) -> NotSynced:
    """The failure that tells of a folder in which no place can be made."""
    return NotSynced(_(_SENTENCES[Hindrance.NO_RIGHT]).format(place=addresses.shown(address)), typed.command)


def _closer(why: Hindrance, address: str, folder: Path, typed: Typed) -> Hindrance:
    """Why, after a look at what git does not look at."""
    if why is Hindrance.NOT_THERE and addresses.is_folder(address):
        found = _of_folder(folder / address)
        return Hindrance.DAMAGED if found is Hindrance.NO_PLACE and typed.command == SYNC.command else found
    if address.lower().startswith(_NO_WAYS):
        return Hindrance.NO_SUCH_WAY
    if why is Hindrance.REFUSED_HERE and not _has_hook(folder):
        return Hindrance.OTHER
    if why is not Hindrance.SIGN_IN:
        return why
    if addresses.over_ssh(address):
        return Hindrance.NO_KEY
    kept = program.text(folder, "config", "--get-urlmatch", "credential.helper", address)
    return Hindrance.SIGN_IN if kept else Hindrance.NOT_KEPT


def _of_folder(place: Path) -> Hindrance:
    """Why a folder is no shared place to git, which says the same of all."""
    try:
        is_file = not stat.S_ISDIR(place.stat().st_mode)
    except PermissionError:
        return Hindrance.NO_RIGHT
    except OSError:
        return Hindrance.GONE
    if is_file:
        return Hindrance.A_FILE
    return Hindrance.NO_PLACE if os.access(place, os.R_OK | os.X_OK) else Hindrance.NO_RIGHT


def _has_hook(folder: Path) -> bool:
    """Whether something looks over here what is sent."""
    hook = program.text(folder, "rev-parse", "--git-path", "hooks/pre-push")
    return hook is not None and (folder / hook).exists()


def _lock(ran: Ran, address: str) -> str:
    """The lock that git names, from the root; the other side names it from where it stands."""
    found = refusals.LOCK.search(f"{ran.text}\n{ran.said}")
    if found is None:
        return ""
    return (Path(address) / found[1]).as_posix() if Path(address).is_absolute() else found[1]


def _own_words(ran: Ran) -> tuple[str, ...]:
    """What the other side said, without git's own; all that was said when it said nothing."""
    there = "\n".join(_FROM_THERE.findall(ran.said))
    lines = refusals.said_lines(there) or refusals.said_lines(ran.said or ran.text)
    return tuple(addresses.shown(one) for one in lines)


def _hint(why: Hindrance, address: str, folder: Path, typed: Typed) -> str:
    there = addresses.quoted(address)
    return {
        Hindrance.HOST_UNKNOWN: addresses.signing_in(address),
        Hindrance.HOST_CHANGED: f"ssh-keygen -l -F {addresses.key_name(address)}",
        Hindrance.LOCKED: "kronobarn doctor --mend",
        Hindrance.NOT_OURS: f"git config --global --add safe.directory {there}",
        Hindrance.IN_USE: _beside(address) if addresses.is_folder(address) else "kronobarn sync --help",
        Hindrance.SHALLOW: f"git -C {refusals.pasted(folder.as_posix())} fetch --unshallow",
        Hindrance.SIGN_IN: f"git ls-remote {there}",
        Hindrance.NO_KEY: "ssh-add",
        Hindrance.NOT_KEPT: f"git config --global credential.helper {_KEEPER.get(sys.platform, _A_DAY)}",
        Hindrance.NO_SUCH_WAY: "kronobarn sync --help",
        Hindrance.NOT_THERE: f"git ls-remote {there}",
        Hindrance.NO_PLACE: _inside(address, typed),
        Hindrance.A_FILE: _inside(address, typed),
        Hindrance.DAMAGED: _afresh(address, typed),
        Hindrance.REFUSED_THERE: "kronobarn check",
        Hindrance.REFUSED_HERE: "kronobarn check",
    }.get(why, typed.command)


def _beside(address: str) -> str:
    """How a shared place is made beside a folder in which somebody works."""
    place = address.rstrip("/\\").removesuffix(".git").rstrip("/\\")
    return f"kronobarn sync --with {addresses.quoted(f'{place}.git')} --instead"


def _inside(address: str, typed: Typed) -> str:
    """How a shared place is made in a folder where something else lies."""
    if typed.begins:
        return "kronobarn init --help"
    place = Path(address) if places.is_folder(Path(address)) else Path(address).parent
    again = " --instead" if typed.command == SYNC.command or typed.command.endswith("--instead") else ""
    return f"kronobarn sync --with {addresses.quoted(str(place / 'planer.git'))}{again}"


def _afresh(address: str, typed: Typed) -> str:
    """How a new place is made beside one that is damaged."""
    if typed.begins:
        return "kronobarn init --help"
    if not addresses.is_folder(address):
        return typed.command
    place = Path(address)
    new = addresses.free(place.parent / f"{place.stem}-2{place.suffix}")
    return f"kronobarn sync --with {addresses.quoted(str(new))} --instead"


def _taking_away(lock: str) -> str:
    """How a file is taken away, as the system's own shell has it; that of Windows takes `/` for something else."""
    if sys.platform == "win32":
        return 'del "{}"'.format(lock.replace("/", "\\"))
    return f"rm {refusals.pasted(lock)}"
