"""The model of crash states finds planted bugs in a writer of two lines, and overlooks no write."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crash.legal_states import Disk, legal_states
from tests.crash.operations import Acknowledged, NotModelled, recorded

OLD, NEW = b"old and whole\n", b"new and whole\n"


def _write(path: Path, data: bytes, flags: int = os.O_CREAT | os.O_EXCL, *, flush: bool = True) -> None:
    descriptor = os.open(path, os.O_WRONLY | flags, 0o600)
    os.write(descriptor, data)
    if flush:
        os.fsync(descriptor)
    os.close(descriptor)


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def _save(folder: Path, *, flush: bool = True, flush_folder: bool = True) -> None:
    _write(folder / "temporary", NEW, flush=flush)
    (folder / "temporary").replace(folder / "plan")
    if flush_folder:
        _flush(folder)


def _right(folder: Path) -> None:
    _save(folder)


def _in_place(folder: Path) -> None:
    _write(folder / "plan", NEW, os.O_TRUNC)


def _bytes_not_flushed(folder: Path) -> None:
    _save(folder, flush=False)


def _folder_not_flushed(folder: Path) -> None:
    _save(folder, flush_folder=False)


def _removed_first(folder: Path) -> None:
    (folder / "plan").unlink()
    _save(folder)


def _states(folder: Path, save: Callable[[Path], None]) -> set[tuple[int, bytes | None]]:
    """What may lie at the plan's place, with the count of promises then given."""
    (folder / "plan").write_bytes(OLD)
    with recorded(folder) as log:
        save(folder)
        log.acknowledge("q", "new")
    return {(state.promises, dict(state.tree).get(str(folder / "plan"))) for state in legal_states(log)}


def test_a_right_save_leaves_old_or_new_and_new_once_it_is_promised(tmp_path: Path) -> None:
    assert _states(tmp_path, _right) == {(0, OLD), (0, NEW), (1, NEW)}


@pytest.mark.parametrize(
    ("save", "found"),
    [
        (_in_place, (0, b"")),
        (_in_place, (0, bytes(len(NEW)))),
        (_bytes_not_flushed, (0, b"")),
        (_bytes_not_flushed, (1, NEW[: len(NEW) // 2])),
        (_folder_not_flushed, (1, OLD)),
        (_removed_first, (0, None)),
    ],
)
def test_a_planted_bug_is_found(tmp_path: Path, save: Callable[[Path], None], found: tuple[int, bytes | None]) -> None:
    assert found in _states(tmp_path, save)


def test_an_appended_line_is_whole_only_when_it_is_flushed(tmp_path: Path) -> None:
    draft = tmp_path / "draft"
    _write(draft, b"one\n")
    _flush(tmp_path)
    with recorded(tmp_path) as log:
        _write(draft, b"two\n", os.O_APPEND, flush=False)
        log.acknowledge("loose", 2)
        _write(draft, b"three\n", os.O_APPEND)
        log.acknowledge("safe", 3)
    held = {(state.promises, dict(state.tree)[str(draft)]) for state in legal_states(log)}
    assert {one for one in held if one[0] == 2} == {(2, b"one\ntwo\nthree\n")}
    assert (1, b"one\n") in held
    assert (1, b"one\ntw\0\0") in held
    assert all((data or b"").startswith(b"one\n") for _promises, data in held), "what was flushed before is never lost"


def test_a_name_is_safe_only_when_its_folder_is_flushed_and_goes_with_the_folder_above(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    with recorded(tmp_path) as log:
        inner.mkdir()
        _write(inner / "file", NEW)
        _flush(inner)
        log.acknowledge("folder above not flushed", 1)
        _flush(tmp_path)
        log.acknowledge("safe", 2)
    held = {(state.promises, dict(state.tree).get(str(inner / "file"))) for state in legal_states(log)}
    assert (1, None) in held
    assert {one for one in held if one[0] == 2} == {(2, NEW)}


def test_the_log_played_to_its_end_is_the_tree_on_the_disk(tmp_path: Path) -> None:
    with recorded(tmp_path) as log:
        (tmp_path / "plan").touch()
        _save(tmp_path)
        (tmp_path / "inner").mkdir()
        _write(tmp_path / "inner" / "gone", OLD)
        (tmp_path / "inner" / "gone").unlink()
    disk = Disk(log.before, log.roots)
    for one in log.done:
        disk.do(one)
    assert disk.now() == log.on_disk()


def test_a_write_that_goes_past_the_log_is_noticed(tmp_path: Path) -> None:
    with recorded(tmp_path) as log:
        (tmp_path / "plan").write_bytes(NEW)
    assert Disk(log.before, log.roots).now() != log.on_disk()


def test_what_the_model_does_not_know_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan").write_bytes(OLD)
    with recorded(tmp_path), pytest.raises(NotModelled):
        os.link(tmp_path / "plan", tmp_path / "second")


def test_a_promise_stands_in_the_log_where_it_was_given(tmp_path: Path) -> None:
    with recorded(tmp_path) as log:
        _save(tmp_path)
        log.acknowledge("child.name", "Mio")
    assert log.done[-1] == Acknowledged("child.name", "Mio")
