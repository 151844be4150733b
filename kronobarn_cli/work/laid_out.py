"""A version that came of an exchange is laid in the folder, before the history learns that it is the newest.

Laws: a plan is put over nothing but what the version was made from, else everything is looked at again; what is new
comes first and what goes comes last, so that whatever is cut short has lost nothing; a file that is no plan and has
been changed by hand is never written over; nothing is written outside the folder, whatever a name says.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from kronobarn_cli.errors import ChangedOnDisk, NotFound, NotSynced
from kronobarn_cli.i18n import _
from kronobarn_cli.store import files, places
from kronobarn_cli.store.drafts import Drafts
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.store.git import bench, compared, program, refusals
from kronobarn_cli.store.git.bench import Moved
from kronobarn_cli.store.git.compared import Change, Entry
from kronobarn_cli.store.git.repository import Repository

_AT_ONCE = 200
"""So many plans are held in memory at a time."""


class Room(NamedTuple):
    """The folder and its drafts, the repository, and a place on this computer where git may do its work."""

    folder: Folder
    drafts: Drafts
    repository: Repository
    place: Path


def others(room: Room, version: str, changes: Mapping[str, Change]) -> None:
    """Lay out the files that are no plans; raises NotSynced for one in use, one that is no file or is behind a link."""
    top, prefix = compared.top(room.repository), room.repository.prefix
    refuse_what_cannot_lie_here(prefix, changes)
    _refuse_behind_links(room, changes)
    held = _held(room, changes.values())
    _refuse_changed_by_hand(room, changes, held)
    for path, change in changes.items():
        if change.after is None:
            files.remove(top / path)
        elif path.startswith(prefix) and _bytes(top / path) != held[change.after]:
            files.make_folder((top / path).parent)
            files.replace(top / path, held[change.after])
    if left := [path for path, one in changes.items() if one.after and not path.startswith(prefix)]:
        bench.lay_out(room.repository, room.place, version, left)


def plans(room: Room, changes: Mapping[str, Change], gone: frozenset[str], given_away: frozenset[str]) -> None:
    """Lay out the plans; raises Moved when one of them is no longer what the version was made from.

    The plans in `gone` are not there and are to come back; the codes in `given_away` now mean another child's plan.
    """
    order = sorted(changes, key=lambda path: (changes[path].after is None, changes[path].before is not None))
    for start in range(0, len(order), _AT_ONCE):
        some = {path: changes[path] for path in order[start : start + _AT_ONCE]}
        held = _held(room, some.values())
        for path, change in some.items():
            code = compared.plan_code(room.repository, path) or ""
            before, after = (held[entry] if entry else None for entry in change)
            try:
                _plan(room, code, (before, after), gone=path in gone, given_away=code in given_away)
            except (ChangedOnDisk, NotFound) as failure:
                raise Moved from failure


def refuse_what_cannot_lie_here(prefix: str, changes: Mapping[str, Change]) -> None:
    """Raise NotSynced when something that comes into the plan folder is no ordinary file, or would lie elsewhere."""
    for path, change in changes.items():
        if change.after is None or not path.startswith(prefix):
            continue
        if not change.after.ordinary:
            sentence = _(
                "{name}, as your colleagues have it, is no ordinary file. Nothing has been changed here. "
                "Ask who laid it there."
            )
            raise NotSynced(sentence.format(name=path), "kronobarn sync")
        if not places.is_way_within(path.removeprefix(prefix)):
            sentence = _(
                "{name}, as your colleagues have it, would lie outside the plan folder, or cannot lie on every "
                "computer. Nothing has been changed here. Ask who laid it there."
            )
            raise NotSynced(sentence.format(name=path), "kronobarn sync")


def _refuse_behind_links(room: Room, changes: Mapping[str, Change]) -> None:
    """Raise NotSynced for what would be written, or taken away, through a link to a folder that lies elsewhere."""
    folder = room.folder.root.resolve()
    for path in (one for one in changes if one.startswith(room.repository.prefix)):
        way = (folder / path.removeprefix(room.repository.prefix)).parent
        if way.resolve() != way:
            sentence = _(
                "{name} has come from your colleagues, but {folder} is a link to somewhere else here. Nothing has been "
                "changed. Put a folder there instead of the link, and sync again."
            )
            raise NotSynced(sentence.format(name=path, folder=way), "kronobarn sync")


def _plan(room: Room, code: str, change: tuple[bytes | None, bytes | None], *, gone: bool, given_away: bool) -> None:
    folder, (before, after), now = room.folder, change, _bytes(room.folder.path(code))
    if now == after:
        return
    if not _same(now, before) and not (now is None and gone):
        raise Moved from _overlooked(room, code)
    fingerprint = files.fingerprint(now) if now is not None else None
    if after is None:
        folder.take_away(code, fingerprint or "")
    elif given_away and fingerprint:
        with room.drafts.session(code):
            folder.give_away(code, after, fingerprint)
    else:
        folder.put(code, after, fingerprint)


def _overlooked(room: Room, code: str) -> NotSynced:
    """The failure for a plan that is another than git says: it is being saved, or git was told not to look at it."""
    path = places.way_to(code)
    told = (program.text(room.folder.root, "ls-files", "-v", "--", path) or "")[:1]
    if told != "S" and not told.islower():
        sentence = _("Plan {code} is being changed all the time. What you have written is saved here. Try again.")
        return NotSynced(sentence.format(code=code), "kronobarn sync")
    flag = "--no-skip-worktree" if told == "S" else "--no-assume-unchanged"
    sentence = _("git has been told not to look at plan {code}, so what you have written in it is not sent.")
    hint = refusals.to_git(room.folder.root, f"update-index {flag} {path}")
    return NotSynced(sentence.format(code=code), hint)


def _refuse_changed_by_hand(room: Room, changes: Mapping[str, Change], held: Mapping[Entry, bytes]) -> None:
    top = compared.top(room.repository)
    for path in compared.unrecorded(room.repository, *changes) if changes else ():
        entry = changes[path].after if path in changes else None
        if _bytes(top / path) not in (None, held.get(entry) if entry else None):
            sentence = _("{name} has been changed here by hand, and by your colleagues too. Nothing has been changed.")
            raise NotSynced(sentence.format(name=path), refusals.to_git(top, "status"))


def _held(room: Room, changes: Iterable[Change]) -> dict[Entry, bytes]:
    entries = [entry for one in changes for entry in one if entry and entry.ordinary]
    return compared.contents(room.repository, entries)


def _same(now: bytes | None, before: bytes | None) -> bool:
    """Whether these are the same bytes, but for how lines end: git may keep them in its own way."""
    if now is None or before is None:
        return now is before
    return now.replace(b"\r\n", b"\n") == before.replace(b"\r\n", b"\n")


def _bytes(path: Path) -> bytes | None:
    """What lies there, None for nothing; raises NotFound for what is no file."""
    return files.read(path) if path.exists() or path.is_symlink() else None
