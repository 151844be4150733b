"""What differs between two versions of a plan, in sentences that a person can read."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kronobarn_cli.model.changes import changes
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.shapes import leaves, of_plan
from kronobarn_cli.model.view import Audience, AudienceKind, view
from kronobarn_cli.render.change_words import Manner, change_words
from kronobarn_cli.text.merged_text import whole
from kronobarn_cli.text.plan_text import PlanText, read, write
from kronobarn_cli.text.schema import to_tree
from tests.model.plausible import IDS, plan_from
from tests.render.samples import FULL_DATA, LANGUAGES, terms
from tests.strategies import plans

Tree = dict[str, Any]
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
seeds = st.integers(0, 10**6)
MARCH, MAY = date(2026, 3, 19), date(2026, 5, 7)
PEOPLE = [
    {"id": "child", "kind": "child"},
    {"id": "guardian-1", "kind": "guardian", "name": "mamma"},
    {"id": "school", "kind": "service", "service": "Skogsskolan", "role": "rektor"},
    {"id": "bup", "kind": "service"},
]
BASE: Tree = {"code": "k7mtr", "child": {"name": "Mio", "born": "2012", "stage": "school"}, "people": PEOPLE}
RINGS = {
    "id": "a2",
    "what": "Skolan ringer varje måndag",
    "who": "school",
    "by": date(2026, 4, 16),
    "status": "ongoing",
}


def source(tree: Tree) -> PlanText:
    return read(write(msgspec.convert(tree, Plan)))


def said(before: PlanText, after: PlanText, language: str = "sv", *, protected: bool = False) -> list[str]:
    return change_words(before, after, terms(language), language, Manner(protected))


def told(before: Tree, after: Tree, language: str = "sv", *, protected: bool = False) -> list[str]:
    """The sentences from one tree to another; both have what is in BASE."""
    return said(source(BASE | before), source(BASE | after), language, protected=protected)


def one(before: Tree, after: Tree) -> str:
    (sentence,) = told(before, after)
    return sentence


def listed(root: str, **item: Any) -> Tree:
    return {root: [item]}


def test_the_sentence_that_was_asked_for() -> None:
    done = RINGS | {"status": "done"}
    assert told({"actions": [RINGS]}, {"actions": [done]}) == ["Insats 2 ”Skolan ringer varje måndag”: pågår → klar"]
    assert told({"actions": [RINGS]}, {"actions": [done]}, "en") == [
        "Action 2 “Skolan ringer varje måndag”: ongoing → done"
    ]


def test_a_plan_begins_and_ends() -> None:
    plan = source(BASE)
    assert change_words(None, plan, terms("sv"), "sv") == ["Planen skapades."]
    assert change_words(plan, None, terms("en"), "en") == ["The plan was removed."]
    assert change_words(None, None, terms("sv"), "sv") == []


def test_an_action_is_new_changed_and_gone() -> None:
    assert one({}, {"actions": [RINGS]}) == (
        "Insats 2 ”Skolan ringer varje måndag” (rektor (Skogsskolan), senast 16 april 2026) är ny."
    )
    assert one({"actions": [RINGS]}, {}) == "Insats 2 ”Skolan ringer varje måndag” är borttagen."
    moved = RINGS | {"what": "Skolan ringer varje tisdag", "who": "bup", "by": MAY}
    assert told({"actions": [RINGS]}, {"actions": [moved]}) == [
        "Insats 2, vad som ska göras: ”Skolan ringer varje måndag” → ”Skolan ringer varje tisdag”",
        "Insats 2 ”Skolan ringer varje tisdag”, vem som gör det: rektor (Skogsskolan) → Barn- och ungdomspsykiatri (BUP)",
        "Insats 2 ”Skolan ringer varje tisdag”, senast när: 16 april 2026 → 7 maj 2026",
    ]
    assert one(listed("actions", id="a1", often="varje dag"), listed("actions", id="a1")) == (
        "Insats 1, hur ofta: inte längre ”varje dag”"
    )


def test_a_voice_is_compared_with_what_it_said_before() -> None:
    mum = {"id": "w1", "voice": "guardian-1", "day": MARCH, "areas": {"larande": {"score": 2}, "halsa": {"score": 3}}}
    now = {"larande": {"score": 4}, "halsa": {"score": 3}, "hemmet": {"works": "Lugnt."}, "omsorg": {"skipped": "sen"}}
    again = {"id": "w2", "voice": "guardian-1", "day": MAY, "areas": now}
    assert one({"wheel": [mum]}, {"wheel": [mum, again]}) == (
        "Hjulet enligt mamma 7 maj 2026: Hälsa 3, Lärande 2 → 4, Omsorg hoppades över, Hemmet beskrivet i ord"
    )
    corrected = mum | {"areas": {"larande": {"score": 4}, "halsa": {"score": 3}}}
    assert one({"wheel": [mum]}, {"wheel": [corrected]}) == "Lärande enligt mamma: 2 → 4"
    begun = again | {"areas": {"halsa": {"score": 5}}}
    grown = again | {"areas": {"halsa": {"score": 5}, "larande": {"score": 1}}}
    assert one({"wheel": [mum, begun]}, {"wheel": [mum, grown]}) == "Lärande enligt mamma: 2 → 1"
    assert one({"wheel": [mum, grown]}, {"wheel": [mum, begun]}) == "Lärande enligt mamma: 1 → 2"
    assert one({"wheel": [grown]}, {"wheel": [begun]}) == "Lärande enligt mamma: det står inte längre i planen"
    assert one({}, listed("wheel", id="w1", voice="child")) == "Hjulet enligt Mio är påbörjat."
    empty = mum | {"areas": {"larande": {"score": 2}, "halsa": {"score": 3}, "hemmet": {}}}
    assert one({"wheel": [mum]}, {"wheel": [empty]}) == "Hemmet enligt mamma: det är nytt"


def test_what_a_voice_said_before_counts_again_when_what_it_said_later_is_gone() -> None:
    """Undoing `Hälsa enligt mamma: 3 → 4` brings 3 back, so nothing is said to be missing."""
    first = {"id": "w1", "voice": "guardian-1", "day": MARCH, "areas": {"halsa": {"score": 3}}}
    both = {"halsa": {"score": 4}, "larande": {"score": 2}}
    later = {"id": "w2", "voice": "guardian-1", "day": MAY, "areas": both}
    without = later | {"areas": {"larande": {"score": 2}}}
    hals = "Hälsa enligt mamma: {}".format
    assert one({"wheel": [first, later]}, {"wheel": [first, without]}) == hals("4 → 3")
    same = first | {"areas": {"halsa": {"score": 4}}}
    assert one({"wheel": [same, later]}, {"wheel": [same, without]}) == hals("4")
    words = first | {"areas": {"halsa": {"works": "Bra."}}}
    assert one({"wheel": [words, later]}, {"wheel": [words, without]}) == hals("4 → beskrivet i ord")
    gone = first | {"areas": {"larande": {"score": 2}}}
    assert one({"wheel": [first | {"areas": {**both}}, later]}, {"wheel": [gone, later]}) == hals("4")
    other = first | {"voice": "child"}
    assert one({"wheel": [other, later]}, {"wheel": [other, without]}) == hals("det står inte längre i planen")


def test_a_child_who_was_shown_faces_is_told_of_in_their_words() -> None:
    young = {"child": {"name": "Mio", "born": "2017"}}
    readings = [
        {"id": "w1", "voice": "child", "day": MARCH, "areas": {"larande": {"score": score}}} for score in (1, 3)
    ]
    assert one(young | {"wheel": readings[:1]}, young | {"wheel": readings[1:]}) == (
        "Lärande enligt Mio: ”Det är svårt för mig nu” → ”Det är lite av varje”"
    )


def test_a_consent_is_told_of_as_follow_ups_do() -> None:
    given_ = {"id": "c1", "by": "guardian-1", "to": ["bup"], "areas": ["halsa"]}
    assert one({}, {"consents": [given_]}) == "Mamma har gett samtycke till Barn- och ungdomspsykiatri (BUP)."
    assert one({"consents": [given_]}, {"consents": [given_ | {"withdrawn": MAY}]}) == (
        "Mamma har tagit tillbaka samtycket till Barn- och ungdomspsykiatri (BUP)."
    )
    assert one({"consents": [given_]}, {"consents": [given_ | {"areas": ["larande"]}]}) == (
        "Samtycket från mamma till Barn- och ungdomspsykiatri (BUP), vilka områden det gäller: "
        "nu också Lärande, inte längre Hälsa"
    )
    assert one({"consents": [given_]}, {}) == (
        "Samtycket från mamma till Barn- och ungdomspsykiatri (BUP) är borttaget ur planen."
    )
    assert one({}, listed("consents", id="c1", by="child")) == "Samtycket från Mio är nytt."
    lone = {"id": "c1", "by": "child"}
    assert one({"consents": [lone]}, {"consents": [lone | {"withdrawn": MAY}]}) == (
        "Samtycket från Mio, dag då det togs tillbaka: 7 maj 2026"
    )


def test_people_come_go_and_are_called_something_else() -> None:
    lisa = [PEOPLE[0], PEOPLE[1] | {"name": "Lisa", "contact": "ring kvällar"}, *PEOPLE[2:]]
    assert told({}, {"people": lisa}) == ["Mamma kallas nu Lisa.", "Lisa, hur personen nås: ”ring kvällar”"]
    nameless = [PEOPLE[0], {"id": "guardian-1", "kind": "guardian"}, *PEOPLE[2:]]
    assert one({"people": nameless}, {}) == "Vårdnadshavare kallas mamma i planen."
    assert one({}, {"people": nameless}) == "Mamma, namn: inte längre ”mamma”"
    assert one({}, {"child": BASE["child"] | {"name": "Mira"}}) == "Mio kallas nu Mira."
    assert one({"child": {}}, {"child": {"name": "Mio"}}) == "Barnet kallas Mio i planen."
    assert one({}, {"people": PEOPLE[:3]}) == "Barn- och ungdomspsykiatri (BUP) är inte längre med i planen."
    assert one({"people": PEOPLE[:3]}, {}) == "Barn- och ungdomspsykiatri (BUP) har kommit med i planen."
    assert one({}, {"people": PEOPLE[::-1]}) == "De som finns kring barnet står i en annan ordning."
    roles = told({}, {"roles": {"responsible": "school", "chair": "bup"}})
    assert roles == [
        "Barnetsbästa-ansvarig: rektor (Skogsskolan)",
        "Mötesledare: Barn- och ungdomspsykiatri (BUP)",
    ]


def test_goals_notices_and_what_was_found_out() -> None:
    goal = {"id": "g1", "text": "Sova gott.", "area": "halsa"}
    assert one({}, {"goals": [goal]}) == "Mål 1 ”Sova gott” (Hälsa) är nytt."
    assert one({"goals": [goal]}, {}) == "Mål 1 ”Sova gott” är borttaget."
    assert one({"goals": [goal]}, {"goals": [goal | {"long": True}]}) == "Mål 1 ”Sova gott”, mål på sikt: ja"
    assert one({"goals": [goal | {"long": True}]}, {"goals": [goal]}) == "Mål 1 ”Sova gott”, mål på sikt: ja → nej"
    seen = {"id": "n1", "by": "school", "day": MARCH, "seen": "Mio är trött."}
    assert one({}, {"notices": [seen]}) == (
        "Uppmärksammat 1 ”Mio är trött” (rektor (Skogsskolan), 19 mars 2026) är nytt."
    )
    decision = {"outcome": "collaborate", "why": "Alla behövs."}
    assert told({}, {"decision": decision}) == ["Beslutet: vi samverkar", "Varför beslutet blev så: ”Alla behövs.”"]
    assert one({"decision": decision}, {}) == "Beslutet: det står inte längre i planen"
    assert one({}, {"child": BASE["child"] | {"protected": True}}) == "Skyddade personuppgifter: ja"


def test_what_must_not_be_raised_is_never_quoted() -> None:
    secret = {"id": "v1", "of": "child", "not-raise": "HEMLIGT", "important": "Att ha det lugnt."}
    assert one({}, {"voices": [secret]}) == "Egna ord från Mio: ”Att ha det lugnt.”"
    changed = [one({"voices": [secret]}, {"voices": [secret | {"not-raise": "ANNAT"}]})]
    changed += told(listed("voices", id="v1", of="child"), {"voices": [secret]})
    assert changed[0] == "Egna ord från Mio, det som inte ska tas upp: det är ändrat och visas inte här"
    assert not re.search("HEMLIGT|ANNAT", " ".join(changed))
    assert one({}, listed("voices", id="v1", of="child", **{"not-raise": "HEMLIGT"})) == (
        "Egna ord från Mio är nedskrivna."
    )
    assert one({}, listed("voices", id="v1", of="guardian-1", private=True, wish="Lugn")) == (
        "Egna ord från mamma (privat): ”Lugn”"
    )


def test_meetings() -> None:
    meeting = {"id": "m1", "day": MARCH, "at": "14:30", "invited": ["child", "guardian-1"]}
    assert one({}, {"meetings": [meeting]}) == "Mötet 19 mars 2026 (14:30) är inskrivet."
    changed = meeting | {
        "invited": ["child", "school"],
        "absent": [{"who": "bup", "why": "sjuk"}, {"who": "school"}],
        "notes": {"opening": "Alla kom."},
        "after": {"heard": [3, 0, 1]},
    }
    assert told({"meetings": [meeting]}, {"meetings": [changed]}) == [
        "Mötet 19 mars 2026, inbjudna: nu också rektor (Skogsskolan), inte längre mamma",
        "Mötet 19 mars 2026, varför Barn- och ungdomspsykiatri (BUP) inte var med: ”sjuk”",
        "Mötet 19 mars 2026, rektor (Skogsskolan) var inte med: det är nytt",
        "Mötet 19 mars 2026, anteckningar från inledningen: ”Alla kom.”",
        "Mötet 19 mars 2026, hur många som blev lyssnade på: 3 ja, 0 nej, 1 vet inte",
    ]
    turned = meeting | {"invited": ["guardian-1", "child"]}
    assert one({"meetings": [meeting]}, {"meetings": [turned]}) == (
        "Mötet 19 mars 2026, inbjudna står i en annan ordning."
    )
    more = meeting | {"invited": ["child", "guardian-1", "bup"]}
    assert one({"meetings": [meeting]}, {"meetings": [more]}) == (
        "Mötet 19 mars 2026, inbjudna: nu också Barn- och ungdomspsykiatri (BUP)"
    )
    assert one({"meetings": [more]}, {"meetings": [meeting]}) == (
        "Mötet 19 mars 2026, inbjudna: inte längre Barn- och ungdomspsykiatri (BUP)"
    )


def test_a_read_back_is_told_of_as_one() -> None:
    read_out = {
        "day": MARCH,
        "fingerprint": "f" * 64,
        "answers": [{"of": "child", "says": "yes"}, {"of": "guardian-1"}],
    }
    assert one({}, {"agreement": read_out}) == "Planen lästes upp 19 mars 2026. Svar: Mio ja."
    assert one({"agreement": read_out}, {"agreement": {"fingerprint": "e"}}) == "Planen lästes upp."
    assert one({"agreement": read_out}, {}) == "Uppläsningen är borttagen."
    answers = [{"of": "child", "says": "no"}, {"of": "guardian-1", "says": "yes"}, {"of": "bup"}]
    assert told({"agreement": read_out}, {"agreement": read_out | {"answers": answers}}) == [
        "Svaret från Mio vid uppläsningen: ja → nej",
        "Svaret från mamma vid uppläsningen: ja",
    ]


def test_hand_overs_follow_ups_and_what_was_tried() -> None:
    asked = {"id": "h1", "kind": "coordination", "to": "bup"}
    assert one({}, {"hand-overs": [asked]}) == (
        "Barn- och ungdomspsykiatri (BUP) har fått frågan om att ta emot samordningen av planen."
    )
    assert one({"hand-overs": [asked]}, {"hand-overs": [asked | {"accepted": MAY}]}) == (
        "Barn- och ungdomspsykiatri (BUP) har tagit emot samordningen av planen."
    )
    assert one({}, {"hand-overs": [asked | {"declined": MAY}]}) == (
        "Barn- och ungdomspsykiatri (BUP) har sagt nej till samordningen av planen."
    )
    assert one({}, listed("hand-overs", id="h1", kind="responsible")) == (
        "Uppdraget som ansvarig är på väg att lämnas över."
    )
    accepted = [{"hand-overs": [asked | {"accepted": day}]} for day in (MARCH, MAY)]
    assert one(*accepted).endswith("dag då det togs emot: 19 mars 2026 → 7 maj 2026")
    tried = {"id": "t1", "action": "a2", "day": MAY, "done": "yes", "helped": "unsure", "then": "keep"}
    assert one({"actions": [RINGS]}, {"actions": [RINGS], "tried": [tried]}) == (
        "Insats 2 ”Skolan ringer varje måndag” är uppföljd. Det blev gjort. Vi vet inte än om det hjälpte. Det fortsätter."
    )
    assert one({}, listed("tried", id="t1")) == "En insats är uppföljd."
    assert one({}, listed("reviews", id="r1", day=MAY, **{"child-says": "Bättre."})) == (
        "Uppföljningen 7 maj 2026 är inskriven. Barnet säger: ”Bättre.”"
    )
    assert one({}, {"follow-up": {"day": MAY}}) == "Dag för nästa uppföljning: 7 maj 2026"


def test_what_you_do_not_do_see_differently_and_other_plans() -> None:
    assert one({}, listed("not-doing", id="x1", who="bup", what="Utreda.")) == (
        "Barn- och ungdomspsykiatri (BUP) kan inte göra det här: ”Utreda.”"
    )
    assert one(listed("not-doing", id="x1", what="Utreda."), {}) == "Punkt 1 i det ni inte gör ”Utreda” är borttagen."
    assert one({}, listed("not-doing", id="x1")) == "Punkt 1 i det ni inte gör är ny."
    differ = {"id": "o1", "about": "Buss eller bil."}
    assert one({}, {"disagreements": [differ]}) == "Ni ser olika på en sak: ”Buss eller bil.”"
    viewed = differ | {"views": [{"of": "guardian-1", "says": "Bil."}]}
    assert one({"disagreements": [differ]}, {"disagreements": [viewed]}) == (
        "Punkt 1 i det ni ser olika på ”Buss eller bil”, hur mamma ser på det: ”Bil.”"
    )
    assert one({}, listed("other-plans", kind="sip", exists=True, owner="school")) == (
        "Det finns en annan plan för barnet: samordnad individuell plan (SIP) (rektor (Skogsskolan))."
    )
    assert one({}, listed("other-plans", kind="sip")) == "Det finns ingen samordnad individuell plan (SIP)."
    assert one(listed("other-plans", kind="sip", exists=True), listed("other-plans", kind="sip")) == (
        "Samordnad individuell plan (SIP), finns: ja → nej"
    )


def test_what_was_handed_out_explained_skipped_and_closed() -> None:
    copies = [{"day": MARCH, "document": "plan", "for": reader} for reader in ("guardian-1", "family")]
    assert told({}, {"shared": copies}) == [
        "Mamma har fått Barnets plan (19 mars 2026).",
        "Familjen har fått Barnets plan (19 mars 2026).",
    ]
    assert one({"shared": copies}, {"shared": copies[:1]}) == (
        "Det står inte längre att familjen har fått Barnets plan (19 mars 2026)."
    )
    assert one({}, listed("explained", id="e1", word="BUP", means="De som lyssnar.")) == (
        "Ordet ”BUP” är förklarat: ”De som lyssnar.”"
    )
    assert one({}, listed("explained", id="e1", word="BUP")) == "Ordet ”BUP” har fått vara utan förklaring."
    voice = listed("voices", id="v1", of="child")
    skip = voice | listed("skipped", what="voices.v1.wish", why="trött")
    assert one(voice, skip) == "Överhoppad fråga till Mio ”Hur vill du ha det längre fram?” (skäl: ”trött”)"
    assert one(skip, voice).endswith("”Hur vill du ha det längre fram?”: den räknas inte längre som överhoppad")
    closing = {"day": MAY, "why": "Målen är nådda."}
    assert told({}, {"closing": closing}) == [
        "Planen avslutades 7 maj 2026.",
        "Varför planen avslutades: ”Målen är nådda.”",
    ]
    assert one({"closing": closing}, {"closing": closing | {"reopened": MAY}}) == "Planen öppnades igen 7 maj 2026."
    assert told({"closing": closing}, {"earlier-closings": [closing]}) == [
        "Avslutet: det står inte längre i planen",
        "Avslutet 7 maj 2026 finns kvar bland de tidigare.",
    ]
    assert one({}, {"fallback": {"ring": "school"}}) == (
        "Vem familjen hör av sig till om något inte blir av: rektor (Skogsskolan)"
    )


def test_open_points_are_opened_and_settled() -> None:
    point = {"at": "goals.g1.text", "wordings": [{"says": "Sova."}, {"says": "Sova gott."}]}
    goal = listed("goals", id="g1", text="Sova.")
    assert one(goal, goal | {"open-points": [point]}) == (
        "Ni har skrivit olika om samma sak: mål 1 ”Sova”, det ni vill nå. Allt finns kvar tills ni väljer."
    )
    assert one(goal | {"open-points": [point]}, goal) == (
        "Det som var skrivet på olika sätt är avgjort: mål 1 ”Sova”, det ni vill nå."
    )
    more = point | {"wordings": [*point["wordings"], {"says": "Vila."}]}
    assert one(goal | {"open-points": [point]}, goal | {"open-points": [more]}) == (
        "Det har tillkommit fler sätt att skriva samma sak: mål 1 ”Sova”, det ni vill nå."
    )


def test_what_is_settled_is_called_by_the_words_that_hold_now() -> None:
    texts = "Pappa skriver upp allt.", "Mormor ringer."
    point = {"at": "actions.a5.what", "wordings": [{"says": one} for one in texts]}
    before, after = (listed("actions", id="a5", what=one) for one in texts)
    assert told(before | {"open-points": [point]}, after) == [
        "Insats 5, vad som ska göras: ”Pappa skriver upp allt.” → ”Mormor ringer.”",
        "Det som var skrivet på olika sätt är avgjort: insats 5 ”Mormor ringer”, vad som ska göras.",
    ]
    gone = told(before | {"open-points": [point]}, {})
    assert gone[-1] == (
        "Det som var skrivet på olika sätt är avgjort: insats 5 ”Pappa skriver upp allt”, vad som ska göras."
    )


def test_what_goes_out_again_because_the_plan_goes_back_is_not_called_settled() -> None:
    texts = "Pappa ringer.", "Mormor ringer."
    point = {"at": "actions.a5.what", "wordings": [{"says": one} for one in texts]}
    before, after = (listed("actions", id="a5", what=one) for one in texts)
    sides = source(BASE | before | {"open-points": [point]}), source(BASE | after)
    assert change_words(*sides, terms("sv"), "sv", Manner(back=True))[-1] == (
        "Det som är skrivet på olika sätt tas bort igen: insats 5 ”Pappa ringer”, vad som ska göras."
    )


def test_two_read_backs_are_one_thing_to_choose() -> None:
    places = ("day", "answers.guardian-1.of", "answers.guardian-1.says")
    points = {"open-points": [{"at": f"agreement.{one}", "wordings": [{"says": "x"}]} for one in places]}
    read = {"agreement": {"day": MARCH}}
    assert one(read, read | points) == (
        "Ni har skrivit olika om samma sak: uppläsningen. Allt finns kvar tills ni väljer."
    )
    assert one(read | points, read) == "Det som var skrivet på olika sätt är avgjort: uppläsningen."


def test_a_number_of_a_reading_that_moved_is_told_of_by_nobody() -> None:
    """Two have each written in the wheel on one day, and one of the readings got another number."""
    mum, childs = (
        {"id": "w1", "voice": voice, "day": MAY, "areas": {"larande": {"works": f"Ord från {voice}."}}}
        for voice in ("guardian-1", "child")
    )
    moved = mum | {"id": "w2"}
    assert one({"wheel": [mum]}, {"wheel": [childs, moved]}) == (
        "Hjulet enligt Mio 7 maj 2026: Lärande beskrivet i ord"
    )
    assert told({"wheel": [mum, childs | {"id": "w3"}]}, {"wheel": [childs, moved]}) == []
    changed = moved | {"areas": {"larande": {"hard": "Svårt."}}}
    assert told({"wheel": [mum]}, {"wheel": [childs, changed]}) == [
        "Hjulet enligt Mio 7 maj 2026: Lärande beskrivet i ord",
        "Lärande enligt mamma, det som fungerar: inte längre ”Ord från guardian-1.”",
        "Lärande enligt mamma, det som är svårt: ”Svårt.”",
    ]


def test_words_under_a_number_that_was_anothers_are_gone_and_new() -> None:
    """Never `vems röst det är: pappa → Mio`."""
    before, after = (
        {"wheel": [{"id": "w6", "voice": voice, "day": day, "areas": {"larande": {"works": "Ord."}}}]}
        for voice, day in (("guardian-1", MAY), ("child", MARCH))
    )
    assert told(before, after) == [
        "Hjulet enligt mamma 7 maj 2026 är borttaget.",
        "Hjulet enligt Mio 19 mars 2026: Lärande beskrivet i ord",
    ]


def test_of_two_long_texts_only_where_they_differ_is_shown() -> None:
    long = "Vi pratade länge om hur morgnarna är, och om bussen som är full, och om vem som kan stå vid hållplatsen då."
    sides = ({"questions": {"i-can": text}} for text in (long, long.replace("bussen", "tåget")))
    assert one(*sides) == (
        "Det som en själv kan göra: ”… är, och om bussen som är full, …” → ”… är, och om tåget som är full, …”"
    )
    spaced = ({"questions": {"i-can": text}} for text in ("Ringa hem.", "Ringa  hem.\n\n"))
    assert one(*spaced) == "Det som en själv kan göra: mellanslag eller radbrytningar är ändrade"
    (very_long,) = told({}, {"questions": {"i-can": "ord " * 1000}})
    assert len(very_long) < 300


def test_someone_else_who_is_called_the_same_is_not_the_same() -> None:
    sides = ({"fallback": {"ring": who}} for who in ("stranger", "unknown"))
    assert one(*sides).endswith(": någon annan, men inte samma som förut")


OWN = """\
kronobarn: 1
code: k7mtr
revision: 7
child:
  name: Mio
  {own}
