"""`restore`: a plan as it was before; what stands there now is never lost by it."""

import json
import os
import shutil
from pathlib import Path

import pytest

from kronobarn_cli.errors import ExitCode
from kronobarn_cli.i18n import _
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.store.git import repository
from tests.conftest import Program
from tests.recorded import put


@pytest.fixture
def twice(examples: Path, kronobarn: Program) -> Folder:
    """Mio's plan, saved twice: version 7 as it was, 8 and 9."""
    for step in ("3", "5"):
        assert kronobarn("wheel", "k7", "--voice", "child", "--set", f"larande={step}").code == 0
    return Folder(examples)


def scored(folder: Folder) -> int | None:
    plan = folder.load("k7mtr").plan
    area = plan.wheel[-1].areas.larande
    return area.score if area else None


def revisions(folder: Folder) -> list[int]:
    return [one.revision for one in folder.versions.of("k7mtr")]


def test_a_version_comes_back_as_the_newest(twice: Folder, kronobarn: Program) -> None:
    ran = kronobarn("restore", "k7", "--revision", "8")
    assert ran.code == 0, ran.all
    assert scored(twice) == 3
    assert twice.load("k7mtr").plan.revision == 10
    assert revisions(twice) == [10, 9, 8, 7]
    assert "Planen k7mtr är som den var i version 8. Nu är den version 10." in ran.out
    assert kronobarn("restore", "k7", "--revision", "9").code == 0
    assert scored(twice) == 5


def test_versions_that_say_what_the_plan_says_now_are_not_offered(twice: Folder, kronobarn: Program) -> None:
    offered = json.loads(kronobarn("restore", "k7", "--json").out)["versions"]
    assert [one["revision"] for one in offered] == [8, 7]


def test_a_cut_file_comes_back_and_the_broken_one_is_set_aside(twice: Folder, kronobarn: Program) -> None:
    whole = twice.path("k7mtr").read_bytes()
    twice.path("k7mtr").write_bytes(whole[:5000])
    shown = kronobarn("show", "k7")
    assert "kronobarn restore k7mtr" in shown.err
    assert kronobarn("restore", "k7", "--revision", "9").code == 0
    assert scored(twice) == 5
    (aside,) = twice.state.rglob("set-aside/*.yaml")
    assert aside.read_bytes() == whole[:5000]


def test_a_plan_that_is_gone_comes_back(twice: Folder, kronobarn: Program) -> None:
    twice.path("k7mtr").unlink()
    assert kronobarn("restore", "k7", "--revision", "9").code == 0
    assert scored(twice) == 5
    assert twice.load("k7mtr").plan.revision == 10


def test_a_kept_version_that_has_been_damaged_is_not_offered(twice: Folder, kronobarn: Program) -> None:
    twice.versions.of("k7mtr")[1].path.write_bytes(b"halv")
    offered = json.loads(kronobarn("restore", "k7", "--json").out)["versions"]
    assert [one["revision"] for one in offered] == [7]


def test_by_itself_it_brings_nothing_back(twice: Folder, kronobarn: Program) -> None:
    before = twice.path("k7mtr").read_bytes()
    assert kronobarn("restore", "k7").code == ExitCode.USAGE
    assert kronobarn("restore", "k7", "--revision", "3").code == ExitCode.NOT_FOUND
    assert kronobarn("restore", "p3").code == ExitCode.NOT_FOUND
    assert twice.path("k7mtr").read_bytes() == before


@pytest.fixture
def colleague(twice: Folder) -> Folder:
    """The same plans with a history; Bo has saved versions 11 and 12, which this computer has never kept."""
    assert repository.start(twice.root)
    put(twice.root)
    text = twice.path("k7mtr").read_text("utf8")
    for revision, status in ((11, "ongoing"), (12, "done")):
        theirs = text.replace("revision: 9", f"revision: {revision}").replace("status: planned", f"status: {status}", 1)
        put(twice.root, when=revision, by="Bo", k7mtr=theirs)
    return twice


def test_what_the_history_shows_can_come_back(colleague: Folder, kronobarn: Program) -> None:
    ran = kronobarn("restore", "k7", "--revision", "11")
    assert ran.code == 0, ran.all
    assert "version 13" in ran.out
    assert "status: ongoing" in colleague.path("k7mtr").read_text("utf8")
    ran = kronobarn("restore", "k7", "--revision", "11")
    assert (ran.code, ran.out) == (ExitCode.USAGE, ""), "it is so already"
    assert ran.err.splitlines()[-1] == "Prova: kronobarn history k7mtr"
    ran = kronobarn("restore", "k7", "--revision", "3")
    assert ran.code == ExitCode.NOT_FOUND
    assert ran.err.splitlines()[-1] == "Prova: kronobarn restore k7mtr"


def test_a_plan_that_was_never_kept_here_comes_back_from_the_history(colleague: Folder, kronobarn: Program) -> None:
    put(colleague.root, when=20, k7mtr=None)
    shutil.rmtree(colleague.state)
    assert kronobarn("restore", "k7mt", "--revision", "8").code == ExitCode.NOT_FOUND
    ran = kronobarn("restore", "k7mtr", "--revision", "3")
    assert ran.code == ExitCode.NOT_FOUND
    assert ran.err.splitlines()[-1] == "Prova: kronobarn history k7mtr"
    ran = kronobarn("restore", "k7mtr", "--revision", "9")
    assert ran.code == 0, ran.all
    assert colleague.load("k7mtr").plan.revision == 13, "after all that anybody has saved"
    ran = kronobarn("restore", "k7mtr")
    assert ran.code == ExitCode.NOT_FOUND


