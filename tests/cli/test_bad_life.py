"""Whatever is wrong in the life of a plan: a kind sentence, something to try, a documented code, and nothing lost."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from kronobarn_cli.errors import ExitCode
from kronobarn_cli.store.drafts import Drafts
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.text import plan_text
from tests.cli.test_bad_input import (
    NUMBER,
    POSIX,
    SPOILT,
    failed,
    nowhere,
    plan_file,
    process,
    told,
    unseen,
    without_rights,
)
from tests.conftest import Program, Ran

CONVERSATIONS = (
    ("meeting",),
    ("meeting", "--prepare"),
    ("follow-up",),
    ("hand-over",),
    ("close",),
    ("consent", "--give"),
)
TO_MINUTES = ("", "", "Hur gör vi på måndagar?", "", "12 maj", "14.30", "")
"""From the first question of `meeting k7 --prepare` to how many minutes it takes."""
ASKS: dict[str, object] = {"meetings.m2.asks": "Hur gör vi på måndagar?"}
TO_ACTIONS = ("13.30", "", "", "", "", "", "")
"""From the first question of `meeting v5` to what shall be done."""


def typed(*lines: str) -> str:
    """Lines as a person types them."""
    return "".join(f"{line}\n" for line in lines)


@pytest.fixture
def said(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A file of answers, outside every plan folder: `said({"follow-up.day": "2026-03-01"})`."""

    def write(answers: dict[str, object]) -> Path:
        path = tmp_path_factory.mktemp("svar") / "svar.yaml"
        path.write_text(yaml.safe_dump(answers, allow_unicode=True), "utf8")
        return path

    return write


class Refused:
    """A file of answers that cannot be taken leaves the plan as it was, and nothing unsaved."""

    def __init__(self, kronobarn: Program, examples: Path, said: Callable[..., Path]) -> None:
        self._kronobarn, self._examples, self._said = kronobarn, examples, said

    def __call__(self, command: tuple[str, ...], code: str, answers: dict[str, object], *words: str) -> Ran:
        path = self._examples / "plans" / f"{code}.yaml"
        before = path.read_bytes()
        ran = self._kronobarn(*command, code, "--answers", self._said(answers))
        failed(ran, ExitCode.USAGE, *words)
        assert path.read_bytes() == before
        assert Drafts(Folder(self._examples, commits=False).state / "drafts").find(code) is None
        return ran


@pytest.fixture
def refused(kronobarn: Program, examples: Path, said: Callable[..., Path]) -> Refused:
    """Say something that cannot be taken."""
    return Refused(kronobarn, examples, said)


def changed(examples: Path, code: str, old: str, new: str) -> Path:
    """A plan changed by hand in its file."""
    path = examples / "plans" / f"{code}.yaml"
    text = path.read_text("utf8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf8", newline="\n")
    return path


def asked_again(ran: Ran, sentence: str) -> None:
    """The sentence was said, and what was answered before and after it is saved."""
    told(ran)
    assert ran.code == 0, ran.all
    assert sentence in ran.out, ran.out
    assert "är sparad" in ran.out


def plan_of(examples: Path, code: str) -> dict[str, Any]:
    """The plan as yaml reads it."""
    read: dict[str, Any] = yaml.safe_load((examples / "plans" / f"{code}.yaml").read_text("utf8"))
    return read


# A meeting of zero minutes


def test_a_meeting_of_zero_minutes_is_asked_about_again(kronobarn: Program, examples: Path) -> None:
    ran = kronobarn("meeting", "k7", "--prepare", typed=typed(*TO_MINUTES, "0", "45", ":q"))
    asked_again(ran, "Ett möte tar en stund.")
    assert plan_of(examples, "k7mtr")["meetings"][1]["minutes"] == 45


def test_a_meeting_of_zero_minutes_in_a_file_of_answers(refused: Refused) -> None:
    for minutes in (0, "0 minuter", -5, "tio"):
        refused(
            ("meeting", "--prepare"), "k7mtr", {**ASKS, "meetings.m2.minutes": minutes}, "meetings.m2.minutes", "60"
        )


def test_a_meeting_of_zero_minutes_in_the_plan_is_told_and_kills_nothing(kronobarn: Program, examples: Path) -> None:
    path = changed(examples, "v5xjc", "    minutes: 60\n", "    minutes: 0\n")
    before = path.read_bytes()
    ran = kronobarn("check", "v5")
    told(ran)
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS
    assert f"v5xjc:{path.read_text('utf8').splitlines().index('    minutes: 0') + 1}:" in ran.out
    for command in (("show", "v5"), ("render", "v5", "agenda", "--for", "chair", "--to", "txt", "--out", "-")):
        told(kronobarn(*command))
    assert path.read_bytes() == before


