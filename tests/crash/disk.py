"""A disk of one's own, whose power can be cut: a file system on a loop device, with an ioctl that forgets what is not flushed.

Laws: after a cut nothing is known but what lies in the image: the loop device is let go and taken anew, for whoever
holds one open keeps what was never flushed in its memory; and nothing is left behind however the process ends: the
image has no name, the loop device goes with its mount, the mount with the namespace of the process (`unshare --mount`).
"""

import ctypes
import errno
import fcntl
import os
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

# What xfstests uses for a power cut: FS_IOC_SHUTDOWN with FS_SHUTDOWN_FLAGS_NOLOGFLUSH (see ioctl_xfs_goingdown(2)).
_SHUTDOWN = 0x8004587D
_NO_LOG_FLUSH = struct.pack("I", 2)
# See loop(4): LOOP_CTL_GET_FREE, LOOP_CONFIGURE and LO_FLAGS_AUTOCLEAR.
_GET_FREE, _CONFIGURE, _AUTOCLEAR = 0x4C82, 0x4C0A, 4
# Without this ext4 flushes a file that is renamed over another one by itself, and hides that we should have.
_OPTIONS = {"ext4": "noauto_da_alloc", "xfs": ""}
_MEGABYTES = {"ext4": 32, "xfs": 320}
_MAKE = {
    "ext4": ("mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=0,lazy_journal_init=0"),
    "xfs": ("mkfs.xfs", "-q", "-f"),
}
_TRIES = 100
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True, slots=True)
class Disk:
    """A disk; `kind` is its file system, `image` a descriptor of what it holds, `place` where it is mounted."""

    kind: str
    image: int
    place: Path

    def cut(self) -> None:
        """Cut the power: whatever was not flushed to the disk is gone for good."""
        folder = os.open(self.place, os.O_RDONLY)
        try:
            fcntl.ioctl(folder, _SHUTDOWN, _NO_LOG_FLUSH)
        finally:
            os.close(folder)

    def restart(self) -> None:
        """Start again after a cut; nobody may have a file open."""
        self.unmount()
        self.mount()

    def flush(self) -> None:
        """Everything to the disk."""
        folder = os.open(self.place, os.O_RDONLY)
        try:
            _check(_libc.syncfs(folder))
        finally:
            os.close(folder)

    def mount(self) -> None:
        """Put the disk in its place."""
        device, held = _attached(self.image)
        try:
            words = (device, str(self.place), self.kind)
            _check(_libc.mount(*(one.encode() for one in words), 0, _OPTIONS[self.kind].encode()))
        finally:
            os.close(held)

    def unmount(self) -> None:
        """Take it away; the loop device goes with it."""
        _check(_libc.umount2(str(self.place).encode(), 0))


@contextmanager
def disk(kind: str, place: Path) -> Iterator[Disk]:
    """A new disk, `ext4` or `xfs`, mounted in a folder inside this one; the image lies in this folder too."""
    image, mounted = place / "disk.image", place / "disk"
    mounted.mkdir()
    with image.open("wb") as file:
        file.truncate(_MEGABYTES[kind] << 20)
    subprocess.run([*_MAKE[kind], str(image)], check=True, capture_output=True)
    held = os.open(image, os.O_RDWR)
    image.unlink()
    try:
        made = Disk(kind, held, mounted)
        made.mount()
        try:
            yield made
        finally:
            made.unmount()
    finally:
        os.close(held)


def _attached(image: int) -> tuple[str, int]:
    """A loop device that shows the image, and a descriptor of it; it is let go with the last who holds it."""
    control = os.open("/dev/loop-control", os.O_RDWR)
    try:
        for _ in range(_TRIES):
            device = f"/dev/loop{fcntl.ioctl(control, _GET_FREE)}"
            held = os.open(device, os.O_RDWR)
            try:
                fcntl.ioctl(held, _CONFIGURE, struct.pack("II52xI176x64x", image, 0, _AUTOCLEAR))
            except OSError as failure:
                os.close(held)
                # Somebody else has just taken this one.
                if failure.errno != errno.EBUSY:
                    raise
            else:
                return device, held
    finally:
        os.close(control)
    raise OSError(errno.EBUSY, "no loop device is free")


def _check(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
