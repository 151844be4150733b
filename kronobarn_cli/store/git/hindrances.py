"""Why nothing could be exchanged with the shared place: what git, ssh and a server say, in words.

Laws: every sentence is about what a person can do next, and fits what was typed; what a server's own rules say is
theirs, and is shown as it stands, but for a password in an address.
"""

import os
import re
import stat
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from kronobarn_cli.errors import NotSynced
from kronobarn_cli.i18n import _, later
from kronobarn_cli.store import places
from kronobarn_cli.store.git import addresses, program, refusals
from kronobarn_cli.store.git.program import Ran

_ADVICE = re.compile(r"(?m)^(?:Please make sure you have the correct access rights|and the repository exists|hint:).*$")
"""What git adds whatever the reason was."""
_FROM_THERE = re.compile(r"(?m)^remote: ?(.*)$")


class Hindrance(StrEnum):
    """What stood in the way. `RACE`: others were faster, `LOCKED`: somebody writes; both are worth another try.

    Of what git says in one way alone: `GONE`, a folder that is not there, and `NO_PLACE`, one that is, for `NOT_THERE`;
    `NO_KEY` over ssh, and `NOT_KEPT` on the web where git keeps no password, for `SIGN_IN`.
    """

    LOCKED = "locked"
    RACE = "race"
    HOST_CHANGED = "host-changed"
    HOST_UNKNOWN = "host-unknown"
    NOT_SURE = "not-sure"
    NOT_OURS = "not-ours"
    FULL = "full"
    IN_USE = "in-use"
    SHALLOW = "shallow"
    REFUSED_THERE = "refused-there"
    SIGN_IN = "sign-in"
    NO_RIGHT = "no-right"
    NO_SUCH_WAY = "no-such-way"
    NOT_THERE = "not-there"
    GONE = "gone"
    NO_PLACE = "no-place"
    NO_KEY = "no-key"
    NOT_KEPT = "not-kept"
    OFFLINE = "offline"
    REFUSED_HERE = "refused-here"
    OTHER = "other"


class Typed(NamedTuple):
    """What was typed, so that it can be typed again, and whether it begins: then there are no plans here yet."""

    command: str
    begins: bool = False


SYNC = Typed("kronobarn sync")
_MARKS: tuple[tuple[Hindrance, str], ...] = (
    (Hindrance.FULL, r"No space left|quota exceeded|Disk quota"),
    (Hindrance.LOCKED, r"\.lock': File exists"),
    (Hindrance.HOST_CHANGED, r"REMOTE HOST IDENTIFICATION HAS CHANGED"),
    (Hindrance.HOST_UNKNOWN, r"Host key verification failed"),
    (Hindrance.NOT_SURE, r"SSL|certificate|TLS"),
    (Hindrance.NOT_OURS, r"dubious ownership|safe\.directory"),
    (Hindrance.IN_USE, r"branch is currently checked out"),
    (Hindrance.SHALLOW, r"shallow"),
    (Hindrance.REFUSED_THERE, r"hook declined|protected branch|denyNonFastForwards|deletion prohibited"),
    (Hindrance.SIGN_IN, r"terminal prompts disabled|could not read (?:Username|Password)|Authentication failed"),
    (Hindrance.SIGN_IN, r"Permission denied \(|HTTP Basic: Access denied|error: 401|Too many authentication"),
    (Hindrance.NO_RIGHT, r"error: 403|Permission denied|insufficient permission|denied to|not allowed to|read-only"),
    (Hindrance.NO_RIGHT, r"unable to create temporary (?:object|file)|not enabled|unpacker error"),
    (Hindrance.NO_SUCH_WAY, r"transport '.*' not allowed|remote helper|is not a git command|strange hostname"),
    (Hindrance.RACE, r"fetch first|non-fast-forward|cannot lock ref|failed to update ref|incorrect old value"),
    (Hindrance.RACE, r"reference already exists|stale info"),
    (Hindrance.NOT_THERE, r"does not appear to be a git repository|not found|does not exist|No such file|error: 404"),
    (Hindrance.OFFLINE, r"Could not resolve|Couldn't resolve|name resolution|Network is unreachable|No route to host"),
    (Hindrance.OFFLINE, r"timed out|Connection (?:refused|reset|closed)|Failed to connect|Couldn't connect"),
    (Hindrance.OFFLINE, r"early EOF|hung up|unexpected disconnect|error: 5\d\d"),
    (Hindrance.REFUSED_HERE, r"failed to push some refs"),
)
AGAIN = {Hindrance.LOCKED, Hindrance.RACE}
_LOCK = re.compile(r"'([^'\n]+\.lock)': File exists")
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
    Hindrance.OFFLINE: later("{place} cannot be reached right now. Try again later."),
    Hindrance.OTHER: later("Nothing could be fetched from {place}. git says:"),
}
"""The same to somebody who has no plans here yet."""
_KEEPER = {"win32": "manager", "darwin": "osxkeychain"}
_A_DAY = '"cache --timeout=28800"'
"""On other systems git has nothing safer than to remember a password for a working day."""
_TELLS = {Hindrance.REFUSED_THERE, Hindrance.REFUSED_HERE, Hindrance.OTHER}


