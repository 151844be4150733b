"""Many writers of the same plans at once: what was reported as saved is in the plan at the end, whoever came between.

Each of eight processes makes one edit after another, as it comes: a conversation about the wheel, flags, an edit by
hand, a copy from elsewhere that is merged. An edit carries a mark that nobody else writes. When the round is over every mark is looked for with a plain eye,
and the plan's revision must have risen by exactly the number of saves. Who was refused tries again, as a person would,
and must come through within `_PATIENCE` seconds; what they had answered must then lie in the plan or in a draft.

`measure_apart` is the same between computers: one plan folder and for each process a state folder and a name of its
own, so that no lock of the system is common to them.
"""

import multiprocessing
import os
import random
import re
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import yaml

from kronobarn_cli import i18n

i18n.start("sv")

from kronobarn_cli.errors import ChangedOnDisk, KronobarnError, UsageTrouble  # noqa: E402
from kronobarn_cli.interview.asked import Asked, Asker  # noqa: E402
from kronobarn_cli.interview.defaults import Suggestions  # noqa: E402
from kronobarn_cli.interview.scripted import ScriptedAsker  # noqa: E402
from kronobarn_cli.model.issue import Issue  # noqa: E402
from kronobarn_cli.model.terms import Kind, Terms  # noqa: E402
from kronobarn_cli.store import places  # noqa: E402
from kronobarn_cli.store.drafts import Drafts  # noqa: E402
from kronobarn_cli.store.folder import Folder  # noqa: E402
from kronobarn_cli.work import editing, merging, setting_up, terms, wheel  # noqa: E402
from kronobarn_cli.work.interview import Room  # noqa: E402
from tests.crash.figures import Figures  # noqa: E402
from tests.crash.layers import apart, tell  # noqa: E402

WRITERS = 8
TODAY = date(2026, 4, 27)
CODES = ("brd22", "tkn33")
_PLAN = """kronobarn: 1
code: {code}
revision: 1
practice: true
child:
  name: Mio
  stage: school
people:
  - id: child
    kind: child
    name: Mio
  - id: guardian-1
    kind: guardian
    name: mamma
  - id: school
    kind: service
    service: Skogsskolan
    role: rektor
roles:
  responsible: school
...
"""
_ROUND = 6
"""Edits of one writer before the plans are looked at and laid anew: they must not grow without end."""
_WITH_GIT = 5
"""Rounds with git."""
_KINDS = ("hand", "hand", "interview", "interview", "interview", "flags", "flags", "merge")
"""What each of the writers does."""
_PATIENCE = 10
_AREAS = ("halsa", "larande", "trygghet", "relationer")


class Edit(NamedTuple):
    """One edit, and what became of it. `kind` is interview, flags, hand or merge; `refused` counts exit codes 6 and 2."""

    kind: str
    code: str
    mark: str
    saves: int
    refused: int
    seconds: float
    trouble: str = ""


def measure(count: int, seed: int) -> Figures:
    """So many edits in all on one computer."""
    return apart("tests.crash.many_writers", count, seed, "here")


def measure_apart(count: int, seed: int) -> Figures:
    """So many edits in all, each writer on a computer of its own."""
    return apart("tests.crash.many_writers", count, seed, "apart")


class Talker:
    """A person who says the same about every area, and says it with a mark; counts what was promised to be kept."""

    def __init__(self, mark: str) -> None:
        self._mark = mark
        self._line = ""
        self.promised = False
        self._typed = False

    def reply(self, asked: Asked) -> str:
        """An answer; where words are asked for, the mark."""
        self.promised = self.promised or self._typed
        kind = asked.question.kind
        if asked.id.endswith(".works"):
            self._typed, self._line = True, self._mark
            return self._mark
        if kind is Kind.AREAS:
            return "1"
        if kind in (Kind.LONG, Kind.LINES, Kind.DATE, Kind.PAUSE) or asked.default is not None:
            return ""
        return "n" if asked.id.startswith("more.") else "1"

    def more(self, asked: Asked) -> str:
        """No further line."""
        self.promised = self.promised or self._typed
        return ""

    def reason(self, asked: Asked) -> str:
        """A reason."""
        return "Det blev så."

    def show(self, text: str) -> None:
        """Nothing."""

    def heading(self, title: str, text: str) -> None:
        """Nothing."""

    def remark(self, issue: Issue) -> None:
        """Nothing."""

    def blank(self) -> None:
        """Nothing."""

    def refuse(self, asked: Asked, sentence: str) -> None:
        """Nothing here is to be refused."""
        raise AssertionError(f"{asked.id}: {sentence}")

    def confirm(self, sentence: str) -> bool:
        """Yes: try again, go on, my answer stands."""
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


