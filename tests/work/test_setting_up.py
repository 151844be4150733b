"""`init` at a terminal: what cannot be meant is asked for again, never taken in silence."""

from pathlib import Path

import pytest

from kronobarn_cli.cli import screen
from kronobarn_cli.i18n import _
from kronobarn_cli.store.settings import Settings
from tests.conftest import Program


@pytest.mark.parametrize(
    ("typed", "municipality", "language"),
    [
        ("8\n1\n", "Älmhult", "sv"),
        ("\n\n", "", "sv"),
        ("Emmaboda\nEnglish\n", "Emmaboda", "en"),
        ("9\n0\n?\n7\n7\n2\n", "Växjö", "en"),
    ],
    ids=["numbers", "nothing", "words", "numbers that are not there"],
)
def test_municipality_and_language(
    tmp_path: Path,
    kronobarn: Program,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    municipality: str,
    language: str,
) -> None:
    monkeypatch.setattr(screen, "interactive", lambda: True)
    assert kronobarn("init", tmp_path / "planer", "--no-git", typed=typed).code == 0
    settings = Settings(tmp_path / "planer")
    assert (settings.text("municipality"), settings.text("language")) == (municipality, language)


def test_it_is_said_what_would_do(tmp_path: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "interactive", lambda: True)
    asked = kronobarn("init", tmp_path / "planer", "--no-git", typed="9\n\n7\n\n").out
    assert _("Choose one of the numbers 1 to {last}, or write the name.").format(last=8) in asked
    assert _("Answer 1 or 2.") in asked
