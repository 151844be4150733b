"""What is here and what colleagues have, as one version: plan by plan, before any file is touched.

Laws: what only one side has changed is taken as it is; what was removed by one and changed by the other is kept, and
told; a plan that cannot be read stops it all; of files that are no plans what is here stays where both have changed the
same lines, and what the others wrote is set aside.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from kronobarn_cli.errors import KronobarnError, NotSynced, Unreadable
from kronobarn_cli.i18n import _
from kronobarn_cli.model.merge import Told
from kronobarn_cli.store import files, places
from kronobarn_cli.store.folder import read
from kronobarn_cli.store.git import addresses, compared, refusals
from kronobarn_cli.store.git.bench import Bench, Three
from kronobarn_cli.store.git.compared import Author, Change, Entry
from kronobarn_cli.store.settings import Settings
from kronobarn_cli.text.problem import Troubled
from kronobarn_cli.work.by_hand import right_first
from kronobarn_cli.work.joined import Joined, Side, joined, renumbered
from kronobarn_cli.work.laid_out import Room, refuse_what_cannot_lie_here
from kronobarn_cli.work.torn import shared

_AT_ONCE = 200


class How(StrEnum):
    """What came of a plan: new here, changed by colleagues, by both, removed by them, kept though one removed it.

    `renamed`: it has another code now, for a colleague's plan had the same. `mended`: git had put it together line by
    line, and it is whole again.
    """

    NEW = "new"
    CHANGED = "changed"
    JOINED = "joined"
    REMOVED = "removed"
    KEPT = "kept"
    RENAMED = "renamed"
    MENDED = "mended"


class Fate(NamedTuple):
    """What came of one plan, what is open since and told of it, and the code it has now if it is another."""

    how: How
    opened: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    new: str | None = None


class Version(NamedTuple):
    """A version, what came of the plans that both sides had a part in, and where other files' other texts are."""

    name: str
    fates: Mapping[str, Fate] = {}
    aside: tuple[str, ...] = ()


def common_past(room: Room, ours: str, theirs: str, address: str) -> str:
    """The version that both come from; raises NotSynced when the shared place, at this address, was begun apart."""
    base = compared.common(room.repository, ours, theirs)
    if base is None:
        raise _begun_apart(room, theirs, address)
    return base


def _begun_apart(room: Room, theirs: str, address: str) -> NotSynced:
    """The failure that tells how plans here come to a place that has others: none is copied over a colleague's."""
    sentence = _(
        "This folder and the shared place have nothing in common: each was begun on its own. Nothing has been "
        "changed. Make a new folder from the shared place. Then copy your plans to it, from {plans}"
    )
    plans = room.folder.plans.resolve()
    new = addresses.quoted(str(addresses.free(room.folder.root.resolve())))
    there = {compared.plan_code(room.repository, path) for path in compared.tree(room.repository, theirs)}
    details = [
        f"kronobarn merge {code} --with {addresses.quoted(str(plans / f'{code}.yaml'))} --folder {new}"
        for code in room.folder.codes()
        if code in there
    ]
    if details:
        sentence = _(
            "This folder and the shared place have nothing in common: each was begun on its own. Nothing has been "
            "changed. Make a new folder from the shared place. Then copy those of your plans to it that are not there, "
            "from {plans}. Some are there already. Do not copy over them: your colleagues have written in them. If it "
            "is the same child, take in what you have written, with:"
        )
    hint = f"kronobarn init --from {addresses.quoted(address)} {new}"
    return NotSynced(sentence.format(plans=plans), hint, tuple(refusals.said_lines("\n".join(details))))


def together(room: Room, base: str, ours: str, theirs: str) -> Version:
    """The version of both; raises NotSynced with words for whatever stands in the way, and nothing has been touched.

    `base` is what both come from.
    """
    if base == theirs:
        return Version(ours)
    torn = check_incoming(room, theirs, compared.differences(room.repository, base, theirs))
    if torn:
        theirs = _put_right(room, theirs, torn)
    mended = {_code(room, path): Fate(How.MENDED, one.opened, one.told) for path, one in torn.items()}
    if base == ours:
        return Version(theirs, mended)
    found = _Table(room, base, ours, theirs).version()
    return found._replace(fates={**mended, **found.fates})


