"""A plan is saved while another repository's git waits: from a hook of it, or beside the text that it has opened."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kronobarn_cli.model.plan import Child, Plan
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.store.git import repository
from tests.store.git.by_hand import git, hook

SAVE = """\
from pathlib import Path
from kronobarn_cli.store.folder import Folder
folder = Folder(Path({root!r}))
before = folder.load("k7mtr")
folder.save(before.plan, before, "wheel")
assert folder.unrecorded is None, folder.unrecorded
"""


@pytest.fixture
def planer(tmp_path: Path) -> Folder:
    root = tmp_path / "planer"
    (root / "plans").mkdir(parents=True)
    assert repository.start(root)
    folder = Folder(root)
    folder.save(Plan(code="k7mtr", child=Child(name="Mio")), None, "new plan")
    return folder


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another repository, with something in it that is not recorded yet."""
    root = tmp_path / "annat"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    (root / "a").write_text("ett\n")
    git(root, "add", "a")
    git(root, "commit", "-q", "-m", "ett")
    (root / "a").write_text("två\n")
    return root


def _saves(planer: Folder, home: Path) -> str:
    """A line of shell that saves a plan."""
    script = home / "spara.py"
    script.write_text(SAVE.format(root=str(planer.root)))
    return f"'{sys.executable}' '{script}' || exit 1"


def _commit(folder: Path, *words: str, **environ: str) -> None:
    who = {f"GIT_{who}_{what}": "eva" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    ours = {**os.environ, **who, "PYTHONPATH": str(Path(__file__).parents[3]), **environ}
    subprocess.run(["git", "commit", "-q", *words], cwd=folder, env=ours, check=True)


def _is_well(planer: Folder, other: Path) -> None:
    """Each history holds its own, and nothing is left over."""
    assert git(other, "show", "HEAD:a") == "två\n"
    assert git(planer.root, "log", "--format=%s") == "k7mtr: wheel\nk7mtr: new plan\n"
    for folder in (other, planer.root):
        assert git(folder, "status", "--porcelain") == ""
        assert git(folder, "fsck", "--strict") == ""
    assert "eva" not in git(planer.root, "log", "--format=%an %ae")


@pytest.mark.parametrize("words", [("-a", "-m", "två"), ("-m", "två", "a")], ids=["all", "only"])
def test_from_a_hook(planer: Folder, other: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    hook(other, "pre-commit", _saves(planer, tmp_path))
    _commit(other, *words)
    _is_well(planer, other)


def test_from_an_editor(planer: Folder, other: Path, tmp_path: Path) -> None:
    editor = tmp_path / "skriv"
    editor.write_text(f'#!/bin/sh\n{_saves(planer, tmp_path)}\necho två > "$1"\n')
    editor.chmod(0o755)
    _commit(other, "-a", GIT_EDITOR=str(editor))
    _is_well(planer, other)
