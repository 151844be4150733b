"""Every command wherever git has left the plan folder: it does its work, or says in plain words why not and what to type.

And whatever git says, what a person has written is saved.
"""

import json
import os
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from kronobarn_cli.errors import ExitCode
from kronobarn_cli.i18n import _
from tests.conftest import Program, Ran
from tests.store.git.by_hand import git, knows_owners, settings_in, slow_git

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SAVE = ("wheel", "k7", "--voice", "child", "--set", "larande=5")
READS = (
    ("history",),
    ("history", "k7"),
    ("changes",),
    ("changes", "k7", "--since", "2026-01-01"),
)
CHECKS = (
    ("check", "--staged"),
    ("check", "--since", "HEAD"),
    ("check", "--history"),
)
ACTS = (
    ("undo", "k7", "--yes"),
    ("init", "--hooks"),
    ("sync",),
)
NEEDS_NO_HISTORY = (
    ("list",),
    ("show", "k7"),
    ("wheel", "k7", "--show", "--over-time"),
    ("merge", "k7"),
    ("due",),
)
NOT_THERE = "Här finns ingen historik, för git är inte installerat. Allt annat fungerar."
SLOW = _("git does not answer in time. Everything else works. Try again in a while.")
NONE = "Ingen historik förs i den här planmappen."
NOT_OURS = "Planmappen tillhör någon annan på den här datorn, så git läser inte historiken."
BROKEN = "Mappens historik går inte att läsa. Planerna är orörda."
TOO_OLD = "Den här versionen av git är för gammal för historiken. Allt annat fungerar."
ALLOW = 'git config --global --add safe.directory "{}"'


class Closed(NamedTuple):
    """A plan folder whose history is out of reach: what is said of it, what can be typed, whether a save tells of it."""

    folder: Path
    sentence: str
    hint: str
    told: bool


class World:
    """A home of one's own, in which plan folders are laid out with git itself."""

    def __init__(self, home: Path, kronobarn: Program, patch: pytest.MonkeyPatch) -> None:
        self.home, self.kronobarn, self.patch = home, kronobarn, patch

    def planer(self, way: str = "Åsas planer") -> Path:
        """A plan folder with two plans in whatever repository it lies, and a save that was recorded."""
        folder = self.home / way
        assert self.kronobarn("init", folder, "--no-git", "--no-input").code == 0
        if not git(folder, "rev-parse", "--git-dir", well=False):
            git(folder, "init", "-q", "-b", "main")
        self.patch.chdir(folder)
        assert self.kronobarn("config", "set", "git", "true").code == 0
        for code in ("k7mtr", "p3wdh"):
            shutil.copy(EXAMPLES / f"{code}.yaml", folder / "plans")
        git(folder, "add", "--all")
        git(folder, "commit", "-q", "-m", "start")
        assert self.kronobarn("doctor", "--mend").code in {0, 1}
        for score in (3, 1):
            assert self.kronobarn(*SAVE[:-1], f"larande={score}").code == 0
        return folder

    def larger(self) -> Path:
        """The top of a larger repository, of which a plan folder is a small part."""
        top = self.home / "Större mapp"
        top.mkdir()
        git(top, "init", "-q", "-b", "main")
        (top / "annat.txt").write_text("x")
        git(top, "add", "--all")
        git(top, "commit", "-q", "-m", "annat")
        return top

    def programs(self, name: str, *lines: str) -> Path:
        """A folder with no program but a git of these lines; without lines none."""
        place = self.home / name
        place.mkdir()
        if lines:
            (place / "git").write_text("\n".join(("#!/bin/sh", *lines, "")))
            (place / "git").chmod(0o755)
        return place


@pytest.fixture
def world(tmp_path: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch) -> World:
    return World(tmp_path, kronobarn, monkeypatch)


def without_git(world: World) -> Closed:
    folder = world.planer()
    world.patch.setenv("PATH", str(world.programs("tomt")))
    return Closed(folder, NOT_THERE, "kronobarn doctor", told=False)


