"""A clock that jumps: ten years either way between two answers and between two saves, summer time, 2038, 1970.

Laws: what is kept, what is asked next and which version is the newest comes from the order of things and from
`revision`, never from the clock; no screen shows a negative time; nothing is lost.

libfaketime gives a real program the wall clock that stands in a file, read anew at every look; what runs evenly
(`monotonic`) goes on evenly, as it does when a real clock is set.
"""

import os
import random
import re
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from tests.crash.at_every_prompt import (
    FAULTS,
    Kept,
    Place,
    Tally,
    Undisturbed,
    answer,
    became,
    come_to,
    practice,
    tried,
    undisturbed,
)
from tests.crash.conversations import CODE, TALKS, Talk
from tests.crash.figures import Figures
from tests.crash.terminal import Terminal

NOW = "2026-04-27 13:30:00"
_MOMENTS = (
    *(
        "2016-04-27 13:30:00",
        "2036-04-27 13:30:00",
        "2026-04-26 23:59:59",
        "2026-04-28 00:00:01",
        "2025-12-31 23:59:59",
    ),
    *(
        "2026-03-29 01:59:59",
        "2026-03-29 03:00:00",
        "2026-10-25 02:30:00",
        "2028-02-29 12:00:00",
        "2026-04-27 12:29:00",
    ),
    *(
        "2038-01-19 03:14:07",
        "2038-01-19 03:14:09",
        "1970-01-02 00:00:00",
        "2099-12-31 23:59:59",
        "2026-04-27 22:59:00",
    ),
)
_NEGATIVE = re.compile(r"(?:^|[\s(])[-\u2212]\d")
_LOOKS = (("list",), ("show", CODE), ("due",), ("check",), ("doctor",), ("show", "k7mtr"))
_ANSWERED = (0, 1)
_SAVES = 12
_ROOT = Path(__file__).resolve().parents[2]
_FIRST = Path(__file__).with_name("faked_clock")
_NAMES = ("jumps", "restarts", "saves", "screens", "answers", "lost")


def library() -> Path | None:
    """Where libfaketime lies, or None."""
    return next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))), None)


class _Clock:
    """A wall clock that shows what is set, in Växjö's time."""

    def __init__(self, place: Place, tally: Tally) -> None:
        self._file = place.home / "clock"
        self._tally = tally
        self.set(NOW)

    def set(self, moment: str) -> None:
        """Let it be this moment, and let it go on from there."""
        new = self._file.with_name("clock.new")
        new.write_text(f"@{moment}\n", encoding="ascii")
        new.replace(self._file)
        self._tally.counts["jumps"] += 1

    @property
    def environ(self) -> dict[str, str]:
        """What a program needs that is to look at it."""
        return {
            "LD_PRELOAD": str(library()),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
            "TZ": "Europe/Stockholm",
            "PYTHONPATH": f"{_FIRST}{os.pathsep}{_ROOT}",
            "KRONOBARN_TODAY": "",
        }


def measure(count: int, seed: int) -> Figures:
    """So many conversations in which the clock jumps before every answer, and rounds of saves between them."""
    tally = Tally()
    for number in range(count):
        talk = TALKS[number % len(TALKS)]
        about, chance = f"{talk.name}, clock {seed}.{number}", random.Random(f"{seed}:{number}")
        with practice() as place:
            (place.root / "kronobarn.toml").write_text('language = "sv"\ngit = false\n', encoding="utf-8")
            clock = _Clock(place, tally)
            start = place.tree()
            whole = undisturbed(place, talk, clock.environ)
            place.lay({**start, "clock": start["clock"]})
            tried(partial(_talked, place, talk, whole, clock, chance, about, tally), about, tally)
            tried(partial(_saved, place, clock, chance, about, tally), about, tally)
    return Figures("clocks", {name: tally.counts[name] for name in _NAMES}, seed, tuple(tally.trouble))


