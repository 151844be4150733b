"""Plans made up from the declarations themselves, where people, consents, goals and actions really mean each other.

A plan comes from one number. Every text in it is a mark of its own (`text 17`), so that it is known wherever it turns up;
only the explained words are marks that stand somewhere else in the plan. A field that is declared tomorrow is filled in
from that day. Days lie around `TODAY`, consents are valid, over, ahead and taken back, ids are as a person has them.
"""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import cache
from random import Random
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from msgspec import to_builtins
from msgspec.structs import FieldInfo, fields, replace

from kronobarn_cli.model.area import AREAS
from kronobarn_cli.model.base import Born, ChildStage, Clock, Code, Count, Id, Minutes, Score, Value
from kronobarn_cli.model.decided import agreement_of
from kronobarn_cli.model.plan import Agreement, Areas, Consent, Person, PersonKind, Plan

TODAY = date(2026, 3, 19)
LONG_AGO, BEFORE, AFTER, FAR_AHEAD = date(2025, 9, 1), date(2026, 1, 1), date(2026, 5, 7), date(2026, 12, 31)
KINDS = {
    "child": PersonKind.CHILD, "guardian-1": PersonKind.GUARDIAN, "guardian-2": PersonKind.GUARDIAN,
    "school": PersonKind.SERVICE, "bup": PersonKind.SERVICE, "soc": PersonKind.SERVICE, "aunt": PersonKind.OTHER,
}  # fmt: skip
IDS = tuple(KINDS)
_SERVICES, _GIVERS = ("school", "bup", "soc"), ("guardian-1", "guardian-2", "child")
_READERS = (*IDS, "family", "archive", "chair", "note-taker")
_ASKED = ("voices", "pick.voices.v1.not-raise", "voices.v1.not-raise", "voices.v2.wish", "voices.v3.important", "wheel.w1.day",
          "pick.areas.w2", "wheel.w3.areas.larande.hard", "pick.areas.w4", "consents.c1.purpose", "meetings.m1.asks", "voices.v9.wish")  # fmt: skip
_LETTERS = {"OtherPlan": "p", "Disagreement": "o", "NotDoing": "x", "Reading": "w", "HandOver": "h"}
_FILLED = 0.85


class _Field(NamedTuple):
    name: str
    required: bool
    kind: Any
    many: bool


@cache
def _declared(kind: type[Value]) -> tuple[_Field, ...]:
    return tuple(_field(one) for one in fields(kind))


def _field(one: FieldInfo) -> _Field:
    kind = one.type
    if get_origin(kind) in {Union, UnionType}:
        kind = next(option for option in get_args(kind) if option is not NoneType)
    many = get_origin(kind) is tuple
    return _Field(one.name, one.required, get_args(kind)[0] if many else kind, many)


def plan_from(seed: int) -> Plan:
    """The plan of this number."""
    return _Maker(seed).plan()


def other_leaf(kind: Any, seed: int) -> Any:
    """A plain value of a leaf's type, made up from a number: an id is somebody's, a text is a mark of no plan."""
    return f"text 9{seed:06}" if kind is str else to_builtins(_Maker(seed).leaf(kind))