@dataclass
class Writer:
    """One process: its number, the plan folder, and a chance of its own."""

    number: int
    folder: Folder
    chance: random.Random

    def edit(self, place: int) -> Edit:
        """Edit number `place` of a round, tried until it is saved or patience is at its end."""
        chosen, mark = _KINDS[self.number], "M" + "".join(self.chance.choices("bcdfghjklmnpqrstvwxz", k=9))
        # Two windows with an editor share one copy, so on one computer a plan has but one who edits by hand.
        code = CODES[self.number % len(CODES)] if chosen == "hand" else self.chance.choice(CODES)
        act: Callable[[str, str, int], int] = getattr(self, chosen)
        refused, saves, begun = 0, 0, time.monotonic()
        while True:
            try:
                saves += act(code, mark, place)
                return Edit(chosen, code, mark, saves, refused, time.monotonic() - begun)
            except _Open:
                # Nothing has been said yet; whoever has the plan open takes the time they need.
                begun = time.monotonic()
            except _Another as other:
                saves += other.saves
            except (ChangedOnDisk, UsageTrouble):
                refused += 1
            except Exception as trouble:  # noqa: BLE001 - whatever it is, it is told
                said = trouble.sentence if isinstance(trouble, KronobarnError) else repr(trouble)
                return Edit(chosen, code, mark, saves, refused, time.monotonic() - begun, said)
            if time.monotonic() - begun > 3 * _PATIENCE:
                return Edit(chosen, code, mark, saves, refused, time.monotonic() - begun, "never came through")
            time.sleep(self.chance.random() * 0.02)

    def flags(self, code: str, mark: str, place: int) -> int:
        """`wheel --works`, in a reading of this writer's own day."""
        area = _AREAS[place % len(_AREAS)]
        flag = "works" if place < len(_AREAS) else "hard"
        wheel.set_areas(self._room(ScriptedAsker({}, "")), code, "child", {flag: (f"{area}={mark}",)})
        return 1

    def merge(self, code: str, mark: str, place: int) -> int:
        """A copy of the plan as it is now, written in elsewhere, is laid beside it and taken in."""
        path = self.folder.plans / f"{code}-DATOR{self.number}.yaml"
        if not path.exists() or mark.encode() not in path.read_bytes():
            with tempfile.TemporaryDirectory(dir=_memory()) as home:
                elsewhere = Folder(Path(home), commits=False)
                elsewhere.plans.mkdir()
                elsewhere.path(code).write_bytes(self.folder.path(code).read_bytes())
                Writer(self.number, elsewhere, self.chance).flags(code, mark, place)
                path.write_bytes(elsewhere.path(code).read_bytes())
        taken = merging.take(self.folder, Drafts(self.folder.state / "drafts"), code, path)
        return int(taken.new)

    def hand(self, code: str, mark: str, place: int) -> int:
        """`edit`, with a comment written among the lines."""
        opened = editing.open_copy(self.folder, code)
        text = opened.copy.read_text(encoding="utf-8")
        if mark not in text:
            opened.copy.write_text(text.replace("\nchild:\n", f"\n# {mark}\nchild:\n"), encoding="utf-8", newline="\n")
        found = editing.take_back(self.folder, opened)
        assert not found, found
        return 1

    def interview(self, code: str, mark: str, place: int) -> int:
        """A conversation; after a refusal it goes on, whoever's answers they are that lie there."""
        talker = Talker(mark)
        room = self._room(talker)
        try:
            held = wheel.wheel(room, code, "child")
        except ChangedOnDisk:
            if not talker.promised:
                raise _Open from None
            assert self._lies_somewhere(code, mark), f"{mark} was answered, and lies nowhere"
            raise
        if mark.encode() not in held.loaded.data:
            raise _Another(int(held.saved))
        return int(held.saved)

    def _lies_somewhere(self, code: str, mark: str) -> bool:
        """Whether a mark is in the draft, or in the plan because somebody else has finished the conversation."""
        drafts = [path.read_bytes() for path in (self.folder.state / "drafts").glob(f"{code}.draft")]
        return any(mark.encode() in data for data in (*drafts, self.folder.path(code).read_bytes()))

    def _room(self, asker: Asker) -> Room:
        today = TODAY - timedelta(days=self.number)
        now = datetime.combine(today, datetime.min.time())
        drafts = Drafts(self.folder.state / "drafts")
        return Room(self.folder, drafts, _terms(), asker, "sv", Suggestions(today, lambda: now), True)


class _Another(Exception):
    """What was finished was another's conversation that lay there."""

    def __init__(self, saves: int) -> None:
        super().__init__()
        self.saves = saves


class _Open(Exception):
    """Somebody else has the plan open for a conversation."""


@cache
def _terms() -> Terms:
    return terms.load("", "sv")


def _write(number: int, root: Path, state: Path, seed: int, orders: Connection) -> None:
    """A writer's life: a round for every order, until there are no more."""
    os.environ |= {"KRONOBARN_STATE": str(state), "KRONOBARN_CONFIG": str(state / "settings.toml")}
    name = f"DATOR-{state.name}"
    socket.gethostname = lambda: name
    chance = random.Random(f"{seed}:{number}")
    while (order := orders.recv()) is not None:
        edits, with_git = order
        writer = Writer(number, Folder(root, commits=with_git), chance)
        orders.send([writer.edit(place) for place in range(edits)])


