"""What going on means, told one by one: notes half written, gone back to or jumped to, and a draft cut anywhere.

Ends of every kind at every prompt are counted in `at_every_prompt.py`.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.conftest import Program
from tests.crash.at_every_prompt import Kept, Place, Undisturbed, answer, became, come_to, practice, undisturbed
from tests.crash.conversations import CODE, MEETING, MORE, NEW_PLAN, TALKS

pytest.importorskip("termios", reason="needs a pseudo-terminal, which this system has not")
AT_MEETING = next(talk for talk in TALKS if talk.name == "meeting")
FILE = f"{CODE}.yaml"
LEARNED = re.compile(r"explained\..*\.word|agreement\.(day|fingerprint|read)|meetings\..*\.day|tried\..*\.action")
"""What the program learned or knew beforehand, and asked nobody."""
AT = MEETING.index(("Vad behöver barnet? Skriv det viktigaste.", "Något att göra med händerna."))


@pytest.fixture(scope="module")
def met() -> Iterator[tuple[Place, Undisturbed]]:
    """A practice folder, and the meeting that nobody disturbed there."""
    with practice() as place:
        yield place, undisturbed(place, AT_MEETING)


@pytest.fixture
def whole(met: tuple[Place, Undisturbed]) -> Undisturbed:
    return met[1]


@pytest.fixture
def place(met: tuple[Place, Undisturbed]) -> Place:
    """The folder as it was before the meeting."""
    met[0].lay(met[1].files[0])
    return met[0]


def test_a_new_plan_may_get_another_code_and_nothing_else_may_differ() -> None:
    whole = Undisturbed((), (Kept([], []),), {"aaaaa.yaml": b"an old one", "bbbbb.yaml": b"code: bbbbb"}, "bbbbb")
    assert became(whole.plans, whole)
    assert became({"aaaaa.yaml": b"an old one", "ccccc.yaml": b"code: ccccc"}, whole)
    assert not became({"aaaaa.yaml": b"an old one", "ccccc.yaml": b"code: bbbbb"}, whole)
    assert not became({"aaaaa.yaml": b"changed", "bbbbb.yaml": b"code: bbbbb"}, whole)
    assert not became({"aaaaa.yaml": b"an old one"}, whole)


def test_what_is_typed_leads_through_a_whole_interview() -> None:
    """Otherwise some prompts would be tried by nobody."""
    assert len(NEW_PLAN) >= 75
    with practice() as place:
        whole = undisturbed(place, TALKS[0])
    plan = whole.plans[f"{whole.code}.yaml"].decode()
    for kept in ("outcome: collaborate", "purpose: Att hjälpa.", "Hur gör vi?", 'at: "14:30"'):
        assert kept in plan


def test_what_is_typed_leads_through_a_whole_meeting(whole: Undisturbed) -> None:
    """Otherwise some of what a meeting keeps would be lost by nobody."""
    plan = yaml.safe_load(whole.plans[FILE])
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


def test_the_question_of_a_half_written_note_is_shown_again(place: Place, whole: Undisturbed) -> None:
    """Whose view it is must be seen by the one who goes on writing."""
    at = MEETING.index((MORE, "Men bara två dagar."))
    place.lay(whole.files[at])
    with place.start(AT_MEETING) as again:
        assert MEETING[at - 1][0] in come_to(again, MORE)


HALF = MEETING.index((MORE, "Pappa lagar middag."))
"""In the middle of a note of three lines, of which two are typed."""


def half_typed(place: Place, whole: Undisturbed) -> None:
    """Two lines of the note are on the disk, and the program is dead."""
    place.lay(whole.files[HALF])


def situation(place: Place) -> str:
    """What the one meeting of the plan says of how it is now."""
    plan = yaml.safe_load(place.plans[FILE])
    [meeting] = plan["meetings"]
    said: str = meeting["notes"]["situation"]
    return said


@pytest.mark.parametrize("away", ["b", ":4"])
@pytest.mark.parametrize("code", [CODE, ""])
def test_half_a_note_that_is_left_for_elsewhere_is_in_the_plan(
    place: Place, whole: Undisturbed, away: str, code: str
) -> None:
    """Gone on with after a kill, by `continue` or by its own command; left, and then saved from somewhere else."""
    half_typed(place, whole)
    with place.start(AT_MEETING, code) as again:
        come_to(again, MORE)
        again.type(away)
        again.wait()
        again.type(":q")
        assert again.end() == 0, again.screen
    assert situation(place) == "Dygnet är vänt.\n? oklart om det gäller helgen"
    assert not place.codes


def test_half_a_note_is_offered_again_after_somebody_else_has_saved(place: Place, whole: Undisturbed) -> None:
    """The meeting was planned for another day than it is held on; it stays one meeting."""
    half_typed(place, whole)
    with place.run("wheel", CODE, "--voice", "child", "--works", "larande=Cyklarna.") as other:
        assert other.end() == 0, other.screen
    with place.start(AT_MEETING, CODE) as again:
        assert "? oklart om det gäller helgen" in come_to(again, MORE)
        again.type("Pappa lagar middag.")
        come_to(again, MORE)
        again.type(":q")
        assert again.end() == 0, again.screen
    assert situation(place).count("\n") == 2
    assert "Cyklarna." in place.plans[FILE].decode()


def test_a_word_that_is_neither_yes_nor_no_decides_nothing(place: Place, whole: Undisturbed) -> None:
    """The disk of the drafts goes away; what is typed on at the question is asked about, and the plan takes it all."""
    half_typed(place, whole)
    with place.start(AT_MEETING, CODE) as again:
        come_to(again, MORE)
        place.state.rename(place.home / "borta")
        again.type("Pappa lagar middag.")
        for typed in ("Och mamma tvättar.", "n"):
            assert again.wait() == "[J/n]"
            again.type(typed)
        assert again.wait() == "[J/n]"
        again.type("j")
        come_to(again, MORE)
        again.type("")
        come_to(again, MEETING[HALF + 2][0])
        again.type(":q")
        assert again.end() == 0, again.screen
    assert situation(place) == "Dygnet är vänt.\n? oklart om det gäller helgen\nPappa lagar middag."


def test_a_note_one_has_gone_back_to_outlives_a_kill(place: Place) -> None:
    with place.start(AT_MEETING) as terminal:
        answer(terminal, MEETING[:AT])
        come_to(terminal, MEETING[AT][0])
        terminal.type("b")
        come_to(terminal, "Vad ska stå om hur det är nu?")
        terminal.kill()
    with place.start(AT_MEETING) as again:
        come_to(again, MEETING[AT][0])
    kept = dict(place.kept.answers)
    assert kept["meetings.m1.notes.situation"] == "Dygnet är vänt.\n? oklart om det gäller helgen\nPappa lagar middag."


def test_killed_after_a_jump_nothing_is_lost_and_nothing_left_out(place: Place, whole: Undisturbed) -> None:
    """Where one had jumped to is not kept, but every answer is, and every question is asked."""
    last = MEETING.index(("När ses ni igen?", "2026-06-16"))
    with place.start(AT_MEETING) as terminal:
        answer(terminal, MEETING[:AT])
        come_to(terminal, MEETING[AT][0])
        terminal.type(":5")
        answer(terminal, MEETING[last : last + 4])
        come_to(terminal, MEETING[last + 4][0])
        terminal.kill()
    with place.start(AT_MEETING) as again:
        answer(again, (*MEETING[AT:last], *MEETING[last + 4 :]))
        assert again.end() == 0
    assert place.plans == whole.plans


def test_a_note_one_has_jumped_back_to_outlives_a_kill(place: Place) -> None:
    with place.start(AT_MEETING) as terminal:
        answer(terminal, MEETING[:AT])
        come_to(terminal, MEETING[AT][0])
        terminal.type(":1")
        assert "Alla presenterade sig, Kim först." in come_to(terminal, MORE)
        terminal.type("Rummet var varmt.")
        come_to(terminal, MORE)
        terminal.kill()
    with place.start(AT_MEETING) as again:
        shown = come_to(again, MORE)
    for line in ("Kim ville sitta vid dörren.", "Alla presenterade sig, Kim först.", "Rummet var varmt."):
        assert line in shown


def test_a_draft_cut_anywhere_still_becomes_the_same_plan(
    kronobarn: Program, place: Place, whole: Undisturbed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kill between two writes: of what was learned from one answer, only a part may be on the disk."""
    monkeypatch.setenv("KRONOBARN_STATE", str(place.state))
    monkeypatch.chdir(place.root)
    answers, said = tmp_path / "svar.yaml", dict(whole.kept[-1].answers)
    # A list of a person's own, which comes last in a file of answers too.
    said |= {question: said.pop(question) for question in list(said) if question.startswith("agreement.answers")}
    asked = {question: value for question, value in said.items() if not LEARNED.fullmatch(question)}
    answers.write_text(yaml.safe_dump(asked | {"meetings.m1.ended": "14:20"}, allow_unicode=True), encoding="utf-8")
    [name] = (name for name in whole.files[-1] if name.endswith(".draft"))
    records = [line for line in whole.files[-1][name].split(b"\n") if line]
    spoilt = []
    for count in range(1, len(records)):
        if b'"line":' in records[count - 1] + records[count]:
            continue
        place.lay({**whole.files[0], name: b"\n".join(records[:count]) + b"\n" + records[count][:30]})
        ran = kronobarn("meeting", CODE, "--answers", answers)
        if ran.code or place.plans != whole.plans:
            spoilt.append((ran.code, records[count]))
    assert spoilt == []
