"""The clock of a meeting: exact, fair and with most time for needs."""

from hypothesis import given
from hypothesis import strategies as st

from kronobarn_cli.model.agenda import clock, minutes
from kronobarn_cli.model.terms import Part, PartId, Prompts

NEEDS = list(PartId).index(PartId.NEEDS)


def _parts(*shares: int) -> tuple[Part, ...]:
    return tuple(
        Part(id=part, name=part.value, share=share, prompts=Prompts())
        for part, share in zip(PartId, shares, strict=True)
    )


some_parts = st.lists(st.integers(1, 480), min_size=5, max_size=5).map(lambda shares: _parts(*shares))


@given(some_parts, st.integers(0, 480))
def test_the_minutes_add_up_exactly(parts: tuple[Part, ...], total: int) -> None:
    assert sum(minutes(parts, total)) == total


@given(some_parts, st.integers(5, 480))
def test_every_part_gets_a_minute_and_needs_is_longest(parts: tuple[Part, ...], total: int) -> None:
    given_out = minutes(parts, total)
    others = given_out[:NEEDS] + given_out[NEEDS + 1 :]
    assert min(given_out) >= 1
    assert given_out[NEEDS] > max(others) or total == 5


@given(st.integers(20, 480))
def test_no_part_is_more_than_a_minute_from_its_share(total: int) -> None:
    shares = (8, 12, 28, 8, 4)
    for share, length in zip(shares, minutes(_parts(*shares), total), strict=True):
        assert abs(length - total * share / 60) < 1


def test_an_hour_is_the_shares_themselves() -> None:
    assert minutes(_parts(8, 12, 28, 8, 4), 60) == (8, 12, 28, 8, 4)


def test_needs_is_longest_even_when_the_shares_say_otherwise() -> None:
    assert minutes(_parts(10, 30, 10, 5, 5), 60) == (10, 19, 21, 5, 5)


def test_the_clock_runs_past_midnight_and_without_a_start_counts_minutes() -> None:
    assert clock("23:50", (8, 12)) == (("23:50", "23:58"), ("23:58", "00:10"))
    assert clock(None, (8, 12)) == (("0", "8"), ("8", "20"))


@given(some_parts, st.integers(5, 480))
def test_each_part_begins_when_the_one_before_ends(parts: tuple[Part, ...], total: int) -> None:
    times = clock("14:30", minutes(parts, total))
    assert times[0][0] == "14:30"
    assert [end for _, end in times[:-1]] == [begin for begin, _ in times[1:]]


def test_a_meeting_without_the_part_for_needs_keeps_its_shares() -> None:
    parts = tuple(part for part in _parts(10, 30, 10, 5, 5) if part.id is not PartId.NEEDS)
    assert minutes(parts, 50) == (10, 30, 5, 5)


def test_needs_alone_takes_the_whole_meeting() -> None:
    (needs,) = (part for part in _parts(10, 30, 10, 5, 5) if part.id is PartId.NEEDS)
    assert minutes((needs,), 45) == (45,)


def test_odd_minutes_go_to_those_who_lost_most_by_rounding_the_earlier_first() -> None:
    assert minutes(_parts(10, 10, 30, 5, 5), 61) == (10, 10, 31, 5, 5)
    assert minutes(_parts(2, 3, 30, 2, 3), 41) == (2, 3, 31, 2, 3)


def test_a_meeting_shorter_than_its_parts_leaves_some_without_a_minute() -> None:
    assert minutes(_parts(8, 12, 28, 8, 4), 3) == (0, 1, 2, 0, 0)
    assert minutes(_parts(8, 12, 28, 8, 4), 0) == (0, 0, 0, 0, 0)


def test_a_part_without_a_minute_gets_one_from_the_longest() -> None:
    assert minutes(_parts(1, 1, 476, 1, 1), 12) == (1, 1, 8, 1, 1)


def test_an_hour_has_sixty_minutes_all_day() -> None:
    assert clock("10:00", (60, 61)) == (("10:00", "11:00"), ("11:00", "12:01"))
    assert clock("21:00", (120,)) == (("21:00", "23:00"),)
