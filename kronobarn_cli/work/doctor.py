"""`doctor`: what is wrong with this set-up, in words, and what is safe to mend."""

import os
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from kronobarn_cli import __version__
from kronobarn_cli.errors import KronobarnError, Unreadable
from kronobarn_cli.i18n import LOCALE_FOLDER, _, ngettext
from kronobarn_cli.store import files, places
from kronobarn_cli.store import settings as settings_files
from kronobarn_cli.store.drafts import Drafts
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.store.git import program
from kronobarn_cli.store.settings import SETTINGS, Settings
from kronobarn_cli.text import yaml_door
from kronobarn_cli.text.resources import INSTALL_ANEW
from kronobarn_cli.work import editing, history_findings, leaks, setting_up
from kronobarn_cli.work.finding import Finding, take_away

_MOST_STRANGE = 10
"""Of files that are no plans so many are named; a folder can hold thousands."""


def examine(root: Path | None, *, thoroughly: bool = False) -> Iterator[Finding]:
    """Look at the program, the computer and the plan folder (None where there is none).

    Thoroughly: the whole history too, which takes half a minute where there are 50,000 versions.
    """
    yield Finding("kronobarn", well=True, sentence=f"kronobarn {__version__}, Python {sys.version.split()[0]}")
    yield from _parser()
    yield from _catalogue()
    yield _git()
    yield from _settings(root)
    if root is None:
        yield Finding("folder", False, _("There is no plan folder here."), "kronobarn init")
        return
    yield from _folder(root, thoroughly=thoroughly)


def _parser() -> Iterator[Finding]:
    if not yaml_door.has_fast_parser():
        yield Finding(
            "yaml",
            False,
            _("PyYAML came without its fast parser. Everything works, but slower."),
            "pip install --force-reinstall pyyaml",
        )


def _catalogue() -> Iterator[Finding]:
    if not list(LOCALE_FOLDER.glob("sv/LC_MESSAGES/*.mo")):
        yield Finding(
            "language",
            False,
            _("The Swedish words are missing from this installation."),
            INSTALL_ANEW,
        )


def _git() -> Finding:
    found = program.version()
    if found is None:
        return Finding(
            "git",
            False,
            _("git is not installed. Everything works but the history."),
            "kronobarn config set git false",
        )
    return Finding("git", True, f"git {'.'.join(map(str, found))}".rstrip())


def _folder(root: Path, *, thoroughly: bool) -> Iterator[Finding]:
    yield Finding("folder", True, _("Plan folder: {path}").format(path=root))
    if not files.writable(root / places.PLANS):
        yield Finding("writing", False, _("The plan folder cannot be written to."), f"kronobarn init {root.name}-2")
    yield from _state(Folder(root).state)
    if cloud := places.sync_root(root):
        yield Finding(
            "cloud",
            False,
            setting_up.in_cloud(cloud),
            "kronobarn init ~/planer",
        )
    yield from _disks(root)
    yield from _left_behind(root)
    yield from history_findings.examine(root, wanted=_git_is_wanted(root), thoroughly=thoroughly)
    yield from _plans(root)


def _state(state: Path) -> Iterator[Finding]:
    """Whether what is answered can be kept on this computer before it is saved, and each version after."""
    nearest = next(one for one in (state, *state.parents) if os.path.lexists(one))
    inside = (one for one in (state / "drafts", state / "versions") if places.is_folder(one))
    if not all(map(files.writable, (nearest, *inside))):
        sentence = _("{path} cannot be written to. What you answer is kept there until it is saved.")
        yield Finding("state", False, sentence.format(path=nearest), _elsewhere())


def _elsewhere() -> str:
    """What can be typed so that what is not saved yet lies in another place."""
    if os.name == "nt":
        return r'setx KRONOBARN_STATE "%USERPROFILE%\kronobarn-state"'
    return 'export KRONOBARN_STATE="$HOME/kronobarn-state"'


def _git_is_wanted(root: Path) -> bool:
    try:
        return Settings(root).flag("git")
    except KronobarnError:
        return False


