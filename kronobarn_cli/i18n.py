"""The only door to gettext. English message ids; Swedish is the language people meet.

`start` must run before typer and the commands are imported: help texts are evaluated when a module loads,
and click asks the same catalogue for its own words.
"""

import gettext
import os
from pathlib import Path

LANGUAGES = ("sv", "en")
LOCALE_FOLDER = Path(__file__).parent / "locale"
_DOMAIN = "kronobarn"

_words: gettext.NullTranslations = gettext.NullTranslations()


def start(language: str) -> None:
    """Choose the language (`sv` or `en`) of every later text, the framework's own included."""
    global _words  # noqa: PLW0603 - the language of a process is one thing, chosen once
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(_DOMAIN, str(LOCALE_FOLDER))
    gettext.textdomain(_DOMAIN)
    _words = gettext.translation(_DOMAIN, LOCALE_FOLDER, [language], fallback=True)


def _(message: str) -> str:
    """The text of a message id in the chosen language."""
    return _words.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The text of a message id for a count."""
    return _words.ngettext(one, many, count)


def language() -> str:
    """The language chosen by `start`, Swedish before that."""
    return os.environ.get("LANGUAGE", "sv") if os.environ.get("LANGUAGE") in LANGUAGES else "sv"


def later(message: str) -> str:
    """Mark a message id for the catalogue without translating it yet: tables hold ids, screens translate."""
    return message
