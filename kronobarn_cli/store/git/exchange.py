"""The shared place of a plan folder: which one it is, fetching from it, sending to it.

Laws: nobody is ever asked for a password behind a person's back, and nothing waits for an answer; nothing there is ever
written over, only added to; a place counts as this folder's own only when it has answered.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from kronobarn_cli.errors import CannotWrite, NoHistory, NotSynced, UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.store import files, places
from kronobarn_cli.store.git import addresses, hindrances, program, repository
from kronobarn_cli.store.git.bench import Moved
from kronobarn_cli.store.git.hindrances import SYNC, Typed
from kronobarn_cli.store.git.program import Ran
from kronobarn_cli.store.git.repository import Repository

_USUAL = "origin"
_USUAL_BRANCHES = ("main", "master")
"""Which of these it is, is an accident; any other name a person has given on purpose."""
_FETCHED = "refs/worktree/kronobarn-shared"
"""Where what is fetched is kept until the next time: a name of this folder's own."""
_SECONDS = 1800.0
_SSH = "ssh -oBatchMode=yes -oConnectTimeout=20"
_KEEPS = ("core.fsync=all", "receive.denyNonFastForwards=true", "receive.denyDeletes=true")


class Shared(NamedTuple):
    """A shared place: git's name for it (None: it has none yet), its address, and the branch that is shared.

    `typed` is what can be typed to try it again.
    """

    name: str | None
    address: str
    branch: str
    typed: Typed = SYNC

    @property
    def shown(self) -> str:
        """The address as it may be shown."""
        return addresses.shown(self.address)


def place_of(repo: Repository) -> Shared | None:
    """The shared place of this folder: the branch's own, else the usual one, else the only one."""
    folder, branch = repo.folder, repo.branch or ""
    names = (program.text(folder, "remote") or "").split()
    own = program.text(folder, "config", "--get", f"branch.{branch}.remote")
    name = next((one for one in (own, _USUAL) if one in names), names[0] if len(names) == 1 else None)
    address = program.text(folder, "remote", "get-url", name) if name else None
    if name is None or address is None:
        return None
    there = program.text(folder, "config", "--get", f"branch.{branch}.merge") if own == name else None
    return Shared(name, address, (there or branch).removeprefix("refs/heads/"))


def place_at(repo: Repository, given: str, *, instead: bool = False) -> Shared:
    """The shared place at an address, with `instead` also where the folder has another one already.

    Raises UsageTrouble where it has and must not, NotSynced for a folder in which somebody works.
    """
    address, known = addresses.addressed(given), place_of(repo)
    if known and known.address in (given, address):
        return known
    again = f"kronobarn sync --with {addresses.quoted(address)}{' --instead' if known else ''}"
    if known and not instead:
        sentence = _("This folder shares with {place} already.").format(place=known.shown)
        raise UsageTrouble(sentence, again)
    if worked_in(address):
        better = again.replace(addresses.quoted(address), addresses.quoted(shared_from(address) or f"{address}.git"))
        raise hindrances.in_use(address, better)
    return Shared(None, address, repo.branch or "", Typed(again))


def other_place(repo: Repository, given: str) -> str | None:
    """The place, as it may be shown, that a folder has already and that is not the one at this address."""
    address, known = addresses.addressed(given), place_of(repo)
    return known.shown if known and known.address not in (given, address) else None


def worked_in(address: str) -> bool:
    """Whether an address is a folder in which somebody works, so that nothing can be sent there."""
    return addresses.is_folder(address) and os.path.lexists(Path(address) / ".git")


def shared_from(address: str) -> str | None:
    """The address of the place that a folder on this computer shares with; None where none can be found out."""
    with suppress(NoHistory):
        known = place_of(repository.opened(Path(address)))
        return known.address if known else None
    return None


def begin(shared: Shared) -> bool:
    """Make a new shared place where there is none or an empty folder; whether one was made. Raises CannotWrite.

    Those who may write in the folder that it is made in, as a group, may write in it as well, and nobody else.
    """
    place = Path(shared.address)
    if not addresses.is_folder(shared.address) or not places.is_folder(place.parent) or not _is_free(place):
        return False
    like = place if place.exists() else place.parent
    try:
        files.make_folder(place)
    except CannotWrite as failure:
        raise CannotWrite(failure.sentence, shared.typed.command) from failure
    words = ("-c", f"init.defaultBranch={shared.branch}", "init", "--quiet", "--bare")
    ways = ("--shared=group", "--shared=umask") if _is_for_group(place, like) else ("--shared=umask",)
    made = any(program.run(place, *words, way).well for way in ways)
    for one in _KEEPS if made else ():
        program.run(place, "config", *one.split("="))
    return made


