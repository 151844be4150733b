"""What an asker meets: a question with its blanks filled in, and the one who answers."""

from typing import Any, NamedTuple, Protocol

from kronobarn_cli.model.issue import Issue
from kronobarn_cli.model.terms import Choice, Question


class Asked(NamedTuple):
    """A question about one thing: `id` is its place in the plan, `default` what an empty answer means (None: skip).

    `leads_to` is the place of the item that comes after a yes to whether there is more, such as `actions.a4`.
    """

    id: str
    question: Question
    ask: str
    help: str = ""
    choices: tuple[Choice, ...] = ()
    default: Any = None
    leads_to: str = ""


class Asker(Protocol):
    """Whoever answers: a person at a terminal, a file of answers, or a test."""

    def show(self, text: str) -> None:
        """Tell something that needs no answer."""

    def heading(self, title: str, text: str) -> None:
        """Tell that a new stage, or a new part of the meeting, begins."""

    def remark(self, issue: Issue) -> None:
        """Tell at once what a rule has to say about the answer just given."""

    def blank(self) -> None:
        """Take everything off the screen until the person wants to go on."""

    def reply(self, asked: Asked) -> str:
        """The reply to a question, as typed. Raises EOFError or KeyboardInterrupt when the person leaves."""

    def more(self, asked: Asked) -> str:
        """The next line of a longer reply; empty when it is finished."""

    def reason(self, asked: Asked) -> str:
        """Why this question is skipped; empty when no reason is given."""

    def refuse(self, asked: Asked, sentence: str) -> None:
        """Tell why the reply cannot be taken; the question comes again, or this raises where nobody can try again."""

    def confirm(self, sentence: str) -> bool:
        """Whether the person says yes to a sentence; nobody there means no."""

    def is_person(self) -> bool:
        """Whether somebody is there whose answers must be kept as they come."""

    def answered(self) -> bool:
        """Whether anything at all has been answered but by what stands for an empty line."""

    def unused(self) -> tuple[str, ...]:
        """Answers that were offered and that no question asked for."""
