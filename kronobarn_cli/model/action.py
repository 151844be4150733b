"""What can be told of a promise: whether it is over, and whether it is late."""

from datetime import date

from kronobarn_cli.model.plan import Action, ActionStatus

_OVER = {ActionStatus.DONE, ActionStatus.ENDED}


def is_over(action: Action) -> bool:
    """Whether nobody waits for the action any more."""
    return action.status in _OVER


def is_late(action: Action, today: date) -> bool:
    """Whether the last day of a promise has passed; what is done again and again is under way once it has begun."""
    under_way = action.status is ActionStatus.ONGOING and bool(action.often)
    return action.by is not None and action.by < today and not is_over(action) and not under_way
