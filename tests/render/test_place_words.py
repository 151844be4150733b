"""What a place in a plan is called and what stands there: names and numbers, never ids."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import pytest

from kronobarn_cli.model.plan import Plan
from kronobarn_cli.model.shapes import Shape, Way, of_plan
from kronobarn_cli.render.phrases import PHRASES
from kronobarn_cli.render.place_words import place_words, value_words
from kronobarn_cli.render.words import Words
from tests.render.samples import LANGUAGES, example, terms

_NAMES_ITSELF = {"id", "people.*.id", "skipped.*.what", "open-points.*.at", "other-plans.*.kind"}
_NAMES_ITSELF |= {"revision", "past-ids"}
_NEVER_TWO_WORDINGS = {"revision", "past-ids"}
_NAMING_KEYS = {"who", "of"}


def words(plan: Plan | None = None, language: str = "sv") -> Words:
    return Words(plan or example("k7mtr"), terms(language), language)


def made(**parts: Any) -> Plan:
    return msgspec.convert({"code": "k7mtr", **parts}, Plan)


def declared(shape: Shape, place: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every place that the schema declares, items and areas as stars; sets of records end there."""
    if place:
        yield place
    if shape.way is Way.ITEMS:
        yield from declared(shape.item, (*place, "*"))
    elif shape.way is Way.PART:
        for key, below in shape.inside.items():
            yield from declared(below, (*place, "*" if place[-1:] == ("areas",) else key))


def _named_by_it(place: tuple[str, ...]) -> bool:
    nested = place[-1] in _NAMING_KEYS and place[-2:-1] == ("*",) and place.count("*") + (place[0] == "agreement") > 1
    return place[-1] == "id" or ".".join(place) in _NAMES_ITSELF or nested


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_that_the_schema_declares_has_a_name(language: str) -> None:
    for place in sorted(set(declared(of_plan()))):
        thing = place[1:] == ("*",)
        role = place[0] == "roles" and len(place) > 1
        if not (thing or role or _named_by_it(place)):
            assert f"at-{'.'.join(place)}" in PHRASES[language], place


def test_no_place_is_called_by_its_key() -> None:
    """Whoever has to choose between two wordings is told in words what they are about, in every place there is."""
    for pattern in sorted(set(declared(of_plan()))):
        place = tuple("halsa" if pattern[:number][-1:] == ("areas",) else "child" if one == "*" else one
                      for number, one in enumerate(pattern))  # fmt: skip
        if pattern[-1] != "*" and pattern[0] not in {"open-points", *_NEVER_TWO_WORDINGS}:
            called = place_words(words(), place)
            assert called, place
            assert pattern[-1] not in called.split(", "), (place, called)


def test_both_languages_have_the_same_words() -> None:
    assert PHRASES["sv"].keys() == PHRASES["en"].keys()


@pytest.mark.parametrize(
    ("place", "swedish", "english"),
    [
        ("child.name", "vad barnet kallas", "what the child is called"),
        ("people.guardian-1.contact", "mamma, hur personen nås", "mamma, how to reach the person"),
        ("roles.coordinator", "samverkansansvarig", "coordinator (samverkansansvarig)"),
        ("voices.v1.wish", "egna ord från Mio 5 mars 2026, önskan", "the words of Mio on 5 March 2026, wish"),
        ("wheel.w1", "hjulet enligt Mio 5 mars 2026", "the wheel according to Mio on 5 March 2026"),
        ("wheel.w1.areas.larande", "Lärande enligt Mio", "Learning according to Mio"),
        ("wheel.w1.areas.larande.hard", "Lärande enligt Mio, det som är svårt", "Learning according to Mio, what is hard"),
        ("meetings.m1.place", "mötet 19 mars 2026, plats", "the meeting on 19 March 2026, place"),
        ("meetings.m1.absent.guardian-1.why", "mötet 19 mars 2026, varför mamma inte var med",
         "the meeting on 19 March 2026, why mamma was not there"),
        ("actions.a2.what", "insats 2 ”Pappa åker med på bussen den första veckan”, vad som ska göras",
         "action 2 “Pappa åker med på bussen den första veckan”, what is to be done"),
        ("actions.a9", "insats 9", "action 9"),
        ("goals.g3.area", "mål 3 ”Mio vet vad han kan göra när magen gör ont, och vem han kan…”, område",
         "goal 3 “Mio vet vad han kan göra när magen gör ont, och vem han kan…”, area"),
        ("other-plans.sip.next", "samordnad individuell plan (SIP), när den ses över nästa gång",
         "coordinated individual plan (SIP), when it is looked at next"),
        ("agreement.answers.child.says", "svaret från Mio vid uppläsningen", "the answer of Mio at the read-back"),
        ("agreement.answers.child.of", "svaret från Mio vid uppläsningen", "the answer of Mio at the read-back"),
        ("meetings.m1.absent.guardian-1.who", "mötet 19 mars 2026, mamma var inte med",
         "the meeting on 19 March 2026, mamma was not there"),
        ("goals.g9.id", "mål 9", "goal 9"),
        ("explained.e1.means", "ordet ”BUP”, vad det betyder", "the word “BUP”, what it means"),
        ("fallback.ring", "vem familjen hör av sig till om något inte blir av",
         "whom the family contacts if something does not happen"),
        ("meetings.m7.place", "mötena, plats", "the meetings, place"),
        ("actions.a2.local.x", "insats 2 ”Pappa åker med på bussen den första veckan”, eget fält ”local.x”",
         "action 2 “Pappa åker med på bussen den första veckan”, field of your own “local.x”"),
        ("local", "eget fält ”local”", "field of your own “local”"),
    ],
)  # fmt: skip
def test_a_place_is_called_by_names_and_numbers(place: str, swedish: str, english: str) -> None:
    steps = tuple(place.split("."))
    assert place_words(words(), steps) == swedish
    assert place_words(words(language="en"), steps) == english


