"""Nothing on a Swedish screen is English: recorded sessions, the README's sessions, and every question and help text."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import msgspec
import pytest

from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.terms import Terms
from kronobarn_cli.model.view import AudienceKind
from kronobarn_cli.store.settings import SETTINGS
from kronobarn_cli.text.schema import json_schema
from tests.house.english import english_in, words
from tests.house.surface import ROOT, surface
from tests.render.samples import example, terms
from tests.transcript import Step, steps

TRANSCRIPTS = sorted((ROOT / "tests" / "transcripts").glob("*.txt"))
EXAMPLES = ("k7mtr", "p3wdh", "t8qzg", "v5xjc")
_CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)

_TYPED = re.compile(r"kronobarn [a-z].*|git [a-z]+ -[-\w]+")

# Good Swedish with the same letters as an English word: far illa, ta hand om, just nu, en lugn start.
_ALSO_SWEDISH = frozenset({"extra", "far", "fast", "hand", "information", "just", "pass", "schema", "service", "start"})


@cache
def typed_words() -> frozenset[str]:
    """Words that are typed or stand in files: commands, choices, settings, audiences, keys, ids in the examples."""
    commands = {part for command in surface() for name in command.path for part in (name, *name.split("-"))}
    choices = {choice for command in surface() for one in command.parameters for choice in one.choices}
    settings = {one.name for one in SETTINGS}
    audiences = {str(one) for one in AudienceKind} | {one.id for code in EXAMPLES for one in example(code).people}
    keys = {name for kind in (Plan, Terms) for name in _names(json_schema(kind))}
    return frozenset(commands | choices | settings | audiences | keys | {"true", "false", "exit"}) | _ALSO_SWEDISH


def _names(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from chain((str(key) for key in value.get("properties", {})), map(str, value.get("enum", ())))
        yield from chain.from_iterable(map(_names, value.values()))
    elif isinstance(value, list):
        yield from chain.from_iterable(map(_names, value))


def english_lines(shown: str, also: frozenset[str] = frozenset()) -> list[tuple[str, list[str]]]:
    """The lines with an English word that is not one of those or `also`; a command to try is typed, not read."""
    lines = (_TYPED.sub("", line) for line in shown.splitlines())
    return [(line, found) for line in lines if (found := english_in(line, typed_words() | also))]


def english_steps(found: list[Step]) -> list[tuple[str, str, list[str]]]:
    """As `english_lines`, with the command that showed them; output for programs is left out."""
    said = [step for step in found if not re.search(r"--json|--lang[ =]en|schema|^cat |git ", step.command)]
    return [(step.command, *line) for step in said for line in english_lines(step.shown, words([step.command]))]


def test_an_english_line_would_be_seen() -> None:
    assert english_steps([Step("kronobarn list", "There are no plans here yet.\n")]) != []
    assert english_steps([Step("kronobarn list", "Prova: kronobarn list --folder your-folder\n")]) == []
    assert english_steps([Step("kronobarn list", "Här finns inga planer än.\n")]) == []


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_no_recorded_session_shows_english(path: Path) -> None:
    title, body = path.read_text("utf8").split("\n\n", 1)
    assert english_in(title, typed_words()) == []
    assert english_steps(steps(body)) == []


def test_no_session_in_the_readme_shows_english() -> None:
    found = [step for block in _CONSOLE.findall((ROOT / "README.md").read_text("utf8")) for step in steps(block)]
    assert len(found) > 10
    assert english_steps(found) == []


def test_no_text_of_the_swedish_terms_file_is_english() -> None:
    texts = dict(_texts(msgspec.to_builtins(terms("sv"))))
    assert len(texts) > 400
    assert {place: found for place, text in texts.items() if (found := english_in(text, _ALSO_SWEDISH))} == {}


def _texts(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    """What a person reads: everything but ids, kinds, conditions and where a wording comes from."""
    silent = {"id", "kind", "stage", "when", "skip", "source", "proposal", "language", "terms", "service", "voices"}
    silent |= {"conversations", "part", "each", "sector"}
    if isinstance(value, dict):
        for key, one in value.items():
            if key not in silent:
                yield from _texts(one, f"{place}.{key}")
    elif isinstance(value, list | tuple):
        for number, one in enumerate(value):
            name = one.get("id", number) if isinstance(one, dict) else number
            yield from _texts(one, f"{place}.{name}")
    elif isinstance(value, str):
        yield place, value


@pytest.mark.parametrize(
    "path", sorted((ROOT / "tests" / "render" / "golden").glob("*.sv.md")), ids=lambda path: path.name
)
def test_no_swedish_document_holds_english(path: Path) -> None:
    assert english_lines(re.sub(r"!\[(.*?)\]\(.*?\)", r"\1", path.read_text("utf8"))) == []
