"""The words of the checks: a sentence for each issue, a command to try, and a help page for each code.

The law it keeps: a sentence is one whole translated text filled with plain facts, never pieced together from
words; a fact that is missing leaves a gap and never stops the report.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Protocol

from kronobarn_cli.cli.check_words import FACTS, VARIANTS, WORDS, Basis, Words
from kronobarn_cli.errors import NotFound
from kronobarn_cli.i18n import _, language

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Finding(Protocol):
    """What an issue of the rules and a problem of the reader have in common."""

    @property
    def code(self) -> str:
        """The stable code."""

    @property
    def facts(self) -> Mapping[str, str | int | bool] | Mapping[str, str]:
        """What fills the sentence."""


class _Filled(dict[str, str]):
    def __missing__(self, fact: str) -> str:
        return "–"


def codes() -> tuple[str, ...]:
    """Every code that can be explained, in order."""
    return tuple(sorted(WORDS))


def sentence(issue: Finding) -> str:
    """Say in one sentence what was found; it begins with a capital also where a name comes first."""
    facts = _Filled({name: _fact(name, value) for name, value in issue.facts.items()})
    said = _(_message(issue)).format_map(facts)
    return said[:1].upper() + said[1:]


def hint(code: str) -> str:
    """Give a command that can be typed now; raises NotFound when there is no such code."""
    return _entry(code).hint


def explanation(code: str) -> str:
    """Explain the rule, why, whose it is and what to do; raises NotFound when there is no such code."""
    words = _entry(code)
    parts = (
        f"{code.upper()}  {_(words.rule)}",
        _("Why: {why}").format(why=_(words.why)),
        _basis(words.basis, words.source),
        _("What to do: {do}").format(do=_(words.do)),
        _try(words.hint),
    )
    return "\n\n".join(filter(None, parts))


def explanations() -> str:
    """All help pages as one Markdown page: `docs/checks.md`."""
    opening = _("Every check has a code that never changes. Here is what each of them is for.")
    return "\n\n".join((_("# The checks"), opening, *map(_section, codes()))) + "\n"


def _section(code: str) -> str:
    words = _entry(code)
    whose = _basis(words.basis, words.source)
    heading = f"## {code} {_(words.rule).removesuffix('.')}"
    return "\n\n".join((heading, _(words.why), f"*{whose}*", f"{_(words.do)} {_try(words.hint, '`')}".rstrip()))


def _try(command: str, mark: str = "") -> str:
    """Give the line that can be typed; nothing where it would only lead back to the page it stands on."""
    if "--explain" in command:
        return ""
    return _("Try: {command}").format(command=f"{mark}{command}{mark}")


def _entry(code: str) -> Words:
    found = WORDS.get(code.upper())
    if found is None:
        raise NotFound(_("There is no check called {code}.").format(code=code), "kronobarn check --explain K101")
    return found


def _message(issue: Finding) -> str:
    for (code, fact, value), text in VARIANTS.items():
        if code == issue.code and issue.facts.get(fact) == value:
            return text
    return _entry(issue.code).sentence


def _fact(name: str, value: str | int | bool) -> str:
    known = FACTS.get(name, {}).get(str(value))
    return _(known) if known else _in_words(str(value))


def _in_words(value: str) -> str:
    """A fact as people say it: `2026-05-01` is 1 May 2026; all else is as it is."""
    if not _DATE.fullmatch(value):
        return value
    from kronobarn_cli.render.phrases import day

    try:
        return day(date.fromisoformat(value), language())
    except ValueError:
        return value


def _basis(basis: Basis, source: str | None) -> str:
    if basis is Basis.FILE:
        return _("The program's own rule, so that the file can be read safely.")
    if source is None:
        return _("Our proposal, not the county's wording.")
    if basis is Basis.STATED:
        return _("Source: {source}.").format(source=_(source))
    return _("Our proposal, not the county's wording. It leans on: {source}.").format(source=_(source))
