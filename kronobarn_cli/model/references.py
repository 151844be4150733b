"""Every place in a plan that points at a person or a goal by id.

The law it keeps: the schema says it, nobody lists it. A field typed `Id` that is not an item's own id, or ids that
nothing has any more, is a reference, so a new field is followed from the day it is declared.
"""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import NamedTuple, get_args

from msgspec.structs import FieldInfo, fields, replace

from kronobarn_cli.model.base import Id, Value
from kronobarn_cli.model.issue import Issue, Place, Severity
from kronobarn_cli.model.plan import Person, PersonKind, Plan
from kronobarn_cli.model.terms import Terms


class Target(StrEnum):
    """What an id is meant to find."""

    PERSON = "person"
    GOAL = "goal"
    ACTION = "action"


_NO_POINTERS = {"id", "past_ids"}
_TARGETS = {"goal": Target.GOAL, "action": Target.ACTION}


class Reference(NamedTuple):
    """An id, where it stands in the plan, and what it is meant to find."""

    path: Place
    id: Id
    target: Target


def references(value: Value, path: Place = ()) -> Iterator[Reference]:
    """Every reference that is filled in, in the order of the file."""
    for one in _fields(type(value)):
        inside, place = getattr(value, one.name), (*path, one.encode_name)
        if points(one):
            target = target_of(one)
            yield from (Reference(place, found, target) for found in _several(inside))
        else:
            yield from _inside(inside, place)


def points(one: FieldInfo) -> bool:
    """Whether a declared field holds the id of something else, or several."""
    return one.name not in _NO_POINTERS and (one.type == Id or Id in get_args(one.type))


def target_of(one: FieldInfo) -> Target:
    """What the ids in such a field are meant to find."""
    return _TARGETS.get(one.name, Target.PERSON)


def with_names(plan: Plan, terms: Terms) -> Plan:
    """The plan with the terms' word for each service that nobody has named, so that no id has to be shown."""
    words = {one.id: one.name for one in terms.services}
    return replace(plan, people=tuple(_named(one, plan, words) for one in plan.people))


def _named(person: Person, plan: Plan, words: Mapping[Id, str]) -> Person:
    hidden = bool(plan.child.protected or plan.consultation)
    if person.kind is PersonKind.CHILD and not hidden:
        return replace(person, name=person.name or plan.child.name)
    if person.id not in words or person.name or person.service or person.role:
        return person
    return replace(person, role=words[person.id]) if hidden else replace(person, service=words[person.id])


def called(plan: Plan, who: Id) -> str:
    """Name of a person or service as the plan has it; the id when there is none."""
    person = next((one for one in plan.people if one.id == who), None)
    return (person.name or person.service or person.role or who) if person else who


def strangers(plan: Plan, code: str, among: Callable[[str], bool]) -> Iterator[Issue]:
    """Yield an error for every reference to nobody in people, under those top keys of the file."""
    people = {person.id for person in plan.people}
    for one in references(plan):
        if one.target is Target.PERSON and one.id not in people and among(one.path[0]):
            yield Issue(code, Severity.ERROR, one.path, {"id": one.id, "target": "person"})


@cache
def _fields(kind: type[Value]) -> tuple[FieldInfo, ...]:
    return fields(kind)


def _several(inside: Id | tuple[Id, ...] | None) -> tuple[Id, ...]:
    if inside is None:
        return ()
    return inside if isinstance(inside, tuple) else (inside,)


def _inside(inside: object, place: Place) -> Iterator[Reference]:
    if isinstance(inside, Value):
        yield from references(inside, place)
    elif isinstance(inside, tuple):
        for number, item in enumerate(inside, start=1):
            if isinstance(item, Value):
                yield from references(item, (*place, getattr(item, "id", str(number))))
