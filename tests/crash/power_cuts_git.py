"""The power is cut right after a save has returned: what was recorded of it is in the history, which is whole.

Real git on a disk of its own. Some rounds save several times before the cut, in some git tidies up in between, and in some it
is told to flush no more than an old git can. Judged by git itself after the restart: the last commit is the one of the
last save, `git fsck` finds nothing, and the plan in it is the one in the folder. A history that is not flushed shows up
here only: the plan itself is whole in any case.
"""

import os
import random
import select
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kronobarn_cli.model.plan import Child, Notice, Plan
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.store.git import repository, upkeep
from kronobarn_cli.store.git.upkeep import Damage
from kronobarn_cli.work import setting_up
from tests.crash.disk import Disk, disk
from tests.crash.figures import Figures
from tests.crash.layers import apart_mounted, tell
from tests.crash.random_kills import place

_OLD = ("-c", "core.fsync=loose-object,pack,pack-metadata,commit-graph")
"""What git flushed by itself before it could be told, when it was told to flush its objects."""
_SETTINGS = "[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n[core]\n\thooksPath = {hooks}\n"
"""Git does not tidy up by itself after the commit: whoever works on holds the disk."""
_TIDIES = "#!/bin/sh\nexec git gc --quiet\n"
_BEGINS, _IS_OLD, _IS_TIDIED = 0.1, 0.3, 0.2
"""How many of the rounds begin a new history, in how many git is old, and in how many it tidies up with each commit."""
_TRIES = 200
_CODES = ("k7mtr", "v5xjc", "p3wdh")


def measure(count: int, seed: int) -> Figures:
    """Cut the power so many times after a commit on ext4, in a process of its own."""
    return apart_mounted("tests.crash.power_cuts_git", "ext4", count, seed)


def measure_xfs(count: int, seed: int) -> Figures:
    """As `measure`, on XFS."""
    return apart_mounted("tests.crash.power_cuts_git", "xfs", count, seed)


def measure_midway(count: int, seed: int) -> Figures:
    """Cut the power so many times while saves go on, on ext4."""
    return apart_mounted("tests.crash.power_cuts_git", "ext4", count, seed, "midway")


def cut(kind: str, count: int, seed: int, inside: Path) -> Figures:
    """Cut so many times; a folder is used again until something is wrong with it."""
    chance = random.Random(seed)
    counts = Counter({"cuts": 0, "commits": 0, "kept": 0, "lost": 0, "damaged": 0})
    trouble: list[str] = []
    with disk(kind, inside) as one:
        folder = None
        for number in range(count):
            # Whatever `init` left unflushed goes with the first cut; a history that was spoilt once is not cut again.
            spoilt = trouble and trouble[-1].endswith(f" {number - 1}")
            old = chance.random() < _IS_OLD
            with _another_git(inside, old=old, tidies=chance.random() < _IS_TIDIED):
                if folder is None or spoilt or chance.random() < _BEGINS:
                    folder = _new(one, number)
                messages = [_save(folder, chance) for _ in range(chance.choice((1, 1, 2, 4)))]
            one.cut()
            one.restart()
            counts["cuts"] += 1
            counts["commits"] += len(messages)
            found = tuple(_wrong(folder, messages))
            counts["kept"] += not found
            counts["lost"] += any(one.startswith("lost") for one in found)
            counts["damaged"] += any(one.startswith("damaged") for one in found)
            which = "as an old git" if old else "as git"
            trouble += [f"{what} ({kind}, {which}, seed {seed}), cut {number}" for what in found]
    return Figures(f"power cuts, git, {kind}", dict(counts), seed, tuple(trouble))


def midway(kind: str, count: int, seed: int, inside: Path) -> Figures:
    """Cut so many times while saves go on: what had returned is there, and what is spoilt is what `doctor` can mend."""
    chance = random.Random(seed)
    counts = Counter({"cuts": 0, "commits": 0, "lost": 0, "damaged": 0, "mended": 0, "locked": 0})
    trouble: list[str] = []
    with disk(kind, inside) as one:
        folder = None
        for number in range(count):
            old = chance.random() < _IS_OLD
            with _another_git(inside, old=old, tidies=False):
                if folder is None or chance.random() < _BEGINS:
                    folder = _new(one, number)
                messages = _saved_until(one, folder, chance.getrandbits(32), chance.uniform(0.02, 0.4))
                found = _mended(folder, counts)
                log = _git(folder.root, "log", "--format=%s").stdout.decode("utf-8", "replace").splitlines()
                lost = [message for message in messages if message not in log]
                counts["cuts"] += 1
                counts["commits"] += len(messages)
                counts["lost"] += len(lost)
                where = f"({kind}, {'as an old git' if old else 'as git'}, seed {seed}), cut {number}"
                trouble += [f"lost: {message} {where}" for message in lost]
                trouble += [f"damaged: {found} {where}"] if found else []
                folder = None if found else folder
                if folder:
                    _save(folder, chance)
    return Figures(f"power cuts, git, {kind}, midway", dict(counts), seed, tuple(trouble))