def test_beside_a_text_it_is_not_told_twice() -> None:
    assert place_words(words(), ("actions", "a2", "what"), beside=True) == "insats 2, vad som ska göras"
    assert "Pappa åker" in place_words(words(), ("actions", "a2", "by"), beside=True)


def test_a_number_is_that_of_the_id_and_the_place_where_ids_were_made_up_by_hand() -> None:
    numbered = made(goals=[{"id": "g7"}, {"id": "g2"}])
    assert [place_words(words(numbered), ("goals", name)) for name in ("g7", "g2")] == ["mål 7", "mål 2"]
    by_hand = made(goals=[{"id": "sova"}, {"id": "g2"}])
    assert [place_words(words(by_hand), ("goals", name)) for name in ("sova", "g2", "x")] == ["mål 1", "mål 2", "mål"]


def test_things_without_a_day_have_a_number() -> None:
    plan = made(meetings=[{"id": "m1"}], reviews=[{"id": "r2"}], consents=[{"id": "c1", "by": "nobody"}])
    found = [place_words(words(plan), place) for place in (("meetings", "m1"), ("reviews", "r2"), ("consents", "c1"))]
    assert found == ["möte 1", "uppföljning 2", "samtycket från någon annan"]


def test_an_action_that_was_followed_up_is_called_what_it_was() -> None:
    plan = made(
        actions=[{"id": "a1", "what": "Nytt."}],
        tried=[
            {"id": "t1", "action": "a1", "what": "Gammalt.", "day": date(2026, 5, 7)},
            {"id": "t2", "what": "Gammalt."},
            {"id": "t3"},
        ],
    )
    assert [place_words(words(plan), ("tried", name)) for name in ("t1", "t2", "t3")] == [
        "insats 1 ”Nytt” vid uppföljningen 7 maj 2026",
        "uppföljning av ”Gammalt”",
        "uppföljning av en insats",
    ]


def test_an_open_point_is_called_what_it_is_about() -> None:
    plan = made(goals=[{"id": "g1"}], **{"open-points": [{"at": "goals.g1.text"}]})
    assert place_words(words(plan), ("open-points", "goals.g1.text")) == "skrivet på olika sätt: mål 1, det ni vill nå"


@pytest.mark.parametrize(
    ("place", "value", "found"),
    [
        ("actions.a1.who", "school", "rektor (Skogsskolan)"),
        ("actions.a1.who", "stranger", "någon annan"),
        ("actions.a1.goal", "g3", "mål 3 ”Mio vet vad han kan göra när magen gör ont, och vem han kan…”"),
        ("actions.a1.goal", "g9", "mål 9"),
        ("actions.a1.by", date(2026, 3, 3), "3 mars 2026"),
        ("actions.a1.status", "ongoing", "pågår"),
        ("actions.a1.status", "nonsense", "nonsense"),
        ("actions.a1.area", "larande", "Lärande"),
        ("actions.a1.what", "Ring.\nSen.", "Ring.\nSen."),
        ("actions.a1.what", None, "inget"),
        ("child.protected", True, "ja"),
        ("child.protected", False, "nej"),
        ("child.stage", "preschool", "Från födseln till förskoleklass"),
        ("people.bup.kind", "service", "verksamhet"),
        ("decision.outcome", "other", "det är en annan verksamhets sak"),
        ("meetings.m1.minutes", 60, "60"),
        ("meetings.m1.invited", ["child", "guardian-1"], "Mio och mamma"),
        ("meetings.m1.after.heard", [3, 0], "3 ja, 0 nej, 0 vet inte"),
        ("wheel.w1.areas.larande.score", 1, "”Det är svårt för mig nu”"),
        ("wheel.w2.areas.larande.score", 2, "2"),
        ("wheel.w99.areas.larande.score", 2, "2"),
        ("local", ["1", "2"], "1, 2"),
    ],
)  # fmt: skip
def test_a_value_stands_in_words(place: str, value: Any, found: str) -> None:
    steps = tuple(place.split("."))
    assert value_words(words(), steps, value) == found
