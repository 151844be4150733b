"""Whole lives of plans: four made-up children from nothing to a closed plan, and one whom nobody names.

Each table is one child's life: the day, what is typed, the file with what was said (in tests/sessions), and after it
the stage, whether the plan is in force, and which errors `check` may then have. A `.txt` file is typed at the keyboard
line by line, without its comments; a `.yaml` file is given with `--answers`; for `edit` it says what to write for what.
"""

import json
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import icalendar
import msgspec
import pytest
import yaml

from kronobarn_cli.i18n import _
from kronobarn_cli.interview.asked import Asked
from kronobarn_cli.interview.scripted import ScriptedAsker
from kronobarn_cli.model.plan import ActionStatus, HandOverKind, Plan
from kronobarn_cli.model.stage import held, in_force, stage
from kronobarn_cli.store.folder import Folder
from tests.conftest import Program, Ran

SESSIONS = Path(__file__).parents[1] / "sessions"
PRINTOUTS = Path("utskrifter")

MAY_STAND = {
    "K162": "the meeting is not over, or nobody there knew which day",
    "K163": "the meeting is not over, or nobody there knew which day",
    "K164": "the child has just been born, and nobody has yet written down what it shows",
    "K165": "the meeting is not over: the read-back comes in its fourth part",
}
"""Errors that may stand between two sessions, and why."""


class Session(NamedTuple):
    """One sitting: the day, the command, what was said, and where the plan stands after it."""

    day: str
    line: str
    file: str
    stage: str
    in_force: bool = False
    errors: tuple[str, ...] = ()
    never_asked: tuple[str, ...] = ()


NAMES = ("child.name", "people.guardian-1.name", "people.school.service", "meetings.m1.place")
HALF_MET = ("K162", "K163", "K165")

