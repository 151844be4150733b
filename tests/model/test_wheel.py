"""The wheel as rows: seven areas in order, voices side by side, and nothing made up between them."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kronobarn_cli.model.area import AREAS, Area
from kronobarn_cli.model.plan import AreaReading, Areas, Reading, YesNoUnsure
from kronobarn_cli.model.wheel import Cell, by_date, changes, days, differences, latest_per_voice, rows
from tests.strategies import of

MARCH, APRIL = date(2026, 3, 5), date(2026, 4, 23)
CHILD_MARCH = Reading(
    id="w1",
    voice="child",
    day=MARCH,
    areas=Areas(larande=AreaReading(works="Matte", score=1), halsa=AreaReading(need=YesNoUnsure.YES)),
)
SCHOOL = Reading(
    id="w2",
    voice="school",
    day=MARCH,
    areas=Areas(larande=AreaReading(score=4), halsa=AreaReading(need=YesNoUnsure.YES), hemmet=AreaReading(score=2)),
)
CHILD_APRIL = Reading(
    id="w3",
    voice="child",
    day=APRIL,
    areas=Areas(larande=AreaReading(score=3), trygghet=AreaReading(skipped="Inte nu.")),
)
ALL = (CHILD_MARCH, SCHOOL, CHILD_APRIL)


def test_rows_are_the_seven_areas_in_the_models_order_and_columns_the_readings() -> None:
    assert tuple(row.area for row in rows(ALL)) == AREAS
    larande = rows(ALL)[2]
    assert [cell and (cell.voice, cell.day, cell.score) for cell in larande.cells] == [
        ("child", MARCH, 1),
        ("school", MARCH, 4),
        ("child", APRIL, 3),
    ]


def test_fewer_areas_keep_the_wheels_order() -> None:
    assert [row.area for row in rows(ALL, {Area.TRYGGHET, Area.HALSA})] == [Area.HALSA, Area.TRYGGHET]


def test_what_was_not_asked_is_none_and_never_zero() -> None:
    cells = {row.area: row.cells for row in rows(ALL)}
    assert cells[Area.OMSORG] == (None, None, None)
    asked = cells[Area.HALSA][0]
    assert asked is not None
    assert asked.score is None
    assert rows((Reading(id="w1", voice="child", areas=Areas(halsa=AreaReading())),))[0].cells == (None,)


def test_a_skipped_area_was_asked_and_keeps_its_reason() -> None:
    cell = rows(ALL)[6].cells[2]
    assert cell is not None
    assert cell.skipped == "Inte nu."


def test_each_voice_has_its_latest_word_on_each_area() -> None:
    """April was about learning only: what the child said in March about health still stands, with its day."""
    child, school = latest_per_voice(ALL)
    assert school == SCHOOL
    assert child.day == APRIL
    assert child.areas.larande == CHILD_APRIL.areas.larande
    assert child.areas.halsa == CHILD_MARCH.areas.halsa
    assert days(ALL, "child") == (MARCH, APRIL)


def test_readings_are_ordered_by_day() -> None:
    assert by_date((CHILD_APRIL, SCHOOL, CHILD_MARCH), "child") == (CHILD_MARCH, CHILD_APRIL)


def test_a_reading_without_a_day_is_older_than_all_others() -> None:
    undated = Reading(id="w4", voice="child")
    assert by_date((CHILD_MARCH, undated), "child") == (undated, CHILD_MARCH)


def test_voices_differ_by_what_each_said_last() -> None:
    (found,) = differences(ALL)
    assert (found.area, found.one.voice, found.one.score, found.other.voice, found.other.score) == (
        Area.LARANDE,
        "child",
        3,
        "school",
        4,
    )


def test_an_area_only_one_was_asked_about_is_no_difference() -> None:
    assert Area.HEMMET not in {found.area for found in differences(ALL)}
    unasked = Reading(id="w5", voice="guardian-1", areas=Areas(hemmet=AreaReading(works="Katten.")))
    assert Area.HEMMET not in {found.area for found in differences((*ALL, unasked))}


def test_a_need_that_differs_is_a_difference() -> None:
    father = Reading(id="w5", voice="guardian-1", areas=Areas(halsa=AreaReading(need=YesNoUnsure.NO)))
    assert [(d.area, d.one.need, d.other.need) for d in differences((CHILD_MARCH, father))] == [
        (Area.HALSA, YesNoUnsure.YES, YesNoUnsure.NO)
    ]


def test_changes_follow_one_voice_and_never_another() -> None:
    (found,) = changes(ALL, "child")
    assert (found.area, found.before.score, found.after.score) == (Area.LARANDE, 1, 3)
    assert changes(ALL, "school") == ()


def test_a_day_the_area_was_not_asked_does_not_break_the_line() -> None:
    may = Reading(id="w6", voice="child", day=date(2026, 5, 7), areas=Areas(halsa=AreaReading(need=YesNoUnsure.NO)))
    assert [c.area for c in changes((*ALL, may), "child")] == [Area.HALSA, Area.LARANDE]


@given(readings=st.lists(of(Reading), max_size=4))
def test_every_number_shown_was_given_by_that_voice(readings: Any) -> None:
    for row in rows(readings):
        for reading, cell in zip(readings, row.cells, strict=True):
            answer = getattr(reading.areas, row.area)
            assert (cell.score if cell else None) == (answer.score if answer else None)
            assert cell is None or (cell.voice == reading.voice and cell.score != 0)


def test_a_cell_holds_all_that_was_said() -> None:
    said = AreaReading(works="a", hard="b", need=YesNoUnsure.NO, score=3, why="c", step="d", skipped="e")
    (cell,) = rows((Reading(id="w1", voice="child", day=MARCH, areas=Areas(halsa=said)),))[0].cells
    assert cell == Cell(
        voice="child", day=MARCH, works="a", hard="b", need=YesNoUnsure.NO, score=3, why="c", step="d", skipped="e"
    )
