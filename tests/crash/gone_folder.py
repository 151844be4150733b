"""The plan folder goes away in the middle of a conversation: a share that is cut off, a stick that is pulled out.

Laws: nobody is disturbed while they talk; at the end one calm sentence says that the answers are kept on this computer,
with a hint that can be typed; when the folder is back that hint finishes it, and the plan is the one it would have
been. Nothing is made where the folder was.

A folder goes in three ways: it is moved; what was mounted there is taken away while it is in use, and an empty place is
left; a share's server dies, and every look at the place ends in an error.
"""

import ctypes
import os
import random
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.crash.at_every_prompt import (
    FAULTS,
    Place,
    Tally,
    Tree,
    Undisturbed,
    answer,
    became,
    come_to,
    practice,
    tried,
    undisturbed,
)
from tests.crash.conversations import TALKS, Talk
from tests.crash.figures import Figures
from tests.crash.layers import apart_mounted, tell
from tests.crash.terminal import CTRL_C, Terminal

_CANNOT_WRITE, _INTERRUPTED = 9, 130
_KEPT = "Dina svar finns kvar på den här datorn"
_BIND, _DETACH = 4096, 2
_BACK_IN_TIME, _STOPPED, _AT_THE_END = "back in time", "stopped meanwhile", "gone to the end"
_libc = ctypes.CDLL(None, use_errno=True)


def measure(count: int, seed: int) -> Figures:
    """So many times, at prompts and in ways chosen after the seed."""
    return apart_mounted("tests.crash.gone_folder", count, seed)


@dataclass
class _Moved:
    """The folder is moved away."""

    root: Path

    @property
    def away(self) -> Path:
        return self.root.with_name("borta")

    def ready(self) -> None:
        """Nothing to do beforehand."""

    def go(self) -> None:
        """Away with it."""
        self.root.rename(self.away)

    def come_back(self) -> None:
        """Here it is again."""
        self.away.rename(self.root)

    def left(self) -> list[str]:
        """What lies in its place."""
        return [path.name for path in self.root.iterdir()] if self.root.is_dir() else []

    def over(self) -> None:
        """As it was before `ready`."""


@dataclass
class _Unmounted(_Moved):
    """A disk that is taken away while it is in use; its empty place stays."""

    def ready(self) -> None:
        """The folder's files lie on a disk that is mounted there."""
        self.root.rename(self.away)
        self.root.mkdir()
        _mount(str(self.away), self.root, "", _BIND)

    def go(self) -> None:
        """As `umount -l`."""
        _unmount(self.root)

    def come_back(self) -> None:
        """Mounted again."""
        _mount(str(self.away), self.root, "", _BIND)

    def over(self) -> None:
        """The folder lies where it lay."""
        _unmount(self.root)
        self.root.rmdir()
        self.away.rename(self.root)


@dataclass
class _Dead(_Moved):
    """A share whose server has died: `Transport endpoint is not connected`, whatever one asks."""

    def go(self) -> None:
        """Every look ends in an error."""
        self.root.rename(self.away)
        self.root.mkdir()
        server = os.open("/dev/fuse", os.O_RDWR)
        _mount("kronobarn", self.root, "fuse", 0, f"fd={server},rootmode=40000,user_id=0,group_id=0")
        os.close(server)

    def come_back(self) -> None:
        """The server is up again."""
        _unmount(self.root)
        self.root.rmdir()
        self.away.rename(self.root)

    def left(self) -> list[str]:
        """Nobody can look."""
        return []


_WAYS: dict[str, type[_Moved]] = {"moved": _Moved, "unmounted": _Unmounted, "dead": _Dead}


def played(count: int, seed: int) -> Figures:
    """Every conversation in turn, so many in all."""
    tally, chance = Tally(), random.Random(seed)
    ways = {name: way for name, way in _WAYS.items() if name != "dead" or os.access("/dev/fuse", os.W_OK)}
    for number, talk in enumerate(TALKS):
        times = len(range(number, count, len(TALKS)))
        if not times:
            continue
        with practice() as place:
            whole = undisturbed(place, talk)
            for _one in range(times):
                way, at = chance.choice(list(ways)), chance.randrange(len(talk.prompts))
                then = chance.choice((_BACK_IN_TIME, _STOPPED, _AT_THE_END, _AT_THE_END))
                about = f"{talk.name}: {way} at prompt {at}, {then}"
                tried(partial(_gone, place, whole, talk, at, ways[way](place.root), then, about, tally), about, tally)
    names = ("gone", "kept", "finished", "answers", "lost")
    return Figures("gone folder", {name: tally.counts[name] for name in names}, seed, tuple(tally.trouble))


