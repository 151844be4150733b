"""`render`: a plan, an audience and a day become a document on disk or on the screen."""

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from kronobarn_cli.errors import NotFound, NotShared, UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.model.meeting import held
from kronobarn_cli.model.plan import Meeting, Plan
from kronobarn_cli.model.view import Audience, Refusal, RefusalCode, audiences, find_audience, may_share, view
from kronobarn_cli.render import documents
from kronobarn_cli.render.documents import Document, Rendered, Style
from kronobarn_cli.render.words import Words
from kronobarn_cli.store import files
from kronobarn_cli.work.output import lay

CALENDAR = "ics"
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
    document = find_document(order.document)
    audience = _audience(plan, order)
    if refusals := _refusals(plan, audience, style.today, order):
        raise NotShared(*_why_not(Words(plan, style.terms, style.language), refusals[0], audience, document))
    seen = view(plan, audience, style.today, order.despite_protected)
    if order.format == CALENDAR:
        return _calendar(seen, document, style.today)
    return documents.render(document, seen, audience, order.format, style)


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
    refusals = _refusals(plan, _audience(plan, order), today, order)
    return {refusal.code for refusal in refusals} == {RefusalCode.PROTECTED}


def next_meeting(plan: Plan, today: date) -> Meeting | None:
    """The meeting that lies ahead, one without a day last; None when there is none."""
    ahead = (one for one in plan.meetings if not held(one) and (one.day is None or one.day >= today))
    return min(ahead, key=lambda one: one.day or date.max, default=None)


def write(plan: Plan, rendered: Rendered, folder: Path) -> Path:
    """Lay a document, and the pictures it points to, in a folder of printouts; what lay there is replaced."""
    files.make_folder(folder)
    return write_to(folder / f"{plan.code}-{rendered.name_suffix}", plan, rendered, force=True)


def write_to(path: Path, plan: Plan, rendered: Rendered, *, force: bool) -> Path:
    """Write a document to a file of one's own choice, its pictures beside it; raises as `output.lay`."""
    lay(path, rendered.text.encode(), f"kronobarn render {plan.code} --out -", force=force)
    for name, svg in rendered.pictures:
        files.replace(path.parent / name, svg.encode())
    return path


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
    return Rendered(made.decode(), f"{document.name}.{CALENDAR}")


def _audience(plan: Plan, order: Order) -> Audience:
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
