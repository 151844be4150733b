"""`check --staged`, `--since` and `--history`: what is about to be recorded, what came since, and all there is.

Laws: judged is what git holds, never the work tree; what must not be recorded is a file that is no whole plan, a plan
in the wrong place, a name that is no code, a personal number and a name. Whether a plan is finished is another matter.
Git waits for this with every save, so the rules and all that they need load only where something is to be said.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from kronobarn_cli.errors import KronobarnError
from kronobarn_cli.model.issue import Severity
from kronobarn_cli.model.leaks import CODE, Known, Names, Place, known
from kronobarn_cli.store import places
from kronobarn_cli.store.folder import Folder, read
from kronobarn_cli.store.git import compared, program
from kronobarn_cli.store.git import staged as index
from kronobarn_cli.store.git import written as past
from kronobarn_cli.store.git.repository import Repository
from kronobarn_cli.store.git.staged import Entry, Seat
from kronobarn_cli.store.git.written import Reference, Written
from kronobarn_cli.text.plan_text import PlanText
from kronobarn_cli.text.problem import Troubled
from kronobarn_cli.work import leaks
from kronobarn_cli.work.leaks import Leak, Text

if TYPE_CHECKING:
    from kronobarn_cli.work.checking import Finding, Measure, Report

OUTSIDE, NO_CODE, UNSETTLED = "K030", "K031", "K012"
_YAML = (".yaml", ".yml")
_A_PLAN = re.compile(rb"^(?:\xef\xbb\xbf)?kronobarn\s*:", re.MULTILINE)


class Looked(NamedTuple):
    """What was found: in files, and in what stands around them."""

    reports: "tuple[Report, ...]"
    leaks: tuple[Leak, ...]

    @property
    def errors(self) -> bool:
        """Whether anything found is an error."""
        return any(one.errors for one in self.reports) or any(one.sure for one in self.leaks)


class _Judged(NamedTuple):
    reports: "tuple[Report, ...]"
    names: tuple[Known, ...]
    codes: frozenset[str]


def staged(folder: Folder, measure: "Measure | None") -> Looked:
    """What is about to be recorded, who records it and where; without a measure nothing is said of what plans say."""
    seat = index.seat(folder.root)
    entries = tuple(_of(folder, index.staged(seat)))
    judged = _judged(entries, measure)
    texts = [Text(Place.FILE, one.path, judged.codes) for one in entries]
    texts += [Text(Place.BRANCH, index.branch(seat))]
    authors = [Text(Place.AUTHOR, one) for one in index.author(seat)]
    # All plans are not read for an author who is there every time; `history` looks at that.
    return Looked(judged.reports, leaks.find((*texts, *authors), leaks.names_for(folder, texts, judged.names)))


def nothing_to_say(folder: Folder) -> bool:
    """Whether all is well with what is about to be recorded; False also where that cannot be told."""
    try:
        return program.in_hook() and staged(folder, None) == Looked((), ())
    except KronobarnError:
        return False


def message(folder: Folder, path: Path) -> Looked:
    """What stands in the message that is about to be recorded."""
    seat = index.seat(folder.root)
    text = index.message(seat, path)
    texts = [Text(Place.MESSAGE, text)]
    if not leaks.find(texts, names := leaks.names_for(folder, texts)):
        return Looked((), ())
    near = frozenset(code for one in index.staged(seat) if (code := places.code_at(one.path)))
    return Looked((), leaks.find([Text(Place.MESSAGE, text, near)], names))


def since(folder: Folder, revision: str, measure: "Measure | None") -> Looked:
    """What came since a revision: its files as they now are recorded, and all that stands around them."""
    seat = index.seat(folder.root)
    judged = _judged(_of(folder, index.since(seat, revision)), measure)
    texts = [*_around(seat, past.written(seat, index.span(seat, revision))), Text(Place.BRANCH, index.branch(seat))]
    return Looked(judged.reports, _shared(seat, leaks.find(texts, leaks.names_for(folder, texts, judged.names))))


def history(folder: Folder) -> Looked:
    """All that stands around the plans, in every commit, branch and tag."""
    seat = index.seat(folder.root)
    references = past.references(seat)
    texts = [*_around(seat, past.written(seat, None)), *_called(references)]
    return Looked((), _shared(seat, leaks.find(texts, leaks.names_for(folder, texts))))


def not_shared(folder: Folder, repo: Repository, span: tuple[str | None, str], branch: str) -> tuple[Leak, ...]:
    """What surely must not leave this computer in all that came after a version (None: ever), or in a branch's name.

    The names in the plans are sought in what somebody has written; an author is there every time, so of those only
    numbers, as in `staged`.
    """
    seat = Seat(compared.top(repo), repo.prefix)
    since, until = span
    texts = [*_around(seat, past.written(seat, f"{since}..{until}" if since else until)), Text(Place.BRANCH, branch)]
    authors = [one for one in texts if one.place is Place.AUTHOR]
    return (*_sure(folder, [one for one in texts if one.place is not Place.AUTHOR]), *_sure(None, authors))


def of_branch(folder: Folder, branch: str) -> tuple[Leak, ...]:
    """What surely must not leave this computer in the name of a branch."""
    return _sure(folder, [Text(Place.BRANCH, branch)])


def _sure(folder: Folder | None, texts: list[Text]) -> tuple[Leak, ...]:
    """What is surely a personal number in these texts, or a name in a plan of this folder, if there is one."""
    names = leaks.names_for(folder, texts) if folder else Names(())
    return tuple(one for one in leaks.find(texts, names) if one.sure)


def _shared(seat: Seat, found: tuple[Leak, ...]) -> tuple[Leak, ...]:
    """The same, each with whether others have it already."""
    if not any(one.commit for one in found):
        return found
    alone = past.only_here(seat)
    return tuple(one._replace(theirs=one.commit not in alone) if one.commit else one for one in found)


def _of(folder: Folder, entries: Iterable[Entry]) -> Iterator[Entry]:
    """The files of this plan folder: what lies in another one below it is checked by that one's own."""
    for one in entries:
        if places.code_at(one.path) or places.nearest_folder((folder.root / one.path).parent) in {folder.root, None}:
            yield one


