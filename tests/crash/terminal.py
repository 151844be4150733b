"""A person at a real pseudo-terminal, and an eye of its own for what lies on the disk after a kill."""

import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pexpect = pytest.importorskip("pexpect", reason="needs a pseudo-terminal (pexpect), which this system has not")

PROMPTS = [r"\r\n> $", r"\r\n>> $", r"\] $"]


class Session:
    """A person at a terminal."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        command = [sys.executable, "-m", "kronobarn_cli", *arguments]
        self.child = pexpect.spawn(
            command[0],
            command[1:],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
            encoding="utf-8",
            timeout=20,
            dimensions=(60, 120),
        )
        self.child.delaybeforesend = None

    def wait(self) -> str:
        """Wait for the next prompt; the prompt itself."""
        self.child.expect(PROMPTS)
        return str(self.child.after).strip()

    def type(self, line: str) -> None:
        """Type a line."""
        self.child.sendline(line)

    def shown(self) -> str:
        """What stands on the screen since the last prompt."""
        return str(self.child.before)

    def kill(self, number: signal.Signals = signal.SIGKILL) -> int:
        """Kill it and wait until it is dead; the signal it died of, or its exit code as a negative."""
        self.child.kill(number)
        self.child.wait()
        return int(self.child.signalstatus or -self.child.exitstatus)

    def end(self) -> int:
        """Wait until it has come to its end; its exit code."""
        self.child.expect(pexpect.EOF)
        self.child.close()
        return int(self.child.exitstatus)


def answers_on_disk(state: Path) -> Iterator[tuple[str, object]]:
    """Answers in the only draft, read by nothing but json: an eye of its own."""
    for path in state.rglob("*.draft"):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line.partition(" ")[2]) if line else {}
            if "v" in record:
                yield record["q"], record["v"]
