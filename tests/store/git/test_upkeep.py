"""A clone is told how plans are put together before a file says that they are; what is half done is found."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from kronobarn_cli.store import files
from kronobarn_cli.store.git import program, repository, upkeep
from kronobarn_cli.store.git.program import Ran
from kronobarn_cli.store.git.upkeep import Damage, Unfinished
from tests.store.git.by_hand import age, git, merge_that_stops, slow_git

NAMES = ("kronobarn.toml", "plans/k7mtr.yaml", "plans/v5xjc.yaml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan folder with two plans, all of it recorded."""
    root = tmp_path / "planer"
    (root / "plans").mkdir(parents=True)
    for name in NAMES:
        (root / name).write_text(f"{name}\n")
    assert repository.start(root)
    assert repository.record(root, tuple(root / name for name in NAMES), "new folder").done
    return root


def test_a_name_is_what_somebody_has_said_and_not_what_git_makes_up(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not upkeep.is_named(folder)
    git(folder, "config", "user.email", "a@b.se")
    assert not upkeep.is_named(folder)
    git(folder, "config", "user.name", "")
    assert not upkeep.is_named(folder)
    with monkeypatch.context() as shell:
        shell.setenv("GIT_AUTHOR_NAME", "Anna")
        assert upkeep.is_named(folder)
    git(folder, "config", "user.name", "Anna")
    assert upkeep.is_named(folder)


def test_the_clone_is_told_first_and_then_the_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    real, replace = program.run, files.replace

    def run(place: Path, *arguments: str, **more: object) -> Ran:
        if "config" in arguments and "--local" in arguments:
            order.append(arguments[2])
        return real(place, *arguments, **more)  # type: ignore[arg-type]

    def put(path: Path, data: bytes) -> None:
        order.append(path.name)
        replace(path, data)

    monkeypatch.setattr(program, "run", run)
    monkeypatch.setattr(files, "replace", put)
    assert not upkeep.is_configured(folder)
    assert upkeep.prepare(folder)
    assert order == ["merge.kronobarn.name", "merge.kronobarn.recursive", "merge.kronobarn.driver", ".gitattributes"]
    assert upkeep.is_configured(folder)
    assert upkeep.has_attributes(folder)
    assert upkeep.prepare(folder)
    assert len(order) == 4


def test_what_a_clone_and_its_folder_are_told(folder: Path) -> None:
    assert upkeep.prepare(folder)
    assert (folder / ".gitattributes").read_text() == "plans/*.yaml text eol=lf merge=kronobarn\n"
    name, ancestors, driver = git(folder, "config", "--get-regexp", r"^merge\.").splitlines()
    assert name == "merge.kronobarn.name two versions of a plan, put together by kronobarn"
    assert ancestors == "merge.kronobarn.recursive binary"
    assert driver == f"merge.kronobarn.driver {upkeep.driver()}"


def test_a_clone_that_cannot_be_told_gets_no_attribute(folder: Path) -> None:
    (folder / ".git" / "config.lock").touch()
    assert not upkeep.prepare(folder)
    assert not (folder / ".gitattributes").exists()


@pytest.mark.parametrize("before", ["*.docx binary\n", "*.docx binary"])
def test_what_stands_among_the_attributes_stays(folder: Path, before: str) -> None:
    (folder / ".gitattributes").write_text(before)
    assert upkeep.prepare(folder)
    assert (folder / ".gitattributes").read_text() == f"*.docx binary\n{upkeep.ATTRIBUTES}"


def test_attributes_said_elsewhere_count_and_those_that_are_taken_back_do_not(folder: Path) -> None:
    (folder / ".git" / "info").mkdir(exist_ok=True)
    (folder / ".git" / "info" / "attributes").write_text(upkeep.ATTRIBUTES)
    assert upkeep.has_attributes(folder)
    (folder / ".git" / "info" / "attributes").write_text("*.yaml -merge\n")
    assert not upkeep.has_attributes(folder)


def test_another_kronobarn_that_put_plans_together_is_not_this_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert upkeep.prepare(folder)
    monkeypatch.setattr(sys, "executable", "/annan/python")
    assert not upkeep.is_configured(folder)


def _run_driver(folder: Path, line: str) -> int:
    """What the line ends with, run by a shell as git does it, on three versions in the folder."""
    for name, text in (("o", "a\nb\n"), ("a", "A\nb\n"), ("b", "x\nb\n")):
        (folder / name).write_text(text)
    for mark, value in (("%O", "o"), ("%A", "a"), ("%B", "b"), ("%P", "'plans/en fil.yaml'")):
        line = line.replace(mark, value)
    return subprocess.run(["sh", "-c", line], cwd=folder, check=False, capture_output=True).returncode


@pytest.mark.parametrize("ends", [1, 2, 127])
def test_what_cannot_be_run_ends_in_gits_ordinary_conflict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends: int
) -> None:
    """A Python that is gone, one without kronobarn, one that fell over: never the one side alone."""
    stand_in = tmp_path / "min mapp" / "python"
    stand_in.parent.mkdir()
    stand_in.write_text(f"#!/bin/sh\nexit {ends}\n")
    stand_in.chmod(0o755 if ends < 127 else 0o600)
    monkeypatch.setattr(sys, "executable", str(stand_in))
    assert _run_driver(tmp_path, upkeep.driver()) == 1
    assert (tmp_path / "a").read_text() == "<<<<<<< ours\nA\n=======\nx\n>>>>>>> theirs\nb\n"


