"""What one thing in a list of the plan is called: `insats 1 ”Skolan ringer”`, `mötet 19 mars 2026`.

Laws: no id is shown where there is a name or a number; a thing has the same number in every version of a plan, that of
its id.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from kronobarn_cli.model.issue import Place
from kronobarn_cli.model.items import KEYS, PREFIXES, is_numbered
from kronobarn_cli.model.plan import (
    Consent,
    Explained,
    HandOver,
    Meeting,
    OtherPlan,
    Person,
    Plan,
    Reading,
    Review,
    Skipped,
    Tried,
    Voice,
)
from kronobarn_cli.model.shapes import Way, of_plan
from kronobarn_cli.render.skips import skipped
from kronobarn_cli.render.words import Words

TITLES: Mapping[str, str] = MappingProxyType(
    {"notices": "seen", "goals": "text", "actions": "what", "not-doing": "what", "disagreements": "about"}
)
"""Lists whose things are known by their number, and the text that says which one it is."""
_LONGEST_TITLE = 60
_ITEM = 2


def thing_words(words: Words, place: Place, *, titled: bool = True) -> str:
    """What the thing in a list is called that a place belongs to: `mål 2 ”Sova gott”`; empty for any other place."""
    root = place[0]
    if len(place) < _ITEM or of_plan().inside[root].way is not Way.ITEMS:
        return ""
    item = found_item(words.plan, place)
    if root in TITLES:
        numbered = words.say(f"thing-{root}", number=_number(words.plan, place)).strip()
        text = getattr(item, TITLES[root], None) if titled else None
        return f"{numbered} {quoted(words, title(text))}" if text else numbered
    return _THINGS[root](words, item) if item is not None else words.say(f"at-{root}")


def tried_action(words: Words, one: Tried) -> str:
    """The action that was looked at in a follow-up: as it is called now, or as it then stood."""
    if one.action and found_item(words.plan, ("actions", one.action)):
        return thing_words(words, ("actions", one.action))
    return quoted(words, title(one.what)) if one.what else words.say("an-action")


def found_item(plan: Plan, place: Place) -> Any:
    """The thing in a list of the plan that a place belongs to; None when the plan has none of that name."""
    found = {_name(one): one for one in reversed(_items(plan, place[0]))}
    # Of two things with one id the second is named `a1#2`.
    return found.get(place[1]) or found.get(place[1].partition("#")[0])


def quoted(words: Words, text: str) -> str:
    """A text within quotation marks, on one line."""
    return words.say("pointed", text=one_line(text))


def title(text: str) -> str:
    """The beginning of a text, to know a thing by, without the full stop at its end."""
    return cut(one_line(text).removesuffix("."), _LONGEST_TITLE)


def cut(text: str, most: int) -> str:
    """The beginning of a text on one line, at most so many letters and, if it can be, no half words."""
    line = one_line(text)
    if len(line) <= most:
        return line
    whole, space, _half = line[:most].rpartition(" ")
    return f"{(whole if space else line[:most]).rstrip(' ,;:.')}…"


def one_line(text: str) -> str:
    """A text with line breaks and runs of white space as one space."""
    return re.sub(r"\s+", " ", text).strip()


def _items(plan: Plan, root: str) -> tuple[Any, ...]:
    found: tuple[Any, ...] = getattr(plan, root.replace("-", "_"))
    return found


def _name(item: Any) -> str | None:
    """What a thing in a list is told from the others by."""
    keys = (*KEYS, "what", "at")
    return next((str(getattr(item, key)) for key in keys if key in item.__struct_fields__), None)


def _number(plan: Plan, place: Place) -> str:
    """The number in the id; the place in the list where somebody has written other ids by hand."""
    root, name = place[0], place[1].partition("#")[0]
    names = [_name(one) or "" for one in _items(plan, root)]
    if all(is_numbered(root, one) for one in (name, *names)):
        return name.removeprefix(PREFIXES[root])
    return str(names.index(name) + 1) if name in names else ""


def _dated(words: Words, phrase: str, day: date | None, **values: str) -> str:
    return words.say(f"{phrase}-day", day=words.day(day), **values) if day else words.say(phrase, **values)


def _person(words: Words, one: Person) -> str:
    return words.called(one)


def _voice(words: Words, one: Voice) -> str:
    who = words.who(one.of)
    return _dated(words, "thing-voices", one.day, who=words.say("private", who=who) if one.private else who)


def _reading(words: Words, one: Reading) -> str:
    return _dated(words, "thing-wheel", one.day, who=words.voice(one.voice))


def _consent(words: Words, one: Consent) -> str:
    to = words.joined(words.all(one.to))
    return words.say("thing-consents-to" if to else "thing-consents", who=words.who(one.by), to=to)


def _meeting(words: Words, one: Meeting) -> str:
    return _dated(words, "thing-meetings", one.day, number=_number(words.plan, ("meetings", one.id)))


def _review(words: Words, one: Review) -> str:
    return _dated(words, "thing-reviews", one.day, number=_number(words.plan, ("reviews", one.id)))


def _tried(words: Words, one: Tried) -> str:
    return _dated(words, "thing-tried", one.day, action=tried_action(words, one))


def _hand_over(words: Words, one: HandOver) -> str:
    what, to = words.enum(one.kind), words.who(one.to)
    return words.say("thing-hand-overs-to" if to else "thing-hand-overs", what=what, to=to)


def _other_plan(words: Words, one: OtherPlan) -> str:
    return one_line(words.known("plan-", one.kind))


def _explained(words: Words, one: Explained) -> str:
    return words.say("thing-explained", word=quoted(words, one.word))


def _skipped(words: Words, one: Skipped) -> str:
    asked = skipped(words)[words.plan.skipped.index(one)]
    phrase = "thing-skipped-who" if asked["who"] else "thing-skipped"
    return words.say(phrase, who=asked["who"], what=quoted(words, asked["what"]))


_THINGS: Mapping[str, Callable[[Words, Any], str]] = MappingProxyType(
    {
        "people": _person,
        "voices": _voice,
        "wheel": _reading,
        "consents": _consent,
        "meetings": _meeting,
        "other-plans": _other_plan,
        "reviews": _review,
        "tried": _tried,
        "hand-overs": _hand_over,
        "explained": _explained,
        "skipped": _skipped,
    }
)
