"""What is said when a colleague begins with what lies in the shared place."""

from pathlib import Path

from kronobarn_cli.cli import hooking, screen, sync_screen
from kronobarn_cli.errors import UsageTrouble
from kronobarn_cli.i18n import _, ngettext
from kronobarn_cli.store import places
from kronobarn_cli.work import setting_up, starting


def begin(target: Path, place: str, *, hooks: bool, own: bool) -> None:
    """Make a plan folder of what lies in the shared place, and say what came along.

    Raises UsageTrouble for `own` settings: those of the colleagues come along.
    """
    if own:
        sentence = _("The settings come along from your colleagues, and the exchange needs git.")
        raise UsageTrouble(sentence, starting.again(target, place))
    with screen.patience(_("The plans are being fetched. It can take a while.")):
        started = starting.start(target, place)
    screen.say(_("The plan folder is ready: {path}").format(path=started.path))
    words = ngettext("{count} plan came along.", "{count} plans came along.", started.plans)
    screen.say(words.format(count=started.plans))
    sync_screen.who_reads(started.openness, started.place)
    if cloud := places.sync_root(target):
        screen.say(setting_up.in_cloud(cloud))
    if hooks:
        hooking.put(target)
    screen.say(_("Next: {command}").format(command="kronobarn list"))
