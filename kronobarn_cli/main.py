"""The start and the only exit: chooses the language, runs the commands, turns every failure into words and a code.

Laws: nothing heavy is imported before it is needed; no traceback ever reaches a screen, for it could hold a child's
words; the exit codes are those of `docs/exit-codes.md`.
"""

import gc
import importlib
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType, ModuleType

from kronobarn_cli import __version__, i18n
from kronobarn_cli.errors import ExitCode, Interrupted, KronobarnError, ReaderLeft
from kronobarn_cli.i18n import _

_PACKAGE = Path(__file__).parent
_FOR_GIT, _WORDS_OF_GIT = "merge-files", 5
"""What git runs: the name, the version both come from, ours and theirs, and what the file is called."""
_BEFORE_RECORDING = ["check", "--staged", "--unfinished", "--folder"]
# Windows has no window that hangs up.
_ASKS_TO_STOP = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run kronobarn with these arguments (those of the process by default) and leave with its exit code."""
    # A run is short: to look for garbage costs more than what is found.
    gc.set_threshold(100_000)
    # Else Windows runs a git.exe that lies in the folder one stands in, and colleagues can lay one in the plan folder:
    # https://learn.microsoft.com/windows/win32/api/processenv/nf-processenv-needcurrentdirectoryforexepathw
    os.environ.setdefault("NoDefaultCurrentDirectoryInExePath", "1")
    # Python tells on its own what nobody can catch, such as Ctrl-C at the wrong moment; with a traceback.
    sys.unraisablehook = lambda _fault: None
    _forgive_consoles()
    try:
        code = run(list(sys.argv[1:] if arguments is None else arguments))
        _be_deaf()
    except KeyboardInterrupt:
        # A closed window is told of more than once: also while the first time is being put into words.
        code = ExitCode.INTERRUPTED
    _drop_what_cannot_be_shown()
    if code == ExitCode.WELL and sys.argv[1:2] == [_FOR_GIT] and len(sys.argv) == 1 + _WORDS_OF_GIT:
        # Git waits for this once for every file. To tidy up a memory that nobody needs would be a tenth of the time.
        os._exit(code)
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Carry out one command line and return the exit code; every failure has been put into words on stderr."""
    try:
        code = _answer(arguments)
        sys.stdout.flush()
    except KronobarnError as failure:
        return _say(failure.sentence, _details(failure), failure.hint, failure.exit_code)
    except (KeyboardInterrupt, EOFError):
        code = ExitCode.INTERRUPTED
    except (BrokenPipeError, ReaderLeft):
        return _silence()
    except OSError as failure:
        return _refused(failure)
    except Exception as failure:  # noqa: BLE001 - the wall: words for everything
        sentence = _("Something is wrong in kronobarn itself. Nothing that was saved is lost.")
        return _say(sentence, _where(failure), "kronobarn doctor", ExitCode.OUR_FAULT)
    if code == ExitCode.INTERRUPTED:
        return _say(_("You stopped."), (), "kronobarn list", ExitCode.INTERRUPTED)
    return code


def _answer(arguments: list[str]) -> int:
    """The quick answers first, those that need no commands: the version, and a half-typed word."""
    if arguments == ["--version"]:
        print(f"kronobarn {__version__}")  # noqa: T201 - the screen would cost more than the answer
        return ExitCode.WELL
    if "_KRONOBARN_COMPLETE" in os.environ and _complete(arguments):
        return ExitCode.WELL
    if arguments[:1] == [_FOR_GIT] and len(arguments) == _WORDS_OF_GIT and _merged(arguments[1:]):
        return ExitCode.WELL
    if arguments[:-1] == _BEFORE_RECORDING and _nothing_to_say(Path(arguments[-1])):
        return ExitCode.WELL
    i18n.start(_language(arguments))
    _defer("subprocess")
    _leave_in_order()
    return _command(arguments)


def _merged(names: list[str]) -> bool:
    """What git asks for with every plan that two have changed; when it cannot be done, the command says so in words."""
    from kronobarn_cli.work import three_versions

    try:
        return three_versions.into_ours(*map(Path, names[:3]))
    except KronobarnError:
        return False


def _nothing_to_say(folder: Path) -> bool:
    """What git asks before every save, when it is to (`init --hooks`); what is wrong the command says in words."""
    from kronobarn_cli.store.folder import Folder
    from kronobarn_cli.work import staged_check

    return staged_check.nothing_to_say(Folder(folder))


