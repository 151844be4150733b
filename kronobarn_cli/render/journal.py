"""What a service writes in its own records: its part of the latest meeting, in plain values.

Laws: of others there is only what the meeting was and the child's own words, and nothing that was said in private
or is not to be raised; for a reader that is no service everything is empty.
"""

from datetime import date
from typing import Any

from kronobarn_cli.model.base import Id
from kronobarn_cli.model.consent import valid
from kronobarn_cli.model.meeting import held
from kronobarn_cli.model.plan import Action, Decision, Meeting, PersonKind, Plan
from kronobarn_cli.model.view import Audience, AudienceKind
from kronobarn_cli.model.wheel import latest_per_voice
from kronobarn_cli.render.agreed import action
from kronobarn_cli.render.meetings import meeting
from kronobarn_cli.render.wheel_words import reading
from kronobarn_cli.render.words import Words


def journal(words: Words, audience: Audience, today: date) -> dict[str, Any]:
    """The reader's part of the plan for its own records; everything is empty when the reader is no service."""
    me = audience.who if audience.kind is AudienceKind.SERVICE else None
    return {
        "meeting": meeting(words, _latest(words.plan) if me else None),
        "child": _child(words, me),
        "cells": _cells(words, me),
        "decision": _decision(words, me),
        "actions": [_promise(words, one) for one in words.plan.actions if me and one.who == me],
        "consents": _consents(words, me, today),
    }


def _latest(plan: Plan) -> Meeting | None:
    return max((one for one in plan.meetings if held(one)), key=lambda one: one.day or date.min, default=None)


def _child(words: Words, me: Id | None) -> dict[str, Any]:
    """What the child last said, for the others to hear."""
    plan = words.plan
    children = {person.id for person in plan.people if person.kind is PersonKind.CHILD}
    open_ = [one for one in plan.voices if me and one.of in children and not one.private]
    spoken = max((v for v in open_ if v.important or v.wish), key=lambda one: one.day or date.min, default=None)
    asked = (one for one in plan.reviews if me and one.child_says)
    review = max(asked, key=lambda one: one.day or date.min, default=None)
    return {
        "day": words.day(spoken.day) if spoken else "",
        "important": (spoken and spoken.important) or "",
        "wish": (spoken and spoken.wish) or "",
        "says": (review and review.child_says) or "",
        "says_day": words.day(review.day) if review else "",
    }


def _cells(words: Words, me: Id | None) -> list[dict[str, Any]]:
    """The service's own latest word on each area it was asked about."""
    own = tuple(one for one in words.plan.wheel if me and one.voice == me)
    return [cell for one in latest_per_voice(own) for cell in reading(words, one)["cells"] if not cell["skipped"]]


def _decision(words: Words, me: Id | None) -> dict[str, str]:
    """The decision, when the service took it or it goes on to the service."""
    found = words.plan.decision
    mine = me and found and me in {words.plan.roles.responsible, found.to}
    one = found if found and mine else Decision()
    return {"day": words.day(one.day), "outcome": words.enum(one.outcome), "why": one.why or ""}


def _promise(words: Words, one: Action) -> dict[str, Any]:
    """A promise of the service, with how it had gone when it was last asked about."""
    asked = (tried for tried in words.plan.tried if tried.action == one.id and tried.who in {None, one.who})
    last = max(asked, key=lambda tried: tried.day or date.min, default=None)
    return action(words, one) | {
        "asked": words.day(last.day) if last else "",
        "done": words.enum(last.done) if last else "",
        "helped": words.enum(last.helped) if last else "",
        "known_by": (last and last.known_by) or "",
    }


def _consents(words: Words, me: Id | None, today: date) -> list[dict[str, Any]]:
    """The consents to the service that hold, those that are alike told together."""
    alike: dict[tuple[Any, ...], list[Id]] = {}
    for one in words.plan.consents:
        if me in one.to and valid(one, today):
            alike.setdefault((one.areas, one.until, one.form), []).append(one.by)
    return [
        {
            "by": words.joined(words.all(givers)),
            "areas": [words.area(area) for area in areas],
            "until": words.day(until),
            "form": words.enum(form),
        }
        for (areas, until, form), givers in alike.items()
    ]
