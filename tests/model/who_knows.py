"""Who knows what, said once more: every leaf of the plan's schema, and for each reader when it is told.

Law: nothing here calls `view` or `service_view`, or what they are made of; it is written from the tables in words at
the head of those modules, so that the two can be held against each other. Archive and chair know everything and have
no column. A leaf that does not stand in the table fails a test before it can be shown to anybody.

`told` says whether a leaf is told, `expected` is the plain plan with what is told and nothing else.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, cached_property
from types import NoneType, UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin

from msgspec.structs import fields

from kronobarn_cli.model.area import AREAS
from kronobarn_cli.model.base import Value
from kronobarn_cli.model.plan import Areas, Plan

Path = tuple[Any, ...]
_OFFICE = {"archive", "chair"}


def schema(kind: type[Value] = Plan, place: str = "") -> Iterator[tuple[str, Any]]:
    """Every leaf of the schema as `voices.*.wish`, with its type; an area of the wheel is a star too."""
    for one in fields(kind):
        found, star = one.type, ""
        if get_origin(found) in {Union, UnionType}:
            found = next(option for option in get_args(found) if option is not NoneType)
        if get_origin(found) is tuple:
            found, star = get_args(found)[0], ".*"
        key = "*" if kind is Areas else one.encode_name
        path = f"{place}{key}{star}"
        if isinstance(found, type) and issubclass(found, Value):
            yield from schema(found, f"{path}.")
        else:
            yield path, found


@cache
def pattern(path: Path) -> str:
    """`voices.*.wish` of `("voices", 2, "wish")`."""
    return ".".join("*" if isinstance(step, int) or step in _AREAS else step for step in path)


def leaves(data: Any, path: Path = ()) -> list[tuple[Path, Any]]:
    """Every leaf of plain data with its path."""
    found: list[tuple[Path, Any]] = []
    _gather(data, path, found)
    return found


def _gather(data: Any, path: Path, found: list[tuple[Path, Any]]) -> None:
    kind = type(data)
    if kind is dict:
        for key, value in data.items():
            _gather(value, (*path, key), found)
    elif kind is list:
        for number, value in enumerate(data):
            _gather(value, (*path, number), found)
    else:
        found.append((path, data))


_AREAS = {str(area) for area in AREAS}


class Leaf(NamedTuple):
    """A value, the item of the plan that it stands in (`voices.v1`), the part around it, and its path."""

    value: Any
    item: Any
    around: Any
    path: Path


class Reader:
    """Somebody who reads a plain plan on a day, and what that somebody is to it."""

    def __init__(self, plan: Any, kind: str, who: str | None, day: date) -> None:
        self.kind, self.who, self.day, self.name = kind, who, day.isoformat(), who or str(kind)
        self.protected = plan.get("child", {}).get("protected") is True
        self.whole = plan
        self.plan = _without(plan, self._is_hidden) if self.protected else plan

    def _is_hidden(self, leaf: Leaf) -> bool:
        name = pattern(leaf.path)
        return name in HIDDEN_WHEN_PROTECTED or (name == "meetings.*.invited.*" and leaf.value != self.who)

    @cached_property
    def column(self) -> int | None:
        """The reader's place in a row of the table; None knows everything."""
        if self.kind in _OFFICE:
            return None
        if self.kind == "service":
            return 0 if self.who in self.holders else 3
        return {"note-taker": 0, "family": 1, "guardian": 1, "child": 2, "other": 4}[self.kind]

    @cached_property
    def holders(self) -> set[Any]:
        roles = self.plan.get("roles", {})
        return {roles.get("responsible"), roles.get("coordinator")} - {None}

    @cached_property
    def kinds(self) -> dict[str, str]:
        return {one["id"]: one["kind"] for one in self.plan.get("people", [])}

    @cached_property
    def areas(self) -> set[str]:
        """What everyone whose consent to this service holds agrees on; nothing when somebody's has ended."""
        adult = self.plan.get("child", {}).get("stage") == "adult"
        to_me = [one for one in self.plan.get("consents", []) if self.who in one.get("to", [])]
        heard = [one for one in to_me if not (adult and self.kinds.get(one["by"]) == "guardian")]
        holding: dict[str, set[str]] = {}
        for one in heard:
            if self._holds(one):
                holding.setdefault(one["by"], set()).update(one.get("areas", []))
        ended = {one["by"] for one in heard if self._has_stood(one)} - set(holding)
        self.consented = bool(holding) and not ended
        return set.intersection(*holding.values()) if self.consented else set()

    def _holds(self, one: Any) -> bool:
        taken_back = "withdrawn" in one and one["withdrawn"] <= self.day
        begun = "from" in one and "until" in one and one["from"] <= self.day <= one["until"]
        return bool(begun and not taken_back)

    def _has_stood(self, one: Any) -> bool:
        days = (one.get("from", "9"), one.get("withdrawn", "9"))
        return bool(min(days) <= self.day or one.get("until", "9") < self.day)

    @cached_property
    def refused(self) -> bool:
        """Whether nothing at all is told, protected identity apart."""
        self.areas  # noqa: B018 finds out about consent
        stranger = self.who is not None and self.kinds.get(self.who) != self.kind
        return stranger or (self.column == 3 and not self.consented)

    @cached_property
    def full(self) -> bool:
        return self.areas == _AREAS

    @cached_property
    def known(self) -> set[str]:
        """Child, guardians, and services with a role or asked to a meeting with this one."""
        together = {
            who for one in self.plan.get("meetings", []) if self.who in one.get("invited", []) for who in one["invited"]
        }
        named = together | set(self.plan.get("roles", {}).values()) | {self.who}
        return {
            who
            for who, kind in self.kinds.items()
            if kind in {"child", "guardian"} or (kind == "service" and who in named)
        }

    @cached_property
    def met(self) -> set[Any]:
        """Those whom somebody else will meet, and whoever leads, writes, calls and answers for it."""
        asked = {who for one in self.plan.get("meetings", []) if _asked_ahead(self, one) for who in one["invited"]}
        roles = {who for role, who in self.plan.get("roles", {}).items() if role != "coordinator"}
        return asked | roles | {self.who} | {who for who, kind in self.kinds.items() if kind == "child"}

    @cached_property
    def explained(self) -> set[str]:
        """All texts that this reader is told, those about the record apart; a made-up text is one word, and no more."""
        apart = {"explained", "shared", "skipped"}
        told_here = (leaf.value for leaf in _all(self.plan) if leaf.path[0] not in apart and told(self, leaf))
        return {value for value in told_here if isinstance(value, str)}

    def goal_area(self, action: Any) -> Any:
        return next(
            (one.get("area") for one in self.plan.get("goals", []) if one["id"] == action.get("goal", "-")), None
        )

    def covers(self, action: Any) -> bool:
        return (action.get("area") or self.goal_area(action)) in self.areas


