"""What every test holds of whatever is said while it runs: Swedish that is in the catalogue, and a hint that can be typed."""

import gettext
import shlex
from collections.abc import Callable
from typing import Any

from kronobarn_cli.completion_table import COMMANDS
from kronobarn_cli.errors import KronobarnError

_ELSEWHERE = {"git", "python", "ssh", "ssh-add", "ssh-keygen", "rm", "del", "cd"}
"""What a hint may begin with besides our own name."""


class NotInTheCatalogue(gettext.NullTranslations):
    """Stands behind the Swedish catalogue: what is not found there would be English on a Swedish screen."""

    def gettext(self, message: str) -> str:
        """Raise AssertionError."""
        raise AssertionError(f"not in the Swedish catalogue: {message!r}")

    def ngettext(self, one: str, many: str, _count: int) -> str:
        """Raise AssertionError."""
        raise AssertionError(f"not in the Swedish catalogue: {one!r}, {many!r}")


def only_from_the_catalogue(find: Callable[..., gettext.NullTranslations]) -> Callable[..., gettext.NullTranslations]:
    """As `gettext.translation`, and a message that our own catalogue lacks is an error."""

    def found(domain: str, *arguments: Any, **more: Any) -> gettext.NullTranslations:
        words = find(domain, *arguments, **more)
        if domain == "kronobarn" and isinstance(words, gettext.GNUTranslations):
            words.add_fallback(NotInTheCatalogue())
        return words

    return found


def cannot_be_typed(hint: str) -> str:
    """What is wrong with a hint, or nothing."""
    try:
        words = shlex.split(hint)
    except ValueError:
        return f"no shell reads {hint!r}"
    if not words or words[0] in _ELSEWHERE:
        return "" if words else "a hint without words"
    if words[0] != "kronobarn":
        return f"{words[0]!r} begins no command"
    path, left = "", iter(words[1:])
    for word in left:
        if word.startswith("--"):
            takes = {name: option[2] for way in {"", path} for option in COMMANDS[way][1] for name in option[0]}
            if word not in takes:
                return f"kronobarn {path} has no {word!r}"
            if takes[word] != "flag":
                next(left, None)
        elif COMMANDS[path][3]:
            path = f"{path} {word}".strip()
            if path not in COMMANDS:
                return f"there is no command {path!r}"
    return ""


def checked(begin: Callable[..., None]) -> Callable[..., None]:
    """As the beginning of a `KronobarnError`, and a hint that cannot be typed is an error of another kind."""

    def begun(self: KronobarnError, sentence: str, hint: str, details: tuple[str, ...] = ()) -> None:
        begin(self, sentence, hint, details)
        wrong = cannot_be_typed(hint)
        assert not wrong, wrong

    return begun
