"""How quick kronobarn is beside programs like it: whole processes, one after another, round after round.

`python tests/bench/bench.py` makes one environment per program in `.cache/bench`, gives each ten records in a
home of its own, and takes turns (A B C ... A B C ...), so that whatever else the machine does meets them all.
The first round is dropped; ratios are taken within a round. Needs a Unix, git and a network, and beyond them
only the standard library.
"""

import argparse
import compileall
import datetime as dt
import itertools
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".cache" / "bench"
README = Path(__file__).with_name("README.md")
MARKS = ("<!-- figures -->", "<!-- /figures -->")
RECORDS = 10
CODES = tuple(f"{letter}{digit}abc" for letter, digit in zip("kmrtvwxyzb", "2345679872", strict=True))


class Taken(NamedTuple):
    """What one process took, in milliseconds."""

    cpu: float
    wall: float


@dataclass(frozen=True)
class Measure:
    """One thing to time: the words typed, what is set in the environment, what must be seen in the answer."""

    words: tuple[str, ...]
    environ: dict[str, str] = field(default_factory=dict)
    shows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Program:
    """A program, how it is given its ten records, and what is timed."""

    name: str
    package: str
    command: str
    prepare: Callable[[Path, "Program"], None]
    measures: dict[str, Measure]

    @property
    def place(self) -> Path:
        return CACHE / self.name

    @property
    def python(self) -> Path:
        return self.place / "bin" / "python"

    def line(self, measure: Measure) -> list[str]:
        return [str(self.place / "bin" / self.command), *measure.words]


class Target(NamedTuple):
    """What is promised: `ours` takes less than `share` of what jrnl's `theirs` takes."""

    ours: str
    theirs: str
    share: float


TARGETS = (
    Target("--version", "--version", 0.5),
    Target("completion", "--version", 0.5),
    Target("--help", "--help", 1.0),
    Target("glossary", "--help", 1.0),
    Target("one record", "one record", 1.0),
)
BESIDE = {"completion": "--version", "glossary": "--help"}  # of what jrnl has no like, the nearest


def prepare_jrnl(home: Path, _program: Program) -> None:
    """Ten entries in one plain file; the version in the settings keeps it from upgrading them."""
    journal = home / "journal.txt"
    journal.write_text("".join(f"[2026-03-{n:02} 09:00] Record {n}. Some words.\n\n" for n in _numbers()))
    settings = f"journals:\n  default:\n    journal: {journal}\nversion: {_version(_program)}\n"
    settings += "colors: {body: none, date: none, tags: none, title: none}\neditor: ''\nencrypt: false\n"
    settings += "default_hour: 9\ndefault_minute: 0\nhighlight: true\nindent_character: '|'\nlinewrap: 79\n"
    settings += "tagsymbols: '#@'\ntemplate: false\ntimeformat: '%F %H:%M'\n"
    _write(home / ".config" / "jrnl" / "jrnl.yaml", settings)


def prepare_todoman(home: Path, _program: Program) -> None:
    for n in _numbers():
        _write(home / "todos" / "bench" / f"record-{n}.ics", _component("VTODO", n))
    _write(home / ".config" / "todoman" / "config.py", f'path = "{home}/todos/*"\ndefault_list = "bench"\n')


def prepare_khal(home: Path, _program: Program) -> None:
    for n in _numbers():
        _write(home / "calendar" / f"record-{n}.ics", _component("VEVENT", n))
    settings = f"[calendars]\n[[bench]]\npath = {home}/calendar\n[locale]\ndateformat = %Y-%m-%d\n"
    settings += "longdateformat = %Y-%m-%d\ntimeformat = %H:%M\nfirstweekday = 0\n"
    _write(home / ".config" / "khal" / "config", settings + "[default]\ndefault_calendar = bench\n")


def prepare_doorstop(home: Path, program: Program) -> None:
    for line in (
        ["git", "init", "-q"],
        ["git", "config", "user.name", "bench"],
        ["git", "config", "user.email", "b@example.org"],
    ):
        _run(line, home)
    _run(program.line(Measure(("create", "REQ", "reqs"))), home)
    _run(program.line(Measure(("add", "REQ", "-c", str(RECORDS)))), home)
    for n, item in zip(_numbers(), sorted((home / "reqs").glob("REQ*.yml")), strict=True):
        item.write_text(
            item.read_text().replace("text: ''", f"text: 'Record {n}.'").replace('text: ""', f"text: 'Record {n}.'")
        )


def prepare_kronobarn(home: Path, program: Program) -> None:
    """Ten plans copied from the made-up children, each under a code of its own."""
    _run(program.line(Measure(("init", ".", "--no-input"))), home)
    examples = itertools.cycle(
        sorted((ROOT / "examples").glob("**/plans/*.yaml")) or sorted((ROOT / "examples").glob("*.yaml"))
    )
    for code, example in zip(CODES, examples, strict=False):
        lines = example.read_text(encoding="utf-8").splitlines(keepends=True)
        copied = (f"code: {code}\n" if line.startswith("code:") else line for line in lines)
        _write(home / "plans" / f"{code}.yaml", "".join(copied))


