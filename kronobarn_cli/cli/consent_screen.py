"""The consent ledger on the screen: the grid in words, its rows, whom to ask, what ends soon."""

from collections.abc import Iterator, Mapping

from kronobarn_cli.cli import screen
from kronobarn_cli.i18n import _, later, ngettext
from kronobarn_cli.model.area import AREAS, Area
from kronobarn_cli.model.base import Id
from kronobarn_cli.model.consent import Ending, Row, Standing, State
from kronobarn_cli.model.plan import Consent, Person
from kronobarn_cli.render.words import Words, begun_large
from kronobarn_cli.text.clean import clean
from kronobarn_cli.work.consenting import Ledger, Withdrawal

_WIDTH = 80
"""What a table may fill: the screen that everybody has."""
_BESIDE = 3
"""What stands between two columns, at most."""
_Column = tuple[str, Mapping[Area, State]]
"""A service's name over its column, and what it may know of each area."""

_STATES = {State.YES: later("yes"), State.PARTLY: later("partly"), State.NO: later("no")}
_STANDINGS = {
    Standing.HOLDS: later("holds"),
    Standing.AHEAD: later("has not begun"),
    Standing.RUN_OUT: later("has run out"),
    Standing.WITHDRAWN: later("taken back"),
    Standing.NO_DAYS: later("does not hold: a first or a last day is missing"),
    Standing.NO_SAY: later("does not hold: the young person is 18 and decides alone"),
}


def show(seen: Ledger, *, as_json: bool) -> None:
    """Show the ledger, or give it to a script."""
    if as_json:
        screen.data({"version": 1, **seen.as_data()})
        return
    words = seen.words
    screen.say(_("Who may know what today, {day}, plan {code}").format(day=words.day(seen.day), code=words.plan.code))
    for who in seen.holders:
        screen.say(_("{who} holds the plan and needs no consent.").format(who=_sentence(words.who(who))))
    if not seen.grid:
        screen.say(_("There is no service in the plan that needs consent."))
    _grid(seen)
    _part(_("To think of"), _remarks(seen))
    _part(_("The consents"), (line for row, standing in seen.rows for line in _row(words, row, standing)))
    if not seen.rows:
        screen.say(_("Nobody has consented to anything yet."))


def pick_service(names: Mapping[Id, str]) -> Id:
    """The service that a person picks, the only one there is, or an empty text for all of them."""
    from kronobarn_cli.cli.terminal_asker import pick

    if len(names) < 2:  # noqa: PLR2004 - nothing to choose between
        return next(iter(names), "")
    return pick(_("From which service is it taken back?"), {**names, "": _("all of them")})


def meaning(order: Withdrawal) -> None:
    """Say what taking back means, before it is done."""
    if order.before.plan.closing is not None:
        screen.aside(_("The plan is closed. A consent can be taken back all the same."))
    screen.aside(_meaning(order))
    screen.aside(_("What has been told already cannot be untold. The consent stays in the plan as taken back."))
    for line in _on_paper(order):
        screen.aside(line)


def confirm() -> bool:
    """Ask whether to take it back; an empty line is no."""
    from kronobarn_cli.cli.terminal_asker import confirm as ask

    return ask(_("Take it back?"), usual=False)


def withdrawn(order: Withdrawal) -> None:
    """Say what was done, and who must hear of it."""
    words = order.words
    services = words.joined(words.all(order.services))
    sentence = _("Taken back: the consent of {who} to {services}, from {day}.")
    screen.aside(sentence.format(who=words.who(order.by), services=services, day=words.day(order.day)))
    screen.aside(_("Tell {services}. Nothing is sent by itself.").format(services=services))


def unchanged(code: str) -> None:
    """Say that nothing was done."""
    screen.aside(_("Nothing has been changed."))
    screen.aside(_("To see the consents: kronobarn consent {code}").format(code=code))


def _on_paper(order: Withdrawal) -> Iterator[str]:
    """One line for each service that has been handed something: what, and when last. Paper cannot be called back."""
    words, shared = order.words, order.before.plan.shared
    for service in order.services:
        last = {words.known("document-", one.document): one.day for one in shared if one.for_ == service}
        told = [f"{document} ({words.day(day)})" for document, day in last.items()]
        if told:
            sentence = _("{service} already has on paper: {papers}. Ask for it back if you wish.")
            yield begun_large(sentence.format(service=words.who(service), papers=", ".join(told)))


def _meaning(order: Withdrawal) -> str:
    words = order.words
    if order.closes:
        sentence = _("From {day} nothing is shared with {services}, until {who} consents anew.")
    else:
        sentence = _("From {day} the consent of {who} to {services} does not hold.")
    return sentence.format(
        day=words.day(order.day), services=words.joined(words.all(order.services)), who=words.who(order.by)
    )


