"""The gate: what each audience may know. Plans are made up by Hypothesis from the declarations themselves."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kronobarn_cli.model.area import AREAS, Area
from kronobarn_cli.model.decided import agreement_of, changed_since_read, things
from kronobarn_cli.model.explained import occurs
from kronobarn_cli.model.meeting import held
from kronobarn_cli.model.plan import (
    Absence,
    Action,
    After,
    Agreed,
    Agreement,
    AreaReading,
    Areas,
    Child,
    Consent,
    Explained,
    Goal,
    Meeting,
    Notice,
    Person,
    PersonKind,
    Plan,
    Reading,
    Roles,
    Voice,
    WhyInvited,
    YesNoUnsure,
)
from kronobarn_cli.model.references import Target, references
from kronobarn_cli.model.view import (
    Audience,
    AudienceKind,
    Refusal,
    RefusalCode,
    audiences,
    find_audience,
    may_share,
    view,
)
from tests.model.plausible import IDS, KINDS, TODAY, plan_from
from tests.model.who_knows import KNOWS, Reader, pruned, schema, sorted_out


def _plain(plan: Plan) -> Any:
    return msgspec.json.decode(msgspec.json.encode(plan))


plans = st.integers(0, 2**32).map(plan_from)


STRUCTURE = {"code", "kronobarn", "id", "kind", "stage", "outcome", "need", "form", "status", "guardian-knows",
             "goals-met", "area", "areas", "born", "at", "by", "of", "who", "voice", "to", "from", "for", "ring",
             "invited", "present", "owner", "obtained-by", "words-of", "responsible", "coordinator", "chair",
             "note-taker", "convener", "child-told-by", "goal", "day", "until", "withdrawn", "next", "proposed",
             "accepted", "declined", "action", "done", "helped", "then", "new-by", "started", "ended", "tells-child",
             "child-told-day", "reopened", "read", "consents-right", "responsible-right"}  # fmt: skip


def _leaves(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _leaves(value, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _leaves(value, (*path, number))
    else:
        yield path, data


def _written(data: Any) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Every text that a person wrote."""
    for path, leaf in _leaves(data):
        keys = [key for key in path if isinstance(key, str)]
        is_choice = keys[:2] in (["agreement", "answers"], ["skipped", "what"])
        if isinstance(leaf, str) and keys[-1] not in STRUCTURE and not is_choice:
            yield path, leaf


def _put(data: Any, path: tuple[Any, ...], leaf: Any) -> None:
    for step in path[:-1]:
        data = data[step]
    data[path[-1]] = leaf


some_audience = st.sampled_from(
    [Audience(kind=kind) for kind in AudienceKind if kind not in {"guardian", "service", "other"}]
    + [Audience(kind=AudienceKind.OTHER, who="aunt")]
    + [Audience(kind=AudienceKind.GUARDIAN, who=who) for who in ("guardian-1", "guardian-2")]
    + [Audience(kind=AudienceKind.SERVICE, who=who) for who in ("bup", "school", "soc")]
)


@given(plans, some_audience, st.booleans())
def test_a_view_holds_no_text_that_is_not_in_the_plan(plan: Plan, audience: Audience, despite: bool) -> None:
    seen = {text for _, text in _written(_plain(view(plan, audience, TODAY, despite)))}
    assert seen <= {text for _, text in _written(_plain(plan))}


def test_it_is_decided_for_every_leaf_of_the_schema_who_knows_it() -> None:
    assert set(KNOWS) == {path for path, _type in schema()}


COUNTED: Counter[str] = Counter()
SERVICE = 3  # the column of a service that does not hold the plan


@settings(max_examples=400, deadline=None)
@given(plans, some_audience)
def _holds_all_that_may_be_told_and_nothing_else(plan: Plan, audience: Audience) -> None:
    data = _plain(plan)
    reader = Reader(data, audience.kind.value, audience.who, TODAY)
    seen, may = _plain(view(plan, audience, TODAY, True)), sorted_out(reader).told
    if reader.column == SERVICE and not reader.refused:  # a service's digests are its own, and tested below
        seen.get("agreement", {}).pop("read", None)
    assert pruned(seen) == may
    column = "refused" if reader.refused else audience.kind.value if reader.column != 0 else "keeper"
    COUNTED[f"{column} told"] += len(list(_leaves(may)))
    COUNTED[f"{column} not told"] += len(list(_leaves(data))) - len(list(_leaves(may)))
    event(f"{column}, protected: {bool(plan.child.protected)}")


