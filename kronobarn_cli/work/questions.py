"""The questions of a conversation as a form: to fill on paper, or to fill in a file and give to `--answers`.

Laws: a form follows the terms file, question by question; every id in the file form is one that `read_answers` takes;
what the program would fill in is left to whoever holds the pen.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from kronobarn_cli.errors import Unreadable, UsageTrouble
from kronobarn_cli.i18n import _, later
from kronobarn_cli.interview.answers import Answers
from kronobarn_cli.interview.blanks import Blanks
from kronobarn_cli.interview.lists import PREFIXES
from kronobarn_cli.model.agenda import minutes
from kronobarn_cli.model.area import AREAS, Area
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.terms import AreaTerm, Conversation, Kind, PartId, Question, Skip, Stage, Terms
from kronobarn_cli.store import files
from kronobarn_cli.text.problem import Troubled
from kronobarn_cli.text.yaml_door import Mapping as YamlMapping
from kronobarn_cli.text.yaml_door import Node, Scalar, Sequence, decode, parse

_STEERING = ("more", "pick", "pause")
_HOUR = 60

_SEVERAL: Mapping[str, str] = {
    "goals": later("Goal {number}"),
    "actions": later("Action {number}"),
    "tried": later("What you have tried, {number}"),
    "not-doing": later("What somebody does not do, {number}"),
    "disagreements": later("What you see differently, {number}"),
    "explained": later("Hard word {number}"),
    "other-plans": later("Other plan {number}"),
}
"""Lists of which more than one is usual, and what each table on paper is called."""
_TABLES = 3
_PEOPLE = 5
_LINES = {Kind.LONG: 3, Kind.LINES: 3}
_ROOM = {"notes": 6, "present": 3}
"""Lines for what is written at the meeting itself."""
_LINE, _CELL, _GAP, _NUMBER = ("\\_" * width for width in (60, 30, 15, 4))

_EXAMPLE_PERSON = "child"
_EXAMPLES = {"people.doer.": "people.bup.", "people.giver.": "people.other-1."}
"""Whose function is asked for inside a list: each service or person has a line of its own."""
_FAMILY = {"more.guardian.1": False, "pick.services": ["bup", "school"]}
"""Answers that put the people of the examples around a child."""


def to_markdown(terms: Terms, conversation: Conversation = Conversation.INTERVIEW) -> str:
    """The questions of a conversation as a form on paper, with room to write."""
    asked = _asked(terms, conversation)
    if conversation is Conversation.MEETING:
        return "\n".join([_("Plan code: {gap} Day: {gap}").format(gap=_GAP) + "\n", *_in_parts(asked, terms)])
    return "\n".join(_in_stages(asked, terms, conversation))


def to_yaml(terms: Terms, conversation: Conversation = Conversation.INTERVIEW) -> str:
    """The questions as a file for `--answers`: each id with its question as a comment and an empty answer."""
    roots = _roots(terms)
    asked = [one for one in _asked(terms, conversation) if one.kind is not Kind.PAUSE]
    return _how_to_fill() + "".join(_in_file(one, roots[one.id], terms) for one in asked)


def read_answers(path: Path, terms: Terms) -> dict[str, Any]:
    """Answers by question id from a file; raises Unreadable on broken YAML, UsageTrouble on an unknown question."""
    try:
        root, problems = parse(decode(files.read(path)))
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


def ids(terms: Terms) -> re.Pattern[str]:
    """What an id of any conversation's question looks like, e.g. `actions.a2.what`, or `actions.*.what` for all."""
    roots = _roots(terms)
    return re.compile("|".join(_shape(one.id, roots[one.id]) for one in terms.questions))


def _plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return None if node.empty else node.text
    if isinstance(node, Sequence):
        return [_plain(one) for one in node.items]
    return {key.text: _plain(value) for key, value in node.entries}


def _asked(terms: Terms, conversation: Conversation) -> list[Question]:
    return [one for one in terms.questions if conversation in one.conversations]


def _roots(terms: Terms) -> dict[str, str]:
    """The list that each question is about, or an empty text; what steers is about the list it stands in."""
    found: dict[str, str] = {}
    root = ""
    for one in terms.questions:
        first = one.id.split(".", maxsplit=1)[0]
        if "*" in one.id and first not in _STEERING:
            root = first
        found[one.id] = root if "*" in f"{one.id} {one.when or ''}" else ""
    return found


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


# On paper.


def _in_parts(asked: list[Question], terms: Terms) -> Iterator[str]:
    lengths = dict(zip((one.id for one in terms.agenda), minutes(terms.agenda, _HOUR), strict=True))
    for part, group in groupby(asked, key=lambda one: one.part):
        if part is not None:
            yield _part_heading(part, lengths[part], terms)
        yield from _sheet(group, terms)


