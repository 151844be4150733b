"""How easy our own words are to read: LIX, the words in a sentence plus the share of long words, of what we wrote."""

import re

import pytest
from msgspec.structs import replace

from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.plan import Child
from kronobarn_cli.model.view import audiences, find_audience, view
from kronobarn_cli.render.documents import DOCUMENTS, Style, fits, render
from tests.render.samples import TODAY, full, terms, to_come

LONG = 6  # more letters than this make a long word
AT_MOST = {"child": 25, "guardian-1": 35}


def lix(text: str) -> float:
    """Swedish readability: under 25 is like a book for children, 35 like fiction, 45 like a newspaper."""
    sentences = [words for line in re.split(r"[.?!:\n]", text) if (words := re.findall(r"\w+", line))]
    words = [word for sentence in sentences for word in sentence]
    return len(words) / len(sentences) + 100 * sum(len(word) > LONG for word in words) / len(words)


def test_lix_is_counted_as_it_should_be() -> None:
    assert lix("Vi ses på torsdag. Du får rita.") == pytest.approx(7 / 2 + 100 / 7)


@pytest.mark.parametrize("reader", AT_MOST)
def test_our_own_words_are_easy_to_read(reader: str) -> None:
    """Whole sentences only. What people write is here one short word; stamp and footer are the same for all."""
    read = 0
    young, older = full("sol"), replace(full("sol"), child=replace(full("sol").child, born="2011"))
    unborn = replace(full("sol"), child=Child(name="sol", stage=ChildStage.UNBORN))
    for plan in (young, older, unborn, to_come(young), to_come(unborn)):
        audience = find_audience(plan, reader)
        assert audience in audiences(plan)
        assert audience is not None
        for document in DOCUMENTS:
            if fits(document, plan, audience) and document.name != "wheel":  # the wheel is names and numbers
                seen = view(plan, audience, TODAY)
                text = render(document, seen, audience, "txt", Style(terms("sv"), "sv", TODAY)).text
                body = "\n".join(line for line in text.splitlines()[1:-1] if line[-1:] in {".", "?"})
                assert lix(body) <= AT_MOST[reader], f"{document.name}: {lix(body):.1f}\n{body}"
                read += 1
    assert read >= 6
