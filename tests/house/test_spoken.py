"""What is held of everything that is said while tests run, seen to bite."""

import gettext

import pytest

from kronobarn_cli.errors import NotFound
from kronobarn_cli.i18n import LOCALE_FOLDER, _, ngettext
from tests.house.spoken import cannot_be_typed


@pytest.mark.parametrize(
    "hint",
    [
        "kronobarn",
        "kronobarn doctor --mend",
        "kronobarn --folder 'C:/Mina planer' list",
        "kronobarn templates check",
        "kronobarn check --explain K101",
        "git -C /delat/planer status",
    ],
)
def test_a_hint_that_can_be_typed(hint: str) -> None:
    assert cannot_be_typed(hint) == ""


@pytest.mark.parametrize(
    "hint",
    [
        "",
        "kronobarn laga",
        "kronobarn templates laga",
        "kronobarn list --mend",
        "kronobarn list '",
        "be någon om hjälp",
    ],
)
def test_a_hint_that_cannot(hint: str) -> None:
    assert cannot_be_typed(hint)
    with pytest.raises(AssertionError):
        NotFound("x", hint)


def test_a_message_that_the_catalogue_lacks_is_seen() -> None:
    with pytest.raises(AssertionError, match="catalogue"):
        _("Nobody has translated this.")
    with pytest.raises(AssertionError, match="catalogue"):
        ngettext("One of these.", "Some of these.", 2)


def test_other_catalogues_are_left_alone() -> None:
    assert gettext.translation("messages", LOCALE_FOLDER, fallback=True).gettext("Apple") == "Apple"
