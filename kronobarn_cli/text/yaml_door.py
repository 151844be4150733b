"""The only door to the YAML library: text in, a tree of located text out.

Laws: every scalar is text, types come from the schema and never from YAML's guess; anchors, aliases, tags, merge
keys, duplicate keys and second documents are refused; nothing here recurses in C, so no file can crash the
interpreter; all faults that leave the structure readable are reported together.
"""

import re
from typing import Any, NamedTuple

import yaml

from kronobarn_cli.text.problem import Problem, Troubled

MAX_BYTES = 256 * 1024
MAX_DEPTH = 40
LAST_LINE = "..."
"""How our files end: one without it was cut off."""

# The pure parser is as strict; it is what remains where PyYAML came without its compiled half.
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# U+0085, U+2028 and U+2029 end a line to YAML 1.1 and to nobody else: a person reads one thing and the program another.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_CONFLICT = re.compile(r"^(<{7}|>{7})( |$)", re.MULTILINE)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Scalar(NamedTuple):
    """A single value: its text, whether it stood without quotes, and where it lies in the text (offsets)."""

    text: str
    plain: bool
    start: int
    end: int
    line: int
    column: int

    @property
    def empty(self) -> bool:
        """Whether YAML calls this null: nothing, or an unquoted `null` or `~`."""
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


class Mapping(NamedTuple):
    """Keys and values in the order of the file."""

    entries: tuple[tuple[Scalar, "Node"], ...]
    flow: bool
    start: int
    end: int
    line: int
    column: int

    def get(self, key: str) -> "Node | None":
        """The value of `key`, or None."""
        return next((value for name, value in self.entries if name.text == key), None)


class Sequence(NamedTuple):
    """Items in the order of the file."""

    items: tuple["Node", ...]
    flow: bool
    start: int
    end: int
    line: int
    column: int


Node = Scalar | Mapping | Sequence


def has_fast_parser() -> bool:
    """Whether PyYAML came with its compiled parser."""
    return _Parser is not yaml.SafeLoader


