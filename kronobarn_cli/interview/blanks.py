"""Fills the blanks of a question: whose voice, which area, which choices, which role is usual. Pure."""

from collections.abc import Callable
from datetime import date

from kronobarn_cli.interview.answers import Answers
from kronobarn_cli.interview.dates import add_months
from kronobarn_cli.model.area import AREAS
from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.plan import Child, PersonKind
from kronobarn_cli.model.stage import age
from kronobarn_cli.model.terms import ChildStageTerm, Choice, Kind, Question, Scale, Terms

_CHILD = "child"
_ALL_AGES = -1


class Blanks:
    """The words for one question about one item (`w2`) and, inside the wheel, one area."""

    def __init__(self, terms: Terms, answers: Answers, today: date, item: str = "", area: str = "") -> None:
        self._terms = terms
        self._answers = answers
        self._today = today
        self._item = item
        self._area = next((one for one in terms.areas if one.id == area), None)

    def place(self, question: str) -> str:
        """The id with `responsible` replaced by the service that is."""
        return question.replace("people.responsible.", f"people.{self._answers.get('roles.responsible')}.")

    def text(self, question: Question) -> str:
        """The question with {area}, {prompt}, {voice} and {role} filled in."""
        words = {"voice": self.name(self.voice()), "role": self.role() or ""}
        if self._area is not None:
            words |= {"area": self._area.name, "prompt": self._prompt(question)}
        return "\n".join((_filled(question.ask, words), *self._duty(question)))

    def help(self, question: Question) -> str:
        """What `?` tells: the question's own help, and what the area means to everybody."""
        meaning = f"{self._area.name}: {self._area.meaning}" if self._area else ""
        return "\n".join(part for part in (question.help or "", meaning) if part)

    def choices(self, question: Question) -> tuple[Choice, ...]:
        """The numbered answers."""
        choices: dict[Kind, Callable[[], tuple[Choice, ...]]] = {
            Kind.PERSON: self._family if question.id.startswith("consents") else self._everybody,
            Kind.PEOPLE: self._services if question.id.startswith("consents") else self._everybody,
            Kind.SERVICE: self._all_services,
            Kind.SERVICES: self._all_services,
            Kind.AREAS: self._areas,
            Kind.SCORE: self._steps,
        }
        return choices.get(question.kind, lambda: question.choices)()

    def pointless(self, question: Question) -> bool:
        """Whether there is nothing to choose from: no scale at this age, no service to consent to."""
        return question.kind in (Kind.SCORE, Kind.PEOPLE) and not self.choices(question)

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
        return next((one.name for one in self._terms.services if one.id == person), person)

    def responsible(self) -> str | None:
        """The service that is usually responsible at this stage of life."""
        usual = self._usual()
        return usual.service if usual else None

    def role(self) -> str | None:
        """The function that is usually responsible at this stage of life."""
        usual = self._usual()
        return usual.role if usual else None

    def months_on(self, months: int) -> str:
        """The day so many months from now."""
        return add_months(self._today, months).isoformat()

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

    def _family(self) -> tuple[Choice, ...]:
        """Those who can consent: a service cannot consent on a family's behalf."""
        services = [one for one, kind in self._answers.people() if kind == PersonKind.SERVICE]
        return tuple(choice for choice in self._everybody() if choice.id not in services)

    def _services(self) -> tuple[Choice, ...]:
        """Who can be consented to: the services around the child but the responsible one, which holds the plan."""
        responsible = self._answers.get("roles.responsible")
        services = [one for one, kind in self._answers.people() if kind == PersonKind.SERVICE and one != responsible]
        return tuple(Choice(id=one, text=self.name(one)) for one in services)

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
