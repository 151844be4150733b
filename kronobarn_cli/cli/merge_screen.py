"""What is said of copies, and how a person chooses between two wordings."""

from collections.abc import Iterator

from kronobarn_cli.cli import screen
from kronobarn_cli.i18n import _, later, ngettext
from kronobarn_cli.interview.replies import which_number
from kronobarn_cli.model.merge import Telling, Told
from kronobarn_cli.model.open_points import NotThat, steps, value_of
from kronobarn_cli.model.plan import OpenPoint, Wording
from kronobarn_cli.model.shapes import at
from kronobarn_cli.model.terms import Terms
from kronobarn_cli.render.change_words import read_out
from kronobarn_cli.render.place_words import place_words, value_words
from kronobarn_cli.render.wheel_words import most
from kronobarn_cli.render.words import Words, begun_large
from kronobarn_cli.store.folder import Loaded
from kronobarn_cli.work import merging
from kronobarn_cli.work.joined import short_name
from kronobarn_cli.work.merging import Choice, Taken

_TOLD = {
    Telling.KEPT: later("Removed by one of you and changed by the other, so it is still there: {place}"),
    Telling.NEEDED: later("Removed by one of you, but the other needs it, so it is still there: {place}"),
    Telling.RENAMED: later("{place} was two different things. One of them is now called {new}."),
}


def taken(loaded: Loaded, one: Taken, terms: Terms, language: str) -> None:
    """Say what came of one copy; `loaded` is the plan with all that was new in it."""
    code = loaded.plan.code
    if one.new:
        screen.say(_("What was new in {file} now stands in plan {code}.").format(file=one.name, code=code))
    else:
        screen.say(_("{file} holds nothing that is not in plan {code} already.").format(file=one.name, code=code))
    _tell(loaded, one, terms, language)
    if one.aside:
        screen.say(_("The copy itself is put away here: {path}").format(path=one.aside))
        screen.say(_("You need not do anything with it. It is kept in case you want to look something up."))


def mended(loaded: Loaded, one: Taken, terms: Terms, language: str) -> None:
    """Say that a plan which git had put together line by line is whole again, and where the file as it was lies."""
    sentence = _("git had left two versions in the file of plan {code}. They are one plan again.")
    screen.say(sentence.format(code=loaded.plan.code))
    _tell(loaded, one, terms, language)
    screen.say(_("The file as it was is put away here: {path}").format(path=one.aside))


def _tell(loaded: Loaded, one: Taken, terms: Terms, language: str) -> None:
    words = Words(loaded.plan, terms, language)
    for told in one.told:
        screen.say("  " + told_words(words, told))


def told_words(words: Words, told: Told) -> str:
    """What a person has to hear of two texts that were put together, as a sentence."""
    new = place_words(words, (*told.path[:-1], told.new)) if told.new else ""
    return begun_large(_(_TOLD[told.what]).format(place=place_words(words, told.path), new=new))


def more(code: str, count: int, *, refused: bool) -> None:
    """Say how many copies were not looked at this time, and what lets them be; nothing for none."""
    if not count:
        return
    words = ngettext("{count} more copy has not been looked at.", "{count} more copies have not been looked at.", count)
    screen.say(words.format(count=count))
    if refused:
        screen.say(_("Move those that cannot be read out of the folder first."))
    screen.say(_("To go on: {command}").format(command=f"kronobarn merge {code}"))


def left(code: str, points: tuple[OpenPoint, ...], *, copies: bool) -> None:
    """Say how much is left to choose, or that nothing is; `copies` is whether there were any."""
    if points:
        words = ngettext(
            "In one place you have written differently. Both wordings are kept in plan {code} until you choose.",
            "In {count} places you have written differently. All wordings are kept in plan {code} until you choose.",
            len(points),
        )
        screen.say(words.format(count=len(points), code=code))
        screen.say(_("To choose: {command}").format(command=f"kronobarn merge {code}"))
    elif not copies:
        screen.say(_("Plan {code} has no copies, and nothing in it is written in two ways.").format(code=code))
    else:
        screen.say(_("Nothing in plan {code} is written in two ways.").format(code=code))


