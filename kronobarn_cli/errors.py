"""The one family of expected failures: a class carries an exit code, an instance a sentence and a hint.

Lower rooms raise these; only `main` turns them into words on a screen. The codes are documented in
`docs/exit-codes.md` and tested against that page.
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process tells the one who started it."""

    WELL = 0
    CHECK_FOUND_ERRORS = 1
    USAGE = 2
    OUR_FAULT = 3
    NOT_FOUND = 4
    NOT_SHARED = 5
    CHANGED_ON_DISK = 6
    SEALED = 7
    UNREADABLE = 8
    CANNOT_WRITE = 9
    NO_HISTORY = 10
    NOT_SYNCED = 11
    INTERRUPTED = 130


class KronobarnError(Exception):
    """Something expected went wrong: `sentence` says what, `hint` what can be typed now, `details` one line each."""

    exit_code = ExitCode.OUR_FAULT

    def __init__(self, sentence: str, hint: str, details: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint
        self.details = details


class UsageTrouble(KronobarnError):
    """What was typed cannot be carried out as it stands."""

    exit_code = ExitCode.USAGE


class NotFound(KronobarnError):
    """A folder, plan, template or other named thing is not there."""

    exit_code = ExitCode.NOT_FOUND


class NotShared(KronobarnError):
    """No consent that is valid today lets this audience see this."""

    exit_code = ExitCode.NOT_SHARED


class ChangedOnDisk(KronobarnError):
    """The plan file is no longer the one that was opened."""

    exit_code = ExitCode.CHANGED_ON_DISK


class Unreadable(KronobarnError):
    """A file does not hold what it should: a plan, a terms file or a template."""

    exit_code = ExitCode.UNREADABLE


class CannotWrite(KronobarnError):
    """The disk or the folder refuses to take the bytes."""

    exit_code = ExitCode.CANNOT_WRITE


class NoHistory(KronobarnError):
    """There is no history of the plan folder that can be read or written."""

    exit_code = ExitCode.NO_HISTORY


class NotSynced(KronobarnError):
    """What is here and what the others have could not be exchanged; nothing is lost on either side."""

    exit_code = ExitCode.NOT_SYNCED


class Interrupted(KronobarnError):
    """The person stopped, or the terminal went away; answers are kept."""

    exit_code = ExitCode.INTERRUPTED


class ReaderLeft(Exception):
    """Whoever read our output has gone: nothing more is said, and that is well."""
