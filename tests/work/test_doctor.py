"""`doctor`: what is set but is not there is told of, in a plan folder and outside one."""

from pathlib import Path

import pytest

from kronobarn_cli.errors import ExitCode
from kronobarn_cli.i18n import _
from tests.conftest import Program
from tests.render.samples import ROOT


def _set_and_moved(kronobarn: Program, name: str, place: Path) -> None:
    if name == "templates":
        place.mkdir()
    else:
        place.write_bytes((ROOT / "templates/terms/kronoberg.sv.yaml").read_bytes())
    assert kronobarn("config", "set", name, place).code == 0
    place.rename(place.with_name("flyttad"))


@pytest.mark.parametrize("name", ["templates", "terms"])
def test_what_a_setting_names_must_be_there(kronobarn: Program, examples: Path, tmp_path: Path, name: str) -> None:
    place = tmp_path / "vårt"
    _set_and_moved(kronobarn, name, place)
    hint = f'kronobarn config set {name} ""'
    ran = kronobarn("render", "k7", "agenda", "--to", "md", "--out", "-")
    assert ran.code == ExitCode.NOT_FOUND, ran.all
    assert ran.out == ""
    assert str(place) in ran.err
    assert hint in ran.err
    ran = kronobarn("doctor")
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS
    assert str(place) in ran.out
    assert hint in ran.out
    assert kronobarn("config", "set", name, "").code == 0
    assert kronobarn("render", "k7", "agenda", "--to", "md", "--out", "-").code == 0
    assert kronobarn("doctor").code == 0


@pytest.mark.parametrize("name", ["templates", "terms"])
def test_a_file_is_no_folder_and_a_folder_no_file(
    kronobarn: Program, examples: Path, tmp_path: Path, name: str
) -> None:
    place = tmp_path / "vårt"
    _set_and_moved(kronobarn, name, place)
    place.mkdir() if name == "terms" else place.write_text("", "utf8")
    assert kronobarn("render", "k7", "agenda", "--to", "md", "--out", "-").code == ExitCode.NOT_FOUND


def test_it_is_told_outside_a_plan_folder_too(
    kronobarn: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    _set_and_moved(kronobarn, "templates", tmp_path / "mallar")
    assert str(tmp_path / "mallar") in kronobarn("doctor").out


def test_templates_of_another_folder_can_still_be_checked(kronobarn: Program, tmp_path: Path) -> None:
    """The folder named on the line is the one that is asked about."""
    _set_and_moved(kronobarn, "templates", tmp_path / "mallar")
    assert kronobarn("templates", "copy", "wheel", tmp_path / "nya").code == 0
    (tmp_path / "nya/documents/sv/wheel.md.j2").write_text("{{ missing }}", "utf8")
    ran = kronobarn("templates", "check", tmp_path / "nya")
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS
    assert "missing" in ran.out


def test_what_interrupted_saves_left_is_told_of_and_stays_without_a_person(examples: Path, kronobarn: Program) -> None:
    half = examples / "plans" / ".0011223344556677.kbtmp"
    half.write_bytes(b"halv")
    (examples / "plans" / ".k7mtr.saving").write_text("1\nANNAS-PC\n")
    ran = kronobarn("doctor", "--mend", "--no-input")
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS
    assert "1 halvskriven fil blev kvar" in ran.out
    assert "ANNAS-PC" in ran.out
    assert "kronobarn doctor --mend" not in ran.out, "whoever has just typed that is not helped by it"
    asks = _("I can put this right, but I ask first. Type it in a window where you can answer, without --no-input.")
    # Two things to look over, and a history that could be begun.
    assert ran.out.count(asks) == 3
    assert kronobarn("doctor").out.count("kronobarn doctor --mend") == 3
    assert half.exists()


def test_what_a_person_says_yes_to_is_mended(
    examples: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kronobarn_cli.cli.screen.interactive", lambda: True)
    (examples / "plans" / ".0011223344556677.kbtmp").write_bytes(b"halv")
    sign = examples / "plans" / ".k7mtr.saving"
    sign.write_text("1\nANNAS-PC\n")
    assert kronobarn("doctor", "--mend", typed="j\nn\nn\n").code == ExitCode.CHECK_FOUND_ERRORS
    assert list((examples / "plans").glob(".*.kbtmp")) == []
    assert sign.exists()
    assert kronobarn("doctor", "--mend", typed="j\nn\n").code == 0
    assert not sign.exists()


def test_a_disk_that_cannot_keep_a_promise_is_told_of(
    examples: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = examples.parent / "mounts"
    monkeypatch.setattr("kronobarn_cli.store.places._MOUNTS", mounts)
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nnone {examples} tmpfs rw 0 0\n")
    ran = kronobarn("doctor")
    assert "Planmappen ligger i datorns minne" in ran.out
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\n//server/delad {examples.parent} cifs rw 0 0\n")
    ran = kronobarn("doctor")
    assert "Planmappen ligger på en nätverksdisk" in ran.out
    assert ran.code == 0
    mounts.unlink()
    assert "nätverksdisk" not in kronobarn("doctor").out
