"""How much the history in words costs over `git log` itself: `python -m tests.bench.history [--write]`.

A county's folder is made up once and kept in .cache: 10,000 plans, 50,000 commits. Each command is then run turn by turn
with the `git log` that lists the same changes, in one run, and compared by the computing time of all processes it started:
as git has it by itself, and with the list of commits that we have git make the first time somebody looks back. Beside it
stand the start of our program alone, and three versions of a plan put together as git has it done, in milliseconds.
"""

import argparse
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, NamedTuple

ROOT = Path(__file__).parents[2]
README = Path(__file__).with_name("README.md")
MARKS = ("<!-- history -->", "<!-- /history -->")
PLANS, COMMITS = 10_000, 50_000
MOST, DRIVER = 2.0, 100
PROGRAM = (sys.executable, "-m", "kronobarn_cli", "--no-input")
_LETTERS = "abcdefghjkmnpqrstuvwxyz"
_EXAMPLE = ROOT / "examples" / "k7mtr.yaml"
_KEPT = ROOT / ".cache" / "bench"


class Compared(NamedTuple):
    """One command beside the `git log` that finds the same: seconds of computing, turn by turn.

    `git` is git by itself, `listed` is git with the list of commits.
    """

    name: str
    ours: list[float]
    git: list[float]
    listed: list[float]

    def over(self, git: list[float]) -> float:
        return statistics.median(one / other for one, other in zip(self.ours, git, strict=True))


def county(plans: int, commits: int) -> Path:
    """A plan folder with so many plans and commits, made the first time it is asked for."""
    folder = _KEPT / f"county-{plans}-{commits}"
    if (folder / "ready").exists():
        return folder
    print(f"A county with {plans} plans and {commits} commits is made up; that takes some minutes.", file=sys.stderr)
    subprocess.run(["git", "init", "--quiet", "--initial-branch", "main", str(folder)], check=True)
    with subprocess.Popen(["git", "-C", folder, "fast-import", "--quiet"], stdin=subprocess.PIPE) as importing:
        assert importing.stdin is not None
        _write_history(importing.stdin, plans, commits)
    assert importing.returncode == 0
    subprocess.run(["git", "-C", folder, "checkout", "--quiet", "main"], check=True)
    subprocess.run(["git", "-C", folder, "commit-graph", "write", "--reachable", "--changed-paths"], check=True)
    (folder / "ready").touch()
    return folder


def _write_history(stream: IO[bytes], plans: int, commits: int) -> None:
    chance, text, moment = random.Random(1), _EXAMPLE.read_text("utf-8"), 1_700_000_000
    codes = list(dict.fromkeys(_codes(chance, plans)))
    revisions = dict.fromkeys(codes, 0)
    for number, code in enumerate(("", *_order(chance, codes, commits))):
        message, path, data = "new folder", "kronobarn.toml", b'language = "sv"\n'
        if code:
            message, path, data = f"{code}: interview", f"plans/{code}.yaml", _revised(text, code, revisions)
        stream.write(
            f"commit refs/heads/main\ncommitter Anna <anna@exempel.se> {moment + 60 * number} +0100\n".encode()
        )
        stream.write(_data(message.encode()) + f"M 100644 inline {path}\n".encode() + _data(data))


def _order(chance: random.Random, codes: list[str], commits: int) -> Iterator[str]:
    """Every plan once, and then now this one and now that."""
    yield from codes[: commits - 1]
    yield from chance.choices(codes, k=max(0, commits - 1 - len(codes)))


def _codes(chance: random.Random, count: int) -> Iterator[str]:
    found: set[str] = set()
    while len(found) < count:
        code = chance.choice(_LETTERS) + "".join(chance.choices(_LETTERS + "23456789", k=4))
        found.add(code)
        yield code


def _revised(text: str, code: str, revisions: dict[str, int]) -> bytes:
    revisions[code] += 1
    number = revisions[code]
    changed = text.replace("code: k7mtr", f"code: {code}").replace("revision: 7\n", f"revision: {number}\n")
    return changed.replace("minutes: 60", f"minutes: {30 + number}").encode()


def _data(data: bytes) -> bytes:
    return f"data {len(data)}\n".encode() + data + b"\n"


