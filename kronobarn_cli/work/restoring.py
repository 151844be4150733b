"""`restore`: a plan as it was before, from the versions kept on this computer.

Laws: what is there now is kept too, whole or broken, before anything takes its place; the order is that of the
revisions; a version that cannot be read as a plan is not offered.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple

from msgspec.structs import replace

from kronobarn_cli.errors import KronobarnError, NotFound, UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.store import files
from kronobarn_cli.store.drafts import Drafts
from kronobarn_cli.store.folder import Folder, read
from kronobarn_cli.store.versions import Version
from kronobarn_cli.text import plan_text
from kronobarn_cli.text.plan_text import PlanText
from kronobarn_cli.text.problem import Troubled


class Kept(NamedTuple):
    """A version that can come back: its number, when it was put away by this computer's clock, and the plan."""

    revision: int
    at: datetime
    source: PlanText

    @property
    def plan(self) -> Plan:
        """The plan as it was."""
        return self.source.plan

    def as_data(self) -> dict[str, Any]:
        """The version as JSON tells of it."""
        return {"revision": self.revision, "at": self.at.isoformat(timespec="minutes")}


def find(folder: Folder, beginning: str) -> str:
    """The one code that begins so, of a plan that is there or of one that is kept; raises as `folder.find`."""
    try:
        return folder.find(beginning)
    except NotFound:
        kept = [code for code in folder.versions.codes() if code.startswith(beginning.lower())]
        if len(kept) != 1:
            raise
        return kept[0]


def kept(folder: Folder, code: str) -> tuple[Kept, ...]:
    """The versions of a plan that differ from what is there now, the newest first; raises NotFound without any."""
    now = _plan_now(folder, code)
    found = tuple(one for one in _readable(code, folder.versions.of(code)) if not (now and _alike(one.plan, now)))
    if not found:
        raise NotFound(
            _("No earlier version of plan {code} is kept on this computer.").format(code=code), "kronobarn list"
        )
    return found


def choose(versions: Iterable[Kept], code: str, revision: int) -> Kept:
    """The newest of the versions with this number; raises NotFound without one."""
    found = next((one for one in versions if one.revision == revision), None)
    if found is None:
        sentence = _("There is no version {revision} of plan {code} to bring back.")
        raise NotFound(sentence.format(revision=revision, code=code), f"kronobarn restore {code}")
    return found


def restore(folder: Folder, drafts: Drafts, code: str, version: Kept) -> Plan:
    """Make the plan as it was in a version, as its newest revision; returns it. Raises as `folder.save_text`."""
    if version.source.newer:
        raise UsageTrouble(_("That version was written by a newer kronobarn."), f"kronobarn restore {code}")
    with drafts.session(code):
        fingerprint = _put_away(folder, code)
        newest = max((one.revision for one in folder.versions.of(code)), default=version.revision)
        text = plan_text.write(replace(version.plan, revision=newest), version.source)
        return folder.save_text(code, text, fingerprint, "restore")


def _put_away(folder: Folder, code: str) -> str | None:
    """Keep what lies there now, as a version or as it is; its fingerprint, None where there is nothing.

    Raises CannotWrite where it cannot be kept: then nothing may take its place.
    """
    path = folder.path(code)
    if not path.exists():
        return None
    data = files.read(path)
    folder.put_away(code, data)
    return files.fingerprint(data)


def _plan_now(folder: Folder, code: str) -> Plan | None:
    with suppress(KronobarnError):
        return folder.load(code).plan
    return None


def _alike(one: Plan, other: Plan) -> bool:
    return replace(one, revision=0) == replace(other, revision=0)


def _readable(code: str, versions: Iterable[Version]) -> Iterable[Kept]:
    for one in versions:
        with suppress(Troubled, NotFound, FileNotFoundError):
            yield Kept(one.revision, datetime.fromtimestamp(one.path.stat().st_mtime), read(code, files.read(one.path)))  # noqa: DTZ006 - the day in the room