goals:
  - id: g1
    text: Sova.
    {own}
{own}
...
"""


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("", "skola: Ek", "”skola”: ”Ek”"),
        ("skola: Ek", "", "”skola”: inte längre ”Ek”"),
        ("skola: Ek", "skola: Al", "”skola”: ”Ek” → ”Al”"),
        ("skola: [Ek]", "skola: [Ek, Al]", "”skola”: nu också ”Al”"),
        ("skola: {namn: Ek}", "skola: {namn: Al}", "”skola.namn”: ”Ek” → ”Al”"),
        ("skola: {namn: Ek}", "skola: Ek", '”skola”: ”{"namn": "Ek"}” → ”Ek”'),
    ],
)  # fmt: skip
def test_keys_of_ones_own_are_told_of_by_their_name(before: str, after: str, found: str) -> None:
    assert said(_own(before), _own(after)) == [
        f"Barnet, eget fält {found}",
        f"Mål 1 ”Sova”, eget fält {found}",
        f"Eget fält {found}",
    ]


def _own(line: str) -> PlanText:
    return read(OWN.replace("{own}", line or "# inget"))


def _every_change(language: str) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Each leaf of the fullest plan gone, and there again."""
    full = to_tree(msgspec.convert(FULL_DATA, Plan))
    for place, _value in leaves(of_plan(), full):
        if place[-1] not in {"id", "kronobarn", "code", "revision"} and len(place) > 1:
            lesser = _without(full, place)
            if lesser is not None:
                sides = (source(full), source(lesser))
                yield place, change_words(*sides, terms(language), language)
                yield place, change_words(*sides[::-1], terms(language), language)


