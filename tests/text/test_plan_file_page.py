"""docs/plan-file.md names every key of the plan file, in order, and no other; and every code that refuses a file."""

import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from kronobarn_cli.model.plan import Plan
from kronobarn_cli.text import plan_text

PAGE = (Path(__file__).parents[2] / "docs" / "plan-file.md").read_text("utf8")
TITLES = {
    "Plan": "Överst",
    "AreaReading": "Ett område i `areas`",
    "WhyInvited": "`why-invited` i ett möte",
    "Absence": "`absent` i ett möte",
    "Notes": "`notes` i ett möte",
    "After": "`after` i ett möte",
    "View": "`views` i en oenighet",
    "Agreed": "`answers` i uppläsningen",
    "Closing": "`closing`",
    "Wording": "`wordings` i en öppen punkt",
}
Kind = type[msgspec.Struct]


def parts(kind: Kind, title: str = "") -> Iterator[tuple[Kind, str]]:
    """A declared value and all that stand in it, each with its title on the page."""
    yield kind, TITLES.get(kind.__name__, title)
    for field in msgspec.structs.fields(kind):
        for inner in values_in(field.type):
            yield from parts(inner, f"`{field.encode_name}`")


def values_in(kind: Any, base: type = msgspec.Struct) -> Iterator[Any]:
    """Every class of a kind that a type speaks of."""
    if isinstance(kind, type) and issubclass(kind, base):
        yield kind
    for inner in get_args(kind):
        yield from values_in(inner, base)


SCHEMA = dict(parts(Plan))


def rows(title: str) -> list[str]:
    """The keys in the table under a heading."""
    _, _, rest = PAGE.partition(f"\n### {title}\n")
    return re.findall(r"^\| `([\w-]+)` \|", re.split(r"^##", rest, maxsplit=1, flags=re.MULTILINE)[0], re.MULTILINE)


@pytest.mark.parametrize("kind", SCHEMA, ids=lambda kind: kind.__name__)
def test_every_key_has_its_row(kind: Kind) -> None:
    assert rows(SCHEMA[kind]) == [field.encode_name for field in msgspec.structs.fields(kind)]


@pytest.mark.parametrize("kind", SCHEMA, ids=lambda kind: kind.__name__)
def test_what_must_be_there_says_so(kind: Kind) -> None:
    _, _, rest = PAGE.partition(f"\n### {SCHEMA[kind]}\n")
    section = re.split(r"^##", rest, maxsplit=1, flags=re.MULTILINE)[0]
    told = re.findall(r"^\| `([\w-]+)` \|.*Måste finnas\. \|$", section, re.MULTILINE)
    always = ["kronobarn"] if kind is Plan else []
    assert told == always + [field.encode_name for field in msgspec.structs.fields(kind) if field.required]


def test_every_heading_of_keys_is_a_part_of_the_plan() -> None:
    assert set(re.findall(r"^### (.+)$", PAGE, re.MULTILINE)) == set(SCHEMA.values())


def test_every_choice_is_named() -> None:
    types = [field.type for kind in SCHEMA for field in msgspec.structs.fields(kind)]
    choices = {found for one in types for found in values_in(one, StrEnum)}
    told = {kind.__name__: ", ".join(f"`{one}`" for one in kind) for kind in choices}
    missing = {name for name, words in told.items() if f"| {words} |" not in PAGE}
    assert missing == {"Area", "YesNoUnsure"}, "their values are told elsewhere on the page"


def test_every_code_of_the_reader_is_there() -> None:
    assert {f"K{number:03}" for number in range(1, 23)} <= set(re.findall(r"K\d{3}", PAGE))


def test_the_example_is_a_plan_as_the_program_writes_it() -> None:
    [example] = re.findall(r"```yaml\n(.+?)```", PAGE, re.DOTALL)
    assert plan_text.write(plan_text.read(example).plan) == example
