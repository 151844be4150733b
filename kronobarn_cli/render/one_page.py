"""What gives way when the child's page would be more than one A4 page in larger type.

Laws: a text is shown whole or not at all; the newest own words never give way, nor whom to ask and when we meet; what
the adults do that is not shown is counted, so that the child knows there is more to ask for. Lines are reckoned and not
measured, so the same plan gives the same page in every form.
"""

from collections.abc import Callable
from copy import deepcopy
from functools import lru_cache
from textwrap import wrap
from typing import Any

from kronobarn_cli.render.words import Words

ROOM = 41.3  # lines of larger type on an A4 page, from a browser or as PDF, below the title and above the footer
_LETTERS = 75  # in a line
_HEADING, _PARAGRAPH, _ITEM, _LIST, _QUOTE = 2.2, 0.3, 0.11, 0.2, 1.1  # what stands around, in lines
_LINE, _WIDTH = 6.19, 174.0  # a line's height and a page's width, in millimetres
_TALL = "tall"
_SENTENCE = 16  # letters that stand around a text in a sentence
_MAY, _MORE = 25 * "mmmm ", 60 * "-"  # as long as what the template says of what one may do, and of what did not fit

Page = dict[str, Any]
Step = tuple[Callable[[Page], list[Any] | None], int, int]


def fitted(page: Page, words: Words, tall: float = 0) -> Page:
    """The page with only as much as fits; `left_out` is how many promises that the adults made gave way, in words.

    `fits` is false when it is too long even so: what is left is the child's own words, and they are never cut.

    `tall` is how high the picture is, as a part of its width.
    The picture stays when there is room for it with a promise or two; else it goes before anything else does.
    """
    page = page | {_TALL: tall}
    first, gone = _trimmed(page, _FIRST)
    if lines(first) > ROOM:
        first, gone = _trimmed({**page, "picture": []}, (*_FIRST, *_THEN))
    picture = "".join(first["picture"])
    fits = lines(first) <= ROOM
    del first[_TALL]
    left_out = words.number(gone) if gone else ""
    return first | {"picture": picture, "fits": fits, "left_out": left_out, "left_out_one": gone == 1}


def _trimmed(whole: Page, order: tuple[Step, ...]) -> tuple[Page, int]:
    """A copy without what gives way in these steps, for as long as it is too long; and how many promises that is."""
    page = deepcopy(whole)
    gone: list[tuple[list[Any], Any, int]] = []
    for take, least, counts in order:
        while lines(page) > ROOM and (found := take(page)) is not None and len(found) > least:
            gone.append((found, found.pop(), counts))
            page["left_out"] = page.get("left_out") or counts
    return page, sum(counts for _found, _one, counts in gone) - _given_back(page, gone)


def _given_back(page: Page, gone: list[tuple[list[Any], Any, int]]) -> int:
    """Put back what has room after all, since the last thing to give way may have been a long one; counts promises."""
    back = 0
    full: list[list[Any]] = []
    for found, one, counts in reversed(gone):
        found.append(one)
        if any(found is other for other in full) or lines(page) > ROOM:
            found.pop()
            full.append(found)
        else:
            back += counts
    return back


def lines(page: Page) -> float:
    """About how many lines the page takes, its title and its footer not counted."""
    headings: int = 2 + max(1, bool(page["aims"]) + page["closed"]["yes"])
    said = sum(_paragraph(one["how"] or one["day"]) + _quote(one["text"]) for one in page["said"])
    wheel = sum(_introduced(one[part]) for one in page["in_words"] for part in ("works", "hard"))
    if page["picture"]:
        wheel += _PARAGRAPH + page[_TALL] * _WIDTH / _LINE + _paragraph(" ".join(map(_text, page["steps"])))
    else:
        wheel += _list(page["steps"])
    part = sum(1 + _PARAGRAPH + _quote(text) for text in page["takes_part"])
    aims = sum(_quote(aim["text"]) + _introduced(aim["promises"]) for aim in page["aims"])
    done = sum(_introduced(page[part]) for part in ("promises", "i_do", "adults_want", "been"))
    changed = _introduced(page["changed"]["what"])
    asked = (_sentences(page["ahead"]), _sentences(page["ask"]), page["tells"], _MAY)
    last = _list([*asked, *map(_sentences, page["explained"])])
    more = _paragraph(_MORE if page.get("left_out") else "") + _paragraph(_MORE if page["nothing"] else "")
    closed = _paragraph(_sentences(page["closed"])) if page["closed"]["yes"] else 0
    return sum((headings * _HEADING, said, wheel, part, aims, done, changed, closed, more, last), 0.0)


