"""The consent ledger as a whole: what is shown, and taking a consent back in a folder on disk."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from kronobarn_cli.cli import consent_screen, screen
from kronobarn_cli.errors import KronobarnError, NotFound, UsageTrouble
from kronobarn_cli.interview.answers import Answers
from kronobarn_cli.model.consent import Standing, covered_areas
from kronobarn_cli.model.plan import Child, Closing, Person, PersonKind, Plan, Skipped
from kronobarn_cli.render.words import Words
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.work import consenting, terms
from tests.conftest import Program

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
    services = {"rektor (skola)", "kurator (elevhälsa)", "behandlare (BUP)"}
    assert called == {"barnet", "vårdnadshavare 1", "vårdnadshavare 2", *services}
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
    assert told.value.hint in {"kronobarn consent k7mtr", f"kronobarn consent k7mtr --withdraw --on {TODAY}"}
    assert folder.path("k7mtr").read_bytes() == before


def test_a_plan_without_consents_has_none_to_take_back(folder: Folder) -> None:
    plan = replace(folder.load("k7mtr").plan, consents=())
    with pytest.raises(NotFound):
        consenting.who_may_withdraw(plan, _words(folder), TODAY)


def _given(folder: Folder) -> tuple[str, ...]:
    """Each row with where it stands."""
    seen = consenting.show(folder.load("k7mtr").plan, TERMS, "sv", TODAY)
    return tuple(f"{row.consent.by} {row.to} {standing.value}" for row, standing in seen.rows)


def _change(folder: Folder, **changes: Any) -> Plan:
    before = folder.load("k7mtr")
    return folder.save(replace(before.plan, **changes), before, "test").plan


@pytest.mark.parametrize("typed", ["morfar", "", "guardian"])
def test_no_hint_takes_back_what_somebody_else_has_given(kronobarn: Program, folder: Folder, typed: str) -> None:
    before = _given(folder)
    ran = kronobarn("consent", "k7mtr", "--withdraw", "--by", typed, "--no-input")
    assert ran.code != 0
    assert "Prova: kronobarn consent k7mtr\n" in ran.err
    ran = kronobarn("consent", "k7mtr", "--withdraw", "--no-input")
    assert "Prova: kronobarn consent k7mtr\n" in ran.err
    assert _given(folder) == before


def test_whoever_has_taken_back_everything_is_told_so(kronobarn: Program, folder: Folder) -> None:
    for by in ("mamma", "pappa", "Mio"):
        consenting.save(folder, _take_back(folder, by))
        ran = kronobarn("consent", "k7mtr", "--withdraw", "--by", by, "--no-input")
        assert ran.err == f"{by.capitalize()} har redan tagit tillbaka allt.\nProva: kronobarn consent k7mtr\n"


def test_what_is_taken_back_already_is_said_of_that_service_alone(folder: Folder) -> None:
    consenting.save(folder, _take_back(folder, "mamma", "bup"))
    with pytest.raises(NotFound, match=r"^Mamma har redan tagit tillbaka samtycket till behandlare"):
        _take_back(folder, "mamma", "bup")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-03-04", "börjar gälla 5 mars 2026"),
        ("1926-04-27", "långt bort"),
        ("9999-01-01", "långt bort"),
        ("2029-04-27", "långt bort"),
    ],
)
def test_a_day_that_cannot_be_meant_is_told_kindly_and_nothing_is_written(folder: Folder, day: str, said: str) -> None:
    endless = replace(folder.load("k7mtr").plan.consents[0], until=None)
    _change(folder, consents=(endless,))
    before = folder.path("k7mtr").read_bytes()
    with pytest.raises(UsageTrouble, match=said):
        _take_back(folder, "mamma", "", day)
    assert folder.path("k7mtr").read_bytes() == before


@pytest.mark.parametrize("day", ["2026-03-05", "i går", "i dag", "i morgon"])
def test_a_consent_can_be_taken_back_from_any_day_it_holds(folder: Folder, day: str) -> None:
    assert _take_back(folder, "mamma", "", day).services == ("bup", "school-health")


def test_a_consent_that_has_not_begun_can_be_taken_back_today(folder: Folder) -> None:
    coming = replace(folder.load("k7mtr").plan.consents[0], from_=date(2026, 5, 1))
    _change(folder, consents=(coming,))
    assert _take_back(folder, "mamma").day == TODAY
    with pytest.raises(UsageTrouble):
        _take_back(folder, "mamma", "", "i går")


def test_a_reason_for_what_was_skipped_goes_with_the_part_taken_back(kronobarn: Program, folder: Folder) -> None:
    mother, *others = folder.load("k7mtr").plan.consents
    why = Skipped(what="consents.c1.purpose", why="hon minns inte")
    _change(folder, consents=(replace(mother, purpose=None), *others), skipped=(why,))
    consenting.save(folder, _take_back(folder, "mamma", "bup"))
    after = folder.load("k7mtr").plan
    assert Answers(after).known("consents.c4.purpose")
    assert "K146" not in kronobarn("check", "k7mtr").all
    assert "ska uppgifterna" not in kronobarn("continue", "k7mtr", typed=":q\n").all


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "interactive", lambda: True)


@pytest.mark.usefixtures("at_terminal")
def test_at_the_terminal_it_is_asked_from_whom_and_enter_takes_nothing_back(kronobarn: Program, folder: Folder) -> None:
    before = _given(folder)
    ran = kronobarn("consent", "k7mtr", "--withdraw", typed="2\n1\n\n")
    assert "\n  1) behandlare (barn- och ungdomspsykiatrins öppenvård)\n  2) kurator" in ran.out
    assert "\n  3) alla\n" in ran.out
    assert "[j/N] " in ran.out
    assert "Inget har ändrats." in ran.err
    assert _given(folder) == before


@pytest.mark.usefixtures("at_terminal")
@pytest.mark.parametrize(("picked", "taken"), [("1", {"bup"}), ("alla", {"bup", "school-health"})])
def test_what_was_picked_is_taken_back_and_its_meaning_said_once(
    kronobarn: Program, folder: Folder, picked: str, taken: set[str]
) -> None:
    ran = kronobarn("consent", "k7mtr", "--withdraw", "--by", "pappa", typed=f"{picked}\nj\n")
    assert ran.code == 0
    assert ran.all.count("delas inget med") == 1
    assert ran.err.index("delas inget med") < ran.err.index("Tillbakataget: samtycket från pappa till behandlare")
    gone = {row.split()[1] for row in _given(folder) if row.startswith("guardian-2") and row.endswith("withdrawn")}
    assert gone == taken


@pytest.mark.usefixtures("at_terminal")
def test_where_there_is_one_service_to_choose_nothing_is_asked_about_it(kronobarn: Program, folder: Folder) -> None:
    consenting.save(folder, _take_back(folder, "pappa", "bup"))
    ran = kronobarn("consent", "k7mtr", "--withdraw", "--by", "pappa", typed="j\n")
    assert "alla\n" not in ran.out
    assert "guardian-2 school-health withdrawn" in _given(folder)


def test_a_closed_plan_says_so_and_lets_a_consent_be_taken_back(kronobarn: Program, folder: Folder) -> None:
    _change(folder, closing=Closing(day=TODAY, why="klart"))
    ran = kronobarn("consent", "k7mtr", "--withdraw", "--by", "pappa", "--no-input")
    assert ran.code == 0
    assert "Planen är avslutad. Ett samtycke kan tas tillbaka ändå." in ran.err
    assert "guardian-2 bup withdrawn" in _given(folder)


def _with_services(plan: Plan, count: int) -> Plan:
    people = tuple(
        Person(id=f"s{number}", kind=PersonKind.SERVICE, service=f"Enhet {number}", role=f"handläggare {number}")
        for number in range(count)
    )
    return replace(plan, people=(*plan.people, *people))


def _grids(out: str) -> list[list[str]]:
    """The tables on the screen, each as its lines."""
    lines = out.splitlines()
    starts = [place for place, line in enumerate(lines) if line.split()[:1] == ["Område"]]
    return [[line for line in lines[at : at + 10] if line.split()[:1]] for at in starts]


@pytest.mark.parametrize("fancy", [False, True])
@pytest.mark.parametrize("count", [1, 4, 14, 30])
def test_the_grid_fits_a_narrow_screen_however_many_services_there_are(
    folder: Folder,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    fancy: bool,
    count: int,
) -> None:
    monkeypatch.setattr(screen, "_fancy", lambda: fancy)
    monkeypatch.setenv("COLUMNS", "80")
    plan = _with_services(folder.load("k7mtr").plan, count)
    consent_screen.show(consenting.show(plan, TERMS, "sv", TODAY), as_json=False)
    found = _grids(capsys.readouterr().out)
    heads = " ".join(table[0] for table in found)
    assert all(f"handläggare {number}" in heads for number in range(count))
    for table in found:
        assert max(map(len, table)) <= 80
        assert [row.split()[0] for row in table[1:] if not row.strip().startswith("─")][:7] == [
            "Hälsa",
            "Utveckling",
            "Lärande",
            "Omsorg",
            "Hemmet",
            "Relationer",
            "Trygghet",
        ]


def test_a_service_with_a_very_long_name_does_not_break_the_lines(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = folder.load("k7mtr").plan
    long = Person(id="s1", kind=PersonKind.SERVICE, role="enheten för " + "samverkan och stöd " * 9 + "\noch mer")
    consent_screen.show(consenting.show(replace(plan, people=(*plan.people, long)), TERMS, "sv", TODAY), as_json=False)
    for table in _grids(capsys.readouterr().out):
        assert len(table) >= 8
        assert max(map(len, table[:8])) <= 80


def test_services_whose_consents_are_all_over_are_named_in_one_line(kronobarn: Program, folder: Folder) -> None:
    plan = folder.load("k7mtr").plan
    over = tuple(replace(one, to=("school-health",), withdrawn=date(2026, 4, 20)) for one in plan.consents[:2])
    plan = _change(folder, consents=(*over, replace(plan.consents[2], to=("bup",))))
    out = kronobarn("consent", "k7mtr").out
    assert _grids(out)[0][0].split() == ["Område", "behandlare"]
    assert out.count("Alla samtycken till kurator (Skogsskolans elevhälsa) är tillbakatagna eller har gått ut.") == 1
    assert "Stängt för kurator" not in out
    everything = tuple(replace(one, withdrawn=date(2026, 4, 20)) for one in plan.consents)
    _change(folder, consents=everything)
    assert _grids(kronobarn("consent", "k7mtr").out) == []


def test_what_is_not_shared_keeps_its_indentation_over_several_lines(kronobarn: Program, folder: Folder) -> None:
    mother, *others = folder.load("k7mtr").plan.consents
    _change(folder, consents=(replace(mother, except_="det ena\ndet andra"), *others))
    assert "\n  utom: det ena\n        det andra\n  för: " in kronobarn("consent", "k7mtr").out


@pytest.mark.parametrize(("until", "said"), [(TODAY, "I dag är sista dagen"), (date(2026, 4, 28), "går snart ut")])
def test_the_last_day_is_said_to_be_the_last(kronobarn: Program, folder: Folder, until: date, said: str) -> None:
    mother = folder.load("k7mtr").plan.consents[0]
    _change(folder, consents=(replace(mother, until=until),))
    [line] = [one for one in kronobarn("check", "k7mtr").all.splitlines() if "snart ut" in one or "sista dagen" in one]
    assert said in line
