"""`merge`: copies that a sync service made of a plan are taken into it, and what is written in two ways is settled.

Laws: what a copy and the plan both come from is never guessed, for a wrong guess takes away what somebody wrote; a copy
leaves the folder only after the plan is saved, and then lies among the kept versions; each choice is in the plan before
the next is asked.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from kronobarn_cli.errors import KronobarnError, NotFound, Unreadable, UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.interview.replies import refusal, tidy
from kronobarn_cli.model.base import Part, Tree
from kronobarn_cli.model.merge import Told
from kronobarn_cli.model.open_points import Found, NotThat, find, settled, settled_read_back, steps, value_of
from kronobarn_cli.model.plan import Agreement, OpenPoint, Plan
from kronobarn_cli.model.shapes import Shape, Way, at
from kronobarn_cli.store import files
from kronobarn_cli.store.drafts import Drafts
from kronobarn_cli.store.folder import Folder, Loaded, read, unreadable
from kronobarn_cli.store.git.refusals import pasted
from kronobarn_cli.text import plan_text
from kronobarn_cli.text.carried import new_comments
from kronobarn_cli.text.merged_text import MergedText, merge_texts, own_value, whole, with_tree, written
from kronobarn_cli.text.plan_text import PlanText
from kronobarn_cli.text.problem import Troubled
from kronobarn_cli.text.yaml_door import decode
from kronobarn_cli.work.joined import short_name

_LEFT_ALONE = "kronobarn check --explain K013"
_MOST_TOLD = 5
_MOST_AT_ONCE = 20
"""So many copies of a plan are looked at in one go; a folder can hold thousands."""


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


def beside(folder: Folder, code: str) -> tuple[tuple[Path, ...], int]:
    """The copies beside a plan that are looked at now, of many the newest, and how many others there are."""
    copies = folder.conflict_copies(code)
    newest = copies if len(copies) <= _MOST_AT_ONCE else sorted(copies, key=_age)[:_MOST_AT_ONCE]
    return tuple(sorted(newest)), len(copies) - len(newest)


def _age(path: Path) -> float:
    with suppress(OSError):
        return -path.lstat().st_mtime
    return 0


def take(folder: Folder, drafts: Drafts, code: str, path: Path) -> Taken:
    """Take what is new in a copy into the plan, and put the copy away if it lies beside the plan.

    Raises UsageTrouble for the plan's own file, Unreadable when the copy is no whole plan of this code, and as `save`.
    """
    if _is_the_same(path, folder.path(code)):
        raise UsageTrouble(_("That is the file of the plan itself."), f"kronobarn show {code}")
    with drafts.session(code):
        data = _bytes(folder, code, path)
        source = _copy(folder, code, path, data)
        loaded = folder.load_to_change(code)
        found = _put_together(loaded, source, path)
        if found:
            _save(folder, loaded, found.text)
        aside = _put_away(folder, code, path, data)
    if found is None:
        return Taken(path.name, new=False, aside=aside)
    return Taken(path.name, new=True, opened=found.merged.opened, told=found.merged.told, aside=aside)


def refused(code: str, failures: Sequence[KronobarnError]) -> KronobarnError:
    """The failure for copies that could not be taken in: that of the only one, or one for all of them."""
    if len(failures) == 1:
        return failures[0]
    sentence = _("{count} copies of plan {code} cannot be read. They are left alone.")
    told = tuple(one.sentence for one in failures[:_MOST_TOLD])
    more = len(failures[_MOST_TOLD:])
    details = (*told, _("And {count} more.").format(count=more)) if more else told
    return Unreadable(sentence.format(count=len(failures), code=code), _LEFT_ALONE, details)


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
        if _is_read_back(point):
            tree = _with_read_back(loaded, choice.number)
        else:
            tree = settled(whole(loaded.source), point.at, _chosen(loaded, point, choice))
        return _save(folder, loaded, with_tree(loaded.source, tree))


def read_back(loaded: Loaded, number: int) -> Agreement | None:
    """The read-back that a plan would have with this choice, counted from 1."""
    return msgspec.convert(_with_read_back(loaded, number), Plan, strict=False).agreement


def _chosen(loaded: Loaded, point: OpenPoint, choice: Choice) -> Tree | None:
    found = find(whole(loaded.source), steps(point.at))
    if choice.text:
        return tidy(choice.text)
    if not point.wordings or found is None:
        return None
    if choice.all_of_them:
        return _all(point, found)
    return _said(loaded, point, found.shape, choice.number)


def _said(loaded: Loaded, point: OpenPoint, shape: Shape | None, number: int) -> Tree | None:
    """What one wording, counted from 1, means in its place."""
    try:
        says = point.wordings[min(number, len(point.wordings)) - 1].says
        return value_of(says, shape) if shape and shape.kind else own_value(says)
    except NotThat:
        raise UsageTrouble(_("That cannot stand there any more."), f"kronobarn edit {loaded.plan.code}") from None


def _with_read_back(loaded: Loaded, number: int) -> Part:
    """The plan's tree with one of two read-backs, whole, and none of its points open."""
    points = [one for one in loaded.plan.open_points if _is_read_back(one)]
    chosen = {one.at: _said(loaded, one, at(steps(one.at)), number) if one.wordings else None for one in points}
    return settled_read_back(whole(loaded.source), chosen)


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


def _bytes(folder: Folder, code: str, path: Path) -> bytes:
    try:
        return files.read(path)
    except NotFound as failure:
        hint = _LEFT_ALONE if _is_beside(folder, path) else f"kronobarn merge {code}"
        raise NotFound(failure.sentence, hint) from failure.__cause__


def _is_beside(folder: Folder, path: Path) -> bool:
    return _is_the_same(path.parent, folder.plans)


def _is_the_same(one: Path, other: Path) -> bool:
    with suppress(OSError):
        return one.samefile(other)
    return False


def _copy(folder: Folder, code: str, path: Path, data: bytes) -> PlanText:
    try:
        source = read(code, data)
    except Troubled as trouble:
        if another := _of_another(folder, path, data):
            raise another from None
        raise unreadable(path, _LEFT_ALONE) from trouble
    folder.refuse_newer(code, data)
    return source


def _of_another(folder: Folder, path: Path, data: bytes) -> Unreadable | None:
    """The failure for the file of another plan that is here; None for all else that is no copy of this one."""
    with suppress(Troubled):
        other = plan_text.read(decode(data)).plan.code
        if other in folder.codes():
            sentence = _("The file {name} is plan {code}.").format(name=path.name, code=other)
            return Unreadable(sentence, f"kronobarn merge {other} --with {pasted(path.as_posix())}")
    return None


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
    if not _is_beside(folder, path):
        return None
    aside = folder.versions.set_aside(code, data)
    if path.exists() and files.read(path) == data:
        files.remove(path)
    return aside
