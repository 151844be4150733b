"""Playing something in a child process under strace, with one fault in one call of the operating system.

The child is forked from a process where everything is loaded already, and strace takes hold of it before it begins: so
strace's counters count the scene's own calls and nothing of Python's start, and are the same from run to run. Never
`--seccomp-bpf`: with it strace kills nobody, and says nothing.
"""

import os
import re
import signal
import subprocess
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, NoReturn

_SECONDS = 60
_GO = signal.SIGUSR1
_CALL = re.compile(r"(\w+)\((.*)")
_PATH = re.compile(r'"(/[^"]*)"|<(/[^>]*)>')
_RANDOM = re.compile(r"[0-9a-f]{8,}")


class Fault(StrEnum):
    """What a call meets: its process is killed before it, or it fails with this error."""

    KILL = "KILL"
    EIO = "EIO"
    ENOSPC = "ENOSPC"
    EACCES = "EACCES"
    EINTR = "EINTR"
    EROFS = "EROFS"
    EDQUOT = "EDQUOT"


class Call(NamedTuple):
    """The `number`th call of this name, and what it was called with."""

    name: str
    number: int
    about: str

    @property
    def shape(self) -> str:
        """The call and the paths in it, without what differs from run to run."""
        paths = (path for pair in _PATH.findall(self.about) for path in pair if path)
        return f"{self.name} {self.number} {' '.join(_RANDOM.sub('N', path) for path in paths)}"

    def expression(self, fault: Fault) -> str:
        """How strace is told."""
        what = "signal=KILL" if fault is Fault.KILL else f"error={fault}"
        return f"{self.name}:{what}:when={self.number}"


class Ended(NamedTuple):
    """How a child ended: its exit code (a signal's number as a negative), what it said, and its calls."""

    code: int
    said: str
    calls: tuple[Call, ...]
    struck: Call | None


def play(room: Path, scene: Callable[[], int], inject: tuple[Call, Fault] | None = None) -> Ended:
    """Play a scene in a child under strace; `room` is a folder for what it says."""
    said, log = room / "said", room / "calls"
    sys.stdout.flush()
    sys.stderr.flush()
    told, tell = os.pipe()
    child = os.fork()
    if not child:
        _child(tell, said, scene)
    os.close(tell)
    os.read(told, 1)
    os.close(told)
    expression = ("-e", f"inject={inject[0].expression(inject[1])}") if inject else ()
    command = ("strace", "-y", "-s0", "-o", str(log), "-e", "trace=%file,%desc", *expression, "-p", str(child))
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
        assert tracer.stderr
        attached = tracer.stderr.readline()
        if "attached" not in attached:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            raise AssertionError(f"strace: {attached}")
        os.kill(child, _GO)
        status = os.waitpid(child, 0)[1]
        tracer.communicate(timeout=_SECONDS)
    calls, struck = _calls(log, killed=os.WIFSIGNALED(status))
    return Ended(os.waitstatus_to_exitcode(status), said.read_text("utf-8", errors="replace"), calls, struck)


def _child(tell: int, said: Path, scene: Callable[[], int]) -> NoReturn:
    code = 70
    try:
        os.setsid()
        os.chdir("/")
        output = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for number, stream in enumerate((nothing, output, output)):
            os.dup2(stream, number)
        # Whoever forked us may have put something else in their place.
        sys.stdin, sys.stdout, sys.stderr = (os.fdopen(number, "w" if number else "r") for number in range(3))
        signal.alarm(_SECONDS)
        # To wait for a signal is a call that strace does not count, whenever it takes hold.
        signal.pthread_sigmask(signal.SIG_BLOCK, (_GO,))
        os.write(tell, b".")
        os.close(tell)
        signal.sigwait((_GO,))
        code = scene()
    except BaseException:  # noqa: BLE001 - what no wall has caught is what we look for
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _calls(log: Path, *, killed: bool) -> tuple[tuple[Call, ...], Call | None]:
    counts: Counter[str] = Counter()
    calls, struck = [], None
    for line in log.read_text("utf-8", errors="replace").splitlines():
        found = _CALL.match(line)
        if found is None:
            continue
        counts[found[1]] += 1
        call = Call(found[1], counts[found[1]], found[2].rpartition(" = ")[0] or found[2])
        calls.append(call)
        if "(INJECTED)" in line:
            struck = call
    return tuple(calls), calls[-1] if killed and calls else struck
