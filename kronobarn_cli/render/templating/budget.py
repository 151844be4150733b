"""How much one template may do: steps, characters and depth, counted and never timed.

Law: the same template and plan stop at the same place on every computer, and whatever could grow is counted
before it is made.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from kronobarn_cli.i18n import _

MOST_STEPS = 1_000_000
MOST_MADE = 2_000_000
MOST_NODES = 10_000
MOST_DEPTH = 8
MOST_RANGE = 10_000
_CHARACTERS_A_STEP = 64
_LARGEST_NUMBER = 10**15


class Refused(Exception):
    """What a template may not do, as a sentence that holds no value from a plan."""


class Budget:
    """What is left for one document to be filled in."""

    def __init__(self) -> None:
        self.steps = MOST_STEPS
        self.characters = MOST_MADE
        self.depth = 0
        self.nodes: dict[str, int] = {}

    def step(self, count: int) -> None:
        """Take this many steps; raises Refused when there are none left."""
        self.steps -= count
        if self.steps < 0:
            raise Refused(_("the template does too much: a loop turns too many times"))

    def make(self, characters: int) -> None:
        """Make a text of this length; raises Refused when too much has been made already."""
        self.characters -= characters
        self.step(characters // _CHARACTERS_A_STEP)
        if self.characters < 0:
            raise Refused(_("the template makes far too long texts"))

    def enter(self, template: str, nodes: int) -> None:
        """Begin a template or an included part; raises Refused when they are too many or include each other."""
        self.depth += 1
        self.nodes[template] = nodes
        if self.depth > MOST_DEPTH:
            raise Refused(_("the parts include each other without end"))
        if sum(self.nodes.values()) > MOST_NODES:
            raise Refused(_("the template and its parts are too large together"))

    def leave(self) -> None:
        """End what was begun last."""
        self.depth -= 1


_CURRENT: ContextVar[Budget] = ContextVar("budget")


@contextmanager
def limited() -> Iterator[Budget]:
    """A fresh budget for what is filled in inside."""
    token = _CURRENT.set(Budget())
    try:
        yield _CURRENT.get()
    finally:
        _CURRENT.reset(token)


def current() -> Budget:
    """The budget of the document that is being filled in."""
    return _CURRENT.get()


def text(value: object) -> str:
    """A text or number as text; raises Refused for a list, whose brackets nobody wants to read."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return str(value)
    raise Refused(_("only texts and numbers can be written out: a list needs join or for"))


def shallow(value: object) -> int:
    """The steps it takes to go through a value once, without what lies inside its parts."""
    if isinstance(value, str):
        return 1 + len(value) // _CHARACTERS_A_STEP
    return 1 + len(value) if isinstance(value, Collection) else 1


def deep(value: object) -> int:
    """The steps it takes to compare a value with another, everything inside it counted."""
    steps, waiting = 0, [value]
    while waiting and steps <= MOST_STEPS:
        one: Any = waiting.pop()
        steps += shallow(one)
        if isinstance(one, dict):
            waiting.extend(one.values())
        elif isinstance(one, list | tuple):
            waiting.extend(one)
    return steps


def counted(value: Any) -> Any:
    """The value, after its whole size has been taken from the budget."""
    current().step(deep(value))
    return value


def number(value: object) -> int | float:
    """A number that may be calculated with; raises Refused for anything else and for what is too large."""
    if not isinstance(value, int | float):
        raise Refused(_("only numbers can be calculated with here"))
    if isinstance(value, int) and abs(value) > _LARGEST_NUMBER:
        raise Refused(_("that number is too large"))
    return value


def calculated(operator: str, left: Any, right: Any) -> Any:
    """The result of `+`, `-`, `*`, `/`, `//` or `%`; two texts may be added. Raises Refused."""
    if operator == "+" and isinstance(left, str) and isinstance(right, str):
        return joined((left, right))
    one, other = number(left), number(right)
    if operator in {"/", "//", "%"} and not other:
        raise Refused(_("nothing can be divided by zero"))
    results = {"+": lambda: one + other, "-": lambda: one - other, "*": lambda: one * other}
    results |= {"/": lambda: one / other, "//": lambda: one // other, "%": lambda: one % other}
    return number(results[operator]())


def joined(parts: Collection[Any], between: str = "") -> str:
    """The parts as one text, measured before it is made."""
    texts = [text(part) for part in parts]
    current().make(sum(map(len, texts)) + len(between) * len(texts))
    return between.join(texts)


def steps(*limits: int) -> range:
    """`range`, as long as anybody could need it."""
    found = range(*map(int, map(number, limits)))
    if len(found) > MOST_RANGE:
        raise Refused(_("that loop is too long"))
    return found


class Turns:
    """What a loop goes through, its body's cost taken from the budget at every turn."""

    def __init__(self, values: Any, cost: int) -> None:
        if not isinstance(values, str | list | tuple | dict | range):
            raise Refused(_("only a list can be gone through here"))
        self._values = values
        self._cost = cost

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[Any]:
        budget = current()
        for value in self._values:
            budget.step(self._cost)
            yield value
