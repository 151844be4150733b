"""The contract with those who write templates: plain values, documented keys, no ids."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from msgspec.structs import replace

from kronobarn_cli.model.area import Area
from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.plan import (
    Action,
    ActionStatus,
    AreaReading,
    Areas,
    Child,
    Consent,
    Explained,
    HandOver,
    HandOverKind,
    Meeting,
    Person,
    PersonKind,
    Plan,
    Reading,
)
from kronobarn_cli.model.terms import Sector
from kronobarn_cli.model.transitions import TransitionKind, transitions
from kronobarn_cli.model.view import Audience, AudienceKind, audiences, find_audience, view
from kronobarn_cli.render import context
from kronobarn_cli.render.context import build
from tests.model.test_view import plans, some_audience
from tests.render.samples import EMPTY, LANGUAGES, SAMPLES, TODAY, changed_later, example, full, terms

CHAIR = Audience(kind=AudienceKind.CHAIR)


def _keys(data: Any) -> set[str]:
    if isinstance(data, dict):
        return set(data).union(*map(_keys, data.values()))
    if isinstance(data, list):
        return set().union(*map(_keys, data))
    return set()


def _leaves(data: Any) -> list[Any]:
    if isinstance(data, dict):
        return [leaf for value in data.values() for leaf in _leaves(value)]
    if isinstance(data, list):
        return [leaf for value in data for leaf in _leaves(value)]
    return [data]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("plan", SAMPLES.values(), ids=SAMPLES)
def test_only_plain_values_and_only_documented_keys(plan: Any, language: str) -> None:
    built = build(plan, terms(language), language, TODAY, CHAIR)
    assert json.loads(json.dumps(built)) == built
    assert {type(leaf) for leaf in _leaves(built)} <= {str, int, bool}
    documented = set(re.findall(r"`([a-z_]+)`", (context.__doc__ or "").replace(".", "` `")))
    assert _keys(built) <= documented


def _shape(data: Any) -> Any:
    return {key: _shape(value) for key, value in data.items()} if isinstance(data, dict) else type(data)


def test_the_keys_are_the_same_for_an_empty_and_a_full_plan_in_both_languages() -> None:
    shapes = [_shape(build(p, terms(lang), lang, TODAY, CHAIR)) for p in (EMPTY, full()) for lang in LANGUAGES]
    assert shapes[0] == shapes[1] == shapes[2] == shapes[3]


def test_people_are_called_by_function() -> None:
    plan = full("x")
    built = build(plan, terms("sv"), "sv", TODAY, CHAIR)
    assert [person["who"] for person in built["people"]] == ["x", "x", "vårdnadshavare 2", "x (x)", "x", "x"]
    service = find_audience(example("k7mtr"), "bup")
    assert service is not None
    seen = view(example("k7mtr"), service, TODAY)
    names = [person["who"] for person in build(seen, terms("sv"), "sv", TODAY, service)["people"]]
    assert names[:4] == ["Mio", "vårdnadshavare 1", "vårdnadshavare 2", "rektor (Skogsskolan)"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_id_is_shown(language: str) -> None:
    plan = full()
    ids = {person.id for person in plan.people} - {"child", "school"}
    for audience in audiences(plan):
        built = build(view(plan, audience, TODAY), terms(language), language, TODAY, audience)
        built["wheel"].pop("picture")
        assert not ids & {str(leaf) for leaf in _leaves(built)}


def test_dates_are_in_words() -> None:
    assert build(full(), terms("sv"), "sv", TODAY, CHAIR)["meta"]["date"] == "19 mars 2026"
    assert build(full(), terms("en"), "en", TODAY, CHAIR)["meta"]["date"] == "19 March 2026"


def test_the_wheel_is_rows_with_what_was_not_asked_said_so() -> None:
    wheel = build(full(), terms("sv"), "sv", TODAY, CHAIR)["wheel"]
    assert [row["area"] for row in wheel["rows"]] == [area.name for area in terms("sv").areas]
    first, last = wheel["rows"][0], wheel["rows"][-1]
    assert [cell["short"] for cell in first["cells"]] == ["”Det är svårt”, behöver stöd", "4 av 5, behöver inte stöd"]
    assert (last["asked"], last["cells"][0]["short"], last["cells"][0]["score"]) == (False, "inte frågat", 0)
    assert len(wheel["differences"]) == 1


def test_the_agenda_fills_the_meeting_and_has_the_readers_own_prompts() -> None:
    plan = example("k7mtr")
    child = Audience(kind=AudienceKind.CHILD)
    parts = build(view(plan, child, TODAY), terms("sv"), "sv", TODAY, child)["agenda"]
    assert parts[0]["clock"] == "14:30–14:38"
    assert sum(part["minutes"] for part in parts) == 60
    assert [part["prompts"] for part in parts] == [list(part.prompts.child) for part in terms("sv").agenda]


def test_the_next_meeting_is_shown_and_otherwise_the_last() -> None:
    plan = full()
    assert build(plan, terms("sv"), "sv", TODAY, CHAIR)["meeting"]["day"] == "19 mars 2026"
    later = TODAY.replace(year=2027)
    assert build(plan, terms("sv"), "sv", later, CHAIR)["meeting"]["day"] == "19 mars 2026"


def test_the_footer_carries_what_every_page_must() -> None:
    meta = build(full(), terms("sv"), "sv", TODAY, CHAIR)["meta"]
    for part in (
        "barnets plan (Kronobarnsmodellen)",
        "k7mtr",
        "version 7",
        "19 mars 2026",
        "mötesledaren",
        "arbetskopia",
    ):
        assert part in meta["footer"]
    assert meta["stamp"].startswith("ÖVNING")


@given(plans, some_audience)
def test_every_text_of_every_context_is_one_that_its_reader_may_know(plan: Plan, audience: Audience) -> None:
    seen = view(plan, audience, TODAY, True)
    built = build(seen, terms("sv"), "sv", TODAY, audience)
    assert _written(built) <= _written(json.loads(msgspec.json.encode(seen)))
    if audience.kind not in {AudienceKind.CHAIR, AudienceKind.ARCHIVE}:
        assert built["consent_notes"] == []
        assert [meeting for meeting in built["meetings"] if meeting["after"]] == []
    if plan.child.protected:
        assert built["people"] == []


@given(plans, some_audience)
def test_what_is_ones_own_is_nobody_elses(plan: Plan, audience: Audience) -> None:
    seen = view(plan, audience, TODAY, True)
    me = audience.who or ("child" if audience.kind is AudienceKind.CHILD else None)
    mine = replace(
        seen,
        notices=tuple(one for one in seen.notices if one.by == me),
        voices=tuple(one for one in seen.voices if one.of == me),
        wheel=tuple(one for one in seen.wheel if one.voice == me),
        actions=tuple(one for one in seen.actions if one.who == me),
        not_doing=tuple(one for one in seen.not_doing if one.who == me),
    )
    own = build(seen, terms("sv"), "sv", TODAY, audience)["own"]
    assert own == build(mine, terms("sv"), "sv", TODAY, audience)["own"]
    if me is None:
        assert _written(own) == set()


def _written(data: Any) -> set[str]:
    """The made-up texts, `text 7`, wherever they stand."""
    return {found for leaf in _leaves(data) for found in re.findall(r"text \d+", str(leaf))}


def _since(plan: Plan, language: str = "sv") -> list[str]:
    since: list[str] = build(plan, terms(language), language, date(2026, 5, 7), CHAIR)["since"]
    return since


def _scored(number: int, voice: str, day: date, score: int) -> Reading:
    return Reading(id=f"w{number}", voice=voice, day=day, areas=Areas(larande=AreaReading(score=score)))


FIRST, NOW = date(2026, 3, 5), date(2026, 5, 6)
PEOPLE = (
    Person(id="child", kind=PersonKind.CHILD, name="Mio"),
    Person(id="guardian-1", kind=PersonKind.GUARDIAN, name="mamma"),
    Person(id="guardian-2", kind=PersonKind.GUARDIAN, name="pappa"),
    Person(id="bup", kind=PersonKind.SERVICE, role="behandlare"),
    Person(id="habilitation", kind=PersonKind.SERVICE, role="kurator", service="habiliteringen"),
    Person(id="social-services", kind=PersonKind.SERVICE, role="socialsekreterare"),
)
MET = Plan(
    code="k7mtr",
    people=PEOPLE,
    meetings=(Meeting(id="m1", day=date(2026, 3, 19), invited=("bup", "child"), present=("child",)),),
)


def test_since_last_time_is_told_in_whole_sentences() -> None:
    wheel = [
        *(_scored(n, who, FIRST, 2) for n, who in enumerate(("child", "guardian-1", "guardian-2"))),
        *(
            _scored(n + 3, who, NOW, score)
            for n, (who, score) in enumerate((("child", 4), ("guardian-1", 4), ("guardian-2", 2)))
        ),
    ]
    done = tuple(Action(id=f"a{number}", status=ActionStatus.DONE) for number in (1, 2))
    actions = (*done, Action(id="a3", who="habilitation", by=date(2026, 4, 1)))
    handed = HandOver(id="h1", kind=HandOverKind.COORDINATION, to="bup", accepted=date(2026, 4, 2))
    plan = replace(MET, wheel=tuple(wheel), actions=actions, hand_overs=(handed,))
    assert _since(plan) == [
        "Två insatser är klara.",
        "En insats är försenad (habiliteringen).",
        "Mio säger att Lärande har gått från 2 till 4.",
        "Mamma säger detsamma.",
        "Pappa säger 2, som förut.",
        "Behandlare (BUP) har tagit emot samordningen av planen.",
    ]
    assert _since(plan, "en")[:3] == [
        "Two actions are done.",
        "One action is late (habiliteringen).",
        "Mio says that Learning went from 2 to 4.",
    ]


def test_the_same_means_the_same_numbers() -> None:
    wheel = [_scored(n, who, FIRST, 2) for n, who in enumerate(("child", "guardian-1", "guardian-2"))]
    wheel += [_scored(n + 3, who, NOW, score) for n, (who, score) in enumerate((("child", 4), ("guardian-1", 3)))]
    wheel.append(_scored(5, "guardian-2", NOW, 1))
    assert _since(replace(MET, wheel=tuple(wheel)))[1:] == [
        "Mamma säger att det har gått från 2 till 3.",
        "Pappa säger att det har gått från 2 till 1.",
    ]


def test_without_a_last_time_there_is_nothing_to_tell() -> None:
    assert _since(replace(MET, meetings=())) == []


def _consent(by: str, until: date, *to: str) -> Consent:
    return Consent(id=f"c-{by}", by=by, to=to or ("bup",), areas=(Area.HALSA,), from_=date(2026, 1, 1), until=until)


def test_the_chair_is_told_how_the_consents_stand() -> None:
    def notes(*consents: Consent) -> list[str]:
        plan = replace(MET, consents=consents)
        told: list[str] = build(plan, terms("sv"), "sv", date(2026, 3, 1), CHAIR)["consent_notes"]
        return [note.partition(" gäller")[0] for note in told]

    both = (_consent("guardian-1", date(2026, 9, 1)), _consent("guardian-2", date(2026, 9, 1)))
    assert notes(*both) == []
    assert notes() == ["Det finns inget samtycke till behandlare (BUP) som"]
    assert notes(both[0]) == ["Mamma har gett samtycke till behandlare (BUP), men inte pappa. Fråga pappa."]
    assert notes(both[0], _consent("guardian-2", date(2026, 3, 31))) == ["Samtycket från pappa till behandlare (BUP)"]
    assert notes(both[0], _consent("guardian-2", date(2026, 4, 1))) == []
    assert notes(both[0], _consent("guardian-2", date(2026, 2, 1))) == ["Samtycket från pappa till behandlare (BUP)"]


@pytest.mark.parametrize(("last", "words"), [(date(2026, 3, 8), "bara till och med"), (date(2026, 3, 9), "i god tid")])
def test_the_last_week_of_a_consent_is_said_more_plainly(last: date, words: str) -> None:
    plan = replace(MET, consents=(_consent("guardian-1", last), _consent("guardian-2", date(2026, 9, 1))))
    assert words in build(plan, terms("sv"), "sv", date(2026, 3, 1), CHAIR)["consent_notes"][0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", TransitionKind)
def test_every_turning_ahead_has_its_words(kind: TransitionKind, language: str) -> None:
    turnings = {
        TransitionKind.BIRTH: (ChildStage.UNBORN, None),
        TransitionKind.SCHOOL_START: (ChildStage.PRESCHOOL, "2020"),
        TransitionKind.MIDDLE_SCHOOL: (ChildStage.SCHOOL, "2016"),
        TransitionKind.SENIOR_SCHOOL: (ChildStage.SCHOOL, "2013"),
        TransitionKind.FIFTEEN: (ChildStage.SCHOOL, "2011-06"),
        TransitionKind.UPPER_SECONDARY: (ChildStage.SCHOOL, "2010"),
        TransitionKind.OUTSIDE_SCHOOL: (ChildStage.SCHOOL, "2010"),
        TransitionKind.ADULT: (ChildStage.UPPER_SECONDARY, "2008-06"),
        TransitionKind.ACTIVITIES_END: (ChildStage.ADULT, "2006-06"),
    }
    stage, born = turnings[kind]
    plan = replace(EMPTY, child=Child(name="Mio", stage=stage, born=born))
    assert kind in [one.kind for one in transitions(plan, TODAY)]
    told = build(plan, terms(language), language, TODAY, CHAIR)["transitions"]
    assert len(told) == len(transitions(plan, TODAY))
    assert not [one for one in told if re.search(r" {2}| [.,]|[{}]", one)]
    family = Audience(kind=AudienceKind.FAMILY)
    assert build(plan, terms(language), language, TODAY, family)["transitions"] == []


def test_sip_is_when_both_health_care_and_social_services_give_something() -> None:
    sectors = {"bup": Sector.HEALTH, "habilitation": Sector.HEALTH, "social-services": Sector.SOCIAL}
    services = tuple(replace(one, sector=sectors.get(one.id, Sector.OTHER)) for one in terms("sv").services)
    worded = replace(terms("sv"), services=services)

    def sip(*actions: Action) -> Iterator[Any]:
        built = build(replace(MET, actions=actions), worded, "sv", TODAY, CHAIR)
        yield built["sip"]
        yield len(built["sip_contents"])

    health, social = Action(id="a1", who="bup"), Action(id="a2", who="social-services-2")
    assert list(sip(health, social)) == [True, 4]
    assert list(sip(health, Action(id="a2", who="habilitation"))) == [False, 0]
    assert list(sip(health, replace(social, status=ActionStatus.ENDED))) == [False, 0]


def test_what_is_new_or_gone_since_the_read_back_is_marked() -> None:
    def marks(plan: Plan) -> tuple[bool, list[bool]]:
        built = build(plan, terms("sv"), "sv", TODAY, CHAIR)
        goals = [goal["changed"] for goal in built["goals"]]
        return built["agreement"]["changed"], goals + [one["changed"] for one in built["open_actions"]]

    assert marks(full())[0] is False
    changed, each = marks(changed_later(full()))
    assert changed
    assert each == [False, True, False]


def test_a_word_without_a_meaning_is_not_explained() -> None:
    plan = replace(
        EMPTY, explained=(Explained(id="e1", word="SIP"), Explained(id="e2", word="BUP", means="barnpsykiatrin"))
    )
    assert build(plan, terms("sv"), "sv", TODAY, CHAIR)["explained"] == [{"word": "BUP", "means": "barnpsykiatrin"}]


def test_the_next_meeting_is_one_that_was_not_held() -> None:
    held, ahead = MET.meetings[0], Meeting(id="m2", day=date(2026, 3, 26), at="10:00")
    today = build(replace(MET, meetings=(held, ahead)), terms("sv"), "sv", date(2026, 3, 19), CHAIR)["meeting"]
    assert (today["at"], today["held"], today["is_follow_up"]) == ("10:00", False, True)
    alone = build(MET, terms("sv"), "sv", date(2026, 3, 19), CHAIR)["meeting"]
    assert (alone["held"], alone["is_follow_up"]) == (True, False)


def test_the_three_questions_after_a_meeting_are_numbers() -> None:
    after = build(full(), terms("sv"), "sv", TODAY, CHAIR)["meeting"]["after"]
    assert after[0] == {"question": "Blev du lyssnad på?", "answers": "3 ja, 0 nej, 1 vet inte"}
    assert len(after) == 3