Says = Callable[[Reader, Leaf], bool]


def yes(_r: Reader, _leaf: Leaf) -> bool:
    return True


def no(_r: Reader, _leaf: Leaf) -> bool:
    return False


def is_known(r: Reader, leaf: Leaf) -> bool:
    return leaf.value in r.known


def own(key: str) -> Says:
    return lambda r, leaf: leaf.item.get(key) == r.who


def both(*all_of: Says) -> Says:
    return lambda r, leaf: all(one(r, leaf) for one in all_of)


def either(*any_of: Says) -> Says:
    return lambda r, leaf: any(one(r, leaf) for one in any_of)


def full(r: Reader, _leaf: Leaf) -> bool:
    return r.full


def kind_of(*kinds: str) -> Says:
    return lambda _r, leaf: leaf.item["kind"] in kinds


def person_known(r: Reader, leaf: Leaf) -> bool:
    return leaf.item["id"] in r.known


def person_met(r: Reader, leaf: Leaf) -> bool:
    return leaf.item["id"] in r.met


def open_to(key: str) -> Says:
    return lambda r, leaf: not leaf.item.get("private") or leaf.item[key] == r.who


def of_child(key: str) -> Says:
    return lambda r, leaf: r.kinds.get(leaf.item[key]) == "child"


def said_openly(_r: Reader, leaf: Leaf) -> bool:
    return not leaf.item.get("private")


def reading_told(r: Reader, leaf: Leaf) -> bool:
    """The own, or an open one of somebody known that touches a covered area."""
    reading = leaf.item
    touched = bool(set(reading.get("areas", {})) & r.areas)
    return bool(reading["voice"] == r.who or (not reading.get("private") and reading["voice"] in r.known and touched))


def area_told(r: Reader, leaf: Leaf) -> bool:
    return leaf.item["voice"] == r.who or (reading_told(r, leaf) and leaf.path[3] in r.areas)


