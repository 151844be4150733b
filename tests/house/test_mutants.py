"""docs/mutants.md: every mutant that lives has a reason, and is about a line that still stands in the program."""

import pytest

from tests.house.mutants import LEAST, NO_REASON, PAGE, Codes, Figures, Survivor, figures, module_of, survivors, written

ALIVE = survivors(PAGE.read_text("utf8"))
ONE = "kronobarn_cli.text.clean.x_written_out__mutmut_5"
METHOD = "kronobarn_cli.model.left_out.xǁ_Missingǁ_kind__mutmut_4"
RESULTS: dict[str, Codes] = {
    "model/left_out": {METHOD: 0, "a": 1, "b": -24},
    "text/clean": {ONE: 0, "c": 37, "d": None},
    "text/problem": {},
}
DEEPER: dict[str, Codes] = {"store/git/past": {"kronobarn_cli.store.git.past.x_ready__mutmut_1": 1}}
CHANGES = {ONE: "- a\n+ b\n", METHOD: "- c\n+ d\n"}


@pytest.mark.parametrize("one", ALIVE, ids=lambda one: one.title)
def test_who_lives_has_a_reason_and_its_line_is_in_the_program(one: Survivor) -> None:
    lines = {line.strip() for line in module_of(one.title).read_text("utf8").splitlines()}
    assert one.reason not in {"", NO_REASON}
    assert {line[2:] for line in one.change.splitlines() if line.startswith("- ")} <= lines


def test_enough_are_seen() -> None:
    rows = [line.split(" | ") for line in PAGE.read_text("utf8").splitlines() if line.startswith("| **")]
    assert {row[0] for row in rows} == {"| **model**", "| **text**", "| **store**"}
    assert all(float(seen) >= LEAST for row in rows if (seen := row[-1].strip(" |")) != "–")


def test_the_page_counts_and_keeps_the_reasons_of_what_still_lives() -> None:
    first = written(RESULTS, CHANGES, "")
    assert "| model/left_out | 3 | 2 | 0 | 1 | 0 | 66.7 |" in first
    assert "| text/clean | 3 | 0 | 1 | 1 | 1 | 50.0 |" in first
    assert "| **text** | 3 | 0 | 1 | 1 | 1 | 50.0 |" in first
    assert [one[:2] for one in survivors(first)] == [
        ("model/left_out: _Missing._kind", "- c\n+ d\n"),
        ("text/clean: written_out", "- a\n+ b\n"),
    ]
    told = first.replace(NO_REASON, "It is\nthe same.", 1)
    assert [one.reason for one in survivors(written(RESULTS, CHANGES, told))] == ["It is\nthe same.", NO_REASON]
    other = {**CHANGES, METHOD: "- c\n+ e\n"}
    assert [one.reason for one in survivors(written(RESULTS, other, told))] == [NO_REASON, NO_REASON]


def test_a_module_that_was_not_tried_stands_as_it_stood() -> None:
    told = written(RESULTS, CHANGES, "").replace(NO_REASON, "It is the same.")
    later: dict[str, Codes] = {**RESULTS, "text/clean": dict.fromkeys(RESULTS["text/clean"])}
    assert written(later, CHANGES, told) == told
    assert "| text/clean | 3 | 0 | 0 | 0 | 3 | – |" in written(later, CHANGES, "")


def test_a_room_within_a_room_counts_with_it() -> None:
    page = written(DEEPER, {}, "")
    assert figures(page) == {"store/git/past": Figures(1, 1, 0, 0, 0)}
    assert "| **store** | 1 | 1 | 0 | 0 | 0 | 100.0 |" in page


def test_a_module_without_mutants_is_perfect() -> None:
    assert Figures(0, 0, 0, 0, 0).enough


def test_enough_is_all_tried_and_ninety_five_of_a_hundred_seen() -> None:
    assert Figures(100, 90, 5, 5, 0).enough
    assert not Figures(100, 89, 5, 6, 0).enough
    assert not Figures(100, 94, 5, 0, 1).enough
