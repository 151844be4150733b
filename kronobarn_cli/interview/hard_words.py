"""Which hard words and abbreviations have been used and not yet explained. Pure; each word is asked about once."""

from collections.abc import Callable, Iterator

from kronobarn_cli.interview.answers import Answers
from kronobarn_cli.model.terms import Kind, Question, Terms

_READ_BY_THE_FAMILY = {"goals", "actions", "not-doing", "disagreements", "fallback"}


def meaning(word: str, terms: Terms) -> str | None:
    """What a word of the trade means in the terms file's words, or None."""
    known = {one.word.casefold(): one.meaning for one in terms.glossary}
    known |= {one.word.casefold(): one.meaning for one in terms.jargon if one.meaning}
    return known.get(word.casefold())


class Unexplained:
    """Walks along the answers and gives each hard word where it first stands; `hard_words` finds those of a text."""

    def __init__(self, hard_words: Callable[[str], tuple[str, ...]], answers: Answers) -> None:
        self._hard_words = hard_words
        self._told: set[str] = set()
        self._answers = answers
        named = (str(answers.get(f"people.{one}.name") or "") for one, _kind in answers.people())
        self._names = {name.casefold() for name in (str(answers.get("child.name") or ""), *named)}
        self._next = answers.next_item("explained")
        self._items = {
            str(answers.get(f"explained.e{number}.word")).casefold(): f"e{number}"
            for number in answers.items("explained")
        }

    def after(self, place: str, question: Question) -> Iterator[tuple[str, str]]:
        """Item and word for each hard word in the answer just given there; those of earlier talks are left out."""
        text = self._answers.given.get(place)
        read = question.id.split(".", maxsplit=1)[0] in _READ_BY_THE_FAMILY and question.kind in (Kind.LINE, Kind.LONG)
        if not read or not isinstance(text, str):
            return
        for word in self._hard_words(text):
            if word.casefold() in self._names:
                continue
            item = self._items.get(word.casefold())
            if item is None:
                item = self._items[word.casefold()] = f"e{self._next}"
                self._next += 1
                yield item, word
            elif f"explained.{item}.word" in self._answers.given and item not in self._told:
                yield item, word
            self._told.add(item)
