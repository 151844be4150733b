"""`edit`: the plan file in the user's editor, in a copy. A bad edit is kept, never saved, never lost.

The law it keeps: whatever others have saved meanwhile stays too. The text that the copy was made from lies beside it,
so that an edit which was kept from another day is put together with the plan as it now stands.
"""

import os
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path

from kronobarn_cli.errors import ChangedOnDisk, NotFound, Unreadable, UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.store import files, locks, places
from kronobarn_cli.store.folder import Folder, read, unreadable
from kronobarn_cli.text.merged_text import MergedText, merge_texts, written
from kronobarn_cli.text.problem import Problem, Troubled
from kronobarn_cli.text.yaml_door import decode


@dataclass(frozen=True, slots=True)
class Opened:
    """A plan opened for editing: the copy to edit, the text it was made from, and whether it was kept from before."""

    code: str
    text: str
    copy: Path
    kept: bool


def alone(folder: Folder, code: str) -> AbstractContextManager[None]:
    """Hold the copy alone while it is edited; raises ChangedOnDisk when another window has it in an editor."""
    sentence = _("The plan {code} is open in an editor in another window. Finish there first.").format(code=code)
    return locks.held(folder.state / f"{code}.edit.lock", 0, sentence, f"kronobarn show {code}")


def open_copy(folder: Folder, code: str) -> Opened:
    """Lay a copy of the plan file, readable as a plan or not, where the editor can have it.

    An edit kept from before is offered again. Raises Unreadable when the file is not even text, or is newer than we.
    """
    data = files.read(folder.path(code))
    try:
        text = decode(data)
    except Troubled as trouble:
        raise unreadable(folder.path(code), f"kronobarn check --explain {trouble.problems[0].code}") from trouble
    folder.refuse_newer(code, data)
    copy, origin = folder.state / f"{code}.edit.yaml", _origin(folder, code)
    kept = copy.exists()
    if not kept:
        files.make_folder(folder.state)
        files.replace(origin, data)
        files.replace(copy, text.encode())
    elif not origin.exists():
        files.replace(origin, data)
    return Opened(code, decode(files.read(origin)), copy, kept)


def take_back(folder: Folder, opened: Opened) -> tuple[Problem, ...]:
    """Save what was edited; the problems that stop it, with the copy kept, or nothing when it is saved or unchanged.

    What others have saved meanwhile is kept as well. Raises ChangedOnDisk when that file is no whole plan, Unreadable
    when it is newer than we.
    """
    try:
        text = decode(files.read(opened.copy)).replace("\r\n", "\n")
        if text != opened.text.replace("\r\n", "\n"):
            _save(folder, opened, text)
    except Troubled as trouble:
        return trouble.problems
    files.remove(opened.copy)
    files.remove(_origin(folder, opened.code))
    return ()


def no_editor(folder: Folder, opened: Opened, editor: str) -> UsageTrouble:
    """The failure that says that the editor did not start or broke off; of an edit that is none nothing is kept."""
    with suppress(NotFound, Troubled):
        if decode(files.read(opened.copy)) == opened.text:
            files.remove(opened.copy)
            files.remove(_origin(folder, opened.code))
    usual = "notepad" if os.name == "nt" else "nano"
    if not editor:
        sentence = _("No text editor could be started. Nothing has been changed in plan {code}.")
        return UsageTrouble(sentence.format(code=opened.code), f"kronobarn config set editor {usual}")
    sentence = _(
        "The text editor {editor} could not be started, or broke off. Nothing has been changed in plan {code}."
    )
    return UsageTrouble(sentence.format(editor=editor, code=opened.code), f"kronobarn config set editor {usual}")


def kept(folder: Folder) -> tuple[str, ...]:
    """The codes of the plans with an edit that is not saved in them, in order."""
    codes = (path.name.partition(".")[0] for path in folder.state.glob("*.edit.yaml"))
    return tuple(sorted(code for code in codes if places.code_at(places.way_to(code))))


def nobody_writes(code: str) -> UsageTrouble:
    """The failure that says that an editor waits for a person."""
    sentence = _("The editor waits for somebody who writes. It cannot be opened with --no-input.")
    return UsageTrouble(sentence, f"kronobarn edit {code}")


def not_saved(opened: Opened) -> Unreadable:
    """The failure that says where the edit is kept."""
    code = opened.code
    return Unreadable(
        _("Your edit is not saved in the plan. It is kept, and comes back when you edit {code} again.").format(
            code=code
        ),
        f"kronobarn edit {code}",
    )


def _save(folder: Folder, opened: Opened, text: str) -> None:
    now = files.read(folder.path(opened.code))
    folder.refuse_newer(opened.code, now)
    if decode(now) == opened.text:
        folder.save_text(opened.code, text, files.fingerprint(now), "edit")
        return
    found = _with_theirs(opened, text, now)
    folder.save_text(opened.code, found.text, files.fingerprint(now), "edit")


def _with_theirs(opened: Opened, text: str, now: bytes) -> MergedText:
    """The edit and what others have saved since the copy was made, as one text."""
    ours = read(opened.code, text.encode())
    try:
        base, theirs = read(opened.code, opened.text.encode()), read(opened.code, now)
    except Troubled:
        sentence = _("The plan {code} was changed by somebody else meanwhile. Your edit is kept.")
        raise ChangedOnDisk(sentence.format(code=opened.code), f"kronobarn check {opened.code}") from None
    return merge_texts(base, written(ours), written(theirs))


def _origin(folder: Folder, code: str) -> Path:
    return folder.state / f"{code}.edit-from.yaml"
