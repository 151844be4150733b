"""`wheel`: one voice describes and scores areas, in an interview or by flags."""

from collections.abc import Mapping
from datetime import date

from kronobarn_cli.errors import NotFound, UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.interview.answers import Answers
from kronobarn_cli.interview.asked import Asked
from kronobarn_cli.interview.blanks import Blanks, Spot
from kronobarn_cli.interview.fold import fold
from kronobarn_cli.interview.replies import Day, Refused, read
from kronobarn_cli.model.area import AREAS
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.terms import Kind, Terms
from kronobarn_cli.work import checking, talks
from kronobarn_cli.work.interview import Held, Room, alone, hold

FIELDS = {"set": "score", "works": "works", "hard": "hard", "need": "need"}


def wheel(room: Room, code: str, voice: str) -> Held:
    """Interview one voice about the wheel, as a new reading of today or the one of today that is not finished."""
    with alone(room, code):
        before = room.folder.load_to_change(code)
        found = find_voice(room, before.plan, voice)
        return hold(room, before.plan, before, talks.wheel(before.plan, room.suggestions, found))


def set_areas(room: Room, code: str, voice: str, given: Mapping[str, tuple[str, ...]]) -> Held:
    """Write areas from flags: `given` maps `set`, `works`, `hard` and `need` to texts such as `larande=2`."""
    before = room.folder.load_to_change(code)
    voice = find_voice(room, before.plan, voice)
    reading = _todays(before.plan, voice, room) or f"w{Answers(before.plan).next_item('wheel')}"
    answers = Answers(before.plan, {f"wheel.{reading}.voice": voice, f"wheel.{reading}.day": room.today.isoformat()})
    for flag, texts in given.items():
        for text in texts:
            area, value = _split(flag, text, room.terms)
            question = f"wheel.{reading}.areas.{area}.{FIELDS[flag]}"
            answers.given[question] = _value(room, answers, question, value)
    loaded = room.folder.save(fold(before.plan, answers.given), before, "wheel")
    return Held(loaded, True, checking.told(loaded.plan, room.today, room.terms), "wheel", room.today)


def find_voice(room: Room, plan: Plan, voice: str) -> str:
    """The id of a person in the plan, `child` always among them; raises NotFound and names those there are."""
    names = voices(plan, room.terms, room.today)
    if voice in names:
        return voice
    sentence = _("There is no voice called {voice} in this plan. There are: {voices}.")
    raise NotFound(
        sentence.format(voice=voice, voices=", ".join(names)),
        f"kronobarn wheel {plan.code} --voice {next(iter(names))}",
    )


def voices(plan: Plan, terms: Terms, today: date) -> dict[str, str]:
    """The ids of all who can speak in the wheel with what they are called: the child first."""
    answers = Answers(plan)
    blanks = Blanks(terms, answers, today)
    return {one: blanks.name(one) for one, _kind in answers.people()}


def _todays(plan: Plan, voice: str, room: Room) -> str | None:
    return next((one.id for one in plan.wheel if one.voice == voice and one.day == room.today), None)


def _split(flag: str, text: str, terms: Terms) -> tuple[str, str]:
    given, sign, value = text.partition("=")
    area = next((str(one.id) for one in terms.areas if given.strip().lower() in (one.id, one.name.lower())), given)
    if not sign:
        sentence = _("--{flag} needs an area and a value with = between them, not {text}.")
        raise UsageTrouble(sentence.format(flag=flag, text=text), "kronobarn wheel --help")
    if area not in AREAS:
        sentence = _("There is no area called {area}. The areas are: {areas}.")
        raise NotFound(sentence.format(area=area, areas=", ".join(AREAS)), "kronobarn glossary område")
    return area, value


def _value(room: Room, answers: Answers, place: str, text: str) -> object:
    _list, reading, _areas, area, field = place.split(".")
    question = next(one for one in room.terms.questions if one.id == f"wheel.*.areas.*.{field}")
    blanks = Blanks(room.terms, answers, room.today, Spot(reading, area))
    asked = Asked(place, question, blanks.text(question), choices=blanks.choices(question))
    if question.kind is Kind.SCORE:
        return _score(
            asked, text, area, f"kronobarn wheel {answers.plan.code} --voice {answers.get(f'wheel.{reading}.voice')}"
        )
    value = read(asked, text, Day(room.today, room.language))
    if isinstance(value, Refused):
        raise UsageTrouble(value.sentence, f"kronobarn wheel {answers.plan.code} --show")
    return value


def _score(asked: Asked, text: str, area: str, again: str) -> int:
    """The score; raises UsageTrouble, with `again` as the beginning of what can be typed."""
    allowed = [choice.id for choice in asked.choices]
    if text in allowed:
        return int(text)
    if not allowed:
        sentence = _("There is no scale for a child of this age. Describe the area in words.")
        raise UsageTrouble(sentence, again)
    sentence = _("{text} is not on the scale for this voice. The steps are {steps}.")
    raise UsageTrouble(sentence.format(text=text, steps=", ".join(allowed)), f"{again} --set {area}={allowed[-1]}")
