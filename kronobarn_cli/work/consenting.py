"""`consent`: the ledger as it stands on a day, and taking a consent back.

Laws: what is told of a plan is what its chair may see, so a protected identity shows no name; taking back is worked out
first and saved only when the person has had the chance to say no.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from kronobarn_cli.errors import NotFound, UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.interview.dates import in_words, read_date
from kronobarn_cli.model import consent as ledger
from kronobarn_cli.model.base import Id
from kronobarn_cli.model.consent import Ending, Grid, Row, Standing
from kronobarn_cli.model.due import SOON
from kronobarn_cli.model.plan import Consent, Plan
from kronobarn_cli.model.terms import Terms
from kronobarn_cli.model.view import Audience, AudienceKind, view
from kronobarn_cli.render.words import Words, begun_large
from kronobarn_cli.store.folder import Folder, Loaded

_ENDS = {Standing.HOLDS, Standing.AHEAD, Standing.NO_DAYS}
_YEARS_BACK, _YEARS_AHEAD = 3, 1


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger on a day: the grid, its rows with where each stands, who is to be asked, what closes, what ends soon.

    `words` says what ids are called. `ask` and `closed` name people for each service; `holders` hold the plan itself;
    `ended` are services to which every consent is over.
    """

    words: Words
    day: date
    grid: Grid
    rows: tuple[tuple[Row, Standing], ...]
    holders: tuple[Id, ...]
    ask: dict[Id, tuple[Id, ...]]
    closed: dict[Id, tuple[Id, ...]]
    ended: tuple[Id, ...]
    endings: tuple[Ending, ...]

    def as_data(self) -> dict[str, Any]:
        """The ledger as JSON holds it: ids, areas, days."""
        return {
            "code": self.words.plan.code,
            "day": self.day.isoformat(),
            "services": [
                {
                    "service": service,
                    "areas": {area.value: state.value for area, state in areas},
                    "ask": list(self.ask.get(service, ())),
                    "closed-by": list(self.closed.get(service, ())),
                }
                for service, areas in self.grid
            ],
            "rows": [_row_as_data(row, standing) for row, standing in self.rows],
            "ending": [
                {"id": one.consent.id, "services": list(one.services), "last": one.last.isoformat(), "left": one.left}
                for one in self.endings
            ],
        }


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A consent about to be taken back: the plan before and after, whose it is, from which services, from which day.

    `closes` is whether nothing at all is shared with them after it.
    """

    before: Loaded
    after: Plan
    by: Id
    services: tuple[Id, ...]
    day: date
    closes: bool
    words: Words


def show(plan: Plan, terms: Terms, language: str, today: date) -> Ledger:
    """The ledger as it stands today."""
    words = words_for(plan, terms, language, today)
    services = ledger.receivers(plan)
    return Ledger(
        words=words,
        day=today,
        grid=ledger.grid(plan, today),
        rows=tuple((row, ledger.standing(plan, row.consent, today)) for row in ledger.rows(words.plan)),
        holders=tuple(dict.fromkeys(filter(None, (plan.roles.responsible, plan.roles.coordinator)))),
        ask={one: who for one in services if (who := _to_ask(plan, one, today))},
        closed={one: who for one in services if (who := ledger.lapsed(plan, one, today))},
        ended=ledger.ended(plan, today),
        endings=ledger.endings(plan, today, SOON),
    )


def words_for(plan: Plan, terms: Terms, language: str, today: date) -> Words:
    """What everyone in a plan is called on the chair's screen."""
    return Words(view(plan, Audience(kind=AudienceKind.CHAIR), today), terms, language)


def who_may_withdraw(plan: Plan, words: Words, today: date) -> dict[Id, str]:
    """Those who have a consent to take back, with what they are called; raises NotFound when there is none."""
    found = {one.by: words.who(one.by) for one in plan.consents if ledger.standing(plan, one, today) in _ENDS}
    if not found:
        raise _nothing(plan)
    return found


def taken_from(plan: Plan, by_typed: str, day_typed: str, words: Words, today: date) -> dict[Id, str]:
    """The services from which a giver can take a consent back, with what they are called; raises as `withdrawal`."""
    day = min(_day(plan, day_typed, words.language, today), today)
    by = _giver(plan, by_typed, words, day)
    can = (one for one in plan.consents if one.by == by and ledger.standing(plan, one, day) in _ENDS)
    return {service: words.who(service) for one in can for service in one.to}


def withdrawal(folder: Folder, code: str, asked: tuple[str, str, str], words: Words, today: date) -> Withdrawal:
    """Work out what taking a consent back means; `asked` is by whom, from which service and from which day, as typed.

    An empty service means all of them, an empty day means today. Raises NotFound or UsageTrouble; saves nothing.
    """
    before = folder.load(code)
    plan = before.plan
    by_typed, service_typed, day_typed = asked
    day = _day(plan, day_typed, words.language, today)
    by = _giver(plan, by_typed, words, min(day, today))
    given = {row.to: words.who(row.to) for row in ledger.rows(plan) if row.consent.by == by}
    service = find(given, service_typed, code) if service_typed else None
    after = ledger.withdraw(plan, by, service, day)
    changed = [one for one in after.consents if one.by == by and one not in plan.consents and one.withdrawn == day]
    if not changed:
        raise _nothing_left(plan, words, by, service, day)
    _has_begun(changed, words, day, today)
    services = tuple(dict.fromkeys(one for consent in changed for one in consent.to))
    closes = not any(ledger.consented(after, one, day) for one in services)
    return Withdrawal(before, after, by, services, day, closes, words)