def _grid(seen: Ledger) -> None:
    """One line for each area, one column for each service: words, so that it can be read aloud.

    As many tables as the width asks for; services to which every consent is over are named under them.
    """
    shown = [(service, dict(areas)) for service, areas in seen.grid if service not in seen.ended]
    names = [seen.words.area(area) for area in AREAS]
    first = max(map(len, (_("Area"), *names)))
    headers = _headers(seen, [service for service, _states in shown], _WIDTH - first - 2 * _BESIDE)
    for columns in _fitting(list(zip(headers, (states for _service, states in shown), strict=True)), first):
        screen.say()
        rows = [
            (name, *(_state(one[area]) for _header, one in columns)) for name, area in zip(names, AREAS, strict=True)
        ]
        screen.table((_("Area"), *(header for header, _states in columns)), rows)
    if any(State.PARTLY in states.values() for _service, states in shown):
        screen.say(_("partly: somebody has consented, but a guardian has not been asked or has not answered."))
    if seen.ended:
        sentence = _("All consents to {services} are taken back or have run out. A new one opens again.")
        screen.say(sentence.format(services=seen.words.joined(seen.words.all(seen.ended))))


def _fitting(columns: list[_Column], first: int) -> Iterator[list[_Column]]:
    """The columns in groups, each of which fits the width beside a first column."""
    least = max(len(_state(state)) for state in State)
    group: list[_Column] = []
    room = start = _WIDTH - first - _BESIDE
    for column in columns:
        wide = max(len(column[0]), least) + _BESIDE
        if group and wide > room:
            yield group
            group, room = [], start
        group.append(column)
        room -= wide
    if group:
        yield group


def _state(state: State) -> str:
    return _(_STATES[state])


def _headers(seen: Ledger, services: list[Id], wide: int) -> list[str]:
    """Each service by its function where that tells them apart, else by its whole name; a long one is cut."""
    people = {one.id: one for one in seen.words.plan.people}
    short = [_function(people.get(service)) for service in services]
    names = [
        name if name and short.count(name) == 1 else seen.words.who(service)
        for name, service in zip(short, services, strict=True)
    ]
    lines = (" ".join(clean(name).split()) for name in names)
    return [line if len(line) <= wide else f"{line[: wide - 3].rstrip()}..." for line in lines]


def _function(person: Person | None) -> str:
    return (person.role or "") if person else ""


def _remarks(seen: Ledger) -> Iterator[str]:
    words = seen.words
    closed = ((service, people) for service, people in seen.closed.items() if service not in seen.ended)
    for service, people in closed:
        sentence = _("Closed to {service}: the consent of {people} has ended. A new one opens it again.")
        yield sentence.format(service=words.who(service), people=words.joined(words.all(people)))
    for service, people in seen.ask.items():
        sentence = _("{people} has not consented to {service}. Ask.")
        yield _sentence(sentence.format(people=words.joined(words.all(people)), service=words.who(service)))
    yield from (_ending(words, one) for one in seen.endings)


def _ending(words: Words, one: Ending) -> str:
    sentence = ngettext(
        "The consent of {who} to {services} ends in {count} day, on {day}.",
        "The consent of {who} to {services} ends in {count} days, on {day}.",
        one.left,
    )
    if not one.left:
        sentence = _("The consent of {who} to {services} holds for the last day today.")
    services = words.joined(words.all(one.services))
    return sentence.format(who=words.who(one.consent.by), services=services, count=one.left, day=words.day(one.last))


def _row(words: Words, row: Row, standing: Standing) -> Iterator[str]:
    one = row.consent
    sentence = _("{who} to {service}: {standing}")
    yield _sentence(sentence.format(who=words.who(one.by), service=words.who(row.to), standing=_(_STANDINGS[standing])))
    areas = _("all seven areas") if len(one.areas) == len(AREAS) else words.joined(map(words.area, one.areas))
    for label, text in (
        (_("about"), areas),
        (_("not"), one.except_ or ""),
        (_("for"), one.purpose or ""),
        (_("when"), _span(words, one)),
        (_("form"), _form(words, one)),
    ):
        if text:
            opening = f"  {label}: "
            yield opening + clean(text).replace("\n", "\n" + " " * len(opening))


def _span(words: Words, one: Consent) -> str:
    start = words.day(one.from_) or _("no first day")
    end = words.day(one.until) or _("no last day")
    span = _("{first} to {last}").format(first=start, last=end)
    if one.withdrawn is None:
        return span
    return _("{span}, taken back {day}").format(span=span, day=words.day(one.withdrawn))


def _form(words: Words, one: Consent) -> str:
    where = _("the original: {place}").format(place=one.original) if one.original else ""
    by = _("obtained by {who}").format(who=words.who(one.obtained_by)) if one.obtained_by else ""
    return ", ".join(part for part in (words.enum(one.form), where, by) if part)


def _part(title: str, lines: Iterator[str]) -> None:
    found = list(lines)
    if found:
        screen.heading(title)
        for line in found:
            screen.say(line)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
