"""A scene for every command that writes: it is prepared, played, and looked at afterwards with an eye of its own.

Laws: whoever plays a scene that was cut short plays it to its end; a scene plays the very use case that the command plays, in process; the same seed plays the same scene; what is
left is judged by json, by PyYAML and by plain bytes as well as by our own loader. In a folder lies the plan that the
scene is about, and beside it one that nobody may touch.

`python -m tests.crash.scenes NAME ROOT STATE ACKFILE [SEED]` plays a prepared scene in a process of its own and writes
each promise to ACKFILE as one line of JSON, unbuffered; `--prepare NAME ROOT STATE` prepares one.
"""

import json
import os
import random
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

import yaml

from kronobarn_cli.errors import KronobarnError
from kronobarn_cli.interview.defaults import Suggestions
from kronobarn_cli.interview.scripted import ScriptedAsker
from kronobarn_cli.model.terms import Terms
from kronobarn_cli.store import places
from kronobarn_cli.store.drafts import Drafts
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.store.settings import Settings
from kronobarn_cli.text.resources import shipped
from kronobarn_cli.work import consenting, editing, merging, reopening, restoring, setting_up, sharing, terms, wheel
from kronobarn_cli.work.conversing import converse
from kronobarn_cli.work.interview import Room
from kronobarn_cli.work.new_plan import new_plan
from kronobarn_cli.work.sharing import Paper
from tests.crash.person import LINE, Acknowledge, Person

TODAY = date(2026, 4, 27)
NOW = datetime(2026, 4, 27, 13, 30)
UNTOUCHED = "p3wdh"
"""The plan beside, which nobody may touch."""
FILE = "file:"
"""Begins what is promised about a file itself: `file:PATH`, with a text that stands in it."""
_STEERING = ("more.", "pick.", "pause.")
_OF_YESTERDAY = "\n  name: Emil\n"
_ELSEWHERE = "ett ord som bara står i kopian"
_CLOSED = "closing:\n  day: 2026-04-20\n  why: Mio har flyttat.\n...\n"


@dataclass(frozen=True, slots=True)
class Survived:
    """What a reopened program finds. `answers` and `lines` are those of drafts; `plans` those but the untouched one.

    `saved` is whether the plan is another than at first. `trouble` names what cannot be read, or was to be left alone.
    """

    plans: dict[str, Any]
    answers: dict[str, Any]
    lines: dict[str, list[str]]
    texts: dict[str, str]
    saved: bool
    trouble: tuple[str, ...] = ()

    def holds(self, question: str, value: Any) -> bool:
        """Whether a promised answer is in the plan or in a draft, or a promised text in its file."""
        if question.startswith(FILE):
            return value in self.texts.get(question.removeprefix(FILE), "")
        if question.endswith(LINE):
            return self._holds_line(question.removesuffix(LINE), value)
        if question in self.answers and _same(self.answers[question], value):
            return True
        if question.startswith(_STEERING) and not isinstance(value, dict):
            # It steers the talk and lands nowhere; when the talk is saved it has done its work.
            return self.saved and question not in self.answers
        if value is None or value is False:
            # What is nothing is not written, so only a plan that has been saved can hold it.
            return self.saved and any(_at(plan, question) in {None, "", "false"} for plan in self.plans.values())
        return any(_in_plan(plan, question, value) for plan in self.plans.values())

    def lost(self, promised: list[tuple[str, Any]]) -> tuple[str, ...]:
        """Every promise that is broken; of several answers to one question the last counts."""
        last = dict(promised)
        return tuple(f"{one} = {value!r}" for one, value in last.items() if not self.holds(one, value))

    def _holds_line(self, question: str, line: str) -> bool:
        there = [*self.lines.get(question, ()), *_lines(self.answers.get(question))]
        return line in there or any(line in _lines(_at(plan, question)) for plan in self.plans.values())


