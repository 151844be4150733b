"""The only importer of jinja2: a template's name and a plain context in, text out.

Laws: every value that a document template writes is escaped as Markdown, unless `escaping` made it; templates
cannot make such a value, call outwards or reach the plan. Every value that a frame writes is escaped as HTML.
What is missing is an error with file and line, never an empty space.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError, TemplateError, UndefinedError
from jinja2.loaders import split_template_path
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from kronobarn_cli.errors import Unreadable
from kronobarn_cli.i18n import _
from kronobarn_cli.render.escaping import Markdown, block, inline, quote
from kronobarn_cli.text.resources import shipped

MOST_CHARACTERS = 2_000_000
_QUOTED = re.compile(r"'([A-Za-z_]\w*)'")
_LONGEST_REPEAT = 10_000
_LARGEST_EXPONENT = 9
_FILTERS = (
    *("batch", "capitalize", "count", "default", "first", "groupby", "int", "join", "last", "length", "list"),
    *("lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse", "round", "select"),
    *("selectattr", "sort", "string", "sum", "title", "trim", "truncate", "unique", "upper"),
)
_REFUSED_METHODS = ("center", "expandtabs", "format", "format_map", "ljust", "rjust", "translate", "zfill")
# Each of these hands on text that is escaped already as if it were not, or undoes the escaping.
_REFUSED_TAGS: dict[type[nodes.Node], str] = {
    nodes.EvalContextModifier: "autoescape",
    nodes.FilterBlock: "filter",
    nodes.Macro: "macro",
    nodes.CallBlock: "call",
    nodes.AssignBlock: "set ... endset",
}


class _Sandbox(ImmutableSandboxedEnvironment):
    """A narrow Jinja: few filters, no macros, no long repeats."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for kind, word in _REFUSED_TAGS.items():
            for found in tree.find_all(kind):
                sentence = _("the tag {tag} is not used here: use include, if, for, set and block")
                raise TemplateSyntaxError(sentence.format(tag=word), found.lineno, name, filename)
        return tree

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        refused = isinstance(obj, str) and attr in _REFUSED_METHODS
        return not refused and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """Leave `str.format` to be refused like any other method that could fill the memory."""

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        small = isinstance(left, int) and isinstance(right, int) and right <= _LARGEST_EXPONENT
        if operator != "*" and not small:
            raise SecurityError(_("only whole numbers can be calculated with here"))
        sizes = [len(side) if hasattr(side, "__len__") else side for side in (left, right)]
        if operator == "*" and sizes[0] * sizes[1] > _LONGEST_REPEAT:
            raise SecurityError(_("that repeat is too long"))
        return super().call_binop(context, operator, left, right)


def fill(template_name: str, context: Mapping[str, Any], templates_folder: Path | None = None) -> str:
    """The text of `documents/sv/plan.md.j2` or another template for this context.

    A file of the same name in `templates_folder` (a municipality's own) goes first. Raises Unreadable.
    """
    environment = _environment(template_name.endswith(".html.j2"), templates_folder)
    try:
        return _gathered(environment.get_template(template_name).generate(**context))
    except TemplateNotFound as missing:
        raise _trouble(str(missing.name or template_name), None, _("there is no such template")) from None
    except TemplateSyntaxError as trouble:
        raise _trouble(trouble.name or template_name, trouble.lineno, trouble.message or "") from None
    except (TemplateError, TypeError, ValueError, ArithmeticError, AttributeError, LookupError) as trouble:
        name, line = _place(trouble, template_name)
        raise _trouble(name, line, _sentence(trouble)) from None


def fill_frame(template_name: str, context: Mapping[str, Any], ready: Mapping[str, str]) -> str:
    """Fill in the page around a document; `ready` is HTML or CSS already. Frames are the shipped ones."""
    marked = {name: Markup(text) for name, text in ready.items()}  # noqa: S704 made by render code only
    return fill(template_name, {**context, **marked})


@cache
def _environment(is_frame: bool, templates_folder: Path | None) -> _Sandbox:
    environment = _Sandbox(
        loader=FunctionLoader(lambda name: _source(name, templates_folder)),
        undefined=StrictUndefined,
        autoescape=is_frame,
        finalize=None if is_frame else _finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters = {name: environment.filters[name] for name in _FILTERS}
    environment.globals = {"range": environment.globals["range"]}
    if not is_frame:
        environment.filters |= {"block": _own(block), "quote": _own(quote), "upfirst": _upfirst}
    return environment


def _source(name: str, templates_folder: Path | None) -> tuple[str, str, None] | None:
    inside = "/".join(split_template_path(name))
    for folder in filter(None, (templates_folder, shipped("templates"))):
        file = folder.joinpath(inside)
        if file.is_file():
            try:
                return file.read_text("utf-8-sig"), str(file), None
            except (OSError, UnicodeDecodeError):
                raise _trouble(name, None, _("the file cannot be read as UTF-8 text")) from None
    return None


def _own(make: Callable[..., Markdown]) -> Callable[..., Markdown]:
    return lambda value, *given, **named: make(str(value), *given, **named)


def _upfirst(text: str) -> str:
    """A capital first letter, the rest as it was."""
    return text[:1].upper() + text[1:]


def _finalize(value: object) -> str:
    return value if isinstance(value, Markdown) else inline(str(value))


def _gathered(pieces: Iterator[str]) -> str:
    parts, size = [], 0
    for piece in pieces:
        parts.append(piece)
        size += len(piece)
        if size > MOST_CHARACTERS:
            raise SecurityError(_("the document became far too long"))
    return "".join(parts)


def _sentence(trouble: Exception) -> str:
    """What went wrong, without any value from the plan: an odd exception may carry one."""
    if isinstance(trouble, UndefinedError):
        # jinja names what is missing last: 'dict object' has no attribute 'x', and 'x' is undefined.
        return _("there is no value called {name} here").format(name=(_QUOTED.findall(str(trouble)) or ["?"])[-1])
    if isinstance(trouble, SecurityError):
        return str(trouble)
    return _("this line cannot be filled in ({kind})").format(kind=type(trouble).__name__)


def _place(trouble: Exception, template_name: str) -> tuple[str, int | None]:
    """The innermost template line that was running: jinja puts its own file and line into the traceback."""
    place: tuple[str, int | None] = (template_name, None)
    step = trouble.__traceback__
    while step is not None:
        file = step.tb_frame.f_code.co_filename
        if file.endswith(".j2"):
            place = ("/".join(Path(file).parts[-3:]), step.tb_lineno)
        step = step.tb_next
    return place


def _trouble(name: str, line: int | None, what: str) -> Unreadable:
    where = _("line {line}").format(line=line) + ": " if line else ""
    sentence = _("The template {name} cannot be used.").format(name=name)
    return Unreadable(sentence, "kronobarn templates check", (where + what,))