def decode(data: bytes) -> str:
    """The bytes of a file as text with plain line ends; raises Troubled (K001, K003, K015) naming what it is."""
    if data and not data.strip(b"\x00"):
        # So a power cut can leave a file.
        raise Troubled((Problem("K015", 1, 1, facts={"empty": "yes"}),))
    if len(data) > MAX_BYTES:
        raise Troubled((Problem("K003", 1, 1, facts={"size": str(len(data) // 1024)}),))
    if data.startswith(_UTF16_MARKS) or b"\x00" in data[:2]:
        raise Troubled((Problem("K001", 1, 1, facts={"encoding": "UTF-16"}),))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        if error.reason == "unexpected end of data":
            raise Troubled((Problem("K011", line, 1),)) from None
        raise Troubled((Problem("K001", line, 1, facts={"encoding": "Windows-1252"}),)) from None


def plain_ends(text: str) -> str:
    """The text with every line ended by a line feed alone; YAML ends lines at a lone carriage return as well."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def cut_off(text: str) -> tuple[Problem, ...]:
    """The fault (K011) of a text that does not end as our files do; none of an empty one, which is worse."""
    if text.rstrip().endswith("\n" + LAST_LINE) or not text.strip():
        return ()
    return (Problem("K011", text.count("\n") + 1, 1),)


def marked(text: str) -> re.Match[str] | None:
    """The first mark that git has left in a text because it could not put two versions together."""
    return _CONFLICT.search(text)


def place(text: str, offset: int) -> tuple[int, int]:
    """The line and column, both from 1, of an offset in the text."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def parse(text: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """The tree of a YAML text (None when empty) and every fault in its structure; raises Troubled on broken YAML."""
    if found := _UNPRINTABLE.search(text):
        raise Troubled((Problem("K002", *place(text, found.start())),))
    if found := marked(text):
        raise Troubled((Problem("K012", *place(text, found.start())),))
    composer = _Composer(text)
    try:
        composer.run()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise Troubled((*composer.problems, Problem("K005", line, column))) from None
    except yaml.YAMLError:
        raise Troubled((*composer.problems, Problem("K005", 1, 1))) from None
    return composer.root, tuple(composer.problems)


class _Open:
    """A collection whose end has not been met."""

    def __init__(self, event: Any, *, mapping: bool) -> None:
        self.event = event
        self.mapping = mapping
        self.children: list[Node] = []


class _Composer:
    """Builds the tree from parser events with a stack of its own."""

    def __init__(self, text: str) -> None:
        self.root: Node | None = None
        self._text = text
        self.problems: list[Problem] = []
        self._stack: list[_Open] = []
        self._documents = 0
        self._take = {
            yaml.ScalarEvent: self._add_scalar,
            yaml.MappingStartEvent: self._open,
            yaml.SequenceStartEvent: self._open,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }

    def run(self) -> None:
        """Take every event of the first document; a second one is a fault and is not read."""
        parser = _Parser(self._text)
        try:
            while (event := parser.get_event()) is not None:
                take = self._take.get(type(event))
                if take is not None and (self._documents <= 1 or take == self._document):
                    take(event)
        finally:
            parser.dispose()

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents == 2:  # noqa: PLR2004 - the second one is one too many
            self._fault("K010", event)

    def _alias(self, event: Any) -> None:
        self._fault("K007", event)
        self._add(self._scalar(event, "", plain=True))

    def _add_scalar(self, event: Any) -> None:
        self._refuse_marks(event)
        self._add(self._scalar(event, event.value, plain=not event.style))

    def _open(self, event: Any) -> None:
        self._refuse_marks(event)
        if len(self._stack) >= MAX_DEPTH:
            raise Troubled((*self.problems, Problem("K004", *_at(event))))
        self._stack.append(_Open(event, mapping=type(event) is yaml.MappingStartEvent))

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor:
            self._fault("K007", event)
        if event.tag:
            self._fault("K008", event)

    def _close(self, event: Any) -> None:
        closing = self._stack.pop()
        start, children = closing.event.start_mark, closing.children
        flow = bool(closing.event.flow_style)
        # The parser ends a block collection where the next thing begins; its last child knows better.
        end = event.end_mark.index if flow or not children else children[-1].end
        where = (flow, start.index, end, start.line + 1, start.column + 1)
        if closing.mapping:
            self._add(Mapping(self._entries(children), *where))
        else:
            self._add(Sequence(tuple(children), *where))

    def _entries(self, children: list[Node]) -> tuple[tuple[Scalar, Node], ...]:
        seen: dict[str, int] = {}
        entries = []
        for key, value in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key, Scalar):
                self.problems.append(Problem("K022", key.line, key.column))
                continue
            if key.plain and key.text == "<<":
                self.problems.append(Problem("K009", key.line, key.column))
            if key.text in seen:
                facts = {"key": key.text, "first_line": str(seen[key.text])}
                self.problems.append(Problem("K006", key.line, key.column, (key.text,), facts))
            seen.setdefault(key.text, key.line)
            entries.append((key, value))
        return tuple(entries)

    def _scalar(self, event: Any, text: str, *, plain: bool) -> Scalar:
        start, end = event.start_mark, event.end_mark.index
        if getattr(event, "style", None) in ("|", ">"):
            # A block runs on to the next thing; neither that space nor its closing line end was written by anyone.
            text = text.rstrip("\n")
            end = start.index + len(self._text[start.index : end].rstrip())
        return Scalar(text, plain, start.index, end, start.line + 1, start.column + 1)

    def _add(self, node: Node) -> None:
        if self._stack:
            self._stack[-1].children.append(node)
        else:
            self.root = node

    def _fault(self, code: str, event: Any) -> None:
        self.problems.append(Problem(code, *_at(event)))


def _at(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1
