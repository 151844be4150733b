"""What the system refuses is told in words, and what cannot be done is not half done."""

import errno
import os
import subprocess
import threading
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from kronobarn_cli.errors import CannotWrite, ChangedOnDisk, NotFound, Unreadable, UsageTrouble
from kronobarn_cli.model.plan import Notice, Plan
from kronobarn_cli.store import files, locks
from kronobarn_cli.store.drafts import Drafts, Ground
from kronobarn_cli.store.folder import Folder

PLAN = Plan(code="k7mtr")
NOW = datetime(2026, 4, 27, 14, 30, tzinfo=UTC)


def _failing(number: int) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, "x")

    return fail


@pytest.fixture
def plans(tmp_path: Path) -> Folder:
    root = tmp_path / "planer"
    (root / "plans").mkdir(parents=True)
    (root / "kronobarn.toml").write_text("")
    return Folder(root)


def test_bytes_are_named_by_their_sha256() -> None:
    assert files.fingerprint(b"") == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "disken är full"),
        (errno.EIO, "ett fel på disken"),
        (errno.EACCES, "behörighet"),
        (errno.EINTR, "datorn sa nej"),
    ],
)
def test_why_it_was_refused_stands_in_the_sentence(number: int, said: str, tmp_path: Path) -> None:
    with pytest.raises(CannotWrite) as caught, files.refusals(tmp_path):
        raise OSError(number, "x")
    assert said in caught.value.sentence
    assert str(tmp_path) in caught.value.sentence


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("x")
    monkeypatch.setattr(os, "open", _failing(errno.EIO))
    with pytest.raises(NotFound) as caught:
        files.read(tmp_path / "a")
    assert "ett fel på disken" in caught.value.sentence