def test_a_view_holds_all_that_may_be_told_and_nothing_else() -> None:
    COUNTED.clear()
    _holds_all_that_may_be_told_and_nothing_else()
    for column in ("keeper", "family", "guardian", "child", "service", "other"):
        assert COUNTED[f"{column} told"] > 50, COUNTED
        assert COUNTED[f"{column} not told"] > 50, COUNTED


@given(plans, some_audience, st.booleans())
def test_a_view_of_a_view_is_that_view(plan: Plan, audience: Audience, despite: bool) -> None:
    once = view(plan, audience, TODAY, despite)
    assert view(once, audience, TODAY, despite) == once


@given(plans, some_audience, st.booleans())
def test_changing_what_is_not_seen_changes_no_view(plan: Plan, audience: Audience, despite: bool) -> None:
    data = _plain(plan)
    before = view(plan, audience, TODAY, despite)
    seen = {text for _, text in _written(_plain(before))}
    hidden = [path for path, text in _written(data) if text not in seen]
    assume(hidden)
    for path in hidden:
        _put(data, path, "changed")
    assert view(msgspec.convert(data, Plan), audience, TODAY, despite) == before


@given(plans, some_audience)
def test_whoever_is_refused_gets_an_empty_plan(plan: Plan, audience: Audience) -> None:
    assume(may_share(plan, audience, TODAY))
    empty = Plan(code=plan.code, practice=plan.practice, child=Child(protected=plan.child.protected))
    assert view(plan, audience, TODAY) == empty


some_service = some_audience.map(lambda one: Audience(kind=AudienceKind.SERVICE, who=one.who or "bup"))


@given(plans, some_service)
def test_a_service_reads_of_nobody_it_may_not_know_of(plan: Plan, audience: Audience) -> None:
    assume(audience.who not in {plan.roles.responsible, plan.roles.coordinator})
    seen = view(plan, audience, TODAY, True)
    known = {
        Target.PERSON: {person.id for person in seen.people},
        Target.GOAL: {goal.id for goal in seen.goals},
        Target.ACTION: {action.id for action in seen.actions},
    }
    for reference in references(seen):
        if reference.path[0] != "consents":  # who gave a consent to the service is told to it, whoever that is
            assert reference.id in known[reference.target], reference


@given(plans)
def test_somebody_else_reads_of_the_meetings_ahead_she_is_asked_to_and_of_nothing_more(plan: Plan) -> None:
    aunt = Audience(kind=AudienceKind.OTHER, who="aunt")
    seen = view(plan, aunt, TODAY, True)
    assert set(_plain(seen)) <= {
        "kronobarn",
        "code",
        "revision",
        "practice",
        "consultation",
        "child",
        "people",
        "roles",
        "meetings",
        "explained",
    }
    assert set(_plain(seen).get("child", {})) <= {"name", "stage", "protected"}
    assert all("aunt" in meeting.invited and not held(meeting) for meeting in seen.meetings)
    assert not [meeting for meeting in seen.meetings if meeting.notes or meeting.after]
    assert not [person for person in seen.people if person.contact or person.task]
    assert {one.who for meeting in seen.meetings for one in meeting.why_invited} <= {"aunt"}
    assert [person.name for person in seen.people if person.kind is PersonKind.SERVICE and person.name] == []


def test_a_service_reads_its_own_answer_only() -> None:
    answers = tuple(Agreed(of=who, says=YesNoUnsure.YES) for who in ("child", "guardian-1", "bup"))
    seen = _seen_by("bup", _mio(agreement=Agreement(day=TODAY, answers=answers)))
    assert seen.agreement == Agreement(day=TODAY, answers=answers[2:])


@given(plans, some_audience)
def test_what_must_not_be_raised_is_for_chair_and_archive_only(plan: Plan, audience: Audience) -> None:
    knows = {AudienceKind.CHAIR, AudienceKind.ARCHIVE}
    assume(audience.kind not in knows)
    assert not [voice for voice in view(plan, audience, TODAY, True).voices if voice.not_raise]


