"""No page holds what its reader may not know, and nothing that its reader may not know changes a byte of a page.

Ten thousand made-up plans, each as one document for one reader in one language, all the way from the plan to the
finished file. Every text in a plan is a mark of its own, and `tests/model/who_knows.py` says whose each mark is.
"""

import re
from collections import Counter
from random import Random
from typing import Any, NamedTuple

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.view import Audience, audiences, may_share, view
from kronobarn_cli.render.documents import DOCUMENTS, Document, Style, fits
from kronobarn_cli.render.formats import FORMATS
from kronobarn_cli.work.rendering import Order, render
from tests.model.plausible import TODAY, other_leaf, plan_from
from tests.model.who_knows import Known, Path, Reader, leaves, pattern, schema, sorted_out
from tests.render.samples import LANGUAGES, terms

PLANS = 10_000
OF_EACH_DOCUMENT = {"md": PLANS // len(DOCUMENTS), "html": 20, "txt": 20, "json": 20, "docx": 2, "pdf": 2}
MARK = re.compile(r"text (\d+)", re.IGNORECASE)
TYPES = dict(schema())
BINARY = {"docx", "pdf"}
RARELY = 0.1
OFFICE = {"archive", "chair"}


class Page(NamedTuple):
    """One document to be made: of which plan, for whom, in which language, and the number it all comes from."""

    document: Document
    plan: Plan
    audience: Audience
    language: str
    seed: int

    def made(self, plan: Plan, form: str) -> tuple[Any, ...]:
        """All that leaves the program: the file, its name, the pictures beside it, its fingerprint."""
        order = Order(self.document.name, self.audience.name, form, despite_protected=True)
        return tuple(render(plan, order, Style(terms(self.language), self.language, TODAY)))


def page_from(document: Document, seed: int) -> Page:
    """The first plan from this number on that has a reader whom the document may be made for."""
    chance = Random(seed)
    for number in range(seed, seed + 50):
        plan = plan_from(number)
        # Nothing is hidden from archive and chair, so their pages prove little.
        rare = chance.random() < RARELY
        readers = sorted(audiences(plan), key=lambda one: ((one.kind.value in OFFICE) is not rare, chance.random()))
        reader = next((one for one in readers if _has_page(document, plan, one)), None)
        if reader:
            return Page(document, plan, reader, chance.choice(LANGUAGES), number)
    raise AssertionError((document.name, seed))


def _has_page(document: Document, plan: Plan, reader: Audience) -> bool:
    if not fits(document, plan, reader) or [one for one in may_share(plan, reader, TODAY) if one.code != "protected"]:
        return False
    return fits(document, view(plan, reader, TODAY, True), reader)


def _plain(plan: Plan) -> Any:
    return msgspec.json.decode(msgspec.json.encode(plan))


def _marks(told: Any) -> set[str]:
    return {value for _path, value in leaves(told) if _is_mark(value)}


def _is_mark(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("text ")


def _reader(data: Any, page: Page) -> Reader:
    return Reader(data, page.audience.kind.value, page.audience.who, TODAY)


def _put(data: Any, path: Path, value: Any) -> None:
    for step in path[:-1]:
        data = data[step]
    data[path[-1]] = value


def changed(page: Page, known: Known) -> tuple[Plan, int]:
    """The plan with every text that is not told and one other such leaf changed, and how many leaves that is.

    What a leaf of another kind says may decide who is told what (a role, a day of a consent): then it stays as it was.
    """
    chance, data, marks = Random(page.seed), _plain(page.plan), _marks(known.told)
    texts = [
        path for path, value in leaves(data) if TYPES[pattern(path)] is str and _is_mark(value) and value not in marks
    ]
    for path in texts:
        _put(data, path, other_leaf(str, chance.randrange(10**6)))
    others = [path for path in known.untold if TYPES[pattern(path)] is not str and path[-1] not in {"id", "kind"}]
    more = bool(others) and _is_another(data, chance.choice(others), chance, page, known)
    return msgspec.convert(data, Plan), len(texts) + more


def _is_another(data: Any, path: Path, chance: Random, page: Page, known: Known) -> bool:
    before = _value(data, path)
    _put(data, path, other_leaf(TYPES[pattern(path)], chance.randrange(10**6)))
    if _value(data, path) not in {None, before} and sorted_out(_reader(data, page)).told == known.told:
        return True
    _put(data, path, before)
    return False


def _value(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


COUNTED: Counter[str] = Counter()


def _holds(document: Document, form: str, seed: int) -> None:
    page = page_from(document, seed)
    known = sorted_out(_reader(_plain(page.plan), page))
    made = page.made(page.plan, form)
    if form not in BINARY:
        shown = set(MARK.findall(str(made) if form == "md" else made[0].decode()))
        allowed = {mark.removeprefix("text ") for mark in _marks(known.told)}
        assert shown <= allowed, (page.audience.name, page.language, shown - allowed)
        COUNTED["shown"] += len(shown)
    other, leaves_changed = changed(page, known)
    assert not leaves_changed or page.made(other, form) == made, (page.audience.name, page.language)
    COUNTED["pages"] += 1
    COUNTED["hidden"] += leaves_changed
    COUNTED["with something hidden"] += bool(leaves_changed)


def _try(document: Document, form: str) -> None:
    COUNTED.clear()
    number = OF_EACH_DOCUMENT[form]

    @settings(max_examples=number, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(st.integers(0, 2**40))
    def each(seed: int) -> None:
        _holds(document, form, seed)

    each()
    assert COUNTED["pages"] >= number
    if form == "md":
        assert COUNTED["with something hidden"] > COUNTED["pages"] / 2, COUNTED
        assert COUNTED["shown"] > COUNTED["pages"], COUNTED


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.name)
def test_a_page_holds_what_its_reader_may_know_and_nothing_else_changes_it(document: Document) -> None:
    _try(document, "md")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.name)
@pytest.mark.parametrize("form", [one for one in FORMATS if one != "md"])
def test_the_same_holds_in_every_form(form: str, document: Document) -> None:
    _try(document, form)
