"""Names of people in the plans, found where they must not stand: in the names of files, in messages, by authors. Pure.

Laws: whole words only, in any case and however they are joined (`anna-svensson`, `AnnaSvensson`, `Annas`); a whole name
of two words or more is sure, one word alone may be a word like any other (Dag, Sten, My) and is sure only where it is
written as a name beside the very plan it stands in; whoever works with the child may be an author, and a first name
alone says nothing of an author, for a colleague may have it too. Two letters alone are not sought: initials and
short names cannot be told from other words.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kronobarn_cli.model.plan import PersonKind, Plan

_WORD = re.compile(r"[^\W\d_]+")
_HUMP = re.compile(r"(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
_LEAST = 3
_LEAST_GLUED = 6
_UNMARKED = str.maketrans({"ø": "o", "æ": "ae", "đ": "d", "ł": "l", "ð": "d", "þ": "th"})
# Words that a person may be called by and that tell of nobody.
_NOBODY = _WORD.findall("""
    mamma mami mama mam mor mom mum mother pappa papi papa far dad father mormor morfar farmor farfar moster faster
    morbror farbror syster bror syskon barnet barn child flicka flickan pojke pojken bonusmamma bonuspappa styvmamma
    styvpappa plastmamma plastpappa familjehem jourhem god man vårdnadshavare guardian förälder parent kontaktperson
    rektor mentor lärare kurator barnmorska skolan förskolan hemmet home school preschool och and med eller the von van
    der den det af av de la el al bin ibn abu
""")
# What git and this program write themselves in a message or call a branch.
_OF_THE_PROGRAM = _WORD.findall("""
    main master head origin merge branch remote revert plan plans planer new folder import wheel consent meeting edit
    restore reopened interview release wip index on in of undo sync follow up hand over close yaml prepare handed out
    recorded
""")
_TELL_OF_NOBODY = frozenset((*_NOBODY, *_OF_THE_PROGRAM))
CODE = re.compile(r"\b[b-df-hj-np-tv-xz][b-df-hj-np-tv-xz2-9]{4}(?![^\W_])")
"""A code as the program makes them: without vowels, so that none is a name."""


class Place(StrEnum):
    """Where a text stands that is no plan."""

    FILE = "file"
    MESSAGE = "message"
    AUTHOR = "author"
    BRANCH = "branch"
    TAG = "tag"


class Known(NamedTuple):
    """A name as it stands in a plan: which plan, and whether the person is there in their work."""

    text: str
    code: str
    staff: bool = False


class Hit(NamedTuple):
    """A name in a text, `plain(text)[start:end]`: whether it surely is one, and whose it may be."""

    start: int
    end: int
    sure: bool
    whose: tuple[Known, ...]


class _Word(NamedTuple):
    text: str
    start: int
    end: int
    large: bool


def known(plan: Plan) -> tuple[Known, ...]:
    """Every name in a plan."""
    child = (Known(plan.child.name, plan.code),) if plan.child.name else ()
    people = (Known(one.name, plan.code, one.kind is PersonKind.SERVICE) for one in plan.people if one.name)
    return tuple(dict.fromkeys((*child, *people)))


def plain(text: str) -> str:
    """The text as names are sought in it: composed (NFC), and without signs that no eye sees."""
    composed = unicodedata.normalize("NFC", text)
    return composed if composed.isascii() else "".join(c for c in composed if unicodedata.category(c) != "Cf")


def could_name(text: str) -> bool:
    """Whether there is a word in a text that could be a name at all; codes and the program's own words are none."""
    return any(one.text not in _TELL_OF_NOBODY for one in _words(CODE.sub(" ", plain(text))))