def computing(command: list[str], folder: Path, environ: dict[str, str]) -> float:
    """Seconds of computing of a command and all that it started."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Whoever has the program installed has it compiled.
    known = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(
        command, cwd=folder, env=known | environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compared(folder: Path, code: str, rounds: int, environ: dict[str, str]) -> list[Compared]:
    """Every command of the history beside its `git log`."""
    log = ["git", "log", "-z", "--raw", "--no-abbrev", "--no-renames", "--format=%H%x00%an%x00%aI%x00%s"]
    path = f"plans/{code}.yaml"
    pairs = (
        ("history CODE", ["history", code], [*log, "--", path]),
        ("history", ["history"], [*log, "-n", "20"]),
        ("changes CODE --since 1", ["changes", code, "--since", "1"], [*log, "--", path]),
        ("show CODE --at 1", ["show", code, "--at", "1"], [*log, "--", path]),
    )
    found = [Compared(name, [], [], []) for name, _ours, _git in pairs]
    for turn in range(rounds + 1):
        for one, (_name, words, git) in zip(found, pairs, strict=True):
            by_itself = ["git", "-c", "core.commitGraph=false", *git[1:]]
            figures = (
                computing([*PROGRAM, *words], folder, environ),
                *(computing(command, folder, environ) for command in (by_itself, git)),
            )
            if turn:
                for kept, seconds in zip(one[1:], figures, strict=True):
                    kept.append(seconds)
    return found


def starts(folder: Path, environ: dict[str, str], rounds: int) -> list[float]:
    """Seconds of computing of a command that does nothing but start."""
    return [computing([*PROGRAM, "--version"], folder, environ) for _turn in range(rounds + 1)][1:]


def put_together(home: Path, environ: dict[str, str], rounds: int) -> list[float]:
    """Milliseconds by the clock in which three versions of a plan are put together as git has it done."""
    text = _EXAMPLE.read_text("utf-8")
    versions = (text, text.replace("minutes: 60", "minutes: 45"), text.replace("status: ongoing", "status: done", 1))
    taken = []
    for _turn in range(rounds + 1):
        paths = [home / name for name in ("base", "ours", "theirs")]
        for path, version in zip(paths, versions, strict=True):
            path.write_text(version, "utf-8")
        began = time.perf_counter()
        computing([sys.executable, "-P", "-m", "kronobarn_cli", "merge-files", *map(str, paths), "p"], home, environ)
        taken.append((time.perf_counter() - began) * 1000)
        assert "minutes: 45" in paths[1].read_text("utf-8")
    return taken[1:]


def report(rounds: int, plans: int, commits: int) -> str:
    """The figures as Markdown."""
    folder = county(plans, commits)
    codes = sorted(path.stem for path in (folder / "plans").glob("?????.yaml"))
    with tempfile.TemporaryDirectory() as home:
        environ = {"KRONOBARN_STATE": home, "KRONOBARN_CONFIG": f"{home}/settings.toml", "PYTHONPATH": str(ROOT)}
        rows = compared(folder, codes[len(codes) // 2], rounds, environ)
        start = statistics.median(starts(folder, environ, rounds))
        driver = put_together(Path(home), environ, rounds * 3)
    made = f"{datetime.now(UTC).date().isoformat()}, {plans} plans, {commits} commits, {rounds} rounds"
    machine = f"Python {platform.python_version()}, {_git_version()}, {platform.system()}"
    head = (
        "| command | ours, s | `git log` by itself, s | ratio | `git log` with the list, s | ratio |",
        "|---|---:|---:|---:|---:|---:|",
    )
    words = (
        f"The start of our program alone, within all of ours: {start:.2f} s. Three versions of a plan put together as "
        f"git has it done: {statistics.median(driver):.0f} ms ({min(driver):.0f}-{max(driver):.0f})."
    )
    judged = [_judged(one.over(one.git) < MOST, f"`{one.name}` under {MOST:g} of `git log` by itself") for one in rows]
    judged.append(_judged(statistics.median(driver) < DRIVER, f"three versions put together under {DRIVER} ms"))
    lines = (
        f"{made}, {machine}. Computing time of all processes.",
        "",
        *head,
        *map(_row, rows),
        "",
        words,
        "",
        *judged,
    )
    return "\n".join(lines)


def _judged(met: bool, target: str) -> str:
    return f"- {'met' if met else '**not met**'}: {target}"


def _row(one: Compared) -> str:
    ours, git, listed = (statistics.median(seconds) for seconds in one[1:])
    return f"| `{one.name}` | {ours:.2f} | {git:.2f} | {one.over(one.git):.2f} | {listed:.2f} | {one.over(one.listed):.2f} |"


def _git_version() -> str:
    return subprocess.run(["git", "--version"], capture_output=True, text=True, check=True).stdout.strip()


def main() -> None:
    """Print the figures, and with --write put them into the README of the bench."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.history", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--plans", type=int, default=PLANS)
    parser.add_argument("--commits", type=int, default=COMMITS)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    text = report(given.rounds, given.plans, given.commits)
    print(text)
    if given.write:
        before, _, rest = README.read_text("utf8").partition(MARKS[0])
        after = rest.partition(MARKS[1])[2]
        README.write_text(f"{before}{MARKS[0]}\n{text}\n{MARKS[1]}{after}", "utf8", newline="\n")


if __name__ == "__main__":
    main()
