"""Whoever sits at a terminal and waits is told that it takes a while; a script is not."""

import io
import sys
import time

import pytest

from kronobarn_cli.cli import screen

WORDS = "Det kan ta en stund."


class Terminal(io.StringIO):
    """Where remarks go; `there` is whether anybody sits at it, and `gone` that the window was closed."""

    there, gone = True, False

    def isatty(self) -> bool:
        return self.there

    def write(self, text: str) -> int:
        if self.gone:
            raise BrokenPipeError
        return super().write(text)


def sit(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Sit down at a terminal; what wonders does so at once."""
    found = Terminal()
    monkeypatch.setattr(screen, "_A_WHILE", 0.02)
    monkeypatch.setattr(sys, "stderr", found)
    return found


def test_it_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = sit(monkeypatch)
    with screen.patience(WORDS):
        time.sleep(0.3)
    assert terminal.getvalue() == f"{WORDS}\n"


def test_what_is_quick_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = sit(monkeypatch)
    with screen.patience(WORDS):
        pass
    time.sleep(0.1)
    assert terminal.getvalue() == ""


def test_before_a_question_it_is_called_off(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = sit(monkeypatch)
    with screen.patience(WORDS) as found_out:
        found_out()
        time.sleep(0.1)
    assert terminal.getvalue() == ""


def test_a_script_hears_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = sit(monkeypatch)
    terminal.there = False
    with screen.patience(WORDS):
        time.sleep(0.1)
    assert terminal.getvalue() == ""


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_window_that_was_closed_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = sit(monkeypatch)
    terminal.gone = True
    with screen.patience(WORDS):
        time.sleep(0.1)
