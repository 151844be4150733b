"""All copies in one go: who gets which page before and after a meeting, and that nobody is left out in silence."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from kronobarn_cli.errors import ExitCode, Unreadable
from kronobarn_cli.i18n import _
from kronobarn_cli.model.plan import (
    FollowUp,
    HandOver,
    HandOverKind,
    Meeting,
    Person,
    PersonKind,
    Plan,
    Reading,
    Review,
    Voice,
)
from kronobarn_cli.model.view import AudienceKind
from kronobarn_cli.render.documents import Rendered, Style
from kronobarn_cli.render.formats import FORMATS
from kronobarn_cli.work.copies import after, before, copies, orders_now
from kronobarn_cli.work.rendering import CALENDAR, Order, render_all
from tests.conftest import Program
from tests.render.samples import example, terms

TODAY = date(2026, 4, 27)
PRINTOUTS = Path("utskrifter")


def _pairs(orders: tuple[Order, ...]) -> list[str]:
    return [f"{one.document} {one.audience} {one.format}".removesuffix(" html") for one in orders]


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf8")
    assert old in text
    path.write_text(text.replace(old, new), "utf8")


def _made(code: str = "v5xjc") -> set[str]:
    return {path.name for path in PRINTOUTS.glob(f"{code}*")}


def _told(screen: str) -> list[tuple[str, str]]:
    """Document and audience of each copy that was withheld: `  Inbjudan, Dagordning för bup: varför`."""
    lines = re.findall(r"^  (\S.*?) för (.*?): ", screen, re.MULTILINE)
    return [(document, audience) for documents, audience in lines for document in documents.split(", ")]


def test_before_a_meeting_everyone_who_is_called_is_invited_and_prepared() -> None:
    invited = ["child", "guardian-1", "guardian-2", "kaa", "social-services"]
    assert _pairs(before(example("v5xjc"), TODAY)) == [
        *(f"invitation {who}" for who in invited),
        *(f"preparation {who}" for who in ("child", "guardian-1", "guardian-2")),
        *(f"agenda {who}" for who in ("chair", "note-taker", *invited)),
        "invitation family ics",
    ]


def test_a_child_that_is_not_called_may_prepare_all_the_same() -> None:
    """Its word can come in a letter or a drawing."""
    plan = example("v5xjc")
    meeting = replace(plan.meetings[0], invited=("guardian-1", "kaa"))
    found = _pairs(before(replace(plan, meetings=(meeting,)), TODAY))
    assert "preparation child" in found
    assert not {"invitation child", "agenda child", "invitation guardian-2", "preparation guardian-2"} & set(found)


def test_as_long_as_nobody_is_called_the_guardians_prepare_too() -> None:
    plan = example("v5xjc")
    meeting = replace(plan.meetings[0], invited=())
    found = _pairs(before(replace(plan, meetings=(meeting,)), TODAY))
    assert [one for one in found if one.startswith("preparation")] == [
        "preparation child",
        "preparation guardian-1",
        "preparation guardian-2",
    ]


def test_a_calendar_file_without_a_day_is_called_by_its_name(tmp_path: Path) -> None:
    plan = example("v5xjc")
    undated = replace(plan, meetings=(replace(plan.meetings[0], day=None),))
    made = copies(undated, before(undated, TODAY), Style(terms("sv"), "sv", TODAY), tmp_path)
    assert [one.document for one in made.withheld] == [_("Calendar file")]


def test_an_unborn_child_is_sent_nothing() -> None:
    plan = example("p3wdh")
    coming = Meeting(id="m2", day=TODAY + timedelta(days=1), invited=("child", "guardian-1", "mvc"))
    found = _pairs(before(replace(plan, meetings=(*plan.meetings, coming)), TODAY))
    assert "invitation guardian-1" in found
    assert not [one for one in found if " child" in one]


@pytest.mark.parametrize("code", ["k7mtr", "p3wdh", "t8qzg"])
def test_after_a_meeting_the_plan_goes_to_the_family_the_archive_and_every_service(code: str) -> None:
    plan = example(code)
    services = {f"plan {one.id}" for one in plan.people if one.kind is PersonKind.SERVICE}
    found = _pairs(after(plan, TODAY))
    assert {"plan family", "plan archive"} | services <= set(found)
    assert found[-1] == "follow-up family ics"
    assert not {"plan chair", "plan note-taker"} & set(found)


def test_what_has_happened_since_goes_out_once_something_can_have_happened() -> None:
    plan = example("k7mtr")
    reviewed = replace(plan, reviews=(Review(id="r1", day=TODAY),))
    met_again = replace(plan, meetings=(*plan.meetings, Meeting(id="m2", day=TODAY, present=("child",))))
    assert "follow-up family" not in _pairs(after(plan, TODAY))
    assert "follow-up family" in _pairs(after(reviewed, TODAY))
    assert "follow-up family" in _pairs(after(met_again, TODAY))


def test_a_follow_up_that_has_passed_is_not_put_in_calendars() -> None:
    plan = example("k7mtr")
    passed = replace(plan, follow_up=FollowUp(day=TODAY - timedelta(days=1), convener="school"))
    today = replace(plan, follow_up=FollowUp(day=TODAY, convener="school"))
    assert CALENDAR not in {one.format for one in after(passed, TODAY)}
    assert CALENDAR in {one.format for one in after(today, TODAY)}


def test_with_a_held_meeting_and_one_ahead_both_sets_are_made() -> None:
    plan = example("k7mtr")
    coming = Meeting(id="m2", day=date(2026, 5, 7), at="14:30", invited=("child", "guardian-1", "school"))
    both = replace(plan, meetings=(*plan.meetings, coming))
    assert orders_now(both, TODAY) == (*before(both, TODAY), *after(both, TODAY))
    assert before(both, TODAY)
    assert after(both, TODAY)


def test_format_and_confirmation_reach_every_order() -> None:
    pages = [
        one for one in orders_now(example("v5xjc"), TODAY, ("md",), despite_protected=True) if one.format != CALENDAR
    ]
    assert {(one.format, one.despite_protected) for one in pages} == {("md", True)}
    assert _pairs(orders_now(example("v5xjc"), TODAY, (CALENDAR,))) == ["invitation family ics"]


@pytest.mark.parametrize("code", ["k7mtr", "p3wdh", "t8qzg", "v5xjc"])
def test_everything_ordered_is_made_and_is_what_render_makes_alone(
    examples: Path, kronobarn: Program, code: str
) -> None:
    together = kronobarn("render", code, "--all", "--not-handed-out")
    assert together.code == 0, together.all
    for order in orders_now(example(code), TODAY):
        name = f"{code}-{order.document}-{order.audience}.{order.format}"
        if order.format == CALENDAR:
            name = f"{code}-{order.document}.ics"
        if name not in _made(code):
            assert (order.document, order.audience) in _told(together.out)
            continue
        copy = (examples / PRINTOUTS / name).read_bytes()
        words = (order.document, "--for", order.audience, "--to", order.format, "--not-handed-out")
        alone = kronobarn("render", code, *words)
        assert alone.code == 0
        assert (examples / PRINTOUTS / name).read_bytes() == copy
        assert f"  {name}\n" in together.out


def test_one_that_is_refused_stops_no_other_and_is_told(examples: Path, kronobarn: Program) -> None:
    """The school's consent is withdrawn; it is called by mistake."""
    _change(examples / "plans" / "v5xjc.yaml", "kaa, social-services]\n", "school, kaa, social-services]\n")
    ran = kronobarn("render", "v5", "--all")
    assert ran.code == 0
    assert _told(ran.out) == [(one, "rektor (Tallgymnasiet)") for one in ("Inbjudan", "Dagordning")]
    assert "v5xjc-agenda-social-services.html" in _made()
    assert not [name for name in _made() if "school" in name]


