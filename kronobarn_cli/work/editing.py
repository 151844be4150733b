"""`edit`: the plan file in the user's editor, in a copy. A bad edit is kept, never saved, never lost."""

from dataclasses import dataclass
from pathlib import Path

from kronobarn_cli.errors import Unreadable
from kronobarn_cli.i18n import _
from kronobarn_cli.store import files
from kronobarn_cli.store.folder import Folder, Loaded
from kronobarn_cli.text.problem import Problem, Troubled
from kronobarn_cli.text.yaml_door import decode


@dataclass(frozen=True, slots=True)
class Opened:
    """A plan opened for editing: the copy to edit, and whether it holds an edit that could not be saved before."""

    before: Loaded
    copy: Path
    kept: bool


def open_copy(folder: Folder, code: str) -> Opened:
    """Lay a copy of the plan file where the editor can have it; an edit kept from before is offered again."""
    before = folder.load(code)
    copy = folder.state / f"{code}.edit.yaml"
    if copy.exists():
        return Opened(before, copy, kept=True)
    files.make_folder(folder.state)
    files.replace(copy, before.source.text.encode())
    return Opened(before, copy, kept=False)


def take_back(folder: Folder, opened: Opened) -> tuple[Problem, ...]:
    """Save what was edited; the problems that stop it, with the copy kept, or nothing when it is saved or unchanged."""
    try:
        text = decode(files.read(opened.copy)).replace("\r\n", "\n")
        if text != opened.before.source.text:
            folder.save_text(opened.before.plan.code, text, opened.before, "edit")
    except Troubled as trouble:
        return trouble.problems
    files.remove(opened.copy)
    return ()


def not_saved(opened: Opened) -> Unreadable:
    """The failure that says where the edit is kept."""
    code = opened.before.plan.code
    return Unreadable(
        _("Your edit is not saved in the plan. It is kept, and comes back when you edit {code} again.").format(
            code=code
        ),
        f"kronobarn edit {code}",
    )
