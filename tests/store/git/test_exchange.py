"""The shared place: found, fetched from, added to; a bare folder on a share, over http, and over ssh as git speaks it."""

import json
import os
import re
import shlex
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kronobarn_cli.errors import CannotWrite, NotSynced, UsageTrouble
from kronobarn_cli.store.git import exchange, hindrances, program, repository
from kronobarn_cli.store.git.bench import Moved
from kronobarn_cli.store.git.exchange import Shared
from kronobarn_cli.store.git.hindrances import SYNC, Typed
from kronobarn_cli.store.git.program import Ran
from tests.store.git.by_hand import settings_in
from tests.store.git.colleagues import commit, copy, git, place, repo, shared_of, write
from tests.store.git.web import Web

POSIX = pytest.mark.skipif(os.name == "nt", reason="rights of groups as on Linux and Mac")
_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    return place(tmp_path)


@pytest.fixture
def anna(tmp_path: Path, shared: Path) -> Path:
    return repo(tmp_path, "anna", shared)


def test_the_shared_place_is_the_branchs_own_then_the_usual_one_then_the_only_one(tmp_path: Path, shared: Path) -> None:
    folder = repo(tmp_path, "a")
    opened = repository.opened(folder)
    assert exchange.place_of(opened) is None
    git(folder, "remote", "add", "region", str(shared))
    assert exchange.place_of(opened) == Shared("region", str(shared), "main")
    git(folder, "remote", "add", "annan", "/annan")
    assert exchange.place_of(opened) is None
    git(folder, "remote", "add", "origin", "/vanlig")
    assert exchange.place_of(opened) == Shared("origin", "/vanlig", "main")
    git(folder, "config", "branch.main.remote", "annan")
    git(folder, "config", "branch.main.merge", "refs/heads/planer")
    assert exchange.place_of(opened) == Shared("annan", "/annan", "planer")
    git(folder, "config", "branch.main.remote", ".")
    assert exchange.place_of(opened) == Shared("origin", "/vanlig", "main")
    git(folder, "switch", "--quiet", "--detach")
    assert exchange.place_of(repository.opened(folder)) == Shared("origin", "/vanlig", "")


def test_a_folder_has_one_shared_place(tmp_path: Path, shared: Path, anna: Path) -> None:
    opened = repository.opened(anna)
    assert exchange.place_at(opened, str(shared)).name == "origin"
    with pytest.raises(UsageTrouble, match=re.escape(str(shared))) as failure:
        exchange.place_at(opened, "/annan")
    assert failure.value.hint == 'kronobarn sync --with "/annan" --instead'
    with pytest.raises(UsageTrouble) as failure:
        exchange.place_at(opened, "https://anna:hemlig@exempel.se/x")
    assert failure.value.hint == 'kronobarn sync --with "https://exempel.se/x" --instead'
    assert exchange.other_place(opened, "/annan") == str(shared)
    assert exchange.other_place(opened, str(shared)) is None
    for none in ("", " ", "--upload-pack=ls"):
        with pytest.raises(UsageTrouble):
            exchange.place_at(opened, none)


def test_another_place_takes_over_only_once_it_is_remembered(tmp_path: Path, shared: Path, anna: Path) -> None:
    opened, new = repository.opened(anna), place(tmp_path, "ny.git")
    git(anna, "config", "--add", "remote.origin.url", "/annan")
    git(anna, "config", "remote.origin.pushurl", "/annan")
    git(new, "symbolic-ref", "HEAD", "refs/heads/planer")
    git(anna, "push", "--quiet", str(new), "main:planer")
    there = exchange.place_at(opened, str(new), instead=True)
    assert there == Shared(None, str(new), "main", Typed(f'kronobarn sync --with "{new}" --instead'))
    found, version = exchange.fetch(opened, there)
    assert version == git(anna, "rev-parse", "HEAD")
    assert shared_of(anna).address == str(shared)
    assert exchange.remember(opened, found, version) == shared_of(anna) == Shared("origin", str(new), "planer")
    write(anna, "annat", "x")
    exchange.send(opened, shared_of(anna), commit(anna))
    assert git(new, "rev-parse", "planer") == git(anna, "rev-parse", "HEAD")


