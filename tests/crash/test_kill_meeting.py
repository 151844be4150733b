"""Killed at any prompt of a meeting, it goes on at the same question, and the plan becomes what it would have been.

A real process on a real pseudo-terminal, killed with SIGKILL: nothing gets a chance to tidy up. What each prompt asks
stands beside what is typed there, so that a prompt that moves is noticed.
"""

import os
import re
import shutil
import signal
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from kronobarn_cli.store.folder import Folder
from tests.conftest import TODAY, Program
from tests.crash.terminal import Session, answers_on_disk

CODE = "v5xjc"
MORE = ">>"
MEETING = (
    ("När började ni?", "13.30"),
    ("Vilka är här?", "1,2,3,4"),
    ("Socialtjänstens öppna stöd är inte här. Varför?", "Mötet krockade med ett annat."),
    ("Något att skriva från inledningen?", "Kim ville sitta vid dörren."),
    (MORE, "Alla presenterade sig, Kim först."),
    (MORE, ""),
    ("Stanna upp, tyst för dig själv.", ""),
    ("Vad ska stå om hur det är nu?", "Dygnet är vänt."),
    (MORE, "? oklart om det gäller helgen"),
    (MORE, "Pappa lagar middag."),
    (MORE, ""),
    ("Vad behöver barnet? Skriv det viktigaste.", "Något att göra med händerna."),
    (MORE, "Högst fem i rummet."),
    (MORE, ""),
    ("Vad vill ni nå?", "Jag vill meka med cyklar."),
    ("Vems ord är det?", "1"),
    ("Är det här det långa målet, det ni vill nå på sikt?", "j"),
    ("Vilket område hör det till?", ""),
    ("Ett mål till?", "j"),
    ("Vad vill ni nå?", "Klar NPF-utredning"),
    ("Vad betyder NPF?", "Hur Kim tänker och lär sig bäst."),
    ("Vad betyder utredning?", ""),
    ("Vems ord är det?", "2"),
    ("Är det här det långa målet, det ni vill nå på sikt?", "n"),
    ("Vilket område hör det till?", "3"),
    ("Ett mål till?", "n"),
    ("Vad ska göras?", "Studiebesök på cykelverkstaden."),
    ("Vilket mål hör det till?", "1"),
    ("Vem gör det?", "4"),
    ("Senast när?", "20 maj"),
    ("Hur ofta?", "en gång"),
    ("Hur märker ni att det hjälper?", "Kim säger hur det var."),
    ("En insats till?", "j"),
    ("Vad ska göras?", "Låna hem en verktygslåda."),
    ("Vilket mål hör det till?", ""),
    ("Vem gör det?", "2"),
    ("Senast när?", "2026-06-10"),
    ("Hur ofta?", ""),
    ("Hur märker ni att det hjälper?", ""),
    ("En insats till?", ""),
    ("Har någon sagt vad de inte kan göra? Vem?", "1"),
    ("Vad kan de inte göra?", "Ringer aldrig före klockan tolv."),
    ("Har någon mer sagt vad de inte kan göra?", ""),
    ("Något mer ni ser olika på?", "j"),
    ("Vad ser ni olika på?", "Om praktiken ska börja i maj."),
    ("Hur ser Kim på det?", "Ja."),
    (MORE, "Men bara två dagar."),
    (MORE, ""),
    ("Hur ser pappa på det?", "Ja, gärna."),
    (MORE, ""),
    ("Hur ser mamma på det?", "Helst till hösten."),
    (MORE, ""),
    ("Hur ser kommunens aktivitetsansvar på det?", ""),
    ("Något mer ni ser olika på?", ""),
    ("Vem hör familjen av sig till om något inte blir av?", "3"),
    ("Vad kan familjen säga då?", "Att det gäller Kims plan."),
    ("Det här har vi bestämt.", ""),
    ("Kim: stämmer det?", "j"),
    ("Pappa: stämmer det?", "j"),
    ("Mamma: stämmer det?", "vet inte"),
    ("Kommunens aktivitetsansvar: stämmer det?", "j"),
    ("Är något oklart? Vem tar reda på det?", "Var verktygen förvaras."),
    (MORE, ""),
    ("När ses ni igen?", "2026-06-16"),
    ("Vem kallar då?", ""),
    ("Hur många kände sig lyssnade på?", "4 0 0"),
    ("Hur många vet vad som händer nu?", "3 0 1"),
    ("Hur många vet vem som gör vad?", "4 0 0"),
    ("Hur var mötet?", "Lugnt."),
    (MORE, ""),
    ("När slutade ni?", "14.20"),
)
PAUSE = "(Enter går vidare)"
WITHOUT_TRACE = ("Stanna upp, tyst för dig själv.", "Det här har vi bestämt.", "Vad är skälet?")
HAD = "Det här hade du skrivit:"


