"""What people with git alone have put together line by line is a plan again, with all that anyone wrote."""

import shlex
from pathlib import Path

import pytest

from kronobarn_cli.errors import NotSynced, Unreadable
from kronobarn_cli.work import torn
from kronobarn_cli.work.joining import How
from kronobarn_cli.work.merging import Taken
from tests.store.git.colleagues import commit, git, write
from tests.work.conftest import Colleague, the_same


@pytest.fixture
def alone(tmp_path: Path, anna: Colleague) -> Colleague:
    """Somebody with git alone, whose git knows nothing of plans."""
    git(tmp_path, "clone", "--quiet", str(tmp_path / "delat.git"), "alone")
    root = tmp_path / "alone"
    git(root, "config", "user.name", "Cia")
    git(root, "config", "user.email", "cia@exempel.se")
    return Colleague(root)


def apart(alone: Colleague) -> None:
    """Two lines, `annat` and `main`, with other words in one place, and each with words of its own."""
    git(alone.root, "switch", "--quiet", "-c", "annat")
    alone.write("Mormor ringer.", number=0)
    alone.write("Skolan skriver.", number=1)
    commit(alone.root, "annat")
    git(alone.root, "switch", "--quiet", "main")
    alone.write("Morfar ringer.", number=0)
    commit(alone.root, "main")


def torn_on_the_server(alone: Colleague) -> None:
    """A merge that left its marks in the plan, recorded and sent all the same."""
    apart(alone)
    git(alone.root, "merge", "--quiet", "annat", well=False)
    assert b"<<<<<<<" in alone.files()["k7mtr.yaml"]
    commit(alone.root, "merge")
    git(alone.root, "push", "--quiet", "origin", "main")


def mend(colleague: Colleague) -> Taken | None:
    return torn.mend(colleague.folder, colleague.drafts, "k7mtr")


def wordings(colleague: Colleague) -> set[str | None]:
    [point] = colleague.plan().open_points
    assert point.at == "actions.a1.what"
    return {one.says for one in point.wordings}


def test_a_merge_made_without_us_is_put_right_by_whoever_fetches_it(anna: Colleague, alone: Colleague) -> None:
    torn_on_the_server(alone)
    [came] = anna.sync().came
    assert (came.fate.how, came.fate.opened) == (How.MENDED, ("actions.a1.what",))
    assert wordings(anna) == {"Mormor ringer.", "Morfar ringer."}
    assert anna.says()[1] == "Skolan skriver."
    assert {one.by for one in anna.plan().open_points[0].wordings} == {"Anna"}
    git(alone.root, "pull", "--quiet")
    assert the_same(anna, alone)
    assert git(anna.root, "log", "-1", "--format=%s") == "k7mtr: merge"


def test_what_was_written_here_meanwhile_is_in_it_as_well(anna: Colleague, bo: Colleague, alone: Colleague) -> None:
    torn_on_the_server(alone)
    anna.write("Anna frågar.", number=2)
    assert anna.how() == {"k7mtr": How.JOINED}
    assert wordings(anna) == {"Mormor ringer.", "Morfar ringer."}
    assert anna.says()[1:3] == ["Skolan skriver.", "Anna frågar."]
    bo.sync()
    assert the_same(anna, bo)


def test_whoever_has_it_in_the_folder_mends_it_there(anna: Colleague, alone: Colleague) -> None:
    torn_on_the_server(alone)
    before = alone.files()["k7mtr.yaml"]
    with pytest.raises(Unreadable) as refused:
        alone.plan()
    assert refused.value.hint == "kronobarn merge k7mtr"
    alone.folder.path("k7mtr").write_bytes(before + b" ")
    with pytest.raises(Unreadable) as refused:
        alone.sync()
    assert refused.value.hint == "kronobarn merge k7mtr"
    taken = mend(alone)
    assert taken is not None
    assert taken.aside is not None
    assert taken.aside.read_bytes() == before + b" "
    assert wordings(alone) == {"Mormor ringer.", "Morfar ringer."}
    assert mend(alone) is None
    alone.sync()
    anna.sync()
    assert the_same(anna, alone)


