"""Millions of made-up files through every way in: coverage-led by atheris, each target in a process of its own.

`python -m tests.hostile.fuzzing loader -runs=10000 -seed=1` tries one target, `... loader FILE` repeats what went wrong
with a file that a run kept. A file that found a fault is mended for and then laid in `corpus/` under a name that tells
what it is, where every later run begins from it.
"""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import NamedTuple

from tests.crash.figures import Figures

MOST_MEGABYTES = 200
# Computing is counted by the targets themselves; this ends one that hangs, on a machine that has other work too.
HANGS_SECONDS = 10
_HERE = Path(__file__).parent
_PACKAGE = "kronobarn_cli"
_LOADED_LATER = (
    "text.splice",
    "store.drafts",
    "store.settings",
    "model.merge",
    "model.view",
    "text.merged_text",
    "render.documents",
    "cli.problems",
)
"""Instrumented as they load, so before any target runs."""
_RAN = re.compile(r"^Done (\d+) runs in (\d+) second", re.MULTILINE)
_COVERED = re.compile(r"cov: (\d+) ft: (\d+) corp: (\d+)/")
_KEPT = re.compile(r"Test unit written to (\S+)")
_PEAK = re.compile(r"rss: (\d+)Mb")


class Ran(NamedTuple):
    """What a run of one target came to: inputs tried, seconds, lines of code reached, and what went wrong if anything."""

    target: str
    inputs: int
    seconds: int
    covered: int
    megabytes: int
    trouble: str = ""


def measure(count: int, seed: int) -> Figures:
    """Try this many inputs on every target, two at a time; the counts are inputs a target and what went wrong."""
    from tests.hostile.targets import TARGETS

    with ThreadPoolExecutor(min(os.cpu_count() or 1, len(TARGETS))) as pool:
        ran = list(pool.map(lambda one: tried(one.name, count, seed), TARGETS))
    counts = {one.target: one.inputs for one in ran}
    counts |= {"crashes": sum(bool(one.trouble) for one in ran), "most-megabytes": max(one.megabytes for one in ran)}
    return Figures("fuzz", counts, seed, tuple(one.trouble for one in ran if one.trouble))


def tried(name: str, count: int, seed: int) -> Ran:
    """Try this many inputs on one target in a process of its own."""
    kept = Path(os.environ.get("KRONOBARN_HOSTILE") or Path(gettempdir()) / "kronobarn-hostile") / name
    kept.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="kronobarn-found-") as found:
        done = subprocess.run(
            [sys.executable, "-m", "tests.hostile.fuzzing", name, found, f"-runs={count}", f"-seed={seed}", f"-artifact_prefix={kept}/"],
            cwd=_HERE.parents[1],
            env={**os.environ, "PYTHONPATH": str(_HERE.parents[1]), "PYTHONHASHSEED": "0"},
            capture_output=True,
            encoding="utf8",
            errors="replace",
            check=False,
        )  # fmt: skip
    said = done.stdout + done.stderr
    inputs, seconds = (int(one) for one in (_RAN.findall(said) or [(0, 0)])[-1])
    covered = [int(one[0]) for one in _COVERED.findall(said)]
    peak = max((int(one) for one in _PEAK.findall(said)), default=0)
    well = done.returncode == 0 and inputs >= count
    return Ran(name, inputs, seconds, max(covered, default=0), peak, "" if well else _what_went_wrong(name, said))


def _what_went_wrong(name: str, said: str) -> str:
    """The last words of a run that ended too soon, and how to repeat it."""
    words = [
        one
        for one in said.splitlines()
        if re.match(r"(\w+\.)*\w+(Error|Slow|Exception)\b|==\d+== ERROR|.*Error: ", one)
    ]
    file = _KEPT.search(said)
    again = f"python -m tests.hostile.fuzzing {name} {file[1]}" if file else said[-500:]
    return f"{name}: {words[0] if words else 'ended too soon'}; repeat with: {again}"


def main(arguments: list[str]) -> None:
    """Try a target as libFuzzer's own arguments say; `FILE` alone repeats one input."""
    import atheris

    name, *rest = arguments
    with atheris.instrument_imports(include=[_PACKAGE], enable_loader_override=False):
        from tests.hostile import targets

        for one in _LOADED_LATER:
            import_module(f"{_PACKAGE}.{one}")
    from kronobarn_cli import i18n

    i18n.start("sv")
    target = targets.find(name)
    given = [
        f"-rss_limit_mb={MOST_MEGABYTES}",
        f"-timeout={HANGS_SECONDS}",
        f"-max_len={target.longest}",
        "-len_control=0",
    ]
    if any(Path(one).is_dir() for one in rest):
        rest = [*rest, str(targets.CORPUS / target.seeds), f"-dict={_HERE / 'words.dict'}"]
    atheris.Setup(
        [sys.argv[0], *given, *rest], lambda data: targets.run(target, data), custom_mutator=_mutator(target.seeds)
    )
    atheris.Fuzz()


def _mutator(seeds: str) -> object:
    """Half of all changes keep the shape of the file, half are libFuzzer's own."""
    import atheris

    from tests.hostile import mutation

    shaped = mutation.draft if seeds == "drafts" else mutation.plan

    def changed(data: bytes, most: int, number: int) -> bytes:
        return shaped(data, most, number) if number % 2 else atheris.Mutate(data, most)

    return changed


if __name__ == "__main__":
    main(sys.argv[1:])
