"""Plans to render: the shipped examples, the emptiest there is, and one with a nasty text in every place."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from kronobarn_cli.model.decided import agreement_of
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.terms import Terms
from kronobarn_cli.text import plan_text, terms_text

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 3, 19)
LANGUAGES = ("sv", "en")
EMPTY = Plan(code="b2345")


@cache
def terms(language: str) -> Terms:
    return terms_text.read((ROOT / f"templates/terms/kronoberg.{language}.yaml").read_text("utf8"))


@cache
def example(code: str) -> Plan:
    plan = plan_text.read((ROOT / f"examples/{code}.yaml").read_text("utf8")).plan
    assert plan is not None
    return plan


FULL_DATA: dict[str, Any] = {
    "code": "k7mtr", "revision": 7, "practice": True,
    "child": {"name": "T0", "born": "2017", "stage": "school", "needs": ["T1", "T2"]},
    "people": [
        {"id": "child", "kind": "child"},
        {"id": "guardian-1", "kind": "guardian", "name": "T3", "contact": "T4"},
        {"id": "guardian-2", "kind": "guardian"},
        {"id": "school", "kind": "service", "name": "T5", "service": "T6", "role": "T7", "task": "T8", "contact": "T9"},
        {"id": "bup", "kind": "service", "service": "T10"},
        {"id": "aunt", "kind": "other", "role": "T11"},
    ],
    "roles": {"responsible": "school", "coordinator": "bup", "chair": "school", "note-taker": "bup", "convener": "bup"},
    "notices": [{"id": "n1", "day": "2026-03-03", "by": "school", "seen": "T12", "works": "T13", "child-says": "T14", "guardian-knows": "yes"}],
    "questions": {"in-the-way": "T15", "enough": "T16", "i-can": "T17", "we-can": "T18", "others": "T19"},
    "decision": {"day": "2026-03-05", "outcome": "collaborate", "why": "T20", "to": "bup"},
    "voices": [
        {"id": "v1", "of": "guardian-1", "important": "T21", "wish": "T22", "not-raise": "T23"},
        {"id": "v2", "of": "child", "day": "2026-03-05", "how": "T24", "important": "T25", "wish": "T26", "not-raise": "T27", "takes-part": "T28"},
    ],
    "wheel": [
        {"id": "w1", "voice": "child", "day": "2026-03-05", "areas": {
            "halsa": {"works": "T29", "hard": "T30", "need": "yes", "score": 2, "why": "T31", "step": "T32"},
            "larande": {"skipped": "T33"}, "hemmet": {"works": "T34"}}},
        {"id": "w2", "voice": "school", "areas": {"halsa": {"need": "no", "score": 4}}},
    ],
    "consents": [{"id": "c1", "by": "guardian-1", "to": ["bup", "school"], "areas": ["halsa", "utveckling", "larande", "omsorg", "hemmet", "relationer", "trygghet"],
                  "except": "T35", "purpose": "T36", "from": "2026-03-01", "until": "2026-09-01", "form": "written", "original": "T37", "obtained-by": "school"}],
    "meetings": [{"id": "m1", "day": "2026-03-19", "at": "14:30", "place": "T38", "minutes": 60, "asks": ["T39"], "invited": ["child", "guardian-1", "school", "bup", "aunt"],
                  "present": ["child"], "absent": [{"who": "bup", "why": "T40"}],
                  "interpreter": "T65", "breaks": "T66", "why-invited": [{"who": "bup", "why": "T67"}], "started": "14:31", "ended": "15:29",
                  "tells-child": "guardian-1", "after": {"heard": [3, 0, 1], "knows-next": [4, 0, 0], "knows-who": [0, 0, 2]},
                  "notes": {"opening": "T41", "situation": "T42", "needs": "T43", "summary": "T44", "closing": "T45"}}],
    "goals": [{"id": "g1", "area": "larande", "long": True, "text": "T46", "words-of": "child"}, {"id": "g2", "text": "T47"}],
    "actions": [
        {"id": "a1", "goal": "g1", "what": "T48", "who": "school", "by": "2026-04-16", "often": "T49", "sign": "T50", "status": "planned", "result": "T51"},
        {"id": "a2", "area": "halsa", "what": "T52", "who": "aunt"},
    ],
    "not-doing": [{"id": "x1", "who": "school", "what": "T53"}],
    "disagreements": [{"id": "o1", "about": "T54", "views": [{"of": "guardian-1", "says": "T55"}]}],
    "fallback": {"ring": "school", "say": "T56"},
    "other-plans": [{"kind": "T57", "exists": True, "owner": "bup", "next": "2026-06-01"}],
    "follow-up": {"day": "2026-05-07", "convener": "school"},
    "reviews": [{"id": "r1", "day": "2026-04-16", "child-says": "T68", "consents-right": "yes", "responsible-right": "unsure"}],
    "tried": [
        {"id": "t1", "action": "a1", "day": "2026-04-10", "what": "T69", "by": "2026-04-09", "done": "partly", "helped": "unsure", "known-by": "T70",
         "then": "change", "new-what": "T71", "new-by": "2026-04-16"},
        {"id": "t2", "action": "a1", "day": "2026-04-16", "what": "T48", "done": "yes", "helped": "yes", "then": "keep"},
    ],
    "hand-overs": [{"id": "h1", "kind": "coordination", "from": "school", "to": "bup", "why": "T58", "proposed": "2026-05-07", "accepted": "2026-05-12", "declined": "2026-05-10", "declined-why": "T72"}],
    "agreement": {"day": "2026-03-19", "fingerprint": "T59", "answers": [{"of": "child", "says": "yes"}]},
    "explained": [{"id": "e1", "word": "T73", "means": "T74"}, {"id": "e2", "word": "T48", "means": "T79"}],
    "shared": [{"day": "2026-03-19", "document": "T60", "for": "bup", "fingerprint": "T61"}],
    "closing": {"day": "2026-12-01", "why": "T62", "goals-met": "yes", "family-says": "T63", "child-told-by": "school", "archived-at": "T64", "child-told-day": "2026-12-02",
                "reopened": "2026-12-20", "reopened-why": "T75"},
    "earlier-closings": [{"day": "2026-01-01", "why": "T76", "family-says": "T77", "goals-met": "no", "archived-at": "T78", "child-told-by": "school", "reopened": "2026-02-01"}],
}  # fmt: skip


def _texts(data: Any, make: Any) -> Any:
    if isinstance(data, dict):
        return {key: _texts(value, make) for key, value in data.items()}
    if isinstance(data, list):
        return [_texts(value, make) for value in data]
    return make(data) if isinstance(data, str) and data[:1] == "T" else data


def full(text: str | None = None) -> Plan:
    """A plan with everything in it; every text is `text`, or a word of its own."""
    return msgspec.convert(_texts(FULL_DATA, lambda own: text if text is not None else f"ord {own}"), Plan)


def to_come(plan: Plan) -> Plan:
    """The plan before its meetings were held."""
    before = {"present": (), "absent": (), "notes": None, "started": None, "ended": None, "after": None}
    meetings = tuple(msgspec.structs.replace(one, **before) for one in plan.meetings)
    return msgspec.structs.replace(plan, meetings=meetings, reviews=(), tried=())


def changed_later(plan: Plan) -> Plan:
    """The plan read back as it is, and then with another promise in it and one goal less."""
    answers = plan.agreement.answers if plan.agreement else ()
    read = msgspec.structs.replace(plan, agreement=agreement_of(plan, TODAY, answers))
    actions = tuple(msgspec.structs.replace(one, by=date(2026, 6, 1)) for one in plan.actions[:1]) + plan.actions[1:]
    return msgspec.structs.replace(read, actions=actions, goals=plan.goals[:-1])


EXAMPLES = ("k7mtr", "p3wdh", "t8qzg", "v5xjc")
SAMPLES = {
    "empty": EMPTY,
    "full": full(),
    "to-come": to_come(full()),
    "changed": changed_later(full()),
    **{code: example(code) for code in EXAMPLES},
}