# An invited person who is nobody


def test_an_invited_person_who_is_nobody(refused: Refused) -> None:
    for invited in (["child", "laderlappen"], "laderlappen", ["child", 99]):
        refused(("meeting", "--prepare"), "k7mtr", {**ASKS, "meetings.m2.invited": invited}, "meetings.m2.invited")


@pytest.mark.parametrize("where", ["invited", "present"])
def test_someone_who_is_nobody_in_the_plan(kronobarn: Program, examples: Path, where: str) -> None:
    people = "[child, guardian-1, guardian-2, school, school-health, bup]"
    changed(examples, "k7mtr", f"    {where}: {people}\n", f"    {where}: [child, laderlappen]\n")
    ran = kronobarn("check", "k7")
    failed(ran, ExitCode.CHECK_FOUND_ERRORS, "K151", "laderlappen")
    for command in (("show", "k7"), ("list",), ("due",), ("render", "k7", "plan", "--to", "txt", "--out", "-")):
        assert kronobarn(*command).code == 0, command


# A date before the last meeting


def test_a_meeting_before_the_last_one_is_asked_about_again(kronobarn: Program, examples: Path) -> None:
    lines = (*TO_MINUTES[:4], "2026-03-01", *TO_MINUTES[4:], "45", ":q")
    asked_again(kronobarn("meeting", "k7", "--prepare", typed=typed(*lines)), "19 mars 2026")
    assert str(plan_of(examples, "k7mtr")["meetings"][1]["day"]) == "2026-05-12"


def test_a_date_before_the_last_meeting_in_a_file_of_answers(refused: Refused) -> None:
    refused(("meeting", "--prepare"), "k7mtr", {**ASKS, "meetings.m2.day": "2026-03-01"}, "19 mars 2026")
    refused(("meeting",), "k7mtr", {"meetings.m2.present": ["child"], "follow-up.day": "2026-03-01"}, "19 mars 2026")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("follow-up:\n  day: 2026-05-07\n", "follow-up:\n  day: 2026-03-01\n"),
        ("goals:\n  - id: g1\n", "  - id: m2\n    day: 2026-03-01\n    invited: [child]\ngoals:\n  - id: g1\n"),
    ],
    ids=["follow-up", "meeting"],
)
def test_a_date_before_the_last_meeting_in_the_plan(kronobarn: Program, examples: Path, old: str, new: str) -> None:
    changed(examples, "k7mtr", old, new)
    ran = kronobarn("check", "k7")
    told(ran)
    assert "K153" in ran.out


# An action for someone without consent


def test_an_action_for_someone_without_consent_is_told_at_once(kronobarn: Program, examples: Path) -> None:
    lines = (*TO_ACTIONS, "Ett besök på skolan", "7", "2026-06-01", "", "", "", ":q")
    ran = kronobarn("meeting", "v5", typed=typed(*lines))
    told(ran)
    assert ran.code == 0, ran.all
    then = ran.out[ran.out.index("Vem gör det?") : ran.out.index("Senast när?")]
    assert "inget samtycke" in then
    assert "Tallgymnasiet" in then.partition("> ")[2]
    assert plan_of(examples, "v5xjc")["actions"][0]["who"] == "school"
    assert "K185" in kronobarn("check", "v5").out


# A consent that ends before it begins


def test_a_consent_that_ends_before_it_begins_is_asked_about_again(kronobarn: Program, examples: Path) -> None:
    lines = ("3", "1", "1,2", "", "hjälpa Kim", "2026-05-01", "2026-04-01", "2026-10-01", "1", "", "")
    asked_again(kronobarn("consent", "v5", "--give", typed=typed(*lines)), "1 maj 2026")
    given = plan_of(examples, "v5xjc")["consents"][-1]
    assert (str(given["from"]), str(given["until"])) == ("2026-05-01", "2026-10-01")


def test_a_consent_that_ends_before_it_begins_in_a_file_of_answers(refused: Refused) -> None:
    consent = {
        "by": "guardian-2",
        "to": ["bup"],
        "areas": ["halsa"],
        "purpose": "hjälpa",
        "from": "2026-05-01",
        "until": "2026-04-01",
    }
    refused(
        ("consent", "--give"), "v5xjc", {f"consents.c5.{key}": value for key, value in consent.items()}, "1 maj 2026"
    )


