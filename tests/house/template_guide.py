"""Keeps the lists in docs/templates.md in step with the code: `python -m tests.house.template_guide`.

What a template can use is read from what it is really given: every made-up child, for every reader. What a key means
is written by hand in the guide, once, and carried over when the lists are made again; a key without a meaning is
told. Between two markers everything is made here.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from kronobarn_cli.i18n import LANGUAGES
from kronobarn_cli.model.view import audiences, may_share, view
from kronobarn_cli.render.context import build
from kronobarn_cli.render.documents import DOCUMENTS
from kronobarn_cli.render.templating import budget, engine, filters
from kronobarn_cli.render.templating import files as template_files
from kronobarn_cli.work import templates
from kronobarn_cli.work.practice import PRACTICE_DAY
from tests.house.surface import ROOT
from tests.render.samples import SAMPLES, TODAY, terms

GUIDE = ROOT / "docs" / "templates.md"
NO_MEANING = "(betydelsen saknas)"
_MARKERS = re.compile(r"(<!-- (\w+): görs av python -m tests\.house\.template_guide -->\n).*?(<!-- /\2 -->)", re.DOTALL)
_ROW = re.compile(r"^\| `([^`]+)` \| (?:[^|]*\| )?([^|]+) \|$", re.MULTILINE)
_EXTRACTS = ("own", "mine", "journal", "hand_over")
_FILTERS = ("default", *filters.FILTERS)
_AUDIENCES = {
    "child": "barnet",
    "guardian": "en vårdnadshavare",
    "family": "familjen",
    "service": "en verksamhet",
    "other": "någon annan",
    "chair": "mötesledaren",
    "note-taker": "antecknaren",
    "archive": "arkivet",
}


class Key(NamedTuple):
    """A place in what a template is given: its path from the top key, and what is held there in Swedish."""

    path: str
    kind: str


@cache
def contexts() -> tuple[dict[str, Any], ...]:
    """What templates are given: every made-up child, for every reader that may have something."""
    checked = [(plan, date.fromisoformat(PRACTICE_DAY)) for plan in templates.examples()]
    return tuple(
        build(view(plan, audience, day), terms(LANGUAGES[0]), LANGUAGES[0], day, audience)
        for plan, day in (*checked, *((plan, TODAY) for plan in SAMPLES.values()))
        for audience in audiences(plan)
        if not may_share(plan, audience, day)
    )


def _parts(path: str, value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every dict in a context, with the keys that lead to it."""
    if isinstance(value, dict):
        yield path, value
        for key, one in value.items():
            yield from _parts(f"{path}.{key}".lstrip("."), one)
    elif isinstance(value, list):
        for one in value:
            yield from _parts(path, one)


def _rank(path: str) -> tuple[bool, int, int]:
    """Where a shape is told of: rather in the plan than in one reader's extract of it, near the root, and first."""
    top = path.partition(".")[0]
    return top in _EXTRACTS, path.count("."), [*contexts()[0], ""].index(top)


@cache
def shapes() -> dict[frozenset[str], tuple[str, dict[str, list[Any]]]]:
    """Each kind of part, by its keys: the path where it is told of, and for each key all that was ever held there."""
    found: dict[frozenset[str], tuple[str, dict[str, list[Any]]]] = {}
    for context in contexts():
        for path, part in _parts("", context):
            home, held = found.get(frozenset(part), (path, {key: [] for key in part}))
            for key, value in part.items():
                held[key].append(value)
            found[frozenset(part)] = (min(home, path, key=_rank), held)
    return found


@cache
def keys() -> dict[str, tuple[Key, ...]]:
    """Every key that a template can use, by the top key it lies under."""
    [(_path, held)] = [one for one in shapes().values() if one[0] == ""]
    tops = sorted(held, key=lambda top: top in _EXTRACTS)
    return {top: tuple(_under(top, held[top])) for top in tops}


