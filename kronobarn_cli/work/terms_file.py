"""`terms copy` and `terms check`: a terms file of a municipality's own."""

from dataclasses import dataclass
from pathlib import Path

from kronobarn_cli.model.terms import Terms
from kronobarn_cli.store import files
from kronobarn_cli.text import terms_text
from kronobarn_cli.text.problem import Problem, Troubled
from kronobarn_cli.text.yaml_door import decode
from kronobarn_cli.work.output import lay
from kronobarn_cli.work.terms import load, shipped_name, source_of


@dataclass(frozen=True, slots=True)
class Checked:
    """A terms file with what is wrong in it."""

    path: str
    problems: tuple[Problem, ...]


def check(own: str, language: str) -> Checked:
    """What is wrong with a terms file: its form, its marks, and that every question is one the program knows."""
    name = own or shipped_name(language)
    try:
        terms = terms_text.read(decode(source_of(own, language)))
    except Troubled as trouble:
        return Checked(name, trouble.problems)
    return Checked(name, tuple(_strange(terms, language)))


def copy(target: Path, language: str, *, force: bool) -> Path:
    """Copy the shipped terms file into a folder, or to a .yaml file; raises UsageTrouble when it is there already."""
    path = target if target.suffix == ".yaml" else target / shipped_name(language)
    files.make_folder(path.parent)
    return lay(path, source_of("", language), "kronobarn terms copy ord-2", force=force)


def _strange(terms: Terms, language: str) -> list[Problem]:
    """Questions that the program could not put anywhere, or that it needs and does not find (K025, K026)."""
    standard = {one.id: one for one in load("", language).questions}
    own = {one.id: one for one in terms.questions}
    unknown = [
        Problem("K025", 1, 1, ("questions", one), {"key": one})
        for one in own
        if one not in standard or own[one].kind is not standard[one].kind
    ]
    missing = [Problem("K026", 1, 1, ("questions",), {"key": one}) for one in standard if one not in own]
    return unknown + missing
