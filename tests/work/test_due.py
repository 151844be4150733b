"""What is due across a folder, for whom, how far ahead, and as a calendar."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from kronobarn_cli.errors import KronobarnError, NotFound, Unreadable, UsageTrouble
from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.due import DueKind
from kronobarn_cli.model.plan import Child, Closing, Plan
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.work import due, terms

TODAY = date(2026, 4, 27)
ASKED = due.Asked(timedelta(days=30), "", terms.load("", "sv"), "sv", TODAY)


@pytest.fixture
def folder(examples: Path) -> Folder:
    return Folder(examples, commits=False)


def _change(folder: Folder, code: str, change: Callable[[Plan], Plan]) -> None:
    loaded = folder.load(code)
    folder.save(change(loaded.plan), loaded, "test")


def _for(who: str) -> due.Asked:
    return due.Asked(ASKED.within, who, ASKED.terms, ASKED.language, ASKED.today)


def test_all_plans_stand_in_one_order_the_overdue_first(folder: Folder) -> None:
    found = due.in_folder(folder, ASKED).found
    assert {one.code for one in found} == {"k7mtr", "p3wdh", "t8qzg", "v5xjc"}
    assert [bool(one.late) for one in found] == sorted((bool(one.late) for one in found), reverse=True)
    days = [one.due.day for one in found if one.due.day and not one.late]
    assert days == sorted(days)


def test_one_plan_alone(folder: Folder) -> None:
    found = due.in_plan(folder, "k7mtr", ASKED).found
    assert [(one.due.kind, one.due.day, one.due.who) for one in found] == [
        (DueKind.ACTION, date(2026, 5, 4), "bup"),
        (DueKind.ACTION, date(2026, 5, 5), "school-health"),
        (DueKind.FOLLOW_UP, date(2026, 5, 7), "school"),
    ]


def test_a_file_that_cannot_be_read_is_told_and_stops_nothing(folder: Folder) -> None:
    folder.path("k7mtr").write_text("kronobarn: 1\n", "utf8")
    told = due.in_folder(folder, ASKED)
    assert told.unreadable == ("k7mtr",)
    assert {one.code for one in told.found} == {"p3wdh", "t8qzg", "v5xjc"}
    with pytest.raises(Unreadable):
        due.in_plan(folder, "k7mtr", ASKED)


@pytest.mark.parametrize("who", ["school-health", "kurat", "Skogsskolans elev", "SCHOOL-HEALTH"])
def test_for_somebody_by_id_or_how_the_name_begins(who: str, folder: Folder) -> None:
    found = due.in_plan(folder, "k7mtr", _for(who)).found
    assert [one.due.who for one in found] == ["school-health"]


def test_an_id_in_full_does_not_mean_those_that_begin_so(folder: Folder) -> None:
    assert [one.due.who for one in due.in_plan(folder, "k7mtr", _for("school")).found] == ["school"]


def test_a_service_sees_the_consents_to_it_that_end(folder: Folder) -> None:
    far = due.Asked(timedelta(days=200), "bup", ASKED.terms, ASKED.language, ASKED.today)
    kinds = {one.due.kind for one in due.in_plan(folder, "k7mtr", far).found}
    assert kinds == {DueKind.ACTION, DueKind.CONSENT}


@pytest.mark.parametrize("who", ["nisse", " "])
def test_nobody_of_that_name_is_told(who: str, folder: Folder) -> None:
    with pytest.raises(NotFound) as told:
        due.in_folder(folder, _for(who))
    assert told.value.hint == "kronobarn due"


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("30d", date(2026, 5, 27)),
        ("30", date(2026, 5, 27)),
        ("6v", date(2026, 6, 8)),
        ("6 veckor", date(2026, 6, 8)),
        ("1w", date(2026, 5, 4)),
        ("2m", date(2026, 6, 27)),
        ("1 månad", date(2026, 5, 27)),
        ("0", TODAY),
    ],
)
def test_how_far_ahead(text: str, until: date) -> None:
    assert TODAY + due.read_within(text, TODAY) == until


@pytest.mark.parametrize("text", ["", "snart", "-3d", "3x", "99999d", "9999d", "9999m", "9999v", "1.5m", "٣d"])
def test_a_length_of_time_that_is_none_is_told(text: str) -> None:
    with pytest.raises(UsageTrouble) as told:
        due.read_within(text, TODAY)
    assert told.value.hint == "kronobarn due --within 30d"


def test_a_day_for_a_hand_over_meeting_is_proposed(folder: Folder) -> None:
    _change(folder, "k7mtr", lambda plan: replace(plan, child=Child(born="2020", stage=ChildStage.PRESCHOOL)))
    [found] = [one for one in due.in_plan(folder, "k7mtr", ASKED).found if one.due.transition]
    assert found.proposed == date(2026, 6, 12)  # the middle of the term is behind: its last working day
    assert (found.as_data()["until"], found.as_data()["proposed"]) == (None, "2026-06-12")


def test_a_closed_plan_awaits_only_that_the_child_is_told(folder: Folder) -> None:
    _change(folder, "k7mtr", lambda plan: replace(plan, closing=Closing(child_told_day=date(2026, 5, 2))))
    assert [one.due.kind for one in due.in_plan(folder, "k7mtr", ASKED).found] == [DueKind.CHILD_TOLD]


def test_the_calendar_holds_codes_and_days_and_nobody_s_words(folder: Folder, tmp_path: Path) -> None:
    told = due.in_folder(folder, ASKED)
    path = due.write_calendar(told, tmp_path / "a.ics", datetime(2026, 4, 27, 12), force=False)
    text = path.read_text("utf8").replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == len([one for one in told.found if one.due.day])
    assert text.count("UID:") == len(set(text.split("UID:"))) - 1
    for one in told.found:
        for person in one.plan.people:
            assert all(word not in text for word in (person.name, person.service) if word)
        assert str(one.due.facts.get("what", "-no-words-")) not in text


def test_a_calendar_is_laid_over_nothing(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "a.ics").write_text("mine", "utf8")
    with pytest.raises(KronobarnError):
        due.write_calendar(due.in_folder(folder, ASKED), tmp_path / "a.ics", datetime(2026, 4, 27, 12), force=False)
    assert (tmp_path / "a.ics").read_text("utf8") == "mine"


def test_for_scripts_everything_is_plain(folder: Folder) -> None:
    [first, *_rest] = [one.as_data() for one in due.in_plan(folder, "k7mtr", ASKED).found]
    assert first == {
        "plan": "k7mtr",
        "kind": "action",
        "day": "2026-05-04",
        "until": None,
        "late": 0,
        "who": "bup",
        "concerns": [],
        "path": ["actions", "a6"],
        "facts": {"what": "Ett första samtal med Mio och en förälder."},
        "proposed": None,
    }