@pytest.mark.usefixtures("examples")
def test_a_relative_who_is_invited_gets_an_invitation(kronobarn: Program) -> None:
    path = Path("plans/v5xjc.yaml")
    _change(path, "roles:\n", "  - id: aunt\n    kind: other\n    name: Eva\nroles:\n")
    _change(path, "kaa, social-services]\n", "aunt, kaa, social-services]\n")
    ran = kronobarn("render", "v5", "--all")
    assert ran.code == 0
    assert "v5xjc-invitation-aunt.html" in ran.out
    assert _told(ran.out) == []


def test_each_invited_person_gets_a_page_or_is_told_of() -> None:
    """Whoever the plan holds: a child, guardians, services and others."""
    kinds = (PersonKind.CHILD, PersonKind.GUARDIAN, PersonKind.SERVICE, PersonKind.OTHER)
    people = tuple(Person(id=f"one-{kind.value}", kind=kind) for kind in kinds)
    meeting = Meeting(id="m1", day=TODAY, invited=tuple(person.id for person in people))
    orders = before(Plan(code="k7mtr", people=people, meetings=(meeting,)), TODAY)
    invited = {one.audience for one in orders if (one.document, one.format) == ("invitation", "html")}
    assert invited == {AudienceKind.CHILD.value, "one-guardian", "one-service", "one-other"}


