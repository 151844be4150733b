"""What is the reader's own: what this person saw, said and does, for a role card and for preparing.

Law: nothing here is anybody else's, however much the reader may see.
"""

from datetime import date
from typing import Any

from kronobarn_cli.model.base import Id
from kronobarn_cli.model.consent import consented, missing_guardians
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.view import Audience, AudienceKind
from kronobarn_cli.model.wheel import latest_per_voice
from kronobarn_cli.render.agreed import action
from kronobarn_cli.render.told import notice, voice
from kronobarn_cli.render.wheel_words import reading
from kronobarn_cli.render.words import Words

_ONE_PERSON = {AudienceKind.CHILD, AudienceKind.GUARDIAN, AudienceKind.SERVICE}


def own(words: Words, audience: Audience, meeting_day: date) -> dict[str, Any]:
    """The reader's own part of the plan; nothing when the audience is not one person."""
    plan, me = words.plan, _me(words.plan, audience)
    person = next((one for one in plan.people if one.id == me), None)
    return {
        "who": words.called(person) if person else "",
        "task": (person and person.task) or "",
        "leads": me is not None and plan.roles.chair == me,
        "writes": me is not None and plan.roles.note_taker == me,
        "needs_consent": _needs_consent(plan, audience),
        "consented": _consented(plan, audience, meeting_day),
        "notices": [notice(words, one) for one in plan.notices if me and one.by == me],
        "voices": [voice(words, one) for one in plan.voices if me and one.of == me],
        "readings": [reading(words, one) for one in plan.wheel if me and one.voice == me],
        "cells": _cells(words, me),
        "actions": [action(words, one) for one in plan.actions if me and one.who == me],
        "not_doing": [one.what or "" for one in plan.not_doing if me and one.who == me],
    }


def _cells(words: Words, me: Id | None) -> list[dict[str, Any]]:
    """The newest word on each area: what was said before and is otherwise now would contradict it."""
    mine = tuple(one for one in words.plan.wheel if me and one.voice == me)
    return [cell for one in latest_per_voice(mine) for cell in reading(words, one)["cells"]]


def _needs_consent(plan: Plan, audience: Audience) -> bool:
    """Whether the reader is a service that may be told nothing without consent: one that does not hold the plan."""
    return audience.kind is AudienceKind.SERVICE and audience.who not in {
        plan.roles.responsible,
        plan.roles.coordinator,
    }


def _consented(plan: Plan, audience: Audience, day: date) -> bool:
    """Whether everyone who is to be asked lets this service come that day."""
    if not _needs_consent(plan, audience) or audience.who is None:
        return False
    return consented(plan, audience.who, day) and not missing_guardians(plan, audience.who, day)


def _me(plan: Plan, audience: Audience) -> Id | None:
    if audience.kind not in _ONE_PERSON:
        return None
    return audience.who or next((one.id for one in plan.people if one.kind == audience.kind.value), None)
