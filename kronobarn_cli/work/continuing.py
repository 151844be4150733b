"""`continue`: goes on where a plan stands, an interrupted interview included."""

from collections.abc import Callable

from kronobarn_cli.errors import NotFound, UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.interview.defaults import Suggestions
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.store.drafts import Draft, Drafts
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.work import talks
from kronobarn_cli.work.interview import Held, Room, alone, go_on, hold
from kronobarn_cli.work.unsaved import unsaved


def continue_plan(room: Room, code: str) -> Held:
    """Ask what is left about a plan, from the question after the last answer, in the conversation it belongs to."""
    with alone(room, code):
        if code not in room.folder.codes():
            return hold(room, *_never_saved(room, code))
        before = room.folder.load_to_change(code)
        draft = unsaved(room.folder, room.drafts, room.terms, room.asker, before)
        talk = _of(draft) if draft else talks.interview
        return go_on(room, before.plan, before, talk(before.plan, room.suggestions), draft)


def _of(draft: Draft) -> Callable[[Plan, Suggestions], talks.Talk]:
    """The conversation that the answers belong to; raises UsageTrouble where the draft does not say."""
    if draft.command in talks.TALKS:
        return talks.TALKS[draft.command]
    if draft.command in talks.INTERVIEWS:
        return talks.interview
    sentence = _(
        "It is not known which conversation the unsaved answers for {code} belong to. Go on with its own command."
    )
    hint = talks.likely(draft.code, (*draft.answers, *draft.unfinished))
    raise UsageTrouble(sentence.format(code=draft.code), hint)


def _never_saved(room: Room, code: str) -> tuple[Plan, None, talks.Talk]:
    """An interview about a plan that has no file yet; raises NotFound about one that has had a file."""
    draft = room.drafts.find(code)
    if draft is not None and draft.revision:
        sentence = _("The file of plan {code} is not here. Your unsaved answers are kept, and go in when it is back.")
        raise NotFound(sentence.format(code=code), room.folder.way_back.to(code) or "kronobarn list")
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
    return folder.find(beginning)