@dataclass(frozen=True, slots=True)
class Scene:
    """One command that writes: `played(root, seed, acknowledge)` is its use case, about `plan` (None: a new one).

    A `talk` asks a person. `made` is whether there is a folder, `closed` whether the plan is closed, and `laid` lays
    what else must be there.
    """

    name: str
    plan: str | None
    played: Callable[[Path, int, Acknowledge], None]
    talk: bool = False
    made: bool = True
    closed: bool = False
    laid: Callable[[Folder], None] | None = None

    def prepare(self, root: Path, state: Path) -> None:
        """Lay the folder: settings, the plan of the scene and the one beside; git is off."""
        state.mkdir(parents=True, exist_ok=True)
        if not self.made:
            root.parent.mkdir(parents=True, exist_ok=True)
            return
        with _at_home(state):
            setting_up.init(root, {"practice": True, "language": "sv", "git": False}, with_git=False)
        for code in filter(None, (self.plan, UNTOUCHED)):
            (root / places.PLANS / f"{code}.yaml").write_text(self.begins(code), encoding="utf-8", newline="\n")
        if self.laid is not None:
            with _at_home(state):
                self.laid(Folder(root, commits=False))
        _flush(root)
        _flush(state)

    def begins(self, code: str) -> str:
        """The text of a plan before anything is played; empty for a plan that is not there yet."""
        if code not in {self.plan, UNTOUCHED}:
            return ""
        text = _example(code)
        return text.removesuffix("...\n") + _CLOSED if self.closed and code == self.plan else text

    def play(self, root: Path, state: Path, acknowledge: Acknowledge, seed: int = 0) -> None:
        """Play it to its end; every promise made on the way is told to `acknowledge(question, value)`."""
        with _at_home(state):
            self.played(root, seed, acknowledge)

    def survived(self, root: Path, state: Path) -> Survived:
        """What is there now, whatever happened to whoever played."""
        with _at_home(state):
            return _survived(self, root, Folder(root, commits=False).state)


def _room(root: Path, asker: Any) -> Room:
    folder = Folder(root, commits=Settings(root).flag("git"))
    return Room(folder, Drafts(folder.state / "drafts"), _terms(), asker, "sv", Suggestions(TODAY, lambda: NOW), True)


def _talk(name: str, code: str, root: Path, seed: int, acknowledge: Acknowledge) -> None:
    person = Person(acknowledge, seed, TODAY)
    converse(_room(root, person), code, name)
    person.finished()


def _new_plan(root: Path, seed: int, acknowledge: Acknowledge) -> None:
    person = Person(acknowledge, seed, TODAY)
    choose = random.Random(seed).choice
    new_plan(_room(root, person), choose, consultation=seed % 5 == 4)
    person.finished()


def _wheel(root: Path, seed: int, acknowledge: Acknowledge) -> None:
    person = Person(acknowledge, seed, TODAY)
    wheel.wheel(_room(root, person), "k7mtr", ("child", "guardian-1", "school")[seed % 3])
    person.finished()


def _set_areas(root: Path, seed: int, acknowledge: Acknowledge) -> None:
    room = _room(root, ScriptedAsker({}, "kronobarn --help"))
    for area in ("larande", "halsa", "trygghet"):
        score, said = str(random.Random(f"{seed}:{area}").randint(1, 5)), f"Provat {seed} {area}"
        held = wheel.set_areas(room, "k7mtr", "guardian-2", {"set": (f"{area}={score}",), "works": (f"{area}={said}",)})
        reading = held.loaded.plan.wheel[-1].id
        acknowledge(f"wheel.{reading}.areas.{area}.works", said)
        acknowledge(f"wheel.{reading}.areas.{area}.score", int(score))


def _withdraw(root: Path, seed: int, acknowledge: Acknowledge) -> None:
    folder = Folder(root, commits=False)
    for by, number in (("guardian-1", "c1"), ("guardian-2", "c2")):
        plan = folder.load("k7mtr").plan
        if all(one.withdrawn is None for one in plan.consents if one.id == number):
            words = consenting.words_for(plan, _terms(), "sv", TODAY)
            consenting.save(folder, consenting.withdrawal(folder, "k7mtr", (by, "", ""), words, TODAY))
        acknowledge(f"consents.{number}.withdrawn", TODAY.isoformat())


