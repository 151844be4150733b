"""The layer of faults: every file call of every writing command is killed before it is made, or fails.

Laws: a process that is to be killed has died of SIGKILL; a fault strikes the very call it was meant for; afterwards
every promised answer is in the plan or the draft, the plan is whole, nothing on the screen is a traceback or tells of
the child, the exit code is a documented one and never `OUR_FAULT`, and the next one who comes can go on.

`python -m tests.crash.faults SHARE SHARES COUNT SEED` plays one share and prints its figures as JSON.
"""

import itertools
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import replace
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

from kronobarn_cli import main
from kronobarn_cli.errors import ExitCode, KronobarnError
from tests.crash.crash_states import broken, over
from tests.crash.figures import Figures
from tests.crash.operations import EDITORS
from tests.crash.person import Acknowledge
from tests.crash.scenes import SCENES, Scene
from tests.crash.strace import Call, Ended, Fault, play

PARTS = 48
"""In how many parts a release plays all faults there are."""
_PROJECT = Path(__file__).resolve().parents[2]
_TYPED: dict[str, tuple[str, ...]] = {
    "wheel-set": ("wheel", "k7mtr", "--voice", "guardian-2", "--set", "larande=2"),
    "withdraw": ("consent", "k7mtr", "--withdraw", "--by", "guardian-1"),
    "reopen": ("reopen", "k7mtr", "--why", "Mio har flyttat hem"),
    "config": ("config", "set", "meeting-minutes", "45"),
    "restore": ("restore", "k7mtr", "--revision", "1"),
    "shared": ("render", "k7mtr", "plan", "--for", "guardian-1", "--to", "md"),
}
"""What is typed at a shell instead of the scene of that name."""
_command = main._command
DOCUMENTED = {int(code) for code in ExitCode} - {int(ExitCode.OUR_FAULT)}
_MARK = re.compile(r"\b[bcdfghjklmnpqrstvwxz]{6}\b")
# In these the words of the plan have their place.
_MAY_TELL = re.compile(
    r"/plans/[^/]+\.yaml$|\.draft$|/versions/|/utskrifter/|/cache/terms\.|\.edit(-from)?\.yaml~?$|\.rescued-|\.kbtmp$"
)


def _type(words: tuple[str, ...], root: Path, seed: int, acknowledge: Acknowledge) -> None:
    """Carry out a command line as the program does."""
    os.environ["KRONOBARN_FOLDER"] = str(root)
    code = _command(list(words))
    assert code == ExitCode.WELL, code


EVERY: tuple[Scene, ...] = (
    *SCENES.values(),
    *(replace(SCENES[name], name=f"{name}, typed", played=partial(_type, words)) for name, words in _TYPED.items()),
)
"""All scenes, and the command lines that need nobody to answer."""


class Planned(NamedTuple):
    """A fault in a call of a scene; `promises` are all that it gives when nothing goes wrong."""

    scene: Scene
    call: Call
    fault: Fault
    promises: list[tuple[str, Any]]

    def __str__(self) -> str:
        return f"{self.scene.name}: {self.call.expression(self.fault)} {self.call.about[:90]}"


def measure(count: int, seed: int) -> Figures:
    """As many faults, chosen after the seed from all there are; all of them when there are no more than `count`."""
    shares = os.cpu_count() or 1
    counts, trouble = _shares(range(shares), shares, count, seed)
    # Every share counts what there is to strike; it is the same for all.
    counts["points"] //= shares
    return Figures("faults", dict(counts), seed, trouble)


def measure_part(count: int, seed: int) -> Figures:
    """So many of the `PARTS` parts of all faults there are; the seed says from which on."""
    counts, trouble = _shares([number % PARTS for number in range(seed, seed + count)], PARTS, sys.maxsize, 1)
    counts["points"] = counts["runs"]
    return Figures("all-faults", dict(counts), seed, trouble)


