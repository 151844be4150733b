"""Why git did not take a change, in words: the plan is saved, so this is told calmly and once.

Laws: what a hook says is its own, and is shown as it stands; where git itself stopped, a person who knows no git is
told what that means; no name and no word of a plan is in what we say.
"""

import re
import shlex
from collections.abc import Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from kronobarn_cli.errors import NoHistory
from kronobarn_cli.i18n import _, ngettext
from kronobarn_cli.store.git import program
from kronobarn_cli.store.git.program import Ran

MAKE_ANEW = "kronobarn init --hooks"
"""What makes the checks before recording, and makes them anew."""
_BY_ITSELF = 1
"""How git ends when a hook said no, or there was nothing to do; when it cannot go on itself it ends higher."""
_MOST_LINES = 20
_ALLOW = "git config --global --add safe.directory "
_ALLOWED = re.compile(rf"{re.escape(_ALLOW)}(\S.*)")
_UNSURE = re.compile(r"[\"`\\!]|\$[\w({]")
"""What a shell reads as more than itself, also inside the marks that every shell knows."""
LOCK = re.compile(r"Unable to create '(.+\.lock)': File exists")
"""What git says of a lock that keeps it out, and where that lies."""
_COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


class Refusal(StrEnum):
    """Why a change was not recorded. `NOWHERE`: no history is kept here, so nothing was refused."""

    NOWHERE = "nowhere"
    LOCKED = "locked"
    UNFINISHED = "unfinished"
    NOT_OURS = "not-ours"
    BROKEN = "broken"
    FULL = "full"
    NO_RIGHT = "no-right"
    TOO_LONG = "too-long"
    LEFT_OUT = "left-out"
    NOT_FLUSHED = "not-flushed"
    SAID = "said"


class Told(NamedTuple):
    """What is said of it: a sentence, lines of somebody else's words, and what can be typed."""

    sentence: str
    details: tuple[str, ...]
    hint: str


_MARKS: tuple[tuple[Refusal, str], ...] = (
    (Refusal.FULL, r"No space left|quota exceeded"),
    (Refusal.NO_RIGHT, r"Read-only file system|Permission denied|insufficient permission"),
    (Refusal.LOCKED, r"\.lock': File exists"),
    (Refusal.UNFINISHED, r"partial commit during|unmerged|not concluded your merge|needs merge"),
    (Refusal.NOT_OURS, r"safe\.directory|ownership"),
    (Refusal.BROKEN, r"not a git repository|index file|corrupt|is empty|unable to (?:read|find)|could not parse"),
    (Refusal.BROKEN, r"bad (?:signature|config|object|ref|tree)|invalid (?:sha1|object|HEAD)|missing (?:blob|tree)"),
)


def of(ran: Ran) -> Refusal:
    """Why a git that ended so did not do what it was asked."""
    if ran.code == program.TOO_LONG:
        return Refusal.TOO_LONG
    if ran.code == program.MISSING:
        return Refusal.NOWHERE
    if ran.code == _BY_ITSELF:
        return Refusal.SAID
    return next((refusal for refusal, mark in _MARKS if re.search(mark, ran.said, re.IGNORECASE)), Refusal.SAID)


def told(codes: tuple[str, ...], why: Refusal, said: str, folder: Path) -> Told:
    """What is said of plans that are saved but not in the history (none: of anything else that was to be recorded).

    `said` are the words of git or of a hook.
    """
    head = _("The history did not take it in: {why}")
    if codes:
        head = ngettext(
            "Plan {codes} is saved, but the history did not take it in: {why}",
            "Plans {codes} are saved, but the history did not take them in: {why}",
            len(codes),
        )
    lines = tuple(said_lines(said)) if why is Refusal.SAID else ()
    reason = _reasons()[why] if lines or why is not Refusal.SAID else _("no reason was given.")
    return Told(head.format(codes=", ".join(codes), why=reason), lines, own_hint(lines, folder) or hint(why, folder))


def own_hint(lines: Sequence[str], folder: Path) -> str | None:
    """What our own check, if it is what refused, has said to type: before that it would refuse again."""
    said = [line.strip() for line in lines]
    if any(line.endswith(MAKE_ANEW) for line in said):
        return make_anew(folder)
    return next((line for line in said if line.startswith(to_git(folder, ""))), None)


def make_anew(folder: Path) -> str:
    """What can be typed to have the checks before recording made anew."""
    return f"{MAKE_ANEW} {pasted(folder.resolve().as_posix())}"


def unreadable(said: str = "") -> NoHistory:
    """The failure of a history that cannot be read, with the first line of what git said of it."""
    sentence = _("The history of this folder cannot be read. The plans are untouched.")
    return NoHistory(sentence, "kronobarn doctor", tuple(said_lines(said)[:1]))


def hint(why: Refusal, folder: Path) -> str:
    """What can be typed about it."""
    if why is Refusal.NOT_OURS:
        said = program.run(folder, "rev-parse", "--git-dir").said
        return allowing(said) or _ALLOW + pasted(folder.resolve().as_posix())
    if why is Refusal.LEFT_OUT:
        return f"git -C {pasted(folder.as_posix())} status --ignored"
    return "kronobarn doctor" if why in {Refusal.BROKEN, Refusal.UNFINISHED} else "kronobarn doctor --mend"


def allowing(said: str) -> str | None:
    """What can be typed so that git opens what belongs to somebody else; None when it does not say which place.

    The place is git's own: where the repository begins, and not the plan folder; on Windows in a way that only git has.
    """
    found = _ALLOWED.search(said)
    with suppress(ValueError):
        return _ALLOW + pasted(" ".join(shlex.split(found[1]))) if found else None
    return None


def pasted(place: str) -> str:
    """A path as it stands in what can be typed: it is one word to every shell, and no more than a word."""
    return shlex.quote(place) if _UNSURE.search(place) else f'"{place}"'


def to_git(folder: Path, words: str) -> str:
    """What can be typed to git about a folder, wherever one stands."""
    return f"git -C {pasted(folder.resolve().as_posix())} {words}"


def said_lines(said: str) -> list[str]:
    """The words of a hook or of git, line by line, without colours and at most so many."""
    lines = [line.rstrip() for line in _COLOUR.sub("", said).splitlines() if line.strip()]
    return lines if len(lines) <= _MOST_LINES else [*lines[:_MOST_LINES], "..."]


def _reasons() -> dict[Refusal, str]:
    return {
        Refusal.NOWHERE: _("there is none."),
        Refusal.LOCKED: _("another program is writing in it, or one was interrupted."),
        Refusal.UNFINISHED: _("something that was begun with git by hand is not finished."),
        Refusal.NOT_OURS: _("it belongs to somebody else on this computer."),
        Refusal.BROKEN: _("it cannot be read."),
        Refusal.FULL: _("the disk is full."),
        Refusal.NO_RIGHT: _("you have no right to write in it."),
        Refusal.TOO_LONG: _("it did not answer in time."),
        Refusal.LEFT_OUT: _("a .gitignore says that it is to be left out."),
        Refusal.NOT_FLUSHED: _("the disk did not confirm it."),
        Refusal.SAID: _("this was the answer."),
    }
