"""What has been since the plan began, in plain values: follow-ups, what was tried, closings, and explained words.

Law: what was tried is told as it then stood.
"""

from datetime import date
from typing import Any

from kronobarn_cli.model.plan import Closing, Review, Tried
from kronobarn_cli.render.since_words import since_words
from kronobarn_cli.render.words import Words


def history(words: Words, today: date) -> dict[str, Any]:
    """The parts of the context that tell how it has gone."""
    plan = words.plan
    last = max((one.day for one in plan.tried if one.day), default=None)
    return {
        "since": since_words(words, today),
        "reviews": [_review(words, one) for one in plan.reviews],
        "tried": [_tried(words, one) | {"latest": one.day == last} for one in plan.tried],
        "explained": [{"word": one.word, "means": one.means} for one in plan.explained if one.means],
        "closing": closing(words, plan.closing or Closing()),
        "earlier_closings": [closing(words, one) for one in plan.earlier_closings],
    }


def closing(words: Words, one: Closing) -> dict[str, Any]:
    """One closing, and the reopening when there was one."""
    return {
        "day": words.day(one.day),
        "why": one.why or "",
        "goals_met": words.enum(one.goals_met),
        "family_says": one.family_says or "",
        "child_told_by": words.who(one.child_told_by),
        "child_told_day": words.day(one.child_told_day),
        "archived_at": one.archived_at or "",
        "reopened": words.day(one.reopened),
        "reopened_why": one.reopened_why or "",
    }


def _review(words: Words, one: Review) -> dict[str, Any]:
    return {
        "day": words.day(one.day),
        "child_says": one.child_says or "",
        "consents_right": words.enum(one.consents_right),
        "responsible_right": words.enum(one.responsible_right),
    }


def _tried(words: Words, one: Tried) -> dict[str, Any]:
    action = next((action for action in words.plan.actions if action.id == one.action), None)
    return {
        "day": words.day(one.day),
        "what": one.what or (action and action.what) or "",
        "who": words.who(one.who or (action.who if action else None)),
        "by": words.day(one.by),
        "often": one.often or "",
        "sign": one.sign or "",
        "done": words.enum(one.done),
        "helped": words.enum(one.helped),
        "known_by": one.known_by or "",
        "then": words.enum(one.then),
        "new_what": one.new_what or "",
        "new_by": words.day(one.new_by),
    }
