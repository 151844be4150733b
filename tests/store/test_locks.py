"""Signs beside a plan: seen on another computer, freed after a kill, never taken down by their age."""

import errno
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from kronobarn_cli.errors import ChangedOnDisk
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.store import folder as folders
from kronobarn_cli.store import locks
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.work import setting_up

GONE = 2**31 - 2
"""A number that no process has."""


@pytest.fixture
def sign(tmp_path: Path) -> Path:
    return tmp_path / ".k7mtr.open"


def test_a_sign_hangs_for_as_long_as_the_work_goes_on(sign: Path) -> None:
    with locks.sign(sign, 0) as other:
        assert other is None
        assert locks.whose(sign) == socket.gethostname()
    assert not sign.exists()


def test_the_sign_of_another_computer_is_told_of_and_stays_however_old(sign: Path) -> None:
    sign.write_text(f"{GONE}\nANNAS-PC\n")
    os.utime(sign, (0, 0))
    with locks.sign(sign, 0) as other:
        assert other == "ANNAS-PC"
    assert sign.read_text() == f"{GONE}\nANNAS-PC\n"


def test_the_sign_of_a_killed_program_on_this_computer_is_taken_over(sign: Path) -> None:
    sign.write_text(f"{GONE}\n{socket.gethostname()}\n")
    with locks.sign(sign, 0) as other:
        assert other is None
    assert not sign.exists()


@pytest.mark.parametrize("left", ["", "\n", "skräp"])
def test_a_sign_that_names_nobody_stops_nobody(sign: Path, left: str) -> None:
    """A power cut can leave the file without its content."""
    sign.write_text(left)
    with locks.sign(sign, 0.2) as other:
        assert other is None
    assert not sign.exists()


def test_a_folder_that_takes_no_sign_is_no_hindrance(tmp_path: Path) -> None:
    with locks.sign(tmp_path / "saknas" / ".k7mtr.open", 0) as other:
        assert other is None
    assert not (tmp_path / "saknas").exists()


def test_nobody_saves_while_another_computer_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "_LOCK_SECONDS", 0.2)
    folder = Folder(setting_up.init(tmp_path / "planer", {}, with_git=False).path)
    saved = folder.save(Plan(code="k7mtr"), None, "x")
    sign = folder.plans / ".k7mtr.saving"
    sign.write_text(f"{GONE}\nANNAS-PC\n")
    with pytest.raises(ChangedOnDisk) as caught:
        folder.save(saved.plan, saved, "x")
    assert "ANNAS-PC" in caught.value.sentence
    assert caught.value.hint == "kronobarn doctor --mend"
    assert folder.saving_elsewhere() == (("k7mtr", "ANNAS-PC", sign),)
    sign.unlink()
    assert folder.save(saved.plan, saved, "x").plan.revision == 2
    assert folder.saving_elsewhere() == ()


@pytest.mark.parametrize("kind", ["pipe", "endless", "giant", "folder", "link"])
def test_what_is_no_sign_stops_nobody_and_stays(sign: Path, kind: str) -> None:
    """The folder is shared, so anybody can have laid it there."""
    make: dict[str, Callable[[], object]] = {
        "pipe": lambda: os.mkfifo(sign),
        "endless": lambda: sign.symlink_to("/dev/zero"),
        "giant": lambda: os.truncate(os.open(sign, os.O_CREAT | os.O_RDWR), 1024**3),
        "folder": sign.mkdir,
        "link": lambda: sign.symlink_to(sign.with_name("annans")),
    }
    make[kind]()
    with locks.sign(sign, 0.2) as other:
        assert other is None
    assert os.path.lexists(sign)
    assert locks.whose(sign) == ""


def test_a_computer_whose_name_is_in_other_letters_is_told_of_as_far_as_it_can_be_read(sign: Path) -> None:
    sign.write_bytes("17\nÅSAS-PC\n".encode())
    assert locks.whose(sign) == "ÅSAS-PC"
    sign.write_bytes("17\nÅSAS-PC\n".encode("cp1252"))
    assert locks.whose(sign) == "\ufffdSAS-PC"


def test_a_sign_that_is_just_not_too_large_is_still_read(sign: Path) -> None:
    sign.write_text(f"{GONE}\nANNAS-PC\n".ljust(1024))
    with locks.sign(sign, 0) as other:
        assert other == "ANNAS-PC"
    sign.write_text(f"{GONE}\nANNAS-PC\n".ljust(1025))
    with locks.sign(sign, 0) as other:
        assert other is None


@pytest.mark.skipif(os.name == "nt", reason="Windows locks in another way")
def test_a_lock_that_cannot_even_be_let_go_spoils_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    real = fcntl.flock

    def flock(descriptor: int, how: int) -> None:
        if how == fcntl.LOCK_UN:
            raise OSError(errno.EIO, "x")
        real(descriptor, how)

    monkeypatch.setattr(fcntl, "flock", flock)
    with locks.held(tmp_path / "k7mtr.lock", 0, "upptaget", "vänta"):
        (tmp_path / "a").write_text("gjort")
    assert (tmp_path / "a").read_text() == "gjort"
