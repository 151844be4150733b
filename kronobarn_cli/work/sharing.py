"""What was handed out, to whom and when, is written up in the plan: paper outlives the consent it was made under.

Laws: a copy that stays in the office is never written up; the same text to the same reader on the same day is written
up once, in however many forms; a copy that is made stays whole whether or not the plan can be saved; neither file names
nor the name of the change tell of a person.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from kronobarn_cli.errors import ChangedOnDisk
from kronobarn_cli.i18n import _
from kronobarn_cli.model.plan import Plan, Shared
from kronobarn_cli.model.view import KNOW_ALL, AudienceKind
from kronobarn_cli.store import locks
from kronobarn_cli.store.drafts import Drafts
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.work.rendering import CALENDAR, Order

CHANGE = "handed out"
_STAYS = {kind.value for kind in (*KNOW_ALL, AudienceKind.NOTE_TAKER)}
_FOR_THE_WORKSHOP = {"role-card"}
# A calendar file holds a day and an hour, and the data is for programs.
_NO_PAPER = {CALENDAR, "json"}
_LOCK_SECONDS = 10


class Paper(NamedTuple):
    """A document as one reader has it: what, for whom, and what names its text."""

    document: str
    audience: str
    fingerprint: str


def papers(made: Iterable[tuple[Order, str]]) -> tuple[Paper, ...]:
    """What leaves the office of what was made, each text once; each is an order and the fingerprint of its text."""
    leaves = (
        Paper(order.document, order.audience, fingerprint)
        for order, fingerprint in made
        if order.audience not in _STAYS and order.format not in _NO_PAPER and order.document not in _FOR_THE_WORKSHOP
    )
    return tuple(dict.fromkeys(leaves))


def written_up(plan: Plan, papers: Iterable[Paper], today: date) -> bool:
    """Whether every one of these stands in the plan as handed out today."""
    return {_row(paper, today) for paper in papers} <= set(plan.shared)


def write_up(folder: Folder, drafts: Drafts, code: str, papers: Iterable[Paper], today: date) -> int:
    """Write up in the plan what is handed out today, and say how many rows are new.

    Raises ChangedOnDisk while somebody else holds the plan in a conversation or saves it, otherwise as `folder.save`.
    """
    rows = tuple(_row(paper, today) for paper in papers)
    busy = _("The plan {code} is being saved by another window.").format(code=code)
    # Two who write up at once wait for each other; a conversation about the plan is never disturbed.
    turn = locks.held(folder.state / f"{code}.handing-out", _LOCK_SECONDS, busy, f"kronobarn show {code}")
    with turn, drafts.session(code):
        try:
            return _added(folder, code, rows)
        except ChangedOnDisk:
            # Somebody saved between our reading and our saving; what they wrote is read, and kept.
            return _added(folder, code, rows)


def _added(folder: Folder, code: str, rows: tuple[Shared, ...]) -> int:
    before = folder.load_to_change(code)
    new = tuple(row for row in rows if row not in before.plan.shared)
    if new:
        folder.save(replace(before.plan, shared=(*before.plan.shared, *new)), before, CHANGE)
    return len(new)


def _row(paper: Paper, today: date) -> Shared:
    return Shared(day=today, document=paper.document, for_=paper.audience, fingerprint=paper.fingerprint or None)
