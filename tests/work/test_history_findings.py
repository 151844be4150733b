"""`doctor` about the history: each trouble has a sentence and something to type; what is safe is put right after a yes."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kronobarn_cli.errors import ExitCode
from kronobarn_cli.store.git import remains, upkeep
from kronobarn_cli.store.settings import Settings
from tests.conftest import Program
from tests.render.samples import ROOT
from tests.store.git.by_hand import age, git, hook, knows_owners, merge_that_stops, settings_in


@pytest.fixture
def planer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kronobarn: Program) -> Path:
    """A plan folder with one plan and all of it in its history, stood in by somebody whose name git knows."""
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Anna")
    root = tmp_path / "planer"
    assert kronobarn("init", root, "--no-input").code == 0
    monkeypatch.chdir(root)
    (root / "plans/k7mtr.yaml").write_bytes((ROOT / "examples/k7mtr.yaml").read_bytes())
    git(root, "add", "--all")
    git(root, "commit", "-q", "-m", "by hand")
    return root


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody to ask."""
    monkeypatch.setattr("kronobarn_cli.cli.screen.interactive", lambda: True)


def _found(kronobarn: Program, *more: str) -> dict[str, Any]:
    """What is not well, by name."""
    findings = json.loads(kronobarn("doctor", "--json", *more).out)["findings"]
    return {one["name"]: one for one in findings if not one["well"]}


def test_all_is_well_in_a_new_folder(planer: Path, kronobarn: Program) -> None:
    assert _found(kronobarn) == {}
    assert kronobarn("doctor", "--mend", "--no-input").code == 0


@pytest.mark.usefixtures("person")
def test_a_history_that_was_never_begun_is_begun(planer: Path, kronobarn: Program) -> None:
    (planer / ".git").rename(planer.parent / "away")
    (planer / ".gitattributes").write_text("*.yaml text eol=lf\n")
    assert list(_found(kronobarn)) == ["history"]
    assert kronobarn("doctor", "--mend", typed="n\n").code == ExitCode.CHECK_FOUND_ERRORS
    assert not (planer / ".git").exists()
    assert kronobarn("doctor", "--mend", typed="j\n").code == 0
    assert _found(kronobarn) == {}
    assert "plans/k7mtr.yaml" in git(planer, "ls-files")
    assert upkeep.is_configured(planer)
    assert upkeep.has_attributes(planer)


def test_where_no_history_is_wanted_that_is_no_trouble(planer: Path, kronobarn: Program) -> None:
    """What is found above such a folder is somebody else's."""
    assert kronobarn("config", "set", "git", "false").code == 0
    git(planer, "config", "--unset", "merge.kronobarn.driver")
    assert _found(kronobarn) == {}
    (planer / ".git").rename(planer.parent / "away")
    assert "git" in kronobarn("doctor").out.splitlines()[-2]
    assert _found(kronobarn) == {}


@pytest.mark.usefixtures("person")
def test_whoever_wants_a_history_after_all_gets_one_by_what_can_be_typed(planer: Path, kronobarn: Program) -> None:
    assert kronobarn("config", "set", "git", "false").code == 0
    (planer / ".git").rename(planer.parent / "away")
    typed = [line.removeprefix("Prova: ") for line in kronobarn("history").err.splitlines()][-1]
    assert typed == "kronobarn doctor --mend"
    assert kronobarn("doctor", "--mend", typed="n\n").code == 0
    assert not (planer / ".git").exists()
    assert kronobarn("doctor", "--mend", typed="j\n").code == 0
    assert Settings(planer).flag("git")
    assert "k7mtr" in kronobarn("history").out
    assert kronobarn("doctor", "--mend", typed="").code == 0
    assert git(planer, "status", "--porcelain") == ""


@pytest.mark.usefixtures("person")
def test_a_clone_is_told_how_plans_are_put_together(planer: Path, kronobarn: Program) -> None:
    git(planer, "config", "--unset", "merge.kronobarn.driver")
    assert list(_found(kronobarn)) == ["history-merge"]
    assert kronobarn("doctor", "--mend", typed="j\n").code == 0
    assert _found(kronobarn) == {}


