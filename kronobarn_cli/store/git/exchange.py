"""The shared place of a plan folder: which one it is, fetching from it, sending to it.

Laws: nobody is ever asked for a password behind a person's back, and nothing waits for an answer; nothing there is ever
written over, only added to; a place counts as this folder's own only when it has answered.
"""

import errno
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from kronobarn_cli.errors import CannotWrite, NoHistory, NotSynced, UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.store import files, places
from kronobarn_cli.store.git import addresses, causes, hindrances, program, refusals, repository
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
_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}
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
    names = program.run(folder, "remote").text.split()
    own = program.text(folder, "config", "--get", f"branch.{branch}.remote")
    name = next((one for one in (own, _USUAL) if one in names), names[0] if len(names) == 1 else None)
    address = program.text(folder, "remote", "get-url", name) if name else None
    # Of a place whose settings name no address git gives the name.
    if name is None or address in (None, name):
        return None
    there = program.text(folder, "config", "--get", f"branch.{branch}.merge") if own == name else None
    return Shared(name, address, (there or branch).removeprefix("refs/heads/"))


def place_at(repo: Repository, given: str, *, instead: bool = False) -> Shared:
    """The shared place at an address, with `instead` also where the folder has another one already.

    Raises UsageTrouble where it has and must not, and for one in the plan folder; NotSynced for a folder in which
    somebody works.
    """
    address, known = _address(repo, given), place_of(repo)
    if known and not instead and known.address in (given, address):
        return known
    again = f"kronobarn sync --with {addresses.quoted(address)}{' --instead' if known else ''}"
    if known and not instead:
        sentence = _("This folder shares with {place} already.").format(place=known.shown)
        raise UsageTrouble(sentence, again)
    if outside := _outside(repo.folder.resolve(), address):
        sentence = _("{place} is in the plan folder. The shared place must be a folder of its own, outside it.")
        hint = again.replace(addresses.quoted(address), addresses.quoted(str(outside)))
        raise UsageTrouble(sentence.format(place=addresses.shown(address)), hint)
    if worked_in(address):
        better = again.replace(addresses.quoted(address), addresses.quoted(shared_from(address) or f"{address}.git"))
        raise hindrances.in_use(address, better)
    return Shared(None, address, repo.branch or "", Typed(again))


def other_place(repo: Repository, given: str) -> str | None:
    """The place, as it may be shown, that a folder has already and that is not the one at this address."""
    address, known = _address(repo, given), place_of(repo)
    return known.shown if known and known.address not in (given, address) else None


def _address(repo: Repository, given: str) -> str:
    """The address that git itself makes of one: there can be short forms in a person's settings. Raises as above."""
    address = addresses.addressed(given)
    return program.text(repo.folder, "ls-remote", "--get-url", address) or address


def _outside(folder: Path, address: str) -> Path | None:
    """Where a place can be instead that is to be in the plan folder; None for one that is elsewhere."""
    place = Path(address)
    if not addresses.is_folder(address) or folder not in (place, *place.parents):
        return None
    return addresses.free(folder.with_name(place.name if place.suffix == ".git" else "planer.git"))


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
    """Make a new shared place where there is none or an empty folder; whether one was made.

    Raises CannotWrite, NotSynced where one has no right to.

    Those who may write in the folder that it is made in, as a group, may write in it as well, and nobody else.
    """
    place = Path(shared.address)
    if not addresses.is_folder(shared.address) or not places.is_folder(place.parent) or not _is_free(place):
        return False
    like = place if place.exists() else place.parent
    try:
        files.make_folder(place)
    except CannotWrite as failure:
        if isinstance(failure.__cause__, OSError) and failure.__cause__.errno in _CLOSED:
            raise hindrances.no_right(shared.address, shared.typed) from failure
        raise CannotWrite(failure.sentence, shared.typed.command) from failure
    words = ("-c", f"init.defaultBranch={shared.branch}", "init", "--quiet", "--bare")
    ways = ("--shared=group", "--shared=umask") if _is_for_group(place, like) else ("--shared=umask",)
    made = any(program.run(place, *words, way).well for way in ways)
    # By its file: git can have been told to look for no bare repository by itself.
    keeps = [program.run(place, "config", "--file", "config", *one.split("=")).well for one in _KEEPS if made]
    if not all(keeps):
        sentence = _("The shared place {place} could not be made so that nothing in it is written over.")
        raise CannotWrite(sentence.format(place=shared.shown), shared.typed.command)
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
    return sys.platform != "win32" and bool(there.st_mode & stat.S_IWGRP) and here.st_gid == there.st_gid


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
        _refuse_damaged(repo, shared)
        return shared, program.run(repo.folder, "rev-parse", "--verify", _FETCHED).text
    if "find remote ref" not in ran.said:
        raise _failure(ran, shared, repo.folder)
    other = branch_at(repo.folder, shared.address, shared.typed)
    if other is None or other == shared.branch:
        _refuse_damaged(repo, shared)
        return shared, None
    if shared.name and shared.branch not in _USUAL_BRANCHES:
        raise _on_another_branch(repo, shared.name, other)
    return fetch(repo, shared._replace(branch=other))


def _refuse_damaged(repo: Repository, shared: Shared) -> None:
    """Raise NotSynced where what lies there is gone: git does not look when nothing is new.

    And git 2.30 leaves out what it cannot find, as if nothing had been sent.
    """
    if not addresses.is_folder(shared.address):
        return
    place = repo.folder / shared.address
    there = (repo.folder, "--git-dir", str(place / ".git" if worked_in(shared.address) else place))
    name = f"refs/heads/{shared.branch}"
    is_named = program.run(*there, "rev-parse", "--verify", name).well
    if is_named and not program.run(*there, "cat-file", "-e", f"{name}^{{tree}}").well:
        raise hindrances.damaged(shared.address, repo.folder, shared.typed)


