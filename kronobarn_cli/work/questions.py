"""The interview as a form: to fill on paper, or to fill in a file and give to `--answers`."""

from pathlib import Path
from typing import Any

from kronobarn_cli.errors import Unreadable, UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.model.terms import Kind, Question, Skip, Stage, Terms
from kronobarn_cli.store import files
from kronobarn_cli.text.problem import Troubled
from kronobarn_cli.text.yaml_door import Mapping, Node, Scalar, Sequence, decode, parse

_FIRST = {
    "people": "1",
    "more": "1",
    "notices": "n1",
    "voices": "v1",
    "wheel": "w1",
    "consents": "c1",
    "meetings": "m1",
    "pick": "w1",
}
_EXAMPLE_AREA = "larande"
_ROOTS_OF_MORE = {"guardian": "people", "notice": "notices", "voice": "wheel", "consent": "consents"}
_LINES = {Kind.LONG: 3, Kind.LINES: 3}


def to_markdown(terms: Terms) -> str:
    """The questions as a form on paper, with room to write."""
    names = {one.id: one for one in terms.stages}
    parts = []
    for stage in Stage:
        asked = [one for one in terms.questions if one.stage is stage]
        if asked:
            parts.append(f"## {names[stage].name}\n\n{names[stage].meaning}\n")
            parts += [_on_paper(one) for one in asked]
    return "\n".join(parts)


def to_yaml(terms: Terms) -> str:
    """The questions as a file for `--answers`: each id with its question as a comment and an empty answer."""
    return "".join(_in_file(one, terms) for one in terms.questions if one.kind is not Kind.PAUSE)


def read_answers(path: Path, terms: Terms) -> dict[str, Any]:
    """Answers by question id from a file; raises Unreadable on broken YAML, UsageTrouble on an unknown question."""
    try:
        root, problems = parse(decode(files.read(path)))
    except Troubled as trouble:
        root, problems = None, trouble.problems
    if problems or not isinstance(root, Mapping):
        lines = ", ".join(str(one.line) for one in problems) or "1"
        sentence = _("The file of answers {name} cannot be understood: line {lines}.").format(
            name=path.name, lines=lines
        )
        raise Unreadable(sentence, "kronobarn questions --to yaml")
    answers = {key.text: _plain(value) for key, value in root.entries}
    for question in answers:
        if not _asks(question.removesuffix(".why"), terms) and not _asks(question, terms):
            sentence = _("There is no question called {question}.").format(question=question)
            raise UsageTrouble(sentence, "kronobarn questions --to yaml")
    return {question: answer for question, answer in answers.items() if answer is not None}


def _asks(question: str, terms: Terms) -> bool:
    return any(_fits(question, one.id) for one in terms.questions)


def _fits(question: str, pattern: str) -> bool:
    """Whether an id is one of a pattern's, e.g. `people.guardian-2.name` of `people.guardian-*.name`."""
    steps, wanted = question.split("."), pattern.split(".")
    if pattern.startswith("people.responsible."):
        return len(steps) == len(wanted) and steps[0] == wanted[0] and steps[2:] == wanted[2:]
    return len(steps) == len(wanted) and all(map(_step_fits, steps, wanted))


def _step_fits(step: str, wanted: str) -> bool:
    return step.startswith(wanted.removesuffix("*")) if wanted.endswith("*") else step == wanted


def _plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return None if node.empty else node.text
    if isinstance(node, Sequence):
        return [_plain(one) for one in node.items]
    return {key.text: _plain(value) for key, value in node.entries}


def _on_paper(question: Question) -> str:
    lines = [f"**{_blank(question.ask)}**", ""]
    if question.help:
        lines += [f"*{_blank(question.help)}*", ""]
    if question.choices:
        lines += [*(f"- [ ] {choice.text}" for choice in question.choices), ""]
    elif question.kind in (Kind.YES_NO, Kind.YES_NO_UNSURE):
        words = [_("yes"), _("no"), *([_("not sure")] if question.kind is Kind.YES_NO_UNSURE else [])]
        lines += [*(f"- [ ] {word}" for word in words), ""]
    elif question.kind is not Kind.PAUSE:
        lines += [*["\\_" * 60 + "\n"] * _LINES.get(question.kind, 1)]
    return "\n".join(lines)


def _blank(text: str) -> str:
    """A text with what the program would fill in left to whoever holds the pen."""
    words = {
        "{area}: {prompt}": _("The area: what works, and then what is hard?"),
        "{area}: ": "",
        "{area}": _("the area"),
        "{prompt}": _("what works and what is hard"),
        "{voice}": _("the voice"),
        "{role}": "…",
    }
    for blank, word in words.items():
        text = text.replace(blank, word)
    return text.strip()


def _in_file(question: Question, terms: Terms) -> str:
    allowed = _allowed(question, terms)
    choices = "".join(f"#   {name}: {words}\n" for name, words in allowed.items())
    return f"# {_blank(question.ask)}{_needed(question)}\n{choices}{_example(question.id)}:\n"


def _needed(question: Question) -> str:
    """What an empty answer leads to, as words after the question."""
    if question.skip is Skip.NEVER and not question.id.startswith("more."):
        return _(" (needs an answer)")
    return _(" (needs an answer, or the reason under the same name and .why)") if question.skip is Skip.REASON else ""


def _allowed(question: Question, terms: Terms) -> dict[str, str]:
    """The words that can stand as an answer, where they are few."""
    services = {str(one.id): one.name for one in terms.services}
    scores = {str(step.score): step.text for scale in terms.scales for step in scale.steps}
    yes_no = {"ja": _("yes"), "nej": _("no")}
    return {
        Kind.CHOICE: {choice.id: choice.text for choice in question.choices},
        Kind.SERVICE: services,
        Kind.SERVICES: services | {"[bup, school]": _("several in brackets")},
        Kind.AREAS: {str(one.id): one.name for one in terms.areas} | {"alla": _("all of them")},
        Kind.PERSON: {"child": _("the child"), "guardian-1": _("the first guardian"), "bup": _("a service")},
        Kind.PEOPLE: {"[child, guardian-1, bup]": _("several in brackets")},
        Kind.SCORE: dict(sorted(scores.items())),
        Kind.YES_NO: yes_no,
        Kind.YES_NO_UNSURE: yes_no | {"vet inte": _("not sure")},
        Kind.LINES: {"[a, b]": _("several in brackets")},
    }.get(question.kind, {})


def _example(pattern: str) -> str:
    root = (
        _ROOTS_OF_MORE.get(pattern.split(".")[1], "voices")
        if pattern.startswith("more.")
        else pattern.split(".", maxsplit=1)[0]
    )
    first = "1" if "guardian-*" in pattern or pattern.startswith("more.guardian.") else _FIRST.get(root, "1")
    return pattern.replace("*", first, 1).replace("*", _EXAMPLE_AREA, 1)
