"""What stands on the child's own page, in plain values: the child's words, the wheel, when we meet, whom to ask.

Law: what the child said in private stays off the page, for it lies where others see it. What is promised stands in
`child_promises`; `one_page` decides what gives way.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from kronobarn_cli.model.base import Id
from kronobarn_cli.model.explained import occurs
from kronobarn_cli.model.meeting import held
from kronobarn_cli.model.plan import FollowUp, Meeting, Plan, Voice
from kronobarn_cli.model.stage import age
from kronobarn_cli.model.terms import Terms
from kronobarn_cli.model.wheel import latest_per_voice
from kronobarn_cli.render.child_promises import children, promises, spoken_day
from kronobarn_cli.render.meetings import in_order
from kronobarn_cli.render.one_page import fitted
from kronobarn_cli.render.pictures.faces import height
from kronobarn_cli.render.wheel_words import reading, wheel
from kronobarn_cli.render.words import Words

_NO_MORE_FACES = 12


def overflows(view: Plan, terms: Terms, language: str, today: date) -> bool:
    """Whether the child's page, from the child's view, takes more than one sheet: own words are long and never cut."""
    words = Words(view, terms, language)
    shown = wheel(words, view.wheel, "", "faces")
    return not child_page(words, today, by_faces(words, shown, today))["fits"]


def by_faces(words: Words, shown: dict[str, Any], today: date) -> tuple[str, float]:
    """The picture by faces and its height as a part of its width; none for a child who is too old for faces."""
    years = age(words.plan.child, today)
    if not shown["faces"] or (years is not None and years >= _NO_MORE_FACES):
        return "", 0
    return shown["faces"], height(shown, words.language)


def child_page(words: Words, today: date, faces: tuple[str, float]) -> dict[str, Any]:
    """The `mine` part of the context, cut to fit a page.

    `faces` is the picture's name for a child of that age, or empty, and its height as a part of its width.
    """
    plan = words.plan
    page = {
        "said": _said(words, today),
        "takes_part": _takes_part(plan, today),
        **_wheel(words, faces[0]),
        **promises(words, today),
        "met": _have_met(plan, today),
        "ahead": _ahead(words, today),
        "ask": _ask(words),
        "tells": _tells(words),
        "closed": _closed(words, today),
    }
    shown = fitted(page | {"explained": _explained(plan, page)}, words, faces[1])
    return shown | {"explained": _explained(plan, shown), "whole": _whole(page)}


def _whole(page: dict[str, Any]) -> dict[str, Any]:
    """Every promise, for what need not fit on a page."""
    at_aims = [one for aim in page["aims"] for one in aim["promises"]]
    parts = {name: page[name] for name in ("i_do", "changed", "been")}
    return {"promises": [*at_aims, *page["promises"]], **parts}


def _said(words: Words, today: date) -> list[dict[str, str]]:
    """The child's own words: what was said at the last follow-up, before the meetings, at earlier follow-ups."""
    reviews = sorted(
        (one for one in words.plan.reviews if one.child_says), key=lambda one: one.day or date.min, reverse=True
    )
    told = [{"day": spoken_day(words, one.day, today), "how": "", "text": one.child_says or ""} for one in reviews]
    return [*told[:1], *_before_meetings(words.plan), *told[1:]]


def _before_meetings(plan: Plan) -> Iterator[dict[str, str]]:
    for voice in _open_voices(plan):
        how = voice.how or ""
        for text in filter(None, (voice.important, voice.wish)):
            yield {"day": "", "how": how, "text": text}
            how = ""


def _open_voices(plan: Plan) -> list[Voice]:
    """The child's words before meetings, the newest first."""
    own = (one for one in plan.voices if one.of in children(plan) and not one.private)
    return sorted(own, key=lambda one: one.day or date.min, reverse=True)


def _takes_part(plan: Plan, today: date) -> list[str]:
    """How the child wants to take part, for as long as a meeting lies ahead."""
    wanted = [one.takes_part for one in _open_voices(plan) if one.takes_part]
    return wanted[:1] if _coming(plan, today) else []


def _wheel(words: Words, faces: str) -> dict[str, Any]:
    """The child's wheel: as faces when none of it is private, else in the child's words, else the steps it chose."""
    own = [one for one in words.plan.wheel if one.voice in children(words.plan)]
    shown = tuple(one for one in own if not one.private)
    cells = reading(words, latest_per_voice(shown)[0])["cells"] if shown else []
    picture = faces if len(shown) == len(own) else ""
    in_words = {part: [cell[part] for cell in cells if cell[part]] for part in ("works", "hard")}
    worded = any(in_words.values())
    return {
        "picture": [picture] if picture else [],
        "steps": _steps(words, cells) if picture or not worded else [],
        "in_words": [in_words] if worded and not picture else [],
    }


