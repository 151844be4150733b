"""Terms files: the editable words, read through the same strict door as plans."""

from kronobarn_cli.model.terms import Terms
from kronobarn_cli.text.problem import Problem, Troubled
from kronobarn_cli.text.schema import Reader
from kronobarn_cli.text.yaml_door import Mapping, Node, Sequence, cut_off, parse, plain_ends

_NOTES = {"K020", "K027"}


def read(text: str) -> Terms:
    """A terms file's text as terms; raises Troubled with every problem, an unmarked entry (K023) among them."""
    text = plain_ends(text)
    cut = cut_off(text)
    try:
        root, faults = parse(text)
    except Troubled as trouble:
        raise Troubled((*cut, *trouble.problems)) from None
    if not isinstance(root, Mapping):
        raise Troubled((Problem("K024", 1, 1),))
    reader = Reader()
    terms = reader.to_value(root, Terms)
    problems = (*cut, *faults, *reader.problems, *(() if terms is None else _unmarked(root)))
    stops = tuple(problem for problem in problems if problem.code not in _NOTES)
    if stops or terms is None:
        raise Troubled(stops)
    return terms


def _unmarked(root: Mapping) -> tuple[Problem, ...]:
    """Every entry says whose words it holds: `source` or `proposal`, one of the two."""
    return tuple(
        Problem("K023", one.line, one.column, (key.text,))
        for key, section in root.entries
        for one in (section.items if isinstance(section, Sequence) else ())
        if _marks(one) != 1
    )


def _marks(node: Node) -> int:
    if not isinstance(node, Mapping):
        return 1
    return sum(node.get(field) is not None for field in ("source", "proposal"))
