"""What `doctor` finds about the history: whether there is one, whether it is whole, and whether all is in it.

Laws: no plan is ever changed or taken away here; what could lose anything of the history is only told of; nothing is
looked at where the settings say that no history shall be kept, for what is found there is somebody else's.
"""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from kronobarn_cli.errors import NoHistory
from kronobarn_cli.i18n import _, ngettext
from kronobarn_cli.store import places
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.store.git import hooks, program, refusals, remains, repository, upkeep
from kronobarn_cli.store.git.hooks import Fault
from kronobarn_cli.store.git.refusals import Refusal
from kronobarn_cli.store.git.repository import State
from kronobarn_cli.store.git.upkeep import Damage
from kronobarn_cli.store.settings import Settings
from kronobarn_cli.work import setting_up, starting
from kronobarn_cli.work.finding import Finding, take_away

_MEND = "kronobarn doctor --mend"


def examine(root: Path, *, wanted: bool, thoroughly: bool) -> Iterator[Finding]:
    """Look at the history of a plan folder; `wanted` is whether the settings say that there shall be one."""
    state = repository.state(root)
    if not wanted:
        if state is State.NONE:
            yield _unwanted(root)
        return
    if (root / ".git").exists() and (cloud := places.sync_root(root)):
        sentence = _(
            "The history lies in {cloud}, which can spoil it. Let colleagues take part by a shared place instead."
        )
        yield Finding("history-cloud", False, sentence.format(cloud=cloud), "kronobarn init ~/planer")
    if state in {State.READY, State.TOO_OLD}:
        yield from _ready(root, state, thoroughly=thoroughly)
    elif state is not State.NO_GIT:
        yield _out_of_reach(root, state)


def _unwanted(root: Path) -> Finding:
    sentence = _("The folder is not a git repository, so no history is kept.")
    return Finding(
        "history", True, sentence, _MEND, _("Shall I begin one, with all plans as they are now?"), partial(_want, root)
    )


def _want(root: Path) -> None:
    Settings(root).change("git", "true", for_user=False)
    setting_up.begin_history(root, Folder(root).codes())


def _out_of_reach(root: Path, state: State) -> Finding:
    if state is State.NONE:
        sentence = _("No history is kept here, though the settings say that there shall be one.")
        begin = partial(setting_up.begin_history, root, Folder(root).codes())
        return Finding(
            "history", False, sentence, _MEND, _("Shall I begin one, with all plans as they are now?"), begin
        )
    if state is State.NOT_OURS:
        sentence = _("The plan folder belongs to somebody else on this computer, so git does not read its history.")
        return Finding("history", False, sentence, refusals.hint(Refusal.NOT_OURS, root))
    if state is State.SLOW:
        sentence = _("git does not answer in time. Everything else works. Try again in a while.")
        return Finding("history", False, sentence, _MEND)
    return _wreck(root)


def _wreck(root: Path) -> Finding:
    """What can be done where git no longer knows its own repository: what has one answer is put right after a yes."""
    if remains.settings_are_broken(root):
        sentence = _("git cannot read its settings for this folder. The plans and the history are untouched.")
        question = _("Shall I keep them beside new ones? Then the shared place must be named again, if there is one.")
        return Finding("history-settings", False, sentence, _MEND, question, partial(_renew_settings, root))
    if branch := remains.lost_branch(root):
        sentence = _("git no longer knows where the history goes on. The plans and the history are untouched.")
        question = _("Shall I tell it? There is only one place.")
        return Finding("history-lost", False, sentence, _MEND, question, partial(_stand_on, root, branch))
    place = remains.place_written(root)
    if not place and remains.holds_nothing(root):
        sentence = _("Nothing is left of the history here. The plans are untouched.")
        question = _("Shall I begin one, with all plans as they are now?")
        return Finding("history", False, sentence, _MEND, question, partial(_begin_again, root))
    sentence = _("The history of this folder cannot be read. The plans are untouched. Ask somebody who knows git.")
    whole = places.whole(root)
    hint = starting.again(whole.with_name(f"{whole.name}-2"), place) if place else refusals.to_git(root, "init")
    return Finding("history", False, sentence, hint)


def _renew_settings(root: Path) -> None:
    if not remains.renew_settings(root):
        raise _not_taken(root)


def _stand_on(root: Path, branch: str) -> None:
    if not remains.stand_on(root, branch):
        raise _not_taken(root)


def _begin_again(root: Path) -> None:
    remains.begin_again(root)
    setting_up.begin_history(root, Folder(root).codes())


def _not_taken(root: Path) -> NoHistory:
    return NoHistory(_("git did not take it. The plans are untouched."), refusals.to_git(root, "status"))


def _ready(root: Path, state: State, *, thoroughly: bool) -> Iterator[Finding]:
    if state is State.TOO_OLD:
        sentence = _("git is too old for all of the history. It should be {oldest} or newer.")
        oldest = ".".join(map(str, program.OLDEST))
        yield Finding("history-git", False, sentence.format(oldest=oldest), "git --version")
    if not upkeep.is_named(root):
        sentence = _("git does not know your name, so the history cannot say who has changed what.")
        yield Finding("history-name", False, sentence, _('git config --global user.name "Your Name"'))
    yield from _locks(root)
    damage = upkeep.damage(root, thoroughly=thoroughly)
    if damage:
        yield _damaged(root, damage)
    yield from _by_hand(root)
    yield from _checks(root)
    # Without that list git does not say how a file is treated.
    if damage is not Damage.INDEX:
        yield from _put_together(root)
    if damage is None:
        yield from _unrecorded(root)


