"""What nobody should type, typed at a real terminal: bytes that are no text, and lines longer than a terminal takes.

Laws: the program takes the line as it came, or asks again; it never hangs, shows no traceback, and never keeps the
beginning of a line without saying that the rest is gone; whatever was answered before stays, and going on works.
"""

import random
from collections import Counter
from functools import partial

from kronobarn_cli import i18n
from tests.crash.at_every_prompt import (
    FAULTS,
    Hit,
    Place,
    Tally,
    Undisturbed,
    come_to,
    practice,
    tried,
    undisturbed,
)
from tests.crash.conversations import TALKS
from tests.crash.figures import Figures

_TERMINAL_TAKES = 4095
"""So many bytes of one line; the rest the terminal throws away."""
_LINES: dict[str, bytes] = {
    "Latin-1": "Mår bättre på förmiddagen".encode("latin-1"),
    "half a letter": "Mår b".encode() + "ä".encode()[:1] + b" nu",
    "a lone surrogate": b"Mio \xed\xa0\xbd sover",
    "NUL": b"Natt \x00 sover hela natten",
    "escapes": b"Mio \x1b[31m sover\x1b]0;x\x07",
    "turned letters": "Mio \u202e sover".encode(),
    "four bytes": "Mio 🙂 sover".encode(),
    "all that a terminal takes": b"a" * (_TERMINAL_TAKES - 1),
    "100,000 letters": b"a" * 100_000,
    "50,000 letters of two bytes": "å".encode() * 50_000,
    "no text at all": b"\xff\xfe" * 200,
    "spaces": b" \t " * 50,
    "a word that steers, and more": b":q\x00",
}
_CUT = "The line was longer than the terminal takes. Only the beginning of it came through."
_NOT_READ = "Some letters could not be read. Write the answer again, please."


def measure(count: int, seed: int) -> Figures:
    """So many odd lines, typed at prompts chosen after the seed."""
    i18n.start("sv")
    tally, chance = Tally(), random.Random(seed)
    some = Counter(chance.choices(range(len(TALKS)), k=count))
    for number, times in some.items():
        talk = TALKS[number]
        with practice() as place:
            whole = undisturbed(place, talk)
            for name in chance.choices(list(_LINES), k=times):
                one = Hit(talk, chance.randrange(len(talk.prompts)), name, str(seed))
                about = f"{name} at prompt {one.at} of {talk.name}"
                tried(partial(_typed, place, whole, one, about, tally), about, tally)
    names = ("lines", "kept", "asked-again", "cut", "answers", "lost")
    return Figures("odd lines", {name: tally.counts[name] for name in names}, seed, tuple(tally.trouble))


def _typed(place: Place, whole: Undisturbed, one: Hit, about: str, tally: Tally) -> None:
    data, prompts = _LINES[one.way], one.talk.prompts
    place.lay(whole.files[one.at])
    with place.start(one.talk) as terminal:
        come_to(terminal, prompts[one.at][0])
        terminal.send(data + b"\n")
        try:
            terminal.wait()
        except EOFError:
            # A last question that took it: the plan is saved.
            ended = terminal.end()
            tally.trouble += [f"{about}: exit {ended}"] if ended not in (0, 130) else []
        else:
            terminal.kill()
        screen = terminal.screen
    tally.counts["lines"] += 1
    tally.trouble += [f"{about}: {fault} on the screen" for fault in FAULTS if fault in screen]
    kept = place.kept
    there = str([value for _question, value in (*kept.answers, *kept.lines)])
    told = i18n._(_CUT) in screen
    tally.counts["cut"] += told
    tally.counts["asked-again"] += i18n._(_NOT_READ) in screen
    if len(data) > _TERMINAL_TAKES and not told:
        tally.trouble.append(f"{about}: cut without a word")
    if one.way == "NUL" and "Natt" in there and "hela natten" not in there:
        tally.trouble.append(f"{about}: only the beginning was kept")
    tally.counts["kept"] += kept != whole.kept[one.at]
    if place.codes:
        before = dict(whole.kept[one.at].answers)
        gone = [question for question in before if question not in dict(kept.answers)]
        tally.counts["answers"] += len(before)
        tally.counts["lost"] += len(gone)
        tally.trouble += [f"{about}: lost {question}" for question in gone]
        with place.start(one.talk, place.codes[0]) as again:
            again.wait()
            again.kill()
            tally.trouble += [f"{about}: {fault} when going on" for fault in FAULTS if fault in again.screen]
