"""What is wrong, unfinished or worth noticing in a plan, as a value: the words are made elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Place = tuple[str, ...]
Fact = str | int | bool


class Severity(StrEnum):
    """How much an issue weighs: an error stops what it guards, a warning and a note only tell."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding: a stable code, its weight, its place, and the plain facts that fill its sentence.

    `path` is file keys from the top; a list item is named by its id, or by its place counted from 1.
    """

    code: str
    severity: Severity
    path: Place = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
