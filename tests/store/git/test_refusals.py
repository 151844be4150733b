"""What can be typed where git does not open what belongs to somebody else."""

import shlex
from pathlib import Path

import pytest

from kronobarn_cli import i18n
from kronobarn_cli.errors import NoHistory
from kronobarn_cli.store.git import program, refusals, repository
from kronobarn_cli.store.git.refusals import Refusal
from kronobarn_cli.store.git.repository import State
from tests.store.git.by_hand import git, knows_owners, settings_in

_HEAD = "fatal: detected dubious ownership in repository at 'x'\nTo add an exception for this directory, call:\n\n\t"


def typed(hint: str) -> list[str]:
    """The words that a shell hands on when the hint is pasted."""
    return shlex.split(hint)


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A larger repository, in a folder whose name a shell would take apart."""
    top = tmp_path / "Åsas och Örjans mapp"
    (top / "barn" / "planer").mkdir(parents=True)
    assert repository.start(top)
    return top


@pytest.fixture
def theirs(top: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, of somebody else."""
    if not knows_owners():
        pytest.skip("this git asks nobody whose a repository is")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    return top


@pytest.mark.parametrize("inside", ["", "barn/planer"])
def test_the_place_to_be_allowed_is_where_the_repository_begins(
    theirs: Path, inside: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = theirs / inside
    with pytest.raises(NoHistory) as raised:
        repository.opened(folder)
    assert raised.value.hint == refusals.hint(Refusal.NOT_OURS, folder)
    words = typed(raised.value.hint)
    assert words == ["git", "config", "--global", "--add", "safe.directory", str(theirs.resolve())]
    settings_in(tmp_path, monkeypatch)
    assert program.run(tmp_path, *words[1:]).well
    assert repository.state(folder) is State.READY


def test_in_a_linked_work_tree_it_is_that_tree(top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not knows_owners():
        pytest.skip("this git asks nobody whose a repository is")
    git(top, "commit", "-q", "--allow-empty", "-m", "m")
    git(top, "worktree", "add", "-q", str(tmp_path / "länkad"))
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert typed(refusals.hint(Refusal.NOT_OURS, tmp_path / "länkad"))[-1] == str(tmp_path / "länkad")


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("git config --global --add safe.directory /p/planer", "/p/planer"),
        (r"git config --global --add safe.directory '/p/Mio'\''s planer'", "/p/Mio's planer"),
        (r"git config --global --add safe.directory '/p/nu'\!''", "/p/nu!"),
        ("git config --global --add safe.directory '%(prefix)///server/planer$/a'", "%(prefix)///server/planer$/a"),
        ("git config --global --add safe.directory '/p/$HOME`x`\"'", '/p/$HOME`x`"'),
        ("git config --global --add safe.directory /p/a b", "/p/a b"),
        ("git config --global --add safe.directory /p/x\nfatal: Could not read from remote repository.", "/p/x"),
    ],
)
def test_the_place_is_gits_own_and_stands_so_that_it_can_be_pasted(said: str, place: str) -> None:
    hint = refusals.allowing(_HEAD + said)
    assert hint is not None
    assert typed(hint) == ["git", "config", "--global", "--add", "safe.directory", place]


def test_a_place_on_a_server_stands_in_marks_that_windows_knows() -> None:
    hint = refusals.allowing(f"{_HEAD}git config --global --add safe.directory '%(prefix)///server/planer$/a'")
    assert hint == 'git config --global --add safe.directory "%(prefix)///server/planer$/a"'


@pytest.mark.parametrize(
    "said", ["", "fatal: not a git repository", "git config --global --add safe.directory '/p/two\nlines'"]
)
def test_where_git_names_no_place_it_is_the_plan_folder(said: str, tmp_path: Path) -> None:
    assert refusals.allowing(said) is None
    assert typed(refusals.hint(Refusal.NOT_OURS, tmp_path / "planer"))[-1] == str(tmp_path / "planer")


def test_what_our_own_check_says_first_is_the_hint_and_what_others_say_is_not(tmp_path: Path) -> None:
    ours = f'git -C "{tmp_path.resolve().as_posix()}" config user.name "Ditt Namn"'
    said = f"fel  K032\n  {ours}\n"
    assert refusals.told(("k7mtr",), Refusal.SAID, said, tmp_path).hint == ours
    others = said.replace(tmp_path.resolve().as_posix(), "/annan/mapp")
    assert refusals.told(("k7mtr",), Refusal.SAID, others, tmp_path).hint == "kronobarn doctor --mend"


@pytest.mark.parametrize("codes", [(), ("k7mtr",), ("k7mtr", "p3wdh")])
def test_each_refusal_is_told_in_words_of_its_own_with_every_plan_that_it_is_about(
    tmp_path: Path, codes: tuple[str, ...]
) -> None:
    told = [refusals.told(codes, why, "fel", tmp_path).sentence for why in Refusal]
    assert len(set(told)) == len(Refusal)
    assert all(", ".join(codes) in one and "{" not in one for one in told)


def test_in_english_too_it_is_told_of_one_plan_or_of_several(tmp_path: Path) -> None:
    i18n.start("en")
    one, several = (refusals.told(codes, Refusal.FULL, "", tmp_path).sentence for codes in (("k7mtr",), ("a", "b")))
    assert one == "Plan k7mtr is saved, but the history did not take it in: the disk is full."
    assert several == "Plans a, b are saved, but the history did not take them in: the disk is full."


def test_who_says_no_without_a_word_is_told_as_one_who_gave_no_reason(tmp_path: Path) -> None:
    silent, said = (refusals.told((), Refusal.SAID, words, tmp_path) for words in ("", "fel"))
    assert silent.details == ()
    assert said.details == ("fel",)
    assert silent.sentence != said.sentence


def test_what_is_broken_or_unfinished_is_looked_at_and_all_else_is_mended() -> None:
    looked = {why for why in Refusal if refusals.hint(why, Path("/p")) == "kronobarn doctor"}
    assert looked == {Refusal.BROKEN, Refusal.UNFINISHED}
    assert refusals.hint(Refusal.LOCKED, Path("/p")) == "kronobarn doctor --mend"


def test_a_history_that_cannot_be_read_is_told_with_the_first_words_of_git_if_it_said_any() -> None:
    assert refusals.unreadable().details == ()
    failure = refusals.unreadable("\nfatal: bad object\nfatal: mer\n")
    assert (failure.details, failure.hint) == (("fatal: bad object",), "kronobarn doctor")


def test_at_most_twenty_lines_of_somebody_elses_words_are_told() -> None:
    lines = [str(number) for number in range(21)]
    assert refusals.said_lines("\n".join(lines[:20])) == lines[:20]
    assert refusals.said_lines("\n".join(lines)) == [*lines[:20], "..."]
