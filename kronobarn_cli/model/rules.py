"""The rules of a plan in one table, stable code to rule, and `check` that runs them all.

The law they keep: a bad plan is a value, never an exception, and nothing here judges a child or a family.
What each rule is for, and who says so: `kronobarn check --explain CODE`.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from kronobarn_cli.model import case_rules, consent_rules, plan_rules
from kronobarn_cli.model.issue import Issue, Place, Severity
from kronobarn_cli.model.plan import Plan

Rule = Callable[[Plan, date], Iterator[Issue]]

RULES: Mapping[str, Rule] = {
    "K101": case_rules.protection_first,
    "K102": case_rules.responsible,
    "K103": case_rules.responsible_by_age,
    "K104": case_rules.guardian,
    "K105": case_rules.nobody_named,
    "K110": case_rules.something_seen,
    "K111": case_rules.notice_in_future,
    "K120": case_rules.area_described,
    "K121": case_rules.score_with_words,
    "K122": case_rules.voice_known,
    "K130": case_rules.decision_why,
    "K131": case_rules.decision_to,
    "K140": consent_rules.invited_with_consent,
    "K141": consent_rules.has_end,
    "K142": consent_rules.ends_after_start,
    "K143": consent_rules.reaches_follow_up,
    "K144": consent_rules.every_guardian,
    "K145": consent_rules.ends_soon,
    "K146": consent_rules.says_what,
    "K150": plan_rules.meeting_question,
    "K151": plan_rules.meeting_people,
    "K152": plan_rules.child_takes_part,
    "K160": plan_rules.action_who,
    "K161": plan_rules.action_by,
    "K162": plan_rules.follow_up_date,
    "K163": plan_rules.follow_up_convener,
    "K164": plan_rules.child_heard,
    "K165": plan_rules.read_back,
    "K166": plan_rules.few_goals,
    "K167": plan_rules.turning,
    "K170": plan_rules.references_found,
    "K171": plan_rules.ids_once,
}
"""A code is never given another meaning, and never used again once its rule is gone."""


def check(plan: Plan, today: date) -> tuple[Issue, ...]:
    """Everything the rules find, in the order of the file and then by code."""
    found = (issue for rule in RULES.values() for issue in rule(plan, today))
    return tuple(sorted(found, key=lambda issue: (_order(plan, issue.path), issue.code)))


def practice_mixed(plan: Plan, *, in_practice_folder: bool) -> Iterator[Issue]:
    """K172: a made-up case among real plans, or the other way round; only the folder can tell."""
    if plan.practice is not in_practice_folder:
        yield Issue("K172", Severity.ERROR, ("practice",), {"practice": plan.practice})


def _order(value: object, path: Place) -> tuple[int, ...]:
    """Where a path stands in the canonical file: the place of each step among its neighbours."""
    if not path or value is None:
        return ()
    first, rest = path[0], path[1:]
    if isinstance(value, Struct):
        place = value.__struct_encode_fields__.index(first)
        return place, *_order(getattr(value, value.__struct_fields__[place]), rest)
    if isinstance(value, tuple):
        names = [getattr(item, "id", str(number)) for number, item in enumerate(value, start=1)]
        return names.index(first), *_order(value[names.index(first)], rest)
    return ()