@given(plans, some_audience)
def test_private_words_stay_with_their_owner(plan: Plan, audience: Audience) -> None:
    assume(audience.kind in {AudienceKind.FAMILY, AudienceKind.GUARDIAN, AudienceKind.CHILD, AudienceKind.SERVICE})
    assume(audience.who not in {plan.roles.responsible, plan.roles.coordinator} or audience.who is None)
    own = audience.who or ("child" if audience.kind is AudienceKind.CHILD else None)
    seen = view(plan, audience, TODAY, True)
    assert {voice.of for voice in seen.voices if voice.private} <= {own}
    assert {reading.voice for reading in seen.wheel if reading.private} <= {own}


@given(plans, some_audience)
def test_a_protected_child_has_no_name_and_no_place_in_any_view(plan: Plan, audience: Audience) -> None:
    hidden = replace(plan, child=replace(plan.child, protected=True))
    seen = view(hidden, audience, TODAY, True)
    named = [p for p in seen.people if p.name or p.service or p.contact]
    assert not named
    assert seen.child.name is None
    assert not [meeting for meeting in seen.meetings if meeting.place]
    assert not [consent for consent in seen.consents if consent.original]
    assert not [closing for closing in (seen.closing, *seen.earlier_closings) if closing and closing.archived_at]
    assert seen.open_points == ()


@given(plans, some_audience)
def test_a_protected_plan_tells_nobody_who_comes(plan: Plan, audience: Audience) -> None:
    hidden = replace(plan, child=replace(plan.child, protected=True))
    for meeting in view(hidden, audience, TODAY, True).meetings:
        assert set(meeting.invited) <= {audience.who}  # one may know of being asked
        assert (meeting.why_invited, meeting.present, meeting.absent) == ((), (), ())
        assert meeting.tells_child is None


@given(plans, some_audience)
def test_the_three_questions_after_a_meeting_are_for_chair_and_archive_only(plan: Plan, audience: Audience) -> None:
    assume(audience.kind not in {AudienceKind.CHAIR, AudienceKind.ARCHIVE})
    assert not [meeting for meeting in view(plan, audience, TODAY, True).meetings if meeting.after]


@given(plans, some_audience)
def test_a_word_is_explained_to_those_who_read_it(plan: Plan, audience: Audience) -> None:
    seen = view(plan, audience, TODAY, True)
    told = " \n".join(
        str(leaf) for path, leaf in _leaves(_plain(seen)) if path[0] not in {"explained", "shared", "skipped"}
    )
    everything = audience.kind in {AudienceKind.CHAIR, AudienceKind.ARCHIVE}
    if not everything:
        assert [one.word for one in seen.explained if not occurs(one.word, told)] == []
    if audience.kind in {AudienceKind.FAMILY, AudienceKind.GUARDIAN, AudienceKind.CHILD} and seen.meetings:
        assert [one for one in plan.explained if occurs(one.word, told)] == list(seen.explained)


def test_a_word_inside_another_is_not_that_word() -> None:
    assert [occurs("EMI", text) for text in ("emi", "EMI:s", "Emil", "semi")] == [True, True, False, False]
    assert [occurs("habilitering", text) for text in ("habiliteringen", "rehabilitering")] == [True, False]
    assert occurs("", "") is False


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(plans, some_audience.filter(lambda one: one.kind is AudienceKind.SERVICE))
def test_a_service_is_told_of_no_digest_but_its_own_things(plan: Plan, audience: Audience) -> None:
    assume(audience.who not in {plan.roles.responsible, plan.roles.coordinator})
    read = replace(plan, agreement=agreement_of(plan, TODAY))
    seen = view(read, audience, TODAY, True)
    if seen.agreement is not None:
        assert seen.agreement.read == agreement_of(seen, TODAY).read
        assert changed_since_read(seen) == ()


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(plans, some_audience.filter(lambda one: one.kind is AudienceKind.SERVICE))
def test_a_service_is_told_of_a_change_where_it_sees_the_whole_thing(plan: Plan, audience: Audience) -> None:
    assume(audience.who not in {plan.roles.responsible, plan.roles.coordinator})
    seen = view(plan, audience, TODAY, True)
    assume(seen.agreement is not None and seen.agreement.read)
    whole = {one.place: one.content for one in things(plan)}
    there = {one.place for one in things(seen) if one.content == whole[one.place]}
    assert there & set(changed_since_read(seen)) == there & set(changed_since_read(plan))
    assert set(changed_since_read(seen)) <= there