def test_what_was_typed_can_be_typed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = repository.opened(repo(tmp_path, "a"))
    assert exchange.other_place(opened, "x.git") is None
    monkeypatch.chdir(tmp_path)
    (tmp_path / "borta").mkdir()
    gone = exchange.place_at(opened, "borta/ny.git")
    (tmp_path / "borta").rmdir()
    with pytest.raises(NotSynced) as failure:
        exchange.fetch(opened, gone)
    assert failure.value.hint == f'kronobarn sync --with "{tmp_path / "borta" / "ny.git"}"'


def test_a_folder_in_which_somebody_works_is_no_shared_place(
    tmp_path: Path, shared: Path, anna: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = repo(tmp_path, "ensam")
    opened = repository.opened(alone)
    with pytest.raises(NotSynced) as failure:
        exchange.place_at(opened, str(anna))
    assert failure.value.hint == f'kronobarn sync --with "{shared}"', "what she shares with is meant"
    other = repo(tmp_path, "annan")
    with pytest.raises(NotSynced) as failure:
        exchange.place_at(opened, str(other))
    assert failure.value.hint == f'kronobarn sync --with "{other}.git"', "one is made beside it"
    assert exchange.shared_from(str(anna)) == str(shared)
    assert exchange.shared_from(str(tmp_path)) is None
    monkeypatch.setenv("PATH", str(tmp_path))
    assert exchange.shared_from(str(anna)) is None


def test_a_shared_folder_is_made_where_there_is_none_and_never_over_anything(tmp_path: Path) -> None:
    new = Shared(None, str(tmp_path / "ny.git"), "main")
    assert exchange.begin(new)
    assert git(tmp_path / "ny.git", "symbolic-ref", "HEAD") == "refs/heads/main"
    assert git(tmp_path / "ny.git", "config", "receive.denyNonFastForwards") == "true"
    assert not exchange.begin(new), "it is there now"
    (tmp_path / "tom").mkdir()
    assert exchange.begin(new._replace(address=str(tmp_path / "tom")))
    assert not exchange.begin(new._replace(address=str(tmp_path / "ingen" / "ny.git"))), "the share is not there"
    assert not exchange.begin(new._replace(address="https://exempel.se/x"))
    (tmp_path / "fil").touch()
    assert not exchange.begin(new._replace(address=str(tmp_path / "fil")))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "fil").touch()
    assert not exchange.begin(new._replace(address=str(tmp_path / "full")))


def test_a_folder_in_which_no_place_can_be_made_is_told_with_what_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(_path: Path, **_given: object) -> None:
        raise PermissionError(13, "")

    monkeypatch.setattr(Path, "mkdir", closed)
    asked = Shared(None, str(tmp_path / "p.git"), "main", Typed("kronobarn sync --with x"))
    with pytest.raises(NotSynced) as failure:
        exchange.begin(asked)
    no_right = hindrances.failure(Ran(128, said="error: 403"), asked.address, tmp_path, asked.typed)
    assert (failure.value.sentence, failure.value.hint) == (no_right.sentence, "kronobarn sync --with x")

    def full(_path: Path, **_given: object) -> None:
        raise OSError(28, "")

    monkeypatch.setattr(Path, "mkdir", full)
    with pytest.raises(CannotWrite) as other:
        exchange.begin(asked)
    assert other.value.hint == "kronobarn sync --with x"


@pytest.mark.parametrize("keys", [(), ("safe.bareRepository=explicit",)])
def test_a_new_place_is_guarded_whatever_git_has_been_told_of_such_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    mine = settings_in(tmp_path, monkeypatch)
    mine.write_text("".join("[safe]\n" + f"\t{one.partition('.')[2]}\n" for one in keys))
    assert exchange.begin(Shared(None, str(tmp_path / "p.git"), "main"))
    for key in ("receive.denyNonFastForwards", "receive.denyDeletes"):
        assert git(tmp_path, "config", "--file", "p.git/config", key) == "true"


