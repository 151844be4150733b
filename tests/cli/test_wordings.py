"""Every code can be said, tried and explained, in English and in Swedish.

`python -m tests.cli.test_wordings` writes `docs/checks.md` anew from the code and the Swedish catalogue.
"""

import re
import string
import sys
from pathlib import Path
from typing import Any

import click
import pytest
import typer
from babel.messages.pofile import read_po

from kronobarn_cli import i18n
from kronobarn_cli.cli import wordings
from kronobarn_cli.cli.app import app
from kronobarn_cli.cli.check_words import FACTS, VARIANTS, WORDS, Basis
from kronobarn_cli.errors import NotFound
from kronobarn_cli.model.issue import Issue, Severity
from kronobarn_cli.model.rules import RULES, WORD_RULES, check
from kronobarn_cli.text.problem import Problem
from tests.model.made_up import TODAY
from tests.model.test_rules import BOTH_SIDES

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "checks.md"
CATALOGUE = ROOT / "kronobarn_cli" / "locale" / "sv" / "LC_MESSAGES" / "kronobarn.po"
READER_CODES = {f"K{number:03}" for number in range(1, 29)}
RECORDED_CODES = {"K030", "K031", "K032", "K033"}


@pytest.fixture(autouse=True)
def _in_english() -> None:
    """The words of the code itself; `swedish` lays the catalogue over them."""
    i18n.start("en")


@pytest.mark.parametrize("code", WORDS)
def test_every_hint_can_be_typed(code: str) -> None:
    """A hint that names a command which does not exist would send a person into the next error."""
    words = wordings.hint(code).removeprefix("Try: ").split()
    assert words[0] == "kronobarn"
    command: click.Command = typer.main.get_command(app)
    for word in words[1:]:
        if isinstance(command, click.Group):
            assert word in command.commands
            command = command.commands[word]


def _swedish(*catalogues: Path) -> dict[str, str]:
    read = [read_po(one.open("rb"), locale="sv", charset="utf-8") for one in catalogues or (CATALOGUE,)]
    return {str(message.id): str(message.string) for one in read for message in one if message.string}


def _own_texts() -> set[str]:
    inside = {text for words in WORDS.values() for text in (*words[:1], *words[2:5], words.source) if text}
    return inside | set(VARIANTS.values()) | {text for words in FACTS.values() for text in words.values()}


