"""Where people have typed a name, or a place, that protected identity takes away from its own field. Pure.

Laws: a view takes whole fields away and never edits what somebody has written, so such a text is found and told, not
mended; what the plan does not hold as a name cannot be found.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from kronobarn_cli.model.explained import occurs, texts
from kronobarn_cli.model.plan import Plan

_SENTENCE = re.compile(r"[^.?!\n]+[.?!]*")
_LEAST = 2
_LEAST_OF_PLACE = 4
# Words that a person or a place may be called by, and that tell of nobody.
_TELLS_OF_NOBODY = re.compile(
    "mamma|pappa|mami|mama|papa|mor|far|mormor|morfar|farmor|farfar|moster|faster|morbror|farbror|syster|bror|barnet|"
    "skolan|förskolan|hemmet|rektor|mum|mom|dad|mother|father|school|preschool|home|child|the",
    re.IGNORECASE,
)


class Named(NamedTuple):
    """One sentence that names somebody or a place, and which part of the plan it stands in."""

    path: str
    text: str


def named_in(plan: Plan, seen: Plan) -> tuple[Named, ...]:
    """The sentences of a view that hold a name, a service's name, a contact or a place of the plan, each once."""
    names, told = _names(plan), replace(seen, shared=(), skipped=())
    found = (
        Named(path, sentence)
        for path in told.__struct_fields__
        for text in texts(getattr(told, path))
        for sentence in _sentences(text, names)
    )
    return tuple({one.text: one for one in found}.values())


def _sentences(text: str, names: frozenset[str]) -> Iterator[str]:
    """Those that hold a name; the whole text where the name itself has a full stop in it."""
    held = [name for name in names if occurs(name, text)]
    one_by_one = [one.strip() for one in _SENTENCE.findall(text) if any(occurs(name, one) for name in held)]
    yield from one_by_one or ([text.strip()] if held else [])


def _names(plan: Plan) -> frozenset[str]:
    """Every name as a whole, and the words in it that are names of their own."""
    people = (plan.child.name, *(one.name for one in plan.people))
    places = (*(one.service for one in plan.people), *(one.place for one in plan.meetings))
    whole = (*people, *places, *(one.contact for one in plan.people))
    parts = (
        *(part for name in people for part in _large(name, _LEAST)),
        *(part for name in places for part in _large(name, _LEAST_OF_PLACE)),
    )
    found = {name.strip() for name in (*whole, *parts) if name}
    return frozenset(
        one for one in found if sum(map(str.isalnum, one)) >= _LEAST and not _TELLS_OF_NOBODY.fullmatch(one)
    )


def _large(name: str | None, least: int) -> Iterator[str]:
    """The words with a capital letter: `Anna` and `Svensson`, `Ekbacken` in `BVC Ekbacken`."""
    return (word for word in re.findall(r"\w+", name or "") if word[0].isupper() and len(word) >= least)
