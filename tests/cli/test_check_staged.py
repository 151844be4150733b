"""`check --staged`, `--since`, `--history` and `--message` as they are typed, and `init --hooks`."""

import json
import os
import shlex
import sys
from pathlib import Path

import pytest

from kronobarn_cli.errors import ExitCode
from kronobarn_cli.main import run
from tests.conftest import Program
from tests.store.git.test_staged import git, put

VALID = "20170412-2389"
ROOT = str(Path(__file__).resolve().parents[2])


def damage(home: Path, code: str = "k7mtr") -> None:
    path = home / "plans" / f"{code}.yaml"
    path.write_text(path.read_text("utf8").replace("\nwheel:", "\n<<<<<<< HEAD\nwheel:"), "utf8")


def test_the_index_is_judged_and_not_the_folder(home: Path, kronobarn: Program) -> None:
    whole = (home / "plans" / "k7mtr.yaml").read_text("utf8")
    damage(home)
    ran = kronobarn("check", "--staged")
    assert (ran.code, ran.out) == (0, "Inga fel.\n")
    git(home, "add", ".")
    (home / "plans" / "k7mtr.yaml").write_text(whole, "utf8")
    ran = kronobarn("check", "--staged")
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS
    assert "k7mtr:" in ran.out
    assert "K012" in ran.out


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("plans/t9qzg.yaml", "kronobarn: 1\ncode: t9qzg\n", "K011"),
        ("plans/t9qzg.yaml", "kronobarn: 1\ncode: k7mtr\n...\n", "K021"),
        ("kopior/t9qzg.yaml", "# x\nkronobarn: 1\ncode: t9qzg\n...\n", "K030"),
        ("plans/gamla/t9qzg.yml", "kronobarn: 1\n", "K030"),
        ("plans/Någon Annan.yaml", "", "K031"),
        ("plans/t9qzg-DATOR.yaml", "", "K031"),
        (f"bilagor/{VALID}.pdf", "", "K032"),
    ],
)
def test_what_must_not_be_recorded_is_an_error(home: Path, kronobarn: Program, name: str, text: str, code: str) -> None:
    put(home / name, text)
    git(home, "add", ".")
    ran = kronobarn("check", "--staged", "--unfinished")
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS
    assert f"  fel  {code}  " in ran.out
    assert not any(one in ran.all for one in ("Annan", "DATOR", "2389"))


def test_what_is_unfinished_is_told_unless_it_is_let_pass(home: Path, kronobarn: Program) -> None:
    path = home / "plans" / "t8qzg.yaml"
    put(path, path.read_text("utf8") + "\n")
    git(home, "add", ".")
    ran = kronobarn("check", "--staged")
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS
    assert "K161" in ran.out
    ran = kronobarn("check", "--staged", "--unfinished")
    assert (ran.code, ran.out) == (0, "Inga fel.\n")


def test_since_and_history_tell_of_what_is_recorded(home: Path, kronobarn: Program) -> None:
    assert kronobarn("check", "--history").code == 0
    damage(home)
    git(home, "commit", "-q", "-a", "-m", f"Mios plan, {VALID}")
    ran = kronobarn("check", "--since", "HEAD~1", "--unfinished")
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS
    assert [code for code in ("K012", "K032", "K033") if code in ran.out] == ["K012", "K032", "K033"]
    ran = kronobarn("check", "--history")
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS
    assert git(home, "rev-parse", "--short=9", "HEAD") in ran.out
    assert "2389" not in ran.out
    assert "Mio" not in ran.out
    assert kronobarn("check", "--since", "HEAD").code == 0
    assert kronobarn("check", "--since", "0" * 40, "--unfinished").code == ExitCode.CHECK_FOUND_ERRORS
    assert kronobarn("check", "--since", "finns-inte").code == ExitCode.NOT_FOUND


@pytest.mark.parametrize("line", [("--history",), ("--since", "0" * 40)])
def test_a_copy_that_is_cut_short_is_not_called_clean(
    home: Path, kronobarn: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: tuple[str, ...]
) -> None:
    """So a server that tries things out makes one unless it is told otherwise."""
    git(home, "commit", "-q", "--allow-empty", "-m", VALID)
    git(home, "commit", "-q", "--allow-empty", "-m", "k7mtr: wheel")
    git(tmp_path, "clone", "-q", "--depth", "1", home.as_uri(), "kopia")
    monkeypatch.chdir(tmp_path / "kopia")
    ran = kronobarn("check", *line, "--unfinished")
    assert (ran.code, ran.out) == (ExitCode.NO_HISTORY, "")
    hint = ran.err.splitlines()[-1].removeprefix("Prova: ")
    assert hint.endswith("fetch --unshallow")
    git(tmp_path, *shlex.split(hint)[1:])
    ran = kronobarn("check", *line, "--unfinished")
    assert (ran.code, "K032" in ran.out) == (ExitCode.CHECK_FOUND_ERRORS, True)


def test_of_many_of_a_kind_the_first_are_shown(home: Path, kronobarn: Program) -> None:
    for number in range(12):
        put(home / "bilagor" / f"{number}-{VALID}.txt")
    git(home, "add", ".")
    ran = kronobarn("check", "--staged")
    assert ran.out.count("fel  K032") == 10
    assert "Och 2 till." in ran.out
    assert len(json.loads(kronobarn("check", "--staged", "--json").out)["leaks"]) == 12


