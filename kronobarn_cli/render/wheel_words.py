"""The wheel in words: rows for tables, one sentence for each area, and where voices differ.

Law: what was not asked says so, never 0; voices stand side by side and are never averaged or ranked.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from kronobarn_cli.model.base import Id
from kronobarn_cli.model.plan import PersonKind, Reading, YesNoUnsure
from kronobarn_cli.model.terms import Scale
from kronobarn_cli.model.wheel import Cell, days, differences, latest_per_voice, rows
from kronobarn_cli.render.words import Words


def wheel(words: Words, readings: tuple[Reading, ...], picture: str) -> dict[str, Any]:
    """Make the wheel part of the context: each voice's latest word on each area, in the order voices first spoke."""
    latest = latest_per_voice(readings)
    shown = [_row(words, area.area, area.cells, latest) for area in rows(latest)] if latest else []
    voices = [{"who": words.voice(one.voice), "day": _spoken_on(words, readings, one.voice)} for one in latest]
    return {
        "voices": voices,
        "rows": shown,
        "readings": [reading(words, one) for one in sorted(readings, key=lambda one: one.day or date.min)],
        "sentence": _sentence(words, voices, shown),
        "differences": _differences(words, readings),
        "picture": picture if latest else "",
        "most": most(words),
    }


def _spoken_on(words: Words, readings: tuple[Reading, ...], voice: Id) -> str:
    """The day a voice spoke, or the first and the last when its words come from several."""
    spoken = days(readings, voice)
    if len(spoken) > 1:
        return words.say("span", first=words.day(spoken[0]), last=words.day(spoken[-1]))
    return words.day(spoken[0]) if spoken else ""


def most(words: Words) -> int:
    """The highest step of any scale in the terms file."""
    return max((step.score for scale in words.terms.scales for step in scale.steps), default=5)


def _row(words: Words, area: Any, cells: tuple[Cell | None, ...], latest: tuple[Reading, ...]) -> dict[str, Any]:
    term = next((one for one in words.terms.areas if one.id is area), None)
    shown = [_cell(words, cell, reading) for cell, reading in zip(cells, latest, strict=True)]
    asked = [cell for cell in shown if cell["asked"]]
    return {
        "area": words.area(area),
        "meaning": term.meaning if term else "",
        "cells": shown,
        "asked": bool(asked),
        "described": any(not cell["skipped"] for cell in asked),
        "in_words": any(cell["works"] or cell["hard"] or cell["skipped"] for cell in asked),
        "needs_support": any(cell["needs_support"] for cell in shown),
        "sentence": _area_sentence(words, words.area(area), asked),
    }


def reading(words: Words, one: Reading) -> dict[str, Any]:
    """One time that someone spoke, with the areas that were touched."""
    cells = [(words.area(row.area), row.cells[0]) for row in rows((one,))]
    return {
        "who": words.who(one.voice),
        "day": words.day(one.day),
        "private": one.private,
        "cells": [_cell(words, cell, one) | {"area": area} for area, cell in cells if cell],
    }


def _area_sentence(words: Words, area: str, asked: list[dict[str, Any]]) -> str:
    return _answers(words, area, [f"{cell['voice']}: {cell['short']}" for cell in asked] or [words.say("not-asked")])


def _answers(words: Words, area: str, answers: Iterable[str]) -> str:
    joined = "; ".join(answers)
    return words.say("areas-of", area=area, answers=joined[:1].upper() + joined[1:])


def _sentence(words: Words, voices: list[dict[str, str]], shown: list[dict[str, Any]]) -> str:
    if not shown:
        return ""
    first = words.say("wheel-of", voices=words.joined(voice["who"] for voice in voices))
    return " ".join([first, *(row["sentence"] for row in shown)])


def _cell(words: Words, cell: Cell | None, reading: Reading) -> dict[str, Any]:
    found = cell or Cell(voice=reading.voice, day=reading.day)
    return {
        "voice": words.voice(reading.voice),
        "asked": cell is not None,
        "short": short(words, found) if cell else words.say("not-asked"),
        "works": found.works or "",
        "hard": found.hard or "",
        "need": words.enum(found.need, "need-"),
        "needs_support": found.need is YesNoUnsure.YES,
        "score": found.score or 0,
        "score_text": _step(words, found),
        "why": found.why or "",
        "step": found.step or "",
        "skipped": found.skipped or "",
    }


def short(words: Words, cell: Cell) -> str:
    """`2 av 5, behöver stöd`: what fits in a table cell."""
    if cell.skipped:
        return words.say("skipped")
    score = words.say("of", score=cell.score, most=most(words)) if cell.score else ""
    return ", ".join(filter(None, [score, words.enum(cell.need, "need-")])) or words.say("described")


def _differences(words: Words, readings: tuple[Reading, ...]) -> list[str]:
    """One sentence for each area where voices differ, with every voice that has part in it."""
    by_area: dict[Any, dict[Id, str]] = {}
    for found in differences(readings):
        answers = by_area.setdefault(found.area, {})
        for cell in (found.one, found.other):
            answers.setdefault(cell.voice, f"{words.voice(cell.voice)}: {short(words, cell)}")
    return [_answers(words, words.area(area), answers.values()) for area, answers in by_area.items()]


def _step(words: Words, cell: Cell) -> str:
    """The sentence of the step that was chosen, from the scale this voice was shown."""
    if not cell.score:
        return ""
    child = any(p.id == cell.voice and p.kind is PersonKind.CHILD for p in words.plan.people)
    scales = [scale for scale in words.terms.scales if ("child" if child else "adult") in scale.voices]
    fitting = sorted(scales, key=lambda scale: (not _fits(scale, words, cell.day), -len(scale.steps)))
    return next((step.text for scale in fitting for step in scale.steps if step.score == cell.score), "")


def _fits(scale: Scale, words: Words, day: date | None) -> bool:
    born = words.plan.child.born
    return bool(born and day) and scale.from_age <= (day or date.min).year - int((born or "0")[:4]) <= scale.to_age
