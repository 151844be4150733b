"""Whole lives of plans, session by session: after each the plan stands where its table (tests/sessions/lives.py) says.

Nothing said is lost, nothing is said that no question asks for, every copy is there, and the end is without errors.
"""

import json
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import icalendar
import msgspec
import pytest
import yaml

from kronobarn_cli.i18n import _
from kronobarn_cli.interview.asked import Asked
from kronobarn_cli.interview.scripted import ScriptedAsker
from kronobarn_cli.model.meeting import held
from kronobarn_cli.model.plan import ActionStatus, HandOverKind, Plan
from kronobarn_cli.model.stage import ended, is_planning, stage
from kronobarn_cli.model.terms import Stage
from kronobarn_cli.store.folder import Folder
from tests.conftest import Program, Ran
from tests.sessions.lives import COORDINATION, LIVES, MAY_STAND, PROTECTED, RESPONSIBLE, Session

SESSIONS = Path(__file__).parents[1] / "sessions"
PRINTOUTS = Path("utskrifter")


class Life:
    """A plan folder with one plan, in which sessions are held one after the other."""

    def __init__(self, name: str, root: Path, kronobarn: Program, patch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.asked: list[str] = []
        self._files = SESSIONS / name
        self._kronobarn = kronobarn
        self._patch = patch
        self._listen()

    @property
    def plan(self) -> Plan:
        """The plan as it now stands in its file."""
        folder = Folder(self.root)
        (code,) = folder.codes()
        return folder.load(code).plan

    def live(self, sessions: tuple[Session, ...]) -> list[Plan]:
        """Hold every session, see that the plan then stands where the table says, and give the plan after each."""
        plans = []
        for session in sessions:
            self._patch.setenv("KRONOBARN_TODAY", session.day)
            self.asked.clear()
            ran = self._hold(session)
            plans.append(plan := self.plan)
            here = f"{session.day}: {session.line} {session.file}\n{ran.all}"
            assert (ran.code, self._errors()) == (0, session.errors), here
            in_force = is_planning(plan) and ended(plan, Stage.PLAN)
            assert (stage(plan), in_force) == (session.stage, session.in_force), here
            assert _never_asked(ran) == session.never_asked, here
            if session.line.startswith("render --all"):
                _copies_lie_there(ran)
            if session.line == "meeting" and sum(map(held, plan.meetings)) > 1:
                self._last_times_actions_came_first(plan)
        return plans

    def look(self, *words: str) -> str:
        """What a command that only looks tells."""
        ran = self._kronobarn(*words)
        assert ran.code == 0, ran.all
        return ran.all

    def _hold(self, session: Session) -> Ran:
        words = shlex.split(session.line)
        if not session.file:
            return self._kronobarn(*words)
        file = self._files / session.file
        if words[0] == "edit":
            return self._edited(file)
        if file.suffix == ".txt":
            return self._typed(words, file)
        ran = self._kronobarn(*words, "--answers", file)
        assert ran.code == 0, ran.all
        self._everything_said_is_in_the_plan(file, session)
        return ran

    def _typed(self, words: list[str], file: Path) -> Ran:
        lines = [one for one in file.read_text("utf8").split("\n") if not one.startswith("# ")]
        ran = self._kronobarn(*words, typed="\n".join(lines))
        assert sys.stdin.read() == "", f"not everything in {file.name} was read\n{ran.all}"
        refusals = (
            _("This question needs an answer."),
            _("Answer 1 for yes or 2 for no."),
            _("Answer 1 for yes, 2 for no or 3 for not sure."),
            _("Answer 1 or 2."),
        )
        assert not [refusal for refusal in refusals if refusal in ran.out], ran.out
        return ran

    def _edited(self, file: Path) -> Ran:
        """The plan file in an editor that writes the second text of each pair where the first stands."""
        script = self.root.parent / "editor.py"
        script.write_text(
            "import sys\nfrom pathlib import Path\npath = Path(sys.argv[1])\ntext = path.read_text('utf8')\n"
            f"for old, new in {yaml.safe_load(file.read_text('utf8'))!r}.items():\n"
            "    assert text.count(old) == 1, old\n    text = text.replace(old, new)\npath.write_text(text, 'utf8')\n",
            "utf8",
        )
        self._patch.setenv("VISUAL", f"{sys.executable} {script}")
        return self._kronobarn("edit")

    def _errors(self) -> tuple[str, ...]:
        """The codes of the errors that `check` finds."""
        (found,) = json.loads(self._kronobarn("check", "--json").out)["plans"]
        return tuple(sorted(issue["code"] for issue in found["findings"] if issue["severity"] == "error"))

    def _everything_said_is_in_the_plan(self, file: Path, session: Session) -> None:
        """Every sentence in a file of answers stands in the plan, word for word."""
        written = msgspec.json.decode(msgspec.json.encode(self.plan))
        for question, answer in yaml.safe_load(file.read_text("utf8")).items():
            for text in answer if isinstance(answer, list) else [answer]:
                if " " in str(text) and text != "vet inte" and question not in session.never_asked:
                    counts = question.split(".")[2:3] == ["after"]
                    assert counts or str(text) in set(_texts(written)), f"{file.name}: {question}"

    def _last_times_actions_came_first(self, plan: Plan) -> None:
        meeting = plan.meetings[-1]
        tried = [self.asked.index(one) for one in self.asked if one.startswith("tried.")]
        assert tried
        assert max(tried) < self.asked.index(f"meetings.{meeting.id}.notes.situation")
        assert all(one.what for one in plan.tried if one.day == meeting.day)

    def _listen(self) -> None:
        """Write down which questions are put to a file of answers, in order."""
        reply = ScriptedAsker.reply

        def heard(asker: ScriptedAsker, asked: Asked) -> str:
            self.asked.append(asked.id)
            return reply(asker, asked)

        self._patch.setattr(ScriptedAsker, "reply", heard)


Begin = Callable[[str], Life]


@pytest.fixture
def begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kronobarn: Program) -> Begin:
    """An empty plan folder with git, stood in, for the child whose sessions lie in that folder."""

    def start(name: str) -> Life:
        root = tmp_path / name
        assert kronobarn("init", root, "--no-input").code == 0
        monkeypatch.chdir(root)
        return Life(name, root, kronobarn, monkeypatch)

    return start