def _edit(root: Path, seed: int, acknowledge: Acknowledge) -> None:
    folder, mark = Folder(root, commits=False), f"# rad {seed} skriven för hand"
    opened = editing.open_copy(folder, "v5xjc")
    text = opened.copy.read_text(encoding="utf-8")
    if mark not in text:
        _as_an_editor(opened.copy, text.replace("\nchild:\n", f"\n{mark}\nchild:\n"))
    acknowledge(f"{FILE}plans/v5xjc.yaml", mark)
    assert editing.take_back(folder, opened) == ()
    acknowledge(f"{FILE}plans/v5xjc.yaml", mark)


def _reopen(root: Path, seed: int, acknowledge: Acknowledge) -> None:
    folder, why = Folder(root, commits=False), f"Mio har flyttat hem igen {seed}"
    if folder.load("k7mtr").plan.closing is not None:
        reopening.reopen(folder, reopening.closed(folder, "k7mtr"), why, TODAY)
    acknowledge(f"{FILE}plans/k7mtr.yaml", f"reopened-why: {why}\n")


def _init(root: Path, seed: int, acknowledge: Acknowledge) -> None:
    if not (root / places.FOLDER_MARK).exists():
        setting_up.init(root, {"municipality": f"Växjö {seed}", "language": "sv", "git": False}, with_git=False)
    acknowledge(f"{FILE}kronobarn.toml", f'municipality = "Växjö {seed}"')
    acknowledge(f"{FILE}.gitignore", "utskrifter")
    acknowledge(f"{FILE}.gitattributes", "eol=lf")
    acknowledge(f"{FILE}plans/kronobarn-plan-1.schema.json", '"$schema"')


def _config(root: Path, seed: int, acknowledge: Acknowledge) -> None:
    last = 46 + seed % 60
    # Who begins anew never goes back to the first value: the second may have been promised by then.
    if Settings(root).number("meeting-minutes") != last:
        Settings(root).change("meeting-minutes", "45", for_user=False)
        # The second value can stand there before anybody was told of it, so of the first only the setting is sure.
        acknowledge(f"{FILE}kronobarn.toml", "meeting-minutes = ")
        Settings(root).change("meeting-minutes", str(last), for_user=False)
    acknowledge(f"{FILE}kronobarn.toml", f"meeting-minutes = {last}\n")
    Settings(root).change("municipality", f"Växjö {seed}", for_user=False)
    acknowledge(f"{FILE}kronobarn.toml", f'municipality = "Växjö {seed}"')


def _shared(root: Path, seed: int, acknowledge: Acknowledge) -> None:
    folder = Folder(root, commits=False)
    for place, reader in enumerate(("guardian-1", "guardian-2", "child")):
        paper = Paper("plan", reader, f"{random.Random(f'{seed}:{place}').getrandbits(64):016x}")
        sharing.write_up(folder, Drafts(folder.state / "drafts"), "k7mtr", (paper,), TODAY)
        acknowledge(f"{FILE}plans/k7mtr.yaml", paper.fingerprint)


def _kept_version(folder: Folder) -> None:
    text = _example("k7mtr").replace("\n  name: Mio\n", _OF_YESTERDAY, 1)
    folder.versions.keep("k7mtr", 1, text.encode())


def _restore(root: Path, seed: int, acknowledge: Acknowledge) -> None:
    folder = Folder(root, commits=False)
    if _OF_YESTERDAY not in folder.path("k7mtr").read_text(encoding="utf-8"):
        version, _others = restoring.choose(folder, "k7mtr", 1)
        restoring.restore(folder, Drafts(folder.state / "drafts"), "k7mtr", version)
    acknowledge(f"{FILE}plans/k7mtr.yaml", _OF_YESTERDAY)
    acknowledge(f"{FILE}versions", _example("k7mtr"))


def _conflict_copy(folder: Folder) -> None:
    text = _example("v5xjc").replace("\n  name: Kim\n", _OF_YESTERDAY, 1)
    needs = "    - frågorna skriftligt i förväg\n"
    assert needs in text
    path = folder.plans / "v5xjc-DATOR.yaml"
    path.write_text(text.replace(needs, f"{needs}    - {_ELSEWHERE}\n"), encoding="utf-8", newline="\n")