def names_me(r: Reader, leaf: Leaf) -> bool:
    return r.who in leaf.item.get("to", [])


def invited(r: Reader, leaf: Leaf) -> bool:
    return r.who in leaf.item.get("invited", [])


def _asked_ahead(r: Reader, meeting: Any) -> bool:
    was_held = bool(meeting.get("present") or meeting.get("started") or meeting.get("ended") or meeting.get("notes"))
    return r.who in meeting.get("invited", []) and not was_held


def asked_ahead(r: Reader, leaf: Leaf) -> bool:
    return _asked_ahead(r, leaf.item)


def is_me(r: Reader, leaf: Leaf) -> bool:
    return bool(leaf.around["who"] == r.who)


def who_known(r: Reader, leaf: Leaf) -> bool:
    return leaf.around["who"] in r.known


def covered(r: Reader, leaf: Leaf) -> bool:
    return leaf.item.get("area") in r.areas


def action_told(r: Reader, leaf: Leaf) -> bool:
    return leaf.item.get("who") == r.who or r.covers(leaf.item)


def goal_covered(r: Reader, leaf: Leaf) -> bool:
    return r.goal_area(leaf.item) in r.areas


def tried_told(r: Reader, leaf: Leaf) -> bool:
    """What was tried of an action in a covered area; of an own action elsewhere, what it did itself."""
    actions = [one for one in r.plan.get("actions", []) if one["id"] == leaf.item.get("action")]
    mine = any(one.get("who") == r.who for one in actions) and leaf.item.get("who") == r.who
    return mine or any(r.covers(one) for one in actions)


def concerns_me(r: Reader, leaf: Leaf) -> bool:
    return r.who in {leaf.item.get("from"), leaf.item.get("to")}


def answered_myself(r: Reader, leaf: Leaf) -> bool:
    return bool(leaf.around["of"] == r.who)


def of_known(r: Reader, leaf: Leaf) -> bool:
    return leaf.around["of"] in r.known


def meets_word(r: Reader, leaf: Leaf) -> bool:
    return leaf.item["word"] in r.explained


def for_me(r: Reader, leaf: Leaf) -> bool:
    return bool(leaf.item["for"] == r.name)


def not_of_raising(_r: Reader, leaf: Leaf) -> bool:
    return "not-raise" not in leaf.item["what"].split(".")


def not_of_private(r: Reader, leaf: Leaf) -> bool:
    """Not about a voice or a reading that this reader is not told, or that is not there any more."""
    about = re.fullmatch(r"(?:pick\.)?(voices|wheel|areas)\.([^.]+).*", leaf.item["what"])
    if about is None:
        return True
    root, owner = ("voices", "of") if about[1] == "voices" else ("wheel", "voice")
    found = [one for one in r.plan.get(root, []) if one["id"] == about[2]]
    return bool(found) and (not found[0].get("private") or found[0][owner] == r.who)


def not_coordinating(_r: Reader, leaf: Leaf) -> bool:
    return bool(leaf.path[-1] != "coordinator")


def not_of_protected(r: Reader, _leaf: Leaf) -> bool:
    return not r.protected


Row = tuple[Says, Says, Says, Says, Says]
TO_ALL: Row = (yes, yes, yes, yes, yes)
TO_FAMILY: Row = (yes, yes, no, no, no)
TO_NOBODY: Row = (no, no, no, no, no)


def _rows(prefix: str, names: str, row: Row) -> dict[str, Row]:
    return {f"{prefix}{name}": row for name in names.split()}


_mine_or_full = both(open_to("of"), either(own("of"), both(of_child("of"), full)))
_to_me = (yes, yes, yes, invited, asked_ahead)

