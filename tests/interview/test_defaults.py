"""What an empty line means."""

from datetime import date, datetime

import pytest

from kronobarn_cli.interview.answers import Answers
from kronobarn_cli.interview.blanks import Blanks, Spot
from kronobarn_cli.interview.defaults import Suggestions, default
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.work import terms

TODAY = date(2026, 4, 27)
USUAL = Suggestions(TODAY, lambda: datetime(2026, 4, 27, 14, 30))


@pytest.mark.parametrize(("begins", "ends"), [(None, "2026-10-27"), ("2026-10-27", "2027-04-27")])
def test_a_consent_lasts_as_long_when_it_begins_later(begins: str | None, ends: str) -> None:
    answers = Answers(Plan(code="k7mtr"), {"consents.c1.from": begins})
    spot = Spot("c1")
    blanks = Blanks(terms.load("", "sv"), answers, TODAY, spot)
    assert default("consents.*.until", spot, blanks, answers, USUAL) == ends
