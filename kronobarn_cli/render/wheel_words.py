"""The wheel in words: rows for tables, one sentence for each area, and where voices differ.

Law: what was not asked says so, never 0; voices stand side by side and are never averaged or ranked.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from kronobarn_cli.model.area import Area
from kronobarn_cli.model.base import ChildStage, Id
from kronobarn_cli.model.plan import PersonKind, Reading, YesNoUnsure
from kronobarn_cli.model.stage import age
from kronobarn_cli.model.terms import Scale, Step
from kronobarn_cli.model.wheel import Cell, by_date, days, differences, latest_per_voice, rows
from kronobarn_cli.render.words import Words

FACES: Mapping[str, str] = MappingProxyType({":(": "sad", ":|": "even", ":)": "glad"})
"""The signs of a scale that a child points to, and what the faces are called."""
_PRESCHOOL_AGE = 5


def wheel(words: Words, readings: tuple[Reading, ...], picture: str, faces: str = "") -> dict[str, Any]:
    """Make the wheel part of the context: each voice's latest word on each area, in the order voices first spoke."""
    latest = latest_per_voice(readings)
    found = rows(latest) if latest else ()
    shown = [
        _row(words, one.area, tuple(_dated(readings, one.area, cell) for cell in one.cells), latest) for one in found
    ]
    voices: list[dict[str, Any]] = [
        {
            "who": words.voice(one.voice),
            "is_child": _is_child(words, one.voice),
            "day": _spoken_on(words, readings, one.voice),
        }
        for one in latest
    ]
    return {
        "voices": voices,
        "rows": shown,
        "readings": [reading(words, one) for one in sorted(readings, key=lambda one: one.day or date.min)],
        "sentence": _sentence(words, voices, shown),
        "differences": _differences(words, readings),
        "picture": picture if latest else "",
        "faces": faces if _all_faces(voices, shown) else "",
        "most": most(words),
    }


def _dated(readings: tuple[Reading, ...], area: Area, cell: Cell | None) -> Cell | None:
    """The cell with the day on which it was said, which may be before the voice's last: a child was then younger."""
    if cell is None:
        return None
    said = [one.day for row in rows(by_date(readings, cell.voice), (area,)) for one in row.cells if one]
    return cell._replace(day=said[-1])


def _spoken_on(words: Words, readings: tuple[Reading, ...], voice: Id) -> str:
    """The day a voice spoke, or the first and the last when its words come from several."""
    spoken = days(readings, voice)
    if len(spoken) > 1:
        return words.say("span", first=words.day(spoken[0]), last=words.day(spoken[-1]))
    return words.day(spoken[0]) if spoken else ""


def most(words: Words) -> int:
    """The highest step of any scale in the terms file."""
    return max((step.score for scale in words.terms.scales for step in scale.steps), default=5)


def _all_faces(voices: list[dict[str, Any]], shown: list[dict[str, Any]]) -> bool:
    """Whether the child pointed to a face, and nowhere to a number."""
    said = [cell for row in shown for voice, cell in zip(voices, row["cells"], strict=True) if voice["is_child"]]
    return any(cell["face"] for cell in said) and all(cell["face"] for cell in said if cell["score"])


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


def _sentence(words: Words, voices: list[dict[str, Any]], shown: list[dict[str, Any]]) -> str:
    if not shown:
        return ""
    first = words.say("wheel-of", voices=words.joined(voice["who"] for voice in voices))
    return " ".join([first, *(row["sentence"] for row in shown)])


def _cell(words: Words, cell: Cell | None, reading: Reading) -> dict[str, Any]:
    found = cell or Cell(voice=reading.voice, day=reading.day)
    step = _step(words, found.voice, found.score, found.day)
    return {
        "voice": words.voice(reading.voice),
        "asked": cell is not None,
        "short": short(words, found) if cell else words.say("not-asked"),
        "works": found.works or "",
        "hard": found.hard or "",
        "need": words.enum(found.need, "need-"),
        "need_kind": found.need.value if found.need else "",
        "needs_support": found.need is YesNoUnsure.YES,
        "score": found.score or 0,
        "score_text": step.text if step else "",
        "face": FACES.get(step.sign, "") if step else "",
        "why": found.why or "",
        "step": found.step or "",
        "skipped": found.skipped or "",
    }


def moved_to(words: Words, voice: Id, score: int, day: date | None) -> str:
    """`2`; for a child who was shown faces and never a number, the words of the face: `”Det är svårt”`."""
    return _pointed(words, _step(words, voice, score, day)) or str(score)


def _pointed(words: Words, step: Step | None) -> str:
    """What a child who was shown faces pointed to, empty when the scale has numbers."""
    return words.say("pointed", text=step.text.removesuffix(".")) if step and step.sign in FACES else ""


def short(words: Words, cell: Cell) -> str:
    """`2 av 5, behöver stöd`, or a face's words instead of the number: what fits in a table cell."""
    if cell.skipped:
        return words.say("skipped")
    number = words.say("of", score=cell.score, most=most(words)) if cell.score else ""
    score = _pointed(words, _step(words, cell.voice, cell.score, cell.day)) or number
    return ", ".join(filter(None, [score, words.enum(cell.need, "need-")])) or words.say("described")


def _differences(words: Words, readings: tuple[Reading, ...]) -> list[str]:
    """One sentence for each area where voices differ, with every voice that has part in it."""
    by_area: dict[Any, dict[Id, str]] = {}
    for found in differences(readings):
        answers = by_area.setdefault(found.area, {})
        for cell in (found.one, found.other):
            answers.setdefault(cell.voice, f"{words.voice(cell.voice)}: {short(words, cell)}")
    return [_answers(words, words.area(area), answers.values()) for area, answers in by_area.items()]


def _step(words: Words, voice: Id, score: int | None, day: date | None) -> Step | None:
    """The step that was chosen, from the scale shown at that age or the one nearest to it."""
    kind = "child" if _is_child(words, voice) else "adult"
    years = _years(words, day)
    scales = [scale for scale in words.terms.scales if kind in scale.voices]
    nearest = sorted(scales, key=lambda scale: _off(scale, years))
    fitting = [step for scale in nearest for step in scale.steps if step.score == score]
    # When nobody knows which of several scales it was, no scale's words are put in anyone's mouth.
    return fitting[0] if fitting and (years is not None or len(fitting) == 1) else None


def _is_child(words: Words, voice: Id) -> bool:
    return any(one.id == voice and one.kind is PersonKind.CHILD for one in words.plan.people)


def _years(words: Words, day: date | None) -> int | None:
    """How old the child was that day; a year of birth that the view has taken away is not guessed but for the stage."""
    years = age(words.plan.child, day) if day else None
    if years is None and words.plan.child.stage is ChildStage.PRESCHOOL:
        return _PRESCHOOL_AGE
    return years


def _off(scale: Scale, years: int | None) -> int:
    """By how many years the scale misses that age; none when the age is not known."""
    return 0 if years is None else max(scale.from_age - years, years - scale.to_age, 0)
