"""`render`: whom a document is for, the calendar file, protected identity, and consents that soon end."""

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest

from kronobarn_cli.cli import screen
from kronobarn_cli.errors import ExitCode
from kronobarn_cli.model.plan import Action, Child, Consent, Meeting, Notes, Person, PersonKind, Plan, Voice
from kronobarn_cli.model.view import audiences, find_audience
from kronobarn_cli.render.documents import DOCUMENTS, Document, fits
from kronobarn_cli.work.cautions import NamesLeft, excepted, names_left
from kronobarn_cli.work.rendering import Order, default_audience, next_meeting
from tests.conftest import Program
from tests.render.samples import example

TODAY = date(2026, 4, 27)
PRINTOUTS = Path("utskrifter")


@pytest.fixture
def protected(examples: Path) -> Path:
    """The practice folder, where Kim now has protected identity."""
    _change(examples / "plans" / "v5xjc.yaml", "protected: false", "protected: true")
    return examples


@pytest.fixture
def _at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "interactive", lambda: True)


def _change(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf8")
    assert before in text
    path.write_text(text.replace(before, after), "utf8")


def _entry(data: bytes) -> icalendar.Component:
    (found,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return found


@pytest.mark.parametrize("code", ["k7mtr", "p3wdh", "t8qzg", "v5xjc"])
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.name)
def test_when_nobody_is_named_a_document_is_for_somebody_it_is_offered_to(code: str, document: Document) -> None:
    """Where it fits nobody, the reason is that of a reader it is meant for."""
    plan = example(code)
    audience = find_audience(plan, default_audience(plan, Order(document.name, "", "html")))
    assert audience is not None
    assert audience.kind in document.audiences
    assert fits(document, plan, audience) or not [one for one in audiences(plan) if fits(document, plan, one)]


def test_an_agenda_is_usually_for_the_chair_and_a_plan_for_the_family() -> None:
    plan = example("k7mtr")
    usual = {name: default_audience(plan, Order(name, "", "html")) for name in ("agenda", "plan", "wheel")}
    assert usual == {"agenda": "chair", "plan": "family", "wheel": "chair"}


@pytest.mark.parametrize(
    ("meeting", "expected"),
    [
        (Meeting(id="m1"), True),
        (Meeting(id="m1", day=TODAY), True),
        (Meeting(id="m1", day=TODAY + timedelta(days=1)), True),
        (Meeting(id="m1", day=TODAY - timedelta(days=1)), False),
        (Meeting(id="m1", day=TODAY, present=("child",)), False),
        (Meeting(id="m1", day=TODAY, notes=Notes(opening="Vi började.")), False),
        (Meeting(id="m1", day=TODAY, ended="15:30"), False),
    ],
)
def test_a_meeting_lies_ahead_until_it_is_held_or_its_day_has_gone(meeting: Meeting, *, expected: bool) -> None:
    assert (next_meeting(Plan(code="k7mtr", meetings=(meeting,)), TODAY) is not None) is expected


def test_the_next_meeting_is_the_first_that_has_a_day() -> None:
    days = (None, TODAY + timedelta(days=9), TODAY + timedelta(days=2), TODAY - timedelta(days=2))
    meetings = tuple(Meeting(id=f"m{number}", day=day) for number, day in enumerate(days, start=1))
    found = next_meeting(Plan(code="k7mtr", meetings=meetings), TODAY)
    assert found is not None
    assert found.id == "m3"


def test_the_invitation_as_a_calendar_file(examples: Path, kronobarn: Program) -> None:
    assert kronobarn("render", "v5", "invitation", "--to", "ics").code == 0
    data = (examples / PRINTOUTS / "v5xjc-invitation.ics").read_bytes()
    entry = _entry(data)
    assert entry.decoded("DTSTART") == datetime(2026, 5, 12, 13, 30, tzinfo=ZoneInfo("Europe/Stockholm"))
    assert entry.decoded("DURATION") == timedelta(minutes=60)
    assert entry["UID"] == "v5xjc-m1@kronobarn"
    assert data.count(b"\n") == data.count(b"\r\n")
    assert b"Kim" not in data
    assert b"Cykelverkstaden" not in data


def test_the_same_calendar_file_comes_out_on_the_screen_and_every_time(examples: Path, kronobarn: Program) -> None:
    shown = kronobarn("render", "v5", "invitation", "--to", "ics", "--out", "-")
    assert kronobarn("render", "v5", "invitation", "--to", "ics").code == 0
    first = (examples / PRINTOUTS / "v5xjc-invitation.ics").read_text("utf8")
    assert shown.out.splitlines() == first.splitlines()
    assert kronobarn("render", "v5", "invitation", "--to", "ics").code == 0
    assert (examples / PRINTOUTS / "v5xjc-invitation.ics").read_text("utf8") == first


@pytest.mark.usefixtures("examples")
def test_the_follow_up_as_a_calendar_file_is_a_whole_day(kronobarn: Program) -> None:
    assert kronobarn("render", "k7", "follow-up", "--to", "ics").code == 0
    assert _entry((PRINTOUTS / "k7mtr-follow-up.ics").read_bytes()).decoded("DTSTART") == date(2026, 5, 7)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("v5", "agenda", "--to", "ics"), ExitCode.USAGE),
        (("k7", "invitation", "--to", "ics"), ExitCode.NOT_FOUND),
        (("v5", "follow-up", "--to", "ics"), ExitCode.NOT_FOUND),
        (("v5", "invitation", "--to", "ics", "--for", "school"), ExitCode.NOT_SHARED),
    ],
    ids=["an agenda has none", "no meeting ahead", "no follow-up set", "no consent"],
)
@pytest.mark.usefixtures("examples")
def test_a_calendar_file_that_cannot_be_made(kronobarn: Program, words: tuple[str, ...], code: ExitCode) -> None:
    ran = kronobarn("render", *words)
    assert ran.code == code
    assert "Prova: kronobarn " in ran.err
    assert not PRINTOUTS.exists() or not list(PRINTOUTS.glob("*.ics"))


