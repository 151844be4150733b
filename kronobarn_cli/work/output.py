"""Laying a file where a person asked for it: never over something by accident, never over a plan."""

from pathlib import Path

from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.store import files, places


def lay(path: Path, data: bytes, hint: str, *, force: bool) -> Path:
    """Write a file of one's own choice; raises UsageTrouble with `hint` on a folder, a device or a plan.

    What is there already is replaced only when forced.
    """
    if path.name == "" or (path.exists() and not path.is_file()):
        raise UsageTrouble(_("{path} is not a file that can be written.").format(path=path), hint)
    if path.name == places.FOLDER_MARK or path.resolve().parent.name == places.PLANS:
        sentence = _("{path} belongs to the plan folder itself. Choose another place.")
        raise UsageTrouble(sentence.format(path=path), hint)
    if path.exists() and not force:
        sentence = _("{path} is there already. Nothing has been changed in it. --force writes over it.")
        raise UsageTrouble(sentence.format(path=path), hint)
    files.replace(path, data)
    return path