@pytest.fixture
def swedish(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    words = _swedish()
    if WORDS["K101"].rule not in words:
        pytest.skip("the Swedish catalogue does not hold the words of the checks yet")
    monkeypatch.setattr(wordings, "_", lambda text: words.get(text, text))
    return words


def _issue(code: str, **facts: str | int | bool) -> Issue:
    return Issue(code, Severity.ERROR, (), facts)


def test_every_rule_and_every_code_of_the_reader_has_words() -> None:
    assert set(WORDS) == set(RULES) | set(WORD_RULES) | READER_CODES | RECORDED_CODES | {"K172"}
    assert wordings.codes() == tuple(sorted(WORDS))


FOUND = [issue for _, wrong, _ in BOTH_SIDES for issue in check(wrong, TODAY)]


@pytest.mark.parametrize("code", RULES)
def test_what_a_rule_finds_fills_its_sentence(code: Any) -> None:
    for issue in (issue for issue in FOUND if issue.code == code):
        said = wordings.sentence(issue)
        assert said.endswith(".")
        assert "–" not in said
        assert "{" not in said


def test_a_problem_of_the_reader_is_said_too() -> None:
    twice = Problem("K006", 9, 1, ("child",), {"key": "born", "first_line": "7"})
    assert wordings.sentence(twice) == "The key born stands twice; the first is on line 7."
    wrong = Problem("K017", 9, 1, (), {"expected": "list"})
    assert wordings.sentence(wrong) == "Something else stands here. Expected: a list."


def test_a_missing_fact_leaves_a_gap_and_never_stops_the_report() -> None:
    assert wordings.sentence(_issue("K143", by="mamma")).startswith("The consent from mamma ends on –")


def test_braces_that_a_person_wrote_are_shown_as_written() -> None:
    assert wordings.sentence(_issue("K160", action="{who}")) == '"{who}" does not say who does it.'


@pytest.mark.parametrize(
    ("issue", "said"),
    [
        (
            _issue("K167", years=6, sure=True, follow_up="2026-09-01"),
            "Förskoleklass begins before the follow-up on 1 September 2026.",
        ),
        (
            _issue("K167", years=18, sure=True, follow_up="2026-09-01"),
            "The child turns 18 before the follow-up on 1 September 2026.",
        ),
        (
            _issue("K167", years=18, sure=False, follow_up="2026-09-01"),
            "The child may turn 18 before the follow-up on 1 September 2026.",
        ),
        (_issue("K121", voice="Tage", area="halsa"), "Tage has a score in health but no words."),
        (
            _issue("K195", to="Bup", on="2026-05-01"),
            "Bup has not answered the hand-over that was proposed on 1 May 2026.",
        ),
        (_issue("K160", action="2026-02-31"), '"2026-02-31" does not say who does it.'),
        (_issue("K170", id="g9", target="goal"), "There is no goal with the id g9."),
        (_issue("K170", id="x", target="person"), "The id x points at nobody in people."),
        (_issue("K172", practice=True), "This is a practice plan, but the folder holds real plans."),
        (_issue("K172", practice=False), "This is a real plan, but the folder is for practice."),
        (
            _issue("K146", by="mamma", missing="areas"),
            "The consent from mamma does not say about which areas.",
        ),
        (
            _issue("K103", who="Skogsskolan", expected="bvc"),
            "Skogsskolan is responsible, but where the child is in life it is usually the nurse at BVC.",
        ),
    ],
)
def test_facts_choose_the_sentence_and_become_words(issue: Any, said: Any) -> None:
    assert wordings.sentence(issue) == said


@pytest.mark.parametrize("code", WORDS)
def test_a_code_has_a_command_and_a_page(code: Any) -> None:
    assert wordings.hint(code).startswith("kronobarn ")
    page = wordings.explanation(code.lower())
    assert page.startswith(f"{code}  {WORDS[code].rule}")
    assert WORDS[code].why in page
    assert WORDS[code].do in page
    assert (f"Try: {wordings.hint(code)}" in page) is ("--explain" not in wordings.hint(code))


@pytest.mark.parametrize("code", WORDS)
def test_a_page_says_whose_rule_it_is(code: Any) -> None:
    page, basis = wordings.explanation(code), WORDS[code].basis
    assert ("Our proposal, not the county's wording." in page) is (basis is Basis.PROPOSAL)
    assert ("Source: " in page) is (basis is Basis.STATED)
    assert basis is not Basis.STATED or WORDS[code].source


@pytest.mark.parametrize("ask", [wordings.hint, wordings.explanation])
def test_an_unknown_code_is_not_found(ask: Any) -> None:
    with pytest.raises(NotFound) as caught:
        ask("K999")
    assert caught.value.hint == "kronobarn check --explain K101"


def test_swedish_has_every_text_with_the_same_facts(swedish: Any) -> None:
    names = {text: {name for _, name, *_ in string.Formatter().parse(text) if name} for text in _own_texts()}
    assert not {text for text in names if text not in swedish}
    theirs = {text: {name for _, name, *_ in string.Formatter().parse(swedish[text]) if name} for text in names}
    assert theirs == names


def test_swedish_does_not_shout(swedish: Any) -> None:
    shouted = {text for text in _own_texts() if re.search(r"!(?! i Kronoberg|\))", swedish[text])}
    assert not shouted


def test_the_page_of_checks_is_what_the_code_says(swedish: Any) -> None:
    assert PAGE.read_text("utf-8") == wordings.explanations()


if __name__ == "__main__":
    known = _swedish(CATALOGUE, *map(Path, sys.argv[1:]))
    setattr(wordings, "_", lambda text: known.get(text, text))  # noqa: B010 - a stand-in, as in the tests
    PAGE.write_text(wordings.explanations(), "utf-8", newline="\n")