def test_a_place_that_cannot_be_guarded_is_not_told_of_as_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = program.run

    def run(where: Path, *words: str, **rest: object) -> Ran:
        return Ran(4) if words[0] == "config" else real(where, *words, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(program, "run", run)
    with pytest.raises(CannotWrite) as failure:
        exchange.begin(Shared(None, str(tmp_path / "p.git"), "main", Typed("kronobarn sync --with x")))
    assert failure.value.hint == "kronobarn sync --with x"
    assert str(tmp_path / "p.git") in failure.value.sentence


@pytest.mark.parametrize(
    ("given", "better"),
    [("plans", "planer.git"), ("gemensam.git", "gemensam.git"), ("plans/x/y", "planer.git"), (".", "planer.git")],
)
def test_no_shared_place_is_made_in_the_plan_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, better: str
) -> None:
    folder = repo(tmp_path, "anna")
    monkeypatch.chdir(folder)
    with pytest.raises(UsageTrouble) as failure:
        exchange.place_at(repository.opened(folder), given)
    assert failure.value.hint == f'kronobarn sync --with "{tmp_path / better}"'
    assert str(folder / given) in failure.value.sentence
    (tmp_path / better).mkdir()
    with pytest.raises(UsageTrouble) as failure:
        exchange.place_at(repository.opened(folder), given)
    assert failure.value.hint == f'kronobarn sync --with "{tmp_path / better}-2"'
    there = exchange.place_at(repository.opened(folder), shlex.split(failure.value.hint)[-1])
    assert there.address == f"{tmp_path / better}-2"


def test_a_place_of_which_only_something_else_is_set_has_no_address(tmp_path: Path, shared: Path) -> None:
    folder = repo(tmp_path, "a")
    git(folder, "config", "remote.origin.prune", "true")
    opened = repository.opened(folder)
    assert exchange.place_of(opened) is None
    there = exchange.place_at(opened, str(shared))
    named = exchange.remember(opened, there, git(folder, "rev-parse", "HEAD"))
    assert named == shared_of(folder) == Shared("origin", str(shared), "main")


