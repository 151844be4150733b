"""The power is cut at any moment: what was promised before the cut is on the disk after it.

Scenes are played as in random_kills, on a disk of their own that holds plans and drafts. Only a promise that was read
before the cut counts: a flush that races the cut may say that all is well. A single save, append or removal is cut at
once besides, for in a whole scene the next flush hides that the one before was missing.
"""

import os
import random
import select
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from kronobarn_cli.store import files
from tests.crash import random_kills
from tests.crash.disk import Disk, disk
from tests.crash.figures import Figures
from tests.crash.layers import apart_mounted, tell
from tests.crash.random_kills import Played, place
from tests.crash.scenes import Scene


def measure(count: int, seed: int) -> Figures:
    """Cut the power so many times on ext4, in a process of its own."""
    return apart_mounted("tests.crash.power_cuts", "ext4", count, seed)


def measure_xfs(count: int, seed: int) -> Figures:
    """As `measure`, on XFS."""
    return apart_mounted("tests.crash.power_cuts", "xfs", count, seed)


def measure_single(count: int, seed: int) -> Figures:
    """Cut the power right after each of so many single operations of every kind, on ext4."""
    return apart_mounted("tests.crash.power_cuts", "ext4", count, seed, "single")


def measure_single_xfs(count: int, seed: int) -> Figures:
    """As `measure_single`, on XFS."""
    return apart_mounted("tests.crash.power_cuts", "xfs", count, seed, "single")


def play_and_cut(
    one: Disk, scene: Scene, variant: int, root: Path, state: Path, promises: int, seconds: float
) -> Played:
    """Play in a process of its own and cut the power after so many promises and so many seconds more."""
    one.flush()
    player, reader = random_kills.start(scene, variant, root, state)
    told = b""
    with os.fdopen(reader, "rb", buffering=0) as pipe:
        while told.count(b"\n") < promises and (some := pipe.read(65536)):
            told += some
        if seconds:
            time.sleep(seconds)
        while select.select([pipe], [], [], 0)[0] and (some := pipe.read(65536)):
            told += some
        one.cut()
        os.kill(player, signal.SIGKILL)
    _player, status = os.waitpid(player, 0)
    one.restart()
    assert os.WIFSIGNALED(status) or os.WIFEXITED(status)
    # What fails after the cut fails for want of a disk, and nobody reads what is told of it.
    return random_kills.played(told, status, disturbed=True)


def cut(kind: str, count: int, seed: int, folder: Path, most_trouble: int = 20) -> Figures:
    """Cut the power so many times in the middle of scenes."""
    with disk(kind, folder) as one:

        def disturb(*about: Any) -> Played:
            return play_and_cut(one, *about)

        layer = random_kills.Layer(f"power cuts, {kind}", "cuts", disturb)
        return random_kills.disturb(layer, count, seed, one.place, most_trouble)


def single(kind: str, count: int, seed: int, folder: Path) -> Figures:
    """Cut the power so many times right after one operation of each kind has returned."""
    chance = random.Random(seed)
    counts = Counter({"cuts": 0, "kept": 0, "lost": 0})
    trouble: list[str] = []
    with disk(kind, folder) as one:
        for number in range(count):
            for name, operation in _SINGLE.items():
                inside = one.place / f"{number}-{name}"
                inside.mkdir()
                (inside / "old").write_bytes(b"old\n")
                one.flush()
                expected = operation(inside, chance.randbytes(chance.choice((1, 100, 5_000, 20_000))))
                one.cut()
                one.restart()
                found = {path.name: path.read_bytes() for path in inside.rglob("*") if path.is_file()}
                counts["cuts"] += 1
                counts["kept" if found == expected else "lost"] += 1
                if found != expected:
                    sizes = {path: len(data) for path, data in found.items()}
                    trouble.append(f"{name} number {number} is not whole on {kind}: {sizes} (seed {seed})")
    return Figures(f"single operations, {kind}", dict(counts), seed, tuple(trouble))


def _new(inside: Path, data: bytes) -> dict[str, bytes]:
    files.replace(inside / "new", data)
    return {"old": b"old\n", "new": data}


def _over(inside: Path, data: bytes) -> dict[str, bytes]:
    files.replace(inside / "old", data)
    return {"old": data}


def _append_new(inside: Path, data: bytes) -> dict[str, bytes]:
    files.append(inside / "new", data)
    return {"old": b"old\n", "new": data}


def _append(inside: Path, data: bytes) -> dict[str, bytes]:
    files.append(inside / "old", data)
    return {"old": b"old\n" + data}


def _remove(inside: Path, data: bytes) -> dict[str, bytes]:
    files.remove(inside / "old")
    return {}


def _folder(inside: Path, data: bytes) -> dict[str, bytes]:
    files.make_folder(inside / "a" / "b")
    files.append(inside / "a" / "b" / "new", data)
    return {"old": b"old\n", "new": data}


_SINGLE = {
    "save-new": _new,
    "save-over": _over,
    "append-new": _append_new,
    "append": _append,
    "remove": _remove,
    "folder": _folder,
}


def main(kind: str, count: str, seed: str, what: str = "scenes", most_trouble: str = "20") -> None:
    """Cut so many times and print the figures as JSON."""
    with place() as folder:
        if what == "single":
            tell(single(kind, int(count), int(seed), folder))
        else:
            tell(cut(kind, int(count), int(seed), folder, int(most_trouble)))


if __name__ == "__main__":
    main(*sys.argv[1:])
