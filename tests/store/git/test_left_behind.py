"""What a killed exchange leaves is taken away by the next one; what may be in use is left alone."""

import os
import time
from pathlib import Path

import pytest

from kronobarn_cli.store.git import left_behind, repository, upkeep
from tests.store.git.colleagues import repo, write

LOCKS = (".git/index.lock", ".git/refs/heads/main.lock")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(left_behind, "_A_WHILE", 0.05)
    return repo(tmp_path, "a")


def left(folder: Path) -> list[Path]:
    return [write(folder, name, "") for name in LOCKS]


def test_without_a_marker_nothing_is_of_ours(folder: Path, tmp_path: Path) -> None:
    locks = left(folder)
    with left_behind.marked(tmp_path / "state" / "sync.begun", repository.opened(folder)):
        assert (tmp_path / "state" / "sync.begun").exists()
    assert not (tmp_path / "state" / "sync.begun").exists()
    assert all(one.exists() for one in locks)


def test_what_came_after_a_killed_exchange_began_is_taken_away(folder: Path, tmp_path: Path) -> None:
    older = write(folder, ".git/HEAD.lock", "")
    os.utime(older, (time.time() - 600, time.time() - 600))
    marker = write(tmp_path, "sync.begun", "")
    locks = left(folder)
    with left_behind.marked(marker, repository.opened(folder)):
        assert not any(one.exists() for one in locks)
        assert older.exists()
    with left_behind.marked(write(tmp_path, "sync.begun", ""), repository.opened(folder)):
        assert older.exists()


def test_a_lock_of_the_very_moment_in_which_an_exchange_began_is_its_own(folder: Path, tmp_path: Path) -> None:
    """Some disks tell no closer than a second when a file was made."""
    marker, locks = write(tmp_path, "sync.begun", ""), left(folder)
    for path, when in ((marker, 1_000_001), (locks[0], 1_000_000), (locks[1], 999_999)):
        os.utime(path, (when, when))
    with left_behind.marked(marker, repository.opened(folder)):
        assert [one.exists() for one in locks] == [False, True]


def test_what_is_in_use_meanwhile_is_left_alone(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    marker, [index, main] = write(tmp_path, "sync.begun", ""), left(folder)

    looked, times = upkeep.locks, iter(range(9))

    def meanwhile(root: Path) -> dict[Path, float]:
        if next(times) == 1:
            main.unlink()
            os.utime(index, (time.time() + 5, time.time() + 5))
        return looked(root)

    monkeypatch.setattr(upkeep, "locks", meanwhile)
    with left_behind.marked(marker, repository.opened(folder)):
        assert index.exists()
