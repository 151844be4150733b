"""What a setting can be given, and how a settings file is written: one line is changed, all others stand."""

from pathlib import Path

import pytest

from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.store.settings import Settings, checked, find, written


@pytest.mark.parametrize("word", ["true", "on", "yes", "ja", "på", "PÅ", "Ja", True])
def test_what_is_on_can_be_said_in_these_words(word: object) -> None:
    assert checked(find("practice"), word) is True


@pytest.mark.parametrize("word", ["false", "off", "no", "nej", "av", "AV", "Nej", False])
def test_what_is_off_can_be_said_in_these_words(word: object) -> None:
    assert checked(find("git"), word) is False


@pytest.mark.parametrize(
    ("name", "least", "most"), [("meeting-minutes", 10, 480), ("consent-months", 1, 24), ("follow-up-weeks", 1, 52)]
)
def test_a_number_may_be_the_least_and_the_most_and_nothing_beyond(name: str, least: int, most: int) -> None:
    assert [checked(find(name), given) for given in (str(least), most)] == [least, most]
    for given in (least - 1, str(most + 1), -least, f"{least}.5", "²", "", True):
        with pytest.raises(UsageTrouble):
            checked(find(name), given)


def test_what_nobody_has_set_is_as_the_table_says() -> None:
    settings = Settings(None)
    assert settings.flag("git")
    assert not settings.flag("practice")
    assert settings.number("meeting-minutes") == 60
    assert settings.text("language") == "sv"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "git = false\n"),
        ("# vårt", "# vårt\ngit = false\n"),
        ("a = 1\nb = 2\n", "a = 1\nb = 2\ngit = false\n"),
        ("\na = 1\n\n[egen]\nb = 2\n", "\na = 1\n\ngit = false\n[egen]\nb = 2\n"),
        ("a = 1\n\ngit=true\nb = 2\nc = 3\n", "a = 1\n\ngit = false\nb = 2\nc = 3\n"),
        ("git = true", "git = false\n"),
    ],
)
def test_one_line_is_changed_and_every_other_stands(before: str, after: str, tmp_path: Path) -> None:
    path = tmp_path / "kronobarn.toml"
    path.write_text(before, "utf-8")
    assert written(path, "git", value=False).decode() == after


def test_a_file_from_notepad_is_read_and_kept_in_utf_8(tmp_path: Path) -> None:
    """Windows puts a mark before the first letter of a text file."""
    path = tmp_path / "kronobarn.toml"
    path.write_text('municipality = "Växjö"\n', "utf-8-sig")
    assert Settings(tmp_path).text("municipality") == "Växjö"
    Settings(tmp_path).change("municipality", "Älmhult", for_user=False)
    assert path.read_bytes().decode() == 'municipality = "Älmhult"\n'
