"""What a service is called by its kind: the terms' name, its short form, and the number of a second of its kind."""

import re

from kronobarn_cli.model.base import Id
from kronobarn_cli.model.terms import Terms

_NUMBER = re.compile(r"-(\d+)$")
_ABBREVIATION = re.compile(r"\(([A-ZÅÄÖ]{2,})\)$")


def service_kind(who: Id) -> Id:
    """What kind of service an id in people stands for: `school-2` is a `school`."""
    return _NUMBER.sub("", who)


def number_of(who: Id) -> str:
    """`2` of `bup-2`; empty for the first of its kind."""
    found = _NUMBER.search(who)
    return found[1] if found else ""


def kind_name(who: Id, terms: Terms) -> str:
    """The name of its kind in the terms file; empty when it has none there."""
    kinds = {term.id: term.name for term in terms.services}
    return kinds.get(who) or kinds.get(service_kind(who), "")


def short_name(who: Id, terms: Terms) -> str:
    """The name of its kind in one word or so, `BUP`, `elevhälsa`, `BUP 2`; empty when it has none."""
    kind = kind_name(who, terms)
    found = _ABBREVIATION.search(kind)
    return numbered(found[1] if found else kind[:1].lower() + kind[1:], number_of(who)) if kind else ""


def at_work(who: Id, role: str, terms: Terms) -> str:
    """A function with its service, `behandlare (BUP)`; alone when it says so itself, as `polis`."""
    short = short_name(who, terms)
    said = short.removesuffix(f" {number_of(who)}").lower() in role.lower()
    return numbered(role, number_of(who)) if said else f"{role} ({short})"


def numbered(called: str, number: str) -> str:
    """With the number last, inside the bracket when there is one."""
    if not number:
        return called
    return f"{called[:-1]} {number})" if called.endswith(")") else f"{called} {number}"
