"""What stands around a document on every page, in every form."""

from datetime import date
from typing import NamedTuple

LETTERHEAD = "frames/page.docx"


class Page(NamedTuple):
    """Language, a title without names, the practice stamp, the footer, the day, and whether the letters are larger.

    `letterhead` is the path of a municipality's own Word file, empty for the shipped one.
    """

    language: str
    title: str
    stamp: str
    footer: str
    day: date
    large: bool = False
    letterhead: str = ""
