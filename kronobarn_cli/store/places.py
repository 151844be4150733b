"""Where things lie outside the plan folder: on this computer, for this user, never synced and never in git."""

import os
import re
from enum import Enum
from pathlib import Path

from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.i18n import _

FOLDER_MARK = "kronobarn.toml"
PLANS = "plans"
_NO_NAME = re.compile(r"[\\:]|^git~\d|^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9]|lpt[0-9])(?:\.|$)")
_PLAN = re.compile(rf"{PLANS}/([a-z][a-z0-9]{{4}})\.yaml")


def code_at(way: str) -> str:
    """The code of the plan whose file lies at this way from the plan folder, `plans/k7mtr.yaml`; else empty."""
    found = _PLAN.fullmatch(way)
    return found[1] if found else ""


def way_to(code: str) -> str:
    """The way to a plan's file from the plan folder, `plans/k7mtr.yaml`, as git says it."""
    return f"{PLANS}/{code}.yaml"


def is_way_within(way: str) -> bool:
    """Whether a file at this way, `templates/plan.md`, lies in the folder it starts from, and over no other, anywhere.

    Names that lead out of it, into git's own folder, to a device, or to a plan by other letters are none, as Windows
    and Mac read names: https://learn.microsoft.com/windows/win32/fileio/naming-a-file.
    """
    low = way.casefold()
    hides = low != way and bool(code_at(low) or low == FOLDER_MARK)
    return not hides and all(map(_is_name, way.split("/")))


def _is_name(part: str) -> bool:
    # A Mac overlooks some invisible letters, so that a name with one of them can be git's own.
    plain = "".join(sign for sign in part.lower() if sign.isascii())
    return bool(part) and plain != ".git" and not _NO_NAME.search(plain) and part[-1] not in ". "


def user_settings() -> Path:
    """The user's own settings file, there or not."""
    if chosen := os.environ.get("KRONOBARN_CONFIG"):
        return Path(chosen)
    from platformdirs import user_config_path

    return user_config_path("kronobarn", appauthor=False) / "settings.toml"


def state_of(folder: Path) -> Path:
    """The folder on the local disk that holds drafts and locks of one plan folder."""
    if chosen := os.environ.get("KRONOBARN_STATE"):
        base = Path(chosen)
    else:
        from platformdirs import user_state_path

        base = user_state_path("kronobarn", appauthor=False)
    import hashlib

    return base / hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]


def cache() -> Path:
    """The folder on the local disk for what can be made again at any time."""
    if chosen := os.environ.get("KRONOBARN_STATE"):
        return Path(chosen) / "cache"
    from platformdirs import user_cache_path

    return user_cache_path("kronobarn", appauthor=False)


def whole(path: Path) -> Path:
    """The path from the root of the disk, links followed; raises UsageTrouble where they lead round in a circle."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        raise UsageTrouble(_("The path {path} leads nowhere.").format(path=path), "kronobarn config list") from None


def is_file(path: Path) -> bool:
    """Whether there is a file at this path; a path that the system cannot even look at holds none."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Whether there is a folder at this path; a path that the system cannot even look at holds none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def given_folder() -> Path | None:
    """The plan folder named by KRONOBARN_FOLDER, or None."""
    given = os.environ.get("KRONOBARN_FOLDER")
    return Path(given) if given else None


def nearest_folder(start: Path) -> Path | None:
    """The nearest plan folder at or above `start`, or None."""
    return next((one for one in (start, *start.parents) if is_file(one / FOLDER_MARK)), None)


class Disk(Enum):
    """What kind of disk a folder lies on, where it is one that cannot promise what a disk in the computer can."""

    MEMORY = "memory"
    NETWORK = "network"


_MEMORY = {"tmpfs", "ramfs"}
_NETWORK = {"cifs", "smb3", "nfs", "nfs4", "9p", "afs", "ceph", "fuse.sshfs", "fuse.smbnetfs", "fuse.rclone", "davfs"}
_MOUNTS = Path("/proc/self/mounts")
_OCTAL = re.compile(r"\\([0-7]{3})")
"""How a space, a tab or a backslash in a path is written out there."""


def disk_of(folder: Path) -> Disk | None:
    """The kind of disk that a folder lies on, None for one in the computer or where it cannot be told."""
    place = folder.resolve()
    if place.drive.startswith("\\\\"):
        return Disk.NETWORK
    if not is_file(_MOUNTS):
        return None
    mounts = (line.split(" ")[1:3] for line in os.fsdecode(_MOUNTS.read_bytes()).split("\n") if line)
    # The last one mounted lies on top.
    kinds = {Path(_OCTAL.sub(lambda sign: chr(int(sign[1], 8)), where)): kind for where, kind in mounts}
    kind = next((kinds[one] for one in (place, *place.parents) if one in kinds), None)
    return Disk.MEMORY if kind in _MEMORY else Disk.NETWORK if kind in _NETWORK else None


def sync_root(folder: Path) -> str | None:
    """The name of the cloud service that syncs this folder, or None as far as can be told."""
    resolved = folder.resolve()
    # OneDrive says itself where it is.
    said = (os.environ.get(one) for one in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"))
    if any(resolved.is_relative_to(Path(root).resolve()) for root in said if root):
        return "OneDrive"
    marks = {"OneDrive": "onedrive", "Dropbox": "dropbox", "iCloud": "mobile documents"}
    for name, mark in marks.items():
        if any(part.lower().startswith(mark) for part in resolved.parts):
            return name
    return None
