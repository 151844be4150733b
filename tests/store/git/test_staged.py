"""What git is about to record is read from git: its bytes, wherever the plan folder lies and however git is at work."""

import os
import shlex
import subprocess
from pathlib import Path

import pytest

from kronobarn_cli.errors import NoHistory, NotFound
from kronobarn_cli.store.git import program, staged, written
from kronobarn_cli.store.git.staged import Entry, Seat
from kronobarn_cli.store.git.written import Reference


def git(folder: Path, *words: str, **environ: str) -> str:
    done = subprocess.run(
        ["git", "-c", "commit.gpgsign=false", *words],
        cwd=folder,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def put(path: Path, text: str = "x\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf8")
    return path


@pytest.fixture
def top(tmp_path: Path) -> Path:
    root = tmp_path / "Större mapp"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    git(root, "config", "user.name", "Eva Lind")
    git(root, "config", "user.email", "eva@kommun.se")
    return root


@pytest.fixture
def folder(top: Path) -> Path:
    """A plan folder within a larger repository, with one recorded plan."""
    inside = top / "barn [1]" / "planer"
    put(inside / "plans" / "k7mtr.yaml", "första\n")
    put(top / "annat.yaml", "inte vårt\n")
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "början")
    return inside


def test_the_bytes_are_those_of_the_index_and_only_of_the_plan_folder(top: Path, folder: Path) -> None:
    put(folder / "plans" / "k7mtr.yaml", "som den läggs\n")
    put(folder / "plans" / "p3wdh.yml", "ny\r\n")
    put(folder / "bild å.png", "stor")
    put(top / "annat.yaml", "ändrat\n")
    git(top, "add", ".")
    put(folder / "plans" / "k7mtr.yaml", "ändrad efteråt\n")
    seat = staged.seat(folder)
    assert seat == Seat(top, "barn [1]/planer/")
    assert set(staged.staged(seat)) == {
        Entry("plans/k7mtr.yaml", "som den läggs\n".encode()),
        Entry("plans/p3wdh.yml", b"ny\r\n"),
        Entry("bild å.png", None),
    }


def test_settings_of_the_persons_own_change_nothing(top: Path, folder: Path) -> None:
    for key, value in {
        "diff.renames": "copies",
        "diff.relative": "true",
        "color.ui": "always",
        "core.quotepath": "on",
    }.items():
        git(top, "config", key, value)
    git(top, "mv", "barn [1]/planer/plans/k7mtr.yaml", "barn [1]/planer/Å.yaml")
    assert staged.staged(staged.seat(folder)) == (Entry("Å.yaml", "första\n".encode()),)


def test_nothing_is_about_to_be_recorded_and_nothing_is_asked(folder: Path) -> None:
    assert staged.staged(staged.seat(folder)) == ()


def test_the_first_of_all_is_seen_too(top: Path) -> None:
    put(top / "plans" / "k7mtr.yaml")
    git(top, "add", ".")
    seat = staged.seat(top)
    assert seat.prefix == ""
    assert staged.staged(seat) == (Entry("plans/k7mtr.yaml", b"x\n"),)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_folder_may_be_called_what_git_takes_for_an_order(top: Path) -> None:
    put(top / ":(x)" / "plans" / "k7mtr.yaml")
    git(top, "add", ".")
    assert [one.path for one in staged.staged(staged.seat(top / ":(x)"))] == ["plans/k7mtr.yaml"]


def test_what_is_taken_away_and_what_is_a_repository_of_its_own_is_nothing_to_look_at(top: Path, folder: Path) -> None:
    git(top, "rm", "-q", "--cached", "barn [1]/planer/plans/k7mtr.yaml")
    here = git(top, "rev-parse", "HEAD")
    git(top, "update-index", "--add", "--cacheinfo", f"160000,{here},barn [1]/planer/plans/egen.yaml")
    assert staged.staged(staged.seat(folder)) == ()


def test_what_nobody_has_settled_is_told_apart(top: Path, folder: Path) -> None:
    git(top, "checkout", "-q", "-b", "annan")
    put(folder / "plans" / "k7mtr.yaml", "a\n")
    git(top, "commit", "-q", "-a", "-m", "a")
    git(top, "checkout", "-q", "main")
    put(folder / "plans" / "k7mtr.yaml", "b\n")
    git(top, "commit", "-q", "-a", "-m", "b")
    with pytest.raises(subprocess.CalledProcessError):
        git(top, "merge", "annan")
    assert Entry("plans/k7mtr.yaml", None, merged=False) in staged.staged(staged.seat(folder))