def test_a_service_is_told_what_was_changed_after_the_meeting_among_what_it_sees() -> None:
    read = replace(_mio(), agreement=agreement_of(_mio(), TODAY))
    later = replace(read, actions=tuple(replace(one, often="varje dag") for one in read.actions))
    assert changed_since_read(_seen_by("bup", read)) == ()
    assert changed_since_read(_seen_by("bup", later)) == (("actions", "a1"), ("actions", "a3"))


def test_a_service_is_told_of_no_change_in_what_it_cannot_see() -> None:
    told = _told([str(area) for area in AREAS])
    read = replace(told, agreement=agreement_of(told, TODAY))
    (said,) = read.disagreements
    hers, hidden = said.views
    later = replace(read, disagreements=(replace(said, views=(hers, replace(hidden, says="another thing"))),))
    assert changed_since_read(later) == (("disagreements", "o1"),)
    assert _seen_by("bup", later) == _seen_by("bup", read)


def test_a_name_that_means_two_readers_means_nobody() -> None:
    plan = replace(_mio(), people=(*_mio().people, Person(id="archive", kind=PersonKind.SERVICE)))
    assert find_audience(plan, "archive") is None


def test_a_protected_child_is_shown_to_archive_and_chair_only() -> None:
    plan = replace(_mio(), child=Child(protected=True))
    refused = {a.name for a in audiences(plan) if Refusal(code=RefusalCode.PROTECTED) in may_share(plan, a, TODAY)}
    assert refused == {"family", "child", "note-taker", "guardian-1", "guardian-2", "school", "bup", "soc", "aunt"}


def _mio(**changes: Any) -> Plan:
    """A child whose mother lets BUP know of learning, and keeps one word to herself."""
    people = tuple(Person(id=i, kind=PersonKind(KINDS[i]), name=f"namn {i}", contact=f"tel {i}") for i in IDS)
    reading = Areas(halsa=AreaReading(hard="ont i magen"), larande=AreaReading(hard="svårt att läsa"))
    standard: dict[str, Any] = {
        "code": "k7mtr",
        "child": Child(name="Mio", protected=False, born="2017"),
        "people": people,
        "roles": Roles(responsible="school", coordinator="school"),
        "notices": (Notice(id="n1", by="school", seen="borta"), Notice(id="n2", by="bup", seen="trött")),
        "voices": (Voice(id="v1", of="guardian-1", important="hemligt", private=True, not_raise="skilsmässan"),),
        "wheel": (Reading(id="w1", voice="child", areas=reading),),
        "consents": (_consent("guardian-1", Area.LARANDE),),
        "goals": (Goal(id="g1", area=Area.LARANDE, text="läsa"), Goal(id="g2", area=Area.HALSA, text="sova")),
        "actions": (
            Action(id="a1", goal="g1", what="läshjälp", who="school"),
            Action(id="a2", goal="g2", what="sömnskola", who="soc"),
            Action(id="a3", goal="g2", what="samtal", who="bup"),
        ),
        "meetings": (Meeting(id="m1", invited=("child", "guardian-1", "bup")),),
    }
    return Plan(**(standard | changes))


def _consent(by: str, *areas: Area, **changes: Any) -> Consent:
    given: dict[str, Any] = {"from_": date(2026, 3, 5), "until": date(2026, 9, 5), "except_": "sjukdomen"}
    return Consent(id=f"c-{by}", by=by, to=("bup",), areas=areas, **(given | changes))


def _seen_by(name: str, plan: Plan) -> Plan:
    audience = find_audience(plan, name)
    assert audience is not None
    return view(plan, audience, TODAY)


