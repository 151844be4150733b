"""What is refused of settings is told whole: a Swedish sentence with what it is about in it, and a hint."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kronobarn_cli.errors import KronobarnError, NotFound, Unreadable, UsageTrouble
from kronobarn_cli.store import places, settings
from kronobarn_cli.store.settings import Settings, checked, find

Act = Callable[[Path], object]


def _user(text: str) -> Settings:
    places.user_settings().parent.mkdir(parents=True, exist_ok=True)
    places.user_settings().write_text(text, "utf-8")
    return Settings(None)


def _among_the_plans(root: Path) -> None:
    (root / places.FOLDER_MARK).touch()
    settings.keep_apart(root / "mallar")


def _broken_settings(text: bytes) -> Act:
    def load(root: Path) -> None:
        (root / places.FOLDER_MARK).write_bytes(text)
        Settings(root)

    return load


def _laid_out_by_hand(root: Path) -> None:
    (root / places.FOLDER_MARK).write_text('"meeting-minutes" = 50\n', "utf-8")
    Settings(root).change("meeting-minutes", "45", for_user=False)


LIST = "kronobarn config list"
# Put together here, so that this very file holds none.
PERSONAL = "20170512" + "-1234"
OF_SETTINGS: dict[str, tuple[Act, type[KronobarnError], str, str]] = {
    "no such name": (lambda _: find("farg"), NotFound, "Det finns ingen inställning som heter farg.", LIST),
    "no such value": (
        lambda _: checked(find("language"), "no"),
        UsageTrouble,
        "language kan inte vara no. Språket i texter och dokument: sv eller en.",
        LIST,
    ),
    "personal number": (
        lambda _: checked(find("municipality"), PERSONAL),
        UsageTrouble,
        "Det där ser ut som ett personnummer. Det får inte stå i en inställning.",
        LIST,
    ),
    "set to what is not there": (
        lambda root: Settings(None).change("templates", f"{root}/inget", for_user=True),
        NotFound,
        "Det finns inget på platsen ROT/inget.",
        "kronobarn templates copy",
    ),
    "what it names is gone": (
        lambda root: _user(f'terms = "{root}/ord.yaml"').path("terms"),
        NotFound,
        "Inställningen terms pekar på ROT/ord.yaml, som inte finns.",
        'kronobarn config set terms ""',
    ),
    "depends on where one stands": (
        lambda _: _user('terms = "ord.yaml"').origin("terms"),
        UsageTrouble,
        "terms är ord.yaml i inställningsfilen. En sökväg där skrivs hel, från diskens början.",
        "kronobarn config set terms DIR",
    ),
    "templates among the plans": (
        _among_the_plans,
        UsageTrouble,
        (
            "ROT/mallar ligger i planmappen ROT. Det som finns där kan komma från andra, "
            "så dina mallar behöver en egen mapp."
        ),
        "kronobarn templates copy agenda ~/mallar",
    ),
    "the broken line": (
        _broken_settings(b'language = "sv"\n\n= 1\ngit = true\n'),
        Unreadable,
        "Det går inte att förstå inställningsfilen ROT/kronobarn.toml. Titta på rad 3.",
        "kronobarn doctor",
    ),
    "another alphabet": (
        _broken_settings(b'language = "sv"\nmunicipality = "V\xe4xj\xf6"\n\ngit = true\n'),
        Unreadable,
        "Det går inte att förstå inställningsfilen ROT/kronobarn.toml. Titta på rad 2.",
        "kronobarn doctor",
    ),
    "another alphabet after a mark": (
        _broken_settings(b'\xef\xbb\xbflanguage = "sv"\n\xe5 = 1\n'),
        Unreadable,
        "Det går inte att förstå inställningsfilen ROT/kronobarn.toml. Titta på rad 2.",
        "kronobarn doctor",
    ),
    "no end": (
        _broken_settings(b'language = "sv"\nmunicipality = """V\n\n'),
        Unreadable,
        "Det går inte att förstå inställningsfilen ROT/kronobarn.toml. Titta på rad 2.",
        "kronobarn doctor",
    ),
    "laid out by hand": (
        _laid_out_by_hand,
        UsageTrouble,
        (
            "Inställningsfilen ROT/kronobarn.toml är skriven så att bara en människa kan ändra den. "
            "Skriv det här i den: meeting-minutes = 45"
        ),
        LIST,
    ),
}


@pytest.mark.parametrize(("act", "kind", "sentence", "hint"), OF_SETTINGS.values(), ids=OF_SETTINGS)
def test_what_is_refused_of_settings(
    act: Act, kind: type[KronobarnError], sentence: str, hint: str, tmp_path: Path
) -> None:
    with pytest.raises(kind) as caught:
        act(tmp_path)
    assert (caught.value.sentence.replace(str(tmp_path), "ROT"), caught.value.hint) == (sentence, hint)


def test_a_value_that_cannot_be_used_says_so_in_its_place() -> None:
    assert _user('terms = "ord.yaml"').origin_or_fault("terms").value == "går inte att använda"