def _shares(chosen: Iterable[int], shares: int, count: int, seed: int) -> tuple[Counter[str], tuple[str, ...]]:
    """Some of the shares of a work, each in a process of its own, and what they found together."""
    command = (sys.executable, "-m", "tests.crash.faults")
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(_PROJECT)}
    workers = [
        subprocess.Popen(
            [*command, str(share), str(shares), str(count), str(seed)],
            cwd=_PROJECT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        for share in chosen
    ]
    counts: Counter[str] = Counter()
    trouble: list[str] = []
    for worker in workers:
        told = worker.communicate()[0]
        if worker.returncode:
            trouble.append(f"a share of the work came to nothing: {worker.returncode}")
            continue
        found = json.loads(told)
        counts.update(found["counts"])
        trouble += found["trouble"]
    return counts, tuple(trouble)


class Stage:
    """A place where scenes are played, always at the same paths."""

    def __init__(self, place: Path, seed: int, root: Path | None = None, state: Path | None = None) -> None:
        self.root, self.state = root or place / "planer", state or place / "state"
        # What lies in a state folder is told apart by where the plans are, so what is kept is too.
        self._kept = place / "kept" / f"{self.root.parent.name}-{self.state.parent.name}"
        self.room, self._seed = place / "room", seed
        self.room.mkdir(exist_ok=True)

    def set(self, scene: Scene) -> None:
        """Lay a scene as it is before it begins."""
        kept = self._kept / scene.name
        for folder in (self.root, self.state):
            if folder.exists():
                shutil.rmtree(folder)
        if not kept.exists():
            scene.prepare(self.root, self.state)
            kept.mkdir(parents=True)
            for folder in (self.root, self.state):
                if folder.exists():
                    shutil.copytree(folder, kept / folder.name)
            return
        for folder in kept.iterdir():
            shutil.copytree(folder, self.root if folder.name == self.root.name else self.state)

    def play(self, scene: Scene, inject: tuple[Call, Fault] | None = None) -> tuple[Ended, list[tuple[str, Any]]]:
        """Lay a scene and play it; how it ended, and what was promised before."""
        self.set(scene)
        return self.play_on(scene, inject)

    def play_on(
        self,
        scene: Scene,
        inject: tuple[Call, Fault] | None = None,
        middle: tuple[int, Callable[[], None]] | None = None,
        user: int | None = None,
    ) -> tuple[Ended, list[tuple[str, Any]]]:
        """Play a scene over what is there, in a child behind the program's own wall.

        After so many promises the child does what `middle` says; `user` is who it is, where it is not we.
        """
        promises = self.room / "promises"
        descriptor = os.open(promises, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        count = itertools.count(1)

        def acknowledge(question: str, value: Any) -> None:
            os.write(descriptor, json.dumps([question, value]).encode() + b"\n")
            if middle is not None and next(count) == middle[0]:
                middle[1]()

        def command(arguments: list[str]) -> int:
            scene.play(self.root, self.state, acknowledge, self._seed)
            return ExitCode.WELL

        def behind_the_wall() -> int:
            if user is not None:
                os.setgid(user)
                os.setuid(user)
            if middle is not None and not middle[0]:
                middle[1]()
            main._command = command
            return main.run(["--lang", "sv"])

        ended = play(self.room, behind_the_wall, inject)
        os.close(descriptor)
        return ended, [tuple(json.loads(line)) for line in promises.read_text(encoding="utf-8").splitlines()]

    def warm(self, scene: Scene) -> None:
        """Load everything that a scene loads, so that no child loads anything."""
        for _time in range(2):
            self.set(scene)
            self.go_on(scene)
            scene.survived(self.root, self.state)
            with suppress(KronobarnError):
                self.go_on(scene)

    def go_on(self, scene: Scene) -> list[tuple[str, Any]]:
        """Play a scene once more over what is left of it; what is promised then."""
        promised: list[tuple[str, Any]] = []
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            scene.play(self.root, self.state, lambda question, value: promised.append((question, value)), self._seed)
        return promised

    def ours(self, call: Call) -> bool:
        """Whether a call is about the plan folder or the state folder, and not an editor's."""
        about = call.about
        return (f"{self.root}" in about or f"{self.state}" in about) and EDITORS not in about

    def files(self) -> Iterator[Path]:
        """All files there are."""
        for folder in (self.root, self.state):
            yield from (path for path in folder.rglob("*") if path.is_file())


def _share(place: Path, share: int, shares: int, count: int, seed: int) -> dict[str, Any]:
    stage = Stage(place, seed)
    for scene in EVERY:
        stage.warm(scene)
    planned = [one for scene in EVERY for one in points(stage, scene)]
    chosen = planned if count >= len(planned) else random.Random(seed).sample(planned, count)
    counts: Counter[str] = Counter(
        points=len(planned), runs=0, killed=0, failed=0, acked=0, lost=0, tracebacks=0, told=0
    )
    trouble = [line for one in chosen[share::shares] for line in _struck(stage, one, counts)]
    return {"counts": counts, "trouble": trouble}


def points(stage: Stage, scene: Scene) -> Iterator[Planned]:
    """Every fault in every file call that a scene makes."""
    ended, promises = stage.play(scene)
    assert ended.code == ExitCode.WELL, f"{scene.name} without any fault: {ended.code} {ended.said}"
    for call in ended.calls:
        if stage.ours(call):
            yield from (Planned(scene, call, fault, promises) for fault in Fault)


def _struck(stage: Stage, planned: Planned, counts: Counter[str]) -> Iterator[str]:
    """Play one fault, and tell everything that is wrong afterwards."""
    scene, call, fault, every = planned
    ended, promised = stage.play(scene, (call, fault))
    counts["runs"] += 1
    counts["acked"] += len(promised)
    if ended.struck is None or ended.struck.shape != call.shape:
        yield f"{planned}: struck {ended.struck} instead"
    if fault is Fault.KILL:
        counts["killed"] += ended.code == -9
        if ended.code != -9:
            yield f"{planned}: not killed but ended with {ended.code}"
    else:
        counts["failed"] += 1
        if ended.code not in DOCUMENTED:
            yield f"{planned}: exit code {ended.code}: {' '.join(ended.said.split())[:300]}"
    for line in _told(stage, ended, promised, counts):
        yield f"{planned}: {line}"
    for line in _left(stage, scene, promised, every, counts, done=ended.code == ExitCode.WELL):
        yield f"{planned}: {line}"


def _told(stage: Stage, ended: Ended, promised: list[tuple[str, Any]], counts: Counter[str]) -> Iterator[str]:
    """What screen, file names and other files tell that they may not."""
    if "Traceback" in ended.said:
        counts["tracebacks"] += 1
        yield f"a traceback: {ended.said[-300:]}"
    secrets = {mark for _question, value in promised for mark in _MARK.findall(json.dumps(value))} | {"Mio", "Kim"}
    names = list(stage.files())
    outside = "".join(path.read_text("utf-8", errors="replace") for path in names if not _MAY_TELL.search(str(path)))
    # What a person asked for may be on the screen; what went wrong is told without anybody's words.
    said = ended.said if ended.code else ""
    seen = "\n".join((said, outside, *map(str, names)))
    for secret in secrets:
        if secret in seen:
            counts["told"] += 1
            yield f"{secret} is told outside the plan"


def _left(
    stage: Stage,
    scene: Scene,
    promised: list[tuple[str, Any]],
    every: list[tuple[str, Any]],
    counts: Counter[str],
    *,
    done: bool,
) -> Iterator[str]:
    """What is wrong with what is left, and with going on from there."""
    survived = scene.survived(stage.root, stage.state)
    # An init that came to nothing is no folder, and no trouble.
    yield from survived.trouble
    for line in broken(survived, [*promised, *every[len(promised) :]], len(promised)):
        counts["lost"] += 1
        yield f"lost {line}"
    if done or over(scene, survived):
        return
    try:
        promised += stage.go_on(scene)
    except KronobarnError as failure:
        # What is saved already may say so.
        if not scene.survived(stage.root, stage.state).saved:
            yield f"nobody can go on: {failure.sentence}"
    except Exception as failure:  # noqa: BLE001 - whatever it is, nobody can go on
        yield f"nobody can go on: {failure!r}"
    else:
        survived = scene.survived(stage.root, stage.state)
        yield from (f"lost while going on: {line}" for line in broken(survived, promised, len(promised)))


def _main(arguments: list[str]) -> None:
    from kronobarn_cli import i18n

    i18n.start("sv")
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as place:
        print(json.dumps(_share(Path(place).resolve(), *map(int, arguments))))


if __name__ == "__main__":
    _main(sys.argv[1:])
