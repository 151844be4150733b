"""`doctor`: what is set but is not there is told of, in a plan folder and outside one."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from kronobarn_cli.errors import ExitCode
from kronobarn_cli.i18n import _
from kronobarn_cli.store import files, places
from kronobarn_cli.store.folder import Folder
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


def _found(kronobarn: Program) -> dict[str, dict[str, Any]]:
    """What is found, by name, as scripts get it."""
    return {one["name"]: one for one in json.loads(kronobarn("doctor", "--json").out)["findings"]}


def test_a_place_for_answers_that_takes_none_is_told_of(
    examples: Path, kronobarn: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "state" not in _found(kronobarn)
    (tmp_path / "fil").write_text("x")
    monkeypatch.setenv("KRONOBARN_STATE", str(tmp_path / "fil"))
    found = _found(kronobarn)["state"]
    assert not found["well"]
    assert str(tmp_path / "fil") in found["sentence"]
    assert found["hint"] == 'export KRONOBARN_STATE="$HOME/kronobarn-state"'
    monkeypatch.setenv("KRONOBARN_STATE", str(tmp_path / "finns-inte-an"))
    assert "state" not in _found(kronobarn)


@pytest.mark.parametrize("inside", ["", "drafts"])
def test_a_place_for_answers_that_is_full_is_told_of(
    examples: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    full = places.state_of(examples) / inside
    full.mkdir(parents=True, exist_ok=True)
    real = files.writable
    monkeypatch.setattr(files, "writable", lambda folder: folder != full and real(folder))
    assert not _found(kronobarn)["state"]["well"]


def test_a_disk_in_memory_has_a_way_out(examples: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "disk_of", lambda _folder: places.Disk.MEMORY)
    assert kronobarn("doctor").out.count("\n  Prova: export KRONOBARN_STATE=") == 1
    assert "\n  Prova: kronobarn init ~/planer\n" in kronobarn("doctor").out


BROKEN = b'language = "sv"\nmunicipality = "Alvesta"\npractice = true\n\xff\xfe[[nonsense\nlanguage = "en"\nx = 1\n'


def test_settings_that_cannot_be_understood_are_put_right_by_what_is_typed(
    examples: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kronobarn_cli.cli.screen.interactive", lambda: True)
    mark = examples / "kronobarn.toml"
    mark.write_bytes(BROKEN)
    ran = kronobarn("config", "set", "municipality", "Alvesta")
    assert ran.err.endswith("Prova: kronobarn doctor\n")
    assert _found(kronobarn)["settings"]["hint"] == "kronobarn doctor --mend"
    assert kronobarn("doctor", "--mend", typed="n\nn\n").code == ExitCode.CHECK_FOUND_ERRORS
    assert mark.read_bytes() == BROKEN
    assert kronobarn("doctor", "--mend", typed="j\nn\n").code == 0
    assert mark.read_text() == 'language = "en"\nmunicipality = "Alvesta"\npractice = true\n'
    assert mark.with_name("kronobarn.toml-old").read_bytes() == BROKEN
    assert kronobarn("config", "set", "municipality", "Alvesta").code == 0


def test_a_persons_own_settings_are_put_right_outside_a_plan_folder_too(
    kronobarn: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kronobarn_cli.cli.screen.interactive", lambda: True)
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "config" / "settings.toml"
    own.parent.mkdir()
    own.write_bytes(b"\x00\x01")
    kronobarn("doctor", "--mend", typed="j\n")
    assert own.read_bytes() == b"\n"
    assert "settings" not in _found(kronobarn)


def test_a_sign_that_names_nobody_can_be_taken_away(
    examples: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kronobarn_cli.cli.screen.interactive", lambda: True)
    plans = examples / "plans"
    pipe, link, other = (plans / f".{name}.saving" for name in ("k7mtr", "v5xjc", "Mio Ek"))
    os.mkfifo(pipe)
    link.symlink_to("finns-inte")
    other.write_text("")
    (plans / ".h2qzn.saving").mkdir()
    said = kronobarn("doctor").out
    assert "Mio" not in said
    assert said.count("kronobarn doctor --mend") == 4, "three signs, and a history that could be begun"
    assert kronobarn("doctor", "--mend", typed="j\nj\nj\nn\n").code == 0
    assert [one.name for one in plans.glob(".*.saving")] == [".h2qzn.saving"]


def test_a_file_that_is_no_plan_is_told_of_without_what_must_not_be_repeated(
    examples: Path, kronobarn: Program
) -> None:
    (examples / "plans" / "Mio Ek 20170412-2389.yaml").write_text("")
    (examples / "plans" / "k7mtr-LAPTOP.yaml").write_bytes((examples / "plans" / "k7mtr.yaml").read_bytes())
    ran = kronobarn("doctor")
    assert "2389" not in ran.out
    assert "2389" not in kronobarn("doctor", "--json").out
    assert _found(kronobarn)["k7mtr-LAPTOP.yaml"]["hint"] == "kronobarn merge k7mtr"


def test_an_edit_that_was_not_saved_is_told_of(examples: Path, kronobarn: Program) -> None:
    kept = Folder(examples).state / "k7mtr.edit.yaml"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text("x")
    kept.with_name("k7mtr.edit-from.yaml").write_text("x")
    found = _found(kronobarn)["k7mtr"]
    assert (found["well"], found["hint"]) == (True, "kronobarn edit k7mtr")
