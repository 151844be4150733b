"""`list` and `show`: looking at the folder without changing anything. Never by need, area or name."""

from dataclasses import dataclass
from datetime import date

from kronobarn_cli.errors import KronobarnError
from kronobarn_cli.model.stage import next_follow_up, stage
from kronobarn_cli.model.terms import Stage
from kronobarn_cli.store.drafts import Drafts
from kronobarn_cli.store.folder import Folder


@dataclass(frozen=True, slots=True)
class Row:
    """One plan in a list; `stage` is None for a file that cannot be read, `revision` 0 for one not yet saved.

    `to_choose` where something is written in two ways and nobody has chosen.
    """

    code: str
    stage: Stage | None
    revision: int
    responsible: str
    follow_up: date | None
    unsaved: int
    practice: bool
    to_choose: bool = False

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
    codes = sorted({*folder.codes(), *(code for code in drafts.codes() if drafts.find(code))})
    return tuple(_row(folder, drafts, code, today) for code in codes)


def _row(folder: Folder, drafts: Drafts, code: str, today: date) -> Row:
    if not folder.path(code).exists():
        draft = drafts.find(code)
        return Row(code, Stage.FRAME, 0, "", None, len(draft.answers) if draft else 0, practice=False)
    try:
        plan = folder.load(code).plan
    except KronobarnError:
        return Row(code, None, 0, "", None, 0, practice=False)
    draft = drafts.find(code)
    return Row(
        code,
        stage(plan),
        plan.revision,
        plan.roles.responsible or "",
        next_follow_up(plan, today),
        len(draft.answers) if draft else 0,
        practice=plan.practice,
        to_choose=bool(plan.open_points),
    )
