"""At every prompt of every conversation, whatever ends it: nothing that was answered is lost, and it goes on there.

Laws: a real program on a real terminal; every conversation is held once undisturbed, and what lies on the disk at each
of its prompts is what must lie there after an end at that prompt, and no more; the same conversation killed at each of
its prompts in turn becomes the same plan.

What lies on the disk when a prompt is reached is laid out again for every other end, so that nobody walks there anew;
the last steps are walked, and some are walked by a program that was started from nothing.
"""

import os
import random
import re
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tests.crash.conversations import CODE, MORE, PAUSE, REASON, TALKS, Prompts, Talk
from tests.crash.figures import Figures
from tests.crash.terminal import CTRL_C, CTRL_D, CTRL_Z, Terminal, answers_on_disk, lines_on_disk

TODAY = "2026-04-27"
STOPPED = 130
_NOTHING_SAID = "före det första svaret"
_GO_ON = "Osparat samtal från"
FAULTS = ("Traceback", "Något är fel i kronobarn", "Exception ignored")
_HALF = "det här blev aldrig färd".encode()
_MOST_STEPS = 3
_EXECUTED = 0.05
_FINISHED = 0.02

Tree = dict[str, bytes]
Ending = Callable[[Terminal], int]


def _stopped_and(number: signal.Signals) -> Ending:
    """Ctrl-Z, and then what `kill` does to a job that lies stopped."""

    def ending(terminal: Terminal) -> int:
        terminal.send(CTRL_Z)
        terminal.stopped()
        os.kill(terminal.pid, number)
        with suppress(ProcessLookupError):
            terminal.go_on()
        return terminal.end()

    return ending


def _typed(key: bytes) -> Ending:
    def ending(terminal: Terminal) -> int:
        terminal.send(key)
        return terminal.end()

    return ending


def _impatient(terminal: Terminal) -> int:
    """Ctrl-C until it has gone: also while it says good-bye."""
    while terminal.alive:
        terminal.send(CTRL_C)
    return terminal.end()


def _shut_and_asked(terminal: Terminal) -> int:
    """The window is closed while the computer is turned off."""
    os.kill(terminal.pid, signal.SIGTERM)
    return terminal.shut()


KILL = "SIGKILL"
WAYS: dict[str, Ending] = {
    KILL: lambda terminal: terminal.kill(signal.SIGKILL),
    "SIGTERM": lambda terminal: terminal.kill(signal.SIGTERM),
    "SIGHUP": lambda terminal: terminal.kill(signal.SIGHUP),
    "Ctrl-C": _typed(CTRL_C),
    "Ctrl-C again and again": _impatient,
    "Ctrl-D": _typed(CTRL_D),
    "closed window": Terminal.shut,
    "closed window and SIGTERM": _shut_and_asked,
    "Ctrl-Z and kill": _stopped_and(signal.SIGTERM),
    "Ctrl-Z and kill -9": _stopped_and(signal.SIGKILL),
}
"""How a conversation can end in the middle."""
KILLS = (KILL, "Ctrl-Z and kill -9")
"""Those that leave a program no time for anything."""
_UNHEARD = ("closed window", "closed window and SIGTERM", "Ctrl-C again and again")
"""Nobody reads what is said then; a terminal throws it away at the next Ctrl-C."""


class Kept(NamedTuple):
    """What the drafts hold: whole answers, and lines of answers that are not finished."""

    answers: list[tuple[str, object]]
    lines: list[tuple[str, str]]


@dataclass
class Place:
    """A practice folder and the state folder that belongs to it."""

    home: Path

    @property
    def root(self) -> Path:
        return self.home / "kronobarn-ovning"

    @property
    def state(self) -> Path:
        return self.home / "state"

    @property
    def kept(self) -> Kept:
        """What is in the drafts now."""
        return Kept(list(answers_on_disk(self.state)), lines_on_disk(self.state))

    @property
    def plans(self) -> Tree:
        """The plans as they lie there now."""
        return {path.name: path.read_bytes() for path in (self.root / "plans").glob("?????.yaml")}

    @property
    def hidden(self) -> list[str]:
        """What lies beside the plans and no person put there."""
        return sorted(path.name for path in (self.root / "plans").glob(".*"))

    @property
    def codes(self) -> list[str]:
        """The plans that have a draft."""
        return sorted(path.stem for path in self.state.rglob("*.draft"))

    def tree(self) -> Tree:
        """Every file there is."""
        files = (path for path in self.home.rglob("*") if path.is_file())
        return {str(path.relative_to(self.home)): path.read_bytes() for path in files}

    def lay(self, tree: Tree) -> None:
        """Make it so that these files are there and no others."""
        found = self.tree()
        for name in found.keys() - tree.keys():
            (self.home / name).unlink()
        for name, data in tree.items():
            if found.get(name) != data:
                (self.home / name).parent.mkdir(parents=True, exist_ok=True)
                (self.home / name).write_bytes(data)

    def start(
        self, talk: Talk, code: str = "", environ: Mapping[str, str] | None = None, *, executed: bool = False
    ) -> Terminal:
        """A window where the conversation begins; with a code where it goes on with `continue`."""
        arguments = ("continue", code) if code else (*talk.command, *filter(None, (talk.code,)))
        return self.run(*arguments, environ=environ, executed=executed)

    def run(self, *arguments: str, environ: Mapping[str, str] | None = None, executed: bool = False) -> Terminal:
        """A window with this command."""
        own = {
            "KRONOBARN_STATE": str(self.state),
            "KRONOBARN_CONFIG": str(self.home / "settings.toml"),
            "KRONOBARN_TODAY": TODAY,
            "KRONOBARN_FOLDER": str(self.root),
        }
        return Terminal(self.home, *arguments, environ={**own, **(environ or {})}, executed=executed)


