"""The Word letterhead, the shipped one or a municipality's own: that it can be used, and what is filled in on it.

Law: stamp, footer and page number stand in paragraphs of their own, found by their style; a letterhead without them is
refused, but for an empty header or footer that Word made for first or even pages.
"""

import re
from collections.abc import Mapping
from html import escape
from importlib.resources.abc import Traversable
from pathlib import Path
from zipfile import is_zipfile

from kronobarn_cli.errors import KronobarnError, Unreadable
from kronobarn_cli.i18n import _
from kronobarn_cli.render.forms.page import LETTERHEAD, Page
from kronobarn_cli.render.phrases import PHRASES
from kronobarn_cli.text.resources import missing, shipped

FOOTER, STAMP, NUMBER = "KronobarnFooter", "KronobarnStamp", "KronobarnNumber"
# What a person meets in Word's list of styles; the id is what the program looks for.
SHOWN = {FOOTER: "Kronobarn sidfot", NUMBER: "Kronobarn sidnummer", STAMP: "Kronobarn stämpel"}
_WANTED = {"header": (STAMP,), "footer": (FOOTER, NUMBER)}
_ANEW = "kronobarn templates copy letterhead ~/brevmall"
_EDGE = re.compile(r"word/(header|footer)\d*\.xml")
_REFERENCE = re.compile(r"<w:(?:header|footer)Reference\b[^>]*>")
_RELATION = re.compile(r"<Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_FILLED = re.compile(r"<w:(?:t|drawing|pict|object|instrText|fldSimple)\b")


def paper(own: str) -> Path | Traversable:
    """The letterhead; raises Unreadable where a municipality's own is no Word file, NotFound where ours is gone."""
    if own:
        file = Path(own)
        if file.is_symlink() or not file.is_file() or not is_zipfile(file):
            raise damaged(own)
        return file
    resource = shipped("templates").joinpath(LETTERHEAD)
    if not resource.is_file():
        raise missing(resource)
    return resource


def with_edges(parts: Mapping[str, bytes], page: Page) -> dict[str, bytes]:
    """A Word file's parts with stamp, footer and number in each header and footer; raises Unreadable without places."""
    edges = {name: data.decode() for name, data in parts.items() if _EDGE.fullmatch(name)}
    pages = _pages(parts)
    edges = {name: _completed(text, pages.get(name, "")) for name, text in edges.items()}
    _must_have_places(edges, pages)
    return {**parts, **{name: _with_edge(name, text, page).encode() for name, text in edges.items()}}


def _pages(parts: Mapping[str, bytes]) -> dict[str, str]:
    """For which pages each header and footer is: `default`, `first` or `even`."""
    relations = (dict(_ATTRIBUTE.findall(one)) for one in _tags(_RELATION, parts, "word/_rels/document.xml.rels"))
    names = {one["Id"]: "word/" + one["Target"].removeprefix("/word/") for one in relations}
    references = (dict(_ATTRIBUTE.findall(one)) for one in _tags(_REFERENCE, parts, "word/document.xml"))
    return {names[one["r:id"]]: one["w:type"] for one in references if one.get("r:id") in names}


def _tags(pattern: re.Pattern[str], parts: Mapping[str, bytes], name: str) -> list[str]:
    return pattern.findall(parts.get(name, b"").decode())


def _completed(text: str, pages: str) -> str:
    """A header or footer that Word left empty for first or even pages gets our paragraphs; others stay as they are."""
    if pages not in {"first", "even"} or _FILLED.search(text) or '<w:pStyle w:val="Kronobarn' in text:
        return text
    kind, end = ("header", "</w:hdr>") if "</w:hdr>" in text else ("footer", "</w:ftr>")
    ours = "".join(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p>' for style in _WANTED[kind])
    return text.replace(end, ours + end)


def _must_have_places(edges: Mapping[str, str], pages: Mapping[str, str]) -> None:
    """Raise Unreadable with every header and footer that lacks a paragraph for the stamp, the footer or the number."""
    lacking = []
    for kind, styles in _WANTED.items():
        texts = {name: text for name, text in edges.items() if f"/{kind}" in name} or {"": ""}
        for name, text in texts.items():
            place = _place(kind, pages.get(name, ""))
            lacking += [(place, SHOWN[style]) for style in styles if not _styled(style).search(text)]
    if lacking:
        sentence = _("{place} lacks a paragraph with the style {style}")
        details = tuple(sentence.format(place=place, style=style) for place, style in dict.fromkeys(lacking))
        raise Unreadable(_("The Word letterhead cannot be used."), _ANEW, details)


def _place(kind: str, pages: str) -> str:
    """Which header or footer it is, as Word calls it."""
    if kind == "header":
        named = {"first": _("the header of the first page"), "even": _("the header of even pages")}
        return named.get(pages, _("the header"))
    named = {"first": _("the footer of the first page"), "even": _("the footer of even pages")}
    return named.get(pages, _("the footer"))


def _with_edge(name: str, text: str, page: Page) -> str:
    """The header with the stamp in it, or the footer with whose copy it is and the page's number."""
    words = PHRASES[page.language]
    number = f"{_run(words['page'] + ' ')}{_field('PAGE')}{_run(' ' + words['of-pages'] + ' ')}{_field('NUMPAGES')}"
    if "/header" in name:
        return _with(text, STAMP, _run(page.stamp))
    return _with(_with(text, FOOTER, _run(page.footer)), NUMBER, number)


def _with(text: str, style: str, runs: str) -> str:
    return _styled(style).sub(lambda found: f"{found[1]}{runs}{found[2]}", text)


def _styled(style: str) -> re.Pattern[str]:
    """A paragraph of this style: its opening with properties, what stands in it, its end."""
    inside = r"(?:(?!</w:p>).)*"
    opening = rf'<w:p[ >](?:(?!<w:p[ >]|</w:p>).)*<w:pStyle w:val="{style}"\s*/>(?:(?!</w:p>).)*?</w:pPr>'
    return re.compile(rf"({opening}){inside}(</w:p>)", re.DOTALL)


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr="{name}">{_run("1")}</w:fldSimple>'


def damaged(letterhead: str) -> KronobarnError:
    """What is said of a letterhead that pandoc cannot read: one of theirs, or the shipped one."""
    if str(shipped("templates").joinpath(LETTERHEAD)) == letterhead or not letterhead:
        return missing(Path(letterhead or LETTERHEAD))
    sentence = _("The Word letterhead {path} is not a Word file, or it is damaged.")
    return Unreadable(sentence.format(path=letterhead), _ANEW)
