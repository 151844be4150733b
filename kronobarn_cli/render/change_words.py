"""What differs between two versions of a plan as sentences: `Insats 2 ”Skolan ringer”: pågår → klar`.

Laws: every change has its sentence, in the order of the plan, but the order of what has none to a reader; a sentence
stands on one line and shows no id; what a view takes away when identity is protected is told of and never shown; what
must not be raised is never quoted.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from kronobarn_cli.model.apart import same_numbers
from kronobarn_cli.model.area import Area
from kronobarn_cli.model.base import Id, Part, Tree
from kronobarn_cli.model.changes import Change, ChangeKind, changes
from kronobarn_cli.model.issue import Place
from kronobarn_cli.model.open_points import KEY, find, steps
from kronobarn_cli.model.plan import Agreement, Plan
from kronobarn_cli.model.shapes import named, part
from kronobarn_cli.model.terms import Terms
from kronobarn_cli.model.view import Audience, AudienceKind, view
from kronobarn_cli.model.wheel import by_date, rows
from kronobarn_cli.render.changed_things import area_said, record_words, thing_gone, thing_new
from kronobarn_cli.render.changed_values import Both, came_and_went, unseen, value_changed
from kronobarn_cli.render.phrases import PHRASES
from kronobarn_cli.render.place_words import AREA, known_part, place_words
from kronobarn_cli.render.thing_words import found_item, one_line
from kronobarn_cli.render.wheel_words import moved_to, short
from kronobarn_cli.render.words import Words, begun_large
from kronobarn_cli.text.merged_text import whole
from kronobarn_cli.text.plan_text import PlanText
from kronobarn_cli.text.schema import to_tree

_RECORDS = ("shared", "earlier-closings")
_READ_BACK = ("agreement",)
_IN_NO_ORDER = (("wheel",),)
"""Readings are known by their day wherever they stand, and two that are put together come in any order."""
_POINT = (KEY, "*")
_WORDINGS = (*_POINT, "wordings")
_ITEM = 2


class Manner(NamedTuple):
    """How it is told: `protected` when another version of the plan is, `back` when it goes back to what it was."""

    protected: bool = False
    back: bool = False


_AS_USUAL = Manner()


def change_words(
    before: PlanText | None, after: PlanText | None, terms: Terms, language: str, manner: Manner = _AS_USUAL
) -> list[str]:
    """One whole sentence for each change, now and then a few.

    No `before` means that the plan began, no `after` that it is gone. The sentences are plain text, not markup.
    """
    if before is None or after is None:
        return [] if before is after else [PHRASES[language]["plan-began" if after else "plan-gone"]]
    hidden = manner.protected or bool(before.plan.child.protected or after.plan.child.protected)
    was, now = whole(before), whole(after)
    # A number of a reading that has moved is nothing that anybody has changed.
    same = same_numbers(was, now)
    plans = before.plan if same is was else msgspec.convert(same, Plan, strict=False), after.plan
    seen = tuple(_shown(one) if hidden else one for one in plans)
    one, other = (Words(one, terms, language) for one in seen)
    both = Both(one, other, manner.back)
    found = _once(changes(same, now))
    if hidden:
        trees = tuple(map(to_tree, seen))
        told = (_with_protection(both, one, *trees) for one in found)
    else:
        told = (_sentences(both, one) for one in found)
    return [begun_large(one_line(one)) for sentences in told for one in sentences]


def _shown(plan: Plan) -> Plan:
    """The plan as the chair may see it with protected identity, and whether it is said to be protected."""
    chair = Audience(kind=AudienceKind.CHAIR)
    hidden = replace(plan, child=replace(plan.child, protected=True))
    # The chair's view depends on no day.
    seen = view(hidden, chair, date.min)
    return replace(seen, child=replace(seen.child, protected=plan.child.protected))


def _with_protection(both: Both, change: Change, before: Part, after: Part) -> Iterator[str]:
    """The sentences of a change as far as the chair may see it in the two trees."""
    one, other = _stands(before, change.place), _stands(after, change.place)
    nothing = (one is None, other is None) == (change.before is None, change.after is None)
    if change.kind is ChangeKind.MOVED:
        yield from _sentences(both, change)
    elif nothing and one != other:
        yield from _sentences(both, change._replace(before=one, after=other))
    else:
        yield unseen(both, change._replace(place=_nobody(change.place)))


def _stands(tree: Part, place: Place) -> Tree | None:
    found = find(tree, place)
    return found.value if found else None


def _nobody(place: Place) -> Place:
    """The place without what could tell of somebody: whom an item within a thing is about, a key made up by hand."""
    known, pattern = known_part(place)
    if known[:1] == (KEY,):
        return known[:1]
    inner = [number for number, step in enumerate(pattern) if step == "*" and number >= _ITEM]
    return known[: inner[0]] if inner and pattern[: len(AREA)] != AREA else known


def _sentences(both: Both, change: Change) -> Iterator[str]:
    kind, place, words = change.kind, change.place, both.of(change.kind)
    known, pattern = known_part(place)
    if kind is ChangeKind.MOVED and place in _IN_NO_ORDER:
        return
    if kind is ChangeKind.MOVED:
        yield words.say("moved", place=place_words(words, place))
    elif pattern in (_POINT, _WORDINGS):
        yield _open_point(both, kind, _open_place(place))
    elif known == place and pattern[1:] == ("*",):
        yield (thing_gone if kind is ChangeKind.REMOVED else thing_new)(words, place)
    elif place == _READ_BACK:
        yield from _read_back(both, change)
    elif place[0] in _RECORDS:
        yield from _records(both, change)
    elif known == place and isinstance(change.before or change.after, dict):
        yield from _part(both, change)
    else:
        yield value_changed(both, change)


def _open_point(both: Both, kind: ChangeKind, place: Place) -> str:
    """That something is open, or no longer; that one has been chosen is told with the words that hold now."""
    if kind is not ChangeKind.REMOVED:
        phrase = "new-open-points" if kind is ChangeKind.ADDED else "other-open-points"
        return both.after.say(phrase, place=place_words(both.after, place))
    gone = known_part(place)[1][1:_ITEM] == ("*",) and found_item(both.after.plan, place) is None
    words = both.before if both.back or gone else both.after
    return words.say("back-open-points" if both.back else "gone-open-points", place=place_words(words, place))


def _open_place(place: Place) -> Place:
    """The place that an open point is about; a read-back is one thing, however much of it is open."""
    about = steps(place[1])
    return _READ_BACK if about[:1] == _READ_BACK else about


def _once(found: Iterable[Change]) -> Iterator[Change]:
    """The changes, with one for all the open points of a read-back."""
    told = set[ChangeKind]()
    for one in found:
        if one.place[:1] == (KEY,) and one.place[1:] and _open_place(one.place) == _READ_BACK:
            if one.kind in told:
                continue
            told.add(one.kind)
        yield one


def _part(both: Both, change: Change) -> Iterator[str]:
    """A part of a thing, or of the plan: what is new in it, that it is gone, or what counts again in its place."""
    words, place, tree = both.of(change.kind), change.place, part(change.after)
    pattern = known_part(place)[1]
    reading = found_item(words.plan, place) if pattern == AREA else None
    said = area_said(words, reading, Area(place[-1])) if reading and tree else ""
    now = _said_last(both.after, reading.voice, Area(place[-1])) if reading and change.after is None else ""
    # What names an item stands in the name of its place.
    told = [(key, value) for key, value in tree.items() if pattern[-1] != "*" or value != place[-1]]
    if said:
        yield words.say("value-new", place=place_words(words, place), after=said)
    elif now and reading:
        before = _said_last(both.before, reading.voice, Area(place[-1]))
        phrase = "value-other" if before != now else "value-new"
        yield words.say(phrase, place=place_words(words, place), before=before, after=now)
    elif told:
        for key, value in told:
            yield from _sentences(both, Change(change.kind, (*place, key), None, value))
    else:
        yield words.say("there-new" if change.before is None else "there-gone", place=place_words(words, place))


def _said_last(words: Words, voice: Id, area: Area) -> str:
    """What a voice said last of an area: `3`, `beskrivet i ord`; empty when it has said nothing."""
    for one in reversed(by_date(words.plan.wheel, voice)):
        if cell := rows((one,), (area,))[0].cells[0]:
            return short(words, cell) if cell.score is None else moved_to(words, voice, cell.score, one.day)
    return ""


def _read_back(both: Both, change: Change) -> Iterator[str]:
    before, after = part(change.before), part(change.after)
    if not after:
        yield both.before.say("read-back-gone")
    elif any(before.get(key) != after.get(key) for key in ("day", "fingerprint", "read")):
        yield read_out(both.after, both.after.plan.agreement or Agreement())
    else:
        one, other = (named(found.get("answers"), "of") for found in (before, after))
        for who in dict.fromkeys((*other, *one)):
            ours, theirs = part(one.get(who)).get("says"), part(other.get(who)).get("says")
            if ours != theirs:
                kind = (
                    ChangeKind.ADDED if ours is None else ChangeKind.REMOVED if theirs is None else ChangeKind.CHANGED
                )
                yield value_changed(both, Change(kind, (*_READ_BACK, "answers", who, "says"), ours, theirs))


def read_out(words: Words, agreement: Agreement) -> str:
    """That a plan was read out, when, and what each one answered."""
    day, said = words.day(agreement.day), [one for one in agreement.answers if one.says]
    read = words.say("read-back-day", day=day) if day else words.say("read-back")
    answers = ", ".join(words.say("answer", who=words.who(one.of), says=words.enum(one.says)) for one in said)
    return words.say("read-back-answers", read=read, answers=answers) if answers else read


def _records(both: Both, change: Change) -> Iterator[str]:
    came, went = came_and_went(change.before, change.after)
    yield from (record_words(both.before, change.place, part(one), "gone") for one in went)
    yield from (record_words(both.after, change.place, part(one), "new") for one in came)
