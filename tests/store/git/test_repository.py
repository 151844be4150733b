"""git is asked, never trusted: whatever it answers, the plan file stands."""

import errno
import os
import shlex
import shutil
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from kronobarn_cli.errors import NoHistory
from kronobarn_cli.i18n import _
from kronobarn_cli.store import files
from kronobarn_cli.store.git import program, refusals, repository
from kronobarn_cli.store.git.program import Ran
from kronobarn_cli.store.git.refusals import Refusal
from kronobarn_cli.store.git.repository import State
from tests.store.git.by_hand import age, git, hook, knows_owners, merge_that_stops, slow_git


def _log(folder: Path, form: str) -> list[str]:
    done = subprocess.run(
        ["git", "log", f"--format={form}", "--name-only"], cwd=folder, capture_output=True, text=True, check=True
    )
    return [line for line in done.stdout.splitlines() if line]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert repository.start(tmp_path)
    return tmp_path


@pytest.fixture
def plan(folder: Path) -> Path:
    """A file that is recorded, and has been changed since."""
    path = folder / "b.yaml"
    path.write_text("x\n")
    assert repository.record(folder, (path,), "m").done
    path.write_text("y\n")
    return path


def test_a_folder_becomes_a_repository_of_its_own_once(tmp_path: Path) -> None:
    assert repository.state(tmp_path) is State.NONE
    assert repository.start(tmp_path)
    assert repository.state(tmp_path) is State.READY
    assert (tmp_path / ".git" / "HEAD").read_text() == "ref: refs/heads/main\n"
    inside = tmp_path / "planer"
    inside.mkdir()
    assert repository.start(inside)
    assert (inside / ".git").is_dir()
    assert repository.start(inside)


def test_a_git_that_is_not_there_begins_and_records_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not repository.start(tmp_path)
    assert repository.state(tmp_path) is State.NO_GIT
    assert repository.record(tmp_path, (tmp_path / "b.yaml",), "m") == (False, "", Refusal.NOWHERE)
    assert repository.homes(tmp_path) == set()
    with pytest.raises(NoHistory):
        repository.opened(tmp_path)
    (tmp_path / ".git").mkdir()
    assert repository.start(tmp_path), "what has begun is left as it is"


def test_what_a_repository_is_made_of(folder: Path) -> None:
    found = repository.opened(folder)
    assert (found.folder, found.prefix, found.branch) == (folder, "", "main")
    assert found.git == folder / ".git"
    assert repository.homes(folder) == {folder / ".git"}


def test_a_folder_inside_a_larger_repository_and_beside_every_branch(plan: Path) -> None:
    inside = plan.parent / "a" / "b"
    inside.mkdir(parents=True)
    (inside / "c.yaml").write_text("x")
    assert repository.record(inside, (inside / "c.yaml",), "m").done
    assert repository.opened(inside).prefix == "a/b/"
    git(plan.parent, "checkout", "-q", "--detach")
    assert repository.opened(inside).branch is None
    plan.write_text("z\n")
    assert repository.record(plan.parent, (plan,), "beside").done


def test_a_branch_is_called_what_it_is_called(plan: Path) -> None:
    """Of one that a tag is called like git itself makes another name."""
    folder = plan.parent
    git(folder, "tag", "main", "HEAD")
    assert repository.opened(folder).branch == "main"
    assert repository.record(folder, (plan,), "m").done
    git(folder, "checkout", "-q", "--detach", "HEAD~1")
    assert repository.way_back(folder) == f'git -C "{folder}" switch main'
    (folder / "c.yaml").write_text("z\n")
    assert repository.record(folder, (folder / "c.yaml",), "beside").done
    git(*_typed(repository.way_back(folder)))
    git(*_typed(repository.way_back(folder)))
    assert repository.opened(folder).branch == "main"
    assert {"beside", "m"} <= set(_log(folder, "%s"))


