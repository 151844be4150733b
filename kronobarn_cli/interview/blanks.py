"""Fills the blanks of a question: whose voice, which area, which choices, which role is usual. Pure."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from kronobarn_cli.i18n import _
from kronobarn_cli.interview import read_back
from kronobarn_cli.interview.answers import Answers
from kronobarn_cli.interview.fold import fold
from kronobarn_cli.interview.hard_words import meaning
from kronobarn_cli.model.area import AREAS
from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.items import last_number
from kronobarn_cli.model.plan import Child, PersonKind
from kronobarn_cli.model.service_names import at_work
from kronobarn_cli.model.stage import age
from kronobarn_cli.model.terms import ChildStageTerm, Choice, Kind, Question, Scale, Terms

_CHILD = "child"
_STANDS_FOR = {"responsible": "roles.responsible", "doer": "actions.{item}.who", "giver": "consents.{item}.by"}
_NEEDS_CHOICES = {Kind.SCORE, Kind.PERSON, Kind.PEOPLE, Kind.GOAL}
_ALL_AGES = -1


class Spot(NamedTuple):
    """What a question is about: an item (`w2`), and inside it an area, a person or a word."""

    item: str = ""
    area: str = ""
    who: str = ""
    word: str = ""


WHOLE = Spot()


class Blanks:
    """The words for one question about one spot."""

    def __init__(
        self, terms: Terms, answers: Answers, today: date, spot: Spot = WHOLE, *, any_service: bool = False
    ) -> None:
        self._terms = terms
        self._answers = answers
        self._today = today
        self._spot = spot
        self._any_service = any_service
        self._item = spot.item
        self._area = next((one for one in terms.areas if one.id == spot.area), None)

    def place(self, question: str) -> str:
        """The id with the person in place of the role that stands for one: responsible, doer, giver."""
        first, _dot, rest = question.partition(".")
        stands_for, _dot, key = rest.partition(".")
        found = _STANDS_FOR.get(stands_for) if first == "people" else None
        return f"people.{self._answers.get(found.format(item=self._item))}.{key}" if found else question

    def text(self, question: Question) -> str:
        """The question with its blanks filled in."""
        found = self._words(question)
        ask = _filled(question.ask, found)
        return "\n".join((ask[:1].upper() + ask[1:], *self._duty(question)))

    def help(self, question: Question) -> str:
        """What `?` tells: the question's own help, and what the area means to everybody."""
        meaning = f"{self._area.name}: {self._area.meaning}" if self._area else ""
        return "\n".join(part for part in (_filled(question.help or "", self._words(question)), meaning) if part)

    def _words(self, question: Question) -> dict[str, str]:
        found = {"voice": self.name(self.voice()), "role": self.role() or "", "who": self.name(self._spot.who)}
        if self._area is not None:
            found |= {"area": self._area.name, "prompt": self._prompt(question)}
        if question.id.startswith("tried."):
            what = self._answers.get(f"actions.{self._answers.get(f'tried.{self._item}.action')}.what")
            found["action"] = str(what or "").rstrip(".")
        if question.id.startswith("people.doer."):
            found["doer"] = self.name(str(self._answers.get(f"actions.{self._item}.who")))
        if question.id.startswith("pick.answered."):
            found["to"] = self.name(str(self._answers.get(f"hand-overs.{self._item}.to")))
        if question.id.startswith("other-plans."):
            found["plan"] = self._picked_plan()
        if self._spot.word:
            found["word"] = self._spot.word
        if question.id == "pause.read-back":
            found["read_back"] = read_back.text(
                fold(self._answers.plan, self._answers.given), self.called, self._terms.language
            )
        return found

    def choices(self, question: Question) -> tuple[Choice, ...]:
        """The numbered answers."""
        choices: dict[Kind, Callable[[], tuple[Choice, ...]]] = {
            Kind.PERSON: self._among(question.id),
            Kind.PEOPLE: self._among(question.id),
            Kind.SERVICE: self._all_services,
            Kind.SERVICES: self._all_services,
            Kind.AREA: self._areas,
            Kind.AREAS: self._areas,
            Kind.GOAL: self._goals,
            Kind.SCORE: self._steps,
        }
        return choices.get(question.kind, lambda: question.choices)()

    def pointless(self, question: Question) -> bool:
        """Whether there is nothing to choose from: no scale at this age, no service to consent to, no goal."""
        return question.kind in _NEEDS_CHOICES and not self.choices(question)

    def voice(self) -> str:
        """The id of the one who speaks in this item, or an empty text."""
        return str(self._answers.get(f"wheel.{self._item}.voice") or self._answers.get(f"voices.{self._item}.of") or "")

    def name(self, person: str) -> str:
        """What a person is called: an alias, a function, or what the terms say."""
        given = self._answers.get(f"people.{person}.name") or self._answers.get(f"people.{person}.service")
        if given:
            return str(given)
        if person == _CHILD:
            return str(self._answers.get("child.name") or self._word(_CHILD))
        if person.startswith("guardian-"):
            return f"{self._word('guardian')} {person.removeprefix('guardian-')}"
        if person.startswith("other-"):
            return str(self._answers.get(f"people.{person}.role") or _("somebody else"))
        return next((one.name for one in self._terms.services if one.id == person), person)

    def called(self, person: str) -> str:
        """What a person is called where it matters who it is: a service by its function there."""
        role = self._answers.get(f"people.{person}.role")
        workplace = self._answers.get(f"people.{person}.service")
        if not role or dict(self._answers.people()).get(person) != PersonKind.SERVICE:
            return self.name(person)
        return f"{role} ({workplace})" if workplace else at_work(person, str(role), self._terms)

    def responsible(self) -> str | None:
        """The service that is usually responsible at this stage of life."""
        usual = self._usual()
        return usual.service if usual else None

    def role(self) -> str | None:
        """The function that is usually responsible at this stage of life."""
        usual = self._usual()
        return usual.role if usual else None

    def _picked_plan(self) -> str:
        picks = (one for one in self._terms.questions if one.id == "pick.other-plans")
        return next((choice.text for one in picks for choice in one.choices if choice.id == self._item), self._item)

    def meaning(self) -> str | None:
        """What the hard word means, in the glossary's words, or None."""
        return meaning(self._spot.word, self._terms)

    def _among(self, question: str) -> Callable[[], tuple[Choice, ...]]:
        """Whom an answer can name: everybody, unless only some can do what is asked."""
        special = {
            "consents.*.by": self._givers,
            "consents.*.to": self._receivers,
            "consents.*.obtained-by": self._services,
            "not-doing.*.who": self._services,
            "roles.chair": self._services,
            "roles.note-taker": self._services,
            "roles.coordinator": self._services,
            "follow-up.convener": self._services,
            "fallback.ring": self._grown_ups,
            "closing.child-told-by": self._grown_ups,
            "meetings.*.tells-child": self._grown_ups,
        }
        return special.get(question, self._everybody)

    def _duty(self, question: Question) -> tuple[str, ...]:
        """What the law says stands under every question about whether the child fares ill."""
        return tuple(one.text for one in self._terms.duty) if question.id.startswith("pause.duty.") else ()

    def _prompt(self, question: Question) -> str:
        if self._area is None:
            return ""
        works = question.id.endswith(".works")
        if self.voice() == _CHILD:
            return self._area.child_works if works else self._area.child_hard
        return self._area.works if works else self._area.hard

    def _usual(self) -> ChildStageTerm | None:
        stage = self._answers.get("child.stage")
        return next((one for one in self._terms.child_stages if one.id == stage), None)

    def _everybody(self) -> tuple[Choice, ...]:
        """All who can speak or come: a child that is not born yet can do neither."""
        unborn = self._answers.get("child.stage") == ChildStage.UNBORN
        people = [one for one, _ in self._answers.people() if not (unborn and one == _CHILD)]
        return tuple(Choice(id=one, text=self.name(one)) for one in people)

    def _grown_ups(self) -> tuple[Choice, ...]:
        return tuple(choice for choice in self._everybody() if choice.id != _CHILD)

    def _givers(self) -> tuple[Choice, ...]:
        """Those who can consent: the family, and somebody else whom it concerns; never a service on their behalf."""
        services = self._of_kind(PersonKind.SERVICE)
        family = tuple(choice for choice in self._everybody() if choice.id not in services)
        known = (*(one for one, _kind in self._answers.people()), *self._answers.plan.past_ids)
        return (*family, Choice(id=f"other-{last_number('other-', known) + 1}", text=_("somebody else")))

    def _receivers(self) -> tuple[Choice, ...]:
        """Who can be consented to: the services around the child but the responsible one, which holds the plan.

        Where there is none yet, or a consent is entered by itself, any service.
        """
        responsible = self._answers.get("roles.responsible")
        around = [one for one in self._of_kind(PersonKind.SERVICE) if one != responsible]
        found = tuple(Choice(id=one, text=self.name(one)) for one in around)
        if not self._any_service:
            return found
        rest = (one for one in self._all_services() if one.id not in around and one.id != responsible)
        return (*found, *rest)

    def _services(self) -> tuple[Choice, ...]:
        return tuple(Choice(id=one, text=self.name(one)) for one in self._of_kind(PersonKind.SERVICE))

    def _of_kind(self, wanted: PersonKind) -> list[str]:
        return [one for one, kind in self._answers.people() if kind == wanted]

    def _goals(self) -> tuple[Choice, ...]:
        found = ((f"g{number}", self._answers.get(f"goals.g{number}.text")) for number in self._answers.items("goals"))
        return tuple(Choice(id=one, text=text) for one, text in found if text)

    def _all_services(self) -> tuple[Choice, ...]:
        return tuple(Choice(id=one.id, text=one.name) for one in self._terms.services)

    def _areas(self) -> tuple[Choice, ...]:
        names = {one.id: one.name for one in self._terms.areas}
        return tuple(Choice(id=str(area), text=names[area]) for area in AREAS)

    def _steps(self) -> tuple[Choice, ...]:
        scale = scale_for(self._terms, self.voice(), self._years())
        return (
            tuple(Choice(id=str(step.score), text=_signed(step.sign, step.text)) for step in scale.steps)
            if scale
            else ()
        )

    def _years(self) -> int:
        years = age(Child(born=self._answers.get("child.born")), self._today)
        return _ALL_AGES if years is None else years

    def _word(self, name: str) -> str:
        return next((one.text for one in self._terms.names if one.id == name), name)


def scale_for(terms: Terms, voice: str, years: int) -> Scale | None:
    """The scale offered to a voice when the child is so many years old; None where there shall be no numbers."""
    kind = _CHILD if voice == _CHILD else "adult"
    fits = (one for one in terms.scales if kind in one.voices and one.from_age <= years <= one.to_age)
    return next(fits, None)


def _filled(text: str, words: dict[str, str]) -> str:
    for blank, word in words.items():
        text = text.replace("{" + blank + "}", word)
    return text


def _signed(sign: str, text: str) -> str:
    return text if sign.isdigit() else f"{sign}  {text}"
