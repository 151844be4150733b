"""Saving: over what was opened or not at all, one commit a save, nothing secret in it."""

import os
import subprocess
from multiprocessing import Process
from pathlib import Path

import msgspec
import pytest

from kronobarn_cli.errors import CannotWrite, ChangedOnDisk, NotFound, Unreadable, UsageTrouble
from kronobarn_cli.model.plan import Child, Notice, Plan
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.text.problem import Problem, Troubled
from kronobarn_cli.work import setting_up

PLAN = Plan(code="k7mtr", child=Child(name="Hemlig Hemligsson"))


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = setting_up.init(tmp_path / "planer", {}, with_git=True)
    return Folder(made.path)


def git(folder: Folder, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder.root, check=True, capture_output=True, text=True).stdout


def test_a_saved_plan_is_loaded_again_one_revision_on(folder: Folder) -> None:
    folder.save(PLAN, None, "new plan")
    loaded = folder.load("k7mtr")
    assert loaded.plan == msgspec.structs.replace(PLAN, revision=1)


def test_each_save_is_one_commit_that_names_nobody(folder: Folder) -> None:
    first = folder.save(PLAN, None, "new plan")
    folder.save(
        msgspec.structs.replace(first.plan, notices=(Notice(id="n1", seen="Hemligt ord"),)),
        first,
        "interview",
    )
    assert git(folder, "log", "--format=%s").splitlines() == [
        "k7mtr: interview",
        "k7mtr: new plan",
        "new folder",
    ]
    log = git(folder, "log", "--format=%B%an%ae", "--name-only")
    assert "Hemlig" not in log
    assert git(folder, "status", "--porcelain") == ""


def test_nothing_is_written_over_what_somebody_else_saved(folder: Folder) -> None:
    opened = folder.save(PLAN, None, "new plan")
    theirs = folder.save(msgspec.structs.replace(opened.plan, practice=True), opened, "edit")
    with pytest.raises(ChangedOnDisk):
        folder.save(opened.plan, opened, "interview")
    assert folder.load("k7mtr").plan == theirs.plan


def test_a_new_plan_is_not_written_over_an_old_one(folder: Folder) -> None:
    folder.save(PLAN, None, "new plan")
    with pytest.raises(ChangedOnDisk):
        folder.save(PLAN, None, "new plan")


def _count_up(root: Path, times: int) -> None:
    folder = Folder(root, commits=False)
    done = 0
    while done < times:
        loaded = folder.load("k7mtr")
        try:
            folder.save(loaded.plan, loaded, "x")
            done += 1
        except ChangedOnDisk:
            continue


def test_four_programs_at_once_lose_no_save(folder: Folder) -> None:
    """Each save raises the revision by one: at the end it tells how many were really carried out."""
    folder.save(PLAN, None, "new plan")
    writers = [Process(target=_count_up, args=(folder.root, 25)) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert folder.load("k7mtr").plan.revision == 101


def test_a_beginning_names_a_plan_when_only_one_begins_so(folder: Folder) -> None:
    for code in ("k7mtr", "k8ddd", "p3wdh"):
        folder.save(Plan(code=code), None, "x")
    assert folder.find("P") == "p3wdh"
    with pytest.raises(UsageTrouble) as several:
        folder.find("k")
    assert "k7mtr, k8ddd" in several.value.sentence
    with pytest.raises(NotFound):
        folder.find("z")


def test_strange_files_are_no_plans(folder: Folder) -> None:
    for name in ("k7mtr-ANNASPC.yaml", "k7mtr (2).yaml", "CON.yaml", "läsmig.txt"):
        (folder.plans / name).write_text("x")
    (folder.plans / "b2222.yaml").symlink_to("/etc/hostname")
    os.mkfifo(folder.plans / "c2222.yaml")
    assert folder.codes() == ()
    assert "k7mtr (2).yaml" in folder.strangers()


def test_a_plan_from_a_newer_version_can_be_seen_but_not_saved(folder: Folder) -> None:
    saved = folder.save(PLAN, None, "x")
    saved.path.write_text(saved.source.text.replace("kronobarn: 1", "kronobarn: 2"))
    newer = folder.load("k7mtr")
    with pytest.raises(Unreadable):
        folder.save(newer.plan, newer, "x")
    assert "kronobarn: 2" in saved.path.read_text()


def test_the_code_inside_must_be_the_files_name(folder: Folder) -> None:
    saved = folder.save(PLAN, None, "x")
    saved.path.rename(folder.path("b2222"))
    with pytest.raises(Unreadable) as caught:
        folder.load("b2222")
    assert isinstance(caught.value.__cause__, Troubled)
    assert caught.value.__cause__.problems == (Problem("K021", 3, 7, ("code",)),), "where the code stands"


def test_the_way_out_of_a_file_that_cannot_be_read_fits_what_is_wrong_with_it(folder: Folder) -> None:
    folder.save(PLAN, None, "new plan")
    path = folder.path(PLAN.code)
    whole = path.read_bytes()
    ways = {
        b"<<<<<<< HEAD\n" + whole: "merge",
        whole.removesuffix(b"...\n"): "restore",
        whole.replace(b"revision", b"- revision"): "edit",
    }
    for data, way in ways.items():
        path.write_bytes(data)
        with pytest.raises(Unreadable) as refused:
            folder.load(PLAN.code)
        assert refused.value.hint == f"kronobarn {way} {PLAN.code}"


def test_without_git_everything_but_history_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    made = setting_up.init(tmp_path / "planer", {}, with_git=True)
    assert not made.git
    assert Folder(made.path).save(PLAN, None, "x").plan.revision == 1


def test_a_failing_hook_does_not_lose_the_plan(folder: Folder) -> None:
    hook = folder.root / ".git" / "hooks" / "pre-commit"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    folder.save(PLAN, None, "x")
    assert folder.load("k7mtr").plan.revision == 1


def test_copies_that_a_sync_service_made_are_known_by_the_plans_code(folder: Folder) -> None:
    folder.save(PLAN, None, "x")
    names = {
        "k7mtr-ANNAS-PC.yaml",
        "k7mtr-ANNAS-PC-safeBackup-0001.yaml",
        "k7mtr (2).yaml",
        "k7mtr (Annas motstridiga kopia 2026-05-02).yaml",
        "k7mtr.rescued-1a2b3c4d.yaml",
        "K7MTR.yml",
    }
    for name in (*names, "k7mtr2.yaml", "p3wdh (2).yaml", "anteckningar.yaml"):
        (folder.plans / name).write_text("x")
    assert {path.name for path in folder.conflict_copies("k7mtr")} == names


def test_a_folder_that_cannot_be_reached_is_told_of_and_nothing_is_made(folder: Folder) -> None:
    saved = folder.save(PLAN, None, "x")
    folder.root.rename(folder.root.with_name("borta"))
    with pytest.raises(CannotWrite) as caught:
        folder.save(saved.plan, saved, "x")
    assert "går inte att nå just nu" in caught.value.sentence
    assert not folder.root.exists()


def test_an_edited_text_is_saved_with_a_revision_of_its_own(folder: Folder) -> None:
    saved = folder.save(PLAN, None, "x")
    text = saved.source.text.replace("Hemlig Hemligsson", "Kim")
    assert folder.save_text("k7mtr", text, saved.fingerprint, "edit").revision == 2
    assert folder.load("k7mtr").plan.child.name == "Kim"
    with pytest.raises(ChangedOnDisk):
        folder.save_text("k7mtr", text, saved.fingerprint, "edit")
