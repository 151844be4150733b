"""What the one who makes copies must hear before handing them out: pure readings of the plan, shown on the screen only.

Law: nothing here stands on a page, and nothing here keeps a page from being made.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from enum import Enum
from typing import NamedTuple

from kronobarn_cli.model.area import AREAS
from kronobarn_cli.model.consent import covered_areas, valid
from kronobarn_cli.model.left_out import LeftOut, left_out
from kronobarn_cli.model.named import named_in
from kronobarn_cli.model.plan import Consent, OpenPoint, Plan
from kronobarn_cli.model.reading_ease import MOST, HardSentence, hard_sentences
from kronobarn_cli.model.view import Audience, AudienceKind, view
from kronobarn_cli.render.documents import Style
from kronobarn_cli.work import sharing
from kronobarn_cli.work.rendering import CALENDAR, Order, must_confirm, reader

_CHILDS_PAGE = "child"


class _Typed(Enum):
    """What adults have typed that a document holds: what is asked before a meeting, or what was agreed at it."""

    BEFORE = "before"
    AFTER = "after"


_HOLDS = {
    **dict.fromkeys(("invitation", "preparation", "agenda"), _Typed.BEFORE),
    **dict.fromkeys(("plan", "child", "follow-up"), _Typed.AFTER),
}


class NamesLeft(NamedTuple):
    """Sentences that the whole family may read, each once, and how many there are in all."""

    shown: tuple[str, ...]
    total: int


def lacking(plan: Plan, order: Order, today: date) -> tuple[LeftOut, ...]:
    """What the plan holds that the reader of this order may not know; raises NotFound for nobody."""
    audience = reader(plan, order)
    service = audience.kind is AudienceKind.SERVICE
    covered = covered_areas(plan, audience.who or "", today) if service else AREAS
    return left_out(plan, view(plan, audience, today, order.despite_protected), covered)


def hard_to_read(plan: Plan, order: Order, today: date) -> tuple[HardSentence, ...]:
    """The hardest sentences that adults typed for this page; none for a reader who is promised no easy reading."""
    audience = reader(plan, order)
    if audience.kind not in MOST or order.document not in _HOLDS:
        return ()
    seen = view(plan, audience, today, order.despite_protected)
    before = _HOLDS[order.document] is _Typed.BEFORE
    return tuple(one for one in hard_sentences(seen, MOST[audience.kind]) if (one.path[0] == "meetings") is before)


def names_left(plan: Plan, orders: Iterable[Order], today: date) -> NamesLeft:
    """Sentences that name somebody or a place in copies that are made outside the office despite protected identity.

    A calendar file holds nothing that anyone has written.
    """
    readers = {order.audience: reader(plan, order) for order in orders if _despite(plan, order, today)}
    found = [
        one.text
        for one_reader in readers.values()
        for one in named_in(plan, view(plan, one_reader, today, despite_protected=True))
    ]
    family = view(plan, Audience(kind=AudienceKind.FAMILY), today, despite_protected=True)
    open_ = {one.text for one in named_in(plan, family)}
    return NamesLeft(tuple(one for one in dict.fromkeys(found) if one in open_), len({*found}))


def undecided(plan: Plan, orders: Iterable[Order]) -> tuple[OpenPoint, ...]:
    """What is written in two ways and not chosen, where one of these copies leaves the office."""
    if not plan.open_points or not sharing.papers((order, "") for order in orders):
        return ()
    # What can settle them is slow to load, and few plans have any.
    from kronobarn_cli.work.merging import open_points

    return open_points(plan)


def _despite(plan: Plan, order: Order, today: date) -> bool:
    """Whether a page is made of what protected identity, and nothing else, keeps from its reader."""
    careless = replace(order, despite_protected=False)
    return order.despite_protected and order.format != CALENDAR and must_confirm(plan, careless, today)


def excepted(plan: Plan, services: Collection[str], today: date) -> tuple[Consent, ...]:
    """The consents to any of these services that hold today and except something."""
    return tuple(one for one in plan.consents if one.except_ and {*services} & {*one.to} and valid(one, today))


def overflows(plan: Plan, orders: Iterable[Order], style: Style) -> bool:
    """Whether one of these is a child's page that does not fit on one sheet, as far as can be reckoned."""
    from kronobarn_cli.render import child_page

    pages = [one for one in orders if one.document == _CHILDS_PAGE]
    if not pages:
        return False
    seen = view(plan, reader(plan, pages[0]), style.today, pages[0].despite_protected)
    return child_page.overflows(seen, style.terms, style.language, style.today)