def _talked(
    place: Place, talk: Talk, whole: Undisturbed, clock: _Clock, chance: random.Random, about: str, tally: Tally
) -> None:
    """A conversation; the clock jumps before each answer. Twice it is killed and looked at in another year."""
    at, prompts = 0, talk.prompts
    stops = sorted(chance.sample(range(1, len(prompts)), 2))
    for stop in (*stops, len(prompts)):
        # What day it is when one begins decides what is asked; what it is later decides nothing.
        clock.set(NOW)
        with place.start(talk, environ=clock.environ, executed=True) as terminal:
            for asked, typed in prompts[at:stop]:
                come_to(terminal, asked)
                clock.set(chance.choice(_MOMENTS))
                terminal.type(typed)
            if stop == len(prompts):
                answer(terminal, talk.after)
                ended = terminal.end()
                tally.trouble += [f"{about}: exit {ended}: {terminal.screen[-300:]!r}"] if ended else []
            else:
                come_to(terminal, prompts[stop][0])
                terminal.kill()
        _looked_at(terminal, about, tally)
        if stop < len(prompts):
            tally.lost(f"{about} at prompt {stop}", place.kept, whole.kept[stop])
            _in_another_year(place, talk, whole.kept[stop], clock, chance, about, tally)
        at = stop
    if not became(place.plans, whole):
        tally.trouble.append(f"{about}: became another plan")


def _in_another_year(
    place: Place, talk: Talk, kept: Kept, clock: _Clock, chance: random.Random, about: str, tally: Tally
) -> None:
    clock.set(chance.choice(_MOMENTS))
    # A pause at the beginning leaves nothing to go on with.
    with place.start(talk, next(iter(place.codes), ""), environ=clock.environ, executed=True) as terminal:
        terminal.wait()
        terminal.kill()
    tally.counts["restarts"] += 1
    _looked_at(terminal, f"{about}, in another year", tally)
    tally.lost(f"{about}, in another year", place.kept, kept)


def _saved(place: Place, clock: _Clock, chance: random.Random, about: str, tally: Tally) -> None:
    """Saves, each in another year: the revision rises by one each time, and the newest version is that of the last."""
    first = _revision(place)
    for number in range(1, _SAVES + 1):
        moment = chance.choice(_MOMENTS)
        clock.set(moment)
        said = f"Sagt som nummer {number}."
        terminal = _ran(place, clock, "wheel", CODE, "--voice", "guardian-1", "--works", f"larande={said}")
        tally.counts["saves"] += 1
        if _revision(place) != first + number or said not in place.plans[f"{CODE}.yaml"].decode():
            tally.trouble.append(f"{about}: save {number} is not there: {terminal.screen[-300:]!r}")
        # A second before midnight it is tomorrow by the time the program looks.
        shown = date.fromisoformat(moment[:10])
        if not any(f"day: {day}" in place.plans[f"{CODE}.yaml"].decode() for day in (shown, shown + timedelta(days=1))):
            tally.trouble.append(f"{about}: the clock does not show {moment}, so this tries nothing")
        command = chance.choice(_LOOKS)
        looked = _ran(place, clock, *command)
        tally.counts["screens"] += 1
        _looked_at(looked, f"{about}: {command}", tally)
        if looked.ended not in _ANSWERED:
            tally.trouble.append(f"{about}: {command}: exit {looked.ended}: {looked.screen[-300:]!r}")
    versions = sorted(path.name for path in place.state.glob(f"*/versions/{CODE}/*.yaml"))
    there = [int(name.split("-")[0]) for name in versions]
    if there != list(range(first + _SAVES - len(there) + 1, first + _SAVES + 1)) or len(there) < min(10, _SAVES):
        tally.trouble.append(f"{about}: versions {versions} after revision {first + _SAVES}")


def _ran(place: Place, clock: _Clock, *arguments: str) -> Terminal:
    with place.run(*arguments, environ=clock.environ, executed=True) as terminal:
        terminal.end()
    return terminal


def _looked_at(terminal: Terminal, about: str, tally: Tally) -> None:
    tally.trouble += [f"{about}: {fault} on the screen" for fault in FAULTS if fault in terminal.screen]
    negative = _NEGATIVE.search(terminal.screen)
    if negative:
        tally.trouble.append(f"{about}: negative: {terminal.screen[max(0, negative.start() - 80) :][:160]!r}")


def _revision(place: Place) -> int:
    found = re.search(rb"(?m)^revision: (\d+)$", place.plans[f"{CODE}.yaml"])
    assert found is not None
    return int(found[1])