@pytest.mark.usefixtures("protected", "_at_a_terminal")
def test_protected_identity_is_confirmed_by_typing_the_code(kronobarn: Program) -> None:
    ran = kronobarn("render", "v5", "plan", typed="V5xjc \nj\n")
    assert ran.code == 0
    assert (PRINTOUTS / "v5xjc-plan-family.html").exists()
    assert "v5xjc" in ran.out


@pytest.mark.usefixtures("_at_a_terminal")
@pytest.mark.parametrize("typed", ["\n", "j\n", "k7mtr\n"])
def test_anything_else_than_the_code_makes_nothing(protected: Path, kronobarn: Program, typed: str) -> None:
    for words, again in ((("plan",), "v5xjc plan"), (("plan", "--for", "child"), "v5xjc plan --for child")):
        ran = kronobarn("render", "v5", *words, typed=typed)
        assert ran.code == ExitCode.NOT_SHARED
        assert ran.err.endswith(f"Prova: kronobarn render {again}\n")
    ran = kronobarn("render", "v5", "--all", typed=typed)
    assert ran.code == ExitCode.NOT_SHARED
    assert ran.err.endswith("Prova: kronobarn render v5xjc --all\n")
    assert not list((protected / PRINTOUTS).glob("v5xjc*"))


@pytest.mark.usefixtures("protected")
def test_where_nobody_can_be_asked_the_flag_is_needed(kronobarn: Program) -> None:
    refused = kronobarn("render", "v5", "plan", "--no-input")
    assert refused.code == ExitCode.NOT_SHARED
    assert "Prova: kronobarn render v5xjc plan --for family --routine-followed" in refused.err
    assert kronobarn("render", "v5", "plan", "--no-input", "--routine-followed").code == 0


@pytest.mark.usefixtures("protected", "_at_a_terminal")
def test_what_stays_in_the_office_needs_no_confirmation(kronobarn: Program) -> None:
    assert kronobarn("render", "v5", "agenda", "--for", "chair").code == 0
    assert kronobarn("render", "v5", "plan", "--for", "archive").code == 0


@pytest.mark.usefixtures("protected", "_at_a_terminal")
def test_no_confirmation_is_asked_for_what_is_refused_anyway(kronobarn: Program) -> None:
    """The school's consent is withdrawn: to type the code would not help."""
    ran = kronobarn("render", "v5", "plan", "--for", "school", typed="v5xjc\n")
    assert ran.code == ExitCode.NOT_SHARED
    assert ran.out == ""


@pytest.mark.parametrize(("today", "lines"), [("2026-04-27", 0), ("2026-05-05", 1), ("2026-05-27", 2)])
def test_a_copy_for_a_service_tells_which_consents_soon_end(
    examples: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch, today: str, lines: int
) -> None:
    """One line from 30 days before, one more from 7; t8qzg's consents end on 31 May."""
    monkeypatch.setenv("KRONOBARN_TODAY", today)
    ending = len([one for one in example("t8qzg").consents if "preschool" in one.to])
    told = kronobarn("render", "t8", "plan", "--for", "preschool", "--not-handed-out")
    assert told.code == 0
    said = [line for line in told.err.splitlines() if "det som rör syskonet" not in line]
    assert len(said) == lines * ending
    assert (told.err.count("31 maj 2026") == ending) is (lines > 0)
    assert told.err.count("kronobarn consent t8qzg") == (ending if lines > 1 else 0)
    assert "31 maj 2026" not in kronobarn("render", "t8", "plan", "--for", "family").err
    assert examples.is_dir()


def test_the_calendar_file_of_a_meeting_follows_what_the_reader_may_know(examples: Path, kronobarn: Program) -> None:
    """A service that is not invited has no meeting to put in its calendar, whatever it may read."""
    _change(examples / "plans" / "v5xjc.yaml", "kaa, social-services]\n", "kaa]\n")
    assert kronobarn("render", "v5", "invitation", "--to", "ics", "--for", "social-services").code == ExitCode.NOT_FOUND


def test_private_words_that_name_somebody_are_counted_and_not_shown() -> None:
    plan = Plan(
        code="k7mtr",
        child=Child(name="Mio", protected=True),
        people=(Person(id="guardian-1", kind=PersonKind.GUARDIAN),),
        voices=(Voice(id="v1", of="guardian-1", how="Rädd om Mio.", not_raise="Mios far.", private=True),),
        actions=(Action(id="a1", what="Möter Mio."),),
    )
    today = date(2026, 4, 27)

    def left(reader: str, form: str = "html", *, despite: bool = True) -> NamesLeft:
        return names_left(plan, [Order("plan", reader, form, despite)], today)

    assert left("guardian-1") == NamesLeft(("Möter Mio.",), 2)
    assert left("family") == NamesLeft(("Möter Mio.",), 1)
    assert left("family", despite=False) == left("archive") == left("family", "ics") == NamesLeft((), 0)


def test_only_a_consent_that_holds_is_told_to_except_something() -> None:
    first, last = date(2026, 4, 1), date(2026, 4, 30)
    consent = Consent(id="c1", by="child", to=("bup",), except_="bussen", from_=first, until=last)
    plan = Plan(code="k7mtr", consents=(consent, Consent(id="c2", by="child", to=("bup",), from_=first, until=last)))
    assert excepted(plan, {"bup"}, last) == (consent,)
    assert excepted(plan, {"bup"}, last + timedelta(days=1)) == ()
    assert excepted(plan, {"school"}, last) == ()
