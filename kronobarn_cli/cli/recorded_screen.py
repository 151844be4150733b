"""What was found in what is recorded, on the screen or for scripts.

The law it keeps: place and kind are told, never the name or the number; a file is shown with an ellipsis for it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from kronobarn_cli.cli import check_screen, screen, wordings, words
from kronobarn_cli.i18n import _, later, ngettext
from kronobarn_cli.model.issue import Severity
from kronobarn_cli.model.leaks import Place
from kronobarn_cli.store.git.refusals import pasted
from kronobarn_cli.work.leaks import Leak
from kronobarn_cli.work.staged_check import Looked

_MOST = 10
"""Of one kind so many are shown; a history can hold thousands."""
_SHORT = 9
"""So much of a commit's name is shown."""
_TAKE_IN = "kronobarn doctor --mend"
_ELSEWHERE: Mapping[Place, str] = {
    Place.AUTHOR: later("It stands in the name or the address that git knows you by. If it is yours, write another:"),
    Place.BRANCH: later("It stands in the name of a branch in git. The one in use gets another name with:"),
    Place.TAG: later("It stands in the name of a tag in git. To see them all, and to take one away:"),
}
"""What holds it, where it is neither a file nor a message."""


def show(looked: Looked, root: Path, *, as_json: bool, quiet: bool) -> None:
    """Show what was found in the plan folder `root`; nothing at all where all is well and nobody has asked."""
    if as_json:
        screen.data({**check_screen.as_data(looked.reports), "leaks": [_as_data(one) for one in looked.leaks]})
        return
    if quiet and not looked.leaks and not looked.reports:
        return
    check_screen.tell(looked.reports)
    for line in _lines(looked.leaks):
        screen.say(line)
    _count(looked)
    _advise(looked.leaks, root)


def _lines(leaks: tuple[Leak, ...]) -> Iterator[str]:
    told: Counter[tuple[str, bool, str]] = Counter()
    for one in leaks:
        kind = (one.code, one.sure, str(one.place))
        told[kind] += 1
        if told[kind] <= _MOST:
            told_of = (one.commit[:_SHORT], one.shown, words.severity(one.severity), one.code, wordings.sentence(one))
            yield "  ".join(filter(None, told_of))
    if more := sum(max(0, count - _MOST) for count in told.values()):
        yield _("And {count} more.").format(count=more)


def _count(looked: Looked) -> None:
    errors = [one.code for report in looked.reports for one in report.findings if one.severity is Severity.ERROR]
    errors += [one.code for one in looked.leaks if one.severity is Severity.ERROR]
    if not errors:
        screen.say(_("No errors."))
        return
    screen.say(ngettext("{count} error.", "{count} errors.", len(errors)).format(count=len(errors)))
    screen.say(_("To read about one: kronobarn check --explain {code}").format(code=errors[0]))


def _advise(leaks: tuple[Leak, ...], root: Path) -> None:
    """How it is put right: by where it stands, and by whether others have it already."""
    here = {one.place for one in leaks if not one.commit}
    if here & {Place.FILE, Place.MESSAGE}:
        screen.say(_("Write the plan's code instead of a name or a number."))
    for place in (Place.AUTHOR, Place.BRANCH, Place.TAG):
        if any(one.place is place for one in leaks):
            _rename(place, root)
    if here & {Place.AUTHOR, Place.BRANCH}:
        screen.say(_("What you have saved then goes into the history with: {command}").format(command=_TAKE_IN))
    if any(one.commit and not one.theirs for one in leaks):
        sentence = _(
            "What is recorded and not shared yet can be rewritten by somebody who knows git: the latest with "
            "{amend}, what is older with git rebase -i. Share nothing until then."
        )
        by = any(one.place is Place.AUTHOR and one.commit for one in leaks)
        screen.say(sentence.format(amend="git commit --amend" + (" --reset-author" if by else "")))
    if any(one.theirs for one in leaks):
        sentence = _(
            "What is shared already cannot be taken back: others may have fetched it. "
            "Tell your IT unit and your data protection officer."
        )
        screen.say(sentence)


def _rename(place: Place, root: Path) -> None:
    """How whoever records, the branch or a tag comes to be called something else, in lines that can be typed."""
    screen.say(_(_ELSEWHERE[place]))
    git = f"git -C {pasted(root.resolve().as_posix())}"
    lines = {
        Place.AUTHOR: (
            'config user.name "{}"'.format(_("Your Name")),
            'config user.email "{}"'.format(_("your@address")),
        ),
        Place.BRANCH: ("branch --move planer",),
        Place.TAG: ("tag --list", "tag --delete {}".format(_("NAME"))),
    }
    for line in lines[place]:
        screen.say(f"  {git} {line}")


def _as_data(leak: Leak) -> dict[str, object]:
    return {
        "code": leak.code,
        "severity": leak.severity,
        "in": leak.place,
        "file": leak.shown or None,
        "commit": leak.commit or None,
        "shared": leak.theirs,
        "sentence": wordings.sentence(leak),
    }
