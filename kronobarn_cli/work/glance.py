"""`show`: a plan at a glance, on the screen or for scripts. A glance loads no templates; a document is `render`'s."""

from datetime import date
from typing import Any

import msgspec

from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.terms import Terms
from kronobarn_cli.model.view import Audience, AudienceKind, view
from kronobarn_cli.render.context import build


def at_a_glance(plan: Plan, terms: Terms, language: str, today: date) -> dict[str, Any]:
    """What the chair needs to see of a plan at a glance, in words: the keys of `render.context`."""
    chair = Audience(kind=AudienceKind.CHAIR)
    return build(view(plan, chair, today), terms, language, today, chair)


def as_data(plan: Plan) -> dict[str, Any]:
    """The plan as plain values, keyed as in the file."""
    data: dict[str, Any] = msgspec.to_builtins(plan)
    return data
