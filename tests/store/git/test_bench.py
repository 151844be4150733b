"""The bench: a version is put together beside the repository, and a kill leaves nothing of it there."""

from pathlib import Path

import pytest

from kronobarn_cli.errors import NoHistory, NotSynced
from kronobarn_cli.store.git import bench, blobs, compared, program, repository
from kronobarn_cli.store.git.bench import Bench, Moved
from tests.store.git.colleagues import commit, git, repo, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return repo(tmp_path, "a")


def split(folder: Path) -> tuple[str, str, str]:
    """A common past, and two versions that were made from it: the second one here."""
    base = git(folder, "rev-parse", "HEAD")
    git(folder, "switch", "--quiet", "-c", "andra")
    write(folder, "plans/k7mtr.yaml", "deras\n")
    write(folder, "plans/t8qzg.yaml", "ny\n")
    theirs = commit(folder)
    git(folder, "switch", "--quiet", "main")
    write(folder, "plans/k7mtr.yaml", "vår\n")
    write(folder, "annat", "x")
    return base, commit(folder), theirs


def hook(folder: Path, name: str, lines: str) -> None:
    path = folder / ".git" / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{lines}\n")
    path.chmod(0o755)


def test_what_one_side_has_changed_is_taken_and_what_both_have_is_given_back(folder: Path, tmp_path: Path) -> None:
    base, ours, theirs = split(folder)
    made = Bench(repository.opened(folder), tmp_path / "bank", ours)
    both = made.join(base, theirs)
    assert set(both) == {"plans/k7mtr.yaml"}
    three = both["plans/k7mtr.yaml"]
    assert all(three)
    [entry] = made.blobs([b"sammanlagd\n"])
    made.decide({"plans/k7mtr.yaml": entry, "annat": None})
    version = made.commit("plans: sync")
    assert git(folder, "rev-parse", f"{version}^1", f"{version}^2").split() == [ours, theirs]
    assert git(folder, "show", f"{version}:plans/k7mtr.yaml") == "sammanlagd"
    assert git(folder, "ls-tree", "--name-only", "-r", version).split() == [
        "kronobarn.toml",
        "plans/k7mtr.yaml",
        "plans/t8qzg.yaml",
    ]
    assert git(folder, "rev-parse", "HEAD") == ours, "nobody has seen it yet"
    assert git(folder, "status", "--porcelain") == ""
    assert not list((folder / ".git").glob("*MERGE*"))
    made.put_away()
    assert not (tmp_path / "bank").exists()


def test_what_one_side_has_taken_away_and_what_both_have_made_alike_needs_no_decision(
    folder: Path, tmp_path: Path
) -> None:
    name = "en\tflik\toch en"
    for one in ("deras", "båda", name):
        write(folder, one, "a\n")
    commit(folder)
    base, ours, theirs = split(folder)
    git(folder, "switch", "--quiet", "andra")
    git(folder, "rm", "--quiet", "deras", "båda")
    write(folder, "lika", "a\n")
    write(folder, name, "b\n")
    theirs = commit(folder)
    git(folder, "switch", "--quiet", "main")
    git(folder, "rm", "--quiet", "båda")
    write(folder, "lika", "a\n")
    write(folder, name, "c\n")
    ours = commit(folder)
    made = Bench(repository.opened(folder), tmp_path / "bank", ours)
    both = made.join(base, theirs)
    assert set(both) == {"plans/k7mtr.yaml", name}
    made.decide(dict.fromkeys(both))
    assert git(folder, "ls-tree", "--name-only", "-r", made.commit("m")).split() == [
        "annat",
        "kronobarn.toml",
        "lika",
        "plans/t8qzg.yaml",
    ]


