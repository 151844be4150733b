"""How easy our own words are to read: LIX of what we wrote, with what people write as one short word."""

import pytest
from msgspec.structs import replace

from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.plan import Child, Closing, Plan
from kronobarn_cli.model.reading_ease import MOST, lix
from kronobarn_cli.model.view import Audience, AudienceKind, audiences, find_audience, view
from kronobarn_cli.render.documents import DOCUMENTS, Document, Style, fits, render
from tests.render.samples import TODAY, full, terms, to_come

READERS = {"child": AudienceKind.CHILD, "guardian-1": AudienceKind.GUARDIAN}


def _sentences(document: Document, plan: Plan, audience: Audience) -> str:
    """Whole sentences only; stamp and footer are the same for all."""
    seen = view(plan, audience, TODAY)
    text = render(document, seen, audience, "txt", Style(terms("sv"), "sv", TODAY)).text
    return "\n".join(line for line in text.splitlines()[1:-1] if line[-1:] in {".", "?"})


@pytest.mark.parametrize("reader", READERS)
def test_our_own_words_are_easy_to_read(reader: str) -> None:
    read: set[str] = set()
    young, older = full("sol"), replace(full("sol"), child=replace(full("sol").child, born="2011"))
    unborn = replace(full("sol"), child=Child(name="sol", stage=ChildStage.UNBORN))
    for plan in (young, older, unborn, to_come(young), to_come(older), to_come(unborn)):
        audience = find_audience(plan, reader)
        assert audience in audiences(plan)
        assert audience is not None
        for document in DOCUMENTS:
            if fits(document, plan, audience) and document.name != "wheel":  # the wheel is names and numbers
                body = _sentences(document, plan, audience)
                assert lix(body) <= MOST[READERS[reader]], f"{document.name}: {lix(body):.1f}\n{body}"
                read.add(document.name)
    assert read >= {"invitation", "preparation", "agenda", "follow-up", "child" if reader == "child" else "plan"}


def test_the_childs_page_is_easy_at_every_stage() -> None:
    child = Audience(kind=AudienceKind.CHILD)
    page = next(one for one in DOCUMENTS if one.name == "child")
    plan = full("sol")
    for stage in (
        Plan(code="b2345"),
        replace(plan, actions=(), tried=(), goals=()),
        replace(plan, fallback=None, follow_up=None, voices=(), wheel=(), reviews=()),
        replace(plan, closing=Closing(day=TODAY, child_told_by="guardian-1")),
    ):
        body = _sentences(page, stage, child)
        assert lix(body) <= MOST[AudienceKind.CHILD], f"{lix(body):.1f}\n{body}"
