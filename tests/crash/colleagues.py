"""Three colleagues and a shared place: each works with the same children, and exchanges when it suits, killed now and then.

Every edit carries a mark that nobody else writes. At the end all three have exchanged until nothing is left to
exchange: then their plans are the same to the byte, the shared place is whole, and every mark that nobody took away on
purpose stands in the plan and the place it was written in, or in an open point. What is looked for is found with a plain
eye. The same days are then played with git alone, as somebody who is asked about a conflict keeps their own lines:
what that costs is counted, and judged by nobody.

`python -m tests.crash.colleagues EDITS SEED` plays both and prints the figures as JSON.
"""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from msgspec.structs import replace

from kronobarn_cli import i18n

i18n.start("sv")

from kronobarn_cli.errors import KronobarnError  # noqa: E402
from kronobarn_cli.interview.defaults import Suggestions  # noqa: E402
from kronobarn_cli.interview.scripted import ScriptedAsker  # noqa: E402
from kronobarn_cli.model.plan import Action, ActionStatus, Closing, Goal, Person, Plan  # noqa: E402
from kronobarn_cli.store.drafts import Drafts  # noqa: E402
from kronobarn_cli.store.folder import Folder  # noqa: E402
from kronobarn_cli.work import doctor, setting_up, wheel  # noqa: E402
from kronobarn_cli.work.interview import Room  # noqa: E402
from tests.crash.figures import Figures  # noqa: E402
from tests.crash.layers import TREE, apart, tell  # noqa: E402
from tests.crash.many_writers import Talker, _memory, _terms  # noqa: E402

COLLEAGUES = 3
CODES = ("brd22", "tkn33", "vgh44", "czm55")
FIRST_DAY = date(2026, 4, 27)
_MARK = re.compile(r"\bM[bcdfghjklmnpqrstvwxz]{9}\b")
_AREAS = ("halsa", "larande", "trygghet", "relationer", "utveckling", "omsorg", "hemmet")
_MOST_ROUNDS = 8
_SECONDS = 120
_EXAMPLE = TREE / "examples" / "k7mtr.yaml"

Place = tuple[str, ...]


class Step(NamedTuple):
    """One thing that somebody does: an edit of a plan, and whether they exchange afterwards, killed after a moment."""

    who: int
    kind: str
    code: str
    mark: str
    seed: int
    exchanges: bool
    killed_after: float | None


class Played(NamedTuple):
    """What came of the same days played in one way: counts, and what went wrong."""

    counts: Counter[str]
    trouble: list[str]


def measure(count: int, seed: int) -> Figures:
    """So many edits, in a process of its own."""
    return apart("tests.crash.colleagues", count, seed)


def days(count: int, seed: int) -> list[Step]:
    """What three colleagues do, the same for the same seed."""
    chance, found = random.Random(seed), []
    for _ in range(count):
        mark = "M" + "".join(chance.choices("bcdfghjklmnpqrstvwxz", k=9))
        killed = chance.uniform(0.05, 1.2) if chance.random() < 0.3 else None
        found.append(
            Step(
                chance.randrange(COLLEAGUES),
                chance.choice(list(EDITS)),
                chance.choice(CODES),
                mark,
                chance.getrandbits(32),
                chance.random() < 0.2,
                killed,
            )
        )
    return found


