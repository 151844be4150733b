"""What is written in two ways is a caution for copies that leave the office, and for no others."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from kronobarn_cli.model.plan import OpenPoint, Plan, Wording
from kronobarn_cli.text.plan_text import read
from kronobarn_cli.work.cautions import undecided
from kronobarn_cli.work.rendering import Order

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "k7mtr.yaml"
WORDINGS = (Wording(says="Bo möter Mio"), Wording(says="Mormor möter Mio"))


@pytest.fixture
def plan() -> Plan:
    plan = read(EXAMPLE.read_text("utf8")).plan
    return replace(plan, open_points=(OpenPoint(at="actions.a1.what", wordings=WORDINGS),))


@pytest.mark.parametrize("order", [("child", "child", "html"), ("plan", "family", "pdf"), ("plan", "school", "txt")])
def test_a_copy_that_leaves_the_office_waits_for_a_choice(plan: Plan, order: tuple[str, str, str]) -> None:
    assert undecided(plan, [Order(*order)]) == plan.open_points


@pytest.mark.parametrize(
    "order", [("agenda", "chair", "html"), ("invitation", "family", "ics"), ("plan", "family", "json")]
)
def test_a_copy_that_stays_or_holds_no_words_waits_for_nothing(plan: Plan, order: tuple[str, str, str]) -> None:
    assert undecided(plan, [Order(*order)]) == ()


def test_one_of_several_is_enough_and_a_plan_in_which_all_is_chosen_waits_for_nothing(plan: Plan) -> None:
    orders = [Order("agenda", "chair", "html"), Order("plan", "family", "html")]
    assert undecided(plan, orders) == plan.open_points
    assert undecided(replace(plan, open_points=()), orders) == ()


def test_a_read_back_is_one_thing_to_choose(plan: Plan) -> None:
    points = tuple(OpenPoint(at=f"agreement.{key}", wordings=WORDINGS) for key in ("day", "read"))
    assert undecided(replace(plan, open_points=points), [Order("plan", "family", "html")]) == points[:1]
