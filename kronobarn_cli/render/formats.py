"""From one Markdown text to every form of a document.

Law: the text is read once, into blocks, and each form is written from the same blocks; what the form is called is
what a person types after `--to`.
"""

from collections.abc import Callable, Mapping
from itertools import pairwise

from kronobarn_cli.errors import Unreadable
from kronobarn_cli.i18n import _
from kronobarn_cli.render.forms import markdown as marked
from kronobarn_cli.render.forms.blocks import Blocks, Heading
from kronobarn_cli.render.forms.page import Page

Pictures = Mapping[str, str]


def convert(markdown: str, form: str, page: Page, pictures: Pictures) -> bytes:
    """The document in one of the `WRITERS`; `pictures` holds the SVG for each picture name in the text.

    Raises NotFound when `docx` or `pdf` is asked for without the extra that makes them, Unreadable when headings skip a
    level: whoever listens goes from heading to heading (WCAG 1.3.1; PDF/UA-1 7.4.2 refuses it).
    """
    blocks = marked.read(markdown, pictures)
    levels = [0, *(block.level for block in blocks if isinstance(block, Heading))]
    if any(after > before + 1 for before, after in pairwise(levels)):
        sentence = _("The headings of the template skip a level. Begin with one # and go one step at a time.")
        raise Unreadable(sentence, "kronobarn templates check")
    return WRITERS[form](blocks, page, pictures)


def _html(blocks: Blocks, page: Page, pictures: Pictures) -> bytes:
    from kronobarn_cli.render.forms.web_page import html

    return html(blocks, page, pictures).encode()


def _txt(blocks: Blocks, page: Page, pictures: Pictures) -> bytes:
    from kronobarn_cli.render.forms.plain_text import txt

    return txt(blocks).encode()


def _docx(blocks: Blocks, page: Page, pictures: Pictures) -> bytes:
    from kronobarn_cli.render.forms.word import docx

    return docx(blocks, page, pictures)


def _pdf(blocks: Blocks, page: Page, pictures: Pictures) -> bytes:
    from kronobarn_cli.render.forms.typesetting import pdf

    return pdf(blocks, page, pictures)


WRITERS: Mapping[str, Callable[[Blocks, Page, Pictures], bytes]] = {
    "html": _html,
    "txt": _txt,
    "docx": _docx,
    "pdf": _pdf,
}
FORMATS = ("html", "md", "txt", "docx", "pdf", "json")