def test_a_place_that_is_remembered_survives_a_power_cut(
    tmp_path: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = repository.opened(repo(tmp_path, "a"))
    flushed: list[Path] = []
    monkeypatch.setattr(repository, "flush", flushed.append)
    named = exchange.remember(opened, exchange.place_at(opened, str(shared)), git(tmp_path / "a", "rev-parse", "HEAD"))
    assert flushed == [opened.folder]
    exchange.remember(opened, named, None)
    assert flushed == [opened.folder], "once"
    other = exchange.place_at(opened, str(place(tmp_path, "ny.git")), instead=True)
    exchange.remember(opened, other, None)
    assert flushed == [opened.folder] * 2


def test_a_place_that_git_calls_something_of_its_own_keeps_that_name_and_how_it_is_sent_to(
    tmp_path: Path, shared: Path
) -> None:
    opened = repository.opened(repo(tmp_path, "a"))
    git(opened.folder, "remote", "add", "region", str(shared))
    git(opened.folder, "remote", "set-url", "--push", "region", str(shared))
    ours = git(opened.folder, "rev-parse", "HEAD")
    assert exchange.remember(opened, shared_of(opened.folder), ours) == Shared("region", str(shared), "main")
    assert git(opened.folder, "config", "remote.region.pushurl") == str(shared)
    assert git(opened.folder, "rev-parse", "region/main") == ours
    new = place(tmp_path, "ny.git")
    there = exchange.place_at(opened, str(new), instead=True)
    assert exchange.remember(opened, there, None) == shared_of(opened.folder) == Shared("region", str(new), "main")


def test_a_place_to_which_nothing_has_been_sent_is_not_said_to_hold_it(tmp_path: Path, shared: Path) -> None:
    folder = repo(tmp_path, "a")
    opened = repository.opened(folder)
    assert exchange.remember(opened, exchange.place_at(opened, str(shared)), None) == shared_of(folder)
    assert git(folder, "for-each-ref", "refs/remotes") == ""


def test_a_short_form_of_an_address_is_what_git_makes_of_it(tmp_path: Path) -> None:
    folder = repo(tmp_path, "a")
    git(folder, "config", "url.https://exempel.se/.insteadOf", "gem:")
    there = exchange.place_at(repository.opened(folder), "gem:anna/x.git")
    assert there.address == "https://exempel.se/anna/x.git", "so that it is asked who can read that one"


def test_nothing_is_sent_elsewhere_than_where_it_is_fetched_from(tmp_path: Path, shared: Path, anna: Path) -> None:
    opened, other = repository.opened(anna), place(tmp_path, "annan.git")
    write(anna, "annat", "x")
    ours = commit(anna)
    for place_to_send_to in (shared, other):
        git(anna, "config", "--add", "remote.origin.pushurl", str(place_to_send_to))
    with pytest.raises(NotSynced, match=r"annan\.git") as failure:
        exchange.send(opened, shared_of(anna), ours)
    assert str(shared) in failure.value.sentence
    assert git(other, "for-each-ref") == ""
    words = shlex.split(failure.value.hint)
    assert words[:2] + words[3:] == ["kronobarn", "sync", str(shared), "--instead"]
    found, _version = exchange.fetch(opened, exchange.place_at(opened, words[3], instead=True))
    exchange.send(opened, exchange.remember(opened, found, ours), ours)
    assert git(shared, "rev-parse", "main") == ours


def test_nor_the_first_time_when_git_makes_another_address_of_it(tmp_path: Path, shared: Path) -> None:
    folder, other = repo(tmp_path, "a"), place(tmp_path, "annan.git")
    git(folder, "config", f"url.{other}.pushInsteadOf", str(shared))
    git(folder, "config", "url.https://exempel.se/.pushInsteadOf", "https://x.se/")
    opened, ours = repository.opened(folder), git(folder, "rev-parse", "HEAD")
    with pytest.raises(NotSynced, match=r"annan\.git"):
        exchange.send(opened, exchange.place_at(opened, str(shared)), ours)
    assert git(other, "for-each-ref") == ""
    git(folder, "config", "--unset", f"url.{other}.pushInsteadOf")
    exchange.send(opened, exchange.place_at(opened, str(shared)), ours)


def test_it_is_the_whole_address_where_git_would_send_it_that_counts(tmp_path: Path, shared: Path) -> None:
    folder = repo(tmp_path, "a")
    git(folder, "config", "url./annan/.pushInsteadOf", f"{tmp_path}/")
    git(folder, "config", "url./tredje/.pushInsteadOf", "/")
    opened = repository.opened(folder)
    with pytest.raises(NotSynced, match=r" /annan/delat\.git\."):
        exchange.send(opened, exchange.place_at(opened, str(shared)), "HEAD")


def test_one_place_that_is_fetched_from_in_one_way_and_sent_to_in_another_is_one(anna: Path) -> None:
    git(anna, "remote", "set-url", "origin", "https://Exempel.se/anna/planer")
    git(anna, "config", "remote.origin.pushurl", "git@exempel.se:anna/planer.git")
    with pytest.raises(NotSynced) as failure:
        exchange.send(repository.opened(anna), shared_of(anna), "HEAD")
    assert "--instead" not in failure.value.hint, "it is tried, and does not answer here"


@pytest.mark.parametrize("hidden", [False, True])
def test_a_place_that_has_lost_what_lay_there_is_told_of(
    tmp_path: Path, shared: Path, anna: Path, hidden: bool
) -> None:
    """Git 2.30 leaves out what it cannot find, and the place would look as one where nothing has been sent."""
    opened = repository.opened(anna)
    if hidden:
        git(shared, "config", "transfer.hideRefs", "refs/heads/main")
        assert exchange.fetch(opened, shared_of(anna))[1] is None
    for kept in (shared / "objects").rglob("*"):
        if kept.is_file():
            kept.unlink()
    with pytest.raises(NotSynced) as failure:
        exchange.fetch(opened, shared_of(anna))
    assert failure.value.hint == f'kronobarn sync --with "{tmp_path / "delat-2.git"}" --instead'
    (shared / "HEAD").unlink()
    with pytest.raises(NotSynced) as again:
        exchange.fetch(opened, shared_of(anna))
    assert (again.value.sentence, again.value.hint) == (failure.value.sentence, failure.value.hint)


def test_a_folder_in_which_somebody_works_can_be_fetched_from(tmp_path: Path, anna: Path) -> None:
    bo = copy(tmp_path, "bo", anna)
    assert exchange.fetch(repository.opened(bo), shared_of(bo))[1] == git(anna, "rev-parse", "HEAD")


def test_a_folder_in_which_somebody_works_that_has_lost_what_lay_there_is_told_of(tmp_path: Path, anna: Path) -> None:
    bo = copy(tmp_path, "bo", anna)
    for kept in (anna / ".git/objects").rglob("*"):
        if kept.is_file():
            kept.unlink()
    with pytest.raises(NotSynced) as failure:
        exchange.fetch(repository.opened(bo), shared_of(bo))
    assert failure.value.sentence == hindrances.damaged(str(anna), bo, Typed("")).sentence


def test_what_git_has_put_in_one_file_can_be_fetched_from(tmp_path: Path, anna: Path) -> None:
    git(anna, "bundle", "create", "--quiet", str(tmp_path / "fil"), "main")
    opened, version = repository.opened(anna), git(anna, "rev-parse", "HEAD")
    assert exchange.fetch(opened, Shared(None, str(tmp_path / "fil"), "main"))[1] == version


def mode(place: Path) -> int:
    return place.stat().st_mode & 0o7777


@POSIX
@pytest.mark.parametrize(("parent", "made"), [(0o2775, 0o2770), (0o770, 0o2770), (0o2755, 0o2700), (0o700, 0o700)])
@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_who_may_write_in_the_folder_around_as_a_group_may_write_in_the_shared_place(
    tmp_path: Path, parent: int, made: int, mask: int
) -> None:
    around = tmp_path / "delat"
    around.mkdir()
    around.chmod(parent)
    before = os.umask(mask)
    try:
        assert exchange.begin(Shared(None, str(around / "p.git"), "main"))
    finally:
        os.umask(before)
    assert mode(around / "p.git") == made
    shares = made == 0o2770
    assert (git(around / "p.git", "config", "core.sharedRepository", well=False) == "1") is shares
    assert (mode(around / "p.git" / "objects") & 0o2070 == 0o2070) is shares
    for way in (around / "p.git").rglob("*"):
        assert not shares or mode(way) & 0o060 in (0o060, 0o040), "what is read only for all is git's"


@POSIX
def test_an_empty_folder_that_somebody_has_made_is_shared_as_it_is_itself(tmp_path: Path) -> None:
    for way, made in ((0o700, 0o700), (0o770, 0o2770)):
        tmp_path.chmod(0o770)
        own = tmp_path / f"{way:o}"
        own.mkdir()
        own.chmod(way)
        assert exchange.begin(Shared(None, str(own), "main"))
        assert mode(own) == made


@pytest.mark.skipif(not _ROOT, reason="only root can lay a folder in a group that is not its own")
def test_a_group_that_is_not_the_one_around_is_given_nothing(tmp_path: Path) -> None:
    around = tmp_path / "delat"
    around.mkdir()
    os.chown(around, -1, 54321)
    around.chmod(0o770)
    assert exchange.begin(Shared(None, str(around / "p.git"), "main"))
    assert mode(around / "p.git") == 0o700
    around.chmod(0o2770)
    assert exchange.begin(Shared(None, str(around / "q.git"), "main"))
    assert mode(around / "q.git") == 0o2770


@pytest.fixture
def seen_by_all() -> Iterator[Path]:
    """A folder that others may look into, which those of pytest are not."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        yield Path(made)


@pytest.mark.skipif(not _ROOT, reason="only root can write as three people")
def test_three_in_one_group_send_to_a_place_that_the_first_of_them_made(
    seen_by_all: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    around = seen_by_all / "delat"
    around.mkdir()
    os.chown(around, -1, 54321)
    around.chmod(0o2770)
    exchange.begin(Shared(None, str(around / "p.git"), "main"))
    git(seen_by_all, "config", "--file", str(settings_in(seen_by_all, monkeypatch)), "safe.directory", "*")
    for number, umask in enumerate((0o022, 0o077, 0o077)):
        folder = repo(seen_by_all, f"kollega-{number}")
        write(folder, f"plans/{number}", "x")
        commit(folder)
        done = subprocess.run(
            ["git", "push", "--quiet", str(around / "p.git"), f"HEAD:refs/heads/gren-{number}"],
            cwd=folder,
            user=54400 + number,
            group=54400 + number,
            extra_groups=[54321],
            umask=umask,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert git(around / "p.git", "for-each-ref", "--format=%(refname:short)").split() == ["gren-0", "gren-1", "gren-2"]


@POSIX
def test_where_git_cannot_give_a_group_its_right_the_place_is_made_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o770)
    real = program.run

    def run(where: Path, *words: str, **rest: object) -> Ran:
        return Ran(128) if "--shared=group" in words else real(where, *words, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(program, "run", run)
    assert exchange.begin(Shared(None, str(tmp_path / "p.git"), "main"))
    assert mode(tmp_path / "p.git") == 0o700
    assert git(tmp_path / "p.git", "symbolic-ref", "HEAD") == "refs/heads/main"


@POSIX
def test_on_windows_the_rights_of_a_new_place_are_left_to_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o770)
    monkeypatch.setattr("sys.platform", "win32")
    assert exchange.begin(Shared(None, str(tmp_path / "p.git"), "main"))
    assert git(tmp_path / "p.git", "config", "core.sharedRepository", well=False) != "1"


def test_a_closed_folder_is_told_of_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(_path: Path) -> None:
        raise PermissionError

    shut = Shared(None, str(tmp_path / "stangd.git"), "main")
    (tmp_path / "stangd.git").mkdir()
    monkeypatch.setattr(Path, "iterdir", closed)
    monkeypatch.setattr(os, "access", lambda *_given: False)
    assert not exchange.begin(shut)
    with pytest.raises(NotSynced) as failure:
        exchange.fetch(repository.opened(repo(tmp_path, "a")), shut)
    no_right = Ran(128, said="error: 403")
    assert failure.value.sentence == hindrances.failure(no_right, shut.address, tmp_path).sentence


def test_a_git_that_refuses_makes_no_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not exchange.begin(Shared(None, str(tmp_path / "ny.git"), "main"))


def test_what_lies_there_is_fetched_and_what_is_here_is_added(tmp_path: Path, shared: Path, anna: Path) -> None:
    bo = copy(tmp_path, "bo", shared)
    write(bo, "plans/p3wdh.yaml", "ny\n")
    version = commit(bo)
    exchange.send(repository.opened(bo), shared_of(bo), version)
    opened = repository.opened(anna)
    assert exchange.fetch(opened, shared_of(anna)) == (shared_of(anna), version)
    assert git(anna, "rev-parse", "origin/main") == version, "whoever uses git alone sees it too"
    write(anna, "annat", "x")
    ours = commit(anna)
    with pytest.raises(Moved):  # others were faster
        exchange.send(opened, shared_of(anna), ours)
    assert git(shared, "rev-parse", "main") == version


def test_an_empty_place_holds_nothing_and_becomes_the_folders_own_once_it_has_answered(
    tmp_path: Path, shared: Path
) -> None:
    folder = repo(tmp_path, "a")
    opened = repository.opened(folder)
    there = exchange.place_at(opened, str(shared))
    found, version = exchange.fetch(opened, there)
    assert (found, version) == (there, None)
    assert git(folder, "remote") == ""
    ours = git(folder, "rev-parse", "HEAD")
    exchange.send(opened, found, ours)
    named = exchange.remember(opened, found, ours)
    assert named == shared_of(folder) == Shared("origin", str(shared), "main")
    assert git(folder, "rev-parse", "origin/main") == ours, "whoever uses git alone sees it too"
    assert exchange.remember(opened, named, ours) == named
    git(folder, "pull", "--quiet")
    bo = copy(tmp_path, "bo", shared)
    write(bo, "annat", "x")
    version = commit(bo)
    git(bo, "push", "--quiet")
    git(folder, "fetch", "--quiet")
    assert git(folder, "rev-parse", "origin/main") == version


def test_what_the_branch_is_called_is_an_accident_but_an_own_name_is_on_purpose(tmp_path: Path, shared: Path) -> None:
    first = repo(tmp_path, "a", shared)
    git(first, "branch", "--quiet", "-m", "master")
    git(first, "branch", "--unset-upstream")
    opened = repository.opened(first)
    found, version = exchange.fetch(opened, exchange.place_at(opened, str(shared)))
    assert (found.branch, version) == ("main", git(first, "rev-parse", "HEAD"))
    exchange.remember(opened, found, version)
    assert shared_of(first).branch == "main"


def test_on_a_branch_that_colleagues_do_not_have_nothing_is_exchanged_before_it_shares_with_theirs(
    shared: Path, anna: Path
) -> None:
    git(shared, "branch", "annat", "main")
    git(anna, "switch", "--quiet", "-c", "prov")
    git(anna, "update-ref", "-d", "refs/remotes/origin/main")
    tried = repository.opened(anna)
    with pytest.raises(NotSynced, match="main") as failure:
        exchange.fetch(tried, shared_of(anna))
    assert git(anna, "for-each-ref", "--format=%(refname)", "refs/remotes") == "refs/remotes/origin/main"
    git(anna, *shlex.split(failure.value.hint)[1:])
    assert shared_of(anna).branch == "main"
    assert exchange.fetch(tried, shared_of(anna))[1] == git(anna, "rev-parse", "HEAD")


def test_an_own_name_for_the_branch_in_a_place_that_is_empty_is_on_purpose(tmp_path: Path) -> None:
    folder = repo(tmp_path, "a", place(tmp_path))
    git(folder, "remote", "set-url", "origin", str(place(tmp_path, "tom.git")))
    git(folder, "switch", "--quiet", "-c", "prov")
    there = shared_of(folder)
    assert exchange.fetch(repository.opened(folder), there) == (there, None)
    assert there.branch == "prov"


def test_the_branch_that_others_share_is_the_one_that_is_there(tmp_path: Path, shared: Path, anna: Path) -> None:
    assert exchange.branch_at(tmp_path, str(shared), SYNC) == "main"
    git(shared, "symbolic-ref", "HEAD", "refs/heads/finns-inte")
    assert exchange.branch_at(tmp_path, str(shared), SYNC) == "main"
    assert exchange.branch_at(tmp_path, str(place(tmp_path, "tom.git")), SYNC) is None
    git(shared, "branch", "annat", "main")
    git(shared, "symbolic-ref", "HEAD", "refs/heads/main")
    assert exchange.branch_at(tmp_path, str(shared), SYNC) == "main", "and not the first by name"
    with pytest.raises(NotSynced) as failure:
        exchange.branch_at(tmp_path, str(tmp_path / "borta"), Typed("kronobarn sync --with x"))
    assert failure.value.hint == "kronobarn sync --with x"


@pytest.mark.parametrize("name", ["borta.git", "stale info"])
def test_a_place_that_is_not_there_is_told_of_whatever_it_is_called(tmp_path: Path, anna: Path, name: str) -> None:
    opened, gone = repository.opened(anna), Shared(None, str(tmp_path / name), "main")
    for tried in (
        lambda: exchange.fetch(opened, gone),
        lambda: exchange.branch_at(tmp_path, gone.address, SYNC),
        lambda: exchange.send(opened, gone, "HEAD"),
    ):
        with pytest.raises(NotSynced):
            tried()


def test_a_lock_of_our_own_is_of_one_who_was_killed_but_any_other_may_be_in_use(
    tmp_path: Path, shared: Path, anna: Path
) -> None:
    opened, there, version = repository.opened(anna), shared_of(anna), git(anna, "rev-parse", "HEAD")
    write(anna, ".git/refs/worktree/kronobarn-shared.lock", "")
    assert exchange.fetch(opened, there) == (there, version)
    write(anna, "annat", "x")
    left = write(shared, "refs/heads/main.lock", "")
    ours = commit(anna)
    with pytest.raises(Moved) as again:
        exchange.send(opened, there, ours)
    failure = again.value.__cause__
    assert isinstance(failure, NotSynced)
    assert failure.hint == f'rm "{left}"'
    left.unlink()
    exchange.send(opened, there, ours)


def test_a_history_that_was_cut_short_is_fetched_whole(tmp_path: Path, shared: Path, anna: Path) -> None:
    write(anna, "annat", "x")
    commit(anna)
    git(anna, "push", "--quiet")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{shared}", "kort")
    short = repository.opened(tmp_path / "kort")
    exchange.fetch(short, shared_of(tmp_path / "kort"))
    assert git(tmp_path / "kort", "rev-parse", "--is-shallow-repository") == "false"
    assert git(tmp_path / "kort", "rev-list", "--count", "HEAD") == "2"


def test_over_http_it_is_the_same_and_a_password_is_never_asked_for(tmp_path: Path, shared: Path, anna: Path) -> None:
    git(shared, "config", "http.receivepack", "true")
    write(anna, "annat", "x")
    version = commit(anna)
    with Web(tmp_path).served() as address:
        there = Shared(None, f"{address}/delat.git", "main")
        opened = repository.opened(anna)
        exchange.send(opened, there, version)
        assert exchange.fetch(opened, there) == (there, version)
        assert exchange.branch_at(tmp_path, there.address, SYNC) == "main"
    with Web(tmp_path, "anna:hemlig").served() as address, pytest.raises(NotSynced) as failure:
        exchange.fetch(opened, Shared(None, f"{address}/delat.git", "main"))
    assert failure.value.hint.startswith("git config --global credential.helper ")


def test_ssh_never_asks_unless_a_person_has_set_a_way_of_their_own(
    tmp_path: Path, anna: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, programs = tmp_path / "sagt", tmp_path / "bin"
    ssh = write(
        tmp_path,
        "bin/ssh",
        f'#!/bin/sh\necho "$@" >> {said}\necho "anna@x: Permission denied (publickey)." >&2\nexit 255\n',
    )
    ssh.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/local/bin:/usr/bin:/bin")
    opened, there = repository.opened(anna), Shared(None, "anna@exempel.se:planer.git", "main")
    with pytest.raises(NotSynced) as failure:
        exchange.fetch(opened, there)
    assert failure.value.hint == "ssh-add"
    assert "-oBatchMode=yes" in said.read_text()
    said.unlink()
    git(anna, "config", "core.sshCommand", "ssh -v")
    with pytest.raises(NotSynced):
        exchange.fetch(opened, there)
    assert "-v" in said.read_text()
    assert "BatchMode" not in said.read_text()
    git(anna, "config", "--unset", "core.sshCommand")
    for name, own in (("GIT_SSH_COMMAND", "ssh -4"), ("GIT_SSH", str(ssh))):
        said.unlink()
        with monkeypatch.context() as person:
            person.setenv(name, own)
            with pytest.raises(NotSynced):
                exchange.fetch(opened, there)
        assert "BatchMode" not in said.read_text()


def test_what_is_fetched_and_sent_is_flushed(
    tmp_path: Path, shared: Path, anna: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, there = repository.opened(anna), shared_of(anna)
    monkeypatch.setenv("GIT_TRACE2_EVENT", str(tmp_path / "spår"))
    exchange.fetch(opened, there)
    exchange.send(opened, there, git(anna, "rev-parse", "HEAD"))
    said = [json.loads(line) for line in (tmp_path / "spår").read_text().splitlines()]
    ran = [" ".join(one["argv"]) for one in said if one["event"] == "start"]
    for step in (" fetch --quiet ", " push --quiet "):
        assert any(" ".join(repository.flushing()) in one for one in ran if step in one)


def test_a_check_in_this_folder_is_told_the_names_of_files_as_they_are(anna: Path) -> None:
    write(anna, "plans/å.yaml", "x")
    ours = commit(anna)
    write(anna, ".git/hooks/pre-push", "#!/bin/sh\ngit ls-files >&2\nexit 1\n").chmod(0o755)
    with pytest.raises(NotSynced) as failure:
        exchange.send(repository.opened(anna), shared_of(anna), ours)
    assert "plans/å.yaml" in failure.value.details


def test_a_place_that_never_answers_is_given_up(anna: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        begun, address = time.monotonic(), f"http://127.0.0.1:{silent.getsockname()[1]}/x"
        with pytest.raises(NotSynced):
            exchange.fetch(repository.opened(anna), Shared(None, address, "main"))
    assert time.monotonic() - begun < 10