def _command(arguments: list[str]) -> int:
    import click

    from kronobarn_cli.cli.app import app
    from kronobarn_cli.cli.app_context import AppContext

    context = AppContext()
    try:
        code = app(args=arguments, prog_name="kronobarn", standalone_mode=False, obj=context)
    except click.ClickException as failure:
        from kronobarn_cli.cli import usage

        return _say(*usage.words(failure), ExitCode.USAGE)
    except (click.Abort, KeyboardInterrupt, EOFError):
        code = ExitCode.INTERRUPTED
    except SystemExit:
        # Typer leaves so when click's own help text meets a reader that has gone.
        raise ReaderLeft from None
    finally:
        context.tell_unrecorded()
    if code == ExitCode.INTERRUPTED:
        raise Interrupted(_("You stopped."), context.stopped)
    return code if isinstance(code, int) else ExitCode.WELL


def _details(failure: KronobarnError) -> tuple[str, ...]:
    """The lines under a failure; a file's problems are worded only when there are any."""
    if failure.__cause__ is None:
        return failure.details
    from kronobarn_cli.cli import problems

    return problems.details(failure)


def _language(arguments: list[str]) -> str:
    """The language: `--lang`, then KRONOBARN_LANG and the settings files, then Swedish."""
    for place, argument in enumerate(arguments):
        given = argument.removeprefix("--lang=") if argument.startswith("--lang=") else None
        if argument == "--lang" and place + 1 < len(arguments):
            given = arguments[place + 1]
        if given in i18n.LANGUAGES:
            return given
    if os.environ.get("KRONOBARN_LANG") in i18n.LANGUAGES:
        return os.environ["KRONOBARN_LANG"]
    return _language_in_settings(arguments)


def _language_in_settings(arguments: list[str]) -> str:
    from kronobarn_cli.store.settings import Settings, folder_of

    try:
        return Settings(folder_of(arguments)).text("language")
    except KronobarnError:
        return "sv"


def _complete(arguments: list[str]) -> bool:
    """Answer the shell's question about a half-typed word, if it can be done without loading the commands."""
    from kronobarn_cli import completion

    # Only bash shows no help texts, so only bash can do without a language.
    if os.environ["_KRONOBARN_COMPLETE"] != "complete_bash":
        i18n.start(_language(arguments))
    answer = completion.answer(os.environ, arguments)
    if answer is not None:
        print(answer)  # noqa: T201 - the shell reads this, no person does
    return answer is not None


class _Later(ModuleType):
    """Stands for a module until someone takes something from it."""

    def __getattr__(self, name: str) -> object:
        del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


def _defer(name: str) -> None:
    """Let a module load at its first use: typer imports subprocess at its top and rarely needs it."""
    sys.modules.setdefault(name, _Later(name))


def _forgive_consoles() -> None:
    """A console that lacks a character shows a question mark; a half-typed byte is asked for again."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _leave_in_order() -> None:
    """A closed window or a polite kill ends like Ctrl-C: answers kept, exit code 130."""
    for number in _ASKS_TO_STOP:
        signal.signal(number, _stop)


def _stop(_number: int, _frame: FrameType | None) -> None:
    """Once is enough: whoever asks again must not disturb what is put in order now."""
    _be_deaf()
    raise KeyboardInterrupt


def _be_deaf() -> None:
    for number in _ASKS_TO_STOP:
        signal.signal(number, signal.SIG_IGN)


def _say(sentence: str, details: tuple[str, ...], hint: str, code: int) -> int:
    from kronobarn_cli.cli import screen

    try:
        screen.failure(sentence, details, hint)
    except (EOFError, ReaderLeft):
        _silence()
    return int(code)


def _refused(failure: OSError) -> int:
    """The disk or a folder said no somewhere on the way; where a file is written, that is told more closely."""
    from kronobarn_cli.store import files

    sentence = _("The disk or the folder did not answer as it should: {why}. What was saved before is untouched.")
    return _say(sentence.format(why=files.why(failure)), (), "kronobarn doctor", ExitCode.CANNOT_WRITE)


def _silence() -> int:
    """The reader of our output has left, or the window is closed; say nothing more to it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.WELL


def _drop_what_cannot_be_shown() -> None:
    """Python would try once more to show it on the way out, and leave with a code of its own."""
    try:
        sys.stdout.flush()
    except OSError:
        _silence()


def _where(failure: BaseException) -> tuple[str, ...]:
    """The kind of failure and our own line, for whoever mends it; never its message, which can hold a child's words."""
    line = failure.__traceback__
    found = ""
    while line is not None:
        path = Path(line.tb_frame.f_code.co_filename)
        if path.is_relative_to(_PACKAGE):
            found = f"{path.relative_to(_PACKAGE).as_posix()}:{line.tb_lineno}"
        line = line.tb_next
    return (f"{type(failure).__name__} {found}",)