# Columns: note-taker and the service that holds the plan | family and guardian | child | service | other
KNOWS: dict[str, Row] = {
    **_rows("", "kronobarn code revision practice consultation", TO_ALL),
    **_rows("child.", "name stage protected", TO_ALL),
    "child.born": (yes, yes, yes, no, no),
    "child.needs.*": (yes, yes, yes, yes, no),
    **_rows("people.*.", "id kind role", (yes, yes, yes, person_known, person_met)),
    "people.*.name": (yes, yes, kind_of("child", "guardian"), either(own("id"), kind_of("child")), both(person_met, either(own("id"), kind_of("child", "guardian")))),
    "people.*.service": (yes, yes, yes, both(person_known, kind_of("service")), person_met),
    "people.*.task": (yes, yes, yes, both(person_known, kind_of("service")), no),
    "people.*.contact": (yes, either(own("id"), kind_of("child", "service", "other")), kind_of("service"), own("id"), no),
    **_rows("roles.", "responsible coordinator chair note-taker convener", (yes, yes, yes, is_known, not_coordinating)),
    **_rows("notices.*.", "id day by seen works child-says guardian-knows", (yes, yes, no, own("by"), no)),
    **_rows("questions.", "in-the-way enough i-can we-can others", TO_FAMILY),
    **_rows("decision.", "day outcome why to", TO_FAMILY),
    **_rows("voices.*.", "id of day important wish takes-part", (yes, open_to("of"), of_child("of"), _mine_or_full, no)),
    **_rows("voices.*.", "how private", (yes, open_to("of"), of_child("of"), own("of"), no)),
    "voices.*.not-raise": TO_NOBODY,
    **_rows("wheel.*.", "id voice day private", (yes, open_to("voice"), of_child("voice"), reading_told, no)),
    **_rows("wheel.*.areas.*.", "works hard need score why step skipped", (yes, open_to("voice"), of_child("voice"), area_told, no)),
    **_rows("consents.*.", "id by areas.* purpose from until form withdrawn", (yes, yes, no, names_me, no)),
    **_rows("consents.*.", "to.* obtained-by", (yes, yes, no, both(names_me, is_known), no)),
    **_rows("consents.*.", "except original", TO_FAMILY),
    **_rows("meetings.*.", "id day at place minutes asks.* interpreter breaks", _to_me),
    "meetings.*.invited.*": (yes, yes, yes, both(invited, is_known), asked_ahead),
    **_rows("meetings.*.why-invited.*.", "who why", (yes, yes, yes, both(invited, either(is_me, both(full, who_known))), both(asked_ahead, is_me))),
    **_rows("meetings.*.", "started ended", (yes, yes, yes, invited, no)),
    **_rows("meetings.*.", "present.* tells-child", (yes, yes, yes, both(invited, is_known), no)),
    "meetings.*.absent.*.who": (yes, yes, yes, both(invited, is_known), no),
    "meetings.*.absent.*.why": (yes, yes, no, both(invited, is_me), no),
    **_rows("meetings.*.notes.", "opening situation needs summary closing", (yes, yes, no, both(invited, full), no)),
    **_rows("meetings.*.after.", "heard.* knows-next.* knows-who.*", TO_NOBODY),
    **_rows("goals.*.", "id area long text", (yes, yes, yes, covered, no)),
    "goals.*.words-of": (yes, yes, yes, both(covered, is_known), no),
    **_rows("actions.*.", "id what by often sign status", (yes, yes, yes, action_told, no)),
    "actions.*.result": (yes, yes, no, action_told, no),
    "actions.*.who": (yes, yes, yes, both(action_told, is_known), no),
    "actions.*.goal": (yes, yes, yes, both(action_told, goal_covered), no),
    "actions.*.area": (yes, yes, yes, both(action_told, covered), no),
    **_rows("not-doing.*.", "id who what", (yes, yes, no, either(own("who"), both(full, lambda r, leaf: leaf.item.get("who") in r.known)), no)),
    **_rows("disagreements.*.", "id about", (yes, yes, no, full, no)),
    **_rows("disagreements.*.views.*.", "of says", (yes, yes, no, both(full, of_known), no)),
    "fallback.ring": (yes, yes, yes, both(full, is_known), no),
    "fallback.say": (yes, yes, yes, full, no),
    **_rows("other-plans.*.", "kind exists", (yes, yes, no, yes, no)),
    **_rows("other-plans.*.", "owner next", TO_FAMILY),
    "follow-up.day": (yes, yes, yes, yes, no),
    "follow-up.convener": (yes, yes, yes, is_known, no),
    **_rows("reviews.*.", "id day", (yes, yes, yes, yes, no)),
    "reviews.*.child-says": (yes, yes, yes, full, no),
    **_rows("reviews.*.", "consents-right responsible-right", (yes, yes, no, full, no)),
    **_rows("tried.*.", "id action day what often sign done helped then", (yes, yes, yes, tried_told, no)),
    "tried.*.who": (yes, yes, yes, both(tried_told, is_known), no),
    **_rows("tried.*.", "by known-by new-what new-by", (yes, yes, no, tried_told, no)),
    **_rows("hand-overs.*.", "id kind why proposed accepted declined declined-why", (yes, yes, no, concerns_me, no)),
    **_rows("hand-overs.*.", "from to", (yes, yes, no, both(concerns_me, is_known), no)),
    "agreement.day": (yes, yes, no, yes, no),
    "agreement.fingerprint": TO_FAMILY,
    "agreement.read.*": TO_FAMILY,  # a service gets digests of its own: see `test_view`
    **_rows("agreement.answers.*.", "of says", (yes, yes, no, answered_myself, no)),
    **_rows("explained.*.", "id word means", (meets_word, meets_word, meets_word, both(full, meets_word), meets_word)),
    **_rows("shared.*.", "day document for", (yes, yes, no, for_me, no)),
    "shared.*.fingerprint": (for_me, for_me, no, for_me, no),
    **_rows("skipped.*.", "what why", (not_of_raising, both(not_of_raising, not_of_private), no, no, no)),
    "closing.day": (yes, yes, yes, yes, no),
    **_rows("closing.", "goals-met child-told-day", (yes, yes, yes, no, no)),
    "closing.child-told-by": (yes, yes, not_of_protected, no, no),
    **_rows("closing.", "why family-says archived-at reopened reopened-why", TO_FAMILY),
    **_rows("earlier-closings.*.", "day why goals-met family-says child-told-by child-told-day archived-at reopened reopened-why", TO_FAMILY),
    **_rows("open-points.*.", "at wordings.*.says wordings.*.by wordings.*.day", TO_NOBODY),
    "past-ids.*": TO_NOBODY,
}  # fmt: skip
HIDDEN_WHEN_PROTECTED = {
    "child.name", "people.*.name", "people.*.service", "people.*.contact", "consents.*.original", "meetings.*.place",
    "meetings.*.why-invited.*.who", "meetings.*.why-invited.*.why", "meetings.*.present.*", "meetings.*.absent.*.who",
    "meetings.*.absent.*.why", "meetings.*.tells-child", "closing.archived-at", "earlier-closings.*.archived-at",
    "open-points.*.at", "open-points.*.wordings.*.says", "open-points.*.wordings.*.by", "open-points.*.wordings.*.day",
}  # fmt: skip
"""What no reader is told of a child with protected identity; of those who are asked each is told of itself alone."""


