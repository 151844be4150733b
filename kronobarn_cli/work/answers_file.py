"""The questions of a conversation as a file to fill in, and such a file as answers, for `--answers`.

Law: every id in the form is one that `read_answers` takes.
"""

import re
from datetime import date
from pathlib import Path
from typing import Any

from kronobarn_cli.errors import NotFound, Unreadable, UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.interview.answers import Answers
from kronobarn_cli.interview.blanks import Blanks
from kronobarn_cli.model.area import AREAS, Area
from kronobarn_cli.model.items import PREFIXES
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.terms import Conversation, Kind, Question, Skip, Terms
from kronobarn_cli.store import files
from kronobarn_cli.text.problem import Troubled
from kronobarn_cli.text.yaml_door import Mapping as YamlMapping
from kronobarn_cli.text.yaml_door import Node, Scalar, Sequence, decode, parse
from kronobarn_cli.work.questions import asked, roots, without_blanks

_EXAMPLE_PERSON = "child"
_EXAMPLES = {"people.doer.": "people.bup.", "people.giver.": "people.other-1."}
"""Whose function is asked for inside a list: each service or person has a line of its own."""
_FAMILY = {"more.guardian.1": False, "pick.services": ["bup", "school"]}
"""Answers that put the people of the examples around a child."""


def to_yaml(terms: Terms, conversation: Conversation = Conversation.INTERVIEW) -> str:
    """The questions as a file for `--answers`: each id with its question as a comment and an empty answer."""
    lists = roots(terms)
    found = [one for one in asked(terms, conversation) if one.kind is not Kind.PAUSE]
    return _how_to_fill() + "".join(_in_file(one, lists[one.id], terms) for one in found)


def read_answers(path: Path, terms: Terms) -> dict[str, Any]:
    """Answers by question id from a file.

    Raises NotFound without such a file, Unreadable on broken YAML, UsageTrouble on an unknown question.
    """
    try:
        root, problems = parse(decode(_bytes(path)))
    except Troubled as trouble:
        root, problems = None, trouble.problems
    if problems or not isinstance(root, YamlMapping):
        lines = ", ".join(str(one.line) for one in problems) or "1"
        sentence = _("The file of answers {name} cannot be understood: line {lines}.").format(
            name=path.name, lines=lines
        )
        raise Unreadable(sentence, "kronobarn questions --to yaml")
    answers = {key.text: _plain(value) for key, value in root.entries}
    known = ids(terms)
    for question in answers:
        if not known.fullmatch(question) and not known.fullmatch(question.removesuffix(".why")):
            sentence = _("There is no question called {question}.").format(question=question)
            raise UsageTrouble(sentence, "kronobarn questions --to yaml")
    return {question: answer for question, answer in answers.items() if answer is not None}


def _bytes(path: Path) -> bytes:
    try:
        return files.read(path)
    except NotFound as failure:
        raise NotFound(failure.sentence, "kronobarn questions --to yaml") from failure.__cause__


def ids(terms: Terms) -> re.Pattern[str]:
    """What an id of any conversation's question looks like, e.g. `actions.a2.what`, or `actions.*.what` for all."""
    lists = roots(terms)
    return re.compile("|".join(_shape(one.id, lists[one.id]) for one in terms.questions))


def _plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return None if node.empty else node.text
    if isinstance(node, Sequence):
        return [_plain(one) for one in node.items]
    return {key.text: _plain(value) for key, value in node.entries}


def _item(pattern: str, root: str) -> str:
    """What comes before the number in an item: `a` in `actions.a1.what`, nothing in `more.guardian.1`."""
    return "" if "guardian-*" in pattern or pattern.startswith("more.guardian.") else PREFIXES.get(root, "")


def _shape(pattern: str, root: str) -> str:
    item = f"{_item(pattern, root)}[0-9]+" if root in PREFIXES else "[a-z-]+"
    person = "[a-z0-9-]+"
    shape = re.escape(pattern).replace(r"\*", item, 1).replace(r"\*", "|".join(AREAS).join(("(?:", ")")), 1)
    if pattern.startswith("people.") and "*" not in pattern:
        shape = rf"people\.{person}\.{re.escape(pattern.rsplit('.', maxsplit=1)[-1])}"
    return f"{shape.replace('@', person)}|{re.escape(pattern)}"