def _numbers() -> range:
    return range(1, RECORDS + 1)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _component(kind: str, n: int) -> str:
    inner = f"BEGIN:{kind}\r\nUID:record-{n}\r\nDTSTAMP:20260301T080000Z\r\nSUMMARY:Record {n}\r\n"
    inner += f"DTSTART:202603{n:02}T090000Z\r\nDTEND:202603{n:02}T100000Z\r\n" if kind == "VEVENT" else ""
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//\r\n{inner}END:{kind}\r\nEND:VCALENDAR\r\n"


ALL_RECORDS = tuple(f"Record {n}" for n in _numbers())
PROGRAMS = (
    Program(
        "jrnl",
        "jrnl",
        "jrnl",
        prepare_jrnl,
        {
            "--version": Measure(("--version",)),
            "--help": Measure(("--help",)),
            "ten records": Measure(("-n", "10", "--short"), shows=ALL_RECORDS),
            "one record": Measure(("-n", "1"), shows=("Record 10",)),
        },
    ),
    Program(
        "kronobarn",
        str(ROOT),
        "kronobarn",
        prepare_kronobarn,
        {
            "--version": Measure(("--version",)),
            "--help": Measure(("--help",)),
            "completion": Measure(
                (),
                {"_KRONOBARN_COMPLETE": "complete_bash", "COMP_WORDS": "kronobarn\nsho", "COMP_CWORD": "1"},
                ("show",),
            ),
            "glossary": Measure(("glossary",)),
            "ten records": Measure(("list",), shows=CODES),
            "one record": Measure(("show", CODES[0]), shows=(CODES[0],)),
        },
    ),
    Program(
        "todoman",
        "todoman",
        "todo",
        prepare_todoman,
        {
            "--version": Measure(("--version",)),
            "--help": Measure(("--help",)),
            "ten records": Measure(("list",), shows=ALL_RECORDS),
            "one record": Measure(("show", "1"), shows=("Record",)),
        },
    ),
    Program(
        "khal",
        "khal",
        "khal",
        prepare_khal,
        {
            "--version": Measure(("--version",)),
            "--help": Measure(("--help",)),
            "ten records": Measure(("list", "2026-03-01", "2026-03-11"), shows=ALL_RECORDS),
            "one record": Measure(("list", "2026-03-10", "1d"), shows=("Record 10",)),
        },
    ),
    Program(
        "doorstop",
        "doorstop",
        "doorstop",
        prepare_doorstop,
        {
            "--version": Measure(("--version",)),
            "--help": Measure(("--help",)),
            "ten records": Measure(("publish", "REQ"), shows=ALL_RECORDS),
        },
    ),
)


def install(program: Program) -> None:
    """Make the program's environment, or use the one from last time; kronobarn is always built anew."""
    if not program.python.exists():
        venv.create(program.place, with_pip=True)
    pip = [str(program.python), "-m", "pip", "install", "-q"]
    if program.package == str(ROOT):
        with tempfile.TemporaryDirectory() as place:  # building leaves files behind
            ignored = shutil.ignore_patterns(".*", "__pycache__", "tests")
            copy = shutil.copytree(ROOT, Path(place) / "kronobarn", ignore=ignored)
            subprocess.run([*pip, str(copy)], check=True)
            subprocess.run([*pip, "--force-reinstall", "--no-deps", str(copy)], check=True)
    elif not (program.place / "bin" / program.command).exists():
        subprocess.run([*pip, program.package], check=True)
    compileall.compile_dir(str(program.place / "lib"), quiet=2, workers=1)


