"""Drafts: every answer is on the local disk before the next question is shown.

Laws: one line an answer, with a checksum, appended and flushed before `keep` returns; a torn or damaged line is
skipped and counted, never read as something else, and each line says which conversation it is of; order comes from the
file, never from the clock; a draft that outlives its save is harmless, for the same answers make the same plan; what
lies among the drafts and is none stops nobody.
"""

import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from kronobarn_cli.errors import NotFound
from kronobarn_cli.i18n import _
from kronobarn_cli.store import files, locks

_ENDING = ".draft"
_NOTHING: Mapping[str, Any] = {}
_NAME = re.compile(rf"[a-z][a-z0-9]{{4}}\{_ENDING}")


class Ground(NamedTuple):
    """What answers are given on: the plan's revision, and the fingerprint of its file; empty where there is none."""

    revision: int
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a draft holds: answers by question id in the order given, unfinished lines, and a count of damaged ones.

    `revision` is that of the plan the last answer was given on, and `on` the fingerprint of its file; empty where there
    was none. What was known beforehand, and asked of nobody, is in `known`.
    """

    code: str
    command: str
    started: str
    revision: int
    answers: dict[str, Any]
    unfinished: dict[str, list[str]]
    damaged: int
    known: frozenset[str] = frozenset()
    on: str = ""

    @property
    def count(self) -> int:
        """How many questions a person has answered, to the end or not."""
        return len((self.answers.keys() | self.unfinished.keys()) - self.known)


class _Record(msgspec.Struct, omit_defaults=True):
    """A line: the beginning of a conversation, a line of a longer answer, or an answer; without any, it is taken back.

    `of` is the command again: the first line may be the one that is damaged.
    """

    rev: int
    q: str = ""
    command: str | None = None
    at: str = ""
    line: str | None = None
    v: Any = msgspec.UNSET
    known: bool = False
    of: str = ""
    on: str = ""


class Drafts:
    """The drafts of one plan folder, kept in `folder` on the local disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, code: str) -> Draft | None:
        """The draft of a plan, or None when nothing is unsaved; raises NotFound when it is there and is not read."""
        path = self._path(code)
        if not path.is_file():
            return None
        return replay(code, files.read(path))

    def glance(self, code: str) -> Draft | None:
        """The draft of a plan as `find`, None also when it is not read: one of them must not stop a list of all."""
        with suppress(NotFound):
            return self.find(code)
        return None

    def codes(self) -> tuple[str, ...]:
        """The codes that have a draft, in order."""
        if not self._folder.is_dir():
            return ()
        found = (path for path in self._folder.iterdir() if _NAME.fullmatch(path.name))
        return tuple(sorted(path.stem for path in found if path.is_file() and not path.is_symlink()))

    def begin(
        self, code: str, command: str, ground: Ground, now: datetime, known: Mapping[str, Any] = _NOTHING
    ) -> None:
        """Start a draft, unless there is one to go on with; `known` is what is answered beforehand."""
        files.make_folder(self._folder)
        revision = ground.revision
        begun = _Record(revision, command=command, at=now.isoformat(timespec="minutes"), on=ground.fingerprint)
        answers = (_Record(revision, one, v=value, known=True, of=command) for one, value in known.items())
        self._append(code, begun, *answers)

    def keep(self, code: str, revision: int, question: str, value: Any, of: str = "") -> None:
        """Put one answer on the disk; when this returns the answer survives a power cut.

        `of` is the command of the conversation.
        """
        self._append(code, _Record(revision, question, v=value, of=of))

    def keep_line(self, code: str, revision: int, question: str, line: str, of: str = "") -> None:
        """Put one line of a longer answer on the disk."""
        self._append(code, _Record(revision, question, line=line, of=of))

    def lay_anew(self, draft: Draft) -> None:
        """Put a draft in the place of the one that is there, whole or not at all."""
        of, rev = draft.command, draft.revision
        records = [_Record(rev, command=of, at=draft.started, on=draft.on)]
        records += [_Record(rev, one, v=value, known=one in draft.known, of=of) for one, value in draft.answers.items()]
        records += [_Record(rev, one, line=line, of=of) for one, lines in draft.unfinished.items() for line in lines]
        files.replace(self._path(draft.code), b"".join(_line(one) for one in records))

    def session(self, code: str) -> AbstractContextManager[None]:
        """Hold a plan's draft alone for a conversation; raises ChangedOnDisk when another window has it open."""
        sentence = _("The plan {code} is open in another window. Finish there first.").format(code=code)
        return locks.held(self._folder / f"{code}.open", 0, sentence, f"kronobarn show {code}")

    def drop(self, code: str) -> None:
        """Take the draft away; only after the plan is saved."""
        files.remove(self._path(code))

    def _append(self, code: str, *records: _Record) -> None:
        files.append(self._path(code), b"".join(_line(one) for one in records))

    def _path(self, code: str) -> Path:
        return self._folder / f"{code}{_ENDING}"


def replay(code: str, data: bytes) -> Draft | None:
    """What the bytes of a draft hold, or None when they hold no answer."""
    answers: dict[str, Any] = {}
    unfinished: dict[str, list[str]] = {}
    known: set[str] = set()
    command, started, on, damaged, revision = "", "", "", 0, 0
    for record in _records(data):
        if record is None:
            damaged += 1
            continue
        revision, command = max(revision, record.rev), command or record.command or record.of
        if record.command is not None:
            started, on = started or record.at, on or record.on
        elif record.line is not None:
            unfinished.setdefault(record.q, []).append(record.line)
        else:
            unfinished.pop(record.q, None)
            answers.pop(record.q, None)
            known.discard(record.q)
            if record.v is not msgspec.UNSET:
                answers[record.q] = record.v
                known |= {record.q} if record.known else set()
    if not answers and not unfinished:
        return None
    return Draft(code, command, started, revision, answers, unfinished, damaged, frozenset(known), on)


def _line(record: _Record) -> bytes:
    body = msgspec.json.encode(record)
    # A torn last line from a power cut must not swallow this one, so each record begins a line of its own.
    return b"\n%08x %s\n" % (zlib.crc32(body), body)


def _records(data: bytes) -> Iterator[_Record | None]:
    """What each line holds, None for a damaged one."""
    for line in filter(None, data.split(b"\n")):
        checksum, _space, body = line.partition(b" ")
        whole = checksum == b"%08x" % zlib.crc32(body)
        try:
            yield msgspec.json.decode(body, type=_Record) if whole else None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            yield None
