"""The history of plans in words: what changed when and by whom, how a plan stood, what is new since then.

Laws: the order is the history's own, never a clock's; what was never recorded is told too, as the newest; a version
that cannot be read is told of and hides no other.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from itertools import islice

from msgspec.structs import replace

from kronobarn_cli.errors import NoHistory, NotFound, Unreadable
from kronobarn_cli.i18n import _
from kronobarn_cli.model.moments import far_off, standing
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.since import last_time
from kronobarn_cli.store import files
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.store.git import blobs, graph, past, repository
from kronobarn_cli.store.git.past import Head, Version
from kronobarn_cli.text.plan_text import PlanText
from kronobarn_cli.work.telling import Asked, Changed, Entry, Teller, readable, revision_of

_SLACK = 60 * 24 * 3600
"""So many seconds may lie between what was written and what it was put after, by those who work apart for long."""
_AT_ONCE = 200
_CODE = re.compile(r"[a-z][a-z0-9]{4}")
_REVISION = re.compile(rb"^revision: *(\d+)", re.MULTILINE)


def find(folder: Folder, beginning: str) -> str:
    """The one code that begins so, or the whole code of a plan that may be gone; raises as `folder.find`."""
    try:
        return folder.find(beginning)
    except NotFound:
        if _CODE.fullmatch(beginning.lower()):
            return beginning.lower()
        raise


def of_plan(folder: Folder, code: str, teller: Teller, count: int | None = None) -> tuple[Entry, ...]:
    """The changes of a plan, the newest first, at most so many; raises NoHistory, and NotFound where none are known."""
    versions = versions_of(folder, code, None if count is None else count + 1)
    if not versions:
        raise NotFound(_("There is no plan with the code {code} here.").format(code=code), "kronobarn list")
    return tuple(islice(told(versions, teller), count))


def of_folder(folder: Folder, teller: Teller, count: int) -> tuple[Entry, ...]:
    """The last so many changes of all plans together, the newest first; raises NoHistory."""
    where = repository.opened(folder.root)
    changed = past.not_recorded(where)[:count]
    recorded = blobs.contents(where.folder, (one.name for one in changed))
    new = [version for one in changed for version in _not_recorded(folder, one.code, recorded[one.name])]
    return tuple(told((*new, *past.latest(where, count))[:count], teller))


def last_changed(folder: Folder) -> str:
    """The code of the plan that was changed last; raises NoHistory, and NotFound while nothing is recorded."""
    found = past.latest(repository.opened(folder.root), 1)
    if not found:
        raise NotFound(_("Nothing is recorded in the history yet."), "kronobarn list")
    return found[0].code


def versions_of(folder: Folder, code: str, most: int | None = None) -> tuple[Version, ...]:
    """The versions of a plan, the newest first, with the file as it lies there now when it is not recorded."""
    found = past.versions_of(repository.opened(folder.root), code, most)
    return (*_not_recorded(folder, code, found[0].data if found else None), *found)


def had(folder: Folder, code: str) -> tuple[Version, ...]:
    """The versions of a plan as `versions_of`; where there is no history, those kept on this computer."""
    try:
        return versions_of(folder, code)
    except NoHistory:
        kept = tuple(_kept(folder, code))
        return (*_not_recorded(folder, code, kept[0].data if kept else None), *kept)


def highest(folder: Folder, code: str) -> int:
    """The highest revision that is known of a plan, 0 without any."""
    found = (_REVISION.search(one.data or b"") for one in had(folder, code))
    return max((int(one[1]) for one in found if one), default=0)


def at(folder: Folder, code: str, moment: date | int) -> PlanText:
    """A plan as it stood when a day ended, or in a revision; also from the versions kept here, where there is no git.

    Raises NotFound where there was none, Unreadable where it cannot be read.
    """
    return text_of(which(folder, code, moment))


def which(folder: Folder, code: str, moment: date | int) -> Asked:
    """The version that is meant by a day or a revision, the newest where several have the number; raises as `at`."""
    versions = had(folder, code)
    found = _numbered(folder, code, versions, moment) if isinstance(moment, int) else _stood(versions, moment)
    if found is None or found.version.data is None:
        # A history that is out of reach may well hold it: then that is what is told.
        repository.opened(folder.root)
        raise _no_such(code, moment)
    return found


def text_of(asked: Asked) -> PlanText:
    """The plan in a version; raises Unreadable where its file was none."""
    code = asked.version.code
    source = readable(code, asked.version.data or b"")
    if source is None:
        sentence = _("The file of plan {code} could not be read as a plan then.").format(code=code)
        raise Unreadable(sentence, f"kronobarn history {code}")
    return source


def plan_of(folder: Folder, asked: Asked) -> Plan:
    """The plan in a version, with the identity protected when it is so now; raises as `text_of`."""
    code = asked.version.code
    plan, now = text_of(asked).plan, readable(code, on_disk(folder, code) or b"")
    protected = plan.child.protected or (now is not None and now.plan.child.protected)
    return replace(plan, child=replace(plan.child, protected=protected))


def changed_since(folder: Folder, code: str, moment: date | int, teller: Teller) -> Changed:
    """What is new in a plan since a day ended, or since a revision; raises NoHistory, otherwise as `at`."""
    versions = versions_of(folder, code)
    found = _numbered(folder, code, versions, moment) if isinstance(moment, int) else _stood(versions, moment)
    if not versions or (found is None and isinstance(moment, int)):
        raise _no_such(code, moment)
    if found is None:
        return teller.since_beginning(code, versions[-1].data, versions[0].data)
    return teller.changed(code, found.version.data, versions[0].data)._replace(since=found)


def all_changed_since(
    folder: Folder, day: date, teller: Teller, most: int | None = None
) -> tuple[tuple[Changed, ...], int]:
    """What is new in each plan of the folder since a day ended, of at most so many, and how many more there are."""
    where = repository.opened(folder.root)
    found = past.not_as(where, end_of(day))
    changed: list[Changed] = []
    for first in range(0, len(found[:most]), _AT_ONCE):
        part = found[:most][first : first + _AT_ONCE]
        then = blobs.contents(where.folder, (name for one in part for name in (one.name, one.first)))
        for one in part:
            before, now = then[one.name], on_disk(folder, one.code)
            began = now if one.first == blobs.ABSENT else then[one.first]
            known = before is not None
            changed.append(
                teller.changed(one.code, before, now) if known else teller.since_beginning(one.code, began, now)
            )
    return tuple(changed), 0 if most is None else len(found[most:])


def last_meeting(folder: Folder, code: str, today: date) -> date | None:
    """The day of the latest meeting or follow-up in a plan; raises as `folder.load`."""
    return last_time(folder.load(code).plan, today)


def lags(folder: Folder) -> bool:
    """Whether reading the history can be made much faster by `quicken`."""
    return graph.lags(repository.opened(folder.root))


def quicken(folder: Folder) -> None:
    """Make reading the history faster from now on, which can take a minute; nothing is lost when it fails."""
    graph.write(repository.opened(folder.root))


def end_of(day: date) -> float:
    """The last moment of a day by this computer's clock, in seconds since 1970."""
    try:
        return datetime.combine(day + timedelta(days=1), time.min).astimezone().timestamp() - 1
    except (OverflowError, ValueError, OSError):
        return float("inf")


