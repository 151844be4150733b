"""The table of documents, and the one way from a view to a finished text.

Laws: a template gets a context made from a view and nothing else; the practice stamp and the footer are put
on here, so no template can forget them; a file name holds only code, document and audience.
"""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.terms import Terms
from kronobarn_cli.model.view import Audience, AudienceKind
from kronobarn_cli.render.context import build
from kronobarn_cli.render.engine import fill
from kronobarn_cli.render.escaping import inline
from kronobarn_cli.render.formats import FORMATS, Page, html, txt
from kronobarn_cli.render.phrases import PHRASES
from kronobarn_cli.render.wheel_picture import draw


class Document(NamedTuple):
    """A document: its name in commands and files, and the kinds of audience it is made for."""

    name: str
    audiences: frozenset[AudienceKind]


class Rendered(NamedTuple):
    """A finished text, its file's name after the code, and pictures by file name that `md` points to."""

    text: str
    name_suffix: str
    pictures: tuple[tuple[str, str], ...] = ()


_ANYONE = frozenset(AudienceKind)
_AT_THE_TABLE = _ANYONE - {AudienceKind.FAMILY, AudienceKind.ARCHIVE}
DOCUMENTS = (
    Document("agenda", _AT_THE_TABLE),
    Document("plan", frozenset({AudienceKind.FAMILY, AudienceKind.SERVICE, AudienceKind.ARCHIVE})),
    Document("wheel", _ANYONE),
)


def find(name: str) -> Document | None:
    """The document with this name."""
    return next((document for document in DOCUMENTS if document.name == name), None)


def render(  # noqa: PLR0913, PLR0917 one value for each thing a page depends on
    document: Document,
    view: Plan,
    terms: Terms,
    language: str,
    today: date,
    audience: Audience,
    format: str,  # noqa: A002 the word people type
    templates_folder: Path | None = None,
) -> Rendered:
    """The document for this audience, from its view; raises UsageTrouble for a pair that is not offered."""
    _offered(document, audience, format)
    context = build(view, terms, language, today, audience)
    body = fill(f"documents/{language}/{document.name}.md.j2", context, templates_folder)
    meta = context["meta"]
    title = PHRASES[language][f"document-{document.name}"]
    page = Page(language, f"{title} {meta['code']}", meta["stamp"], meta["footer"])
    picture = context["wheel"]["picture"]
    used = {picture: draw(context["wheel"], language)} if picture and f"({picture})" in body else {}
    suffix = f"{document.name}-{audience.name}.{format}"
    if format == "html":
        return Rendered(html(body, page, used), suffix)
    whole = _with_stamp_and_footer(body, page)
    if format == "txt":
        return Rendered(txt(whole), suffix)
    return Rendered(whole, suffix, tuple(used.items()))


def _offered(document: Document, audience: Audience, format: str) -> None:  # noqa: A002
    if audience.kind not in document.audiences:
        sentence = _("{document} is not made for {audience}.").format(document=document.name, audience=audience.name)
        others = ", ".join(sorted(kind.value for kind in document.audiences))
        raise UsageTrouble(sentence, f"kronobarn render {document.name} --for ...", (others,))
    if format not in FORMATS:
        sentence = _("There is no format {format}.").format(format=format)
        raise UsageTrouble(sentence, f"kronobarn render {document.name} --to {FORMATS[-1]}", (", ".join(FORMATS),))


def _with_stamp_and_footer(body: str, page: Page) -> str:
    stamp = f"**{inline(page.stamp)}**\n\n" if page.stamp else ""
    return f"{stamp}{body.strip()}\n\n---\n\n{inline(page.footer)}\n"