@pytest.mark.usefixtures("examples")
def test_when_all_are_refused_that_is_the_answer(kronobarn: Program) -> None:
    _change(Path("plans/v5xjc.yaml"), "protected: false", "protected: true")
    ran = kronobarn("render", "v5", "--all", "--to", "ics", "--no-input")
    assert ran.code == ExitCode.NOT_SHARED
    assert _told(ran.err) == [(_("Calendar file"), "familjen")]
    assert "--routine-followed" in ran.err
    assert _made() == set()


@pytest.mark.usefixtures("examples")
def test_with_protected_identity_only_the_office_has_copies_until_the_routine_is_followed(kronobarn: Program) -> None:
    _change(Path("plans/v5xjc.yaml"), "protected: false", "protected: true")
    assert kronobarn("render", "v5", "--all", "--no-input").code == 0
    assert _made() == {"v5xjc-agenda-chair.html"}
    assert kronobarn("render", "v5", "--all", "--no-input", "--routine-followed").code == 0
    assert "v5xjc-invitation-guardian-1.html" in _made()


@pytest.mark.usefixtures("folder")
def test_without_a_meeting_there_is_nothing_to_copy(kronobarn: Program) -> None:
    assert kronobarn("new-plan", typed="n\nMio\n:q\n").code == 0
    ran = kronobarn("render", "--all")
    assert ran.code == ExitCode.NOT_FOUND
    assert "--prepare" in ran.err


@pytest.mark.parametrize("words", [("plan",), ("--for", "chair"), ("--out", "-")])
@pytest.mark.usefixtures("examples")
def test_all_copies_stand_alone(kronobarn: Program, words: tuple[str, ...]) -> None:
    ran = kronobarn("render", "k7mtr", *words, "--all")
    assert ran.code == ExitCode.USAGE
    assert "Prova: kronobarn render k7mtr --all" in ran.err


@pytest.mark.usefixtures("examples")
def test_a_format_that_is_not_there(kronobarn: Program) -> None:
    ran = kronobarn("render", "v5", "--all", "--to", "papper")
    assert ran.code == ExitCode.USAGE
    assert ", ".join((*FORMATS, CALENDAR)) in ran.err
    assert not PRINTOUTS.exists() or _made() == set()


