"""Whether others than the colleagues can read a shared place, as far as can be found out from here.

Laws: it is tried as anybody would, without any name, key or password of the person's; what cannot be found out is not
taken for closed, only for not known; a place that a person has said yes to is remembered in this folder alone.
"""

import re
from enum import StrEnum
from pathlib import Path

from kronobarn_cli.store import places
from kronobarn_cli.store.git import addresses, program
from kronobarn_cli.store.git.exchange import Shared
from kronobarn_cli.store.git.repository import Repository

_SERVICES = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "git.sr.ht", "dev.azure.com", "gitee.com")
_ACCEPTED = "kronobarn.open-to-all"
_SECONDS = 20.0
_SECRETS = re.compile(r"http\.(?:.*\.)?(extraheader|cookiefile|savecookies|sslcert.*|sslkey.*|emptyauth|delegation)$")
"""Settings of git's that let somebody in."""


class Openness(StrEnum):
    """Who can read a place.

    `all`: everybody, without signing in. `service`: it lies at a service on the internet. `cloud`: it lies in a folder
    that a cloud service copies. `unknown`: nothing speaks for that.
    """

    ALL = "all"
    SERVICE = "service"
    CLOUD = "cloud"
    UNKNOWN = "unknown"


def of(folder: Path, address: str) -> Openness:
    """Who can read the place at this address."""
    if addresses.is_folder(address):
        return Openness.CLOUD if places.sync_root(Path(address)) else Openness.UNKNOWN
    if address.startswith("git://") or _anybody_reads(folder, address):
        return Openness.ALL
    return Openness.SERVICE if addresses.host(address).lower() in _SERVICES else Openness.UNKNOWN


def accepted(repo: Repository, shared: Shared) -> bool:
    """Whether a person has said that this place may be open."""
    return shared.shown in program.run(repo.folder, "config", "--get-all", _ACCEPTED).text.splitlines()


def accept(repo: Repository, shared: Shared) -> None:
    """Remember that a person has said so."""
    program.run(repo.folder, "config", "--add", _ACCEPTED, shared.shown)


def _anybody_reads(folder: Path, address: str) -> bool:
    web = _on_the_web(address)
    if web is None:
        return False
    words = ("-c", "credential.helper=", "-c", "core.askPass=", "-c", "http.emptyAuth=false", *_way_out(folder, web))
    # Where nothing can lie, on Windows either: what is in the plan folder can be from anybody, and a setting of git's
    # can start programs.
    nobody = "/dev/null"
    environ = {
        "HOME": nobody,
        "XDG_CONFIG_HOME": nobody,
        "GIT_CONFIG_GLOBAL": nobody,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_ASKPASS": "",
    }
    # Not from the plan folder, whose own settings may let somebody in.
    root = Path(folder.resolve().anchor)
    return program.run(root, *words, "ls-remote", web, seconds=_SECONDS, environ=environ).well


def _on_the_web(address: str) -> str | None:
    """The address by which anybody would try; None where there is none."""
    if address.startswith(("https://", "http://")):
        return addresses.shown(address)
    host = addresses.host(address)
    if host.lower() not in _SERVICES:
        return None
    return f"https://{host}/{addresses.way(address)}"


def _way_out(folder: Path, web: str) -> tuple[str, ...]:
    """How this computer reaches the web, a proxy above all, without what lets somebody in."""
    known = program.settings(folder, "--get-urlmatch", "http", web)
    return tuple(word for key, value in known.items() if not _SECRETS.match(key) for word in ("-c", f"{key}={value}"))