def test_a_consent_that_ends_before_it_begins_in_the_plan(kronobarn: Program, examples: Path) -> None:
    changed(examples, "v5xjc", "until: 2026-06-12", "until: 2026-01-12")
    failed(kronobarn("check", "v5"), ExitCode.CHECK_FOUND_ERRORS, "K142")
    assert kronobarn("consent", "v5").code == 0


# A hand-over to oneself, an answer nobody waits for


def test_a_hand_over_to_oneself_is_asked_about_again(kronobarn: Program, examples: Path) -> None:
    ran = kronobarn("hand-over", "k7", typed=typed("", "coordination", "school", "school-health", "Bra.", "", "1"))
    asked_again(ran, "har det redan")
    assert plan_of(examples, "k7mtr")["hand-overs"][0]["to"] == "school-health"


def test_a_hand_over_to_oneself_in_a_file_of_answers(refused: Refused) -> None:
    refused(
        ("hand-over",), "k7mtr", {"hand-overs.h1.kind": "coordination", "hand-overs.h1.to": "school"}, "har det redan"
    )


def test_a_hand_over_to_oneself_in_the_plan(kronobarn: Program, examples: Path) -> None:
    hand_over = (
        "hand-overs:\n  - id: h1\n    kind: coordination\n    from: school\n    to: school\n    proposed: 2026-04-01\n"
    )
    changed(examples, "k7mtr", "other-plans:\n", f"{hand_over}other-plans:\n")
    ran = kronobarn("check", "k7")
    failed(ran, ExitCode.CHECK_FOUND_ERRORS, "K192")
    told(kronobarn("hand-over", "k7", "--accept"))


def test_a_service_is_never_called_by_its_id(kronobarn: Program, examples: Path) -> None:
    """The ids of the file are English words; whoever is asked at the prompt has never seen them."""
    ran = kronobarn("hand-over", "k7", typed=typed("", "coordination", "habilitation", "Bra.", "", "1"))
    asked_again(ran, "abilitering")
    assert "habilitation" not in ran.out
    assert "habilitation" not in kronobarn("check", "k7").out


def test_an_answer_to_a_hand_over_that_nobody_waits_for(kronobarn: Program, examples: Path) -> None:
    before = plan_file(examples).read_bytes()
    for answer in (("--accept",), ("--decline", "--why", "Nej."), ("--accept", "--on", "2026-04-01")):
        failed(kronobarn("hand-over", "k7", *answer), ExitCode.NOT_FOUND, "k7mtr", "kronobarn hand-over k7mtr")
    assert plan_file(examples).read_bytes() == before


def test_an_answer_to_a_hand_over_is_yes_or_no(kronobarn: Program, examples: Path) -> None:
    before = (examples / "plans" / "p3wdh.yaml").read_bytes()
    failed(kronobarn("hand-over", "p3", "--accept", "--decline"), ExitCode.USAGE)
    assert (examples / "plans" / "p3wdh.yaml").read_bytes() == before


@pytest.mark.parametrize("day", ["2026-99-99", "1999-01-01", "igår kväll"])
def test_an_answer_to_a_hand_over_on_a_day_that_cannot_be(kronobarn: Program, examples: Path, day: str) -> None:
    before = (examples / "plans" / "p3wdh.yaml").read_bytes()
    for answer in (("--accept",), ("--decline", "--why", "Nej.")):
        failed(kronobarn("hand-over", "p3", *answer, "--on", day), ExitCode.USAGE)
    assert (examples / "plans" / "p3wdh.yaml").read_bytes() == before


# Closing and opening again

CLOSED: dict[str, object] = {
    "closing.why": "Målen är nådda.",
    "closing.goals-met": True,
    "closing.family-says": "Skönt.",
    "closing.child-told-by": "school-health",
    "closing.child-told-day": "2026-04-24",
    "closing.archived-at": "elevakten",
}


def test_a_plan_is_closed_once(kronobarn: Program, examples: Path, said: Callable[..., Path]) -> None:
    assert kronobarn("close", "k7", "--answers", said(CLOSED)).code == 0
    before = plan_file(examples).read_bytes()
    for again in (
        kronobarn("close", "k7"),
        kronobarn("close", "k7", "--answers", said({**CLOSED, "closing.why": "Igen."})),
        kronobarn("close", "k7", "--no-input"),
    ):
        told(again)
        assert "Inget är ändrat" in again.out
        assert plan_file(examples).read_bytes() == before


