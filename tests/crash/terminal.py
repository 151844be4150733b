"""A person at a real pseudo-terminal, as a shell gives it: what is typed goes to the program in the foreground.

Laws: the program is the real one, with its own `main`, signals and terminal; only what Python needs to start may have
been loaded beforehand (`executed` starts it from nothing). Who waits for a prompt reads until it stands there; nothing
sleeps. What lies on the disk is read by json and zlib alone.

The shell is a process of its own: it is the terminal's session leader, gives the program the foreground, tells when it
is stopped and how it ended, and passes a hang-up on to it, as shells do.
"""

import array
import atexit
import errno
import fcntl
import importlib
import json
import os
import pkgutil
import re
import select
import signal
import socket
import struct
import subprocess
import sys
import termios
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NoReturn, Self

PROMPT = re.compile(rb"(?:^|\n)(>>? |\[[^\]\r\n]{1,9}\] |[^\r\n]*Tryck Enter[^\r\n]*)$")
SECONDS = 20
CTRL_C, CTRL_D, CTRL_Z = b"\x03", b"\x04", b"\x1a"
_ROOT = str(Path(__file__).resolve().parents[2])
_ROWS, _COLUMNS = 60, 120
_WARM = ("cli", "work", "store", "interview", "text", "model")


class Terminal:
    """A window in which one command is started in `folder`."""

    def __init__(
        self, folder: Path, *arguments: str, environ: Mapping[str, str] | None = None, executed: bool = False
    ) -> None:
        self._window, below = os.openpty()
        fcntl.ioctl(below, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, _COLUMNS, 0, 0))
        os.set_blocking(self._window, False)
        self._news, theirs = socket.socketpair()
        order = {
            "arguments": arguments,
            "folder": str(folder),
            "environ": {**os.environ, "PYTHONPATH": _ROOT, "TERM": "dumb", **(environ or {})},
            "executed": executed,
        }
        _server().ask(order, below, theirs.fileno())
        os.close(below)
        theirs.close()
        self._told = b""
        self._all = bytearray()
        self._since = 0
        self.ended = 0
        self.pid = int(self._hear()[1])

    @property
    def shown(self) -> str:
        """What has come on the screen since the last prompt before this one."""
        return self._all[self._since :].decode("utf-8", "replace").replace("\r\n", "\n")

    @property
    def screen(self) -> str:
        """Everything that has come on the screen."""
        return self._all.decode("utf-8", "replace").replace("\r\n", "\n")

    def wait(self) -> str:
        """Wait for a prompt; the prompt itself. Raises EOFError when the program came to its end instead."""
        start, until = len(self._all), time.monotonic() + SECONDS
        self._since = start
        while not (found := PROMPT.search(self._all, max(start - 1, 0))):
            if not self._read(until):
                raise EOFError(self.shown)
        return found[1].decode("utf-8", "replace").strip()

    def see(self, text: str) -> None:
        """Wait until this stands on the screen after the last prompt."""
        until = time.monotonic() + SECONDS
        while text not in self.screen[-len(text) - 200 :]:
            if not self._read(until):
                raise EOFError(self.shown)

    def type(self, line: str) -> None:
        """Type a line and press Enter."""
        self.send(line.encode() + b"\n")

    def send(self, data: bytes) -> None:
        """Type these bytes, as quickly as the terminal takes them."""
        until = time.monotonic() + SECONDS
        while data:
            self._read(until, writing=True)
            try:
                data = data[os.write(self._window, data[:1024]) :]
            except BlockingIOError:
                continue

    def kill(self, number: signal.Signals = signal.SIGKILL) -> int:
        """Send the program a signal and wait for its end: the exit code, or the signal as a negative number."""
        self.reads()
        os.kill(self.pid, number)
        return self.end()

    def shut(self) -> int:
        """Close the window, and wait for the end of the program as `kill`."""
        os.close(self._window)
        self._window = -1
        return self._ending()

    def reads(self) -> None:
        """Wait until the program has begun to read from its terminal: a signal just before that waits for a key."""
        until = time.monotonic() + SECONDS
        while Path(f"/proc/{self.pid}/syscall").read_text(encoding="ascii").split()[1:2] != ["0x0"]:
            assert time.monotonic() < until, f"it does not read after:\n{self.screen[-2000:]}"
            os.sched_yield()

    @property
    def alive(self) -> bool:
        """Whether the program is still there."""
        return Path(f"/proc/{self.pid}").exists()

    def stopped(self) -> None:
        """Wait until the program lies stopped in the background."""
        assert self._hear() == ["stopped"], self.screen

    def go_on(self) -> None:
        """What `fg` does."""
        os.kill(self.pid, signal.SIGCONT)

    def end(self) -> int:
        """Wait for the end: the exit code, or the signal it died of as a negative number; reads what is left to read."""
        self._since = len(self._all)
        until = time.monotonic() + SECONDS
        while self._read(until):
            pass
        return self._ending()

    def close(self) -> None:
        """Make sure that nothing of it is left."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        if self._window >= 0:
            os.close(self._window)
            self._window = -1
        self._news.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _ending(self) -> int:
        while (news := self._hear())[0] != "ended":
            pass
        self.ended = int(news[1])
        return self.ended

    def _hear(self) -> list[str]:
        """The next the shell has to tell."""
        self._news.settimeout(SECONDS)
        while b"\n" not in self._told:
            heard = self._news.recv(100)
            assert heard, "the shell is gone"
            self._told += heard
        line, _end, self._told = self._told.partition(b"\n")
        return line.decode().split()

    def _read(self, until: float, *, writing: bool = False) -> bool:
        """Take in what has come; False at the end. With `writing`, come back as soon as the terminal takes more."""
        left = until - time.monotonic()
        ready = select.select([self._window], [self._window] if writing else [], [], max(left, 0))
        if not any(ready):
            raise TimeoutError(f"nothing came for {SECONDS} s after:\n{self.screen[-2000:]}")
        if not ready[0]:
            return True
        try:
            data = os.read(self._window, 65536)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            return False
        self._all += data
        return bool(data)


class _Server:
    """Has everything loaded, and forks a shell with a program in it for every window."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        environ = {**os.environ, "PYTHONPATH": _ROOT}
        command = [sys.executable, "-m", "tests.crash.terminal", str(theirs.fileno())]
        self._process = subprocess.Popen(
            command, env=environ, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, start_new_session=True
        )
        theirs.close()
        atexit.register(self._stop)

    def ask(self, order: dict[str, Any], below: int, news: int) -> None:
        rights = array.array("i", [below, news])
        self._socket.sendmsg([json.dumps(order).encode()], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])

    def _stop(self) -> None:
        self._socket.close()
        self._process.wait()


