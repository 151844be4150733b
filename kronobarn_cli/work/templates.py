"""`templates`: copying a document's Markdown out for a municipality to change, and checking it on every example."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from kronobarn_cli.errors import KronobarnError, NotFound
from kronobarn_cli.i18n import LANGUAGES, _
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.view import audiences, may_share
from kronobarn_cli.render.documents import DOCUMENTS, Style, fits
from kronobarn_cli.store import files
from kronobarn_cli.text import plan_text
from kronobarn_cli.text.resources import shipped
from kronobarn_cli.text.yaml_door import decode
from kronobarn_cli.work.output import lay
from kronobarn_cli.work.rendering import Order, render

_ENDING = ".md.j2"


@dataclass(frozen=True, slots=True)
class Fault:
    """A template that could not be rendered: which, for whom it first failed, the sentence, and the place in it."""

    document: str
    language: str
    example: str
    audience: str
    why: str
    details: tuple[str, ...]


def copy(document: str, target: Path, *, force: bool) -> tuple[Path, ...]:
    """Copy a document's templates, one for each language, into a folder; raises NotFound, or as `output.lay`."""
    known = [one.name for one in DOCUMENTS]
    if document not in known:
        raise NotFound(
            _("There is no document called {name}. There are: {names}.").format(name=document, names=", ".join(known)),
            "kronobarn templates copy agenda",
        )
    for language in LANGUAGES:
        files.make_folder((target / _place(language, document)).parent)
    hint = f"kronobarn templates copy {document} mallar-2"
    return tuple(
        lay(target / _place(language, document), _shipped(language, document), hint, force=force)
        for language in LANGUAGES
    )


def _place(language: str, document: str) -> Path:
    return Path("documents", language, f"{document}{_ENDING}")


def _shipped(language: str, document: str) -> bytes:
    return shipped("templates").joinpath(*_place(language, document).parts).read_bytes()


def check(styles: tuple[Style, ...]) -> tuple[Fault, ...]:
    """Render every document for every audience of every example; each fault once. Raises NotFound without templates."""
    for style in styles:
        _must_hold_templates(style.templates)
    found = (fault for style in styles for plan in _examples() for fault in _faults(plan, style))
    first: dict[tuple[object, ...], Fault] = {}
    for fault in found:
        first.setdefault((fault.language, fault.document, fault.why, fault.details), fault)
    return tuple(first.values())


def _must_hold_templates(folder: Path | None) -> None:
    places = [_place(language, document.name) for language in LANGUAGES for document in DOCUMENTS]
    if folder is not None and not any((folder / place).is_file() for place in places):
        sentence = _("There is no template in {path}. A template lies for example in documents/sv/agenda.md.j2.")
        raise NotFound(sentence.format(path=folder), "kronobarn templates copy agenda mallar")


def _faults(plan: Plan, style: Style) -> Iterator[Fault]:
    for document in DOCUMENTS:
        for audience in audiences(plan):
            if not fits(document, plan, audience) or may_share(plan, audience, style.today):
                continue
            try:
                render(plan, Order(document.name, audience.name, "html"), style)
            except KronobarnError as failure:
                yield Fault(document.name, style.language, plan.code, audience.name, failure.sentence, failure.details)


def _examples() -> tuple[Plan, ...]:
    """The shipped examples, and a plan with nothing in it."""
    found = sorted((one for one in shipped("examples").iterdir() if one.name.endswith(".yaml")), key=_name)
    return (*(plan_text.read(decode(one.read_bytes())).plan for one in found), Plan(code="tomxx"))


def _name(resource: Traversable) -> str:
    return resource.name
