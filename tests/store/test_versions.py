"""Kept versions: the last ten, in the order in which they were kept, and never in the way of a save."""

import os
import time
from pathlib import Path

import pytest

from kronobarn_cli.model.plan import Plan
from kronobarn_cli.store import files, versions
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.store.versions import Versions
from kronobarn_cli.work import setting_up


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(setting_up.init(tmp_path / "planer", {}, with_git=False).path)


def test_the_last_ten_are_kept_the_newest_first(tmp_path: Path) -> None:
    kept = Versions(tmp_path / "versions")
    for revision in range(1, 15):
        kept.keep("k7mtr", revision, b"plan %d" % revision)
    assert [one.revision for one in kept.of("k7mtr")] == list(range(14, 4, -1))
    assert files.read(kept.of("k7mtr")[0].path) == b"plan 14"
    assert kept.codes() == ("k7mtr",)


def test_the_order_is_that_of_the_keeping_not_of_the_clock(tmp_path: Path) -> None:
    kept = Versions(tmp_path / "versions")
    for revision in (1, 4, 3):
        kept.keep("k7mtr", revision, b"plan %d" % revision)
    os.utime(kept.of("k7mtr")[2].path, (time.time() + 10**9, time.time() + 10**9))
    assert [one.revision for one in kept.of("k7mtr")] == [3, 4, 1]


def test_what_was_just_kept_is_never_what_goes_also_when_its_revision_is_low(tmp_path: Path) -> None:
    """A colleague's plan can come here with a lower number than the ten that are kept."""
    kept = Versions(tmp_path / "versions")
    for revision in (*range(20, 30), 3):
        kept.keep("k7mtr", revision, b"plan %d" % revision)
    assert [one.revision for one in kept.of("k7mtr")] == [3, *range(29, 20, -1)]


def test_what_comes_again_is_the_newest(tmp_path: Path) -> None:
    kept = Versions(tmp_path / "versions")
    for revision in (1, 2, 1):
        kept.keep("k7mtr", revision, b"plan %d" % revision)
    assert [one.revision for one in kept.of("k7mtr")] == [1, 2]


def test_versions_without_a_number_are_the_oldest_by_their_revision(tmp_path: Path) -> None:
    kept = Versions(tmp_path / "versions")
    (tmp_path / "versions" / "k7mtr").mkdir(parents=True)
    for name in ("00000030-0a1b2c3d.yaml", "00000031-00112233.yaml"):
        (tmp_path / "versions" / "k7mtr" / name).write_bytes(b"plan")
    kept.keep("k7mtr", 2, b"plan 2")
    assert [(one.number, one.revision) for one in kept.of("k7mtr")] == [(1, 2), (0, 31), (0, 30)]


def test_a_revision_of_many_digits_is_kept_and_found(tmp_path: Path) -> None:
    kept = Versions(tmp_path / "versions")
    kept.keep("k7mtr", 1_234_567_890, b"plan")
    assert [one.revision for one in kept.of("k7mtr")] == [1_234_567_890]


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    kept = Versions(tmp_path / "versions")
    for _time in range(3):
        kept.keep("k7mtr", 4, b"plan")
    assert [(one.number, one.revision) for one in kept.of("k7mtr")] == [(1, 4)]


def test_before_anything_is_kept_there_is_nothing(tmp_path: Path) -> None:
    kept = Versions(tmp_path / "versions")
    assert kept.codes() == ()
    assert kept.of("k7mtr") == ()


def test_what_is_set_aside_is_no_version_and_stays(tmp_path: Path) -> None:
    kept = Versions(tmp_path / "versions")
    aside = kept.set_aside("k7mtr", b"halv")
    for revision in range(1, 15):
        kept.keep("k7mtr", revision, b"plan %d" % revision)
    assert aside.read_bytes() == b"halv"
    assert len(kept.of("k7mtr")) == versions.MOST


def test_a_save_keeps_what_it_was_and_what_it_became(folder: Folder) -> None:
    saved = folder.save(Plan(code="k7mtr"), None, "x")
    saved.path.write_bytes(saved.data.replace(b"...\n", b"# for hand\n...\n"))
    by_hand = folder.load("k7mtr")
    folder.save(by_hand.plan, by_hand, "x")
    kept = folder.versions.of("k7mtr")
    assert [one.revision for one in kept] == [2, 1, 1]
    assert by_hand.data in {files.read(one.path) for one in kept}


def test_an_edited_text_keeps_what_it_takes_the_place_of(folder: Folder) -> None:
    """Also when that was written by hand and this program never saved it."""
    saved = folder.save(Plan(code="k7mtr"), None, "x")
    by_hand = saved.data.replace(b"...\n", b"# for hand\n...\n")
    saved.path.write_bytes(by_hand)
    folder.save_text("k7mtr", by_hand.decode().replace("# for hand", "# igen"), files.fingerprint(by_hand), "edit")
    assert by_hand in {files.read(one.path) for one in folder.versions.of("k7mtr")}


def test_a_plan_is_saved_also_where_no_version_can_be_kept(folder: Folder) -> None:
    files.make_folder(folder.state)
    (folder.state / "versions").write_text("in the way")
    assert folder.save(Plan(code="k7mtr"), None, "x").plan.revision == 1
    assert folder.load("k7mtr").plan.revision == 1


def test_a_plan_is_saved_also_where_the_versions_cannot_be_looked_through(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refused)
    assert folder.save(Plan(code="k7mtr"), None, "x").plan.revision == 1


def test_a_cut_file_leads_to_the_versions_where_there_are_any(folder: Folder) -> None:
    from kronobarn_cli.errors import Unreadable

    saved = folder.save(Plan(code="k7mtr"), None, "x")
    saved.path.write_bytes(saved.data[:-5])
    with pytest.raises(Unreadable) as caught:
        folder.load("k7mtr")
    assert caught.value.hint == "kronobarn restore k7mtr"
    for one in folder.versions.of("k7mtr"):
        files.remove(one.path)
    with pytest.raises(Unreadable) as caught:
        folder.load("k7mtr")
    assert caught.value.hint == "kronobarn edit k7mtr"
