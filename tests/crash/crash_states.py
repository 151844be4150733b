"""The layer of the operation log: every state a power cut may leave, of every scene, is looked at.

Laws: no byte of the plan folder or the state folder changes past the log; in every legal state the plan is whole, old or
new, every promised answer is in the plan or the draft, nothing half is taken for an answer, and whoever opens the
folder meets nothing but expected failures. A power cut while somebody goes on after a power cut is a state like others.
"""

import itertools
import json
import os
import random
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from kronobarn_cli.errors import KronobarnError, NotFound
from kronobarn_cli.store.drafts import Drafts
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.text import plan_text
from kronobarn_cli.work import doctor, restoring
from tests.crash.figures import Figures
from tests.crash.legal_states import Disk, State, legal_states
from tests.crash.operations import EDITORS, Acknowledged, Log, Moved, Wrote, recorded, tree
from tests.crash.scenes import SCENES, Scene, Survived, _at_home

_AGAIN = 1_500
"""About so many states of each scene come from going on after a cut, and being cut off again everywhere."""
# Higher than any process number there can be: whoever hung the sign is dead.
_NO_PROCESS = 1 << 22
_ENOUGH = 20
"""A scene with so much trouble is not looked at further."""
_TEMPORARY = (".kbtmp", EDITORS)
_GROWS = ".draft"


class _Judged(NamedTuple):
    survived: Survived
    trouble: tuple[str, ...]


def measure(count: int, seed: int) -> Figures:
    """Every legal state of every scene, played with `count` seeds beginning with this one."""
    counts: Counter[str] = Counter(states=0, scenes=0, acked=0, lost=0, cut_again=0)
    trouble: list[str] = []
    for number, scene in itertools.product(range(seed, seed + count), SCENES.values()):
        counts["scenes"] += 1
        with _place() as place, _read_once():
            trouble += _examined(scene, place, number, counts)
    counts["lost"] = sum(": lost " in line for line in trouble)
    return Figures("crash states", dict(counts), seed, tuple(trouble))


