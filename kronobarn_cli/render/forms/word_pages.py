"""What stands together on a page in Word: words that lead to a list, a quotation or a table stay with it.

Law: a table of a few rows is never split between pages; nothing but `keepNext` is added, so a letterhead's own
styles are left as they are.
"""

import re
from itertools import pairwise

_MOST_ROWS = 12
_PART = re.compile(r"<w:tbl>.*?</w:tbl>|<w:p>.*?</w:p>|<w:p [^>]*>.*?</w:p>", re.DOTALL)
_PARAGRAPH = re.compile(r"<w:p>(<w:pPr>)?(\s*<w:pStyle [^>]*/>)?")
_LEVEL = re.compile(r'<w:ilvl w:val="(\d+)"')
_LED_TO = re.compile(r'<w:pStyle w:val="(?:BlockText|KronobarnWritingLine)"')
_ROW = re.compile(r"<w:tr>.*?</w:tr>", re.DOTALL)


def kept_together(document: str) -> str:
    """The document's XML, where what belongs together is kept on one page."""
    parts = list(_PART.finditer(document))
    leads = {part.start() for part, after in pairwise(parts) if _leads(part[0], after[0])}
    return _PART.sub(lambda part: _kept(part[0], leads=part.start() in leads), document)


def _leads(part: str, after: str) -> bool:
    if part.startswith("<w:tbl>"):
        return False
    return after.startswith("<w:tbl>") or _LED_TO.search(after) is not None or _level(after) > _level(part)


def _level(part: str) -> int:
    """How deep in a list a paragraph stands; -1 outside lists."""
    found = _LEVEL.search(part)
    return int(found[1]) if found else -1


def _kept(part: str, *, leads: bool) -> str:
    if part.startswith("<w:tbl>"):
        rows = _ROW.findall(part)
        last = part.rfind("<w:tr>")
        return _with_next(part[:last]) + part[last:] if 1 < len(rows) <= _MOST_ROWS else part
    return _with_next(part) if leads else part


def _with_next(part: str) -> str:
    return _PARAGRAPH.sub(_keep, part)


def _keep(opening: re.Match[str]) -> str:
    keep = "<w:keepNext/>"
    return f"<w:p><w:pPr>{opening[2] or ''}{keep}{'' if opening[1] else '</w:pPr>'}"
