"""`edit`: the plan file in the user's editor, in a copy. A bad edit is kept, never saved, never lost."""

from dataclasses import dataclass
from pathlib import Path

from kronobarn_cli.errors import Unreadable, UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.store import files
from kronobarn_cli.store.folder import Folder, unreadable
from kronobarn_cli.text.problem import Problem, Troubled
from kronobarn_cli.text.yaml_door import decode


@dataclass(frozen=True, slots=True)
class Opened:
    """A plan opened for editing: the copy to edit, and whether it holds an edit that could not be saved before."""

    code: str
    text: str
    fingerprint: str
    copy: Path
    kept: bool


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
    copy = folder.state / f"{code}.edit.yaml"
    kept = copy.exists()
    if not kept:
        files.make_folder(folder.state)
        files.replace(copy, text.encode())
    return Opened(code, text, files.fingerprint(data), copy, kept)


def take_back(folder: Folder, opened: Opened) -> tuple[Problem, ...]:
    """Save what was edited; the problems that stop it, with the copy kept, or nothing when it is saved or unchanged."""
    try:
        text = decode(files.read(opened.copy)).replace("\r\n", "\n")
        if text != opened.text:
            folder.save_text(opened.code, text, opened.fingerprint, "edit")
    except Troubled as trouble:
        return trouble.problems
    files.remove(opened.copy)
    return ()


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