@pytest.mark.parametrize(("ends", "with_"), [(0, 0), (8, 1)])
def test_what_was_done_is_not_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends: int, with_: int
) -> None:
    stand_in = tmp_path / "it's $HOME" / "python"
    stand_in.parent.mkdir()
    stand_in.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > said\nexit {ends}\n')
    stand_in.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(stand_in))
    assert _run_driver(tmp_path, upkeep.driver()) == with_
    assert (tmp_path / "a").read_text() == "A\nb\n"
    said = (tmp_path / "said").read_text().splitlines()
    assert said == ["-P", "-m", "kronobarn_cli", "merge-files", "o", "a", "b", "plans/en fil.yaml"]


def test_a_windows_path_has_the_slashes_a_shell_can_read(monkeypatch: pytest.MonkeyPatch) -> None:
    class Windows:
        """As pathlib sees it on Windows."""

        def __init__(self, path: str) -> None:
            self.path = path

        def as_posix(self) -> str:
            return self.path.replace("\\", "/")

    monkeypatch.setattr(upkeep, "Path", Windows)
    monkeypatch.setattr(sys, "executable", r"C:\Program Files\Python\python.exe")
    assert shlex.split(upkeep.driver())[0] == "C:/Program Files/Python/python.exe"


def test_three_versions_line_by_line(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    git(tmp_path, "config", "merge.conflictStyle", "diff3")
    o, a, b, zero, none = (tmp_path / name for name in ("o", "a", "b", "noll", "tom"))
    for path, text in ((o, "a\n"), (a, "A\n"), (b, "x\n"), (zero, "\0"), (none, "")):
        path.write_text(text)
    assert upkeep.ordinary(o, a, a) == b"A\n"
    assert upkeep.ordinary(o, a, b) == b"<<<<<<< ours\nA\n||||||| base\na\n=======\nx\n>>>>>>> theirs\n"
    assert a.read_text() == "A\n"
    assert upkeep.ordinary(o, a, zero) is None
    assert upkeep.ordinary(none, none, none) == b""


def test_more_that_cannot_be_put_together_than_git_counts_is_marked_all_the_same(tmp_path: Path) -> None:
    o, a, b = (tmp_path / name for name in "oab")
    for path in (o, a, b):
        path.write_text("".join(f"{path.name}{number}\n1\n2\n3\n4\n" for number in range(150)))
    assert (upkeep.ordinary(o, a, b) or b"").count(b"=======") == 150


@pytest.mark.parametrize("ends", ["exit 127", "exec sleep 20", "printf half; kill -9 $$"])
def test_a_git_that_was_stopped_has_put_nothing_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends: str
) -> None:
    """Its silence is no empty plan, and half a text no whole one."""
    for name in "oab":
        (tmp_path / name).write_text(f"{name}\n")
    slow_git(tmp_path, monkeypatch, ends)
    assert upkeep.ordinary(tmp_path / "o", tmp_path / "a", tmp_path / "b") is None


def test_a_lock_that_has_grown_old_is_found_and_no_new_one(folder: Path) -> None:
    home = folder / ".git"
    old = [home / "index.lock", home / "refs/heads/main.lock"]
    for path in old:
        path.touch()
        age(path, 300)
    (home / "HEAD.lock").touch()
    assert upkeep.locks_left(folder) == tuple(old)


