"""How easy a text is to read: LIX, and the sentences of adults that a reader will find hardest.

Laws: LIX says where to look, never that a text is good; the child's own words are never measured.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from kronobarn_cli.model.issue import Place
from kronobarn_cli.model.meeting import held
from kronobarn_cli.model.plan import PersonKind, Plan
from kronobarn_cli.model.view import AudienceKind

MOST: Mapping[AudienceKind, int] = MappingProxyType(
    {AudienceKind.CHILD: 25, AudienceKind.FAMILY: 35, AudienceKind.GUARDIAN: 35}
)
"""The most that a whole text may measure, for those readers who are promised easy reading (our proposal)."""
LONG = 6  # more letters than this make a long word
_AT_LEAST_WORDS = 7
_SWING = 10
_SHOWN = 3
_END_OF_SENTENCE = re.compile(r"[.?!:\n]")
_TYPED = {
    "goals": ("text",),
    "actions": ("what", "often", "sign", "result"),
    "not_doing": ("what",),
    "disagreements": ("about",),
    "tried": ("known_by", "new_what"),
    "explained": ("means",),
}


class HardSentence(NamedTuple):
    """One sentence, where in the plan it stands (as in an issue), and its LIX."""

    path: Place
    text: str
    lix: float


def lix(text: str) -> float:
    """Swedish readability: words in a sentence plus the per cent of words over six letters; 0 without any word.

    Up to 25 is like a book for children, 35 like fiction, 45 like a newspaper.
    """
    sentences = [words for part in _END_OF_SENTENCE.split(text) if (words := _words(part))]
    words = [word for sentence in sentences for word in sentence]
    return len(words) / len(sentences) + _long_words(words, len(words)) if words else 0.0


def hard_sentences(view: Plan, most: int) -> tuple[HardSentence, ...]:
    """The hardest sentences that adults typed and this view holds, hardest first and three at most; none that is easy.

    `most` is what the reader's whole text may measure. A sentence swings around the text it stands in, so it is hard
    when it measures over ten more; its long words are counted among seven words at least, or two words with one
    long among them would measure more than any newspaper.
    """
    found: dict[str, HardSentence] = {}
    for path, text in _typed(view):
        for sentence in re.findall(r"[^.?!\n]+[.?!]*", text):
            measured = _of_one(sentence)
            if measured > most + _SWING:
                found.setdefault(sentence.strip(), HardSentence(path, sentence.strip(), measured))
    return tuple(sorted(found.values(), key=lambda one: -one.lix)[:_SHOWN])


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _long_words(words: list[str], among: int) -> float:
    return 100 * sum(len(word) > LONG for word in words) / among


def _of_one(sentence: str) -> float:
    words = _words(sentence)
    return len(words) + _long_words(words, max(len(words), _AT_LEAST_WORDS))


def _typed(view: Plan) -> Iterator[tuple[Place, str]]:
    """What adults wrote for others to read, with its place, in the order of the table above; nobody's own words."""
    children = {one.id for one in view.people if one.kind is PersonKind.CHILD}
    for part, names in _TYPED.items():
        for one in getattr(view, part):
            if getattr(one, "words_of", None) not in children:
                for name in names:
                    yield (_key(part), one.id, _key(name)), getattr(one, name) or ""
    for meeting in view.meetings:
        for number, ask in enumerate(() if held(meeting) else meeting.asks, 1):
            yield ("meetings", meeting.id, "asks", str(number)), ask
    yield ("fallback", "say"), (view.fallback and view.fallback.say) or ""


def _key(name: str) -> str:
    return name.replace("_", "-")