@dataclass
class Colleague:
    """One of them: a plan folder, a state folder, and a name that stands in the history."""

    home: Path
    number: int

    @property
    def root(self) -> Path:
        """Their plan folder."""
        return self.home / f"planer-{self.number}"

    @property
    def environ(self) -> dict[str, str]:
        """What makes it their computer."""
        state = self.home / f"state-{self.number}"
        return {
            "KRONOBARN_STATE": str(state),
            "KRONOBARN_CONFIG": str(state / "settings.toml"),
            "GIT_CONFIG_GLOBAL": str(self.home / f"gitconfig-{self.number}"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "PYTHONPATH": str(TREE),
            "KRONOBARN_TODAY": str(FIRST_DAY),
        }

    @contextmanager
    def at_work(self) -> Iterator[Folder]:
        """Sit at their computer, with the folder open."""
        before = dict(os.environ)
        os.environ.update(self.environ)
        try:
            yield Folder(self.root)
        finally:
            os.environ.clear()
            os.environ.update(before)

    def git(self, *words: str, well: bool = True) -> str:
        """What git says in their folder."""
        done = subprocess.run(
            ["git", *words],
            cwd=self.root,
            env=os.environ | self.environ,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0 or not well, (words, done.stderr)
        return done.stdout

    def kronobarn(self, *words: str, killed_after: float | None = None) -> tuple[int, str]:
        """Type a command at their computer, and kill it and all that it started after so many seconds."""
        ran = subprocess.Popen(
            [sys.executable, "-m", "kronobarn_cli", *words],
            cwd=self.root if self.root.exists() else self.home,
            env=os.environ | self.environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            said = ran.communicate(timeout=killed_after or _SECONDS)[0]
        except subprocess.TimeoutExpired:
            os.killpg(ran.pid, signal.SIGKILL)
            said = ran.communicate()[0]
            assert killed_after, f"{words} hangs: {said}"
        return ran.returncode, said

    def plans(self) -> dict[str, str]:
        """Their plans as texts, by code."""
        return {one: (self.root / "plans" / f"{one}.yaml").read_text("utf-8") for one in CODES}


Edit = Callable[[Folder, Step, random.Random], None]


def _saved(change: Callable[[Plan, Step, random.Random], Plan]) -> Edit:
    def edit(folder: Folder, step: Step, chance: random.Random) -> None:
        loaded = folder.load_to_change(step.code)
        folder.save(change(loaded.plan, step, chance), loaded, "edit")

    return edit


def _new_id(prefix: str, there: Iterator[str]) -> str:
    taken = set(there)
    return next(one for one in (f"{prefix}{number}" for number in range(1, 9999)) if one not in taken)


def _new_action(plan: Plan, step: Step, chance: random.Random) -> Plan:
    name = _new_id("a", (one.id for one in plan.actions))
    who = chance.choice(plan.people).id
    action = Action(id=name, what=f"Ringa hem {step.mark}", who=who, status=ActionStatus.PLANNED)
    place = chance.randint(0, len(plan.actions))
    return replace(plan, actions=(*plan.actions[:place], action, *plan.actions[place:]))


def _changed_action(plan: Plan, step: Step, chance: random.Random) -> Plan:
    place = chance.randrange(len(plan.actions))
    key, value = chance.choice((("what", f"Vi gör så här: {step.mark}"), ("result", step.mark), ("often", step.mark)))
    status = chance.choice(list(ActionStatus))
    action = replace(plan.actions[place], **{key: value}, status=status)
    return replace(plan, actions=(*plan.actions[:place], action, *plan.actions[place + 1 :]))


def _new_goal(plan: Plan, step: Step, chance: random.Random) -> Plan:
    return replace(plan, goals=(*plan.goals, Goal(id=_new_id("g", (one.id for one in plan.goals)), text=step.mark)))


def _renamed(plan: Plan, step: Step, chance: random.Random) -> Plan:
    place = chance.randrange(len(plan.people))
    person = replace(plan.people[place], name=f"Kim {step.mark}")
    return replace(plan, people=(*plan.people[:place], person, *plan.people[place + 1 :]))


def _joined(plan: Plan, step: Step, chance: random.Random) -> Plan:
    kind = next(one.kind for one in plan.people if one.kind not in {None, "child"})
    name = _new_id("ny-", (one.id for one in plan.people))
    return replace(plan, people=(*plan.people, Person(id=name, kind=kind, name=step.mark)))


def _closed(plan: Plan, step: Step, chance: random.Random) -> Plan:
    return replace(plan, closing=replace(plan.closing or Closing(), day=FIRST_DAY, why=f"Målen är nådda. {step.mark}"))


def _reading(folder: Folder, step: Step, chance: random.Random) -> None:
    area, flag = chance.choice(_AREAS), chance.choice(("works", "hard"))
    room = _room(folder, ScriptedAsker({}, ""), chance)
    wheel.set_areas(room, step.code, "child", {flag: (f"{area}={step.mark}",)})


def _conversation(folder: Folder, step: Step, chance: random.Random) -> None:
    held = wheel.wheel(_room(folder, Talker(step.mark), chance), step.code, "child")
    assert held.saved


def _by_hand(folder: Folder, step: Step, chance: random.Random) -> None:
    """With another editor, and without a word to git."""
    path = folder.path(step.code)
    lines = path.read_text("utf-8").split("\n")
    places = [number for number, line in enumerate(lines) if re.match(r"[a-z-]+:|  - id: ", line)]
    at = chance.choice(places)
    indent = " " * (len(lines[at]) - len(lines[at].lstrip()))
    path.write_text("\n".join((*lines[:at], f"{indent}# {step.mark}", *lines[at:])), "utf-8", newline="\n")


def _room(folder: Folder, asker: Any, chance: random.Random) -> Room:
    today = FIRST_DAY + timedelta(days=chance.randrange(40))
    now = datetime.combine(today, datetime.min.time())
    return Room(folder, Drafts(folder.state / "drafts"), _terms(), asker, "sv", Suggestions(today, lambda: now), True)


EDITS: Mapping[str, Edit] = {
    "reading": _reading,
    "conversation": _conversation,
    "new-action": _saved(_new_action),
    "changed-action": _saved(_changed_action),
    "new-goal": _saved(_new_goal),
    "renamed": _saved(_renamed),
    "joined": _saved(_joined),
    "closed": _saved(_closed),
    "by-hand": _by_hand,
}


@dataclass
class Ledger:
    """What was written where, and what somebody who saw it took away."""

    written: dict[str, tuple[str, frozenset[Place]]] = field(default_factory=dict)
    taken_away: set[str] = field(default_factory=set)

    def note(self, step: Step, before: str, after: str) -> None:
        """An edit has been made."""
        self.taken_away |= set(_MARK.findall(before)) - set(_MARK.findall(after))
        assert step.mark in after, step
        self.written[step.mark] = (step.code, frozenset(_places(after, step.mark)))

    def judged(self, plans: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Marks that are gone, and marks that stand where nobody wrote them."""
        where = {mark: code for code, text in plans.items() for mark in _MARK.findall(text)}
        for mark, (code, places) in self.written.items():
            if mark not in where:
                if mark not in self.taken_away:
                    yield "lost", f"{mark} of {code}"
            elif where[mark] != code or not _places(plans[code], mark) <= {*places, ("open-points",)}:
                yield "misplaced", f"{mark} of {code}"


def _places(text: str, mark: str) -> set[Place]:
    """In what kinds of places a mark stands: the keys on the way to it; none for one in a comment."""
    try:
        tree = yaml.load(text, yaml.CBaseLoader)
    except yaml.YAMLError:
        return set()
    return set(_found(tree, mark, ()))


def _found(tree: Any, mark: str, place: Place) -> Iterator[Place]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from _found(value, mark, (*place, key) if place[:1] != ("open-points",) else place)
    elif isinstance(tree, list):
        for one in tree:
            yield from _found(one, mark, place)
    elif mark in str(tree):
        yield place


@dataclass
class Office:
    """Three colleagues with a shared place, in a folder of their own, and how they exchange."""

    home: Path
    exchange: Callable[["Office", Colleague, float | None], None]
    counts: Counter[str] = field(default_factory=Counter)
    trouble: list[str] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)

    def __post_init__(self) -> None:
        self.colleagues = [Colleague(self.home, number) for number in range(COLLEAGUES)]

    @property
    def shared(self) -> Path:
        """The place they share."""
        return self.home / "gemensam.git"

    def live(self, step: Step) -> None:
        """One step of somebody's day."""
        one = self.colleagues[step.who]
        before = one.plans()[step.code]
        with one.at_work() as folder:
            try:
                EDITS[step.kind](folder, step, random.Random(step.seed))
            except KronobarnError as failure:
                self.counts["stopped"] += 1
                self.trouble.append(f"{step.kind} of {step.code}: {failure.sentence}")
            else:
                self.counts["edits"] += 1
                self.ledger.note(step, before, one.plans()[step.code])
        if step.exchanges:
            self.counts["exchanges"] += 1
            self.exchange(self, one, step.killed_after)

    def part(self) -> None:
        """All exchange until all have the same, and are looked at."""
        for _round in range(_MOST_ROUNDS):
            for one in self.colleagues:
                self.exchange(self, one, None)
            if len({one.git("rev-parse", "HEAD") for one in self.colleagues}) == 1:
                break
        else:
            self.trouble.append(f"after {_MOST_ROUNDS} rounds they still have not the same")
        self.trouble += self._unlike()
        for kind, what in self.ledger.judged(self.colleagues[0].plans()):
            self.counts[kind] += 1
            self.trouble.append(f"{kind}: {what}")
        with self.colleagues[0].at_work() as folder:
            for code in CODES:
                try:
                    self.counts["open"] += len(folder.load(code).plan.open_points)
                except KronobarnError as failure:
                    self.counts["unreadable"] += 1
                    self.trouble.append(failure.sentence)

    def _unlike(self) -> Iterator[str]:
        """What is not as it is to be when all have the same."""
        if len({str(one.plans()) for one in self.colleagues}) > 1:
            yield "their plans are not the same"
        for one in self.colleagues:
            if left := one.git("status", "--porcelain"):
                yield f"left over with colleague {one.number}: {left[:200]}"
        for place in (self.shared, *(one.root for one in self.colleagues)):
            whole = subprocess.run(["git", "fsck", "--full"], cwd=place, capture_output=True, text=True, check=False)
            if whole.returncode:
                yield f"the repository {place.name} is broken: {whole.stderr[:300]}"


def by_kronobarn(office: Office, one: Colleague, killed_after: float | None) -> None:
    """`kronobarn sync`; a kill is followed by what `doctor` can mend."""
    code, said = one.kronobarn("sync", "--with-open-points", killed_after=killed_after)
    if code == -signal.SIGKILL:
        office.counts["killed"] += 1
        with one.at_work():
            for finding in doctor.examine(one.root):
                if finding.mend:
                    finding.mend()
    elif code not in {0, 1}:
        office.trouble.append(f"sync ended with {code}: {' '.join(said.split())[:400]}")


def by_git_alone(office: Office, one: Colleague, killed_after: float | None) -> None:
    """Record, fetch, merge line by line, and where git asks about some lines, keep those that are here."""
    one.git("add", "--all")
    one.git("commit", "--quiet", "--message", "mitt", well=False)
    for _try in range(3):
        one.git("fetch", "--quiet", "origin")
        one.git("merge", "--quiet", "--no-edit", "origin/main", well=False)
        stopped = one.git("diff", "--name-only", "--diff-filter=U").split()
        if stopped:
            office.counts["conflicts"] += len(stopped)
            one.git("merge", "--abort")
            one.git("merge", "--quiet", "--no-edit", "--strategy-option", "ours", "origin/main")
        with suppress(AssertionError):
            one.git("push", "--quiet", "origin", "HEAD:main")
            return


def opened(home: Path, exchange: Callable[[Office, Colleague, float | None], None], *, alone: bool) -> Office:
    """An office on its first morning: one has made the folder and the plans, the others have joined."""
    office = Office(home, exchange)
    subprocess.run(["git", "init", "--quiet", "--bare", "-b", "main", str(office.shared)], check=True)
    for one in office.colleagues:
        name = f"Kollega {one.number}"
        (home / f"gitconfig-{one.number}").write_text(f"[user]\n\tname = {name}\n\temail = k{one.number}@exempel.se\n")
    first, *others = office.colleagues
    with first.at_work() as folder:
        setting_up.init(first.root, {"practice": True, "language": "sv"}, with_git=True)
        for code in CODES:
            folder.path(code).write_text(_EXAMPLE.read_text("utf-8").replace("code: k7mtr", f"code: {code}"), "utf-8")
    if alone:
        (first.root / ".gitattributes").write_text("*.yaml text eol=lf\n")
        first.git("add", "--all")
        first.git("commit", "--quiet", "--message", "planer")
        first.git("remote", "add", "origin", str(office.shared))
        first.git("push", "--quiet", "--set-upstream", "origin", "main")
        for one in others:
            subprocess.run(["git", "clone", "--quiet", str(office.shared), str(one.root)], check=True)
        return office
    ended, said = first.kronobarn("sync", "--with", str(office.shared))
    assert ended == 0, said
    for one in others:
        ended, said = one.kronobarn("init", str(one.root), "--from", str(office.shared))
        assert ended == 0, said
    return office


def played(count: int, seed: int) -> Figures:
    """The same days in both ways; only ours is judged."""
    found = {}
    for name, exchange, alone in (("ours", by_kronobarn, False), ("plain", by_git_alone, True)):
        home = Path(tempfile.mkdtemp(prefix="kronobarn-colleagues-", dir=_memory()))
        try:
            office = opened(home, exchange, alone=alone)
            for step in days(count, seed):
                office.live(step)
            office.part()
            found[name] = office
        finally:
            shutil.rmtree(home, ignore_errors=True)
    ours, plain = found["ours"], found["plain"]
    names = ("edits", "exchanges", "killed", "open", "lost", "misplaced", "unreadable", "stopped")
    worse = ("conflicts", "lost", "misplaced", "unreadable", "stopped")
    counts = {one: ours.counts[one] for one in names} | {f"git-{one}": plain.counts[one] for one in worse}
    return Figures("colleagues", counts, seed, tuple(ours.trouble))


if __name__ == "__main__":
    tell(played(int(sys.argv[1]), int(sys.argv[2])))
