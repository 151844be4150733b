r"""The only importer of typst: a document as PDF, and a drawing as PNG for Word.

Laws: every PDF is tagged and says that it keeps PDF/UA-1 and PDF/A-2a, has a language, a title without names and
words for each picture; the same document on the same day gives the same bytes; no file is read but the shipped frame
and fonts, and nothing is fetched. The document goes in as data, so no text in it can be a command.

A letter that the shipped fonts lack is looked for in the computer's own. One that no font has, or that means nothing
outside one company's fonts, is written out as `\u12a0`, as everything is that cannot be seen: no empty box is printed.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import as_file
from pathlib import Path
from typing import Any
from unicodedata import category

from msgspec import json

from kronobarn_cli.errors import KronobarnError, NotFound, Unreadable
from kronobarn_cli.i18n import _
from kronobarn_cli.render.forms.blocks import Blocks
from kronobarn_cli.render.forms.page import Page
from kronobarn_cli.render.forms.wide_tables import parted
from kronobarn_cli.render.phrases import PHRASES
from kronobarn_cli.render.pictures.lettering import is_low
from kronobarn_cli.text.clean import written_out
from kronobarn_cli.text.resources import missing, shipped

STANDARDS = ("ua-1", "a-2a")
_PIXELS_AN_INCH = 200
_FONTS = ("AtkinsonHyperlegibleNext_400Regular.ttf", "AtkinsonHyperlegibleNext_700Bold.ttf")
_PRIVATE = "Co"
_NO_GLYPH = ("could not be displayed", "contains the codepoint")


def pdf(blocks: Blocks, page: Page, pictures: Mapping[str, str]) -> bytes:
    """The document as PDF; `pictures` holds the SVG for each picture name. Raises NotFound without the extra."""
    words = PHRASES[page.language]
    content = {
        "page": {"language": page.language, "title": page.title, "large": page.large},
        "edges": {"stamp": page.stamp, "footer": page.footer},
        "words": {"page": words["page"], "of": words["of-pages"]},
        "blocks": parted(blocks),
        "pictures": pictures,
        "low": [name for name, svg in pictures.items() if is_low(svg)],
    }
    data = json.encode(content).decode()
    made = _paper(data, page, shipped_fonts=True) or _paper(_seen(data), page) or _paper(_seen(data, marks=True), page)
    if made is None:
        raise _trouble()
    return made


def _paper(data: str, page: Page, *, shipped_fonts: bool = False) -> bytes | None:
    return _typeset(
        "page.typ",
        data,
        format="pdf",
        pdf_standards=list(STANDARDS),
        ignore_system_fonts=shipped_fonts,
        # PDF/A wants a moment; the day alone makes the file the same however often it is made.
        timestamp=datetime.combine(page.day, time(), UTC),
    )


def _seen(data: str, *, marks: bool = False) -> str:
    """The document, as JSON, with letters written out that no font here has; with `marks` those that stand on others.

    A mark can be in one font and the letter under it in another: then no font can show the two.
    """
    letters = sorted({letter for letter in data if not letter.isascii()})
    unseen = {letter for letter in letters if category(letter) == _PRIVATE or (marks and category(letter)[0] == "M")}
    asked = json.encode([letter for letter in letters if letter not in unseen]).decode()
    unseen.update(json.decode(_run("query", "letters.typ", asked, selector="<unseen>", field="value", one=True)))
    # Twice, for the data is JSON, where a backslash stands as two.
    return data.translate({ord(letter): written_out(letter).replace("\\", "\\\\") for letter in unseen})


def png(svg: str) -> bytes:
    """A drawing as PNG, for programs that cannot show SVG; raises NotFound without the extra."""
    data = json.encode({"svg": svg}).decode()
    made = _typeset("picture.typ", data, format="png", ppi=_PIXELS_AN_INCH, ignore_system_fonts=True)
    if made is None:
        raise _trouble()
    return made


def _typeset(frame: str, data: str, **options: Any) -> bytes | None:
    """None when a letter cannot be shown under these options."""
    made = _run("compile", frame, data, **options)
    return None if made is None else bytes(made)


def _run(command: str, frame: str, data: str, *, ignore_system_fonts: bool = False, **options: Any) -> Any:
    try:
        import typst
    except ImportError:
        raise missing_extra() from None
    frames = shipped("templates").joinpath("frames")
    with as_file(frames.joinpath("fonts")) as root:
        try:
            fonts = _fonts(root, not ignore_system_fonts)
            run = getattr(typst, command)
            source = frames.joinpath(frame).read_bytes()
            return run(source, root=root, font_paths=fonts, sys_inputs={"data": data}, **options)
        except typst.TypstError as failure:
            if any(words in failure.message for words in _NO_GLYPH):
                return None
            raise _trouble() from None
        except OSError:
            raise missing(frames) from None


@cache
def _fonts(folder: Path, of_the_computer: bool) -> Any:
    """The shipped fonts and typst's own, read once; with the computer's own or without. Raises OSError."""
    import typst

    if not all((folder / name).is_file() for name in _FONTS):
        raise FileNotFoundError(folder)
    return typst.Fonts(include_system_fonts=of_the_computer, font_paths=[str(folder)])


def missing_extra() -> KronobarnError:
    """What is said when the programs for PDF and Word are not installed."""
    sentence = _("PDF and Word need an addition to kronobarn that is not installed here.")
    return NotFound(sentence, "python -m pip install typst pypandoc_binary")


def _trouble() -> Unreadable:
    """What is said when the frame or a drawing cannot be used; typst's own words could hold the document's."""
    return Unreadable(_("The page or a picture on it could not be made."), "kronobarn render --to html")