@pytest.mark.parametrize(
    "begin",
    [
        ("merge", "annat"),
        ("rebase", "annat"),
        ("cherry-pick", "annat"),
        ("-c", "merge.conflictStyle=diff3", "merge", "annat"),
    ],
    ids=["merge", "rebase", "cherry-pick", "diff3"],
)
def test_what_git_could_not_finish_can_be_finished(alone: Colleague, begin: tuple[str, ...]) -> None:
    apart(alone)
    git(alone.root, *begin, well=False)
    with pytest.raises(NotSynced, match="k7mtr") as refused:
        alone.sync()
    assert refused.value.hint == "kronobarn merge k7mtr"
    assert mend(alone) is not None
    assert wordings(alone) == {"Mormor ringer.", "Morfar ringer."}
    assert alone.says()[1] == "Skolan skriver."
    if "merge" not in begin:
        with pytest.raises(NotSynced) as refused:
            alone.sync()
        git(alone.root, *shlex.split(refused.value.hint)[1:])
    assert git(alone.root, "status", "--porcelain") == ""
    assert wordings(alone) == {"Mormor ringer.", "Morfar ringer."}
    assert alone.sync().sent == ("k7mtr",)


def test_a_merge_by_hand_is_ended_with_the_last_plan_that_was_left_of_it(alone: Colleague) -> None:
    apart(alone)
    git(alone.root, "merge", "annat", well=False)
    folder = alone.folder
    assert torn.mend(folder, alone.drafts, "k7mtr") is not None
    assert folder.unrecorded is None, "what could not be recorded while it was half done is no news any more"
    assert len(git(alone.root, "log", "-1", "--format=%P").split()) == 2
    assert git(alone.root, "status", "--porcelain") == ""


def test_a_merge_that_a_check_refuses_or_that_is_not_settled_is_left_as_it_is(alone: Colleague) -> None:
    apart(alone)
    git(alone.root, "merge", "annat", well=False)
    hook = write(alone.root, ".git/hooks/pre-commit", "#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    folder = alone.folder
    assert torn.mend(folder, alone.drafts, "k7mtr") is not None
    assert folder.unrecorded is not None
    assert (alone.root / ".git" / "MERGE_HEAD").exists()
    with pytest.raises(NotSynced) as refused:
        alone.sync()
    assert refused.value.hint.endswith(" commit --no-edit")


def test_what_was_written_beside_the_marks_since_is_not_left_out(alone: Colleague) -> None:
    apart(alone)
    git(alone.root, "merge", "annat", well=False)
    path = alone.folder.path("k7mtr")
    path.write_text(path.read_text("utf8").replace("Morfar ringer.", "Farfar ringer."), "utf8")
    assert mend(alone) is not None
    assert wordings(alone) == {"Mormor ringer.", "Farfar ringer."}


def test_without_a_history_the_two_in_the_file_are_put_together(alone: Colleague) -> None:
    torn_on_the_server(alone)
    (alone.root / ".git").rename(alone.root / "borta")
    assert mend(alone) is not None
    assert wordings(alone) == {"Mormor ringer.", "Morfar ringer."}


@pytest.mark.parametrize("marks", ["<<<<<<< HEAD\n", "<<<<<<< HEAD\ntrasig\n=======\nsönder\n>>>>>>> annat\n"])
def test_marks_that_part_no_two_plans_are_a_persons(alone: Colleague, marks: str) -> None:
    path = alone.folder.path("k7mtr")
    before = marks.encode() + path.read_bytes()
    path.write_bytes(before)
    with pytest.raises(Unreadable) as refused:
        mend(alone)
    assert refused.value.hint == "kronobarn edit k7mtr"
    assert path.read_bytes() == before
