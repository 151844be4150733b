"""Killed at any prompt of the interview, every earlier answer comes back and the same question is asked again.

A real process on a real pseudo-terminal, killed with SIGKILL: nothing gets a chance to tidy up.
"""

import signal
from pathlib import Path

import pytest

from tests.crash.terminal import Session, answers_on_disk, pexpect

# What a person types, prompt by prompt, from the first question to the end of samverkan.
REPLIES = [
    "n", "M", "3", "2017", "tolk", "", "mamma", "j", "pappa", "n", "", "Skogsskolan", "",
    "Borta 11 dagar.", "Ont i magen.", "", "i går", "", "Matten.", "", "", "1", "", "n",
    "Bussen.", "", "", "", "", "Ja, bup.", "", "j", "1", "", "1,3", "Äter bra.", "", "", "1", "2", "", "",
    "", "", "", "", "n", "n", "", "3", "Flera behövs.", "", "", "j", "1", "", "Att få vara ifred.", "", "", "", "", "n", "n",
    "5,7", "2", "1", "alla", "", "Att hjälpa.", "", "", "1", "", "n", "Hur gör vi?", "", "om 2 veckor", "14.30", "", "", "alla",
]  # fmt: skip


@pytest.mark.parametrize("typed", range(1, len(REPLIES)))
def test_killed_at_a_prompt_it_goes_on_there(folder: Path, tmp_path: Path, typed: int) -> None:
    first = Session(folder, "new-plan")
    for reply in REPLIES[:typed]:
        first.wait()
        first.type(reply)
    first.wait()
    question = first.shown().strip().splitlines()[-1]
    assert first.kill() == signal.SIGKILL
    before = list(answers_on_disk(tmp_path / "state"))
    assert before

    again = Session(folder, "new-plan")
    again.wait()
    assert "Osparat samtal" in again.shown()
    again.type("j")
    again.wait()
    asked = again.shown()
    if "Stanna upp en stund" in asked and question not in asked:
        # A pause leaves no trace on the disk, so whoever comes back meets it again.
        again.type("")
        again.wait()
        asked = again.shown()
    assert question in asked or "Det här hade du skrivit" in asked
    assert list(answers_on_disk(tmp_path / "state")) == before
    again.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_closed_window_ends_with_130_and_keeps_the_answers(
    folder: Path, tmp_path: Path, number: signal.Signals
) -> None:
    session = Session(folder, "new-plan")
    for reply in REPLIES[:3]:
        session.wait()
        session.type(reply)
    session.wait()
    assert session.kill(number) == -130
    assert [question for question, _ in answers_on_disk(tmp_path / "state")] == [
        "child.protected",
        "child.name",
        "child.stage",
    ]


def test_the_end_of_input_keeps_the_answers(folder: Path, tmp_path: Path) -> None:
    session = Session(folder, "new-plan")
    for reply in REPLIES[:2]:
        session.wait()
        session.type(reply)
    session.wait()
    session.child.sendeof()
    session.child.expect(pexpect.EOF)
    session.child.close()
    assert session.child.exitstatus == 130
    assert "kronobarn continue" in session.child.before


def test_the_replies_lead_through_the_whole_interview(folder: Path) -> None:
    """Otherwise the prompts at the end would be killed by nobody."""
    session = Session(folder, "new-plan")
    for reply in REPLIES:
        session.wait()
        session.type(reply)
    session.child.expect(pexpect.EOF)
    session.child.close()
    assert session.child.exitstatus == 0
    assert "är sparad" in session.child.before
    [path] = (folder / "plans").glob("?????.yaml")
    for kept in ("outcome: collaborate", "purpose: Att hjälpa.", "Hur gör vi?", 'at: "14:30"'):
        assert kept in path.read_text(encoding="utf-8")
