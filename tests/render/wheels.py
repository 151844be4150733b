"""Wheels to draw: many voices and few, equal scores, long names, nothing scored, and the child's by faces."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from kronobarn_cli.model.area import AREAS
from kronobarn_cli.model.plan import AreaReading, Areas, Person, PersonKind, Plan, Reading, YesNoUnsure
from kronobarn_cli.model.view import Audience, AudienceKind
from kronobarn_cli.render.context import build
from tests.render.samples import EMPTY, TODAY, example, full, terms

CHAIR = Audience(kind=AudienceKind.CHAIR)
# What a voice says about an area: a score, in words only, skipped, not asked.
Said = int | str | None
LONG = (
    "Kroppslig och psykisk hälsa",
    "Utveckling och självständighet",
    "Lärande och skolnärvaro",
    "Omsorg och vardagsrutiner",
    "Hemmet och boendesituationen",
    "Relationer och fritidssysselsättningar",
    "Trygghet och skydd från våld",
)
HUGE = tuple(f"Samhällsutvecklingsarbete {area}" for area in AREAS)
MIXED: tuple[tuple[Said, ...], ...] = ((3, None, "skipped", 2, "words", 4, 5), (4, None, None, 2, None, 2, 5))


def told(voices: int, say: Callable[[int, int], Said], name: str = "Barnavårdscentralen på Öster") -> Plan:
    """A plan where the child and services speak; `say` gets the voice's number and the area's, from 0."""
    people = [Person(id="child", kind=PersonKind.CHILD)]
    people += [Person(id=f"s{n}", kind=PersonKind.SERVICE, service=f"{name} {n}") for n in range(1, voices)]
    readings = [
        Reading(
            id=f"w{voice}",
            voice=person.id,
            day=date(2026, 3, 5),
            areas=Areas(**{area: _reading(say(voice, place), place) for place, area in enumerate(AREAS)}),
        )
        for voice, person in enumerate(people)
    ]
    return replace(EMPTY, people=tuple(people), wheel=tuple(readings))


def _reading(said: Said, place: int) -> AreaReading | None:
    if said is None:
        return None
    if said == "skipped":
        return AreaReading(skipped="T1")
    if isinstance(said, str):
        return AreaReading(works=said)
    return AreaReading(score=said, need=YesNoUnsure.YES if place == 1 else None)


def wheel(plan: Plan, language: str = "sv", names: Sequence[str] = ()) -> dict[str, Any]:
    """The wheel part of the chair's context, with a municipality's own names of the areas if there are any."""
    own = terms(language)
    if names:
        areas = tuple(replace(term, name=name) for term, name in zip(own.areas, names, strict=True))
        own = replace(own, areas=areas)
    made: dict[str, Any] = build(plan, own, language, TODAY, CHAIR)["wheel"]
    return made


def by_child(said: Sequence[Said], born: str | None) -> Plan:
    """A plan where only the child has spoken, born that year."""
    plan = told(1, lambda _voice, place: said[place])
    return replace(plan, child=replace(plan.child, born=born))


def _equal(_voice: int, place: int) -> Said:
    return (1, 5, 3, 1, 2, 1, 5)[place]


def _spread(voice: int, place: int) -> Said:
    return 1 + (voice * 2 + place) % 5


WHEELS: dict[str, dict[str, Any]] = {
    **{code: wheel(example(code)) for code in ("k7mtr", "p3wdh", "t8qzg", "v5xjc")},
    "english": wheel(example("k7mtr"), "en"),
    "full": wheel(full()),
    "mixed": wheel(told(2, lambda voice, place: MIXED[voice][place])),
    "one voice": wheel(told(1, _spread)),
    "no scores": wheel(told(2, lambda _voice, place: "ord" if place in {0, 3} else None)),
    "only skipped": wheel(told(2, lambda _voice, place: "skipped" if place in {0, 3} else None)),
    "four equal": wheel(told(4, _equal)),
    "six": wheel(told(6, _spread)),
    "eight": wheel(told(8, _spread)),
    "eight equal, long names": wheel(told(8, _equal), names=LONG),
    "long names": wheel(told(3, _spread), names=LONG),
    "huge names": wheel(told(2, lambda voice, place: MIXED[voice][place], "Ö" * 90), names=HUGE),
    "long names, hardly asked": wheel(told(1, lambda _v, place: "skipped" if place == 2 else None), names=LONG),
    "fourteen": wheel(told(14, _spread)),
}
SMALL_CHILD: tuple[Said, ...] = (2, 4, None, 4, "skipped", "ord", 2)
SCHOOLCHILD: tuple[Said, ...] = (1, 3, 5, None, 1, 3, 5)
BY_FACES: dict[str, dict[str, Any]] = {
    "six years old": wheel(by_child(SMALL_CHILD, "2019")),
    "nine years old": wheel(by_child(SCHOOLCHILD, "2016")),
    "english": wheel(by_child(SCHOOLCHILD, "2016"), "en"),
    "long names": wheel(by_child(SCHOOLCHILD, "2016"), names=LONG),
    "huge names": wheel(by_child(SCHOOLCHILD, "2016"), names=HUGE),
}