def test_an_open_plan_is_not_reopened(kronobarn: Program, examples: Path) -> None:
    before = plan_file(examples).read_bytes()
    failed(kronobarn("reopen", "k7", "--why", "Ont igen."), ExitCode.USAGE, "inte avslutad")
    assert plan_file(examples).read_bytes() == before


# A plan that cannot be met about


def test_a_conversation_about_a_plan_that_is_not_there(kronobarn: Program, examples: Path) -> None:
    for command in (*CONVERSATIONS, ("reopen",), ("hand-over", "--accept"), ("consent",)):
        failed(kronobarn(*command, "b2345"), ExitCode.NOT_FOUND, "b2345")
        failed(kronobarn(*command, "../../etc/passwd"), ExitCode.NOT_FOUND)


@pytest.mark.parametrize("way", [*SPOILT, "cut"])
def test_a_conversation_about_a_spoilt_plan(kronobarn: Program, examples: Path, way: str) -> None:
    path = plan_file(examples)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] if way == "cut" else SPOILT[way](data))
    before = path.read_bytes()
    for command in (*CONVERSATIONS, ("reopen", "--why", "Ont igen."), ("hand-over", "--accept"), ("consent",)):
        failed(kronobarn(command[0], "k7", *command[1:]), ExitCode.UNREADABLE, "k7mtr.yaml")
    told(kronobarn("due"))
    assert path.read_bytes() == before


@pytest.mark.parametrize("command", CONVERSATIONS, ids=" ".join)
def test_a_plan_from_a_newer_version_is_told_before_the_first_question(
    kronobarn: Program, examples: Path, command: tuple[str, ...]
) -> None:
    """Nobody answers for an hour what cannot be saved."""
    path = changed(examples, "k7mtr", "kronobarn: 1\n", "kronobarn: 2\n")
    before = path.read_bytes()
    ran = kronobarn(command[0], "k7", *command[1:], typed=typed(*["1"] * 3))
    failed(ran, ExitCode.UNREADABLE, "nyare")
    assert path.read_bytes() == before


def test_check_tells_of_a_plan_from_a_newer_version(kronobarn: Program, examples: Path) -> None:
    changed(examples, "k7mtr", "kronobarn: 1\n", "kronobarn: 2\n")
    ran = kronobarn("check", "k7")
    told(ran)
    assert "K014" in ran.out


@POSIX
def test_a_meeting_in_a_folder_that_may_not_be_written_keeps_what_was_said(examples: Path) -> None:
    before, plan = without_rights(), plan_file(examples).read_bytes()
    (examples / "plans").chmod(0o500)
    lines = ("14.30", "1,2", "Mio ville sitta vid dörren.", "", ":q")
    try:
        ran = process("meeting", "k7", cwd=examples, before=before, typed=typed(*lines).encode())
        failed(ran, ExitCode.CANNOT_WRITE)
        assert plan_file(examples).read_bytes() == plan
    finally:
        (examples / "plans").chmod(0o700)
    ran = process("meeting", "k7", cwd=examples, typed=b":q\n")
    assert ran.code == 0, ran.all
    [_first, second] = plan_of(examples, "k7mtr")["meetings"]
    assert second["notes"]["opening"] == "Mio ville sitta vid dörren."


def test_a_plan_that_is_open_in_another_window(kronobarn: Program, examples: Path) -> None:
    before = plan_file(examples).read_bytes()
    with Drafts(Folder(examples, commits=False).state / "drafts").session("k7mtr"):
        for command in (*CONVERSATIONS, ("continue",)):
            ran = kronobarn(command[0], "k7", *command[1:], typed=":q\n")
            failed(ran, ExitCode.CHANGED_ON_DISK, "annat fönster")
        assert kronobarn("show", "k7").code == 0
    assert plan_file(examples).read_bytes() == before


def test_another_conversation_does_not_take_over_what_is_unsaved(kronobarn: Program, examples: Path) -> None:
    failed(kronobarn("meeting", "k7", typed=typed("14.30", "1,2")), ExitCode.INTERRUPTED, "kronobarn continue k7mtr")
    for command in (one for one in CONVERSATIONS if one != ("meeting",)):
        ran = kronobarn(command[0], "k7", *command[1:], typed=":q\n")
        failed(ran, ExitCode.USAGE, "kronobarn continue k7mtr")
    ran = kronobarn("meeting", "k7", typed=":q\n")
    assert ran.code == 0, ran.all
    assert plan_of(examples, "k7mtr")["meetings"][1]["present"] == ["child", "guardian-1"]


