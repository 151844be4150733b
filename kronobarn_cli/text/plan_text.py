"""Plan files: text to a plan and back.

Laws: a file is read whole or refused with every problem named; `write(read(text))` is `text` to the letter;
comments and unknown keys survive; a file from a newer version can be looked at but not written.
"""

from collections import Counter
from typing import NamedTuple

from kronobarn_cli.model.plan import SCHEMA_VERSION, Plan
from kronobarn_cli.text import personal_number
from kronobarn_cli.text.problem import Problem, Troubled
from kronobarn_cli.text.schema import Reader, to_tree
from kronobarn_cli.text.yaml_door import LAST_LINE, Mapping, Node, Scalar, cut_off, parse, place, plain_ends
from kronobarn_cli.text.yaml_lines import entry

SCHEMA_FILE = f"kronobarn-plan-{SCHEMA_VERSION}.schema.json"
_FIRST_LINE = f"# yaml-language-server: $schema={SCHEMA_FILE}\n"
_NOTES = {"K020", "K027"}


class PlanText(NamedTuple):
    """A plan with the text it was read from; `notes` are remarks that stop nothing; `newer` files are read-only."""

    plan: Plan
    text: str
    root: Mapping
    notes: tuple[Problem, ...] = ()
    newer: bool = False


def read(text: str) -> PlanText:
    """A plan file's text as a plan; raises Troubled with every problem when it is not a whole, plain plan."""
    text = plain_ends(text)
    cut = cut_off(text)
    try:
        root, faults = parse(text)
    except Troubled as trouble:
        raise Troubled((*cut, *trouble.problems)) from None
    version = _version(root)
    if not isinstance(root, Mapping) or version is None:
        raise Troubled((*cut, *faults, Problem("K015", 1, 1, facts={} if text.strip() else {"empty": "yes"})))
    reader = Reader()
    plan = reader.to_value(_as_today(root), Plan)
    newer = version > SCHEMA_VERSION
    problems = (*cut, *faults, *_personal_numbers(text, root), *reader.problems)
    stops = tuple(problem for problem in problems if problem.code not in _NOTES)
    if newer and plan is None:
        raise Troubled((Problem("K014", 1, 1, facts={"version": str(version)}),))
    if plan is None or cut or faults or (stops and not newer):
        raise Troubled(_in_order(problems))
    return PlanText(plan, text, root, tuple(problem for problem in problems if problem.code in _NOTES), newer)


def write(plan: Plan, before: PlanText | None = None) -> str:
    """The text of a plan: canonical when it is new, otherwise the text from before with only the changes made."""
    if before is not None and plan == before.plan:
        return before.text
    tree = to_tree(plan)
    if before is not None:
        # Only a save needs it; whoever looks at a plan does not wait for it.
        from kronobarn_cli.text.splice import rewritten, splice

        there = before.text, before.root, to_tree(before.plan), tree
        edited = splice(*there)
        return edited if _says(edited, plan, before) else rewritten(*there)
    return _FIRST_LINE + "".join(entry(key, value, 0) for key, value in tree.items()) + LAST_LINE + "\n"


def _says(text: str, plan: Plan, before: PlanText) -> bool:
    """Whether a text is this very plan and no comment became part of a text; YAML has layouts no edit foresees."""
    from kronobarn_cli.text.splice import comments

    try:
        again = read(text)
    except Troubled:
        return False
    told, kept = (Counter(comments(one.text, one.root).splitlines()) for one in (before, again))
    return again.plan == plan and told <= kept


def _version(root: Node | None) -> int | None:
    found = root.get("kronobarn") if isinstance(root, Mapping) else None
    return int(found.text) if isinstance(found, Scalar) and found.text.isascii() and found.text.isdigit() else None


def _as_today(root: Mapping) -> Mapping:
    """The same mapping without its version, which has been read: a newer number must not stop the reading."""
    entries = tuple(pair for pair in root.entries if pair[0].text != "kronobarn")
    return Mapping(entries, root.flow, root.start, root.end, root.line, root.column)


def _personal_numbers(text: str, root: Mapping) -> tuple[Problem, ...]:
    spans = [Problem("K019", *place(text, start)) for start, _ in personal_number.find(text)]
    hidden = [
        _at(one) for one in _escaped(root) if "\\" in text[one.start : one.end] and personal_number.find(one.text)
    ]
    return tuple(spans or hidden)


def _escaped(node: Node) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    inside = [value for _, value in node.entries] if isinstance(node, Mapping) else list(node.items)
    return [one for value in inside for one in _escaped(value)]


def _at(node: Scalar) -> Problem:
    return Problem("K019", node.line, node.column)


def _in_order(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.line, problem.column, problem.code)))