def told(versions: tuple[Version, ...], teller: Teller) -> Iterator[Entry]:
    """Versions of one plan, or of several, the newest first, in words."""
    for one in versions:
        # What is protected in one of them is so in all.
        if b"protected" in (one.data or b""):
            teller.text(one.code, one.data)
    wrong = far_off([int(one.head.at.timestamp()) for one in reversed(versions)], _SLACK)[::-1]
    for place, one in enumerate(versions):
        older = (teller.text(one.code, other.data) for other in versions[place + 1 :] if other.code == one.code)
        before = teller.text(one.code, one.before) or next((source for source in older if source), None)
        after = teller.text(one.code, one.data)
        yield Entry(
            place + 1,
            one.code,
            one.head.at if one.head.commit else None,
            one.head.by,
            revision_of(after),
            teller.version(one, before),
            one.head.merged,
            wrong[place],
        )


def on_disk(folder: Folder, code: str) -> bytes | None:
    """The bytes of a plan file as it lies there now, None without one."""
    try:
        return files.read(folder.path(code))
    except NotFound:
        return None


def same(one: bytes | None, other: bytes | None) -> bool:
    """Whether these are the same file, or none; git may have other line ends than the disk."""
    return (one or b"").replace(b"\r\n", b"\n") == (other or b"").replace(b"\r\n", b"\n")


def _not_recorded(folder: Folder, code: str, newest: bytes | None) -> Iterator[Version]:
    """The file as it lies there now, unless it is the newest version."""
    now = on_disk(folder, code)
    if same(now, newest):
        return
    path = folder.path(code)
    touched = (path if now is not None else path.parent).stat().st_mtime
    yield Version(Head("", datetime.fromtimestamp(touched).astimezone(), None, ""), code, now, newest)


def _kept(folder: Folder, code: str) -> Iterator[Version]:
    for one in folder.versions.of(code):
        with suppress(NotFound, FileNotFoundError):
            put_away = datetime.fromtimestamp(one.path.stat().st_mtime).astimezone()
            yield Version(Head("", put_away, None, ""), code, files.read(one.path), None)


def _stood(versions: tuple[Version, ...], day: date) -> Asked | None:
    place = standing([int(one.head.at.timestamp()) for one in reversed(versions)], end_of(day))
    return None if place is None else Asked(versions[-place - 1])


def _numbered(folder: Folder, code: str, versions: tuple[Version, ...], revision: int) -> Asked | None:
    """The newest with a number: of those in the history, else of those kept here. Apart, two can take the same one.

    One that cannot be read as a plan is meant only where no other has the number.
    """
    there = ((kept, one) for kept, some in ((False, versions), (True, _kept(folder, code))) for one in some)
    numbered = [(kept, one) for kept, one in there if _has(revision, one)]
    found = [(kept, one) for kept, one in numbered if readable(code, one.data or b"")] or numbered
    texts = {(one.data or b"").replace(b"\r\n", b"\n") for _is_kept, one in found}
    return Asked(found[0][1], kept=found[0][0], others=len(texts) - 1) if found else None


def _has(revision: int, version: Version) -> bool:
    found = _REVISION.search(version.data or b"")
    return found is not None and int(found[1]) == revision


def _no_such(code: str, moment: date | int) -> NotFound:
    if isinstance(moment, int):
        sentence = _("There is no version {revision} of plan {code}.").format(revision=moment, code=code)
    else:
        sentence = _("There was no plan {code} on that day.").format(code=code)
    return NotFound(sentence, f"kronobarn history {code}")