class Talk(NamedTuple):
    """A conversation: what is typed at the shell, and then what each prompt asks and what is answered."""

    command: tuple[str, ...]
    code: str
    prompts: tuple[tuple[str, str], ...]
    killed_at: tuple[int, ...]

    def start(self, root: Path, *, go_on: bool = False) -> Session:
        """A terminal where the conversation begins, or goes on with `continue`."""
        return Session(root, *(("continue", self.code) if go_on else (*self.command, self.code)))


AT_MEETING = Talk(("meeting",), CODE, MEETING, tuple(range(1, len(MEETING))))
_LEFT = (
    ("blev det gjort?", ""),
    ("Hjälpte det?", ""),
    ("Hur vet ni det, eller vad kom emellan?", ""),
    ("Behålla, ändra", ""),
    ("Senast när?", ""),
)
OTHERS = {
    "follow-up": Talk(
        ("follow-up",),
        "k7mtr",
        (
            ("Vilken dag är uppföljningen?", ""),
            ("Vad säger barnet om hur det har gått?", "Jag åker själv nu."),
            (MORE, "Utom på måndagar."),
            (MORE, ""),
            ("Fritidspedagogen möter Mio vid bussen och går med honom in: blev det gjort?", "1"),
            ("Hjälpte det?", "j"),
            ("Hur vet ni det, eller vad kom emellan?", "Mio säger det själv."),
            ("Behålla, ändra", "2"),
            ("Vad ska göras i stället?", "Fritidspedagogen möter Mio på måndagar."),
            ("Senast när?", "2026-06-01"),
            *_LEFT * 3,
            ("Stanna upp, tyst för dig själv.", ""),
            ("Vill ni fylla i hjulet igen?", "n"),
            ("Stämmer samtyckena fortfarande?", "j"),
            ("Är rätt verksamhet ansvarig?", "j"),
            ("En insats till?", ""),
            ("Ses ni igen, eller är det dags att avsluta?", "1"),
            ("När ses ni igen?", "2026-06-09"),
            ("Vem kallar då?", "1"),
        ),
        (2, 8, 26, 31),
    ),
    "prepare": Talk(
        ("meeting", "--prepare"),
        "k7mtr",
        (
            ("Vems egna ord ska du skriva ner?", "1"),
            ("Hur berättade personen det?", "ritade"),
            ("Vad är viktigt för dig?", ""),
            ("Hur vill du ha det längre fram?", "Att jag får sitta längst fram."),
            (MORE, "Och att någon vet att jag kommer."),
            (MORE, ""),
            ("Vad vill du inte att vi tar upp på mötet?", ""),
            ("Hur vill du vara med på mötet?", "hela tiden"),
            ("Ska det här hållas borta", "n"),
            ("Ska du skriva ner någon mers egna ord?", "n"),
            ("Vilka verksamheter ska ni be komma?", ""),
            ("Vilken fråga ska mötet svara på?", "Hur gör vi på måndagar?"),
            (MORE, ""),
            ("Vilken dag är mötet?", "12 maj"),
            ("Vilken tid börjar det?", "14.30"),
            ("Var ses ni?", ""),
            ("Hur många minuter har ni?", "45"),
            ("Behövs tolk?", ""),
            ("När tar ni paus?", "efter 20 minuter"),
            ("Vilka bjuder ni in?", "1,4"),
            ("Varför bjuds Skogsskolan in?", "Mötet är där."),
            ("Vem leder mötet?", ""),
            ("Vem antecknar?", ""),
            ("Vilka andra planer finns för barnet?", ""),
        ),
        (4, 9, 17),
    ),
    "hand-over": Talk(
        ("hand-over",),
        "k7mtr",
        (
            ("Var i livet är barnet?", ""),
            ("Vad ska lämnas över?", "1"),
            ("Vilken verksamhet ska ta emot?", "8"),
            ("Varför lämnas det över?", "Bup möter Mio varje vecka."),
            ("Vilken dag föreslogs det?", ""),
            ("Vad har ", "3"),
            ("Vilken dag tackade de nej?", ""),
            ("Varför tackade de nej?", "Inte förrän i höst."),
        ),
        (1, 5, 7),
    ),
    "close": Talk(
        ("close",),
        "k7mtr",
        (
            ("Varför avslutas planen?", "Målen är nådda."),
            (MORE, "Alla tycker det."),
            (MORE, ""),
            ("Nådde ni målen?", "j"),
            ("Vad säger familjen om hur det har varit?", "Skönt."),
            (MORE, ""),
            ("Vem berättar för barnet hur det blev?", "4"),
            ("Vilken dag får barnet veta det?", ""),
            ("Vad är skälet?", "Mio vill välja dagen."),
            ("Var finns originalet?", "elevakten"),
            ("Vilken dag avslutas planen?", ""),
        ),
        (1, 6, 9),
    ),
    "consent": Talk(
        ("consent", "--give"),
        CODE,
        (
            ("Vem ger samtycke?", "3"),
            ("Vilka får veta något?", "8"),
            ("Vilka områden får de prata om?", "1,2"),
            ("Är det något som inte får delas?", "mammas hälsa"),
            (MORE, ""),
            ("Vad ska uppgifterna användas till?", "att bup ska kunna hjälpa Kim"),
            ("Från vilken dag gäller det?", ""),
            ("Till och med vilken dag gäller det?", ""),
            ("Hur gavs samtycket?", "1"),
            ("Var finns originalet?", "elevakten"),
            ("Vem tog emot samtycket?", "1"),
        ),
        (1, 4, 7),
    ),
}