def _judged(entries: Iterable[Entry], measure: "Measure | None") -> _Judged:
    reports: list[Report] = []
    names: list[Known] = []
    codes: set[str] = set()
    for one in entries:
        code = places.code_at(one.path)
        source, found = _look(one, code, measure)
        if found:
            reports.append(_report(code or _shown(one.path), found))
        if code:
            codes.add(code)
        names += known(source.plan) if source else ()
    return _Judged(tuple(reports), tuple(names), frozenset(codes))


def _look(entry: Entry, code: str, measure: "Measure | None") -> "tuple[PlanText | None, tuple[Finding, ...]]":
    if not code:
        misplaced = _misplaced(entry)
        return None, (_fault(misplaced),) if misplaced else ()
    if not entry.merged:
        return None, (_fault(UNSETTLED),)
    try:
        source = read(code, entry.data or b"")
    except Troubled as trouble:
        from kronobarn_cli.work.checking import faults

        return None, faults(trouble)
    return source, _said(source, measure) if measure else ()


def _said(source: PlanText, measure: "Measure") -> "tuple[Finding, ...]":
    from kronobarn_cli.work.checking import findings

    return tuple(findings(source, measure))


def _report(name: str, found: "tuple[Finding, ...]") -> "Report":
    from kronobarn_cli.work.checking import Report

    return Report(name, found)


def _misplaced(entry: Entry) -> str:
    """The code of what is wrong with a file that is no plan in its place."""
    place = PurePosixPath(entry.path)
    if place.parts[:-1] == (places.PLANS,) and place.name.lower().endswith(_YAML):
        return NO_CODE
    return OUTSIDE if _A_PLAN.search(entry.data or b"") else ""


def _fault(code: str) -> "Finding":
    from kronobarn_cli.work.checking import Finding

    return Finding(code, Severity.ERROR, (), {}, 1, 1)


def _shown(path: str) -> str:
    """A file whose name is not to be repeated, for nobody knows what is in it: its folder, its code, its ending."""
    place = PurePosixPath(path)
    begins = CODE.match(place.name)
    parts = place.parts[:1] if place.parts[0] == places.PLANS else ()
    return "/".join((*parts, f"{begins[0] if begins else ''}…{place.suffix}"))


def _around(seat: Seat, commits: Iterable[Written]) -> Iterator[Text]:
    """Every text of these commits; a file's name where it first was recorded, for it is there from then on."""
    named: dict[str, str] = {}
    authors: dict[str, str] = {}
    for one in commits:
        mine = [path.removeprefix(seat.prefix) for path in one.paths]
        near = frozenset(code for path in mine if (code := places.code_at(path)))
        yield Text(Place.MESSAGE, one.message, near, one.commit)
        named.update(dict.fromkeys(mine, one.commit))
        authors.update(dict.fromkeys(one.by, one.commit))
    yield from (Text(Place.FILE, path, frozenset(), commit) for path, commit in named.items())
    yield from (Text(Place.AUTHOR, by, frozenset(), commit) for by, commit in authors.items())


def _called(references: Iterable[Reference]) -> Iterator[Text]:
    for one in references:
        yield Text(Place.TAG if one.tag else Place.BRANCH, one.name)
        if one.message:
            yield Text(Place.MESSAGE, one.message)
            yield Text(Place.AUTHOR, one.by)
