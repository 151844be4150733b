"""`kronobarn init --hooks` on the screen: that what is saved is checked, or what somebody else has to add for it."""

from pathlib import Path

from kronobarn_cli.cli import screen
from kronobarn_cli.i18n import _
from kronobarn_cli.store import places
from kronobarn_cli.store.git import hooks
from kronobarn_cli.store.git.hooks import Hook, State


def is_plan_folder(target: Path) -> bool:
    """Whether there is a plan folder already."""
    return places.is_file(target / places.FOLDER_MARK)


def put(target: Path) -> None:
    """Put the checks in place and tell of it. Raises NoHistory, CannotWrite."""
    found = hooks.put(target)
    if all(one.state in {State.MADE, State.THERE} for one in found):
        screen.say(_("From now on what you save is checked before it is recorded in the history (git hooks)."))
        screen.say(_("This holds for this computer. A colleague does the same: kronobarn init --hooks"))
    for one in found:
        if one.state in {State.OTHERS, State.SHARED}:
            _leave(one)


def _leave(hook: Hook) -> None:
    sentence = {
        State.OTHERS: _("Somebody has made {path} already, and it is left as it is. For the check, add to it:"),
        State.SHARED: _(
            "Git is told to fetch its hooks from elsewhere (core.hooksPath), so {path} is left as it is. "
            "For the check, whoever sees to it adds:"
        ),
    }[hook.state]
    screen.say(sentence.format(path=hook.path))
    screen.say(f"  {hook.line}")
