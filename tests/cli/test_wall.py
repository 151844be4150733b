"""The wall: whatever goes wrong, words and a code; never a traceback, never a word of a child's plan."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.errors import ExitCode
from kronobarn_cli.work import listing
from tests.conftest import Program

_PROGRAM = (sys.executable, "-m", "kronobarn_cli")
_THERE = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


def test_a_fault_of_ours_tells_its_kind_and_place_and_nothing_of_the_plan(
    folder: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise ValueError("Mio Hemlig sa att pappa")

    monkeypatch.setattr(listing, "rows", broken)
    ran = kronobarn("list")
    assert ran.code == ExitCode.OUR_FAULT
    assert "ValueError cli/listing.py" in ran.err
    assert "Hemlig" not in ran.all
    assert "Traceback" not in ran.all
    assert "Prova: kronobarn doctor" in ran.err


def test_what_python_can_only_mention_is_not_mentioned() -> None:
    """What fails where nobody can catch it: a second Ctrl-C at the wrong moment is one of those."""
    program = """
from contextlib import suppress
from kronobarn_cli.main import main
class Ends:
    def __del__(self):
        raise ValueError("Mio Hemlig sa att pappa")
ends = Ends()
with suppress(SystemExit):
    main(["--version"])
del ends
"""
    ran = subprocess.run([sys.executable, "-c", program], env=_THERE, check=True, capture_output=True, text=True)
    assert ran.stdout.startswith("kronobarn ")
    assert ran.stderr == ""


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a pseudo-terminal, which this system has not")
def test_a_window_that_is_closed_at_a_question_is_a_stop_and_no_fault(examples: Path) -> None:
    """Nobody sends SIGHUP here: the question notices the closed window first, as it may on a machine with much to do."""
    (examples / "there.md").write_text("as it was", encoding="utf-8")
    window, below = os.openpty()
    words = ("render", "k7mtr", "plan", "--for", "family", "--out", "there.md")
    with subprocess.Popen([*_PROGRAM, *words], env=_THERE, stdin=below, stdout=below, stderr=below) as asking:
        os.close(below)
        shown = b""
        while b"[j/N] " not in shown:
            shown += os.read(window, 4096)
        os.close(window)
        assert asking.wait(60) == ExitCode.INTERRUPTED
    assert (examples / "there.md").read_text(encoding="utf-8") == "as it was"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, which this system has not")
def test_what_can_no_longer_be_shown_changes_no_exit_code() -> None:
    """Python would try once more to show it on the way out, and leave with 120."""
    program = """
import sys
from kronobarn_cli import main
def stopped(_arguments):
    sys.stdout.write("so much")
    raise KeyboardInterrupt
main.run = stopped
main.main([])
"""
    with Path("/dev/full").open("wb") as full:
        keeps = {**_THERE, "PYTHONUNBUFFERED": ""}
        ran = subprocess.run([sys.executable, "-c", program], env=keeps, stdout=full, check=False)
    assert ran.returncode == ExitCode.INTERRUPTED


def test_the_practice_day_means_nothing_in_a_real_folder(
    folder: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise a folder from elsewhere could turn the clock back and make a lapsed consent hold."""
    monkeypatch.delenv("KRONOBARN_TODAY")
    with (folder / "kronobarn.toml").open("a") as settings:
        settings.write('practice-day = "2020-02-02"\n')
    assert kronobarn("new-plan", typed="n\nM\n3\n2017\n\n\nn\n\n\n\nx\n\n\n:q\n").code == 0
    [path] = (folder / "plans").glob("?????.yaml")
    assert f"day: {date.today().isoformat()}" in path.read_text()  # noqa: DTZ011 - the clock on the wall
    assert "2020-02-02" not in path.read_text()


def test_a_run_is_of_the_day_on_which_it_began(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else papers that are made after midnight are for another meeting than the one that was just prepared."""
    app = AppContext()
    monkeypatch.setenv("KRONOBARN_TODAY", "2026-04-27")
    assert app.today == date(2026, 4, 27)
    monkeypatch.setenv("KRONOBARN_TODAY", "2026-04-28")
    assert app.today == date(2026, 4, 27)
    assert app.now().date() == date(2026, 4, 28)


def test_windows_is_told_to_look_for_no_program_where_one_stands(tmp_path: Path) -> None:
    """Colleagues can lay a file in the plan folder that is called as a program that we start."""
    (tmp_path / "git").write_text(f'#!/bin/sh\nprintenv NoDefaultCurrentDirectoryInExePath > "{tmp_path}/said"\n')
    (tmp_path / "git").chmod(0o755)
    words = [sys.executable, "-m", "kronobarn_cli", "doctor", "--folder", str(tmp_path)]
    there = {**os.environ, "PATH": f"{tmp_path}:/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2])}
    subprocess.run(words, env=there, cwd=tmp_path, check=False, capture_output=True)
    assert (tmp_path / "said").read_text() == "1\n"