def asked_at(session: Session, asked: str) -> str:
    """What is shown when the prompt with this question is there; a pause on the way is met once more."""
    prompt, shown = session.wait(), session.shown()
    if PAUSE in shown and asked not in shown:
        # A pause leaves no trace on the disk, so whoever comes back meets it again.
        session.type("")
        prompt, shown = session.wait(), session.shown()
    assert (asked == MORE) == (prompt == MORE), shown
    assert asked == MORE or asked in shown, shown
    return shown


def answer(session: Session, prompts: tuple[tuple[str, str], ...]) -> None:
    """Answer one prompt after the other."""
    for asked, typed in prompts:
        asked_at(session, asked)
        session.type(typed)


def half_a_note(prompts: tuple[tuple[str, str], ...], at: int) -> list[str]:
    """The lines already typed of the note whose further line prompt number `at` waits for."""
    if prompts[at][0] != MORE:
        return []
    return [*half_a_note(prompts, at - 1), prompts[at - 1][1]]


def plan_of(root: Path, code: str) -> str:
    """The plan as it lies on the disk."""
    return (root / "plans" / f"{code}.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module", autouse=True)
def _own_day() -> Iterator[None]:
    """The fixtures of this module begin processes before any test's own places are there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KRONOBARN_TODAY", TODAY)
        patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        yield


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice folder; Kim's family has not yet agreed whom to ring, so that it is asked."""
    place = tmp_path_factory.mktemp("ovning")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KRONOBARN_STATE", str(place / "state"))
        assert Session(place, "practice", "--no-input").end() == 0
    path = place / "kronobarn-ovning" / "plans" / f"{CODE}.yaml"
    text, cut = re.subn(r"(?m)^fallback:\n(?:  .*\n)+", "", path.read_text(encoding="utf-8"))
    assert cut == 1
    path.write_text(text, encoding="utf-8", newline="\n")
    return path.parents[1]


