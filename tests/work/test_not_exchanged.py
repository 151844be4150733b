"""What keeps an exchange from being made: it is told with a line that helps, and nothing is lost or leaves by it."""

import shlex
from pathlib import Path

import pytest

from kronobarn_cli.errors import NoHistory, NotSynced, UsageTrouble
from kronobarn_cli.text.problem import Problem, Troubled
from kronobarn_cli.work import joining, setting_up, syncing
from kronobarn_cli.work.syncing import Wish
from tests.store.git.colleagues import commit, git, write
from tests.work.conftest import EXAMPLE, Colleague, the_same

# Put together here, so that this very file holds none.
NUMBER, NO_NUMBER = (f"20170412-{last}" for last in ("2389", "2388"))


def types(hint: str, root: Path) -> None:
    """What a person does who types the hint as it stands."""
    words = shlex.split(hint)
    assert words[0] == "git"
    git(root, *words[1:])


def test_nothing_of_the_colleagues_is_written_through_a_link_here(
    tmp_path: Path, anna: Colleague, bo: Colleague
) -> None:
    (tmp_path / "utanför").mkdir()
    (anna.root / "mallar").symlink_to(tmp_path / "utanför")
    write(anna.root, ".git/info/exclude", "mallar\n")
    write(bo.root, "mallar/plan.md", "Bos")
    commit(bo.root)
    bo.sync()
    with pytest.raises(NotSynced, match="mallar"):
        anna.sync()
    assert list((tmp_path / "utanför").iterdir()) == []
    (anna.root / "mallar").unlink()
    anna.sync()
    assert (anna.root / "mallar" / "plan.md").read_text() == "Bos"


