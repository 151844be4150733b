"""What the forms share: which questions a conversation asks, the list each is about, and their words without blanks.

Laws: a form follows the terms file, question by question; what the program would fill in is left to whoever holds the
pen.
"""

import re

from kronobarn_cli.i18n import _
from kronobarn_cli.model.terms import Conversation, Question, Terms

_STEERING = ("more", "pick", "pause")


def asked(terms: Terms, conversation: Conversation) -> list[Question]:
    """The questions of a conversation, in order."""
    return [one for one in terms.questions if conversation in one.conversations]


def roots(terms: Terms) -> dict[str, str]:
    """The list that each question is about, or an empty text; what steers is about the list it stands in."""
    found: dict[str, str] = {}
    root = ""
    for one in terms.questions:
        first = one.id.split(".", maxsplit=1)[0]
        if "*" in one.id and first not in _STEERING:
            root = first
        found[one.id] = root if "*" in f"{one.id} {one.when or ''}" else ""
    return found


def without_blanks(text: str, gap: str) -> str:
    """A text with what the program would fill in left to whoever holds the pen."""
    words = {
        "{area}: {prompt}": _("The area: what works, and then what is hard?"),
        "{area}: ": "",
        "{area}": _("the area"),
        "{prompt}": _("what works and what is hard"),
        "{voice}": _("the voice"),
        "{role}": "…",
        "{read_back}": _(
            "Goals, actions, what somebody does not do, what you see differently, and whom the family rings."
        ),
    }
    for blank, word in words.items():
        text = text.replace(blank, word)
    return re.sub(r"\{[^{}]*\}", lambda _found: gap, text).strip()