def save(folder: Folder, order: Withdrawal) -> Plan:
    """Save what was worked out; raises as `folder.save`."""
    return folder.save(order.after, order.before, "consent").plan


def find(names: dict[Id, str], typed: str, code: str) -> Id:
    """The one id meant by an id, or by how an id or a name begins; raises NotFound or UsageTrouble."""
    word = typed.strip().casefold()
    begun = [one for one, name in names.items() if word and word in {one, name.casefold()}]
    begun = begun or [one for one, name in names.items() if word and _begins(word, one, name)]
    if len(begun) == 1:
        return begun[0]
    there = ", ".join(f"{one} ({name})" for one, name in names.items())
    hint = _to_see(code)
    if begun:
        raise UsageTrouble(_("{typed} can mean several. There are: {names}.").format(typed=typed, names=there), hint)
    sentence = _("There is nobody called {typed} in the ledger. There are: {names}.")
    raise NotFound(sentence.format(typed=typed, names=there), hint)


def _to_ask(plan: Plan, service: Id, today: date) -> tuple[Id, ...]:
    """Guardians to ask about a service that somebody consents to; whose consent has ended closes it instead."""
    if not ledger.givers(plan, service, today):
        return ()
    ended = ledger.lapsed(plan, service, today)
    return tuple(one for one in ledger.missing_guardians(plan, service, today) if one not in ended)


def _giver(plan: Plan, typed: str, words: Words, day: date) -> Id:
    """The one meant who has something to take back that day."""
    names = {one.by: words.who(one.by) for one in plan.consents}
    if not names:
        raise _nothing(plan)
    by = find(names, typed, plan.code)
    if not any(one.by == by and ledger.standing(plan, one, day) in _ENDS for one in plan.consents):
        raise _nothing_left(plan, words, by, None, day)
    return by


def _nothing(plan: Plan) -> NotFound:
    return NotFound(_("There is no consent in this plan to take back."), _to_see(plan.code))


def _nothing_left(plan: Plan, words: Words, by: Id, service: Id | None, day: date) -> NotFound:
    theirs = (one for one in plan.consents if one.by == by and service in {None, *one.to})
    if any(ledger.standing(plan, one, day) is not Standing.WITHDRAWN for one in theirs):
        sentence = _("{who} has no consent that can be taken back from {day}.")
    elif service:
        sentence = _("{who} has already taken back the consent to {service}.")
    else:
        sentence = _("{who} has already taken everything back.")
    said = sentence.format(who=words.who(by), service=words.who(service), day=words.day(day))
    return NotFound(begun_large(said), _to_see(plan.code))


def _has_begun(consents: list[Consent], words: Words, day: date, today: date) -> None:
    """Raise UsageTrouble for a day on which a consent had not begun; one that lies ahead can be taken back today."""
    early = [one for one in consents if one.from_ and day < min(one.from_, today)]
    if not early:
        return
    one = max(early, key=lambda consent: consent.from_ or day)
    sentence = _("The consent of {who} to {services} begins on {first}. Say that day, or a later one.")
    services = words.joined(words.all(one.to))
    said = sentence.format(who=words.who(one.by), services=services, first=words.day(one.from_))
    raise UsageTrouble(said, _to_see(words.plan.code))


def _to_see(code: str) -> str:
    """What to try: never a command that would take back what somebody else has given."""
    return f"kronobarn consent {code}"


def _begins(word: str, one: Id, name: str) -> bool:
    return one.startswith(word) or name.casefold().startswith(word)


def _day(plan: Plan, typed: str, language: str, today: date) -> date:
    found = read_date(typed, today, language) if typed else today
    hint = f"{_to_see(plan.code)} --withdraw --on {today}"
    if found is None:
        raise UsageTrouble(_("{text} is not a date I can read.").format(text=typed), hint)
    if not today.year - _YEARS_BACK <= found.year <= today.year + _YEARS_AHEAD:
        sentence = _("{day} is far away. Write the day again, with the right year.")
        raise UsageTrouble(sentence.format(day=in_words(found, language).capitalize()), hint)
    return found


def _row_as_data(row: Row, standing: Standing) -> dict[str, Any]:
    one = row.consent
    return {
        "id": one.id,
        "by": one.by,
        "to": row.to,
        "standing": standing.value,
        "areas": [area.value for area in one.areas],
        "except": one.except_,
        "purpose": one.purpose,
        "from": one.from_.isoformat() if one.from_ else None,
        "until": one.until.isoformat() if one.until else None,
        "withdrawn": one.withdrawn.isoformat() if one.withdrawn else None,
        "form": one.form.value if one.form else None,
        "original": one.original,
        "obtained-by": one.obtained_by,
    }