@pytest.mark.parametrize("name", LIVES)
def test_a_whole_life(name: str, begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    sessions, kinds = LIVES[name]
    life = begin(name)
    plans = life.live(sessions)
    plan = plans[-1]
    _handed_over(plan, kinds)
    _consent_was_taken_back_and_given_anew(plan)
    _was_tried(plan)
    _closed_twice(plan)
    assert max(Counter(one.voice for one in plan.wheel).values()) > 1
    assert _("No errors.") in life.look("check")
    (row,) = json.loads(life.look("list", "--all", "--json"))["plans"]
    assert (row["stage"], row["unsaved-answers"]) == ("close", 0)
    assert json.loads(life.look("list", "--json"))["plans"] == []
    monkeypatch.setenv("KRONOBARN_TODAY", "2027-03-01")
    assert plan.code not in life.look("due")


def test_the_lives_pass_every_stage_and_every_kind_of_hand_over() -> None:
    for sessions, _kinds in LIVES.values():
        assert [*dict.fromkeys(one.stage for one in sessions)] == [
            *("frame", "notice", "inform", "decide", "collaborate", "plan", "follow-up", "hand-over", "close")
        ]
    assert set().union(*(kinds for _sessions, kinds in LIVES.values())) == set(HandOverKind)
    errors = {code for sessions, _kinds in LIVES.values() for one in sessions for code in one.errors}
    assert errors == set(MAY_STAND)


def test_what_the_child_keeps_for_the_chair_is_in_no_other_copy(begin: Begin) -> None:
    secret = "Varför jag slutade."
    life = begin("sixteen")
    life.live(LIVES["sixteen"][0])
    assert secret in {one.not_raise for one in life.plan.voices}
    holds = {path.stem.split("-", 1)[1] for path in PRINTOUTS.iterdir() if secret in path.read_text("utf8")}
    have_led_or_answered = {"agenda-chair", "agenda-kaa", "agenda-school", "agenda-civil-society"}
    assert holds <= {*have_led_or_answered, "plan-archive", "follow-up-archive"}
    assert "agenda-chair" in holds


def test_a_protected_life_names_nobody_anywhere(begin: Begin) -> None:
    """Whoever writes a name into the file of answers from habit is told, and the name goes nowhere."""
    life = begin("protected")
    plans = life.live(PROTECTED)
    for meeting in (one for plan in plans for one in plan.meetings):
        assert (meeting.invited, meeting.present, meeting.absent, meeting.why_invited) == ((), (), (), ())
        assert meeting.place is None
    looked = [
        life.look(*shlex.split(one)) for one in ("list --all", "due", "due --to ics", "show", "wheel --show", "consent")
    ]
    history = subprocess.run(["git", "log", "-p", "--all"], capture_output=True, encoding="utf8", check=True).stdout
    assert "+code: " in history
    files = [one.read_bytes() for one in life.root.parent.rglob("*") if one.is_file() and ".git" not in one.parts]
    written = [one.decode("utf8", "replace") for one in files]
    assert any("BEGIN:VCALENDAR" in one for one in written)
    for name in ("Alvina", "Rosmari", "Kvarnäng"):
        assert not [text for text in (*looked, history, *written) if name.casefold() in text.casefold()], name


def _never_asked(ran: Ran) -> tuple[str, ...]:
    """The ids in the file of answers that no question asked for, as told on the screen."""
    before, after = _("The answer to {question} was not asked for.").split("{question}")
    told = (one for one in ran.err.splitlines() if one.startswith(before) and one.endswith(after))
    return tuple(one.removeprefix(before).removesuffix(after) for one in told)


def _copies_lie_there(ran: Ran) -> None:
    """Every copy that was told of is a file with something in it, and a calendar reads the calendar file."""
    made = [PRINTOUTS / one.strip() for one in ran.out.splitlines() if one.endswith((".html", ".ics"))]
    assert made
    for path in made:
        assert path.stat().st_size > 0, path
    for path in (one for one in made if one.suffix == ".ics"):
        assert list(icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"))


def _handed_over(plan: Plan, kinds: set[HandOverKind]) -> None:
    """First declined with a reason, then accepted; whoever accepted last has it."""
    assert plan.hand_overs[0].declined_why
    accepted = {one.kind: one for one in plan.hand_overs if one.accepted}
    assert accepted.keys() == kinds
    roles = {COORDINATION: plan.roles.coordinator, RESPONSIBLE: plan.roles.responsible}
    assert {kind: one.to for kind, one in accepted.items()} == {kind: roles[kind] for kind in kinds}
    assert all(one.from_ for one in plan.hand_overs)


def _consent_was_taken_back_and_given_anew(plan: Plan) -> None:
    (taken,) = [one for one in plan.consents if one.withdrawn]
    assert any(
        one.by == taken.by
        and {*taken.to} <= {*one.to}
        and one.from_
        and taken.withdrawn
        and one.from_ > taken.withdrawn
        for one in plan.consents
    )


def _was_tried(plan: Plan) -> None:
    """Something was done, something partly, something not; kept, changed and ended; each row as the action then stood."""
    assert {str(one.done) for one in plan.tried if one.done} == {"yes", "partly", "no"}
    assert {"keep", "change", "end"} <= {str(one.then) for one in plan.tried if one.then}
    changed = [one for one in plan.tried if one.then == "change"]
    assert changed
    assert all(one.what != one.new_what for one in changed)
    now = {one.id: one.what for one in plan.actions}
    assert {one.action: one.new_what for one in changed}.items() <= now.items()
    assert any(one.status is ActionStatus.DONE for one in plan.actions)


def _closed_twice(plan: Plan) -> None:
    (earlier,) = plan.earlier_closings
    assert earlier.reopened_why
    for closing in (earlier, plan.closing):
        assert closing is not None
        told = closing.child_told_by and closing.child_told_day
        assert told or any(one.what == "closing.child-told-by" for one in plan.skipped)
        assert closing.archived_at


def _texts(inside: Any) -> list[str]:
    if isinstance(inside, dict):
        return [text for one in inside.values() for text in _texts(one)]
    if isinstance(inside, list):
        return [text for one in inside for text in _texts(one)]
    return [str(inside)]