def _saved_until(one: Disk, folder: Folder, seed: int, seconds: float) -> list[str]:
    """Save in a process of its own and cut the power after so long; what had returned before it."""
    reader, writer = os.pipe()
    saver = os.fork()
    if saver == 0:
        os.setsid()
        chance = random.Random(seed)
        try:
            while True:
                os.write(writer, f"{_save(folder, chance)}\n".encode())
        except BaseException:  # noqa: BLE001 - the disk is gone
            os._exit(1)
    os.close(writer)
    time.sleep(seconds)
    told = os.read(reader, 1 << 20) if select.select([reader], [], [], 0)[0] else b""
    one.cut()
    os.killpg(saver, signal.SIGKILL)
    os.waitpid(saver, 0)
    os.close(reader)
    _restart(one)
    return told.decode().splitlines()


def _restart(one: Disk) -> None:
    """Start again when the last git that worked there has noticed that its disk is gone."""
    for _ in range(_TRIES):
        with suppress(OSError):
            one.unmount()
            break
        time.sleep(0.02)
    one.mount()


def _mended(folder: Folder, counts: Counter[str]) -> str:
    """Mend as `doctor` does; what is still wrong then. The plans can be opened in any case."""
    for code in folder.codes():
        folder.load(code)
    for path in (folder.root / ".git").rglob("*.lock"):
        os.utime(path, (0, 0))
    left = upkeep.locks_left(folder.root)
    for path in left:
        path.unlink()
    counts["locked"] += bool(left)
    found = first = upkeep.damage(folder.root, thoroughly=True)
    if found is Damage.BRANCH and upkeep.renew_branch(folder.root):
        found = upkeep.damage(folder.root, thoroughly=True)
    if found is Damage.INDEX and upkeep.renew_index(folder.root):
        found = upkeep.damage(folder.root, thoroughly=True)
    counts["damaged"] += bool(first)
    counts["mended"] += bool(first and not found)
    return str(found or "")


def _new(one: Disk, number: int) -> Folder:
    """A new plan folder with its history; nothing is flushed but by the program itself."""
    made = setting_up.init(one.place / f"planer-{number}", {}, with_git=True)
    assert made.refused is None, made.refused
    return Folder(made.path)


def _save(folder: Folder, chance: random.Random) -> str:
    """Save one of the plans, and say what must be recorded of it."""
    code = chance.choice(_CODES)
    seen = "".join(chance.choices("abcdefgh ", k=chance.choice((10, 3_000)))).strip() or "a"
    change = f"change {chance.getrandbits(40):x}"
    before = folder.load(code) if folder.path(code).exists() else None
    plan = Plan(code=code, child=Child(name="Mio"), notices=(Notice(id="n1", seen=seen),))
    if before:
        plan = Plan(code=code, revision=before.plan.revision, child=plan.child, notices=plan.notices)
    folder.save(plan, before, change)
    assert folder.unrecorded is None, folder.unrecorded
    return f"{code}: {change}"


def _wrong(folder: Folder, messages: list[str]) -> Iterator[str]:
    """What is not as it was promised."""
    log = _git(folder.root, "log", "--format=%s", f"-{len(messages)}").stdout.decode("utf-8", "replace").splitlines()
    if log != messages[::-1]:
        yield f"lost: {len(messages)} saves were recorded, the history says {log}"
    checked = _git(folder.root, "fsck", "--full", "--strict", "--no-dangling", "--no-progress")
    if checked.returncode or checked.stderr:
        yield f"damaged: {checked.stderr.decode('utf-8', 'replace').strip()[:200]}"
    status = _git(folder.root, "status", "--porcelain")
    if status.returncode or status.stdout:
        yield f"lost: the plan is not the one in the history: {(status.stdout or status.stderr)[:200]!r}"
    for code in folder.codes():
        folder.load(code)


@contextmanager
def _another_git(inside: Path, *, old: bool, tidies: bool) -> Iterator[None]:
    """An old git flushes its objects only, and leaves the rest for us to flush; one that tidies up makes packs of them."""
    flushing = repository.flushing
    (inside / "gitconfig").write_text(_SETTINGS.format(hooks=inside / ("hooks" if tidies else "none")))
    if old:
        repository.flushing = lambda: _OLD
    try:
        yield
    finally:
        repository.flushing = flushing


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)


def main(kind: str, count: str, seed: str, what: str = "after") -> None:
    """Cut so many times and print the figures as JSON."""
    with place() as folder:
        (folder / "hooks").mkdir()
        (folder / "hooks/post-commit").write_text(_TIDIES)
        (folder / "hooks/post-commit").chmod(0o755)
        os.environ |= {"GIT_CONFIG_GLOBAL": str(folder / "gitconfig"), "GIT_CONFIG_NOSYSTEM": "1"}
        os.environ["KRONOBARN_STATE"] = str(folder / "disk" / "state")
        tell((midway if what == "midway" else cut)(kind, int(count), int(seed), folder))


if __name__ == "__main__":
    main(*sys.argv[1:])
