"""Drafts: every answer is on the local disk before the next question is shown.

Laws: one line an answer, with a checksum, appended and flushed before `keep` returns; a torn or damaged line is
skipped and counted, never read as something else; order comes from the file, never from the clock; a draft that
outlives its save is harmless, for the same answers make the same plan.
"""

import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from kronobarn_cli.i18n import _
from kronobarn_cli.store import files, locks

_ENDING = ".draft"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a draft holds: answers by question id in the order given, unfinished lines, and a count of damaged ones.

    `revision` is that of the plan the last answer was given on.
    """

    code: str
    command: str
    started: str
    revision: int
    answers: dict[str, Any]
    unfinished: dict[str, list[str]]
    damaged: int


class _Record(msgspec.Struct, omit_defaults=True):
    """A line: the beginning of a conversation, a line of a longer answer, an answer taken back, or an answer."""

    rev: int
    q: str = ""
    command: str | None = None
    at: str = ""
    line: str | None = None
    back: bool = False
    v: Any = msgspec.UNSET


class Drafts:
    """The drafts of one plan folder, kept in `folder` on the local disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, code: str) -> Draft | None:
        """The draft of a plan, or None when nothing is unsaved."""
        path = self._path(code)
        if not path.is_file():
            return None
        return replay(code, files.read(path))

    def codes(self) -> tuple[str, ...]:
        """The codes that have a draft, in order."""
        if not self._folder.is_dir():
            return ()
        return tuple(sorted(path.stem for path in self._folder.glob(f"*{_ENDING}")))

    def begin(self, code: str, command: str, revision: int, now: datetime) -> None:
        """Start a draft, unless there is one to go on with."""
        files.make_folder(self._folder)
        self._append(code, _Record(revision, command=command, at=now.isoformat(timespec="minutes")))

    def keep(self, code: str, revision: int, question: str, value: Any) -> None:
        """Put one answer on the disk; when this returns the answer survives a power cut."""
        self._append(code, _Record(revision, question, v=value))

    def keep_line(self, code: str, revision: int, question: str, line: str) -> None:
        """Put one line of a longer answer on the disk."""
        self._append(code, _Record(revision, question, line=line))

    def forget(self, code: str, revision: int, question: str) -> None:
        """Take an answer back: the question is asked again."""
        self._append(code, _Record(revision, question, back=True))

    def session(self, code: str) -> AbstractContextManager[None]:
        """Hold a plan's draft alone for a conversation; raises ChangedOnDisk when another window has it open."""
        sentence = _("The plan {code} is open in another window. Finish there first.").format(code=code)
        return locks.held(self._folder / f"{code}.open", 0, sentence, f"kronobarn show {code}")

    def drop(self, code: str) -> None:
        """Take the draft away; only after the plan is saved."""
        files.remove(self._path(code))

    def _append(self, code: str, record: _Record) -> None:
        body = msgspec.json.encode(record)
        # A torn last line from a power cut must not swallow this one, so each record begins a line of its own.
        files.append(self._path(code), b"\n%08x %s\n" % (zlib.crc32(body), body))

    def _path(self, code: str) -> Path:
        return self._folder / f"{code}{_ENDING}"


def replay(code: str, data: bytes) -> Draft | None:
    """What the bytes of a draft hold, or None when they hold no answer."""
    answers: dict[str, Any] = {}
    unfinished: dict[str, list[str]] = {}
    command, started, damaged, revision = "", "", 0, 0
    for record in _records(data):
        if record is None:
            damaged += 1
            continue
        revision = max(revision, record.rev)
        if record.command is not None:
            command, started = command or record.command, started or record.at
        elif record.line is not None:
            unfinished.setdefault(record.q, []).append(record.line)
        else:
            unfinished.pop(record.q, None)
            answers.pop(record.q, None)
            if record.v is not msgspec.UNSET:
                answers[record.q] = record.v
    return Draft(code, command, started, revision, answers, unfinished, damaged) if answers or unfinished else None


def _records(data: bytes) -> Iterator[_Record | None]:
    """What each line holds, None for a damaged one."""
    for line in filter(None, data.split(b"\n")):
        checksum, _space, body = line.partition(b" ")
        whole = checksum == b"%08x" % zlib.crc32(body)
        try:
            yield msgspec.json.decode(body, type=_Record) if whole else None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            yield None