@pytest.fixture
def root(practice: Path, tmp_path: Path) -> Path:
    """A practice folder of its own."""
    return Path(shutil.copytree(practice, tmp_path / "ovning"))


class Undisturbed(NamedTuple):
    """What a conversation that nobody disturbs leaves: the answers at its last prompt, the draft there, the plan."""

    answers: list[tuple[str, object]]
    draft: str
    plan: str


def undisturbed(talk: Talk, practice: Path, place: Path) -> Undisturbed:
    """Hold the whole conversation."""
    root = Path(shutil.copytree(practice, place / "ovning"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KRONOBARN_STATE", str(place / "state"))
        session = talk.start(root)
    answer(session, talk.prompts[:-1])
    asked_at(session, talk.prompts[-1][0])
    [draft] = (place / "state").rglob("*.draft")
    answers, text = list(answers_on_disk(place / "state")), draft.read_text(encoding="utf-8")
    session.type(talk.prompts[-1][1])
    assert ended(session, talk) == 0, session.shown()
    assert not draft.exists()
    return Undisturbed(answers, text, plan_of(root, talk.code))


def ended(session: Session, talk: Talk, *, go_on: bool = False) -> int:
    """The exit code; `--prepare` makes papers, and asks when the plan is saved whether they are handed out."""
    if talk.command == ("meeting", "--prepare") and not go_on:
        assert "är sparad" in asked_at(session, "Lämnar du ut dem i dag?")
        session.type("")
        return session.end()
    code = session.end()
    assert "är sparad" in session.shown()
    return code


@pytest.fixture(scope="module")
def whole(practice: Path, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    """The meeting that nobody disturbs."""
    return undisturbed(AT_MEETING, practice, tmp_path_factory.mktemp("ostort"))


def test_the_replies_lead_through_a_whole_meeting(whole: Undisturbed) -> None:
    """Otherwise some of what a meeting keeps would be lost by nobody."""
    plan = yaml.safe_load(whole.plan)
    [meeting] = plan["meetings"]
    assert len(MEETING) >= 45
    assert (meeting["started"], meeting["ended"]) == ("13:30", "14:20")
    assert meeting["absent"] == [{"who": "social-services", "why": "Mötet krockade med ett annat."}]
    assert meeting["notes"]["situation"].count("\n") == 2
    assert [one["text"] for one in plan["goals"]] == ["Jag vill meka med cyklar.", "Klar NPF-utredning"]
    assert [one["who"] for one in plan["actions"]] == ["kaa", "guardian-1"]
    assert plan["not-doing"] == [{"id": "x1", "who": "kaa", "what": "Ringer aldrig före klockan tolv."}]
    assert plan["disagreements"][-1]["views"][0] == {"of": "child", "says": "Ja.\nMen bara två dagar."}
    assert plan["fallback"]["ring"] == "kaa"
    assert plan["explained"][0] == {"id": "e1", "word": "NPF", "means": "Hur Kim tänker och lär sig bäst."}
    assert [one["says"] for one in plan["agreement"]["answers"]] == ["yes", "yes", "unsure", "yes"]
    assert plan["follow-up"] == {"day": plan["follow-up"]["day"], "convener": "kaa"}
    assert set(meeting["after"]) == {"heard", "knows-next", "knows-who"}


def answered(prompts: tuple[tuple[str, str], ...]) -> int:
    """How many questions are answered when prompt number `len(prompts) - 1` waits."""
    done = [asked for (asked, _typed), (then, _later) in pairwise(prompts) if then != MORE]
    return sum(asked not in WITHOUT_TRACE for asked in done)


def asked_of_people(answers: list[tuple[str, object]]) -> list[str]:
    """The questions among the answers that somebody was asked: not what the program learned or knew beforehand."""
    learned = re.compile(r"explained\..*\.word|agreement\.(day|fingerprint|read)|meetings\..*\.day|tried\..*\.action")
    return [question for question, _value in answers if not learned.fullmatch(question)]


def killed_and_gone_on(root: Path, state: Path, talk: Talk, at: int, *, go_on: bool = False) -> str:
    """The plan of a conversation that was killed at one of its prompts and then finished."""
    before = plan_of(root, talk.code)
    first = talk.start(root)
    answer(first, talk.prompts[:at])
    asked_at(first, talk.prompts[at][0])
    assert first.kill() == signal.SIGKILL
    kept = list(answers_on_disk(state))
    assert plan_of(root, talk.code) == before
    if talk.command != ("meeting", "--prepare"):
        assert len(asked_of_people(kept)) == answered(talk.prompts[: at + 1])

    again = talk.start(root, go_on=go_on)
    shown = asked_at(again, talk.prompts[at][0])
    lines = half_a_note(talk.prompts, at)
    assert (HAD in shown) == bool(lines)
    assert [line for line in lines if line not in shown] == []
    assert dict(answers_on_disk(state)) == dict(kept)
    again.type(talk.prompts[at][1])
    answer(again, talk.prompts[at + 1 :])
    assert ended(again, talk, go_on=go_on) == 0, again.shown()
    assert list(state.rglob("*.draft")) == []
    return plan_of(root, talk.code)


@pytest.mark.parametrize("at", AT_MEETING.killed_at)
def test_killed_at_a_prompt_the_meeting_goes_on_there(root: Path, tmp_path: Path, whole: Undisturbed, at: int) -> None:
    plan = killed_and_gone_on(root, tmp_path / "state", AT_MEETING, at, go_on=at % 3 == 0)
    assert plan == whole.plan


def test_killed_at_every_prompt_of_one_and_the_same_meeting(root: Path, whole: Undisturbed) -> None:
    for at in range(len(MEETING)):
        session = AT_MEETING.start(root, go_on=at % 2 == 1 and at > 1)
        asked_at(session, MEETING[at][0])
        session.type(MEETING[at][1])
        if at + 1 < len(MEETING):
            asked_at(session, MEETING[at + 1][0])
            session.kill()
        else:
            assert session.end() == 0
    assert plan_of(root, CODE) == whole.plan


@pytest.mark.parametrize("name", OTHERS)
def test_every_other_conversation_goes_on_too(
    practice: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    talk = OTHERS[name]
    plan = undisturbed(talk, practice, tmp_path_factory.mktemp("ostort")).plan
    for place, at in enumerate(talk.killed_at):
        root = Path(shutil.copytree(practice, tmp_path / f"ovning-{at}"))
        assert killed_and_gone_on(root, tmp_path / "state", talk, at, go_on=place == 1) == plan


PLACES = (2, 9, 33)
"""A reason, a note of several lines, and whether there is one more action."""


@pytest.mark.parametrize("at", PLACES)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_closed_window_ends_the_meeting_with_130_and_keeps_it(
    root: Path, tmp_path: Path, whole: Undisturbed, at: int, number: signal.Signals
) -> None:
    session = AT_MEETING.start(root)
    answer(session, MEETING[:at])
    asked_at(session, MEETING[at][0])
    assert session.kill(number) == -130
    kept = list(answers_on_disk(tmp_path / "state"))
    assert kept == whole.answers[: len(kept)]
    assert len(asked_of_people(kept)) == answered(MEETING[: at + 1])


@pytest.mark.parametrize("at", PLACES)
def test_the_end_of_input_keeps_the_meeting(root: Path, whole: Undisturbed, at: int) -> None:
    session = AT_MEETING.start(root)
    answer(session, MEETING[:at])
    asked_at(session, MEETING[at][0])
    session.child.sendeof()
    assert session.end() == 130
    assert f"kronobarn continue {CODE}" in session.shown()
    again = AT_MEETING.start(root)
    answer(again, MEETING[at:])
    assert again.end() == 0
    assert plan_of(root, CODE) == whole.plan


def test_the_question_of_a_half_written_note_is_shown_again(root: Path) -> None:
    """Whose view it is must be seen by the one who goes on writing."""
    at = MEETING.index((MORE, "Men bara två dagar."))
    session = AT_MEETING.start(root)
    answer(session, MEETING[:at])
    asked_at(session, MORE)
    session.kill()
    again = AT_MEETING.start(root)
    assert MEETING[at - 1][0] in asked_at(again, MORE)


def test_a_note_one_has_gone_back_to_outlives_a_kill(root: Path, tmp_path: Path) -> None:
    at = MEETING.index(("Vad behöver barnet? Skriv det viktigaste.", "Något att göra med händerna."))
    session = AT_MEETING.start(root)
    answer(session, MEETING[:at])
    asked_at(session, MEETING[at][0])
    session.type("b")
    asked_at(session, "Vad ska stå om hur det är nu?")
    session.kill()
    again = AT_MEETING.start(root)
    asked_at(again, MEETING[at][0])
    kept = dict(answers_on_disk(tmp_path / "state"))
    assert kept["meetings.m1.notes.situation"] == "Dygnet är vänt.\n? oklart om det gäller helgen\nPappa lagar middag."


def test_killed_after_a_jump_nothing_is_lost_and_nothing_left_out(root: Path, whole: Undisturbed) -> None:
    """Where one had jumped to is not kept, but every answer is, and every question is asked."""
    at = MEETING.index(("Vad behöver barnet? Skriv det viktigaste.", "Något att göra med händerna."))
    last = MEETING.index(("När ses ni igen?", "2026-06-16"))
    session = AT_MEETING.start(root)
    answer(session, MEETING[:at])
    asked_at(session, MEETING[at][0])
    session.type(":5")
    answer(session, MEETING[last : last + 4])
    asked_at(session, MEETING[last + 4][0])
    session.kill()
    again = AT_MEETING.start(root)
    answer(again, (*MEETING[at:last], *MEETING[last + 4 :]))
    assert again.end() == 0
    assert plan_of(root, CODE) == whole.plan


def test_a_note_one_has_jumped_back_to_outlives_a_kill(root: Path) -> None:
    at = MEETING.index(("Vad behöver barnet? Skriv det viktigaste.", "Något att göra med händerna."))
    session = AT_MEETING.start(root)
    answer(session, MEETING[:at])
    asked_at(session, MEETING[at][0])
    session.type(":1")
    shown = asked_at(session, MORE)
    assert "Alla presenterade sig, Kim först." in shown
    session.type("Rummet var varmt.")
    asked_at(session, MORE)
    session.kill()
    again = AT_MEETING.start(root)
    shown = asked_at(again, MORE)
    for line in ("Kim ville sitta vid dörren.", "Alla presenterade sig, Kim först.", "Rummet var varmt."):
        assert line in shown


def test_a_draft_cut_anywhere_still_becomes_the_same_plan(
    kronobarn: Program, root: Path, tmp_path: Path, whole: Undisturbed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kill between two writes: of what was learned from one answer, only a part may be on the disk."""
    monkeypatch.chdir(root)
    before, path = plan_of(root, CODE), Folder(root, commits=False).state / "drafts" / f"{CODE}.draft"
    path.parent.mkdir(parents=True)
    said = {question: value for question, value in whole.answers if not question.startswith("agreement.answers")}
    said |= {question: value for question, value in whole.answers if question.startswith("agreement.answers")}
    answers = tmp_path / "svar.yaml"
    asked = {one: said[one] for one in asked_of_people(list(said.items()))} | {"meetings.m1.ended": "14:20"}
    answers.write_text(yaml.safe_dump(asked, allow_unicode=True), encoding="utf-8")
    records = [line for line in whole.draft.split("\n") if line]
    spoilt = []
    for count in range(1, len(records)):
        if '"line":' in records[count - 1] + records[count]:
            continue
        (root / "plans" / f"{CODE}.yaml").write_text(before, encoding="utf-8", newline="\n")
        path.write_text("\n".join(records[:count]) + "\n" + records[count][:30], encoding="utf-8", newline="\n")
        ran = kronobarn("meeting", CODE, "--answers", answers)
        if ran.code or plan_of(root, CODE) != whole.plan:
            spoilt.append((ran.code, records[count]))
    assert spoilt == []
