"""An explained word goes with those who read it, and with nobody else."""

from datetime import date

from kronobarn_cli.model.explained import explained_in
from kronobarn_cli.model.plan import Action, Explained, Plan, Shared, Skipped

WORDS = (Explained(id="e1", word="HVB", means="hem för vård eller boende"), Explained(id="e2", word="LSS", means="HVB"))


def test_a_word_is_explained_where_a_text_holds_it() -> None:
    plan = Plan(code="k7mtr", explained=WORDS, actions=(Action(id="a1", what="Ett möte med HVB."),))
    assert explained_in(plan) == WORDS[:1]


def test_what_a_word_means_why_something_was_left_and_what_a_copy_is_called_explain_nothing() -> None:
    plan = Plan(
        code="k7mtr",
        explained=WORDS,
        skipped=(Skipped(what="notices", why="HVB vet det."),),
        shared=(Shared(day=date(2026, 3, 19), document="LSS", for_="family"),),
    )
    assert explained_in(plan) == ()
