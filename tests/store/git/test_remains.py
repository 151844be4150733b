"""What is left where git no longer knows its own repository: what has one answer is put right, the rest is only told."""

import os
from pathlib import Path

import pytest

from kronobarn_cli.store.git import remains, repository
from kronobarn_cli.store.git.repository import State
from tests.store.git.by_hand import git


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan folder with one plan, recorded."""
    root = tmp_path / "planer"
    (root / "plans").mkdir(parents=True)
    (root / "plans/k7mtr.yaml").write_text("x\n")
    assert repository.start(root)
    assert repository.record(root, (root / "plans/k7mtr.yaml",), "k7mtr: new plan").done
    return root


def _lose_head(folder: Path) -> None:
    (folder / ".git/HEAD").unlink()
    assert repository.state(folder) is State.BROKEN


@pytest.mark.parametrize("packed", [False, True])
def test_the_only_branch_is_where_it_stood(folder: Path, packed: bool) -> None:
    newest = git(folder, "rev-parse", "HEAD")
    if packed:
        git(folder, "pack-refs", "--all")
    assert remains.lost_branch(folder) == ""
    _lose_head(folder)
    assert remains.lost_branch(folder) == "refs/heads/main"
    assert remains.stand_on(folder, "refs/heads/main")
    assert git(folder, "rev-parse", "HEAD") == newest
    assert git(folder, "status", "--porcelain") == ""


def test_of_several_the_one_that_is_as_the_log_says_and_else_none(folder: Path) -> None:
    git(folder, "branch", "egen/gren")
    (folder / ".git/refs/heads/halv").write_text("")
    for step in ("x", "y"):
        git(folder, "commit", "-q", "--allow-empty", "-m", step)
    log = folder / ".git/logs/HEAD"
    _lose_head(folder)
    assert remains.lost_branch(folder) == "refs/heads/main"
    log.write_text("")
    assert remains.lost_branch(folder) == ""
    log.unlink()
    assert remains.lost_branch(folder) == ""


def test_a_head_that_is_no_branch_of_a_repository_mends_nothing(folder: Path) -> None:
    (folder / ".git/HEAD").write_text("")
    (folder / ".git/objects").rename(folder / "away")
    assert not remains.stand_on(folder, "refs/heads/main")


def test_settings_that_git_cannot_read_are_kept_beside_new_ones(folder: Path) -> None:
    git(folder, "remote", "add", "origin", "/srv/våra planer.git")
    config = folder / ".git/config"
    assert not remains.settings_are_broken(folder)
    broken = config.read_text() + "[remote\n"
    config.write_text(broken)
    assert remains.settings_are_broken(folder)
    assert remains.place_written(folder) == "/srv/våra planer.git"
    assert remains.renew_settings(folder)
    assert config.with_name("config-old").read_text() == broken
    assert not remains.settings_are_broken(folder)
    assert repository.state(folder) is State.READY
    assert git(folder, "status", "--porcelain") == ""
    assert remains.place_written(folder) == ""


def test_a_place_in_which_nothing_lies_can_go_and_no_other(folder: Path, tmp_path: Path) -> None:
    assert not remains.holds_nothing(folder)
    assert not remains.holds_nothing(tmp_path)
    (folder / ".git").rename(tmp_path / "away")
    (folder / ".git/objects/pack").mkdir(parents=True)
    assert remains.holds_nothing(folder)
    (folder / ".git/objects/pack").rmdir()
    (folder / ".git/objects").rmdir()
    assert remains.holds_nothing(folder)
    remains.begin_again(folder)
    assert not (folder / ".git").exists()


def test_what_may_not_be_looked_into_is_not_called_empty(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_place: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "scandir", refused)
    assert not remains.holds_nothing(folder)
