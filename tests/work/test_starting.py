"""`init --from` that was cut short, or that finds something else than a plan folder: the next step is always known."""

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from kronobarn_cli.errors import NotSynced
from kronobarn_cli.i18n import _
from kronobarn_cli.store.git import exchange
from kronobarn_cli.store.git.exchange import Shared
from kronobarn_cli.store.git.repository import Repository
from kronobarn_cli.work import doctor, starting
from tests.store.git.colleagues import git, place
from tests.work.conftest import EXAMPLE, Colleague, the_same

KILLED = """\
import os, sys
from pathlib import Path
from kronobarn_cli.store.git import bench
from kronobarn_cli.work import starting

tell, lock = bench._tell_index, Path(sys.argv[1], ".git", "index.lock")

def killed(*given):
    tell(*given)
    lock.touch()
    os._exit(9)

bench._tell_index = killed
starting.start(Path(sys.argv[1]), sys.argv[2])
"""
"""A git that is killed while it writes leaves its lock."""


class Cut(NamedTuple):
    """Where it was begun, and what can be typed to begin so again."""

    target: Path
    shared: str

    @property
    def again(self) -> str:
        return f'kronobarn init --from "{self.shared}" "{self.target}"'


@pytest.fixture
def cut(tmp_path: Path) -> Cut:
    return Cut(tmp_path / "bo", str(tmp_path / "delat.git"))


def test_whoever_was_killed_while_git_wrote_begins_again(anna: Colleague, cut: Cut) -> None:
    words = [sys.executable, "-c", KILLED, str(cut.target), cut.shared]
    assert subprocess.run(words, check=False, cwd=Path(__file__).parents[2]).returncode == 9
    assert (cut.target / ".git" / "index.lock").exists()
    starting.start(cut.target, cut.shared)
    assert the_same(anna, Colleague(cut.target))


def test_a_lock_that_somebody_holds_is_told_of_and_the_next_try_goes_through(
    anna: Colleague, cut: Cut, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, remember = cut.target / ".git" / "index.lock", exchange.remember

    def held(repo: Repository, shared: Shared, version: str) -> Shared:
        lock.touch()
        return remember(repo, shared, version)

    with monkeypatch.context() as at_work:
        at_work.setattr(exchange, "remember", held)
        with pytest.raises(NotSynced) as failure:
            starting.start(cut.target, cut.shared)
    assert str(lock) in failure.value.sentence
    assert failure.value.hint == cut.again
    lock.unlink()
    starting.start(cut.target, cut.shared)
    assert the_same(anna, Colleague(cut.target))


def test_a_next_try_that_reaches_nobody_takes_nothing_away(anna: Colleague, cut: Cut) -> None:
    words = [sys.executable, "-c", KILLED, str(cut.target), cut.shared]
    subprocess.run(words, check=False, cwd=Path(__file__).parents[2])
    hidden = Path(cut.shared).rename(cut.target.with_name("gömd.git"))
    with pytest.raises(NotSynced):
        starting.start(cut.target, cut.shared)
    hidden.rename(cut.shared)
    starting.start(cut.target, cut.shared)
    assert the_same(anna, Colleague(cut.target))


def test_a_plan_folder_within_something_larger_is_fetched_as_it_is_said(
    tmp_path: Path, anna: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    top, shared = tmp_path / "kommun", place(tmp_path, "kommun.git")
    inner = top / "skola" / "planer"
    git(tmp_path, "init", "--quiet", "-b", "main", str(top))
    (inner / "plans").mkdir(parents=True)
    (inner / "plans" / "k7mtr.yaml").write_bytes(EXAMPLE.read_bytes())
    (inner / "kronobarn.toml").write_bytes((anna.root / "kronobarn.toml").read_bytes())
    (top / "länk").symlink_to("skola")
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "-m", "allt")
    git(top, "push", "--quiet", str(shared), "main")
    with pytest.raises(NotSynced) as failure:
        starting.start(tmp_path / "bo", str(shared))
    sentence = _(
        "{place} holds more than plans: the plan folder in it is {folder}. Fetch all of it with git. "
        "Then type in {folder}: {command}"
    )
    assert failure.value.sentence == sentence.format(
        place=shared, folder="skola/planer", command="kronobarn doctor --mend"
    )
    assert failure.value.hint == f'git clone "{shared}" "{tmp_path / "bo"}"'
    assert not (tmp_path / "bo").exists()
    subprocess.run(failure.value.hint, shell=True, check=True, capture_output=True)
    monkeypatch.chdir(tmp_path / "bo" / "skola" / "planer")
    for one in doctor.examine(Path.cwd()):
        if one.mend:
            one.mend()
    bo = Colleague(Path.cwd())
    bo.write("Bo ringer.")
    assert bo.sync().sent == ("k7mtr",)
    assert "Bo ringer." in git(shared, "show", "main:skola/planer/plans/k7mtr.yaml")