def _steps(words: Words, cells: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The steps the child chose, highest first, each with its areas: the picture once more, in words."""
    by_step: dict[tuple[int, str], list[str]] = {}
    for cell in cells:
        if cell["score_text"]:
            by_step.setdefault((cell["score"], cell["score_text"]), []).append(cell["area"])
    steps = sorted(by_step.items(), key=lambda one: -one[0][0])
    return [{"areas": words.joined(areas), "text": text} for (_score, text), areas in steps]


def _coming(plan: Plan, today: date) -> Meeting | None:
    ahead = (one for one in in_order(plan.meetings) if not held(one) and (one.day is None or one.day >= today))
    return None if plan.closing else next(ahead, None)


def _have_met(plan: Plan, today: date) -> bool:
    """Whether there has been a meeting, as far as can be told: one whose day has passed may have been held."""
    past = any(held(one) or (one.day and one.day < today) for one in plan.meetings)
    return bool(past or plan.reviews or plan.tried)


def _ahead(words: Words, today: date) -> dict[str, Any]:
    """When we meet: the next meeting, or the follow-up if none has a day; `passed` when we should have met already."""
    plan, follow_up = words.plan, words.plan.follow_up or FollowUp()
    meeting = _coming(plan, today) or Meeting(id="none")
    day = meeting.day or _follow_up_day(plan)
    convener = follow_up.convener or plan.roles.convener
    return {
        "day": spoken_day(words, day, today),
        "passed": bool(day and day < today),
        "at": (meeting.at or "") if meeting.day else "",
        "place": (meeting.place or "") if meeting.day else "",
        "with": words.joined(_somebody_else(words, one) for one in meeting.invited) if meeting.day else "",
        "convener": _somebody_else(words, convener),
    }


def _follow_up_day(plan: Plan) -> date | None:
    """The day of the follow-up, unless there has been one since: then no new day is set."""
    day = plan.follow_up.day if plan.follow_up else None
    met = (*(one.day for one in plan.reviews), *(one.day for one in plan.meetings if held(one)))
    return None if day and any(one and one >= day for one in met) else day


def _somebody_else(words: Words, who: Id | None) -> str:
    """What the person is called, empty when it is the child."""
    return words.who(who) if who not in children(words.plan) else ""


def _ask(words: Words) -> dict[str, str]:
    """Whom to ask: the one the family is told to ring, else whoever is responsible or holds the plan together."""
    plan, roles = words.plan, words.plan.roles
    ring = plan.fallback.ring if plan.fallback else None
    order = (ring, roles.responsible, roles.coordinator, roles.chair, roles.convener)
    who = next((one for one in order if one and one not in children(plan)), None)
    contact = next((one.contact for one in plan.people if one.id == who), None)
    say = plan.fallback.say if plan.fallback and who and who == ring else None
    return {"who": words.who(who), "contact": contact or "", "say": say or ""}


def _tells(words: Words) -> str:
    """Who tells the child what the last meeting came to; the closing says so itself."""
    told = [one.tells_child for one in in_order(words.plan.meetings) if held(one)]
    return _somebody_else(words, told[-1]) if told and not words.plan.closing else ""


def _closed(words: Words, today: date) -> dict[str, Any]:
    """How it ended and who tells the child; `yes` is whether the plan is closed, `told` whether that day has come."""
    one = words.plan.closing
    day = one.child_told_day if one else None
    return {
        "yes": one is not None,
        "day": spoken_day(words, one.day, today) if one else "",
        "result": words.enum(one.goals_met, "child-met-") if one else "",
        "by": _somebody_else(words, one.child_told_by) if one else "",
        "told_day": spoken_day(words, day, today),
        "told": bool(day and day <= today),
    }


def _explained(plan: Plan, page: dict[str, Any]) -> list[dict[str, str]]:
    """Hard words that stand on this page."""
    text = "\n".join(_texts({**page, "explained": []}))
    return [{"word": one.word, "means": one.means} for one in plan.explained if one.means and occurs(one.word, text)]


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict | list):
        for inside in part.values() if isinstance(part, dict) else part:
            yield from _texts(inside)