def _disks(root: Path) -> Iterator[Finding]:
    """Where a disk cannot promise that what was saved survives a power cut, that is told."""
    kinds = {
        places.Disk.MEMORY: _("{place} lies in the computer's memory, and is gone when the computer is turned off."),
        places.Disk.NETWORK: _("{place} lies on a network disk. Only that disk can promise to survive a power cut."),
    }
    state = Folder(root).state
    state_disk = next(one for one in (state, *state.parents) if one.is_dir())
    looked = (
        (_("The plan folder"), root, "kronobarn init ~/planer"),
        (_("What is not saved yet"), state_disk, _elsewhere()),
    )
    for place, folder, hint in looked:
        if kind := places.disk_of(folder):
            well = kind is not places.Disk.MEMORY
            yield Finding("disk", well, kinds[kind].format(place=place), "" if well else hint)


def _left_behind(root: Path) -> Iterator[Finding]:
    """What interrupted saves have left: halves of files, and signs of a save that never ended."""
    folder = Folder(root)
    mend = "kronobarn doctor --mend"
    halves = [one for place in (folder.plans, folder.state / "drafts", root) for one in files.left_behind(place)]
    if halves:
        sentence = ngettext(
            "A save was interrupted and left {count} half-written file. The plan itself is whole.",
            "Saves were interrupted and left {count} half-written files. The plans themselves are whole.",
            len(halves),
        )
        question = _("Shall I take them away? Only if no other window is saving right now.")
        yield Finding("halves", False, sentence.format(count=len(halves)), mend, question, lambda: take_away(halves))
    for code, computer, path in folder.saving_elsewhere():
        if not computer:
            yield from _sign_of_nobody(code, path)
            continue
        sentence = _("The computer {computer} began to save plan {code} and has not said that it is done.")
        question = _("Is {computer} turned off, or done? Then I take its sign away.").format(computer=computer)
        found = sentence.format(computer=computer, code=code)
        yield Finding("saving", False, found, mend, question, partial(take_away, [path]))


def _sign_of_nobody(code: str, path: Path) -> Iterator[Finding]:
    """A pipe, a link or a file that is called like a sign; a folder is somebody's, and in nobody's way."""
    if places.is_folder(path):
        return
    plan = code if places.code_at(places.way_to(code)) else "…"
    sentence = _("A sign says that plan {code} is being saved, but not on which computer. It holds nothing up.")
    question = _("Shall I take it away?")
    mend = partial(take_away, [path])
    yield Finding("saving", False, sentence.format(code=plan), "kronobarn doctor --mend", question, mend)


def _settings(root: Path | None) -> Iterator[Finding]:
    for path, broken in settings_files.broken(root):
        question = _("Shall I keep it beside a new one, with the settings in it that can be understood?")
        mend = partial(settings_files.put_right, path)
        yield Finding("settings", False, broken.sentence, "kronobarn doctor --mend", question, mend)
    try:
        settings = Settings(root)
    except Unreadable:
        return
    except KronobarnError as failure:
        yield Finding("settings", False, failure.sentence, failure.hint)
        return
    for setting in SETTINGS:
        try:
            settings.path(setting.name) if setting.kind is Path else settings.origin(setting.name)
        except KronobarnError as failure:
            yield Finding("settings", False, failure.sentence, failure.hint)


def _plans(root: Path) -> Iterator[Finding]:
    folder = Folder(root)
    for code in folder.codes():
        try:
            folder.load(code)
        except KronobarnError as failure:
            yield Finding(code, False, failure.sentence, f"kronobarn check {code}")
    strangers, copied = folder.strangers(), sorted(folder.copied())
    shown = leaks.hidden(folder, strangers[:_MOST_STRANGE])
    for name, one in zip(strangers, shown, strict=False):
        sentence = _("{name} is not a plan. It may be a copy made by a sync service.").format(name=one)
        merge = (f"kronobarn merge {code}" for code in copied if code in name.lower())
        yield Finding(one, False, sentence, next(merge, "kronobarn check"))
    if more := len(strangers[_MOST_STRANGE:]):
        yield Finding("strangers", False, _("And {count} more.").format(count=more), "kronobarn check --json")
    drafts = Drafts(folder.state / "drafts")
    for code in drafts.codes():
        try:
            drafts.find(code)
        except KronobarnError as failure:
            yield Finding(code, False, failure.sentence, "kronobarn list")
            continue
        yield Finding(
            code,
            True,
            _("There are unsaved answers for {code}.").format(code=code),
            f"kronobarn continue {code}",
        )
    for code in editing.kept(folder):
        sentence = _("What you wrote in your editor is not saved in plan {code} yet.").format(code=code)
        yield Finding(code, True, sentence, f"kronobarn edit {code}")
