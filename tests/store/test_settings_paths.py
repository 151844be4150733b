"""Settings that name a file or a folder hold wherever one stands, and templates keep apart from plans."""

from datetime import date
from pathlib import Path

import pytest

from kronobarn_cli.errors import NotFound, UsageTrouble
from kronobarn_cli.store import places
from kronobarn_cli.store.settings import Settings, checked, find, folder_of, keep_apart


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """A terms file somewhere on this computer."""
    path = tmp_path / "mina ord.yaml"
    path.write_text("x")
    return path


def _user(text: str) -> None:
    places.user_settings().parent.mkdir(parents=True, exist_ok=True)
    places.user_settings().write_text(text)


def test_a_path_is_kept_whole_in_the_users_own_file(words: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(words.parent)
    settings = Settings(folder)
    assert settings.path("terms") is None
    assert settings.change("terms", words.name, for_user=False) == places.user_settings()
    assert Settings(folder).path("terms") == words
    assert Settings(None).change("municipality", "Alvesta", for_user=False) == places.user_settings()


def test_a_path_that_is_not_there_is_told_and_cannot_be_set(words: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFound) as caught:
        Settings(None).change("terms", str(tmp_path / "inget"), for_user=True)
    assert str(tmp_path / "inget") in caught.value.sentence
    assert caught.value.hint == "kronobarn terms copy"
    Settings(None).change("terms", str(words), for_user=True)
    words.unlink()
    with pytest.raises(NotFound) as caught:
        Settings(None).path("terms")
    assert caught.value.hint == 'kronobarn config set terms ""'


def test_templates_are_a_folder_and_terms_are_a_file(words: Path, tmp_path: Path) -> None:
    _user(f'terms = "{tmp_path}"\ntemplates = "{words}"\n')
    for name in ("terms", "templates"):
        with pytest.raises(NotFound):
            Settings(None).path(name)
    _user(f'templates = "{tmp_path}"\n')
    assert Settings(None).path("templates") == tmp_path


def test_a_path_in_a_file_does_not_depend_on_where_one_stands() -> None:
    _user('terms = "ord.yaml"\n')
    with pytest.raises(UsageTrouble) as caught:
        Settings(None).origin("terms")
    assert "ord.yaml" in caught.value.sentence
    assert caught.value.hint == "kronobarn config set terms DIR"


def test_a_value_that_cannot_be_used_hides_no_other(folder: Path) -> None:
    _user('terms = "ord.yaml"\n')
    (folder / "kronobarn.toml").write_text("meeting-minutes = 7\n")
    settings = Settings(folder)
    assert settings.origin_or_fault("terms").place == "user"
    assert settings.origin_or_fault("meeting-minutes").place == "folder"
    assert settings.origin_or_fault("git") == settings.origin("git")


def test_templates_may_not_lie_among_the_plans(folder: Path, tmp_path: Path) -> None:
    inside = folder / "mallar"
    inside.mkdir()
    with pytest.raises(UsageTrouble) as caught:
        Settings(folder).change("templates", str(inside), for_user=True)
    assert str(folder) in caught.value.sentence
    keep_apart(tmp_path)


def test_a_setting_is_taken_away_by_setting_it_to_nothing(words: Path) -> None:
    Settings(None).change("terms", str(words), for_user=True)
    Settings(None).change("terms", "", for_user=True)
    assert Settings(None).path("terms") is None


def test_a_personal_number_is_no_setting() -> None:
    # Put together here, so that this very file holds none.
    born = "20170512"
    with pytest.raises(UsageTrouble):
        Settings(None).change("municipality", f"Alvesta {born}-1234", for_user=True)


@pytest.mark.parametrize(("given", "kept"), [("2026-04-27", "2026-04-27"), (date(2026, 4, 27), "2026-04-27"), ("", "")])
def test_a_day_is_a_day_or_none(given: object, kept: str) -> None:
    assert checked(find("practice-day"), given) == kept


def test_the_folder_is_the_one_on_the_line_or_the_nearest(folder: Path, tmp_path: Path) -> None:
    assert folder_of(["list", "--folder", "a"]) == Path("a")
    assert folder_of(["--folder=b", "list"]) == Path("b")
    assert folder_of(["list", "--folder"]) == folder_of([]) == folder