# Answers of the wrong kind

GOAL: dict[str, object] = {"goals.g1.text": "Ett mål."}
ACTION: dict[str, object] = {**GOAL, "actions.a1.what": "Ringa."}
WRONG: dict[str, tuple[dict[str, object], object]] = {
    "goals.g1.area": (GOAL, "hälsan"),
    "goals.g1.long": (GOAL, "kanske"),
    "goals.g1.words-of": (GOAL, ["child", "guardian-1"]),
    "actions.a1.goal": (ACTION, "g9"),
    "actions.a1.who": (ACTION, ["school", "kaa"]),
    "actions.a1.by": (ACTION, "snart"),
    "meetings.m1.started": ({}, "25:99"),
    "meetings.m1.ended": ({}, "sen eftermiddag"),
    "meetings.m1.present": ({}, ["child", "laderlappen"]),
    "meetings.m1.after.heard": ({}, [1, 2]),
    "meetings.m1.after.knows-next": ({}, "fyra ja"),
    "meetings.m1.after.knows-who": ({}, [1, -2, 3]),
    "agreement.answers.child.says": ({}, "kanske"),
    "follow-up.day": ({}, "när det passar"),
    "follow-up.convener": ({}, ["kaa", "social-services"]),
}


@pytest.mark.parametrize("question", WRONG)
def test_an_answer_of_the_wrong_kind(refused: Refused, question: str) -> None:
    others, wrong = WRONG[question]
    refused(("meeting",), "v5xjc", {**others, question: wrong}, question)


@pytest.mark.parametrize(
    "question", ["meetings.m1.started", "meetings.m1.present", "meetings.m1.notes.opening", "goals.g1.text"]
)
def test_an_answer_that_is_no_answer(refused: Refused, question: str) -> None:
    """What only a program writes never stands in a plan as somebody's words."""
    for wrong in ({"a": 1}, [["child"]], [{"a": 1}]):
        refused(("meeting",), "v5xjc", {question: wrong}, question)


@pytest.mark.parametrize("wrong", ["finns-inte", ["sip", "finns-inte"], 99])
def test_other_plans_that_there_are_not(refused: Refused, wrong: object) -> None:
    refused(("meeting", "--prepare"), "k7mtr", {**ASKS, "pick.other-plans": wrong}, "pick.other-plans")


def test_a_follow_up_or_a_closing_of_the_wrong_kind(refused: Refused) -> None:
    refused(("follow-up",), "k7mtr", {"reviews.r1.child-says": "Bra.", "tried.t1.done": "nästan"}, "tried.t1.done")
    refused(("follow-up",), "k7mtr", {"reviews.r1.child-says": "Bra.", "pick.next": "kanske"}, "pick.next")
    refused(("close",), "k7mtr", {**CLOSED, "closing.child-told-by": ["school", "bup"]}, "closing.child-told-by")
    refused(("hand-over",), "k7mtr", {"hand-overs.h1.kind": "allt"}, "hand-overs.h1.kind")


@pytest.mark.parametrize("part", ["9", "0", "-1", "fem", "1.5", ""])
def test_a_part_that_no_meeting_has(kronobarn: Program, examples: Path, part: str) -> None:
    before = plan_file(examples).read_bytes()
    failed(kronobarn("meeting", "k7", "--part", part), ExitCode.USAGE, "--part")
    assert plan_file(examples).read_bytes() == before


# Personal numbers

MEETING_TEXTS = (
    "meetings.m1.absent.kaa.why",
    "meetings.m1.notes.opening",
    "meetings.m1.notes.closing",
    "goals.g1.text",
    "explained.e1.means",
    "actions.a1.what",
    "actions.a1.often",
    "actions.a1.sign",
    "not-doing.x1.what",
    "disagreements.o3.about",
    "disagreements.o3.views.child.says",
)
AROUND: dict[str, object] = {
    "meetings.m1.present": ["child"],
    "goals.g1.text": "Klar NPF-utredning",
    "actions.a1.what": "Ringa.",
    "not-doing.x1.who": "kaa",
    "not-doing.x1.what": "Ringer inte.",
    "disagreements.o3.about": "Om praktiken.",
}


@pytest.mark.parametrize("question", MEETING_TEXTS)
def test_a_personal_number_said_at_a_meeting(refused: Refused, tmp_path: Path, question: str) -> None:
    refused(("meeting",), "v5xjc", {**AROUND, question: f"Ring {NUMBER}."}, question, "personnummer")
    nowhere(tmp_path)


