"""The only writer: whole or not at all, for the owner only, and a refusal is a sentence."""

import errno
import os
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from kronobarn_cli.errors import CannotWrite, NotFound
from kronobarn_cli.store import files


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "k7mtr.yaml"
    files.replace(path, b"ett")
    files.replace(path, b"tv\xc3\xa5")
    assert files.read(path) == b"tv\xc3\xa5"
    assert os.listdir(tmp_path) == ["k7mtr.yaml"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_the_owner_may_read(tmp_path: Path) -> None:
    path = tmp_path / "k7mtr.yaml"
    files.replace(path, b"x")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_what_can_be_run_is_run_by_the_owner_only(tmp_path: Path) -> None:
    files.replace(tmp_path / "pre-commit", b"x")
    files.make_runnable(tmp_path / "pre-commit")
    assert stat.S_IMODE((tmp_path / "pre-commit").stat().st_mode) == 0o700


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "k7mtr.yaml"
    files.replace(path, b"gammalt")

    def full(_descriptor: int, _data: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(CannotWrite) as caught:
        files.replace(path, b"nytt")
    monkeypatch.undo()
    assert "disken är full" in caught.value.sentence
    assert files.read(path) == b"gammalt"
    assert os.listdir(tmp_path) == ["k7mtr.yaml"]


def test_short_writes_are_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, bytes(data)[:3]))
    files.replace(tmp_path / "x", b"0123456789")
    assert (tmp_path / "x").read_bytes() == b"0123456789"


def test_a_file_held_by_another_program_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = Path.replace, []

    def held(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) < 3:
            error = PermissionError(13, "held")
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        return real(self, target)

    monkeypatch.setattr(Path, "replace", held)
    files.replace(tmp_path / "x", b"1")
    assert len(calls) == 3
    assert (tmp_path / "x").read_bytes() == b"1"


def test_what_is_no_ordinary_file_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ror")
    (tmp_path / "lank").symlink_to("/etc/hostname")
    for name in ("ror", "lank", "saknas"):
        with pytest.raises(NotFound):
            files.read(tmp_path / name)


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.geteuid() != 0,
    reason="needs root on Linux to mount a small disk",
)
def test_a_really_full_disk_keeps_the_old_plan(tmp_path: Path) -> None:
    """A real tmpfs of 64 KiB: the save fails with a sentence, the old bytes stand, room made lets it succeed."""
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", disk], check=True)
    try:
        path = disk / "plan.yaml"
        files.replace(path, b"gammalt")
        (disk / "fyllnad").write_bytes(b"x" * 40_000)
        with pytest.raises(CannotWrite):
            files.replace(path, b"n" * 30_000)
        assert files.read(path) == b"gammalt"
        assert sorted(os.listdir(disk)) == ["fyllnad", "plan.yaml"]
        (disk / "fyllnad").write_bytes(b"x" * 48 * 1024)
        with suppress(OSError):
            (disk / "sista").write_bytes(b"x" * 16 * 1024)
        assert not files.writable(disk)
        (disk / "sista").unlink()
        assert files.writable(disk), "a page is all that a small plan needs"
        (disk / "fyllnad").unlink()
        files.replace(path, b"n" * 30_000)
        assert len(files.read(path)) == 30_000
    finally:
        subprocess.run(["umount", disk], check=True)


def held_forever(monkeypatch: pytest.MonkeyPatch, target: Path) -> None:
    """What Windows answers while another program holds a file, here for good; the waiting is left out."""
    real = Path.replace

    def held(self: Path, to: Path) -> Path:
        if to == target:
            error = PermissionError(13, "held")
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        return real(self, to)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr("time.sleep", lambda _seconds: None)


def test_what_cannot_be_put_in_place_lies_beside_it_under_another_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "k7mtr.yaml"
    files.replace(path, b"gammalt")
    held_forever(monkeypatch, path)
    with pytest.raises(CannotWrite) as caught:
        files.replace(path, b"nytt")
    assert path.read_bytes() == b"gammalt"
    (rescued,) = tmp_path.glob("k7mtr.rescued-????????.yaml")
    assert rescued.read_bytes() == b"nytt"
    assert rescued.name in caught.value.sentence
    assert len(os.listdir(tmp_path)) == 2


def test_the_last_look_stops_a_write_without_a_trace(tmp_path: Path) -> None:
    path = tmp_path / "k7mtr.yaml"
    files.replace(path, b"gammalt")

    def stop() -> None:
        assert len(os.listdir(tmp_path)) == 2, "the new bytes lie ready, flushed, when the last look is taken"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        files.replace(path, b"nytt", stop)
    assert path.read_bytes() == b"gammalt"
    assert os.listdir(tmp_path) == ["k7mtr.yaml"]


def test_a_file_larger_than_any_of_ours_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "k7mtr.yaml"
    with path.open("wb") as opened:
        opened.truncate(1024**3)
    with pytest.raises(NotFound) as caught:
        files.read(path)
    assert "16 MB" in caught.value.sentence
    assert str(caught.value.__cause__) == str(OSError(errno.EFBIG, os.strerror(errno.EFBIG))), "as the system says it"


def test_nothing_is_added_to_what_a_link_leads_to(tmp_path: Path) -> None:
    (tmp_path / "annans").write_bytes(b"x")
    (tmp_path / "k7mtr.draft").symlink_to(tmp_path / "annans")
    with pytest.raises(CannotWrite):
        files.append(tmp_path / "k7mtr.draft", b"y")
    assert (tmp_path / "annans").read_bytes() == b"x"


def test_a_pipe_is_neither_read_nor_added_to_nor_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "k7mtr.draft")
    with pytest.raises(CannotWrite):
        files.append(tmp_path / "k7mtr.draft", b"y")
    with pytest.raises(NotFound):
        files.read(tmp_path / "k7mtr.draft")


def test_half_written_files_of_a_killed_program_are_found(tmp_path: Path) -> None:
    (tmp_path / ".0011223344556677.kbtmp").write_bytes(b"halv")
    (tmp_path / "k7mtr.yaml").write_bytes(b"hel")
    assert [path.name for path in files.left_behind(tmp_path)] == [".0011223344556677.kbtmp"]
    assert files.left_behind(tmp_path / "saknas") == ()


def test_a_draft_with_another_name_elsewhere_is_not_added_to(tmp_path: Path) -> None:
    (tmp_path / "annans").write_bytes(b"x")
    os.link(tmp_path / "annans", tmp_path / "k7mtr.draft")
    with pytest.raises(CannotWrite) as caught:
        files.append(tmp_path / "k7mtr.draft", b"y")
    assert (tmp_path / "annans").read_bytes() == b"x"
    assert "ett annat namn" in caught.value.sentence


def test_a_folder_that_is_not_flushed_is_told_of_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new bytes stand there: to say that the old ones are untouched would be false."""
    path, real = tmp_path / "k7mtr.yaml", os.fsync

    def refuses_folders(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(5, "Input/output error")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", refuses_folders)
    with pytest.raises(CannotWrite) as caught:
        files.replace(path, b"nytt")
    assert path.read_bytes() == b"nytt"
    assert "disken bekräftade det inte" in caught.value.sentence
