"""Settings: one table, known origins, and nothing dangerous from a folder that came from elsewhere."""

from pathlib import Path

import pytest

from kronobarn_cli.errors import NotFound, Unreadable, UsageTrouble
from kronobarn_cli.store.settings import SETTINGS, Settings
from tests.conftest import Program


def test_a_value_says_where_it_comes_from(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings(folder).origin("meeting-minutes").place == "default"
    Settings(folder).change("meeting-minutes", "45", for_user=True)
    assert Settings(folder).origin("meeting-minutes").place == "user"
    Settings(folder).change("meeting-minutes", "50", for_user=False)
    assert Settings(folder).origin("meeting-minutes") == Settings(folder).origin("meeting-minutes")
    assert Settings(folder).number("meeting-minutes") == 50
    monkeypatch.setenv("KRONOBARN_LANG", "en")
    assert Settings(folder).origin("language").place == "environment"


@pytest.mark.parametrize("name", [one.name for one in SETTINGS if one.own])
def test_a_folder_from_elsewhere_cannot_choose_programs_or_files(folder: Path, name: str) -> None:
    (folder / "kronobarn.toml").write_text(f'{name} = "/tmp/evil"\n')
    assert Settings(folder).origin(name).place == "default"


def test_comments_in_the_file_survive_a_change(folder: Path) -> None:
    path = folder / "kronobarn.toml"
    path.write_text('# vår mapp\nmunicipality = "Alvesta" # sedan 2021\nmeeting-minutes = 60\n')
    Settings(folder).change("meeting-minutes", "45", for_user=False)
    assert path.read_text() == '# vår mapp\nmunicipality = "Alvesta" # sedan 2021\nmeeting-minutes = 45\n'


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("meeting-minutes", "0"),
        ("meeting-minutes", "sju"),
        ("language", "no"),
        ("git", "kanske"),
        ("practice-day", "i dag"),
    ],
)
def test_a_bad_value_is_refused_and_changes_nothing(folder: Path, name: str, value: str) -> None:
    before = (folder / "kronobarn.toml").read_bytes()
    with pytest.raises(UsageTrouble):
        Settings(folder).change(name, value, for_user=False)
    assert (folder / "kronobarn.toml").read_bytes() == before


def test_unknown_names_and_broken_files_have_their_sentences(folder: Path) -> None:
    with pytest.raises(NotFound):
        Settings(folder).origin("farg")
    (folder / "kronobarn.toml").write_text("= 1")
    with pytest.raises(Unreadable):
        Settings(folder)


def test_config_lists_gets_and_sets(folder: Path, kronobarn: Program) -> None:
    assert kronobarn("config", "set", "municipality", "Alvesta").code == 0
    assert kronobarn("config", "get", "municipality").out == "Alvesta\n"
    assert "Alvesta" in kronobarn("config", "list").out
    assert kronobarn("config", "get", "farg").code == 4
