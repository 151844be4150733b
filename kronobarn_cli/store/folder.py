"""A plan folder: finding, loading and saving plans.

Laws: a plan is saved only over the very bytes it was loaded from (`ChangedOnDisk` otherwise, nothing overwritten);
two programs never save the same plan at once, on this computer or on two; each save raises `revision` by one and
remembers the ids of what it takes away; the file is safe before git hears of it; what it was before is kept on this
computer.
"""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import msgspec

from kronobarn_cli.errors import CannotWrite, ChangedOnDisk, NotFound, Unreadable, UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.model.items import past_ids
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.store import files, locks, places, plan_files
from kronobarn_cli.store.drafts import Drafts
from kronobarn_cli.store.git.recorder import Recorder
from kronobarn_cli.store.git.refusals import Told
from kronobarn_cli.store.versions import Version, Versions
from kronobarn_cli.store.way_back import WayBack
from kronobarn_cli.text import plan_text
from kronobarn_cli.text.plan_text import PlanText
from kronobarn_cli.text.problem import Problem, Troubled
from kronobarn_cli.text.schema import to_tree
from kronobarn_cli.text.yaml_door import decode

_LOCK_SECONDS = 10
_SIGN_SECONDS = 1
_OPEN, _SAVING = ".open", ".saving"
SIGNS = (_OPEN, _SAVING)
"""How the signs beside a plan end: somebody has it open, somebody saves it."""
_UNOPENED = "K028"


class Loaded(NamedTuple):
    """A plan as it was opened: the value, its text, and the very bytes."""

    plan: Plan
    source: PlanText
    path: Path
    data: bytes

    @property
    def fingerprint(self) -> str:
        """What names the bytes that a save must still find."""
        return files.fingerprint(self.data)


