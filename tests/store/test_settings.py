"""Settings: one table, known origins, and nothing dangerous from a folder that came from elsewhere."""

from pathlib import Path

import pytest

from kronobarn_cli.errors import NotFound, Unreadable, UsageTrouble
from kronobarn_cli.store import places, settings
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


@pytest.mark.parametrize(
    "text",
    [
        'municipality = """\nmeeting-minutes = 7\n"""\n',
        '"meeting-minutes" = 2\n',
        "meeting-minutes.x = 1\n",
        "git = [\n",
    ],
)
def test_a_file_that_only_a_person_can_change_is_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "kronobarn.toml"
    path.write_text(text)
    with pytest.raises((UsageTrouble, Unreadable)) as caught:
        settings.written(path, "meeting-minutes", 45)
    assert path.name in caught.value.sentence
    assert path.read_text() == text


def test_a_new_line_stands_above_the_first_table(tmp_path: Path) -> None:
    path = tmp_path / "kronobarn.toml"
    path.write_text("# vårt\n[egen]\na = 1\n")
    assert settings.written(path, "git", False).decode() == "# vårt\ngit = false\n[egen]\na = 1\n"


def test_a_home_that_nobody_has_is_told_of(folder: Path, kronobarn: Program) -> None:
    assert kronobarn("config", "set", "terms", "~ingen-alls/x").code == 4
    user = places.user_settings()
    user.parent.mkdir(parents=True)
    user.write_text('terms = "~ingen-alls/x"\n')
    assert kronobarn("list").code in (0, 2)
    assert kronobarn("glossary").code == 2


def test_links_in_a_circle_are_told_of(tmp_path: Path, kronobarn: Program) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert kronobarn("config", "set", "templates", tmp_path / "a").code in (2, 4)
    with pytest.raises(UsageTrouble):
        settings.keep_apart(tmp_path / "a")


def test_of_settings_that_cannot_be_understood_each_line_that_can_be_is_kept(tmp_path: Path) -> None:
    mark = tmp_path / "kronobarn.toml"
    assert list(settings.broken(None)) == []
    deep = b"practice = " + b"[" * 10_000
    lines = b'language = "sv"', b"git = maybe", b"", deep, b'language="en"', b"[section]", b"unknown = 1", b"git=false"
    mark.write_bytes(b"\xef\xbb\xbf" + b"\n".join(lines))
    [(path, failure)] = settings.broken(tmp_path)
    assert path == mark
    assert str(mark) in failure.sentence
    settings.put_right(mark)
    assert mark.read_text() == 'language="en"\ngit=false\n'
    assert b"maybe" in mark.with_name("kronobarn.toml-old").read_bytes()
    assert list(settings.broken(tmp_path)) == []
    mark.write_bytes(b"\xff[")
    settings.put_right(mark)
    assert mark.read_bytes() == b"\n"
