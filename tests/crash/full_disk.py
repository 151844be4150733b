"""The layer of disks that end: full at every size, read-only, taken away or locked in the middle, a share used up.

A scene is played in a process of its own on a small disk in memory that holds the plans, the drafts, or both. It ends as
the program ends: with its exit code and a sentence. Then the plan is whole, every promised answer is there, nothing
temporary is left; one page more, and nothing is lost by going on; room enough, and it is finished.
"""

import ctypes
import fcntl
import os
import random
import struct
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

from kronobarn_cli.errors import ExitCode
from tests.crash.crash_states import broken, over
from tests.crash.faults import DOCUMENTED, Stage
from tests.crash.figures import Figures
from tests.crash.layers import apart_mounted, tell
from tests.crash.random_kills import place
from tests.crash.scenes import SCENES, Scene

_PAGE = 4096
_AMPLE = 1 << 22
_SOMEBODY = 65534
_REMOUNT, _READ_ONLY, _BIND, _DETACH = 32, 1, 4096, 2
_GET_FLAGS, _SET_FLAGS, _IMMUTABLE = 0x80086601, 0x40086602, 0x10
_libc = ctypes.CDLL(None, use_errno=True)


class Where(StrEnum):
    """What lies on the disk that ends."""

    PLANS = "plans"
    DRAFTS = "drafts"
    BOTH = "both"


class End(StrEnum):
    """How it ends."""

    FULL = "full"
    NO_MORE_FILES = "no more files"
    READ_ONLY = "read-only"
    NO_RIGHT = "no right"
    LOCKED_FILES = "locked files"
    LOCKED_FOLDERS = "locked folders"


_BY_DEGREES = (End.FULL, End.NO_MORE_FILES)


def measure(count: int, seed: int) -> Figures:
    """As many ways for a disk to end, chosen after the seed; all of them when there are no more than `count`."""
    return apart_mounted("tests.crash.full_disk", count, seed)


@dataclass
class _Disk:
    """A disk in memory at a place; what is laid on it stays there."""

    place: Path

    def mount(self) -> None:
        self.place.mkdir(exist_ok=True)
        _mount("tmpfs", self.place, "tmpfs", 0, f"size={_AMPLE},mode=755")

    def leave(self, *, pages: int | None = None, files: int | None = None) -> None:
        """Leave so many pages, or files, beyond those in use; None is enough."""
        used = os.statvfs(self.place)
        size = _AMPLE if pages is None else (used.f_blocks - used.f_bfree + pages) * _PAGE
        inodes = 100_000 if files is None else used.f_files - used.f_ffree + files
        _mount("tmpfs", self.place, "tmpfs", _REMOUNT, f"size={max(size, _PAGE)},nr_inodes={inodes}")

    def unmount(self) -> None:
        _check(_libc.umount2(str(self.place).encode(), _DETACH))


@dataclass
class _Case:
    """A scene, what ends and where."""

    scene: Scene
    end: End
    where: Where
    counts: Counter[str]
    trouble: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.scene.name}, {self.end}, {self.where}"

    def tell(self, when: str, lines: Iterator[str] | list[str]) -> None:
        self.trouble += [f"{self}, {when}: {line}" for line in lines]


def _by_degrees(case: _Case, stage: Stage, disk: _Disk) -> None:
    """A disk with no page (or file) more, then one, then two, until the scene is finished."""
    for left in range(200):
        stage.set(case.scene)
        disk.leave(pages=left) if case.end is End.FULL else disk.leave(files=left)
        promised: list[tuple[str, Any]] = []
        case.counts["sizes"] += 1
        if _played(case, stage, f"{left} left", promised) == ExitCode.WELL:
            break
        disk.leave(pages=1) if case.end is End.FULL else disk.leave(files=1)
        _played(case, stage, f"{left} left, then one more", promised)
        disk.leave()
        _finished(case, stage, f"{left} left, then enough", promised)
        disk.leave()
    else:
        case.tell("at every size", ["never finished"])
    disk.leave()


