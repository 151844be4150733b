"""What git, ssh and servers say when nothing can be exchanged, and what a person is told of it."""

import os
from pathlib import Path

import pytest

from kronobarn_cli.errors import ExitCode
from kronobarn_cli.store.git import causes, hindrances, program
from kronobarn_cli.store.git.causes import Hindrance
from kronobarn_cli.store.git.hindrances import Typed
from kronobarn_cli.store.git.program import Ran
from tests.store.git.colleagues import git

ADVICE = "\nPlease make sure you have the correct access rights\nand the repository exists."
BEGINS = Typed('kronobarn init --from "/x" "planer"', begins=True)
SAID = (
    ("error: Unable to create '/planer/.git/index.lock': File exists.", Hindrance.LOCKED),
    ("remote: error: cannot lock ref 'x': Unable to create './refs/x.lock': File exists.", Hindrance.LOCKED),
    ("! refs/heads/main [rejected] (fetch first)", Hindrance.RACE),
    ("! [rejected] (non-fast-forward)\nhint: the repository does not exist", Hindrance.RACE),
    ("remote: error: cannot lock ref 'refs/heads/main': is at 1 but expected 2", Hindrance.RACE),
    ("! [remote rejected] (failed to update ref)", Hindrance.RACE),
    ("! [remote rejected] (pre-receive hook declined)", Hindrance.REFUSED_THERE),
    (
        "remote: GitLab: You are not allowed to push code to protected branches\n (protected branch)",
        Hindrance.REFUSED_THERE,
    ),
    ("fatal: '/x' does not appear to be a git repository" + ADVICE, Hindrance.NOT_THERE),
    ("remote: Repository not found.\nfatal: repository 'https://x/' not found", Hindrance.NOT_THERE),
    ("ssh: Could not resolve hostname x: Name or service not known" + ADVICE, Hindrance.OFFLINE),
    ("ssh: connect to host x port 22: Connection refused" + ADVICE, Hindrance.OFFLINE),
    ("ssh: connect to host x port 22: Connection timed out" + ADVICE, Hindrance.OFFLINE),
    ("fatal: unable to access 'https://x/': Could not resolve host: x", Hindrance.OFFLINE),
    ("fatal: unable to access 'https://x/': The requested URL returned error: 502", Hindrance.OFFLINE),
    ("fatal: the remote end hung up unexpectedly", Hindrance.OFFLINE),
    ("anna@x: Permission denied (publickey,password)." + ADVICE, Hindrance.SIGN_IN),
    ("fatal: could not read Username for 'https://x': terminal prompts disabled", Hindrance.SIGN_IN),
    ("remote: HTTP Basic: Access denied\nfatal: Authentication failed for 'https://x/'", Hindrance.SIGN_IN),
    ("fatal: unable to access 'https://x/': The requested URL returned error: 403", Hindrance.NO_RIGHT),
    ("remote: fatal: unable to create temporary object directory", Hindrance.NO_RIGHT),
    ("error: cannot open .git/FETCH_HEAD: Read-only file system", Hindrance.NO_RIGHT),
    ("remote: error: insufficient permission for adding an object", Hindrance.NO_RIGHT),
    ("error: remote unpack failed: unable to create temporary object directory\n(unpacker error)", Hindrance.NO_RIGHT),
    ("Host key verification failed." + ADVICE, Hindrance.HOST_UNKNOWN),
    ("@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.", Hindrance.HOST_CHANGED),
    ("fatal: detected dubious ownership in repository at '/x'", Hindrance.NOT_OURS),
    ("remote: fatal: write error: No space left on device", Hindrance.FULL),
    ("! [remote rejected] (branch is currently checked out)", Hindrance.IN_USE),
    ("fatal: attempt to fetch/clone from a shallow repository", Hindrance.SHALLOW),
    ("SSL certificate problem: self-signed certificate", Hindrance.NOT_SURE),
    ("fatal: transport 'ext' not allowed", Hindrance.NO_SUCH_WAY),
    ("git: 'remote-foo' is not a git command", Hindrance.NO_SUCH_WAY),
    ("Inte nu.\nerror: failed to push some refs to 'x'", Hindrance.REFUSED_HERE),
    ("error: Cannot access URL https://x/, return code 22\nfatal: git-http-push failed", Hindrance.NO_RIGHT),
    ("fatal: invalid gitfile format: /x", Hindrance.NOT_THERE),
    ("fatal: remote error: upload-pack: not our ref 1234", Hindrance.DAMAGED),
    ("! refs/heads/main [remote rejected] (för sent)\nerror: failed to push some refs to 'x'", Hindrance.REFUSED_THERE),
    ("something that nobody has seen", Hindrance.OTHER),
)


