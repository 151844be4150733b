"""What a power cut, a full disk and another program may do to a file, and what they may not."""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from kronobarn_cli.errors import CannotWrite, NotFound
from kronobarn_cli.store import files


@pytest.fixture
def flushed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What is flushed to the disk, in order."""
    found: list[Path] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        found.append(Path(f"/proc/self/fd/{descriptor}").readlink())
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    return found


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was waited each time, in seconds; here nobody waits."""
    found: list[float] = []
    monkeypatch.setattr("time.sleep", found.append)
    return found


def _holding(code: int, times: int, real: Callable[..., object]) -> Callable[..., object]:
    """What Windows answers so many times while another program holds a file."""
    left = [times]

    def act(*arguments: object, **named: object) -> object:
        if left[0]:
            left[0] -= 1
            error = PermissionError(errno.EACCES, "held")
            error.winerror = code  # type: ignore[attr-defined]
            raise error
        return real(*arguments, **named)

    return act


def test_bytes_are_on_the_disk_before_they_are_in_their_place(tmp_path: Path, flushed: list[Path]) -> None:
    path = tmp_path / "k7mtr.yaml"
    files.replace(path, b"nytt", lambda: flushed.append(path))
    new, last_look, folder = flushed
    assert (new.parent, new.suffix) == (tmp_path, files.TEMPORARY_ENDING)
    assert (last_look, folder) == (path, tmp_path)


def test_what_is_added_is_on_the_disk_and_a_new_file_has_its_name_there(tmp_path: Path, flushed: list[Path]) -> None:
    path = tmp_path / "k7mtr.draft"
    files.append(path, b"ett")
    assert flushed == [path, tmp_path]
    files.append(path, b"tv\xc3\xa5")
    assert flushed == [path, tmp_path, path]
    assert path.read_bytes() == b"etttv\xc3\xa5"


def test_a_file_that_is_taken_away_does_not_come_back_after_a_power_cut(tmp_path: Path, flushed: list[Path]) -> None:
    (tmp_path / "a").touch()
    files.remove(tmp_path / "a")
    assert flushed == [tmp_path]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_new_folders_are_the_owners_and_on_the_disk_and_old_ones_stay_as_they_are(
    tmp_path: Path, flushed: list[Path]
) -> None:
    tmp_path.chmod(0o755)
    files.make_folder(tmp_path / "a" / "b")
    files.make_folder(tmp_path / "a" / "b")
    assert [stat.S_IMODE((tmp_path / one).stat().st_mode) for one in ("", "a", "a/b")] == [0o755, 0o700, 0o700]
    assert flushed == [tmp_path, tmp_path / "a"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_what_is_added_to_is_the_owners(tmp_path: Path) -> None:
    files.append(tmp_path / "k7mtr.draft", b"x")
    assert stat.S_IMODE((tmp_path / "k7mtr.draft").stat().st_mode) == 0o600


def test_a_folder_that_another_program_makes_at_the_same_time_is_the_same_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.mkdir

    def mkdir(self: Path, mode: int = 0o777, *, exist_ok: bool = False) -> None:
        real(self)
        real(self, mode, exist_ok=exist_ok)

    monkeypatch.setattr(Path, "mkdir", mkdir)
    files.make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()


def test_a_file_is_never_made_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    with pytest.raises(CannotWrite) as caught:
        files.make_folder(tmp_path / "a" / "b")
    assert str(tmp_path / "a" / "b") in caught.value.sentence
    assert (tmp_path / "a").read_bytes() == b"x"


@pytest.mark.parametrize("code", [5, 32, 33])
def test_a_file_that_another_program_holds_for_a_moment_is_read_written_and_taken_away(
    code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    path = tmp_path / "a"
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", _holding(code, 2, Path.replace))
        files.replace(path, b"x")
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", _holding(code, 2, os.open))
        assert files.read(path) == b"x"
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", _holding(code, 2, Path.unlink))
        files.remove(path)
    assert list(tmp_path.iterdir()) == []
    assert pauses == [0.05, 0.1] * 3


def test_a_file_that_is_held_is_tried_for_some_seconds_and_no_longer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    (tmp_path / "a").write_bytes(b"x")
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", _holding(32, 7, os.open))
        assert files.read(tmp_path / "a") == b"x"
    assert pauses == [0.05, 0.1, 0.2, 0.4, 0.8, 1, 1]
    monkeypatch.setattr(os, "open", _holding(32, 8, os.open))
    with pytest.raises(NotFound) as caught:
        files.read(tmp_path / "a")
    assert caught.value.sentence == f"Filen {tmp_path / 'a'} går inte att läsa: du har inte behörighet."
    assert caught.value.hint == "kronobarn doctor"


def test_who_is_held_up_for_good_is_told_where_the_new_bytes_lie(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pauses: list[float], flushed: list[Path]
) -> None:
    path = tmp_path / "k7mtr.yaml"
    monkeypatch.setattr(Path, "replace", _holding(32, 8, Path.replace))
    with pytest.raises(CannotWrite) as caught:
        files.replace(path, b"nytt")
    [rescued] = tmp_path.iterdir()
    assert caught.value.sentence == (
        f"Ett annat program håller i {path}. Det som skulle sparas ligger bredvid och heter {rescued.name}."
    )
    assert caught.value.hint == "kronobarn doctor"
    assert rescued.read_bytes() == b"nytt"
    assert len(pauses) == 7
    assert flushed[-1] == tmp_path


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP, errno.EBADF])
def test_a_folder_that_cannot_be_flushed_is_as_good_as_flushed(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(number, "x")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    files.replace(tmp_path / "a", b"x")
    assert (tmp_path / "a").read_bytes() == b"x"


def test_a_folder_that_does_not_confirm_is_told_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EIO, "x")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(CannotWrite) as caught:
        files.replace(tmp_path / "a", b"x")
    assert caught.value.sentence == (
        f"{tmp_path / 'a'} är skriven, men disken bekräftade det inte: det blev ett fel på disken. "
        "Se efter när datorn har startats om."
    )
    assert caught.value.hint == "kronobarn doctor"


def test_new_bytes_go_through_no_link_that_lies_in_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "annans").write_bytes(b"x")
    monkeypatch.setattr(os, "urandom", bytes)
    (tmp_path / f".{bytes(8).hex()}{files.TEMPORARY_ENDING}").symlink_to(tmp_path / "annans")
    with pytest.raises(CannotWrite):
        files.replace(tmp_path / "k7mtr.yaml", b"nytt")
    assert (tmp_path / "annans").read_bytes() == b"x"


def test_what_an_interrupted_write_left_is_told_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name in (".b.kbtmp", ".a.kbtmp", "c.kbtmp", ".kbtmp.yaml"):
        (tmp_path / name).touch()
    (tmp_path / ".mapp.kbtmp").mkdir()
    assert files.left_behind(tmp_path) == (tmp_path / ".a.kbtmp", tmp_path / ".b.kbtmp")


def test_no_descriptor_stays_open_whatever_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "x")

    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "a").touch()
    before = len(os.listdir("/proc/self/fd"))
    for act in (files.replace, files.append):
        act(tmp_path / "a", b"x")
    files.read(tmp_path / "a")
    files.remove(tmp_path / "a")
    monkeypatch.setattr(os, "fsync", fail)
    for act, name in ((files.append, "pipe"), (files.append, "a"), (files.replace, "a")):
        with pytest.raises(CannotWrite):
            act(tmp_path / name, b"x")
    assert len(os.listdir("/proc/self/fd")) == before
