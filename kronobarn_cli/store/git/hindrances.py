"""Why nothing could be exchanged with the shared place: what git, ssh and a server say, in words.

Laws: every sentence is about what a person can do next; a password that stands in an address is never shown; what a
server's own rules say is theirs, and is shown as it stands.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from kronobarn_cli.errors import NotSynced
from kronobarn_cli.i18n import _, later
from kronobarn_cli.store.git import program, refusals
from kronobarn_cli.store.git.program import Ran

_SECRET = re.compile(r"(?<=http://)[^/@\s]*@|(?<=https://)[^/@\s]*@|(?<=://)(?P<who>[^/@:\s]*):[^/@\s]*(?=@)")
"""A password, and on the web also a name: there it can be a key."""
_SSH = re.compile(r"(?:ssh://)?(?P<who>[^/:\s]+)(?::(?P<port>\d+)(?=/))?.*")
_HOST = re.compile(r"(?:[^/@\s]*@)?([A-Za-z0-9.-]+|\[[0-9a-f:]+\])(?::(?!//)|[:/]|$)")
_ADVICE = re.compile(r"(?m)^(?:Please make sure you have the correct access rights|and the repository exists|hint:).*$")
"""What git adds whatever the reason was."""
_FROM_THERE = re.compile(r"(?m)^remote: ?(.*)$")


class Hindrance(StrEnum):
    """What stood in the way. `RACE`: others were faster, `LOCKED`: somebody writes; both are worth another try."""

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
    OFFLINE = "offline"
    REFUSED_HERE = "refused-here"
    OTHER = "other"


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
    Hindrance.OFFLINE: later("{place} cannot be reached right now. Your plans are saved here. Try again later."),
    Hindrance.REFUSED_HERE: later("A check in this folder stopped it. What you have written is saved here. It says:"),
    Hindrance.OTHER: later("The exchange with {place} did not work. What you have written is saved here. git says:"),
}
_TELLS = {Hindrance.REFUSED_THERE, Hindrance.REFUSED_HERE, Hindrance.OTHER}


def of(ran: Ran) -> Hindrance:
    """Why a git that ended so could not fetch or send."""
    if ran.code == program.TOO_LONG:
        return Hindrance.OFFLINE
    said = _ADVICE.sub("", f"{ran.text}\n{ran.said}")
    return next((one for one, mark in _MARKS if re.search(mark, said, re.IGNORECASE)), Hindrance.OTHER)


def failure(ran: Ran, address: str, folder: Path) -> NotSynced:
    """The failure that tells of it, with what can be typed in this plan folder."""
    why = of(ran)
    lock = _lock(ran, address)
    sentence = _(_SENTENCES[why]).format(place=shown(address), host=host(address), lock=lock)
    details = _own_words(ran) if why in _TELLS else ()
    there = why is Hindrance.LOCKED and bool(address) and lock.startswith(address)
    return NotSynced(sentence, f'rm "{lock}"' if there else _hint(why, address, folder, ran.said), details)


def shown(address: str) -> str:
    """The address of a shared place without the password that may stand in it."""
    return _SECRET.sub(lambda found: found["who"] or "", address)


def host(address: str) -> str:
    """The computer that an address names; the address where it names none."""
    found = _HOST.match(address.split("://", 1)[-1])
    return found[1] if found and not Path(address).is_absolute() else shown(address)


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
    return tuple(shown(one) for one in lines)


def _by_hand(found: re.Match[str]) -> str:
    return f"ssh -p {found['port']} {found['who']}" if found["port"] else f"ssh {found['who']}"


def _hint(why: Hindrance, address: str, folder: Path, said: str) -> str:
    over_ssh = "://" not in address or address.startswith("ssh")
    return {
        Hindrance.HOST_UNKNOWN: _SSH.sub(_by_hand, shown(address)),
        Hindrance.HOST_CHANGED: "kronobarn doctor",
        Hindrance.LOCKED: "kronobarn doctor --mend",
        Hindrance.NOT_OURS: refusals.allowing(said) or f'git ls-remote "{shown(address)}"',
        Hindrance.IN_USE: "kronobarn sync --help",
        Hindrance.SHALLOW: f'git -C "{folder}" fetch --unshallow',
        Hindrance.SIGN_IN: "ssh-add" if over_ssh else f'git ls-remote "{shown(address)}"',
        Hindrance.NO_SUCH_WAY: "kronobarn sync --help",
        Hindrance.NOT_THERE: f'git ls-remote "{shown(address)}"',
        Hindrance.REFUSED_THERE: "kronobarn check",
        Hindrance.REFUSED_HERE: "kronobarn check",
    }.get(why, "kronobarn sync")
