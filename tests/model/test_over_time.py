"""What a voice has said is gathered from every version of a plan, each thing once."""

from datetime import date

from kronobarn_cli.model.over_time import Spoken, over_time
from kronobarn_cli.model.plan import AreaReading, Areas, Reading

ONE, TWO, THREE = date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 3)


def reading(score: int | None, day: date | None = None, *, id_: str = "w1", voice: str = "child") -> Reading:
    return Reading(id=id_, voice=voice, day=day, areas=Areas(larande=AreaReading(score=score)))


def scores(*versions: tuple[date, tuple[Reading, ...]]) -> list[tuple[date | None, int | None, bool]]:
    return [(one.reading.day, score_of(one.reading), one.stands) for one in over_time(versions)]


def score_of(one: Reading) -> int | None:
    return one.areas.larande.score if one.areas.larande else None


def test_no_versions_have_said_nothing() -> None:
    assert over_time([]) == ()
    assert over_time([(ONE, ())]) == ()


def test_a_reading_that_stands_in_every_version_is_told_once() -> None:
    said = reading(3, ONE)
    assert over_time([(ONE, (said,)), (TWO, (said,))]) == (Spoken(said, stands=True),)


def test_a_reading_counts_as_it_was_last_written() -> None:
    assert scores((ONE, (reading(3, ONE),)), (TWO, (reading(1, ONE),))) == [(ONE, 1, True)]
    assert scores((ONE, (reading(3, ONE),)), (TWO, (reading(3, TWO),))) == [(TWO, 3, True)]


def test_what_is_gone_from_the_plan_is_told_as_gone() -> None:
    later = reading(4, THREE, id_="w2")
    assert scores((ONE, (reading(3, ONE),)), (TWO, (later,))) == [(ONE, 3, False), (THREE, 4, True)]


def test_one_id_for_two_voices_is_two_readings() -> None:
    hers = reading(5, TWO, voice="guardian-1")
    assert scores((ONE, (reading(3, ONE),)), (TWO, (hers,))) == [(ONE, 3, False), (TWO, 5, True)]


def test_a_number_that_moved_is_the_same_reading() -> None:
    """Another voice has the number now, and the voice that had it another number."""
    mine, hers = reading(3, ONE), reading(5, ONE, voice="guardian-1")
    moved = reading(3, ONE, id_="w2")
    assert over_time([(ONE, (mine,)), (TWO, (hers, moved))]) == (Spoken(moved, stands=True), Spoken(hers, stands=True))


def test_two_readings_of_one_day_are_two_and_each_is_known_by_its_number() -> None:
    one, other = reading(1, ONE), reading(5, ONE, id_="w2")
    assert scores((ONE, (one, other)), (TWO, (other,))) == [(ONE, 1, False), (ONE, 5, True)]


def test_what_came_back_is_the_same_reading() -> None:
    said = reading(3, ONE)
    assert scores((ONE, (said,)), (TWO, ()), (THREE, (reading(4, ONE, id_="w7"),))) == [(ONE, 4, True)]


def test_what_has_no_day_is_of_the_day_on_which_it_was_first_written() -> None:
    same = (ONE, (reading(3),)), (TWO, (reading(3),)), (THREE, (reading(1),))
    assert scores(*same) == [(ONE, 3, True), (THREE, 1, True)]


def test_what_grew_without_a_day_tells_of_each_area_on_the_day_on_which_it_was_first_written() -> None:
    one, other = AreaReading(score=3), AreaReading(score=4)
    grown = [Areas(larande=one), Areas(larande=one, halsa=other), Areas(larande=one, halsa=other)]
    versions = [
        (made, (Reading(id="w1", voice="child", areas=areas),))
        for made, areas in zip((ONE, TWO, THREE), grown, strict=True)
    ]
    assert [(said.reading.day, said.reading.areas) for said in over_time(versions)] == [
        (ONE, Areas(larande=one)),
        (TWO, Areas(halsa=other)),
    ]


def test_two_readings_without_a_day_are_not_one_because_neither_has_a_day() -> None:
    assert scores((ONE, (reading(3),)), (TWO, (reading(4, id_="w2"),))) == [(ONE, 3, False), (TWO, 4, True)]


def test_a_day_that_is_written_later_is_the_day() -> None:
    assert scores((TWO, (reading(3),)), (THREE, (reading(3, ONE),))) == [(ONE, 3, True)]


def test_an_empty_reading_without_a_day_says_nothing() -> None:
    assert over_time([(ONE, (Reading(id="w1", voice="child"),))]) == ()