def test_a_service_sees_the_covered_areas_and_what_is_its_own() -> None:
    seen = _seen_by("bup", _mio())
    assert seen.wheel[0].areas == Areas(larande=AreaReading(hard="svårt att läsa"))
    assert [goal.text for goal in seen.goals] == ["läsa"]
    assert [(action.what, action.goal) for action in seen.actions] == [("läshjälp", "g1"), ("samtal", None)]
    assert [notice.seen for notice in seen.notices] == ["trött"]
    assert {person.id: person.name for person in seen.people} == {
        "child": "namn child", "guardian-1": None, "guardian-2": None, "school": None, "bup": "namn bup",
    }  # fmt: skip
    assert seen.consents[0].except_ is None


@pytest.mark.parametrize(
    ("consents", "allowed"),
    [
        pytest.param((), False, id="none"),
        pytest.param((_consent("guardian-1", Area.LARANDE),), True, id="valid"),
        pytest.param((_consent("guardian-1", Area.LARANDE, from_=TODAY, until=TODAY),), True, id="today-only"),
        pytest.param((_consent("guardian-1", Area.LARANDE, until=date(2026, 3, 18)),), False, id="over"),
        pytest.param((_consent("guardian-1", Area.LARANDE, from_=date(2026, 3, 20)),), False, id="not-yet"),
        pytest.param((_consent("guardian-1", Area.LARANDE, until=None),), False, id="no-last-day"),
        pytest.param((_consent("guardian-1", Area.LARANDE, withdrawn=TODAY),), False, id="withdrawn-today"),
    ],
)
def test_a_service_needs_a_consent_that_holds_today(consents: tuple[Consent, ...], allowed: bool) -> None:
    plan = _mio(consents=consents)
    refused = Refusal(code=RefusalCode.NO_CONSENT, who="bup")
    audience = Audience(kind=AudienceKind.SERVICE, who="bup")
    assert may_share(plan, audience, TODAY) == (() if allowed else (refused,))


def test_two_givers_share_only_what_both_allow() -> None:
    consents = (_consent("guardian-1", Area.LARANDE, Area.HALSA), _consent("guardian-2", Area.HALSA))
    seen = _seen_by("bup", _mio(consents=consents))
    assert [goal.text for goal in seen.goals] == ["sova"]


def test_the_responsible_service_needs_no_consent() -> None:
    plan = _mio(consents=())
    kept = tuple(replace(voice, not_raise=None) for voice in plan.voices)
    assert _seen_by("school", plan) == replace(plan, voices=kept)


def test_a_guardian_reads_her_own_private_words_and_the_other_does_not() -> None:
    assert [voice.important for voice in _seen_by("guardian-1", _mio()).voices] == ["hemligt"]
    assert not _seen_by("guardian-2", _mio()).voices
    assert not _seen_by("family", _mio()).voices


def test_the_archive_sees_everything() -> None:
    assert _seen_by("archive", _mio()) == _mio()


def test_who_is_not_in_the_plan_is_no_audience() -> None:
    assert find_audience(_mio(), "polisen") is None
    stranger = Audience(kind=AudienceKind.SERVICE, who="polisen")
    assert Refusal(code=RefusalCode.UNKNOWN, who="polisen") in may_share(_mio(), stranger, TODAY)


