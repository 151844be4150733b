"""`sync`: what is here and what colleagues have becomes the same, through the shared place.

Laws: what was changed by hand is recorded before anything else; files are laid in the folder before the history learns
of them, so that a kill leaves what the next exchange takes up; nothing is sent that is open and unsettled, or to a
place that everybody can read, unless a person says so; no personal number and no name beside the plans is sent; nothing
is ever lost here, whatever happens there.
"""

import secrets
import time
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from kronobarn_cli.errors import KronobarnError, NotSynced, UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.model.plan import OpenPoint
from kronobarn_cli.model.terms import Terms
from kronobarn_cli.render.change_words import change_words
from kronobarn_cli.store import locks
from kronobarn_cli.store.drafts import Drafts
from kronobarn_cli.store.folder import Folder, read
from kronobarn_cli.store.git import addresses, bench, blobs, compared, exchange, left_behind, openness, repository
from kronobarn_cli.store.git.bench import Moved
from kronobarn_cli.store.git.compared import Change
from kronobarn_cli.store.git.exchange import Shared
from kronobarn_cli.store.git.openness import Openness
from kronobarn_cli.store.git.refusals import pasted
from kronobarn_cli.text.problem import Troubled
from kronobarn_cli.work import by_hand, going_out, joining, laid_out, staged_check
from kronobarn_cli.work.joining import Fate, How
from kronobarn_cli.work.laid_out import Room
from kronobarn_cli.work.leaks import Leak

_TRIES = 6
_PAUSE = 0.4
_LOCK_SECONDS = 3
"""What a killed exchange had started may take a moment to end."""
_MOST_TOLD = 20


class Wish(NamedTuple):
    """What a person has asked for: a place to share with, also instead of the one that is known.

    And what may be sent that otherwise is not.
    """

    place: str | None = None
    open_points: bool = False
    removed: bool = False
    even_if_public: bool = False
    instead: bool = False


class Came(NamedTuple):
    """What came of one plan; before and after only for the first of many."""

    code: str
    fate: Fate
    before: bytes | None = None
    after: bytes | None = None


class Synced(NamedTuple):
    """What an exchange came to.

    The place, whether it was made now, and who can read it where that is to be told; what came, and what came back that
    was gone; what was sent (None: it was held back for what is open, or for leaks), and what of it was taken away for
    all; what is open; the plans with errors that were sent; personal numbers and names that stand beside the plans and
    would have been sent; other files whose other text is set aside; whether nothing was new.
    """

    place: str
    begun: bool
    openness: Openness
    came: tuple[Came, ...]
    back: tuple[str, ...]
    sent: tuple[str, ...] | None
    taken_away: tuple[str, ...]
    open: dict[str, tuple[OpenPoint, ...]]
    errors: tuple[str, ...]
    leaks: tuple[Leak, ...]
    aside: tuple[str, ...]
    nothing_new: bool

    def as_data(self) -> dict[str, Any]:
        """The exchange as JSON tells of it."""
        return {
            "place": self.place,
            "came": [_as_data(one) for one in self.came],
            "back": list(self.back),
            "sent": None if self.sent is None else list(self.sent),
            "taken-away": list(self.taken_away),
            "open-points": {code: [one.at for one in points] for code, points in self.open.items()},
            "errors": list(self.errors),
            "leaks": [{"code": one.code, "in": str(one.place), "commit": one.commit or None} for one in self.leaks],
            "set-aside": list(self.aside),
        }


def sync(folder: Folder, drafts: Drafts, today: date, wish: Wish, agree: Callable[[str], bool]) -> Synced:
    """Exchange with the shared place; `agree` asks whether a place that everybody can read may be sent to.

    Raises NotSynced with words for whatever stands in the way, NoHistory without a repository, Unreadable for a plan
    here that cannot be read.
    """
    sentence = _("Another window is exchanging with your colleagues right now.")
    with locks.held(folder.state / "sync.lock", _LOCK_SECONDS, sentence, "kronobarn sync"):
        repo = by_hand.ready(folder)
        room = Room(folder, drafts, repo, folder.state / "bench")
        with left_behind.marked(folder.state / "sync.begun", repo):
            return _Exchange(room, today, wish, agree).done()


