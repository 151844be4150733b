"""What a copy does not hold: told when it stands in the plan and not in the view, and only then."""

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from msgspec.structs import fields, replace

from kronobarn_cli.model.area import AREAS, Area
from kronobarn_cli.model.base import ChildStage
from kronobarn_cli.model.consent import covered_areas
from kronobarn_cli.model.left_out import Kind, LeftOut, Why, left_out
from kronobarn_cli.model.plan import (
    Absence,
    Action,
    After,
    Agreed,
    Agreement,
    AreaReading,
    Areas,
    Child,
    Closing,
    Consent,
    Decision,
    Disagreement,
    Fallback,
    FollowUp,
    Goal,
    HandOver,
    HandOverKind,
    Meeting,
    NotDoing,
    Notes,
    Notice,
    OpenPoint,
    OtherPlan,
    Person,
    PersonKind,
    Plan,
    Questions,
    Reading,
    Review,
    Roles,
    Shared,
    Skipped,
    Tried,
    Voice,
    Wording,
    YesNoUnsure,
)
from kronobarn_cli.model.view import Audience, AudienceKind, audiences, may_share, view
from tests.model.test_view import plans, some_audience
from tests.render.samples import EMPTY, example

TODAY = date(2026, 4, 27)
FAMILY = Audience(kind=AudienceKind.FAMILY)
CHILD = Audience(kind=AudienceKind.CHILD)
BUP = Audience(kind=AudienceKind.SERVICE, who="bup")
AUNT = Audience(kind=AudienceKind.OTHER, who="aunt")
PEOPLE = (
    Person(id="child", kind=PersonKind.CHILD),
    Person(id="guardian-1", kind=PersonKind.GUARDIAN),
    Person(id="school", kind=PersonKind.SERVICE),
    Person(id="bup", kind=PersonKind.SERVICE),
    Person(id="aunt", kind=PersonKind.OTHER),
)
CONSENT = Consent(
    id="c1",
    by="guardian-1",
    to=("bup",),
    areas=(Area.HALSA,),
    from_=date(2026, 4, 1),
    until=date(2026, 9, 1),
)
BARE = Plan(code="k7mtr", people=PEOPLE, roles=Roles(responsible="school"), consents=(CONSENT,))
TO_ALL = replace(BARE, consents=(replace(CONSENT, areas=AREAS),))
HIDDEN = replace(BARE, child=Child(protected=True))
SAID = AreaReading(works="Det går bra.")
CALLED = Meeting(id="m1", day=TODAY, invited=("child", "guardian-1", "bup"), minutes=60)


def _told(plan: Plan, audience: Audience) -> dict[Kind, LeftOut]:
    covered = covered_areas(plan, audience.who or "", TODAY) if audience.kind is AudienceKind.SERVICE else AREAS
    found = left_out(plan, view(plan, audience, TODAY, despite_protected=True), covered)
    return {one.kind: one for one in found}


