"""The terms file comes through the same strict door as a plan, and every entry says whose words it holds."""

from pathlib import Path

import pytest

from kronobarn_cli.text import terms_text
from kronobarn_cli.text.problem import Problem, Troubled

SHIPPED = (Path(__file__).parents[2] / "templates" / "terms" / "kronoberg.sv.yaml").read_text("utf8")
SOURCED = 'names:\n  - id: process\n    text: "Barnens bästa gäller! i Kronoberg"\n    source: "Nyhetsbrev juni 2020, Barnens bästa gäller i Kronoberg!"\n'
LINE = SHIPPED.count("\n", 0, SHIPPED.index(SOURCED)) + 2


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(Troubled) as caught:
        terms_text.read(text)
    return caught.value.problems


def with_first_name(lines: str) -> str:
    """The shipped file with other lines for the first name."""
    assert SOURCED in SHIPPED
    return SHIPPED.replace(SOURCED, "names:\n" + lines)


def test_the_shipped_words_are_read_whatever_their_line_ends() -> None:
    terms = terms_text.read(SHIPPED)
    assert (terms.terms, terms.language, terms.names[0].id) == (1, "sv", "process")
    assert terms_text.read(SHIPPED.replace("\n", "\r\n")) == terms


@pytest.mark.parametrize("marks", ["", '    source: "Skriften"\n    proposal: true\n'])
def test_words_are_somebodys_or_ours_and_never_both_or_neither(marks: str) -> None:
    text = with_first_name(f"  - id: process\n    text: x\n{marks}")
    assert problems(text) == (Problem("K023", LINE, 5, ("names",)),)


def test_the_mark_of_a_proposal_is_a_mark() -> None:
    terms = terms_text.read(with_first_name("  - id: process\n    text: x\n    proposal: true\n"))
    assert terms.names[0].proposal


def test_an_entry_that_is_no_entry_is_told_of_once() -> None:
    assert [one.code for one in problems(with_first_name("  - x\n"))] == ["K017"]


def test_what_a_municipality_adds_stops_nothing() -> None:
    local = "our-words: {a: b}\nour-list: x\n"
    assert terms_text.read(SHIPPED.replace("names:", local + "names:")) == terms_text.read(SHIPPED)


@pytest.mark.parametrize("text", ["", "- a\n", "bara ord\n"])
def test_a_text_that_is_no_terms_file_is_called_so(text: str) -> None:
    assert problems(text) == (Problem("K024", 1, 1),)


def test_every_fault_is_told_and_a_note_among_them_is_not_one() -> None:
    text = with_first_name("  - id: process\n    text: x\n").replace("language: sv", "languages: sv\nterms: 1")
    assert [one.code for one in problems(text)] == ["K006", "K016"]


def test_structure_and_words_are_judged_together() -> None:
    text = with_first_name("  - id: process\n    text: x\n").replace("language: sv", "language: sv\nterms: 1")
    assert [one.code for one in problems(text)] == ["K006", "K023"]


def test_a_file_that_was_cut_is_called_so_though_it_is_broken_too() -> None:
    assert [one.code for one in problems("terms: 1\nnames: [")] == ["K011", "K005"]
    assert [one.code for one in problems(SHIPPED.removesuffix("...\n"))] == ["K011"]
