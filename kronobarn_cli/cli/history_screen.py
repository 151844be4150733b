"""The history on the screen: one head for each change, and under it what was changed."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from time import monotonic
from typing import TYPE_CHECKING

from kronobarn_cli.cli import screen
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.errors import NotFound, UsageTrouble
from kronobarn_cli.i18n import _, language, ngettext

if TYPE_CHECKING:
    from kronobarn_cli.work.telling import Asked, Entry, Teller

SLOW = 3.0
"""So many seconds may reading the history take before it is worth making it faster."""
_MOST_OF_EACH = 4
_LONGEST_NUMBER = 6
_FURTHER = 5
_LAST_MEETING = {"last-meeting", "last meeting", "meeting", "senaste-mötet", "senaste mötet", "mötet"}
"""What can be typed for the day of the last meeting, as the screens call it."""
_VERSION = re.compile(r"(?:version )?(\d+)", re.ASCII | re.IGNORECASE)


def teller(app: AppContext) -> "Teller":
    """Who tells of versions, in the words of the folder and the language."""
    from kronobarn_cli.work.telling import Teller

    return Teller(app.terms, language())


def is_last_meeting(given: str | None) -> bool:
    """Whether the last meeting was typed, in either language."""
    return given is not None and given.lower() in _LAST_MEETING


def moment(app: AppContext, given: str, command: str) -> date | int:
    """The day or the version that was typed; raises UsageTrouble for what is neither, and for a day to come."""
    version = _VERSION.fullmatch(given)
    if version and len(version[1]) <= _LONGEST_NUMBER:
        return int(version[1])
    found = _day(app, given)
    if found is None:
        sentence = _("{given} is neither a day nor the number of a version.").format(given=given)
        raise UsageTrouble(sentence, f"kronobarn {command} {app.today}")
    if found > app.today:
        sentence = _("{given} is a day to come. What is written then nobody knows yet.").format(given=given)
        raise UsageTrouble(sentence, f"kronobarn {command} {app.today}")
    return found


def _day(app: AppContext, given: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(given)
    # What can read a day in words is slow to load.
    from kronobarn_cli.interview.dates import read_date

    return read_date(given, app.today, language(), past=True)


def last_meeting(app: AppContext, code: str) -> date:
    """The day of the last meeting or follow-up; raises NotFound where there was none."""
    from kronobarn_cli.work import history

    found = history.last_meeting(app.folder, code, app.today)
    if found is None:
        sentence = _("No meeting or follow-up has been held in plan {code} yet.")
        raise NotFound(sentence.format(code=code), f"kronobarn history {code}")
    return found


def show(code: str | None, entries: "Sequence[Entry]", *, more: bool) -> None:
    """Show the changes of a plan with all that each changed; of the whole folder (None) with the first of it."""
    if not entries:
        screen.say(_("Nothing is in the history yet."))
        return
    if code:
        screen.say(_("The history of plan {code}, the newest first:").format(code=code))
    else:
        screen.say(_("The history of all plans, the newest first:"))
    for one in entries:
        screen.say()
        screen.say(f"{one.number})  {head(one)}" if code else f"{one.code}  {head(one)}")
        for sentence in one.sentences if code else _first(one):
            screen.say(f"    {sentence}")
    if more:
        screen.say()
        rest = f"{code} --all" if code else f"--count {len(entries) * _FURTHER}"
        screen.say(_("There is more: {command}").format(command=f"kronobarn history {rest}"))


def _first(entry: "Entry") -> Iterator[str]:
    yield from entry.sentences[:_MOST_OF_EACH]
    if more := len(entry.sentences[_MOST_OF_EACH:]):
        words = ngettext("and {count} more: {command}", "and {count} more: {command}", more)
        yield words.format(count=more, command=f"kronobarn history {entry.code}")


def head(entry: "Entry") -> str:
    """When a change was made, by whom, and which version it is."""
    return ", ".join(_head(entry))


def _head(entry: "Entry") -> Iterator[str]:
    if entry.at is None:
        yield _("Not in the history yet")
    else:
        yield f"{entry.at:%Y-%m-%d %H:%M}" + (" " + _("(that clock was wrong)") if entry.doubted else "")
        yield _named(entry.by)
    if entry.revision is not None:
        yield _("version {revision}").format(revision=entry.revision)
    if entry.merged:
        yield _("two versions put together")


def origin(asked: "Asked") -> str:
    """Which version it is that was asked for: its moment, and who wrote it."""
    head = asked.version.head
    if asked.kept:
        return _("kept on this computer {when}").format(when=f"{head.at:%Y-%m-%d %H:%M}")
    if not head.commit:
        return _("not in the history yet")
    return f"{head.at:%Y-%m-%d %H:%M}, {_named(head.by)}"


def tell_others(asked: "Asked") -> None:
    """Say where several versions have one number, for two who work apart can both make it."""
    if asked.others:
        words = ngettext(
            "{count} other version has the same number. This is the newest. All of them: {command}",
            "{count} other versions have the same number. This is the newest. All of them: {command}",
            asked.others,
        )
        screen.aside(words.format(count=asked.others, command=f"kronobarn history {asked.version.code}"))


def _named(by: str | None) -> str:
    from kronobarn_cli.work.joined import short_name

    return short_name(by or _("nobody has said who"))


@contextmanager
def quickened(app: AppContext) -> Iterator[None]:
    """Let the block read and show the history; where that is slow, make it faster for the next time."""
    start = monotonic()
    yield
    if monotonic() - start < SLOW:
        return
    from kronobarn_cli.work import history

    if history.lags(app.folder):
        screen.aside(
            _("The history is long. I make it faster to read from now on. It can take a minute, this one time.")
        )
        history.quicken(app.folder)