@dataclass
class _Rounds:
    """The writers and what they are judged by."""

    root: Path
    states: tuple[Path, ...]
    counts: Counter[str] = field(default_factory=Counter)
    trouble: list[str] = field(default_factory=list)
    longest: float = 0.0

    def play(self, orders: list[Connection], edits: int, about: str, *, with_git: bool) -> None:
        """One round: plans laid anew, so many edits of each writer, judged."""
        for code in CODES:
            (self.root / places.PLANS / f"{code}.yaml").write_bytes(_PLAN.format(code=code).encode())
        for one in orders:
            one.send((edits, with_git))
        done: list[Edit] = []
        for one in orders:
            if not one.poll(SECONDS_OF_A_ROUND):
                self.trouble.append(f"{about}: a writer hangs")
                raise TimeoutError(about)
            done += one.recv()
        self._judge(done, about)

    def _judge(self, done: list[Edit], about: str) -> None:
        for code in CODES:
            data = (self.root / places.PLANS / f"{code}.yaml").read_bytes()
            mine = [edit for edit in done if edit.code == code]
            saves = sum(edit.saves for edit in mine)
            risen = _revision(data) - _revision(_PLAN.format(code=code).encode())
            lost = [edit for edit in mine if not edit.trouble and edit.mark.encode() not in data]
            self.counts["lost"] += len(lost)
            self.trouble += [f"{about}: {code} lost what was saved by {edit.kind}: {edit.mark}" for edit in lost]
            # A copy that was saved elsewhere may be one revision ahead, and the plan follows it.
            ahead = sum(edit.saves for edit in mine if edit.kind == "merge")
            if not saves <= risen <= saves + ahead:
                self.trouble.append(f"{about}: {code} was saved {saves} times, and its revision rose by {risen}")
            try:
                yaml.load(data, Loader=yaml.CBaseLoader)
            except yaml.YAMLError as trouble:
                self.trouble.append(f"{about}: {code} cannot be read: {trouble}")
        for edit in done:
            self.counts.update(edits=1, saves=edit.saves, refused=edit.refused, again=edit.refused > 0)
            self.longest = max(self.longest, edit.seconds)
            slow = f"waited {edit.seconds:.0f} s" if edit.seconds > _PATIENCE else ""
            self.trouble += [f"{about}: {edit.kind} of {edit.code} {word}" for word in (edit.trouble, slow) if word]
        self.trouble += [f"{about}: left behind {path.name}" for path in self._left_behind()]

    def _left_behind(self) -> list[Path]:
        found = [*(self.root / places.PLANS).glob(".*"), *(self.root / places.PLANS).glob("?????[!.]*.yaml")]
        for state in self.states:
            found += [*state.rglob("*.draft"), *state.rglob("*.edit*.yaml"), *state.rglob("*.kbtmp")]
        for path in found:
            path.unlink(missing_ok=True)
        return found


SECONDS_OF_A_ROUND = 120


def played(count: int, seed: int, *, apart: bool) -> Figures:
    """So many edits, in rounds; the last ones with git."""
    with tempfile.TemporaryDirectory(prefix="kronobarn-writers-", dir=_memory()) as home:
        root = Path(home) / "planer"
        states = tuple(Path(home) / f"state-{number if apart else 0}" for number in range(WRITERS))
        os.environ |= {"KRONOBARN_STATE": str(states[0]), "KRONOBARN_CONFIG": str(states[0] / "settings.toml")}
        setting_up.init(root, {"practice": True, "language": "sv"}, with_git=True)
        _terms()
        rounds = _Rounds(root, tuple(dict.fromkeys(states)))
        processes, orders = [], []
        for number in range(WRITERS):
            ours, theirs = multiprocessing.Pipe()
            process = multiprocessing.get_context("fork").Process(
                target=_write, args=(number, root, states[number], seed, theirs), daemon=True
            )
            process.start()
            processes.append(process)
            orders.append(ours)
        begun, left = time.monotonic(), -(-count // WRITERS)
        number = 0
        while left > 0:
            with_git = left <= _WITH_GIT * _ROUND
            rounds.play(orders, min(left, _ROUND), f"round {number}", with_git=with_git)
            left, number = left - _ROUND, number + 1
        for one in orders:
            one.send(None)
        for process in processes:
            process.join()
    names = ("edits", "saves", "again", "refused", "lost")
    counts = {name: rounds.counts[name] for name in names}
    counts |= {"longest-ms": int(rounds.longest * 1000), "seconds": int(time.monotonic() - begun)}
    return Figures("many writers" + (", each a computer" if apart else ""), counts, seed, tuple(rounds.trouble))


def _revision(data: bytes) -> int:
    found = re.search(rb"(?m)^revision: (\d+)$", data)
    assert found is not None
    return int(found[1])


def _memory() -> str | None:
    """A disk in memory where there is one: nothing here is about power cuts, and a disk would only be waited for."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


if __name__ == "__main__":
    tell(played(int(sys.argv[1]), int(sys.argv[2]), apart=sys.argv[3] == "apart"))