@cache
def _server() -> _Server:
    return _Server()


def _serve(orders: socket.socket) -> None:
    """Fork a shell for every order, until nobody orders any more."""
    from kronobarn_cli import i18n

    i18n.start("sv")
    for name in _WARM:
        package = importlib.import_module(f"kronobarn_cli.{name}")
        for one in pkgutil.iter_modules(package.__path__):
            # What cannot be loaded is the program's own matter.
            with suppress(ImportError):
                importlib.import_module(f"kronobarn_cli.{name}.{one.name}")
    for name in ("filelock", "platformdirs", "kronobarn_cli.main", "rich.console", "rich.table"):
        importlib.import_module(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        data, descriptors, _flags, _sender = socket.recv_fds(orders, 1 << 20, 2)
        if not data:
            return
        if os.fork() == 0:
            orders.close()
            _shell(json.loads(data), *descriptors)
        for descriptor in descriptors:
            os.close(descriptor)


def _shell(order: dict[str, Any], below: int, news: int) -> NoReturn:
    """Lead the terminal's session, put the program in the foreground, and tell what becomes of it."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    fcntl.ioctl(below, termios.TIOCSCTTY, 0)
    program = os.fork()
    if program == 0:
        os.close(news)
        _program(order, below)
    signal.signal(signal.SIGHUP, lambda *_: _pass_on(program))
    os.write(news, f"started {program}\n".encode())
    while True:
        _pid, status = os.waitpid(program, os.WUNTRACED)
        if os.WIFSTOPPED(status):
            os.write(news, b"stopped\n")
            continue
        with suppress(BrokenPipeError):
            os.write(news, f"ended {os.waitstatus_to_exitcode(status)}\n".encode())
        os._exit(0)


def _pass_on(program: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(program, signal.SIGHUP)


def _program(order: dict[str, Any], below: int) -> NoReturn:
    """The program, in the foreground of its terminal."""
    os.setpgid(0, 0)
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    os.tcsetpgrp(below, os.getpid())
    signal.signal(signal.SIGTTOU, signal.SIG_DFL)
    for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for stream in range(3):
        os.dup2(below, stream)
    os.close(below)
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environ"])
    command = [sys.executable, "-m", "kronobarn_cli", *order["arguments"]]
    if order["executed"]:
        os.execve(command[0], command, os.environ)
    _run(order["arguments"])


def _run(arguments: list[str]) -> NoReturn:
    """What the interpreter does from here on: streams, main, and the way out."""
    from kronobarn_cli.main import main

    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", buffering=1, closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)  # noqa: SIM115
    code = 1
    try:
        main(arguments)
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 1
    except BaseException:  # noqa: BLE001 - what Python itself would do
        sys.excepthook(*sys.exc_info())
    try:
        sys.stdout.flush()
    except OSError:
        # So ends a Python whose output can no longer be written.
        code = 120
    os._exit(code)


def answers_on_disk(state: Path) -> Iterator[tuple[str, object]]:
    """Answers in the drafts, whole lines only."""
    for record in _records(state):
        if "v" in record:
            yield record["q"], record["v"]


def lines_on_disk(state: Path) -> list[tuple[str, str]]:
    """The lines of answers that are not finished."""
    lines: list[tuple[str, str]] = []
    for record in _records(state):
        if "line" in record:
            lines.append((record["q"], record["line"]))
        elif "q" in record:
            lines = [one for one in lines if one[0] != record["q"]]
    return lines


def _records(state: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(state.rglob("*.draft")):
        for line in path.read_bytes().split(b"\n"):
            checksum, _space, body = line.partition(b" ")
            if body and checksum == b"%08x" % zlib.crc32(body):
                yield json.loads(body)


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
