"""`consent`: the ledger as it stands on a day, and taking a consent back.

Laws: what is told of a plan is what its chair may see, so a protected identity shows no name; taking back is worked out
first and saved only when the person has had the chance to say no.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from kronobarn_cli.errors import NotFound, UsageTrouble
from kronobarn_cli.i18n import _
from kronobarn_cli.interview.dates import read_date
from kronobarn_cli.model import consent as ledger
from kronobarn_cli.model.base import Id
from kronobarn_cli.model.consent import Ending, Grid, Row, Standing
from kronobarn_cli.model.due import SOON
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.terms import Terms
from kronobarn_cli.model.view import Audience, AudienceKind, view
from kronobarn_cli.render.words import Words
from kronobarn_cli.store.folder import Folder, Loaded

_ENDS = {Standing.HOLDS, Standing.AHEAD, Standing.NO_DAYS}


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger on a day: the grid, its rows with where each stands, who is to be asked, what closes, what ends soon.

    `words` says what ids are called. `ask` and `closed` name people for each service; `holders` hold the plan itself.
    """

    words: Words
    day: date
    grid: Grid
    rows: tuple[tuple[Row, Standing], ...]
    holders: tuple[Id, ...]
    ask: dict[Id, tuple[Id, ...]]
    closed: dict[Id, tuple[Id, ...]]
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
        endings=ledger.endings(plan, today, SOON),
    )


def words_for(plan: Plan, terms: Terms, language: str, today: date) -> Words:
    """What everyone in a plan is called on the chair's screen."""
    return Words(view(plan, Audience(kind=AudienceKind.CHAIR), today), terms, language)


def who_may_withdraw(plan: Plan, words: Words, today: date) -> dict[Id, str]:
    """Those who have a consent to take back, with what they are called; raises NotFound when there is none."""
    found = {one.by: words.who(one.by) for one in plan.consents if ledger.standing(plan, one, today) in _ENDS}
    if not found:
        raise NotFound(_("There is no consent in this plan to take back."), f"kronobarn consent {plan.code}")
    return found


def withdrawal(folder: Folder, code: str, asked: tuple[str, str, str], words: Words, today: date) -> Withdrawal:
    """Work out what taking a consent back means; `asked` is by whom, from which service and from which day, as typed.

    An empty service means all of them, an empty day means today. Raises NotFound or UsageTrouble; saves nothing.
    """
    before = folder.load(code)
    plan = before.plan
    by_typed, service_typed, day_typed = asked
    day = _day(plan, day_typed, words.language, today)
    by = find(who_may_withdraw(plan, words, min(day, today)), by_typed, code)
    given = {row.to: words.who(row.to) for row in ledger.rows(plan) if row.consent.by == by}
    service = find(given, service_typed, code) if service_typed else None
    after = ledger.withdraw(plan, by, service, day)
    changed = [one for one in after.consents if one.by == by and one not in plan.consents and one.withdrawn == day]
    if not changed:
        sentence = _("{who} has no consent that can be taken back from {day}.")
        raise NotFound(sentence.format(who=words.who(by), day=words.day(day)), f"kronobarn consent {code}")
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
    hint = f"kronobarn consent {code} --withdraw --by {next(iter(names))}"
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


def _begins(word: str, one: Id, name: str) -> bool:
    return one.startswith(word) or name.casefold().startswith(word)


def _day(plan: Plan, typed: str, language: str, today: date) -> date:
    found = read_date(typed, today, language) if typed else today
    if found is None:
        sentence = _("{text} is not a date I can read.").format(text=typed)
        raise UsageTrouble(sentence, f"kronobarn consent {plan.code} --withdraw --on {today}")
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