def check_incoming(room: Room, version: str, changes: Mapping[str, Change]) -> dict[str, Joined]:
    """The plans in the colleagues' version that git has put together line by line, whole again, by their ways.

    Raises NotSynced when something that colleagues have changed cannot be read, or is no file.
    """
    refuse_what_cannot_lie_here(room.repository.prefix, changes)
    coming = {path: one.after for path, one in changes.items() if one.after}
    plans = [path for path in coming if compared.plan_code(room.repository, path)]
    torn = {}
    for start in range(0, len(plans), _AT_ONCE):
        some = plans[start : start + _AT_ONCE]
        held = compared.contents(room.repository, [coming[path] for path in some])
        for path in some:
            code, data = _code(room, path), held[coming[path]]
            try:
                read(code, data)
            except Troubled as trouble:
                found = shared(room.repository, version, code, data)
                if found is None:
                    raise _not_whole(code) from trouble
                torn[path] = found
    check_settings(room, coming)
    return torn


def _put_right(room: Room, version: str, whole: Mapping[str, Joined]) -> str:
    """The colleagues' version with these plans in it, recorded for good but not yet the newest."""
    bench = Bench(room.repository, room.place, version)
    blobs = bench.blobs([one.data for one in whole.values()])
    bench.decide(dict(zip(whole, blobs, strict=True)))
    subject = _code(room, next(iter(whole))) if len(whole) == 1 else "plans"
    name = bench.commit(f"{subject}: merge")
    bench.put_away()
    return name


def _code(room: Room, path: str) -> str:
    return compared.plan_code(room.repository, path) or ""


def check_settings(room: Room, coming: Mapping[str, Entry]) -> None:
    """Raise NotSynced when the settings of the folder, as they come, cannot be read."""
    settings = coming.get(room.repository.prefix + places.FOLDER_MARK)
    if settings and not _holds(room, compared.contents(room.repository, [settings])[settings]):
        sentence = _(
            "The settings of the folder, as your colleagues have them, cannot be read. Nothing is changed here."
        )
        raise NotSynced(sentence, "kronobarn sync")


def _not_whole(code: str) -> NotSynced:
    sentence = _(
        "Plan {code}, as your colleagues have it, cannot be read. Nothing has been changed here. "
        "Ask whoever wrote in it last to put it right, with: kronobarn edit {code}"
    )
    return NotSynced(sentence.format(code=code), "kronobarn sync")


def _whose(code: str, ours: bytes, theirs: bytes) -> KronobarnError:
    """The failure for a plan that cannot be put together: one side cannot be read, or a newer kronobarn wrote it.

    Where both are whole it is the plan of both that cannot be saved: it is too large.
    """
    if not _is_whole(code, ours):
        return right_first(code)
    if not _is_whole(code, theirs):
        return _not_whole(code)
    sentence = _(
        "What you and your colleagues have written in plan {code} is together more than a plan can hold. Nothing has "
        "been changed. Shorten something in it, then sync again."
    )
    return NotSynced(sentence.format(code=code), f"kronobarn edit {code}")


def _is_whole(code: str, data: bytes) -> bool:
    try:
        return not read(code, data).newer
    except Troubled:
        return False


def _holds(room: Room, data: bytes) -> bool:
    """Whether these bytes can be the settings of a folder."""
    files.make_folder(room.place)
    files.replace(room.place / places.FOLDER_MARK, data)
    try:
        Settings(room.place)
    except Unreadable:
        return False
    return True