def told(reader: Reader, leaf: Leaf) -> bool:
    """Whether this leaf of the reader's plan is told to the reader."""
    if reader.refused:
        return pattern(leaf.path) in {"code", "practice", "child.protected"}
    return reader.column is None or KNOWS[pattern(leaf.path)][reader.column](reader, leaf)


class Known(NamedTuple):
    """The plain plan with what a reader is told and nothing else, and the paths of what the reader is not told."""

    told: Any
    untold: list[Path]


def sorted_out(reader: Reader) -> Known:
    """What the reader is told, without what is left empty; of a protected child `untold` is what all are denied."""
    untold: list[Path] = []

    def gone(leaf: Leaf) -> bool:
        if told(reader, leaf):
            return False
        untold.append(leaf.path)
        return True

    known = _without(reader.plan, gone)
    if reader.protected:
        untold = [path for path, _value in leaves(reader.whole) if pattern(path) in HIDDEN_WHEN_PROTECTED]
    return Known(known, untold)


def pruned(data: Any) -> Any:
    """Plain data without empty lists and parts."""
    return _without(data, lambda _leaf: False)


def _all(plan: Any) -> list[Leaf]:
    found: list[Leaf] = []

    def keep(leaf: Leaf) -> bool:
        found.append(leaf)
        return False

    _without(plan, keep)
    return found


def _without(data: Any, gone: Callable[[Leaf], bool], path: Path = (), item: Any = None, around: Any = None) -> Any:
    """A copy without the leaves that are gone and without what is empty then; None when nothing is left."""
    if isinstance(data, dict):
        item = data if path and item is None else item
        inside = {key: _without(value, gone, (*path, key), item, data) for key, value in data.items()}
        left: Any = {key: value for key, value in inside.items() if value is not None}
        return left if left or not path else None
    if isinstance(data, list):
        items = (_without(one, gone, (*path, number), item, around) for number, one in enumerate(data))
        return [one for one in items if one is not None] or None
    return None if gone(Leaf(data, item, around, path)) else data
