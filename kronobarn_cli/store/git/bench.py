"""A bench beside the repository, where the next version is put together before anybody sees it.

Laws: a kill leaves nothing of it in the repository; no hook is passed by, and what a hook says is kept; git lays out no
plan; the repository learns of the version in an order in which no half of it can undo what others wrote, and only if
it still stands where the bench began.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from kronobarn_cli.errors import NotSynced
from kronobarn_cli.i18n import _
from kronobarn_cli.store import files
from kronobarn_cli.store.git import causes, compared, hindrances, program, refusals, repository
from kronobarn_cli.store.git.compared import Change, Entry
from kronobarn_cli.store.git.program import Ran
from kronobarn_cli.store.git.repository import Repository

_SECONDS = 600.0
_QUIETLY = ("-c", "gc.auto=0", "-c", "maintenance.auto=false", "-c", "core.quotepath=off")


class Moved(Exception):
    """Somebody else has recorded something since the bench was set up: nothing is lost, look again."""


class Three(NamedTuple):
    """A file that both sides have changed: in the common past, here and there; None where it is not."""

    base: Entry | None
    ours: Entry | None
    theirs: Entry | None


class Bench:
    """A bench at `place`, a folder of its own, set up for versions that are made from `ours` (None: the first one)."""

    def __init__(self, repo: Repository, place: Path, ours: str | None) -> None:
        self._repository, self._place, self._ours = repo, place, ours or ""
        self._durable = repository.flushing()
        files.remove_folder(place)
        files.make_folder(place)
        common = program.run(repo.folder, "rev-parse", "--git-common-dir").text
        files.replace(place / "commondir", program.told(f"{(repo.folder / common).resolve()}\n"))
        files.replace(place / "HEAD", f"{ours or f'ref: refs/heads/{repo.branch}'}\n".encode())
        if ours:
            self._asked("read-tree", ours)

    def record(self, paths: list[str], message: str) -> str:
        """A version with these files as they lie there, or without those that do not; raises as `commit`."""
        names = program.told("\0".join(paths))
        words = ("--literal-pathspecs", "add", "--all", "--force", "--pathspec-from-file=-", "--pathspec-file-nul")
        self._asked(*words, given=names)
        if self._ours and self._run("diff-index", "--cached", "--quiet", "HEAD").well:
            return self._ours
        return self.commit(message)

    def join(self, base: str, theirs: str) -> dict[str, Three]:
        """Lay out what only one side has changed; what both have changed is given back, to be decided."""
        files.replace(self._place / "MERGE_HEAD", f"{theirs}\n".encode())
        self._asked("read-tree", "-i", "-m", "--aggressive", base, self._ours, theirs)
        found: dict[str, list[Entry | None]] = {}
        for told in program.heard(self._asked("ls-files", "-u", "-z")).split("\0"):
            if told:
                marks, path = told.split("\t", 1)
                mode, name, stage = marks.split()
                found.setdefault(path, [None, None, None])[int(stage) - 1] = Entry(mode, name)
        return {path: Three(*three) for path, three in found.items()}

    def blobs(self, held: list[bytes]) -> list[Entry]:
        """Files with these contents, kept by git."""
        given = program.told("".join(f"{path}\n" for path in self._laid(held)))
        names = self._asked("hash-object", "-w", "--no-filters", "--stdin-paths", given=given) if held else b""
        return [Entry(compared.FILE, name) for name in names.decode().split()]

    def decide(self, files_: dict[str, Entry | None]) -> None:
        """Lay these files in the version, None for none."""
        _tell_index(self._asked, files_, self._ours)

    def commit(self, message: str) -> str:
        """The version, recorded for good but not yet the newest; raises NotSynced with the words of a hook."""
        words = (*repository.identity(self._repository.folder), "commit", "--quiet", "--message", message)
        ran = self._run(*words)
        made = self._run("rev-parse", "--verify", "HEAD").text
        if not ran.well or made == self._ours:
            sentence = _("This cannot be recorded, so it is not sent either. It is saved here, as before.")
            lines = tuple(refusals.said_lines(ran.said or ran.text))
            raise NotSynced(sentence, refusals.own_hint(lines, self._repository.folder) or "kronobarn check", lines)
        return made

    def lines(self, base: bytes, ours: bytes, theirs: bytes) -> bytes | None:
        """Two texts that are no plans, put together line by line; None where both have changed the same lines."""
        ran = self._run("merge-file", "--stdout", *self._laid([ours, base, theirs]))
        return ran.out if ran.well else None

    def checked_out(self, names: bytes) -> None:
        """Let git lay out these files, NUL between them, as they stand in the version."""
        self._asked("checkout-index", "--force", "--quiet", "-z", "--stdin", given=names)

    def put_away(self) -> None:
        """Take the bench down."""
        files.remove_folder(self._place)

    def _laid(self, held: list[bytes]) -> list[str]:
        """The paths of files on the bench with these contents."""
        paths = {self._place / f"held-{number}": data for number, data in enumerate(held)}
        for path, data in paths.items():
            files.replace(path, data)
        return [str(path) for path in paths]

    def _asked(self, *arguments: str, given: bytes | None = None) -> bytes:
        ran = self._run(*arguments, given=given)
        return ran.out if ran.well else compared.broken(ran)

    def _run(self, *arguments: str, given: bytes | None = None) -> Ran:
        where = compared.top(self._repository)
        places = {"GIT_DIR": str(self._place), "GIT_WORK_TREE": str(where)}
        words = (*_QUIETLY, *self._durable, *arguments)
        return program.run(where, *words, given=given, seconds=_SECONDS, environ=places)


def lay_out(repo: Repository, place: Path, version: str, paths: list[str]) -> None:
    """Let git lay out files of a version that are no plans."""
    Bench(repo, place, version).checked_out(program.told("\0".join(paths)))


def land(repo: Repository, before: str | None, version: str, changes: Mapping[str, Change]) -> None:
    """Make a version the newest; `changes` is how it differs. Raises Moved when the repository has moved on."""
    where, durable = compared.top(repo), repository.flushing()

    def tell(*arguments: str, given: bytes | None = None) -> bytes:
        ran = program.run(where, *durable, *arguments, given=given, seconds=_SECONDS)
        if not ran.well:
            raise Moved from _why_not(ran, repo.folder)
        return ran.out

    # The list of files first: were the branch first, a person's next commit could take the changes back again.
    _tell_index(tell, {path: one.after for path, one in changes.items()}, version)
    # The very first version made the branch itself.
    if before or compared.newest(repo) != version:
        tell("update-ref", "-m", "sync", f"refs/heads/{repo.branch}", version, before or "")
    program.run(where, "update-index", "--refresh", seconds=_SECONDS)


def _why_not(ran: Ran, folder: Path) -> NotSynced:
    """Why a version has not landed: somebody else was faster or writes there, or what stands in the way here."""
    if causes.of(ran, "") in causes.AGAIN:
        return hindrances.failure(ran, "", folder)
    told = refusals.told((), refusals.of(ran), ran.said, folder)
    return NotSynced(told.sentence, told.hint, told.details)


def _tell_index(tell: Callable[..., bytes], files_: Mapping[str, Entry | None], as_long_as: str) -> None:
    """Lay files in a list of files; a name of nothing is as long as all names are in this repository."""
    nothing = Entry("0", "0" * len(as_long_as))
    lines = (f"{mode} {name}\t{path}\0" for path, (mode, name) in ((at, one or nothing) for at, one in files_.items()))
    tell("update-index", "-z", "--index-info", given=program.told("".join(lines)))
