"""Killed at any prompt of a meeting, it goes on at the same question, and the plan becomes what it would have been.

A real process on a real pseudo-terminal, killed with SIGKILL: nothing gets a chance to tidy up. What each prompt asks
stands beside what is typed there, so that a prompt that moves is noticed.
"""

import os
import re
import shutil
import signal
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from kronobarn_cli.store.folder import Folder
from tests.conftest import TODAY, Program
from tests.crash.terminal import Session, answers_on_disk

CODE = "v5xjc"
MEETING = (
    ("När började ni?", "13.30"),
    ("Vilka är här?", "1,2,3,4"),
    ("socialtjänstens öppna stöd är inte här. Varför?", "Mötet krockade med ett annat."),
    ("Något att skriva från inledningen?", "Kim ville sitta vid dörren."),
    (">>", "Alla presenterade sig, Kim först."),
    (">>", ""),
    ("Stanna upp en stund", ""),
    ("Vad är viktigt om hur det är nu?", "Dygnet är vänt."),
    (">>", "? oklart om det gäller helgen"),
    (">>", "Pappa lagar middag."),
    (">>", ""),
    ("Vad är viktigt om vad barnet behöver?", "Något att göra med händerna."),
    (">>", "Högst fem i rummet."),
    (">>", ""),
    ("Vad vill ni nå?", "Jag vill meka med cyklar."),
    ("Vems ord är det?", "1"),
    ("Är det ett långt mål?", "j"),
    ("Vilket område hör det till?", ""),
    ("Ett mål till?", "j"),
    ("Vad vill ni nå?", "Klar NPF-utredning"),
    ("Vad betyder NPF?", "Hur Kim tänker och lär sig bäst."),
    ("Vad betyder utredning?", ""),
    ("Vems ord är det?", "2"),
    ("Är det ett långt mål?", "n"),
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
    ("Vem har sagt något de inte gör?", "1"),
    ("Vad gör de inte?", "Ringer aldrig före klockan tolv."),
    ("Någon till som inte gör något?", ""),
    ("Vad ser ni olika på?", "Om praktiken ska börja i maj."),
    ("Vad säger Kim om det?", "Ja."),
    (">>", "Men bara två dagar."),
    (">>", ""),
    ("Vad säger pappa om det?", "Ja, gärna."),
    (">>", ""),
    ("Vad säger mamma om det?", "Helst till hösten."),
    (">>", ""),
    ("Vad säger kommunens aktivitetsansvar om det?", ""),
    ("Något mer ni ser olika på?", ""),
    ("Vem hör familjen av sig till om något inte blir av?", "3"),
    ("Vad ska de säga då?", "Att det gäller Kims plan."),
    ("Det här har vi bestämt.", ""),
    ("Kim: stämmer det?", "j"),
    ("pappa: stämmer det?", "j"),
    ("mamma: stämmer det?", "vet inte"),
    ("kommunens aktivitetsansvar: stämmer det?", "j"),
    ("Är något oklart? Vem tar reda på det?", "Var verktygen förvaras."),
    (">>", ""),
    ("När ses ni igen?", "2026-06-16"),
    ("Vem kallar då?", ""),
    ("Hur många kände sig lyssnade på?", "4 0 0"),
    ("Hur många vet vad som händer nu?", "3 0 1"),
    ("Hur många vet vem som gör vad?", "4 0 0"),
    ("Hur var mötet?", "Lugnt."),
    (">>", ""),
    ("När slutade ni?", "14.20"),
)
PAUSES = ("Stanna upp en stund", "Det här har vi bestämt.")
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


def asked_at(session: Session, asked: str) -> str:
    """What is shown when the prompt with this question is there; a pause on the way is met once more."""
    session.wait()
    shown = session.shown()
    if asked not in shown and any(one in shown for one in PAUSES) and asked != ">>":
        # A pause leaves no trace on the disk, so whoever comes back meets it again.
        session.type("")
        session.wait()
        shown = session.shown()
    assert asked == ">>" or asked in shown, shown
    return shown