def with_a_git_that_sleeps(world: World) -> Closed:
    folder = world.planer()
    slow_git(world.home, world.patch)
    return Closed(folder, SLOW, "kronobarn doctor --mend", told=True)


def without_a_history(world: World) -> Closed:
    folder = world.planer()
    (folder / ".git").rename(world.home / "borta")
    return Closed(folder, NONE, "kronobarn doctor --mend", told=False)


def with_a_broken_history(world: World) -> Closed:
    folder = world.planer()
    (folder / ".git" / "HEAD").write_text("")
    return Closed(folder, BROKEN, "kronobarn doctor", told=True)


def of_somebody_else(world: World) -> Closed:
    folder = world.planer()
    _given_away(world)
    return Closed(folder, NOT_OURS, ALLOW.format(folder), told=True)


def in_a_larger_one_of_somebody_else(world: World) -> Closed:
    top = world.larger()
    folder = world.planer("Större mapp/barn/planer")
    _given_away(world)
    return Closed(folder, NOT_OURS, ALLOW.format(top), told=True)


def in_a_linked_work_tree_of_somebody_else(world: World) -> Closed:
    folder = _linked(world, "-b", "andra")
    _given_away(world)
    return Closed(folder, NOT_OURS, ALLOW.format(folder), told=True)


def _given_away(world: World) -> None:
    if not knows_owners():
        pytest.skip("this git asks nobody whose a repository is")
    world.patch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")


def _linked(world: World, *how: str) -> Path:
    """A linked work tree, stood in; what is kept on this computer of the folder it was made from is not kept of it."""
    folder = world.planer()
    linked = world.home / "Länkad mapp"
    git(folder, "worktree", "add", "-q", *how, str(linked))
    world.patch.chdir(linked)
    for score in (3, 1):
        assert world.kronobarn(*SAVE[:-1], f"larande={score}").code == 0
    return linked


CLOSED: tuple[Callable[[World], Closed], ...] = (
    without_git,
    with_a_git_that_sleeps,
    without_a_history,
    with_a_broken_history,
    of_somebody_else,
    in_a_larger_one_of_somebody_else,
    in_a_linked_work_tree_of_somebody_else,
)


@pytest.fixture(params=CLOSED, ids=lambda one: one.__name__)
def closed(request: pytest.FixtureRequest, world: World) -> Closed:
    made: Closed = request.param(world)
    return made


def clear(ran: Ran, code: ExitCode, sentence: str, hint: str) -> None:
    """Nothing but a sentence and what can be typed."""
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.splitlines() == [sentence, f"Prova: {hint}"]


def kept(kronobarn: Program) -> tuple[tuple[str, ...], ...]:
    """The lines that show and bring back the version before, which is kept on this computer."""
    [last, *_older] = json.loads(kronobarn("restore", "k7", "--json").out)["versions"]
    revision = str(last["revision"])
    return ("show", "k7", "--at", revision), ("restore", "k7", "--revision", revision)


def test_what_needs_the_history_says_why_it_is_out_of_reach(closed: Closed, kronobarn: Program) -> None:
    before = (closed.folder / "plans" / "k7mtr.yaml").read_bytes()
    for line in (*READS, *CHECKS, *ACTS):
        clear(kronobarn(*line), ExitCode.NO_HISTORY, closed.sentence, closed.hint)
    assert (closed.folder / "plans" / "k7mtr.yaml").read_bytes() == before


def test_what_needs_no_history_works(closed: Closed, kronobarn: Program) -> None:
    for line in (*NEEDS_NO_HISTORY, *kept(kronobarn)):
        ran = kronobarn(*line)
        assert ran.code == 0, (line, ran.all)
        assert ran.out


def test_a_version_that_is_not_kept_here_is_not_said_to_be_none(closed: Closed, kronobarn: Program) -> None:
    for moment in ("1", "2020-01-01"):
        clear(kronobarn("show", "k7", "--at", moment), ExitCode.NO_HISTORY, closed.sentence, closed.hint)