def _merge(root: Path, seed: int, acknowledge: Acknowledge) -> None:
    folder = Folder(root, commits=False)
    drafts = Drafts(folder.state / "drafts")
    acknowledge(f"{FILE}copies", _ELSEWHERE)
    for copy in folder.conflict_copies("v5xjc"):
        merging.take(folder, drafts, "v5xjc", copy)
    acknowledge(f"{FILE}plans/v5xjc.yaml", f"    - {_ELSEWHERE}\n")
    while points := merging.open_points((loaded := folder.load("v5xjc")).plan):
        both = merging.may_be_both(loaded, points[0])
        choice = merging.Choice(all_of_them=True) if both else merging.Choice(number=1 + seed % 2)
        merging.settle(folder, drafts, "v5xjc", points[0].at, choice)
    acknowledge(f"{FILE}plans/v5xjc.yaml", f"    - {_ELSEWHERE}\n")


def _converse(name: str, code: str, command: str) -> Scene:
    return Scene(name, code, partial(_talk, command, code), talk=True)


SCENES: dict[str, Scene] = {
    scene.name: scene
    for scene in (
        Scene("new-plan", None, _new_plan, talk=True),
        Scene("wheel", "k7mtr", _wheel, talk=True),
        Scene("wheel-set", "k7mtr", _set_areas),
        _converse("prepare", "v5xjc", "prepare"),
        _converse("meeting", "v5xjc", "meeting"),
        _converse("follow-up", "k7mtr", "follow-up"),
        _converse("hand-over", "k7mtr", "hand-over"),
        _converse("close", "k7mtr", "close"),
        _converse("consent", "v5xjc", "consent"),
        Scene("withdraw", "k7mtr", _withdraw),
        Scene("edit", "v5xjc", _edit),
        Scene("reopen", "k7mtr", _reopen, closed=True),
        Scene("init", None, _init, made=False),
        Scene("config", None, _config),
        Scene("shared", "k7mtr", _shared),
        Scene("merge", "v5xjc", _merge, laid=_conflict_copy),
        Scene("restore", "k7mtr", _restore, laid=_kept_version),
    )
}


@contextmanager
def _at_home(state: Path) -> Iterator[None]:
    """The state folder of the scene instead of the user's own."""
    own = {
        "KRONOBARN_STATE": str(state),
        "KRONOBARN_CONFIG": str(state / "config" / "settings.toml"),
        "KRONOBARN_TODAY": TODAY.isoformat(),
    }
    before = {name: os.environ.get(name) for name in (*own, "KRONOBARN_FOLDER")}
    os.environ.update(own)
    os.environ.pop("KRONOBARN_FOLDER", None)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@cache
def _terms() -> Terms:
    """The shipped words; what they were read as is kept outside every scene, so that no scene writes it."""
    with _at_home(Path(tempfile.gettempdir()) / f"kronobarn-words-{os.getuid()}"):
        return terms.load("", "sv")


@cache
def _example(code: str) -> str:
    return shipped("examples").joinpath(f"{code}.yaml").read_text(encoding="utf-8")


def _flush(folder: Path) -> None:
    """Everything in a folder to the disk: what a scene begins with was there long before."""
    for place, _folders, names in os.walk(folder):
        for name in (*names, "."):
            descriptor = os.open(Path(place) / name, os.O_RDONLY)
            os.fsync(descriptor)
            os.close(descriptor)


def _as_an_editor(path: Path, text: str) -> None:
    """Write as an editor does that can be trusted; how it writes is none of our promises."""
    new = path.with_name(f"{path.name}~")
    new.write_text(text, encoding="utf-8", newline="\n")
    descriptor = os.open(new, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
    new.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _survived(scene: Scene, root: Path, state: Path) -> Survived:
    trouble: list[str] = []
    plans, texts = {}, {}
    for path in sorted((root / places.PLANS).glob("?????.yaml")) if root.is_dir() else ():
        data = path.read_bytes()
        texts[f"plans/{path.name}"] = data.decode("utf-8", "replace")
        if path.stem == UNTOUCHED:
            trouble += [f"{path.name} was touched"] if data != _example(UNTOUCHED).encode() else []
            continue
        found = _read(path.stem, data)
        if isinstance(found, str):
            trouble.append(found)
        else:
            plans[path.stem] = found
    for code in (scene.plan, UNTOUCHED if scene.made else None):
        trouble += [f"the plan {code} is gone"] if code and not (root / places.PLANS / f"{code}.yaml").exists() else []
    for name in (places.FOLDER_MARK, ".gitignore", ".gitattributes", "plans/kronobarn-plan-1.schema.json"):
        texts[name] = (root / name).read_text(encoding="utf-8") if (root / name).exists() else ""
    saved = any(texts[f"plans/{code}.yaml"] != scene.begins(code) for code in plans)
    for path in state.glob("*.edit.yaml"):
        name = f"plans/{path.name.removesuffix('.edit.yaml')}.yaml"
        texts[name] = texts.get(name, "") + path.read_text(encoding="utf-8")
    texts["versions"] = _joined(state.glob("versions/*/*.yaml"))
    # What a copy says is in it, in the plan, or put away.
    texts["copies"] = _joined((*root.glob("plans/?????*.yaml"), *state.glob("versions/*/set-aside/*.yaml")))
    trouble += _settings_trouble(root)
    answers, lines = _drafts(state)
    return Survived(plans, answers, lines, texts, saved, tuple(trouble))


def _joined(paths: Iterable[Path]) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in sorted(paths))