# Who knows what, said once more and by hand: a = archive, c = chair, n = note-taker, f = family, 1 and 2 = the
# guardians, k = the child, s = school (responsible), b = BUP with consent for all areas, l = for learning only.
WHO_KNOWS = {
    "child name": "acnf12ksbl", "child need": "acnf12ksbl",
    "mother name": "acnf12ks", "mother contact": "acn1s", "mother role": "acnf12ksbl", "father contact": "acn2s",
    "school person": "acnf12s", "school service": "acnf12ksbl", "school contact": "acnf12ks",
    "bup person": "acnf12sbl", "bup contact": "acnf12ksbl", "soc service": "acnf12ks",
    "aunt name": "acnf12s", "aunt role": "acnf12ks",
    "seen by school": "acnf12s", "seen by bup": "acnf12sbl", "question": "acnf12s", "decision": "acnf12s",
    "mother private": "acn1s", "mother not-raise": "ac", "father open": "acnf12s",
    "child open": "acnf12ksb", "child how": "acnf12ks", "child private": "acnks", "child not-raise": "ac",
    "bup own voice": "acnf12sbl", "bup own not-raise": "ac",
    "child health": "acnf12ksb", "child learning": "acnf12ksbl", "mother private wheel": "acn1s",
    "father learning": "acnf12sbl", "bup own health": "acnf12sbl",
    "purpose bup": "acnf12sbl", "except bup": "acnf12s", "original bup": "acnf12s", "purpose soc": "acnf12s",
    "place with bup": "acnf12ksbl", "ask with bup": "acnf12ksbl", "notes": "acnf12sb", "why absent": "acnf12s",
    "place without bup": "acnf12ks",
    "goal learning": "acnf12ksbl", "goal health": "acnf12ksb", "goal without area": "acnf12ks",
    "school for learning": "acnf12ksbl", "soc for health": "acnf12ksb", "bup for health": "acnf12ksbl",
    "school without area": "acnf12ks",
    "school does not": "acnf12sb", "bup does not": "acnf12sbl",
    "disagreement": "acnf12sb", "mother says": "acnf12sb", "soc says": "acnf12s", "fallback": "acnf12ksb",
    "other plan": "acnf12sbl", "handed to bup": "acnf12sbl", "handed to soc": "acnf12s",
    "fingerprint": "acnf12s", "print for bup": "acnf12sbl", "print for mother": "acnf12s",
    "mark of print for bup": "acbl", "mark of print for mother": "ac1",
    "skipped": "acnf12s", "no wish of mother": "acn1s", "no learning of mother": "acn1s", "no wish of father": "acnf12s",
    "nothing not to raise": "ac", "father not asked what not to raise": "ac", "closing why": "acnf12s", "archived at": "acnf12s",
    "interpreter with bup": "acnf12ksbl", "breaks with bup": "acnf12ksbl", "breaks without bup": "acnf12ks",
    "why bup": "acnf12ksbl", "why mother": "acnf12ksb", "why soc": "acnf12ks",
    "child at follow-up": "acnf12ksb",
    "learning went well": "acnf12sbl", "tried for learning": "acnf12ksbl", "known of learning": "acnf12sbl", "new for learning": "acnf12sbl",
    "tried for health": "acnf12ksb", "tried by bup": "acnf12ksbl", "tried before bup had it": "acnf12ksb", "tried before": "acnf12ks",
    "bup declined": "acnf12sbl", "soc declined": "acnf12s",
    "fallback means": "acnf12ksb", "decision means": "acnf12s", "private means": "acn1ks", "learning means": "acnf12ksb",
    "reopened why": "acnf12s", "earlier why": "acnf12s", "earlier archive": "acnf12s",
}  # fmt: skip
LETTERS = {
    "a": "archive", "c": "chair", "n": "note-taker", "f": "family", "1": "guardian-1", "2": "guardian-2",
    "k": "child", "s": "school", "b": "bup", "l": "bup",
}  # fmt: skip


