"""The table of documents, and the one way from a view to a finished text.

Laws: a template gets a context made from a view and nothing else; the stamp, the footer and the archive's
fingerprint are put on here, so no template can forget them; a file name holds only code, document and audience.
"""

import os
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import json

from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.terms import Terms
from kronobarn_cli.model.view import Audience, AudienceKind, audiences, may_share
from kronobarn_cli.render.context import build
from kronobarn_cli.render.escaping import inline
from kronobarn_cli.render.fitting import unfit
from kronobarn_cli.render.formats import FORMATS, convert
from kronobarn_cli.render.forms.page import LETTERHEAD, Page
from kronobarn_cli.render.phrases import PHRASES
from kronobarn_cli.render.pictures import faces, wheel_picture
from kronobarn_cli.render.templating.engine import fill
from kronobarn_cli.text.clean import clean, unseen_escaped


class Document(NamedTuple):
    """A document: its name in commands and files, and the kinds of audience it is made for."""

    name: str
    audiences: frozenset[AudienceKind]


class Style(NamedTuple):
    """How documents are made: words, language, day, the municipality's own templates and name if there are any."""

    terms: Terms
    language: str
    today: date
    templates: Path | None = None
    municipality: str = ""


class Rendered(NamedTuple):
    """A finished document, its file's name after the code, and pictures by file name that `md` points to.

    `fingerprint` names the text without its footer, the same in every form; it also stands in an archive copy.
    """

    data: bytes
    name_suffix: str
    pictures: tuple[tuple[str, str], ...] = ()
    fingerprint: str = ""

    @property
    def text(self) -> str:
        """The document as text, for the forms that are text."""
        return self.data.decode()


_ANYONE = frozenset(AudienceKind) - {AudienceKind.OTHER}
_AT_THE_TABLE = _ANYONE - {AudienceKind.FAMILY, AudienceKind.ARCHIVE}
_ONE_PERSON = frozenset({AudienceKind.CHILD, AudienceKind.GUARDIAN, AudienceKind.SERVICE})
_KEEPS_A_COPY = frozenset({AudienceKind.FAMILY, AudienceKind.GUARDIAN, AudienceKind.SERVICE, AudienceKind.ARCHIVE})
DOCUMENTS = (
    Document("invitation", _ONE_PERSON | {AudienceKind.FAMILY, AudienceKind.OTHER}),
    Document("preparation", frozenset({AudienceKind.CHILD, AudienceKind.GUARDIAN})),
    Document("agenda", _AT_THE_TABLE),
    Document("plan", _KEEPS_A_COPY),
    Document("child", frozenset({AudienceKind.CHILD})),
    Document("follow-up", _ANYONE),
    Document("journal", frozenset({AudienceKind.SERVICE})),
    Document(
        "hand-over", frozenset({AudienceKind.SERVICE, AudienceKind.FAMILY, AudienceKind.ARCHIVE, AudienceKind.CHAIR})
    ),
    Document("wheel", _ANYONE),
    Document("role-card", _ONE_PERSON),
)


def find(name: str) -> Document | None:
    """The document with this name."""
    return next((document for document in DOCUMENTS if document.name == name), None)


def fits(document: Document, plan: Plan, audience: Audience) -> bool:
    """Whether this reader is offered the document, as the plan stands: nobody is invited when no meeting is to come."""
    return audience.kind in document.audiences and unfit(document.name, plan, audience) is None


def render(document: Document, view: Plan, audience: Audience, form: str, style: Style) -> Rendered:
    """The document for this audience, from its view; raises as `render_all`."""
    return render_all(document, view, audience, (form,), style)[0]


def render_all(
    document: Document, view: Plan, audience: Audience, forms: Sequence[str], style: Style
) -> tuple[Rendered, ...]:
    """The document in each of these forms; raises UsageTrouble for a pair or a form that is not offered."""
    _offered(document, view, audience, forms, style.today)
    context = build(view, style.terms, style.language, style.today, audience)
    body = fill(f"documents/{style.language}/{document.name}.md.j2", context, style.templates)
    page = _page(document, context["meta"], style)
    pictures = _pictures(body, context["wheel"], style.language)
    fingerprint = sha256(_stamped(body, page).encode()).hexdigest()
    signed = _signed(body, page, fingerprint) if audience.kind is AudienceKind.ARCHIVE else body
    return tuple(
        Rendered(
            _written(signed, form, page, pictures, context),
            f"{document.name}-{audience.name}.{form}",
            tuple(pictures.items()) if form == "md" else (),
            f"sha256:{fingerprint}",
        )
        for form in forms
    )


def _pictures(body: str, wheel: dict[str, Any], language: str) -> dict[str, str]:
    """The SVG of each of our pictures that the body shows."""
    known = {wheel["picture"]: wheel_picture.draw, wheel["faces"]: faces.draw}
    return {name: draw(wheel, language) for name, draw in known.items() if name and f"({name})" in body}


def _written(body: str, form: str, page: Page, pictures: Mapping[str, str], context: Mapping[str, Any]) -> bytes:
    """The bytes of a form; Markdown and plain text carry stamp and footer themselves, the others on every page."""
    whole = f"{_stamped(body, page)}\n---\n\n{inline(page.footer)}\n"
    if form == "json":
        return unseen_escaped(json.format(json.encode(context), indent=2).decode()).encode() + b"\n"
    if form == "md":
        return whole.encode()
    return convert(whole if form == "txt" else body, form, page, pictures)


def _page(document: Document, meta: Mapping[str, Any], style: Style) -> Page:
    title = PHRASES[style.language][f"document-{document.name}"]
    footer = " · ".join(filter(None, (style.municipality, meta["footer"])))
    return Page(
        style.language,
        f"{title} {meta['code']}",
        clean(meta["stamp"]),
        clean(footer),
        style.today,
        large=document.name == "child",
        letterhead=_letterhead(style.templates),
    )


def _letterhead(templates: Path | None) -> str:
    """A municipality's own Word letterhead, beside its templates; empty for the shipped one."""
    own = templates / LETTERHEAD if templates else None
    return str(own) if own and os.path.lexists(own) else ""


def _offered(document: Document, view: Plan, audience: Audience, forms: Sequence[str], today: date) -> None:
    if audience.kind not in document.audiences:
        sentence = _("{document} is not made for {audience}.").format(document=document.name, audience=audience.name)
        may = (one for one in audiences(view) if not may_share(view, one, today))
        readers = [one.name for one in may if fits(document, view, one)]
        words = f"{document.name} --for {readers[0]}" if readers else "agenda --for chair"
        raise UsageTrouble(sentence, f"kronobarn render {view.code} {words}", (", ".join(readers),) if readers else ())
    for form in (one for one in forms if one not in FORMATS):
        sentence = _("There is no format {format}.").format(format=form)
        raise UsageTrouble(sentence, f"kronobarn render {view.code} {document.name} --to html", (", ".join(FORMATS),))
    reason = unfit(document.name, view, audience)
    if reason is not None:
        raise UsageTrouble(*reason)


def _stamped(body: str, page: Page) -> str:
    stamp = f"**{inline(page.stamp)}**\n\n" if page.stamp else ""
    return f"{stamp}{body.strip()}\n"


def _signed(body: str, page: Page, digest: str) -> str:
    """The body with a line that anyone can check: the SHA-256 of everything that stands above it in the `md` file."""
    return f"{body.strip()}\n\n{inline(PHRASES[page.language]['fingerprint'].format(digest=digest))}\n"
