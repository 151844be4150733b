"""The plans that are about to be sent, looked over: what is open in them, and what is wrong.

Laws: what is open and the others do not have yet is found, so that a person can settle it first; errors are told and
stop nobody, for a plan that is half done is shared as well; of a whole county's plans not all are read again.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from kronobarn_cli.model.issue import Severity
from kronobarn_cli.model.plan import OpenPoint
from kronobarn_cli.model.rules import RULES, check
from kronobarn_cli.store.folder import read
from kronobarn_cli.store.git import compared
from kronobarn_cli.store.git.compared import Change
from kronobarn_cli.store.git.repository import Repository
from kronobarn_cli.text.problem import Troubled
from kronobarn_cli.work.by_hand import right_first

_AT_ONCE = 200
_MOST_READ = 200
"""So many plans are looked over for errors; all have been read when they were saved or recorded."""
_MARK = b"open-points"
_TOLD_APART = {"K173"}
"""What is written in two ways."""


class GoingOut(NamedTuple):
    """What is open in plans and new to the others, and the plans in which something is wrong."""

    open: dict[str, tuple[OpenPoint, ...]]
    errors: tuple[str, ...]


def looked_over(repo: Repository, changes: Mapping[str, Change], today: date) -> GoingOut:
    """What there is to say of plans that are to be sent; raises Unreadable for one that cannot be read."""
    open_points, errors, rules = {}, [], RULES.keys() - _TOLD_APART
    for number, (code, before, after) in enumerate(_plans(repo, changes)):
        if number >= _MOST_READ and _MARK not in after:
            continue
        try:
            plan = read(code, after).plan
        except Troubled as trouble:
            raise right_first(code) from trouble
        if plan.open_points and (new := tuple(one for one in plan.open_points if one not in _points(code, before))):
            open_points[code] = new
        if number < _MOST_READ and any(one.severity is Severity.ERROR for one in check(plan, today, only=rules)):
            errors.append(code)
    return GoingOut(open_points, tuple(errors))


def _points(code: str, data: bytes | None) -> tuple[OpenPoint, ...]:
    try:
        return () if data is None else read(code, data).plan.open_points
    except Troubled:
        return ()


def _plans(repo: Repository, changes: Mapping[str, Change]) -> Iterator[tuple[str, bytes | None, bytes]]:
    """The plans that are to be sent, as the others have them and as they are here."""
    codes = {path: code for path in sorted(changes) if (code := compared.plan_code(repo, path))}
    coming = [path for path in codes if changes[path].after]
    for start in range(0, len(coming), _AT_ONCE):
        some = coming[start : start + _AT_ONCE]
        held = compared.contents(repo, [entry for path in some for entry in changes[path] if entry])
        for path in some:
            before, after = changes[path]
            if after:
                yield codes[path], held[before] if before else None, held[after]
