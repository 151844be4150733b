"""From how it went to what happens now: a follow-up's answers carried over to the actions they are about.

Laws: what was tried stays in the plan as it then stood, whatever the action becomes; nothing else is touched; doing it
twice is the same as doing it once.
"""

from collections.abc import Collection
from datetime import date

from msgspec.structs import replace

from kronobarn_cli.model.base import Id
from kronobarn_cli.model.plan import Action, ActionStatus, Done, Plan, Then, Tried


def apply_tried(plan: Plan, tried: Collection[Id], today: date) -> Plan:
    """The plan with those rows of `tried` filled in from their actions, and the actions changed by what was said.

    Done and nothing said about what then: done. Keep: ongoing, unless it never began. Change: ongoing, with the new
    words and the new day, and without how the old one went. End: done when it was done, else ended. Partly done and
    nothing said: ongoing. How it is known becomes the result.
    """
    actions = {one.id: one for one in plan.actions}
    rows = []
    for row in plan.tried:
        action = actions.get(row.action or "") if row.id in tried else None
        if action is None:
            rows.append(row)
            continue
        rows.append(_as_it_stood(row, action, today))
        actions[action.id] = _changed(action, row)
    return replace(plan, actions=tuple(actions[one.id] for one in plan.actions), tried=tuple(rows))


def _as_it_stood(row: Tried, action: Action, today: date) -> Tried:
    """The row with the action as it was that day; a row that has its day was filled in before."""
    if row.day is not None:
        return row
    return replace(row, day=today, what=action.what, who=action.who, by=action.by, often=action.often, sign=action.sign)


def _changed(action: Action, row: Tried) -> Action:
    """The action as it goes on: with new words it is another promise, and nothing of how the old one went is left."""
    new_by = row.new_by if row.then is not Then.END else None
    gone_on = replace(action, by=new_by or action.by, status=_status(row, action) or action.status)
    if row.then is Then.CHANGE and row.new_what:
        if action.what == row.new_what:
            return gone_on
        return replace(gone_on, what=row.new_what, often=None, sign=None, result=None)
    return replace(gone_on, result=row.known_by or action.result)


def _status(row: Tried, action: Action) -> ActionStatus | None:
    if row.then is Then.KEEP and row.done is Done.NO and action.status in {None, ActionStatus.PLANNED}:
        return ActionStatus.PLANNED
    match row.then, row.done:
        case ((Then.END | None), Done.YES):
            return ActionStatus.DONE
        case Then.END, _:
            return ActionStatus.ENDED
        case ((Then.KEEP | Then.CHANGE), _):
            return ActionStatus.ONGOING
        case None, Done.PARTLY:
            return ActionStatus.ONGOING
        case _:
            return None
