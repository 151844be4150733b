"""How the address of a shared place is read, shown and typed."""

import os
from pathlib import Path, PureWindowsPath

import pytest

from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.store.git import addresses


def test_an_address_means_the_same_wherever_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert addresses.addressed("delat.git") == str(tmp_path / "delat.git")
    for elsewhere in ("anna@exempel.se:planer", "ssh://exempel.se/planer", "https://exempel.se/planer"):
        assert addresses.addressed(elsewhere) == elsewhere
    assert addresses.is_folder("C:\\planer")


@pytest.mark.parametrize("given", ["", " ", "-", "--upload-pack=ls"])
def test_what_git_would_not_take_for_an_address_is_none(given: str) -> None:
    with pytest.raises(UsageTrouble):
        addresses.addressed(given)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("git@github.com:a/b.git", "github.com"),
        ("ssh://git@exempel.se:2222/a.git", "exempel.se"),
        ("https://anna:hemlig@exempel.se/a.git", "exempel.se"),
        ("https://exempel.se", "exempel.se"),
        ("https://exempel.se/x://a://b", "exempel.se"),
        ("/delat/planer.git", "/delat/planer.git"),
        ("ssh://[fe80::1]:22/a", "[fe80::1]"),
        ("\\\\server\\delat", "\\\\server\\delat"),
    ],
)
def test_the_computer_in_an_address_is_known(address: str, host: str) -> None:
    assert addresses.host(address) == host


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://anna:hemlig@exempel.se/x", "https://exempel.se/x"),
        ("https://nyckel@exempel.se/x", "https://exempel.se/x"),
        ("http://a:b@exempel.se/x@y", "http://exempel.se/x@y"),
        ("ssh://git:hemlig@exempel.se:22/x", "ssh://git@exempel.se:22/x"),
        ("ssh://git@exempel.se/x", "ssh://git@exempel.se/x"),
        ("git@exempel.se:x", "git@exempel.se:x"),
        ("https://anna:hem@lig@exempel.se/x", "https://exempel.se/x"),
        ("https://anna:hem/lig@exempel.se/x", "https://exempel.se/x"),
        ("HTTPS://anna:hemlig@exempel.se/x", "HTTPS://exempel.se/x"),
        ("https://exempel.se:8080/x@y", "https://exempel.se:8080/x@y"),
        ("ssh://git:hem@lig@exempel.se/x", "ssh://git@exempel.se/x"),
        ("ssh://git:hem/lig@exempel.se/x", "ssh://git@exempel.se/x"),
        ("ssh://exempel.se:22/x@y", "ssh://exempel.se:22/x@y"),
        ("anna:hemlig@exempel.se/x", "exempel.se/x"),
        ("anna:hemlig@exempel.se:x", "exempel.se:x"),
        ("exempel.se:planer@hem.git", "exempel.se:planer@hem.git"),
        ("C:/Users/anna@exempel.se/x", "C:/Users/anna@exempel.se/x"),
        ("/delat/planer@hem.git", "/delat/planer@hem.git"),
    ],
)
def test_what_lets_somebody_in_is_never_shown(address: str, shown: str) -> None:
    assert addresses.shown(address) == shown


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("ssh://git@exempel.se:2222/x", "ssh -p 2222 git@exempel.se"),
        ("ssh://exempel.se/x", "ssh exempel.se"),
        ("git@exempel.se:planer/x.git", "ssh git@exempel.se"),
    ],
)
def test_a_computer_is_signed_in_to_by_hand_with_the_name_and_the_port_of_the_address(address: str, typed: str) -> None:
    assert addresses.signing_in(address) == typed


def test_a_folder_on_windows_is_typed_as_every_shell_there_takes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "Path", PureWindowsPath)
    assert addresses.quoted("\\\\server\\delat\\våra planer.git") == '"//server/delat/våra planer.git"'
    assert addresses.quoted("C:\\planer") == '"C:/planer"'


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://exempel.se/a/b.git", "git@Exempel.se:a/b", True),
        ("https://anna@exempel.se/a/b/", "ssh://git@exempel.se:22/a/b", True),
        ("https://exempel.se/a/b", "https://exempel.se/a/c", False),
        ("https://exempel.se/a/b", "https://annan.se/a/b", False),
        ("/delat/a", "/delat/a", True),
        ("/delat/a", "/delat/a.git", False),
        ("https://exempel.se/a", "/delat/a", False),
        ("https://exempel.se/a", "exempel.se/a", False),
        ("exempel.se/a", "https://exempel.se/a", False),
        ("https://exempel.se/a/exempel.se/exempel.se/b", "https://exempel.se/c/exempel.se/exempel.se/b", False),
        ("https://exempel.se/a/x://b://c", "https://exempel.se/d/x://b://c", False),
        ("https://exempel.se/våra planer", "https://exempel.se/era planer", False),
        ("https://exempel.se/a/X", "https://exempel.se/a/XX", False),
        ("https://en_dator/a", "https://exempel.se/a", False),
        ("git@git:a/b", "https://git/a/b.git", True),
    ],
)
def test_one_place_can_be_reached_in_several_ways(one: str, other: str, same: bool) -> None:
    assert addresses.is_same(one, other) is same


def test_a_free_path_is_one_where_nothing_is(tmp_path: Path) -> None:
    assert addresses.free(tmp_path / "a") == tmp_path / "a"
    (tmp_path / "a").touch()
    (tmp_path / "a-2").symlink_to("ingenstans")
    assert addresses.free(tmp_path / "a") == tmp_path / "a-3"


def test_where_a_thousand_are_taken_no_more_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "lexists", lambda path: not str(path).endswith("-1000"))
    assert addresses.free(Path("/a")) == Path("/a")