def _on_another_branch(repo: Repository, name: str, theirs: str) -> NotSynced:
    sentence = _(
        "The folder is on a branch of its own in git, that your colleagues do not see: they share {theirs}. Nothing "
        "has been sent. To share with them what you have written here, go back to theirs. Then sync again."
    )
    # So that git knows of it when that is typed.
    _talk(repo.folder, "fetch", name, f"+refs/heads/{theirs}:refs/remotes/{name}/{theirs}")
    words = f"branch --set-upstream-to {refusals.pasted(f'{name}/{theirs}')}"
    return NotSynced(sentence.format(theirs=theirs), refusals.to_git(repo.folder, words))


def branch_at(folder: Path, address: str, typed: Typed) -> str | None:
    """The branch that others share at an address, None while it is empty; raises NotSynced."""
    ran = _talk(folder, "ls-remote", "--symref", address, "HEAD", "refs/heads/*")
    if not ran.well:
        raise hindrances.failure(ran, address, folder, typed)
    lines = program.heard(ran.out).splitlines()
    heads = [line.partition("\t")[2].removeprefix("refs/heads/") for line in lines if "\trefs/heads/" in line]
    first = next((line.split()[1].removeprefix("refs/heads/") for line in lines if line.startswith("ref: ")), None)
    return first if first in heads else heads[0] if heads else None


def remember(repo: Repository, shared: Shared, version: str | None) -> Shared:
    """Make a place that has answered this folder's own, instead of the one that was; `version` lies there, if any."""
    branch, known = repo.branch or "", None if shared.name else place_of(repo)
    name = shared.name or (known and known.name) or _USUAL
    if known:
        program.run(repo.folder, "config", "--replace-all", f"remote.{name}.url", shared.address)
        program.run(repo.folder, "config", "--unset-all", f"remote.{name}.pushurl")
    elif shared.name is None:
        program.run(repo.folder, "config", f"remote.{name}.url", shared.address)
        program.run(repo.folder, "config", f"remote.{name}.fetch", f"+refs/heads/*:refs/remotes/{name}/*")
    new = program.text(repo.folder, "config", "--get", f"branch.{branch}.remote") is None
    if known or new:
        program.run(repo.folder, "config", f"branch.{branch}.remote", name)
        program.run(repo.folder, "config", f"branch.{branch}.merge", f"refs/heads/{shared.branch}")
    if shared.name is None or new:
        if version:
            program.run(repo.folder, "update-ref", f"refs/remotes/{name}/{shared.branch}", version)
        repository.flush(repo.folder)
    return Shared(name, shared.address, shared.branch)


def send(repo: Repository, shared: Shared, version: str) -> None:
    """Add a version to the shared place; raises Moved when others were faster, NotSynced with words for all else."""
    _refuse_elsewhere(repo, shared)
    words = ("push", "--quiet", "--porcelain", "--no-follow-tags", "--recurse-submodules=no")
    ran = _talk(repo.folder, *words, shared.name or shared.address, f"{version}:refs/heads/{shared.branch}")
    if not ran.well:
        raise _failure(ran, shared, repo.folder)


def _refuse_elsewhere(repo: Repository, shared: Shared) -> None:
    """Raise NotSynced where git would send to another place than the one that was fetched from."""
    for address in _sent_to(repo, shared):
        if not addresses.is_same(address, shared.address):
            sentence = _(
                "git fetches from {place}, but is set to send to another place: {other}. Nothing has been sent. "
                "Choose the one that your colleagues have."
            )
            shown = sentence.format(place=shared.shown, other=addresses.shown(address))
            raise NotSynced(shown, f"kronobarn sync --with {addresses.quoted(shared.address)} --instead")


def _sent_to(repo: Repository, shared: Shared) -> list[str]:
    """Where git sends what is for this place; it can be set to send elsewhere than it fetches from."""
    if shared.name:
        return program.run(repo.folder, "remote", "get-url", "--push", "--all", shared.name).text.splitlines()
    ran = program.run(repo.folder, "config", "-z", "--get-regexp", r"^url\..*\.pushinsteadof$")
    lines = (one.partition("\n")[::2] for one in program.readable(ran.out).split("\0") if one)
    begins = {given: key[len("url.") : -len(".pushinsteadof")] for key, given in lines}
    found = max((one for one in begins if shared.address.startswith(one)), key=len, default=None)
    return [shared.address if found is None else begins[found] + shared.address.removeprefix(found)]


def _failure(ran: Ran, shared: Shared, folder: Path) -> Moved | NotSynced:
    """The failure, as one that is worth another try where it is."""
    failure = hindrances.failure(ran, shared.address, folder, shared.typed)
    if causes.of(ran, shared.address) not in causes.AGAIN:
        return failure
    again = Moved()
    again.__cause__ = failure
    return again


def _talk(folder: Path, *arguments: str) -> Ran:
    """Run what speaks with another computer; a person's own way to do so is left alone."""
    own = {"GIT_SSH_COMMAND", "GIT_SSH"} & os.environ.keys() or program.text(folder, "config", "core.sshCommand")
    words = ("-c", "core.quotepath=off", *repository.flushing())
    return program.run(folder, *words, *arguments, seconds=_SECONDS, environ={} if own else {"GIT_SSH_COMMAND": _SSH})
