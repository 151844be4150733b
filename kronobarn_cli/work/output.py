"""Laying a file where a person asked for it: never over something by accident, never over a plan."""

from pathlib import Path

from kronobarn_cli.errors import CannotWrite, UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.store import files, places


def lay(path: Path, data: bytes, hint: str, *, force: bool) -> Path:
    """Write a file of one's own choice; raises UsageTrouble with `hint` as `refuse`.

    What is there already is replaced only when forced.
    """
    refuse(path, hint)
    if path.exists() and not force:
        raise taken(path, hint)
    files.replace(path, data)
    return path


def refuse(path: Path, hint: str) -> None:
    """Raise UsageTrouble with `hint` for a place that can hold no file of ours: a folder, a link, a device, a plan.

    Raises CannotWrite with it where there is no such folder.
    """
    if path.name == "" or path.is_symlink() or (path.exists() and not path.is_file()):
        raise UsageTrouble(_("{path} is not a file that can be written.").format(path=path), hint)
    if path.name == places.FOLDER_MARK or places.whole(path).parent.name == places.PLANS:
        sentence = _("{path} belongs to the plan folder itself. Choose another place.")
        raise UsageTrouble(sentence.format(path=path), hint)
    if not path.parent.is_dir():
        raise CannotWrite(
            _("The folder {path} is not there, so nothing can be laid in it.").format(path=path.parent), hint
        )


def no_link(folder: Path, hint: str) -> None:
    """Raise UsageTrouble with `hint` for a folder that is a link: what is laid in it would lie somewhere else."""
    if folder.is_symlink():
        sentence = _("{path} is a link to another place. Nothing is laid there.")
        raise UsageTrouble(sentence.format(path=folder), hint)


def taken(path: Path, hint: str) -> UsageTrouble:
    """The failure that says that a file lies there already."""
    sentence = _("{path} is there already. Nothing has been changed in it. --force writes over it.")
    return UsageTrouble(sentence.format(path=path), hint)