def list_points(loaded: Loaded, points: tuple[OpenPoint, ...], terms: Terms, language: str) -> None:
    """Show every open point with its wordings, for whoever cannot be asked."""
    words = Words(loaded.plan, terms, language)
    for point in points:
        _present(loaded, words, point)


def title(words: Words, point: OpenPoint, *, beside: bool = False) -> str:
    """What it is that is written in two ways, `beside` the wordings; a read-back has one title for all of it."""
    place = steps(point.at)
    if place[0] == "agreement":
        return _("Which read-back holds?")
    return begun_large(place_words(words, place, beside=beside))


def choose(loaded: Loaded, point: OpenPoint, terms: Terms, language: str) -> Choice | None:
    """What the person chooses for one open point; None to leave it for later."""
    words = Words(loaded.plan, terms, language)
    choices: list[Choice | None] = [Choice(number) for number, _one in enumerate(point.wordings, start=1)]
    screen.say()
    screen.say(_("You have written differently about the same thing."))
    _present(loaded, words, point)
    if merging.may_be_both(loaded, point):
        choices.append(Choice(all_of_them=True))
        screen.say(f"  {len(choices)}) " + _("Keep both"))
    if merging.may_be_reworded(loaded, point):
        choices.append(None)
        screen.say(f"  {len(choices)}) " + _("Write something else"))
    screen.say("  (" + _("Enter leaves it for later, ? tells more") + ")")
    while reply := screen.prompt("> ").strip():
        if reply.isascii() and reply.isdigit() and 1 <= int(reply) <= len(choices):
            return choices[int(reply) - 1] or _own_words()
        screen.say(_what_it_takes(len(choices)) if reply == "?" else which_number(len(choices)))
    return None


def _what_it_takes(most: int) -> str:
    """What can be typed in the menu, and that nothing is in a hurry."""
    return _(
        "Type one of the numbers, 1 to {most}: what you choose then stands in the plan. "
        "Enter leaves it for later, and all wordings are kept. To stop, press Ctrl-C: what you have chosen is saved."
    ).format(most=most)


def _own_words() -> Choice:
    screen.say(_("How shall it read?"))
    text = screen.prompt("> ")
    while sentence := merging.will_not_do(text):
        screen.say(sentence)
        text = screen.prompt("> ")
    return Choice(text=text)


def _present(loaded: Loaded, words: Words, point: OpenPoint) -> None:
    screen.say(title(words, point, beside=True))
    for number, one in enumerate(point.wordings, start=1):
        first, *rest = _said(loaded, words, point, number).split("\n")
        screen.say(f"  {number}) {first}")
        for line in (*rest, *_who_and_when(words, one)):
            screen.say(f"     {line}")


def _said(loaded: Loaded, words: Words, point: OpenPoint, number: int) -> str:
    """One of the wordings; of two read-backs each is told as a whole."""
    if steps(point.at)[0] != "agreement":
        return _value(words, point, point.wordings[number - 1])
    read = merging.read_back(loaded, number)
    return read_out(words, read) if read else words.say("nothing")


def _who_and_when(words: Words, one: Wording) -> Iterator[str]:
    known = ", ".join(part for part in (short_name(one.by or ""), words.day(one.day)) if part)
    if known:
        yield f"({known})"


def _value(words: Words, point: OpenPoint, one: Wording) -> str:
    place = steps(point.at)
    shape = at(place)
    try:
        value = value_of(one.says, shape) if shape else one.says
    except NotThat:
        value = one.says
    said = value_words(words, place, value)
    # A bare number beside the number of the choice would be taken for it.
    return words.say("of", score=said, most=most(words)) if place[-1] == "score" and said.isdecimal() else said
