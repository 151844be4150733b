"""`restore`: a plan as it was before; what stands there now is never lost by it."""

import json
import os
from pathlib import Path

import pytest

from kronobarn_cli.errors import ExitCode
from kronobarn_cli.store.folder import Folder
from tests.conftest import Program


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
