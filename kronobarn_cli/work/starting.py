"""`init --from`: a colleague begins with what lies in the shared place.

Laws: only what is a plan folder is laid out, and nothing is left behind of what is none; what makes it a plan folder
comes last, so that whoever was interrupted begins again where they were.
"""

from pathlib import Path
from typing import NamedTuple

from kronobarn_cli.errors import KronobarnError, NoHistory, NotSynced, UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.store import files, places
from kronobarn_cli.store.drafts import Drafts
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.store.git import (
    addresses,
    bench,
    compared,
    exchange,
    hindrances,
    left_behind,
    openness,
    program,
    repository,
    upkeep,
)
from kronobarn_cli.store.git.bench import Moved
from kronobarn_cli.store.git.compared import Change, Entry
from kronobarn_cli.store.git.exchange import Shared
from kronobarn_cli.store.git.hindrances import Typed
from kronobarn_cli.store.git.openness import Openness
from kronobarn_cli.work import joining, laid_out
from kronobarn_cli.work.laid_out import Room

_AT_ONCE = 200
_BEGUN = "kronobarn.begun-from"
"""Where a folder that is not finished says whose it is to be."""


class Started(NamedTuple):
    """A colleague's new folder: how many plans came along, and who else can read the shared place."""

    path: Path
    plans: int
    place: str
    openness: Openness


def start(target: Path, given: str) -> Started:
    """Make a plan folder of what lies in the shared place; raises UsageTrouble, NoHistory or NotSynced."""
    address, typed = addresses.addressed(given), Typed(again(target, given), begins=True)
    if program.version() is None:
        raise NoHistory(_("git is not installed, so nothing can be fetched."), "kronobarn doctor")
    _refuse_what_is_there(target, address)
    _refuse_where_somebody_works(target, address)
    branch = exchange.branch_at(next(one for one in target.resolve().parents if one.is_dir()), address, typed)
    if branch is None:
        sentence = _("Nothing lies in {place} yet. Whoever has the plans sends them there first: {command}")
        command = f"kronobarn sync --with {addresses.quoted(address)}"
        raise NotSynced(sentence.format(place=addresses.shown(address), command=command), typed.command)
    try:
        plans = _started(target, Shared(None, address, branch, typed))
    except Moved as moved:
        # Nobody else is here: it is a lock, which the next try takes away if it was left behind.
        raise NotSynced(str(moved.__cause__), typed.command) from moved
    return Started(places.whole(target), plans, addresses.shown(address), openness.of(target, address))


def again(target: Path, given: str) -> str:
    """What can be typed to begin so once more, without a password."""
    return f"kronobarn init --from {addresses.quoted(addresses.addressed(given))} {addresses.quoted(str(target))}"


def _started(target: Path, shared: Shared) -> int:
    """The plan folder, made of what lies in the shared place; how many plans came along."""
    made = target / ".git" if target.exists() else target
    begun = made.exists()
    try:
        room = _room(target)
        with left_behind.marked(room.folder.state / "sync.begun", room.repository):
            room, version = _fetched(room, shared)
            there = compared.tree(room.repository, version)
            _refuse_what_is_no_plan_folder(room, there, shared.address)
            # From here on the next try goes on where this one ends.
            begun = True
            _laid_out(room, version, there)
    except KronobarnError:
        if not begun:
            files.remove_folder(made)
        raise
    return sum(compared.plan_code(room.repository, path) is not None for path in there)


def _refuse_where_somebody_works(target: Path, address: str) -> None:
    """Raise NotSynced for a colleague's own folder: nothing can be sent there."""
    if not exchange.worked_in(address):
        return
    shared = exchange.shared_from(address)
    with_ = addresses.quoted(f"{address}.git")
    hint = again(target, shared) if shared else f"kronobarn sync --folder {addresses.quoted(address)} --with {with_}"
    raise hindrances.in_use(address, hint)