class Names:
    """The names of many plans, to be looked for in many texts."""

    def __init__(self, names: Iterable[Known]) -> None:
        self._whole: dict[tuple[str, ...], list[Known]] = {}
        self._glued: dict[str, list[Known]] = {}
        self._begins: dict[str, set[int]] = {}
        self._alone: dict[str, list[Known]] = {}
        for one in names:
            self._take(one)

    def find(self, text: str, place: Place, near: frozenset[str] = frozenset()) -> tuple[Hit, ...]:
        """Every name in a text, in order; `near` are the codes of the plans that were recorded with it."""
        ways = _ways(plain(text))
        if place is Place.AUTHOR:
            found = [hit for words in ways for hit in self._many(words)]
            return _outermost(hit for hit in found if not any(one.staff for one in hit.whose))
        return _outermost(hit for words in ways for hit in (*self._many(words), *self._alones(words, near)))

    def masked(self, text: str) -> str:
        """The text with an ellipsis for each name in it."""
        return masked(plain(text), ((hit.start, hit.end) for hit in self.find(text, Place.FILE)))

    def _take(self, name: Known) -> None:
        words = [one for one in _words(plain(name.text)) if len(one.text) > 1 and one.text not in _NOBODY]
        for order in _orders(tuple(_unmarked(one.text) for one in words)):
            self._whole.setdefault(order, []).append(name)
            self._begins.setdefault(order[0], set()).add(len(order))
            if len("".join(order)) >= _LEAST_GLUED:
                self._glued.setdefault("".join(order), []).append(name)
        named = (one.text for one in words if one.large or len(words) == 1)
        for word in () if name.staff else named:
            if len(word) >= _LEAST and word not in _OF_THE_PROGRAM:
                self._alone.setdefault(word, []).append(name)

    def _alones(self, words: tuple[_Word, ...], near: frozenset[str]) -> Iterator[Hit]:
        for word in words:
            for form in _forms(word.text):
                if whose := self._alone.get(form):
                    sure = word.large and any(one.code in near for one in whose)
                    yield Hit(word.start, word.end, sure, tuple(whose))

    def _many(self, words: tuple[_Word, ...]) -> Iterator[Hit]:
        """Whole names, in one word or in several."""
        bare = [_unmarked(one.text) for one in words]
        for at, word in enumerate(bare):
            for form in _forms(word):
                if whose := self._glued.get(form):
                    yield _whole(words[at], words[at], whose)
            for end in (at + count for count in self._begins.get(word, ()) if at + count <= len(bare)):
                for last in _forms(bare[end - 1]):
                    if whose := self._whole.get((*bare[at : end - 1], last)):
                        yield _whole(words[at], words[end - 1], whose)


def _whole(first: _Word, last: _Word, whose: list[Known]) -> Hit:
    return Hit(first.start, last.end, not all(one.staff for one in whose), tuple(whose))


def _outermost(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Each place once: a word within a whole name is told of only where it alone is sure."""
    kept: list[Hit] = []
    # In order of where they start, so that a hit lies within one before it when that one ends no earlier.
    end = end_of_sure = 0
    for hit in sorted(hits, key=lambda one: (one.start, -one.end, not one.sure)):
        if hit.end > (end_of_sure if hit.sure else end):
            kept.append(hit)
            end = max(end, hit.end)
            end_of_sure = max(end_of_sure, hit.end if hit.sure else 0)
    return tuple(kept)


def masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with an ellipsis for each span, however they lie over each other."""
    hidden = {at for start, end in spans for at in range(start, end)}
    return re.sub("\x00+", "…", "".join("\x00" if at in hidden else sign for at, sign in enumerate(text)))


def _orders(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """A whole name as it may be written: first name first or last, with the names between or without."""
    if len(words) == len(words[:1]):
        return ()
    first, last = words[0], words[-1]
    return tuple(dict.fromkeys(((*words,), (first, last), (last, first), (last, *words[:-1]))))


def _ways(text: str) -> tuple[tuple[_Word, ...], ...]:
    """The words of a text, and once more with those taken apart that are joined as in `AnnaSvensson`."""
    whole = _words(text)
    apart = tuple(part for word in whole for part in _parted(text, word))
    return tuple(dict.fromkeys((apart, whole)))


def _words(text: str) -> tuple[_Word, ...]:
    return tuple(_word(text, one.start(), one.end()) for one in _WORD.finditer(text))


def _parted(text: str, word: _Word) -> Iterator[_Word]:
    humps = [word.start + one.start() for one in _HUMP.finditer(text[word.start : word.end])]
    ends = (word.start, *humps, word.end)
    return (_word(text, start, end) for start, end in pairwise(ends))


def _word(text: str, start: int, end: int) -> _Word:
    return _Word(text[start:end].casefold(), start, end, text[start].isupper())


def _forms(word: str) -> tuple[str, ...]:
    """A word as it stands, and without the s of what is somebody's."""
    return (word, word[:-1]) if word.endswith("s") else (word,)


@lru_cache(maxsize=4096)
def _unmarked(word: str) -> str:
    """Without dots and accents, as people write whole names in addresses and names of branches."""
    if word.isascii():
        return word
    split = unicodedata.normalize("NFKD", word.translate(_UNMARKED))
    return "".join(c for c in split if not unicodedata.combining(c))
