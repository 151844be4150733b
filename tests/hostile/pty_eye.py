"""What a real terminal would have been sent: each byte is a letter to be read, or one of our own colours."""

import os
import re
import sys
import unicodedata
from pathlib import Path
from typing import NamedTuple

from kronobarn_cli.errors import ExitCode
from tests.conftest import Ran
from tests.hostile.targets import ROOT

# Every text of a plan, a terms file, a setting, a name of a file or an argument is this one. In it lies what a terminal
# obeys: colours, window titles (OSC 0), clipboards (OSC 52), links (OSC 8), cursor moves, C1 controls, BEL, backspace,
# carriage return, directions, lines of other scripts, rich and Jinja and Markdown, and what a format string takes for its own.
NASTY = (
    "\x1b[31mRÖD\x1b]0;titel\x07\x1b]52;c;aGVq\x07\x1b]8;;http://x/\x1b\\\x9b2J\x9d0;t\x9c\x1bc\x1b(0[red]x[/red][link=http://x]y[/link]"
    "\u202egnuter\u2066\u200b\u00ad\x08\x08\r\x0b\x0c\x00\x7f\u2028\u2029\ufeff\U000e0041{{ 1 }}{0}{name}%s:smile:\\slut"
)
AS_SHOWN = (
    "\\u001b[31mRÖD\\u001b]0;titel\\u0007",
    "[red]x[/red]",
    "\\u202egnuter\\u2066\\u200b",
    "{{ 1 }}{0}{name}%s:smile:",
)
_OWN_COLOURS = re.compile(r"\x1b\[(?:[0-4]|2[2-4]|3[0-79]|9[0-7])?(?:;[0-4])*m")
_OWN_CLEARING = "\x1b[2J\x1b[1;1H\x1b[3J"
_NO_TEXT = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


class Seen(NamedTuple):
    """What came to the terminal, and how the program ended."""

    sent: str
    code: int

    @property
    def text(self) -> str:
        """What is read, without our colours, lines put together as an eye does that knows where the screen ends."""
        return (
            _OWN_COLOURS.sub("", self.sent).replace(_OWN_CLEARING, "").replace("\r\r\n", "\r\n").replace("\r\n", "\n")
        )

    @property
    def acting(self) -> set[str]:
        """Characters that a terminal would obey, or that nobody can see."""
        return {one for one in self.text if one not in "\n\t\u200c\u200d" and unicodedata.category(one) in _NO_TEXT}


def seen(*arguments: str, cwd: Path, typed: str = "", **environment: str) -> Seen:
    """Run a command at a real terminal with colour; each line in `typed` is typed at a prompt, then the end."""
    import pexpect

    child = pexpect.spawn(
        sys.executable,
        ["-m", "kronobarn_cli", *arguments],
        cwd=str(cwd),
        env=os.environ
        | {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "EDITOR": "true"}
        | environment,
        timeout=20,
        dimensions=(60, 1000),
        echo=False,
    )
    child.delaybeforesend = None
    sent, lines = b"", iter(typed.splitlines())
    while child.expect([rb"(?:> |\] |\. )$", pexpect.EOF]) == 0:
        sent += _bytes(child.before) + _bytes(child.after)
        line = next(lines, None)
        child.sendeof() if line is None else child.sendline(line)
    sent += _bytes(child.before)
    child.close()
    return Seen(sent.decode("utf8"), int(child.exitstatus if child.exitstatus is not None else -1))


def _bytes(part: object) -> bytes:
    return part if isinstance(part, bytes) else b""


def told(ran: Ran, what: object = "") -> None:
    """A documented end, a way on when it failed, and nothing that acts."""
    assert "Traceback" not in ran.all
    assert ran.code in set(ExitCode) - {ExitCode.OUR_FAULT}, f"{what}: {ran.all}"
    assert Seen(ran.all, 0).acting == set(), ascii(ran.all)
    if ran.code not in {ExitCode.WELL, ExitCode.CHECK_FOUND_ERRORS}:
        assert "Prova: " in ran.all, f"{what}: {ran.all}"