def test_contents_are_kept_to_the_letter_and_in_their_order(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(folder, "config", "core.autocrlf", "true")
    opened = repository.opened(folder)
    made = Bench(opened, tmp_path / "bank", git(folder, "rev-parse", "HEAD"))
    held = [b"a\r\nb\r\n", b"", b"c\n"]
    assert list(compared.contents(opened, made.blobs(held)).values()) == held
    monkeypatch.setenv("PATH", str(tmp_path))
    assert made.blobs([]) == [], "where nothing is to be kept no git is asked"


def test_work_on_the_bench_may_take_its_time(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base, ours, theirs = split(folder)
    opened = repository.opened(folder)
    made = Bench(opened, tmp_path / "bank", ours)
    monkeypatch.setattr(program, "_SECONDS", -1.0)
    both = made.join(base, theirs)
    made.decide({path: three.theirs for path, three in both.items()})
    version = made.commit("plans: sync")
    changes = compared.differences(opened, ours, version)
    made.checked_out(b"\0".join(path.encode() for path in changes))
    git(folder, "config", "filter.sen.clean", "sleep 0.1; cat")
    write(folder, ".git/info/attributes", "*.yaml filter=sen")
    bench.land(opened, ours, version, changes)
    assert git(folder, "rev-parse", "main") == version
    assert git(folder, "diff-files", "--name-only") == "", "git has looked at the files that were laid out"


def test_what_another_git_has_said_of_its_own_files_changes_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, "plans/k7mtr.yaml", "två\n")
    ours = git(folder, "rev-parse", "HEAD")
    monkeypatch.setenv("GIT_IMPLICIT_WORK_TREE", "0")  # as `git --bare` does to all that it starts
    version = Bench(repository.opened(folder), tmp_path / "bank", ours).record(["plans/k7mtr.yaml"], "m")
    assert git(folder, "show", f"{version}:plans/k7mtr.yaml") == "två"


def test_the_branch_is_moved_as_durably_as_all_else_and_it_is_said_why(folder: Path, tmp_path: Path) -> None:
    _base, ours, theirs = split(folder)
    opened = repository.opened(folder)
    hook(folder, "reference-transaction", "git config --get-regexp '^core[.]fsync' > ../sett; exit 0")
    bench.land(opened, ours, theirs, compared.differences(opened, ours, theirs))
    told = (tmp_path / "sett").read_text().strip().replace(" ", "=")
    assert told.lower() == repository.flushing()[1].lower()
    assert git(folder, "reflog", "-1", "--format=%gs", "main") == "sync"


@pytest.mark.parametrize(
    ("said", "why"), [("Nej.", "så här blev svaret"), ("No space left on device", "disken är full")]
)
def test_what_keeps_a_version_from_landing_is_told(folder: Path, tmp_path: Path, said: str, why: str) -> None:
    _base, ours, theirs = split(folder)
    opened = repository.opened(folder)
    hook(folder, "reference-transaction", f"echo '{said}' >&2; exit 1")
    with pytest.raises(Moved) as failure:
        bench.land(opened, ours, theirs, compared.differences(opened, ours, theirs))
    told = failure.value.__cause__
    assert isinstance(told, NotSynced)
    assert why in str(told)
    assert (said in told.details) is (said == "Nej.")


def test_the_list_of_files_is_told_before_the_branch(folder: Path, tmp_path: Path) -> None:
    base, ours, theirs = split(folder)
    opened = repository.opened(folder)
    made = Bench(opened, tmp_path / "bank", ours)
    both = made.join(base, theirs)
    made.decide({path: three.theirs for path, three in both.items()})
    assert made.blobs([]) == []
    version = made.commit("plans: sync")
    changes = compared.differences(opened, ours, version)
    write(folder, "plans/k7mtr.yaml", "deras\n")
    write(folder, "plans/t8qzg.yaml", "ny\n")
    bench.land(opened, ours, version, changes)
    assert git(folder, "rev-parse", "main") == version
    assert git(folder, "status", "--porcelain") == ""
    with pytest.raises(Moved):
        bench.land(opened, ours, version, changes)
    (folder / ".git" / "index.lock").touch()
    with pytest.raises(Moved) as failure:
        bench.land(opened, version, ours, changes)
    assert (folder / ".git" / "index.lock").as_posix() in str(failure.value.__cause__)
    assert git(folder, "rev-parse", "main") == version


def test_what_lies_there_is_recorded_also_what_is_gone_and_what_is_ignored(folder: Path, tmp_path: Path) -> None:
    write(folder, ".gitignore", "p3wdh.yaml\n")
    write(folder, "plans/p3wdh.yaml", "ny\n")
    write(folder, "annat", "x")
    (folder / "plans" / "k7mtr.yaml").unlink()
    opened, ours = repository.opened(folder), git(folder, "rev-parse", "HEAD")
    version = Bench(opened, tmp_path / "bank", ours).record(["plans/p3wdh.yaml", "plans/k7mtr.yaml"], "plans: by hand")
    assert set(compared.differences(opened, ours, version)) == {"plans/p3wdh.yaml", "plans/k7mtr.yaml"}
    assert git(folder, "log", "-1", "--format=%an %s", version) == "kronobarn plans: by hand"


def test_what_is_recorded_already_is_not_recorded_again(folder: Path, tmp_path: Path) -> None:
    ours = git(folder, "rev-parse", "HEAD")
    assert Bench(repository.opened(folder), tmp_path / "bank", ours).record(["plans/k7mtr.yaml"], "m") == ours


def test_the_first_version_of_all_can_be_made(tmp_path: Path) -> None:
    folder = tmp_path / "ny"
    folder.mkdir()
    assert repository.start(folder)
    write(folder, "plans/k7mtr.yaml", "en\n")
    opened = repository.opened(folder)
    version = Bench(opened, tmp_path / "bank", None).record(["plans/k7mtr.yaml"], "k7mtr: by hand")
    changes = compared.differences(opened, blobs.nothing(opened.folder), version)
    bench.land(opened, None, version, changes)
    assert git(folder, "rev-parse", "main") == version
    assert git(folder, "status", "--porcelain") == ""
    git(folder, "update-ref", "-d", "refs/heads/main")
    bench.land(opened, None, version, changes)
    assert git(folder, "rev-parse", "main") == version


def test_hooks_are_run_and_have_the_word(folder: Path, tmp_path: Path) -> None:
    base, ours, theirs = split(folder)
    hook(folder, "pre-commit", "git diff --cached --name-only > ../sett; echo 'Inte på söndagar.' >&2; exit 1")
    made = Bench(repository.opened(folder), tmp_path / "bank", ours)
    made.decide({path: three.ours for path, three in made.join(base, theirs).items()})
    with pytest.raises(NotSynced) as failure:
        made.commit("plans: sync")
    assert failure.value.details == ("Inte på söndagar.",)
    assert (tmp_path / "sett").read_text().split() == ["plans/t8qzg.yaml"]
    assert git(folder, "rev-parse", "main") == ours


@pytest.mark.parametrize("first", [False, True])
def test_what_a_hook_takes_back_again_was_not_recorded(folder: Path, tmp_path: Path, first: bool) -> None:
    ours = None if first else git(folder, "rev-parse", "HEAD")
    if first:
        git(folder, "update-ref", "-d", "refs/heads/main")
    hook(folder, "post-commit", "git update-ref -d HEAD" if first else "git update-ref HEAD HEAD^")
    write(folder, "plans/k7mtr.yaml", "två\n")
    made = Bench(repository.opened(folder), tmp_path / "bank", ours)
    with pytest.raises(NotSynced):
        made.record(["plans/k7mtr.yaml"], "m")


def test_lines_are_put_together_where_they_can_be(folder: Path, tmp_path: Path) -> None:
    made = Bench(repository.opened(folder), tmp_path / "bank", git(folder, "rev-parse", "HEAD"))
    assert made.lines(b"a\nb\nc\n", b"A\nb\nc\n", b"a\nb\nC\n") == b"A\nb\nC\n"
    assert made.lines(b"a\n", b"b\n", b"c\n") is None
    assert made.lines(b"\0a", b"\0b", b"\0c") is None


def test_files_that_are_no_plans_are_laid_out_by_git(folder: Path, tmp_path: Path) -> None:
    path, other = write(folder, "prog", "#!/bin/sh\n"), write(folder, "annan fil", "a\n")
    path.chmod(0o755)
    opened, version = repository.opened(folder), commit(folder)
    path.unlink()
    other.write_text("b\n")
    bench.lay_out(opened, tmp_path / "bank", version, ["prog", "annan fil"])
    assert path.stat().st_mode & 0o100
    assert other.read_text() == "a\n"
    with pytest.raises(NoHistory) as failure:
        bench.lay_out(opened, tmp_path / "bank", version, ["Kim Ek.odt"])
    assert "Kim" not in str(failure.value.details), "what is not in the version is not named"


def test_a_git_that_cannot_is_told_of(folder: Path, tmp_path: Path) -> None:
    made = Bench(repository.opened(folder), tmp_path / "bank", git(folder, "rev-parse", "HEAD"))
    with pytest.raises(NoHistory):
        made.join("1" * 40, "2" * 40)
