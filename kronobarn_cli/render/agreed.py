"""What was agreed on, in plain values: goals, actions, what is not done, where you differ, and what has changed since.

Law: a thing is marked as changed when it is new or not as it was read out; without a read-back nothing is marked.
"""

from collections.abc import Collection
from typing import Any

from kronobarn_cli.model.action import is_over
from kronobarn_cli.model.decided import changed_since_read, removed_since_read
from kronobarn_cli.model.issue import Place
from kronobarn_cli.model.plan import Action, Agreement, Fallback, FollowUp, Plan
from kronobarn_cli.render.words import Words


def agreed(words: Words) -> dict[str, Any]:
    """Everything that a read-back reads out, and the read-back itself."""
    plan, ids = words.plan, {goal.id for goal in words.plan.goals}
    changed, told = frozenset(changed_since_read(plan)), {one.action for one in plan.tried}
    return {
        "goals": [
            {
                "text": goal.text or "",
                "area": words.area(goal.area),
                "long": goal.long,
                "words_of": words.who(goal.words_of),
                "changed": ("goals", goal.id) in changed,
                "actions": [action(words, one, changed) for one in plan.actions if one.goal == goal.id],
            }
            for goal in plan.goals
        ],
        "actions": [action(words, one, changed) for one in plan.actions if one.goal not in ids],
        "open_actions": [action(words, one, changed) for one in plan.actions if not is_over(one)],
        "finished": [action(words, one, changed) for one in plan.actions if is_over(one) and one.id not in told],
        "not_doing": [
            {"who": words.who(one.who), "what": one.what or "", "changed": ("not-doing", one.id) in changed}
            for one in plan.not_doing
        ],
        "disagreements": [
            {
                "about": (one.about or "").rstrip().removesuffix("."),
                "views": [{"of": words.who(view.of), "says": view.says or ""} for view in one.views],
                "changed": ("disagreements", one.id) in changed,
            }
            for one in plan.disagreements
        ],
        "fallback": _fallback(words, plan.fallback or Fallback(), changed),
        "follow_up": _follow_up(words, plan.follow_up or FollowUp()),
        "agreement": _agreement(words, plan.agreement or Agreement(), bool(changed) or _something_is_gone(plan)),
    }


def action(words: Words, one: Action, changed: Collection[Place] = ()) -> dict[str, Any]:
    """One action; `changed` is where the plan is not as it was read."""
    return {
        "what": one.what or "",
        "who": words.who(one.who),
        "by": words.day(one.by),
        "often": one.often or "",
        "sign": one.sign or "",
        "status": words.enum(one.status),
        "result": one.result or "",
        "area": words.area(one.area),
        "open": not is_over(one),
        "changed": ("actions", one.id) in changed,
    }


def _fallback(words: Words, fallback: Fallback, changed: Collection[Place]) -> dict[str, Any]:
    contact = next((p.contact for p in words.plan.people if fallback.ring and p.id == fallback.ring), None)
    return {
        "ring": words.who(fallback.ring),
        "contact": contact or "",
        "say": fallback.say or "",
        "changed": ("fallback",) in changed,
    }


def _follow_up(words: Words, follow_up: FollowUp) -> dict[str, Any]:
    return {"day": words.day(follow_up.day), "convener": words.who(follow_up.convener)}


def _agreement(words: Words, agreement: Agreement, changed: bool) -> dict[str, Any]:
    return {
        "day": words.day(agreement.day),
        "fingerprint": agreement.fingerprint or "",
        "answers": [{"of": words.who(one.of), "says": words.enum(one.says)} for one in agreement.answers],
        "changed": changed,
    }


def _something_is_gone(plan: Plan) -> bool:
    return bool(plan.agreement and plan.agreement.read) and removed_since_read(plan) > 0
