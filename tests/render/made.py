"""Every document that can be made for the samples, for tests that look at all of them."""

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from typing import NamedTuple
from zipfile import ZipFile

import pypdfium2

from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.view import Audience, audiences, may_share, view
from kronobarn_cli.render.documents import DOCUMENTS, Document, Rendered, Style, fits, render
from tests.render.samples import LANGUAGES, SAMPLES, TODAY, terms


class Making(NamedTuple):
    """One document for one reader in one language."""

    sample: str
    plan: Plan
    document: Document
    audience: Audience
    language: str

    @property
    def name(self) -> str:
        return f"{self.sample}-{self.document.name}-{self.audience.name}-{self.language}"

    def made(self, form: str) -> Rendered:
        style = Style(terms(self.language), self.language, TODAY)
        return render(self.document, view(self.plan, self.audience, TODAY), self.audience, form, style)


def makings(*samples: str) -> Iterator[Making]:
    """Everything that may be made of these samples, or of all."""
    for name in samples or SAMPLES:
        plan = SAMPLES[name]
        for audience in audiences(plan):
            if not may_share(plan, audience, TODAY):
                for document in DOCUMENTS:
                    if fits(document, plan, audience):
                        yield from (Making(name, plan, document, audience, language) for language in LANGUAGES)


def printed(made: Rendered) -> str:
    """The words of a document in any form, header and footer among them, with white space collapsed."""
    if made.name_suffix.endswith("pdf"):
        pages = pypdfium2.PdfDocument(made.data)
        text = "\n".join(page.get_textpage().get_text_bounded() for page in pages)
    elif made.name_suffix.endswith("docx"):
        with ZipFile(BytesIO(made.data)) as package:
            parts = [package.read(name).decode() for name in sorted(package.namelist()) if name.startswith("word/")]
        text = re.sub(r"<[^>]*>", "", "\n".join(parts).replace("</w:p>", "\n"))
    else:
        text = made.text
    return " ".join(unescape(text).split())