def _told(areas: list[str]) -> Plan:
    """A plan where every text says what it is; BUP may know of these areas."""
    days = {"from": "2026-03-01", "until": "2026-09-01"}
    return msgspec.convert(
        {
            "code": "k7mtr",
            "child": {"name": "child name", "stage": "school", "needs": ["child need"]},
            "people": [
                {"id": "child", "kind": "child"},
                {"id": "guardian-1", "kind": "guardian", "name": "mother name", "role": "mother role", "contact": "mother contact"},
                {"id": "guardian-2", "kind": "guardian", "contact": "father contact"},
                {"id": "school", "kind": "service", "name": "school person", "service": "school service", "contact": "school contact"},
                {"id": "bup", "kind": "service", "name": "bup person", "contact": "bup contact"},
                {"id": "soc", "kind": "service", "service": "soc service"},
                {"id": "aunt", "kind": "other", "name": "aunt name", "role": "aunt role"},
            ],
            "roles": {"responsible": "school", "coordinator": "school"},
            "notices": [{"id": "n1", "by": "school", "seen": "seen by school"}, {"id": "n2", "by": "bup", "seen": "seen by bup"}],
            "questions": {"enough": "question"},
            "decision": {"why": "decision"},
            "voices": [
                {"id": "v1", "of": "guardian-1", "important": "mother private", "not-raise": "mother not-raise", "private": True},
                {"id": "v2", "of": "guardian-2", "wish": "father open"},
                {"id": "v3", "of": "child", "important": "child open", "how": "child how", "not-raise": "child not-raise"},
                {"id": "v4", "of": "child", "wish": "child private", "private": True},
                {"id": "v5", "of": "bup", "wish": "bup own voice", "not-raise": "bup own not-raise"},
            ],
            "wheel": [
                {"id": "w1", "voice": "child", "areas": {"halsa": {"works": "child health"}, "larande": {"works": "child learning"}}},
                {"id": "w2", "voice": "guardian-1", "private": True, "areas": {"larande": {"hard": "mother private wheel"}}},
                {"id": "w3", "voice": "guardian-2", "areas": {"larande": {"hard": "father learning"}}},
                {"id": "w4", "voice": "bup", "areas": {"halsa": {"hard": "bup own health"}}},
            ],
            "consents": [
                {"id": "c1", "by": "guardian-1", "to": ["bup"], "areas": areas, "purpose": "purpose bup", "except": "except bup", "original": "original bup"} | days,
                {"id": "c2", "by": "guardian-1", "to": ["soc"], "areas": areas, "purpose": "purpose soc"} | days,
            ],
            "meetings": [
                {"id": "m1", "place": "place with bup", "asks": ["ask with bup"], "invited": ["child", "bup"], "notes": {"needs": "notes"},
                 "interpreter": "interpreter with bup", "breaks": "breaks with bup", "after": {"heard": [2, 0, 1]}, "tells-child": "guardian-1",
                 "why-invited": [{"who": "bup", "why": "why bup"}, {"who": "guardian-1", "why": "why mother"}],
                 "absent": [{"who": "guardian-2", "why": "why absent"}]},
                {"id": "m2", "place": "place without bup", "invited": ["child", "soc"], "breaks": "breaks without bup",
                 "why-invited": [{"who": "soc", "why": "why soc"}]},
            ],
            "goals": [
                {"id": "g1", "area": "larande", "text": "goal learning"}, {"id": "g2", "area": "halsa", "text": "goal health"},
                {"id": "g3", "text": "goal without area"},
            ],
            "actions": [
                {"id": "a1", "goal": "g1", "who": "school", "what": "school for learning", "result": "learning went well"},
                {"id": "a2", "goal": "g2", "who": "soc", "what": "soc for health"},
                {"id": "a3", "goal": "g2", "who": "bup", "what": "bup for health"},
                {"id": "a4", "who": "school", "what": "school without area"},
            ],
            "reviews": [{"id": "r1", "day": "2026-03-10", "child-says": "child at follow-up"}],
            "tried": [
                {"id": "t1", "action": "a1", "what": "tried for learning", "known-by": "known of learning", "new-what": "new for learning"},
                {"id": "t2", "action": "a2", "what": "tried for health"}, {"id": "t3", "action": "a3", "who": "bup", "what": "tried by bup"},
                {"id": "t5", "action": "a3", "who": "soc", "what": "tried before bup had it"},
                {"id": "t4", "action": "a9", "what": "tried before"},
            ],
            "explained": [{"id": "e1", "word": "fallback", "means": "fallback means"}, {"id": "e2", "word": "decision", "means": "decision means"},
                          {"id": "e3", "word": "private", "means": "private means"}, {"id": "e4", "word": "learning", "means": "learning means"}],
            "not-doing": [{"id": "x1", "who": "school", "what": "school does not"}, {"id": "x2", "who": "bup", "what": "bup does not"}],
            "disagreements": [{"id": "o1", "about": "disagreement", "views": [{"of": "guardian-1", "says": "mother says"}, {"of": "soc", "says": "soc says"}]}],
            "fallback": {"ring": "school", "say": "fallback"},
            "other-plans": [{"kind": "other plan", "exists": True}],
            "hand-overs": [
                {"id": "h1", "kind": "coordination", "from": "school", "to": "bup", "why": "handed to bup", "declined-why": "bup declined"},
                {"id": "h2", "kind": "coordination", "from": "school", "to": "soc", "why": "handed to soc", "declined-why": "soc declined"},
            ],
            "agreement": {"day": "2026-03-10", "fingerprint": "fingerprint"},
            "shared": [
                {"day": "2026-03-19", "document": "print for bup", "for": "bup", "fingerprint": "mark of print for bup"},
                {"day": "2026-03-19", "document": "print for mother", "for": "guardian-1", "fingerprint": "mark of print for mother"},
            ],
            "skipped": [
                {"what": "skipped", "why": "skipped"},
                {"what": "voices.v1.wish", "why": "no wish of mother"}, {"what": "pick.areas.w2", "why": "no learning of mother"},
                {"what": "voices.v2.important", "why": "no wish of father"}, {"what": "voices.v3.not-raise", "why": "nothing not to raise"},
                {"what": "pick.voices.v2.not-raise", "why": "father not asked what not to raise"},
            ],
            "closing": {"why": "closing why", "archived-at": "archived at", "reopened-why": "reopened why"},
            "earlier-closings": [{"why": "earlier why", "archived-at": "earlier archive"}],
        },
        Plan,
    )  # fmt: skip


