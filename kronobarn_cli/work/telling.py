"""Versions of plans in words: what changed from one to another, as one who reads the history is told of it.

Laws: a version that cannot be read is told of and hides no other; where two lines were put together only what was
written then is told, for the rest stands where it was written; once one version that was read has a protected identity,
all are told of as if they had.
"""

from datetime import date, datetime
from typing import Any, NamedTuple

from kronobarn_cli.i18n import _
from kronobarn_cli.model.terms import Terms
from kronobarn_cli.model.view import Audience, AudienceKind, view
from kronobarn_cli.render.change_words import Manner, change_words
from kronobarn_cli.render.words import Words
from kronobarn_cli.store.folder import read
from kronobarn_cli.store.git.past import Version
from kronobarn_cli.text.plan_text import PlanText
from kronobarn_cli.text.problem import Troubled

_MOST = 100
"""So many versions are held ready at once: a folder can hold tens of thousands."""

_BACK = (": undo", ": restore")
"""How the message ends that such a version is recorded with."""


class Entry(NamedTuple):
    """One change of a plan in words; `number` counts from the newest.

    `at` and `by` are None for what is not recorded yet, `by` also where nobody has said who they are; `revision` is
    None for a plan that is gone or cannot be read; `doubted` is a moment that cannot be right among the others.
    """

    number: int
    code: str
    at: datetime | None
    by: str | None
    revision: int | None
    sentences: tuple[str, ...]
    merged: bool = False
    doubted: bool = False

    def as_data(self) -> dict[str, Any]:
        """The change as JSON tells of it."""
        return {
            "change": self.number,
            "code": self.code,
            "at": self.at.isoformat(timespec="seconds") if self.at else None,
            "by": self.by,
            "revision": self.revision,
            "recorded": self.at is not None,
            "merged": self.merged,
            "sentences": list(self.sentences),
        }


class Asked(NamedTuple):
    """A version that was asked for; whether only this computer kept it, and how many others have the same number."""

    version: Version
    kept: bool = False
    others: int = 0


class Changed(NamedTuple):
    """What is new in a plan: its revisions then and now, None where there was no plan, and the sentences.

    `since` is what it was compared with, where one version was asked for.
    """

    code: str
    before: int | None
    after: int | None
    sentences: tuple[str, ...]
    since: Asked | None = None

    def as_data(self) -> dict[str, Any]:
        """What is new as JSON tells of it."""
        return {"code": self.code, "from": self.before, "to": self.after, "sentences": list(self.sentences)}


class Teller:
    """Reads versions, the nearest ones once, and says what changed between them in the words of a language."""

    def __init__(self, terms: Terms, language: str) -> None:
        self._terms, self._language = terms, language
        self._known: dict[tuple[str, bytes], PlanText | None] = {}
        self._protected: set[str] = set()

    def text(self, code: str, data: bytes | None) -> PlanText | None:
        """The bytes as a plan; None for none, and for what cannot be read."""
        if data is None:
            return None
        if (code, data) not in self._known:
            if len(self._known) >= _MOST:
                self._known.pop(next(iter(self._known)))
            source = self._known[code, data] = readable(code, data)
            if source and source.plan.child.protected:
                self._protected.add(code)
        return self._known[code, data]

    def between(self, before: PlanText | None, after: PlanText | None, *, back: bool = False) -> tuple[str, ...]:
        """What changed from one to the other; `back` when the plan goes back to what it was."""
        codes = {one.plan.code for one in (before, after) if one}
        manner = Manner(protected=bool(codes & self._protected), back=back)
        return tuple(change_words(before, after, self._terms, self._language, manner))

    def words(self, source: PlanText) -> Words:
        """The words of a plan, as the chair may see it."""
        chair = Audience(kind=AudienceKind.CHAIR)
        # The chair's view depends on no day.
        return Words(view(source.plan, chair, date.min), self._terms, self._language)

    def changed(self, code: str, before: bytes | None, after: bytes | None) -> Changed:
        """What is new in a plan from these bytes to those."""
        one, other = self.text(code, before), self.text(code, after)
        return Changed(code, revision_of(one), revision_of(other), self._told(code, before, after, one))

    def since_beginning(self, code: str, first: bytes | None, after: bytes | None) -> Changed:
        """What is new in a plan that was not there before: all of it, or what came after its history began."""
        begins = self.beginning(self.text(code, first))
        known = self.changed(code, first if begins else None, after)
        return known._replace(before=None, sentences=(*begins, *known.sentences))

    def version(self, one: Version, older: PlanText | None) -> tuple[str, ...]:
        """What one version changed; `older` is the nearest before it that could be read."""
        back = one.head.message.endswith(_BACK)
        found = self._told(one.code, one.before, one.data, older, back=back)
        if one.before is None and older is None:
            found = self.beginning(self.text(one.code, one.data)) or found
        if not one.head.merged:
            return found or (_("Nothing in the plan itself was changed."),)
        # What differs from all lines was written when they were put together; the rest was told where it was written.
        others = [self._told(one.code, other, one.data, None) for other in one.others]
        return tuple(said for said in found if all(said in other for other in others))

    @staticmethod
    def beginning(first: PlanText | None) -> tuple[str, ...]:
        """That the history of a plan begins with this version; nothing where the plan itself does."""
        if first is None or first.plan.revision <= 1:
            return ()
        return (
            _("The history of the plan begins here, with version {revision}.").format(revision=first.plan.revision),
        )

    def _told(
        self, code: str, before: bytes | None, after: bytes | None, older: PlanText | None, *, back: bool = False
    ) -> tuple[str, ...]:
        was, now = self.text(code, before), self.text(code, after)
        if after is None:
            return (_("The plan was taken away."),) if before is not None else ()
        if now is None:
            return (_("The file cannot be read as a plan here."),)
        if before is not None and was is None:
            return (_("The file can be read again."), *(self.between(older, now) if older else ()))
        if before is None and older is not None:
            return (_("The plan came back."), *self.between(older, now))
        return self.between(was, now, back=back)


def readable(code: str, data: bytes) -> PlanText | None:
    """The bytes of a plan file as a plan; None when they are none."""
    try:
        return read(code, data)
    except Troubled:
        return None


def revision_of(source: PlanText | None) -> int | None:
    """The revision of a plan, None without one."""
    return source.plan.revision if source else None
