"""Small faults put into model, text and store one by one (mutants), and the few that no test can see.

`mutmut run` makes and tries them; `python -m tests.house.mutants` then writes `docs/mutants.md` from what it found and
keeps the reasons that stand there. The law: every mutant that lives has a reason, and the figures are counted, not typed.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.house.surface import ROOT

PAGE = ROOT / "docs" / "mutants.md"
RESULTS = ROOT / "mutants"
LEAST = 95
"""Of a hundred mutants so many are to be seen by a test or by the type checker."""
NO_REASON = "No reason yet."

_BY_TYPES = {37}
_ALIVE = {0, 5, 33}
_NOT_TRIED = {None, 2, 34}
_NAME = re.compile(r"x(?:ǁ(?P<owner>\w+)ǁ|_)(?P<name>\w+?)__mutmut_\d+")
_ENTRY = re.compile(
    r"^### (?P<title>[^\n]+)\n\n```diff\n(?P<change>.+?)```\n\n(?P<reason>.+?)\n(?=\n|\Z)", re.MULTILINE | re.DOTALL
)

_ROW = re.compile(r"^\| (?P<module>\w+(?:/\w+)+) \| (?P<counts>[\d |]+) \| [\d.–]+ \|$", re.MULTILINE)
Codes = dict[str, int | None]
"""What became of each mutant by its name: mutmut's own numbers, None when it was not tried."""

HEAD = f"""# Mutants

A mutant is the program with one small fault put in: a `<` for a `<=`, a `None` for an argument, a line's text in
capitals. The tests of `model`, `text` and `store` are run against every one; at least {LEAST} of 100 must be seen, by a
test or by the type checker, and each that lives is named here with its reason.

```sh
mutmut run --max-children 1
python -m tests.house.mutants
```

The first tries every mutant of what has changed since the last run (some hours for all of them); the second writes this
page anew and keeps the reasons. [mutmut](https://mutmut.readthedocs.io) leaves alone what has a decorator and what
stands outside functions: tables, patterns and declarations are held by the tests that read them as a whole.

"""


class Survivor(NamedTuple):
    """A mutant that no test sees: where it is, what it changes (lines with - and +), and why it may live."""

    title: str
    change: str
    reason: str


class Figures(NamedTuple):
    """What became of the mutants of one module."""

    made: int
    by_tests: int
    by_types: int
    alive: int
    left: int

    @property
    def score(self) -> str:
        """Seen mutants in a hundred that were tried; a dash as long as none was."""
        tried = self.made - self.left
        return f"{100 * (self.by_tests + self.by_types) / tried:.1f}" if tried else "–"

    @property
    def enough(self) -> bool:
        """Whether all were tried and enough were seen."""
        return not self.left and 100 * self.alive <= (100 - LEAST) * self.made


def survivors(page: str) -> tuple[Survivor, ...]:
    """What stands on the page."""
    return tuple(Survivor(one["title"], one["change"], one["reason"].strip()) for one in _ENTRY.finditer(page))


def module_of(title: str) -> Path:
    """The file that `text/clean: written_out` is about."""
    return ROOT / "kronobarn_cli" / f"{title.partition(':')[0]}.py"


def figures(page: str) -> dict[str, Figures]:
    """What stands in the table of the page, by module."""
    return {one["module"]: Figures(*map(int, one["counts"].split(" | "))) for one in _ROW.finditer(page)}


def written(results: dict[str, Codes], changes: dict[str, str], before: str) -> str:
    """The page from exit codes by module and mutant, the changes of those that live, and the page as it was.

    A module that was not tried this time stands as it stood.
    """
    reasons = {(one.title, one.change): one.reason for one in survivors(before)}
    stood = figures(before)
    made = {module: _figures(codes) for module, codes in sorted(results.items()) if codes}
    resting = {module for module, one in made.items() if one.left == one.made and module in stood}
    found = Counter((_title(m, name), changes[name]) for m in made for name in _alive(results[m]))
    kept = Counter((one.title, one.change) for one in survivors(before) if one.title.partition(":")[0] in resting)
    entries = [
        f"### {title}\n\n```diff\n{change}```\n\n{reasons.get((title, change), NO_REASON)}\n"
        for title, change in sorted(found | kept)
    ]
    table = _table({module: stood[module] if module in resting else one for module, one in made.items()})
    return f"{HEAD}{table}\n## Those that live\n\n" + "\n".join(entries)


def _alive(codes: Codes) -> list[str]:
    return [name for name, code in codes.items() if code in _ALIVE]


def _figures(codes: Codes) -> Figures:
    kinds = Counter(map(_kind, codes.values()))
    return Figures(len(codes), kinds["tests"], kinds["types"], kinds["alive"], kinds["left"])


def _kind(code: int | None) -> str:
    if code in _NOT_TRIED:
        return "left"
    return "alive" if code in _ALIVE else "types" if code in _BY_TYPES else "tests"


def _title(module: str, mutant: str) -> str:
    found = _NAME.search(mutant)
    assert found, mutant
    return f"{module}: {found['owner'] + '.' if found['owner'] else ''}{found['name']}"


def _table(modules: dict[str, Figures]) -> str:
    rooms: dict[str, list[Figures]] = defaultdict(list)
    for module, one in modules.items():
        rooms[module.partition("/")[0]].append(one)
    sums = {f"**{room}**": Figures(*map(sum, zip(*several, strict=True))) for room, several in rooms.items()}
    rows = [f"| {name} | {' | '.join(map(str, one))} | {one.score} |" for name, one in {**modules, **sums}.items()]
    head = "| module | mutants | seen by tests | seen by types | alive | not tried | seen of 100 |\n|---|--:|--:|--:|--:|--:|--:|\n"
    return head + "\n".join(rows) + "\n"


def _results() -> dict[str, Codes]:
    found = {}
    for path in sorted(RESULTS.glob("kronobarn_cli/*/**/*.meta")):
        module = "/".join(path.relative_to(RESULTS / "kronobarn_cli").parts).removesuffix(".py.meta")
        found[module] = json.loads(path.read_text("utf8"))["exit_code_by_key"]
    return found


def _changes(results: dict[str, Codes]) -> Iterator[tuple[str, str]]:
    """Each mutant that lives with the lines it takes away and puts in; stand where the results lie."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    for name in (name for codes in results.values() for name in _alive(codes)):
        lines = (line for line in get_diff_for_mutant(name).splitlines() if re.match(r"[-+](?![-+])", line))
        yield name, "".join(f"{line[0]} {line[1:].strip()}\n" for line in lines)


def main() -> int:
    """Write the page; 1 when too few are seen, some are not tried or a reason is missing."""
    results = _results()
    page = written(results, dict(_changes(results)), PAGE.read_text("utf8") if PAGE.exists() else "")
    PAGE.write_text(page, "utf8")
    total = Figures(*map(sum, zip(*figures(page).values(), strict=True)))
    seen, unexplained = total.by_tests + total.by_types, page.count(NO_REASON)
    print(f"mutants={total.made} seen={seen} alive={total.alive} left={total.left} unexplained={unexplained}")
    return int(bool(unexplained) or not total.enough)


if __name__ == "__main__":
    sys.exit(main())