CASES: tuple[tuple[Kind, Why, Audience, Plan, dict[str, Any]], ...] = (
    (Kind.PROTECTED, Why.PROTECTED, FAMILY, HIDDEN, {"child": Child(protected=True, name="Mio")}),
    (Kind.PROTECTED, Why.PROTECTED, FAMILY, HIDDEN, {"meetings": (Meeting(id="m1", place="Rum 4"),)}),
    (Kind.PROTECTED, Why.PROTECTED, FAMILY, HIDDEN, {"closing": Closing(archived_at="Arkivet")}),
    (Kind.AREAS, Why.NO_CONSENT, BUP, BARE, {"goals": (Goal(id="g1", area=Area.HEMMET),)}),
    (Kind.AREAS, Why.NO_CONSENT, BUP, BARE, {"actions": (Action(id="a1", area=Area.OMSORG),)}),
    (Kind.AREAS, Why.NO_CONSENT, BUP, BARE, {"wheel": (Reading(id="w1", voice="child", areas=Areas(hemmet=SAID)),)}),
    (Kind.NO_AREA, Why.NO_CONSENT, BUP, BARE, {"goals": (Goal(id="g1", text="Sova."),)}),
    (Kind.NOT_RAISED, Why.KEPT, FAMILY, BARE, {"voices": (Voice(id="v1", of="child", not_raise="Pappa."),)}),
    (Kind.PRIVATE, Why.PRIVATE, FAMILY, BARE, {"voices": (Voice(id="v1", of="guardian-1", how="Trött.", private=True),)}),
    (Kind.PRIVATE, Why.PRIVATE, FAMILY, BARE, {"wheel": (Reading(id="w1", voice="child", private=True),)}),
    (Kind.CHILDS_WORDS, Why.NEEDS_ALL_AREAS, BUP, BARE, {"voices": (Voice(id="v1", of="child", wish="Sova."),)}),
    (Kind.CHILDS_WORDS, Why.NOT_FOR_READER, BUP, TO_ALL, {"voices": (Voice(id="v1", of="child", how="Ont."),)}),
    (Kind.OTHERS_WORDS, Why.NOT_FOR_READER, BUP, TO_ALL, {"voices": (Voice(id="v1", of="guardian-1", how="Trött."),)}),
    (Kind.OTHERS_WHEEL, Why.NOT_FOR_READER, CHILD, BARE, {"wheel": (Reading(id="w1", voice="school", areas=Areas(halsa=SAID)),)}),
    (Kind.CASE, Why.NOT_FOR_READER, CHILD, BARE, {"notices": (Notice(id="n1", seen="Borta."),)}),
    (Kind.CASE, Why.NOT_FOR_READER, BUP, TO_ALL, {"questions": Questions(enough="Ja.")}),
    (Kind.CASE, Why.NOT_FOR_READER, BUP, TO_ALL, {"decision": Decision(why="Fler behövs.")}),
    (Kind.GOALS, Why.NOT_FOR_READER, AUNT, BARE, {"goals": (Goal(id="g1", text="Sova."),)}),
    (Kind.TRIED, Why.NOT_FOR_READER, CHILD, BARE, {"tried": (Tried(id="t1", known_by="Läraren såg."),)}),
    (Kind.TRIED, Why.NOT_FOR_READER, CHILD, BARE, {"actions": (Action(id="a1", area=Area.HALSA, result="Bra."),)}),
    (Kind.NOT_DOING, Why.NEEDS_ALL_AREAS, BUP, BARE, {"not_doing": (NotDoing(id="d1", who="school", what="Hem."),)}),
    (Kind.MEETINGS, Why.NOT_FOR_READER, BUP, TO_ALL, {"meetings": (Meeting(id="m1", day=TODAY),)}),
    (Kind.NOTES, Why.NEEDS_ALL_AREAS, BUP, BARE, {"meetings": (replace(CALLED, notes=Notes(needs="Sömn.")),)}),
    (Kind.NOTES, Why.NOT_FOR_READER, CHILD, BARE, {"meetings": (replace(CALLED, notes=Notes(needs="Sömn.")),)}),
    (Kind.ABSENCES, Why.NOT_FOR_READER, CHILD, BARE, {"meetings": (replace(CALLED, absent=(Absence(who="bup", why="Sjuk."),)),)}),
    (Kind.AT_THE_TABLE, Why.NOT_FOR_READER, BUP, TO_ALL, {"meetings": (replace(CALLED, present=("aunt",)),)}),
    (Kind.AFTER, Why.KEPT, FAMILY, BARE, {"meetings": (replace(CALLED, after=After(heard=(3, 1, 2))),)}),
    (Kind.DISAGREEMENTS, Why.NEEDS_ALL_AREAS, BUP, BARE, {"disagreements": (Disagreement(id="d1", about="Skolan."),)}),
    (Kind.DISAGREEMENTS, Why.NOT_FOR_READER, CHILD, BARE, {"disagreements": (Disagreement(id="d1", about="Skolan."),)}),
    (Kind.FALLBACK, Why.NEEDS_ALL_AREAS, BUP, BARE, {"fallback": Fallback(say="Ring.")}),
    (Kind.FOLLOW_UP, Why.NOT_FOR_READER, AUNT, BARE, {"follow_up": FollowUp(day=TODAY)}),
    (Kind.REVIEWS, Why.NEEDS_ALL_AREAS, BUP, BARE, {"reviews": (Review(id="r1", child_says="Bättre."),)}),
    (Kind.ANSWERS, Why.NOT_FOR_READER, BUP, TO_ALL, {"agreement": Agreement(answers=(Agreed(of="child", says=YesNoUnsure.YES),))}),
    (Kind.CHILD, Why.NOT_FOR_READER, BUP, TO_ALL, {"child": Child(born="2017", stage=ChildStage.SCHOOL)}),
    (Kind.PEOPLE, Why.NOT_FOR_READER, BUP, replace(TO_ALL, people=PEOPLE[:-1]), {"people": PEOPLE}),
    (Kind.CONTACTS, Why.NOT_FOR_READER, FAMILY, BARE, {"people": (*PEOPLE[:1], replace(PEOPLE[1], contact="070"), *PEOPLE[2:])}),
    (Kind.CONSENTS, Why.NOT_FOR_READER, BUP, TO_ALL, {"consents": (*TO_ALL.consents, Consent(id="c2", by="guardian-1", to=("school",)))}),
    (Kind.CONSENT_DETAILS, Why.NOT_FOR_READER, BUP, TO_ALL, {"consents": (replace(TO_ALL.consents[0], original="Pärmen"),)}),
    (Kind.OTHER_PLANS, Why.NOT_FOR_READER, CHILD, BARE, {"other_plans": (OtherPlan(kind="sip", exists=True),)}),
    (Kind.HAND_OVERS, Why.NOT_FOR_READER, CHILD, BARE, {"hand_overs": (HandOver(id="h1", kind=HandOverKind.COORDINATION, to="bup"),)}),
    (Kind.SHARED, Why.NOT_FOR_READER, CHILD, BARE, {"shared": (Shared(day=TODAY, document="plan", for_="family"),)}),
    (Kind.SKIPPED, Why.NOT_FOR_READER, CHILD, BARE, {"skipped": (Skipped(what="notices", why="Senare."),)}),
    (Kind.CLOSING, Why.NOT_FOR_READER, BUP, TO_ALL, {"closing": Closing(why="Klart.")}),
    (
        Kind.OPEN_POINTS,
        Why.KEPT,
        FAMILY,
        BARE,
        {"open_points": (OpenPoint(at="child.name", wordings=(Wording(says="Kim"),)),)},
    ),
    (Kind.CLOSING, Why.NOT_FOR_READER, CHILD, BARE, {"earlier_closings": (Closing(why="Klart."),)}),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "why", "reader", "plan", "more"), CASES, ids=lambda one: getattr(one, "value", ""))