@contextmanager
def practice() -> Iterator[Place]:
    """A practice folder of one's own; Kim's family has not yet agreed whom to ring, so that it is asked."""
    with tempfile.TemporaryDirectory(prefix="kronobarn-prompts-") as home:
        place = Place(Path(home).resolve())
        environ = {"KRONOBARN_STATE": str(place.state), "KRONOBARN_CONFIG": "", "KRONOBARN_TODAY": TODAY}
        with Terminal(place.home, "practice", "--no-input", environ=environ) as terminal:
            assert terminal.end() == 0, terminal.screen
        path = place.root / "plans" / f"{CODE}.yaml"
        text, cut = re.subn(r"(?m)^fallback:\n(?:  .*\n)+", "", path.read_text(encoding="utf-8"))
        assert cut == 1
        path.write_text(text, encoding="utf-8", newline="\n")
        yield place


def come_to(terminal: Terminal, asked: str) -> str:
    """What is shown when the prompt with this question is there; going on and a pause on the way are met once more."""
    prompt, shown = terminal.wait(), terminal.shown
    if _GO_ON in shown:
        terminal.type("j")
        prompt, shown = terminal.wait(), terminal.shown
    if PAUSE in shown and asked not in shown:
        # A pause leaves no trace on the disk, so whoever comes back meets it again.
        terminal.type("")
        prompt, shown = terminal.wait(), terminal.shown
    if asked == REASON and REASON not in shown:
        # Nor does a question left without its reason.
        terminal.type("")
        prompt, shown = terminal.wait(), terminal.shown
    assert (asked == MORE) == (prompt == MORE), f"not {asked!r} but {prompt!r} after {shown!r}"
    assert asked in (MORE, REASON) or asked in shown, f"not {asked!r} but {shown!r}"
    return shown


def answer(terminal: Terminal, prompts: Prompts) -> None:
    """Answer one prompt after the other."""
    for asked, typed in prompts:
        come_to(terminal, asked)
        terminal.type(typed)


def half_a_note(prompts: Prompts, at: int) -> list[str]:
    """The lines already typed of the note whose further line prompt number `at` waits for."""
    if prompts[at][0] != MORE:
        return []
    return [*half_a_note(prompts, at - 1), prompts[at - 1][1]]


class Undisturbed(NamedTuple):
    """What a conversation that nobody disturbs leaves: files and answers at each prompt, and the plans at the end."""

    files: tuple[Tree, ...]
    kept: tuple[Kept, ...]
    plans: Tree
    code: str


def undisturbed(place: Place, talk: Talk, environ: Mapping[str, str] | None = None) -> Undisturbed:
    """Hold the whole conversation, in a program that was started from nothing."""
    files: list[Tree] = []
    kept: list[Kept] = []
    before, last = place.plans.keys(), ""
    with place.start(talk, environ=environ, executed=True) as terminal:
        for asked, typed in (*talk.prompts, *talk.after):
            shown = come_to(terminal, asked)
            files.append(place.tree())
            kept.append(place.kept)
            if 0 < len(kept) - 1 < len(talk.prompts):
                _has_grown(kept, asked, last)
            terminal.type(typed)
            last = shown
        assert terminal.end() == 0, terminal.screen
    assert "är spara" in terminal.screen, terminal.screen
    assert not place.codes, "a draft outlived the conversation"
    [*new] = place.plans.keys() - before
    return Undisturbed(tuple(files), tuple(kept), place.plans, talk.code or new[0].removesuffix(".yaml"))


def _has_grown(kept: list[Kept], asked: str, shown: str) -> None:
    """The promise itself: whoever sees a question has the answer before it on the disk."""
    leaves_nothing = PAUSE in shown or asked == REASON
    assert leaves_nothing or kept[-1] != kept[-2], f"nothing was kept of the answer to {shown!r}"