@pytest.mark.parametrize(("said", "why"), SAID, ids=[f"{one[1]}-{number}" for number, one in enumerate(SAID)])
def test_what_was_said_is_understood(said: str, why: Hindrance) -> None:
    ran = Ran(128, said=said)
    assert causes.of(ran, "") is why
    failure = hindrances.failure(ran, "https://anna:hemlig@exempel.se/x.git", Path("/planer"))
    assert failure.exit_code is ExitCode.NOT_SYNCED
    assert failure.sentence
    assert failure.hint.startswith(("kronobarn ", "git ", "ssh"))
    assert "hemlig" not in f"{failure.sentence}{failure.hint}{failure.details}"
    assert "{" not in failure.sentence
    assert "None" not in failure.sentence
    assert bool(failure.details) is (why in {Hindrance.REFUSED_THERE, Hindrance.REFUSED_HERE, Hindrance.OTHER})


CLOSER = {Hindrance.GONE, Hindrance.NO_PLACE, Hindrance.A_FILE, Hindrance.NO_KEY, Hindrance.NOT_KEPT}


def test_all_that_can_stand_in_the_way_is_tried_here() -> None:
    assert {why for _said, why in SAID} == set(Hindrance) - CLOSER


@pytest.mark.parametrize(("said", "why"), SAID)
def test_whoever_begins_is_told_nothing_of_plans_that_are_saved(said: str, why: Hindrance) -> None:
    if why in {Hindrance.REFUSED_HERE, Hindrance.REFUSED_THERE, Hindrance.RACE}:
        return  # nothing is sent
    failure = hindrances.failure(Ran(128, said=said), "https://exempel.se/x.git", Path("/"), BEGINS)
    assert "spara" not in failure.sentence
    assert failure.hint != "kronobarn sync"


@pytest.mark.parametrize("typed", [Typed("kronobarn sync --with x --instead"), BEGINS])
def test_of_a_folder_it_is_said_whether_it_is_gone_closed_or_something_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: Typed
) -> None:
    ran = Ran(128, said="fatal: '/x' does not appear to be a git repository")

    def told(name: str) -> tuple[str, str]:
        failure = hindrances.failure(ran, str(tmp_path / name), tmp_path, typed)
        return failure.sentence, failure.hint

    (tmp_path / "full").mkdir()
    (tmp_path / "fil").touch()
    gone, full, file = told("borta"), told("full"), told("fil")
    monkeypatch.setattr(os, "access", lambda _path, asked: asked != os.R_OK | os.X_OK)
    closed = told("full")

    def shut(_path: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "stat", shut)
    assert told("full") == closed
    assert gone[1] == closed[1] == typed.command
    made = f'kronobarn sync --with "{tmp_path / "full" / "planer.git"}" --instead'
    assert full[1] == ("kronobarn init --help" if typed.begins else made)
    assert typed.begins or file[1] == made.replace("full/", "")
    assert len({gone[0], full[0], closed[0], file[0]}) == 4


def test_the_place_that_is_made_instead_is_in_place_of_the_one_that_is_known() -> None:
    ran = Ran(128, said="fatal: '/' does not appear to be a git repository")
    for typed, instead in (('kronobarn sync --with "/"', ""), ('kronobarn sync --with "/" --instead', " --instead")):
        hint = hindrances.failure(ran, "/", Path("/"), Typed(typed)).hint
        assert hint == f'kronobarn sync --with "/planer.git"{instead}'