# fmt: off
UNBORN = (
    Session("2026-04-27", "new-plan", "01-frame.txt", "frame"),
    Session("2026-04-27", "continue", "02-frame.txt", "notice"),
    Session("2026-04-28", "continue", "03-notice.txt", "inform"),
    Session("2026-04-29", "continue", "04-inform.txt", "decide"),
    Session("2026-04-30", "continue", "05-decide.txt", "collaborate"),
    Session("2026-05-04", "consent --give", "06-consent-mother.yaml", "collaborate"),
    Session("2026-05-04", "consent --give", "07-consent-father.yaml", "collaborate"),
    Session("2026-05-05", "meeting --prepare", "08-prepare.yaml", "collaborate"),
    Session("2026-05-12", "meeting", "09-meeting.txt", "plan", errors=HALF_MET),
    Session("2026-05-12", "meeting", "10-meeting.yaml", "follow-up", in_force=True),
    Session("2026-05-12", "render --all", "", "follow-up", in_force=True),
    Session("2026-06-16", "follow-up", "11-follow-up.yaml", "follow-up", in_force=True),
    Session("2026-06-17", "hand-over", "12-propose.yaml", "hand-over", in_force=True),
    Session("2026-06-24", 'hand-over --decline --why "Först när barnet är fött och inskrivet."', "", "follow-up", in_force=True),
    Session("2026-08-03", "edit", "14-born.yaml", "plan", errors=("K164",)),
    Session("2026-08-04", "wheel --voice child", "15-child-voice.yaml", "follow-up", in_force=True),
    Session("2026-08-04", "hand-over", "16-propose-again.yaml", "hand-over", in_force=True),
    Session("2026-08-06", "hand-over --accept", "", "follow-up", in_force=True),
    Session("2026-08-07", "hand-over", "18-coordination.yaml", "follow-up", in_force=True),
    Session("2026-08-10", "consent --withdraw --by pappa --to social-services", "", "follow-up", in_force=True),
    Session("2026-08-17", "consent --give", "19-consent-again.yaml", "follow-up", in_force=True),
    Session("2026-08-18", "meeting --prepare", "20-prepare.yaml", "follow-up", in_force=True),
    Session("2026-08-25", "meeting", "21-meeting.yaml", "follow-up", in_force=True),
    Session("2026-08-25", "render --all", "", "follow-up", in_force=True),
    Session("2026-10-20", "follow-up", "22-follow-up.yaml", "follow-up", in_force=True),
    Session("2026-10-20", "close", "23-close.yaml", "close"),
    Session("2026-11-03", 'reopen --why "Mamma har ringt. Sömnen är borta igen."', "", "follow-up", in_force=True),
    Session("2026-11-10", "close", "25-close-again.yaml", "close"),
    Session("2026-11-10", "render --all", "", "close"),
)
FOUR = (
    Session("2026-04-27", "new-plan", "01-frame.txt", "frame"),
    Session("2026-04-28", "continue", "02-frame.txt", "notice"),
    Session("2026-04-28", "continue", "03-notice.txt", "inform"),
    Session("2026-04-29", "continue", "04-inform.txt", "decide"),
    Session("2026-05-05", "wheel --voice child", "05-wheel-child.yaml", "decide"),
    Session("2026-05-05", "wheel --voice guardian-1 --works utveckling='Lo visar med handen.' --need utveckling=yes", "", "decide"),
    Session("2026-05-06", "continue", "07-decide.yaml", "collaborate"),
    Session("2026-05-07", "meeting --prepare", "08-prepare.yaml", "collaborate"),
    Session("2026-05-20", "meeting", "09-meeting.yaml", "plan", errors=("K162", "K163")),
    Session("2026-05-22", "follow-up", "10-follow-up.yaml", "follow-up", in_force=True),
    Session("2026-05-22", "render --all", "", "follow-up", in_force=True),
    Session("2026-08-28", "follow-up", "11-follow-up.yaml", "follow-up", in_force=True),
    Session("2026-09-02", "hand-over", "12-propose.yaml", "hand-over", in_force=True),
    Session("2026-09-07", "hand-over", "13-declined.yaml", "follow-up", in_force=True),
    Session("2026-10-06", "hand-over", "14-propose-again.yaml", "follow-up", in_force=True),
    Session("2026-10-08", "consent --withdraw --by guardian-1 --to habilitation --on 2026-10-09", "", "follow-up", in_force=True),
    Session("2026-10-12", "consent --give", "16-consent-again.yaml", "follow-up", in_force=True),
    Session("2026-10-13", "meeting --prepare", "17-prepare.yaml", "follow-up", in_force=True),
    Session("2026-10-22", "meeting", "18-meeting.yaml", "follow-up", in_force=True),
    Session("2026-10-22", "render --all", "", "follow-up", in_force=True),
    Session("2026-12-10", "close", "19-close.yaml", "close"),
    Session("2027-01-11", 'reopen --why "Lo har bytt avdelning, och bilderna följde inte med."', "", "follow-up", in_force=True),
    Session("2027-02-01", "close", "20-close-again.yaml", "close"),
    Session("2027-02-01", "render --all", "", "close"),
)
NINE = (
    Session("2026-04-27", "new-plan", "01-frame.txt", "frame"),
    Session("2026-04-27", "continue", "02-frame.txt", "notice"),
    Session("2026-04-27", "continue", "03-notice.txt", "inform"),
    Session("2026-04-30", "continue", "04-inform.txt", "decide"),
    Session("2026-05-04", "continue", "05-decide.yaml", "collaborate"),
    Session("2026-05-05", "consent --give", "06-consent.yaml", "collaborate"),
    Session("2026-05-05", "consent --give", "07-consent-child.yaml", "collaborate"),
    Session("2026-05-06", "consent --give", "08-consent-other.yaml", "collaborate"),
    Session("2026-05-08", "meeting --prepare", "09-prepare.yaml", "collaborate"),
    Session("2026-05-19", "meeting", "10-meeting.yaml", "plan", errors=("K162", "K163")),
    Session("2026-05-19", "meeting", "10-meeting-day.yaml", "follow-up", in_force=True),
    Session("2026-05-19", "render --all", "", "follow-up", in_force=True),
    Session("2026-06-09", "follow-up", "11-follow-up.yaml", "follow-up", in_force=True),
    Session("2026-06-10", "hand-over", "12-propose.yaml", "hand-over", in_force=True),
    Session("2026-06-15", 'hand-over --decline --why "Vi har bara samtalen om sömnen."', "", "follow-up", in_force=True),
    Session("2026-06-16", "hand-over", "14-propose-again.yaml", "hand-over", in_force=True),
    Session("2026-06-18", "hand-over --accept --on 2026-06-17", "", "follow-up", in_force=True),
    Session("2026-08-17", "consent --withdraw --by 'mormor Ulla' --to bup", "", "follow-up", in_force=True),
    Session("2026-08-20", "consent --give", "17-consent-again.yaml", "follow-up", in_force=True),
    Session("2026-08-25", "meeting --prepare", "18-prepare.yaml", "follow-up", in_force=True),
    Session("2026-09-01", "meeting", "19-meeting.yaml", "follow-up", in_force=True),
    Session("2026-09-01", "render --all", "", "follow-up", in_force=True),
    Session("2026-11-12", "close", "20-close.yaml", "close"),
    Session("2026-12-01", 'reopen --why "Edvin är sjuk, och Tage äter inte."', "", "follow-up", in_force=True),
    Session("2026-12-18", "close", "21-close-again.yaml", "close"),
    Session("2026-12-18", "render --all", "", "close"),
)
SIXTEEN = (
    Session("2026-04-27", "new-plan", "01-frame.txt", "frame"),
    Session("2026-04-27", "continue", "02-frame.txt", "notice"),
    Session("2026-04-28", "continue", "03-notice.txt", "inform"),
    Session("2026-05-04", "continue", "04-inform.txt", "decide"),
    Session("2026-05-05", "continue", "05-decide.yaml", "collaborate"),
    Session("2026-05-06", "consent --give", "06-consent-child.yaml", "collaborate"),
    Session("2026-05-06", "consent --give", "07-consent-father.yaml", "collaborate"),
    Session("2026-05-08", "meeting --prepare", "08-prepare.yaml", "collaborate"),
    Session("2026-05-26", "meeting", "09-meeting.txt", "plan", errors=HALF_MET),
    Session("2026-05-26", "meeting --part 3", "10-meeting.yaml", "follow-up", in_force=True),
    Session("2026-05-26", "render --all", "", "follow-up", in_force=True),
    Session("2026-06-23", "follow-up", "11-follow-up.yaml", "follow-up", in_force=True),
    Session("2026-06-24", "hand-over", "12-coordination.yaml", "hand-over", in_force=True),
    Session("2026-06-26", 'hand-over --decline --why "Vi har stängt i juli."', "", "follow-up", in_force=True),
    Session("2026-06-29", "hand-over", "14-coordination-again.yaml", "follow-up", in_force=True),
    Session("2026-08-10", "hand-over", "15-responsible.yaml", "hand-over", in_force=True),
    Session("2026-08-17", "hand-over --accept", "", "follow-up", in_force=True),
    Session("2026-08-18", "edit", "17-school.yaml", "follow-up", in_force=True),
    Session("2026-08-20", "consent --withdraw --by Noor --to umo", "", "follow-up", in_force=True),
    Session("2026-08-24", "consent --give", "19-consent-again.yaml", "follow-up", in_force=True),
    Session("2026-08-27", "meeting --prepare", "20-prepare.yaml", "follow-up", in_force=True),
    Session("2026-09-10", "meeting", "21-meeting.yaml", "follow-up", in_force=True),
    Session("2026-09-10", "render --all", "", "follow-up", in_force=True),
    Session("2026-12-03", "close", "22-close.yaml", "close"),
    Session("2027-01-18", 'reopen --why "Bageriet har stängt."', "", "follow-up", in_force=True),
    Session("2027-02-15", "close", "23-close-again.yaml", "close"),
    Session("2027-02-15", "render --all", "", "close"),
)
PROTECTED = (
    Session("2026-04-27", "new-plan", "01-new-plan.yaml", "collaborate", never_asked=NAMES),
    Session("2026-04-28", "meeting --prepare", "02-prepare.yaml", "collaborate"),
    Session("2026-05-11", "meeting", "03-meeting.yaml", "follow-up", in_force=True),
    Session("2026-05-11", "render --all --routine-followed", "", "follow-up", in_force=True),
    Session("2026-06-11", "follow-up", "04-follow-up.yaml", "follow-up", in_force=True),
    Session("2026-09-10", "close", "05-close.yaml", "close"),
)
# fmt: on

COORDINATION, RESPONSIBLE = HandOverKind.COORDINATION, HandOverKind.RESPONSIBLE
LIVES: Mapping[str, tuple[tuple[Session, ...], set[HandOverKind]]] = {
    "unborn": (UNBORN, {RESPONSIBLE, COORDINATION}),
    "four": (FOUR, {COORDINATION}),
    "nine": (NINE, {COORDINATION}),
    "sixteen": (SIXTEEN, {COORDINATION, RESPONSIBLE}),
}
"""Each child's sessions, and what was handed over in that life."""


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
            assert (stage(plan), in_force(plan)) == (session.stage, session.in_force), here
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
        for refusal in (_("This question needs an answer."), _("Answer j for yes or n for no.")):
            assert refusal not in ran.out, ran.out
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
def test_a_whole_life(name: str, begin: Begin) -> None:
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
