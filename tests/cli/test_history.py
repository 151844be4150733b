"""`history`, `changes`, `undo`, `show --at` and `wheel --over-time`, as they are typed."""

import io
import json
from pathlib import Path

import pytest

from kronobarn_cli.cli import history_screen
from kronobarn_cli.errors import ExitCode
from kronobarn_cli.i18n import _
from kronobarn_cli.store.git import graph, program, repository
from tests.conftest import Program
from tests.recorded import git, put
from tests.store.git.by_hand import hook

DAY = 24 * 3600


class Person(io.StringIO):
    """Somebody at a terminal who types these lines."""

    def isatty(self) -> bool:
        """Yes."""
        return True


@pytest.fixture
def recorded(examples: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The practice folder with a history: as it was, and then two scores by the child and an action begun."""
    git(examples, "-c", "init.defaultBranch=main", "init", "--quiet")
    for key, value in (("user.name", "Anna"), ("user.email", "a@b.se")):
        git(examples, "config", key, value)
    put(examples, "start", when=-9 * DAY)
    plan = examples / "plans" / "k7mtr.yaml"
    for day, score in ((-8, 3), (-7, 1)):
        assert kronobarn("wheel", "k7", "--voice", "child", "--set", f"larande={score}").code == 0
        put(examples, "k7mtr: wheel", when=day * DAY)
    plan.write_text(plan.read_text("utf8").replace("status: planned", "status: ongoing", 1), "utf8", newline="\n")
    put(examples, "k7mtr: edit", when=-6 * DAY, by="Bo")
    return examples


def test_the_history_of_a_plan(recorded: Path, kronobarn: Program) -> None:
    ran = kronobarn("history", "k7")
    assert (ran.code, ran.err) == (0, "")
    assert (
        "1)  2026-04-21 12:00, Bo, version 9\n    Insats 6 ”Ett första samtal med Mio och en förälder”: inte börjat än → pågår"
        in ran.out
    )
    assert "4)  2026-04-18 12:00, Anna, version 7" in ran.out
    assert "--all" not in ran.out


def test_no_more_is_shown_than_is_asked_for(recorded: Path, kronobarn: Program) -> None:
    ran = kronobarn("history", "k7", "--count", "2")
    assert "2)  " in ran.out
    assert "3)  " not in ran.out
    assert "kronobarn history k7mtr --all" in ran.out
    assert "4)  " in kronobarn("history", "k7", "--count", "2", "--all").out
    assert kronobarn("history", "k7", "--count", "0").code == ExitCode.USAGE


def test_the_history_of_all_plans(recorded: Path, kronobarn: Program) -> None:
    ran = kronobarn("history", "--count", "3")
    assert [line[:5] for line in ran.out.splitlines() if ", version" in line] == ["k7mtr"] * 3
    assert "kronobarn history --count 15" in ran.out
    assert kronobarn("history", "--all").code == ExitCode.USAGE
    assert "p3wdh  2026-04-18 12:00, Anna" in kronobarn("history").out


def test_of_a_long_change_the_folder_shows_the_first(recorded: Path, kronobarn: Program) -> None:
    plan = recorded / "plans" / "k7mtr.yaml"
    plan.write_text(plan.read_text("utf8").replace("often: ", "often: x ").replace("sign: ", "sign: x "), "utf8")
    shown = kronobarn("history", "--count", "1").out
    assert _("Not in the history yet") in shown
    assert shown.count("kronobarn history k7mtr") == 1
    assert len(kronobarn("history", "k7", "--count", "1").out) > len(shown)


def test_a_script_gets_the_same(recorded: Path, kronobarn: Program) -> None:
    told = json.loads(kronobarn("history", "k7", "--count", "1", "--json").out)
    assert (told["code"], told["more"]) == ("k7mtr", True)
    [change] = told["changes"]
    assert (change["at"], change["by"], change["recorded"]) == ("2026-04-21T12:00:00+02:00", "Bo", True)
    assert json.loads(kronobarn("history", "--json").out)["code"] is None


@pytest.mark.parametrize(
    "line", [("history",), ("history", "k7"), ("changes",), ("changes", "k7"), ("undo", "k7", "--yes")]
)
def test_without_a_history_the_words_are_clear(examples: Path, kronobarn: Program, line: tuple[str, ...]) -> None:
    ran = kronobarn(*line)
    assert (ran.code, ran.out) == (ExitCode.NO_HISTORY, "")
    assert "Prova: kronobarn doctor" in ran.err


def test_an_empty_history_is_no_fault(examples: Path, kronobarn: Program) -> None:
    for plan in (examples / "plans").glob("*.yaml"):
        plan.unlink()
    assert repository.start(examples)
    assert _("Nothing is in the history yet.") in kronobarn("history").out
    assert kronobarn("history", "k7mtr").code == ExitCode.NOT_FOUND
    assert kronobarn("undo", "--yes").code == ExitCode.USAGE


@pytest.mark.parametrize(
    ("since", "count"),
    [
        *(("2026-04-20", 2), ("8", 2), ("version 8", 2), ("2026-04-22", 0), ("igår", 0), ("2026-04-21", 1), (None, 3)),
        *((met, 3) for met in ("last-meeting", "senaste mötet", "Mötet", "v8")),
    ],
)
def test_what_is_new_in_a_plan(recorded: Path, kronobarn: Program, since: str | None, count: int) -> None:
    asked = () if since is None else ("--since", since)
    ran = kronobarn("changes", "k7", *asked, "--json")
    assert ran.code == 0
    [plan] = json.loads(ran.out)["plans"]
    assert (plan["code"], plan["to"], len(plan["sentences"])) == ("k7mtr", 9, count)
    shown = kronobarn("changes", "k7", *asked).out
    assert all(sentence in shown for sentence in plan["sentences"])


def test_what_is_new_in_all_plans(recorded: Path, kronobarn: Program) -> None:
    ran = kronobarn("changes")
    assert _("What is new in plan {code} since {when}:").format(code="k7mtr", when="20 april 2026") in ran.out
    assert _("Plan {code}:").format(code="p3wdh") in kronobarn("changes", "--since", "2026-04-01").out
    answer = json.loads(kronobarn("changes", "--since", "2026-04-01", "--json").out)
    assert (answer["since"], len(answer["plans"]), answer["more"]) == ("2026-04-01", 4, 0)
    assert (
        _("Nothing has changed since {when}.").format(when="27 april 2026")
        in kronobarn("changes", "--since", "idag").out
    )


def test_of_many_plans_the_first_are_shown(recorded: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kronobarn_cli.cli.changes._MOST", 1)
    ran = kronobarn("changes", "--since", "2026-04-01")
    assert "kronobarn changes --since 2026-04-01 --all" in ran.out
    assert "v5xjc" in kronobarn("changes", "--since", "2026-04-01", "--all").out


def test_what_is_no_day_and_no_version_is_refused(recorded: Path, kronobarn: Program) -> None:
    for line in (
        ("changes", "--since", "sist"),
        ("changes", "k7", "--since", "12345678901"),
        ("show", "k7", "--at", "då"),
    ):
        assert kronobarn(*line).code == ExitCode.USAGE
    assert kronobarn("changes", "k7", "--since", "99").code == ExitCode.NOT_FOUND
    # A version is one plan's, and so is its last meeting.
    assert kronobarn("changes", "--since", "8", "--no-input").code == ExitCode.USAGE
    assert kronobarn("changes", "--since", "last-meeting", "--no-input").code == ExitCode.USAGE
    assert kronobarn("changes", "v5xjc", "--since", "last-meeting").code == ExitCode.NOT_FOUND
    assert kronobarn("changes", "v5xjc").code == 0


def test_a_plan_is_shown_as_it_was(recorded: Path, kronobarn: Program) -> None:
    for at in ("8", "2026-04-19"):
        ran = kronobarn("show", "k7", "--at", at)
        assert "version 8" in ran.out
        assert _("This is the plan as it was then, not as it is now.") in ran.err
    assert json.loads(kronobarn("show", "k7", "--at", "8", "--json").out)["plan"]["revision"] == 8
    assert kronobarn("show", "--at", "8", "--no-input").code == ExitCode.USAGE
    (recorded / "plans" / "k7mtr.yaml").unlink()
    assert "version 8" in kronobarn("show", "k7mtr", "--at", "8").out


def test_it_is_said_which_version_it_was(recorded: Path, kronobarn: Program) -> None:
    """Bo wrote on without a new number, so two are called 9."""
    ran = kronobarn("show", "k7", "--at", "9")
    assert _("It is version {revision}, {origin}.").format(revision=9, origin="2026-04-21 12:00, Bo") in ran.err
    assert "kronobarn history k7mtr" in ran.err
    assert "kronobarn history" not in kronobarn("show", "k7", "--at", "2026-04-21").err
    ran = kronobarn("changes", "k7", "--since", "9")
    assert "(2026-04-21 12:00, Bo)" in ran.out
    assert "kronobarn history k7mtr" in ran.err
    ran = kronobarn("show", "k7", "--at", "8")
    assert "kronobarn history" not in ran.err
    git(recorded, "checkout", "--quiet", "--orphan", "ny")
    put(recorded)
    kept = _("kept on this computer {when}").format(when="")
    assert kept in kronobarn("show", "k7", "--at", "8").err
    plan = recorded / "plans" / "k7mtr.yaml"
    plan.write_text(plan.read_text("utf8").replace("revision: 9", "revision: 44"), "utf8")
    assert _("not in the history yet") in kronobarn("show", "k7", "--at", "44").err


def test_a_day_to_come_is_no_moment_of_the_past(recorded: Path, kronobarn: Program) -> None:
    for line in (("show", "k7", "--at"), ("changes", "k7", "--since"), ("changes", "--since")):
        ran = kronobarn(*line, "2026-04-28")
        assert (ran.code, ran.out) == (ExitCode.USAGE, "")
        assert ran.err.splitlines()[-1].endswith(" ".join((*line[2:], "2026-04-27")))
        assert kronobarn(*line, "2026-04-27").code == 0


def test_a_plan_is_shown_as_it_was_at_the_last_meeting(examples: Path, kronobarn: Program) -> None:
    assert repository.start(examples)
    put(examples, when=-99 * DAY)
    assert kronobarn("wheel", "k7", "--voice", "child", "--set", "larande=3").code == 0
    put(examples)
    ran = kronobarn("show", "k7", "--at", "last-meeting")
    assert (ran.code, "version 7" in ran.out) == (0, True)
    ran = kronobarn("show", "v5xjc", "--at", "last-meeting")
    assert ran.code == ExitCode.NOT_FOUND
    assert "kronobarn history v5xjc" in ran.err


def test_the_wheel_over_time(recorded: Path, kronobarn: Program) -> None:
    ran = kronobarn("wheel", "k7", "--show", "--over-time")
    assert ran.code == 0
    assert "23 april 2026  ███░░" in ran.out
    assert "27 april 2026  █░░░░" in ran.out
    rows = json.loads(kronobarn("wheel", "k7", "--over-time", "--json").out)["over-time"]
    assert {one["voice"] for one in rows} == {"child", "guardian-1", "guardian-2", "school"}
    plan = recorded / "plans" / "k7mtr.yaml"
    text = plan.read_text("utf8")
    plan.write_text(text[: text.index("wheel:")] + text[text.index("consents:") :], "utf8", newline="\n")
    assert "(finns inte längre i planen)" in kronobarn("wheel", "k7", "--over-time").out


def test_a_wheel_nobody_has_filled_in_says_so(folder: Path, kronobarn: Program) -> None:
    text = "kronobarn: 1\ncode: k7mtr\nrevision: 1\npeople:\n  - {id: child, kind: child}\n...\n"
    (folder / "plans" / "k7mtr.yaml").write_text(text)
    assert kronobarn("wheel", "k7", "--over-time").out == kronobarn("wheel", "k7", "--show").out


def status(folder: Path) -> str:
    """Of the action that Bo changed, the last one."""
    return (
        (folder / "plans" / "k7mtr.yaml")
        .read_text("utf8")
        .split("Ett första samtal")[1]
        .split("status: ")[1]
        .split()[0]
    )


def test_undo_tells_asks_and_does(recorded: Path, kronobarn: Program) -> None:
    ran = kronobarn("undo", "k7", stdin=Person("n\n"))
    assert "inte börjat än → pågår" in ran.out
    assert "pågår → inte börjat än" in ran.out
    assert _("Nothing has been changed.") in ran.out
    assert status(recorded) == "ongoing"
    assert kronobarn("undo", "k7", stdin=Person("\n")).out.endswith(_("Nothing has been changed.") + "\n")
    ran = kronobarn("undo", stdin=Person("j\n"))
    assert (ran.code, status(recorded)) == (0, "planned")
    assert "version 10" in ran.out


def test_a_script_undoes_what_it_names(recorded: Path, kronobarn: Program) -> None:
    ran = kronobarn("undo", "k7", "--change", "2")
    assert (ran.code, ran.err.splitlines()[-1]) == (ExitCode.USAGE, "Prova: kronobarn undo k7mtr --change 2 --yes")
    assert kronobarn("undo", "k7").err.splitlines()[-1] == "Prova: kronobarn undo k7mtr --yes"
    assert kronobarn("undo", "k7", "--change", "2", "--yes").code == 0
    assert status(recorded) == "ongoing"
    assert json.loads(kronobarn("changes", "k7", "--since", "8", "--json").out)["plans"][0]["to"] == 10


def test_what_was_written_on_since_is_told(recorded: Path, kronobarn: Program) -> None:
    plan = recorded / "plans" / "k7mtr.yaml"
    for score in (3, 5):
        assert kronobarn("wheel", "k7", "--voice", "child", "--set", f"larande={score}").code == 0
        put(recorded, when=score)
    ran = kronobarn("undo", "k7", "--change", "2", "--yes")
    assert ran.code == 0
    assert "kronobarn merge k7mtr" in ran.out
    assert "open-points" in plan.read_text("utf8")


def test_what_is_undone_already_is_left_alone(recorded: Path, kronobarn: Program) -> None:
    before = git(recorded, "show", "HEAD~1:plans/k7mtr.yaml") + "\n"
    put(recorded, when=-5 * DAY, k7mtr=before)
    ran = kronobarn("undo", "k7", "--change", "2", "--yes")
    assert _("There is nothing left of it to undo. Nothing has been changed.") in ran.out


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading the history takes longer than anybody likes."""
    monkeypatch.setattr(history_screen, "SLOW", 0.0)


def test_a_long_history_is_made_quicker_after_the_answer(
    recorded: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch, slow: None
) -> None:
    assert kronobarn("history").err == ""
    monkeypatch.setattr(graph, "MANY", 1)
    calm = _("The history is long. I make it faster to read from now on. It can take a minute, this one time.")
    assert calm in kronobarn("history", "k7").err
    assert kronobarn("history", "k7").err == ""


def test_where_it_cannot_be_made_quicker_the_answer_stands(
    recorded: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch, slow: None
) -> None:
    monkeypatch.setattr(graph, "MANY", 1)
    in_the_way = recorded / ".git" / "objects" / "info" / "commit-graphs"
    in_the_way.write_text("x")
    assert kronobarn("changes", "k7").code == 0
    in_the_way.unlink()  # the newest git looks into it
    assert program.run(recorded, "fsck").well


def test_what_never_came_into_the_history_is_had_back_by_what_is_kept(recorded: Path, kronobarn: Program) -> None:
    hook(recorded, "pre-commit", "exit 1")
    assert kronobarn("config", "set", "git", "true").code == 0
    kronobarn("wheel", "k7", "--voice", "child", "--set", "larande=5")
    ran = kronobarn("undo", "k7", "--yes")
    assert ran.code == 0
    kept = _("What stood there before is kept on this computer: {command}")
    assert kept.format(command="kronobarn restore k7mtr") in ran.out
    assert kronobarn("restore", "k7", "--revision", "10").code == 0
    (recorded / ".git/hooks/pre-commit").unlink()
    assert kronobarn("wheel", "k7", "--voice", "child", "--set", "larande=3").code == 0
    ran = kronobarn("undo", "k7", "--yes")
    assert _("Nothing is lost: {command}").format(command="kronobarn history k7mtr") in ran.out


@pytest.mark.parametrize(
    ("typed", "again"),
    [
        (("undo", "k7"), "undo k7"),
        (("undo", "--change", "2"), "undo --change 2"),
        (("restore", "k7", "--revision", "8"), "restore k7 --revision 8"),
        (("sync", "--with", "https://anna:hemligt@x.se/p.git"), "sync --help"),
    ],
)
@pytest.mark.parametrize("how", [KeyboardInterrupt, EOFError])
def test_whoever_stops_is_told_how_to_go_on(
    recorded: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch, typed: tuple[str, ...], again: str, how: type
) -> None:
    def stop(*_anything: object, **_more: object) -> None:
        raise how

    monkeypatch.setattr("kronobarn_cli.cli.screen.interactive", lambda: True)
    monkeypatch.setattr("kronobarn_cli.cli.screen.prompt", stop)
    monkeypatch.setattr("kronobarn_cli.work.syncing.sync", stop)
    ran = kronobarn(*typed)
    assert ran.code == ExitCode.INTERRUPTED
    assert ran.err.endswith(f"Prova: kronobarn {again}\n")
    where = kronobarn(*typed, "--folder", recorded).err
    assert where.endswith(f"Prova: kronobarn {again}\n" if "help" in again else f"--folder {recorded}\n")
