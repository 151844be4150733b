"""The only importer of jinja2: a template's name and a plain context in, text out.

Laws: every value that a document template writes is escaped as Markdown, unless `escaping` made it; templates
cannot make such a value, call outwards or reach the plan: they see keys of plain values and nothing else of them.
What a template costs is counted before it is done (`budget`), so nobody's template can fill the memory or never
end. Every value that a frame writes is escaped as HTML. What is missing is an error with file and line, never an
empty space, and no error holds a value from the plan.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, wraps
from pathlib import Path
from typing import Any, NoReturn

from jinja2 import (
    FunctionLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
    nodes,
    pass_context,
)
from jinja2.exceptions import TemplateError, UndefinedError
from jinja2.parser import Parser
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from kronobarn_cli.errors import Unreadable
from kronobarn_cli.i18n import _
from kronobarn_cli.render.escaping import Markdown, inline
from kronobarn_cli.render.templating import budget, filters
from kronobarn_cli.render.templating.budget import Refused, Turns, calculated, counted, current, joined, steps, text
from kronobarn_cli.render.templating.faults import said
from kronobarn_cli.render.templating.files import source
from kronobarn_cli.render.templating.wall import NotHere, judged
from kronobarn_cli.text.resources import missing, shipped

MOST_CHARACTERS = 2_000_000
TAGS = ("for", "if", "include", "set", "raw")
LOOP_WORDS = ("index", "index0", "first", "last", "length", "revindex", "revindex0", "previtem", "nextitem")
TESTS = (
    *("boolean", "defined", "divisibleby", "even", "false", "in", "mapping", "none", "number", "odd", "sequence"),
    *("string", "true", "undefined"),
)
# No template can write these names, since they are no names.
_ENTER, _LEAVE, _TURNS = "(enter)", "(leave)", "(turns)"
_CONCAT, _LIST, _COUNTED = "(concat)", "(list)", "(counted)"
_BLOW_UPS = (RecursionError, MemoryError, ValueError, OverflowError, SyntaxError)


class _Missing(StrictUndefined):
    """What is not there: any use of it is an error that names it as the template does."""

    @property
    def _undefined_message(self) -> str:
        if self._undefined_name is None:
            return _("there is no value of that name here")
        return _("there is no value called {name} here").format(name=self._undefined_name)


class _Sandbox(ImmutableSandboxedEnvironment):
    """A narrow Jinja: keys of plain values, our own filters, everything counted."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        called, parser = name or "?", None
        try:
            parser = Parser(self, source, name, filename)
            tree = parser.parse()
            cost = judged(tree, self.filters, self.tests)
        except _BLOW_UPS:
            _fail(called, parser.stream.current.lineno if parser else 1, _("this is too large or too deeply nested"))
        except NotHere as refused:
            _fail(called, refused.line, str(refused))
        return _Counting().counted(tree, self, called, cost)

    def compile(self, *given: Any, **named: Any) -> Any:
        """Compiled code; raises Unreadable where even a narrow template is too much."""
        try:
            return super().compile(*given, **named)
        except _BLOW_UPS:
            name = str(named.get("name") or (given[1] if given[1:] else "?"))
            _fail(name, 1, _("this is too large or too deeply nested"))

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What stands under a key, or one of the words about a loop; never an attribute of an object."""
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, LoopContext) and attribute in LOOP_WORDS:
            return getattr(obj, attribute)
        return _gone(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """What stands under a key or a number; a key that is missing is not named, for it may be from the plan."""
        if isinstance(argument, int) and isinstance(obj, str | list | tuple):
            return obj[argument] if -len(obj) <= argument < len(obj) else _gone(obj, None)
        if isinstance(obj, dict) and isinstance(argument, str) and argument in obj:
            return obj[argument]
        return _gone(obj, None)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        return calculated(operator, _there(left), _there(right))


class _Counting(NodeTransformer):
    """Rewrites a judged template so that whatever it does is taken from the budget first."""

    def counted(self, tree: nodes.Template, sandbox: _Sandbox, name: str, cost: int) -> nodes.Template:
        self.visit(tree)
        begin = _filter(_ENTER, nodes.Const(name), 1, nodes.Const(cost))
        end = _filter(_LEAVE, nodes.Const(name), 1)
        tree.body = [nodes.ExprStmt(begin, lineno=1), *tree.body, nodes.ExprStmt(end, lineno=1)]
        tree.set_environment(sandbox)
        return tree

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 the engine calls it so
        cost = sum(1 for _one in node.find_all(nodes.Node))
        self.generic_visit(node)
        node.iter = _filter(_TURNS, node.iter, node.lineno, nodes.Const(cost))
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802 the engine calls it so
        self.generic_visit(node)
        return _filter(_CONCAT, nodes.Const(None), node.lineno, *node.nodes)

    def visit_List(self, node: nodes.List) -> nodes.Node:  # noqa: N802 the engine calls it so
        self.generic_visit(node)
        return _filter(_LIST, nodes.Const(None), node.lineno, *node.items)

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:  # noqa: N802 the engine calls it so
        return self.visit_List(nodes.List(node.items, lineno=node.lineno)) if node.ctx == "load" else node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:  # noqa: N802 the engine calls it so
        self.generic_visit(node)
        node.expr = _filter(_COUNTED, node.expr, node.lineno)
        for operand in node.ops:
            operand.expr = _filter(_COUNTED, operand.expr, node.lineno)
        return node

    def visit_Test(self, node: nodes.Test) -> nodes.Node:  # noqa: N802 the engine calls it so
        self.generic_visit(node)
        node.node = _filter(_COUNTED, node.node, node.lineno)
        node.args = [_filter(_COUNTED, one, node.lineno) for one in node.args]
        return node


def _filter(name: str, node: Any, line: int, *given: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, list(given), [], None, None, lineno=line)


def fill(template_name: str, context: Mapping[str, Any], templates_folder: Path | None = None) -> str:
    """The text of `documents/sv/plan.md.j2` or another template for this context.

    A file of the same name in `templates_folder` (a municipality's own) goes first. Raises Unreadable.
    """
    environment = _environment(template_name.endswith(".html.j2"), templates_folder)
    with budget.limited():
        try:
            return _filled(_gathered(environment.get_template(template_name).generate(**context)))
        except TemplateSyntaxError as trouble:
            _fail(_short(trouble.name or template_name), trouble.lineno, said(trouble.message or ""))
        except (TemplateError, Refused, *_BLOW_UPS, TypeError, ArithmeticError, AttributeError, LookupError) as trouble:
            name, line = _place(trouble, template_name)
            _fail(name, line, _sentence(trouble))


def fill_frame(template_name: str, context: Mapping[str, Any], ready: Mapping[str, str]) -> str:
    """Fill in the page around a document; `ready` is HTML or CSS already. Frames are the shipped ones.

    Raises NotFound where the shipped one is gone.
    """
    resource = shipped("templates").joinpath(*template_name.split("/"))
    if not resource.is_file():
        raise missing(resource)
    marked = {name: Markup(text) for name, text in ready.items()}  # noqa: S704 made by render code only
    return fill(template_name, {**context, **marked})


@cache
def _environment(is_frame: bool, templates_folder: Path | None) -> _Sandbox:
    environment = _Sandbox(
        loader=FunctionLoader(lambda name: _source(name, templates_folder)),
        undefined=_Missing,
        autoescape=is_frame,
        finalize=None if is_frame else _finalize,
        optimized=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals = {"range": lambda *limits: steps(*map(_there, limits))}
    environment.tests = {name: environment.tests[name] for name in TESTS}
    environment.filters = {name: _own(make) for name, make in filters.FILTERS.items()} | {
        "default": _default,
        _ENTER: _begin,
        _LEAVE: lambda _name: current().leave(),
        _TURNS: lambda value, cost: Turns(_there(value), cost),
        _CONCAT: lambda _none, *parts: joined([_there(part) for part in parts]),
        _LIST: lambda _none, *parts: [filters.plain(_there(part)) for part in parts],
        _COUNTED: lambda value: value if isinstance(value, Undefined) else counted(value),
    }
    return environment


def _source(name: str, templates_folder: Path | None) -> tuple[str, str, None] | None:
    found = source(name, templates_folder)
    return (found.text, found.file, None) if found else None


def _begin(name: str, cost: int) -> None:
    current().enter(name, cost)
    current().step(cost)


def _own(make: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that takes the size of what it is given from the budget first; nothing missing gets through."""

    @wraps(make)
    def filtered(value: Any, *given: Any, **named: Any) -> Any:
        current().step(budget.shallow(_there(value)))
        return make(value, *map(_there, given), **{name: _there(one) for name, one in named.items()})

    return filtered


def _default(value: Any, other: Any = "", boolean: bool = False) -> Any:
    """The value, or another where there is none (`true`: or where it is empty)."""
    return other if isinstance(value, Undefined) or (boolean and not value) else value


def _there(value: Any) -> Any:
    """The value; what is missing is an error that names it."""
    return str(value) if isinstance(value, Undefined) else value


def _gone(obj: Any, name: str | None) -> Any:
    return _Missing(name=name) if not isinstance(obj, Undefined) else str(obj)


@pass_context
def _finalize(_context: Any, value: object) -> str:
    if isinstance(value, Markdown):
        return value
    whole = text(_there(value))
    current().make(len(whole))
    return inline(whole)


def _gathered(pieces: Iterator[str]) -> str:
    parts, size = [], 0
    for piece in pieces:
        parts.append(piece)
        size += len(piece)
        if size > MOST_CHARACTERS:
            raise Refused(_("the document became far too long"))
    return "".join(parts)


def _filled(made: str) -> str:
    """The text; a page on which nothing can be read is refused, for it would pass as a document."""
    if not any(letter.isalnum() for letter in made):
        raise Refused(_("the template gives an empty page"))
    return made


def _sentence(trouble: Exception) -> str:
    """What went wrong, without any value from the plan: an odd exception may carry one."""
    if isinstance(trouble, TemplateNotFound):
        return _("there is no template called {name}").format(name=trouble.name)
    if isinstance(trouble, UndefinedError | Refused):
        return str(trouble)
    if isinstance(trouble, RecursionError | MemoryError):
        return _("this is too large or too deeply nested")
    return _("this line cannot be filled in")


def _place(trouble: Exception, template_name: str) -> tuple[str, int | None]:
    """The innermost template line that was running: jinja puts its own file and line into the traceback."""
    place: tuple[str, int | None] = (template_name, None)
    step = trouble.__traceback__
    while step is not None:
        file = step.tb_frame.f_code.co_filename
        if file.endswith(".j2"):
            place = (_short(file), step.tb_lineno)
        step = step.tb_next
    return place


def _short(file: str) -> str:
    """The name of a template from its file, which the engine may give in its place."""
    parts = Path(file).parts
    starts = [place for place, part in enumerate(parts) if part in {"documents", "frames"}]
    return "/".join(parts[starts[-1] if starts else -1 :])


def _fail(name: str, line: int | None, what: str) -> NoReturn:
    where = _("line {line}").format(line=line) + ": " if line else ""
    sentence = _("The template {name} cannot be used.").format(name=name)
    raise Unreadable(sentence, "kronobarn templates check", (where + what,)) from None
