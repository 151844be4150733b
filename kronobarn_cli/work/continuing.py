"""`continue`: goes on where a plan stands, an interrupted interview included."""

from kronobarn_cli.errors import NotFound
from kronobarn_cli.i18n import _
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.store.drafts import Drafts
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.work import talks
from kronobarn_cli.work.interview import Held, Room, alone, hold, unsaved


def continue_plan(room: Room, code: str) -> Held:
    """Ask what is left about a plan, from the question after the last answer, in the conversation it belongs to."""
    with alone(room, code):
        if code not in room.folder.codes():
            return hold(room, *_never_saved(room, code))
        before = room.folder.load_to_change(code)
        draft = unsaved(room, before.plan)
        talk = talks.TALKS.get(draft.command, talks.interview) if draft else talks.interview
        return hold(room, before.plan, before, talk(before.plan, room.suggestions))


def _never_saved(room: Room, code: str) -> tuple[Plan, None, talks.Talk]:
    draft = room.drafts.find(code)
    consultation = draft is not None and draft.command == talks.CONSULTATION
    plan = Plan(code=code, practice=room.practice, consultation=consultation)
    return plan, None, talks.interview(plan, room.suggestions)


def waiting(folder: Folder, drafts: Drafts) -> tuple[str, ...]:
    """Codes that can be continued: those with unsaved answers first, then the rest."""
    begun = drafts.codes()
    return (*begun, *(code for code in folder.codes() if code not in begun))


def find(folder: Folder, drafts: Drafts, beginning: str) -> str:
    """The one code that begins so, among plans and drafts; raises NotFound or UsageTrouble."""
    begun = [code for code in drafts.codes() if code.startswith(beginning.lower())]
    if len(begun) == 1:
        return begun[0]
    try:
        return folder.find(beginning)
    except NotFound:
        raise NotFound(
            _("There is no plan or draft with the code {code} here.").format(code=beginning), "kronobarn list"
        ) from None
