"""git puts plans together by kronobarn: by meaning where it can, in its ordinary way where it cannot; never one side alone."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from kronobarn_cli.errors import ExitCode
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.store.git import upkeep
from kronobarn_cli.text import plan_text
from kronobarn_cli.work import setting_up
from tests.conftest import Program
from tests.house.test_startup import PROBE
from tests.render.samples import ROOT
from tests.store.git.by_hand import git

BEGINS = (ROOT / "examples/k7mtr.yaml").read_text("utf8")
NEED, OURS, THEIRS = "- paus efter 20 minuter", "- paus efter 25 minuter", "- paus efter 30 minuter"


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan folder with a space and an å in its path, and one plan in its history."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    root = setting_up.init(tmp_path / "våra planer", {}, with_git=True).path
    _record(root, BEGINS)
    return root


def _plan(root: Path) -> Path:
    return root / "plans/k7mtr.yaml"


def _record(root: Path, text: str | None, name: str = "k7mtr") -> str:
    path = root / f"plans/{name}.yaml"
    path.write_text(text, "utf8") if text is not None else path.unlink()
    git(root, "add", "--all")
    git(root, "commit", "-q", "-m", "by hand")
    return git(root, "rev-parse", "HEAD").strip()


def _two(root: Path, ours: str, theirs: str) -> subprocess.CompletedProcess[str]:
    """Both write from where they stand, and ours takes theirs in."""
    git(root, "checkout", "-q", "-b", "theirs")
    _record(root, theirs)
    git(root, "checkout", "-q", "main")
    _record(root, ours)
    return _merge(root, "theirs")


def _merge(root: Path, name: str) -> subprocess.CompletedProcess[str]:
    line = ["git", "-c", "user.name=A", "-c", "user.email=a@b.se", "merge", "--no-edit", name]
    return subprocess.run(line, cwd=root, capture_output=True, text=True, check=False)


def _read(root: Path) -> Plan:
    return plan_text.read(_plan(root).read_text("utf8")).plan


def _raised(text: str, old: str, new: str, revision: int = 8) -> str:
    assert old in text
    return text.replace(old, new, 1).replace("revision: 7", f"revision: {revision}")


def test_two_who_wrote_in_different_places_are_put_together(clone: Path) -> None:
    """Both raised the revision: line by line that alone would stop."""
    ran = _two(clone, _raised(BEGINS, NEED, OURS), _raised(BEGINS, "name: mamma", "name: mormor"))
    assert ran.returncode == 0, ran.stdout + ran.stderr
    plan = _read(clone)
    assert "paus efter 25 minuter" in plan.child.needs
    assert plan.people[1].name == "mormor"
    assert plan.open_points == ()
    assert git(clone, "status", "--porcelain") == ""


def test_what_both_wrote_in_two_ways_stands_in_the_plan(clone: Path) -> None:
    ran = _two(clone, _raised(BEGINS, "name: mamma", "name: Ada"), _raised(BEGINS, "name: mamma", "name: Eva"))
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (point,) = _read(clone).open_points
    assert point.at == "people.guardian-1.name"
    assert {one.says for one in point.wordings} == {"Ada", "Eva"}


def test_rebase_and_cherry_pick_go_the_same_way(clone: Path) -> None:
    git(clone, "checkout", "-q", "-b", "theirs")
    theirs = _record(clone, _raised(BEGINS, "name: mamma", "name: mormor"))
    git(clone, "checkout", "-q", "main")
    _record(clone, _raised(BEGINS, NEED, OURS))
    git(clone, "cherry-pick", theirs)
    assert _read(clone).people[1].name == "mormor"
    assert "paus efter 25 minuter" in _read(clone).child.needs
    git(clone, "reset", "-q", "--hard", "HEAD~1")
    git(clone, "rebase", "-q", "theirs")
    assert _read(clone).people[1].name == "mormor"
    assert "paus efter 25 minuter" in _read(clone).child.needs


def test_a_plan_that_both_began_has_no_past(clone: Path) -> None:
    _record(clone, None)
    ran = _two(clone, BEGINS, BEGINS.replace('born: "2017"', 'born: "2018"'))
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert [one.at for one in _read(clone).open_points] == ["child.born"]


@pytest.mark.parametrize(
    ("ours", "theirs", "says"),
    [
        (_raised(BEGINS, NEED, OURS), BEGINS[:400], "The other version"),
        (BEGINS[:400], _raised(BEGINS, NEED, THEIRS), "Your version"),
        (f"{BEGINS}: [", f"]: {BEGINS}", "Neither version"),
        (_raised(BEGINS, NEED, OURS), BEGINS.replace("code: k7mtr", "code: k7mtx"), "not of one plan"),
        (_raised(BEGINS, NEED, OURS), BEGINS.replace("kronobarn: 1", "kronobarn: 2"), "The other version"),
    ],
    ids=["theirs-cut-off", "ours-cut-off", "both-spoilt", "two-plans", "newer"],
)
def test_what_is_no_plan_is_left_to_git_and_a_person(
    clone: Path, ours: str, theirs: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where lines alone could be put together: a half file must not pass for a plan."""
    monkeypatch.setenv("KRONOBARN_LANG", "en")
    ran = _two(clone, ours, theirs)
    assert ran.returncode == 1
    assert git(clone, "diff", "--name-only", "--diff-filter=U") == "plans/k7mtr.yaml\n"
    assert "Mio" not in ran.stderr
    assert "Try: kronobarn check" in ran.stderr
    assert says in ran.stderr


