"""Answers from a file or a test, through the very walk that asks a person."""

from collections.abc import Mapping
from typing import Any

from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.interview.asked import Asked
from kronobarn_cli.model.issue import Issue
from kronobarn_cli.model.terms import Kind, Skip

_STEERING = {"?", "b", ":q", ":blank", ":tom", ":tid", ":time", ":1", ":2", ":3", ":4", ":5"}
_NEVER_ASSUMED = {
    *("meetings.*.started", "meetings.*.ended", "meetings.*.present"),
    *("roles.coordinator", "follow-up.day", "follow-up.convener"),
}
"""What nobody said in a file has not happened: what is usual stands for a person's empty line only."""
_STANDING = {Kind.PAUSE: "", Kind.YES_NO: "n"}


class ScriptedAsker:
    """Answers by question id; what is not in `answers` is skipped, takes its suggestion, or stops with UsageTrouble."""

    def __init__(self, answers: Mapping[str, Any], hint: str) -> None:
        self._answers = answers
        self._hint = hint
        self.used: set[str] = set()
        self.shown: list[str] = []

    def show(self, text: str) -> None:
        """Keep what was told, for tests."""
        self.shown.append(text)

    def heading(self, title: str, text: str) -> None:
        """Keep what was told, for tests."""
        self.shown.append(title)

    def remark(self, issue: Issue) -> None:
        """Keep what was told, for tests."""
        self.shown.append(issue.code)

    def blank(self) -> None:
        """Nothing: there is no screen."""

    def reply(self, asked: Asked) -> str:
        """The answer in the file, or what stands for no answer."""
        for key in (asked.id, asked.question.id):
            if key in self._answers:
                self.used.add(key)
                if _is_no_text(self._answers[key]):
                    self.refuse(asked, _("Write the answer as text, or as a list of texts."))
                return self._typed(asked, as_typed(self._answers[key]))
        if asked.question.id in _NEVER_ASSUMED:
            return "-"
        if asked.leads_to and any(key.startswith(f"{asked.leads_to}.") for key in self._answers):
            # The file answers about the next item, so nobody has to say that there is more.
            return "j"
        if asked.question.skip is Skip.NEVER and asked.default is None:
            return self._must(asked, _STANDING.get(asked.question.kind) if not asked.id.startswith("child.") else None)
        return ""

    def more(self, asked: Asked) -> str:
        """Nothing: an answer in a file is whole."""
        return ""

    def reason(self, asked: Asked) -> str:
        """The reason in the file, under the question's id and `.why`."""
        why = f"{asked.id}.why"
        self.used.add(why)
        return self._must(asked, as_typed(self._answers[why]) if why in self._answers else None)

    def refuse(self, asked: Asked, sentence: str) -> None:
        """Stop: nobody can try again."""
        raise UsageTrouble(
            _("The answer to {question} cannot be taken. {why}").format(question=asked.id, why=sentence),
            self._hint,
        )

    def confirm(self, sentence: str) -> bool:
        """No: a file of answers begins anew."""
        self.shown.append(sentence)
        return False

    def is_person(self) -> bool:
        """No: the file itself holds all its answers."""
        return False

    def answered(self) -> bool:
        """Whether any answer of the file was asked for."""
        return not self.used.isdisjoint(self._answers)

    def unused(self) -> tuple[str, ...]:
        """The ids in the file that no question asked for."""
        return tuple(key for key in self._answers if key not in self.used)

    def _typed(self, asked: Asked, answer: str) -> str:
        """The answer as it would be typed: a score stands by its value, and words that steer mean nothing here."""
        if answer.strip() in _STEERING:
            self.refuse(asked, _("{answer} means something only to a person at the keyboard.").format(answer=answer))
        scores = [choice.id for choice in asked.choices]
        by_value = asked.question.kind is Kind.SCORE and answer.strip() in scores
        return str(scores.index(answer.strip()) + 1) if by_value else answer

    def _must(self, asked: Asked, answer: str | None) -> str:
        if answer is None:
            sentence = _("The question {question} has no answer: {ask}").format(question=asked.id, ask=asked.ask)
            raise UsageTrouble(sentence, self._hint)
        return answer


def _is_no_text(answer: Any) -> bool:
    """Whether an answer in a file is built of more than texts: nobody could have typed it."""
    return isinstance(answer, dict) or (
        isinstance(answer, list) and any(isinstance(one, dict | list) for one in answer)
    )


def as_typed(value: Any) -> str:
    """An answer from a file as a person would have typed it."""
    if isinstance(value, bool):
        return "j" if value else "n"
    if isinstance(value, list | tuple):
        return "\n".join(str(one) for one in value)
    return "" if value is None else str(value)
