"""The rules of a plan in one table, stable code to rule, and `check` that runs them all.

The law they keep: a bad plan is a value, never an exception, and nothing here judges a child or a family.
Rules about words also need the terms, and are silent without them.
What each rule is for, and who says so: `kronobarn check --explain CODE`.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date

from msgspec import Struct

from kronobarn_cli.model import (
    case_rules,
    consent_rules,
    life_rules,
    meeting_rules,
    plan_rules,
    promise_rules,
    word_rules,
)
from kronobarn_cli.model.issue import Issue, Place, Severity
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.references import with_names
from kronobarn_cli.model.terms import Terms

Rule = Callable[[Plan, date], Iterator[Issue]]
WordRule = Callable[[Plan, Terms], Iterator[Issue]]

RULES: Mapping[str, Rule] = {
    "K101": case_rules.protection_first,
    "K102": case_rules.responsible,
    "K103": case_rules.responsible_by_age,
    "K104": case_rules.guardian,
    "K105": case_rules.nobody_named,
    "K106": case_rules.nobody_known,
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
    "K150": meeting_rules.meeting_question,
    "K151": meeting_rules.meeting_people,
    "K152": meeting_rules.child_takes_part,
    "K153": meeting_rules.in_time_order,
    "K154": meeting_rules.invited_for_a_reason,
    "K155": meeting_rules.there_or_not,
    "K156": meeting_rules.light_to_carry,
    "K157": meeting_rules.child_is_told,
    "K160": plan_rules.action_who,
    "K161": plan_rules.action_by,
    "K162": plan_rules.follow_up_date,
    "K163": plan_rules.follow_up_convener,
    "K164": plan_rules.child_heard,
    "K165": plan_rules.read_back,
    "K166": plan_rules.few_goals,
    "K167": plan_rules.turning,
    "K168": life_rules.as_read,
    "K169": life_rules.all_agreed,
    "K170": plan_rules.references_found,
    "K171": plan_rules.ids_once,
    "K173": plan_rules.one_wording,
    "K180": promise_rules.somebody_to_ring,
    "K181": promise_rules.not_too_much_on_one,
    "K182": promise_rules.not_too_much_on_the_family,
    "K183": promise_rules.in_time,
    "K184": promise_rules.before_the_follow_up,
    "K185": promise_rules.doer_with_consent,
    "K186": promise_rules.how_we_will_know,
    "K192": life_rules.to_another,
    "K193": life_rules.answered_once,
    "K194": life_rules.receiver_with_consent,
    "K195": life_rules.answered_in_time,
    "K196": life_rules.received_means_held,
    "K197": life_rules.child_told,
    "K198": life_rules.archived,
    "K199": life_rules.nothing_left,
    "K200": life_rules.followed_up,
    "K201": life_rules.changed_to_something,
}
"""A code is never given another meaning, and never used again once its rule is gone."""

WORD_RULES: Mapping[str, WordRule] = {
    "K187": word_rules.firm_words,
    "K188": word_rules.goal_without_lack,
    "K189": word_rules.words_explained,
    "K190": word_rules.sip,
}
"""Rules that read the words of the plan against the terms in force; their codes are of the same series."""


def check(
    plan: Plan, today: date, terms: Terms | None = None, only: Collection[str] | None = None
) -> tuple[Issue, ...]:
    """Everything the rules find, in the order of the file and then by code; what is said of words needs the terms.

    `only` limits it to these codes, for whoever has to be quick.
    """
    if terms is not None:
        plan = with_names(plan, terms)
    wanted = RULES.keys() | WORD_RULES.keys() if only is None else only
    found = [issue for code, rule in RULES.items() if code in wanted for issue in rule(plan, today)]
    if terms is not None:
        found += (issue for code, rule in WORD_RULES.items() if code in wanted for issue in rule(plan, terms))
    return tuple(sorted(found, key=lambda issue: (_order(plan, issue.path), issue.code)))


def practice_mixed(plan: Plan, *, in_practice_folder: bool) -> Iterator[Issue]:
    """K172: a made-up case among real plans, or the other way round; only the folder can tell."""
    if plan.practice is not in_practice_folder:
        yield Issue("K172", Severity.ERROR, ("practice",), {"practice": plan.practice})


def _order(value: object, path: Place) -> tuple[int, ...]:
    """Where a path stands in the canonical file: the place of each step among its neighbours."""
    if not path or not isinstance(value, Struct | tuple):
        return ()
    first, rest = path[0], path[1:]
    if isinstance(value, Struct):
        place = value.__struct_encode_fields__.index(first)
        return place, *_order(getattr(value, value.__struct_fields__[place]), rest)
    names = [getattr(item, "id", str(number)) for number, item in enumerate(value, start=1)]
    return names.index(first), *_order(value[names.index(first)], rest)