def test_a_save_is_saved_and_a_history_that_did_not_take_it_is_told_of_once(closed: Closed, kronobarn: Program) -> None:
    plan = closed.folder / "plans" / "k7mtr.yaml"
    before = plan.read_bytes()
    ran = kronobarn(*SAVE)
    assert (ran.code, ran.out) == (0, "")
    assert plan.read_bytes() != before
    assert ran.err.startswith("Hjulet i planen k7mtr är sparat.\n")
    told = ran.err.splitlines()[1:]
    if not closed.told:
        assert told == []
        return
    assert told[0].startswith("Planen k7mtr är sparad, men historiken tog inte emot den: ")
    assert told[1:] == [f"Prova: {closed.hint}"]


def test_doctor_tells_of_it_and_asks_nothing_that_git_would_refuse(closed: Closed, kronobarn: Program) -> None:
    ran = kronobarn("doctor", "--json")
    assert ran.code == ExitCode.CHECK_FOUND_ERRORS
    found = {one["name"]: one for one in json.loads(ran.out)["findings"] if not one["well"]}
    assert list(found) in (["history"], ["history-lost"], ["git"])
    hint = found["history"]["hint"] if "history" in found else ""
    assert hint in {closed.hint, ""}
    mended = kronobarn("doctor", "--mend")
    assert mended.code == ExitCode.CHECK_FOUND_ERRORS
    assert "Se över:" in mended.out
    asks = _("I can put this right, but I ask first. Type it in a window where you can answer, without --no-input.")
    assert "Prova: " in mended.out or asks in mended.out


def test_what_can_be_typed_opens_it(world: World, tmp_path: Path, kronobarn: Program) -> None:
    """Pasted as it stands, also where the path has spaces and å, ä, ö."""
    found = in_a_larger_one_of_somebody_else(world)
    assert kronobarn(*SAVE).code == 0
    settings_in(tmp_path, world.patch)
    [said] = [line for line in kronobarn("history").err.splitlines() if line.startswith("Prova: ")]
    git(found.folder.parents[3], *shlex.split(said.removeprefix("Prova: "))[1:])
    assert kronobarn("history", "k7").code == 0
    assert kronobarn(*SAVE[:-1], "larande=1").err == "Hjulet i planen k7mtr är sparat.\n"
    assert git(found.folder, "status", "--porcelain", "plans/k7mtr.yaml") == ""


def test_an_old_git_records_and_says_that_it_is_too_old_to_read(world: World, kronobarn: Program) -> None:
    world.planer()
    old = world.programs(
        "gammal", f'[ "$1" = version ] && echo git version 2.25.1 || exec "{shutil.which("git")}" "$@"'
    )
    world.patch.setenv("PATH", f"{old}:{os.environ['PATH']}")
    for line in (*READS, *ACTS):
        clear(kronobarn(*line), ExitCode.NO_HISTORY, TOO_OLD, "kronobarn doctor")
    assert "2.30" in kronobarn("doctor").out
    for line in NEEDS_NO_HISTORY:
        assert kronobarn(*line).code == 0, line
    assert kronobarn(*SAVE).err == "Hjulet i planen k7mtr är sparat.\n"
    assert git(Path.cwd(), "log", "-1", "--format=%s") == "k7mtr: wheel\n"


def as_usual(world: World) -> Path:
    return world.planer()


def with_a_name_of_an_old_system(world: World) -> Path:
    """In latin-1, as on a share that has been there for long."""
    return world.planer(os.fsdecode(b"pl\xe4ner"))


def with_a_tag_called_as_the_branch(world: World) -> Path:
    folder = world.planer()
    git(folder, "tag", "main", "HEAD~1")
    return folder


def in_a_larger_repository(world: World) -> Path:
    world.larger()
    return world.planer("Större mapp/barn/planer")


def in_a_linked_work_tree(world: World) -> Path:
    return _linked(world, "-b", "andra")


def beside_every_branch(world: World) -> Path:
    folder = world.planer()
    git(folder, "checkout", "-q", "--detach")
    return folder


def in_a_linked_work_tree_beside_every_branch(world: World) -> Path:
    return _linked(world, "--detach")


