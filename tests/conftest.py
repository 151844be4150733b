"""What every test stands on: Swedish, a fixed day, and places of its own for drafts, locks and settings."""

import gettext
import io
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kronobarn_cli import i18n

# Help texts are made when the command modules load, so the language is chosen before any of them.
i18n.start("sv")

from kronobarn_cli.errors import KronobarnError  # noqa: E402
from kronobarn_cli.main import run  # noqa: E402
from tests.house.spoken import checked, only_from_the_catalogue  # noqa: E402

TODAY = "2026-04-27"


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def all(self) -> str:
        """Both streams."""
        return self.out + self.err


Program = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing of the developer's own settings, drafts or git identity reaches a test."""
    monkeypatch.setenv("KRONOBARN_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("KRONOBARN_CONFIG", str(tmp_path / "config" / "settings.toml"))
    monkeypatch.setenv("KRONOBARN_TODAY", TODAY)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("KRONOBARN_FOLDER", "KRONOBARN_LANG", "OneDrive", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    yield
    i18n.start("sv")


@pytest.fixture(autouse=True)
def _well_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a test comes by is said in Swedish, and what is wrong has a hint that can be typed."""
    monkeypatch.setattr(gettext, "translation", only_from_the_catalogue(gettext.translation))
    monkeypatch.setattr(KronobarnError, "__init__", checked(KronobarnError.__init__))
    i18n.start("sv")


@pytest.fixture
def kronobarn(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Program:
    """Run a command in this process: `kronobarn("list", typed="...")`."""

    def call(*arguments: object, typed: str = "", stdin: io.StringIO | None = None) -> Ran:
        monkeypatch.setattr(sys, "stdin", stdin or io.StringIO(typed))
        capsys.readouterr()
        code = run([str(one) for one in arguments])
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return call


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kronobarn: Program) -> Path:
    """An empty plan folder without git, stood in."""
    root = tmp_path / "planer"
    assert kronobarn("init", root, "--no-git", "--no-input").code == 0
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kronobarn: Program) -> Path:
    """The practice folder with the four made-up children, stood in."""
    monkeypatch.chdir(tmp_path)
    assert kronobarn("practice", "--no-input").code == 0
    root = tmp_path / "kronobarn-ovning"
    monkeypatch.chdir(root)
    return root
