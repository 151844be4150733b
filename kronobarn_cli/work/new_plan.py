"""`new-plan`: a new code, the interview, a saved plan."""

from collections.abc import Callable

from kronobarn_cli.model.plan import Plan
from kronobarn_cli.store.drafts import Draft
from kronobarn_cli.work import talks
from kronobarn_cli.work.interview import Held, Room, alone, found_draft, hold

# Without vowels no code is a word, and without look-alikes it can be read out over the telephone.
CODE_LETTERS = "bcdfghjkmnpqrstvwxz"
CODE_CHARACTERS = CODE_LETTERS + "23456789"
CODE_LENGTH = 5


def new_plan(room: Room, choose: Callable[[str], str], *, consultation: bool = False) -> Held:
    """Make a plan, or go on with one that was never saved. `choose` picks a random character of a text.

    `consultation` is about a child whom nobody names.
    """
    draft = _unsaved(room)
    if draft is not None and found_draft(room, draft):
        code, consultation = draft.code, draft.command == talks.CONSULTATION
    else:
        code = new_code({*room.folder.codes(), *room.drafts.codes()}, choose)
    with alone(room, code):
        plan = Plan(code=code, practice=room.practice, consultation=consultation)
        return hold(room, plan, None, talks.interview(plan, room.suggestions))


def new_code(taken: set[str], choose: Callable[[str], str]) -> str:
    """A code that no plan and no draft has: a letter and four letters or digits, one digit at the least."""
    while True:
        code = choose(CODE_LETTERS) + "".join(choose(CODE_CHARACTERS) for _place in range(CODE_LENGTH - 1))
        if code not in taken and not code.isalpha():
            return code


def _unsaved(room: Room) -> Draft | None:
    """The draft of a plan that has no file yet, the last of them."""
    saved = room.folder.codes()
    drafts = [room.drafts.glance(code) for code in room.drafts.codes() if code not in saved]
    found = [draft for draft in drafts if draft is not None and not draft.revision]
    return max(found, key=lambda draft: draft.started, default=None)