def _is_free(place: Path) -> bool:
    """Whether nothing is at this path, or an empty folder that may be looked into."""
    try:
        return not any(place.iterdir())
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _is_for_group(place: Path, like: Path) -> bool:
    """Whether a group may write in the other folder that this one is of as well; on Windows the server decides."""
    here, there = place.stat(), like.stat()
    return os.name != "nt" and bool(there.st_mode & stat.S_IWGRP) and here.st_gid == there.st_gid


def fetch(repo: Repository, shared: Shared) -> tuple[Shared, str | None]:
    """The newest version that lies there, None for an empty place, and the place with its true branch.

    Raises NotSynced with words for whatever stood in the way, Moved where it is worth another try. Whoever calls is
    alone with the name under which it is kept, so that a lock on it is of one who was killed.
    """
    files.remove(repo.git / f"{_FETCHED}.lock")
    deeper = ("--unshallow",) if program.text(repo.folder, "rev-parse", "--is-shallow-repository") == "true" else ()
    words = ("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", *deeper)
    ran = _talk(repo.folder, *words, shared.name or shared.address, f"+refs/heads/{shared.branch}:{_FETCHED}")
    if ran.well:
        return shared, program.text(repo.folder, "rev-parse", "--verify", _FETCHED)
    if "find remote ref" not in ran.said:
        raise _failure(ran, shared, repo.folder)
    other = branch_at(repo.folder, shared.address, shared.typed)
    usual = shared.name is None or shared.branch in _USUAL_BRANCHES
    if other in (None, shared.branch) or not usual:
        return shared, None
    return fetch(repo, shared._replace(branch=other or shared.branch))


def branch_at(folder: Path, address: str, typed: Typed = SYNC) -> str | None:
    """The branch that others share at an address, None while it is empty; raises NotSynced."""
    ran = _talk(folder, "ls-remote", "--symref", address, "HEAD", "refs/heads/*")
    if not ran.well:
        raise hindrances.failure(ran, address, folder, typed)
    lines = ran.out.decode("utf-8", "surrogateescape").splitlines()
    heads = [line.partition("\t")[2].removeprefix("refs/heads/") for line in lines if "\trefs/heads/" in line]
    first = next((line.split()[1].removeprefix("refs/heads/") for line in lines if line.startswith("ref: ")), None)
    return first if first in heads else heads[0] if heads else None


def remember(repo: Repository, shared: Shared) -> Shared:
    """Make a place that has answered this folder's own, instead of the one that was."""
    branch, known = repo.branch or "", None if shared.name else place_of(repo)
    name = shared.name or (known and known.name) or _USUAL
    if known:
        program.run(repo.folder, "config", "--replace-all", f"remote.{name}.url", shared.address)
        program.run(repo.folder, "config", "--unset-all", f"remote.{name}.pushurl")
    elif shared.name is None:
        program.run(repo.folder, "remote", "add", name, shared.address)
    if known or program.text(repo.folder, "config", "--get", f"branch.{branch}.remote") is None:
        program.run(repo.folder, "config", f"branch.{branch}.remote", name)
        program.run(repo.folder, "config", f"branch.{branch}.merge", f"refs/heads/{shared.branch}")
    return Shared(name, shared.address, shared.branch)


def send(repo: Repository, shared: Shared, version: str) -> None:
    """Add a version to the shared place; raises Moved when others were faster, NotSynced with words for all else."""
    words = ("push", "--quiet", "--porcelain", "--no-follow-tags", "--recurse-submodules=no")
    ran = _talk(repo.folder, *words, shared.name or shared.address, f"{version}:refs/heads/{shared.branch}")
    if not ran.well:
        raise _failure(ran, shared, repo.folder)


def _failure(ran: Ran, shared: Shared, folder: Path) -> Moved | NotSynced:
    """The failure, as one that is worth another try where it is."""
    failure = hindrances.failure(ran, shared.address, folder, shared.typed)
    if hindrances.of(ran) not in hindrances.AGAIN:
        return failure
    again = Moved()
    again.__cause__ = failure
    return again


def _talk(folder: Path, *arguments: str) -> Ran:
    """Run what speaks with another computer; a person's own way to do so is left alone."""
    own = {"GIT_SSH_COMMAND", "GIT_SSH"} & os.environ.keys() or program.text(folder, "config", "core.sshCommand")
    words = ("-c", "core.quotepath=off", *repository.flushing())
    return program.run(folder, *words, *arguments, seconds=_SECONDS, environ={} if own else {"GIT_SSH_COMMAND": _SSH})