def other_place(folder: Folder, given: str) -> str | None:
    """The place, as it may be shown, that the folder shares with already, where it is not the one given; else None."""
    return exchange.other_place(by_hand.ready(folder), given)


class _Exchange:
    """One exchange under way, and what it has come to so far."""

    def __init__(self, room: Room, today: date, wish: Wish, agree: Callable[[str], bool]) -> None:
        self.room, self.today, self.wish, self.agree = room, today, wish, agree
        self.repository = room.repository
        self.shared = self.place()
        self.refuse_more_than_plans()
        self.begun = self.begin() if self.shared.name is None else False
        self.first = self.shared.name is None
        self.openness = Openness.UNKNOWN
        self.came: dict[str, Came] = {}
        self.back: dict[str, None] = {}
        self.aside: tuple[str, ...] = ()
        self.gone: frozenset[str] = frozenset()
        self.open: dict[str, tuple[OpenPoint, ...]] = {}
        self.errors: tuple[str, ...] = ()
        self.leaks: tuple[Leak, ...] = ()

    def place(self) -> Shared:
        """The shared place; raises UsageTrouble where there is none."""
        given, instead = self.wish.place, self.wish.instead
        found = (
            exchange.place_of(self.repository)
            if given is None
            else exchange.place_at(self.repository, given, instead=instead)
        )
        if found is None:
            sentence = _("This folder has no shared place yet. Say where it is: a folder on a share, https or ssh.")
            raise UsageTrouble(sentence, "kronobarn sync --with /delat/planer.git")
        return found

    def refuse_more_than_plans(self) -> None:
        """Raise UsageTrouble where a new place would get all of a larger repository that the plan folder lies in."""
        if self.shared.name is None and self.repository.prefix:
            top = compared.top(self.repository)
            sentence = _(
                "The plan folder is part of a larger folder that git looks after, {top}. All that lies there would be "
                "sent, not only the plans. If that is meant, say so to git, and then sync."
            )
            words = f"git -C {pasted(top.as_posix())} remote add origin {addresses.quoted(self.shared.address)}"
            raise UsageTrouble(sentence.format(top=top), words)

    def begin(self) -> bool:
        """Make the place where there is none, as `exchange.begin`; it is never called by a name that must not leave."""
        leaks = staged_check.of_branch(self.room.folder, self.shared.branch)
        return exchange.begin(self.shared._replace(branch="main") if leaks else self.shared)

    def done(self) -> Synced:
        """Exchange, again while others are faster."""
        failure: KronobarnError = NotSynced(
            _("Your colleagues are sending all the time. What you have written is saved here. Try again."),
            "kronobarn sync",
        )
        for attempt in range(_TRIES):
            if attempt:
                time.sleep(secrets.SystemRandom().uniform(0, _PAUSE * attempt))
            try:
                return self.once()
            except Moved as moved:
                failure = moved.__cause__ if isinstance(moved.__cause__, KronobarnError) else failure
        raise failure

    def once(self) -> Synced:
        """One try; raises Moved when others were faster."""
        ours, self.gone = by_hand.recorded(self.room, removed=self.wish.removed)
        self.shared, theirs = exchange.fetch(self.repository, self.shared)
        base = joining.common_past(self.room, ours, theirs, self.shared.address) if theirs else None
        if theirs:
            self.shared = exchange.remember(self.repository, self.shared, theirs)
        version = self.laid_together(base, ours, theirs)
        out = compared.differences(self.repository, theirs or blobs.nothing(self.repository.folder), version)
        self.open, self.errors = going_out.looked_over(self.repository, out, self.today)
        held = bool(self.open) and not self.wish.open_points
        if version != theirs:
            self.leaks = staged_check.not_shared(
                self.room.folder, self.repository, (theirs, version), self.shared.branch
            )
            held = held or bool(self.leaks)
            if not held:
                self.refuse_open_place()
                exchange.send(self.repository, self.shared, version)
        if theirs is None and not self.leaks:
            # Also where it is held back: it is to be sent there as soon as a person has chosen.
            self.shared = exchange.remember(self.repository, self.shared, None if held else version)
        if held:
            return self.result(None, nothing_new=False)
        return self.result(out, nothing_new=version == theirs == ours)

    def laid_together(self, base: str | None, ours: str, theirs: str | None) -> str:
        """The version of both, laid in the folder and the newest here."""
        version = joining.together(self.room, base, ours, theirs) if base and theirs else joining.Version(ours)
        changes = compared.differences(self.repository, ours, version.name)
        plans = {path: one for path, one in changes.items() if compared.plan_code(self.repository, path)}
        rest = {path: one for path, one in changes.items() if path not in plans}
        if rest:
            laid_out.others(self.room, version.name, rest)
        away = frozenset(code for code, fate in version.fates.items() if fate.how is How.RENAMED)
        laid_out.plans(self.room, {**self.missing(version.name), **plans}, self.gone, away)
        self.aside = (*self.aside, *version.aside)
        self.tell(plans, version.fates)
        if version.name != ours:
            bench.land(self.repository, ours, version.name, changes)
            repository.flush(self.room.folder.root)
        return version.name

    def missing(self, version: str) -> dict[str, Change]:
        """The plans that are gone from the folder and come back."""
        if not self.gone:
            return {}
        there = compared.tree(self.repository, version)
        found = {path: Change(there[path], there[path]) for path in self.gone if path in there}
        self.back.update(dict.fromkeys(compared.plan_code(self.repository, path) or "" for path in sorted(found)))
        return found

    def tell(self, changes: Mapping[str, Change], fates: Mapping[str, Fate]) -> None:
        """Keep what came, for the person to hear of."""
        first = sorted(changes)[:_MOST_TOLD]
        held = compared.contents(self.repository, [entry for path in first for entry in changes[path] if entry])
        for path in sorted(changes):
            (before, after), code = changes[path], compared.plan_code(self.repository, path) or ""
            how = How.REMOVED if after is None else How.NEW if before is None else How.CHANGED
            known = self.came.get(code, Came(code, Fate(how), held.get(before) if before else None))
            self.came[code] = known._replace(after=held.get(after) if after else None)
        for code, fate in fates.items():
            if fate.how is How.RENAMED:
                self.came[code] = Came(code, fate)
                self.came.pop(fate.new or "", None)
            elif code in self.came or fate.how is not How.JOINED or fate.told:
                self.came[code] = self.came.get(code, Came(code, fate))._replace(fate=fate)

    def refuse_open_place(self) -> None:
        """Raise NotSynced for a place that everybody can read, unless a person says or has said yes to it."""
        if openness.accepted(self.repository, self.shared):
            return
        found = openness.of(self.room.folder.root, self.shared.address)
        if self.first:
            self.openness = found
        if found is not Openness.ALL:
            return
        if not self.wish.even_if_public and not self.agree(self.shared.shown):
            sentence = _(
                "Everybody can read {place} without signing in, so nothing has been sent there. "
                "Ask whoever looks after it to close it. If it is meant to be open, add --even-if-public."
            )
            raise NotSynced(sentence.format(place=self.shared.shown), "kronobarn sync")
        openness.accept(self.repository, self.shared)

    def result(self, out: Mapping[str, Change] | None, *, nothing_new: bool) -> Synced:
        """What it all came to; `out` is what was sent."""
        plans = {path: code for path in out or () if (code := compared.plan_code(self.repository, path))}
        gone = {path for path in plans if out and out[path].after is None}
        return Synced(
            self.shared.shown,
            self.begun,
            self.openness,
            tuple(self.came[code] for code in sorted(self.came)),
            tuple(self.back),
            None if out is None else tuple(sorted(code for path, code in plans.items() if path not in gone)),
            tuple(sorted(plans[path] for path in gone)),
            self.open,
            self.errors,
            self.leaks,
            self.aside,
            nothing_new and not self.came and not self.back,
        )


def sentences(came: Came, terms: Terms, language: str) -> list[str]:
    """What came into a plan, a sentence for each change; none for a plan that is new or gone, or one of very many."""
    if came.before is None or came.after is None:
        return []
    try:
        return change_words(read(came.code, came.before), read(came.code, came.after), terms, language)
    except Troubled:
        return []


def _as_data(came: Came) -> dict[str, Any]:
    fate = came.fate
    told = [{"what": str(one.what), "path": list(one.path), "new": one.new} for one in fate.told]
    return {"code": came.code, "how": str(fate.how), "opened": list(fate.opened), "told": told, "new": fate.new}
