"""Words in somebody's sentence that the others may not follow, or that make a promise hard to keep.

The law it keeps: whole words only, and quick enough to run while someone types. An abbreviation is two to six
capitals; capitals in a sentence that is nothing but capitals are a raised voice, not an abbreviation.
"""

import re
from collections.abc import Iterator
from functools import cache

from kronobarn_cli.model.plan import PersonKind, Plan
from kronobarn_cli.model.terms import Jargon, Terms, Vague

ENDINGS = "s|n|en|et|er|ar|or|na|ens|ets|erna|arna|orna"
"""The common Swedish endings: with one of them it is the same word."""
EVERYDAY = frozenset({"ok", "tv", "sms", "mms", "pdf"})
"""Abbreviations that nobody needs explained."""
_ABBREVIATION = re.compile(r"(?<!\w)[A-ZÅÄÖ]{2,6}(?!\w)")
_SENTENCE = re.compile(r"[^.!?\n]+")
_WORDS_BEFORE_A_LACK = 2


def hard_words(text: str, terms: Terms) -> tuple[str, ...]:
    """Abbreviations and jargon in the text, each once and in order: jargon spelt as in the terms."""
    first: dict[str, tuple[int, str]] = {}
    for at, word in (*_abbreviations(text), *_jargon(text, terms.jargon)):
        before, _ = first.get(word.casefold(), (at, word))
        first[word.casefold()] = min(at, before), word
    return tuple(word for _, word in sorted(first.values()))


def unexplained(plan: Plan, text: str, terms: Terms) -> tuple[str, ...]:
    """Hard words in the text that the plan has not been asked about, and that are nobody's name."""
    named = (plan.child.name, *(person.name for person in plan.people if person.kind is not PersonKind.SERVICE))
    known = {one.word.casefold() for one in plan.explained}
    known |= {word.casefold() for name in named if name for word in (name, *name.split())}
    return tuple(word for word in hard_words(text, terms) if word.casefold() not in known)


def vague_words(text: str, terms: Terms) -> tuple[Vague, ...]:
    """Words in the text that leave a promise open, each once, with what to ask instead."""
    places = dict.fromkeys(place for _, place in _listed(text, _words(terms.vague)))
    return tuple(terms.vague[place] for place in places)


def lack_first(text: str, terms: Terms) -> Vague | None:
    """The lack that the text begins with, after two words at most (a name and a verb), or None."""
    at, place = next(_listed(text, _words(terms.lacks)), (0, None))
    begins = len(text[:at].split()) <= _WORDS_BEFORE_A_LACK
    return terms.lacks[place] if place is not None and begins else None


def _abbreviations(text: str) -> Iterator[tuple[int, str]]:
    for sentence in _SENTENCE.finditer(text):
        if not sentence.group().isupper():
            for found in _ABBREVIATION.finditer(text, *sentence.span()):
                if found.group().casefold() not in EVERYDAY:
                    yield found.start(), found.group()


def _jargon(text: str, words: tuple[Jargon, ...]) -> Iterator[tuple[int, str]]:
    return ((at, words[place].word) for at, place in _listed(text, _words(words), f"(?::?(?:{ENDINGS}))?"))


def _words(entries: tuple[Jargon, ...] | tuple[Vague, ...]) -> tuple[str, ...]:
    return tuple(one.word for one in entries)


def _listed(text: str, words: tuple[str, ...], ending: str = "") -> Iterator[tuple[int, int]]:
    """Where listed words stand in the text, and which of the list they are; the longest wins."""
    pattern, places = _compiled(words, ending)
    found = ((one.start(), places.get(_plain(one[1]))) for one in pattern.finditer(text))
    return ((at, place) for at, place in found if place is not None)


@cache
def _compiled(words: tuple[str, ...], ending: str) -> tuple[re.Pattern[str], dict[str, int]]:
    places = {_plain(word): place for place, word in enumerate(words) if word.strip()}
    longest_first = sorted(places, key=len, reverse=True)
    any_of_them = "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest_first) or r"(?!)"
    return re.compile(rf"(?<!\w)({any_of_them}){ending}(?!\w)", re.IGNORECASE), places


def _plain(word: str) -> str:
    return " ".join(word.casefold().split())
