"""The long run before a release: every layer in chunks, two at a time, and its figures into docs/reliability.md.

`tests/crash/release` runs everything; `--only kills,power-cuts` some layers; `--scale 0.01` a hundredth of it. What a
chunk has found is kept in .cache, so that a run that was stopped goes on where it was; another seed, `--again` or a
change to the program, the examples or the harness begins anew. Nothing is written into the docs unless every chunk of
every layer was well.
"""

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import date
from typing import NamedTuple

from tests.crash.figures import Figures
from tests.crash.layers import LAYERS, TREE, Layer, apart

PAGE = TREE / "docs" / "reliability.md"
_KEPT = TREE / ".cache" / "release"
_BEGINS, _ENDS = "<!-- figures: tests/crash/release -->", "<!-- end of figures -->"
_MEASURED = ("kronobarn_cli", "templates", "examples", "tests/crash", "tests/hostile")
_SEED = 1


class Chunk(NamedTuple):
    """A part of a layer: how much of it, with which seed."""

    layer: Layer
    size: int
    seed: int


class Order(NamedTuple):
    """What is run: layers, how much of each, from which seed, and whether what was found before counts."""

    layers: tuple[Layer, ...]
    scale: float
    seed: int
    again: bool


def chunks(layer: Layer, count: int, seed: int) -> tuple[Chunk, ...]:
    """A layer's count in parts, each with a seed of its own."""
    size = layer.chunk or count
    starts = range(0, count, size)
    return tuple(Chunk(layer, min(size, count - start), seed + number) for number, start in enumerate(starts))


def together(parts: list[Figures], seed: int) -> Figures:
    """Several chunks' figures as those of one run."""
    counts: Counter[str] = Counter()
    for one in parts:
        # As update does, but a count of nothing is a figure too.
        for name, count in one.counts.items():
            counts[name] += count
    return Figures(parts[0].layer, dict(counts), seed, tuple(line for one in parts for line in one.trouble))


def table(found: dict[str, Figures], day: date, commit: str) -> str:
    """The figures as a table in Markdown."""
    rows = "".join(f"| {name} | `{one.line}` | {day} | {commit} |\n" for name, one in found.items())
    return f"| Layer | Figures | Date | Commit |\n|---|---|---|---|\n{rows}"


def with_table(page: str, rows: str) -> str:
    """The page with this table between its marks; raises ValueError where it has none."""
    if page.count(_BEGINS) != 1 or page.count(_ENDS) != 1:
        raise ValueError(f"{PAGE.name} needs {_BEGINS} and {_ENDS}, once each")
    pattern = re.compile(f"{re.escape(_BEGINS)}.*?{re.escape(_ENDS)}", re.DOTALL)
    return pattern.sub(lambda _found: f"{_BEGINS}\n{rows}{_ENDS}", page)


def run(order: Order) -> dict[str, Figures]:
    """Run every layer and print one line for each; the figures by the layer's name."""
    return {layer.name: one for layer in order.layers if (one := _ran(layer, order)) is not None}


def _ran(layer: Layer, order: Order) -> Figures | None:
    if missing := layer.missing():
        print(f"{layer.name}: left out, this needs {', '.join(missing)}", flush=True)
        return None
    began, parts = time.monotonic(), chunks(layer, max(1, round(layer.release * order.scale)), order.seed)
    with ThreadPoolExecutor(1 if layer.alone else os.cpu_count() or 1) as pool:
        figures = together(
            list(_told(layer, len(parts), pool.map(lambda one: _measured(one, order), parts))), order.seed
        )
    minutes = (time.monotonic() - began) / 60
    print(f"{figures.told} ({minutes:.1f} min)" if figures.well else figures.told, flush=True)
    return figures


def _told(layer: Layer, count: int, parts: Iterator[Figures]) -> Iterator[Figures]:
    """Pass the chunks on as they come, and tell of each."""
    for number, one in enumerate(parts, start=1):
        if count > 1 or not one.well:
            print(f"  {layer.name} {number}/{count}: {one.told if not one.well else one.line}", flush=True)
        yield one


def _measured(chunk: Chunk, order: Order) -> Figures:
    kept = _KEPT / commit() / f"{chunk.layer.name}-{chunk.size}-{chunk.seed}.json"
    if kept.exists() and not order.again:
        told = json.loads(kept.read_text(encoding="utf-8"))
        return Figures(told["layer"], told["counts"], told["seed"], tuple(told["trouble"]))
    figures = apart("tests.crash.layers", chunk.layer.name, chunk.size, chunk.seed)
    if figures.well:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(asdict(figures)), encoding="utf-8")
    return figures


def commit() -> str:
    """The last commit of what is measured; where something is changed since, the name of the change follows."""
    head = _git("log", "-1", "--format=%h", "--", *_MEASURED).strip() or "none"
    changed = _git("diff", "HEAD", "--", *_MEASURED)
    return head + (f"+{hashlib.sha256(changed.encode()).hexdigest()[:6]}" if changed else "")


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=TREE, capture_output=True, text=True, check=False).stdout


def main(arguments: list[str]) -> int:
    """Run what was asked for; 0 when all is well."""
    names = [layer.name for layer in LAYERS if layer.release]
    parser = argparse.ArgumentParser(prog="tests/crash/release", description=__doc__)
    parser.add_argument("--only", default=",".join(names), help=f"layers with commas between them: {', '.join(names)}")
    parser.add_argument("--scale", type=float, default=1.0, help="so much of the full count, such as 0.01")
    parser.add_argument("--seed", type=int, default=_SEED)
    parser.add_argument("--again", action="store_true", help="run also what was found well at this commit")
    parser.add_argument("--no-page", action="store_true", help="leave docs/reliability.md alone")
    given = parser.parse_args(arguments)
    chosen = given.only.split(",")
    if unknown := set(chosen) - set(names):
        parser.error(f"there is no layer called {', '.join(sorted(unknown))}")
    layers = tuple(layer for layer in LAYERS if layer.name in chosen)
    found = run(Order(layers, given.scale, given.seed, given.again))
    well = all(one.well for one in found.values())
    if well and len(found) == len(names) and given.scale >= 1 and not given.no_page:
        page = with_table(PAGE.read_text(encoding="utf-8"), table(found, date.today(), commit()))  # noqa: DTZ011
        PAGE.write_text(page, encoding="utf-8", newline="\n")
        print(f"The figures stand in {PAGE.relative_to(TREE)}.")
    elif well:
        print("All well. The page takes only the figures of a whole run.")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