def _under(path: str, held: list[Any]) -> Iterator[Key]:
    many = isinstance(held[0], list)
    inner = [item for one in held for item in one] if many else held
    if not inner or not isinstance(inner[0], dict):
        kind = {bool: "ja eller nej", int: "tal"}.get(type(inner[0]) if inner else str, "text")
        yield Key(path, f"lista av {kind}" if many else kind)
        return
    home, parts = shapes()[frozenset(inner[0])]
    if home != path:
        yield Key(path, f"lista, var och en som `{home}`" if many else f"som `{home}`")
        return
    yield Key(path, "lista" if many else "se nedan")
    for key, values in parts.items():
        yield from _under(f"{path}.{key}", values)


def meanings(guide: str) -> dict[str, str]:
    """What each row of the guide says that a key, filter or document means, by the section and the name."""
    found: dict[str, str] = {}
    for marker in _MARKERS.finditer(guide):
        found |= {f"{marker[2]} {name}": meaning.strip() for name, meaning in _ROW.findall(marker[0])}
    return found


def lists(known: Mapping[str, str]) -> dict[str, str]:
    """What stands between the markers, by their names."""

    def meaning(section: str, name: str) -> str:
        return known.get(f"{section} {name}", NO_MEANING)

    values = [f"### `{top}`\n\n{_table(rows, lambda key: meaning('values', key))}" for top, rows in keys().items()]
    return {
        "documents": _plain_table(("Dokument", "För"), [(one.name, _readers(one.audiences)) for one in DOCUMENTS]),
        "tags": _plain_table(("Tagg", "Gör"), [(name, meaning("tags", name)) for name in engine.TAGS]),
        "loop": _plain_table(
            ("Ord", "Betyder"), [(f"loop.{one}", meaning("loop", f"loop.{one}")) for one in engine.LOOP_WORDS]
        ),
        "filters": _plain_table(("Filter", "Gör"), [(name, meaning("filters", name)) for name in sorted(_FILTERS)]),
        "tests": _plain_table(
            ("Fråga", "Svarar ja när"), [(f"is {one}", meaning("tests", f"is {one}")) for one in engine.TESTS]
        ),
        "limits": _limits(),
        "values": "\n".join(values),
    }


def _readers(kinds: Any) -> str:
    return ", ".join(word for kind, word in _AUDIENCES.items() if kind in {one.value for one in kinds})


def _table(rows: tuple[Key, ...], meaning: Any) -> str:
    lines = ["| Nyckel | Är | Betyder |", "|---|---|---|"]
    lines += [f"| `{row.path}` | {row.kind} | {meaning(row.path)} |" for row in rows]
    return "\n".join(lines) + "\n"


def _plain_table(head: tuple[str, str], rows: list[tuple[str, str]]) -> str:
    lines = [f"| {head[0]} | {head[1]} |", "|---|---|", *(f"| `{name}` | {words} |" for name, words in rows)]
    return "\n".join(lines) + "\n"


def _limits() -> str:
    return (
        f"- En mall är högst {template_files.MOST_BYTES // 1000} kB, och en vanlig fil: ingen länk.\n"
        f"- Delar får innehålla delar, i högst {budget.MOST_DEPTH} steg.\n"
        f"- En loop går högst {budget.MOST_RANGE} varv, och en hel mall tar högst {budget.MOST_STEPS} steg.\n"
        f"- Ett dokument blir högst {engine.MOST_CHARACTERS // 1_000_000} miljoner tecken.\n"
    )


def made(guide: str) -> str:
    """The guide with its lists made again, the meanings in it kept."""
    fresh = lists(meanings(guide))
    return _MARKERS.sub(lambda found: f"{found[1]}{fresh[found[2]]}{found[3]}", guide)


def main() -> int:
    """Rewrite the guide; 1 when a key lacks a meaning."""
    guide = made(GUIDE.read_text("utf8"))
    GUIDE.write_text(guide, "utf8")
    missing = [line for line in guide.splitlines() if NO_MEANING in line]
    print("\n".join((*missing, f"{len(missing)} without a meaning")))
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
