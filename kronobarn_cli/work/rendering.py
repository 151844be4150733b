"""`render`: a plan, an audience and a day become a document on disk or on the screen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

from kronobarn_cli.errors import NotFound, NotShared, UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.model.meeting import held
from kronobarn_cli.model.plan import Meeting, Plan
from kronobarn_cli.model.view import (
    Audience,
    Refusal,
    RefusalCode,
    audiences,
    find_audience,
    may_share,
    view,
)
from kronobarn_cli.render import documents
from kronobarn_cli.render.documents import Document, Rendered, Style
from kronobarn_cli.render.formats import FORMATS
from kronobarn_cli.render.words import Words
from kronobarn_cli.store import files
from kronobarn_cli.work.output import lay, no_link, refuse

CALENDAR = "ics"
BYTES = {"docx", "pdf"}
"""Forms that no screen can show."""
USUAL_FORMAT = "html"


_USUAL = {"agenda": "chair", "wheel": "chair"}


@dataclass(frozen=True, slots=True)
class Order:
    """What to render: document, audience, format, and whether protected identity has been thought of."""

    document: str
    audience: str
    format: str
    despite_protected: bool = False


def render(plan: Plan, order: Order, style: Style) -> Rendered:
    """The document for its audience; raises NotShared where consent or protection says no, NotFound."""
    return render_all(plan, (order,), style)[0]


def render_all(plan: Plan, orders: Sequence[Order], style: Style) -> tuple[Rendered, ...]:
    """One document for one reader in the form of each of these orders, filled in once; raises as `render`."""
    order = orders[0]
    document = find_document(order.document)
    audience = reader(plan, order)
    if refusals := _refusals(plan, audience, style.today, order):
        raise NotShared(*_why_not(Words(plan, style.terms, style.language), refusals[0], audience, document))
    seen = view(plan, audience, style.today, order.despite_protected)
    forms = [one.format for one in orders if one.format != CALENDAR]
    pages = iter(documents.render_all(document, seen, audience, forms, style) if forms else ())
    return tuple(_calendar(seen, document, style.today) if one.format == CALENDAR else next(pages) for one in orders)


def settled(plan: Plan, order: Order) -> Order:
    """The order with its reader named; raises NotFound where there is nobody of that name."""
    return replace(order, audience=reader(plan, order).name)


def formats(typed: tuple[str, ...], out: Path | None, again: str) -> tuple[str, ...]:
    """The forms asked for, each once; else the one that the file's name ends with; else the usual.

    Raises UsageTrouble for a form that we do not make, with `again` to type.
    """
    ending = out.suffix[1:].lower() if out else ""
    chosen = tuple(dict.fromkeys(typed)) or ((ending,) if ending in (*FORMATS, CALENDAR) else (USUAL_FORMAT,))
    for one in chosen:
        if one not in (*FORMATS, CALENDAR):
            there = ", ".join((*FORMATS, CALENDAR))
            raise UsageTrouble(_("There is no format {format}.").format(format=one), again, (there,))
    return chosen


def names(first: str | None, second: str | None) -> tuple[str | None, str]:
    """Code and document from two words of which either may be left out; the agenda when none is named."""
    if second is None and first is not None and documents.find(first) is not None:
        return None, first
    return first, second or "agenda"


def default_audience(plan: Plan, order: Order) -> str:
    """Whom a document is for when nobody is named: the first it is offered to; a calendar is for everybody."""
    if order.format == CALENDAR:
        return "family"
    document = find_document(order.document)
    offered = [audience for audience in audiences(plan) if audience.kind in document.audiences]
    fitting = [audience for audience in offered if documents.fits(document, plan, audience)]
    return _USUAL.get(document.name) or next((one.name for one in (*fitting, *offered)), "chair")


def find_document(name: str) -> Document:
    """The document with this name; raises NotFound and names those there are."""
    found = documents.find(name)
    if found is None:
        names = ", ".join(one.name for one in documents.DOCUMENTS)
        raise NotFound(
            _("There is no document called {name}. There are: {names}.").format(name=name, names=names),
            "kronobarn render --help",
        )
    return found


def must_confirm(plan: Plan, order: Order, today: date) -> bool:
    """Whether protected identity, and nothing else, keeps this document from being made."""
    refusals = _refusals(plan, reader(plan, order), today, order)
    return {refusal.code for refusal in refusals} == {RefusalCode.PROTECTED}


def next_meeting(plan: Plan, today: date) -> Meeting | None:
    """The meeting that lies ahead, one without a day last; None when there is none."""
    ahead = (one for one in plan.meetings if not held(one) and (one.day is None or one.day >= today))
    return min(ahead, key=lambda one: one.day or date.max, default=None)


def write(plan: Plan, order: Order, rendered: Rendered, folder: Path) -> Path:
    """Lay a document, and the pictures it points to, in a folder of printouts; what lay there is replaced.

    Raises UsageTrouble when the folder is a link to another place.
    """
    no_link(folder, f"{_again(plan, order)} --out -")
    files.make_folder(folder)
    return write_to(folder / f"{plan.code}-{rendered.name_suffix}", plan, order, rendered, force=True)


def lies_there(path: Path, plan: Plan, order: Order) -> bool:
    """Whether a file lies where a document is to be written; raises as `output.refuse` for what can hold none."""
    refuse(path, _among_printouts(plan, order))
    return path.exists()


def write_to(path: Path, plan: Plan, order: Order, rendered: Rendered, *, force: bool) -> Path:
    """Write a document to a file of one's own choice, its pictures beside it; raises as `output.lay`."""
    lay(path, rendered.data, _among_printouts(plan, order), force=force)
    for name, svg in rendered.pictures:
        files.replace(path.parent / name, svg.encode())
    return path