def test_a_kind_is_told_when_the_plan_has_it_and_the_copy_has_not(
    kind: Kind, why: Why, reader: Audience, plan: Plan, more: dict[str, Any]
) -> None:
    before, after = _told(plan, reader), _told(replace(plan, **more), reader)
    assert after.keys() - before.keys() == {kind}
    assert after[kind].why is why


def test_every_kind_and_every_reason_is_shown_above() -> None:
    assert {case[0] for case in CASES} == set(Kind)
    assert {case[1] for case in CASES} == set(Why)


_ALONE = replace(BARE, people=PEOPLE[:-1])
_ALONE_TO_ALL = replace(TO_ALL, people=PEOPLE[:-1])
_FAR = (Goal(id="g1", area=Area.HEMMET),)
EXACTLY: tuple[tuple[str, Audience, Plan, dict[str, Any], set[Kind]], ...] = (
    (
        "what a protected child is called is protected, its age is only not for this reader",
        BUP,
        replace(_ALONE_TO_ALL, child=Child(protected=True)),
        {"child": Child(protected=True, born="2017")},
        {Kind.CHILD},
    ),
    (
        "names are protected, also of places and of where earlier papers lie",
        FAMILY,
        HIDDEN,
        {
            "people": (*PEOPLE[:2], replace(PEOPLE[2], service="Skogsskolan"), *PEOPLE[3:]),
            "earlier_closings": (Closing(archived_at="Arkivet"),),
        },
        {Kind.PROTECTED},
    ),
    (
        "why a protected child's plan closed is only not for this reader",
        BUP,
        replace(_ALONE_TO_ALL, child=Child(protected=True)),
        {"closing": Closing(why="Klart.")},
        {Kind.CLOSING},
    ),
    (
        "digests are not told of",
        BUP,
        _ALONE_TO_ALL,
        {"agreement": Agreement(day=TODAY, fingerprint="ab", read=("cd",), answers=(Agreed(of="bup"),))},
        set(),
    ),
    (
        "a reading that says nothing is told as such",
        CHILD,
        BARE,
        {"wheel": (Reading(id="w1", voice="school", day=TODAY),)},
        {Kind.OTHERS_WHEEL},
    ),
    (
        "of the goal that a seen action belongs to, the goal is told and not the action",
        BUP,
        _ALONE,
        {"goals": _FAR, "actions": (Action(id="a1", goal="g1", area=Area.HALSA),)},
        {Kind.AREAS},
    ),
    (
        "an own action in an area without consent is told by the area",
        BUP,
        _ALONE,
        {"actions": (Action(id="a1", area=Area.HEMMET, who="bup"),)},
        {Kind.AREAS},
    ),
    (
        "whose words a goal has is told with the goal",
        BUP,
        _ALONE,
        {"goals": (replace(_FAR[0], words_of="child"),)},
        {Kind.AREAS},
    ),
    (
        "whose words a seen goal has is a person",
        BUP,
        _ALONE_TO_ALL,
        {"goals": (replace(_FAR[0], words_of="police"),)},
        {Kind.PEOPLE},
    ),
    (
        "how an action went is told by the area of the action",
        BUP,
        _ALONE,
        {
            "actions": (Action(id="a0", area=Area.HALSA), Action(id="a1", area=Area.HEMMET)),
            "tried": (Tried(id="t1", action="a1", what="x"),),
        },
        {Kind.AREAS},
    ),
    (
        "or by the area of its goal",
        BUP,
        _ALONE,
        {
            "goals": (Goal(id="g0", area=Area.HALSA), *_FAR),
            "actions": (Action(id="a1", goal="g1"),),
            "tried": (Tried(id="t1", action="a1", what="x"),),
        },
        {Kind.AREAS},
    ),
    (
        "who did it then is a person",
        BUP,
        _ALONE_TO_ALL,
        {"actions": (Action(id="a1", area=Area.HALSA),), "tried": (Tried(id="t1", action="a1", who="police"),)},
        {Kind.PEOPLE},
    ),
    (
        "how an action went that is no longer there is told as such",
        BUP,
        _ALONE_TO_ALL,
        {"tried": (Tried(id="t1", action="a1", what="x"),)},
        {Kind.TRIED},
    ),
    (
        "that somebody was not there is not why",
        BUP,
        _ALONE_TO_ALL,
        {"meetings": (replace(CALLED, absent=(Absence(who="police"),)),)},
        {Kind.AT_THE_TABLE},
    ),
    (
        "one of two copies is told of, however alike they are",
        FAMILY,
        BARE,
        {"shared": tuple(Shared(day=TODAY, document="plan", for_=one, fingerprint="ab") for one in ("family", "bup"))},
        {Kind.SHARED},
    ),
)


