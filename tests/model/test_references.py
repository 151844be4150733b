"""Ids in a plan: each is followed to a person, a goal or an action, and a service that nobody named gets its word."""

from datetime import date

import pytest
from msgspec.structs import replace

from kronobarn_cli.model.issue import Issue, Severity
from kronobarn_cli.model.plan import (
    Absence,
    Action,
    Child,
    Meeting,
    Person,
    PersonKind,
    Plan,
    Roles,
    Tried,
)
from kronobarn_cli.model.references import Reference, Target, called, references, strangers, with_names
from tests.model.test_word_rules import TERMS

PLAN = Plan(
    code="k7mtr",
    people=(Person(id="school", kind=PersonKind.SERVICE),),
    roles=Roles(responsible="school"),
    meetings=(
        Meeting(id="m1", invited=("school", "aunt"), absent=(Absence(who="bup"),), tells_child="school"),
        Meeting(id="m2", day=date(2026, 3, 19)),
    ),
    actions=(Action(id="a1", goal="g1", who="child"),),
    tried=(Tried(id="t1", action="a1", who="soc"),),
)


def test_every_id_is_a_reference_with_its_place_and_an_items_own_is_none() -> None:
    person, goal, action = Target.PERSON, Target.GOAL, Target.ACTION
    assert list(references(PLAN)) == [
        Reference(("roles", "responsible"), "school", person),
        Reference(("meetings", "m1", "invited"), "school", person),
        Reference(("meetings", "m1", "invited"), "aunt", person),
        Reference(("meetings", "m1", "absent", "1", "who"), "bup", person),
        Reference(("meetings", "m1", "tells-child"), "school", person),
        Reference(("actions", "a1", "goal"), "g1", goal),
        Reference(("actions", "a1", "who"), "child", person),
        Reference(("tried", "t1", "action"), "a1", action),
        Reference(("tried", "t1", "who"), "soc", person),
    ]


def test_a_stranger_is_an_id_of_nobody_in_people_among_the_keys_asked_about() -> None:
    found = list(strangers(PLAN, "K151", lambda key: key in {"meetings", "actions"}))
    assert found == [
        Issue("K151", Severity.ERROR, path, {"id": who, "target": "person"})
        for path, who in [
            (("meetings", "m1", "invited"), "aunt"),
            (("meetings", "m1", "absent", "1", "who"), "bup"),
            (("actions", "a1", "who"), "child"),
        ]
    ]


@pytest.mark.parametrize(
    ("known", "name"),
    [
        ({"name": "Ann", "service": "Skolan", "role": "rektor"}, "Ann"),
        ({"service": "Skolan", "role": "rektor"}, "Skolan"),
        ({"role": "rektor"}, "rektor"),
        ({}, "school"),
    ],
)
def test_someone_is_called_by_the_most_that_is_known(known: dict[str, str], name: str) -> None:
    aunt = Person(id="aunt", kind=PersonKind.OTHER, name="faster")
    plan = replace(PLAN, people=(aunt, Person(id="school", kind=PersonKind.SERVICE, **known)))
    assert called(plan, "school") == name
    assert called(plan, "nobody") == "nobody"


def _named(person: Person, **plan: object) -> Person:
    (found,) = with_names(replace(PLAN, people=(person,), **plan), TERMS).people
    return found


CHILD = Person(id="child", kind=PersonKind.CHILD)
SCHOOL = Person(id="school", kind=PersonKind.SERVICE)
OPEN, PROTECTED = Child(name="Mio"), Child(name="Mio", protected=True)


def test_the_child_is_called_as_the_plan_calls_it_unless_somebody_must_not_know() -> None:
    assert _named(CHILD, child=OPEN).name == "Mio"
    assert _named(replace(CHILD, name="M"), child=OPEN).name == "M"
    assert _named(CHILD, child=PROTECTED) == CHILD
    assert _named(CHILD, child=OPEN, consultation=True) == CHILD


def test_a_service_that_nobody_named_is_called_by_its_kind() -> None:
    assert _named(SCHOOL) == replace(SCHOOL, service="Skolan")


def test_with_a_protected_identity_or_in_a_consultation_the_word_is_no_name_of_a_place() -> None:
    assert _named(SCHOOL, child=PROTECTED) == replace(SCHOOL, role="Skolan")
    assert _named(SCHOOL, consultation=True) == replace(SCHOOL, role="Skolan")


@pytest.mark.parametrize("known", [{"name": "Ann"}, {"service": "Skogsskolan"}, {"role": "rektor"}])
def test_who_was_named_in_any_way_keeps_it(known: dict[str, str]) -> None:
    assert _named(replace(SCHOOL, **known)) == replace(SCHOOL, **known)


def test_who_the_terms_do_not_know_keeps_the_id() -> None:
    leisure = Person(id="leisure", kind=PersonKind.SERVICE)
    assert _named(leisure) == leisure
