"""`check`: what is wrong in plan files and in the plans they hold."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kronobarn_cli.errors import NotFound, Unreadable
from kronobarn_cli.i18n import language
from kronobarn_cli.model.issue import Issue, Severity
from kronobarn_cli.model.open_points import steps
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.rules import check, practice_mixed
from kronobarn_cli.model.terms import Terms
from kronobarn_cli.render.place_words import place_words
from kronobarn_cli.render.words import Words
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.text.plan_text import PlanText
from kronobarn_cli.text.problem import Problem, Troubled
from kronobarn_cli.text.yaml_door import Mapping, Node, Scalar, Sequence
from kronobarn_cli.work import leaks

_PLACE = "place"
"""The fact of a finding that is a place in the plan."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found in a plan file: code, weight, facts, its path in the plan, its line and column in the file."""

    code: str
    severity: Severity
    path: tuple[str, ...]
    facts: dict[str, str | int | bool]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one plan."""

    plan: str
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> bool:
        """Whether anything found is an error."""
        return any(one.severity is Severity.ERROR for one in self.findings)


@dataclass(frozen=True, slots=True)
class Measure:
    """What plans are checked against: the day, the words in force, and whether they are made up."""

    today: date
    terms: Terms
    practice: bool


def check_plans(folder: Folder, codes: tuple[str, ...], measure: Measure, *, everything: bool) -> tuple[Report, ...]:
    """A report for each plan, unreadable files included, and one for each copy of them.

    With `everything` also one for each other strange file. What must not be repeated of its name is left out.
    """
    copies = (path.name for code in codes for path in folder.conflict_copies(code))
    names = folder.strangers() if everything else tuple(dict.fromkeys(copies))
    return (
        *(Report(code, tuple(_findings(folder, code, measure))) for code in codes),
        *(Report(name, (_strange(name),)) for name in leaks.hidden(folder, names)),
    )


def _strange(name: str) -> Finding:
    return _finding(Problem("K013", 1, 1, facts={"file": name}), Severity.WARNING)


def _findings(folder: Folder, code: str, measure: Measure) -> Iterator[Finding]:
    try:
        loaded = folder.load(code)
    except NotFound:
        # Gone since the folder was looked through, as a sync service does; then it is no plan of this folder.
        return
    except Unreadable as failure:
        if not isinstance(failure.__cause__, Troubled):
            raise
        yield from faults(failure.__cause__)
        return
    yield from findings(loaded.source, measure)


def faults(trouble: Troubled) -> tuple[Finding, ...]:
    """What makes a file one that cannot be read as a plan."""
    return tuple(_finding(problem, _weight(problem)) for problem in trouble.problems)


def findings(source: PlanText, measure: Measure) -> Iterator[Finding]:
    """What there is to say of a plan that can be read."""
    yield from (_finding(problem, Severity.NOTE) for problem in source.notes)
    if source.newer:
        yield _finding(Problem("K014", 1, 1, facts={"version": _version(source.root)}), Severity.WARNING)
    found = told(source.plan, measure.today, measure.terms)
    for issue in (*found, *practice_mixed(source.plan, in_practice_folder=measure.practice)):
        yield _placed(issue, source.root)


def told(plan: Plan, today: date, terms: Terms) -> tuple[Issue, ...]:
    """Everything the rules find in a plan, a place in it by what people call it."""
    found = check(plan, today, terms)
    if not plan.open_points:
        return found
    words = Words(plan, terms, language())
    return tuple(replace(one, facts={**one.facts, **_place(words, one)}) for one in found)


def _place(words: Words, issue: Issue) -> dict[str, str]:
    place = issue.facts.get(_PLACE)
    return {_PLACE: place_words(words, steps(place))} if isinstance(place, str) else {}


def _version(root: Mapping) -> str:
    version = root.get("kronobarn")
    return version.text if isinstance(version, Scalar) else ""


def _weight(problem: Problem) -> Severity:
    return Severity.NOTE if problem.code in {"K020", "K027"} else Severity.ERROR


def _finding(problem: Problem, severity: Severity) -> Finding:
    return Finding(problem.code, severity, problem.path, dict(problem.facts), problem.line, problem.column)


def _placed(issue: Issue, root: Mapping) -> Finding:
    node = _nearest(root, issue.path)
    return Finding(issue.code, issue.severity, issue.path, dict(issue.facts), node.line, node.column)


def _nearest(root: Mapping, path: tuple[str, ...]) -> Node:
    """The node at a path, or the nearest one above it that is in the file."""
    found: Node = root
    for step in path:
        inside = _inside(found, step)
        if inside is None:
            return found
        found = inside
    return found


def _inside(node: Node, step: str) -> Node | None:
    if isinstance(node, Mapping):
        return node.get(step)
    if isinstance(node, Sequence):
        for place, one in enumerate(node.items, start=1):
            named = one.get("id") if isinstance(one, Mapping) else None
            if (isinstance(named, Scalar) and named.text == step) or str(place) == step:
                return one
    return None
