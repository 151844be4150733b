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

    Done and nothing said about what then: done. Keep: ongoing. Change: ongoing, with the new words and the new day.
    End: done when it was done, else ended. Partly done and nothing said: ongoing. How it is known becomes the result.
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
    """The row with the action's words and day, unless it has them or the action has taken the row's new ones."""
    row = replace(row, day=row.day or today)
    taken = row.then is Then.CHANGE and action.what == row.new_what
    if row.what is not None or action.what is None or taken:
        return row
    return replace(row, what=action.what, by=row.by or action.by)


def _changed(action: Action, row: Tried) -> Action:
    new_what = row.new_what if row.then is Then.CHANGE else None
    new_by = row.new_by if row.then is not Then.END else None
    return replace(
        action,
        what=new_what or action.what,
        by=new_by or action.by,
        status=_status(row) or action.status,
        result=row.known_by or action.result,
    )


def _status(row: Tried) -> ActionStatus | None:
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
