"""What is said when a thing in a plan is new or gone: a goal, an action, a reading of the wheel, a consent.

Law: where follow-ups tell of the same, they and these sentences use the same words.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from kronobarn_cli.model.area import Area
from kronobarn_cli.model.base import Part
from kronobarn_cli.model.issue import Place
from kronobarn_cli.model.plan import (
    Action,
    Consent,
    Disagreement,
    Explained,
    Goal,
    HandOver,
    Meeting,
    NotDoing,
    Notice,
    OtherPlan,
    Reading,
    Review,
    Skipped,
    Tried,
    Voice,
)
from kronobarn_cli.model.wheel import by_date, rows
from kronobarn_cli.render.phrases import PHRASES
from kronobarn_cli.render.thing_words import cut, found_item, quoted, thing_words, tried_action
from kronobarn_cli.render.wheel_words import moved_to, short
from kronobarn_cli.render.words import Words

LONGEST = 240
"""As much of a text as a sentence holds; the plan has the rest."""


def thing_new(words: Words, place: Place) -> str:
    """That a thing has come into a list of the plan, with what matters most in it."""
    item = found_item(words.plan, place)
    told = _TOLD.get(place[0])
    return (told and item and told(words, item)) or _said(words, "new", place, item)


def thing_gone(words: Words, place: Place) -> str:
    """That a thing is no longer in a list; `words` are those of the plan that still had it."""
    return _said(words, "gone", place, found_item(words.plan, place))


def area_said(words: Words, reading: Reading, area: Area) -> str:
    """What a voice said of an area: `3`, `1 → 3` when it had said 1 before, `beskrivet i ord`; empty when not asked."""
    cell = next((row.cells[0] for row in rows((reading,), (area,))), None)
    if cell is None or cell.score is None:
        return short(words, cell) if cell else ""
    now, before = moved_to(words, reading.voice, cell.score, reading.day), _earlier(words, reading, area)
    return words.say("step", before=before, after=now) if before not in ("", now) else now


def record_words(words: Words, place: Place, record: Part, kind: str) -> str:
    """That a copy was handed out or a closing laid among the earlier ones (`new`), or no longer is (`gone`)."""
    day = record.get("day")
    when = words.day(day) if isinstance(day, date) else words.say("no-day")
    reader, document = str(record.get("for", "")), str(record.get("document", ""))
    general = f"for-{reader}" in PHRASES[words.language]
    who = words.say(f"for-{reader}") if general else words.who(reader)
    return words.say(f"{kind}-{place[0]}", day=when, who=who, document=words.known("document-", document))


def _said(words: Words, kind: str, place: Place, item: Any) -> str:
    phrase, root = f"{kind}-{place[0]}", place[0]
    known = phrase in PHRASES[words.language]
    thing = tried_action(words, item) if root == "tried" and item else thing_words(words, place)
    facts = ", ".join(filter(None, _FACTS[root](words, item))) if kind == "new" and item and root in _FACTS else ""
    if facts:
        thing = words.say("with-facts", thing=thing, facts=facts)
    return words.say(phrase if known else f"{kind}-thing", thing=thing)


def _earlier(words: Words, reading: Reading, area: Area) -> str:
    """What the same voice last said of the area before this; empty when it had not."""
    spoken = by_date(words.plan.wheel, reading.voice)
    for one in reversed(spoken[: spoken.index(reading)]):
        said = getattr(one.areas, area)
        if said is not None and said.score is not None:
            return moved_to(words, one.voice, said.score, one.day)
    return ""


def _text(words: Words, text: str) -> str:
    return quoted(words, cut(text, LONGEST))


def _voice(words: Words, one: Voice) -> str:
    text = one.important or one.wish or one.takes_part or one.how
    thing = thing_words(words, ("voices", one.id))
    return words.say("new-voices-text", thing=thing, text=_text(words, text)) if text else ""


def _reading(words: Words, one: Reading) -> str:
    said = [(words.area(area), area_said(words, one, area)) for area in Area]
    found = ", ".join(words.say("area-said", area=area, said=what) for area, what in said if what)
    thing = thing_words(words, ("wheel", one.id))
    return words.say("new-wheel" if found else "new-wheel-empty", thing=thing, said=found)


def _consent(words: Words, one: Consent) -> str:
    to = words.joined(words.all(one.to))
    return words.say("since-consent-new", who=words.who(one.by), to=to) if to else ""


def _not_doing(words: Words, one: NotDoing) -> str:
    who, text = words.who(one.who), one.what or ""
    return words.say("new-not-doing-said", who=who, text=_text(words, text)) if who and text else ""


def _disagreement(words: Words, one: Disagreement) -> str:
    return words.say("new-disagreements-said", text=_text(words, one.about)) if one.about else ""


def _other_plan(words: Words, one: OtherPlan) -> str:
    thing = thing_words(words, ("other-plans", one.kind))
    facts = ", ".join(filter(None, (words.who(one.owner), words.day(one.next))))
    called = words.say("with-facts", thing=thing, facts=facts) if facts else thing
    return words.say("new-other-plans" if one.exists else "new-other-plans-none", thing=called)


def _review(words: Words, one: Review) -> str:
    text, thing = one.child_says, thing_words(words, ("reviews", one.id))
    return words.say("new-reviews-text", thing=thing, text=_text(words, text)) if text else ""


def _tried(words: Words, one: Tried) -> str:
    choices = (("child-done-", one.done), ("child-helped-", one.helped), ("child-then-", one.then))
    told = " ".join(words.enum(choice, prefix) for prefix, choice in choices if choice)
    return words.say("new-tried-told", thing=tried_action(words, one), told=told) if told else ""


def _hand_over(words: Words, one: HandOver) -> str:
    who, what = words.who(one.to), words.enum(one.kind)
    if one.accepted or one.declined:
        phrase = "since-declined" if one.declined else "since-accepted"
        return words.say(phrase, who=who or words.say("someone"), what=what)
    return words.say("new-hand-overs-to" if who else "new-hand-overs", who=who, what=what)


def _explained(words: Words, one: Explained) -> str:
    thing = thing_words(words, ("explained", one.id))
    phrase = "new-explained" if one.means else "new-explained-not"
    return words.say(phrase, thing=thing, text=_text(words, one.means or ""))


def _skipped(words: Words, one: Skipped) -> str:
    return words.say("new-skipped", thing=thing_words(words, ("skipped", one.what)), text=_text(words, one.why))


def _of_notice(words: Words, one: Notice) -> Iterator[str]:
    yield from (words.who(one.by), words.day(one.day))


def _of_goal(words: Words, one: Goal) -> Iterator[str]:
    yield words.area(one.area)


def _of_action(words: Words, one: Action) -> Iterator[str]:
    yield words.who(one.who)
    yield words.say("action-by", day=words.day(one.by)) if one.by else ""


def _of_meeting(_words: Words, one: Meeting) -> Iterator[str]:
    yield from (one.at or "", one.place or "")


_TOLD: Mapping[str, Callable[[Words, Any], str]] = MappingProxyType(
    {
        "voices": _voice,
        "wheel": _reading,
        "consents": _consent,
        "not-doing": _not_doing,
        "disagreements": _disagreement,
        "other-plans": _other_plan,
        "reviews": _review,
        "tried": _tried,
        "hand-overs": _hand_over,
        "explained": _explained,
        "skipped": _skipped,
    }
)
"""A sentence of its own for a new thing; an empty one where there is too little to tell."""
_FACTS: Mapping[str, Callable[[Words, Any], Iterator[str]]] = MappingProxyType(
    {"notices": _of_notice, "goals": _of_goal, "actions": _of_action, "meetings": _of_meeting}
)