class _Table:
    """Two sides and their common past on a bench."""

    def __init__(self, room: Room, base: str, ours: str, theirs: str) -> None:
        self.room, self.base, self.ours, self.theirs = room, base, ours, theirs
        self.repository = room.repository
        self.fates: dict[str, Fate] = {}
        self.aside: list[str] = []
        self.made: dict[str, bytes] = {}
        self.taken: dict[str, Entry | None] = {}

    def version(self) -> Version:
        """Both as one version, recorded for good but not yet the newest."""
        bench = Bench(self.repository, self.room.place, self.ours)
        both = bench.join(self.base, self.theirs)
        refuse_what_cannot_lie_here(
            self.repository.prefix, {path: Change(None, one.ours or one.theirs) for path, one in both.items()}
        )
        here, there = self.authors(both)
        held = self.held(both)
        for path, three in both.items():
            if code := compared.plan_code(self.repository, path):
                self.plan(code, path, three, held, (here.get(path), there.get(path)))
            else:
                self.other(bench, path, three, held)
        blobs = bench.blobs(list(self.made.values()))
        bench.decide({**self.taken, **dict(zip(self.made, blobs, strict=True))})
        name = bench.commit("plans: sync")
        bench.put_away()
        return Version(name, self.fates, tuple(self.aside))

    def authors(self, both: Mapping[str, Three]) -> tuple[Mapping[str, Author], Mapping[str, Author]]:
        """Who wrote here and there; nobody is asked for when no plan needs it."""
        if not any(compared.plan_code(self.repository, path) for path in both):
            return {}, {}
        here, there = (compared.authors(self.repository, self.base, side) for side in (self.ours, self.theirs))
        return here, there

    def held(self, both: Mapping[str, Three]) -> dict[Entry | None, bytes]:
        """What the files in question hold."""
        entries = [entry for three in both.values() for entry in three if entry and entry.ordinary]
        return dict(compared.contents(self.repository, entries).items())

    def plan(
        self,
        code: str,
        path: str,
        three: Three,
        held: Mapping[Entry | None, bytes],
        authors: tuple[Author | None, Author | None],
    ) -> None:
        """Decide on a plan that both have changed."""
        if three.ours is None or three.theirs is None:
            self.taken[path] = three.ours or three.theirs
            self.fates[code] = Fate(How.KEPT)
        elif three.base is None:
            self.apart(code, path, three.theirs, held[three.ours])
        else:
            ours, theirs = Side(held[three.ours], authors[0]), Side(held[three.theirs], authors[1])
            found = self.joined(code, held[three.base], ours, theirs)
            self.made[path] = found.data
            self.fates[code] = Fate(How.JOINED, found.opened, found.told)

    def joined(self, code: str, base: bytes, ours: Side, theirs: Side) -> Joined:
        """The plan of both; raises NotSynced or Unreadable when one of them cannot be read."""
        try:
            return joined(code, base, ours, theirs)
        except Troubled as trouble:
            raise _whose(code, ours.data, theirs.data) from trouble

    def apart(self, code: str, path: str, theirs: Entry, ours: bytes) -> None:
        """Two plans with one code: the one that others know already keeps it."""
        if self.room.drafts.find(code) or (self.room.folder.state / f"{code}.edit.yaml").exists():
            sentence = _("A colleague has another plan called {code}. Finish what you have begun in yours first.")
            raise NotSynced(sentence.format(code=code), f"kronobarn continue {code}")
        try:
            new, data = renumbered(code, ours, self.codes())
        except Troubled as trouble:
            raise right_first(code) from trouble
        folder = path.rpartition("/")[0]
        self.taken[path] = theirs
        self.made[f"{folder}/{new}.yaml"] = data
        self.fates[code] = Fate(How.RENAMED, new=new)

    def codes(self) -> dict[str, bytes]:
        """All codes that are in use here or there, with what our plans hold."""
        found: dict[str, bytes] = {}
        for version in (self.theirs, self.ours):
            there = compared.tree(self.repository, version)
            plans = {code: one for path, one in there.items() if (code := compared.plan_code(self.repository, path))}
            found.update(dict.fromkeys(plans, b""))
        return found | {code: files.read(self.room.folder.path(code)) for code in self.room.folder.codes()}

    def other(self, bench: Bench, path: str, three: Three, held: Mapping[Entry | None, bytes]) -> None:
        """Decide on a file that is no plan and that both have changed."""
        if three.ours is None or three.theirs is None:
            self.taken[path] = three.ours or three.theirs
            return
        ours, theirs = held.get(three.ours), held.get(three.theirs)
        text = None
        if ours is not None and theirs is not None:
            text = bench.lines(held.get(three.base, b""), ours, theirs)
            if text is not None and path == self.repository.prefix + places.FOLDER_MARK and not _holds(self.room, text):
                text = None
        if text is not None:
            self.made[path] = text
            return
        self.taken[path] = three.ours
        if theirs is not None:
            aside = self.room.folder.state / "set-aside" / f"{three.theirs.name[:8]}-{path.rpartition('/')[2]}"
            files.make_folder(aside.parent)
            files.replace(aside, theirs)
            self.aside.append(str(aside))
