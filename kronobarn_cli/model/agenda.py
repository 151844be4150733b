"""The five parts of a meeting in minutes and on the clock.

Laws: the minutes add up to exactly the meeting; each part gets at least one when there is one for each;
needs (Behov) is always the longest, also where a municipality has changed the shares (mötescirkeln: Behov
takes most).
"""

from itertools import accumulate, pairwise

from kronobarn_cli.model.terms import Part, PartId

_DAY = 24 * 60


def minutes(parts: tuple[Part, ...], total: int) -> tuple[int, ...]:
    """Whole minutes for each part, in proportion to the shares; largest remainder gets the odd ones."""
    whole = sum(part.share for part in parts)
    given = [total * part.share // whole for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda at: -(total * parts[at].share % whole))
    for at in by_remainder[: total - sum(given)]:
        given[at] += 1
    least = 1 if total >= len(parts) else 0
    _lift_the_empty(given, least)
    _lift_needs(parts, given, least)
    return tuple(given)


def clock(at: str | None, lengths: tuple[int, ...]) -> tuple[tuple[str, str], ...]:
    """From and to for each part: `14:30`, `14:38`; without a start, minutes into the meeting: `0`, `8`."""
    start = _minute_of_day(at) if at else 0
    shown = _as_clock if at else str
    return tuple((shown(begin), shown(end)) for begin, end in pairwise(accumulate(lengths, initial=start)))


def _lift_the_empty(given: list[int], least: int) -> None:
    while min(given) < least:
        given[given.index(max(given))] -= 1
        given[given.index(min(given))] += 1


def _lift_needs(parts: tuple[Part, ...], given: list[int], least: int) -> None:
    needs = next((at for at, part in enumerate(parts) if part.id is PartId.NEEDS), None)
    if needs is None:
        return
    others = [at for at in range(len(parts)) if at != needs]
    while others and given[longest := max(others, key=given.__getitem__)] >= max(given[needs], least + 1):
        given[longest] -= 1
        given[needs] += 1


def _minute_of_day(at: str) -> int:
    hours, minutes_past = at.split(":")
    return int(hours) * 60 + int(minutes_past)


def _as_clock(minute: int) -> str:
    return f"{minute % _DAY // 60:02}:{minute % 60:02}"