@pytest.mark.parametrize(("law", "reader", "plan", "more", "kinds"), EXACTLY, ids=[one[0] for one in EXACTLY])
def test_each_thing_is_told_as_what_it_is_and_as_nothing_else(
    law: str, reader: Audience, plan: Plan, more: dict[str, Any], kinds: set[Kind]
) -> None:
    assert _told(replace(plan, **more), reader).keys() - _told(plan, reader).keys() == kinds


@pytest.mark.parametrize("code", ["k7mtr", "p3wdh", "t8qzg", "v5xjc"])
def test_the_archive_lacks_nothing_and_an_empty_plan_lacks_nothing_for_anyone(code: str) -> None:
    archive = Audience(kind=AudienceKind.ARCHIVE)
    assert _told(example(code), archive) == {}
    assert [one for one in audiences(EMPTY) if _told(EMPTY, one)] == []


def test_the_areas_are_those_without_consent_in_the_order_of_the_wheel() -> None:
    areas = Areas(**{area.value: SAID for area in AREAS})
    reading = Reading(id="w1", voice="child", areas=areas)
    told = _told(replace(BARE, wheel=(reading,)), BUP)
    assert told[Kind.AREAS].areas == tuple(area for area in AREAS if area is not Area.HALSA)


def test_an_area_that_nobody_has_spoken_of_is_not_told_of() -> None:
    reading = Reading(id="w1", voice="child", areas=Areas(halsa=SAID, omsorg=SAID))
    assert _told(replace(BARE, wheel=(reading,)), BUP)[Kind.AREAS].areas == (Area.OMSORG,)


