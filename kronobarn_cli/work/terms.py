"""The words in force: the shipped terms file or the municipality's own, read once and then kept ready."""

from pathlib import Path

from kronobarn_cli.errors import Unreadable
from kronobarn_cli.i18n import _
from kronobarn_cli.model.terms import Terms
from kronobarn_cli.store import files, kept_terms
from kronobarn_cli.text.resources import shipped


def load(own: str, language: str) -> Terms:
    """The terms in this language, from the file `own` when it is not empty; raises Unreadable with every problem."""
    source = source_of(own, language)
    kept = kept_terms.find(source, language)
    if kept is not None:
        return kept
    terms = _read(source, own or shipped_name(language), own)
    kept_terms.keep(source, language, terms)
    return terms


def source_of(own: str, language: str) -> bytes:
    """The bytes of the terms file in force; raises NotFound."""
    if own:
        return files.read(Path(own))
    return shipped("templates").joinpath("terms", shipped_name(language)).read_bytes()


def shipped_name(language: str) -> str:
    """The file name of the shipped terms in a language."""
    return f"kronoberg.{language}.yaml"


def _read(source: bytes, name: str, own: str) -> Terms:
    # Only words that are not kept yet need the YAML library.
    from kronobarn_cli.text import terms_text
    from kronobarn_cli.text.problem import Troubled
    from kronobarn_cli.text.yaml_door import decode

    try:
        return terms_text.read(decode(source))
    except Troubled as trouble:
        sentence = _("The terms file {name} cannot be used.").format(name=name)
        raise Unreadable(sentence, f"kronobarn terms check {own}".strip()) from trouble
