"""What a person sees of an exchange with colleagues."""

import json
import re
from pathlib import Path

import pytest

from kronobarn_cli.errors import ExitCode
from kronobarn_cli.store.git import openness
from kronobarn_cli.store.git.openness import Openness
from tests.conftest import Program
from tests.store.git.colleagues import commit, git

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
WHAT = "Fritidspedagogen möter Mio vid bussen och går med honom in."


@pytest.fixture
def anna(tmp_path: Path, kronobarn: Program) -> Path:
    """A plan folder that is shared."""
    root = tmp_path / "anna"
    assert kronobarn("init", root, "--no-input").code == 0
    for code in ("k7mtr", "p3wdh"):
        (root / "plans" / f"{code}.yaml").write_bytes((EXAMPLES / f"{code}.yaml").read_bytes())
    ran = kronobarn("sync", "--folder", root, "--with", tmp_path / "delat.git")
    assert (ran.code, ran.err) == (0, "")
    assert f"Den gemensamma platsen är ny: {tmp_path / 'delat.git'}" in ran.out
    assert "Skickat: k7mtr, p3wdh" in ran.out
    return root


@pytest.fixture
def bo(tmp_path: Path, anna: Path, kronobarn: Program) -> Path:
    ran = kronobarn("init", "--from", tmp_path / "delat.git", tmp_path / "bo")
    assert ran.code == 0, ran.all
    assert "2 planer följde med." in ran.out
    return tmp_path / "bo"


def write(root: Path, words: str, code: str = "k7mtr") -> None:
    path = root / "plans" / f"{code}.yaml"
    path.write_text(path.read_text("utf8").replace(WHAT, words), "utf8")


def test_what_came_is_told_in_sentences_and_what_was_sent_by_code(anna: Path, bo: Path, kronobarn: Program) -> None:
    write(anna, "Mormor möter Mio.")
    assert "Skickat: k7mtr" in kronobarn("sync", "--folder", anna).out
    ran = kronobarn("sync", "--folder", bo)
    assert "k7mtr: kollegorna har skrivit." in ran.out
    assert "”Mormor möter Mio.”" in ran.out
    assert "Du och kollegorna har samma planer." in ran.out
    assert kronobarn("sync", "--folder", bo).out == "Inget nytt, varken här eller hos kollegorna.\n"


def test_what_is_open_is_told_with_the_way_to_choose(anna: Path, bo: Path, kronobarn: Program) -> None:
    write(anna, "Mormor möter Mio.")
    write(bo, "Morfar möter Mio.")
    kronobarn("sync", "--folder", anna)
    held = kronobarn("sync", "--folder", bo)
    assert held.code == ExitCode.CHECK_FOUND_ERRORS
    assert "Det du har skrivit är inte skickat än" in held.out
    assert "k7mtr: på ett ställe har ni skrivit olika. För att välja: kronobarn merge k7mtr" in held.out
    data = json.loads(kronobarn("sync", "--folder", bo, "--json").out)
    assert data["sent"] is None
    assert data["open-points"] == {"k7mtr": ["actions.a1.what"]}
    assert kronobarn("sync", "--folder", bo, "--with-open-points").code == 0


def test_whatever_came_of_a_plan_has_a_sentence(anna: Path, bo: Path, kronobarn: Program) -> None:
    git(anna, "rm", "--quiet", "plans/p3wdh.yaml")
    commit(anna, "p3wdh: borta")
    text = (EXAMPLES / "k7mtr.yaml").read_text("utf8").replace("code: k7mtr", "code: nnn22")
    for root, words in ((anna, "Det ena."), (bo, "Det andra.")):
        (root / "plans" / "nnn22.yaml").write_text(text, "utf8")
        write(root, words, "nnn22")
    assert "Borttagna för alla: p3wdh" in kronobarn("sync", "--folder", anna).out
    ran = kronobarn("sync", "--folder", bo)
    assert "p3wdh: en kollega har tagit bort planen. För att få tillbaka den: kronobarn restore p3wdh" in ran.out
    assert "nnn22: en kollegas plan har samma kod och behåller den. Din heter" in ran.out
    assert ": en ny plan från kollegorna." in kronobarn("sync", "--folder", anna).out
    (bo / "plans" / "k7mtr.yaml").unlink()
    assert "k7mtr: planen var borta ur mappen, och ligger där igen." in kronobarn("sync", "--folder", bo).out


def test_very_much_that_came_is_told_in_short(anna: Path, bo: Path, kronobarn: Program) -> None:
    for number in range(14):
        text = (EXAMPLES / "k7mtr.yaml").read_text("utf8").replace("code: k7mtr", f"code: b{number:02}cc")
        (anna / "plans" / f"b{number:02}cc.yaml").write_text(text, "utf8")
    sent = kronobarn("sync", "--folder", anna).out
    assert "och 2 till" in sent
    ran = kronobarn("sync", "--folder", bo)
    assert ran.out.count("en ny plan") == 12
    assert "Och 2 till." in ran.out
    path = anna / "plans" / "k7mtr.yaml"
    path.write_text(re.sub(r"(?m)^(    (?:what|often|task): .*)$", r"\1 Nu.", path.read_text("utf8")), "utf8")
    kronobarn("sync", "--folder", anna)
    assert "Allt: kronobarn history k7mtr" in kronobarn("sync", "--folder", bo).out