def test_a_branch_that_git_cannot_read_has_its_name_all_the_same(plan: Path) -> None:
    (plan.parent / ".git" / "refs" / "heads" / "main").write_text("")
    assert repository.branch(plan.parent) == "main"
    (plan.parent / ".git" / "HEAD").write_text("")
    assert repository.branch(plan.parent) is None
    (plan.parent / ".git" / "HEAD").unlink()
    assert repository.branch(plan.parent) is None


def test_the_branch_of_a_hook_is_that_of_the_git_that_started_it(plan: Path, tmp_path: Path) -> None:
    other = tmp_path / "annan"
    git(tmp_path, "init", "-q", "-b", "prov", str(other))
    (other / ".git" / "refs" / "heads" / "prov").write_text("")
    assert repository.branch(plan.parent, {"GIT_DIR": str(other / ".git")}) == "prov"


def test_a_branch_that_is_gone_is_no_way_back(plan: Path) -> None:
    folder = plan.parent
    git(folder, "checkout", "-q", "-b", "prov")
    git(folder, "checkout", "-q", "--detach")
    assert repository.way_back(folder) == f'git -C "{folder}" switch prov'
    git(folder, "branch", "-q", "-D", "prov")
    git(folder, "update-ref", "refs/tags/refs/heads/prov", "HEAD")
    assert repository.way_back(folder) == f'git -C "{folder}" switch main'


def test_where_no_branch_was_but_a_version_the_way_back_is_the_usual_one(plan: Path) -> None:
    folder = plan.parent
    assert repository.record(folder, (plan,), "m").done
    git(folder, "checkout", "-q", "--detach", "HEAD~1")
    git(folder, "checkout", "-q", "--detach", "main")
    assert repository.way_back(folder) == f'git -C "{folder}" switch main'


@pytest.mark.parametrize("branch", ["main", "vår-gren"])
def test_the_way_back_to_a_branch_leaves_nothing_behind(plan: Path, branch: str) -> None:
    """git itself would lay out the branch and leave what was recorded beside it to be tidied away."""
    folder = plan.parent
    git(folder, "branch", "-q", "-m", branch)
    assert repository.record(folder, (plan,), "m").done
    git(folder, "checkout", "-q", "--detach", "HEAD~1")
    assert repository.way_back(folder) == f'git -C "{folder}" switch {branch}'
    (folder / "c.yaml").write_text("z\n")
    assert repository.record(folder, (folder / "c.yaml",), "beside").done
    together = repository.way_back(folder)
    assert together == f'git -C "{folder}" -c user.name=kronobarn -c user.email=kronobarn@localhost merge {branch}'
    # As somebody types it whose name git does not know.
    assert program.run(*_typed(together)).well
    assert repository.way_back(folder) == f'git -C "{folder}" switch -C {branch}'
    git(*_typed(repository.way_back(folder)))
    assert repository.opened(folder).branch == branch
    assert {"beside", "m"} <= set(_log(folder, "%s"))
    assert plan.read_text() == "y\n"


def test_where_no_branch_was_before_the_way_back_is_the_usual_one(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "här")
    assert repository.way_back(tmp_path / "här") == f'git -C "{tmp_path / "här"}" switch main'


def test_a_branch_that_a_shell_would_run_is_a_name(plan: Path) -> None:
    for name in ("$(id)", "a;id", "a'b"):
        git(plan.parent, "checkout", "-q", "-b", name)
        git(plan.parent, "checkout", "-q", "--detach")
        assert _typed(repository.way_back(plan.parent)) == (plan.parent, "switch", name)
        assert "$" not in repository.way_back(plan.parent).split("'")[0]


def _typed(hint: str) -> tuple[Path, *tuple[str, ...]]:
    _git, _where, folder, *words = shlex.split(hint)
    return Path(folder), *words


def test_a_linked_work_tree_has_two_places(plan: Path, tmp_path: Path) -> None:
    linked = plan.parent / "annan"
    git(plan.parent, "worktree", "add", "-q", str(linked))
    assert len(repository.homes(linked)) == 2
    (linked / "b.yaml").write_text("z\n")
    assert repository.record(linked, (linked / "b.yaml",), "linked").done
    assert _log(linked, "%s")[0] == "linked"