def _without(tree: Tree, place: tuple[str, ...]) -> Tree | None:
    """The tree without one leaf; None where it must be there."""
    data: Tree = msgspec.json.decode(msgspec.json.encode(tree))
    here = data
    for step in place[:-1]:
        here = here[step] if isinstance(here, dict) else next(x for x in here if step in x.values())
    del here[place[-1]]
    try:
        msgspec.convert(data, Plan)
    except msgspec.ValidationError:
        return None
    return data


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_of_the_plan_has_its_sentence(language: str) -> None:
    seen = 0
    seen = 0
    # No Python, no id, no arrow to nowhere.
    slips = re.compile(r"\b(None|[a-z]+-[0-9]|true|false)\b|[→:,] *$")
    for place, sentences in _every_change(language):
        assert sentences, place
        assert not any(map(slips.search, sentences)), sentences
        seen += 1
    assert seen > 250


@SLOW
@given(plans)
def test_a_plan_and_itself_have_nothing_to_tell(made: Plan) -> None:
    text = read(write(made))
    later = read(write(replace(made, revision=made.revision + 1)))
    assert change_words(text, later, terms("sv"), "sv") == []


@SLOW
@given(plans, plans)
def test_every_change_has_a_sentence_on_one_line_of_plain_text(one: Plan, other: Plan) -> None:
    before, after = read(write(one)), read(write(replace(other, code=one.code)))
    found = [change_words(before, after, terms(language), language) for language in LANGUAGES]
    assert len(found[0]) == len(found[1])
    for sentence in (*found[0], *found[1]):
        assert type(sentence) is str
        assert sentence == " ".join(sentence.split())
    if not (one.child.protected or other.child.protected):
        assert len(found[0]) >= len(changes(whole(before), whole(after))) - _sets_of_records(before, after)


