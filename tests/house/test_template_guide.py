"""docs/templates.md says what a template can use: no more and no less than what the code gives it."""

import re
from collections.abc import Iterator
from typing import Any

from kronobarn_cli.render import context
from kronobarn_cli.render.documents import DOCUMENTS
from kronobarn_cli.render.templating import engine
from kronobarn_cli.work import templates
from tests.house.surface import ROOT
from tests.house.template_guide import GUIDE, NO_MEANING, contexts, keys, made, meanings

WORDS = GUIDE.read_text("utf8")
_LIKE = re.compile(r"^\| `([\w.]+)` \| (?:lista, var och en )?som `([\w.]+)` \|", re.MULTILINE)
_TOLD = set(re.findall(r"^\| `([\w.]+)` \|", WORDS.partition("## Det här kan en mall använda")[2], re.MULTILINE))


def _paths(value: Any, path: str) -> Iterator[str]:
    """Every path in a context, as a template writes it."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _paths(one, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for one in value:
            yield from _paths(one, path)


def _resolved(path: str) -> str:
    """Where the guide tells of a path: `meetings.day` is told of as `meeting.day`."""
    like = dict(_LIKE.findall(WORDS))
    for count in range(1, path.count(".") + 2):
        start = ".".join(path.split(".")[:count])
        if start in like and start != path:
            return _resolved(like[start] + path.removeprefix(start))
    return path


def test_the_guide_is_as_it_would_be_made_now() -> None:
    assert made(WORDS) == WORDS, "run: python -m tests.house.template_guide"


def test_everything_in_it_has_a_meaning() -> None:
    assert NO_MEANING not in WORDS
    assert all(meaning.endswith(".") or name.startswith("documents") for name, meaning in meanings(WORDS).items())


def test_every_key_that_a_template_is_given_is_told_of() -> None:
    given = {path for one in contexts() for path in _paths(one, "")}
    assert {path for path in given if _resolved(path) not in _TOLD} == set()


def test_every_key_that_is_told_of_is_given() -> None:
    given = {path for one in contexts() for path in _paths(one, "")}
    assert _TOLD - given == set()


def test_the_fullest_plan_alone_gives_every_top_key() -> None:
    plan = next(one for one in templates.examples() if one.code == "fulla")
    assert plan.practice
    assert set(contexts()[0]) == set(keys())


def test_the_contract_in_the_code_has_the_same_words() -> None:
    documented = set(re.findall(r"`([a-z_]+)`", (context.__doc__ or "").replace(".", "` `")))
    assert {part for path in _TOLD for part in path.split(".")} <= documented


def test_the_documents_tags_and_filters_are_those_of_the_code() -> None:
    told = meanings(WORDS)
    assert {name.partition(" ")[2] for name in told if name.startswith("documents ")} == {one.name for one in DOCUMENTS}
    assert {name.partition(" ")[2] for name in told if name.startswith("tags ")} == set(engine.TAGS)
    own = {name for name in engine._environment(False, None).filters if not name.startswith("(")}
    assert {name.partition(" ")[2] for name in told if name.startswith("filters ")} == own
    assert {name.partition(" is ")[2] for name in told if name.startswith("tests ")} == set(engine.TESTS)


def test_a_key_that_is_new_is_seen_and_a_meaning_is_kept() -> None:
    row = re.search(r"^\| `child\.name` .*\n", WORDS, re.MULTILINE)
    assert row is not None
    assert NO_MEANING in made(WORDS.replace(row[0], ""))
    assert "| `child.name` | text | Så. |" in made(WORDS.replace(row[0], "| `child.name` | text | Så. |\n"))


def test_the_commands_in_it_can_be_typed() -> None:
    commands = re.findall(r"^kronobarn (.+)$", WORDS, re.MULTILINE)
    assert {line.split(" ~")[0] for line in commands} == {
        "templates copy agenda",
        "templates copy letterhead",
        "templates check",
        "config set templates",
    }
    assert (ROOT / "templates/documents/sv/_action.md.j2").is_file()