def test_a_bare_repository_is_no_history_of_a_folder(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--bare")
    assert repository.state(tmp_path) is State.NONE
    assert repository.homes(tmp_path) == set()
    with pytest.raises(NoHistory):
        repository.opened(tmp_path)


@pytest.mark.parametrize(
    ("spoil", "state"),
    [
        (lambda home: (home / "HEAD").write_text(""), State.BROKEN),
        (lambda home: (home / "config").write_text("[core\n"), State.BROKEN),
    ],
    ids=["head", "config"],
)
def test_a_broken_repository_is_told_from_none(plan: Path, spoil: object, state: State) -> None:
    assert callable(spoil)
    spoil(plan.parent / ".git")
    assert repository.state(plan.parent) is state
    assert repository.record(plan.parent, (plan,), "m").why is Refusal.BROKEN
    inside = plan.parent / "inside"
    inside.mkdir()
    assert repository.state(inside) is state
    with pytest.raises(NoHistory):
        repository.opened(plan.parent)


def test_a_larger_repository_that_may_not_be_looked_into_is_none_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan that is saved there is saved: whose right it is to look further up is no matter of the save."""
    git(tmp_path, "init", "-q")
    inside = tmp_path / "planer"
    inside.mkdir()
    (tmp_path / ".git" / "HEAD").unlink()
    stat = os.stat

    def refused(path: str | Path, **how: Any) -> os.stat_result:
        if Path(path).parent == tmp_path / ".git":
            raise PermissionError(errno.EACCES, "", str(path))
        return stat(path, **how)

    monkeypatch.setattr(os, "stat", refused)
    assert repository.state(inside) is State.NONE
    assert repository.record(inside, (inside / "b.yaml",), "m").why is Refusal.NOWHERE


def test_a_plan_that_the_larger_repository_leaves_out_is_not_forced_in(folder: Path) -> None:
    (folder / ".gitignore").write_text("barn/\n")
    inside = folder / "barn"
    inside.mkdir()
    (inside / "k7mtr.yaml").write_text("x")
    recorded = repository.record(inside, (inside / "k7mtr.yaml",), "m")
    assert (recorded.done, recorded.why) == (False, Refusal.LEFT_OUT)
    told = refusals.told(("k7mtr",), Refusal.LEFT_OUT, recorded.said, inside)
    assert (told.details, told.hint) == ((), f'git -C "{inside}" status --ignored')


def test_a_folder_of_somebody_else_is_left_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not knows_owners():
        pytest.skip("this git asks nobody whose a repository is")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert repository.state(folder) is State.NOT_OURS
    assert repository.record(folder, (folder / "b.yaml",), "m").why is Refusal.NOT_OURS
    with pytest.raises(NoHistory) as raised:
        repository.opened(folder)
    assert f'safe.directory "{folder}"' in raised.value.hint


def test_an_old_git_is_told_of_and_records_all_the_same(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it does not flush itself is flushed after it."""
    flushed: list[Path] = []
    monkeypatch.setattr(program, "version", lambda: (2, 25, 1))
    monkeypatch.setattr(files, "flush_folder", flushed.append)
    assert repository.state(plan.parent) is State.TOO_OLD
    assert repository.flushing() == ("-c", "core.fsyncObjectFiles=true")
    assert repository.record(plan.parent, (plan,), "m").done
    home = plan.parent / ".git"
    assert {home, home / "index", home / "refs/heads/main", home / "logs/HEAD"} <= set(flushed)
    with pytest.raises(NoHistory):
        repository.opened(plan.parent)


def test_what_git_writes_is_flushed_and_the_folders_it_writes_in(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[Path] = []
    monkeypatch.setattr(files, "flush_folder", flushed.append)
    can = (program.version() or ()) >= (2, 36)
    assert repository.flushing() == ("-c", "core.fsync=all" if can else "core.fsyncObjectFiles=true")
    assert repository.record(plan.parent, (plan,), "m").done
    home = plan.parent / ".git"
    commit = git(plan.parent, "rev-parse", "HEAD").strip()
    assert {home, home / "refs/heads", home / "objects" / commit[:2]} <= set(flushed)
    # Whatever git is told of flushing, `git commit` does not flush its index.
    assert {home / "index", home / "refs/heads/main", home / "logs/HEAD"} <= set(flushed)
    assert home / "objects" / commit[:2] / commit[2:] not in flushed


def test_a_branch_in_a_folder_with_a_short_name_is_flushed_too(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only of the objects, which git flushes, the folders have such names."""
    git(plan.parent, "branch", "-q", "-m", "vi/vi")
    flushed: list[Path] = []
    monkeypatch.setattr(files, "flush_folder", flushed.append)
    assert repository.record(plan.parent, (plan,), "m").done
    assert plan.parent / ".git/refs/heads/vi/vi" in flushed


def test_what_the_clock_of_the_disk_does_not_tell_from_before_is_flushed_too(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = plan.parent / ".git"
    (home / "before").touch()
    then = time.time_ns() + 10**9
    for place in (home / "before", home / "refs/heads/main"):
        os.utime(place, ns=(then, then))
    hook(plan.parent, "post-commit", "touch -r .git/before .git/refs/heads/main")
    flushed: list[Path] = []
    monkeypatch.setattr(files, "flush_folder", flushed.append)
    assert repository.record(plan.parent, (plan,), "m").done
    assert home / "refs/heads/main" in flushed


def test_what_is_as_old_as_the_oldest_is_flushed_when_it_was_not_so_before(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = plan.parent / ".git"
    hook(plan.parent, "post-commit", "touch -d 2001-01-01 .git/refs/heads/main")
    flushed: list[Path] = []
    monkeypatch.setattr(files, "flush_folder", flushed.append)
    assert repository.record(plan.parent, (plan,), "m").done
    assert home / "refs/heads/main" in flushed
    before = flushed.copy()
    age(home / "HEAD", 10**6)
    plan.write_text("z\n")
    assert repository.record(plan.parent, (plan,), "n").done
    assert home / "HEAD" not in flushed[len(before) :]


def test_a_disk_that_does_not_confirm_is_told_of(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_place: Path) -> None:
        raise OSError(5, "")

    monkeypatch.setattr(files, "flush_folder", fail)
    recorded = repository.record(plan.parent, (plan,), "m")
    assert recorded == (False, files.why(OSError(5, "")), Refusal.NOT_FLUSHED)


def test_what_goes_while_it_is_looked_at_is_nothing_to_flush(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(place: Path) -> None:
        raise FileNotFoundError(place)

    def walk(_home: Path) -> list[tuple[str, list[str], list[str]]]:
        return [(str(plan.parent / "gone"), [], []), (str(plan.parent), [], [])]

    monkeypatch.setattr(files, "flush_folder", gone)
    monkeypatch.setattr(os, "walk", walk)
    assert repository.record(plan.parent, (plan,), "m").done


def test_a_commit_holds_exactly_these_files_and_is_by_nobody(folder: Path) -> None:
    for name in ("å.yaml", "b.yaml", "c.yaml"):
        (folder / name).write_text("x")
    git(folder, "add", "c.yaml")
    assert repository.record(folder, (folder / "å.yaml", folder / "b.yaml"), "k7mtr: ändrad").done
    assert _log(folder, "%s|%an|%ae")[0] == "k7mtr: ändrad|kronobarn|kronobarn@localhost"
    assert "c.yaml" not in _log(folder, "")
    assert len(_log(folder, "")) == 2


def test_who_has_an_own_name_in_git_commits_in_it(folder: Path) -> None:
    for key, value in (("user.email", "a@b.se"), ("user.name", "A")):
        git(folder, "config", key, value)
    (folder / "b.yaml").write_text("x")
    assert repository.record(folder, (folder / "b.yaml",), "m").done
    assert _log(folder, "%an %ae")[0] == "A a@b.se"


@pytest.mark.parametrize(
    ("key", "value", "by"),
    [("user.email", "a@b.se", "kronobarn a@b.se"), ("user.name", "A", "A kronobarn@localhost")],
)
def test_what_one_has_not_said_is_nobodys(folder: Path, key: str, value: str, by: str) -> None:
    git(folder, "config", key, value)
    git(folder, "config", "user.useConfigOnly", "true")
    (folder / "b.yaml").write_text("x")
    assert repository.record(folder, (folder / "b.yaml",), "m").done
    assert _log(folder, "%an %ae")[0] == by


def test_names_that_git_would_read_otherwise_are_names(folder: Path) -> None:
    for name in ("*.yaml", "b.yaml"):
        (folder / name).write_text("x")
    assert repository.record(folder, (folder / "*.yaml",), "m").done
    assert _log(folder, "%s") == ["m", "*.yaml"]


def test_such_a_name_is_not_taken_for_another_that_is_recorded_or_changed(plan: Path) -> None:
    folder, odd, dash = plan.parent, plan.with_name("*.yaml"), plan.with_name("-b.yaml")
    odd.write_text("x")
    (folder / ".gitignore").write_text("\\*.yaml\n")
    assert repository.record(folder, (plan,), "m").done
    assert repository.record(folder, (odd,), "m").why is Refusal.LEFT_OUT
    (folder / ".gitignore").unlink()
    dash.write_text("x")
    assert repository.record(folder, (odd, dash), "m").done
    plan.write_text("z\n")
    assert repository.record(folder, (odd, dash), "again").done


@pytest.mark.parametrize(("version", "state"), [((2, 30), State.READY), ((2, 29, 9), State.TOO_OLD)])
def test_the_oldest_git_that_will_do_is_one_that_will_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...], state: State
) -> None:
    monkeypatch.setattr(program, "version", lambda: version)
    assert repository.state(folder) is state


@pytest.mark.parametrize(
    ("version", "told"),
    [((2, 36), "core.fsync=all"), ((2, 35, 9), "core.fsyncObjectFiles=true"), (None, "core.fsyncObjectFiles=true")],
)
def test_each_git_is_told_to_flush_in_the_way_that_it_knows(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...] | None, told: str
) -> None:
    monkeypatch.setattr(program, "version", lambda: version)
    assert repository.flushing() == ("-c", told)


def test_what_is_there_already_is_recorded(plan: Path) -> None:
    assert repository.record(plan.parent, (plan,), "m").done
    assert repository.record(plan.parent, (plan,), "again").done
    assert "again" not in _log(plan.parent, "%s")


def test_why_nothing_can_be_recorded_here_is_passed_on(plan: Path) -> None:
    (plan.parent / ".git/config").write_text("[core\n")
    recorded = repository.record(plan.parent, (plan,), "m")
    assert (recorded.done, recorded.why) == (False, Refusal.BROKEN)
    assert "config" in recorded.said


def test_what_is_not_there_cannot_be_recorded(folder: Path) -> None:
    recorded = repository.record(folder, (folder / "nothing.yaml",), "m")
    assert not recorded.done
    assert "did not match" in recorded.said


@pytest.mark.parametrize("name", ["pre-commit", "commit-msg"])
def test_a_hook_that_says_no_is_heard_and_not_passed_by(plan: Path, name: str) -> None:
    hook(plan.parent, name, "echo Namn får inte stå så.", "exit 3")
    recorded = repository.record(plan.parent, (plan,), "m")
    assert recorded == (False, "Namn får inte stå så.", Refusal.SAID)
    assert plan.read_text() == "y\n"
    assert len(_log(plan.parent, "%s")) == 2


def test_a_hook_is_told_the_names_of_files_as_they_are(folder: Path) -> None:
    hook(folder, "pre-commit", "git diff --cached --name-only", "exit 1")
    (folder / "å.yaml").write_text("x")
    assert repository.record(folder, (folder / "å.yaml",), "m").said == "å.yaml"


def test_a_merge_that_is_not_finished_is_not_finished_by_us(plan: Path) -> None:
    assert repository.record(plan.parent, (plan,), "m").done
    merge_that_stops(plan.parent, "b.yaml")
    recorded = repository.record(plan.parent, (plan,), "m")
    assert (recorded.done, recorded.why) == (False, Refusal.UNFINISHED)


def test_a_lock_that_was_left_is_not_waited_for(plan: Path) -> None:
    lock = plan.parent / ".git" / "index.lock"
    lock.touch()
    age(lock, 60)
    begun = time.monotonic()
    assert repository.record(plan.parent, (plan,), "m").why is Refusal.LOCKED
    assert time.monotonic() - begun < 1


def test_another_git_that_is_at_work_is_waited_for(plan: Path) -> None:
    lock = plan.parent / ".git" / "index.lock"
    lock.touch()
    waiting = threading.Timer(0.2, lock.unlink)
    waiting.start()
    assert repository.record(plan.parent, (plan,), "m").done
    waiting.join()


def test_one_that_stays_at_work_is_not_waited_for_for_ever(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    (plan.parent / ".git" / "index.lock").touch()
    assert repository.record(plan.parent, (plan,), "m").why is Refusal.LOCKED


def test_a_lock_that_went_between_is_tried_at_once(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter((Ran(128, said=f"fatal: Unable to create '{plan.parent}/x.lock': File exists."),))
    real = program.run

    def run(folder: Path, *arguments: str, **more: object) -> Ran:
        held = next(answers, None) if "add" in arguments else None
        return held or real(folder, *arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(program, "run", run)
    assert repository.record(plan.parent, (plan,), "m").done


@pytest.mark.parametrize(
    ("command", "waits"), [("exec sleep 20", (0.02,)), ("sleep 20", (0.02,)), ("exec sleep 20", ())]
)
def test_a_hook_that_never_ends_is_given_up_and_leaves_no_lock(
    plan: Path, monkeypatch: pytest.MonkeyPatch, command: str, waits: tuple[float, ...]
) -> None:
    path = hook(plan.parent, "pre-commit", command)
    with monkeypatch.context() as shorter:
        shorter.setattr(repository, "_HOOKS_SECONDS", 0.5)
        shorter.setattr(repository, "_WAITS", waits)
        assert repository.record(plan.parent, (plan,), "m").why is Refusal.TOO_LONG
    assert list((plan.parent / ".git").glob("*.lock")) == []
    path.unlink()
    assert repository.record(plan.parent, (plan,), "m").done


@pytest.mark.parametrize("lazy", ["", '[ "$1" = version ] || exec "$GIT" "$@"'], ids=["all of it", "which it is"])
def test_a_git_that_does_not_answer_is_no_git_that_is_not_there(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lazy: str
) -> None:
    """A disk on the network that sleeps can take its time."""
    monkeypatch.setenv("GIT", shutil.which("git") or "")
    slow_git(tmp_path, monkeypatch, lazy)
    assert repository.state(plan.parent) is State.SLOW
    assert repository.record(plan.parent, (plan,), "m").why is Refusal.TOO_LONG
    with pytest.raises(NoHistory) as failure:
        repository.opened(plan.parent)
    assert failure.value.sentence == _("git does not answer in time. Everything else works. Try again in a while.")


def test_a_merge_is_ended_when_nothing_is_left_to_settle_and_no_hook_refuses(folder: Path, plan: Path) -> None:
    merge_that_stops(folder, plan.name)
    assert not repository.end_merge(folder)
    plan.write_text("båda\n")
    git(folder, "add", plan.name)
    refusing = hook(folder, "commit-msg", "exit 1")
    assert not repository.end_merge(folder)
    refusing.unlink()
    assert repository.end_merge(folder)
    assert git(folder, "rev-list", "--parents", "-1", "HEAD").count(" ") == 2
    assert git(folder, "status", "--porcelain") == ""


def test_a_merge_waits_for_its_hooks_as_long_as_every_record(
    folder: Path, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    merge_that_stops(folder, plan.name)
    git(folder, "add", plan.name)
    hook(folder, "commit-msg", "exec sleep 5")
    with monkeypatch.context() as shorter:
        shorter.setattr(repository, "_HOOKS_SECONDS", 0.3)
        assert not repository.end_merge(folder)