def of(ran: Ran) -> Hindrance:
    """Why a git that ended so could not fetch or send."""
    if ran.code == program.TOO_LONG:
        return Hindrance.OFFLINE
    said = _ADVICE.sub("", f"{ran.text}\n{ran.said}")
    return next((one for one, mark in _MARKS if re.search(mark, said, re.IGNORECASE)), Hindrance.OTHER)


def failure(ran: Ran, address: str, folder: Path, typed: Typed = SYNC) -> NotSynced:
    """The failure that tells of it, with what can be typed in this plan folder."""
    why = _closer(of(ran), address, folder)
    lock = _lock(ran, address)
    words = _BEGINNING.get(why, _SENTENCES[why]) if typed.begins else _SENTENCES[why]
    sentence = _(words).format(place=addresses.shown(address), host=addresses.host(address), lock=lock)
    details = _own_words(ran) if why in _TELLS else ()
    there = why is Hindrance.LOCKED and bool(address) and lock.startswith(address)
    allowing = refusals.allowing(ran.said) if why is Hindrance.NOT_OURS else None
    hint = f"rm {refusals.pasted(lock)}" if there else _hint(why, address, folder, typed)
    return NotSynced(sentence, allowing or hint, details)


def in_use(address: str, hint: str) -> NotSynced:
    """The failure that tells of a folder in which somebody works."""
    return NotSynced(_(_SENTENCES[Hindrance.IN_USE]).format(place=addresses.shown(address)), hint)


def _closer(why: Hindrance, address: str, folder: Path) -> Hindrance:
    """Why, after a look at what git does not look at."""
    if why is Hindrance.NOT_THERE and addresses.is_folder(address):
        return _of_folder(folder / address)
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
    return Hindrance.NO_PLACE if is_file or os.access(place, os.R_OK | os.X_OK) else Hindrance.NO_RIGHT


def _lock(ran: Ran, address: str) -> str:
    """The lock that git names, from the root; the other side names it from where it stands."""
    found = _LOCK.search(f"{ran.text}\n{ran.said}")
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
        Hindrance.REFUSED_THERE: "kronobarn check",
        Hindrance.REFUSED_HERE: "kronobarn check",
    }.get(why, typed.command)


def _beside(address: str) -> str:
    """How a shared place is made beside a folder in which somebody works."""
    place = address.rstrip("/\\").removesuffix(".git").rstrip("/\\")
    return f"kronobarn sync --with {refusals.pasted(f'{place}.git')} --instead"


def _inside(address: str, typed: Typed) -> str:
    """How a shared place is made in a folder where something else lies."""
    if typed.begins:
        return "kronobarn init --help"
    place = Path(address) if places.is_folder(Path(address)) else Path(address).parent
    again = " --instead" if typed.command == SYNC.command or typed.command.endswith("--instead") else ""
    return f"kronobarn sync --with {refusals.pasted(str(place / 'planer.git'))}{again}"
