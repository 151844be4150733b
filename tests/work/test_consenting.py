"""The consent ledger as a whole: what is shown, and taking a consent back in a folder on disk."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from kronobarn_cli.errors import KronobarnError, NotFound, UsageTrouble
from kronobarn_cli.model.consent import Standing, covered_areas
from kronobarn_cli.model.plan import Child
from kronobarn_cli.render.words import Words
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.work import consenting, terms

TODAY = date(2026, 4, 27)
TERMS = terms.load("", "sv")


@pytest.fixture
def folder(examples: Path) -> Folder:
    return Folder(examples, commits=False)


def _words(folder: Folder) -> Words:
    return consenting.words_for(folder.load("k7mtr").plan, TERMS, "sv", TODAY)


def _take_back(folder: Folder, by: str, service: str = "", day: str = "") -> consenting.Withdrawal:
    return consenting.withdrawal(folder, "k7mtr", (by, service, day), _words(folder), TODAY)


def test_the_ledger_tells_who_holds_whom_to_ask_and_what_is_closed(folder: Folder) -> None:
    plan = folder.load("k7mtr").plan
    mother, father, child = plan.consents
    changed = replace(plan, consents=(mother, replace(father, to=("bup",), until=date(2026, 4, 1)), child))
    seen = consenting.show(changed, TERMS, "sv", TODAY)
    assert seen.holders == ("school",)
    assert seen.closed == {"bup": ("guardian-2",)}
    assert seen.ask == {"school-health": ("guardian-2",)}
    assert [(row.consent.by, row.to) for row, standing in seen.rows if standing is Standing.RUN_OUT] == [
        ("guardian-2", "bup")
    ]


def test_for_scripts_the_ledger_is_ids_and_days(folder: Folder) -> None:
    data = consenting.show(folder.load("k7mtr").plan, TERMS, "sv", TODAY).as_data()
    assert data["services"][1]["areas"]["omsorg"] == "no"
    assert data["services"][1]["areas"]["halsa"] == "yes"
    assert len(data["rows"]) == 6
    assert data["rows"][0]["except"] == "det som rör föräldrarnas separation"
    assert {type(value) for row in data["rows"] for value in row.values()} <= {str, list, type(None)}


def test_a_protected_identity_shows_no_name_and_no_place(folder: Folder) -> None:
    plan = folder.load("k7mtr").plan
    seen = consenting.show(replace(plan, child=Child(name="Mio", protected=True)), TERMS, "sv", TODAY)
    called = {seen.words.who(person.id) for person in plan.people}
    assert called == {"barnet", "vårdnadshavare 1", "vårdnadshavare 2", "rektor", "kurator", "behandlare"}
    assert [row.consent.original for row, _standing in seen.rows] == [None] * 6


def test_taking_back_saves_and_leaves_the_other_service_as_it_was(folder: Folder) -> None:
    before = folder.load("k7mtr").plan
    order = _take_back(folder, "pappa", "bup", "i morgon")
    assert (order.by, order.services, order.day, order.closes) == ("guardian-2", ("bup",), date(2026, 4, 28), True)
    assert folder.load("k7mtr").plan == before
    consenting.save(folder, order)
    after = folder.load("k7mtr").plan
    assert covered_areas(after, "bup", TODAY) == covered_areas(before, "bup", TODAY)
    assert covered_areas(after, "bup", date(2026, 4, 28)) == frozenset()
    assert covered_areas(after, "school-health", date(2026, 4, 28)) == covered_areas(before, "school-health", TODAY)


def test_without_a_service_it_is_taken_back_from_all_today(folder: Folder) -> None:
    order = _take_back(folder, "child")
    assert (set(order.services), order.day) == ({"bup", "school-health"}, TODAY)


def test_taking_back_twice_is_told_kindly(folder: Folder) -> None:
    consenting.save(folder, _take_back(folder, "guardian-1", "bup"))
    with pytest.raises(NotFound) as told:
        _take_back(folder, "guardian-1", "bup")
    assert told.value.hint == "kronobarn consent k7mtr"


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        (("nisse",), NotFound),
        (("guardian",), UsageTrouble),  # there are two
        (("school",), NotFound),  # it has consented to nothing
        (("guardian-1", "polisen"), NotFound),
        (("guardian-1", "bup", "sen"), UsageTrouble),
        (("guardian-1", "bup", "31 april"), UsageTrouble),
        (("",), NotFound),
    ],
)
def test_what_cannot_be_understood_is_told_with_what_there_is(
    asked: Any, kind: type[KronobarnError], folder: Folder
) -> None:
    before = folder.path("k7mtr").read_bytes()
    with pytest.raises(kind) as told:
        _take_back(folder, *asked)
    assert told.value.hint.startswith("kronobarn consent k7mtr")
    assert folder.path("k7mtr").read_bytes() == before


def test_a_plan_without_consents_has_none_to_take_back(folder: Folder) -> None:
    plan = replace(folder.load("k7mtr").plan, consents=())
    with pytest.raises(NotFound):
        consenting.who_may_withdraw(plan, _words(folder), TODAY)
