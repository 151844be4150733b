"""How much our documents cost over the programs that set them: `python -m tests.bench.documents [--write]`.

The same text is set twice, turn by turn in one run: by `render` (context, template, blocks and all), and by pandoc or
typst alone, given the finished text in their own language and the same letterhead, fonts and standards. Then a whole
`kronobarn render --all` is timed from Enter to the prompt, three forms at once.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pypandoc
import typst

from kronobarn_cli import i18n
from kronobarn_cli.render.documents import Style
from kronobarn_cli.work.rendering import Order, render
from tests.render.samples import example, terms

ROOT = Path(__file__).parents[2]
README = Path(__file__).with_name("README.md")
MARKS = ("<!-- documents -->", "<!-- /documents -->")
CODE, DAY = "k7mtr", date(2026, 4, 27)
PAGES = (("plan", "family"), ("agenda", "chair"), ("follow-up", "family"))
FRAMES = ROOT / "templates" / "frames"
MOST, SECONDS = 1.5, 5.0
FORMS = ("md", "html", "pdf")
STANDARDS: Any = ["ua-1", "a-2a"]


class Pair(NamedTuple):
    """What one document took, in milliseconds and turn by turn: ours and the engine's alone."""

    name: str
    ours: list[float]
    alone: list[float]

    @property
    def ratios(self) -> list[float]:
        return [one / other for one, other in zip(self.ours, self.alone, strict=True)]


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of one go."""
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def pair(document: str, audience: str, form: str, rounds: int) -> Pair:
    """Both ways to set one document, one after the other, the first round dropped."""
    found = Pair(f"{document} for {audience}, {form}", [], [])
    for turn in range(rounds + 1):
        # Another day each time: typst remembers what it has set before.
        style = Style(terms("sv"), "sv", DAY + timedelta(turn))
        text = render(example(CODE), Order(document, audience, "md"), style).text
        alone = {"docx": by_pandoc, "pdf": by_typst}[form](text)
        ours = timed(lambda style=style: render(example(CODE), Order(document, audience, form), style))  # type: ignore[misc]
        theirs = timed(alone)
        if turn:
            found.ours.append(ours)
            found.alone.append(theirs)
    return found


def by_pandoc(text: str) -> Callable[[], object]:
    """Pandoc, started by hand on the same Markdown and letterhead."""
    command = [pypandoc.get_pandoc_path(), "--from=commonmark+pipe_tables", "--to=docx", "--sandbox", "--output=-"]
    command += [f"--reference-doc={FRAMES / 'page.docx'}", "--metadata=lang:sv-SE"]
    return lambda: subprocess.run(command, input=text.encode(), capture_output=True, check=True)


def by_typst(text: str) -> Callable[[], object]:
    """Typst on the same text in its own language, set on the same page: our fonts, header, footer and both standards."""
    command = [pypandoc.get_pandoc_path(), "--from=commonmark+pipe_tables", "--to=typst"]
    body = subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout.decode()
    page = (FRAMES / "page.typ").read_text("utf8").partition("#let picture(")[0]
    source = f"{page}#let horizontalrule = line(length: 100%)\n{body}".encode()
    edges = {"stamp": "a", "footer": body[-40:]}
    about = {
        "page": {"language": "sv", "title": "a", "large": False},
        "edges": edges,
        "words": {"page": "b", "of": "c"},
    }
    typeset: Any = typst.compile
    return lambda: typeset(
        source,
        format="pdf",
        sys_inputs={"data": json.dumps(about)},
        font_paths=[FRAMES / "fonts"],
        ignore_system_fonts=True,
        pdf_standards=STANDARDS,
        timestamp=datetime.combine(DAY, datetime.min.time(), UTC),
    )


def all_copies(rounds: int) -> tuple[int, list[float]]:
    """Files and seconds of a whole `render --all` in three forms, from Enter to the prompt."""
    program = [sys.executable, "-m", "kronobarn_cli"]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "ovning")
        environ["KRONOBARN_STATE"], environ["KRONOBARN_CONFIG"] = f"{place}/state", f"{place}/settings.toml"
        run = partial(subprocess.run, capture_output=True, check=True, cwd=place, env=environ)
        run([*program, "practice", str(folder), "--no-input"])
        command = [*program, "--folder", str(folder), "--no-input", "render", CODE, "--all", "--not-handed-out"]
        command += [word for form in FORMS for word in ("--to", form)]
        _first, *taken = [timed(lambda: run(command)) / 1000 for _ in range(rounds + 1)]
        return sum(1 for one in (folder / "utskrifter").iterdir() if one.is_file()), taken


def report(rounds: int) -> str:
    """The figures as Markdown."""
    pairs = [pair(*page, form, rounds) for page in PAGES for form in ("docx", "pdf")]
    files, seconds = all_copies(max(3, rounds // 3))
    lines = [
        f"{datetime.now(UTC).date().isoformat()}, {rounds} rounds, Python {platform.python_version()}, {platform.system()}.",
        "",
        "| document | ours, ms | the engine alone, ms | ratio (min-max) |",
        "|---|---:|---:|---|",
        *map(_row, pairs),
        "",
        *(f"- {_verdict(_ratio(one) < MOST)}: {one.name} under {MOST} of the engine alone" for one in pairs),
        _whole(files, seconds),
    ]
    return "\n".join(lines)


def _ratio(one: Pair) -> float:
    return statistics.median(one.ratios)


def _row(one: Pair) -> str:
    ours, alone, span = statistics.median(one.ours), statistics.median(one.alone), (min(one.ratios), max(one.ratios))
    return f"| {one.name} | {ours:.0f} | {alone:.0f} | {_ratio(one):.2f} ({span[0]:.2f}-{span[1]:.2f}) |"


def _whole(files: int, seconds: list[float]) -> str:
    took = f"{statistics.median(seconds):.1f} s ({min(seconds):.1f}-{max(seconds):.1f})"
    met = _verdict(statistics.median(seconds) < SECONDS)
    return f"- {met}: `render --all` in {', '.join(FORMS)}, {files} files, in {took}, under {SECONDS:.0f} s"


def _verdict(met: bool) -> str:
    return "met" if met else "**not met**"


def main() -> None:
    choices = argparse.ArgumentParser(description=__doc__)
    choices.add_argument("--rounds", type=int, default=15)
    choices.add_argument("--write", action="store_true", help="put the figures into README.md")
    chosen = choices.parse_args()
    i18n.start("sv")
    figures = report(chosen.rounds)
    print(figures)
    if chosen.write:
        before, _, rest = README.read_text("utf8").partition(MARKS[0])
        after = rest.partition(MARKS[1])[2]
        README.write_text(f"{before}{MARKS[0]}\n{figures}\n{MARKS[1]}{after}", "utf8", newline="\n")


if __name__ == "__main__":
    main()