def _sets_of_records(before: PlanText, after: PlanText) -> int:
    """Sets of records in another order, and read-backs of which only what nobody answered differs, say nothing."""
    return sum(
        one.place in {("agreement",), ("shared",), ("earlier-closings",)}
        for one in changes(whole(before), whole(after))
    )


@pytest.mark.parametrize(
    "text",
    ["{who} {0} {}", "[red]x[/red]", "<b>x</b>", "**x** _y_ `z`", "%s %(x)s", "{{ x }}", "# x", "a\n\n- b", "\\n"],
)
def test_what_people_have_written_never_becomes_anything_else(text: str) -> None:
    shown = " ".join(text.split())
    goal = listed("goals", id="g1", text=text)
    person = {"id": "x", "kind": "other", "name": text}
    for after in (goal, {"people": [*PEOPLE, person]}, {"child": BASE["child"] | {"name": text}}):
        # A sentence begins with a capital, also where a name comes first.
        assert shown[1:] in one({}, after)
    assert shown in one(goal, listed("goals", id="g1", text="annat"))


def _strange(tree: Any) -> Any:
    """A tree with ids that are no words in any language."""
    if isinstance(tree, dict):
        return {key: one if key in {"kind", "stage"} else _strange(one) for key, one in tree.items()}
    if isinstance(tree, list | tuple):
        return [_strange(one) for one in tree]
    return f"qz{tree}" if isinstance(tree, str) and (tree in IDS or re.fullmatch(r"[a-z]\d+", tree)) else tree


