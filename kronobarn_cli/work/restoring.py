"""`restore`: a plan as it was before, from the versions kept on this computer, or by its number from the history.

Laws: what is there now is kept too, whole or broken, before anything takes its place; the newest is what was kept
here last, for two who work apart can give one number to two versions; what cannot be read as a plan is not offered.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple

from msgspec.structs import replace

from kronobarn_cli.errors import KronobarnError, NoHistory, NotFound, UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.store import files
from kronobarn_cli.store.drafts import Drafts
from kronobarn_cli.store.folder import Folder, read
from kronobarn_cli.store.versions import Version
from kronobarn_cli.text import plan_text
from kronobarn_cli.text.plan_text import PlanText
from kronobarn_cli.text.problem import Troubled
from kronobarn_cli.work import history
from kronobarn_cli.work.telling import Teller


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
        return kept[0] if len(kept) == 1 else history.find(folder, beginning)


def kept(folder: Folder, code: str) -> tuple[Kept, ...]:
    """The versions of a plan that differ from what is there now, the newest first; raises NotFound without any."""
    now = _plan_now(folder, code)
    there = _readable(code, folder.versions.of(code))
    found = tuple(one for one in there if not (now and _alike(one.plan, now)))
    if not found:
        raise _none(folder, code)
    return found


def choose(folder: Folder, code: str, revision: int) -> tuple[Kept, int]:
    """The newest of the versions with this number, kept here or in the history, and how many others have it.

    Raises NotFound without one, UsageTrouble where the plan says the same now, Unreadable where it cannot be read.
    """
    with suppress(NotFound):
        found = [one for one in kept(folder, code) if one.revision == revision]
        if found:
            return found[0], len(found) - 1
    try:
        asked = history.which(folder, code, revision)
    except (NotFound, NoHistory):
        sentence = _("There is no version {revision} of plan {code} to bring back.")
        hint = f"kronobarn {'restore' if folder.versions.of(code) else 'history'} {code}"
        raise NotFound(sentence.format(revision=revision, code=code), hint) from None
    source, now = history.text_of(asked), _plan_now(folder, code)
    if now and _alike(source.plan, now):
        sentence = _("Plan {code} already says what version {revision} said. Nothing has been changed.")
        raise UsageTrouble(sentence.format(code=code, revision=revision), f"kronobarn history {code}")
    return Kept(revision, asked.version.head.at, source), asked.others


def foresee(folder: Folder, code: str, version: Kept, teller: Teller) -> tuple[str, ...]:
    """What bringing a version back does to what stands there now, in sentences; none where that cannot be read."""
    now = teller.text(code, history.on_disk(folder, code))
    # What is protected in one of them is so in both.
    after = teller.text(code, version.source.text.encode())
    return teller.between(now, after, back=True) if now else ()


def restore(folder: Folder, drafts: Drafts, code: str, version: Kept) -> Plan:
    """Make the plan as it was in a version, as its newest revision; returns it. Raises as `folder.save_text`."""
    if version.source.newer:
        raise UsageTrouble(_("That version was written by a newer kronobarn."), f"kronobarn restore {code}")
    with drafts.session(code):
        fingerprint = _put_away(folder, code)
        known = (one.revision for one in folder.versions.of(code))
        # Of a plan that is gone from here others may have saved more than was ever kept here.
        newest = max(version.revision, *known, history.highest(folder, code) if fingerprint is None else 0)
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


def _none(folder: Folder, code: str) -> NotFound:
    """The failure that tells that nothing is kept here, and where the plan has versions all the same."""
    with suppress(NoHistory):
        if any(one.head.commit for one in history.versions_of(folder, code)):
            sentence = _(
                "No earlier version of plan {code} is kept on this computer. One from the history comes back by its "
                "number: kronobarn restore {code} --revision NUMBER"
            )
            return NotFound(sentence.format(code=code), f"kronobarn history {code}")
    return NotFound(
        _("No earlier version of plan {code} is kept on this computer.").format(code=code), "kronobarn list"
    )


def _plan_now(folder: Folder, code: str) -> Plan | None:
    with suppress(KronobarnError):
        return folder.load(code).plan
    return None


def _alike(one: Plan, other: Plan) -> bool:
    return replace(one, revision=0, past_ids=()) == replace(other, revision=0, past_ids=())


def _readable(code: str, versions: Iterable[Version]) -> Iterable[Kept]:
    for one in versions:
        with suppress(Troubled, NotFound, FileNotFoundError):
            yield Kept(one.revision, datetime.fromtimestamp(one.path.stat().st_mtime), read(code, files.read(one.path)))  # noqa: DTZ006 - the day in the room