def test_a_lock_that_goes_while_it_is_looked_at_is_none(folder: Path) -> None:
    (folder / ".git" / "index.lock").symlink_to("nowhere")
    assert upkeep.locks_left(folder) == ()


def test_what_was_begun_by_hand_is_found(folder: Path) -> None:
    assert upkeep.unfinished(folder) is None
    merge_that_stops(folder, "plans/k7mtr.yaml")
    assert upkeep.unfinished(folder) is Unfinished.MERGE
    assert upkeep.disputed(folder) == ("plans/k7mtr.yaml",)
    assert upkeep.unrecorded(folder, NAMES) == ()
    git(folder, "merge", "--abort")
    git(folder, "rebase", "one", well=False)
    assert upkeep.unfinished(folder) is Unfinished.REBASE
    assert not upkeep.has_branch(folder)
    git(folder, "rebase", "--abort")
    assert upkeep.has_branch(folder)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_what_git_could_not_put_together_is_called_what_it_is_called(folder: Path) -> None:
    merge_that_stops(folder, "a\tb å.txt")
    assert upkeep.disputed(folder) == ("a\tb å.txt",)


def test_what_was_begun_is_ended_by_one_line_once_nothing_is_left_to_choose(folder: Path) -> None:
    assert upkeep.ending(folder) == ""
    merge_that_stops(folder, "plans/k7mtr.yaml")
    here = f'git -C "{folder.as_posix()}"'
    assert upkeep.ending(folder) == f"{here} status"
    (folder / "plans/k7mtr.yaml").write_text("both\n")
    git(folder, "add", "plans")
    assert upkeep.ending(folder) == f"{here} commit --no-edit"
    words = shlex.split(upkeep.ending(folder))
    git(folder, *words[3:])
    assert upkeep.ending(folder) == ""


def test_what_is_not_in_the_history_is_found(folder: Path) -> None:
    assert upkeep.unrecorded(folder, NAMES) == ()
    (folder / "plans/k7mtr.yaml").write_text("y\n")
    (folder / "plans/å.yaml").write_text("ny\n")
    (folder / "plans/v5xjc.yaml").unlink()
    (folder / ".gitignore").write_text("plans/p3wdh.yaml\n")
    (folder / "plans/p3wdh.yaml").write_text("ignored\n")
    (folder / "--x").write_text("as an option is called\n")
    names = (*NAMES, "plans/å.yaml", "plans/p3wdh.yaml", ".gitignore", "gone.yaml", "--x")
    late = [path.relative_to(folder).as_posix() for path in upkeep.unrecorded(folder, names)]
    assert late == ["plans/k7mtr.yaml", "plans/å.yaml", "plans/p3wdh.yaml", ".gitignore", "--x"]


def test_more_plans_than_a_command_line_takes_are_looked_up_all_the_same(folder: Path) -> None:
    way = "/".join(("x" * 200,) * 4)
    many = tuple(f"plans/{way}/{number}.yaml" for number in range(10_000))
    assert upkeep.unrecorded(folder, (*NAMES, *many)) == ()