@pytest.mark.usefixtures("examples")
def test_all_copies_tell_which_consents_soon_end(kronobarn: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KRONOBARN_TODAY", "2026-05-27")
    ran = kronobarn("render", "t8", "--all")
    assert ran.code == 0
    assert ran.err.count("31 maj 2026") == len(example("t8qzg").consents)


def test_a_guardian_has_a_copy_of_its_own_only_with_private_words_or_readings_of_its_own() -> None:
    plan = example("k7mtr")
    voice = Voice(id="v9", of="guardian-1", how="Trött.", private=True)
    reading = Reading(id="w9", voice="guardian-2", private=True)
    found = _pairs(after(plan, TODAY))
    assert not {"plan guardian-1", "plan guardian-2"} & set(found)
    assert "plan guardian-1" in _pairs(after(replace(plan, voices=(*plan.voices, voice)), TODAY))
    assert "plan guardian-2" not in _pairs(after(replace(plan, voices=(*plan.voices, voice)), TODAY))
    assert "plan guardian-2" in _pairs(after(replace(plan, wheel=(*plan.wheel, reading)), TODAY))


def test_after_a_meeting_the_child_has_its_page_and_every_service_its_extract() -> None:
    plan = example("k7mtr")
    found = _pairs(after(plan, TODAY))
    assert "child child" in found
    assert {"journal school", "journal school-health", "journal bup"} <= set(found)
    assert not [one for one in _pairs(after(example("p3wdh"), TODAY)) if one.startswith("child ")]


@pytest.mark.parametrize(
    ("hand_over", "expected"),
    [
        (HandOver(id="h1", kind=HandOverKind.COORDINATION, to="bup"), True),
        (HandOver(id="h1", kind=HandOverKind.COORDINATION, to="bup", accepted=date(2026, 4, 2)), True),
        (HandOver(id="h1", kind=HandOverKind.COORDINATION, to="bup", accepted=date(2026, 1, 2)), False),
        (HandOver(id="h1", kind=HandOverKind.COORDINATION, to="bup", declined=date(2026, 4, 2)), False),
    ],
    ids=["waits", "newly accepted", "long since", "declined"],
)
def test_a_hand_over_goes_to_the_one_who_takes_over_and_to_the_family_as_long_as_it_is_news(
    hand_over: HandOver, *, expected: bool
) -> None:
    found = _pairs(after(replace(example("k7mtr"), hand_overs=(hand_over,)), TODAY))
    assert {one for one in found if one.startswith("hand-over ")} == (
        {"hand-over bup", "hand-over family"} if expected else set()
    )


def test_a_hand_over_needs_no_meeting() -> None:
    plan = replace(
        example("k7mtr"), meetings=(), hand_overs=(HandOver(id="h1", kind=HandOverKind.RESPONSIBLE, to="bup"),)
    )
    assert _pairs(orders_now(plan, TODAY)) == ["hand-over family", "hand-over bup"]


def test_each_copy_comes_in_each_form_and_the_calendar_once() -> None:
    orders = orders_now(example("k7mtr"), TODAY, ("html", "pdf", CALENDAR))
    pages = [one for one in orders if one.format != CALENDAR]
    assert {one.format for one in pages} == {"html", "pdf"}
    assert len(pages) == 2 * len({(one.document, one.audience) for one in pages})
    assert [one.format for one in orders].count(CALENDAR) == 1


def test_every_copy_is_made_before_the_first_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A template with a fault in the last document leaves no half set behind."""
    plan, style = example("k7mtr"), Style(terms("sv"), "sv", TODAY)
    orders = after(plan, TODAY, ("md",))

    def faulty(given: Plan, alike: Sequence[Order], chosen: Style) -> tuple[Rendered, ...]:
        if [one for one in orders if one.format != CALENDAR][-1] in alike:
            raise Unreadable("Mallen har ett fel.", "kronobarn templates check")
        return render_all(given, alike, chosen)

    monkeypatch.setattr("kronobarn_cli.work.copies.render_all", faulty)
    with pytest.raises(Unreadable):
        copies(plan, orders, style, tmp_path / "ut")
    assert not (tmp_path / "ut").exists()
