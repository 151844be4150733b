"""Where a template's text is read: a municipality's own folder first, then the shipped one.

Laws: nothing is read but ordinary files of moderate size that really lie below the folder; a name that could
point elsewhere on any system is refused on every system.
"""

import re
import stat
from pathlib import Path
from typing import NamedTuple

from kronobarn_cli.i18n import _
from kronobarn_cli.render.templating.budget import Refused
from kronobarn_cli.text.resources import shipped

MOST_BYTES = 64_000
ENDING = ".j2"
_PART = re.compile(r"\w[\w.-]{0,79}", re.ASCII)
# These are devices on Windows, whatever ending they are given.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


class Source(NamedTuple):
    """A template's text and the file it stands in."""

    text: str
    file: str


def proper(name: str) -> tuple[str, ...]:
    """The parts of a template's name; raises Refused for one that could point outside its folder."""
    parts = tuple(name.split("/"))
    if not name.endswith(ENDING) or not all(_PART.fullmatch(part) and not _DEVICES.fullmatch(part) for part in parts):
        raise Refused(
            _("a part is named from the folder of templates and ends with .j2, as documents/sv/_action.md.j2")
        )
    return parts


def source(name: str, own: Path | None) -> Source | None:
    """The template called `documents/sv/plan.md.j2`, from `own` if it lies there; None if it lies nowhere.

    Raises Refused for what is not an ordinary file below the folder, and for what is too large or is no UTF-8 text.
    """
    parts = proper(name)
    if own is not None and _is_there(own, parts):
        file = own.joinpath(*parts)
        return Source(_decoded(_read(file, name), name), str(file))
    resource = shipped("templates").joinpath(*parts)
    return Source(_decoded(resource.read_bytes(), name), str(resource)) if resource.is_file() else None


def _is_there(root: Path, parts: tuple[str, ...]) -> bool:
    """Whether the file lies there, no step on the way being a link out of the folder."""
    name, here = "/".join(parts), root
    try:
        for part in parts:
            here /= part
            if stat.S_ISLNK(here.lstat().st_mode):
                raise Refused(_("{name} is a link: a template is an ordinary file").format(name=name))
        # A junction on Windows is no symbolic link.
        if not here.resolve().is_relative_to(root.resolve()):
            raise Refused(_("{name} is a link: a template is an ordinary file").format(name=name))
        if not stat.S_ISREG(here.stat().st_mode):
            raise Refused(_("{name} is not an ordinary file").format(name=name))
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, RuntimeError):
        raise Refused(_("{name} cannot be read").format(name=name)) from None
    return True


def _read(file: Path, name: str) -> bytes:
    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError:
        raise Refused(_("{name} cannot be read").format(name=name)) from None
    if len(data) > MOST_BYTES:
        sentence = _("{name} is too large: a template is at most {count} kB")
        raise Refused(sentence.format(name=name, count=MOST_BYTES // 1000))
    return data


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(_("{name} cannot be read as UTF-8 text").format(name=name)) from None
