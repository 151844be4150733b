"""The questions of a conversation as a form on paper, with room to write.

Law: what the program would fill in is left to whoever holds the pen.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from kronobarn_cli.i18n import _, later
from kronobarn_cli.model.agenda import minutes
from kronobarn_cli.model.terms import AreaTerm, Conversation, Kind, PartId, Question, Stage, Terms
from kronobarn_cli.work.questions import asked, roots, without_blanks

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


def to_markdown(terms: Terms, conversation: Conversation = Conversation.INTERVIEW) -> str:
    """The questions of a conversation as a form on paper, with room to write."""
    found = asked(terms, conversation)
    if conversation is Conversation.MEETING:
        return "\n".join([_("Plan code: {gap} Day: {gap}").format(gap=_GAP) + "\n", *_in_parts(found, terms)])
    return "\n".join(_in_stages(found, terms, conversation))


def _in_parts(found: list[Question], terms: Terms) -> Iterator[str]:
    lengths = dict(zip((one.id for one in terms.agenda), minutes(terms.agenda, _HOUR), strict=True))
    for part, group in groupby(found, key=lambda one: one.part):
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


def _in_stages(found: list[Question], terms: Terms, conversation: Conversation) -> Iterator[str]:
    names = {one.id: one for one in terms.stages}
    met: set[Stage] = set()
    for stage, group in groupby(found, key=lambda one: one.stage):
        yield f"## {names[stage].name}\n"
        if stage not in met:
            yield f"{names[stage].meaning}\n"
        met.add(stage)
        whole = list(group)
        yield from map(_on_paper, whole) if conversation is Conversation.INTERVIEW else _sheet(whole, terms)


def _sheet(found: Iterable[Question], terms: Terms) -> Iterator[str]:
    """Questions on paper; of what there are several, or where several answer, as tables."""
    lists = roots(terms)
    for (root, by_area), group in groupby(found, key=lambda one: (lists[one.id], one.id.count("*") > 1)):
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


def _blank(text: str) -> str:
    return without_blanks(text, _GAP)
