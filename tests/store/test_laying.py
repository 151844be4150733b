"""What others have saved is laid in the folder with the same care as what is saved here."""

import errno
import os
import stat
from contextlib import nullcontext
from pathlib import Path

import pytest

from kronobarn_cli.errors import CannotWrite, ChangedOnDisk, NotFound
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.store import files
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.text import plan_text


@pytest.fixture
def planer(tmp_path: Path) -> Folder:
    (tmp_path / "planer" / "plans").mkdir(parents=True)
    return Folder(tmp_path / "planer", commits=False)


def whole(code: str = "k7mtr", revision: int = 1) -> bytes:
    return plan_text.write(Plan(code=code, revision=revision)).encode()


def kept(folder: Folder, code: str = "k7mtr") -> list[int]:
    return [one.revision for one in folder.versions.of(code)]


def test_a_plan_of_others_is_put_as_it_is_and_what_was_there_is_kept(planer: Folder) -> None:
    planer.put("k7mtr", whole(revision=3), None)
    assert planer.path("k7mtr").read_bytes() == whole(revision=3)
    planer.put("k7mtr", whole(revision=7), files.fingerprint(whole(revision=3)))
    assert planer.load("k7mtr").plan.revision == 7
    assert kept(planer) == [7, 3]


def test_nothing_is_put_over_what_nobody_has_looked_at(planer: Folder) -> None:
    planer.put("k7mtr", whole(), None)
    for seen in (None, files.fingerprint(b"annat")):
        with pytest.raises(ChangedOnDisk):
            planer.put("k7mtr", whole(revision=2), seen)
        with pytest.raises(ChangedOnDisk):
            planer.give_away("k7mtr", whole(revision=2), seen or "")
    with pytest.raises(ChangedOnDisk):
        planer.take_away("k7mtr", files.fingerprint(b"annat"))
    assert planer.path("k7mtr").read_bytes() == whole()


def test_what_somebody_writes_while_a_code_is_given_away_is_not_written_over(
    planer: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    planer.put("k7mtr", whole(), None)
    real = os.fsync

    def fsync(descriptor: int) -> None:
        if Path(f"/proc/self/fd/{descriptor}").readlink().parent == planer.plans:
            planer.path("k7mtr").write_bytes(whole(revision=2))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(ChangedOnDisk):
        planer.give_away("k7mtr", whole(revision=9), files.fingerprint(whole()))
    assert planer.path("k7mtr").read_bytes() == whole(revision=2)


def test_a_plan_that_is_taken_away_can_come_back(planer: Folder) -> None:
    planer.put("k7mtr", whole(revision=4), None)
    planer.take_away("k7mtr", files.fingerprint(whole(revision=4)))
    assert planer.codes() == ()
    assert kept(planer) == [4]
    with pytest.raises(NotFound):
        planer.take_away("k7mtr", "")


def test_what_is_no_whole_plan_is_kept_too_when_it_is_taken_away(planer: Folder) -> None:
    planer.path("k7mtr").write_bytes(b"trasig")
    planer.take_away("k7mtr", files.fingerprint(b"trasig"))
    [aside] = planer.state.rglob("set-aside/*.yaml")
    assert aside.read_bytes() == b"trasig"


def test_a_code_that_is_given_away_never_brings_the_first_childs_plan_back(planer: Folder) -> None:
    planer.put("k7mtr", whole(revision=3), None)
    planer.put("k7mtr", whole(revision=5), files.fingerprint(whole(revision=3)))
    planer.give_away("k7mtr", whole(revision=9), files.fingerprint(whole(revision=5)))
    assert planer.load("k7mtr").plan.revision == 9
    assert kept(planer) == []
    assert len(list(planer.state.rglob("set-aside/*.yaml"))) == 2


def test_a_folder_out_of_reach_is_told_of(planer: Folder) -> None:
    planer.plans.rmdir()
    with pytest.raises(CannotWrite):
        planer.put("k7mtr", whole(), None)
    with pytest.raises(CannotWrite):
        planer.give_away("k7mtr", whole(), "")
    with pytest.raises(CannotWrite):
        planer.take_away("k7mtr", "")


def test_a_folder_of_our_own_is_taken_away_with_all_in_it_also_what_may_only_be_read(tmp_path: Path) -> None:
    inside = tmp_path / "bank" / "a" / "b"
    inside.parent.mkdir(parents=True)
    inside.write_text("x")
    inside.chmod(0o400)
    files.remove_folder(tmp_path / "bank")
    assert list(tmp_path.glob("bank")) == []
    files.remove_folder(tmp_path / "bank")


@pytest.mark.parametrize("never", [False, True])
def test_what_windows_keeps_as_read_only_is_taken_away_or_stays_the_owners(
    never: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, real = tmp_path / "bank" / "a", os.unlink

    def unlink(path: str, *, dir_fd: int | None = None) -> None:
        if never or not os.stat(path, dir_fd=dir_fd).st_mode & stat.S_IWUSR:
            raise PermissionError(errno.EACCES, "read only")
        real(path, dir_fd=dir_fd)

    inside.parent.mkdir()
    inside.touch(0o400)
    monkeypatch.setattr(os, "unlink", unlink)
    with pytest.raises(CannotWrite) if never else nullcontext():
        files.remove_folder(tmp_path / "bank")
    assert [stat.S_IMODE(one.stat().st_mode) for one in tmp_path.rglob("a")] == [0o700] * never


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "annans").mkdir()
    (tmp_path / "annans" / "fil").touch()
    (tmp_path / "bank").symlink_to(tmp_path / "annans")
    with pytest.raises(CannotWrite):
        files.remove_folder(tmp_path / "bank")
    assert (tmp_path / "annans" / "fil").exists()