def _again(plan: Plan, order: Order) -> str:
    """The same document for the same reader."""
    routine = " --routine-followed" if plan.child.protected and order.despite_protected else ""
    return f"kronobarn render {plan.code} {order.document} --for {order.audience}{routine}"


def _among_printouts(plan: Plan, order: Order) -> str:
    """The same document laid where documents lie when no other place is named."""
    return _again(plan, order) + (f" --to {order.format}" if order.format != USUAL_FORMAT else "")


def _calendar(seen: Plan, document: Document, today: date) -> Rendered:
    from kronobarn_cli.render.calendar import calendar, follow_up_event, meeting_event

    meeting = next_meeting(seen, today)
    entries = {
        "invitation": (meeting_event(seen, meeting) if meeting else None, f"kronobarn meeting {seen.code} --prepare"),
        "follow-up": (follow_up_event(seen), f"kronobarn follow-up {seen.code}"),
    }
    if document.name not in entries:
        sentence = _("There is a calendar file of an invitation and of a follow-up, not of {document}.")
        raise UsageTrouble(sentence.format(document=document.name), f"kronobarn render {seen.code} invitation --to ics")
    event, hint = entries[document.name]
    if event is None:
        raise NotFound(_("No day is set, so there is nothing to put in a calendar."), hint)
    # The same plan on the same day gives the same file.
    made = calendar([event], datetime.combine(today, time()))
    return Rendered(made, f"{document.name}.{CALENDAR}")


def reader(plan: Plan, order: Order) -> Audience:
    """Whom an order is for, the usual reader when nobody is named; raises NotFound where there is nobody such."""
    name = order.audience or default_audience(plan, order)
    found = find_audience(plan, name)
    if found is None and any(person.id == name for person in plan.people):
        sentence = _("{who} is neither a guardian nor a service. No page is made; the family decides what to pass on.")
        raise NotFound(sentence.format(who=name), f"kronobarn render {plan.code} plan --for family")
    if found is None:
        names = ", ".join(one.name for one in audiences(plan))
        sentence = _("There is nobody called {name} to render for. There are: {names}.").format(name=name, names=names)
        raise NotFound(sentence, f"kronobarn render {plan.code} agenda --for chair")
    return found


def _refusals(plan: Plan, audience: Audience, today: date, order: Order) -> tuple[Refusal, ...]:
    lifted = {RefusalCode.PROTECTED} if order.despite_protected else set()
    return tuple(refusal for refusal in may_share(plan, audience, today) if refusal.code not in lifted)


def _why_not(words: Words, refusal: Refusal, audience: Audience, document: Document) -> tuple[str, str]:
    code = words.plan.code
    if refusal.code is RefusalCode.PROTECTED:
        sentence = _(
            "Somebody in the family has protected identity. "
            "Nothing is made for others until you have followed your routine."
        )
        return sentence, f"kronobarn render {code} {document.name} --for {audience.name} --routine-followed"
    sentence = _("No consent that is valid today lets {service} see anything of this plan.")
    return sentence.format(service=words.audience(audience)), f"kronobarn consent {code}"
