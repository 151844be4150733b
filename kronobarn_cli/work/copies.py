"""All copies of a meeting in one go, before it or after it, each with only what its reader may know.

The law they keep: nobody is forgotten in silence. A copy that may not be made stops no other; it is told, with why.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple, Protocol

from kronobarn_cli.errors import NotFound, NotShared, UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.model.meeting import held
from kronobarn_cli.model.plan import PersonKind, Plan
from kronobarn_cli.model.view import Audience, AudienceKind, audiences, find_audience
from kronobarn_cli.render import documents
from kronobarn_cli.render.documents import Style
from kronobarn_cli.render.formats import FORMATS
from kronobarn_cli.render.words import Words
from kronobarn_cli.work.rendering import CALENDAR, Order, next_meeting, render, write


class Withheld(NamedTuple):
    """A copy that was not made: what it is, for whom, and why, all in words."""

    document: str
    audience: str
    reason: str


class Copies(NamedTuple):
    """The files that were made, in order, and the copies that were not."""

    made: tuple[Path, ...]
    withheld: tuple[Withheld, ...]


class Pick(Protocol):
    """Which copies are wanted: `before`, `after` or `orders_now`."""

    def __call__(self, plan: Plan, today: date, form: str = "html", *, despite_protected: bool) -> tuple[Order, ...]:
        """The orders, in order."""


_CHAIR, _NOTE_TAKER = Audience(kind=AudienceKind.CHAIR), Audience(kind=AudienceKind.NOTE_TAKER)
_OF_THE_MEETING = {AudienceKind.CHAIR, AudienceKind.NOTE_TAKER}


def copies(plan: Plan, orders: Iterable[Order], style: Style, folder: Path) -> Copies:
    """Make and lay every copy that may be made; raises CannotWrite when the disk refuses."""
    made, withheld = [], []
    for order in orders:
        try:
            made.append(write(plan, render(plan, order, style), folder))
        except (NotShared, NotFound, UsageTrouble) as refusal:
            withheld.append(_withheld(Words(plan, style.terms, style.language), order, refusal.sentence))
    return Copies(tuple(made), tuple(withheld))


def _withheld(words: Words, order: Order, reason: str) -> Withheld:
    audience = find_audience(words.plan, order.audience)
    whom = words.audience(audience) if audience else words.who(order.audience)
    return Withheld(words.known("document-", order.document), whom, reason)


def before(plan: Plan, today: date, form: str = "html", *, despite_protected: bool = False) -> tuple[Order, ...]:
    """What goes out before the next meeting: invitations, preparation, agendas, the calendar file; else nothing."""
    meeting = next_meeting(plan, today)
    if meeting is None:
        return ()
    everyone = audiences(plan)
    invited = [one for one in everyone if _person(plan, one) in meeting.invited]
    prepares = [one for one in everyone if one.kind is AudienceKind.CHILD or one in invited]
    agendas = (_CHAIR, _NOTE_TAKER, *invited)
    found = [
        *_pairs(plan, "invitation", invited),
        *_pairs(plan, "preparation", prepares),
        *_pairs(plan, "agenda", agendas),
    ]
    return _ordered(found, form, "invitation", despite_protected)


def after(plan: Plan, today: date, form: str = "html", *, despite_protected: bool = False) -> tuple[Order, ...]:
    """What goes out after a held meeting: the plan, what has happened since, the next date; else nothing."""
    meetings = [meeting for meeting in plan.meetings if held(meeting)]
    if not meetings:
        return ()
    readers = [one for one in audiences(plan) if one.kind not in _OF_THE_MEETING]
    since = readers if plan.reviews or len(meetings) > 1 else []
    found = [*_pairs(plan, "plan", readers), *_pairs(plan, "follow-up", since)]
    day = plan.follow_up.day if plan.follow_up else None
    return _ordered(found, form, "follow-up" if day and day >= today else "", despite_protected)


def orders_now(plan: Plan, today: date, form: str = "html", *, despite_protected: bool = False) -> tuple[Order, ...]:
    """The copies that make sense today; raises NotFound without a meeting, UsageTrouble for no format of ours."""
    if form not in (*FORMATS, CALENDAR):
        forms = ", ".join((*FORMATS, CALENDAR))
        raise UsageTrouble(
            _("There is no format {format}.").format(format=form), f"kronobarn render {plan.code} --all", (forms,)
        )
    ahead = before(plan, today, form, despite_protected=despite_protected)
    behind = after(plan, today, form, despite_protected=despite_protected)
    if not (ahead or behind):
        sentence = _("No meeting is planned or held in plan {code}, so there are no copies to make.")
        raise NotFound(sentence.format(code=plan.code), f"kronobarn meeting {plan.code} --prepare")
    return (*ahead, *behind)


def _ordered(found: list[tuple[str, str]], form: str, calendar: str, despite: bool) -> tuple[Order, ...]:
    """Orders for pairs of document and audience, and for the calendar file of one document, if there is one."""
    pages = [Order(*pair, form, despite) for pair in found if form != CALENDAR]
    dates = [Order(calendar, "family", CALENDAR, despite)] if documents.find(calendar) else []
    return (*pages, *dates)


def _pairs(plan: Plan, name: str, readers: Iterable[Audience]) -> Iterator[tuple[str, str]]:
    """The document with each of the readers it is offered to."""
    document = documents.find(name)
    for reader in readers if document else ():
        if document and documents.fits(document, plan, reader):
            yield name, reader.name


def _person(plan: Plan, audience: Audience) -> str | None:
    """Whose audience it is: the child's too has a person."""
    if audience.kind is not AudienceKind.CHILD:
        return audience.who
    return next((person.id for person in plan.people if person.kind is PersonKind.CHILD), None)