def _part_heading(part: PartId, length: int, terms: Terms) -> str:
    number, found = next((at, one) for at, one in enumerate(terms.agenda, start=1) if one.id is part)
    title = _("{number}. {part}, {minutes} minutes of an hour").format(number=number, part=found.name, minutes=length)
    names = {one.id: one.text.capitalize() for one in terms.names}
    said = {"chair": found.prompts.chair, "note-taker": found.prompts.note_taker}
    lines = [f"## {title}\n"]
    for role, prompts in said.items():
        lines += [f"{names.get(role, role)}:\n", *(f"- {one}" for one in prompts), ""]
    return "\n".join(lines)


def _in_stages(asked: list[Question], terms: Terms, conversation: Conversation) -> Iterator[str]:
    names = {one.id: one for one in terms.stages}
    met: set[Stage] = set()
    for stage, group in groupby(asked, key=lambda one: one.stage):
        yield f"## {names[stage].name}\n"
        if stage not in met:
            yield f"{names[stage].meaning}\n"
        met.add(stage)
        whole = list(group)
        yield from map(_on_paper, whole) if conversation is Conversation.INTERVIEW else _sheet(whole, terms)


def _sheet(asked: Iterable[Question], terms: Terms) -> Iterator[str]:
    """Questions on paper; of what there are several, or where several answer, as tables."""
    roots = _roots(terms)
    for (root, by_area), group in groupby(asked, key=lambda one: (roots[one.id], one.id.count("*") > 1)):
        rows = [one for one in group if not (root in _SEVERAL and one.id.startswith("more."))]
        if root in _SEVERAL:
            for number in range(1, _TABLES + 1):
                yield _table(_(_SEVERAL[root]).format(number=number), ((one, _blank(one.ask)) for one in rows), terms)
        elif by_area:
            for area in terms.areas:
                yield _table(area.name, ((one, _about(one, area)) for one in rows), terms)
        else:
            yield from (_for_each(one, terms) if one.each else _on_paper(one) for one in rows)


def _for_each(question: Question, terms: Terms) -> str:
    return f"*{_blank(question.help or '')}*\n\n" + _table("", ((question, _blank(question.ask)),), terms)


def _table(title: str, rows: Iterable[tuple[Question, str]], terms: Terms) -> str:
    lines = [f"| **{title}** | |" if title else "| | |", "|---|---|"]
    for question, ask in rows:
        row = f"| {ask.replace('|', '/')} | {_cell(question, terms)} |"
        lines += [row] * (_PEOPLE if question.each else 1)
    return "\n".join((*lines, ""))


def _cell(question: Question, terms: Terms) -> str:
    areas = tuple(one.name for one in terms.areas) if question.kind is Kind.AREA else ()
    return " ".join(f"[ ] {one}" for one in (*_boxes(question), *areas)) or _CELL


def _boxes(question: Question) -> tuple[str, ...]:
    if question.kind in (Kind.YES_NO, Kind.YES_NO_UNSURE):
        return (_("yes"), _("no"), *([_("not sure")] if question.kind is Kind.YES_NO_UNSURE else []))
    return tuple(choice.text for choice in question.choices)


def _on_paper(question: Question) -> str:
    lines = [f"**{_blank(question.ask)}**", ""]
    if question.help:
        lines += [f"*{_blank(question.help)}*", ""]
    if boxes := _boxes(question):
        lines += [*(f"- [ ] {one}" for one in boxes), ""]
    elif question.kind is Kind.COUNTS:
        lines += [" ".join(f"{word} {_NUMBER}" for word in (_("yes"), _("no"), _("not sure"))), ""]
    elif question.kind is not Kind.PAUSE:
        steps = question.id.split(".")
        lines += [f"{_LINE}\n"] * next((_ROOM[one] for one in steps if one in _ROOM), _LINES.get(question.kind, 1))
    return "\n".join(lines)


def _about(question: Question, area: AreaTerm) -> str:
    """A question of the wheel about one area."""
    prompt = area.works if question.id.endswith(".works") else area.hard
    text = question.ask.replace("{area}: ", "").replace("{prompt}", prompt).replace("{area}", area.name)
    return _blank(text[:1].upper() + text[1:])


def _blank(text: str, gap: str = _GAP) -> str:
    """A text with what the program would fill in left to whoever holds the pen."""
    words = {
        "{area}: {prompt}": _("The area: what works, and then what is hard?"),
        "{area}: ": "",
        "{area}": _("the area"),
        "{prompt}": _("what works and what is hard"),
        "{voice}": _("the voice"),
        "{role}": "…",
        "{read_back}": _(
            "Goals, actions, what somebody does not do, what you see differently, and whom the family rings."
        ),
    }
    for blank, word in words.items():
        text = text.replace(blank, word)
    return re.sub(r"\{[^{}]*\}", lambda _found: gap, text).strip()


# In a file.


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
    asked = f"{_blank(ask, '…')}{_needed(question)}{_everybody(question)}".replace("\n", " ")
    return f"# {asked}\n{choices}{_example(question.id, root)}:\n"


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
