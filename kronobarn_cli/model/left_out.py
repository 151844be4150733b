"""What a copy does not hold of a plan: kinds of things, never the things themselves. Pure.

Law: what is told is worked out by comparing a view with the whole plan, leaf by leaf, so nothing is said to be left out
that the plan has not, and nothing that is missing goes untold. Explained words, digests of what was read aloud, what
the file is called and ids that nothing has belong to other things and are not told of.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple, TypeVar

from msgspec.structs import fields

from kronobarn_cli.model.area import AREAS, Area
from kronobarn_cli.model.base import Value
from kronobarn_cli.model.plan import Action, Areas, Goal, PersonKind, Plan, Reading, Tried, Voice


class Kind(StrEnum):
    """What kind of thing is left out, in the order it is told."""

    PROTECTED = "protected"
    AREAS = "areas"
    NOT_RAISED = "not-raised"
    PRIVATE = "private"
    CHILDS_WORDS = "childs-words"
    OTHERS_WORDS = "others-words"
    OTHERS_WHEEL = "others-wheel"
    CASE = "case"
    GOALS = "goals"
    NO_AREA = "no-area"
    TRIED = "tried"
    NOT_DOING = "not-doing"
    MEETINGS = "meetings"
    NOTES = "notes"
    ABSENCES = "absences"
    AT_THE_TABLE = "at-the-table"
    AFTER = "after"
    DISAGREEMENTS = "disagreements"
    FALLBACK = "fallback"
    FOLLOW_UP = "follow-up"
    REVIEWS = "reviews"
    ANSWERS = "answers"
    CHILD = "child"
    PEOPLE = "people"
    CONTACTS = "contacts"
    CONSENTS = "consents"
    CONSENT_DETAILS = "consent-details"
    OTHER_PLANS = "other-plans"
    HAND_OVERS = "hand-overs"
    SHARED = "shared"
    SKIPPED = "skipped"
    CLOSING = "closing"
    OPEN_POINTS = "open-points"


class Why(StrEnum):
    """Why something is left out, in the order it is told."""

    PROTECTED = "protected"
    NO_CONSENT = "no-consent"
    NEEDS_ALL_AREAS = "needs-all-areas"
    PRIVATE = "private"
    KEPT = "kept"
    NOT_FOR_READER = "not-for-reader"


class LeftOut(NamedTuple):
    """One kind, why, and which areas where it is areas."""

    kind: Kind
    why: Why
    areas: tuple[Area, ...] = ()


_Path = tuple[object, ...]
_Named = TypeVar("_Named")
_NEEDS_ALL = {Kind.CHILDS_WORDS, Kind.NOTES, Kind.DISAGREEMENTS, Kind.FALLBACK, Kind.NOT_DOING, Kind.REVIEWS}
"""What a service gets with consent to all seven areas only; the table in `service_view` is the rule."""
_WHYS = {
    Kind.PROTECTED: Why.PROTECTED,
    Kind.AREAS: Why.NO_CONSENT,
    Kind.NO_AREA: Why.NO_CONSENT,
    Kind.PRIVATE: Why.PRIVATE,
    Kind.NOT_RAISED: Why.KEPT,
    Kind.AFTER: Why.KEPT,
    Kind.OPEN_POINTS: Why.KEPT,
}
_NOT_TOLD = {"kronobarn", "code", "revision", "practice", "consultation", "explained", "past_ids"}
_IN_PART: Mapping[object, Kind] = {"who": Kind.PEOPLE, "words_of": Kind.PEOPLE, "result": Kind.TRIED}
"""What can be missing in a goal or an action that is there."""
_WHOLE: Mapping[object, Kind] = {
    "notices": Kind.CASE,
    "questions": Kind.CASE,
    "decision": Kind.CASE,
    "roles": Kind.PEOPLE,
    "not_doing": Kind.NOT_DOING,
    "disagreements": Kind.DISAGREEMENTS,
    "fallback": Kind.FALLBACK,
    "follow_up": Kind.FOLLOW_UP,
    "other_plans": Kind.OTHER_PLANS,
    "reviews": Kind.REVIEWS,
    "hand_overs": Kind.HAND_OVERS,
    "shared": Kind.SHARED,
    "skipped": Kind.SKIPPED,
    "closing": Kind.CLOSING,
    "earlier_closings": Kind.CLOSING,
    "open_points": Kind.OPEN_POINTS,
}
"""Parts of a plan that are told as one thing, whatever is missing in them."""


def left_out(plan: Plan, seen: Plan, covered: Collection[Area] = AREAS) -> tuple[LeftOut, ...]:
    """The kinds of things that stand in a plan and not in this view of it, each once.

    `covered` holds the areas that a service may know of by consent; for anyone else they are all seven.
    """
    paths = set(_leaves(plan)) - set(_leaves(seen))
    found = _Missing(plan, seen, frozenset(covered)).kinds(path for path, _value in paths)
    areas = tuple(area for area in AREAS if area in found)
    kinds = (kind for kind in Kind if kind in found or (kind is Kind.AREAS and areas))
    return tuple(LeftOut(kind, _why(kind, covered), areas if kind is Kind.AREAS else ()) for kind in kinds)


def _why(kind: Kind, covered: Collection[Area]) -> Why:
    needs_all = kind in _NEEDS_ALL and not set(AREAS) <= set(covered)
    return Why.NEEDS_ALL_AREAS if needs_all else _WHYS.get(kind, Why.NOT_FOR_READER)


class _Missing:
    """Tells the kind of a missing leaf by where it stands."""

    def __init__(self, plan: Plan, seen: Plan, covered: frozenset[Area]) -> None:
        self._plan = plan
        self._covered = covered
        self._left = {path[:2] for path, _value in _leaves(seen)}
        self._rules: Mapping[object, Callable[[_Path], Kind | Area | None]] = {
            "child": lambda path: Kind.PROTECTED if path[1] == "name" and plan.child.protected else Kind.CHILD,
            "people": self._person,
            "voices": self._voice,
            "wheel": self._reading,
            "goals": self._goal,
            "actions": self._action,
            "tried": self._tried,
            "meetings": self._meeting,
            "consents": lambda path: Kind.CONSENT_DETAILS if self._partly(path) else Kind.CONSENTS,
            "agreement": lambda path: None if path[1] in {"fingerprint", "read"} else Kind.ANSWERS,
        }

    def kinds(self, paths: Iterator[_Path]) -> set[Kind | Area]:
        """The kinds of these leaves, and the areas that no consent covers."""
        found = {self._kind(path) for path in paths if path[0] not in _NOT_TOLD}
        return {kind for kind in found if kind is not None}

    def _kind(self, path: _Path) -> Kind | Area | None:
        if path[0] not in self._rules:
            hidden = path[-1] == "archived_at" and self._plan.child.protected
            return Kind.PROTECTED if hidden else _WHOLE[path[0]]
        return self._rules[path[0]](path)

    def _partly(self, path: _Path) -> bool:
        """Whether the thing that the leaf stands in is there, but not all of it."""
        return path[:2] in self._left

    def _person(self, path: _Path) -> Kind:
        if not self._partly(path):
            return Kind.PEOPLE
        return Kind.PROTECTED if self._plan.child.protected else Kind.CONTACTS

    def _voice(self, path: _Path) -> Kind:
        voice: Voice = _item(self._plan.voices, path[1])
        if path[2] == "not_raise":
            return Kind.NOT_RAISED
        if voice.private and not self._partly(path):
            return Kind.PRIVATE
        return Kind.CHILDS_WORDS if self._of_child(voice.of) else Kind.OTHERS_WORDS

    def _reading(self, path: _Path) -> Kind | Area | None:
        reading: Reading = _item(self._plan.wheel, path[1])
        if reading.private and not self._partly(path):
            return Kind.PRIVATE
        if path[2] != "areas":
            # A reading is told of by its areas; one that says nothing about any is told of as such.
            return Kind.OTHERS_WHEEL if reading.areas == Areas() else None
        return self._unless_uncovered(Area(str(path[3])), Kind.OTHERS_WHEEL)

    def _goal(self, path: _Path) -> Kind | Area | None:
        goal: Goal = _item(self._plan.goals, path[1])
        return self._promised(path, goal.area)

    def _action(self, path: _Path) -> Kind | Area | None:
        action: Action = _item(self._plan.actions, path[1])
        # The goal it belongs to is told of for itself.
        return None if path[2] == "goal" and self._partly(path) else self._promised(path, self._area(action))

    def _tried(self, path: _Path) -> Kind | Area | None:
        tried: Tried = _item(self._plan.tried, path[1])
        if self._partly(path):
            return Kind.PEOPLE if path[2] == "who" else Kind.TRIED
        action = next((one for one in self._plan.actions if one.id == tried.action), None)
        area = self._area(action) if action else None
        return self._unless_uncovered(area, Kind.TRIED) if area else Kind.TRIED

    def _promised(self, path: _Path, area: Area | None) -> Kind | Area:
        """Goals and actions: by the area they belong to."""
        if self._partly(path) and path[2] in _IN_PART:
            return _IN_PART[path[2]]
        if area is None:
            return Kind.NO_AREA if self._covered != frozenset(AREAS) else Kind.GOALS
        return self._unless_uncovered(area, Kind.GOALS)

    def _meeting(self, path: _Path) -> Kind:
        if path[2] in {"notes", "after"}:
            return Kind.NOTES if path[2] == "notes" else Kind.AFTER
        if not self._partly(path):
            return Kind.MEETINGS
        if path[2] == "absent" and path[-1] == "why" and not self._plan.child.protected:
            return Kind.ABSENCES
        return Kind.PROTECTED if self._plan.child.protected else Kind.AT_THE_TABLE

    def _unless_uncovered(self, area: Area, kind: Kind) -> Kind | Area:
        return kind if area in self._covered else area

    def _area(self, action: Action) -> Area | None:
        goal = next((one for one in self._plan.goals if one.id == action.goal), None)
        return action.area or (goal.area if goal else None)

    def _of_child(self, who: str) -> bool:
        return any(one.id == who and one.kind is PersonKind.CHILD for one in self._plan.people)


def _item(items: tuple[_Named, ...], key: object) -> _Named:
    return next(item for item in items if _key(item) == key)


def _leaves(inside: object, path: _Path = ()) -> Iterator[tuple[_Path, object]]:
    """Everything a value holds, each with its place; what is empty, or not asked, is no leaf."""
    if isinstance(inside, Value):
        for one in fields(type(inside)):
            yield from _leaves(getattr(inside, one.name), (*path, one.name))
    elif isinstance(inside, tuple):
        for item in inside:
            yield from _leaves(item, (*path, _key(item)))
    elif inside not in {None, False}:
        yield path, inside


def _key(item: object) -> object:
    """What tells an item from its neighbours; where it has no name of its own, all that it holds."""
    return next((found for name in ("id", "who") if (found := getattr(item, name, None))), item)