@pytest.mark.parametrize("place", ["/anna", "/anna/", "/anna/.git", "/anna.git", "/anna.git/", "/X"])
def test_beside_a_folder_in_which_somebody_works_a_place_is_made(place: str) -> None:
    ran = Ran(1, said="! [remote rejected] (branch is currently checked out)")
    failure = hindrances.failure(ran, place, Path("/p"))
    assert failure.hint == f'kronobarn sync --with "{"/X" if place == "/X" else "/anna"}.git" --instead'
    assert hindrances.in_use(place, failure.hint).sentence == failure.sentence
    assert hindrances.failure(ran, "a@b.se:anna", Path("/p")).hint == "kronobarn sync --help"


def test_git_says_best_itself_which_folder_is_to_be_allowed() -> None:
    said = "fatal: detected dubious ownership in repository at '/x'\n\tgit config --global --add safe.directory /x/y"
    assert hindrances.failure(Ran(128, said=said), "/x", Path("/p")).hint.endswith('safe.directory "/x/y"')
    full = Ran(128, said=f"fatal: No space left on device\n{said}")
    assert hindrances.failure(full, "/x", Path("/p")).hint == "kronobarn sync"


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("ssh://git@exempel.se:2222/x", 'ssh-keygen -l -F "[exempel.se]:2222"'),
        ("ssh://git@[fe80::1]:22/x", 'ssh-keygen -l -F "[fe80::1]:22"'),
        ("ssh://exempel.se/x", "ssh-keygen -l -F exempel.se"),
        ("ssh://git@Xenon.se/x", "ssh-keygen -l -F Xenon.se"),
        ("git@exempel.se:22/x.git", "ssh-keygen -l -F exempel.se"),
    ],
)
def test_of_a_computer_that_is_another_one_the_key_it_had_is_shown(address: str, typed: str) -> None:
    ran = Ran(128, said="@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.")
    assert hindrances.failure(ran, address, Path("/p")).hint == typed


def test_a_computer_that_is_not_known_is_signed_in_to_by_hand() -> None:
    ran = Ran(128, said="Host key verification failed.")
    assert hindrances.failure(ran, "git@exempel.se:planer/x.git", Path("/p")).hint == "ssh git@exempel.se"


def test_a_git_that_does_not_answer_means_that_the_place_does_not() -> None:
    assert causes.of(Ran(program.TOO_LONG), "") is Hindrance.OFFLINE


def test_what_a_server_says_is_told_without_what_git_says_of_it() -> None:
    said = "remote: Bara på vardagar.        \nremote: \nTo x\nerror: failed to push some refs to 'x' (hook declined)"
    assert hindrances.failure(Ran(1, said=said), "x:y", Path()).details == ("Bara på vardagar.",)
    own = hindrances.failure(Ran(1, said="error: fel i https://a:b@c/ (hook declined)"), "x:y", Path())
    assert own.details == ("error: fel i https://c/ (hook declined)",)


def test_how_to_sign_in_is_said_for_each_way_in(tmp_path: Path) -> None:
    asks = Ran(128, said="Permission denied (publickey)")
    assert hindrances.failure(asks, "git@x.se:y", tmp_path).hint == "ssh-add"
    assert hindrances.failure(asks, "ssh://git@x.se/y", tmp_path).hint == "ssh-add"
    kept = hindrances.failure(asks, "https://a:b@x.se/y", tmp_path).hint
    assert kept == 'git config --global credential.helper "cache --timeout=28800"'
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "config", "credential.https://x.se.helper", "cache")
    assert hindrances.failure(asks, "https://a:b@x.se/y", tmp_path).hint == 'git ls-remote "https://x.se/y"'
    assert "credential" in hindrances.failure(asks, "https://annan.se/y", tmp_path).hint


