"""A person at the terminal: line prompts, numbered choices, nothing redrawn, so that it can be read aloud."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.wordings import sentence
from kronobarn_cli.i18n import _, later
from kronobarn_cli.interview.asked import Asked
from kronobarn_cli.interview.dates import in_words
from kronobarn_cli.interview.replies import which_number
from kronobarn_cli.model.issue import Issue
from kronobarn_cli.model.terms import Kind, Skip

_YES_NO = (later("yes"), later("no"))
_YES_NO_UNSURE = (*_YES_NO, later("not sure"))
_YES, _NO = ("j", "ja", "y", "yes"), ("n", "nej", "no")
_LONG = {Kind.LONG, Kind.LINES}
_MANY = {Kind.PEOPLE, Kind.SERVICES, Kind.AREAS, Kind.CHOICES}


class TerminalAsker:
    """Shows a question, reads a line."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._greeted = False
        self._asked = ""

    def show(self, text: str) -> None:
        """Tell something that needs no answer."""
        screen.say(text)

    def heading(self, title: str, text: str) -> None:
        """Tell that a new stage begins; the first time also how to steer."""
        if not self._greeted:
            self._greeted = True
            screen.say(_("Each answer is saved as you go. ? explains, b goes back, :q saves and leaves."))
        screen.heading(title, text)
        self._asked = ""

    def remark(self, issue: Issue) -> None:
        """Tell what a rule has to say, in a friendly line that needs no answer."""
        screen.say(f"  {sentence(issue)}")

    def blank(self) -> None:
        """Clear the screen and what can be scrolled back to; the question is shown anew when Enter is pressed."""
        screen.clear()
        screen.prompt(_("Press Enter to go on. "))
        self._asked = ""

    def reply(self, asked: Asked) -> str:
        """One line typed at the prompt."""
        if asked.id != self._asked:
            self._present(asked)
        self._asked = asked.id
        return screen.prompt("> ")

    def _present(self, asked: Asked) -> None:
        """Show the question with its choices; after a slip only the prompt comes again."""
        screen.say()
        screen.say(asked.ask)
        for place, words in enumerate(self._choices(asked), start=1):
            screen.say(f"  {place}) {words}")
        if note := self._note(asked):
            screen.say(f"  ({note})")

    def more(self, asked: Asked) -> str:
        """The next line of a longer answer; an empty line ends it."""
        if asked.id != self._asked:
            self._present(asked)
        self._asked = asked.id
        return screen.prompt(">> ")

    def reason(self, asked: Asked) -> str:
        """A line about why the question is left."""
        screen.say(_("What is the reason? A few words are enough."))
        return screen.prompt("> ")

    def refuse(self, asked: Asked, sentence: str) -> None:
        """Say why the reply will not do; the question comes again."""
        screen.say(sentence)

    def confirm(self, sentence: str) -> bool:
        """Ask for a yes or a no; an empty line is yes."""
        return confirm(sentence)

    def is_person(self) -> bool:
        """Yes."""
        return True

    def answered(self) -> bool:
        """Yes: somebody is there, and an empty line is an answer too."""
        return True

    def unused(self) -> tuple[str, ...]:
        """Nothing: a person answers only what is asked."""
        return ()

    def _choices(self, asked: Asked) -> tuple[str, ...]:
        if asked.question.kind is Kind.YES_NO:
            return tuple(_(word) for word in _YES_NO)
        if asked.question.kind is Kind.YES_NO_UNSURE:
            return tuple(_(word) for word in _YES_NO_UNSURE)
        return tuple(choice.text for choice in asked.choices)

    def _note(self, asked: Asked) -> str:
        """What an empty line does, in words."""
        kind, skip = asked.question.kind, asked.question.skip
        if kind is Kind.PAUSE:
            return _("Enter goes on")
        if asked.default is not None:
            replaces = _("Enter keeps this, what you write takes its place: {default}")
            return (replaces if kind in _LONG else _("Enter: {default}")).format(default=self._in_words(asked))
        notes = [_("several are fine: 1, 3")] if kind in _MANY and len(asked.choices) > 1 else []
        if skip is Skip.FREE:
            notes.append(_("Enter skips"))
        if skip is Skip.REASON:
            notes.append(_("Enter skips, with a reason"))
        if kind in _LONG:
            notes.append(_("end the answer with an empty line"))
        return ", ".join(notes)

    def _in_words(self, asked: Asked) -> str:
        value: Any = asked.default
        names = {choice.id: choice.text for choice in asked.choices}
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if asked.question.kind is Kind.YES_NO_UNSURE:
            return {"yes": _("yes"), "no": _("no"), "unsure": _("not sure")}[value]
        if isinstance(value, list):
            return ", ".join(names.get(one, str(one)) for one in value)
        if asked.question.kind is Kind.DATE:
            return in_words(date.fromisoformat(value), self._language)
        return names.get(str(value), str(value))


def confirm(sentence: str, *, usual: bool = True) -> bool:
    """Ask for a yes or a no until it is one; an empty line is the usual answer."""
    screen.say(sentence)
    meant = {"": usual, **dict.fromkeys(_YES, True), **dict.fromkeys(_NO, False)}
    while (reply := screen.prompt(_("[Y/n] ") if usual else _("[y/N] ")).strip().lower()) not in meant:
        screen.say(_("Answer yes or no."))
    return meant[reply]


def ask_municipality(names: tuple[str, ...]) -> str:
    """The municipality that the folder is for: one of these by its number, another by its name, or none.

    Asks until it is a number of these, nothing, or a name, which has letters.
    """
    screen.say(_("Which municipality is the folder for?"))
    for place, name in enumerate(names, start=1):
        screen.say(f"  {place}) {name}")
    screen.say("  (" + _("another: write its name, Enter skips") + ")")
    by_number = {str(place): name for place, name in enumerate(names, start=1)}
    while True:
        reply = screen.prompt("> ").strip()
        if not reply or any(map(str.isalpha, reply)):
            return reply
        if reply in by_number:
            return by_number[reply]
        screen.say(_("Choose one of the numbers 1 to {last}, or write the name.").format(last=len(names)))


def ask_language(usual: str) -> str:
    """The language of the folder's texts and documents: sv or en; asks until it is one of them."""
    screen.say(_("Which language shall texts and documents have?"))
    screen.say("  1) svenska\n  2) English")
    screen.say("  (" + _("Enter: {default}").format(default={"sv": "svenska", "en": "English"}[usual]) + ")")
    meant = {"": usual, "1": "sv", "2": "en", "sv": "sv", "en": "en", "svenska": "sv", "english": "en"}
    while (reply := screen.prompt("> ").strip().lower()) not in meant:
        screen.say(which_number(2))
    return meant[reply]


def pick(question: str, names: Mapping[str, str]) -> str:
    """The id of one of several names, by its number or the beginning of id or name; asks until it is clear."""
    screen.say(question)
    ids = tuple(names)
    for place, one in enumerate(ids, start=1):
        screen.say(f"  {place}) {names[one]}")
    while True:
        reply = screen.prompt("> ").strip().lower()
        if reply.isascii() and reply.isdigit() and 1 <= int(reply) <= len(ids):
            return ids[int(reply) - 1]
        found = [one for one in ids if reply and (one.startswith(reply) or names[one].lower().startswith(reply))]
        if len(found) == 1:
            return found[0]
        screen.say(which_number(len(ids)))
