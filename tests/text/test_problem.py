"""What a text that cannot be read carries with it."""

from kronobarn_cli.text.problem import Problem, Troubled


def test_trouble_carries_every_problem_and_says_how_many() -> None:
    problems = (Problem("K005", 1, 1), Problem("K011", 7, 1))
    assert Troubled(problems).problems == problems
    assert str(Troubled(problems)) == "2 problems"