def test_two_whole_plans_that_are_too_much_for_one_are_told_as_that(
    anna: Colleague, bo: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna.write("Anna ringer.", number=0)
    anna.sync()
    bo.write("Bo frågar.", number=1)

    def too_large(*_given: object) -> None:
        raise Troubled((Problem("K016", 1, 1),))

    monkeypatch.setattr(joining, "joined", too_large)
    with pytest.raises(NotSynced) as failure:
        bo.sync()
    assert failure.value.hint == "kronobarn edit k7mtr"
    assert bo.says()[1] == "Bo frågar."


@pytest.mark.parametrize("flag", ["assume-unchanged", "skip-worktree"])
def test_a_plan_that_git_is_not_to_look_at_is_not_told_as_colleagues_who_are_faster(
    anna: Colleague, bo: Colleague, monkeypatch: pytest.MonkeyPatch, flag: str
) -> None:
    monkeypatch.setattr(syncing, "_PAUSE", 0)
    git(anna.root, "update-index", f"--{flag}", "plans/k7mtr.yaml")
    anna.write("Anna ringer.", number=0)
    bo.write("Bo frågar.", number=1)
    bo.sync()
    with pytest.raises(NotSynced) as failure:
        anna.sync()
    types(failure.value.hint, anna.root)
    anna.sync()
    assert anna.says()[:2] == ["Anna ringer.", "Bo frågar."]


def test_a_plan_that_is_saved_again_and_again_meanwhile_is_told_as_that(
    anna: Colleague, bo: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syncing, "_PAUSE", 0)
    bo.write("Bo frågar.", number=1)
    bo.sync()
    join = joining.together

    def meanwhile(*given: object) -> object:
        anna.write(f"Anna ringer {git(anna.root, 'rev-list', '--count', 'HEAD')}.", number=0)
        return join(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(joining, "together", meanwhile)
    with pytest.raises(NotSynced) as failure:
        anna.sync()
    assert failure.value.hint == "kronobarn sync"
    assert "k7mtr" in failure.value.sentence


def test_where_both_have_a_plan_from_before_nobody_is_told_to_copy_over_the_colleagues(
    tmp_path: Path, anna: Colleague
) -> None:
    setting_up.init(tmp_path / "egen", {"practice": True}, with_git=True)
    own = Colleague(tmp_path / "egen")
    for code in ("k7mtr", "p3wdh"):
        own.folder.path(code).write_text(EXAMPLE.read_text("utf8").replace("k7mtr", code), "utf8")
    with pytest.raises(NotSynced) as failure:
        own.sync(Wish(str(tmp_path / "delat.git")))
    theirs, new = own.folder.path("k7mtr").resolve(), tmp_path / "egen-2"
    assert failure.value.details == (f'kronobarn merge k7mtr --with "{theirs}" --folder "{new}"',)
    assert failure.value.hint == f'kronobarn init --from "{tmp_path / "delat.git"}" "{new}"'


def test_from_a_branch_of_ones_own_nothing_is_sent_before_it_shares_with_the_colleagues(
    tmp_path: Path, anna: Colleague, bo: Colleague
) -> None:
    git(anna.root, "switch", "--quiet", "-c", "egen")
    anna.write("Anna ringer.", number=0)
    bo.write("Bo frågar.", number=1)
    bo.sync()
    with pytest.raises(NotSynced, match="main") as failure:
        anna.sync()
    assert git(tmp_path / "delat.git", "for-each-ref", "--format=%(refname:short)") == "main"
    types(failure.value.hint, anna.root)
    assert anna.sync().sent == ("k7mtr",)
    bo.sync()
    assert bo.says()[:2] == ["Anna ringer.", "Bo frågar."]
    assert the_same(anna, bo)


def test_a_branch_that_cannot_be_read_is_told_as_that_and_not_as_an_older_version(anna: Colleague) -> None:
    (anna.root / ".git" / "refs" / "heads" / "main").write_text("")
    with pytest.raises(NoHistory) as failure:
        anna.sync()
    assert failure.value.hint == "kronobarn doctor"


def lies_apart(tmp_path: Path, *, branch: str = "main", name: str = "Anna") -> Colleague:
    """Somebody with a folder that is not shared yet."""
    setting_up.init(tmp_path / "egen", {"practice": True}, with_git=True)
    own = Colleague(tmp_path / "egen")
    git(own.root, "config", "user.name", name)
    git(own.root, "config", "user.email", "anna@exempel.se")
    own.folder.path("k7mtr").write_bytes(EXAMPLE.read_bytes())
    git(own.root, "branch", "--quiet", "--move", branch)
    return own


@pytest.mark.parametrize("given", [{"branch": f"mio-{NUMBER}"}, {"name": NUMBER}])
def test_a_personal_number_beside_the_plans_is_not_sent_to_a_new_place(tmp_path: Path, given: dict[str, str]) -> None:
    own, shared = lies_apart(tmp_path, **given), tmp_path / "nytt.git"
    held = own.sync(Wish(str(shared)))
    assert held.sent is None
    assert {one.code for one in held.leaks} == {"K032"}
    assert git(shared, "for-each-ref") == ""
    assert not any(NUMBER in one.read_text() for one in (shared / "HEAD", shared / "config"))
    with pytest.raises(UsageTrouble):
        own.sync()  # a place to which nothing has gone is not this folder's yet


@pytest.mark.parametrize("words", [f"k7mtr: {NUMBER}", "Mormor till Mio Ek"])
def test_what_must_not_leave_in_a_message_is_held_back_until_it_is_gone(
    tmp_path: Path, anna: Colleague, bo: Colleague, words: str
) -> None:
    text = anna.folder.path("k7mtr").read_text("utf8")
    anna.folder.path("k7mtr").write_text(text.replace("name: Mio", "name: Mio Ek", 1), "utf8")
    anna.sync()
    before = git(tmp_path / "delat.git", "rev-parse", "main")
    anna.write("Anna ringer.", number=0)
    commit(anna.root, words)
    bo.write("Bo frågar.", number=1)
    bo.sync()
    shared = git(tmp_path / "delat.git", "rev-parse", "main")
    held = anna.sync()
    assert (held.sent, len(held.leaks), held.nothing_new) == (None, 1, False)
    assert held.as_data()["leaks"] == [
        {"code": held.leaks[0].code, "in": "message", "commit": held.leaks[0].commit},
    ]
    assert anna.says()[1] == "Bo frågar.", "what came is here"
    assert before != shared == git(tmp_path / "delat.git", "rev-parse", "main")
    git(anna.root, "reset", "--quiet", "--soft", shared)
    assert anna.sync().sent == ("k7mtr",)


def test_who_works_with_the_child_is_no_leak_and_nor_is_what_is_only_perhaps_one(anna: Colleague) -> None:
    git(anna.root, "config", "user.name", "Mio Ek")
    anna.write("Anna ringer.", number=0)
    commit(anna.root, f"k7mtr: {NO_NUMBER}")
    assert anna.sync().sent == ("k7mtr",)


def test_what_colleagues_have_sent_already_is_theirs(anna: Colleague, bo: Colleague) -> None:
    bo.write("Bo frågar.", number=1)
    commit(bo.root, f"k7mtr: {NUMBER}")
    git(bo.root, "push", "--quiet")
    anna.write("Anna ringer.", number=0)
    assert anna.sync().sent == ("k7mtr",)