def _gone(
    place: Place, whole: Undisturbed, talk: Talk, at: int, disk: _Moved, then: str, about: str, tally: Tally
) -> None:
    place.lay(whole.files[at])
    before, present = place.plans, False
    disk.ready()
    try:
        code = place.codes[0] if place.codes else ""
        with place.start(talk, code) as terminal:
            come_to(terminal, talk.prompts[at][0])
            disk.go()
            tally.counts["gone"] += 1
            terminal.type(talk.prompts[at][1])
            answer(terminal, talk.prompts[at + 1 : -1])
            if at + 1 < len(talk.prompts):
                come_to(terminal, talk.prompts[-1][0])
                tally.lost(about, place.kept, whole.kept[len(talk.prompts) - 1])
                if then == _STOPPED:
                    terminal.reads()
                    terminal.send(CTRL_C)
                elif then == _BACK_IN_TIME:
                    disk.come_back()
                    present = True
                if then != _STOPPED:
                    terminal.type(talk.prompts[-1][1])
            ended = _ended(terminal, talk, present=present, continued=bool(code))
        code = code or (place.codes or [""])[0]
        _judged(place, terminal.screen, code, ended, about, tally, present=present, stopped=_stopped(then, at, talk))
        tally.trouble += [f"{about}: made {name} where the folder was" for name in ([] if present else disk.left())]
        if not present:
            _while_it_is_away(place, talk, code, about, tally)
            disk.come_back()
            present = True
            _when_it_is_back(place, whole, talk, code, before, about, tally)
        if not became(place.plans, whole):
            tally.trouble.append(f"{about}: became another plan")
        tally.trouble += [f"{about}: left behind {name}" for name in place.hidden]
        tally.counts["finished"] += 1
    finally:
        if not present:
            disk.come_back()
        disk.over()


def _stopped(then: str, at: int, talk: Talk) -> bool:
    return then == _STOPPED and at + 1 < len(talk.prompts)


def _ended(terminal: Terminal, talk: Talk, *, present: bool, continued: bool) -> int:
    if present and not continued:
        answer(terminal, talk.after)
    return terminal.end()


def _judged(
    place: Place, screen: str, code: str, ended: int, about: str, tally: Tally, *, present: bool, stopped: bool
) -> None:
    expected = 0 if present else _INTERRUPTED if stopped else _CANNOT_WRITE
    tally.trouble += [f"{about}: exit {ended}: {screen[-300:]!r}"] if ended != expected else []
    tally.trouble += [f"{about}: {fault} on the screen" for fault in FAULTS if fault in screen]
    if present:
        return
    tally.counts["kept"] += 1
    calm = _KEPT in screen or stopped
    tally.trouble += [] if calm else [f"{about}: not told that the answers are kept: {screen[-300:]!r}"]
    hint = f"Prova: kronobarn continue {code}"
    tally.trouble += [] if code and hint in screen else [f"{about}: not told how to go on: {screen[-300:]!r}"]


def _while_it_is_away(place: Place, talk: Talk, code: str, about: str, tally: Tally) -> None:
    """Whoever tries too early is told so, and loses nothing."""
    kept = place.kept
    with place.start(talk, code) as terminal:
        ended = terminal.end()
    tally.trouble += [f"{about}: too early: {fault} on the screen" for fault in FAULTS if fault in terminal.screen]
    told = ended not in (0, 1, 3) and "Prova: " in terminal.screen
    tally.trouble += [] if told else [f"{about}: too early: exit {ended}: {terminal.screen[-300:]!r}"]
    tally.lost(f"{about}: too early", place.kept, kept)


def _when_it_is_back(
    place: Place, whole: Undisturbed, talk: Talk, code: str, before: Tree, about: str, tally: Tally
) -> None:
    """What the hint says finishes it; where one had stopped, the last question is still to be answered."""
    if place.plans != before:
        tally.trouble.append(f"{about}: the plans were changed")
    with place.start(talk, code) as terminal:
        try:
            come_to(terminal, talk.prompts[-1][0])
        except EOFError:
            pass
        else:
            terminal.type(talk.prompts[-1][1])
        ended = terminal.end()
    tally.trouble += [f"{about}: back: exit {ended}: {terminal.screen[-300:]!r}"] if ended else []


def _mount(source: str, target: Path, kind: str, flags: int, options: str = "") -> None:
    _check(_libc.mount(source.encode(), str(target).encode(), kind.encode(), flags, options.encode()))


def _unmount(target: Path) -> None:
    _check(_libc.umount2(str(target).encode(), _DETACH))


def _check(result: int) -> None:
    if result:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


if __name__ == "__main__":
    tell(played(int(sys.argv[1]), int(sys.argv[2])))