class Folder:
    """One plan folder on disk. `commits` says whether a save is also a commit where git is at hand."""

    def __init__(self, root: Path, *, commits: bool = True) -> None:
        self.root = root
        self.plans = root / places.PLANS
        self.commits = commits

    @property
    def state(self) -> Path:
        """Where drafts, locks and kept versions of this folder lie, on this computer."""
        return places.state_of(self.root)

    @cached_property
    def versions(self) -> Versions:
        """What the plans of this folder were before."""
        return Versions(self.state / "versions")

    @cached_property
    def way_back(self) -> WayBack:
        """How a plan is had as it was before."""
        return WayBack(self.root, self.versions, recorded=self.commits)

    @cached_property
    def recorder(self) -> Recorder:
        """Who records what is saved here."""
        return Recorder(self.root, self.state / "unrecorded")

    @property
    def unrecorded(self) -> Told | None:
        """What is to be said at the end of saves that are not in the history; None when all of them are."""
        return self.recorder.told

    def codes(self) -> tuple[str, ...]:
        """The codes of all plans, in order. Raises NotFound when the folder cannot be looked into."""
        try:
            return plan_files.codes(self.plans)
        except OSError:
            sentence = _("The plan folder {path} cannot be opened.").format(path=self.root)
            raise NotFound(sentence, "kronobarn init") from None

    def strangers(self) -> tuple[str, ...]:
        """YAML files in `plans/` that are not plans by their name: conflict copies from a sync service among them."""
        return plan_files.strangers(self.plans)

    def conflict_copies(self, code: str) -> tuple[Path, ...]:
        """Files beside a plan that a sync service, or a save that was held up, made of it: its code and more."""
        return tuple(self.plans / one for one in self.strangers() if code in plan_files.codes_in(one))

    def copied(self) -> frozenset[str]:
        """The codes of the plans here that have such files beside them."""
        return frozenset(self.codes()) & {code for one in self.strangers() for code in plan_files.codes_in(one)}

    def find(self, beginning: str) -> str:
        """The one code that begins so; raises NotFound when none does, UsageTrouble when several do."""
        found = [code for code in self.codes() if code.startswith(beginning.lower())]
        if len(found) == 1:
            return found[0]
        if found:
            sentence = _("Several plans begin with {beginning}: {codes}.").format(
                beginning=beginning, codes=", ".join(found[:9])
            )
            raise UsageTrouble(sentence, f"kronobarn show {found[0]}")
        raise self.gone(beginning)

    def gone(self, beginning: str) -> NotFound:
        """The failure for a code that no file here has, with what brings the plan back where it has been here."""
        if (code := self.way_back.find(beginning.lower())) and (back := self.way_back.to(code)):
            sentence = _("The file of plan {code} is not here, but the plan as it was before is kept.")
            return NotFound(sentence.format(code=code), back)
        begun = [code for code in Drafts(self.state / "drafts").codes() if code.startswith(beginning.lower())]
        sentence = _("There is no plan with the code {code} here.").format(code=beginning)
        return NotFound(sentence, f"kronobarn continue {begun[0]}" if len(begun) == 1 else "kronobarn list")

    def path(self, code: str) -> Path:
        """Where the plan with this code lies, or would."""
        return self.plans / f"{code}{plan_files.ENDING}"

    def load(self, code: str) -> Loaded:
        """Open a plan; raises NotFound, or Unreadable with every problem in the file."""
        path = self.path(code)
        data = self._bytes(code)
        try:
            source = read(code, data)
        except Troubled as trouble:
            raise unreadable(path, self.way_back.out_of(code, data, trouble)) from trouble
        return Loaded(source.plan, source, path, data)

    def load_to_change(self, code: str) -> Loaded:
        """A plan that is going to be changed; raises as `load`, and Unreadable when a newer kronobarn wrote it."""
        loaded = self.load(code)
        if loaded.source.newer:
            raise _newer(code)
        return loaded

    def save(self, plan: Plan, before: Loaded | None, change: str) -> Loaded:
        """Save a plan over what was loaded (None: a new one) and commit it as `CODE: change`.

        Returns the plan as it now stands, its revision one higher. Raises ChangedOnDisk when the file is no longer
        what was loaded, CannotWrite when the disk refuses.
        """
        if before is not None and before.source.newer:
            raise _newer(plan.code)
        raised = self._raised(plan, before.plan if before else None)
        path = self.path(plan.code)
        data = plan_text.write(raised, before.source if before else None).encode()
        try:
            source = read(plan.code, data)
        except Troubled as trouble:
            # Nothing is written that could not be opened again: a plan that has grown too large, above all.
            raise unsavable(plan.code) from trouble
        if source.plan != raised:
            raise unsavable(plan.code)
        self._put(plan.code, raised.revision, data, before.fingerprint if before else None, change)
        return Loaded(raised, source, path, data)

    def save_text(self, code: str, text: str, fingerprint: str | None, change: str) -> Plan:
        """Save a text that a person edited over the bytes with this fingerprint (None: there is no file).

        Returns the plan, its revision one higher than in the text. Raises Troubled when it is not a whole plan,
        otherwise as `save`.
        """
        source = read(code, text.encode())
        if source.newer:
            raise _newer(code)
        raised = self._raised(source.plan, self._lies_there(code))
        self._put(code, raised.revision, plan_text.write(raised, source).encode(), fingerprint, change)
        return raised

    def put(self, code: str, data: bytes, fingerprint: str | None) -> None:
        """Put bytes that are a whole plan over those with this fingerprint (None: there is no file); not recorded.

        For what others have saved: the revision stays as they had it. Raises as `save`.
        """
        self._within_reach(code)
        with self._locked(code):
            self._keep_what_is_there(code)
            files.replace(self.path(code), data, lambda: self._same_as_opened(self.path(code), fingerprint))
            self.versions.keep(code, read(code, data).plan.revision, data)

    def give_away(self, code: str, data: bytes, fingerprint: str) -> None:
        """Put another child's plan under this code; what the first one was is set aside, and never brought back here.

        Whoever calls has put the first plan elsewhere, under a code of its own. Raises as `save`.
        """
        path = self.path(code)
        self._within_reach(code)
        with self._locked(code):
            self._same_as_opened(path, fingerprint)
            self.versions.all_aside(code)
            files.replace(path, data, lambda: self._same_as_opened(path, fingerprint))

    def take_away(self, code: str, fingerprint: str) -> None:
        """Take a plan out of the folder if its file still has this fingerprint; it is kept, so that it can come back.

        Raises as `save`, also where it cannot be kept.
        """
        path = self.path(code)
        self._within_reach(code)
        with self._locked(code):
            self.put_away(code, files.read(path))
            self._same_as_opened(path, fingerprint)
            files.remove(path)

    def put_away(self, code: str, data: bytes) -> None:
        """Keep the bytes of a plan's file, as a version, or as they are when they are none; raises CannotWrite."""
        try:
            self.versions.put(code, read(code, data).plan.revision, data)
        except Troubled:
            self.versions.set_aside(code, data)

    def opened(self, code: str) -> AbstractContextManager[str | None]:
        """A sign beside the plan, for the time of a conversation; yields the computer that has one there already.

        A plan that is not there yet needs none: nobody else can know its code.
        """
        if not places.is_file(self.path(code)):
            return nullcontext()
        return locks.sign(self.plans / f".{code}{_OPEN}", _SIGN_SECONDS)

    def refuse_newer(self, code: str, data: bytes) -> None:
        """Raise Unreadable when these bytes were written by a newer kronobarn; other faults are for the editor."""
        with suppress(Troubled):
            if read(code, data).newer:
                raise _newer(code)

    def saving_elsewhere(self) -> tuple[tuple[str, str, Path], ...]:
        """Signs of a save that hang here: the plan's code, the computer, and the sign."""
        signs = sorted(self.plans.glob(f".*{_SAVING}")) if places.is_folder(self.plans) else []
        return tuple((one.name[1 : -len(_SAVING)], locks.whose(one), one) for one in signs)

    def _raised(self, plan: Plan, before: Plan | None) -> Plan:
        """The plan as it is saved: one revision on, with the ids in mind that it no longer has."""
        past = past_ids(to_tree(plan), *map(to_tree, self._has_been(plan.code, before)))
        return msgspec.structs.replace(plan, revision=plan.revision + 1, past_ids=tuple(map(str, past)))

    def _has_been(self, code: str, before: Plan | None) -> Iterator[Plan]:
        """What is saved over, and what was kept of that revision, for somebody may have written in the file by hand.

        All that is kept where there was nothing to read. A disk that refuses never costs a save.
        """
        if before:
            yield before
        kept: tuple[Version, ...] = ()
        with suppress(OSError):
            kept = self.versions.of(code)
        for one in kept:
            if before is None or one.revision == before.revision:
                with suppress(NotFound, Troubled):
                    yield read(code, files.read(one.path)).plan

    def _lies_there(self, code: str) -> Plan | None:
        with suppress(NotFound, Troubled):
            return read(code, files.read(self.path(code))).plan
        return None

    def _bytes(self, code: str) -> bytes:
        """What lies in a plan's file; raises NotFound, or Unreadable where the system does not let it be read."""
        path = self.path(code)
        if not os.path.lexists(path):
            raise self.gone(code)
        try:
            return files.read(path)
        except NotFound as failure:
            if not isinstance(failure.__cause__, OSError):
                raise
            problem = Problem(_UNOPENED, 1, 1, facts={"why": files.why(failure.__cause__)})
            raise unreadable(path, f"kronobarn check --explain {_UNOPENED}") from Troubled((problem,))

    def _put(self, code: str, revision: int, data: bytes, fingerprint: str | None, change: str) -> None:
        path = self.path(code)
        self._within_reach(code)
        with self._locked(code):
            self._keep_what_is_there(code)
            files.replace(path, data, lambda: self._same_as_opened(path, fingerprint))
            self.versions.keep(code, revision, data)
            if self.commits:
                self.recorder.record(path, change)

    def _keep_what_is_there(self, code: str) -> None:
        """Whoever wrote it, here or in an editor of their own: `restore` can bring it back."""
        with suppress(NotFound, Troubled):
            data = files.read(self.path(code))
            self.versions.keep(code, read(code, data).plan.revision, data)

    def _within_reach(self, code: str) -> None:
        if not places.is_folder(self.plans):
            sentence = _("The plan folder {path} cannot be reached right now.").format(path=self.root)
            raise CannotWrite(sentence, f"kronobarn continue {code}")

    def _same_as_opened(self, path: Path, fingerprint: str | None) -> None:
        now = files.fingerprint(files.read(path)) if path.exists() else None
        if now is None and fingerprint is not None:
            sentence = _("The file of plan {code} is no longer there.")
            raise ChangedOnDisk(sentence.format(code=path.stem), "kronobarn list")
        if now != fingerprint:
            sentence = _("The plan {code} was changed by somebody else meanwhile. Nothing has been written over.")
            raise ChangedOnDisk(sentence.format(code=path.stem), f"kronobarn continue {path.stem}")

    @contextmanager
    def _locked(self, code: str) -> Iterator[None]:
        """Alone with a plan's file: on this computer by the system's lock, among computers by a sign beside it."""
        sentence = _("The plan {code} is being saved by another window.").format(code=code)
        again = f"kronobarn continue {code}"
        here = locks.held(self.state / f"{code}.lock", _LOCK_SECONDS, sentence, again)
        with here, locks.sign(self.plans / f".{code}{_SAVING}", _LOCK_SECONDS) as other:
            if other:
                elsewhere = _("The plan {code} is being saved on the computer {computer}.")
                raise ChangedOnDisk(elsewhere.format(code=code, computer=other), "kronobarn doctor --mend")
            yield


def read(code: str, data: bytes) -> PlanText:
    """The bytes of a plan file as a plan; raises Troubled, also (K021) when the code inside is not the file's name."""
    source = plan_text.read(decode(data))
    if source.plan.code != code:
        there = source.root.get("code") or source.root
        raise Troubled((Problem("K021", there.line, there.column, ("code",)),))
    return source


def unsavable(code: str) -> UsageTrouble:
    """The failure that says why a plan was not saved; the problems travel as its cause. Unsaved answers are kept."""
    sentence = _("The plan {code} cannot be saved like this. What was saved before is untouched.")
    return UsageTrouble(sentence.format(code=code), f"kronobarn edit {code}")


def _newer(code: str) -> Unreadable:
    sentence = _("This plan was written by a newer kronobarn. It can be shown here, but not changed.")
    return Unreadable(sentence, f"kronobarn show {code}")


def unreadable(path: Path, hint: str) -> Unreadable:
    """The failure that tells of a file's problems; they travel as its cause, for those who word them."""
    sentence = _("The file {name} cannot be read as a plan. Nothing has been changed in it.").format(name=path.name)
    return Unreadable(sentence, hint)