def answer(session: Session, prompts: tuple[tuple[str, str], ...]) -> None:
    """Answer one prompt after the other."""
    for asked, typed in prompts:
        asked_at(session, asked)
        session.type(typed)


def half_a_note(prompts: tuple[tuple[str, str], ...], at: int) -> list[str]:
    """The lines already typed of the note whose further line prompt number `at` waits for."""
    if prompts[at][0] != ">>":
        return []
    return [*half_a_note(prompts, at - 1), prompts[at - 1][1]]


def plan_of(root: Path, code: str) -> str:
    """The plan as it lies on the disk."""
    return (root / "plans" / f"{code}.yaml").read_text(encoding="utf-8")


def without_clock(text: str) -> str:
    """The plan without the times that are read from the clock on the wall."""
    return re.sub(r"(started|ended): .*", r"\1: -", text)


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
    assert session.end() == 0, session.shown()
    assert "är sparad" in session.shown()
    assert not draft.exists()
    return Undisturbed(answers, text, plan_of(root, talk.code))


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
    assert plan["fallback"]["ring"] == "guardian-2"
    assert plan["explained"][0] == {"id": "e1", "word": "NPF", "means": "Hur Kim tänker och lär sig bäst."}
    assert [one["says"] for one in plan["agreement"]["answers"]] == ["yes", "yes", "unsure", "yes"]
    assert plan["follow-up"] == {"day": plan["follow-up"]["day"], "convener": "kaa"}
    assert set(meeting["after"]) == {"heard", "knows-next", "knows-who"}


def killed_and_gone_on(root: Path, state: Path, talk: Talk, at: int, *, go_on: bool) -> str:
    """The plan of a conversation that was killed at one of its prompts and then finished."""
    before = plan_of(root, talk.code)
    first = talk.start(root)
    answer(first, talk.prompts[:at])
    asked_at(first, talk.prompts[at][0])
    assert first.kill() == signal.SIGKILL
    kept = list(answers_on_disk(state))
    assert plan_of(root, talk.code) == before

    again = talk.start(root, go_on=go_on)
    shown = asked_at(again, talk.prompts[at][0])
    lines = half_a_note(talk.prompts, at)
    assert (HAD in shown) == bool(lines)
    assert [line for line in lines if line not in shown] == []
    assert dict(answers_on_disk(state)) == dict(kept)
    again.type(talk.prompts[at][1])
    answer(again, talk.prompts[at + 1 :])
    assert again.end() == 0, again.shown()
    assert list(state.rglob("*.draft")) == []
    return plan_of(root, talk.code)


@pytest.mark.parametrize("at", AT_MEETING.killed_at)
def test_killed_at_a_prompt_the_meeting_goes_on_there(root: Path, tmp_path: Path, whole: Undisturbed, at: int) -> None:
    plan = killed_and_gone_on(root, tmp_path / "state", AT_MEETING, at, go_on=at % 3 == 0)
    assert without_clock(plan) == without_clock(whole.plan)


@pytest.mark.parametrize("at", range(0, len(MEETING), 5))
def test_every_answer_before_a_prompt_is_on_the_disk(root: Path, tmp_path: Path, whole: Undisturbed, at: int) -> None:
    session = AT_MEETING.start(root)
    answer(session, MEETING[:at])
    asked_at(session, MEETING[at][0])
    session.kill()
    kept = list(answers_on_disk(tmp_path / "state"))
    assert kept == whole.answers[: len(kept)]
    notes = [asked for asked, _typed in MEETING[:at] if asked == ">>"]
    learned = [question for question, _value in kept if question.endswith((".word", ".read", ".fingerprint"))]
    assert len(kept) + len(notes) + len(PAUSES) >= at
    assert len(kept) >= len(learned)


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
    assert without_clock(plan_of(root, CODE)) == without_clock(whole.plan)
