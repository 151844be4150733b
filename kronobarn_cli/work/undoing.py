"""`undo`: one change of a plan taken back, as a new version.

Laws: the history is never rewritten; what was changed after it, by anybody, stays; it is told before it is done; what
lies there now is kept, whole or broken.
"""

from itertools import islice
from typing import NamedTuple

from msgspec.structs import replace

from kronobarn_cli.errors import NotFound, Unreadable, UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.model.merge import Telling
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.render.place_words import place_words
from kronobarn_cli.store import files
from kronobarn_cli.store.drafts import Drafts
from kronobarn_cli.store.folder import Folder, unsavable
from kronobarn_cli.store.git.past import Version
from kronobarn_cli.text.merged_text import merge_texts, written
from kronobarn_cli.text.plan_text import PlanText, read, write
from kronobarn_cli.text.problem import Troubled
from kronobarn_cli.work import history
from kronobarn_cli.work.telling import Entry, Teller, readable
from kronobarn_cli.work.torn import is_torn


class Undoing(NamedTuple):
    """A change, and what undoing it does, in sentences (none: there is nothing left to undo).

    `text` is what the plan becomes, `now` the bytes that must still be there. `kept` is what was written on since and
    stays: why, what it is called, and its new id if it got one. `opened` counts the places that are left to choose in.
    """

    entry: Entry
    sentences: tuple[str, ...]
    text: str
    now: bytes | None
    kept: tuple[tuple[Telling, str, str | None], ...] = ()
    opened: int = 0


def foresee(folder: Folder, code: str, number: int, teller: Teller) -> Undoing:
    """What undoing a change would do; `number` counts from the newest. Raises NotFound, NoHistory and Unreadable.

    Raises UsageTrouble for what cannot be undone: how a plan began, where two lines met, what cannot be read; and
    Unreadable where two versions stand in the file, for to undo that would leave one of them out.
    """
    versions = history.versions_of(folder, code, number + 1)
    entry = next(islice(history.told(versions, teller), number - 1, None), None)
    if entry is None:
        sentence = _("There is no change {number} of plan {code}.").format(number=number, code=code)
        raise NotFound(sentence, f"kronobarn history {code}")
    change = versions[number - 1]
    now = history.on_disk(folder, code)
    if now is not None and is_torn(now):
        sentence = _("git could not put plan {code} together. Its file holds two versions, with marks between them.")
        raise Unreadable(sentence.format(code=code), f"kronobarn merge {code}")
    if change.head.merged:
        sentence = _("Two versions were put together there. Undo what was changed in each by itself.")
        raise UsageTrouble(sentence, _next(versions, number))
    before = _before(folder, change)
    if now is None and number > 1:
        raise UsageTrouble(_("The plan is gone. Bring it back first."), f"kronobarn undo {code}")
    newest = _newest(folder, code, now, before)
    if history.same(now, change.data):
        text = write(replace(before.plan, revision=newest), before)
        return Undoing(entry, _told(code, now, text, teller), text, now)
    loaded = folder.load_to_change(code)
    text, merged = merge_texts(_after(change), written(loaded.source), written(before))
    found = _read(code, text)
    text = write(replace(found.plan, revision=newest), found)
    words = teller.words(loaded.source)
    kept = tuple((one.what, place_words(words, one.path), one.new) for one in merged.told)
    return Undoing(entry, _told(code, now, text, teller), text, now, kept, len(merged.opened))


def undo(folder: Folder, drafts: Drafts, code: str, undoing: Undoing) -> Plan:
    """Take the change back and return the plan as it then stands, its revision one higher; raises as `save_text`."""
    now = undoing.now
    with drafts.session(code):
        if now is not None:
            folder.refuse_newer(code, now)
            folder.put_away(code, now)
        fingerprint = None if now is None else files.fingerprint(now)
        return folder.save_text(code, undoing.text, fingerprint, "undo")


def _next(versions: tuple[Version, ...], number: int) -> str:
    """What can be typed to undo the change before that one, where it is one that can be undone."""
    code, older = versions[0].code, versions[number:]
    if older and older[0].before is not None and not older[0].head.merged:
        return f"kronobarn undo {code} --change {number + 1}"
    return f"kronobarn history {code}"


def _before(folder: Folder, change: Version) -> PlanText:
    """The plan before a change; raises UsageTrouble where there was none that could be had back."""
    if change.before is not None:
        return _whole(change, change.before)
    source = readable(change.code, change.data or b"")
    kept = (one.revision for one in folder.versions.of(change.code) if source and one.revision < source.plan.revision)
    if earlier := next(kept, None):
        sentence = _("The history of the plan begins there. What it was before that is kept on this computer.")
        raise UsageTrouble(sentence, f"kronobarn restore {change.code} --revision {earlier}")
    raise _cannot(change, _("That is how the plan began. What came before it is nothing at all."))


def _after(change: Version) -> PlanText:
    """The plan after a change that others have gone on from; raises UsageTrouble as `_before`."""
    if change.data is None:
        raise _cannot(change, _("The plan is here again already."))
    return _whole(change, change.data)


def _whole(change: Version, data: bytes) -> PlanText:
    source = readable(change.code, data)
    if source is None:
        raise _cannot(
            change, _("The file could not be read as a plan then, so that change cannot be undone by itself.")
        )
    return source


def _cannot(change: Version, sentence: str) -> UsageTrouble:
    return UsageTrouble(sentence, f"kronobarn history {change.code}")


def _read(code: str, text: str) -> PlanText:
    try:
        return read(text)
    except Troubled as trouble:
        raise unsavable(code) from trouble


def _newest(folder: Folder, code: str, now: bytes | None, before: PlanText) -> int:
    """The highest revision that is known of a plan: what undoing makes comes after it."""
    source = None if now is None else readable(code, now)
    kept = (one.revision for one in folder.versions.of(code))
    return max(before.plan.revision, source.plan.revision if source else 0, *kept)


def _told(code: str, now: bytes | None, text: str, teller: Teller) -> tuple[str, ...]:
    source, after = teller.text(code, now), _read(code, text)
    if source is None:
        return (_("The plan comes back as it was before."),)
    if write(replace(after.plan, revision=source.plan.revision, past_ids=source.plan.past_ids), after) == source.text:
        return ()
    return teller.between(source, after, back=True) or (_("Nothing in the plan itself is changed."),)