def _in_the_middle(case: _Case, stage: Stage) -> None:
    """The end comes before the first promise, after it, half-way, and before the last."""
    promised: list[tuple[str, Any]] = []
    stage.set(case.scene)
    _finished(case, stage, "undisturbed", promised)
    for when in sorted({0, 1, len(promised) // 2, max(len(promised) - 1, 0)}):
        stage.set(case.scene)
        folders = _folders(case, stage)
        kept: list[tuple[str, Any]] = []
        somebody = case.end is End.NO_RIGHT
        if somebody:
            _give(stage, _SOMEBODY)
        case.counts["moments"] += 1
        _played(case, stage, f"after {when} promises", kept, (when, partial(_ends, case.end, folders)), somebody)
        _begins_again(case.end, folders)
        if somebody:
            _give(stage, 0)
        _finished(case, stage, f"after {when} promises, then well again", kept)


def _folders(case: _Case, stage: Stage) -> tuple[Path, ...]:
    """The outermost folders that end: they need not be there yet."""
    return {Where.PLANS: (stage.root,), Where.DRAFTS: (stage.state,), Where.BOTH: (stage.root, stage.state)}[case.where]


def _ends(end: End, folders: tuple[Path, ...]) -> None:
    for top in folders:
        if not top.is_dir():
            continue
        if end is End.READ_ONLY:
            # On top of itself: locks that are held keep the disk below from being made read-only.
            _mount(str(top), top, "", _BIND, "")
            _mount(str(top), top, "", _REMOUNT | _BIND | _READ_ONLY, "")
        for path in [*top.rglob("*"), top]:
            if end is End.NO_RIGHT:
                path.chmod(0o500 if path.is_dir() else 0o400)
            elif end in _LOCKED and path.is_dir() == (end is End.LOCKED_FOLDERS):
                _lock(path, locked=True)


def _begins_again(end: End, folders: tuple[Path, ...]) -> None:
    for top in folders:
        if end is End.READ_ONLY:
            # What was never mounted says so, and is well.
            _libc.umount2(str(top).encode(), _DETACH)
        for path in [*top.rglob("*"), top] if top.is_dir() else []:
            if end is End.NO_RIGHT:
                path.chmod(0o700 if path.is_dir() else 0o600)
            elif end in _LOCKED:
                _lock(path, locked=False)


_LOCKED = (End.LOCKED_FILES, End.LOCKED_FOLDERS)


def _played(
    case: _Case,
    stage: Stage,
    when: str,
    promised: list[tuple[str, Any]],
    middle: tuple[int, Callable[[], None]] | None = None,
    somebody: bool = False,
) -> int:
    """Play it over what is there, and look; its exit code. What is promised is added."""
    if promised and over(case.scene, case.scene.survived(stage.root, stage.state)):
        return ExitCode.WELL
    ended, new = stage.play_on(case.scene, middle=middle, user=_SOMEBODY if somebody else None)
    before, promised[:] = len(promised), [*promised, *new]
    case.counts.update(runs=1, acked=len(promised) - before, refused=ended.code != ExitCode.WELL)
    if ended.code not in DOCUMENTED:
        case.tell(when, [f"exit code {ended.code}: {' '.join(ended.said.split())[:300]}"])
    elif ended.code and "Prova: " not in ended.said:
        case.tell(when, [f"no way out is told: {ended.said!r}"])
    case.tell(when, ["a traceback"] if "Traceback" in ended.said else [])
    left = [path.name for path in stage.files() if path.name.endswith(".kbtmp")]
    case.tell(when, [f"left behind: {name}" for name in left])
    survived = case.scene.survived(stage.root, stage.state)
    lost = broken(survived, promised, len(promised))
    case.counts["lost"] += len(lost)
    case.tell(when, [*survived.trouble, *(f"lost {one}" for one in lost)])
    return ended.code


def _finished(case: _Case, stage: Stage, when: str, promised: list[tuple[str, Any]]) -> None:
    """With nothing in the way it is finished."""
    code = _played(case, stage, when, promised)
    if code and not case.scene.survived(stage.root, stage.state).saved:
        case.tell(when, [f"not finished: {code}"])


def _give(stage: Stage, user: int) -> None:
    """Everything to this user."""
    for top in (stage.root, stage.state):
        for path in [*top.rglob("*"), top] if top.exists() else []:
            os.chown(path, user, user)


def _lock(path: Path, *, locked: bool) -> None:
    """Like `chattr +i`: not even root may change it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        flags = struct.unpack("i", fcntl.ioctl(descriptor, _GET_FLAGS, bytes(4)))[0]
        fcntl.ioctl(descriptor, _SET_FLAGS, struct.pack("i", flags | _IMMUTABLE if locked else flags & ~_IMMUTABLE))
    finally:
        os.close(descriptor)


def _mount(source: str, target: Path, kind: str, flags: int, options: str) -> None:
    _check(_libc.mount(source.encode(), str(target).encode(), kind.encode(), flags, options.encode()))


def _check(answer: int) -> None:
    if answer:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


@contextmanager
def _stage(folder: Path, where: Where, seed: int) -> Iterator[tuple[Stage, _Disk]]:
    """A stage with its plans, its drafts or both on a disk of their own; another disk holds the rest."""
    disk = _Disk(folder / "small")
    disk.mount()
    disk.place.chmod(0o777)
    rest = folder / "ample"
    rest.mkdir(exist_ok=True)
    rest.chmod(0o777)
    root = (rest if where is Where.DRAFTS else disk.place) / "planer"
    state = (rest if where is Where.PLANS else disk.place) / "state"
    try:
        yield Stage(folder, seed, root, state), disk
    finally:
        disk.unmount()


def _all(count: int, seed: int, folder: Path) -> Figures:
    counts: Counter[str] = Counter(cases=0, runs=0, sizes=0, moments=0, refused=0, acked=0, lost=0)
    cases = [_Case(scene, end, where, counts) for scene in SCENES.values() for end in End for where in Where]
    chosen = cases if count >= len(cases) else random.Random(seed).sample(cases, count)
    # Whoever plays as somebody else may load nothing more.
    with _stage(folder, Where.BOTH, seed) as (stage, _disk):
        for scene in {case.scene.name: case.scene for case in chosen}.values():
            stage.warm(scene)
    for case in chosen:
        counts["cases"] += 1
        with _stage(folder, case.where, seed) as (stage, disk):
            if case.end in _BY_DEGREES:
                _by_degrees(case, stage, disk)
            else:
                _in_the_middle(case, stage)
    return Figures("full disk", dict(counts), seed, tuple(line for case in chosen for line in case.trouble))


def _main(count: str, seed: str) -> None:
    from kronobarn_cli import i18n

    i18n.start("sv")
    with place() as folder:
        folder.chmod(0o711)
        tell(_all(int(count), int(seed), folder.resolve()))


if __name__ == "__main__":
    _main(*sys.argv[1:])
