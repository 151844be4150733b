"""`render`: a plan, an audience and a day become a document on disk or on the screen."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kronobarn_cli.errors import NotFound, NotShared
from kronobarn_cli.i18n import _
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.view import Audience, Refusal, RefusalCode, audiences, find_audience, may_share, view
from kronobarn_cli.render import documents
from kronobarn_cli.render.documents import Document, Rendered, Style
from kronobarn_cli.store import files
from kronobarn_cli.work.output import lay


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
    audience = _audience(plan, order.audience or default_audience(document))
    _refused(plan, audience, style.today, order)
    seen = view(plan, audience, style.today, order.despite_protected)
    return documents.render(document, seen, audience, order.format, style)


def names(first: str | None, second: str | None) -> tuple[str | None, str]:
    """Code and document from two words of which either may be left out; the agenda when none is named."""
    if second is None and first is not None and documents.find(first) is not None:
        return None, first
    return first, second or "agenda"


def default_audience(document: Document) -> str:
    """Whom a document is for when nobody is named."""
    return {"agenda": "chair", "plan": "family"}.get(document.name, "chair")


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


def _audience(plan: Plan, name: str) -> Audience:
    found = find_audience(plan, name)
    if found is None:
        names = ", ".join(one.name for one in audiences(plan))
        sentence = _("There is nobody called {name} to render for. There are: {names}.").format(name=name, names=names)
        raise NotFound(sentence, f"kronobarn render {plan.code} agenda --for chair")
    return found


def _refused(plan: Plan, audience: Audience, today: date, order: Order) -> None:
    for refusal in may_share(plan, audience, today):
        if refusal.code is RefusalCode.PROTECTED and order.despite_protected:
            continue
        raise NotShared(*_why_not(plan, refusal, audience))


def _why_not(plan: Plan, refusal: Refusal, audience: Audience) -> tuple[str, str]:
    if refusal.code is RefusalCode.PROTECTED:
        sentence = _(
            "Somebody in the family has protected identity. "
            "Nothing is made for others until you have followed your routine."
        )
        return sentence, f"kronobarn render {plan.code} --for {audience.name} --routine-followed"
    sentence = _("No consent that is valid today lets {service} see anything of this plan. Nothing has been printed.")
    return sentence.format(service=audience.name), f"kronobarn continue {plan.code}"