def in_a_larger_repository_beside_every_branch(world: World) -> Path:
    folder = in_a_larger_repository(world)
    git(folder, "checkout", "-q", "--detach")
    return folder


ON_A_BRANCH = (
    as_usual,
    with_a_name_of_an_old_system,
    with_a_tag_called_as_the_branch,
    in_a_larger_repository,
    in_a_linked_work_tree,
)
BESIDE = (
    beside_every_branch,
    in_a_linked_work_tree_beside_every_branch,
    in_a_larger_repository_beside_every_branch,
)


@pytest.mark.parametrize("circumstance", [*ON_A_BRANCH, *BESIDE], ids=lambda one: one.__name__)
def test_wherever_git_can_record_all_works(
    circumstance: Callable[[World], Path], world: World, kronobarn: Program
) -> None:
    folder = circumstance(world)
    for line in (*READS, *NEEDS_NO_HISTORY, *kept(kronobarn), *ACTS[:2], CHECKS[0], *CHECKS[2:]):
        ran = kronobarn(*line)
        assert ran.code == 0, (line, ran.all)
        assert ran.out
    assert "K121" in kronobarn("check", "--since", "HEAD~1").out
    # The folder checks itself from here on.
    assert kronobarn(*SAVE).err == "Hjulet i planen k7mtr är sparat.\n"
    assert git(folder, "log", "-1", "--format=%s", "--", ".") == "k7mtr: wheel\n"
    assert git(folder, "status", "--porcelain", "plans") == ""
    assert "k7mtr" in kronobarn("history", "--count", "1").out


def share(kronobarn: Program, home: Path) -> Ran:
    """Exchange with a new place; where more than plans would be sent, after what can be typed about that."""
    ran = kronobarn("sync", "--with", home / "delat.git")
    if ran.code != ExitCode.USAGE:
        return ran
    git(home, "init", "--quiet", "--bare", "delat.git")
    git(home, *shlex.split(ran.err.splitlines()[-1].removeprefix("Prova: "))[1:])
    return kronobarn("sync")


@pytest.mark.parametrize("circumstance", ON_A_BRANCH, ids=lambda one: one.__name__)
def test_on_a_branch_it_is_shared(
    circumstance: Callable[[World], Path], world: World, tmp_path: Path, kronobarn: Program
) -> None:
    folder = circumstance(world)
    ran = share(kronobarn, tmp_path)
    assert (ran.code, ran.err) == (0, ""), ran.all
    assert "Skickat: k7mtr, p3wdh" in ran.out
    assert kronobarn(*SAVE).code == 0
    assert "Skickat: k7mtr" in kronobarn("sync").out
    ran = kronobarn("init", "--from", tmp_path / "delat.git", tmp_path / "ny")
    if folder.name == "planer":
        assert (ran.code, ran.out) == (ExitCode.NOT_SYNCED, "")
        assert "barn/planer" in ran.err.splitlines()[0]
        assert ran.err.endswith(f'Prova: git clone "{tmp_path / "delat.git"}" "{tmp_path / "ny"}"\n')
        assert not (tmp_path / "ny").exists()
    else:
        assert (ran.code, "2 planer följde med." in ran.out) == (0, True)
        saved = (tmp_path / "ny" / "plans" / "k7mtr.yaml").read_bytes()
        assert saved == (folder / "plans" / "k7mtr.yaml").read_bytes()


@pytest.mark.parametrize("circumstance", [BESIDE[0], BESIDE[2]], ids=lambda one: one.__name__)
def test_beside_every_branch_nothing_is_shared_and_what_can_be_typed_loses_nothing(
    circumstance: Callable[[World], Path], world: World, tmp_path: Path, kronobarn: Program
) -> None:
    """What was saved there is on no branch, and would be gone from the folder as soon as git lays one out."""
    folder = circumstance(world)
    assert kronobarn(*SAVE).code == 0
    saved = (folder / "plans" / "k7mtr.yaml").read_bytes()
    sentence = "En äldre version av mappen är framme med git. Därifrån går det inte att utbyta något."
    hint = f'git -C "{folder}" switch -C main'
    clear(kronobarn("sync", "--with", tmp_path / "delat.git"), ExitCode.NOT_SYNCED, sentence, hint)
    told = kronobarn("doctor")
    assert told.code == ExitCode.CHECK_FOUND_ERRORS
    assert f"Prova: {hint}" in told.out
    git(tmp_path, *shlex.split(hint)[1:])
    assert (folder / "plans" / "k7mtr.yaml").read_bytes() == saved
    assert "Skickat: k7mtr, p3wdh" in share(kronobarn, tmp_path).out


