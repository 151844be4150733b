"""What was left out on purpose: the question in words, whose it was, and the reason that was given.

Law: a question's id is never shown.
"""

import re
from fnmatch import fnmatchcase
from typing import Any

from kronobarn_cli.model.base import Id
from kronobarn_cli.render.words import Words

_TO_FILL_IN = re.compile(r"[^.?!]*\{[^.?!]*[.?!]?")


def skipped(words: Words) -> list[dict[str, Any]]:
    """Every question left with a reason, in the order of the plan."""
    return [
        {"who": words.who(_owner(words, one.what)), "what": _asked(words, one.what), "why": one.why}
        for one in words.plan.skipped
    ]


def _asked(words: Words, what: str) -> str:
    """The question as it was asked, without what was filled in at the time; a person's own words stay."""
    named = words.known("skipped-", what)
    if named != what or " " in what:
        return named
    asks = (one.ask for one in words.terms.questions if fnmatchcase(what, one.id.removeprefix("pick.")))
    return _TO_FILL_IN.sub("", next(asks, "")).strip() or words.say("a-question")


def _owner(words: Words, what: str) -> Id | None:
    """Whose voice, reading or consent `voices.v1.important` is about; None for a question about the plan."""
    root, _dot, rest = what.partition(".")
    item = rest.partition(".")[0]
    owners = {
        "voices": {one.id: one.of for one in words.plan.voices},
        "wheel": {one.id: one.voice for one in words.plan.wheel},
        "consents": {one.id: one.by for one in words.plan.consents},
    }
    return owners.get(root, {}).get(item)
