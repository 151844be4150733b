"""Who is around the child, in plain values: what each is called, does, and whether it is needed here now.

Law: a name is given for a service only; everyone else is what the child calls them.
"""

from typing import Any

from msgspec.structs import asdict

from kronobarn_cli.model.base import Id
from kronobarn_cli.model.plan import Meeting, Person, PersonKind, Plan
from kronobarn_cli.render.words import Words

_ALWAYS = {PersonKind.CHILD, PersonKind.GUARDIAN}


def people(words: Words, meeting: Meeting | None) -> list[dict[str, Any]]:
    """Everyone in the plan; `now` is whether someone has something to do, with the meeting at hand in mind."""
    busy = _busy(words.plan, meeting)
    return [_person(words, one) | {"now": one.kind in _ALWAYS or one.id in busy} for one in words.plan.people]


def _busy(plan: Plan, meeting: Meeting | None) -> set[Id | None]:
    """Those with a role, an action, a place at the meeting, or whom the family is told to ring."""
    at_table = (*meeting.invited, *meeting.present) if meeting else ()
    ring = plan.fallback.ring if plan.fallback else None
    return {*at_table, *asdict(plan.roles).values(), *(action.who for action in plan.actions), ring}


def _person(words: Words, person: Person) -> dict[str, Any]:
    called = words.called(person)
    named = person.kind is PersonKind.SERVICE
    return {
        "who": called,
        "kind": person.kind.value,
        "name": (person.name or "") if named else "",
        "role": person.role if person.role and person.role not in called else "",
        "task": person.task or "",
        "contact": person.contact or "",
    }
