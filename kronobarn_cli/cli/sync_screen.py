"""What is said of an exchange: what came, what was sent, what is open."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from kronobarn_cli.cli import screen, wordings
from kronobarn_cli.cli.app_context import AppContext
from kronobarn_cli.cli.merge_screen import told_words
from kronobarn_cli.i18n import _, language, later, ngettext
from kronobarn_cli.render.words import Words
from kronobarn_cli.store.git.openness import Openness
from kronobarn_cli.text.problem import Troubled
from kronobarn_cli.work import syncing
from kronobarn_cli.work.joined import beside
from kronobarn_cli.work.joining import How
from kronobarn_cli.work.syncing import Came, Synced

_MOST_PLANS, _MOST_SENTENCES = 12, 6
_HOW: Mapping[How, str] = {
    How.NEW: later("{code}: a new plan from your colleagues."),
    How.CHANGED: later("{code}: your colleagues have written."),
    How.JOINED: later("{code}: you have written apart from each other. The plan holds what both wrote."),
    How.REMOVED: later("{code}: a colleague has taken the plan away. To get it back: kronobarn restore {code}"),
    How.KEPT: later("{code}: one of you took the plan away and another has written in it, so it is still there."),
    How.MENDED: later("{code}: git had put two versions together line by line. The plan is whole again."),
    How.RENAMED: later("{code}: a colleague's plan has the same code and keeps it. Yours is called {new} from now on."),
}
_WHO_READS: Mapping[Openness, str] = {
    Openness.ALL: later("Everybody can read {place} without signing in."),
    Openness.SERVICE: later("{place} lies at a service on the internet. Ask your IT unit whether that is right."),
    Openness.CLOUD: later("{place} lies in a folder that a cloud service copies. Two who send at once can spoil it."),
}


def may_be_open(place: str) -> bool:
    """Whether a person says yes to a place that everybody can read."""
    from kronobarn_cli.cli.terminal_asker import confirm

    screen.say(_(_WHO_READS[Openness.ALL]).format(place=place))
    return confirm(_("The plans would be open to anybody. Shall they be sent there?"), usual=False)


def who_reads(openness: Openness, place: str) -> None:
    """Say who can read a shared place, where that is to be told."""
    if openness in _WHO_READS:
        screen.aside(_(_WHO_READS[openness]).format(place=place))


def show(app: AppContext, done: Synced) -> None:
    """Say what an exchange came to."""
    if done.begun:
        screen.say(_("The shared place is new: {place}").format(place=done.place))
    who_reads(done.openness, done.place)
    for one in done.came[:_MOST_PLANS]:
        _came(app, one)
    if len(done.came) > _MOST_PLANS:
        screen.say(_("And {count} more.").format(count=len(done.came) - _MOST_PLANS))
    for code in done.back:
        sentence = _("{code}: the plan was gone from the folder, and lies there again.")
        screen.say(sentence.format(code=code))
        screen.say("  " + _("To take it away for all, remove its file and type: kronobarn sync --with-removed"))
    for path in done.aside:
        _aside(path)
    _sent(done)
    _open(done)
    if done.errors and done.sent is not None:
        screen.aside(_("Something is not right in {codes}.").format(codes=_codes(done.errors)))
        screen.aside(_("To see what: {command}").format(command=f"kronobarn check {done.errors[0]}"))


def _came(app: AppContext, one: Came) -> None:
    screen.say(_(_HOW[one.fate.how]).format(code=one.code, new=one.fate.new))
    sentences = syncing.sentences(_chosen(one), app.terms, language())
    for sentence in (*sentences[:_MOST_SENTENCES], *_told(app, one)):
        screen.say("  " + sentence)
    if len(sentences) > _MOST_SENTENCES:
        more = _("And {count} more. All of it: {command}")
        command = f"kronobarn history {one.code}"
        screen.say("  " + more.format(count=len(sentences) - _MOST_SENTENCES, command=command))


def _chosen(one: Came) -> Came:
    """What came but for what is left to choose: there both wordings stand, and neither has taken the other's place."""
    if not one.fate.opened or one.before is None or one.after is None:
        return one
    with suppress(Troubled):
        return one._replace(before=beside(one.code, one.before, one.after, one.fate.opened))
    return one


def _aside(path: str) -> None:
    """Which file that is no plan has two texts, where the other one is, and what can be done about it."""
    name = Path(path).name.partition("-")[2]
    told = _("You and a colleague have both written in {name}, on the same lines. Yours is still in the folder.")
    screen.say(told.format(name=name))
    screen.say("  " + _("The colleague's is put here: {path}").format(path=path))
    screen.say(
        "  " + _("If you want something from it, write it into yours. Then: {command}").format(command="kronobarn sync")
    )


def _told(app: AppContext, one: Came) -> Iterator[str]:
    """What a person has to hear of a plan in which both have written."""
    if one.fate.told:
        words = Words(app.folder.load(one.code).plan, app.terms, language())
        for told in one.fate.told:
            yield told_words(words, told)


def _sent(done: Synced) -> None:
    if done.leaks:
        screen.say(_("Nothing has been sent, for this would have left the computer with the plans:"))
        for sentence in dict.fromkeys(map(wordings.sentence, done.leaks)):
            screen.say("  " + sentence)
        screen.say(_("To see where, and what can be done: {command}").format(command="kronobarn check --history"))
        return
    if done.sent is None:
        screen.say(_("What you have written is not sent yet: choose first, then sync again."))
        return
    if done.sent:
        screen.say(_("Sent: {codes}").format(codes=_codes(done.sent)))
    if done.taken_away:
        screen.say(_("Taken away for all: {codes}").format(codes=_codes(done.taken_away)))
    if done.nothing_new:
        screen.say(_("Nothing new, neither here nor with your colleagues."))
    else:
        screen.say(_("You and your colleagues have the same plans."))


def _open(done: Synced) -> None:
    for code, points in done.open.items():
        words = ngettext(
            "{code}: in one place you have written differently. To choose: kronobarn merge {code}",
            "{code}: in {count} places you have written differently. To choose: kronobarn merge {code}",
            len(points),
        )
        screen.say(words.format(code=code, count=len(points)))


def _codes(codes: tuple[str, ...]) -> str:
    """The codes, the first of many."""
    more = _(" and {count} more").format(count=len(codes) - _MOST_PLANS) if len(codes) > _MOST_PLANS else ""
    return ", ".join(codes[:_MOST_PLANS]) + more
