"""What was promised, as the child's own page tells it: who does what and when, and what became of it.

Laws: nothing is claimed that the plan does not hold; a change is told beside the child's words of that day and never as
their fruit; no promise is told twice. What happens again and again comes first, then the nearest day: a child meets the
former before any day that is set, and the last ones are what gives way on a full page.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from kronobarn_cli.model.action import is_late, is_over
from kronobarn_cli.model.base import Id
from kronobarn_cli.model.plan import Action, ActionStatus, Done, PersonKind, Plan, Then, Tried
from kronobarn_cli.render.phrases import PHRASES
from kronobarn_cli.render.words import Words

Promise = dict[str, str]


def promises(words: Words, today: date) -> dict[str, Any]:
    """The promises of the page: under goals in the child's words, others, the child's own, changed ones, past ones."""
    plan = words.plan
    ahead = [one for one in sorted(_by_day(plan), key=_once) if not is_over(one) and not plan.closing]
    adults = [one for one in ahead if one.who not in children(plan)]
    aims = [one for one in plan.goals if one.words_of in children(plan) and one.text]
    at_aims = {goal.id for goal in aims}

    def told(actions: Iterable[Action]) -> list[Promise]:
        return [_promise(words, one, today) for one in actions]

    return {
        "aims": [{"text": one.text, "promises": told(a for a in adults if a.goal == one.id)} for one in aims],
        "promises": told(one for one in adults if one.goal not in at_aims),
        "i_do": told(one for one in ahead if one.who in children(plan)),
        "adults_want": [one.text for one in plan.goals if one.id not in at_aims and one.text],
        "changed": _changed(words, today),
        "been": _been(words, today),
        "nothing": not plan.actions and not plan.tried and not plan.closing,
    }


def children(plan: Plan) -> set[Id | None]:
    """The ids that stand for the child."""
    return {one.id for one in plan.people if one.kind is PersonKind.CHILD}


def spoken_day(words: Words, when: date | None, today: date) -> str:
    """`torsdag den 7 maj`: with its weekday, and its year when it is another; empty when there is none."""
    if when is None:
        return ""
    names = PHRASES[words.language]
    weekday, month = names["weekdays"].split()[when.weekday()], names["months"].split()[when.month - 1]
    phrase = "child-day" if when.year == today.year else "child-day-year"
    return words.say(phrase, weekday=weekday, day=when.day, month=month, year=when.year)


def last_told(plan: Plan) -> date | None:
    """The day of the last follow-up where the child said how it had gone."""
    return max((one.day for one in plan.reviews if one.child_says and one.day), default=None)


def _by_day(plan: Plan) -> list[Action]:
    return sorted(plan.actions, key=lambda one: one.by or date.max)


def _once(one: Action) -> bool:
    """Whether it is waited for on a day, and does not already happen again and again."""
    return one.status is not ActionStatus.ONGOING or not one.often


def _promise(words: Words, one: Action, today: date) -> Promise:
    """A promise; a day is given for as long as somebody waits for it."""
    waited_for = not is_over(one) and _once(one) and not words.plan.closing
    return {
        "who": _doer(words, one.who),
        "what": one.what or "",
        "by": spoken_day(words, one.by, today) if waited_for else "",
        "often": one.often or "",
        "state": _state(words, one, today),
    }


def _doer(words: Words, who: Id | None) -> str:
    return words.say("child-me") if who in children(words.plan) else words.who(who)


def _state(words: Words, one: Action, today: date) -> str:
    """How it went when it was last asked about, else how far it has come."""
    tried = _last_tried(words.plan, one)
    if tried and tried.what in {None, one.what}:
        return _outcome(words, tried)
    if words.plan.closing and not is_over(one):
        return words.say("child-left")
    if is_late(one, today):
        return words.say("child-late")
    if one.by is None and one.status in {None, ActionStatus.PLANNED}:
        return words.say("child-no-day")
    return words.enum(one.status, "child-")


def _last_tried(plan: Plan, one: Action) -> Tried | None:
    asked = (row for row in plan.tried if row.action == one.id and (row.done or row.helped or row.then))
    return max(asked, key=lambda row: row.day or date.min, default=None)


def _outcome(words: Words, row: Tried) -> str:
    """Done, helped, and what then: each said only if it was asked."""
    if row.done is Done.NO and row.then is Then.KEEP:
        return words.say("child-still-to-do")
    said = (
        words.enum(row.done, "child-done-"),
        words.enum(row.helped, "child-helped-"),
        words.enum(row.then, "child-then-"),
    )
    return " ".join(filter(None, said))


def _changed(words: Words, today: date) -> dict[str, Any]:
    """What was changed or given up on the last day the child told how it had gone."""
    beside = [_tried(words, row) for row in _beside_words(words.plan)]
    return {"day": spoken_day(words, last_told(words.plan), today) if beside else "", "what": beside}


def _beside_words(plan: Plan) -> list[Tried]:
    given_up = (row for row in plan.tried if row.then is Then.END and row.done is not Done.YES)
    changed = (row for row in plan.tried if row.then is Then.CHANGE)
    return [row for row in (*changed, *given_up) if row.day and row.day == last_told(plan)]


def _tried(words: Words, row: Tried) -> Promise:
    """A promise as it stood when it was asked about."""
    action = next((one for one in words.plan.actions if one.id == row.action), Action(id="gone"))
    who, what = row.who or action.who, row.what or action.what or ""
    return {"who": _doer(words, who), "what": what, "by": "", "often": "", "state": _outcome(words, row)}


def _been(words: Words, today: date) -> list[Promise]:
    """What is over, or was given another shape last time, and does not stand beside the child's words."""
    plan = words.plan
    last = max((row.day for row in plan.tried if row.day), default=None)
    beside = {row.action for row in _beside_words(plan)}
    changed = [row for row in plan.tried if row.then is Then.CHANGE and row.day == last and row.action not in beside]
    told = beside | {row.action for row in changed}
    over = [one for one in _by_day(plan) if (is_over(one) or plan.closing) and one.id not in told]
    return [*(_promise(words, one, today) for one in over), *(_tried(words, row) for row in changed)]
