"""The long run before a release: every layer in chunks, two at a time, and its figures into docs/reliability.md.

`tests/crash/release` runs everything; `--only kills,power-cuts` some layers; `--scale 0.01` a hundredth of it. A layer
that is whole and well takes its row in the docs at once, and is not run again with the same seed: a run that was stopped goes
on where it was, on another machine too. Of the layer it was stopped in, what a chunk has found is kept in .cache.
`--again` or a change to the program, the examples or what the layer itself is made of begins anew.
"""

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import date
from functools import cache
from modulefinder import ModuleFinder
from pathlib import Path
from typing import NamedTuple

from tests.crash.figures import Figures
from tests.crash.layers import LAYERS, TREE, Layer, apart

PAGE = TREE / "docs" / "reliability.md"
_KEPT = TREE / ".cache" / "release"
_BEGINS, _ENDS = "<!-- figures: tests/crash/release -->", "<!-- end of figures -->"
_HEAD = "| Layer | Figures | Date | Commit |\n|---|---|---|---|\n"
_ROW = re.compile(r"^\| (?P<layer>[a-z0-9-]+) \| `.+ seed=(?P<seed>\d+)` \| .+ \| (?P<commit>\S+) \|\n", re.MULTILINE)
_MEASURED = ("kronobarn_cli", "templates", "examples")
_DATA = ("tests/crash/faked_clock", "tests/hostile/corpus", "tests/hostile/words.dict")
_SEED = 1


class Chunk(NamedTuple):
    """A part of a layer: how much of it, with which seed."""

    layer: Layer
    size: int
    seed: int


class Order(NamedTuple):
    """How layers are run: how much of each, from which seed, and whether what was found before counts."""

    scale: float
    seed: int
    again: bool


def chunks(layer: Layer, count: int, seed: int) -> tuple[Chunk, ...]:
    """A layer's count in parts, each with a seed of its own."""
    size = layer.chunk or count
    starts = range(0, count, size)
    return tuple(Chunk(layer, min(size, count - start), seed + number) for number, start in enumerate(starts))


def together(parts: list[Figures], seed: int) -> Figures:
    """Several chunks' figures as those of one run: counts are added up, of extremes (`longest-ms`) the outermost is kept."""
    names = dict.fromkeys(name for one in parts for name in one.counts)
    counts = {name: _put_together(name, [one.counts[name] for one in parts if name in one.counts]) for name in names}
    return Figures(parts[0].layer, counts, seed, tuple(line for one in parts for line in one.trouble))


def _put_together(name: str, counts: list[int]) -> int:
    extreme, _hyphen, _of_what = name.partition("-")
    return {"longest": max, "most": max, "least": min}.get(extreme, sum)(counts)


def row(name: str, figures: Figures, day: date, commit: str) -> str:
    """A layer's figures as a row in Markdown."""
    return f"| {name} | `{figures.line}` | {day} | {commit} |\n"


def rows(page: str) -> dict[str, str]:
    """The rows of the page's table by layer; ValueError without marks around it."""
    _before, table, _after = _parted(page)
    return {found["layer"]: found[0] for found in _ROW.finditer(table)}


def with_row(page: str, name: str, its_row: str) -> str:
    """The page with this layer's row in its table, other layers' rows as they were; ValueError as `rows`."""
    before, _table, after = _parted(page)
    known = rows(page) | {name: its_row}
    inside = "".join(known[layer.name] for layer in LAYERS if layer.name in known)
    return f"{before}{_BEGINS}\n{_HEAD}{inside}{_ENDS}{after}"


def _parted(page: str) -> tuple[str, str, str]:
    if page.count(_BEGINS) != 1 or page.count(_ENDS) != 1:
        raise ValueError(f"{PAGE.name} needs {_BEGINS} and {_ENDS}, once each")
    before, _mark, rest = page.partition(_BEGINS)
    table, _mark, after = rest.partition(_ENDS)
    return before, table, after


