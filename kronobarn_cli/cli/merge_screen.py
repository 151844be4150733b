"""What is said of copies, and how a person chooses between two wordings."""

from collections.abc import Iterator
from datetime import date

from kronobarn_cli.cli import screen
from kronobarn_cli.i18n import _, later, ngettext
from kronobarn_cli.interview.replies import which_number
from kronobarn_cli.model.area import Area
from kronobarn_cli.model.merge import Telling
from kronobarn_cli.model.open_points import dotted, steps
from kronobarn_cli.model.plan import OpenPoint, Wording
from kronobarn_cli.model.shapes import Shape, Way, at
from kronobarn_cli.model.terms import Terms
from kronobarn_cli.render.words import Words
from kronobarn_cli.store.folder import Loaded
from kronobarn_cli.work import merging
from kronobarn_cli.work.merging import Choice, Taken

_TOLD = {
    Telling.KEPT: later("Removed by one of you and changed by the other, so it is still there: {place}"),
    Telling.NEEDED: later("Removed by one of you, but the other needs it, so it is still there: {place}"),
    Telling.RENAMED: later("{place} was two different things. One of them is now called {new}."),
}
_YES_NO = {"true": later("yes"), "false": later("no")}


def taken(code: str, one: Taken) -> None:
    """Say what came of one copy."""
    if one.new:
        screen.say(_("What was new in {file} now stands in plan {code}.").format(file=one.name, code=code))
    else:
        screen.say(_("{file} holds nothing that is not in plan {code} already.").format(file=one.name, code=code))
    for told in one.told:
        screen.say("  " + _(_TOLD[told.what]).format(place=dotted(told.path), new=told.new))
    if one.aside:
        screen.say(_("The copy itself is put away here: {path}").format(path=one.aside))


def left(code: str, points: tuple[OpenPoint, ...], *, taken: bool) -> None:
    """Say how much is left to choose, or that nothing is."""
    if points:
        words = ngettext(
            "In one place you have written differently. Both wordings are kept in plan {code} until you choose.",
            "In {count} places you have written differently. All wordings are kept in plan {code} until you choose.",
            len(points),
        )
        screen.say(words.format(count=len(points), code=code))
        screen.say(_("To choose: {command}").format(command=f"kronobarn merge {code}"))
    elif not taken:
        screen.say(_("Plan {code} has no copies, and nothing in it is written in two ways.").format(code=code))
    else:
        screen.say(_("Nothing in plan {code} is written in two ways.").format(code=code))


def list_points(loaded: Loaded, points: tuple[OpenPoint, ...], terms: Terms, language: str) -> None:
    """Show every open point with its wordings, for whoever cannot be asked."""
    words = Words(loaded.plan, terms, language)
    for point in points:
        _present(words, point)


def choose(loaded: Loaded, point: OpenPoint, terms: Terms, language: str) -> Choice | None:
    """What the person chooses for one open point; None to leave it for later."""
    words = Words(loaded.plan, terms, language)
    choices: list[Choice | None] = [Choice(number) for number, _one in enumerate(point.wordings, start=1)]
    screen.say()
    screen.say(_("You have written differently about the same thing."))
    _present(words, point)
    if merging.may_be_both(loaded, point):
        choices.append(Choice(all_of_them=True))
        screen.say(f"  {len(choices)}) " + _("Keep both"))
    if merging.may_be_reworded(loaded, point):
        choices.append(None)
        screen.say(f"  {len(choices)}) " + _("Write something else"))
    screen.say("  (" + _("Enter leaves it for later") + ")")
    while reply := screen.prompt("> ").strip():
        if reply.isascii() and reply.isdigit() and 1 <= int(reply) <= len(choices):
            return choices[int(reply) - 1] or _own_words()
        screen.say(which_number(len(choices)))
    return None


def _own_words() -> Choice:
    screen.say(_("How shall it read?"))
    text = screen.prompt("> ")
    while sentence := merging.will_not_do(text):
        screen.say(sentence)
        text = screen.prompt("> ")
    return Choice(text=text)


def _present(words: Words, point: OpenPoint) -> None:
    screen.say(_title(words.terms, point))
    for number, one in enumerate(point.wordings, start=1):
        first, *rest = _value(words, point, one).split("\n")
        screen.say(f"  {number}) {first}")
        for line in (*rest, *_who_and_when(words, one)):
            screen.say(f"     {line}")


def _title(terms: Terms, point: OpenPoint) -> str:
    """The question that is answered in this place, with the place; a read-back has one title for all of it."""
    place = steps(point.at)
    if place[0] == "agreement":
        return _("Which read-back holds?")
    asks = (one.ask for one in terms.questions if _is_about(one.id.split("."), place))
    ask = next((one for one in asks if "{" not in one), None)
    return f"{ask} ({point.at})" if ask else point.at


def _is_about(question: list[str], place: tuple[str, ...]) -> bool:
    return len(question) == len(place) and all(one in ("*", step) for one, step in zip(question, place, strict=True))


def _who_and_when(words: Words, one: Wording) -> Iterator[str]:
    known = ", ".join(part for part in (one.by or "", words.day(one.day)) if part)
    if known:
        yield f"({known})"


def _value(words: Words, point: OpenPoint, one: Wording) -> str:
    if one.says is None:
        return _("nothing")
    shape = at(steps(point.at))
    if shape is None:
        return one.says
    several = one.says.split(", ") if shape.way is Way.ELEMENTS else [one.says]
    return ", ".join(_one_value(words, shape, says) for says in several)


def _one_value(words: Words, shape: Shape, says: str) -> str:
    if shape.root == "people":
        return words.who(says)
    if shape.kind is Area and says in list(Area):
        return words.area(Area(says))
    if shape.kind is bool:
        return _(_YES_NO.get(says, says))
    if shape.kind is date:
        try:
            return words.day(date.fromisoformat(says))
        except ValueError:
            return says
    return says
