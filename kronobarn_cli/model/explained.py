"""Which explained words a reader meets: those that stand in a text the reader may read.

Law: an explanation goes with its word. Small and capital letters are alike, and the common Swedish endings count
as the same word; a word inside another word does not.
"""

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import get_args

from msgspec.structs import FieldInfo, fields, replace

from kronobarn_cli.model.base import Id, Value
from kronobarn_cli.model.hard_words import ENDINGS
from kronobarn_cli.model.plan import Explained, Plan


def explained_in(plan: Plan) -> tuple[Explained, ...]:
    """Those of the plan's explained words that stand in another text of it, in the order of the plan."""
    if not plan.explained:
        return ()
    told = "\n".join(texts(replace(plan, explained=(), shared=(), skipped=())))
    return tuple(one for one in plan.explained if occurs(one.word, told))


def occurs(word: str, text: str) -> bool:
    """Whether the word stands in the text, alone or with one of the common endings (`bup`, `bups`, `bup:s`)."""
    found = rf"(?<!\w){re.escape(word.strip())}(?::?({ENDINGS}))?(?!\w)"
    return bool(word.strip()) and re.search(found, text, re.IGNORECASE) is not None


def texts(inside: object) -> Iterator[str]:
    """Everything that a person wrote in this part of the plan."""
    for part in inside if isinstance(inside, tuple) else (inside,):
        if isinstance(part, Value):
            for one in _written(type(part)):
                yield from texts(getattr(part, one.name))
        elif isinstance(part, str) and not isinstance(part, Enum):
            yield part


@cache
def _written(kind: type[Value]) -> tuple[FieldInfo, ...]:
    """The fields that may hold text; an id is a name of ours."""
    return tuple(one for one in fields(kind) if one.type != Id and Id not in get_args(one.type))
