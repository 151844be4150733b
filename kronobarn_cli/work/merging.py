"""`merge`: copies that a sync service made of a plan are taken into it, and what is written in two ways is settled.

Laws: what a copy and the plan both come from is never guessed, for a wrong guess takes away what somebody wrote; a copy
leaves the folder only after the plan is saved, and then lies among the kept versions; each choice is in the plan before
the next is asked.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from kronobarn_cli.errors import NotFound, UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.interview.replies import refusal, tidy
from kronobarn_cli.model.base import Tree
from kronobarn_cli.model.merge import Told
from kronobarn_cli.model.open_points import Found, NotThat, find, settled, steps, value_of
from kronobarn_cli.model.plan import OpenPoint, Plan
from kronobarn_cli.model.shapes import Way
from kronobarn_cli.store import files
from kronobarn_cli.store.drafts import Drafts
from kronobarn_cli.store.folder import Folder, Loaded, read, unreadable
from kronobarn_cli.text.carried import new_comments
from kronobarn_cli.text.merged_text import MergedText, merge_texts, own_value, whole, with_tree, written
from kronobarn_cli.text.plan_text import PlanText
from kronobarn_cli.text.problem import Troubled
from kronobarn_cli.work.joined import short_name

BOTH = "both"


class Taken(NamedTuple):
    """What came of one copy: whether it held anything new, what is open and told since, where it lies now."""

    name: str
    new: bool
    opened: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    aside: Path | None = None

    def as_data(self) -> dict[str, Any]:
        """The copy as JSON tells of it."""
        told = [{"what": str(one.what), "path": list(one.path), "new": one.new} for one in self.told]
        return {"file": self.name, "new": self.new, "told": told, "kept": str(self.aside) if self.aside else None}


class Choice(NamedTuple):
    """What a person chose for one open point: the number of a wording, counted from 1, all of them, or a text."""

    number: int = 0
    all_of_them: bool = False
    text: str = ""


def take(folder: Folder, drafts: Drafts, code: str, path: Path) -> Taken:
    """Take what is new in a copy into the plan, and put the copy away if it lies beside the plan.

    Raises UsageTrouble for the plan's own file, Unreadable when the copy is no whole plan of this code, and as `save`.
    """
    if path.resolve() == folder.path(code).resolve():
        raise UsageTrouble(_("That is the file of the plan itself."), f"kronobarn show {code}")
    with drafts.session(code):
        loaded = folder.load_to_change(code)
        data = files.read(path)
        source = _copy(folder, code, path, data)
        found = _put_together(loaded, source, path)
        if found:
            _save(folder, loaded, found.text)
        aside = _put_away(folder, code, path, data)
    if found is None:
        return Taken(path.name, new=False, aside=aside)
    return Taken(path.name, new=True, opened=found.merged.opened, told=found.merged.told, aside=aside)


def open_points(plan: Plan) -> tuple[OpenPoint, ...]:
    """What is written in two ways and can be settled one by one; a read-back is one thing, by its first leaf."""
    first = next((one for one in plan.open_points if _is_read_back(one)), None)
    return tuple(one for one in plan.open_points if not _is_read_back(one) or one is first)


def as_data(points: tuple[OpenPoint, ...]) -> list[dict[str, Any]]:
    """Open points as JSON tells of them."""
    data: list[dict[str, Any]] = msgspec.to_builtins(points)
    return data


def may_be_reworded(loaded: Loaded, point: OpenPoint) -> bool:
    """Whether a third wording can be written: people write freely in that place."""
    found = _found(loaded, point)
    return found is not None and found.shape.is_text and found.shape.way is Way.LEAF


def may_be_both(loaded: Loaded, point: OpenPoint) -> bool:
    """Whether all wordings can stand together: a text after a text, or all that stand in two lists."""
    found = _found(loaded, point)
    lists = found is not None and found.shape.way is Way.ELEMENTS and found.shape.kind is not None
    return not _is_read_back(point) and (lists or may_be_reworded(loaded, point))


def will_not_do(text: str) -> str | None:
    """Why a third wording cannot stand in a plan, or None when it can."""
    return refusal(tidy(text)) if text.strip() else _("Write a few words.")


def settle(folder: Folder, drafts: Drafts, code: str, at: str, choice: Choice) -> Plan:
    """Lay what was chosen in its place and save; the plan with one open point fewer.

    Raises NotFound when the point is no longer there, UsageTrouble when the choice cannot stand there, and as `save`.
    """
    with drafts.session(code):
        loaded = folder.load_to_change(code)
        point = next((one for one in loaded.plan.open_points if one.at == at), None)
        if point is None:
            raise NotFound(_("Somebody has settled that already."), f"kronobarn merge {code}")
        tree = whole(loaded.source)
        for one in _together(loaded.plan, point):
            tree = settled(tree, one.at, _chosen(loaded, one, choice))
        return _save(folder, loaded, with_tree(loaded.source, tree))


def _chosen(loaded: Loaded, point: OpenPoint, choice: Choice) -> Tree | None:
    found = find(whole(loaded.source), steps(point.at))
    if choice.text:
        return tidy(choice.text)
    if not point.wordings or found is None:
        return None
    if choice.all_of_them:
        return _all(point, found)
    try:
        says = point.wordings[min(choice.number, len(point.wordings)) - 1].says
        return value_of(says, found.shape) if found.shape.kind else own_value(says)
    except NotThat:
        raise UsageTrouble(_("That cannot stand there any more."), f"kronobarn edit {loaded.plan.code}") from None


def _all(point: OpenPoint, found: Found) -> Tree:
    says = [one.says for one in point.wordings if one.says]
    if found.shape.way is not Way.ELEMENTS:
        return "\n".join(says)
    lists = [value_of(one, found.shape) for one in says]
    return list(dict.fromkeys(str(item) for one in lists if isinstance(one, list) for item in one))


def _found(loaded: Loaded, point: OpenPoint) -> Found | None:
    return find(whole(loaded.source), steps(point.at))


def _is_read_back(point: OpenPoint) -> bool:
    return steps(point.at)[0] == "agreement"


def _together(plan: Plan, point: OpenPoint) -> Iterator[OpenPoint]:
    """The points that are one choice: those of a read-back, otherwise the point alone."""
    yield from (one for one in plan.open_points if one is point or (_is_read_back(point) and _is_read_back(one)))


def _copy(folder: Folder, code: str, path: Path, data: bytes) -> PlanText:
    try:
        source = read(code, data)
    except Troubled as trouble:
        raise unreadable(path, "kronobarn check") from trouble
    folder.refuse_newer(code, data)
    return source


def _put_together(loaded: Loaded, copy: PlanText, path: Path) -> MergedText | None:
    """The plan and the copy as one text; None when the copy holds nothing that the plan does not."""
    day = datetime.fromtimestamp(path.stat().st_mtime).date()  # noqa: DTZ006 - the day in the room
    found = merge_texts(None, written(loaded.source), written(copy, short_name(path.name), day))
    same = {**found.merged.tree, "revision": loaded.plan.revision} == whole(loaded.source)
    return None if same and not new_comments(loaded.source, copy) else found


def _save(folder: Folder, loaded: Loaded, text: str) -> Plan:
    return folder.save_text(loaded.plan.code, text, loaded.fingerprint, "merge")


def _put_away(folder: Folder, code: str, path: Path, data: bytes) -> Path | None:
    """Lay a copy among the kept versions, unless it is changing again or never lay beside the plan."""
    if path.resolve().parent != folder.plans.resolve():
        return None
    aside = folder.versions.set_aside(code, data)
    if path.exists() and files.read(path) == data:
        files.remove(path)
    return aside