def stands(page: str, layer: Layer, seed: int) -> bool:
    """Whether the page has this layer's figures from this seed, and nothing they come from has changed since."""
    known = _ROW.match(rows(page).get(layer.name, ""))
    return known is not None and known["seed"] == str(seed) and unchanged(layer, known["commit"])


@cache
def sources(layer: Layer) -> tuple[str, ...]:
    """What a layer's figures come from, as paths below the project: the program, and the harness as far as it takes part."""
    finder = ModuleFinder([str(TREE)])
    finder.import_hook(layer.module)
    files = (Path(path) for one in finder.modules.values() if (path := getattr(one, "__file__", None)))
    found = (path.relative_to(TREE) for path in files)
    return (*_MEASURED, *_DATA, *sorted(path.as_posix() for path in found if path.parts[0] == "tests"))


def unchanged(layer: Layer, since: str) -> bool:
    """Whether what a layer's figures come from is as it was at this commit; not where nobody knows that commit."""
    return _git("diff", "--quiet", since, "--", *sources(layer)).returncode == 0


def run(layer: Layer, order: Order) -> Figures | None:
    """Run a layer and print its line; None where this system has not what it needs."""
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
    kept = _KEPT / commit(chunk.layer) / f"{chunk.layer.name}-{chunk.size}-{chunk.seed}.json"
    if kept.exists() and not order.again:
        told = json.loads(kept.read_text(encoding="utf-8"))
        return Figures(told["layer"], told["counts"], told["seed"], tuple(told["trouble"]))
    figures = apart("tests.crash.layers", chunk.layer.name, chunk.size, chunk.seed)
    if figures.well:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(asdict(figures)), encoding="utf-8")
    return figures


def commit(layer: Layer) -> str:
    """The last commit of what a layer's figures come from; where something is changed since, the name of the change follows."""
    head = _git("log", "-1", "--format=%h", "--", *sources(layer)).stdout.strip() or "none"
    changed = _git("diff", "HEAD", "--", *sources(layer)).stdout
    return head + (f"+{hashlib.sha256(changed.encode()).hexdigest()[:6]}" if changed else "")


def _git(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *words], cwd=TREE, capture_output=True, text=True, check=False)


def main(arguments: list[str]) -> int:
    """Run what was asked for; 0 when all is well."""
    names = [layer.name for layer in LAYERS if layer.release]
    parser = argparse.ArgumentParser(prog="tests/crash/release", description=__doc__)
    parser.add_argument("--only", default=",".join(names), help=f"layers with commas between them: {', '.join(names)}")
    parser.add_argument("--scale", type=float, default=1.0, help="so much of the full count, such as 0.01")
    parser.add_argument("--seed", type=int, default=_SEED)
    parser.add_argument("--again", action="store_true", help="run also what stands on the page")
    parser.add_argument("--no-page", action="store_true", help="leave docs/reliability.md alone")
    given = parser.parse_args(arguments)
    chosen = given.only.split(",")
    if unknown := set(chosen) - set(names):
        parser.error(f"there is no layer called {', '.join(sorted(unknown))}")
    order, well = Order(given.scale, given.seed, given.again), True
    for layer in (one for one in LAYERS if one.name in chosen):
        if given.scale >= 1 and not given.again and stands(_page(), layer, given.seed):
            print(f"{layer.name}: stands on the page", flush=True)
        elif figures := run(layer, order):
            well = well and figures.well
            if figures.well and given.scale >= 1 and not given.no_page:
                told = row(layer.name, figures, date.today(), commit(layer))  # noqa: DTZ011
                PAGE.write_text(with_row(_page(), layer.name, told), encoding="utf-8", newline="\n")
    left = [layer.name for layer in LAYERS if layer.release and not stands(_page(), layer, given.seed)]
    print(f"Not in {PAGE.relative_to(TREE)} yet: {', '.join(left)}" if left else "Every layer's figures stand there.")
    return 0 if well else 1


def _page() -> str:
    return PAGE.read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