def test_a_conflict_holds_both_sides(clone: Path) -> None:
    theirs = _raised(BEGINS, NEED, THEIRS).replace("code: k7mtr", "code: k7mtx")
    _two(clone, _raised(BEGINS, NEED, OURS), theirs)
    text = _plan(clone).read_text("utf8")
    assert OURS in text
    assert THEIRS in text
    assert text.count("<<<<<<< ours") == text.count(">>>>>>> theirs") >= 1


def test_a_python_that_is_gone_leaves_an_ordinary_conflict(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/finns/inte/python")
    assert upkeep.prepare(clone)
    ran = _two(clone, _raised(BEGINS, NEED, OURS), _raised(BEGINS, NEED, THEIRS))
    assert ran.returncode == 1
    text = _plan(clone).read_text("utf8")
    assert OURS in text
    assert THEIRS in text


def test_a_clone_that_was_never_told_is_as_any_other(clone: Path, tmp_path: Path) -> None:
    """The attribute comes with the plans, the setting does not: git then goes line by line."""
    git(tmp_path, "clone", "-q", str(clone), "annan")
    other = tmp_path / "annan"
    assert not upkeep.is_configured(other)
    assert _two(other, _raised(BEGINS, NEED, OURS), _raised(BEGINS, NEED, THEIRS)).returncode == 1
    assert "<<<<<<<" in _plan(other).read_text("utf8")


def test_two_who_settled_differently_are_asked_again(clone: Path) -> None:
    """Two pasts of one plan are not put together to a third, in which one of the two would count as chosen already."""
    git(clone, "checkout", "-q", "-b", "theirs")
    eva = _record(clone, _raised(BEGINS, "name: mamma", "name: Eva"))
    git(clone, "checkout", "-q", "main")
    ada = _record(clone, _raised(BEGINS, "name: mamma", "name: Ada"))
    assert _merge(clone, "theirs").returncode == 0
    settled = _raised(BEGINS, "name: mamma", "name: Ada", 9)
    _record(clone, settled)
    git(clone, "checkout", "-q", "-b", "again", eva)
    assert _merge(clone, ada).returncode == 0
    _record(clone, settled.replace("name: Ada", "name: Eva"))
    for ours, theirs in (("main", "again"), ("again", "main")):
        git(clone, "checkout", "-q", "-B", "try", ours)
        assert _merge(clone, theirs).returncode == 0
        assert {one.says for one in _read(clone).open_points[0].wordings} == {"Ada", "Eva"}


def test_it_comes_out_the_same_whoever_puts_them_together(clone: Path) -> None:
    ours, theirs = _raised(BEGINS, "name: mamma", "name: Ada"), _raised(BEGINS, "name: mamma", "name: Eva")
    _two(clone, ours, theirs)
    found = _plan(clone).read_bytes()
    git(clone, "checkout", "-q", "-b", "back", "theirs")
    assert _merge(clone, "main~1").returncode == 0
    assert _plan(clone).read_bytes() == found


def test_typed_by_hand_it_does_what_it_does_for_git(
    tmp_path: Path, kronobarn: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    texts = {"o": "", "a": BEGINS, "b": BEGINS.replace("name: mamma", "name: Eva")}
    for name, text in texts.items():
        Path(name).write_text(text, "utf8")
    ran = kronobarn("merge-files", "o", "a", "b", "plans/k7mtr.yaml")
    assert (ran.code, ran.all) == (0, "")
    assert "open-points" in Path("a").read_text("utf8")
    Path("a").write_text(BEGINS, "utf8")
    assert kronobarn("--no-input", "merge-files", "o", "a", "b", "plans/k7mtr.yaml").code == 0
    assert kronobarn("merge-files", "o", "a", "finns-inte", "x").code == ExitCode.NOT_FOUND
    assert kronobarn("merge-files", "o", "a").code == ExitCode.USAGE
    Path("b").write_bytes(b"\0")
    assert kronobarn("merge-files", "o", "a", "b", "x").code == ExitCode.UNREADABLE
    assert "open-points" in Path("a").read_text("utf8")
    assert "merge-files" not in kronobarn("--help").out


def test_for_git_nothing_is_loaded_that_only_a_person_needs(tmp_path: Path) -> None:
    """By name and not by a clock: it is started once for every file."""
    for name in "oab":
        (tmp_path / name).write_text(BEGINS, "utf8")
    line = [sys.executable, "-c", PROBE.replace("main()", "import os; os._exit = sys.exit; main()"), "merge-files"]
    done = subprocess.run(
        [*line, "o", "a", "b", "p"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(msgspec.json.decode(done.stderr.rpartition("LOADED ")[2]))
    assert "kronobarn_cli.work.three_versions" in loaded
    heavy = {"typer", "click", "rich", "jinja2", "subprocess", "tomllib", "filelock", "kronobarn_cli.cli"}
    assert loaded & heavy == set()
