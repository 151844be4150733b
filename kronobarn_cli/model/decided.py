"""What was decided, as it is read back and agreed on, and what has changed since.

The law it keeps: only what is read out counts. How an action goes, when you meet again and
what somebody is called are not part of it: people are meant by id. No language is in it, so that two programs in
two languages read the same.
"""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import NamedTuple

import msgspec

from kronobarn_cli.model.action import is_over
from kronobarn_cli.model.base import Id, Value
from kronobarn_cli.model.issue import Place
from kronobarn_cli.model.plan import Action, Agreed, Agreement, Disagreement, Fallback, Goal, NotDoing, Plan

_PLACE_LETTERS, _LETTERS = 5, 12
_LETTER_FOR = str.maketrans("0123456789", "ghijklmnop")
"""Twelve hexadecimal digits can look like a personnummer, and no plan may hold one."""


class Decided(Value):
    """All that is read back, each part holding nothing but what is read."""

    goals: tuple[Goal, ...] = ()
    actions: tuple[Action, ...] = ()
    not_doing: tuple[NotDoing, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    fallback: Fallback | None = None
    coordinator: Id | None = None


class _Plain(NamedTuple):
    place: str
    content: str


class Thing(NamedTuple):
    """One thing that was decided, and where it stands in the plan."""

    place: Place
    content: Value | Id


def decided(plan: Plan) -> Decided:
    """What a read-back of the plan reads out: of the actions those that are not over."""
    return Decided(
        goals=tuple(Goal(id=one.id, long=one.long, text=one.text, words_of=one.words_of) for one in plan.goals),
        actions=tuple(_promise(one) for one in plan.actions if not is_over(one)),
        not_doing=plan.not_doing,
        disagreements=plan.disagreements,
        fallback=plan.fallback if plan.fallback != Fallback() else None,
        coordinator=plan.roles.coordinator,
    )


def things(plan: Plan) -> tuple[Thing, ...]:
    """What was decided, thing by thing, in the order of the file."""
    return tuple(_things(decided(plan)))


def agreement_of(plan: Plan, day: date, answers: tuple[Agreed, ...] = ()) -> Agreement:
    """Record of a read-back: `sha256:` and 64 digits over the whole, and 12 letters for each thing."""
    fingerprint = f"sha256:{_digest(sorted(map(_plain, things(plan))))}"
    return Agreement(day=day, fingerprint=fingerprint, read=tuple(map(_short, things(plan))), answers=answers)


def changed_since_read(plan: Plan) -> tuple[Place, ...]:
    """Where the plan holds something that is new or not as it was read; empty without a read-back by thing."""
    read = set(plan.agreement.read) if plan.agreement else set()
    return tuple(one.place for one in things(plan) if _short(one) not in read) if read else ()


def removed_since_read(plan: Plan) -> int:
    """How many things that were read are no longer in the plan."""
    over = (Thing(("actions", one.id), _promise(one)) for one in plan.actions if is_over(one))
    there = {_short(one)[:_PLACE_LETTERS] for one in (*things(plan), *over)}
    return sum(one[:_PLACE_LETTERS] not in there for one in plan.agreement.read) if plan.agreement else 0


def _promise(action: Action) -> Action:
    return Action(id=action.id, what=action.what, who=action.who, by=action.by, often=action.often, sign=action.sign)


def _things(read: Decided) -> Iterator[Thing]:
    if read.coordinator:
        yield Thing(("roles", "coordinator"), read.coordinator)
    yield from (Thing(("goals", one.id), one) for one in read.goals)
    yield from (Thing(("actions", one.id), one) for one in read.actions)
    yield from (Thing(("not-doing", one.id), one) for one in read.not_doing)
    yield from (Thing(("disagreements", one.id), one) for one in read.disagreements)
    if read.fallback:
        yield Thing(("fallback",), read.fallback)


def _plain(thing: Thing) -> _Plain:
    return _Plain("/".join(thing.place), msgspec.json.encode(thing.content).decode())


def _short(thing: Thing) -> str:
    """Five letters for the place and seven for what stands there, so that what is gone can be counted."""
    plain = _plain(thing)
    place, content = (_digest(part).translate(_LETTER_FOR) for part in plain)
    return place[:_PLACE_LETTERS] + content[: _LETTERS - _PLACE_LETTERS]


def _digest(value: object) -> str:
    return sha256(msgspec.json.encode(value)).hexdigest()