def _text(part: Any) -> str:
    """A text, or all texts of an entry as they stand in one."""
    if isinstance(part, str):
        return part
    told = {name: text for name, text in part.items() if isinstance(text, str) and text}
    return ". ".join(f"Senast {text}" if name == "by" else text for name, text in told.items())


def _sentences(part: dict[str, Any]) -> str:
    """As long as the sentences about when we meet, whom to ask, how it ended, or what a word means."""
    return " ".join(f"{_SENTENCE * '-'} {text}" for text in part.values() if isinstance(text, str) and text)


@lru_cache(maxsize=4096)
def _rows(text: str) -> int:
    return len(wrap(text, _LETTERS))


def _paragraph(text: str) -> float:
    return _rows(text) + _PARAGRAPH if text else 0


def _quote(text: str) -> float:
    return sum(max(1, _rows(line)) for line in text.splitlines()) + _QUOTE


def _list(entries: list[Any]) -> float:
    return sum(_rows(_text(one)) + _ITEM for one in entries if one) + _LIST if entries else 0


def _introduced(entries: list[Any]) -> float:
    return 1 + _PARAGRAPH + _list(entries) if entries else 0


def _part(name: str) -> Callable[[Page], list[Any] | None]:
    return lambda page: page[name]


def _changed(page: Page) -> list[Any] | None:
    what: list[Any] = page["changed"]["what"]
    return what


def _longest_aim(page: Page) -> list[Any] | None:
    return max((aim["promises"] for aim in page["aims"]), key=len, default=None)


def _others(page: Page) -> list[Any] | None:
    """The promises that are for no goal of the child's own, when there are such for one."""
    return page["promises"] if any(aim["promises"] for aim in page["aims"]) else None


def _wordier(page: Page) -> list[Any] | None:
    """What is good or what is hard, whichever there is more of: none of them is left alone."""
    return max((one[part] for one in page["in_words"] for part in ("hard", "works")), key=len, default=None)


_FIRST: tuple[Step, ...] = (
    (_part("adults_want"), 0, 0),
    (_wordier, 2, 0),
    (_part("said"), 3, 0),
    (_part("been"), 2, 0),
    (_part("takes_part"), 0, 0),
    (_part("promises"), 4, 1),
    (_longest_aim, 4, 1),
    (_part("been"), 0, 0),
    (_wordier, 1, 0),
    (_part("explained"), 2, 0),
    (_part("promises"), 3, 1),
    (_longest_aim, 3, 1),
    (_part("said"), 2, 0),
    (_part("promises"), 2, 1),
    (_longest_aim, 2, 1),
    (_part("said"), 1, 0),
    (_longest_aim, 1, 1),
    (_part("promises"), 1, 1),
)
"""What gives way, in turn: where it stands, how many are left of it, and whether each is counted as a promise."""
_THEN: tuple[Step, ...] = (
    (_part("in_words"), 0, 0),
    (_part("i_do"), 1, 0),
    (_changed, 1, 0),
    (_others, 0, 1),
    (_changed, 0, 0),
    (_part("i_do"), 0, 0),
    (_part("explained"), 0, 0),
)
"""What gives way after that, when the picture is gone already."""
