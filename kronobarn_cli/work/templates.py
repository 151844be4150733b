"""`templates`: copying a document's Markdown out for a municipality to change, and checking it on every example."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path

from msgspec.structs import replace

from kronobarn_cli.errors import KronobarnError, NotFound
from kronobarn_cli.i18n import LANGUAGES, _
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.view import Audience, audiences, may_share
from kronobarn_cli.render.documents import DOCUMENTS, Document, Style, fits
from kronobarn_cli.render.forms import page
from kronobarn_cli.store import files
from kronobarn_cli.store.settings import keep_apart
from kronobarn_cli.text import plan_text
from kronobarn_cli.text.resources import missing, shipped
from kronobarn_cli.text.yaml_door import decode
from kronobarn_cli.work.output import lay
from kronobarn_cli.work.practice import PRACTICE_DAY
from kronobarn_cli.work.rendering import Order, render

LETTERHEAD = "letterhead"
_ENDING = ".md.j2"
_INCLUDED = re.compile(r"""\{%[-+]?\s*include\s+["']([^"']+)["']""")


@dataclass(frozen=True, slots=True)
class Copied:
    """What was laid in a folder of templates, and the parts that were there already and are left as they are."""

    laid: tuple[Path, ...]
    kept: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """A template that could not be rendered: which, for whom it first failed, the sentence, and the place in it."""

    document: str
    language: str
    example: str
    audience: str
    why: str
    details: tuple[str, ...]

    @property
    def heading(self) -> str:
        """What failed, for whom and why; the letterhead is the same in all languages and for every reader."""
        place = "/".join(filter(None, (self.language, self.document)))
        return "  ".join(filter(None, (place, self.example, self.audience, self.why)))


def copy(document: str, target: Path, *, force: bool) -> Copied:
    """Copy a document's templates, with the parts they include, for each language; or the letterhead.

    A part that is there already is left alone unless forced: another document may use it. Raises NotFound, or as
    `output.lay` and `settings.keep_apart`; nothing is written when a template of the document itself is there already.
    """
    known = [*(one.name for one in DOCUMENTS), LETTERHEAD]
    if document not in known:
        raise NotFound(
            _("There is no document called {name}. There are: {names}.").format(name=document, names=", ".join(known)),
            "kronobarn templates copy agenda",
        )
    keep_apart(target)
    whole = (page.LETTERHEAD,) if document == LETTERHEAD else tuple(_place(one, document) for one in LANGUAGES)
    parts = tuple(part for name in whole for part in _parts(name))
    kept = () if force else tuple(part for part in parts if (target / part).exists())
    # What is in the way is told before anything is written.
    wanted = sorted({*whole, *parts} - set(kept), key=lambda name: not (target / name).exists())
    hint = f"kronobarn templates copy {document} mallar-2"
    laid = []
    for name in wanted:
        files.make_folder((target / name).parent)
        laid.append(lay(target / name, _shipped(name), hint, force=force))
    return Copied(tuple(sorted(laid)), tuple(sorted(target / part for part in set(kept))))


def _place(language: str, document: str) -> str:
    return f"documents/{language}/{document}{_ENDING}"


def _parts(name: str) -> set[str]:
    """Every part that a shipped template includes, and those that the parts include."""
    found: set[str] = set()
    waiting = [name] if name.endswith(_ENDING) else []
    while waiting:
        new = set(_INCLUDED.findall(_shipped(waiting.pop()).decode())) - found
        found |= new
        waiting += new
    return found


def _shipped(name: str) -> bytes:
    resource = shipped("templates").joinpath(*name.split("/"))
    if not resource.is_file():
        raise missing(resource)
    return resource.read_bytes()


def check(styles: tuple[Style, ...]) -> tuple[Fault, ...]:
    """Render every document for every reader of every example; each fault once. Raises NotFound without templates."""
    for style in styles:
        _must_hold_templates(style.templates)
    # The made-up children are at their stages on one day; on another their consents may have ended.
    day = date.fromisoformat(PRACTICE_DAY)
    found = (fault for style in styles for plan in examples() for fault in _faults(plan, style._replace(today=day)))
    first: dict[tuple[object, ...], Fault] = {}
    for fault in (*found, *_letterhead_faults(styles[0])):
        first.setdefault((fault.language, fault.document, fault.why, fault.details), fault)
    return tuple(first.values())


def _must_hold_templates(folder: Path | None) -> None:
    places = [_place(language, document.name) for language in LANGUAGES for document in DOCUMENTS]
    parts = [part for place in places for part in _parts(place)]
    if folder is not None and not any((folder / place).is_file() for place in (*places, *parts, page.LETTERHEAD)):
        sentence = _("There is no template in {path}. A template lies for example in documents/sv/agenda.md.j2.")
        raise NotFound(sentence.format(path=folder), "kronobarn templates copy agenda mallar")


def _faults(plan: Plan, style: Style) -> Iterator[Fault]:
    shown: set[str] = set()
    for document, audience in tried(plan, style.today):
        # A reader changes what a template is given, not how its Markdown becomes a page.
        forms = ("md",) if document.name in shown else ("md", "html")
        shown.add(document.name)
        try:
            for form in forms:
                render(plan, Order(document.name, audience.name, form), style)
        except KronobarnError as failure:
            yield Fault(document.name, style.language, plan.code, audience.name, failure.sentence, failure.details)


def _letterhead_faults(style: Style) -> Iterator[Fault]:
    """Whether a Word file can be made on a letterhead of one's own; it is the same for all documents."""
    if style.templates is None or not os.path.lexists(style.templates / page.LETTERHEAD):
        return
    plan = examples()[0]
    try:
        render(plan, Order("agenda", "chair", "docx"), style)
    except KronobarnError as failure:
        yield Fault(page.LETTERHEAD, "", "", "", failure.sentence, failure.details)


def tried(plan: Plan, today: date) -> Iterator[tuple[Document, Audience]]:
    """Every document with every reader that it is made for, as this plan stands on this day."""
    for document in DOCUMENTS:
        for audience in audiences(plan):
            if fits(document, plan, audience) and not may_share(plan, audience, today):
                yield document, audience


def examples() -> tuple[Plan, ...]:
    """The shipped examples, one with every field filled in, the same before it was closed, and one with nothing."""
    found = sorted((one for one in shipped("examples").iterdir() if one.name.endswith(".yaml")), key=_name)
    fullest = shipped("templates").joinpath("sample", "fullest.yaml")
    plans = tuple(plan_text.read(decode(one.read_bytes())).plan for one in (*found, fullest))
    return (*plans, replace(plans[-1], code=f"{plans[-1].code[:-1]}2", closing=None), Plan(code="tomxx"))


def _name(resource: Traversable) -> str:
    return resource.name
