"""The only writer to the terminal.

Laws: text from a plan is cleaned before it is shown and never becomes markup or an escape sequence; colour and rich
are used on a terminal only, never in a pipe or with NO_COLOR; everything can be read aloud.
"""

import errno
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TextIO

from kronobarn_cli.errors import ReaderLeft
from kronobarn_cli.i18n import _
from kronobarn_cli.text.clean import clean, unseen_escaped

_GAP = "  "
_A_WHILE = 2.0
"""Seconds that pass before somebody who waits wonders."""
_TERMINAL_TAKES = {"linux": 4096, "darwin": 1024}
"""So many bytes of one line, its end included; what is typed beyond them, the terminal throws away."""


def say(text: str = "") -> None:
    """Show lines of text."""
    _put(sys.stdout, text)


def aside(text: str) -> None:
    """Show lines that are not the result itself: remarks, where something lies. They go to stderr."""
    _put(sys.stderr, text)


def failure(sentence: str, details: Sequence[str], hint: str) -> None:
    """Show what went wrong, its details, and what can be typed now."""
    _put(sys.stderr, sentence)
    for detail in details:
        _put(sys.stderr, f"  {detail}")
    _put(sys.stderr, _("Try: {hint}").format(hint=hint))


def heading(title: str, text: str = "") -> None:
    """Show the title of a part, with a line about it."""
    _put(sys.stdout, f"\n{title}\n{'-' * len(title)}")
    if text:
        say(text)


def data(value: Any) -> None:
    """Show a value as JSON for scripts."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=2, default=str)
    raw(unseen_escaped(text))


def raw(sent: str | bytes) -> None:
    """Send a document or data to stdout as it is: text as UTF-8 with plain line ends, whatever the console speaks."""
    text = sent if isinstance(sent, bytes) else (sent if sent.endswith("\n") else sent + "\n").encode()
    with _to_a_reader():
        sys.stdout.flush()
        sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()


def table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Show rows under headers: lined up as plain text, drawn by rich on a terminal with colour."""
    clean_rows = [[_one_line(cell) for cell in row] for row in rows]
    if _fancy():
        _rich_table(headers, clean_rows)
        return
    widths = [max(len(cell) for cell in column) for column in zip(headers, *clean_rows, strict=True)]
    for row in (headers, *clean_rows):
        say(_GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def bars(rows: Iterable[tuple[str, str, int | None, str]], top: int) -> None:
    """Show one line a row: a label, who, a bar of `top` steps (None: not asked), and words."""
    found = list(rows)
    full, empty = ("█", "░") if _can_show("█░") else ("#", ".")
    widths = (
        max((len(_one_line(row[0])) for row in found), default=0),
        max((len(_one_line(row[1])) for row in found), default=0),
    )
    for label, who, steps, words in found:
        bar = " " * top if steps is None else full * steps + empty * (top - steps)
        cells = (_one_line(label).ljust(widths[0]), _one_line(who).ljust(widths[1]), bar, _one_line(words))
        say(_GAP.join(cells).rstrip())


def prompt(text: str) -> str:
    """Ask for one line. Raises EOFError when the terminal is gone, KeyboardInterrupt on Ctrl-C.

    Not `input`, which on a terminal reads past a line that holds a NUL (Ctrl-Space) and drops what comes after it.
    """
    with _to_a_reader():
        sys.stdout.write(clean(text))
        sys.stdout.flush()
    try:
        line = sys.stdin.readline() if sys.stdin else ""
    except KeyboardInterrupt:
        say()
        raise
    except OSError:
        raise EOFError from None
    if not line:
        raise EOFError
    if len(line.encode()) >= _TERMINAL_TAKES.get(sys.platform, len(line) * 4 + 1) and sys.stdin.isatty():
        say(_("The line was longer than the terminal takes. Only the beginning of it came through."))
    return line.removesuffix("\n")


def clear() -> None:
    """Take everything off the screen, and off what can be scrolled back to; nothing in a pipe."""
    if not sys.stdout.isatty():
        return
    import click

    click.clear()
    sys.stdout.write("\x1b[3J")
    sys.stdout.flush()


def shows() -> bool:
    """Whether what is said goes to a terminal, and not into a file or another program."""
    return sys.stdout.isatty()


def interactive() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin is not None and sys.stdin.isatty()


@contextmanager
def patience(sentence: str) -> Iterator[Callable[[], None]]:
    """Say a sentence to whoever sits at a terminal and has waited a while; what it gives calls that off."""
    from threading import Timer

    def say_so() -> None:
        with suppress(OSError, EOFError, ReaderLeft):
            aside(sentence)

    timer = Timer(_A_WHILE, say_so)
    timer.daemon = True
    if sys.stderr.isatty():
        timer.start()
    try:
        yield timer.cancel
    finally:
        timer.cancel()


def _put(stream: TextIO, text: str) -> None:
    with _to_a_reader():
        stream.write(clean(text) + "\n")


@contextmanager
def _to_a_reader() -> Iterator[None]:
    """Typer would take a broken pipe for a fault; to us a reader who has seen enough is none.

    Raises EOFError when the terminal is gone.
    """
    try:
        yield
    except BrokenPipeError:
        raise ReaderLeft from None
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        raise EOFError from None


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


def _fancy() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _can_show(letters: str) -> bool:
    try:
        letters.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def _rich_table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=SIMPLE_HEAD, pad_edge=False)
    for header in headers:
        drawn.add_column(Text(header), overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(cell) for cell in row))
    Console(highlight=False, emoji=False, markup=False).print(drawn)