def became(plans: Tree, whole: Undisturbed) -> bool:
    """Whether these plans are those of the undisturbed conversation, whatever code a new one has got."""
    others = whole.plans.keys() - {f"{whole.code}.yaml"}
    codes = (name.removesuffix(".yaml") for name in plans.keys() - others)
    return any(_without_code(plans, code) == _without_code(whole.plans, whole.code) for code in codes)


def _without_code(plans: Tree, code: str) -> Tree:
    return {name.replace(code, "-----"): data.replace(code.encode(), b"-----") for name, data in plans.items()}


@dataclass
class Tally:
    """What is counted."""

    counts: Counter[str] = field(default_factory=Counter)
    trouble: list[str] = field(default_factory=list)

    def lost(self, about: str, there: Kept, promised: Kept) -> None:
        """Compare what lies in the drafts with what was promised."""
        answers, held = dict(promised.answers), dict(there.answers)
        self.counts["answers"] += len(answers) + len(promised.lines)
        gone = [one for one in answers if one not in held or held[one] != answers[one]]
        gone += [f"{question}: {line}" for question, line in promised.lines if (question, line) not in there.lines]
        self.counts["lost"] += len(gone)
        self.trouble += [f"{about}: lost {one}" for one in gone]
        more = [one for one in held if one not in answers] + [one for one in there.lines if one not in promised.lines]
        self.trouble += [f"{about}: never answered {one}" for one in more]


def chained(place: Place, talk: Talk, whole: Undisturbed, tally: Tally) -> None:
    """One and the same conversation, killed at each of its prompts: it becomes the plan it would have been."""
    place.lay(whole.files[0])
    before = place.plans
    for at, (asked, typed) in enumerate(talk.prompts):
        about, codes = f"{talk.name}, killed at prompt {at + 1} of a chain", place.codes
        go_on = codes[0] if codes and at % 2 and not talk.after else ""
        with place.start(talk, go_on) as terminal:
            come_to(terminal, asked)
            terminal.type(typed)
            if at + 1 == len(talk.prompts):
                answer(terminal, talk.after)
                assert terminal.end() == 0, terminal.screen
                continue
            come_to(terminal, talk.prompts[at + 1][0])
            assert terminal.kill() == -signal.SIGKILL
        tally.counts["ends"] += 1
        tally.lost(about, place.kept, whole.kept[at + 1])
        tally.trouble += [f"{about}: the plans are others"] if place.plans != before else []
    tally.counts["finished"] += 1
    if not became(place.plans, whole):
        tally.trouble.append(f"{talk.name}, killed at every prompt in turn, became another plan")


class Hit(NamedTuple):
    """One end of one conversation at one of its prompts."""

    talk: Talk
    at: int
    way: str
    seed: str

    @property
    def about(self) -> str:
        """How to see it again."""
        return f"python -m tests.crash.at_every_prompt {self.talk.name} {self.at} '{self.way}' {self.seed}"


def hit(place: Place, whole: Undisturbed, one: Hit, tally: Tally) -> None:
    """End a conversation at a prompt, look at what is left, and go on."""
    talk, at, chance = one.talk, one.at, random.Random(f"{one.seed}:{one.talk.name}:{one.at}:{one.way}")
    prompts = (*talk.prompts, *talk.after)
    first = max(0, min(at, len(talk.prompts) - 1) - chance.randint(0, _MOST_STEPS))
    place.lay(whole.files[first])
    plans = place.plans if at < len(talk.prompts) else whole.plans
    # Before its first answer a new plan gets another code each time, and what hangs beside it bears the old one.
    old = place.hidden if not place.codes and not talk.code else []
    go_on = place.codes[0] if place.codes and not talk.after and chance.random() < 0.5 else ""
    with place.start(talk, go_on, executed=chance.random() < _EXECUTED) as terminal:
        answer(terminal, prompts[first:at])
        come_to(terminal, prompts[at][0])
        if one.way != "Ctrl-D" and chance.random() < 0.3:
            # What ends a line half typed would only send it off.
            terminal.send(_HALF)
            terminal.see(_HALF.decode())
            tally.counts["half-lines"] += 1
        terminal.reads()
        ending = WAYS[one.way](terminal)
    tally.counts["ends"] += 1
    tally.trouble += [f"{one.about}: exit {ending}"] if ending != _expected(one) else []
    shown = terminal.screen
    tally.trouble += [
        f"{one.about}: on the screen {shown[shown.find(fault) :]!r}" for fault in FAULTS if fault in shown
    ]
    tally.trouble += [f"{one.about}: the plans are others"] if place.plans != plans else []
    left = [name for name in place.hidden if name not in old]
    tally.trouble += [f"{one.about}: left behind {left}"] if ending == STOPPED and left else []
    if at < len(talk.prompts):
        _goes_on(place, whole, one, terminal.screen, tally, finish=chance.random() < _FINISHED)


