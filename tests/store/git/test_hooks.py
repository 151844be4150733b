"""The checks that git starts: they stop what must not be recorded, and never touch what somebody else has put there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kronobarn_cli.store.git import hooks, refusals, staged
from kronobarn_cli.store.git.hooks import Fault, State
from kronobarn_cli.store.git.refusals import Refusal
from tests.store.git.test_staged import git, put

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan folder with a history of its own, at a place that a shell could trip over."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("KRONOBARN_LANG", "sv")
    root = tmp_path / "Eva's planer å $HOME"
    put(root / "kronobarn.toml", "\n")
    put(root / "plans" / "kronobarn-plan-1.schema.json")
    git(root, "init", "-q", "-b", "main")
    git(root, "config", "user.name", "Eva Lind")
    git(root, "config", "user.email", "eva@kommun.se")
    return root


def states(folder: Path) -> list[State]:
    return [one.state for one in hooks.look(folder)]


def commit(folder: Path, message: str = "k7mtr: edit", *words: str) -> subprocess.CompletedProcess[str]:
    git(folder, "add", ".")
    line = ["git", "commit", "-q", "--allow-empty", "-m", message, *words]
    return subprocess.run(line, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_checks_are_made_once_and_can_be_run(folder: Path) -> None:
    assert states(folder) == [State.MADE] * 2
    made = hooks.put(folder)
    assert [one.path.name for one in made] == ["pre-commit", "commit-msg"]
    assert all(os.access(one.path, os.X_OK) for one in made)
    assert states(folder) == [State.THERE] * 2
    assert [one.state for one in hooks.put(folder)] == [State.THERE] * 2


def test_what_must_not_be_recorded_is_stopped_in_words(folder: Path) -> None:
    hooks.put(folder)
    put(folder / "plans" / "k7mtr.yaml", "kronobarn: 1\ncode: k7mtr\n")
    ran = commit(folder)
    assert ran.returncode == 1
    assert "k7mtr:3:1  fel  K011  " in ran.stderr
    put(folder / "plans" / "k7mtr.yaml", "kronobarn: 1\ncode: k7mtr\n...\n")
    ran = commit(folder)
    assert (ran.returncode, ran.stderr, ran.stdout) == (0, "", "")


@pytest.mark.parametrize("message", ["19800229-1234 flyttad", "Mios plan", "k7mtr: Mio"])
def test_a_message_is_looked_at(folder: Path, message: str) -> None:
    hooks.put(folder)
    put(folder / "plans" / "k7mtr.yaml", "kronobarn: 1\ncode: k7mtr\nchild:\n  name: Mio\n...\n")
    ran = commit(folder, message)
    assert "fel  K033" in ran.stderr or "varning  K032" in ran.stderr
    assert "Mio" not in ran.stderr
    assert "1234" not in ran.stderr


def test_what_the_program_writes_itself_is_known_without_looking(folder: Path) -> None:
    """A hook that had to be asked would say that its Python is gone."""
    hooks.put(folder)
    script = folder / ".git" / "hooks" / "commit-msg"
    gone = script.read_text("utf8").replace(sys.executable, "/finns/inte")

    def said(message: str) -> int:
        done = subprocess.run(
            ["sh", "-c", gone, "commit-msg", str(put(folder / "m", message))], cwd=folder, check=False
        )
        return done.returncode

    assert [said(f"k7mtr: {kind}\n") for kind in ("wheel", "new plan", "handed out")] == [0, 0, 0]
    others = (
        "maria: wheel",
        "k7mtr: Mio",
        "k7mtr: wheel\n\nMio",
        "k7mtr: wheel Mio",
        "k7mtrx: wheel",
        "K7MTR: wheel",
        "",
    )
    assert [said(one) for one in others] == [1] * len(others)


def test_a_check_whose_python_is_gone_stops_and_says_how_to_mend_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as gone:
        gone.setattr(sys, "executable", str(folder / "bort" / "python3"))
        hooks.put(folder)
    ran = commit(folder)
    assert ran.returncode == 1
    assert "kronobarn init --hooks" in ran.stderr
    assert states(folder) == [State.MADE] * 2
    hooks.put(folder)
    assert commit(folder).returncode == 0


def test_a_python_that_has_lost_the_program_stops_and_says_so_in_words(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hooks.put(folder)
    monkeypatch.delenv("PYTHONPATH")
    python = put(folder.parent / "utan" / "python", f'#!/bin/sh\nexec "{sys.executable}" -S "$@"\n')
    python.chmod(0o755)
    with monkeypatch.context() as lost:
        lost.setattr(sys, "executable", str(python))
        hooks.put(folder)
    for message in ("k7mtr: wheel", "hej"):
        ran = commit(folder, message)
        assert ran.returncode == 1
        assert "kronobarn init --hooks" in ran.stderr
        assert "No module" not in ran.stderr
        assert len(ran.stderr.splitlines()) == 1


def test_what_lies_in_the_folder_is_never_run(folder: Path) -> None:
    """Others may write to it, and Python would take a module from where it is started."""
    hooks.put(folder)
    for name in ("yaml.py", "typing.py", "kronobarn_cli.py"):
        put(folder / name, f"open({str(folder / 'run')!r}, 'w')\n")
    put(folder / "plans" / "k7mtr.yaml", "kronobarn: 1\ncode: k7mtr\n...\n")
    assert commit(folder, "hej").returncode == 0
    assert not (folder / "run").exists()


def test_what_somebody_else_has_made_is_left(folder: Path) -> None:
    theirs = put(folder / ".git" / "hooks" / "pre-commit", "#!/bin/sh\nexit 0\n")
    broken = folder / ".git" / "hooks" / "commit-msg"
    broken.symlink_to(folder / "finns-inte")
    found = hooks.put(folder)
    assert [one.state for one in found] == [State.OTHERS] * 2
    assert theirs.read_text() == "#!/bin/sh\nexit 0\n"
    assert broken.is_symlink()
    theirs.write_text(f"#!/bin/sh\n{found[0].line}\n")
    theirs.chmod(0o755)
    put(folder / "plans" / "Mio.yaml")
    assert "K031" in commit(folder).stderr


def test_a_place_that_several_folders_share_is_left(folder: Path, tmp_path: Path) -> None:
    for place in (str(tmp_path / "allas"), ".githooks"):
        git(folder, "config", "core.hooksPath", place)
        found = hooks.put(folder)
        assert [one.state for one in found] == [State.SHARED] * 2
        assert found[0].path == folder / place / "pre-commit"
        assert not found[0].path.parent.exists()
    git(folder, "config", "core.hooksPath", ".git/egna")
    hooks.put(folder)
    assert (folder / ".git" / "egna" / "pre-commit").exists()


def test_a_plan_folder_in_a_larger_repository_has_its_own_part_checked(folder: Path) -> None:
    inside, other = folder / "barn" / "planer", folder / "andra"
    for one in (inside, other):
        put(one / "kronobarn.toml", "\n")
        put(one / "plans" / "x.json")
    hooks.put(inside)
    assert states(inside) == [State.THERE] * 2
    assert states(other) == [State.OTHERS] * 2
    put(folder / "plans" / "anteckning.yaml")
    assert commit(folder).returncode == 0
    put(inside / "plans" / "anteckning.yaml")
    assert "K031" in commit(inside, "k7mtr: edit", "--", ".").stderr
    (inside / "kronobarn.toml").unlink()
    assert commit(folder).returncode == 0


def test_a_linked_work_tree_is_checked_too(folder: Path, tmp_path: Path) -> None:
    hooks.put(folder)
    assert commit(folder).returncode == 0
    git(folder, "worktree", "add", "-q", str(tmp_path / "bredvid"))
    assert states(tmp_path / "bredvid") == [State.THERE] * 2
    put(tmp_path / "bredvid" / "plans" / "Mio.yaml")
    assert "K031" in commit(tmp_path / "bredvid").stderr


def test_a_commit_of_some_files_is_judged_by_those(folder: Path) -> None:
    hooks.put(folder)
    put(folder / "plans" / "Mio.yaml")
    good = put(folder / "plans" / "k7mtr.yaml", "kronobarn: 1\ncode: k7mtr\n...\n")
    assert commit(folder, "k7mtr: edit", "--only", "--", str(good)).returncode == 0
    assert git(folder, "log", "--name-only", "--format=").splitlines() == ["plans/k7mtr.yaml"]
    assert len(staged.staged(staged.seat(folder))) == 3


def test_checks_that_are_made_no_more_are_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert hooks.fault(folder) is None
    hooks.put(folder)
    assert hooks.fault(folder) is None
    git(folder, "config", "core.hooksPath", ".githooks")
    assert hooks.fault(folder) is Fault.PASSED_BY
    put(folder / ".githooks" / "pre-commit", f"#!/bin/sh\n{hooks.look(folder)[0].line}\n")
    assert hooks.fault(folder) is None, "whoever sees to that place has added the line"
    git(folder, "config", "--unset", "core.hooksPath")
    monkeypatch.setattr(sys, "executable", str(folder / "bort" / "python3"))
    hooks.put(folder)
    assert hooks.fault(folder) is Fault.GONE


def test_what_a_check_that_lacks_its_python_says_is_what_is_told_to_type(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(folder / "bort" / "python3"))
    hooks.put(folder)
    said = commit(folder).stderr
    told = refusals.told(("k7mtr",), Refusal.SAID, said, folder)
    assert told.hint == f"kronobarn init --hooks {refusals.pasted(folder.as_posix())}"