def test_taking_away_what_is_not_there_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    (tmp_path / "lost").symlink_to(tmp_path / "nowhere")
    for name in ("a", "lost", "never"):
        files.remove(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_writable_when_a_file_can_really_be_made(tmp_path: Path) -> None:
    assert files.writable(tmp_path)
    assert not files.writable(tmp_path / "nothing")
    assert list(tmp_path.iterdir()) == []


def test_in_a_folder_that_is_not_there_nothing_was_left_behind(tmp_path: Path) -> None:
    assert files.left_behind(tmp_path / "nothing") == ()


@pytest.mark.parametrize(("number", "refused"), [(errno.EINVAL, False), (errno.ENOTSUP, False), (errno.EIO, True)])
def test_a_disk_that_cannot_flush_a_folder_is_no_hindrance_but_one_that_fails_is(
    number: int, refused: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_text("x")
    monkeypatch.setattr(os, "fsync", _failing(number))
    if not refused:
        files.remove(tmp_path / "a")
        return
    with pytest.raises(CannotWrite):
        files.remove(tmp_path / "a")


def test_windows_has_no_folders_to_flush(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("x")
    path = tmp_path / "a"
    monkeypatch.setattr(os, "fsync", _failing(errno.EIO))
    monkeypatch.setattr("kronobarn_cli.store.files.os.name", "nt")
    files.remove(path)
    monkeypatch.undo()
    assert not path.exists()


def test_a_fault_that_is_no_other_program_is_not_waited_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "replace", _failing(errno.EXDEV))
    monkeypatch.setattr("kronobarn_cli.store.files.time.sleep", _failing(errno.EIO))
    with pytest.raises(CannotWrite):
        files.replace(tmp_path / "a", b"x")
    assert list(tmp_path.iterdir()) == []


def test_drafts_are_listed_by_their_codes_and_dropped(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts")
    assert drafts.codes() == ()
    assert drafts.find("k7mtr") is None
    for code in ("z2abc", "k7mtr"):
        drafts.begin(code, "interview", Ground(1), NOW)
        drafts.keep(code, 1, "child.name", "Mio")
    assert drafts.codes() == ("k7mtr", "z2abc")
    drafts.drop("k7mtr")
    assert drafts.codes() == ("z2abc",)
    drafts.drop("k7mtr")


def test_one_window_at_a_time_talks_about_a_plan(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    with drafts.session("k7mtr"), pytest.raises(ChangedOnDisk) as caught, Drafts(tmp_path).session("k7mtr"):
        pass
    assert caught.value.hint == "kronobarn show k7mtr"
    with drafts.session("k7mtr"):
        pass


def test_a_folder_that_cannot_be_looked_into_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as caught:
        Folder(tmp_path / "nothing").codes()
    assert caught.value.hint == "kronobarn init"


def test_a_broken_plan_is_told_with_its_problems_and_the_way_out(plans: Folder) -> None:
    plans.save(PLAN, None, "new plan")
    path = plans.path("k7mtr")
    whole = path.read_text()
    path.write_text(whole.replace("revision: 1", "revision: ett"))
    with pytest.raises(Unreadable) as caught:
        plans.load("k7mtr")
    assert caught.value.hint == "kronobarn edit k7mtr"
    assert caught.value.__cause__ is not None
    path.write_text(whole[:-6])
    with pytest.raises(Unreadable) as caught:
        plans.load("k7mtr")
    assert caught.value.hint == "kronobarn restore k7mtr"


def test_a_plan_of_a_newer_kronobarn_is_neither_changed_nor_edited(plans: Folder) -> None:
    plans.save(PLAN, None, "new plan")
    newer = plans.path("k7mtr").read_text().replace("kronobarn: 1", "kronobarn: 2")
    plans.path("k7mtr").write_text(newer)
    for act in (
        lambda: plans.load_to_change("k7mtr"),
        lambda: plans.save(PLAN, plans.load("k7mtr"), "edit"),
        lambda: plans.save_text("k7mtr", newer, files.fingerprint(newer.encode()), "edit"),
        lambda: plans.refuse_newer("k7mtr", newer.encode()),
    ):
        with pytest.raises(Unreadable) as caught:
            act()
        assert caught.value.hint == "kronobarn show k7mtr"
    plans.refuse_newer("k7mtr", b"other: faults\n")
    assert plans.path("k7mtr").read_text() == newer


def test_a_plan_too_large_to_be_opened_again_is_not_saved(plans: Folder) -> None:
    before = plans.save(PLAN, None, "new plan")
    with pytest.raises(UsageTrouble) as caught:
        plans.save(replace(before.plan, notices=(Notice(id="n1", seen="x" * 300_000),)), before, "edit")
    assert caught.value.hint == "kronobarn edit k7mtr"
    assert plans.load("k7mtr").plan == before.plan


def test_what_would_be_read_as_another_plan_is_not_saved(plans: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    before = plans.save(PLAN, None, "new plan")
    monkeypatch.setattr("kronobarn_cli.store.folder.plan_text.write", lambda *_: before.source.text)
    with pytest.raises(UsageTrouble) as caught:
        plans.save(before.plan, before, "edit")
    assert caught.value.hint == "kronobarn edit k7mtr"


def test_a_plan_that_somebody_took_away_is_not_made_again(plans: Folder) -> None:
    before = plans.save(PLAN, None, "new plan")
    plans.path("k7mtr").unlink()
    with pytest.raises(ChangedOnDisk) as caught:
        plans.save(before.plan, before, "edit")
    assert caught.value.hint == "kronobarn list"
    assert not plans.path("k7mtr").exists()


def test_a_new_plan_needs_no_sign_and_an_old_one_has_one(plans: Folder) -> None:
    with plans.opened("k7mtr") as other:
        assert other is None
        assert list(plans.plans.iterdir()) == []
    plans.save(PLAN, None, "new plan")
    with plans.opened("k7mtr"):
        assert len(list(plans.plans.iterdir())) == 2
    assert list(plans.plans.iterdir()) == [plans.path("k7mtr")]


def test_signs_of_a_save_tell_whose_they_are(plans: Folder) -> None:
    assert Folder(plans.root / "nothing").saving_elsewhere() == ()
    sign = plans.plans / ".k7mtr.saving"
    sign.write_text("17\nDATOR-7\n")
    found = plans.saving_elsewhere()
    assert not found or found == (("k7mtr", "DATOR-7", sign),)


def test_who_waits_for_a_lock_gets_it_when_it_is_free_and_is_told_when_it_is_not(tmp_path: Path) -> None:
    path, held, told = tmp_path / "a" / "x.lock", threading.Event(), threading.Event()

    def hold() -> None:
        with locks.held(path, 0, "upptaget", "kronobarn list"):
            held.set()
            told.wait(10)

    other = threading.Thread(target=hold)
    other.start()
    held.wait(10)
    with pytest.raises(ChangedOnDisk) as caught, locks.held(path, 0, "upptaget", "kronobarn list"):
        pass
    assert (caught.value.sentence, caught.value.hint) == ("upptaget", "kronobarn list")
    told.set()
    other.join()
    with locks.held(path, 5, "upptaget", "kronobarn list"):
        pass


def test_a_file_that_is_too_large_is_not_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST", 2 * 1024**2)
    (tmp_path / "a").write_bytes(b"x" * files.MOST)
    assert len(files.read(tmp_path / "a")) == files.MOST
    (tmp_path / "a").write_bytes(b"x" * (files.MOST + 1))
    with pytest.raises(NotFound) as caught:
        files.read(tmp_path / "a")
    assert "2 MB" in caught.value.sentence


def test_a_file_that_is_too_large_costs_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST", 1024**2)
    with (tmp_path / "a").open("wb") as opened:
        opened.truncate(64 * 1024**2)
    tracemalloc.start()
    try:
        with pytest.raises(NotFound):
            files.read(tmp_path / "a")
        assert tracemalloc.get_traced_memory()[1] < 8 * 1024**2
    finally:
        tracemalloc.stop()


def test_a_whole_code_is_that_plan_in_any_letters(plans: Folder) -> None:
    plans.save(PLAN, None, "new plan")
    assert plans.find("K7MTR") == "k7mtr"


def test_where_the_settings_say_so_a_save_is_no_commit(plans: Folder) -> None:
    def committed() -> bool:
        asked = subprocess.run(["git", "rev-parse", "--verify", "--quiet", "HEAD"], cwd=plans.root, check=False)
        return asked.returncode == 0

    subprocess.run(["git", "init", "--quiet"], cwd=plans.root, check=True)
    saved = Folder(plans.root, commits=False).save(PLAN, None, "new plan")
    assert not committed()
    Folder(plans.root).save(saved.plan, saved, "edit")
    assert committed()


def test_a_plan_of_ours_may_be_changed(plans: Folder) -> None:
    saved = plans.save(PLAN, None, "new plan")
    assert plans.load_to_change("k7mtr").plan == saved.plan


def test_nothing_is_added_to_what_is_no_file_at_all() -> None:
    with pytest.raises(CannotWrite) as caught:
        files.append(Path(os.devnull), b"x")
    assert "det är inte en vanlig fil" in caught.value.sentence


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such right on folders")
def test_a_folder_that_refuses_every_sign_is_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("filelock.SoftFileLock.acquire", _failing(errno.EROFS))
    with locks.sign(tmp_path / ".k7mtr.open", 0) as other:
        assert other is None