@pytest.mark.parametrize(("system", "keeper"), [("win32", "manager"), ("darwin", "osxkeychain")])
def test_each_system_has_its_own_way_to_keep_a_password(
    monkeypatch: pytest.MonkeyPatch, system: str, keeper: str
) -> None:
    monkeypatch.setattr("sys.platform", system)
    asks = Ran(128, said="fatal: could not read Username for 'https://x': terminal prompts disabled")
    hint = hindrances.failure(asks, "https://x.se/y", Path("/p")).hint
    assert hint == f"git config --global credential.helper {keeper}"


@pytest.mark.parametrize("address", ["file:///delad mapp/d", "/delad mapp/d", "länk"])
def test_what_is_to_be_allowed_is_the_place_that_git_names(address: str) -> None:
    """Behind an address with `file:`, behind a link, or in a folder in which somebody works, it is another."""
    said = "fatal: detected dubious ownership in repository at '/delad mapp/d/.git'\n\n\tgit config --global --add "
    failure = hindrances.failure(Ran(128, said=said + "safe.directory '/delad mapp/d/.git'"), address, Path("/p"))
    assert failure.hint == 'git config --global --add safe.directory "/delad mapp/d/.git"'


@pytest.mark.parametrize("name", ["git.hassleholm.se", "tls.exempel.se", "certificate.se"])
def test_what_a_place_is_called_is_no_reason(name: str) -> None:
    address = f"https://anna@{name}/shallow/x.git"
    said = f"fatal: unable to access '{address}/': Could not resolve host: {name}"
    assert causes.of(Ran(128, said=said), address) is Hindrance.OFFLINE


def test_it_is_only_a_check_here_where_there_is_one(tmp_path: Path) -> None:
    ran = Ran(1, said="error: failed to push some refs to 'x'")
    git(tmp_path, "init", "--quiet")
    without = hindrances.failure(ran, "https://x.se/y", tmp_path)
    assert without.hint == "kronobarn sync"
    (tmp_path / ".git" / "hooks" / "pre-push").touch()
    with_one = hindrances.failure(ran, "https://x.se/y", tmp_path)
    assert with_one.hint == "kronobarn check"
    assert with_one.sentence != without.sentence


@pytest.mark.parametrize("said", ["Could not resolve host: x", "something else"])
def test_a_way_by_which_nothing_is_ever_sent_is_told_as_one(said: str) -> None:
    failure = hindrances.failure(Ran(128, said=said), "ftp://x/y", Path("/p"))
    assert failure.hint == "kronobarn sync --help"


@pytest.mark.parametrize(
    ("address", "typed", "hint"),
    [
        ("/delat/x.git", hindrances.SYNC, 'kronobarn sync --with "/delat/x-2.git" --instead'),
        ("https://x.se/y", hindrances.SYNC, "kronobarn sync"),
        ("/delat/x.git", BEGINS, "kronobarn init --help"),
    ],
)
def test_beside_a_place_that_is_damaged_a_new_one_is_made(address: str, typed: Typed, hint: str) -> None:
    failure = hindrances.damaged(address, Path("/p"), typed)
    assert failure.hint == hint
    assert ("spara" in failure.sentence) is not typed.begins


def test_a_lock_is_taken_away_as_the_systems_own_shell_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = Ran(128, said="Unable to create '/delat/x.git/index.lock': File exists.")
    assert hindrances.failure(ran, "/delat/x.git", Path("/p")).hint == 'rm "/delat/x.git/index.lock"'
    there = Ran(1, said="remote: error: cannot lock ref 'x': Unable to create './refs/x.lock': File exists.")
    assert hindrances.failure(there, "/delat/x.git", Path("/p")).hint == 'rm "/delat/x.git/refs/x.lock"'
    monkeypatch.setattr("sys.platform", "win32")
    assert hindrances.failure(ran, "/delat/x.git", Path("/p")).hint == 'del "\\delat\\x.git\\index.lock"'
