"""The shared place: found, fetched from, added to; a bare folder on a share, over http, and over ssh as git speaks it."""

from pathlib import Path

import pytest

from kronobarn_cli.errors import NotSynced, UsageTrouble
from kronobarn_cli.store.git import exchange, repository
from kronobarn_cli.store.git.bench import Moved
from kronobarn_cli.store.git.exchange import Shared
from tests.store.git.colleagues import commit, copy, git, place, repo, shared_of, write
from tests.store.git.web import Web


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


def test_a_folder_has_one_shared_place(tmp_path: Path, shared: Path, anna: Path) -> None:
    opened = repository.opened(anna)
    assert exchange.place_at(opened, str(shared)).name == "origin"
    with pytest.raises(UsageTrouble, match=r"delar redan|shares with") as failure:
        exchange.place_at(opened, "/annan")
    assert "set-url origin" in failure.value.hint
    for none in ("", " ", "--upload-pack=ls"):
        with pytest.raises(UsageTrouble):
            exchange.place_at(opened, none)


def test_an_address_means_the_same_wherever_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert exchange.addressed("delat.git") == str(tmp_path / "delat.git")
    for elsewhere in ("anna@exempel.se:planer", "ssh://exempel.se/planer", "https://exempel.se/planer"):
        assert exchange.addressed(elsewhere) == elsewhere
    assert exchange.is_folder("C:\\planer")
    assert exchange.shown("https://anna:hemlig@exempel.se/x") == "https://exempel.se/x"
    assert Shared(None, "https://anna:hemlig@exempel.se/x", "main").shown == "https://exempel.se/x"


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
    named = exchange.remember(opened, found)
    assert named == shared_of(folder) == Shared("origin", str(shared), "main")
    assert exchange.remember(opened, named) == named
    exchange.send(opened, named, git(folder, "rev-parse", "HEAD"))
    git(folder, "pull", "--quiet")


def test_what_the_branch_is_called_is_an_accident_but_an_own_name_is_on_purpose(tmp_path: Path, shared: Path) -> None:
    first = repo(tmp_path, "a", shared)
    git(first, "branch", "--quiet", "-m", "master")
    git(first, "branch", "--unset-upstream")
    opened = repository.opened(first)
    found, version = exchange.fetch(opened, exchange.place_at(opened, str(shared)))
    assert (found.branch, version) == ("main", git(first, "rev-parse", "HEAD"))
    exchange.remember(opened, found)
    assert shared_of(first).branch == "main"
    git(first, "switch", "--quiet", "-c", "prov")
    tried = repository.opened(first)
    assert exchange.fetch(tried, shared_of(first)) == (Shared("origin", str(shared), "prov"), None)


def test_the_branch_that_others_share_is_the_one_that_is_there(tmp_path: Path, shared: Path, anna: Path) -> None:
    assert exchange.branch_at(tmp_path, str(shared)) == "main"
    git(shared, "symbolic-ref", "HEAD", "refs/heads/finns-inte")
    assert exchange.branch_at(tmp_path, str(shared)) == "main"
    assert exchange.branch_at(tmp_path, str(place(tmp_path, "tom.git"))) is None


def test_a_place_that_is_not_there_is_told_of(tmp_path: Path, anna: Path) -> None:
    opened, gone = repository.opened(anna), Shared(None, str(tmp_path / "borta.git"), "main")
    for tried in (
        lambda: exchange.fetch(opened, gone),
        lambda: exchange.branch_at(tmp_path, gone.address),
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
        assert exchange.branch_at(tmp_path, there.address) == "main"
    with Web(tmp_path, "anna:hemlig").served() as address, pytest.raises(NotSynced) as failure:
        exchange.fetch(opened, Shared(None, f"{address}/delat.git", "main"))
    assert failure.value.hint == f'git ls-remote "{address}/delat.git"'


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
    said.unlink()
    monkeypatch.setenv("GIT_SSH_COMMAND", "ssh -4")
    with pytest.raises(NotSynced):
        exchange.fetch(opened, there)
    assert "BatchMode" not in said.read_text()