def test_what_is_not_recorded_is_found_in_a_folder_inside_a_larger_repository(folder: Path, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    inside = tmp_path / "a b" / "planer"
    (inside / "plans").mkdir(parents=True)
    (inside / "plans/k7mtr.yaml").write_text("x\n")
    assert upkeep.unrecorded(inside, NAMES) == (inside / "plans/k7mtr.yaml",)
    assert repository.record(inside, (inside / "plans/k7mtr.yaml",), "m").done
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans/k7mtr.yaml").write_text("what lies further up is another file\n")
    git(tmp_path, "add", "plans")
    assert upkeep.unrecorded(inside, NAMES) == ()
    (inside / "plans/k7mtr.yaml").write_text("y\n")
    assert upkeep.unrecorded(inside, NAMES) == (inside / "plans/k7mtr.yaml",)


@pytest.mark.parametrize("thoroughly", [False, True])
def test_a_whole_history_has_no_damage_and_one_that_never_began_neither(
    folder: Path, tmp_path: Path, thoroughly: bool
) -> None:
    assert upkeep.damage(folder, thoroughly=thoroughly) is None
    (tmp_path / "ny").mkdir()
    assert repository.start(tmp_path / "ny")
    assert upkeep.damage(tmp_path / "ny", thoroughly=thoroughly) is None


def _object(folder: Path, name: str) -> Path:
    whole = git(folder, "rev-parse", name).strip()
    return folder / ".git" / "objects" / whole[:2] / whole[2:]


@pytest.mark.parametrize("name", ["HEAD", "HEAD:plans", "HEAD:plans/k7mtr.yaml"])
def test_an_empty_object_as_a_power_cut_leaves_it_is_found_at_once(folder: Path, name: str) -> None:
    path = _object(folder, name)
    path.chmod(0o644)
    path.write_bytes(b"")
    assert upkeep.damage(folder, thoroughly=False) is Damage.HISTORY


@pytest.mark.parametrize("packed", [False, True])
def test_a_missing_object_is_found_at_once(folder: Path, packed: bool) -> None:
    if packed:
        git(folder, "pack-refs", "--all")
    _object(folder, "HEAD:plans/k7mtr.yaml").unlink()
    assert upkeep.damage(folder, thoroughly=False) is Damage.HISTORY


def test_a_missing_object_is_found_also_where_the_plan_folder_lies_within_a_larger_repository(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "planer").mkdir()
    for name in ("planer/k.toml", "annat.txt"):
        (tmp_path / name).write_text(name)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "x")
    assert upkeep.damage(tmp_path / "planer", thoroughly=False) is None
    _object(tmp_path, "HEAD:annat.txt").unlink()
    assert upkeep.damage(tmp_path / "planer", thoroughly=False) is Damage.HISTORY


def test_a_repository_within_called_like_a_kind_of_thing_is_not_missed(folder: Path) -> None:
    """What is recorded of it lies in its own repository."""
    here = git(folder, "rev-parse", "HEAD").strip()
    git(folder, "update-index", "--add", "--cacheinfo", f"160000,{here[::-1]},a blob b")
    git(folder, "commit", "-q", "-m", "m")
    assert upkeep.damage(folder, thoroughly=False) is None


def test_a_branch_that_cannot_be_read_is_read_from_the_log_of_git_itself(folder: Path) -> None:
    """An old git can leave it empty when the power is cut in the very moment of recording."""
    newest = git(folder, "rev-parse", "HEAD")
    (folder / ".git/refs/heads/main").write_text("")
    (folder / "HEAD").write_text("a file called so is no version\n")
    with (folder / ".git/logs/HEAD").open("a") as log:
        log.write(f"{newest.strip()} {'1' * 40} A <a> 1 +0100\tcommit: half\n\0")
    assert upkeep.damage(folder, thoroughly=False) is Damage.BRANCH
    assert upkeep.renew_branch(folder)
    assert git(folder, "rev-parse", "main") == newest
    assert upkeep.damage(folder, thoroughly=True) is None


def test_a_step_that_git_wrote_the_half_of_is_followed_where_it_names_a_whole_version(folder: Path) -> None:
    git(folder, "commit", "-q", "--allow-empty", "-m", "x")
    newest = git(folder, "rev-parse", "HEAD")
    log = folder / ".git/logs/HEAD"
    lines = log.read_text().splitlines()
    log.write_text("\n".join((*lines[:-1], " ".join(lines[-1].split()[:2]))))
    (folder / ".git/refs/heads/main").write_text("")
    assert upkeep.renew_branch(folder)
    assert git(folder, "rev-parse", "main") == newest


@pytest.mark.parametrize("log", [None, ""])
def test_a_branch_that_nothing_tells_of_is_not_guessed(folder: Path, log: str | None) -> None:
    (folder / ".git/refs/heads/main").write_text("")
    (folder / ".git/logs/HEAD").unlink()
    if log is not None:
        (folder / ".git/logs/HEAD").write_text(log)
    assert upkeep.damage(folder, thoroughly=False) is Damage.HISTORY
    assert not upkeep.renew_branch(folder)


def test_a_branch_that_nobody_is_on_is_not_made(folder: Path) -> None:
    git(folder, "checkout", "-q", "--detach")
    assert not upkeep.renew_branch(folder)


def test_what_is_missing_further_back_is_found_by_a_thorough_look(folder: Path) -> None:
    lost = _object(folder, "HEAD:plans/k7mtr.yaml")
    (folder / "plans/k7mtr.yaml").write_text("y\n")
    (folder / "plans/v5xjc.yaml").write_text("z\n")
    (folder / "kronobarn.toml").write_text("z\n")
    assert repository.record(folder, tuple(folder / name for name in NAMES), "m").done
    lost.unlink()
    assert upkeep.damage(folder, thoroughly=False) is None
    assert upkeep.damage(folder, thoroughly=True) is Damage.HISTORY


