"""`glossary`: the words of the trade, found by part of a word."""

from kronobarn_cli.errors import NotFound
from kronobarn_cli.i18n import _
from kronobarn_cli.model.terms import Terms, Word

# Swedish order: å, ä and ö come last, in that order.
_SWEDISH = str.maketrans("åäö", "{|}")


def find(terms: Terms, part: str | None) -> tuple[Word, ...]:
    """The words that hold this part, all without one, in Swedish order; areas count as words. Raises NotFound."""
    areas = tuple(Word(word=one.name, meaning=one.meaning, proposal=True) for one in terms.areas)
    found = [one for one in (*terms.glossary, *areas) if part is None or part.lower() in one.word.lower()]
    if not found:
        raise NotFound(_("The word {word} is not explained here.").format(word=part), "kronobarn glossary")
    return tuple(sorted(found, key=lambda one: one.word.lower().translate(_SWEDISH)))
