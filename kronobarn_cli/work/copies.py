"""All copies of a meeting in one go, before it or after it, each with only what its reader may know.

Laws: nobody is forgotten in silence, a copy that may not be made stops no other but is told, with why; every copy is
made before the first is written, and a disk that refuses half-way tells which lie there.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, Protocol

from kronobarn_cli.errors import CannotWrite, NotFound, NotShared, UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.model.hand_over import waiting
from kronobarn_cli.model.left_out import LeftOut
from kronobarn_cli.model.meeting import held
from kronobarn_cli.model.plan import HandOver, Meeting, PersonKind, Plan
from kronobarn_cli.model.view import Audience, AudienceKind, audiences, find_audience
from kronobarn_cli.render import documents
from kronobarn_cli.render.documents import Rendered, Style
from kronobarn_cli.render.words import Words
from kronobarn_cli.work.cautions import lacking
from kronobarn_cli.work.rendering import CALENDAR, USUAL_FORMAT, Order, next_meeting, render_all, write


class Withheld(NamedTuple):
    """A copy that was not made: what it is, for whom, and why, all in words."""

    document: str
    audience: str
    reason: str


class Copy(NamedTuple):
    """A file that was made, what was ordered, and what names its text whatever the form."""

    path: Path
    order: Order
    fingerprint: str


class Copies(NamedTuple):
    """The files that were made, in order, and the copies that were not."""

    made: tuple[Copy, ...]
    withheld: tuple[Withheld, ...]


class Pick(Protocol):
    """Which copies are wanted: `before`, `after` or `orders_now`."""

    def __call__(
        self, plan: Plan, today: date, forms: Sequence[str] = (USUAL_FORMAT,), *, despite_protected: bool
    ) -> tuple[Order, ...]:
        """The orders, in order."""


_CHAIR, _NOTE_TAKER = Audience(kind=AudienceKind.CHAIR), Audience(kind=AudienceKind.NOTE_TAKER)
_OF_THE_MEETING = {AudienceKind.CHAIR, AudienceKind.NOTE_TAKER}


def copies(plan: Plan, orders: Iterable[Order], style: Style, folder: Path) -> Copies:
    """Make and lay every copy that may be made; raises CannotWrite when the disk refuses, and says what was written.

    Raises NotFound, before anything is written, when a form needs what is not installed.
    """
    ready: list[tuple[Order, Rendered]] = []
    withheld: list[Withheld] = []
    for _paper, alike in groupby(orders, key=_one_paper):
        same = tuple(alike)
        try:
            ready.extend(zip(same, render_all(plan, same, style), strict=True))
        except (NotShared, UsageTrouble) as refusal:
            withheld.append(_withheld(Words(plan, style.terms, style.language), same[0], refusal.sentence))
        except NotFound as refusal:
            if same[0].format != CALENDAR:
                raise
            withheld.append(_withheld(Words(plan, style.terms, style.language), same[0], refusal.sentence))
    return Copies(tuple(_written(plan, ready, folder)), tuple(withheld))


def _one_paper(order: Order) -> tuple[str, str, bool]:
    """What orders have in common that differ in nothing but the form of a page."""
    return order.document, order.audience, order.format == CALENDAR


def forms_of(plan: Plan, order: Order, forms: Iterable[str], style: Style, folder: Path) -> tuple[Copy, ...]:
    """One document in several forms, laid in a folder; raises as `rendering.render` before anything is written."""
    orders = [replace(order, format=form) for form in forms]
    return tuple(_written(plan, zip(orders, render_all(plan, orders, style), strict=True), folder))


def left_out(plan: Plan, made: Iterable[Copy], today: date) -> dict[str, tuple[LeftOut, ...]]:
    """For each reader of these copies, in order, what the plan holds that the reader may not know."""
    return {
        order.audience: lacking(plan, order, today)
        for order in {copy.order.audience: copy.order for copy in made}.values()
    }


def _written(plan: Plan, ready: Iterable[tuple[Order, Rendered]], folder: Path) -> Iterator[Copy]:
    there: list[str] = []
    for order, rendered in ready:
        try:
            path = write(plan, order, rendered, folder)
        except CannotWrite as refusal:
            if not there:
                raise
            done = _("Written before that: {names}").format(names=", ".join(there))
            raise CannotWrite(refusal.sentence, refusal.hint, (*refusal.details, done)) from refusal.__cause__
        there.append(path.name)
        yield Copy(path, order, rendered.fingerprint)


def _withheld(words: Words, order: Order, reason: str) -> Withheld:
    audience = find_audience(words.plan, order.audience)
    whom = words.audience(audience) if audience else words.who(order.audience)
    document = _("Calendar file") if order.format == CALENDAR else words.known("document-", order.document)
    return Withheld(document, whom, reason)


def before(
    plan: Plan, today: date, forms: Sequence[str] = (USUAL_FORMAT,), *, despite_protected: bool = False
) -> tuple[Order, ...]:
    """What goes out before the next meeting: invitations, preparation, agendas, the calendar file; else nothing."""
    meeting = next_meeting(plan, today)
    if meeting is None:
        return ()
    everyone = audiences(plan)
    invited = [one for one in everyone if _person(plan, one) in meeting.invited]
    family = {AudienceKind.CHILD} if meeting.invited else {AudienceKind.CHILD, AudienceKind.GUARDIAN}
    prepares = [one for one in everyone if one.kind in family or one in invited]
    agendas = (_CHAIR, _NOTE_TAKER, *invited)
    found = [
        *_pairs(plan, "invitation", invited),
        *_pairs(plan, "preparation", prepares),
        *_pairs(plan, "agenda", agendas),
    ]
    return _ordered(found, forms, "invitation", despite_protected)


def after(
    plan: Plan, today: date, forms: Sequence[str] = (USUAL_FORMAT,), *, despite_protected: bool = False
) -> tuple[Order, ...]:
    """What goes out after a held meeting: the plan, the child's page, what has happened since, extracts, the next date.

    A hand-over that waits, or was accepted at the last meeting or since, goes out with or without a meeting.
    """
    meetings = [meeting for meeting in plan.meetings if held(meeting)]
    readers = [one for one in audiences(plan) if meetings and one.kind not in _OF_THE_MEETING]
    plans = [one for one in readers if one.kind is not AudienceKind.GUARDIAN or _has_own(plan, one)]
    since = readers if plan.reviews or len(meetings) > 1 else []
    found = [
        *_pairs(plan, "plan", plans),
        *_pairs(plan, "child", readers),
        *_pairs(plan, "follow-up", since),
        *_pairs(plan, "journal", readers),
        *_pairs(plan, "hand-over", _told_of_hand_over(plan, meetings)),
    ]
    day = plan.follow_up.day if plan.follow_up and meetings else None
    return _ordered(found, forms, "follow-up" if day and day >= today else "", despite_protected)


def orders_now(
    plan: Plan, today: date, forms: Sequence[str] = (USUAL_FORMAT,), *, despite_protected: bool = False
) -> tuple[Order, ...]:
    """The copies that make sense today; raises NotFound when there are none, for want of a meeting."""
    ahead = before(plan, today, forms, despite_protected=despite_protected)
    behind = after(plan, today, forms, despite_protected=despite_protected)
    if not (ahead or behind):
        sentence = _("No meeting is planned or held in plan {code}, so there are no copies to make.")
        raise NotFound(sentence.format(code=plan.code), f"kronobarn meeting {plan.code} --prepare")
    return (*ahead, *behind)


def _ordered(found: list[tuple[str, str]], forms: Sequence[str], calendar: str, despite: bool) -> tuple[Order, ...]:
    """Orders for pairs of document and audience in each form, and for the calendar file of one document, if any."""
    pages = [Order(*pair, form, despite) for pair in found for form in forms if form != CALENDAR]
    dates = [Order(calendar, "family", CALENDAR, despite)] if documents.find(calendar) else []
    return (*pages, *dates)


def _pairs(plan: Plan, name: str, readers: Iterable[Audience]) -> Iterator[tuple[str, str]]:
    """The document with each of the readers it is offered to."""
    document = documents.find(name)
    for reader in readers if document else ():
        if document and documents.fits(document, plan, reader):
            yield name, reader.name


def _has_own(plan: Plan, guardian: Audience) -> bool:
    """Whether a guardian has said something in private, so that the family's copy does not hold it."""
    voices = any(one.private and one.of == guardian.who for one in plan.voices)
    return voices or any(one.private and one.voice == guardian.who for one in plan.wheel)


def _told_of_hand_over(plan: Plan, meetings: Sequence[Meeting]) -> list[Audience]:
    """The one who takes over and the family, as long as the hand-over is news."""
    since = max((one.day for one in meetings if one.day), default=date.min)
    found = waiting(plan) or next((one for one in reversed(plan.hand_overs) if _accepted_since(one, since)), None)
    if found is None:
        return []
    taker = Audience(kind=AudienceKind.SERVICE, who=found.to)
    return [one for one in audiences(plan) if one == taker or one.kind is AudienceKind.FAMILY]


def _accepted_since(one: HandOver, day: date) -> bool:
    return one.declined is None and one.accepted is not None and one.accepted >= day


def _person(plan: Plan, audience: Audience) -> str | None:
    """Whose audience it is: the child's too has a person."""
    if audience.kind is not AudienceKind.CHILD:
        return audience.who
    return next((person.id for person in plan.people if person.kind is PersonKind.CHILD), None)