def test_what_a_merge_brings_was_recorded_by_others(top: Path, folder: Path) -> None:
    """Whoever has the checks must still be able to take in what a colleague without them has shared."""
    git(top, "checkout", "-q", "-b", "annan")
    put(folder / "plans" / "Mio.yaml", "a\n")
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "a")
    git(top, "checkout", "-q", "main")
    git(top, "commit", "-q", "--allow-empty", "-m", "b")
    git(top, "merge", "-q", "--no-ff", "--no-commit", "annan")
    put(folder / "plans" / "t8qzg.yaml", "nytt i sammanslagningen\n")
    git(top, "add", ".")
    put(folder / "plans" / "Mio.yaml", "ändrat efteråt\n")
    assert [one.path for one in staged.staged(staged.seat(folder))] == ["plans/t8qzg.yaml"]


def test_a_linked_work_tree_has_an_index_of_its_own(top: Path, folder: Path, tmp_path: Path) -> None:
    git(top, "worktree", "add", "-q", str(tmp_path / "bredvid"))
    beside = tmp_path / "bredvid" / "barn [1]" / "planer"
    put(beside / "plans" / "t8qzg.yaml")
    git(beside, "add", ".")
    assert [one.path for one in staged.staged(staged.seat(beside))] == ["plans/t8qzg.yaml"]
    assert staged.staged(staged.seat(folder)) == ()