def _settings_trouble(root: Path) -> list[str]:
    try:
        settings = Settings(root)
        for name in ("municipality", "meeting-minutes", "language", "git"):
            settings.origin(name)
    except KronobarnError as trouble:
        return [trouble.sentence]
    return []


@cache
def _read(code: str, data: bytes) -> Any:
    """A plan as PyYAML reads it, when our own loader reads it too; otherwise a sentence. The same bytes are read once."""
    from kronobarn_cli.store.folder import read

    try:
        read(code, data)
        return yaml.load(data, Loader=yaml.CBaseLoader)
    except Exception as trouble:  # noqa: BLE001 - whatever it is, the plan cannot be opened
        return f"{code}.yaml cannot be read ({len(data)} bytes): {trouble!r}"


def _drafts(state: Path) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Answers and lines in drafts, read by json and zlib alone."""
    answers: dict[str, Any] = {}
    lines: dict[str, list[str]] = {}
    for path in sorted((state / "drafts").glob("*.draft")):
        for raw in path.read_bytes().split(b"\n"):
            checksum, _space, body = raw.partition(b" ")
            if not body or checksum != b"%08x" % zlib.crc32(body):
                continue
            record = json.loads(body)
            question = record.get("q")
            if "line" in record:
                lines.setdefault(question, []).append(record["line"])
            elif "back" in record:
                answers.pop(question, None)
            elif "v" in record:
                answers[question] = record["v"]
                lines.pop(question, None)
    return answers, lines


def _in_plan(plan: Any, question: str, value: Any) -> bool:
    if isinstance(value, dict):
        what = {question, question.removeprefix("pick.")}
        return any(one["what"] in what and one["why"] == value["skip"] for one in plan.get("skipped", ()))
    return _same(_at(plan, question), value)


def _at(plan: Any, question: str) -> Any:
    """What stands at a place such as `meetings.m1.why-invited.bup.why`; None where nothing does."""
    inside = plan
    for step in question.split("."):
        if isinstance(inside, list):
            inside = next((one for one in inside if isinstance(one, dict) and _names(one) == step), None)
        else:
            inside = inside.get(step) if isinstance(inside, dict) else None
    return inside


def _names(item: dict[str, Any]) -> Any:
    return item["id"] if "id" in item else next((item[key] for key in ("who", "of", "kind") if key in item), None)


def _same(found: Any, value: Any) -> bool:
    return bool(_plain(found) == _plain(value))


def _plain(value: Any) -> Any:
    """A value as text, as PyYAML gives it when it guesses at nothing; nothing at all is an empty text."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def _lines(value: Any) -> list[str]:
    return value.split("\n") if isinstance(value, str) else value if isinstance(value, list) else []


def main(arguments: list[str]) -> None:
    """Prepare or play one scene."""
    if arguments[0] == "--prepare":
        SCENES[arguments[1]].prepare(Path(arguments[2]), Path(arguments[3]))
        return
    name, root, state, promises, *seed = arguments
    descriptor = os.open(promises, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def acknowledge(question: str, value: Any) -> None:
        os.write(descriptor, json.dumps([question, value]).encode() + b"\n")

    SCENES[name].play(Path(root), Path(state), acknowledge, int(seed[0]) if seed else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