def _how_to_fill() -> str:
    said = (
        _("Write after the colon. What is left empty is skipped."),
        _("For one more of the same kind, write the same lines with the next number: a2 after a1."),
        _("What is in the plan already keeps its number: where a1 and a2 are there, the next is a3."),
    )
    return "".join(f"# {one}\n" for one in said)


def _in_file(question: Question, root: str, terms: Terms) -> str:
    allowed = _allowed(question, terms)
    choices = "".join(f"#   {name}: {words}\n" for name, words in allowed.items())
    ask = question.ask.replace("{action}", _("The action (t1 is the first that is not finished)"))
    said = f"{without_blanks(ask, '…')}{_needed(question)}{_everybody(question)}".replace("\n", " ")
    return f"# {said}\n{choices}{_example(question.id, root)}:\n"


def _needed(question: Question) -> str:
    """What an empty answer leads to, as words after the question."""
    if question.skip is Skip.NEVER and not question.id.startswith("more."):
        return _(" (needs an answer)")
    return _(" (needs an answer, or the reason under the same name and .why)") if question.skip is Skip.REASON else ""


def _everybody(question: Question) -> str:
    return _(" (one line for each person: child, guardian-1, bup)") if question.each else ""


def _allowed(question: Question, terms: Terms) -> dict[str, str]:
    """The words that can stand as an answer, where they are few."""
    services = {str(one.id): one.name for one in terms.services}
    areas = {str(one.id): one.name for one in terms.areas}
    choices = {choice.id: choice.text for choice in question.choices}
    scores = {str(step.score): step.text for scale in terms.scales for step in scale.steps}
    yes_no = {"ja": _("yes"), "nej": _("no")}
    return {
        Kind.CHOICE: choices,
        Kind.CHOICES: choices | {f"[{', '.join(list(choices)[:2])}]": _("several in brackets")},
        Kind.SERVICE: services,
        Kind.SERVICES: services | {"[bup, school]": _("several in brackets")},
        Kind.AREA: areas,
        Kind.AREAS: areas | {"alla": _("all of them")},
        Kind.GOAL: {"g1": _("the first goal")},
        Kind.PERSON: _person(question, terms),
        Kind.PEOPLE: {f"[{', '.join(_who_can(question, terms))}]": _("several in brackets")},
        Kind.COUNTS: {"[5, 0, 1]": _("how many say yes, no and not sure")},
        Kind.SCORE: dict(sorted(scores.items())),
        Kind.YES_NO: yes_no,
        Kind.YES_NO_UNSURE: yes_no | {"vet inte": _("not sure")},
        Kind.LINES: {"[a, b]": _("several in brackets")},
    }.get(question.kind, {})


def _person(question: Question, terms: Terms) -> dict[str, str]:
    words = {
        "child": _("the child"),
        "guardian-1": _("the first guardian"),
        "bup": _("a service"),
        "other-1": _("somebody else"),
    }
    return {one: words[one] for one in _who_can(question, terms) if one in words}


def _who_can(question: Question, terms: Terms) -> list[str]:
    """Who of a child, a guardian and two services can be the answer to a question about people."""
    if question.kind not in (Kind.PERSON, Kind.PEOPLE):
        return []
    return [one.id for one in Blanks(terms, Answers(Plan(code="k7mtr"), _FAMILY), date.min).choices(question)]


def _example(pattern: str, root: str) -> str:
    for stands_for, example in _EXAMPLES.items():
        pattern = pattern.replace(stands_for, example)
    pattern = pattern.replace("*", f"{_item(pattern, root)}1" if root in PREFIXES else "sip", 1)
    return pattern.replace("*", Area.LARANDE, 1).replace("@", _EXAMPLE_PERSON)
