"""`list` and `show`: looking at the folder without changing anything. Never by need, area or name."""

from dataclasses import dataclass, replace
from datetime import date

from kronobarn_cli.errors import KronobarnError, NotFound
from kronobarn_cli.model.stage import next_follow_up, stage
from kronobarn_cli.model.terms import Stage
from kronobarn_cli.store import files
from kronobarn_cli.store.drafts import Drafts
from kronobarn_cli.store.folder import Folder, read
from kronobarn_cli.text.problem import Troubled

_OPEN_POINTS = b"open-points"


@dataclass(frozen=True, slots=True)
class Row:
    """One plan in a list; `stage` is None for a file that cannot be read, `revision` 0 for one not yet saved.

    `to_choose` where something is written in two ways and nobody has chosen, `copies` where other files beside it may
    hold what it lacks, `gone` where only unsaved answers are left of a plan that had a file.
    """

    code: str
    stage: Stage | None
    revision: int
    responsible: str
    follow_up: date | None
    unsaved: int
    practice: bool
    to_choose: bool = False
    copies: bool = False
    gone: bool = False

    @property
    def closed(self) -> bool:
        """Whether the plan is closed; such a plan is listed only when it is asked for."""
        return self.stage is Stage.CLOSE

    def as_data(self) -> dict[str, str | int | bool | None]:
        """The row as JSON holds it."""
        return {
            "code": self.code,
            "stage": self.stage,
            "revision": self.revision,
            "responsible": self.responsible or None,
            "follow-up": self.follow_up.isoformat() if self.follow_up else None,
            "unsaved-answers": self.unsaved,
            "practice": self.practice,
        }


def rows(folder: Folder, drafts: Drafts, today: date) -> tuple[Row, ...]:
    """All plans in the folder and the conversations that were never saved, by code."""
    codes = sorted({*folder.codes(), *(code for code in drafts.codes() if drafts.glance(code))})
    copied = folder.copied()
    return tuple(replace(_row(folder, drafts, code, today), copies=code in copied) for code in codes)


def waiting(folder: Folder) -> tuple[str, ...]:
    """The codes of the plans with something to take in or to choose: copies, two versions in one file, open points."""
    copied = folder.copied()
    return tuple(code for code in folder.codes() if code in copied or _waits(folder, code))


def _waits(folder: Folder, code: str) -> bool:
    """Whether something in a plan is written in two ways; a plan is read only where its file may say so."""
    from kronobarn_cli.work.torn import is_torn

    try:
        data = files.read(folder.path(code))
        return is_torn(data) or (_OPEN_POINTS in data and bool(read(code, data).plan.open_points))
    except (NotFound, Troubled):
        return False


def _row(folder: Folder, drafts: Drafts, code: str, today: date) -> Row:
    draft = drafts.glance(code)
    unsaved = draft.count if draft else 0
    if not folder.path(code).exists():
        gone = draft is not None and bool(draft.revision)
        return Row(code, None if gone else Stage.FRAME, 0, "", None, unsaved, practice=False, gone=gone)
    try:
        plan = folder.load(code).plan
    except KronobarnError:
        return Row(code, None, 0, "", None, 0, practice=False)
    return Row(
        code,
        stage(plan),
        plan.revision,
        plan.roles.responsible or "",
        next_follow_up(plan, today),
        unsaved,
        practice=plan.practice,
        to_choose=bool(plan.open_points),
    )