def _version(program: Program) -> str:
    name = "kronobarn" if program.package == str(ROOT) else program.package
    code = f"from importlib.metadata import version; print(version({name!r}))"
    return subprocess.run([program.python, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def _environ(home: Path, measure: Measure | None = None) -> dict[str, str]:
    places = {f"XDG_{kind}_HOME": str(home / f".{kind.lower()}") for kind in ("CONFIG", "CACHE", "DATA", "STATE")}
    plain = {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "dumb", "PAGER": "cat"}
    return plain | places | (measure.environ if measure else {})


def _run(line: list[str], home: Path, measure: Measure | None = None) -> str:
    environ = _environ(home, measure)
    done = subprocess.run(
        line, cwd=home, env=environ, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        sys.exit(f"{' '.join(line)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def proven(program: Program, home: Path) -> None:
    """Stop unless every measure does what it is timed for: a quick failure is no figure."""
    for label, measure in program.measures.items():
        said = _run(program.line(measure), home, measure)
        if missing := [words for words in measure.shows if words not in said]:
            sys.exit(f"{program.name} {label}: nothing of {missing} in\n{said}")


def taken(program: Program, home: Path, measure: Measure) -> Taken:
    """Time one process from start to end."""
    environ = _environ(home, measure)
    start = time.perf_counter()
    process = subprocess.Popen(
        program.line(measure),
        cwd=home,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{program.name} {' '.join(measure.words)}: exit code {process.returncode}")
    return Taken((usage.ru_utime + usage.ru_stime) * 1000, wall * 1000)


Figures = dict[tuple[str, str], list[Taken]]


def timed(programs: list[Program], rounds: int) -> Figures:
    """Let the programs take turns, and keep every round but the first."""
    figures: Figures = {(one.name, label): [] for one in programs for label in one.measures}
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        homes = {one.name: Path(place).resolve() / one.name for one in programs}
        for one in programs:
            homes[one.name].mkdir()
            one.prepare(homes[one.name], one)
            proven(one, homes[one.name])
        labels = list(dict.fromkeys(label for one in programs for label in one.measures))
        for number in range(rounds + 1):
            for label, one in itertools.product(labels, programs):
                if label in one.measures:
                    took = taken(one, homes[one.name], one.measures[label])
                    figures[one.name, label] += [took] if number else []
    return figures


def ratios(figures: Figures, name: str, label: str, beside: str, kind: str) -> list[float]:
    """Compare with jrnl round by round; `kind` is cpu or wall."""
    pairs = zip(figures[name, label], figures["jrnl", beside], strict=True)
    return [getattr(ours, kind) / getattr(theirs, kind) for ours, theirs in pairs]


def report(figures: Figures, programs: list[Program], rounds: int) -> Iterator[str]:
    """Write the figures as Markdown."""
    today = dt.datetime.now(tz=dt.UTC).date()
    versions = ", ".join(f"{one.name} {_version(one)}" for one in programs)
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    yield f"{today}, {rounds} rounds, Python {platform.python_version()}, {machine}."
    yield f"Other work on the machine meanwhile: load {os.getloadavg()[0]:.1f}. {versions}."
    yield ""
    yield "| | | CPU ms | wall ms | beside | CPU ratio (min-max) | wall ratio (min-max) |"
    yield "|---|---|---:|---:|---|---|---|"
    order = list(dict.fromkeys(label for _, label in figures))
    for name, label in sorted(figures, key=lambda key: order.index(key[1])):
        yield _row(figures, name, label)
    if ("kronobarn", "--version") in figures and ("jrnl", "--version") in figures:
        yield ""
        yield from (_verdict(figures, target) for target in TARGETS)


def _row(figures: Figures, name: str, label: str) -> str:
    cpu, wall = (statistics.median(getattr(one, kind) for one in figures[name, label]) for kind in ("cpu", "wall"))
    beside, compared = BESIDE.get(label, label), ["", ""]
    if name != "jrnl" and ("jrnl", beside) in figures:
        compared = [_spread(ratios(figures, name, label, beside, kind)) for kind in ("cpu", "wall")]
    against = f"jrnl {beside}" if any(compared) else ""
    return f"| {name} | {label} | {cpu:.0f} | {wall:.0f} | {against} | {compared[0]} | {compared[1]} |"


def _spread(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} ({min(values):.2f}-{max(values):.2f})"


def _verdict(figures: Figures, target: Target) -> str:
    """Say whether a promise is kept: in CPU time and on the clock, by the median round."""
    both = [ratios(figures, "kronobarn", target.ours, target.theirs, kind) for kind in ("cpu", "wall")]
    kept = all(statistics.median(one) < target.share for one in both)
    promise = f"{target.ours} under {target.share:.0%} of jrnl's {target.theirs}"
    return f"- {'met' if kept else '**not met**'}: {promise} (CPU {_spread(both[0])}, wall {_spread(both[1])})"


def write(lines: list[str]) -> None:
    """Put the figures between the marks in the README beside this file."""
    before, _, rest = README.read_text(encoding="utf-8").partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    text = "\n".join((before + MARKS[0], *lines, MARKS[1] + after))
    README.write_text(text, encoding="utf-8")


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("programs", nargs="*", help="only these; jrnl is what the others are compared with")
    words.add_argument("--rounds", type=int, default=21)
    words.add_argument("--write", action="store_true", help=f"put the figures in {README.name}")
    asked = words.parse_args()
    programs = [one for one in PROGRAMS if not asked.programs or one.name in asked.programs]
    for one in programs:
        install(one)
    lines = list(report(timed(programs, asked.rounds), programs, asked.rounds))
    print("\n".join(lines))
    if asked.write:
        write(lines)


if __name__ == "__main__":
    main()
