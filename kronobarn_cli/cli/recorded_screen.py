"""What was found in what is recorded, on the screen or for scripts.

The law it keeps: place and kind are told, never the name or the number; a file is shown with an ellipsis for it.
"""

from collections import Counter
from collections.abc import Iterator

from kronobarn_cli.cli import check_screen, screen, wordings, words
from kronobarn_cli.i18n import _, ngettext
from kronobarn_cli.model.issue import Severity
from kronobarn_cli.work.leaks import Leak
from kronobarn_cli.work.staged_check import Looked

_MOST = 10
"""Of one kind so many are shown; a history can hold thousands."""
_SHORT = 9
"""So much of a commit's name is shown."""


def show(looked: Looked, *, as_json: bool, quiet: bool) -> None:
    """Show what was found; nothing at all where all is well and nobody has asked."""
    if as_json:
        screen.data({**check_screen.as_data(looked.reports), "leaks": [_as_data(one) for one in looked.leaks]})
        return
    if quiet and not looked.leaks and not looked.reports:
        return
    check_screen.tell(looked.reports)
    for line in _lines(looked.leaks):
        screen.say(line)
    _count(looked)
    _advise(looked.leaks)


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


def _advise(leaks: tuple[Leak, ...]) -> None:
    """How it is put right, by whether others have it already."""
    if any(not one.commit for one in leaks):
        screen.say(_("Write the plan's code instead of a name or a number."))
    if any(one.commit and not one.theirs for one in leaks):
        sentence = _(
            "What is recorded and not shared yet can be rewritten by somebody who knows git: the latest with "
            "git commit --amend, what is older with git rebase -i. Share nothing until then."
        )
        screen.say(sentence)
    if any(one.theirs for one in leaks):
        sentence = _(
            "What is shared already cannot be taken back: others may have fetched it. "
            "Tell your IT unit and your data protection officer."
        )
        screen.say(sentence)


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
