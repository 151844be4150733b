"""How much the history in words costs over `git log` itself: `python -m tests.bench.history [--write]`.

A county's folder is made up once and kept in .cache: 10,000 plans, 50,000 commits. Each command is then run turn by turn
with the `git log` that lists the same changes, in one run, and compared by the computing time of all processes it started.
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
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, NamedTuple

ROOT = Path(__file__).parents[2]
README = Path(__file__).with_name("README.md")
MARKS = ("<!-- history -->", "<!-- /history -->")
PLANS, COMMITS = 10_000, 50_000
MOST = 2.0
_LETTERS = "abcdefghjkmnpqrstuvwxyz"
_EXAMPLE = ROOT / "examples" / "k7mtr.yaml"
_KEPT = ROOT / ".cache" / "bench"


class Compared(NamedTuple):
    """One command beside the `git log` that finds the same: seconds of computing, turn by turn."""

    name: str
    ours: list[float]
    git: list[float]

    @property
    def ratio(self) -> float:
        return statistics.median(one / other for one, other in zip(self.ours, self.git, strict=True))


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
    subprocess.run(command, cwd=folder, env=os.environ | environ, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compared(folder: Path, code: str, rounds: int) -> list[Compared]:
    """Every command of the history beside its `git log`."""
    log = ["git", "log", "-z", "--raw", "--no-abbrev", "--no-renames", "--format=%H%x00%an%x00%aI%x00%s"]
    path = f"plans/{code}.yaml"
    pairs = (
        ("history CODE", ["history", code], [*log, "--", path]),
        ("history", ["history"], [*log, "-n", "20"]),
        ("changes CODE --since 1", ["changes", code, "--since", "1"], [*log, "--", path]),
        ("show CODE --at 1", ["show", code, "--at", "1"], [*log, "--", path]),
    )
    found = [Compared(name, [], []) for name, _ours, _git in pairs]
    with tempfile.TemporaryDirectory() as state:
        environ = {"KRONOBARN_STATE": state, "KRONOBARN_CONFIG": f"{state}/settings.toml", "PYTHONPATH": str(ROOT)}
        program = [sys.executable, "-m", "kronobarn_cli", "--no-input"]
        for turn in range(rounds + 1):
            for one, (_name, words, git) in zip(found, pairs, strict=True):
                ours, theirs = computing([*program, *words], folder, environ), computing(git, folder, environ)
                if turn:
                    one.ours.append(ours)
                    one.git.append(theirs)
    return found


def report(rounds: int, plans: int, commits: int) -> str:
    """The figures as Markdown."""
    folder = county(plans, commits)
    codes = sorted(path.stem for path in (folder / "plans").glob("?????.yaml"))
    rows = compared(folder, codes[len(codes) // 2], rounds)
    made = f"{datetime.now(UTC).date().isoformat()}, {plans} plans, {commits} commits, {rounds} rounds"
    machine = f"Python {platform.python_version()}, {_git_version()}, {platform.system()}"
    head = ("| command | ours, s | `git log`, s | ratio |", "|---|---:|---:|---:|")
    return "\n".join((f"{made}, {machine}. Computing time of all processes.", "", *head, *map(_row, rows)))


def _row(one: Compared) -> str:
    ours, git = statistics.median(one.ours), statistics.median(one.git)
    return f"| `{one.name}` | {ours:.2f} | {git:.2f} | {one.ratio:.2f} |"


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
