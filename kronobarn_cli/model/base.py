"""What the values of the model are made of: the common ground of plans and terms."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, dataclass_transform

from msgspec import Meta, Struct, field

Code = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9]{4}$", description="Plankod: en bokstav och fyra tecken.")]
Id = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Clock = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", description="Klockslag, till exempel 14:30.")]
Born = Annotated[str, Meta(pattern=r"^\d{4}(-(0[1-9]|1[0-2]))?$", description="Födelseår, eller år och månad.")]
Minutes = Annotated[int, Meta(ge=1, le=480)]
Count = Annotated[int, Meta(ge=0, le=99)]
Score = Annotated[int, Meta(ge=1, le=10)]

Tree = dict[str, "Tree"] | list["Tree"] | str | int | bool | date
"""A value as it stands in a file, with keys in kebab-case; also what the schema does not know."""
Part = dict[str, Tree]


# Type checkers read msgspec's keywords only on the class itself; this lets every part inherit them.
@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
class Value(Struct, frozen=True, kw_only=True, omit_defaults=True, rename="kebab"):
    """What every part of a plan and of the terms is: frozen, named fields, kebab-case keys.

    `always_written` names the keys that stand in a file even when they hold their default.
    """

    always_written: ClassVar[frozenset[str]] = frozenset()


class ChildStage(StrEnum):
    """Where the child is in life; decides who is responsible."""

    UNBORN = "unborn"
    PRESCHOOL = "preschool"
    SCHOOL = "school"
    UPPER_SECONDARY = "upper-secondary"
    OUTSIDE_SCHOOL = "outside-school"
    ADULT = "adult"