def test_a_list_that_cannot_be_read_is_made_anew_and_no_plan_is_touched(folder: Path) -> None:
    (folder / "plans/k7mtr.yaml").write_text("y\n")
    (folder / ".git/index").write_bytes(b"half")
    assert upkeep.damage(folder, thoroughly=False) is Damage.INDEX
    assert upkeep.renew_index(folder)
    assert upkeep.damage(folder, thoroughly=True) is None
    assert (folder / "plans/k7mtr.yaml").read_text() == "y\n"
    assert upkeep.unrecorded(folder, NAMES) == (folder / "plans/k7mtr.yaml",)


@pytest.mark.parametrize("length", [50, 90, 200])
def test_a_list_that_was_cut_is_found_though_git_may_read_it(folder: Path, length: int) -> None:
    index = folder / ".git/index"
    index.write_bytes(index.read_bytes()[:length])
    assert upkeep.damage(folder, thoroughly=False) is Damage.INDEX
    assert upkeep.renew_index(folder)
    assert upkeep.damage(folder, thoroughly=True) is None
    assert git(folder, "status", "--porcelain") == ""


def test_a_list_without_a_sum_and_one_that_is_not_there_are_whole(folder: Path) -> None:
    index = folder / ".git/index"
    index.write_bytes(index.read_bytes()[:-20] + bytes(20))
    assert upkeep.damage(folder, thoroughly=False) is None
    index.unlink()
    assert upkeep.damage(folder, thoroughly=False) is None


def test_a_list_of_longer_names_is_known_by_its_longer_sum(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--object-format=sha256")
    (tmp_path / "x").write_text("x\n")
    git(tmp_path, "add", "x")
    git(tmp_path, "commit", "-q", "-m", "x")
    assert upkeep.damage(tmp_path, thoroughly=False) is None
    index = tmp_path / ".git/index"
    index.write_bytes(index.read_bytes()[:-1] + b"?")
    assert upkeep.damage(tmp_path, thoroughly=False) is Damage.INDEX


def test_what_git_says_of_its_own_work_is_no_damage(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TRACE", "1")
    assert program.run(folder, "status").said
    assert upkeep.damage(folder, thoroughly=True) is None


def test_a_slow_disk_is_waited_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All files of a version can be many, on a disk far away."""
    real = program.run

    def slow(place: Path, *arguments: str, **more: object) -> Ran:
        if arguments[0] in {"ls-tree", "cat-file", "fsck"} and int(str(more.get("seconds") or 30)) < 600:
            return Ran(program.TOO_LONG)
        return real(place, *arguments, **more)  # type: ignore[arg-type]

    git(folder, "commit", "-q", "--allow-empty", "-m", "x")
    _object(folder, "HEAD~1").unlink()
    monkeypatch.setattr(program, "run", slow)
    assert upkeep.damage(folder, thoroughly=False) is None
    assert upkeep.damage(folder, thoroughly=True) is Damage.HISTORY


def test_list_and_history_both_unreadable(folder: Path) -> None:
    (folder / ".git/index").write_bytes(b"half")
    _object(folder, "HEAD:plans").unlink()
    assert upkeep.damage(folder, thoroughly=False) is Damage.HISTORY
    assert not upkeep.renew_index(folder)


def test_list_and_branch_both_unreadable_are_mended_one_after_the_other(folder: Path) -> None:
    (folder / ".git/index").write_bytes(b"half")
    (folder / ".git/refs/heads/main").write_text("")
    assert upkeep.damage(folder, thoroughly=False) is Damage.BRANCH
    assert upkeep.renew_branch(folder)
    assert upkeep.damage(folder, thoroughly=False) is Damage.INDEX


def test_a_list_can_be_made_anew_before_anything_is_recorded_and_not_without_a_repository(tmp_path: Path) -> None:
    assert not upkeep.renew_index(tmp_path)
    assert upkeep.damage(tmp_path, thoroughly=False) is Damage.HISTORY
    assert repository.start(tmp_path)
    (tmp_path / ".git/index").write_bytes(b"half")
    assert upkeep.renew_index(tmp_path)
    assert upkeep.damage(tmp_path, thoroughly=False) is None
