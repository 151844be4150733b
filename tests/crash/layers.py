"""The layers of the harness: what each is called, how much of it the gate and a release run, what it needs.

`python -m tests.crash.layers NAME COUNT SEED` runs one and prints its figures as JSON.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from tests.crash.figures import Figures

Measure = Callable[[int, int], Figures]
TREE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: `module` has `function(count, seed) -> Figures`; a count of 0 leaves the layer out of that run.

    `needs` are names in `NEEDS`. A release runs it in parts of `chunk` (0: at once), several at a time unless it needs
    all of the machine `alone`.
    """

    name: str
    module: str
    gate: int
    release: int
    needs: tuple[str, ...] = ()
    function: str = "measure"
    chunk: int = 0
    alone: bool = False

    def measure(self, count: int, seed: int) -> Figures:
        """Run it; the module is loaded only now, for some need what not every system has."""
        found: Measure = getattr(import_module(self.module), self.function)
        return found(count, seed)

    def missing(self) -> tuple[str, ...]:
        """What it needs and this system has not, in words."""
        return tuple(NEEDS[one][1] for one in self.needs if not NEEDS[one][0]())


NEEDS: dict[str, tuple[Callable[[], bool], str]] = {
    "linux": (lambda: sys.platform == "linux", "Linux"),
    "root": (lambda: hasattr(os, "geteuid") and os.geteuid() == 0, "root (to mount a disk of its own)"),
    "strace": (lambda: shutil.which("strace") is not None, "strace"),
    "ext4": (lambda: shutil.which("mkfs.ext4") is not None, "mkfs.ext4 (e2fsprogs)"),
    "atheris": (lambda: find_spec("atheris") is not None, "atheris (a Python package of the extra `dev`)"),
    "faketime": (lambda: any(Path("/usr/lib").glob("*/faketime/libfaketime.so.1")), "libfaketime (faketime)"),
    "xfs": (lambda: shutil.which("mkfs.xfs") is not None, "mkfs.xfs (xfsprogs)"),
}
"""Whether a need is met, and what it is called."""

_LINUX = ("linux",)
_DISK = (*_LINUX, "root", "ext4")
_XFS = (*_LINUX, "root", "xfs")
LAYERS: tuple[Layer, ...] = (
    Layer("states", "tests.crash.crash_states", 1, 10, _LINUX, chunk=1),
    Layer("kills", "tests.crash.random_kills", 5_000, 100_000, _LINUX, chunk=2_500),
    Layer("power-cuts", "tests.crash.power_cuts", 500, 20_000, _DISK, chunk=1_000),
    Layer("power-cuts-xfs", "tests.crash.power_cuts", 0, 2_000, _XFS, "measure_xfs", chunk=500),
    Layer("single", "tests.crash.power_cuts", 30, 30, _DISK, "measure_single"),
    Layer("single-xfs", "tests.crash.power_cuts", 0, 30, _XFS, "measure_single_xfs"),
    Layer("power-cuts-git", "tests.crash.power_cuts_git", 30, 2_000, _DISK, chunk=200),
    Layer("power-cuts-git-midway", "tests.crash.power_cuts_git", 15, 1_000, _DISK, "measure_midway", chunk=100),
    Layer("power-cuts-git-xfs", "tests.crash.power_cuts_git", 0, 200, _XFS, "measure_xfs", chunk=100),
    Layer("faults", "tests.crash.faults", 400, 0, (*_LINUX, "strace")),
    Layer("all-faults", "tests.crash.faults", 0, 48, (*_LINUX, "strace"), "measure_part", chunk=1),
    Layer("full-disk", "tests.crash.full_disk", 30, 1_000_000, (*_LINUX, "root", "strace")),
    Layer("prompts", "tests.crash.at_every_prompt", 1, 500, _LINUX),
    Layer("odd-lines", "tests.crash.odd_lines", 30, 5_000, _LINUX, chunk=500),
    Layer("writers", "tests.crash.many_writers", 1_500, 80_000, _LINUX, chunk=10_000, alone=True),
    Layer("writers-apart", "tests.crash.many_writers", 400, 80_000, _LINUX, "measure_apart", 10_000, alone=True),
    Layer("colleagues", "tests.crash.colleagues", 100, 2_000, _LINUX),
    Layer("clocks", "tests.crash.clocks", 2, 90, (*_LINUX, "faketime"), chunk=9),
    Layer("gone-folder", "tests.crash.gone_folder", 20, 1_000, (*_LINUX, "root"), chunk=100),
    Layer("merge", "tests.crash.merges", 1_500, 1_000_000, chunk=25_000),
    Layer("cut-files", "tests.hostile.damage", 1_000_000, 1_000_000, function="cuts"),
    Layer("turned-bits", "tests.hostile.damage", 3_000, 1_000_000, function="flips"),
    Layer("fuzz", "tests.hostile.fuzzing", 300_000, 10_000_000, (*_LINUX, "atheris"), chunk=1_000_000, alone=True),
)


USAGE = "python -m tests.crash.layers NAME COUNT SEED\n\nNAME: {}".format(", ".join(one.name for one in LAYERS))


def apart(module: str, *arguments: object, tree: Path = TREE, within: tuple[str, ...] = ()) -> Figures:
    """The figures of a module run in a process of its own, from this tree, so that its forks disturb nobody else.

    `within` is a command that runs it.
    """
    ran = subprocess.run(
        [*within, sys.executable, "-m", module, *map(str, arguments)],
        cwd=tree,
        env=os.environ | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    last = ran.stdout.strip().rpartition("\n")[2]
    if not last.startswith("{"):
        return Figures(
            module.rpartition(".")[2], {}, 0, (f"{module} ended with {ran.returncode}: {ran.stderr[-2000:]}",)
        )
    told = json.loads(last)
    return Figures(told["layer"], told["counts"], told["seed"], tuple(told["trouble"]))


def apart_mounted(module: str, *arguments: object, tree: Path = TREE) -> Figures:
    """As `apart`, with mounts that nobody else sees and that end with the process."""
    return apart(module, *arguments, tree=tree, within=("unshare", "--mount", "--propagation", "private"))


def find(name: str) -> Layer:
    """The layer with this name; ends with the names that there are where there is none."""
    found = next((one for one in LAYERS if one.name == name), None)
    return found or sys.exit(USAGE)


def tell(figures: Figures) -> None:
    """Print figures for `apart`."""
    print(json.dumps(asdict(figures), ensure_ascii=False), flush=True)


def main(arguments: list[str]) -> None:
    """Run one layer and print its figures; ends with how it is called where it is called in another way."""
    match arguments:
        case [name, count, seed] if count.isdecimal() and seed.isdecimal():
            tell(find(name).measure(int(count), int(seed)))
        case _:
            sys.exit(USAGE)


if __name__ == "__main__":
    main(sys.argv[1:])
