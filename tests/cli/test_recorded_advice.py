"""What `check` advises about a leak fits where it stands, and can be typed as it stands."""

import shlex
import subprocess
from pathlib import Path

import pytest

from kronobarn_cli.cli import screen
from kronobarn_cli.errors import ExitCode
from tests.conftest import Program, Ran
from tests.store.git.test_staged import git, put

# Put together here, so that this file holds no number.
VALID = "20170412" + "-2389"
CODE = "Skriv planens kod"


def lines(ran: Ran) -> list[str]:
    """What is to be typed of git."""
    return [line.strip() for line in ran.all.splitlines() if line.strip().startswith("git -C ")]


def typed(line: str) -> None:
    subprocess.run(shlex.split(line), check=True, capture_output=True)


def test_whoever_records_is_told_how_to_be_called_something_else(
    home: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home.parent)
    for key in ("name", "email"):
        git(home, "config", f"user.{key}", f"Eva {VALID}")
    ran = kronobarn("check", "--staged", "--folder", home)
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS
    assert CODE not in ran.out
    assert "kronobarn doctor --mend" in ran.out
    for line in lines(ran):
        typed(line)
    assert kronobarn("check", "--staged", "--folder", home).code == 0


def test_a_branch_is_given_another_name(home: Path, kronobarn: Program) -> None:
    git(home, "switch", "-q", "-c", VALID)
    ran = kronobarn("check", "--staged")
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS
    assert CODE not in ran.out
    [line] = lines(ran)
    typed(line)
    assert kronobarn("check", "--staged").code == 0
    assert kronobarn("check", "--history").code == 0


def test_a_tag_is_found_and_taken_away(home: Path, kronobarn: Program) -> None:
    git(home, "tag", VALID)
    ran = kronobarn("check", "--history")
    assert CODE not in ran.out
    assert "doctor --mend" not in ran.out
    shown, away = lines(ran)
    typed(shown)
    typed(away.replace("NAMN", VALID))
    assert kronobarn("check", "--history").code == 0


def test_a_file_and_a_message_are_called_by_the_code(home: Path, kronobarn: Program) -> None:
    put(home / "bilagor" / f"{VALID}.pdf")
    git(home, "add", ".")
    for words in (("--staged",), ("--message", put(home / "m", f"{VALID} flyttad"))):
        ran = kronobarn("check", *words)
        assert ran.code == ExitCode.CHECK_FOUND_ERRORS
        assert CODE in ran.out
        assert lines(ran) == []


def test_a_name_that_is_recorded_is_rewritten_with_another(home: Path, kronobarn: Program) -> None:
    git(home, "config", "user.name", f"Eva {VALID}")
    git(home, "commit", "-q", "--allow-empty", "-m", "k7mtr: edit")
    ran = kronobarn("check", "--history")
    assert "git commit --amend --reset-author" in ran.out
    for line in lines(ran):
        typed(line)
    git(home, "commit", "-q", "--amend", "--reset-author", "--allow-empty", "--no-edit")
    assert kronobarn("check", "--history").code == 0
    git(home, "commit", "-q", "--allow-empty", "-m", VALID)
    assert "--reset-author" not in kronobarn("check", "--history").out


def test_a_save_that_was_refused_for_a_name_goes_in_when_the_advice_is_followed(
    home: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    kronobarn("config", "set", "git", "true")
    assert kronobarn("init", "--hooks").code == 0
    git(home, "config", "user.name", f"Eva {VALID}")
    ran = kronobarn("wheel", "k7mtr", "--voice", "child", "--set", "larande=5")
    assert "K032" in ran.err
    for line in lines(ran):
        typed(line)
    monkeypatch.setattr(screen, "interactive", lambda: True)
    assert git(home, "status", "--porcelain", "--", "plans") != ""
    kronobarn("doctor", "--mend", typed="ja\n" * 9)
    assert git(home, "status", "--porcelain", "--", "plans") == ""
