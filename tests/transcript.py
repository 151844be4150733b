"""Whole sessions as text: `$ command`, then exactly what the screen shows, typed words after their prompts.

A line that begins with one of PROMPTS is a prompt: what follows it was typed by the person, and is typed again when
the session is run. Random codes are shown as CODE, the session's own folder as ~, the time of day that an empty line
means as NU, the moment a version was put away as DÅ, the minutes left of a meeting as N, and a cleared screen in
words. With KRONOBARN_RECORD=1 the file is rewritten with what really happened; read the difference before you keep it.
"""

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pexpect

from tests.conftest import TODAY

PROMPTS = ("> ", ">> ", "[J/n] ", "[j/N] ", "Tryck Enter för att fortsätta. ")
EXAMPLES = ("k7mtr", "p3wdh", "t8qzg", "v5xjc")
_CODE = re.compile(r"\b[bcdfghjkmnpqrstvwxz](?=[bcdfghjkmnpqrstvwxz2-9]{4}\b)(?=\w*[2-9])[bcdfghjkmnpqrstvwxz2-9]{4}\b")
_NOW = re.compile(r"(?<=\(Enter: )\d\d:\d\d(?=\))")
_PUT_AWAY = re.compile(r"\b\d{4}-\d\d-\d\d \d\d:\d\d\b")
_CLEARED = re.compile(r"\x1b\[2J\x1b\[1;1H\x1b\[3J")
_LEFT = re.compile(r"(?:till|skulle sluta) (\d\d:\d\d), (?:för )?\d+ minut(?:er)? (?:kvar|sedan)\.")


@dataclass
class Step:
    """A command and what it shows; `exit_code` is written under it as `[5]` when it is not 0."""

    command: str
    shown: str = ""

    @property
    def typed(self) -> list[str]:
        """What the person types, prompt by prompt."""
        lines = (f"{line} " for line in self.shown.splitlines())
        return [line[len(prompt) :].rstrip() for line in lines for prompt in PROMPTS if line.startswith(prompt)]


@dataclass
class Session:
    """A person at a terminal in a folder of their own."""

    home: Path
    folder: Path = field(init=False)
    code: str = ""

    def __post_init__(self) -> None:
        self.folder = self.home / "hem"
        self.folder.mkdir(parents=True)
        (self.home / "bin").mkdir()
        program = self.home / "bin" / "kronobarn"
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m kronobarn_cli "$@"\n')
        program.chmod(0o755)

    def run(self, step: Step) -> str:
        """What the screen shows for one step, with codes and folders masked."""
        if step.command.startswith("cd "):
            self.folder = (self.folder / step.command[3:]).resolve()
            return ""
        command, *typed = (one.replace("CODE", self.code or "CODE") for one in (step.command, *step.typed))
        shown = self._typed(command, typed) if typed else self._piped(command)
        return self._masked(shown)

    @property
    def _environment(self) -> dict[str, str]:
        places = {
            "PATH": f"{self.home / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.home / "hem"),
            "KRONOBARN_STATE": str(self.home / "state"),
            "KRONOBARN_CONFIG": str(self.home / "hem" / ".config" / "settings.toml"),
            "KRONOBARN_TODAY": TODAY,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "PYTHONIOENCODING": "utf-8",
            "NO_COLOR": "1",
            "LANGUAGE": "",
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(Path(__file__).resolve().parents[1]),
        }
        return {**os.environ, **places}

    def _piped(self, command: str) -> str:
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=self.folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
        return done.stdout + (f"[{done.returncode}]\n" if done.returncode else "")

    def _typed(self, command: str, typed: list[str]) -> str:
        child = pexpect.spawn(
            "sh",
            ["-c", command],
            cwd=self.folder,
            env=self._environment,
            encoding="utf-8",
            timeout=30,
            dimensions=(60, 200),
        )
        child.delaybeforesend = None
        shown = ""
        for line in typed:
            child.expect([r"(?:^|\n)> $", r"(?:^|\n)>> $", r"\[(?:J/n|j/N)\] $", r"Tryck Enter för att fortsätta\. $"])
            shown += f"{child.before}{child.after}"
            child.sendline(line)
        child.expect(pexpect.EOF)
        shown += str(child.before)
        child.close()
        return shown.replace("\r\n", "\n") + (f"[{child.exitstatus}]\n" if child.exitstatus else "")

    def _masked(self, shown: str) -> str:
        for found in _CODE.findall(shown):
            if found not in EXAMPLES:
                self.code = found
                shown = shown.replace(found, "CODE")
        shown = _CLEARED.sub("(Skärmen är tom.)\n", shown)
        shown = _LEFT.sub(r"till \1, N minuter kvar.", _NOW.sub("NU", _PUT_AWAY.sub("DÅ", shown)))
        return "\n".join(line.rstrip() for line in shown.replace(str(self.home / "hem"), "~").splitlines())


def steps(text: str) -> list[Step]:
    """The commands in a transcript with what they are said to show."""
    found: list[Step] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append(Step(line[2:]))
        elif found:
            found[-1].shown += line + "\n"
    return found


def replay(text: str, session: Session) -> str:
    """The transcript as it really goes."""
    parts = []
    for step in steps(text):
        shown = session.run(step).strip("\n")
        parts.append(f"$ {step.command}\n{shown}\n" if shown else f"$ {step.command}\n")
    return "".join(parts)


def tidy(text: str) -> str:
    """A transcript without the space that no eye sees."""
    parts = []
    for step in steps(text):
        shown = "\n".join(line.rstrip() for line in step.shown.strip("\n").splitlines())
        parts.append(f"$ {step.command}\n{shown}\n" if shown else f"$ {step.command}\n")
    return "".join(parts)
