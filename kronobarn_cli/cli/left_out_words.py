"""The words for what a copy does not hold, and why. For the facilitator's screen only, never on a page.

Law: whether there is anything private, or anything that must not be raised, is not told: the family may sit beside the
screen. That such things stay where they are is said each time, whether there are any or not.
"""

from collections.abc import Iterable, Iterator

from kronobarn_cli.i18n import _, later, ngettext
from kronobarn_cli.model.left_out import Kind, LeftOut, Why
from kronobarn_cli.render.words import Words, begun_large

KINDS = {
    Kind.PROTECTED: later("names and places that have fields of their own"),
    Kind.CHILDS_WORDS: later("the child's words before the meeting"),
    Kind.OTHERS_WORDS: later("the words of others before the meeting"),
    Kind.OTHERS_WHEEL: later("how others see the areas"),
    Kind.CASE: later("what was noticed and decided"),
    Kind.GOALS: later("goals and actions"),
    Kind.NO_AREA: later("goals and actions that belong to no area"),
    Kind.TRIED: later("how it went with some actions"),
    Kind.NOT_DOING: later("what others do not do"),
    Kind.MEETINGS: later("meetings of others"),
    Kind.NOTES: later("the notes from the meeting"),
    Kind.ABSENCES: later("why somebody was not there"),
    Kind.AT_THE_TABLE: later("who else was asked or was there"),
    Kind.AFTER: later("the answers after the meeting"),
    Kind.DISAGREEMENTS: later("what you do not agree about"),
    Kind.FALLBACK: later("whom the family rings"),
    Kind.FOLLOW_UP: later("the follow-up"),
    Kind.REVIEWS: later("the child's word at the follow-up"),
    Kind.ANSWERS: later("what others answered when the plan was read out"),
    Kind.CHILD: later("some facts about the child"),
    Kind.PEOPLE: later("people around the child"),
    Kind.CONTACTS: later("names and contacts of others"),
    Kind.CONSENTS: later("consents to others"),
    Kind.CONSENT_DETAILS: later("what the consents except, and where they lie"),
    Kind.OTHER_PLANS: later("more about other plans"),
    Kind.HAND_OVERS: later("hand-overs"),
    Kind.SHARED: later("what others have been handed"),
    Kind.SKIPPED: later("questions that were skipped"),
    Kind.CLOSING: later("how the plan was closed"),
    Kind.OPEN_POINTS: later("what you have written differently and not chosen between"),
}
WHYS = {
    Why.PROTECTED: later("protected identity"),
    Why.NO_CONSENT: later("no consent"),
    Why.NEEDS_ALL_AREAS: later("needs a consent to all seven areas"),
    Why.KEPT: later("stays with the chair and the archive"),
    Why.NOT_FOR_READER: later("not for this reader"),
}


_UNTOLD = {Kind.NOT_RAISED, Kind.PRIVATE}


def lines(words: Words, found: Iterable[LeftOut]) -> Iterator[str]:
    """One line for each reason, with the things that are left out for it."""
    things: dict[Why, list[str]] = {}
    for one in (one for one in found if one.kind not in _UNTOLD):
        things.setdefault(one.why, []).append(_thing(words, one))
    for why in Why:
        if why in things:
            line = _("{things}: {why}").format(things=", ".join(things[why]), why=_(WHYS[why]))
            yield begun_large(line)


def always() -> str:
    """What is said of every set of copies."""
    return _(
        "What must not be raised stands in the copies for the chair and the archive only. "
        "Private words are only for those who hold the plan or the meeting."
    )


def _thing(words: Words, one: LeftOut) -> str:
    if one.kind is not Kind.AREAS:
        return _(KINDS[one.kind])
    names = words.joined(words.area(area) for area in one.areas)
    return ngettext("the area {areas}", "the areas {areas}", len(one.areas)).format(areas=names)
