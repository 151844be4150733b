"""Why git could not fetch from the shared place or send to it, by what git, ssh and a server say.

Laws: the first mark that fits counts, so the more certain stand first; no name that a person has chosen is a mark.
"""

import re
from enum import StrEnum

from kronobarn_cli.store.git import addresses, program
from kronobarn_cli.store.git.program import Ran

_ADVICE = re.compile(r"(?m)^(?:Please make sure you have the correct access rights|and the repository exists|hint:).*$")
"""What git adds whatever the reason was."""


class Hindrance(StrEnum):
    """What stood in the way. `RACE`: others were faster, `LOCKED`: somebody writes; both are worth another try.

    Of what git says in one way alone: `GONE`, a folder that is not there, `NO_PLACE`, one that is, and `A_FILE`, for
    `NOT_THERE`; `DAMAGED`, one that has been this folder's place, too; `NO_KEY` over ssh, and `NOT_KEPT` on the web
    where git keeps no password, for `SIGN_IN`.
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
    A_FILE = "a-file"
    DAMAGED = "damaged"
    NO_KEY = "no-key"
    NOT_KEPT = "not-kept"
    OFFLINE = "offline"
    REFUSED_HERE = "refused-here"
    OTHER = "other"


_MARKS: tuple[tuple[Hindrance, str], ...] = (
    (Hindrance.FULL, r"No space left|quota exceeded|Disk quota"),
    (Hindrance.LOCKED, r"\.lock': File exists"),
    (Hindrance.HOST_CHANGED, r"REMOTE HOST IDENTIFICATION HAS CHANGED"),
    (Hindrance.HOST_UNKNOWN, r"Host key verification failed"),
    (Hindrance.NOT_SURE, r"\b(?:SSL|TLS)\b|\bSSL_|certificate"),
    (Hindrance.NOT_OURS, r"dubious ownership|safe\.directory"),
    (Hindrance.IN_USE, r"branch is currently checked out"),
    (Hindrance.SHALLOW, r"shallow"),
    (Hindrance.REFUSED_THERE, r"hook declined|protected branch|denyNonFastForwards|deletion prohibited"),
    (Hindrance.SIGN_IN, r"terminal prompts disabled|could not read (?:Username|Password)|Authentication failed"),
    (Hindrance.SIGN_IN, r"Permission denied \(|HTTP Basic: Access denied|error: 401|Too many authentication"),
    (Hindrance.NO_RIGHT, r"error: 403|Permission denied|insufficient permission|denied to|not allowed to|read-only"),
    (Hindrance.DAMAGED, r"not our ref|bad object|remote: fatal: unable to (?:read|parse)|index-pack abnormal exit"),
    (Hindrance.NO_RIGHT, r"unable to create temporary (?:object|file)|not enabled|unpacker error|git-http-push"),
    (Hindrance.NO_SUCH_WAY, r"transport '.*' not allowed|remote helper|is not a git command|strange hostname"),
    (Hindrance.RACE, r"fetch first|non-fast-forward|cannot lock ref|failed to update ref|incorrect old value"),
    (Hindrance.RACE, r"reference already exists|stale info"),
    (Hindrance.NOT_THERE, r"does not appear to be a git repository|not found|does not exist|No such file|error: 404"),
    (Hindrance.NOT_THERE, r"invalid gitfile format"),
    (Hindrance.OFFLINE, r"Could not resolve|Couldn't resolve|name resolution|Network is unreachable|No route to host"),
    (Hindrance.OFFLINE, r"timed out|Connection (?:refused|reset|closed)|Failed to connect|Couldn't connect"),
    (Hindrance.OFFLINE, r"early EOF|hung up|unexpected disconnect|error: 5\d\d"),
    (Hindrance.REFUSED_THERE, r"\[remote rejected\]"),
    (Hindrance.REFUSED_HERE, r"failed to push some refs"),
)
AGAIN = {Hindrance.LOCKED, Hindrance.RACE}


def of(ran: Ran, address: str) -> Hindrance:
    """Why a git that ended so could not fetch from this address or send to it; what it is called says nothing."""
    if ran.code == program.TOO_LONG:
        return Hindrance.OFFLINE
    said = _ADVICE.sub("", f"{ran.text}\n{ran.said}")
    for name in filter(None, (address, addresses.shown(address), addresses.host(address))):
        said = re.sub(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", "", said)
    return next((one for one, mark in _MARKS if re.search(mark, said, re.IGNORECASE)), Hindrance.OTHER)
