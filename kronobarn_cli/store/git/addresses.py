"""Where a shared place is, as git writes it: a folder, a place on the web, or a computer that is reached over ssh.

Law: a password that stands in an address is never shown.
"""

import os
import re
from pathlib import Path

from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.store import places
from kronobarn_cli.store.git import refusals

_SECRET = re.compile(
    r"(?:(?<=http://)|(?<=https://))(?:[^/\s]*@|[^/@:\s]+:(?!\d+/)[^@\s]*@)"
    r"|(?<=://)(?P<who>[^/@:\s]*):(?:[^/\s]*|(?!\d+/)[^@\s]*)(?=@)"
    r"|^[^/@:\s]+:[^@\s/\\]+@(?=[\w-]+\.[\w.-]+[:/])",
    re.IGNORECASE,
)
"""A password, and on the web also a name: there it can be a key. It may hold `/` or `@`, or stand where none can."""
_ELSEWHERE = re.compile(r"[^/\\:]{2,}:")
"""`host:path`, and not a disk on Windows."""
_SSH = re.compile(r"(?:ssh://)?(?P<who>[^/:\s]+)(?::(?P<port>\d+)(?=/))?.*")
_UNTIL_PATH = re.compile(r"^(?::\d+(?=/))?[:/]+")
_HOST = re.compile(r"(?:[^/@\s]*@)?([A-Za-z0-9.-]+|\[[0-9a-f:]+\])(?::(?!//)|[:/]|$)")


def addressed(given: str) -> str:
    """The address as git takes it wherever one stands; raises UsageTrouble for what can be none."""
    if not given.strip() or given.startswith("-"):
        raise UsageTrouble(_("Say where the shared place is."), "kronobarn sync --help")
    return str(places.whole(Path(given).expanduser())) if is_folder(given) else given


def shown(address: str) -> str:
    """The address of a shared place without the password that may stand in it."""
    return _SECRET.sub(lambda found: found["who"] or "", address)


def quoted(address: str) -> str:
    """An address as it may stand in what can be typed, without a password.

    A folder stands with `/`, as git writes it, for no mark around a word keeps the other sign in all shells of Windows.
    """
    return refusals.pasted(Path(shown(address)).as_posix() if is_folder(address) else shown(address))


def is_same(one: str, other: str) -> bool:
    """Whether two addresses are of one place: the same computer and way, whoever signs in and however it is reached."""
    if one == other or is_folder(one) or is_folder(other):
        return one == other
    return _place(one) == _place(other)


def way(address: str) -> str:
    """The way to a place on the computer that its address names, `anna/planer.git`."""
    named = address.split("://", 1)[-1]
    found = _HOST.match(named)
    return _UNTIL_PATH.sub("", named[found.end(1) :] if found else named)


def free(path: Path) -> Path:
    """The path, or where something is there already, one beside it with a number."""
    tried = (path, *(path.with_name(f"{path.name}-{number}") for number in range(2, 1000)))
    return next((one for one in tried if not os.path.lexists(one)), path)


def is_folder(address: str) -> bool:
    """Whether an address is a folder on a disk that this computer sees."""
    return bool(address) and "://" not in address and _ELSEWHERE.match(address) is None


def over_ssh(address: str) -> bool:
    """Whether a place that is no folder is reached over ssh."""
    return "://" not in address or address.startswith("ssh")


def host(address: str) -> str:
    """The computer that an address names; the address where it names none."""
    found = _HOST.match(address.split("://", 1)[-1])
    return found[1] if found and not Path(address).is_absolute() else shown(address)


def signing_in(address: str) -> str:
    """How the computer of a place is signed in to by hand over ssh."""
    return _SSH.sub(_by_hand, shown(address))


def key_name(address: str) -> str:
    """What ssh calls the computer in its list of those it knows, as it is typed."""
    name = host(address).strip("[]")
    port = re.search(rf"{re.escape(name)}\]?:(\d+)(?:/|$)", address) if "://" in address else None
    return refusals.pasted(f"[{name}]:{port[1]}") if port else name


def _place(address: str) -> tuple[str, str]:
    return host(address).lower(), way(address).rstrip("/").removesuffix(".git")


def _by_hand(found: re.Match[str]) -> str:
    return f"ssh -p {found['port']} {found['who']}" if found["port"] else f"ssh {found['who']}"
