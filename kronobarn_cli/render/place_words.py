"""What a place in a plan is called, and what stands there, in words: `insats 1 ”Skolan ringer”, hur ofta`.

Laws: no id is shown where there is a name or a number; what people have written stands as they wrote it.
"""

from datetime import date
from enum import StrEnum

from kronobarn_cli.model.area import Area
from kronobarn_cli.model.base import ChildStage, Tree
from kronobarn_cli.model.issue import Place
from kronobarn_cli.model.open_points import KEY, dotted, spelled, steps
from kronobarn_cli.model.plan import PersonKind, Reading
from kronobarn_cli.model.shapes import Shape, Way, at, of_plan
from kronobarn_cli.render.phrases import PHRASES
from kronobarn_cli.render.thing_words import TITLES, found_item, one_line, thing_words
from kronobarn_cli.render.wheel_words import moved_to
from kronobarn_cli.render.words import Words

AREA = ("wheel", "*", "areas", "*")
"""The place of an area in the wheel, with a star for each name."""
_SCORE = (*AREA, "score")
_ITEM = 2


def place_words(words: Words, place: Place, *, beside: bool = False) -> str:
    """What a place such as `("actions", "a1", "often")` is called; of a whole thing, what the thing is called.

    `beside` when what stands there is shown beside it: then a text is not told twice.
    """
    known, pattern = known_part(place)
    own = words.say("own-key", key=one_line(dotted(place[len(known) :]))) if known != place else ""
    titled = not (beside and pattern[_ITEM:] == (TITLES.get(place[0]),))
    parts = (_thing(words, known, pattern, titled=titled), _label(words, known, pattern), own)
    return one_line(", ".join(part for part in parts if part))


def value_words(words: Words, place: Place, value: Tree | None) -> str:
    """What stands in a place, whole and in words: days, names, choices; free text as it was written."""
    shape = at(place)
    if value is None:
        return words.say("nothing")
    if shape is None or isinstance(value, dict):
        return spelled(value) or ""
    if not isinstance(value, list):
        return _one(words, place, shape, value)
    if shape.way is Way.ROW:
        yes, no, unsure, *_more = (*value, 0, 0, 0)
        return words.say("counts", yes=yes, no=no, unsure=unsure)
    return words.joined(_one(words, place, shape, one) for one in value)


def is_text(place: Place) -> bool:
    """Whether people write freely in a place, or in one that the schema does not know."""
    shape = at(place)
    return shape is None or shape.is_text


def known_part(place: Place) -> tuple[Place, Place]:
    """The part of a place that the schema declares, and the same with a star for the name of each item and area."""
    shape, pattern = of_plan(), list[str]()
    for step in place:
        if shape.way is Way.ITEMS:
            shape, name = shape.item, "*"
        elif shape.way is Way.PART and step in shape.inside:
            shape, name = shape.inside[step], "*" if pattern[-1:] == ["areas"] else step
        else:
            break
        pattern.append(name)
    return place[: len(pattern)], tuple(pattern)


def _thing(words: Words, known: Place, pattern: Place, *, titled: bool) -> str:
    if len(known) < _ITEM:
        return ""
    if known[0] == KEY:
        return words.say("thing-open-points", place=place_words(words, steps(known[1])))
    if pattern[: len(AREA)] == AREA:
        return _area(words, known)
    return thing_words(words, known, titled=titled)


def _label(words: Words, known: Place, pattern: Place) -> str:
    """What a place is called within its thing; empty for the thing itself."""
    if _names_its_item(known):
        known, pattern = known[:-1], pattern[:-1]
    if not pattern or pattern[1:] == ("*",):
        return ""
    if pattern[0] == "roles" and len(pattern) == _ITEM:
        return words.term(pattern[1])
    inner = [name for name, step in zip(known[_ITEM:], pattern[_ITEM:], strict=True) if step == "*"]
    who = words.who(inner[0].partition("#")[0]) if inner else ""
    phrase = f"at-{'.'.join(pattern)}"
    return words.say(phrase, who=who) if phrase in PHRASES[words.language] else known[-1]


def _names_its_item(known: Place) -> bool:
    """Whether a place is what an item of a list is told from the others by: then it is called as the item is."""
    listed = at(known[:-_ITEM]) if len(known) > _ITEM else None
    return listed is not None and listed.way is Way.ITEMS and listed.key == known[-1]


def _one(words: Words, place: Place, shape: Shape, value: Tree) -> str:
    """One leaf, or one element of a set."""
    if shape.root:
        return words.who(str(value)) if shape.root == "people" else thing_words(words, (shape.root, str(value)))
    if isinstance(value, bool):
        return words.say("yes" if value else "no")
    if isinstance(value, date):
        return words.day(value)
    if known_part(place)[1] == _SCORE and isinstance(value, int):
        reading = found_item(words.plan, place) or Reading(id="none", voice="none")
        return moved_to(words, reading.voice, value, reading.day)
    if isinstance(shape.kind, type) and issubclass(shape.kind, StrEnum) and value in list(shape.kind):
        return _choice(words, shape.kind(str(value)))
    return spelled(value) or ""


def _choice(words: Words, value: StrEnum) -> str:
    if isinstance(value, Area):
        return words.area(value)
    if isinstance(value, ChildStage):
        return next((one.name for one in words.terms.child_stages if one.id is value), value)
    return words.enum(value, "person-" if isinstance(value, PersonKind) else "")


def _area(words: Words, known: Place) -> str:
    reading, area = found_item(words.plan, known), words.area(Area(known[3]))
    return words.say("thing-area", area=area, who=words.voice(reading.voice)) if reading else area
