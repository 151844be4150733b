"""A plan folder with a history, in which hooks find the program that is tested."""

from pathlib import Path

import pytest

from tests.store.git.test_staged import git

ROOT = str(Path(__file__).resolve().parents[2])


@pytest.fixture
def home(examples: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The examples, recorded by Eva Lind."""
    monkeypatch.setenv("PYTHONPATH", ROOT)
    git(examples, "init", "-q", "-b", "main")
    git(examples, "config", "user.name", "Eva Lind")
    git(examples, "config", "user.email", "eva@kommun.se")
    git(examples, "add", ".")
    git(examples, "commit", "-q", "-m", "k7mtr: new plan")
    return examples
