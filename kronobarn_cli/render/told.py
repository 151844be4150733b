"""What was told before anything was agreed on, in plain values: notices, questions, decision, voices.

Law: everyone's words are as they wrote them; the child's stand first.
"""

from typing import Any

from kronobarn_cli.model.plan import Decision, Notice, PersonKind, Questions, Voice
from kronobarn_cli.render.words import Words


def told(words: Words) -> dict[str, Any]:
    """The parts of the context that tell how it is."""
    plan, decision = words.plan, words.plan.decision or Decision()
    return {
        "notices": [notice(words, one) for one in plan.notices],
        "questions": {name: getattr(plan.questions, name) or "" for name in Questions.__struct_fields__},
        "decision": {
            "day": words.day(decision.day),
            "outcome": words.enum(decision.outcome),
            "why": decision.why or "",
            "to": words.who(decision.to),
        },
        "voices": sorted((voice(words, one) for one in plan.voices), key=lambda one: not one["is_child"]),
    }


def notice(words: Words, one: Notice) -> dict[str, Any]:
    """What somebody saw or heard."""
    return {
        "day": words.day(one.day),
        "by": words.who(one.by),
        "seen": one.seen or "",
        "works": one.works or "",
        "child_says": one.child_says or "",
        "guardian_knows": words.enum(one.guardian_knows),
    }


def voice(words: Words, one: Voice) -> dict[str, Any]:
    """Somebody's own words."""
    return {
        "who": words.who(one.of),
        "is_child": any(p.id == one.of and p.kind is PersonKind.CHILD for p in words.plan.people),
        "day": words.day(one.day),
        "how": one.how or "",
        "important": one.important or "",
        "wish": one.wish or "",
        "not_raise": one.not_raise or "",
        "takes_part": one.takes_part or "",
        "private": one.private,
    }
