"""What was changed by hand, or could not be recorded when it was saved, is recorded before an exchange.

Laws: what cannot be read as a plan stops it all; a plan that is gone from the folder is not taken for removed, for a
disk or a sync service can take one away as well; what a person has begun with git by hand is left alone.
"""

from typing import NamedTuple

from kronobarn_cli.errors import CannotWrite, NoHistory, NotSynced, Unreadable
from kronobarn_cli.i18n import _
from kronobarn_cli.store import files, places
from kronobarn_cli.store.folder import Folder, read
from kronobarn_cli.store.git import bench, blobs, compared, refusals, repository, upkeep
from kronobarn_cli.store.git.bench import Bench
from kronobarn_cli.store.git.refusals import Refusal
from kronobarn_cli.store.git.repository import Repository
from kronobarn_cli.text.problem import Troubled
from kronobarn_cli.work.laid_out import Room
from kronobarn_cli.work.setting_up import OWN_FILES
from kronobarn_cli.work.torn import is_torn

_UNMERGED = {"DD", "AU", "UD", "UA", "DU", "AA", "UU"}


class Recorded(NamedTuple):
    """The newest version, and the ways of the plans in it that are gone from the folder."""

    version: str
    gone: frozenset[str]


def ready(folder: Folder) -> Repository:
    """The repository of a folder in which an exchange can be made; raises NoHistory, NotSynced or CannotWrite."""
    repo = repository.opened(folder.root)
    if upkeep.unfinished(folder.root):
        raise _unfinished(folder)
    unborn = compared.newest(repo) is None and upkeep.damage(folder.root, thoroughly=False)
    if unborn or not upkeep.index_is_whole(folder.root):
        raise refusals.unreadable()
    if repo.branch is None:
        sentence = _("An older version of the folder is laid out with git. Nothing can be exchanged from there.")
        raise NotSynced(sentence, repository.way_back(folder.root))
    if not places.is_folder(folder.plans):
        sentence = _("The plan folder {path} cannot be reached right now.").format(path=folder.root)
        raise CannotWrite(sentence, "kronobarn sync")
    return repo


def _unfinished(folder: Folder) -> NotSynced:
    for code in filter(None, map(places.code_at, upkeep.disputed(folder.root))):
        if folder.path(code).exists() and is_torn(files.read(folder.path(code))):
            sentence = _(
                "git could not put plan {code} together. Its file holds two versions, with marks between them."
            )
            return NotSynced(sentence.format(code=code), f"kronobarn merge {code}")
    sentence = _("Something that was begun with git by hand is not finished. Finish it, or stop it, first.")
    return NotSynced(sentence, upkeep.ending(folder.root) or refusals.to_git(folder.root, "status"))


def recorded(room: Room, *, removed: bool) -> Recorded:
    """The newest version, with all that stands in the folder; with `removed` what is gone is gone from it as well.

    Raises NotSynced, Unreadable for a plan that cannot be read, NoHistory where nothing can be recorded.
    """
    repo, prefix = room.repository, room.repository.prefix
    marks = compared.unrecorded(repo, *(prefix + one for one in (places.PLANS, *OWN_FILES)))
    if set(marks.values()) & _UNMERGED:
        raise _unfinished(room.folder)
    plans = {path: code for path in marks if (code := compared.plan_code(repo, path))}
    left_out = {path for path, mark in marks.items() if mark == compared.LEFT_OUT}
    for path in sorted(plans.keys() & left_out):
        raise _left_out(room.folder, plans[path])
    there = {path: code for path, code in plans.items() if room.folder.path(code).exists()}
    for code in there.values():
        _refuse_unreadable(room.folder, code)
    gone = frozenset() if removed else frozenset(plans.keys() - there.keys())
    mine = (path for path in marks.keys() - left_out if path.removeprefix(prefix) in OWN_FILES)
    own = sorted(path for path in mine if (compared.top(repo) / path).exists())
    paths = [*(path for path in plans if path not in gone), *own]
    subject = plans.get(paths[0], "folder") if len(paths) == 1 else "plans"
    version = _recorded(room, paths, f"{subject}: by hand") if paths else compared.newest(repo)
    if version is None:
        raise NoHistory(_("Nothing is recorded in this folder yet."), "kronobarn doctor --mend")
    return Recorded(version, gone)


def _left_out(folder: Folder, code: str) -> NotSynced:
    sentence = _("A .gitignore leaves plan {code} out, so your colleagues would not get it. Take that line away first.")
    return NotSynced(sentence.format(code=code), refusals.hint(Refusal.LEFT_OUT, folder.root))


def _recorded(room: Room, paths: list[str], message: str) -> str:
    """The newest version, with these files as they lie there."""
    repo = room.repository
    before = compared.newest(repo)
    made = Bench(repo, room.place, before)
    version = made.record(paths, message)
    made.put_away()
    if version != before:
        changes = compared.differences(repo, before or blobs.nothing(repo.folder), version)
        bench.land(repo, before, version, changes)
    return version


def _refuse_unreadable(folder: Folder, code: str) -> None:
    data = files.read(folder.path(code))
    try:
        read(code, data)
    except Troubled as trouble:
        raise right_first(code, folder.way_back.out_of(code, data, trouble)) from trouble


def right_first(code: str, hint: str | None = None) -> Unreadable:
    """The failure for a plan here that cannot be read, so that it is not sent to anybody either."""
    sentence = _("Plan {code} cannot be read, so nothing has been exchanged. Put it right first.")
    return Unreadable(sentence.format(code=code), hint or f"kronobarn edit {code}")