@pytest.mark.parametrize("letter", LETTERS)
def test_each_audience_knows_exactly_what_the_table_says(letter: str) -> None:
    plan = _told(["larande"] if letter == "l" else list(AREAS))
    told = {text for _, text in _leaves(_plain(_seen_by(LETTERS[letter], plan)))}
    assert told & set(WHO_KNOWS) == {text for text, who in WHO_KNOWS.items() if letter in who}


def test_the_table_names_every_text_of_the_plan() -> None:
    assert set(WHO_KNOWS) == {text for _, text in _written(_plain(_told(list(AREAS)))) if " " in text} | {
        "question", "decision", "notes", "disagreement", "fallback", "fingerprint", "skipped", "other plan",
    }  # fmt: skip


def test_with_consent_to_all_a_service_is_told_when_the_child_spoke() -> None:
    spoken = Voice(id="v1", of="child", day=date(2026, 3, 3), wish="sova", takes_part="hela mötet")
    plan = _mio(voices=(spoken,), consents=(_consent("guardian-1", *AREAS),))
    assert _seen_by("bup", plan).voices == (spoken,)


def test_a_service_reads_why_it_was_not_there_itself() -> None:
    absences = (Absence(who="bup", why="sjuk"), Absence(who="guardian-1", why="arbete"))
    (meeting,) = _seen_by("bup", _mio(meetings=(Meeting(id="m1", invited=("bup",), absent=absences),))).meetings
    assert meeting.absent == (Absence(who="bup", why="sjuk"), Absence(who="guardian-1"))


def test_a_service_reads_who_was_asked_and_there_of_those_it_may_know_of() -> None:
    met = Meeting(id="m1", day=date(2026, 3, 3), invited=("child", "bup", "aunt"), present=("bup", "soc"))
    (meeting,) = _seen_by("bup", _mio(meetings=(met,))).meetings
    assert (meeting.invited, meeting.present) == (("child", "bup"), ("bup",))


def test_a_service_does_not_read_how_many_were_heard_at_its_meeting() -> None:
    met = Meeting(id="m1", day=date(2026, 3, 3), invited=("child", "bup"), after=After(heard=(2, 0, 1)))
    (meeting,) = _seen_by("bup", _mio(meetings=(met,))).meetings
    assert meeting.after is None


def test_who_is_asked_to_a_meeting_reads_when_where_how_long_and_what_its_words_mean() -> None:
    asked = Meeting(
        id="m1",
        day=date(2026, 5, 4),
        at="14:30",
        place="Rum 4",
        minutes=45,
        asks=("Hur blir det på HVB?",),
        interpreter="dari",
        breaks="efter en halvtimme",
        invited=("child", "aunt"),
        why_invited=(WhyInvited(who="aunt", why="Mio bor hos dig."),),
    )
    words = (Explained(id="e1", word="HVB", means="hem för vård eller boende"), Explained(id="e2", word="BUP"))
    seen = _seen_by("aunt", _mio(meetings=(asked,), explained=words))
    assert seen.meetings == (asked,)
    assert seen.explained == words[:1]