@SLOW
@given(seeds, seeds)
def test_no_sentence_shows_an_id(one: int, other: int) -> None:
    before, after = (source(_strange(to_tree(plan_from(seed)))) for seed in (one, other))
    for sentence in said(before, after):
        assert "qz" not in sentence, sentence


def _marks(value: Plan) -> set[str]:
    return set(re.findall(r"text \d+", str(msgspec.to_builtins(value))))


@SLOW
@given(seeds, st.sampled_from(["before", "after", "another"]))
def test_with_protected_identity_no_sentence_shows_what_a_view_takes_away(seed: int, which: str) -> None:
    made = plan_from(seed)
    kept = replace(made, child=replace(made.child, protected=True))
    seen = _marks(view(kept, Audience(kind=AudienceKind.CHAIR), MARCH))
    hidden = _marks(made) - seen
    empty = Plan(code=made.code)
    before, after = (
        read(write(replace(one, child=replace(one.child, protected=which == name or None))))
        for one, name in ((empty, "before"), (made, "after"))
    )
    for sides in ((before, after), (after, before)):
        sentences = said(*sides, protected=which == "another")
        assert sentences
        assert not hidden & {mark for sentence in sentences for mark in re.findall(r"text \d+", sentence)}


def test_with_protected_identity_it_is_told_that_something_has_changed() -> None:
    moved = [PEOPLE[0], PEOPLE[1] | {"name": "Lisa", "contact": "Storgatan"}, *PEOPLE[2:]]
    met = {"id": "m1", "day": MARCH, "place": "Ek"}
    other = met | {"place": "Al", "absent": [{"who": "bup", "why": "sjuk"}]}
    assert told({}, {"people": moved}, protected=True) == [
        "Vårdnadshavare, namn: det är ändrat och visas inte här",
        "Vårdnadshavare, hur personen nås: det är nytt och visas inte här",
    ]
    assert told({"meetings": [met]}, {"meetings": [other]}, protected=True) == [
        "Mötet 19 mars 2026, plats: det är ändrat och visas inte här",
        "Mötet 19 mars 2026, de som inte var med: det är nytt och visas inte här",
    ]
    point = {"open-points": [{"at": "meetings.m1.absent.bup.why", "wordings": [{"says": "x"}]}]}
    assert told({}, point, protected=True) == ["Det som är skrivet på olika sätt: det är nytt och visas inte här"]
    assert told({}, {"people": PEOPLE[::-1]}, protected=True) == ["De som finns kring barnet står i en annan ordning."]
    assert said(_own(""), _own("skola: Ek"), protected=True) == [
        "Barnet: det är nytt och visas inte här",
        "Mål 1 ”Sova”: det är nytt och visas inte här",
        "Ett eget fält: det är nytt och visas inte här",
    ]
