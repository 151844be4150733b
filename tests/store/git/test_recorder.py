"""What git will not take is told once, in words, and recorded with the next save that it takes."""

from pathlib import Path

import pytest

from kronobarn_cli.errors import CannotWrite
from kronobarn_cli.i18n import _
from kronobarn_cli.model.plan import Child, Plan
from kronobarn_cli.store import files
from kronobarn_cli.store.folder import Folder
from kronobarn_cli.store.git import program, refusals, repository
from kronobarn_cli.store.git.program import Ran
from kronobarn_cli.store.git.refusals import Refusal
from tests.store.git.by_hand import age, git, hook, slow_git

NO = "echo Det står ett personnummer i k7mtr.yaml. >&2"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    root = tmp_path / "planer"
    (root / "plans").mkdir(parents=True)
    assert repository.start(root)
    return Folder(root)


def _save(folder: Folder, code: str = "k7mtr", change: str = "wheel") -> None:
    if folder.path(code).exists():
        before = folder.load(code)
        folder.save(before.plan, before, change)
    else:
        folder.save(Plan(code=code, child=Child(name="Mio")), None, change)


def _recorded(folder: Folder) -> list[str]:
    return git(folder.root, "log", "--format=%s", well=False).splitlines()


def test_a_save_that_git_takes_is_nothing_to_tell(folder: Folder) -> None:
    _save(folder)
    assert folder.unrecorded is None
    assert _recorded(folder) == ["k7mtr: wheel"]
    assert folder.recorder.late() == {}


def test_what_a_hook_says_is_told_as_it_stands(folder: Folder) -> None:
    hook(folder.root, "pre-commit", NO, r"printf '\033[31mRött\033[0m\n\n'", "exit 1")
    _save(folder)
    told = folder.unrecorded
    assert told is not None
    assert told.sentence.startswith("Plan")
    assert "k7mtr" in told.sentence
    assert told.details == ("Det står ett personnummer i k7mtr.yaml.", "Rött")
    assert told.hint == "kronobarn doctor --mend"
    assert folder.load("k7mtr").plan.revision == 1


def test_a_git_that_sleeps_is_told_of_and_tried_again(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as sleeping:
        slow_git(tmp_path, sleeping)
        _save(folder)
        told = folder.unrecorded
    assert told is not None
    assert _("it did not answer in time.") in told.sentence
    assert folder.recorder.late() == {"k7mtr": "wheel"}
    _save(folder, "v5xjc")
    assert sorted(_recorded(folder)) == ["k7mtr: wheel", "v5xjc: wheel"]
    assert folder.recorder.late() == {}


def test_it_is_told_once_of_all_that_was_saved(folder: Folder) -> None:
    hook(folder.root, "pre-commit", "exit 1")
    for code in ("k7mtr", "v5xjc", "k7mtr"):
        _save(folder, code)
    told = folder.unrecorded
    assert told is not None
    assert "v5xjc, k7mtr" in told.sentence
    assert folder.recorder.late() == {"k7mtr": "wheel", "v5xjc": "wheel"}
    assert told.details == ()


def test_the_next_save_records_what_was_not(folder: Folder) -> None:
    no = hook(folder.root, "pre-commit", "exit 1")
    _save(folder, "k7mtr", "consent: a")
    no.unlink()
    another_time = Folder(folder.root)
    _save(another_time, "v5xjc")
    assert another_time.unrecorded is None
    assert _recorded(folder) == ["k7mtr: consent: a", "v5xjc: wheel"]
    assert another_time.recorder.late() == {}
    assert git(folder.root, "status", "--porcelain") == ""


def test_a_save_of_the_same_plan_records_both(folder: Folder) -> None:
    no = hook(folder.root, "pre-commit", "exit 1")
    _save(folder)
    no.unlink()
    _save(folder, change="consent")
    assert folder.unrecorded is None
    assert _recorded(folder) == ["k7mtr: consent"]


def test_one_plan_that_is_refused_keeps_no_other_out(folder: Folder) -> None:
    hook(folder.root, "pre-commit", "! git diff --cached --name-only | grep -q k7mtr")
    _save(folder, "k7mtr")
    _save(folder, "v5xjc")
    assert _recorded(folder) == ["v5xjc: wheel"]
    assert folder.recorder.late() == {"k7mtr": "wheel"}


def test_a_plan_that_is_gone_is_not_waited_for(folder: Folder) -> None:
    no = hook(folder.root, "pre-commit", "exit 1")
    _save(folder, "k7mtr")
    no.unlink()
    folder.path("k7mtr").unlink()
    _save(folder, "v5xjc")
    assert folder.recorder.late() == {}


def test_where_no_history_is_kept_nothing_was_refused(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    folder = Folder(tmp_path)
    _save(folder)
    assert folder.unrecorded is None
    assert folder.recorder.late() == {}


def test_a_disk_that_refuses_the_note_too_stops_nobody(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    hook(folder.root, "pre-commit", "exit 1")

    def full(path: Path) -> None:
        raise CannotWrite(str(path), "kronobarn doctor")

    _save(folder, "v5xjc")
    monkeypatch.setattr(files, "make_folder", full)
    folder.recorder.record(folder.path("v5xjc"), "wheel")
    assert folder.unrecorded is not None


def test_a_lock_that_was_left_is_told_in_our_words(folder: Folder) -> None:
    lock = folder.root / ".git" / "index.lock"
    lock.touch()
    age(lock, 90)
    _save(folder)
    told = folder.unrecorded
    assert told is not None
    assert told.details == ()
    assert told.hint == "kronobarn doctor --mend"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("error: file write error: No space left on device\nfatal: unable to write new_index file", Refusal.FULL),
        ("fatal: Unable to create '/p/.git/index.lock': Read-only file system", Refusal.NO_RIGHT),
        ("fatal: Unable to create '/p/.git/index.lock': File exists.\n\nAnother git", Refusal.LOCKED),
        ("fatal: cannot do a partial commit during a merge.", Refusal.UNFINISHED),
        ("fatal: detected dubious ownership in repository", Refusal.NOT_OURS),
        ("error: object file .git/objects/52/50c8 is empty", Refusal.BROKEN),
        ("fatal: Unable to read current working directory: No such file or directory", Refusal.BROKEN),
        ("fatal: something nobody has heard of", Refusal.SAID),
    ],
)
def test_what_git_says_when_it_stops_has_a_meaning(tmp_path: Path, said: str, why: Refusal) -> None:
    assert refusals.of(Ran(128, said=said)) is why
    told = refusals.told(("k7mtr",), why, said, tmp_path)
    assert told.details == ((said,) if why is Refusal.SAID else ())
    assert told.hint.startswith("git config" if why is Refusal.NOT_OURS else "kronobarn doctor")


def test_what_a_hook_says_is_never_taken_for_gits_own_words() -> None:
    assert refusals.of(Ran(1, said="the summary is empty")) is Refusal.SAID
    assert refusals.of(Ran(program.MISSING)) is Refusal.NOWHERE
    assert refusals.of(Ran(program.TOO_LONG)) is Refusal.TOO_LONG


def test_a_hook_that_says_much_is_cut_short(tmp_path: Path) -> None:
    told = refusals.told((), Refusal.SAID, "\n".join(map(str, range(99))), tmp_path)
    assert told.details[-2:] == ("19", "...")
    assert "{" not in told.sentence
