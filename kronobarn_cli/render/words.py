"""From ids, enums and dates to words in the document's language: one value that the context is built with.

Laws: an id is never shown; someone whose name the view has taken away is called by function; no two services are
called the same.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from kronobarn_cli.model.area import Area
from kronobarn_cli.model.base import Id
from kronobarn_cli.model.plan import Person, PersonKind, Plan
from kronobarn_cli.model.service_names import at_work, kind_name, number_of, numbered, short_name
from kronobarn_cli.model.terms import Name, Terms
from kronobarn_cli.model.view import Audience
from kronobarn_cli.render.phrases import PHRASES, day


class Words(NamedTuple):
    """The plan's people, the terms and the language."""

    plan: Plan
    terms: Terms
    language: str

    def say(self, phrase: str, **values: object) -> str:
        """A phrase of the language, filled in."""
        return PHRASES[self.language][phrase].format(**values)

    def day(self, when: date | None) -> str:
        """The date in words, empty when there is none."""
        return day(when, self.language)

    def known(self, prefix: str, name: str) -> str:
        """What a document or another kind of plan is called; as written when we have no words for it."""
        return PHRASES[self.language].get(prefix + name, name)

    def enum(self, value: StrEnum | None, prefix: str = "") -> str:
        """A closed choice in words, empty when it was not made."""
        return self.say(prefix + value.value) if value else ""

    def term(self, name: Id) -> str:
        """A name from the terms file: of the model, the plan, a role."""
        return _text(self.terms.names, name)

    def area(self, area: Area | None) -> str:
        """The area's name, empty when there is none."""
        return next((term.name for term in self.terms.areas if term.id is area), area or "")

    def number(self, number: int) -> str:
        """A small number in words, `två`; a large one in figures."""
        named = PHRASES[self.language]["numbers"].split()
        return named[number] if number < len(named) else str(number)

    def child(self) -> str:
        """What the child is called, also when the view has taken the name away."""
        return self.plan.child.name or self.term("child")

    def who(self, person: Id | None) -> str:
        """What a person is called here: `mamma`, `rektor (Skogsskolan)`; empty for nobody."""
        if person is None:
            return ""
        found = next((one for one in self.plan.people if one.id == person), None)
        return self.called(found) if found else self.say("someone")

    def called(self, person: Person) -> str:
        """What this person is called."""
        if person.kind is PersonKind.CHILD:
            return self.plan.child.name or person.name or self.term("child")
        if person.kind is PersonKind.SERVICE:
            return self._service(person)
        return person.name or person.role or self._counted(person)

    def all(self, people: Iterable[Id]) -> list[str]:
        """What these people are called."""
        return [self.who(person) for person in people]

    def joined(self, parts: Iterable[str]) -> str:
        """`a, b och c`."""
        *first, last = [part for part in parts if part] or [""]
        return f"{', '.join(first)} {self.say('and')} {last}" if first else last

    def briefly(self, person: Id) -> str:
        """A service by its name alone, `Skogsskolan`, `BUP`, where there are brackets already; others as ever."""
        found = next((one for one in self.plan.people if one.id == person), None)
        if found is None or found.kind is not PersonKind.SERVICE:
            return self.who(person)
        return found.service or short_name(found.id, self.terms) or self.who(person)

    def voice(self, person: Id) -> str:
        """What a voice in the wheel is called, and that it spoke in private if it did."""
        kept = any(one.private for one in self.plan.wheel if one.voice == person)
        return self.say("private", who=self.who(person)) if kept else self.who(person)

    def audience(self, audience: Audience) -> str:
        """For whom the page is made."""
        return self.who(audience.who) if audience.who else self.say(f"for-{audience.kind.value}")

    def _service(self, person: Person) -> str:
        """`rektor (Skogsskolan)`, `behandlare (BUP)`; the second of two that are called the same has a number."""
        called = self._at_work(person)
        services = (one for one in self.plan.people if one.kind is PersonKind.SERVICE)
        alike = [one.id for one in services if self._at_work(one) == called]
        return numbered(called, str(alike.index(person.id) + 1)) if person.id in alike[1:] else called

    def _at_work(self, person: Person) -> str:
        if person.service:
            return f"{person.role} ({person.service})" if person.role else person.service
        if person.role:
            return at_work(person.id, person.role, self.terms)
        kind = kind_name(person.id, self.terms)
        return numbered(kind, number_of(person.id)) if kind else self.say("service")

    def _counted(self, person: Person) -> str:
        """`vårdnadshavare 2`: without a name, by place among those of the same kind."""
        if person.kind is not PersonKind.GUARDIAN:
            return self.say("someone")
        alike = [one.id for one in self.plan.people if one.kind is PersonKind.GUARDIAN]
        number = f" {alike.index(person.id) + 1}" if len(alike) > 1 else ""
        return self.term("guardian") + number


def _text(names: Iterable[Name], wanted: Id) -> str:
    return next((name.text for name in names if name.id == wanted), wanted)


def begun_large(sentence: str) -> str:
    """The sentence with a capital first letter, the rest as it was."""
    return sentence[:1].upper() + sentence[1:]
