"""Who can read a shared place: it is tried as anybody would, with nothing that lets a person in."""

import base64
import socket
import time
from pathlib import Path

import pytest

from kronobarn_cli.store.git import openness, program, repository
from kronobarn_cli.store.git.exchange import Shared
from kronobarn_cli.store.git.openness import Openness
from kronobarn_cli.store.git.program import Ran
from tests.store.git.colleagues import git, repo, shared_of, write
from tests.store.git.colleagues import place as shared_place
from tests.store.git.web import Web

HEADER = "Authorization: Basic " + base64.b64encode(b"anna:hemlig").decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return repo(tmp_path, "a", shared_place(tmp_path))


def test_a_place_that_asks_nobody_is_open(folder: Path, tmp_path: Path) -> None:
    with Web(tmp_path).served() as address:
        assert openness.of(folder, f"{address}/delat.git") is Openness.ALL
        assert openness.of(folder, f"{address}/borta.git") is Openness.UNKNOWN


def test_a_place_that_asks_who_one_is_is_not_open_though_this_person_may_read_it(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    web = Web(tmp_path, "anna:hemlig")
    with web.served() as address:
        there = address.replace("http://", "http://anna:hemlig@") + "/delat.git"
        git(folder, "config", f"http.{address}/.extraHeader", HEADER)
        netrc = tmp_path / ".netrc"
        netrc.write_text("machine 127.0.0.1 login anna password hemlig\n")
        netrc.chmod(0o600)
        monkeypatch.setenv("HOME", str(tmp_path))
        assert git(folder, "ls-remote", there)
        assert openness.of(folder, there) is Openness.UNKNOWN
    assert web.asked, "it was tried"


@pytest.mark.parametrize("setting", ["GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "XDG_CONFIG_HOME", "HOME"])
def test_nothing_that_is_set_for_this_person_or_this_computer_lets_in(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    if setting.startswith("GIT_") and (program.version() or ()) < (2, 32):
        pytest.skip("this git looks for its settings nowhere else")
    mine = tmp_path / "mina"
    for name in ("allt", ".gitconfig", "git/config"):
        write(mine, name, f"[http]\n\textraHeader = {HEADER}\n")
    for name in ("GIT_CONFIG_GLOBAL", "XDG_CONFIG_HOME") if "HOME" in setting else ("GIT_CONFIG_NOSYSTEM",):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(setting, str(mine if "HOME" in setting else mine / "allt"))
    with Web(tmp_path, "anna:hemlig").served() as address:
        assert program.run(folder, "ls-remote", f"{address}/delat.git").well, "this person may read it"
        assert openness.of(folder, f"{address}/delat.git") is Openness.UNKNOWN


@pytest.mark.parametrize(
    ("setting", "value", "known"),
    [
        ("GIT_ASKPASS", "{answers}", "anna:hemlig"),
        ("SSH_ASKPASS", "{answers}", "anna:hemlig"),
        ("GIT_CONFIG_PARAMETERS", "'core.askPass={answers}'", "anna:hemlig"),
        ("GIT_CONFIG_PARAMETERS", "'credential.helper={answers}'", "anna:hemlig"),
        ("GIT_CONFIG_PARAMETERS", "'http.emptyAuth=true'", ":"),
    ],
    ids=["git asks", "ssh asks", "asks", "remembers", "signed in to the computer"],
)
def test_no_program_that_knows_the_person_is_asked(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, value: str, known: str
) -> None:
    words = (
        'case "$1" in Username*) echo anna;; Pass*) echo hemlig;; *) echo username=anna; echo password=hemlig;; esac'
    )
    answers = write(tmp_path, "svarar", f"#!/bin/sh\n{words}\n")
    answers.chmod(0o755)
    for name in ("GIT_ASKPASS", "SSH_ASKPASS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(setting, value.format(answers=answers))
    with Web(tmp_path, known).served() as address:
        assert program.run(folder, "ls-remote", f"{address}/delat.git").well, "this person may read it"
        assert openness.of(folder, f"{address}/delat.git") is Openness.UNKNOWN


def test_a_file_that_somebody_has_sent_is_no_setting(folder: Path, tmp_path: Path) -> None:
    """One could start any program here."""
    text = f'[protocol "ext"]\n\tallow = always\n[url "ext::touch {tmp_path}/startad "]\n\tinsteadOf = http://\n'
    for name in (".nobody", "None", "nobody", ".gitconfig"):
        write(folder, name, text)
    with Web(tmp_path).served() as address:
        assert openness.of(folder, f"{address}/delat.git") is Openness.ALL
    assert not (tmp_path / "startad").exists()


def test_a_place_that_does_not_answer_is_not_waited_for_long(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openness, "_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        begun = time.monotonic()
        assert openness.of(folder, f"http://127.0.0.1:{silent.getsockname()[1]}/x") is Openness.UNKNOWN
        assert time.monotonic() - begun < 10


def test_how_this_computer_reaches_the_web_goes_along_but_nothing_that_lets_in(folder: Path) -> None:
    for key, value in (
        ("http.proxy", "http://proxy.exempel.se:8080"),
        ("http.extraHeader", "Authorization: hemlig"),
        ("http.https://exempel.se/.extraHeader", "Authorization: hemlig"),
        ("http.cookieFile", "/hemlig"),
        ("http.sslKey", "/hemlig"),
    ):
        git(folder, "config", key, value)
    words = openness._way_out(folder, "https://exempel.se/a.git")
    assert words == ("-c", "http.proxy=http://proxy.exempel.se:8080")


def test_services_on_the_internet_are_asked_over_the_web(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def run(where: Path, *words: str, **rest: object) -> Ran:
        if "ls-remote" in words:
            tried.append(words[-1])
        return Ran(0 if words[-1].endswith("oppen.git") else 128)

    monkeypatch.setattr(program, "run", run)
    assert openness.of(folder, "git@github.com:a/b.git") is Openness.SERVICE
    assert openness.of(folder, "ssh://git@gitlab.com:22/a/oppen.git") is Openness.ALL
    assert openness.of(folder, "git@exempel.se:a/oppen.git") is Openness.UNKNOWN
    assert openness.of(folder, "https://anna@codeberg.org/a/b.git") is Openness.SERVICE
    assert openness.of(folder, "git://exempel.se/a") is Openness.ALL
    assert openness.of(folder, "https://anna@exempel.se/a/oppen.git") is Openness.ALL
    assert tried == [
        "https://github.com/a/b.git",
        "https://gitlab.com/a/oppen.git",
        "https://codeberg.org/a/b.git",
        "https://exempel.se/a/oppen.git",
    ]


def test_a_folder_that_a_cloud_service_copies_is_told_of(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert openness.of(folder, str(tmp_path / "delat.git")) is Openness.UNKNOWN
    monkeypatch.setenv("OneDrive", str(tmp_path))
    assert openness.of(folder, str(tmp_path / "delat.git")) is Openness.CLOUD


def test_what_a_person_has_said_yes_to_is_remembered_for_that_place(folder: Path) -> None:
    opened, shared = repository.opened(folder), shared_of(folder)
    assert not openness.accepted(opened, shared)
    openness.accept(opened, shared)
    assert openness.accepted(opened, shared)
    other = Shared(None, "https://exempel.se/a", "main")
    assert not openness.accepted(opened, other)
    openness.accept(opened, other)
    assert openness.accepted(opened, shared)
    assert openness.accepted(opened, other)
