"""Lines of answers that were never finished, laid in the plan with the answers that were."""

from typing import Any

import pytest

from kronobarn_cli.interview.fitting import ends_with, finished
from kronobarn_cli.model.plan import Plan

PLAN = Plan(code="k7mtr")


def test_lines_become_what_their_question_holds() -> None:
    lines = {"notices.n1.seen": ["Borta.", "Ont i magen. "], "child.needs": ["tolk", "paus"]}
    assert finished(PLAN, {"child.name": "Mio"}, lines) == {
        "child.name": "Mio",
        "notices.n1.seen": "Borta.\nOnt i magen.",
        "child.needs": ["tolk", "paus"],
    }


@pytest.mark.parametrize(
    ("question", "lines"),
    [("wheel", ["x"]), ("notices.n1.seen", [" "]), ("notices.n1.seen", ["20170101-" + "2384"])],
)
def test_what_may_not_stand_in_the_plan_is_left_out(question: str, lines: list[str]) -> None:
    assert finished(PLAN, {"child.name": "Mio"}, {question: lines}) == {"child.name": "Mio"}


@pytest.mark.parametrize(
    ("said", "there"),
    [
        ("Ett\nTvå", True),
        ("Två", True),
        (["Ett", "Två"], True),
        ("Två\nTre", False),
        ("TTvå", False),
        (None, False),
        (2, False),
    ],
)
def test_an_answer_may_end_with_lines(said: Any, there: bool) -> None:
    assert ends_with(said, ["Två "]) is there
