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

_ = gettext.gettext
ngettext = gettext.ngettext


def start(language: str) -> None:
    """Choose the language (`sv` or `en`) of every later text, the framework's own included."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(_DOMAIN, str(LOCALE_FOLDER))
    gettext.textdomain(_DOMAIN)


def language() -> str:
    """The language chosen by `start`, Swedish before that."""
    return os.environ.get("LANGUAGE", "sv") if os.environ.get("LANGUAGE") in LANGUAGES else "sv"


def later(message: str) -> str:
    """Mark a message id for the catalogue without translating it yet: tables hold ids, screens translate."""
    return message
