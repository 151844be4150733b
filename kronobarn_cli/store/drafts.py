"""Drafts: every answer is on the local disk before the next question is shown.

Laws: one line an answer, with a checksum, appended and flushed before `keep` returns; a torn or damaged line is
skipped and counted, never read as something else; order comes from the file, never from the clock; a draft that
outlives its save is harmless, for the same answers make the same plan.
"""

import json
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

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


class Drafts:
    """The drafts of one plan folder, kept in `folder` on the local disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, code: str) -> Draft | None:
        """The draft of a plan, or None when nothing is unsaved."""
        path = self._path(code)
        if not path.is_file():
            return None
        return _replay(code, files.read(path).decode("utf-8", errors="replace"))

    def codes(self) -> tuple[str, ...]:
        """The codes that have a draft, in order."""
        if not self._folder.is_dir():
            return ()
        return tuple(sorted(path.stem for path in self._folder.glob(f"*{_ENDING}")))

    def begin(self, code: str, command: str, revision: int, now: datetime) -> None:
        """Start a draft, unless there is one to go on with."""
        files.make_folder(self._folder)
        self._append(code, {"rev": revision, "command": command, "at": now.isoformat(timespec="minutes")})

    def keep(self, code: str, revision: int, question: str, value: Any) -> None:
        """Put one answer on the disk; when this returns the answer survives a power cut."""
        self._append(code, {"rev": revision, "q": question, "v": value})

    def keep_line(self, code: str, revision: int, question: str, line: str) -> None:
        """Put one line of a longer answer on the disk."""
        self._append(code, {"rev": revision, "q": question, "line": line})

    def forget(self, code: str, revision: int, question: str) -> None:
        """Take an answer back: the question is asked again."""
        self._append(code, {"rev": revision, "q": question, "back": True})

    def session(self, code: str) -> AbstractContextManager[None]:
        """Hold a plan's draft alone for a conversation; raises ChangedOnDisk when another window has it open."""
        sentence = _("The plan {code} is open in another window. Finish there first.").format(code=code)
        return locks.held(self._folder / f"{code}.open", 0, sentence, f"kronobarn show {code}")

    def drop(self, code: str) -> None:
        """Take the draft away; only after the plan is saved."""
        files.remove(self._path(code))

    def _append(self, code: str, record: dict[str, Any]) -> None:
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        # A torn last line from a power cut must not swallow this one, so each record begins a line of its own.
        files.append(self._path(code), f"\n{zlib.crc32(text.encode()):08x} {text}\n".encode())

    def _path(self, code: str) -> Path:
        return self._folder / f"{code}{_ENDING}"


def _replay(code: str, text: str) -> Draft | None:
    answers: dict[str, Any] = {}
    unfinished: dict[str, list[str]] = {}
    command, started, damaged, revision = "", "", 0, 0
    for record in _records(text):
        if record is None:
            damaged += 1
            continue
        revision = max(revision, record["rev"])
        if "command" in record:
            command, started = command or record["command"], started or record["at"]
        elif "line" in record:
            unfinished.setdefault(record["q"], []).append(record["line"])
        else:
            unfinished.pop(record["q"], None)
            answers.pop(record["q"], None)
            if "back" not in record:
                answers[record["q"]] = record["v"]
    return Draft(code, command, started, revision, answers, unfinished, damaged) if answers or unfinished else None


def _records(text: str) -> Iterator[dict[str, Any] | None]:
    for line in text.split("\n"):
        if not line:
            continue
        checksum, _space, body = line.partition(" ")
        if checksum != f"{zlib.crc32(body.encode()):08x}":
            yield None
            continue
        record = json.loads(body)
        yield record if isinstance(record, dict) else None
