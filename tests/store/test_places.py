"""Where things lie on this computer, and what can be told of the disk that a folder lies on."""

import os
from pathlib import Path, PureWindowsPath

import platformdirs
import pytest

from kronobarn_cli.store import places
from kronobarn_cli.store.places import Disk


@pytest.fixture
def _nothing_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No place is chosen in the environment; the user's own lie in a folder of this test."""
    for name in ("KRONOBARN_CONFIG", "KRONOBARN_STATE"):
        monkeypatch.delenv(name)
    for kind in ("config", "state", "cache"):
        monkeypatch.setattr(platformdirs, f"user_{kind}_path", _own(tmp_path, kind))


def _own(root: Path, kind: str) -> object:
    def place(name: str, *, appauthor: bool) -> Path:
        assert appauthor is False, "on Windows nothing else keeps the name from being written twice"
        return root / kind / name

    return place


@pytest.mark.usefixtures("_nothing_chosen")
def test_everything_has_its_place_with_the_user(tmp_path: Path) -> None:
    assert places.user_settings() == tmp_path / "config" / "kronobarn" / "settings.toml"
    assert places.cache() == tmp_path / "cache" / "kronobarn"
    assert places.state_of(tmp_path / "a").parent == tmp_path / "state" / "kronobarn"


def test_a_place_that_is_chosen_is_that_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KRONOBARN_CONFIG", str(tmp_path / "own.toml"))
    monkeypatch.setenv("KRONOBARN_STATE", str(tmp_path / "own"))
    assert places.user_settings() == tmp_path / "own.toml"
    assert places.cache() == tmp_path / "own" / "cache"
    assert places.state_of(tmp_path / "a").parent == tmp_path / "own"


def test_each_plan_folder_has_a_state_of_its_own_however_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "a")
    one = places.state_of(tmp_path / "a")
    assert places.state_of(tmp_path / "link") == places.state_of(tmp_path / "a" / ".") == one
    assert places.state_of(tmp_path / "b") != one
    assert len(one.name) == 16
    assert int(one.name, 16) >= 0


def test_a_folder_with_a_name_of_an_old_system_has_its_state(tmp_path: Path) -> None:
    """Names of files are bytes: not all of them are letters as they are written today."""
    assert places.state_of(Path(os.fsdecode(os.fsencode(tmp_path) + b"/pl\xe4ner"))) != places.state_of(tmp_path)


def test_a_path_that_cannot_be_looked_at_holds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fil").write_text("")
    assert places.is_file(tmp_path / "fil")
    assert not places.is_folder(tmp_path / "fil")
    assert places.is_folder(tmp_path)
    assert not places.is_file(tmp_path)
    too_long = tmp_path / ("x" * 5000)
    assert not places.is_file(too_long)
    assert not places.is_folder(too_long)


def test_the_folder_is_the_one_named_or_the_nearest_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert places.given_folder() is None
    assert places.nearest_folder(deep) is None
    (tmp_path / "a" / places.FOLDER_MARK).write_text("")
    assert places.nearest_folder(deep) == places.nearest_folder(tmp_path / "a") == tmp_path / "a"
    (deep / places.FOLDER_MARK).write_text("")
    assert places.nearest_folder(deep) == deep
    monkeypatch.setenv("KRONOBARN_FOLDER", str(tmp_path))
    assert places.given_folder() == tmp_path


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
tmpfs {root}/minne tmpfs rw 0 0
//server/share {root}/delad\\040mapp cifs rw 0 0
tmpfs {root}/delad\\040mapp/inne tmpfs rw 0 0
/dev/sda1 {root}/minne/disk ext4 rw 0 0
 {root}/namnlös tmpfs rw 0 0
tmpfs {root}/hårt\u00a0namn tmpfs rw 0 0
//server/\udcff {root}/\udcff cifs rw 0 0
tmpfs {root}/byte tmpfs rw 0 0
server:/x {root}/byte nfs4 rw 0 0
tmpfs {root}/rad\x0cmatning tmpfs rw 0 0
//server/x {root}/flik\\011och\\134streck cifs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "disk"),
    [
        ("hemma", None),
        ("minne", Disk.MEMORY),
        ("minne/a/b", Disk.MEMORY),
        ("minnen", None),
        ("minne/disk/a", None),
        ("delad mapp/a", Disk.NETWORK),
        ("delad mapp/inne", Disk.MEMORY),
        ("byte", Disk.NETWORK),
        ("namnlös", Disk.MEMORY),
        ("hårt\u00a0namn/a", Disk.MEMORY),
        ("rad\x0cmatning", Disk.MEMORY),
        ("flik\toch\\streck", Disk.NETWORK),
        ("\udcff", Disk.NETWORK),
    ],
)
def test_the_disk_is_the_one_mounted_nearest_and_last(
    folder: str, disk: Disk | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_bytes(MOUNTS.format(root=tmp_path).encode("utf-8", "surrogateescape"))
    monkeypatch.setattr(places, "_MOUNTS", mounts)
    assert places.disk_of(tmp_path / folder) is disk


def test_a_disk_that_is_not_told_of_is_of_no_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that is shut in by the system need not see even the first disk."""
    mounts = tmp_path / "mounts"
    mounts.write_text(f"tmpfs {tmp_path}/minne tmpfs rw 0 0\n")
    monkeypatch.setattr(places, "_MOUNTS", mounts)
    assert places.disk_of(tmp_path / "hemma") is None


def test_where_nothing_tells_of_disks_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_MOUNTS", tmp_path / "nothing")
    assert places.disk_of(tmp_path) is None


@pytest.mark.parametrize(
    ("folder", "cloud"),
    [
        ("OneDrive - Alvesta kommun/planer", "OneDrive"),
        ("onedrive/planer", "OneDrive"),
        ("Dropbox/planer", "Dropbox"),
        ("Library/Mobile Documents/planer", "iCloud"),
        ("min OneDrive/planer", None),
        ("planer", None),
    ],
)
def test_a_cloud_is_known_by_the_name_of_its_folder(folder: str, cloud: str | None, tmp_path: Path) -> None:
    assert places.sync_root(tmp_path / folder) == cloud


@pytest.mark.parametrize("variable", ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"])
def test_a_cloud_is_known_by_what_it_says_itself(
    variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, str(tmp_path / "moln"))
    assert places.sync_root(tmp_path / "moln" / "planer") == "OneDrive"
    assert places.sync_root(tmp_path / "molnet") is None


def test_a_share_with_a_name_of_its_own_is_on_the_network() -> None:
    class Share:
        def resolve(self) -> PureWindowsPath:
            return PureWindowsPath(r"\\server\delat\planer")

    assert places.disk_of(Share()) is Disk.NETWORK  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "way", ["plans/k7mtr.yaml", "kronobarn.toml", "mallar/brev.md", "Läs mig.md", ".gitignore", "X/INDEX"]
)
def test_what_can_lie_in_the_folder_on_every_computer(way: str) -> None:
    assert places.is_way_within(way)


@pytest.mark.parametrize(
    "way",
    ["../a", "/a", "a//b", ".GIT/config", ".g\u200cit/x", "git~1/x", "a\\b", "C:x", "nul", "con.md", "a. ", "a/"],
)
def test_what_would_lie_elsewhere_or_cannot_lie_on_every_computer(way: str) -> None:
    assert not places.is_way_within(way)


@pytest.mark.parametrize("way", ["plans/K7MTR.yaml", "PLANS/k7mtr.yaml", "Kronobarn.toml"])
def test_what_would_lie_over_a_plan_or_the_mark_by_other_letters(way: str) -> None:
    assert not places.is_way_within(way)
