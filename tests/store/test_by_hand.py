"""What a person writes by hand in a plan file: a save keeps it, and no fault in it is in the way of mending it."""

from pathlib import Path

import pytest

from kronobarn_cli.model.plan import Plan
from kronobarn_cli.store import files
from kronobarn_cli.store.folder import Folder, Loaded

REMARK = "# sedan mötet i maj"


@pytest.fixture
def plans(tmp_path: Path) -> Folder:
    (tmp_path / "plans").mkdir()
    return Folder(tmp_path, commits=False)


@pytest.fixture
def saved(plans: Folder) -> Loaded:
    return plans.save(Plan(code="k7mtr"), None, "new plan")


def _with_a_remark(saved: Loaded) -> str:
    return saved.source.text.replace("revision: 1", f"revision: 1 {REMARK}")


def test_a_remark_stays_when_the_plan_is_saved(plans: Folder, saved: Loaded) -> None:
    saved.path.write_text(_with_a_remark(saved), "utf-8")
    opened = plans.load("k7mtr")
    plans.save(opened.plan, opened, "edit")
    assert f"revision: 2 {REMARK}" in saved.path.read_text("utf-8")


def test_a_remark_stays_when_an_edited_text_is_saved(plans: Folder, saved: Loaded) -> None:
    plans.save_text("k7mtr", _with_a_remark(saved), saved.fingerprint, "edit")
    assert f"revision: 2 {REMARK}" in saved.path.read_text("utf-8")


def test_a_broken_file_is_mended_by_an_edited_text(plans: Folder, saved: Loaded) -> None:
    saved.path.write_bytes(b"revision: ett\n")
    plans.save_text("k7mtr", saved.source.text, files.fingerprint(b"revision: ett\n"), "edit")
    assert plans.load("k7mtr").plan.revision == 2


def test_a_text_is_saved_as_a_new_plan_where_there_is_no_file(plans: Folder, saved: Loaded) -> None:
    files.remove(saved.path)
    assert plans.save_text("k7mtr", saved.source.text, None, "restore").revision == 2
    assert plans.load("k7mtr").plan.revision == 2
