"""A text in which git could not put two versions together: both stand in it, with marks between them.

Laws: what stands around the marks and between them is taken to the letter; marks that do not fit together are read as
no two versions, for nobody's words may land on the wrong side.
"""

import re
from typing import NamedTuple

from kronobarn_cli.text.yaml_door import plain_ends

_MARK = re.compile(r"(<{7}|\|{7}|>{7})(?: .*)?|(={7})")
_NEXT = {
    ("both", "<<<<<<<"): "ours",
    ("ours", "|||||||"): "base",
    ("ours", "======="): "theirs",
    ("base", "======="): "theirs",
    ("theirs", ">>>>>>>"): "both",
}
"""Whose text follows a mark, by whose stood before it."""


class Sides(NamedTuple):
    """The two texts that stand in one, and what both come from; None where git has not written that as well."""

    base: str | None
    ours: str
    theirs: str


def sides(text: str) -> Sides | None:
    """The two texts in this one; None when there are no such marks in it, or they do not fit together."""
    lines: dict[str, list[str]] = {"base": [], "ours": [], "theirs": []}
    whose, marks = "both", []
    for line in plain_ends(text).split("\n"):
        found = _MARK.fullmatch(line)
        if found is None:
            for side in lines if whose == "both" else (whose,):
                lines[side].append(line)
            continue
        marks.append(found[1] or found[2])
        if (whose, marks[-1]) not in _NEXT:
            return None
        whose = _NEXT[whose, marks[-1]]
    if not marks or whose != "both":
        return None
    base, ours, theirs = ("\n".join(one) for one in lines.values())
    return Sides(base if marks.count("|||||||") == marks.count("<<<<<<<") else None, ours, theirs)