def test_of_two_with_one_number_the_one_kept_last_comes_back_and_it_is_said(twice: Folder, kronobarn: Program) -> None:
    """The newest is what was kept last, whatever the clock says: numbers are made by each who works apart."""
    now = twice.path("k7mtr").read_bytes()
    for hours, revision, text in ((3, 9, "Bos"), (2, 9, "Annas"), (1, 8, "Evas")):
        one = now.replace(b"revision: 9", b"revision: %d" % revision).replace(b"what: ", f"what: {text} ".encode(), 1)
        twice.versions.put("k7mtr", revision, one)
        [path] = [kept.path for kept in twice.versions.of("k7mtr") if kept.path.read_bytes() == one]
        os.utime(path, (path.stat().st_mtime + 3600 * hours,) * 2)
    offered = json.loads(kronobarn("restore", "k7", "--json").out)["versions"]
    assert [one["revision"] for one in offered] == [8, 9, 9, 8, 7]
    ran = kronobarn("restore", "k7", "--revision", "9")
    assert b"what: Annas" in twice.path("k7mtr").read_bytes()
    said = _("Several versions have that number. This was the newest, from {when}.")
    assert said.format(when=offered[1]["at"].replace("T", " ")) in ran.out
    assert said.partition("{")[0] not in kronobarn("restore", "k7", "--revision", "7").out


def test_nothing_comes_back_while_a_conversation_about_the_plan_goes_on(twice: Folder, kronobarn: Program) -> None:
    from kronobarn_cli.store.drafts import Drafts

    with Drafts(twice.state / "drafts").session("k7mtr"):
        assert kronobarn("restore", "k7", "--revision", "8").code == ExitCode.CHANGED_ON_DISK
    assert scored(twice) == 5


def test_a_version_of_a_newer_kronobarn_is_left_alone(twice: Folder, kronobarn: Program) -> None:
    kept = twice.versions.of("k7mtr")[1].path
    kept.write_bytes(kept.read_bytes().replace(b"kronobarn: 1", b"kronobarn: 2"))
    assert kronobarn("restore", "k7", "--revision", "8").code == ExitCode.USAGE
    assert scored(twice) == 5


def test_where_what_is_there_cannot_be_kept_nothing_takes_its_place(
    twice: Folder, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    twice.path("k7mtr").write_bytes(twice.path("k7mtr").read_bytes().replace(b"...\n", b"# for hand\n...\n"))
    before, real = twice.path("k7mtr").read_bytes(), os.write

    def full(descriptor: int, data: bytes) -> int:
        if b"# for hand" in bytes(data):
            raise OSError(28, "No space left on device")
        return real(descriptor, data)

    monkeypatch.setattr(os, "write", full)
    assert kronobarn("restore", "k7", "--revision", "8").code == ExitCode.CANNOT_WRITE
    assert twice.path("k7mtr").read_bytes() == before


def test_a_person_reads_what_goes_before_it_goes(
    twice: Folder, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kronobarn("wheel", "k7", "--voice", "child", "--works", "larande=Han läser.").code == 0
    monkeypatch.setattr("kronobarn_cli.cli.screen.interactive", lambda: True)
    before = twice.path("k7mtr").read_bytes()
    ran = kronobarn("restore", "k7", "--revision", "9", typed="\n")
    assert "det som fungerar: inte längre ”Han läser.”" in ran.out
    assert twice.path("k7mtr").read_bytes() == before
    ran = kronobarn("restore", "k7", typed="1\nja\n")
    assert "det som fungerar: inte längre ”Han läser.”" in ran.out
    assert "Han läser." not in twice.path("k7mtr").read_text("utf8")


def test_where_the_file_is_cut_only_the_question_is_asked(
    twice: Folder, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    twice.path("k7mtr").write_bytes(twice.path("k7mtr").read_bytes()[:5000])
    monkeypatch.setattr("kronobarn_cli.cli.screen.interactive", lambda: True)
    ran = kronobarn("restore", "k7", "--revision", "9", typed="ja\n")
    assert "händer det här" not in ran.out
    assert scored(twice) == 5


def test_where_nothing_is_kept_here_the_history_is_named(colleague: Folder, kronobarn: Program) -> None:
    shutil.rmtree(colleague.state)
    for line in (("restore", "k7mtr"), ("restore", "k7mtr", "--json")):
        ran = kronobarn(*line)
        assert ran.code == ExitCode.NOT_FOUND
        assert ran.err.splitlines()[-1] == "Prova: kronobarn history k7mtr"
    assert kronobarn("restore", "--no-input").err.splitlines()[-1] == "Prova: kronobarn restore k7mtr"


def test_of_a_plan_that_is_gone_nothing_is_said_to_stand_there(
    twice: Folder, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    twice.path("k7mtr").unlink()
    monkeypatch.setattr("kronobarn_cli.cli.screen.interactive", lambda: True)
    ran = kronobarn("restore", "k7mtr", "--revision", "9", typed="j\n")
    assert ran.code == 0
    for sentence in (
        "The plan becomes as it was in version {revision}. What stands there now is kept. Go on?",
        "What stood there before is kept, and can be brought back in the same way.",
    ):
        assert _(sentence).format(revision=9) not in ran.out