@pytest.mark.usefixtures("person")
def test_an_older_folder_gets_its_attributes_and_they_are_recorded(planer: Path, kronobarn: Program) -> None:
    (planer / ".gitattributes").write_text("*.yaml text eol=lf\n")
    git(planer, "commit", "-q", "-a", "-m", "older")
    assert list(_found(kronobarn)) == ["history-merge"]
    assert kronobarn("doctor", "--mend", typed="j\n").code == 0
    assert list(_found(kronobarn)) == ["history-late"]
    assert kronobarn("doctor", "--mend", typed="j\n").code == 0
    assert _found(kronobarn) == {}


def test_a_setting_that_git_does_not_take_is_told_and_the_rest_goes_on(
    planer: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kronobarn_cli.cli.screen.interactive", lambda: True)
    git(planer, "config", "--unset", "merge.kronobarn.driver")
    (planer / ".git/config.lock").touch()
    (planer / "plans/k7mtr.yaml").write_bytes((ROOT / "examples/k7mtr.yaml").read_bytes() + b"\n")
    ran = kronobarn("doctor", "--mend", typed="j\nj\n")
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS
    assert "git config --list --show-origin" in ran.err
    assert git(planer, "status", "--porcelain") == ""


@pytest.mark.usefixtures("person")
def test_a_lock_that_was_left_is_taken_away_after_a_yes(planer: Path, kronobarn: Program) -> None:
    lock = planer / ".git/index.lock"
    lock.touch()
    assert _found(kronobarn) == {}
    age(lock, 300)
    ran = kronobarn("wheel", "k7", "--voice", "child", "--set", "larande=3", "--no-input")
    assert ran.code == 0
    assert ran.err.count("kronobarn doctor --mend") == 1
    assert list(_found(kronobarn)) == ["history-locked", "history-late"]
    assert kronobarn("doctor", "--mend", typed="n\nn\n").code == ExitCode.CHECK_FOUND_ERRORS
    assert lock.exists()
    assert kronobarn("doctor", "--mend", typed="j\nj\n").code == 0
    assert not lock.exists()
    assert git(planer, "log", "-1", "--format=%s") == "k7mtr: wheel\n"


@pytest.mark.usefixtures("person")
def test_a_hook_that_says_no_to_this_too_is_heard(planer: Path, kronobarn: Program) -> None:
    hook(planer, "pre-commit", "echo Det går inte än.", "exit 1")
    ran = kronobarn("wheel", "k7", "--voice", "child", "--set", "larande=3", "--no-input")
    assert ran.code == 0
    assert "\n  Det går inte än.\nProva: kronobarn doctor --mend\n" in ran.err
    assert list(_found(kronobarn)) == ["history-late"]
    ran = kronobarn("doctor", "--mend", typed="j\n")
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS
    assert "  Det går inte än." in ran.err


def test_it_is_told_at_the_end_also_when_the_command_fails(
    planer: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook(planer, "commit-msg", "echo Inte så.", "exit 1")

    def fail(*_anything: object) -> None:
        raise OSError(5, "")

    monkeypatch.setattr("kronobarn_cli.cli.screen.aside", fail)
    ran = kronobarn("wheel", "k7", "--voice", "child", "--set", "larande=3", "--no-input")
    assert ran.code == ExitCode.CANNOT_WRITE
    assert ran.err.count("  Inte så.") == 1


@pytest.mark.usefixtures("person")
def test_a_list_that_cannot_be_read_is_made_anew(planer: Path, kronobarn: Program) -> None:
    (planer / ".git/index").write_bytes(b"half")
    assert list(_found(kronobarn)) == ["history-index"]
    assert kronobarn("doctor", "--mend", typed="j\n").code == 0
    assert _found(kronobarn) == {}


@pytest.mark.usefixtures("person")
def test_a_newest_version_that_git_has_lost_is_found_by_its_log(
    planer: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    (planer / ".git/refs/heads/main").write_text("")
    assert list(_found(kronobarn)) == ["history-newest"]
    with monkeypatch.context() as refused:
        refused.setattr(upkeep, "renew_branch", lambda _root: False)
        assert "Prova: git status" in kronobarn("doctor", "--mend", typed="j\n").err
    assert kronobarn("doctor", "--mend", typed="j\n").code == 0
    assert _found(kronobarn) == {}


@pytest.mark.usefixtures("person")
def test_a_list_that_cannot_be_made_anew_is_told(
    planer: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    (planer / ".git/index").write_bytes(b"half")
    monkeypatch.setattr(upkeep, "renew_index", lambda _root: False)
    ran = kronobarn("doctor", "--mend", typed="j\n")
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS
    assert "Prova: git status" in ran.err


def test_a_history_that_cannot_be_read_stops_no_work(planer: Path, kronobarn: Program) -> None:
    commit = git(planer, "rev-parse", "HEAD").strip()
    lost = planer / ".git/objects" / commit[:2] / commit[2:]
    lost.unlink()
    assert _found(kronobarn)["history-damaged"]["hint"] == "git fsck --full"
    ran = kronobarn("wheel", "k7", "--voice", "child", "--set", "larande=3", "--no-input")
    assert ran.code == 0
    assert ran.err.endswith("Prova: kronobarn doctor\n")
    (planer / ".git/HEAD").write_text("")
    (planer / ".git/refs/heads/main").unlink()
    assert _found(kronobarn)["history"]["hint"] == f'git -C "{planer}" init'
    assert kronobarn("wheel", "k7", "--voice", "child", "--set", "larande=5", "--no-input").code == 0
    assert kronobarn("show", "k7").code == 0


def test_what_was_begun_by_hand_is_told(planer: Path, kronobarn: Program) -> None:
    merge_that_stops(planer, "plans/v5xjc.yaml")
    found = _found(kronobarn)
    assert list(found)[:2] == ["history-disputed", "history-unfinished"]
    assert found["history-unfinished"]["hint"] == f'git -C "{planer}" status'
    assert "plans/v5xjc.yaml" in found["history-disputed"]["sentence"]
    ran = kronobarn("wheel", "k7", "--voice", "child", "--set", "larande=3", "--no-input")
    assert ran.code == 0
    assert ran.err.endswith("Prova: kronobarn doctor\n")
    git(planer, "merge", "--abort")
    git(planer, "checkout", "-q", "--detach")
    assert "history-branch" in _found(kronobarn)


@pytest.mark.parametrize("by", ["merge", "rebase", "cherry-pick", "revert"])
def test_what_was_begun_by_hand_is_ended_by_the_line_that_is_told(planer: Path, kronobarn: Program, by: str) -> None:
    plan = planer / "plans/k7mtr.yaml"
    text = plan.read_text("utf8")
    git(planer, "config", "--remove-section", "merge.kronobarn")
    git(planer, "config", "user.name", "Anna")
    git(planer, "config", "user.email", "anna@kommun.se")
    git(planer, "switch", "-q", "-c", "egen")
    for branch, what in (("egen", "Farmor hämtar."), ("main", "Morfar hämtar.")):
        git(planer, "switch", "-q", branch)
        plan.write_text(re.sub(r"what: .*", f"what: {what}", text, count=1), "utf8")
        git(planer, "commit", "-q", "-a", "-m", branch)
    if by == "revert":
        plan.write_text(re.sub(r"what: .*", "what: Moster hämtar.", text, count=1), "utf8")
        git(planer, "commit", "-q", "-a", "-m", "senare")
    git(planer, by, "HEAD~1" if by == "revert" else "egen", well=False)
    assert _found(kronobarn)["history-disputed"]["hint"] == "kronobarn merge k7mtr"
    git(planer, "config", "merge.kronobarn.driver", upkeep.driver())
    assert kronobarn("merge", "k7mtr", "--no-input").code == ExitCode.CHECK_FOUND_ERRORS, "there is something to choose"
    assert git(planer, "ls-files", "--unmerged") == ""
    found = _found(kronobarn)
    assert "history-disputed" not in found
    # A merge the program ends itself, and a revert git, when it takes the plan in.
    if by not in {"merge", "revert"}:
        subprocess.run(shlex.split(found["history-unfinished"]["hint"]), cwd=planer.parent, check=True)
    assert "history-unfinished" not in _found(kronobarn)


def test_a_folder_of_somebody_else(planer: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    if not knows_owners():
        pytest.skip("this git asks nobody whose a repository is")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert "safe.directory" in _found(kronobarn)["history"]["hint"]


def test_who_nobody_has_named_is_told_how_to_say_it(
    planer: Path, kronobarn: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GIT_AUTHOR_NAME")
    settings_in(tmp_path, monkeypatch)
    save = ("wheel", "k7", "--voice", "child", "--no-input", "--set")
    assert kronobarn(*save, "larande=3").code == 0
    assert "okänt vem" in kronobarn("history", "k7", "--count", "1").out
    found = _found(kronobarn)
    assert list(found) == ["history-name"]
    name, *line = shlex.split(found["history-name"]["hint"])
    assert name == "git"
    subprocess.run(["git", *line], cwd=tmp_path, check=True)
    assert _found(kronobarn) == {}
    assert kronobarn(*save, "larande=5").code == 0
    assert f", {line[-1]}, " in kronobarn("history", "k7", "--count", "1").out


def test_an_old_git_and_none(planer: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as old:
        old.setattr("kronobarn_cli.store.git.program.version", lambda: (2, 25, 1))
        assert "2.30" in _found(kronobarn)["history-git"]["sentence"]
    monkeypatch.setenv("PATH", str(planer))
    assert list(_found(kronobarn)) == ["git"]
    ran = kronobarn("wheel", "k7", "--voice", "child", "--set", "larande=3", "--no-input")
    assert (ran.code, "Prova" in ran.err) == (0, False)


def test_a_history_in_a_cloud_is_told_of(planer: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDrive", str(planer.parent))
    assert "OneDrive" in _found(kronobarn)["history-cloud"]["sentence"]
    (planer / ".git").rename(planer.parent / "away")
    assert "history-cloud" not in _found(kronobarn)


def test_a_new_folder_that_a_hook_does_not_take_in_is_ready_all_the_same(
    tmp_path: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The municipality's own hooks can come with every new repository."""
    git(tmp_path, "init", "-q", "mall")
    no = hook(tmp_path / "mall", "pre-commit", "echo Först ett id-nummer.", "exit 1")
    monkeypatch.setenv("GIT_TEMPLATE_DIR", str(tmp_path / "mall/.git"))
    ran = kronobarn("init", tmp_path / "planer", "--no-input")
    assert ran.code == 0
    assert "  Först ett id-nummer." in ran.err
    assert no.exists()
    assert (tmp_path / "planer/kronobarn.toml").exists()
    monkeypatch.chdir(tmp_path / "planer")
    assert list(_found(kronobarn)) == ["history-name", "history-late"]
    (tmp_path / "planer/.git").rename(tmp_path / "away")
    monkeypatch.setattr("kronobarn_cli.cli.screen.interactive", lambda: True)
    ran = kronobarn("doctor", "--mend", typed="j\n")
    assert "  Först ett id-nummer." in ran.err
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS


def test_a_git_that_cannot_begin_is_told(planer: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    (planer / ".git").rename(planer.parent / "away")
    monkeypatch.setattr("kronobarn_cli.cli.screen.interactive", lambda: True)
    monkeypatch.setattr("kronobarn_cli.store.git.repository.start", lambda _root: False)
    ran = kronobarn("doctor", "--mend", typed="j\n")
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS
    assert "Prova: git init" in ran.err


def _typed(hint: str) -> list[str]:
    """What follows the program's name in a line that can be typed."""
    name, *words = shlex.split(hint)
    assert name == "kronobarn"
    return words


@pytest.mark.usefixtures("person")
def test_a_list_that_was_cut_off_is_made_anew(planer: Path, kronobarn: Program) -> None:
    index = planer / ".git/index"
    index.write_bytes(index.read_bytes()[:50])
    assert list(_found(kronobarn)) == ["history-index"]
    ran = kronobarn("sync", "--with", planer.parent / "planer.git")
    assert ran.code == ExitCode.NO_HISTORY
    assert ran.err.endswith("Prova: kronobarn doctor\n")
    assert kronobarn("doctor", "--mend", typed="j\n").code == 0
    assert _found(kronobarn) == {}


@pytest.mark.usefixtures("person")
def test_where_the_history_goes_on_is_told_to_git_again(planer: Path, kronobarn: Program) -> None:
    (planer / ".git/HEAD").unlink()
    assert list(_found(kronobarn)) == ["history-lost"]
    assert kronobarn("doctor", "--mend", typed="n\n").code == ExitCode.CHECK_FOUND_ERRORS
    assert not (planer / ".git/HEAD").exists()
    assert kronobarn("doctor", "--mend", typed="j\n").code == 0
    assert _found(kronobarn) == {}
    assert "k7mtr" in kronobarn("history").out


@pytest.mark.usefixtures("person")
def test_what_git_does_not_take_is_told(planer: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    (planer / ".git/HEAD").unlink()
    monkeypatch.setattr(remains, "stand_on", lambda _root, _branch: False)
    assert f'Prova: git -C "{planer}" status' in kronobarn("doctor", "--mend", typed="j\n").err
    (planer / ".git/config").write_text("[")
    monkeypatch.setattr(remains, "renew_settings", lambda _root: False)
    assert f'Prova: git -C "{planer}" status' in kronobarn("doctor", "--mend", typed="j\n").err


@pytest.mark.usefixtures("person")
def test_settings_that_git_cannot_read_are_kept_beside_new_ones(planer: Path, kronobarn: Program) -> None:
    (planer / ".git/config").write_text("[remote\n")
    assert list(_found(kronobarn)) == ["history-settings"]
    kronobarn("doctor", "--mend", typed="j\n")
    assert list(_found(kronobarn)) == ["history-merge"]
    assert kronobarn("doctor", "--mend", typed="j\n").code == 0
    assert (planer / ".git/config-old").read_text() == "[remote\n"
    assert "k7mtr" in kronobarn("history").out


@pytest.mark.usefixtures("person")
def test_a_place_of_gits_in_which_nothing_lies_is_begun_anew(planer: Path, kronobarn: Program) -> None:
    (planer / ".git").rename(planer.parent / "away")
    (planer / ".git").mkdir()
    assert list(_found(kronobarn)) == ["history"]
    assert kronobarn("doctor", "--mend", typed="j\n").code == 0
    assert _found(kronobarn) == {}
    assert "k7mtr" in kronobarn("history").out


def test_where_colleagues_have_the_history_it_is_had_from_them(planer: Path, kronobarn: Program) -> None:
    place = planer.parent / "planer.git"
    assert kronobarn("sync", "--with", place).code == 0
    (planer / ".git/HEAD").unlink()
    (planer / ".git/refs/heads/main").unlink()
    hint = _found(kronobarn)["history"]["hint"]
    assert hint == f'kronobarn init --from "{place}" "{planer}-2"'
    assert kronobarn(*_typed(hint)).code == 0
    assert (planer.parent / "planer-2/plans/k7mtr.yaml").exists()


@pytest.mark.usefixtures("person")
def test_a_lock_that_is_new_is_waited_for(planer: Path, kronobarn: Program) -> None:
    kronobarn("wheel", "k7", "--voice", "child", "--set", "larande=3", "--no-input")
    (planer / "plans/k7mtr.yaml").write_bytes((ROOT / "examples/k7mtr.yaml").read_bytes())
    (planer / ".git/index.lock").touch()
    ran = kronobarn("doctor", "--mend", typed="j\n")
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS
    assert ran.err.endswith("Prova: kronobarn doctor\n")


def test_checks_that_git_passes_by_are_told_of(planer: Path, kronobarn: Program) -> None:
    assert kronobarn("init", "--hooks").code == 0
    assert _found(kronobarn) == {}
    git(planer, "config", "core.hooksPath", str(planer.parent / "allas"))
    found = _found(kronobarn)
    assert list(found) == ["history-hooks"]
    assert found["history-hooks"]["hint"] == f'kronobarn init --hooks "{planer}"'
    assert str(planer.parent / "allas") in kronobarn(*_typed(found["history-hooks"]["hint"])).out


def test_a_check_whose_python_is_gone_is_told_of_and_made_anew_by_what_is_typed(
    planer: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as gone:
        gone.setattr(sys, "executable", str(planer.parent / "bort/python3"))
        assert kronobarn("init", "--hooks").code == 0
    hint = f'kronobarn init --hooks "{planer}"'
    assert _found(kronobarn)["history-hooks"]["hint"] == hint
    ran = kronobarn("wheel", "k7", "--voice", "child", "--set", "larande=3", "--no-input")
    assert ran.err.endswith(f"Prova: {hint}\n")
    assert kronobarn("sync", "--with", planer.parent / "planer.git").err.endswith(f"Prova: {hint}\n")
    assert kronobarn(*_typed(hint)).code == 0
    assert "history-hooks" not in _found(kronobarn)