def test_a_place_that_all_can_read_is_refused_where_nobody_can_be_asked(
    anna: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(openness, "of", lambda *_given: Openness.ALL)
    write(anna, "Mormor möter Mio.")
    ran = kronobarn("sync", "--folder", anna)
    assert ran.code == ExitCode.NOT_SYNCED
    assert "Alla kan läsa" in ran.err
    monkeypatch.setattr("kronobarn_cli.cli.screen.interactive", lambda: True)
    assert kronobarn("sync", "--folder", anna, typed="\n").code == ExitCode.NOT_SYNCED
    assert kronobarn("sync", "--folder", anna, typed="ja\n").code == 0


def test_a_folder_that_shares_already_is_asked_about_and_never_changed_unasked(
    tmp_path: Path, anna: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = kronobarn("sync", "--folder", anna, "--with", "ny.git")
    assert ran.code == ExitCode.USAGE
    assert ran.err.endswith(f'Prova: kronobarn sync --with "{tmp_path / "ny.git"}" --instead\n')
    monkeypatch.setattr("kronobarn_cli.cli.screen.interactive", lambda: True)
    asked = kronobarn("sync", "--folder", anna, "--with", "ny.git", typed="\n")
    assert (asked.code, (tmp_path / "ny.git").exists()) == (0, False)
    assert str(tmp_path / "delat.git") in asked.out
    assert kronobarn("sync", "--folder", anna, "--with", "ny.git", "--json", typed="ja\n").code == ExitCode.USAGE
    assert str(tmp_path / "delat.git") not in kronobarn("sync", "--folder", anna, "--with", tmp_path / "delat.git").out
    assert kronobarn("sync", "--folder", anna, "--with", "ny.git", typed="ja\n").code == 0
    assert git(tmp_path / "ny.git", "rev-parse", "main") == git(anna, "rev-parse", "HEAD")
    assert kronobarn("sync", "--folder", anna, "--instead").code == ExitCode.USAGE
    ran = kronobarn("sync", "--folder", anna, "--with", tmp_path / "delat.git", "--instead")
    assert (ran.code, ran.err) == (0, "")


def test_no_password_comes_back_on_the_screen(tmp_path: Path, anna: Path, kronobarn: Program) -> None:
    secret = "https://anna:hemlig@exempel.invalid/x"
    for typed in (
        ("sync", "--folder", anna, "--with", secret),
        ("init", "--from", secret, anna.parent),
        ("init", "--from", secret, tmp_path / "ny", "--no-git"),
    ):
        ran = kronobarn(*typed)
        assert ran.code == ExitCode.USAGE
        assert "hemlig" not in ran.all
        assert '"https://exempel.invalid/x"' in ran.err


def test_what_must_not_leave_beside_the_plans_is_told_and_never_repeated(
    tmp_path: Path, anna: Path, kronobarn: Program
) -> None:
    before = git(tmp_path / "delat.git", "rev-parse", "main")
    write(anna, "Mormor möter Mio.")
    commit(anna, f"Mios plan, 20170412-{2389}")
    ran = kronobarn("sync", "--folder", anna)
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS
    assert "Texten till en ändring innehåller ett personnummer." in ran.out
    assert "kronobarn check --history" in ran.out
    assert "2389" not in ran.all
    assert "Du och kollegorna har samma planer" not in ran.out
    assert git(tmp_path / "delat.git", "rev-parse", "main") == before
    data = json.loads(kronobarn("sync", "--folder", anna, "--json").out)
    assert (data["sent"], [one["in"] for one in data["leaks"]]) == (None, ["message", "message"])


def test_errors_that_go_along_are_told(anna: Path, kronobarn: Program) -> None:
    path = anna / "plans" / "k7mtr.yaml"
    path.write_text(path.read_text("utf8").replace("    by: ", "    by: x", 1), "utf8")
    ran = kronobarn("sync", "--folder", anna)
    assert ran.code == 0
    assert "Något stämmer inte i k7mtr." in ran.err
    assert "kronobarn check k7mtr" in ran.err


def test_begin_with_colleagues_takes_their_settings(tmp_path: Path, anna: Path, kronobarn: Program) -> None:
    for own in (("--no-git",), ("--municipality", "Alvesta")):
        ran = kronobarn("init", "--from", tmp_path / "delat.git", tmp_path / "ny", *own)
        assert ran.code == ExitCode.USAGE
        assert not (tmp_path / "ny").exists()
    assert kronobarn("init", "--from", tmp_path / "delat.git", tmp_path / "ny", "--hooks").code == 0


def test_a_folder_that_a_cloud_service_copies_is_told_of(
    tmp_path: Path, anna: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OneDrive", str(tmp_path))
    ran = kronobarn("init", "--from", tmp_path / "delat.git", tmp_path / "ny")
    assert "OneDrive" in ran.out
    assert "molntjänst" in ran.err
