"""What a template may hold: a parsed template is read once, and whatever is not plainly filling in is refused.

Laws: what is not named here is refused, so nothing that a newer engine can do comes in by itself; no object's
method is called and no list is made that holds a list. The parts are known by their kinds' names, so that the engine
has one door.
"""

from collections.abc import Callable, Collection
from typing import Any

from kronobarn_cli.i18n import _
from kronobarn_cli.render.templating import budget
from kronobarn_cli.render.templating.budget import Refused
from kronobarn_cli.render.templating.files import proper

_DEEPEST = 40
_LOOPS_IN_LOOPS = 6
_KINDS = {
    *("Template", "Output", "TemplateData", "For", "If", "Include", "Assign"),
    *("Name", "Getattr", "Getitem", "Const", "List", "Tuple", "CondExpr", "Keyword"),
    *("Filter", "Test", "Compare", "Operand", "And", "Or", "Not", "Neg", "Pos"),
    *("Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Concat", "Call"),
}
_TAGS = {
    "EvalContextModifier": "autoescape",
    "ScopedEvalContextModifier": "autoescape",
    "Scope": "autoescape",
    "FilterBlock": "filter",
    "Macro": "macro",
    "CallBlock": "call",
    "AssignBlock": "set ... endset",
    "Block": "block",
    "Extends": "extends",
    "Import": "import",
    "FromImport": "from",
    "With": "with",
}
_NO_NAMES = {"self", "super", "caller", "varargs", "kwargs"}
_FIXED_NAMES = {"range", "loop"}


class NotHere(Exception):
    """Something that a template may not hold: a sentence, and the line it stands on."""

    def __init__(self, sentence: str, line: int) -> None:
        super().__init__(sentence)
        self.line = line


def judged(tree: Any, filters: Collection[str], tests: Collection[str]) -> int:
    """The number of a parsed template's parts; raises NotHere. It may be deeper than the stack: it is not climbed."""
    waiting, count = [(tree, 0, 0)], 0
    while waiting:
        node, depth, loops = waiting.pop()
        count += 1
        if depth > _DEEPEST or loops > _LOOPS_IN_LOOPS or count > budget.MOST_NODES:
            raise NotHere(_("this is too large or too deeply nested"), _line(node))
        if sentence := _refusal(node, filters, tests):
            raise NotHere(sentence, _line(node))
        inside = loops + (_kind(node) == "For")
        waiting += [(child, depth + 1, inside) for child in node.iter_child_nodes()]
    return count


def _kind(node: Any) -> str:
    return type(node).__name__


def _line(node: Any) -> int:
    """The parser gives some tags no line; what stands first in them has one."""
    while not node.lineno:
        node = next(iter(node.iter_child_nodes()), None)
        if node is None:
            return 1
    return int(node.lineno)


def _refusal(node: Any, filters: Collection[str], tests: Collection[str]) -> str | None:
    if _kind(node) in _TAGS:
        sentence = _("the tag {tag} is not used here: use include, if, for and set")
        return sentence.format(tag=_TAGS[_kind(node)])
    spread = getattr(node, "dyn_args", None) is not None or getattr(node, "dyn_kwargs", None) is not None
    if _kind(node) not in _KINDS or spread or getattr(node, "recursive", False):
        return _("this way of writing is not used here")
    if _kind(node) in {"Filter", "Test"}:
        return _unknown(node, filters if _kind(node) == "Filter" else tests)
    return _JUDGES[_kind(node)](node) if _kind(node) in _JUDGES else None


def _unknown(node: Any, known: Collection[str]) -> str | None:
    if node.name in known:
        return None
    return _("there is no filter or test called {name}").format(name=node.name)


def _name(node: Any) -> str | None:
    if node.name in _NO_NAMES:
        return _("there is no value called {name} here").format(name=node.name)
    if node.ctx != "load" and node.name in _FIXED_NAMES:
        return _("that name cannot be given a value")
    return None


def _constant(node: Any) -> str | None:
    return _refused(budget.number, 0 if node.value is None or isinstance(node.value, str) else node.value)


def _call(node: Any) -> str | None:
    if _kind(node.node) == "Name" and node.node.name == "range":
        return None
    return _("only range can be called here")


def _include(node: Any) -> str | None:
    name = getattr(node.template, "value", None)
    if not isinstance(name, str) or not node.with_context:
        return _("a part is included by its name in quotation marks, and nothing more")
    return _refused(proper, name)


def _refused(measure: Callable[[Any], object], value: Any) -> str | None:
    try:
        measure(value)
    except Refused as refused:
        return str(refused)
    return None


_JUDGES: dict[str, Callable[[Any], str | None]] = {
    "Name": _name,
    "Const": _constant,
    "Call": _call,
    "Include": _include,
}