def _locks(root: Path) -> Iterator[Finding]:
    if left := upkeep.locks_left(root):
        sentence = _("A git that was interrupted has left the history locked. Nothing is recorded until it is opened.")
        question = _("Shall I open it? Only if no other window, and nobody with git, is at work here right now.")
        yield Finding("history-locked", False, sentence, _MEND, question, partial(take_away, left))


def _damaged(root: Path, damage: Damage) -> Finding:
    if damage is Damage.INDEX:
        sentence = _("git's list of what the history holds cannot be read. The plans and the history are whole.")
        question = _("Shall I make the list anew from the history?")
        return Finding("history-index", False, sentence, _MEND, question, partial(_renew_index, root))
    if damage is Damage.BRANCH:
        sentence = _("git no longer knows which version is the newest. The plans and the history are whole.")
        question = _("Shall I tell it, by its own log?")
        return Finding("history-newest", False, sentence, _MEND, question, partial(_renew_branch, root))
    sentence = _("Part of the history cannot be read. The plans are untouched. Ask somebody who knows git.")
    return Finding("history-damaged", False, sentence, "git fsck --full")


def _renew_index(root: Path) -> None:
    if not upkeep.renew_index(root):
        raise NoHistory(_("The list could not be made anew. The plans are untouched."), "git status")


def _renew_branch(root: Path) -> None:
    if not upkeep.renew_branch(root):
        raise NoHistory(_("git did not take it. The plans are untouched."), "git status")


def _by_hand(root: Path) -> Iterator[Finding]:
    """What somebody who uses git by hand has left so that saves go elsewhere or nowhere."""
    for name in upkeep.disputed(root):
        sentence = _("git could not put {name} together. It holds two versions, with marks between them.")
        code = places.code_at(name)
        hint = f"kronobarn merge {code}" if code else refusals.to_git(root, "status")
        yield Finding("history-disputed", False, sentence.format(name=name), hint)
    # What is left to choose comes first: before that nothing can be ended.
    if hint := upkeep.ending(root):
        sentence = _(
            "Something that was begun with git by hand is not finished. What you save is kept, but not recorded."
        )
        yield Finding("history-unfinished", False, sentence, hint)
    elif not upkeep.has_branch(root):
        sentence = _("What is saved now lands beside the ordinary history (detached HEAD), and is hard to find again.")
        yield Finding("history-branch", False, sentence, repository.way_back(root))


def _checks(root: Path) -> Iterator[Finding]:
    """Whether the checks before recording that were made here (`init --hooks`) are made."""
    sentences = {
        Fault.PASSED_BY: _("git is told to look elsewhere for the checks before recording, so nothing is checked."),
        Fault.GONE: _("The check before recording lacks its Python, so nothing is recorded."),
    }
    # A git that is too old may have no answer.
    with suppress(NoHistory):
        if fault := hooks.fault(root):
            yield Finding("history-hooks", False, sentences[fault], refusals.make_anew(root))


def _put_together(root: Path) -> Iterator[Finding]:
    if not (upkeep.is_configured(root) and upkeep.has_attributes(root)):
        sentence = _("git does not know yet that kronobarn puts plans together that two have changed.")
        question = _("Shall I tell it?")
        yield Finding("history-merge", False, sentence, _MEND, question, partial(_prepare, root))


def _prepare(root: Path) -> None:
    if not upkeep.prepare(root):
        raise NoHistory(_("git did not take the setting."), "git config --list --show-origin")


def _unrecorded(root: Path) -> Iterator[Finding]:
    plans = tuple(places.way_to(code) for code in Folder(root).codes())
    if late := upkeep.unrecorded(root, (*setting_up.OWN_FILES, *plans)):
        sentence = ngettext(
            "{count} file is not in the history as it is now: {name}.",
            "{count} files are not in the history as they are now: {name} among them.",
            len(late),
        ).format(count=len(late), name=late[0].name)
        question = ngettext("Shall I record it?", "Shall I record them?", len(late))
        yield Finding("history-late", False, sentence, _MEND, question, partial(_record, root, late))


def _record(root: Path, late: tuple[Path, ...]) -> None:
    known = Folder(root).recorder.late()
    code = late[0].stem if len(late) == 1 else "plans"
    done = repository.record(root, late, f"{code}: {known.get(code, 'recorded')}")
    if done.why is Refusal.LOCKED:
        # Whoever is asked about this has just typed what is told of a lock that was left.
        sentence = _("Another program is writing in the history right now. Wait a minute, and look again.")
        raise NoHistory(sentence, "kronobarn doctor")
    if not done.done:
        told = refusals.told((), done.why or Refusal.SAID, done.said, root)
        raise NoHistory(told.sentence, told.hint, told.details)
