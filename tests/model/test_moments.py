"""The order is known, the clocks are not: what each clock says is believed as far as it fits."""

from hypothesis import given
from hypothesis import strategies as st

from kronobarn_cli.model.moments import believed, far_off, standing

moments = st.lists(st.integers(0, 40), max_size=12)


def test_clocks_that_go_right_are_all_believed() -> None:
    assert believed([]) == []
    assert believed([1, 1, 2, 5]) == [True] * 4


def test_one_clock_that_is_ten_years_wrong_is_not_believed() -> None:
    assert believed([10, 11, 9999, 12, 13]) == [True, True, False, True, True]
    assert believed([10, 11, 0, 12, 13]) == [True, True, False, True, True]


@given(moments)
def test_what_is_believed_is_in_order_and_nothing_could_be_added(found: list[int]) -> None:
    right = believed(found)
    kept = [one for one, is_right in zip(found, right, strict=True) if is_right]
    assert kept == sorted(kept)
    assert len(right) == len(found)
    longest = 0
    lengths: list[int] = []
    for place, one in enumerate(found):
        lengths.append(1 + max((lengths[at] for at in range(place) if found[at] <= one), default=0))
        longest = max(longest, lengths[-1])
    assert len(kept) == longest


def test_clocks_that_differ_a_little_are_not_called_wrong() -> None:
    assert far_off([10, 11, 9, 12, 13], 5) == [False] * 5
    assert far_off([10, 30, 12, 13], 5) == [False, True, False, False]
    assert far_off([40, 10, 12, 13], 5) == [True, False, False, False]
    assert far_off([10, 12, 13, 0], 5) == [False, False, False, True]


@given(moments, st.integers(0, 40))
def test_what_is_believed_is_never_far_off(found: list[int], slack: int) -> None:
    pairs = zip(believed(found), far_off(found, slack), strict=True)
    assert not [1 for right, off in pairs if right and off]


def test_what_stood_then_is_the_last_that_was_made_before() -> None:
    assert standing([], 5) is None
    assert standing([10, 20, 30], 9) is None
    assert standing([10, 20, 30], 10) == 0
    assert standing([10, 20, 30], 29) == 1
    assert standing([10, 20, 30], 99) == 2


def test_a_wrong_clock_hides_nothing_that_was_made_before_it() -> None:
    ahead, behind = [10, 20, 9999, 30, 40], [10, 20, 0, 30, 40]
    for wrong in (ahead, behind):
        assert standing(wrong, 5) is None
        assert standing(wrong, 10) == 0
        assert standing(wrong, 15) == 0
        assert standing(wrong, 20) == 2
        assert standing(wrong, 25) == 2
        assert standing(wrong, 35) == 3
        assert standing(wrong, 45) == 4


def test_a_wrong_clock_at_the_very_beginning_is_as_old_as_what_comes_next() -> None:
    assert standing([9999, 10, 20], 5) is None
    assert standing([9999, 10, 20], 15) == 1


@given(moments.map(sorted), st.integers(-1, 41))
def test_where_all_clocks_go_right_nothing_is_guessed(found: list[int], then: int) -> None:
    earlier = [place for place, one in enumerate(found) if one <= then]
    assert standing(found, then) == (earlier[-1] if earlier else None)