def test_scripts_are_told_the_same(home: Path, kronobarn: Program) -> None:
    git(home, "commit", "-q", "--allow-empty", "-m", VALID)
    answer = json.loads(kronobarn("check", "--history", "--json").out)
    [leak] = answer["leaks"]
    assert leak.pop("sentence")
    assert leak == {
        "code": "K032",
        "severity": "error",
        "in": "message",
        "file": None,
        "commit": git(home, "rev-parse", "HEAD"),
        "shared": False,
    }
    assert answer["plans"] == []
    put(home / "plans" / "Någon Annan.yaml")
    git(home, "add", ".")
    [plan] = json.loads(kronobarn("check", "--staged", "--json").out)["plans"]
    assert plan["plan"] == "plans/….yaml"


def test_one_thing_is_asked_for_at_a_time(home: Path, kronobarn: Program) -> None:
    for line in (("--staged", "--history"), ("--staged", "k7mtr"), ("--since", "HEAD", "--explain", "K101")):
        assert kronobarn("check", *line).code == ExitCode.USAGE


def test_where_there_is_no_history_that_is_said(folder: Path, kronobarn: Program) -> None:
    for line in (("--staged",), ("--history",), ("--since", "HEAD")):
        assert kronobarn("check", *line).code == ExitCode.NO_HISTORY
    assert kronobarn("init", "--hooks").code == ExitCode.NO_HISTORY


def test_in_a_hook_nothing_is_said_while_all_is_well(
    home: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert run(["check", "--staged", "--unfinished", "--folder", "."]) == 0
    assert kronobarn("check", "--staged").all == ""
    assert kronobarn("check", "--message", put(home / "m", "k7mtr: wheel")).all == ""
    damage(home)
    git(home, "add", ".")
    capsys.readouterr()
    assert run(["check", "--staged", "--unfinished", "--folder", "."]) == ExitCode.CHECK_FOUND_ERRORS
    assert "K012" in capsys.readouterr().out
    monkeypatch.setenv("GIT_DIR", str(home / "finns-inte"))
    assert run(["check", "--staged", "--unfinished", "--folder", "."]) == ExitCode.NO_HISTORY


def test_a_save_that_the_check_stops_is_saved_and_told_of(home: Path, kronobarn: Program) -> None:
    """The plan is on the disk; the history has to wait, and the words are those of the check."""
    assert kronobarn("config", "set", "git", "true").code == 0
    ran = kronobarn("init", "--hooks")
    assert ran.code == 0
    assert "kronobarn init --hooks" in ran.out
    git(home, "config", "user.name", f"Eva Lind {VALID}")
    before = git(home, "rev-parse", "HEAD")
    ran = kronobarn("wheel", "k7mtr", "--voice", "child", "--set", "larande=5")
    assert git(home, "rev-parse", "HEAD") == before
    assert "revision: 8" in (home / "plans" / "k7mtr.yaml").read_text("utf8")
    assert "K032" in ran.all
    assert "2389" not in ran.all
    git(home, "config", "user.name", "Eva Lind")
    assert kronobarn("wheel", "k7mtr", "--voice", "child", "--set", "larande=3").code == 0
    assert git(home, "log", "-1", "--format=%s") == "k7mtr: wheel"


def test_hooks_come_with_a_new_folder_or_to_one_that_is_there(
    tmp_path: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", ROOT)
    assert kronobarn("init", tmp_path / "ny", "--hooks", "--no-input").code == 0
    assert (tmp_path / "ny" / ".git" / "hooks" / "pre-commit").exists()
    ran = kronobarn("init", tmp_path / "annan", "--hooks", "--no-git")
    assert ran.code == ExitCode.USAGE
    assert not (tmp_path / "annan").exists()
    theirs = put(tmp_path / "ny" / ".git" / "hooks" / "pre-commit", "#!/bin/sh\n")
    ran = kronobarn("init", tmp_path / "ny", "--hooks")
    assert theirs.read_text() == "#!/bin/sh\n"
    assert (
        f"{Path(sys.executable).as_posix()} -P -m kronobarn_cli check --staged --unfinished --folder . || exit 1"
        in ran.out
    )
    git(tmp_path / "ny", "config", "core.hooksPath", os.fspath(tmp_path / "allas"))
    ran = kronobarn("init", tmp_path / "ny", "--hooks")
    assert "core.hooksPath" in ran.out
    assert not (tmp_path / "allas").exists()


def test_a_plan_folder_below_this_one_is_checked_by_its_own_hooks(home: Path, kronobarn: Program) -> None:
    assert kronobarn("init", "--hooks").code == 0
    other = home / "anna" / "ngg"
    (other / "plans").mkdir(parents=True)
    (other / "plans" / "k7mtr.yaml").write_bytes((home / "plans" / "k7mtr.yaml").read_bytes())
    git(home, "add", ".")
    assert "K030" in kronobarn("check", "--staged").out, "it lies in no plan folder yet"
    (other / "kronobarn.toml").write_text("\n")
    git(home, "add", ".")
    assert kronobarn("check", "--staged").code == 0
    git(home, "commit", "-q", "-m", "k7mtr: edit")
    assert kronobarn("check", "--since", "HEAD~1").code == 0
    assert kronobarn("check", "--staged", "--folder", other).code == 0