def test_in_a_hook_the_index_is_the_one_that_git_names(
    top: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`commit --only` makes one of its own, and counts its places from the top."""
    monkeypatch.chdir(top)
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/en-annan")
    monkeypatch.setenv("GIT_DIR", ".git")
    git(top, "read-tree", "HEAD")
    put(folder / "plans" / "t8qzg.yaml")
    git(top, "add", ".")
    assert program.in_hook()
    seat = staged.seat(Path("barn [1]/planer"))
    assert seat.prefix == "barn [1]/planer/"
    assert [one.path for one in staged.staged(seat)] == ["plans/t8qzg.yaml"]
    monkeypatch.delenv("GIT_INDEX_FILE")
    monkeypatch.delenv("GIT_DIR")
    assert not program.in_hook()
    assert staged.staged(staged.seat(folder)) == ()


def test_a_folder_without_a_history_says_so(top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outside = tmp_path / "utan"
    outside.mkdir()
    with pytest.raises(NoHistory):
        staged.seat(outside)
    monkeypatch.chdir(top)
    monkeypatch.setenv("GIT_INDEX_FILE", str(top / ".git" / "index"))
    with pytest.raises(NoHistory):
        staged.seat(outside)
    monkeypatch.setenv("GIT_DIR", "finns-inte")
    with pytest.raises(NoHistory, match="Ingen historik"):
        staged.seat(top)


def test_in_a_hook_of_another_repository_the_index_is_our_own(
    top: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where our repository lies within the other."""
    put(folder / "plans" / "t8qzg.yaml")
    git(top, "add", ".")
    for other in (tmp_path / "annan", tmp_path):
        other.mkdir(exist_ok=True)
        git(other, "init", "-q")
        monkeypatch.chdir(other)
        monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
        seat = staged.seat(folder)
        assert (seat.top, seat.hook) == (top, {})
        assert [one.path for one in staged.staged(seat)] == ["plans/t8qzg.yaml"]
        monkeypatch.delenv("GIT_INDEX_FILE")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_hook_is_of_another_repository_where_its_own_words_say_so(
    top: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where git finds it by nothing else, or where it is called almost as ours."""
    put(folder / "plans" / "t8qzg.yaml")
    git(top, "add", ".")
    monkeypatch.chdir(tmp_path)
    for other in (tmp_path / "annan.git", top / ".git ", top / ".gitX"):
        git(tmp_path, "init", "-q", "--bare", str(other))
        monkeypatch.setenv("GIT_DIR", str(other))
        monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path))
        monkeypatch.setenv("GIT_INDEX_FILE", str(other / "index"))
        seat = staged.seat(folder)
        assert (seat.top, seat.hook) == (top, {})
        assert [one.path for one in staged.staged(seat)] == ["plans/t8qzg.yaml"]
        for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
            monkeypatch.delenv(name)


def test_a_hook_may_call_our_repository_something_else(
    top: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (top / ".git").rename(tmp_path / "gömd")
    (top / ".git").symlink_to(tmp_path / "gömd")
    put(folder / "plans" / "t8qzg.yaml")
    monkeypatch.chdir(top)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "gömd"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "gömd" / "en-annan"))
    git(top, "add", ".")
    assert "plans/t8qzg.yaml" in [one.path for one in staged.staged(staged.seat(folder))]


def test_the_branch_is_called_what_it_is_called(top: Path, folder: Path) -> None:
    git(top, "tag", "main")
    assert staged.branch(staged.seat(folder)) == "main"


def test_an_index_that_cannot_be_read_says_so(top: Path, folder: Path) -> None:
    seat = staged.seat(folder)
    (top / ".git" / "index").write_bytes(b"trasig")
    with pytest.raises(NoHistory):
        staged.staged(seat)


def test_what_git_has_lost_is_no_plan(top: Path, folder: Path) -> None:
    name = "1" * 40
    git(top, "update-index", "--add", "--cacheinfo", f"100644,{name},barn [1]/planer/plans/t8qzg.yaml")
    assert staged.staged(staged.seat(folder)) == (Entry("plans/t8qzg.yaml", b""),)


def test_since_a_revision_what_counts_is_what_is_recorded(top: Path, folder: Path) -> None:
    seat, before = staged.seat(folder), git(top, "rev-parse", "HEAD")
    put(folder / "plans" / "t8qzg.yaml", "ny\n")
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "t8qzg: ny")
    put(folder / "plans" / "t8qzg.yaml", "bara i mappen\n")
    assert staged.since(seat, before) == (Entry("plans/t8qzg.yaml", b"ny\n"),)
    assert staged.since(seat, "HEAD") == ()
    assert [one.path for one in staged.since(seat, "0" * 40)] == ["plans/k7mtr.yaml", "plans/t8qzg.yaml"]
    assert staged.span(seat, before) == f"{before}..HEAD"
    assert staged.span(seat, "0" * 40) == "HEAD"
    for unknown in ("finns-inte", "--all"):
        with pytest.raises(NotFound, match=f"{unknown} .*fetch-depth"):
            staged.since(seat, unknown)
    for nothing in ("", " "):
        with pytest.raises(NotFound, match="--since") as failure:
            staged.since(seat, nothing)
        assert "fetch-depth" not in failure.value.sentence, "a variable that is not set says nothing of the copy"
        assert failure.value.hint == "kronobarn check --since HEAD~1"


def test_a_branch_may_be_called_what_git_takes_for_an_order(top: Path, folder: Path) -> None:
    git(top, "update-ref", "refs/heads/--all", "HEAD")
    assert staged.since(staged.seat(folder), "--all") == ()


def test_who_and_where_are_those_of_this_recording(top: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seat = staged.seat(folder)
    assert staged.author(seat) == ("Eva Lind <eva@kommun.se",)
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Åsa")
    assert staged.author(seat) == ("Åsa <eva@kommun.se", "Eva Lind <eva@kommun.se")
    assert staged.branch(seat) == "main"
    git(top, "checkout", "-q", "--detach")
    assert staged.branch(seat) == ""


def test_who_nobody_has_named_is_nobody(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seat = staged.seat(folder)
    git(seat.top, "config", "user.useConfigOnly", "true")
    git(seat.top, "config", "--unset", "user.email")
    git(seat.top, "config", "--unset", "user.name")
    assert staged.author(seat) == ()


def test_a_message_is_what_is_recorded_of_it(top: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seat = staged.seat(folder)
    path = put(
        top / "message",
        "Rad\r\n# On branch Anna\r\n# ------------------------ >8 ------------------------\r\ndiff Mio\r\n",
    )
    assert staged.message(seat, path) == "Rad\n"
    monkeypatch.setenv("GIT_EDITOR", ":")
    assert staged.message(seat, path).startswith("Rad\n# On branch Anna\n")
    git(top, "config", "core.commentChar", ";")
    monkeypatch.setenv("GIT_EDITOR", "vi")
    assert staged.message(seat, put(path, "# rad\n; git\n")) == "# rad\n"


def test_every_text_around_the_plans_is_there(top: Path, folder: Path) -> None:
    seat, first = staged.seat(folder), git(top, "rev-parse", "HEAD")
    git(top, "config", "log.showRoot", "false")
    git(top, "checkout", "-q", "-b", "gren/å")
    put(folder / "Ö.txt")
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "två\n\nrader", "--author", "Annan <a@b.se>")
    git(top, "tag", "-a", "-m", "märkets text", "v1")
    second, newest = list(written.written(seat, None))[::-1][:2]
    assert second == (
        first,
        ("Eva Lind <eva@kommun.se>",),
        "början\n",
        ("annat.yaml", "barn [1]/planer/plans/k7mtr.yaml"),
    )
    assert newest.by == ("Annan <a@b.se>", "Eva Lind <eva@kommun.se>")
    assert (newest.message, newest.paths) == ("två\n\nrader\n", ("barn [1]/planer/Ö.txt",))
    assert [one.commit for one in written.written(seat, f"{first}..HEAD")] == [newest.commit]
    assert written.references(seat) == (
        Reference("gren/å", tag=False, theirs=False),
        Reference("main", tag=False, theirs=False),
        Reference("v1", tag=True, theirs=False, message="märkets text\n", by="Eva Lind <eva@kommun.se>"),
    )


def test_a_file_that_came_with_a_merge_alone_is_there(top: Path, folder: Path) -> None:
    git(top, "checkout", "-q", "-b", "annan")
    git(top, "commit", "-q", "--allow-empty", "-m", "tom")
    git(top, "checkout", "-q", "main")
    git(top, "merge", "-q", "--no-ff", "--no-commit", "annan")
    put(folder / "smög in.txt")
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "ihop")
    [merge] = [one for one in written.written(staged.seat(folder), None) if one.message == "ihop\n"]
    assert merge.paths == ("barn [1]/planer/smög in.txt",)


def test_what_others_have_is_told_apart(top: Path, folder: Path, tmp_path: Path) -> None:
    seat = staged.seat(folder)
    shared = git(top, "rev-parse", "HEAD")
    assert written.only_here(seat) == {shared}
    git(tmp_path, "init", "-q", "--bare", "hos dem")
    git(top, "remote", "add", "origin", str(tmp_path / "hos dem"))
    git(top, "push", "-q", "origin", "main")
    git(top, "commit", "-q", "--allow-empty", "-m", "bara här")
    assert written.only_here(seat) == {git(top, "rev-parse", "HEAD")}
    assert written.references(seat)[-1] == Reference("origin/main", tag=False, theirs=True)


def test_an_empty_history_holds_nothing(top: Path) -> None:
    assert list(written.written(staged.seat(top), None)) == []
    assert written.references(staged.seat(top)) == ()


@pytest.fixture
def shallow(top: Path, folder: Path, tmp_path: Path) -> Path:
    """A copy that holds the last two of three acts, as a server that tries things out makes one."""
    for word in ("andra", "tredje"):
        put(folder / "plans" / "k7mtr.yaml", f"{word}\n")
        git(top, "commit", "-q", "-a", "-m", word)
    git(tmp_path, "clone", "-q", "--depth", "2", top.as_uri(), "kopia")
    return tmp_path / "kopia" / "barn [1]" / "planer"


@pytest.mark.parametrize("span", [None, "HEAD"])
def test_a_history_that_is_cut_short_is_not_taken_for_the_whole(shallow: Path, span: str | None) -> None:
    with pytest.raises(NoHistory) as failure:
        [*written.written(staged.seat(shallow), span)]
    git(Path("/"), *shlex.split(failure.value.hint)[1:])
    assert len([*written.written(staged.seat(shallow), span)]) == 3


def test_what_came_since_is_told_where_all_of_it_is_there(top: Path, shallow: Path) -> None:
    seat = staged.seat(shallow)
    assert [one.message for one in written.written(seat, staged.span(seat, "HEAD~1"))] == ["tredje\n"]
    with pytest.raises(NotFound) as failure:
        staged.span(seat, "HEAD~2")
    assert failure.value.hint.endswith("fetch --unshallow")
    with pytest.raises(NotFound) as failure:
        staged.span(staged.seat(top), "HEAD~9")
    assert failure.value.hint == "kronobarn check --since HEAD~1"


def test_a_side_line_that_is_cut_short_is_seen_too(top: Path, folder: Path, tmp_path: Path) -> None:
    """What came since a revision on the main line can be there, and what others sent meanwhile not."""
    git(top, "checkout", "-q", "-b", "bo")
    for word in ("b1", "b2", "b3"):
        git(top, "commit", "-q", "--allow-empty", "-m", word)
    git(top, "checkout", "-q", "main")
    git(top, "commit", "-q", "--allow-empty", "-m", "a1")
    git(top, "merge", "-q", "--no-edit", "bo")
    git(tmp_path, "clone", "-q", "--depth", "2", top.as_uri(), "kopia")
    seat = staged.seat(tmp_path / "kopia" / "barn [1]" / "planer")
    with pytest.raises(NoHistory):
        [*written.written(seat, staged.span(seat, "HEAD~1"))]


def test_a_history_that_cannot_be_read_says_so(top: Path, folder: Path) -> None:
    seat = staged.seat(folder)
    with pytest.raises(NoHistory):
        list(written.written(seat, "finns-inte..HEAD"))
    (top / ".git" / "HEAD").write_text("trasig")
    with pytest.raises(NoHistory):
        staged.since(seat, "0" * 40)


def test_one_process_fetches_all_bytes(top: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(50):
        put(folder / "plans" / f"k{number:04}.yaml", f"{number}\n")
    git(top, "add", ".")
    seat, asked = staged.seat(folder), []
    real = program.run

    def counted(where: Path, *words: str, **more: object) -> program.Ran:
        asked.append(words)
        return real(where, *words, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(program, "run", counted)
    assert len({one.data for one in staged.staged(seat)}) == 50
    assert len(asked) == 2