def _expected(one: Hit) -> int:
    if one.way in KILLS:
        return -signal.SIGKILL
    # All is saved when it is asked what is handed out, so who answers nothing has answered: nothing is.
    return 0 if one.way == "Ctrl-D" and one.at >= len(one.talk.prompts) else STOPPED


def _goes_on(place: Place, whole: Undisturbed, one: Hit, screen: str, tally: Tally, *, finish: bool) -> None:
    talk, at, promised = one.talk, one.at, whole.kept[one.at]
    dropped = not place.codes and (_NOTHING_SAID in screen or one.way in _UNHEARD)
    if dropped and not _says_something(promised):
        # Whoever has said nothing yet leaves nothing behind.
        tally.counts["nothing-said"] += 1
        return
    tally.lost(one.about, place.kept, promised)
    code = place.codes[0] if place.codes else ""
    if one.way not in (*KILLS, *_UNHEARD) and f"kronobarn continue {code}" not in screen:
        tally.trouble.append(f"{one.about}: not told how to go on: {screen[-200:]!r}")
    with place.start(talk, code if at % 2 and not talk.after else "") as again:
        shown = come_to(again, talk.prompts[at][0])
        offered = talk.code or at % 2 or not code or _GO_ON in again.screen
        tally.trouble += [] if offered else [f"{one.about}: going on is not offered"]
        missed = [line for line in half_a_note(talk.prompts, at) if line not in shown]
        tally.trouble += [f"{one.about}: not shown again: {line}" for line in missed]
        tally.lost(one.about, place.kept, promised)
        if not finish:
            again.kill()
            return
        again.type(talk.prompts[at][1])
        answer(again, (*talk.prompts[at + 1 :], *talk.after))
        assert again.end() == 0, again.screen
    tally.counts["finished"] += 1
    if not became(place.plans, whole):
        tally.trouble.append(f"{one.about}: became another plan")


def _says_something(promised: Kept) -> bool:
    """Whether anything was said beyond whose voice it is and what day it was planned for."""
    steering = re.compile(r"(more|pick|pause)\..*|.*\.(voice|of|day|action)")
    return bool(promised.lines) or any(not steering.fullmatch(question) for question, _value in promised.answers)


def hits(count: int, seed: int) -> list[Hit]:
    """Every prompt with one way of ending that is not SIGKILL, dealt out evenly; from 2 on, each way so many times."""
    prompts = [(talk, at) for talk in TALKS for at in range(len(talk.prompts) + len(talk.after))]
    if count > 1:
        rounds = -(-count // len(prompts))
        return [
            Hit(talk, at, way, f"{seed}.{number}") for talk, at in prompts for way in WAYS for number in range(rounds)
        ]
    others = [way for way in WAYS if way != KILL]
    dealt = [others[number % len(others)] for number in range(len(prompts))]
    random.Random(seed).shuffle(dealt)
    return [Hit(talk, at, way, str(seed)) for (talk, at), way in zip(prompts, dealt, strict=True)]


def measure(count: int, seed: int) -> Figures:
    """Kill every conversation at every prompt; then end it there otherwise (1: one other way; n: each way n times)."""
    tally, ways, all_hits = Tally(), Counter[str](), hits(count, seed)
    tally.counts["prompts"] = len({(one.talk.name, one.at) for one in all_hits})
    for talk in TALKS:
        with practice() as place:
            whole = undisturbed(place, talk)
            tried(partial(chained, place, talk, whole, tally), f"{talk.name}, killed at every prompt in turn", tally)
            for one in all_hits:
                if one.talk is talk:
                    ways[one.way] += 1
                    tried(partial(hit, place, whole, one, tally), one.about, tally)
    names = ("prompts", "ends", "half-lines", "answers", "lost", "finished")
    counts = {name: tally.counts[name] for name in names} | {"least-of-a-way": min(ways.values())}
    return Figures("at every prompt", counts, seed, tuple(tally.trouble))


def tried(act: Callable[[], None], about: str, tally: Tally) -> None:
    """Whatever stops it is trouble, and the rest goes on."""
    try:
        act()
    except (AssertionError, EOFError, TimeoutError, OSError, IndexError) as trouble:
        tally.trouble.append(f"{about}: {type(trouble).__name__} {str(trouble)[-1000:]}")


def main(arguments: list[str]) -> None:
    """See one end again: NAME AT WAY SEED; with one number, that many of each way."""
    if len(arguments) == 1:
        print(measure(int(arguments[0]), random.randrange(10**6)).told)
        return
    name, at, way, seed = arguments
    [talk] = [one for one in TALKS if one.name == name]
    tally = Tally()
    with practice() as place:
        hit(place, undisturbed(place, talk), Hit(talk, int(at), way, seed), tally)
    print(dict(tally.counts), *tally.trouble, sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
