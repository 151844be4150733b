"""Rules K187 to K190: what the words of the plan say to those who read it. They need the terms.

The law they keep: which words are vague, a lack or jargon, and which sector a service belongs to, is written in the
terms file, where a municipality can change it; never here.
"""

from collections.abc import Iterator

from kronobarn_cli.model.hard_words import lack_first, unexplained, vague_words
from kronobarn_cli.model.issue import Issue, Place, Severity
from kronobarn_cli.model.plan import Fallback, PersonKind, Plan
from kronobarn_cli.model.promise_rules import open_actions
from kronobarn_cli.model.references import called
from kronobarn_cli.model.service_names import service_kind
from kronobarn_cli.model.terms import Sector, Terms

NOTE = Severity.NOTE


def firm_words(plan: Plan, terms: Terms) -> Iterator[Issue]:
    """K187: a promise is made in words that can be kept."""
    for place, text in _said_of_actions(plan, "what", "often"):
        for one in vague_words(text, terms):
            yield Issue("K187", NOTE, place, {"word": one.word, "instead": one.instead})


def goal_without_lack(plan: Plan, terms: Terms) -> Iterator[Issue]:
    """K188: a goal does not begin with what the child lacks, unless the child says so."""
    children = {person.id for person in plan.people if person.kind is PersonKind.CHILD}
    for goal in plan.goals if plan.closing is None else ():
        found = lack_first(goal.text or "", terms) if goal.words_of not in children else None
        if found:
            facts = {"word": found.word, "instead": found.instead}
            yield Issue("K188", NOTE, ("goals", goal.id, "text"), facts)


def words_explained(plan: Plan, terms: Terms) -> Iterator[Issue]:
    """K189: abbreviations and words of the trade have been asked about; told where each stands first."""
    first: dict[str, tuple[str, Place]] = {}
    for place, text in _told(plan):
        for word in unexplained(plan, text, terms):
            first.setdefault(word.casefold(), (word, place))
    yield from (Issue("K189", NOTE, place, {"word": word}) for word, place in first.values())


def sip(plan: Plan, terms: Terms) -> Iterator[Issue]:
    """K190: with both health care and social services at work the rules of SIP apply; silent once there is one."""
    found: dict[Sector, str] = {}
    sectors = {service.id: service.sector for service in terms.services}
    for who in (action.who for action in open_actions(plan) if action.who and plan.closing is None):
        found.setdefault(sectors.get(service_kind(who), Sector.OTHER), called(plan, who))
    there = any(other.kind == "sip" and other.exists for other in plan.other_plans)
    if {Sector.HEALTH, Sector.SOCIAL} <= found.keys() and not there:
        yield Issue("K190", NOTE, ("actions",), {"health": found[Sector.HEALTH], "social": found[Sector.SOCIAL]})


def _said_of_actions(plan: Plan, *keys: str) -> Iterator[tuple[Place, str]]:
    for action in open_actions(plan) if plan.closing is None else ():
        for key in keys:
            yield ("actions", action.id, key), getattr(action, key) or ""


def _told(plan: Plan) -> Iterator[tuple[Place, str]]:
    """Every text that is read back to the family, in the order of the file."""
    if plan.closing is not None:
        return
    yield from ((("goals", goal.id, "text"), goal.text or "") for goal in plan.goals)
    yield from _said_of_actions(plan, "what", "often", "sign")
    yield from ((("not-doing", one.id, "what"), one.what or "") for one in plan.not_doing)
    yield from ((("disagreements", one.id, "about"), one.about or "") for one in plan.disagreements)
    yield ("fallback", "say"), (plan.fallback or Fallback()).say or ""