def test_private_words_are_not_left_out_for_the_one_who_said_them() -> None:
    voice = Voice(id="v1", of="guardian-1", how="Trött.", private=True)
    plan = replace(BARE, voices=(voice,))
    assert Kind.PRIVATE not in _told(plan, Audience(kind=AudienceKind.GUARDIAN, who="guardian-1"))


def _apart(plan: Plan) -> Plan:
    """The plan with an id of its own for each thing that has one, as the rules ask for."""
    made: dict[str, Any] = {}
    for field in fields(Plan):
        inside = getattr(plan, field.name)
        if isinstance(inside, tuple) and inside and hasattr(inside[0], "id") and field.name != "people":
            made[field.name] = tuple(replace(one, id=f"{one.id[:1]}{number}") for number, one in enumerate(inside, 1))
    meetings = tuple(
        replace(one, absent=_once(one.absent), why_invited=_once(one.why_invited)) for one in made.get("meetings", ())
    )
    return replace(plan, **{**made, "meetings": meetings})


def _once(items: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple({one.who: one for one in items}.values())


def _words(plan: Plan) -> set[str]:
    """Every text in a plan but those that are not told of; the made-up ones are all different."""
    told = replace(plan, explained=(), agreement=None)
    found: set[str] = set()

    def walk(data: Any) -> None:
        for one in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
            walk(one)
        if isinstance(data, str) and data.startswith("text "):
            found.add(data)

    walk(msgspec.to_builtins(told))
    return found


@settings(deadline=None)
@given(plans, some_audience)
def test_nothing_written_is_left_out_in_silence_and_nothing_whole_is_told_of(made: Plan, reader: Audience) -> None:
    plan = _apart(made)
    seen = view(plan, reader, TODAY, despite_protected=True)
    told = _told(plan, reader)
    if _words(plan) - _words(seen):
        assert told
    neutral = {"explained": (), "agreement": None, "revision": 0}
    if replace(plan, **neutral) == replace(seen, **neutral):
        assert told.keys() <= {Kind.ANSWERS}


@settings(deadline=None)
@given(plans, some_audience)
def test_what_is_told_is_kinds_and_areas_never_words(made: Plan, reader: Audience) -> None:
    plan = _apart(made)
    refused = {one.code for one in may_share(plan, reader, TODAY)}
    for one in _told(plan, reader).values():
        assert isinstance(one, LeftOut)
        assert not {text for text in _words(plan) if text in repr(one)}
        assert bool(one.areas) is (one.kind is Kind.AREAS), refused
