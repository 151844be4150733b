"""An hour-long meeting of 400 answers: how long each answer takes until it is on the disk, and what memory it costs.

    python -m tests.bench.meeting [--answers 400] [--json]

Every answer goes the way a person's goes: the real walk, the real draft with fsync, a real plan folder. The time of one
answer is from the moment it is given until the next question is asked. Beside it stands what the disk itself needs for
one append with fsync, alone and by our draft, turn by turn in the same run.
"""

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from kronobarn_cli import i18n

i18n.start("sv")

from kronobarn_cli.interview.asked import Asked  # noqa: E402
from kronobarn_cli.interview.defaults import Suggestions  # noqa: E402
from kronobarn_cli.model.issue import Issue  # noqa: E402
from kronobarn_cli.model.terms import Kind  # noqa: E402
from kronobarn_cli.store import files  # noqa: E402
from kronobarn_cli.store.drafts import Drafts, Ground  # noqa: E402
from kronobarn_cli.store.folder import Folder  # noqa: E402
from kronobarn_cli.text.resources import shipped  # noqa: E402
from kronobarn_cli.work import terms  # noqa: E402
from kronobarn_cli.work.conversing import converse  # noqa: E402
from kronobarn_cli.work.interview import Room  # noqa: E402

TODAY = date(2026, 4, 27)
CODE = "k7mtr"


class Talkative:
    """Somebody who answers every question of a meeting, and has one more action each time, until it is enough."""

    def __init__(self, enough: int) -> None:
        self.enough = enough
        self.times: list[float] = []
        self.memory: list[int] = []
        self._since: float | None = None
        self._lines: Iterator[str] = iter(())

    @property
    def given(self) -> int:
        """How many answers have been given."""
        return len(self.times)

    def show(self, text: str) -> None:
        """Say nothing of it."""

    def heading(self, title: str, text: str) -> None:
        """Say nothing of it."""

    def remark(self, issue: Issue) -> None:
        """Say nothing of it."""

    def blank(self) -> None:
        """Nothing to clear."""

    def refuse(self, asked: Asked, sentence: str) -> None:
        """No answer here is refused."""
        raise AssertionError((asked.id, sentence))

    def reason(self, asked: Asked) -> str:
        """A reason."""
        return "Det blev så."

    def confirm(self, sentence: str) -> bool:
        """Yes."""
        return True

    def is_person(self) -> bool:
        """Yes."""
        return True

    def answered(self) -> bool:
        """Yes."""
        return True

    def unused(self) -> tuple[str, ...]:
        """Nothing."""
        return ()

    def more(self, asked: Asked) -> str:
        """The next line of a note, each of them on the disk before the next."""
        self._mark()
        return next(self._lines, "")

    def reply(self, asked: Asked) -> str:
        """An answer of a usual length."""
        self._mark()
        return self._answer(asked)

    def _mark(self) -> None:
        now = time.perf_counter()
        if self._since is not None:
            self.times.append(now - self._since)
            self.memory.append(_resident())
        self._since = time.perf_counter()

    def _answer(self, asked: Asked) -> str:
        kind = asked.question.kind
        if asked.id.startswith("more."):
            return "j" if self.given < self.enough and asked.id.startswith("more.action.") else "n"
        if kind is Kind.LONG:
            self._lines = iter(["Mio säger att bussen är lugnare nu, och att kompisarna väntar."] * 3)
            return "En rad om hur det är just nu i skolan och hemma."
        if kind is Kind.LINE:
            return f"Fritidspedagogen möter Mio vid bussen, nummer {self.given}."
        if kind is Kind.DATE:
            return "2026-06-01"
        if kind is Kind.COUNTS:
            return "4 0 1"
        if kind is Kind.PEOPLE:
            return "alla"
        return "" if kind in (Kind.TIME, Kind.PAUSE) else "1"


def _resident() -> int:
    """Kilobytes this process holds in memory now."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGESIZE") // 1024


def meeting(enough: int) -> tuple[list[float], int, int]:
    """Seconds for each answer, growth of memory in kilobytes from the first answer to the last, revision saved."""
    with tempfile.TemporaryDirectory() as place:
        folder = Folder(Path(place), commits=False)
        files.make_folder(folder.plans)
        files.replace(folder.plans / f"{CODE}.yaml", (shipped("examples") / f"{CODE}.yaml").read_bytes())
        asker = Talkative(enough)
        usual = Suggestions(TODAY, lambda: datetime(2026, 4, 27, 14, 30))
        room = Room(folder, Drafts(Path(place) / "drafts"), terms.load("", "sv"), asker, "sv", usual)
        held = converse(room, CODE, "meeting")
        return asker.times, asker.memory[-1] - asker.memory[0], held.loaded.plan.revision


def disk(times: int = 400) -> tuple[list[float], list[float]]:
    """Seconds for one append with fsync where drafts would lie, alone and as our draft does it, turn by turn."""
    with tempfile.TemporaryDirectory() as place:
        path, drafts, alone, ours = Path(place) / "peer", Drafts(Path(place) / "drafts"), [], []
        drafts.begin(CODE, "meeting", Ground(1), datetime(2026, 4, 27, 14, 30))
        for number in range(times):
            begun = time.perf_counter()
            descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
            os.write(descriptor, b"x" * 120)
            os.fsync(descriptor)
            os.close(descriptor)
            between = time.perf_counter()
            drafts.keep(CODE, 1, f"actions.a{number}.what", "Fritidspedagogen möter Mio vid bussen om morgnarna.")
            alone.append(between - begun)
            ours.append(time.perf_counter() - between)
        return alone, ours


def percentile(values: list[float], share: float) -> float:
    """The value below which that share of them lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--answers", type=int, default=400)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    peer, kept = disk()
    times, grown, revision = meeting(chosen.answers)
    found = {
        "answers": len(times),
        "median_ms": round(statistics.median(times) * 1000, 2),
        "p99_ms": round(percentile(times, 0.99) * 1000, 2),
        "longest_ms": round(max(times) * 1000, 2),
        "fsync_median_ms": round(statistics.median(peer) * 1000, 2),
        "fsync_p99_ms": round(percentile(peer, 0.99) * 1000, 2),
        "draft_median_ms": round(statistics.median(kept) * 1000, 2),
        "draft_p99_ms": round(percentile(kept, 0.99) * 1000, 2),
        "draft_beside_fsync": round(statistics.median(kept) / statistics.median(peer), 2),
        "memory_growth_mb": round(grown / 1024, 2),
        "saved_as_revision": revision,
    }
    print(json.dumps(found) if chosen.json else "\n".join(f"{name}: {value}" for name, value in found.items()))


if __name__ == "__main__":
    main()