def test_in_the_middle_of_what_was_begun_by_hand_the_words_are_about_that(
    world: World, tmp_path: Path, kronobarn: Program
) -> None:
    """A rebase stands beside every branch as well, but no branch can be laid out before it is ended."""
    folder = world.planer()
    (folder / "annat.txt").write_text("en\n")
    git(folder, "add", "--all")
    git(folder, "commit", "-q", "-m", "en")
    git(folder, "branch", "andra", "HEAD~1")
    git(folder, "switch", "-q", "andra")
    (folder / "annat.txt").write_text("två\n")
    git(folder, "add", "--all")
    git(folder, "commit", "-q", "-m", "två")
    git(folder, "rebase", "main", well=False)
    sentence = "Något som är påbörjat med git för hand är inte klart. Gör klart det, eller avbryt det, först."
    clear(
        kronobarn("sync", "--with", tmp_path / "delat.git"),
        ExitCode.NOT_SYNCED,
        sentence,
        f'git -C "{folder}" status',
    )
    plan = folder / "plans" / "k7mtr.yaml"
    before = plan.read_bytes()
    assert kronobarn(*SAVE).code == 0
    assert plan.read_bytes() != before


def test_a_larger_repository_that_leaves_the_plans_out_is_respected_and_told_of(
    world: World, kronobarn: Program
) -> None:
    folder = in_a_larger_repository(world)
    top = folder.parents[1]
    (top / ".gitignore").write_text("barn/\n")
    git(top, "rm", "-r", "-q", "--cached", "barn")
    git(top, "commit", "-q", "-m", "inte planerna")
    ran = kronobarn(*SAVE)
    assert (ran.code, ran.out) == (0, "")
    sentence = _("Plan {codes} is saved, but the history did not take it in: {why}")
    why = _("a .gitignore says that it is to be left out.")
    assert ran.err.splitlines()[1:] == [
        sentence.format(codes="k7mtr", why=why),
        f'Prova: git -C "{folder}" status --ignored',
    ]
    assert git(top, "ls-files", "barn") == ""


def test_what_a_shell_has_set_leads_no_plan_into_another_history(world: World, kronobarn: Program) -> None:
    folder, other = world.planer(), world.larger()
    before = git(folder, "rev-parse", "HEAD")
    with world.patch.context() as shell:
        shell.setenv("GIT_DIR", str(other / ".git"))
        assert kronobarn(*SAVE).code == 0
        assert "k7mtr" in kronobarn("history", "k7").out
    assert git(folder, "rev-parse", "HEAD~1") == before
    assert git(other, "log", "--format=%s") == "annat\n"


def test_a_new_folder_is_ready_wherever_it_is_made(world: World, tmp_path: Path, kronobarn: Program) -> None:
    top = world.larger()
    assert kronobarn("init", top / "egna", "--no-input").out.startswith("Planmappen är klar: ")
    assert (top / "egna" / ".git").is_dir(), "plans never end up in somebody else's history"
    world.patch.setenv("PATH", str(world.programs("tomt")))
    ran = kronobarn("init", tmp_path / "utan", "--no-input")
    assert (ran.code, ran.err) == (0, "")
    assert _("No history is kept: git is missing, or could not begin one. Everything else works.") in ran.out
    ran = kronobarn("init", "--from", tmp_path / "delat.git", tmp_path / "ny")
    clear(ran, ExitCode.NO_HISTORY, "git är inte installerat, så det går inte att hämta något.", "kronobarn doctor")