class _Maker:
    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.marks = 0
        some = self.chance.choice
        self.of_kind: dict[Any, Callable[[], Any]] = {
            Code: lambda: "k7mtr",
            Born: lambda: some(("2017", "2009-05", "2024")),
            Clock: lambda: some(("09:00", "14:30")),
            Minutes: lambda: some((30, 60)),
            Count: lambda: some((0, 1, 4)),
            Score: lambda: some((1, 3, 5)),
            Id: lambda: some(IDS),
            str: self.mark,
            bool: lambda: some((True, False, False)),
            date: lambda: some((BEFORE, TODAY, AFTER, None)),
        }
        self.named: dict[tuple[str, str], Callable[[], Any]] = {
            ("Plan", "revision"): lambda: 7,
            ("Child", "protected"): lambda: some((True, False, False, False, None)),
            ("Child", "stage"): lambda: some((*ChildStage, ChildStage.SCHOOL, ChildStage.SCHOOL)),
            ("Roles", "responsible"): lambda: some(("school", "school", "school", "soc", None)),
            ("Roles", "coordinator"): lambda: some(("school", "bup", None)),
            ("Consent", "by"): lambda: some(_GIVERS),
            ("Action", "goal"): lambda: some(("g1", "g2", "g3", None)),
            ("Action", "area"): lambda: some((*AREAS, None, None, None)),
            ("Action", "who"): lambda: some((*_SERVICES, *IDS)),
            ("Goal", "area"): lambda: some((*AREAS, None)),
            ("Tried", "action"): lambda: some(("a1", "a2", "a3")),
            ("HandOver", "from_"): lambda: some(_SERVICES),
            ("HandOver", "to"): lambda: some(_SERVICES),
            ("Skipped", "what"): lambda: some(_ASKED),
            ("Shared", "day"): lambda: some((BEFORE, TODAY)),
            ("Shared", "for_"): lambda: some(_READERS),
        }

    def mark(self) -> str:
        self.marks += 1
        return f"text {self.marks}"

    def value(self, kind: type[Value]) -> Any:
        made = {}
        for one in _declared(kind):
            if one.required or self.chance.random() < _FILLED:
                found = self.many(one.kind) if one.many else self.one(kind, one)
                if found is not None:
                    made[one.name] = found
        return kind(**made)

    def many(self, kind: Any) -> tuple[Any, ...]:
        number = self.chance.randrange(4)
        if not (isinstance(kind, type) and issubclass(kind, Value)):
            found = [self.leaf(kind) for _ in range(number)]
            return tuple(found if kind is str else dict.fromkeys(found))
        made = [self.value(kind) for _ in range(number)]
        letter = _LETTERS.get(kind.__name__, kind.__name__[0].lower())
        if "id" not in kind.__struct_fields__:
            return tuple(made)
        return tuple(replace(one, id=f"{letter}{place}") for place, one in enumerate(made, 1))

    def one(self, owner: type[Value], field: _Field) -> Any:
        named = self.named.get((owner.__name__, field.name))
        return named() if named else self.leaf(field.kind)

    def leaf(self, kind: Any) -> Any:
        if kind in self.of_kind:
            return self.of_kind[kind]()
        if get_origin(kind) is Literal:
            return get_args(kind)[0]
        if get_origin(kind) is Annotated:
            return 3
        return self.chance.choice(list(kind)) if issubclass(kind, StrEnum) else self.value(kind)

    def plan(self) -> Plan:
        made: Plan = self.value(Plan)
        whole = replace(
            made,
            past_ids=self.chance.choice(((), ("w8",), ("g9", "a7"))),
            people=tuple(replace(self.value(Person), id=one, kind=kind) for one, kind in KINDS.items()),
            consents=tuple(replace(one, id=f"c{place}") for place, one in enumerate(self.ledger(), 1)),
            meetings=tuple(one if self.chance.random() < 0.5 else _ahead(one) for one in made.meetings),
            wheel=tuple(replace(one, areas=self.spoken()) for one in made.wheel),
        )
        return self.explained(self.read(whole))

    def ledger(self) -> list[Consent]:
        """Mostly one or two valid consents to BUP; now and then one that is over, ahead, taken back, undated or odd."""
        found = [self.consent(by, ("bup",)) for by in _GIVERS[:2] if self.chance.random() < 0.65]
        found += [self.consent("guardian-1", ("soc", "bup")[: self.chance.randrange(1, 3)])] * (
            self.chance.random() < 0.5
        )
        return found + [self.value(Consent)] * (self.chance.random() < 0.15)

    def consent(self, by: str, to: tuple[str, ...]) -> Consent:
        valid = (BEFORE, FAR_AHEAD, None)
        odd = [(LONG_AGO, BEFORE, None), (AFTER, FAR_AHEAD, None), (BEFORE, FAR_AHEAD, TODAY), (None, None, None)]
        odd += [(TODAY, TODAY, None), (BEFORE, FAR_AHEAD, AFTER), (None, FAR_AHEAD, BEFORE), (None, BEFORE, None)]
        from_, until, withdrawn = valid if self.chance.random() < 0.85 else self.chance.choice(odd)
        areas = self.chance.sample(AREAS, self.chance.choice((1, 3, 5, 7, 7, 7)))
        made: Consent = self.value(Consent)
        return replace(made, by=by, to=to, areas=tuple(areas), from_=from_, until=until, withdrawn=withdrawn)

    def spoken(self) -> Areas:
        """Some of the areas, so that a reading can lie wholly outside what is covered."""
        made = self.value(Areas)
        kept = self.chance.sample(AREAS, self.chance.randrange(4))
        return Areas(**{area: getattr(made, area) for area in kept})

    def read(self, plan: Plan) -> Plan:
        """Mostly a plan that was read back, and changed a little since."""
        if plan.agreement is None or self.chance.random() < 0.2:
            return replace(plan, agreement=plan.agreement and replace(plan.agreement, read=()))
        before = replace(plan, goals=plan.goals[:1], actions=plan.actions[1:]) if self.chance.random() < 0.5 else plan
        read = agreement_of(before, TODAY).read
        return replace(plan, agreement=Agreement(**_given(plan.agreement), read=read))

    def explained(self, plan: Plan) -> Plan:
        """The explained words are marks of other texts."""
        words = tuple(replace(one, word=f"text {self.chance.randrange(1, self.marks)}") for one in plan.explained)
        return replace(plan, explained=words)


def _given(agreement: Agreement) -> dict[str, Any]:
    return {"day": agreement.day, "fingerprint": agreement.fingerprint, "answers": agreement.answers}


def _ahead(meeting: Any) -> Any:
    """The meeting before it was held."""
    return replace(meeting, present=(), absent=(), notes=None, started=None, ended=None, after=None)
