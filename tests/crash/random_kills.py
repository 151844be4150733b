"""Killed at any moment: whoever plays a scene is killed again and again until the scene has come to its end.

One process has everything loaded and forks a player for each kill. It reads what is promised through a pipe, kills
the player with SIGKILL after so many promises and a moment, reads the rest of the pipe, waits, and makes sure that the
player died of just that or had come to its end. Then it looks: every promise since the scene began must be kept, the
plan readable, and the plan of the one who came to the end at last the very one of somebody whom nobody disturbed.
"""

import difflib
import gc
import json
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from kronobarn_cli.store import folder
from tests.crash.figures import Figures
from tests.crash.layers import apart, tell
from tests.crash.scenes import SCENES, UNTOUCHED, Scene

_VARIANTS = 12
_FOR_ONE = 600
"""At most so many seeds of each scene, one for so many kills; each is played undisturbed once, and killed at ever new
moments."""
_END, _FAILED = "@end", "@failed"
_MOST = 60
"""A scene that is killed so often without coming to its end is begun anew."""


class Played(NamedTuple):
    """What came of one player: promises it made, whether it was disturbed, came to its end, or failed with a traceback."""

    promised: list[tuple[str, Any]]
    disturbed: bool
    ended: bool
    failed: str = ""


def measure(count: int, seed: int) -> Figures:
    """Kill so many times, in a process of its own."""
    return apart("tests.crash.random_kills", count, seed)


class Layer(NamedTuple):
    """What disturbs the players: a name, what one disturbance is called in the figures, and how it is done."""

    name: str
    unit: str
    disturb: Callable[[Scene, int, Path, Path, int, float], Played]


