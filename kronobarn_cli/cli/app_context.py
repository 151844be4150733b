"""What a command works with, opened the first time it is asked for and not before."""

import os
from contextlib import suppress
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kronobarn_cli.cli import screen
from kronobarn_cli.errors import NotFound, ReaderLeft, UsageTrouble
from kronobarn_cli.i18n import _, language, ngettext

if TYPE_CHECKING:
    from kronobarn_cli.interview.asked import Asker
    from kronobarn_cli.model.terms import Terms
    from kronobarn_cli.render.documents import Style
    from kronobarn_cli.store.drafts import Drafts
    from kronobarn_cli.store.folder import Folder
    from kronobarn_cli.store.settings import Settings
    from kronobarn_cli.work.interview import Room


_MOST_TOLD = 5


class AppContext:
    """Folder, settings, terms and asker of one run. `folder_given` and `no_input` come from the shared options.

    `stopped` is what can be typed to go on, where a person has stopped the run.
    """

    def __init__(self) -> None:
        self.folder_given: Path | None = None
        self.no_input = False
        self.stopped = "kronobarn list"

    @cached_property
    def today(self) -> date:
        """The day on which the run began; in a practice folder the one on which its made-up children are at stages."""
        return self.now().date()

    def now(self) -> datetime:
        """This moment, by the computer's own clock."""
        real = datetime.now()  # noqa: DTZ005 - the day in the room, not in Greenwich
        practised = self.settings.text("practice-day") if self.settings.flag("practice") else ""
        given = os.environ.get("KRONOBARN_TODAY") or practised
        try:
            return datetime.combine(date.fromisoformat(given), real.time()) if given else real
        except ValueError:
            raise UsageTrouble(
                _("KRONOBARN_TODAY is not a date: {given}.").format(given=given),
                "KRONOBARN_TODAY=2026-04-27 kronobarn list",
            ) from None

    @cached_property
    def root(self) -> Path:
        """The plan folder; raises NotFound when there is none here."""
        from kronobarn_cli.store import places

        found = self.folder_given or places.given_folder() or places.nearest_folder(Path.cwd())
        if found is None or not places.is_file(found / places.FOLDER_MARK):
            sentence = _("There is no plan folder at {path}.").format(path=places.whole(found or Path()))
            raise NotFound(sentence, "kronobarn init")
        return found

    @property
    def root_if_any(self) -> Path | None:
        """The plan folder, or None where there is none."""
        try:
            return self.root
        except NotFound:
            return None

    @property
    def printouts(self) -> Path:
        """Where documents are laid when no other place is named."""
        from kronobarn_cli.work.setting_up import PRINTOUTS

        return self.root / PRINTOUTS[language()]

    @cached_property
    def settings(self) -> "Settings":
        """The settings in force, also where there is no plan folder."""
        from kronobarn_cli.store.settings import Settings

        return Settings(self.root_if_any)

    @cached_property
    def folder(self) -> "Folder":
        """The plan folder, open."""
        from kronobarn_cli.store.folder import Folder

        return Folder(self.root, commits=self.settings.flag("git"))

    def tell_unrecorded(self) -> None:
        """Say at the end of a command, however it ends, what was saved but is not in the history."""
        folder: Folder | None = self.__dict__.get("folder")
        if folder and (told := folder.unrecorded):
            # A failure that is on its way to be told is more than a reader who has left.
            with suppress(EOFError, ReaderLeft):
                screen.failure(*told)

    @cached_property
    def drafts(self) -> "Drafts":
        """The drafts of the plan folder."""
        from kronobarn_cli.store.drafts import Drafts

        return Drafts(self.folder.state / "drafts")

    @cached_property
    def terms(self) -> "Terms":
        """The words in the chosen language."""
        from kronobarn_cli.work import terms

        return terms.load(str(self.settings.path("terms") or ""), language())

    def style(self, chosen: str, templates: Path | None = None) -> "Style":
        """How documents are rendered in a language, with the municipality's own words and templates."""
        from kronobarn_cli.render.documents import Style
        from kronobarn_cli.work import terms

        own = templates or self.settings.path("templates")
        words = self.terms if chosen == language() else terms.load("", chosen)
        return Style(words, chosen, self.today, own, self.settings.text("municipality"))

    def code(self, beginning: str | None) -> str:
        """The code of a plan named on the command line, of the only plan, or of one picked from a list."""
        code = self.folder.find(beginning) if beginning is not None else self.pick(self.folder.codes())
        self.tell_copies(code)
        return code

    def tell_copies(self, code: str) -> None:
        """Say that a sync service, or a save that was held up, has left copies of the plan beside it."""
        copies = self.folder.conflict_copies(code)
        for path in copies[:_MOST_TOLD]:
            sentence = _("There is another copy of the plan: {name}. It may hold what this one lacks.")
            screen.aside(sentence.format(name=path.name))
        if len(copies) > _MOST_TOLD:
            screen.aside(_("And {count} more.").format(count=len(copies) - _MOST_TOLD))
        if copies:
            screen.aside(_("To see what differs: kronobarn merge {code}").format(code=code))

    def pick(self, codes: tuple[str, ...]) -> str:
        """One of several codes: the only one, or the one a person picks; raises NotFound or UsageTrouble."""
        if not codes:
            raise NotFound(_("There are no plans here yet."), "kronobarn new-plan")
        if len(codes) == 1:
            return codes[0]
        if not self.can_ask:
            from kronobarn_cli.cli import usage

            sentence = _("Say which plan: {codes}.").format(codes=", ".join(codes[:9]))
            raise UsageTrouble(sentence, usage.again(codes[0], folder=self.folder_given))
        from kronobarn_cli.cli.terminal_asker import pick

        return pick(_("Which plan?"), {code: code for code in codes})

    def tell_unsaved(self, code: str) -> None:
        """Say that a plan has answers that are not in it yet: whoever checks or prints must know."""
        draft = self.drafts.glance(code)
        if draft is not None:
            words = ngettext(
                "{count} unsaved answer is not included.", "{count} unsaved answers are not included.", draft.count
            )
            screen.aside(words.format(count=draft.count))
            screen.aside(_("To go on: kronobarn continue {code}").format(code=code))

    def pick_voice(self, code: str) -> str:
        """The voice that a person picks from those in the plan; raises UsageTrouble where nobody can be asked."""
        from kronobarn_cli.work.wheel import voices

        names = voices(self.folder.load(code).plan, self.terms, self.today)
        if not self.can_ask:
            sentence = _("Say whose voice: {voices}.").format(voices=", ".join(names.values()))
            from kronobarn_cli.cli import usage

            raise UsageTrouble(sentence, usage.again(code, "--voice", next(iter(names)), folder=self.folder_given))
        from kronobarn_cli.cli.terminal_asker import pick

        return pick(_("Whose voice?"), names)

    @property
    def can_ask(self) -> bool:
        """Whether there is a person at a terminal who may be asked."""
        return not self.no_input and screen.interactive()

    def asker(self, answers: Path | None, hint: str) -> "Asker":
        """Who answers: the file of answers, nobody (`--no-input`), or the person at the terminal or behind a pipe."""
        if answers is not None or self.no_input:
            from kronobarn_cli.interview.scripted import ScriptedAsker
            from kronobarn_cli.work.answers_file import read_answers

            return ScriptedAsker(read_answers(answers, self.terms) if answers else {}, hint)
        from kronobarn_cli.cli.terminal_asker import TerminalAsker

        return TerminalAsker(language())

    @staticmethod
    def nobody() -> "Asker":
        """Nobody to ask: for what is said by flags alone."""
        from kronobarn_cli.interview.scripted import ScriptedAsker

        return ScriptedAsker({}, "kronobarn --help")

    def room(self, asker: "Asker") -> "Room":
        """What an interview needs around it."""
        from kronobarn_cli.interview.defaults import Suggestions
        from kronobarn_cli.work.interview import Room

        settings = self.settings
        suggestions = Suggestions(
            self.today,
            self.now,
            settings.number("meeting-minutes"),
            settings.number("consent-months"),
            settings.number("follow-up-weeks"),
        )
        return Room(
            self.folder,
            self.drafts,
            self.terms,
            asker,
            language(),
            suggestions,
            practice=settings.flag("practice"),
        )

    @staticmethod
    def choose(characters: str) -> str:
        """A random character: codes must not be guessable from each other."""
        import secrets

        return secrets.choice(characters)
