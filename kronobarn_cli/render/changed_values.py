"""What is said when something that stands in a place of a plan has changed: `…, senast: 3 mars 2026 → 9 mars 2026`.

Laws: of two long texts only where they differ is shown; what must not be raised is never quoted; a set is told by
what came and what went.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from kronobarn_cli.model.base import Tree
from kronobarn_cli.model.changes import Change, ChangeKind
from kronobarn_cli.model.issue import Place
from kronobarn_cli.model.shapes import Way, at, frozen
from kronobarn_cli.render.changed_things import LONGEST
from kronobarn_cli.render.place_words import is_text, known_part, place_words, value_words
from kronobarn_cli.render.thing_words import cut, found_item, one_line, quoted
from kronobarn_cli.render.words import Words

_LONG = 80
_AROUND = 3
_SAYS_ITSELF = {"actions.*.status", "wheel.*.areas.*.score"}
"""Values that say what they are about: `Lärande enligt Mio: 2 → 4`."""
_NEVER_QUOTED = {"voices.*.not-raise", "agreement.fingerprint", "agreement.read"}
_PROTECTED = ("child", "protected")
"""The one yes or no that can also be unanswered; of all others nothing means no."""
_NOW = (ChangeKind.ADDED, ChangeKind.CHANGED)


class Both(NamedTuple):
    """The words of the plan before and after; `back` when it goes back to what it was."""

    before: Words
    after: Words
    back: bool = False

    def of(self, kind: ChangeKind) -> Words:
        """Those of the plan that has what is told of."""
        return self.before if kind is ChangeKind.REMOVED else self.after


def value_changed(both: Both, change: Change) -> str:
    """The sentence of one leaf or one set."""
    pattern = ".".join(known_part(change.place)[1])
    if pattern in _NEVER_QUOTED:
        return unseen(both, change)
    if change.before is True and change.after is None and change.place != _PROTECTED:
        change = change._replace(kind=ChangeKind.CHANGED, after=False)
    if pattern in _OWN_WORDS and change.kind in _NOW and (said := _OWN_WORDS[pattern](both, change)):
        return said
    if isinstance(change.before, list) and isinstance(change.after, list) and _is_set(change.place):
        return _set_changed(both, change)
    place = change.place[:-1] if pattern in _SAYS_ITSELF else change.place
    words, (before, after) = both.of(change.kind), _values(both, change)
    called = place_words(words, place, beside=True)
    return words.say(_phrase(change, before, after), place=called, before=before, after=after)


def unseen(both: Both, change: Change) -> str:
    """That something has changed in a place, and not what stands there."""
    words = both.of(change.kind)
    place = place_words(words, change.place) or words.say("own-field")
    return words.say(f"value-unseen-{change.kind}", place=place)


def _phrase(change: Change, before: str, after: str) -> str:
    """The way of telling it."""
    if change.kind is not ChangeKind.CHANGED:
        return "value-new" if change.kind is ChangeKind.ADDED else "value-gone"
    if before != after:
        return "value-other"
    return "value-spaced" if is_text(change.place) else "value-alike"


def _is_set(place: Place) -> bool:
    shape = at(place)
    return shape is None or shape.way is Way.ELEMENTS


def _set_changed(both: Both, change: Change) -> str:
    came, went = came_and_went(change.before, change.after)
    before, after = _listed(both.before, change.place, went), _listed(both.after, change.place, came)
    phrase = "set-both" if came and went else "set-new" if came else "set-gone"
    return both.after.say(phrase, place=place_words(both.after, change.place), before=before, after=after)


def came_and_went(before: Tree | None, after: Tree | None) -> tuple[list[Tree], list[Tree]]:
    """The elements that only the later of two sets has, and those that only the earlier had."""
    one, other = (found if isinstance(found, list) else [] for found in (before, after))
    return _only_in(other, one), _only_in(one, other)


def _only_in(these: list[Tree], those: list[Tree]) -> list[Tree]:
    left, found = Counter(map(frozen, those)), []
    for one in these:
        left[frozen(one)] -= 1
        if left[frozen(one)] < 0:
            found.append(one)
    return found


def _listed(words: Words, place: Place, elements: list[Tree]) -> str:
    return words.joined(_shown(words, place, value_words(words, place, [one])) for one in elements)


def _values(both: Both, change: Change) -> tuple[str, str]:
    before = _in_words(both.before, change.place, change.before)
    after = _in_words(both.after, change.place, change.after)
    if isinstance(change.before, str) and isinstance(change.after, str) and is_text(change.place):
        before, after = _where_they_differ(one_line(change.before), one_line(change.after))
        return _shown(both.before, change.place, before), _shown(both.after, change.place, after)
    return before, after


def _in_words(words: Words, place: Place, value: Tree | None) -> str:
    if isinstance(value, list) and _is_set(place):
        return _listed(words, place, value)
    return _shown(words, place, value_words(words, place, value))


def _shown(words: Words, place: Place, value: str) -> str:
    """Free text within quotation marks."""
    return quoted(words, cut(value, LONGEST)) if is_text(place) else one_line(value)


def _where_they_differ(one: str, other: str) -> tuple[str, str]:
    """Of two long texts the words in which they differ, with a few around them; short ones whole."""
    if max(len(one), len(other)) <= _LONG:
        return one, other
    ours, theirs = one.split(" "), other.split(" ")
    start = _alike(ours, theirs)
    end = _alike(ours[start:][::-1], theirs[start:][::-1])
    return _window(ours, start, end), _window(theirs, start, end)


def _alike(one: list[str], other: list[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (ours, theirs) in pairs if ours != theirs), min(len(one), len(other)))


def _window(words: list[str], start: int, end: int) -> str:
    first, last = max(start - _AROUND, 0), len(words) - max(end - _AROUND, 0)
    return " ".join((*(["…"] if first else []), *words[first:last], *(["…"] if last < len(words) else [])))


def _called_now(both: Both, change: Change) -> str:
    after = one_line(str(change.after))
    if change.before is not None:
        return both.after.say("called-now", before=one_line(str(change.before)), after=after)
    child = change.place[0] == "child"
    who = both.before.term("child") if child else both.before.who(change.place[1])
    return both.after.say("called", who=who, after=after)


def _withdrawn(both: Both, change: Change) -> str:
    one, words = found_item(both.after.plan, change.place), both.after
    if change.kind is not ChangeKind.ADDED or not one.to:
        return ""
    return words.say("since-consent-withdrawn", who=words.who(one.by), to=words.joined(words.all(one.to)))


def _answered(both: Both, change: Change) -> str:
    if change.kind is not ChangeKind.ADDED:
        return ""
    one, words = found_item(both.after.plan, change.place), both.after
    who = words.who(one.to) or words.say("someone")
    return words.say(f"since-{change.place[-1]}", who=who, what=words.enum(one.kind))


def _closed(both: Both, change: Change) -> str:
    if change.kind is not ChangeKind.ADDED:
        return ""
    phrase = {"day": "closed"}.get(change.place[-1], "reopened")
    return both.after.say(phrase, day=value_words(both.after, change.place, change.after))


_OWN_WORDS: Mapping[str, Callable[[Both, Change], str]] = MappingProxyType(
    {
        "child.name": _called_now,
        "people.*.name": _called_now,
        "consents.*.withdrawn": _withdrawn,
        "hand-overs.*.accepted": _answered,
        "hand-overs.*.declined": _answered,
        "closing.day": _closed,
        "closing.reopened": _closed,
    }
)
"""Places that have a sentence of their own; an empty one where it does not fit."""