def disturb(layer: Layer, count: int, seed: int, place: Path, most_trouble: int) -> Figures:
    """Disturb so many times in a folder; stops early when there is enough trouble to tell of."""
    chance = random.Random(seed)
    counts = Counter({layer.unit: 0, "acked": 0, "lost": 0, "unreadable": 0, "finished": 0, "changed": 0})
    trouble: list[str] = []
    names = [name for name, scene in SCENES.items() for _ in range(4 if scene.talk else 1)]
    variants = max(3, min(_VARIANTS, count // _FOR_ONE))
    # What bytes are read as depends on the bytes alone, and every player reads the same ones.
    folder.read = cache(folder.read)
    gc.disable()
    while counts[layer.unit] < count and len(trouble) < most_trouble:
        scene, variant = SCENES[chance.choice(names)], chance.randrange(variants)
        chain = Chain(layer, scene, variant, chance.getrandbits(32), place, _undisturbed(scene, variant, place))
        found = _played_to_the_end(chain, counts, count)
        where = f"scene {scene.name}, variant {variant}, seed {seed}"
        trouble += [f"{one} ({where}, {layer.unit} {counts[layer.unit]})" for one in found]
    return Figures(layer.name, dict(counts), seed, tuple(trouble))


class Undisturbed(NamedTuple):
    """What is left by somebody whom nobody disturbs: the files as they begin, as they end, and how much is promised."""

    before: Mapping[str, bytes]
    plan: str
    promises: int


class Chain(NamedTuple):
    """One scene that is disturbed until it comes to its end."""

    layer: Layer
    scene: Scene
    variant: int
    seed: int
    place: Path
    undisturbed: Undisturbed


def _played_to_the_end(chain: Chain, counts: Counter[str], most: int) -> Iterator[str]:
    """Disturb one scene until it comes to its end; yields what went wrong."""
    layer, scene, undisturbed = chain.layer, chain.scene, chain.undisturbed
    root, state, chance = chain.place / "planer", chain.place / "state", random.Random(chain.seed)
    _lay(undisturbed.before, chain.place)
    promised: list[tuple[str, Any]] = []
    for _ in range(_MOST):
        moment = _moment(chance, undisturbed.promises - len(promised))
        played = layer.disturb(scene, chain.variant, root, state, *moment)
        promised += played.promised
        counts["acked"] += len(played.promised)
        counts[layer.unit] += played.disturbed
        survived = scene.survived(root, state)
        lost = survived.lost(promised)
        counts["lost"] += len(lost)
        counts["unreadable"] += bool(survived.trouble)
        yield from (*survived.trouble, *(f"lost {one}" for one in lost), *filter(None, (played.failed,)))
        if lost or survived.trouble or played.failed:
            return
        if played.ended:
            counts["finished"] += 1
            if (plan := _plan(scene, root)) != undisturbed.plan:
                counts["changed"] += 1
                yield f"the plan is not the one of somebody whom nobody disturbed: {_differs(plan, undisturbed.plan)}"
        if played.ended or counts[layer.unit] >= most or (scene.talk and survived.saved):
            return


def _moment(chance: random.Random, left: int) -> tuple[int, float]:
    """After how many promises, and how many seconds after that, the player is killed; most often where it saves."""
    if left <= 1 or (left < 10 and chance.random() < 0.3):
        return max(left, 0), chance.uniform(0, 0.02)
    return min(chance.randint(0, 6), left), chance.choice((0.0, chance.uniform(0, 0.002)))


def play_and_kill(scene: Scene, variant: int, root: Path, state: Path, promises: int, seconds: float) -> Played:
    """Play in a process of its own and kill it after so many promises and so many seconds more."""
    player, reader = start(scene, variant, root, state)
    told = b""
    with os.fdopen(reader, "rb", buffering=0) as pipe:
        while told.count(b"\n") < promises and (some := pipe.read(65536)):
            told += some
        if seconds:
            time.sleep(seconds)
        os.kill(player, signal.SIGKILL)
        while some := pipe.read(65536):
            told += some
    _player, status = os.waitpid(player, 0)
    return played(told, status, disturbed=os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL)


def start(scene: Scene, variant: int, root: Path, state: Path) -> tuple[int, int]:
    """Begin to play in a process of its own; its number, and the pipe in which it tells what was promised."""
    reader, writer = os.pipe()
    player = os.fork()
    if player == 0:
        _play(scene, variant, root, state, writer)
    os.close(writer)
    return player, reader


def played(told: bytes, status: int, *, disturbed: bool) -> Played:
    """What came of a player, from what it told and how it ended; one that nobody disturbed must have come to its end."""
    lines = [json.loads(line) for line in told.split(b"\n")[:-1]]
    failed = "".join(why for what, why in lines if what == _FAILED)
    ended = [_END, None] in lines
    if not disturbed and not failed and not (ended and os.waitstatus_to_exitcode(status) == 0):
        failed = f"the player ended with status {status}"
    return Played([(q, v) for q, v in lines if q not in {_END, _FAILED}], disturbed, ended, failed)


def _play(scene: Scene, variant: int, root: Path, state: Path, writer: int) -> None:
    """The whole life of a player; never returns."""

    def acknowledge(question: str, value: Any) -> None:
        os.write(writer, json.dumps([question, value]).encode() + b"\n")

    try:
        scene.play(root, state, acknowledge, variant)
        acknowledge(_END, None)
        os._exit(0)
    except BaseException:  # noqa: BLE001 - whatever it is, it is told
        acknowledge(_FAILED, traceback.format_exc(limit=-4))
        os._exit(1)


_played: dict[tuple[str, int], Undisturbed] = {}


def _undisturbed(scene: Scene, variant: int, place: Path) -> Undisturbed:
    """Play a scene with nobody disturbing; see that all it promised is there."""
    if (found := _played.get((scene.name, variant))) is not None:
        return found
    root, state = place / "planer", place / "state"
    _lay({}, place)
    scene.prepare(root, state)
    there = (*root.rglob("*"), *state.rglob("*"))
    before = {path.relative_to(place).as_posix(): path.read_bytes() for path in there if path.is_file()}
    promised: list[tuple[str, Any]] = []
    scene.play(root, state, lambda question, value: promised.append((question, value)), variant)
    survived = scene.survived(root, state)
    assert not survived.lost(promised), survived.lost(promised)
    assert not survived.trouble, survived.trouble
    assert not survived.answers, survived.answers
    found = _played[scene.name, variant] = Undisturbed(before, _plan(scene, root), len(promised))
    return found


def _lay(before: Mapping[str, bytes], place: Path) -> None:
    """Lay plans and drafts as they were at first, and nothing else."""
    for name in ("planer", "state"):
        if (place / name).exists():
            shutil.rmtree(place / name)
    (place / "state").mkdir()
    for name, data in before.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _plan(scene: Scene, root: Path) -> str:
    """What a scene leaves, without what says only how often it was saved, and under which code."""
    plans = (path for path in sorted((root / "plans").glob("?????.yaml")) if path.stem != UNTOUCHED)
    text = "".join(path.read_text(encoding="utf-8") for path in plans)
    return re.sub(r"(?m)^(revision|code): .*\n", "", text) + (root / "kronobarn.toml").read_text(encoding="utf-8")


def _differs(one: str, other: str) -> str:
    lines = difflib.unified_diff(other.splitlines(), one.splitlines(), lineterm="", n=0)
    return " | ".join([line for line in lines if not line.startswith(("---", "+++", "@@"))][:6])


@contextmanager
def place() -> Iterator[Path]:
    """A folder of one's own, in memory where there is room: a kill is the same there, and no disk has to wait."""
    memory = Path("/dev/shm")
    chosen = os.environ.get("KRONOBARN_CRASH_PLACE") or (memory if os.access(memory, os.W_OK) else None)
    with tempfile.TemporaryDirectory(prefix="kronobarn-", dir=chosen) as one:
        yield Path(one)


def main(count: str, seed: str, most_trouble: str = "20") -> None:
    """Kill so many times and print the figures as JSON."""
    with place() as one:
        tell(disturb(Layer("kills", "kills", play_and_kill), int(count), int(seed), one, int(most_trouble)))


if __name__ == "__main__":
    main(*sys.argv[1:])