def _refuse_what_is_there(target: Path, address: str) -> None:
    if (target / places.FOLDER_MARK).exists():
        sentence = _("There is a plan folder at {path} already.").format(path=places.whole(target))
        raise UsageTrouble(sentence, f"kronobarn sync --folder {addresses.quoted(str(target))}")
    begun = program.text(target, "config", "--local", "--get", _BEGUN) if (target / ".git").exists() else None
    if target.exists() and (not target.is_dir() or any(target.iterdir())) and begun != address:
        sentence = _("There is something in {path} already. The plans need a folder of their own.")
        room = addresses.free((target if target.is_dir() else target.parent).resolve() / "planer")
        raise UsageTrouble(sentence.format(path=target.resolve()), again(room, address))


def _room(target: Path) -> Room:
    files.make_folder(target)
    if not repository.start(target):
        raise NoHistory(_("git could not begin a history here."), "kronobarn doctor")
    folder = Folder(target)
    return Room(folder, Drafts(folder.state / "drafts"), repository.opened(target), folder.state / "bench")


def _fetched(room: Room, shared: Shared) -> tuple[Room, str]:
    """The new repository with all that lies in the shared place, and the version there."""
    repo = room.repository._replace(branch=shared.branch)
    program.run(repo.folder, "config", _BEGUN, shared.address)
    program.run(repo.folder, "symbolic-ref", "HEAD", f"refs/heads/{shared.branch}")
    known = (exchange.place_of(repo) or shared)._replace(typed=shared.typed)
    found, version = exchange.fetch(repo, known)
    exchange.remember(repo, found, version)
    return room._replace(repository=repo), version or ""


def _refuse_what_is_no_plan_folder(room: Room, there: dict[str, Entry], address: str) -> None:
    if places.FOLDER_MARK not in there:
        raise _no_plan_folder(room, there, address)
    laid_out.refuse_what_cannot_lie_here("", {path: Change(None, entry) for path, entry in there.items()})
    joining.check_settings(room, there)


def _no_plan_folder(room: Room, there: dict[str, Entry], address: str) -> NotSynced:
    """The failure for a place that holds something else, or a plan folder that lies within something larger."""
    mark = min((path for path in there if path.endswith(f"/{places.FOLDER_MARK}")), key=len, default=None)
    if mark is None:
        sentence = _("{place} holds no plan folder. Nothing has been left behind here.")
        return NotSynced(sentence.format(place=addresses.shown(address)), f"git ls-remote {addresses.quoted(address)}")
    sentence = _(
        "{place} holds more than plans: the plan folder in it is {folder}. Fetch all of it with git. "
        "Then type in {folder}: {command}"
    )
    folder, command = mark.rpartition("/")[0], "kronobarn doctor --mend"
    words = f"git clone {addresses.quoted(address)} {addresses.quoted(str(room.folder.root))}"
    return NotSynced(sentence.format(place=addresses.shown(address), folder=folder, command=command), words)


def _laid_out(room: Room, version: str, there: dict[str, Entry]) -> None:
    """All files in their places, that which makes it a plan folder last."""
    root, repo = room.folder.root, room.repository
    paths = sorted(there, key=lambda path: path == places.FOLDER_MARK)
    *rest, mark = paths
    for start in range(0, len(rest), _AT_ONCE):
        some = rest[start : start + _AT_ONCE]
        held = compared.contents(repo, [there[path] for path in some])
        for path in some:
            files.make_folder((root / path).parent)
            files.replace(root / path, held[there[path]])
    files.make_folder(room.folder.plans)
    bench.land(repo, compared.newest(repo), version, {path: Change(None, entry) for path, entry in there.items()})
    upkeep.prepare(root)
    program.run(root, "config", "--unset", _BEGUN)
    repository.flush(root)
    files.replace(root / mark, compared.contents(repo, [there[mark]])[there[mark]])
    if room.place.exists():
        files.remove_folder(room.place)
