"""The table that makes the history quick to read is made when it is missing, and its faults are nobody's."""

from pathlib import Path

import pytest

from kronobarn_cli.store.git import graph, program, repository
from tests.recorded import git, put


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "planer"
    found.mkdir()
    assert repository.start(found)
    return found


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph, "MANY", 2)


def grow(folder: Path, first: int, last: int) -> None:
    for number in range(first, last):
        put(folder, when=number, k7mtr=str(number))


def test_a_table_is_missing_made_and_brought_up_to_date(folder: Path) -> None:
    where = repository.opened(folder)
    assert not graph.lags(where)
    grow(folder, 0, 4)
    assert graph.lags(where)
    assert graph.write(where)
    assert not graph.lags(where)
    grow(folder, 4, 6)
    assert not graph.lags(where)
    grow(folder, 6, 9)
    assert graph.lags(where)
    assert graph.write(where)
    assert not graph.lags(where)


def test_what_is_in_the_table_is_not_worked_out_again(folder: Path) -> None:
    where, chain = repository.opened(folder), folder / ".git/objects/info/commit-graphs/commit-graph-chain"
    grow(folder, 0, 9)
    assert graph.write(where)
    before = chain.read_bytes()
    grow(folder, 9, 12)
    assert graph.write(where)
    assert chain.read_bytes().startswith(before)
    assert chain.read_bytes() != before
    assert not graph.lags(where)


def test_a_table_takes_the_time_it_takes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = repository.opened(folder)
    grow(folder, 0, 3)
    monkeypatch.setattr(program, "_SECONDS", -1.0)
    assert graph.write(where)


@pytest.mark.parametrize("beside", [b"", b"\0" * 41, b"\xff\n"], ids=["empty", "zeros", "no text"])
def test_a_table_in_one_piece_is_a_table_whatever_lies_beside_it(folder: Path, beside: bytes) -> None:
    where, home = repository.opened(folder), folder / ".git/objects/info"
    grow(folder, 0, 3)
    assert graph.lags(where)
    git(folder, "commit-graph", "write", "--reachable", "--changed-paths")
    (home / "commit-graphs").mkdir()
    (home / "commit-graphs" / "commit-graph-chain").write_bytes(beside)
    assert not graph.lags(where)
    table = home / "commit-graph"
    whole = table.read_bytes()
    table.chmod(0o600)
    table.write_bytes(b"XGPH" + whole[4:])
    assert graph.lags(where)


def test_a_table_that_does_not_tell_files_apart_is_made_anew(folder: Path) -> None:
    where = repository.opened(folder)
    grow(folder, 0, 4)
    git(folder, "commit-graph", "write", "--reachable", "--no-changed-paths")
    assert graph.lags(where)
    assert graph.write(where)
    assert not graph.lags(where)


def test_a_linked_work_tree_has_the_same_table(folder: Path, tmp_path: Path) -> None:
    grow(folder, 0, 4)
    git(folder, "worktree", "add", "--quiet", "--detach", str(tmp_path / "second"))
    where = repository.opened(tmp_path / "second")
    assert graph.lags(where)
    assert graph.write(where)
    assert not graph.lags(repository.opened(folder))


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"CGPH",
        b"no table",
        b"CGPH\x01\x01\x07\x00BIDX",
        b"CGPH\x01\x01\x02\x00" + b"BIDX" * 9,
        b"CGPH\x01\x01\x02\x00BIDX" + b"\xff" * 8 + b"OIDF" + b"\xff" * 8 + b"\1" * 2000,
    ],
)
def test_a_damaged_table_is_as_good_as_none(folder: Path, damage: bytes) -> None:
    where = repository.opened(folder)
    grow(folder, 0, 3)
    (folder / ".git" / "objects" / "info" / "commit-graph").write_bytes(damage)
    assert graph.lags(where)


def test_where_git_does_not_answer_nothing_lags(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = repository.opened(folder)
    grow(folder, 0, 4)
    monkeypatch.setattr(graph, "MANY", 0)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert program.version() is None
    assert not graph.lags(where)
    assert not graph.write(where)