def test_a_personal_number_typed_at_a_meeting_is_asked_again(
    kronobarn: Program, examples: Path, tmp_path: Path
) -> None:
    note = ("Först en rad.", NUMBER, f"hej {NUMBER}", "Sist en rad.", "")
    lines = (
        "13.30",
        "1,2,3,4",
        NUMBER,
        "Sjuk.",
        *note,
        "",
        "",
        "",
        NUMBER,
        "Klar NPF",
        f"se {NUMBER}",
        "hjärnan",
        ":q",
    )
    ran = kronobarn("meeting", "v5", typed=typed(*lines))
    asked_again(ran, "personnummer")
    assert ran.out.count("personnummer") >= 5
    nowhere(tmp_path)
    plan = plan_of(examples, "v5xjc")
    assert plan["meetings"][0]["notes"]["opening"] == "Först en rad.\nSist en rad."
    assert plan["explained"][0]["means"] == "hjärnan"


def test_a_personal_number_as_a_reason_of_the_command_line(kronobarn: Program, examples: Path, tmp_path: Path) -> None:
    failed(kronobarn("hand-over", "p3", "--decline", "--why", f"Ring {NUMBER}"), ExitCode.USAGE, "personnummer")
    nowhere(tmp_path)


# Texts that would act


def test_what_is_typed_at_a_meeting_never_acts(kronobarn: Program, examples: Path) -> None:
    line = "\x1b[31mRÖD\x1b]0;titel\x07 [red]x[/red] [link=file:///]y[/link]\u202eslut"
    lines = ("13.30", "", line, "", "", "", "", line, "", "", "", "n", line, "", "", "", "", "", "n", ":5", ":q")
    ran = kronobarn("meeting", "v5", typed=typed(*lines))
    told(ran)
    assert ran.code == 0, ran.all
    assert unseen(ran.all) == set()
    text = (examples / "plans" / "v5xjc.yaml").read_text("utf8")
    assert unseen(text) == set()
    plan = plan_of(examples, "v5xjc")
    for kept in (plan["meetings"][0]["notes"]["opening"], plan["goals"][0]["text"], plan["actions"][0]["what"]):
        assert "[red]x[/red] [link=file:///]y[/link]" in kept


# Much of something


def test_ten_thousand_letters_are_a_note_and_one_more_is_not(
    kronobarn: Program, examples: Path, said: Callable[..., Path], refused: Refused
) -> None:
    for question in ("meetings.m1.notes.opening", "goals.g1.text"):
        refused(("meeting",), "v5xjc", {question: "x" * 10_001}, question, "10")
    ran = kronobarn("meeting", "v5", typed=typed("13.30", "", "x" * 10_001, "Kort.", "", ":q"))
    asked_again(ran, "mer än 10000 tecken")
    assert plan_of(examples, "v5xjc")["meetings"][0]["notes"]["opening"] == "Kort."
    ran = kronobarn("meeting", "k7", "--answers", said({"meetings.m2.notes.opening": "x" * 10_000}))
    assert ran.code == 0, ran.all
    assert plan_of(examples, "k7mtr")["meetings"][1]["notes"]["opening"] == "x" * 10_000


def test_a_note_of_many_lines_never_grows_beyond_what_can_be_saved(kronobarn: Program, examples: Path) -> None:
    """Each line is short enough; all of them together must still be a plan that can be read."""
    lines = ("13.30", "", *["y" * 9_000] * 40, "", ":q")
    ran = kronobarn("meeting", "v5", typed=typed(*lines))
    told(ran)
    assert kronobarn("show", "v5").code == 0


def test_two_hundred_actions(kronobarn: Program, examples: Path) -> None:
    many = "".join(f"  - id: a{n}\n    what: Sak {n}.\n    who: school\n    by: 2026-05-20\n" for n in range(7, 207))
    path = changed(examples, "k7mtr", "not-doing:\n", f"{many}not-doing:\n")
    for command in (
        ("show", "k7"),
        ("list",),
        ("check", "k7"),
        ("due",),
        ("render", "k7", "plan", "--to", "txt", "--out", "-"),
    ):
        ran = kronobarn(*command)
        told(ran)
        assert ran.code == 0, command
    ran = kronobarn("meeting", "k7", typed=typed("14.30", "", "", *["1", "j", "", "3"] * 30, ":q"))
    told(ran)
    assert ran.code == 0, ran.all[-500:]
    plan = plan_text.read(path.read_text("utf8")).plan
    assert len(plan.actions) == 206
    assert len(plan.tried) == 30