def _examined(scene: Scene, place: Path, seed: int, counts: Counter[str]) -> list[str]:
    root, state = place / "planer", place / "state"
    scene.prepare(root, state)
    try:
        log = _played(scene, root, state, seed)
    except Exception as failure:  # noqa: BLE001 - whatever it is, it is told
        return [f"{scene.name}: {failure!r}"]
    eye = _Eye(scene, root, state, log)
    trouble, states = eye.look(log, [], counts)
    again = 0 if trouble else min(max(_AGAIN // len(states), 1), len(states))
    for cut in random.Random(f"{seed}:{scene.name}").sample(states, again):
        eye.lay(dict(cut.tree), tree(log.roots))
        _hang(log.signs, random.Random(f"{seed}:{cut.step}"))
        where = f" after a cut at {cut.step}"
        # Whatever it finds, it must not stumble.
        with _at_home(state), suppress(KronobarnError):
            list(doctor.examine(root))
        if over(scene, scene.survived(root, state)):
            continue
        try:
            second = _played(scene, root, state, seed, log.signs)
        except KronobarnError as failure:
            # What is saved already may say so.
            if not scene.survived(root, state).saved:
                trouble.append(f"{scene.name}{where}: nobody can go on: {failure.sentence}")
            continue
        except Exception as failure:  # noqa: BLE001 - whatever it is, nobody can go on
            trouble.append(f"{scene.name}{where}: nobody can go on: {failure!r}")
            continue
        counts["cut_again"] += 1
        trouble += _Eye(scene, root, state, second).look(second, _promises(log)[: cut.promises], counts, where)[0]
    return trouble


def _hang(signs: dict[str, bytes], chance: random.Random) -> None:
    """Leave the signs that stood while the plan was open as a power cut may: gone, whole, empty, or all zeros."""
    for path, said in signs.items():
        nobody = b"%d\n%b" % (_NO_PROCESS, said.partition(b"\n")[2])
        left = chance.choice((None, nobody, b"", bytes(len(said))))
        if left is not None and Path(path).parent.is_dir():
            Path(path).write_bytes(left)


def _played(scene: Scene, root: Path, state: Path, seed: int, signs: Iterable[str] = ()) -> Log:
    with recorded(root.parent, locks=signs) as log:
        scene.play(root, state, log.acknowledge, seed)
    disk = Disk(log.before, log.roots)
    for one in log.done:
        disk.do(one)
    now, there = disk.now(), log.on_disk()
    past = [path for path in now.keys() | there.keys() if now.get(path, "") != there.get(path, "")]
    assert not past, f"{scene.name}: written past the log: {past}"
    return log


def over(scene: Scene, survived: Survived) -> bool:
    """Whether a conversation has come to its end: to play it again would be another one, which may change its words."""
    return scene.talk and survived.saved


def broken(survived: Survived, promised: list[tuple[str, Any]], count: int) -> list[str]:
    """The promises that are broken; what is said last counts, and what came after the last promise may be there too."""
    last, lost = dict(promised[:count]), []
    for question, value in last.items():
        newer = (later for about, later in promised[count:] if about == question)
        if not survived.holds(question, value) and not any(survived.holds(question, one) for one in newer):
            lost.append(f"{question} = {value!r}")
    return lost


class _Eye:
    """Lays states down where they belong and looks at them, each tree once."""

    def __init__(self, scene: Scene, root: Path, state: Path, log: Log) -> None:
        self._scene, self._root, self._state = scene, root, state
        self._there = tree(log.roots)
        self._judged: dict[Any, _Judged] = {}
        self._whole, self._kept = _history(log)

    def look(
        self, log: Log, before: list[tuple[str, Any]], counts: Counter[str], cut: str = ""
    ) -> tuple[list[str], list[State]]:
        """What is wrong in any state of a log, and the states; `before` is what had been promised earlier."""
        promised, trouble, states = [*before, *_promises(log)], list[str](), list[State]()
        counts["acked"] += len(promised) - len(before)
        for state in legal_states(log):
            if len(trouble) > _ENOUGH:
                break
            if state.tree not in self._judged:
                self.lay(dict(state.tree))
                self._judged[state.tree] = self._judge(state)
                states.append(state)
            judged = self._judged[state.tree]
            lost = broken(judged.survived, promised, len(before) + state.promises)
            where = f"{self._scene.name}{cut}, step {state.step}"
            trouble += [f"{where}: lost {one}" for one in lost] + [f"{where}: {one}" for one in judged.trouble]
        counts["states"] += len(states)
        return trouble, states

    def lay(self, wanted: dict[str, bytes | None], there: dict[str, bytes | None] | None = None) -> None:
        """Make the disk hold exactly this tree; `there` is what lies there, where others than this eye have been."""
        there = self._there if there is None else there
        for path in sorted(there.keys() - wanted.keys(), reverse=True):
            Path(path).rmdir() if there[path] is None else Path(path).unlink()
        for path, data in sorted(wanted.items()):
            if path not in there and data is None:
                Path(path).mkdir()
            elif data is not None and there.get(path) != data:
                Path(path).write_bytes(data)
        self._there = wanted

    def _judge(self, state: State) -> _Judged:
        trouble: list[str] = []
        for path, data in state.tree:
            if data is not None and not path.endswith((*_TEMPORARY, _GROWS)) and data not in self._whole.get(path, ()):
                trouble.append(f"{path} is neither old nor new ({len(data)} bytes)")
        # Nobody who only looks changes what is read, so the same line of a draft need not be read again.
        with mock.patch.object(json, "loads", _loads):
            survived = self._scene.survived(self._root, self._state)
            try:
                self._open()
            except Exception as failure:  # noqa: BLE001 - this is what must never be
                trouble.append(f"whoever opens the folder meets {failure!r}")
        trouble += survived.trouble
        trouble += [f"nobody said {one}" for one in survived.answers.items() if repr(one) not in self._kept]
        return _Judged(survived, tuple(trouble))

    def _open(self) -> None:
        """Open everything as the program does."""
        with _at_home(self._state):
            folder = Folder(self._root, commits=False)
            drafts = Drafts(folder.state / "drafts")
            codes = folder.codes() if folder.plans.is_dir() else ()
            for code in codes:
                folder.load_to_change(code)
                folder.conflict_copies(code)
            for code in {*codes, *folder.versions.codes()}:
                with suppress(NotFound):
                    restoring.kept(folder, code)
            for code in drafts.codes():
                drafts.find(code)


def _history(log: Log) -> tuple[dict[str, set[bytes]], set[str]]:
    """What each file has been when it was whole, and every answer that was ever kept in a draft."""
    disk = Disk(log.before, log.roots)
    whole = {path: {data} for path, data in log.before.items() if data is not None}
    grown: dict[Any, bytes] = {path: data or b"" for path, data in log.before.items() if path.endswith(_GROWS)}
    for one in log.done:
        disk.do(one)
        if isinstance(one, Moved):
            whole.setdefault(one.target, set()).add(disk.now()[one.target] or b"")
        if isinstance(one, Wrote):
            grown[one.file] = grown.get(one.file, b"") + one.data
    return whole, set().union(*map(_records, grown.values()))


def _records(draft: bytes) -> set[str]:
    """The answers in the lines of a draft, whether their sums are right or not."""
    found = set()
    for line in draft.split(b"\n"):
        body = line.partition(b" ")[2]
        if body.startswith(b"{") and b'"v":' in body:
            with suppress(ValueError):
                record = json.loads(body)
                found.add(repr((record["q"], record["v"])))
    return found


def _promises(log: Log) -> list[tuple[str, Any]]:
    return [(one.question, one.value) for one in log.done if isinstance(one, Acknowledged)]


_loads = cache(json.loads)


@contextmanager
def _place() -> Iterator[Path]:
    """A folder to play in, in memory where that is at hand."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as name:
        yield Path(name).resolve()


@contextmanager
def _read_once() -> Iterator[None]:
    """The same text is read as a plan once: reading is a pure function, and most states hold the same plans."""
    known: dict[str, Any] = {}
    real = plan_text.read

    def read(text: str) -> Any:
        if text not in known:
            try:
                known[text] = real(text)
            except Exception as failure:  # noqa: BLE001 - raised again as it was
                known[text] = failure
        if isinstance(known[text], Exception):
            raise known[text]
        return known[text]

    with mock.patch.object(plan_text, "read", read):
        yield
